"""Whether the blanks of diplomas and certificates add up: what came in less what went out is what is left."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.blanks import BlankLine
from kdcl_xl.workbook.snapshot import Submission

DIFFERS = rule("PH-001", Severity.ERROR, "Số phôi còn lại đúng bằng số tính được")
OVERDRAWN = rule("PH-002", Severity.ERROR, "Số phôi đã dùng, hỏng, mất, nộp trả không quá số có")
NO_MINUTES = rule("PH-003", Severity.WARNING, "Phôi hỏng, mất có biên bản xử lý")

IN, OUT = ("opening", "received"), ("used", "spoiled", "lost", "returned")


def computed_rest(row: BlankLine) -> int | None:
    """Opening and received less everything that went out; None while one of them is unknown. May be negative."""
    come, gone = [getattr(row, name) for name in IN], [getattr(row, name) for name in OUT]
    if None in (*come, *gone):
        return None
    return int(sum(come) - sum(gone))


def blank_findings(submission: Submission) -> Iterator[Finding]:
    """Everything about a workbook `phoi-van-bang` besides what the reader says."""
    for row in submission.table(BlankLine):
        rest = computed_rest(row)
        sheet, cell = submission.at(row, "remaining")
        if rest is not None and rest < 0:
            yield OVERDRAWN.at(sheet, cell, f"“{row.kind}”: số đi ra nhiều hơn số có {-rest} phôi.", "Kiểm tra lại số tồn đầu kỳ, số nhận và các số đi ra theo sổ phôi.")  # fmt: skip
        elif rest is not None and row.remaining is not None and row.remaining != rest:
            yield DIFFERS.at(sheet, cell, f"“{row.kind}” ghi còn lại {row.remaining}, tính được {rest}.", "Kiểm đếm lại phôi và đối chiếu từng cột; chênh lệch thật thì lập biên bản.")  # fmt: skip
        if ((row.spoiled or 0) or (row.lost or 0)) and not row.minutes:
            sheet, cell = submission.at(row, "minutes")
            yield NO_MINUTES.at(sheet, cell, f"“{row.kind}” có phôi hỏng hoặc mất mà chưa ghi biên bản xử lý.", "Ghi số, ngày biên bản của hội đồng xử lý phôi.")  # fmt: skip
