"""Pack a workbook for sending: `kdcl dong-goi`. The user's file is copied, never rebuilt.

The only cell written, into the copy, is the short hash of the content on the slip the principal signs: the
signed paper and the file can then be told to belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kdcl_xl.findings import Finding, Severity, count_errors, rule
from kdcl_xl.forms.self_assessment import School
from kdcl_xl.school.digest import content_digest
from kdcl_xl.text.normal import bare
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.atomic import read_settled, saved_beside, write_atomically
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.live.slip import HASH_CELL
from kdcl_xl.workbook.names import cell_names
from kdcl_xl.workbook.patch import PatchError, with_values
from kdcl_xl.workbook.snapshot import Submission

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")
"""What a file name had better not hold; the name printed on the slip keeps the code as it is."""

HAS_ERRORS = rule("DGN-001", Severity.ERROR, "Không còn lỗi khi đóng gói để nộp")
CHANGED = rule("DGN-002", Severity.ERROR, "Tệp không đổi từ lúc kiểm tra đến lúc đóng gói")
NO_IDENTITY = rule("DGN-003", Severity.ERROR, "Sổ có mã trường trước khi đóng gói")
NO_HASH_CELL = rule("DGN-004", Severity.WARNING, "Phiếu nộp có ô ghi mã băm")
IS_A_PART = rule("DGN-005", Severity.ERROR, "Đóng gói sổ đầy đủ, không phải phần của nhóm")


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of packing. `path` is None when it was refused; `sentence` says what happened, in words."""

    path: Path | None
    sentence: str
    sha256: str = ""
    digest: str = ""
    """The eight hex digits on the slip."""
    findings: tuple[Finding, ...] = ()


def short_digest(submission: Submission) -> str:
    """The eight hex digits of the content that the slip bears."""
    return content_digest(submission)[:8]


def package_name(submission: Submission, *, draft: bool = False) -> str:
    """`<mã trường>_<mẫu>_<năm học>_L<lần>.xlsx`, with `_NHAP` for a draft."""
    school = submission.fields(School)
    number = _UNSAFE.sub("-", bare(school.school_id or submission.stamp.school_id)).strip("-") or "chua-co-ma"
    mark = "_NHAP" if draft else ""
    return (
        f"{number}_{submission.form.id}_{submission.edition.school_year}_L{school.revision or 1}{mark}.xlsx"
    )


def pack(
    path: Path,
    out_dir: Path,
    submission: Submission,
    findings: Iterable[Finding],
    *,
    draft: bool = False,
) -> Packed:
    """Put the checked workbook into `out_dir` under its official name, ready to send.

    `submission` is `path` as it was checked, `findings` what the checks said. Errors refuse the package unless
    it is a `draft`, whose name says so. Raises OSError when `path` cannot be read, SaveError when nothing can
    be written.
    """
    content = read_settled(path)
    refusal = _why_not(path, content, submission, list(findings), draft)
    if refusal:
        return Packed(None, f"{refusal.message} {refusal.remedy}", findings=(refusal,))
    digest = short_digest(submission)
    stamped, odd = _with_hash(content, submission, digest)
    target = out_dir / package_name(submission, draft=draft)
    out_dir.mkdir(parents=True, exist_ok=True)
    written = write_atomically(target, lambda temporary: temporary.write_bytes(stamped), keep_every=True)
    beside = saved_beside(target, written)
    notes = tuple(finding for finding in (odd, beside) if finding)
    whole = sha256(stamped).hexdigest()
    hash_words = f"mã băm nội dung trên Phiếu nộp {digest}" if odd is None else f"mã băm nội dung {digest} (chưa ghi được vào Phiếu nộp)"  # fmt: skip
    what = "bản nháp, còn lỗi, không dùng để nộp" if draft else "bản để nộp"
    sentence = (
        f"Đã đóng gói “{path.name}” thành “{written.name}” ({what}); {hash_words}; SHA-256 của tệp {whole}."
    )
    return Packed(written, sentence, whole, digest, notes)


def _why_not(
    path: Path, content: bytes, submission: Submission, findings: list[Finding], draft: bool
) -> Finding | None:
    refusal: Finding | None = None
    errors = count_errors(findings)
    if sha256(content).hexdigest() != submission.sha256:
        refusal = CHANGED.at(
            "", "", f"“{path.name}” đã thay đổi sau khi kiểm tra.", "Kiểm tra lại rồi đóng gói."
        )
    elif submission.stamp.part:
        refusal = IS_A_PART.at("", "", f"“{path.name}” chỉ là phần của {submission.stamp.part}.", "Ghép các phần vào sổ của trường rồi đóng gói sổ đó.")  # fmt: skip
    elif errors and not draft:
        refusal = HAS_ERRORS.at("", "", f"“{path.name}” còn {errors} lỗi nên chưa đóng gói.", "Sửa các lỗi (xem lệnh kiem-tra), hoặc đóng gói bản nháp bằng --ban-nhap.")  # fmt: skip
    elif not draft and not submission.fields(School).school_id:
        refusal = NO_IDENTITY.at(*submission.where(School, "school_id"), "Sổ chưa ghi mã trường, nên không đặt được tên tệp nộp.", "Ghi mã trường ở trang Trường.")  # fmt: skip
    return replace(refusal, file=path.name) if refusal else None


def _with_hash(content: bytes, submission: Submission, digest: str) -> tuple[bytes, Finding | None]:
    """The bytes with the hash on the slip; the bytes as they are, and why, when the slip has no such cell."""
    place = cell_names(inspect(content, name=submission.file).workbook_xml).get(HASH_CELL)
    if place is None:
        return content, replace(NO_HASH_CELL.at("Phiếu nộp", "", "Sổ không có ô mã băm trên Phiếu nộp (mẫu cũ, hoặc ô đã bị xóa); tệp được chép nguyên vẹn.", "Ghi tay mã băm lên phiếu đã ký nếu cơ quan quản lý yêu cầu."), file=submission.file)  # fmt: skip
    sheet, row, column = place
    try:
        return with_values(content, {sheet: {a1(row, column): digest}}, name=submission.file), None
    except PatchError as error:
        return content, error.finding
