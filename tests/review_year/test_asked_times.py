"""The times schools ask for on the sheet "Đăng ký": a wish for xep-lich, a hint of soat-lich, never passed over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_people import Constraint
from kdcl_xl.forms.review_words import Wish
from kdcl_xl.jobs.scheduling import Planned, schedule_visits
from kdcl_xl.review_year.feasibility import schedule_findings
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from tests.review_year.books import book, content

ON = dt.date(2026, 11, 22)
SCHOOL, OTHER = "Trường Tiểu học Lê Lợi", "Trường Tiểu học Kim Đồng"
MARCH = (dt.date(2027, 3, 1), dt.date(2027, 3, 31))


def asks(text: str, school: str = SCHOOL, purpose: str = "CQG") -> ReviewRegistration:
    return ReviewRegistration(school=school, kind="Tiểu học", purpose=purpose, when_text=text, source=school)


def visit(first: dt.date | None = None, last: dt.date | None = None, text: str = "") -> ScheduledVisit:
    unit = "tháng" if (first, last) == MARCH else ""
    return ScheduledVisit(
        school=SCHOOL, kind="Tiểu học", first=first, last=last, unit=unit, when_text=text, source="1"
    )


def wants(first: dt.date, last: dt.date) -> Constraint:
    return Constraint(wish=Wish.SCHOOL_WANTS, who=SCHOOL, from_day=first, to_day=last, weight="Mong muốn")


def looked_over(*rows: Row) -> list[Finding]:
    return list(schedule_findings(book(*rows), Settings(), ON))


def planned(folder: Path, *rows: Row) -> Planned:
    start = folder / "so.xlsx"
    start.write_bytes(build(EXTERNAL_REVIEW, edition_of("2026-2027"), content(*rows)))
    return schedule_visits(start, folder / "lich.xlsx", Settings(), ON)


def test_dates_follow_what_the_schools_ask_for_and_say_so(tmp_path: Path) -> None:
    plan = planned(tmp_path, asks("Tháng 5"), asks("từ 10 đến 12/3/2027", OTHER))
    days = {one["school"]: one["from"] for one in plan.assignments}
    assert days[SCHOOL].startswith("2027-05") and "2027-03-10" <= days[OTHER] <= "2027-03-12"
    assert not plan.unmet and not plan.findings
    (why,) = [row.why for row in plan.rows if row.school == SCHOOL]
    assert "đúng thời gian trường đề nghị (Tháng 5)" in why


def test_a_wish_that_cannot_be_kept_is_named_with_its_cell(tmp_path: Path) -> None:
    busy = Constraint(wish=Wish.SCHOOL_BUSY, who=SCHOOL, from_day=dt.date(2027, 3, 1), to_day=MARCH[1])
    plan = planned(tmp_path, asks("Tháng 3"), busy)
    ((school, reason),) = plan.unmet
    assert (school, reason.sheet, reason.cell) == (SCHOOL, "Đăng ký", "G6")
    assert any(line.startswith("Không giữ được") and "“Tháng 3”" in line for line in plan.lines())


def test_where_plan_and_school_differ_the_plan_goes_first(tmp_path: Path) -> None:
    plan = planned(tmp_path, visit(*MARCH), asks("Tháng 5/2027"))
    assert plan.assignments[0]["from"].startswith("2027-03")
    assert [reason.sheet for _, reason in plan.unmet] == ["Đăng ký"]


def test_a_line_of_the_office_takes_the_place_of_the_words(tmp_path: Path) -> None:
    line = wants(dt.date(2027, 4, 5), dt.date(2027, 4, 16))
    plan = planned(tmp_path, asks("sau Tết, hỏi lại"), line)
    assert plan.assignments[0]["from"].startswith("2027-04") and not plan.unmet and not plan.findings


def test_words_nobody_understands_are_told_and_stop_nothing(tmp_path: Path) -> None:
    plan = planned(tmp_path, asks("sau Tết"))
    assert not plan.failed and plan.assignments
    (told,) = plan.findings
    assert (told.code, told.severity, told.sheet, told.cell) == ("DGX-006", Severity.HINT, "Đăng ký", "G6")
    assert "sau Tết" in told.message and any("DGX-006" in line for line in plan.lines())


def test_a_time_the_schedule_has_in_words_only_is_read_as_well(tmp_path: Path) -> None:
    assert planned(tmp_path, visit(text="Tháng 4/2027")).assignments[0]["from"].startswith("2027-04")
    (told,) = looked_over(visit(text="HK II"))
    assert (told.code, told.sheet, told.cell) == ("DGX-006", "Lịch đánh giá ngoài", "E6")


@pytest.mark.parametrize(
    ("text", "first", "last", "codes"),
    [
        ("Tháng 3", dt.date(2027, 3, 8), dt.date(2027, 3, 10), []),
        ("Tháng 4", dt.date(2027, 3, 8), dt.date(2027, 3, 10), ["DGX-015"]),
        ("8/3/2027", dt.date(2027, 3, 8), dt.date(2027, 3, 10), []),
        ("9/3/2027", dt.date(2027, 3, 8), dt.date(2027, 3, 10), ["DGX-015"]),
        ("tránh 8/3", dt.date(2027, 3, 8), dt.date(2027, 3, 10), ["DGX-006"]),
        ("Theo kế hoạch của Sở", dt.date(2027, 3, 8), dt.date(2027, 3, 10), []),
    ],
)
def test_looking_over_compares_the_day_with_the_wish(
    text: str, first: dt.date, last: dt.date, codes: list[str]
) -> None:
    assert [finding.code for finding in looked_over(visit(first, last), asks(text))] == codes


def test_who_registers_for_nothing_asks_for_no_time() -> None:
    assert looked_over(visit(dt.date(2027, 3, 8)), asks("Tháng 5", purpose="Không đăng ký")) == []
