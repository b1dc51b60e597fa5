"""What numbering the evidence may find, in words: broken citations, orphans, clashes, missing files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.self_assessment import Evidence
from kdcl_xl.forms.vocabulary import Sensitivity
from kdcl_xl.school.catalogue import Catalogue, Use
from kdcl_xl.school.citations import bare_drafts, texts_of, usable_draft_id
from kdcl_xl.text.lists import shortened
from kdcl_xl.text.normal import match_key, tidy
from kdcl_xl.text.similar import did_you_mean
from kdcl_xl.workbook.snapshot import Submission

_GUIDE = "CV 5932, 5942/BGDĐT-QLCL; TT 57/2026 Phụ lục IV"

CODE_REDEFINED = rule("DSM-001", Severity.ERROR, "Một mã hoặc mã tạm chỉ dùng cho một tài liệu", law=_GUIDE)
LISTED_TWICE = rule("DSM-002", Severity.WARNING, "Mỗi tài liệu chỉ một dòng trong danh mục", law=_GUIDE)
BROKEN = rule("DSM-003", Severity.ERROR, "Mã được dẫn có trong danh mục minh chứng")
ORPHAN = rule("DSM-004", Severity.WARNING, "Minh chứng trong danh mục được dẫn trong báo cáo")
HOMELESS = rule("DSM-005", Severity.WARNING, "Minh chứng thuộc một tiêu chí thì mới đánh số được")
BARE_DRAFT = rule("DSM-006", Severity.HINT, "Mã tạm được dẫn trong ngoặc")
UNUSABLE_DRAFT = rule("DSM-007", Severity.WARNING, "Mã tạm phân biệt được với chữ và số thường")
TOO_MANY_BOXES = rule("DSM-008", Severity.ERROR, "Số hộp minh chứng không quá 99")
UNREADABLE = rule("DSM-009", Severity.ERROR, "Mã và mã tạm đọc được trước khi đánh số")
NO_STORAGE = rule("DSM-010", Severity.WARNING, "Minh chứng có nơi lưu trữ hoặc đường dẫn")
FILE_MISSING = rule("DSM-011", Severity.WARNING, "Tệp minh chứng có trong thư mục đã chọn")
BAD_LINK = rule("DSM-012", Severity.WARNING, "Đường dẫn mạng của minh chứng viết đúng")
LOCAL_PATH = rule("DSM-013", Severity.WARNING, "Đường dẫn tệp mở được cả ở máy khác")

_FILE = re.compile(r"[^\n;]*\.[A-Za-z][A-Za-z0-9]{1,4}", re.UNICODE)
_LOCAL = re.compile(r"[A-Za-z]:[\\/]|\\\\|/|file:", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)


def about_catalogue(submission: Submission, catalogue: Catalogue) -> Iterator[Finding]:
    """Keys that name two documents, documents listed twice, temporary ids that look like ordinary words."""
    rows = catalogue.rows
    for key, first, other in catalogue.clashes:
        place = submission.at(rows[first], "code")[1]
        yield CODE_REDEFINED.at(*submission.at(rows[other], "code"), f"“{key}” đã dùng cho “{_short(rows[first].title)}” (ô {place}) nhưng lại đặt cho “{_short(rows[other].title)}”; chưa đánh số vì không rõ các chỗ dẫn muốn nói tài liệu nào.", "Đặt mã tạm khác cho một trong hai tài liệu và sửa chỗ dẫn tài liệu đó. Dẫn lại một mã ở tiêu chí khác là đúng; đặt một mã cho hai tài liệu là sai.")  # fmt: skip
    for key, first, other in catalogue.repeats:
        place = submission.at(rows[first], "code")[1]
        yield LISTED_TWICE.at(*submission.at(rows[other], "code"), f"Tài liệu “{_short(rows[other].title)}” với mã “{key}” đã có ở ô {place}.", "Giữ một dòng; các tiêu chí khác dẫn lại cùng mã.")  # fmt: skip
    for row in rows:
        if row.draft_id and not usable_draft_id(row.draft_id):
            yield UNUSABLE_DRAFT.at(*submission.at(row, "draft_id"), f"Mã tạm “{row.draft_id}” không phân biệt được với chữ hoặc số thường trong ngoặc, nên các chỗ dẫn mã này không được thay.", "Đặt mã tạm như t1, t2… rồi sửa chỗ dẫn.")  # fmt: skip


def about_citations(submission: Submission, catalogue: Catalogue, uses: list[Use]) -> Iterator[Finding]:
    """Citations of nothing, evidence cited nowhere, temporary ids outside brackets."""
    known = list(catalogue.by_key)
    for use in uses:
        if use.key not in catalogue.by_key:
            guess = did_you_mean(use.key, known)
            yield BROKEN.at(*submission.at(use.row, use.field), f"Dẫn “{use.key}” nhưng danh mục minh chứng không có mã này; chỗ dẫn được giữ nguyên.{guess}", "Sửa mã được dẫn, hoặc thêm tài liệu vào danh mục.")  # fmt: skip
    used = {catalogue.by_key[use.key] for use in uses if use.key in catalogue.by_key}
    twins = {other for _, _, other in catalogue.repeats}
    for place, row in enumerate(catalogue.rows):
        if place not in used and place not in twins and (row.code or row.draft_id or row.title):
            name = row.code or row.draft_id or "chưa có mã"
            yield ORPHAN.at(*submission.at(row, "title"), f"Minh chứng “{_short(row.title)}” ({name}) chưa được dẫn ở đâu trong báo cáo.", "Dẫn mã vào chỗ cần chứng minh, hoặc bỏ khỏi danh mục.")  # fmt: skip
    for rows in submission.rows.values():
        for line in rows:
            for field, text, listing in texts_of(line):
                for bare in () if listing else bare_drafts(text, catalogue.drafts):
                    yield BARE_DRAFT.at(*submission.at(line, field), f"“{bare}” là một mã tạm nhưng không đứng riêng trong ngoặc nên được coi là chữ thường và giữ nguyên.", f"Nếu là chỗ dẫn minh chứng, viết [{bare}].")  # fmt: skip


def unreadable_codes(submission: Submission) -> Iterator[Finding]:
    """A code the reader refused (a number, an error value) must not be written over."""
    for row in submission.table(Evidence):
        for field in ("code", "draft_id"):
            if not submission.readable(row, field):
                yield UNREADABLE.at(*submission.at(row, field), f"Không đọc được mã của “{_short(row.title)}”, nên chưa đánh số để khỏi ghi đè.", "Sửa ô này (mã phải ở dạng chữ) rồi đánh số.")  # fmt: skip


def unknown_criterion(submission: Submission, row: Evidence) -> Finding:
    """Evidence without a criterion cannot have a code."""
    return HOMELESS.at(*submission.at(row, "criteria"), f"Chưa đánh số “{_short(row.title)}”: chưa được dẫn ở tiêu chí nào và cột “Dùng cho tiêu chí” để trống.", "Dẫn mã tạm vào mô tả của một tiêu chí, hoặc ghi tiêu chí vào cột này.")  # fmt: skip


def too_many_boxes(per_box: int) -> Finding:
    """Codes have two digits for the box."""
    return TOO_MANY_BOXES.at(Evidence.table.sheet, "", f"Với {per_box} minh chứng mỗi hộp thì cần hơn 99 hộp; mã chỉ có hai chữ số cho số hộp.", "Gộp những tài liệu cùng loại thành một minh chứng, bỏ tài liệu không dùng, rồi đánh số lại.")  # fmt: skip


def check_files(submission: Submission, folder: Path) -> list[Finding]:
    """Evidence without a place, files that are not in the folder of evidence, links that cannot be right.

    Links are only looked at, not opened. Evidence marked "Đỏ" is kept as an index: no file is asked for.
    """
    present = _names_in(folder)
    findings: list[Finding] = []
    for row in submission.table(Evidence):
        if row.title and row.sensitivity != Sensitivity.PERSONAL:
            findings += _about_storage(submission, row, present)
    return findings


def _names_in(folder: Path) -> set[str]:
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return {_path_key(path.as_posix()) for path in paths} | {_path_key(path.name) for path in paths}


def _path_key(path: str) -> str:
    # Names come as NFD from macOS and with other capitals from Windows.
    return "/".join(match_key(part) for part in PurePosixPath(path.replace("\\", "/")).parts)


def _about_storage(submission: Submission, row: Evidence, present: set[str]) -> Iterator[Finding]:
    place = submission.at(row, "storage")
    title = _short(row.title)
    text = tidy(row.storage)
    if not text:
        yield NO_STORAGE.at(*place, f"Minh chứng “{title}” chưa ghi nơi lưu trữ hoặc đường dẫn.", "Ghi tên tệp, đường dẫn hoặc nơi để bản giấy.")  # fmt: skip
    elif link := _LINK.match(text):
        if "." not in (urlsplit(_with_scheme(link[0])).hostname or ""):
            yield BAD_LINK.at(*place, f"Đường dẫn “{_short(text)}” của “{title}” thiếu tên máy chủ.", "Sao chép lại đường dẫn đầy đủ từ trình duyệt.")  # fmt: skip
    elif _FILE.fullmatch(text):
        if _LOCAL.match(text) and _path_key(text.replace("\\", "/").rsplit("/", 1)[-1]) not in present:
            yield LOCAL_PATH.at(*place, f"“{_short(text)}” chỉ mở được trên máy đã lưu tệp.", "Chép tệp vào thư mục minh chứng và ghi tên tệp, hoặc dùng đường dẫn chia sẻ.")  # fmt: skip
        elif not _LOCAL.match(text) and _path_key(text) not in present:
            yield FILE_MISSING.at(*place, f"Không thấy tệp “{_short(text)}” của minh chứng “{title}” trong thư mục minh chứng.", "Kiểm tra lại tên tệp hoặc chép tệp vào thư mục.")  # fmt: skip


def _with_scheme(link: str) -> str:
    return link if "://" in link else f"https://{link}"


def _short(text: str) -> str:
    return shortened(tidy(text), 60)
