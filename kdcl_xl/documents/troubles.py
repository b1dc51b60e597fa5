"""What is wrong with the files of an office, in the plain words of a paper: no codes, no messages to the sender."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kdcl_xl.consolidate.record import WHOLE_SCHOOL
from kdcl_xl.findings import Severity
from kdcl_xl.forms.summary import Counting, FindingLine, Result, State, StatusLine
from kdcl_xl.law.regulation import titled
from kdcl_xl.law.school_years import serves
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.snapshot import Submission

_OF_FILES = {
    "TH-001": "tệp chưa rõ của cơ sở nào",
    "TH-012": "tệp chưa rõ của cơ sở nào",
    "TH-013": "tệp chưa xử lý được trọn vẹn",
    "TH-016": "tệp mới là phần của một nhóm công tác, chưa ghép vào sổ chung",
    "TH-010": "sổ tổng hợp cấp dưới ghi số khác với số đếm lại từ các dòng",
    "TH-011": "sổ tổng hợp cấp dưới ghi số khác với số đếm lại từ các dòng",
    "TH-020": "sổ viết theo bộ tiêu chuẩn không có hiệu lực trong năm học, trường phải làm lại",
    "TH-018": "sổ tổng hợp cấp dưới có dòng thiếu nguồn để tính lại",
}
_WAITING = "TH-006"
_UNREADABLE = "tệp không mở được"
_AREAS = {
    "CT": "cách điền sổ theo mẫu",
    "CV": "cách điền sổ theo mẫu",
    "DM": "cách điền sổ theo mẫu",
    "TEP": "cách điền sổ theo mẫu",
    "TR": "thông tin chung của trường",
    "HD": "hội đồng tự đánh giá",
    "DG": "kết quả tự đánh giá",
    "MT": "mô tả hiện trạng",
    "MC": "minh chứng",
    "DSM": "minh chứng",
    "SL": "số liệu",
    "KH": "kế hoạch cải tiến",
    "DK": "đăng ký đánh giá ngoài, công nhận",
    "GT": "giải trình",
}
_OTHER_AREA = "nội dung khác"
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


def faults_in_words(submission: Submission) -> Iterator[str]:
    """One sentence for the schools with errors by what they are about, one for each kind of unusable file."""
    errors = [row for row in submission.table(FindingLine) if row.severity == Severity.ERROR]
    files: dict[str, set[str]] = {}
    for row in errors:
        if row.code in _OF_FILES:
            files.setdefault(_OF_FILES[row.code], set()).add(row.file)
    sorted_out = set().union(*files.values())
    waiting, schools = set(), dict[str, set[str]]()
    for row in errors:
        if row.code == _WAITING:
            waiting.add(row.school_id)
        elif row.file in sorted_out:
            continue
        elif row.school_id:
            schools.setdefault(_AREAS.get(row.code.partition("-")[0], _OTHER_AREA), set()).add(row.school_id)
        else:
            files.setdefault(_UNREADABLE, set()).add(row.file)
    if schools:
        everyone = set().union(*schools.values())
        parts = sorted(schools.items(), key=lambda item: (-len(item[1]), item[0]))
        about = "; ".join(f"{len(ids)} cơ sở về {area}" for area, ids in parts)
        yield f"{len(everyone)} cơ sở gửi sổ còn lỗi phải sửa: {about}."
    if waiting:
        yield f"{len(waiting)} cơ sở có nhiều bản khác nhau của cùng một lần nộp, đang chờ chọn bản."
    for words, names in sorted(files.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"{len(names)} {words}."


def state_in_words(row: StatusLine, files: Mapping[str, Sequence[StatusLine]]) -> str:
    """One short sentence on a school whose assessment is not (fully) in: a cell of a table holds no more."""
    mine = files.get(row.school_id, ())
    if row.state == State.MISSING:
        return str(State.MISSING)
    if row.state == State.WITH_ERRORS:
        return f"Đã nhận, còn {row.errors} lỗi" if row.errors else str(State.WITH_ERRORS)
    if row.state == State.CHOOSE:
        versions = sum(1 for file in mine if file.state == State.CHOOSE)
        return f"{row.state}: có {versions or 'nhiều'} bản khác nhau của cùng một lần nộp"
    reasons = [file.why for file in mine if file.why and file.state == row.state] or [row.why]
    if len(reasons) > 1:
        return f"{row.state}: {len(reasons)} tệp, đều chưa dùng được"
    return f"{row.state}: {without_address(reasons[0])}".rstrip(": ")


def without_address(text: str) -> str:
    """The text without the sentences that speak to its sender or guess what was meant."""
    sentences = _SENTENCE_END.split(text)
    kept = [part for part in sentences if "thầy/cô" not in part.lower() and not part.startswith("Gần giống")]
    return " ".join(kept)


def apart_in_words(submission: Submission) -> Iterator[str]:
    """Why results stand outside the totals, one sentence a reason."""
    rows = submission.table(Result)
    closed = {row.source for row in submission.table(StatusLine) if row.state == State.CLOSED}
    reasons = sorted(_reasons(rows, closed, str(submission.edition.school_year)))
    for reason, same in groupby(reasons):
        yield f"{len(list(same))} kết quả {reason} không cộng vào các bảng."


def _reasons(rows: Sequence[Result], closed: set[str], year: str) -> Iterator[str]:
    counting = {row.school_id: row for row in rows if row.counted != Counting.APART}
    for row in rows:
        if row.counted == Counting.OUTSIDE:
            yield "của cơ sở ngoài mẫu số"
        elif row.counted != Counting.APART:
            continue
        elif row.source in closed:
            yield "của cơ sở đã giải thể, sáp nhập hoặc chưa có trong danh mục vào ngày số liệu"
        elif row.school_year != year:
            yield "của năm học khác"
        else:
            yield _out_of_its_time(row, year) or _same_year(row, counting.get(row.school_id))


def _out_of_its_time(row: Result, year: str) -> str:
    rules = titled(row.circular)
    return (
        ""
        if serves(rules, SchoolYear(year))
        else f"theo {rules.short_title}, không có hiệu lực trong năm học,"
    )


def _same_year(row: Result, other: Result | None) -> str:
    """Why a result of this year does not count beside the one that does (or beside none)."""
    part = row.scope not in ("", WHOLE_SCHOOL)
    if part and other is None:
        return "của riêng một cấp học, khi mỗi trường tổng hợp một bản chung,"
    if other is None or row.circular != other.circular:
        return "theo bộ tiêu chuẩn cũ hơn"
    return (
        "của một cấp học, khi trường đã có bản toàn trường,"
        if part
        else "của toàn trường, khi trường đã nộp riêng từng cấp học,"
    )
