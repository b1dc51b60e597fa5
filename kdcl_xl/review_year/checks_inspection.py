"""Sheets "Kiểm tra" and "Nội dung kiểm tra": decision, conclusion, requests followed to their end."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_oversight import Inspection, InspectionItem
from kdcl_xl.forms.vocabulary import ENDED
from kdcl_xl.review_year.checks_kit import ReviewBook, check
from kdcl_xl.text.dates import vn_date

EARLY = rule("DGS-110", Severity.WARNING, "Kiểm tra không trước ngày dự kiến")
NO_DECISION = rule("DGS-111", Severity.WARNING, "Cuộc kiểm tra có quyết định hoặc kế hoạch", only_when_submitting=True)  # fmt: skip
NO_DUE = rule("DGS-112", Severity.WARNING, "Kiến nghị sau kiểm tra có hạn thực hiện")
OVERDUE = rule("DGS-113", Severity.WARNING, "Kiến nghị sau kiểm tra được thực hiện đúng hạn")
NO_CONCLUSION = rule("DGS-114", Severity.HINT, "Cuộc kiểm tra có kết luận")
CONCLUDED_FIRST = rule("DGS-115", Severity.ERROR, "Kết luận không trước ngày kiểm tra")

_CONCLUSION_DAYS = 30
"""After so many days without a conclusion the office is reminded. Practice, not law: the finding says so."""


@check(EARLY, NO_DECISION, reads={Inspection: "planned_on held_on decision"})
def held_as_decided(book: ReviewBook) -> Iterator[Finding]:
    """Held before its day, or without a decision or plan that orders it."""
    for row in book.rows(Inspection, "planned_on", "held_on", "decision"):
        if row.held_on is None:
            continue
        if row.planned_on and row.held_on < row.planned_on:
            yield EARLY.at(*book.at(row, "held_on"), f"Kiểm tra “{row.school}” ngày {vn_date(row.held_on)}, trước ngày dự kiến {vn_date(row.planned_on)}.", "Sửa lại ngày; đổi lịch thì sửa ngày dự kiến theo quyết định.")  # fmt: skip
        if not row.decision.strip():
            yield NO_DECISION.at(*book.at(row, "decision"), f"Đã kiểm tra “{row.school}” ngày {vn_date(row.held_on)} nhưng chưa ghi theo quyết định, kế hoạch nào.", "Ghi số, ký hiệu văn bản.")  # fmt: skip


@check(NO_CONCLUSION, CONCLUDED_FIRST, reads={Inspection: "held_on conclusion concluded_on"})
def concluded_after_all(book: ReviewBook) -> Iterator[Finding]:
    """A conclusion still missing a month later, or dated before the inspection."""
    for row in book.rows(Inspection, "held_on", "conclusion", "concluded_on"):
        if row.held_on is None:
            continue
        waiting = (book.on - row.held_on).days
        if row.concluded_on and row.concluded_on < row.held_on:
            yield CONCLUDED_FIRST.at(*book.at(row, "concluded_on"), f"Kết luận ngày {vn_date(row.concluded_on)}, trước ngày kiểm tra {vn_date(row.held_on)}.", "Sửa lại ngày nào ghi nhầm.")  # fmt: skip
        elif not row.concluded_on and not row.conclusion.strip() and waiting > _CONCLUSION_DAYS:
            yield NO_CONCLUSION.at(*book.at(row, "conclusion"), f"Kiểm tra “{row.school}” từ {vn_date(row.held_on)}, {waiting} ngày chưa có kết luận (nhắc sau {_CONCLUSION_DAYS} ngày là thông lệ, không phải quy định).", "Đã có thì ghi số và ngày kết luận; chưa có thì nhắc đoàn kiểm tra.")  # fmt: skip


@check(NO_DUE, OVERDUE, reads={InspectionItem: "request due done_on state"})
def requests_are_followed(book: ReviewBook) -> Iterator[Finding]:
    """A request without a deadline, or past it and not done."""
    for row in book.rows(InspectionItem, "request", "due", "done_on", "state"):
        ended = row.done_on is not None or row.state in ENDED
        if row.request.strip() and row.due is None and not ended:
            yield NO_DUE.at(*book.at(row, "due"), f"Kiến nghị với “{row.school}” chưa có hạn thực hiện.", "Ghi hạn; việc thường xuyên thì ghi ngày kiểm tra lại.")  # fmt: skip
        if row.due and row.due < book.on and not ended:
            yield OVERDUE.at(*book.at(row, "due"), f"Kiến nghị với “{row.school}” hạn {vn_date(row.due)}, đã quá {(book.on - row.due).days} ngày.", "Đôn đốc trường; đã xong thì ghi ngày xong và minh chứng.")  # fmt: skip
