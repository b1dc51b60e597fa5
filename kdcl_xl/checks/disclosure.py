"""What can be checked in a workbook `cong-khai`: sums of money, dates of publication and of updates (TT 09/2024)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Figure
from kdcl_xl.forms.disclosure import MoneyLine, Publication, Published
from kdcl_xl.forms.disclosure_summary import DisclosureState
from kdcl_xl.law.disclosure import MoneyRow, disclosure_law
from kdcl_xl.law.working_days import working_days_after
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.numbers import vn_figure
from kdcl_xl.workbook.snapshot import Submission

SUM_DIFFERS = rule("CK-001", Severity.WARNING, "Dòng cộng thu, chi bằng tổng các dòng của nó")
_DATES = "Điều 15 Thông tư 09/2024/TT-BGDĐT"
LATE = rule("CK-002", Severity.WARNING, "Công khai trước ngày quy định", law=_DATES)
DATE_AND_STATE = rule("CK-003", Severity.WARNING, "Tình trạng và ngày công khai khớp nhau")
LATE_UPDATE = rule(
    "CK-004", Severity.WARNING, "Cập nhật trong số ngày làm việc quy định khi nội dung thay đổi", law=_DATES
)
OVERDUE = rule("CK-005", Severity.WARNING, "Đến hạn thì đã ghi ngày công khai", law=_DATES)
AHEAD = rule("CK-006", Severity.WARNING, "Ngày công khai, ngày cập nhật không ở sau ngày kiểm tra")

_CENT = 0.005
_YEARS = {"previous": "năm trước", "current": "năm báo cáo"}


@dataclass(frozen=True, slots=True)
class SumGap:
    """A total that is not the sum of its parts."""

    row: MoneyLine
    field: str
    total: float
    parts: float

    @property
    def sentence(self) -> str:
        """For reports."""
        return (
            f"“{self.row.title}” {_YEARS[self.field]} ghi {vn_figure(self.total)}, cộng các dòng được {vn_figure(self.parts)} "
            f"{self.row.measure}."
        )


def sum_gaps(rows: list[MoneyLine]) -> Iterator[SumGap]:
    """Totals that differ from their parts; a total is left alone while it or a part is unknown."""
    by_code = {row.code: row for row in rows if row.code}
    for group in disclosure_law().money.groups:
        for law in group.rows:
            if law.total_of and law.code in by_code:
                yield from _gaps(by_code, law)


def _gaps(rows: dict[str, MoneyLine], law: MoneyRow) -> Iterator[SumGap]:
    for field in _YEARS:
        total = _number(getattr(rows[law.code], field))
        parts = [_number(getattr(rows[code], field)) if code in rows else None for code in law.total_of]
        known = [part for part in parts if part is not None]
        if total is not None and len(known) == len(parts) and abs(total - sum(known)) > _CENT:
            yield SumGap(rows[law.code], field, total, sum(known))


def _number(value: Figure | None) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def publication_state(row: Publication, on: dt.date) -> DisclosureState:
    """What a school says about one section, as of a day. A blank says nothing: it is not “no”; a day to come is a plan."""
    if row.published_on is not None and row.published_on <= on:
        on_time = row.due is None or row.published_on < row.due
        return DisclosureState.ON_TIME if on_time else DisclosureState.LATE
    if row.state == Published.YES:
        return DisclosureState.NO_DATE
    return DisclosureState.NOT_PUBLISHED if row.state == Published.NO else DisclosureState.UNSAID


def planned_in_words(row: Publication, on: dt.date) -> str:
    """The day of publication while it lies ahead of `on`: "dự kiến ngày 30/12/2026"; "" otherwise."""
    ahead = row.published_on is not None and row.published_on > on
    return f"dự kiến ngày {vn_date(row.published_on)}" if row.published_on and ahead else ""


def update_in_words(row: Publication) -> str:
    """Whether a change was brought to the public in time; "" when nothing changed, as far as the school says."""
    if row.changed_on is None:
        return f"Cập nhật ngày {vn_date(row.updated_on)}" if row.updated_on else ""
    latest = working_days_after(row.changed_on, disclosure_law().update_working_days)
    changed = f"Thay đổi ngày {vn_date(row.changed_on)}"
    if row.updated_on is None:
        return f"{changed}, chưa ghi ngày cập nhật (chậm nhất {vn_date(latest)})"
    if row.updated_on > latest:
        return f"{changed}, cập nhật ngày {vn_date(row.updated_on)}, chậm hơn {vn_date(latest)}"
    return f"{changed}, cập nhật ngày {vn_date(row.updated_on)}"


def disclosure_findings(submission: Submission, on: dt.date) -> Iterator[Finding]:
    """Everything about a workbook `cong-khai` besides what the reader says; `on` is the day of checking."""
    law = disclosure_law()
    for gap in sum_gaps(submission.table(MoneyLine)):
        sheet, cell = submission.at(gap.row, gap.field)
        yield SUM_DIFFERS.at(sheet, cell, gap.sentence, "Sửa dòng cộng hoặc dòng thành phần; dòng chưa có số thì ghi “chưa có”.")  # fmt: skip
    for row in submission.table(Publication):
        state = publication_state(row, on)
        yield from _days_ahead(submission, row, on)
        if state is DisclosureState.LATE and row.published_on and row.due:
            sheet, cell = submission.at(row, "published_on")
            yield LATE.at(sheet, cell, f"Mục {row.section} công khai ngày {vn_date(row.published_on)}, không trước ngày {vn_date(row.due)}.", "Kiểm tra lại ngày; nếu đúng thì ghi lý do ở cột Ghi chú.")  # fmt: skip
        if (row.state == Published.NO and row.published_on) or (
            row.state == Published.YES and not row.published_on
        ):
            sheet, cell = submission.at(row, "published_on")
            yield DATE_AND_STATE.at(sheet, cell, f"Mục {row.section} ghi “{row.state}” nhưng {'có' if row.published_on else 'chưa có'} ngày công khai.", "Sửa cột Tình trạng hoặc cột Ngày công khai.")  # fmt: skip
        if row.due and row.due <= on and state in (DisclosureState.UNSAID, DisclosureState.NOT_PUBLISHED):
            sheet, cell = submission.at(row, "state")
            yield OVERDUE.at(sheet, cell, f"Mục {row.section} phải công khai trước ngày {vn_date(row.due)}, nay ghi “{state}”.", "Công khai rồi ghi ngày và nơi công khai; đã công khai thì ghi vào sổ.")  # fmt: skip
        if "chậm hơn" in update_in_words(row):
            sheet, cell = submission.at(row, "updated_on")
            yield LATE_UPDATE.at(sheet, cell, f"Mục {row.section}: {update_in_words(row)} ({law.update_working_days} ngày làm việc).", "Kiểm tra lại hai ngày; nếu đúng thì ghi lý do ở cột Ghi chú.")  # fmt: skip


def _days_ahead(submission: Submission, row: Publication, on: dt.date) -> Iterator[Finding]:
    """Days of things done that have not come yet; until then they are not counted as done."""
    for field, what in (("published_on", "công khai"), ("updated_on", "cập nhật")):
        day = getattr(row, field)
        if day is not None and day > on:
            sheet, cell = submission.at(row, field)
            yield AHEAD.at(sheet, cell, f"Mục {row.section} ghi {what} ngày {vn_date(day)}, sau ngày kiểm tra {vn_date(on)}.", f"Sửa ngày gõ nhầm; còn là dự kiến thì để trống tới khi {what} xong.")  # fmt: skip
