"""The sheet "Ràng buộc xếp lịch" read, and schedules looked over as they stand: each finding, and its absence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.forms.review_people import Constraint, PanelMember, Reviewer
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.forms.review_words import Wish
from kdcl_xl.review_year.feasibility import schedule_findings
from kdcl_xl.review_year.panels_facts import panels_problem
from kdcl_xl.review_year.requests import Directory, read_requests
from kdcl_xl.review_year.scheduling_facts import YearFacts, dates_problem, day_of
from kdcl_xl.review_year.solver import Span
from kdcl_xl.settings import Settings
from tests.review_year.books import book

ON = dt.date(2026, 11, 22)
TU, LE = "Trường Tiểu học Lê Lợi", "Trường THCS Lê Lợi"


def visit(
    school: str = TU, first: dt.date | None = None, last: dt.date | None = None, **more: Any
) -> ScheduledVisit:
    return ScheduledVisit(school=school, first=first, last=last, source=school, **more)


def day(month: int, day: int) -> dt.date:
    return dt.date(2027, month, day)


def someone(code: str, school: str = "Trường Mầm non Hoa Mai", **more: Any) -> Reviewer:
    return Reviewer(code=code, name=f"Nguyễn Thị {code}", school=school, **more)


def member(school: str, code: str, role: str = "Ủy viên") -> PanelMember:
    return PanelMember(school=school, person=code, name=f"Nguyễn Thị {code}", role=role)


def line(wish: Wish, who: str = "", other: str = "", **more: Any) -> Constraint:
    return Constraint(wish=str(wish), who=who, other=other, **more)


def found(*rows: Row, issued_on: dt.date | None = None) -> list[Finding]:
    cells = {"issued_on": issued_on} if issued_on else {}
    return list(schedule_findings(book(*rows, **cells), Settings(), ON))


def codes(*rows: Row, issued_on: dt.date | None = None) -> list[str]:
    return [finding.code for finding in found(*rows, issued_on=issued_on)]


# ---- the lines

POOL = (visit(TU), visit(LE), someone("NS001"), someone("NS002"))


@pytest.mark.parametrize(
    "row",
    [
        line(Wish.OFFICE_CLOSED, from_day=day(3, 1)),
        line(Wish.SCHOOL_BUSY, "TH Lê Lợi", from_day=day(3, 1), to_day=day(3, 1)),
        line(Wish.SCHOOL_WANTS, LE, from_day=day(3, 1), to_day=day(3, 5)),
        line(Wish.PERSON_BUSY, "ns001", from_day=day(3, 1)),
        line(Wish.NOT_TOGETHER, "NS001", "Nguyễn Thị NS002"),
        line(Wish.NOT_TO_SCHOOL, "NS001", TU),
        line(Wish.AFTER, TU, LE),
        line(Wish.MONTH_LIMIT, number=3),
    ],
)
def test_a_line_that_is_understood_says_nothing(row: Constraint) -> None:
    assert codes(*POOL, row) == []


@pytest.mark.parametrize(
    ("row", "code", "column", "words"),
    [
        (line(Wish.SCHOOL_BUSY, "Tiểu học Lê Lợ", from_day=day(3, 1)), "DGX-001", "B", "Tiểu học Lê Lợ"),
        (line(Wish.PERSON_BUSY, "NS00", from_day=day(3, 1)), "DGX-001", "B", "NS00"),
        (line(Wish.SCHOOL_BUSY, "Lê Lợi", from_day=day(3, 1)), "DGX-002", "B", "2 trường"),
        (line(Wish.OFFICE_CLOSED, from_day=day(3, 5), to_day=day(3, 1)), "DGX-003", "E", "01/03/2027"),
        (line(Wish.OFFICE_CLOSED), "DGX-004", "D", "Từ ngày"),
        (line(Wish.MONTH_LIMIT), "DGX-004", "F", "số"),
        (line(Wish.NOT_TOGETHER, "NS001"), "DGX-004", "C", "Đối tượng thứ hai"),
        (line(Wish.AFTER, TU, "TH Lê Lợi"), "DGX-005", "C", "cùng một trường"),
    ],
)
def test_a_line_that_is_not_understood_names_its_cell(
    row: Constraint, code: str, column: str, words: str
) -> None:
    (finding,) = found(*POOL, row)
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.sheet == "Ràng buộc xếp lịch" and finding.cell.startswith(column)
    assert words in finding.message and finding.remedy


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    (finding,) = found(*POOL, line(Wish.PERSON_BUSY, "NS01", from_day=day(3, 1)))
    assert "“NS001”" in finding.remedy


def test_a_request_reads_as_the_office_would_say_it() -> None:
    submission = book(
        *POOL, line(Wish.SCHOOL_WANTS, LE, from_day=day(4, 5), to_day=day(4, 9), weight="Mong muốn")
    )
    (request,) = read_requests(submission, Directory(submission)).asked
    assert request.reason.text == f"{LE} muốn đón đoàn trong 05/04/2027–09/04/2027"
    assert request.reason.words.endswith("(ô A6, trang Ràng buộc xếp lịch)")
    assert not request.hard


# ---- when a visit is


@pytest.mark.parametrize(
    ("row", "span"),
    [
        (visit(first=day(3, 1), last=day(3, 3)), Span(day(3, 1), day(3, 3))),
        (visit(first=day(3, 1), last=day(3, 1), unit="ngày"), Span(day(3, 1), day(3, 1))),
        (visit(year=2027, month=3, day=9), Span(day(3, 9), day(3, 9))),
        (visit(first=day(3, 1), last=day(3, 5), unit="khoảng"), Span(day(3, 1), day(3, 5))),
        (visit(first=day(3, 1), last=day(3, 31), unit="khoảng"), None),
        (visit(first=day(3, 1), last=day(3, 31), unit="tháng"), None),
        (visit(year=2027, month=4, day=31), None),
        (visit(year=2027, month=4), None),
        (visit(), None),
    ],
)
def test_which_rows_name_the_days(row: ScheduledVisit, span: Span | None) -> None:
    assert day_of(row) == span


# ---- schedules as they stand


def test_a_good_schedule_and_its_panels_say_nothing() -> None:
    people = [someone(f"NS{n}") for n in range(1, 4)]
    rows = [visit(TU, day(3, 1), day(3, 3)), visit(LE, day(3, 15), day(3, 17))]
    seats = [member(TU, "NS1"), member(LE, "NS1"), member(LE, "NS2")]
    assert codes(*rows, *people, *seats, issued_on=dt.date(2026, 10, 1)) == []


def test_a_visit_too_soon_after_the_plan() -> None:
    rows = (visit(first=day(1, 12), last=day(1, 13)),)
    (finding,) = found(*rows, issued_on=dt.date(2026, 12, 1))
    assert finding.code == "DGX-010" and finding.sheet == "Lịch đánh giá ngoài"
    assert "15/01/2027" in finding.message
    assert codes(*rows, issued_on=dt.date(2026, 11, 1)) == []
    assert codes(visit(TU, day(1, 12), day(1, 13)), ReviewRegistration(school=TU, filed_on=dt.date(2026, 11, 3)), issued_on=dt.date(2026, 12, 1)) == []  # fmt: skip


def test_a_holiday_within_a_visit() -> None:
    (finding,) = found(visit(first=day(4, 14), last=day(4, 17)))
    assert finding.code == "DGX-011" and "Giỗ Tổ" in finding.message
    assert codes(visit(first=day(4, 13), last=day(4, 15))) == []
    assert codes(visit(first=day(3, 5), last=day(3, 8))) == []  # a weekend between is no visit on a weekend


def test_a_visit_in_the_summer() -> None:
    assert codes(visit(first=day(5, 31), last=day(6, 2))) == ["DGX-012"]
    assert codes(visit(first=day(5, 26), last=day(5, 28))) == []


def _many(count: int) -> list[ScheduledVisit]:
    return [visit(f"Trường Tiểu học Số {n}", day(3, n), day(3, n)) for n in (1, 2, 3, 4, 5, 8)[:count]]


def test_a_month_with_too_many_visits() -> None:
    (finding,) = found(*_many(5))
    assert finding.code == "DGX-013" and "5 trường" in finding.message
    assert "chưa đối chiếu" in finding.law
    assert codes(*_many(4)) == []
    assert codes(*_many(5), line(Wish.MONTH_LIMIT, number=5)) == []
    assert codes(*_many(5), line(Wish.MONTH_LIMIT, number=2, from_day=day(4, 1))) == ["DGX-013"]
    assert codes(*_many(5), line(Wish.MONTH_LIMIT, number=2), line(Wish.MONTH_LIMIT, number=6, from_day=day(3, 1))) == []  # fmt: skip
    assert codes(*_many(5), ReviewTerm(id="doan_mot_thang", value="5")) == []


BOTH = (visit(TU, day(3, 1), day(3, 3)), visit(LE, day(3, 15), day(3, 17)))


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        (line(Wish.OFFICE_CLOSED, from_day=day(3, 3)), line(Wish.OFFICE_CLOSED, from_day=day(3, 4))),
        (line(Wish.SCHOOL_BUSY, TU, from_day=day(2, 1), to_day=day(3, 1)), line(Wish.SCHOOL_BUSY, LE, from_day=day(3, 1))),
        (line(Wish.SCHOOL_WANTS, TU, from_day=day(3, 2), to_day=day(3, 9)), line(Wish.SCHOOL_WANTS, TU, from_day=day(3, 1), to_day=day(3, 3))),
        (line(Wish.AFTER, TU, LE), line(Wish.AFTER, LE, TU)),
        (line(Wish.PERSON_BUSY, "NS1", from_day=day(3, 16)), line(Wish.PERSON_BUSY, "NS1", from_day=day(3, 18))),
        (line(Wish.NOT_TOGETHER, "NS1", "NS2"), line(Wish.NOT_TOGETHER, "NS1", "NS3")),
        (line(Wish.NOT_TO_SCHOOL, "NS2", LE), line(Wish.NOT_TO_SCHOOL, "NS2", TU)),
        (line(Wish.ON_PANEL, "NS3", LE), line(Wish.ON_PANEL, "NS2", LE)),
    ],
)  # fmt: skip
def test_requests_that_are_broken_and_kept(broken: Constraint, kept: Constraint) -> None:
    rows = (*BOTH, *(someone(f"NS{n}") for n in (1, 2, 3)), member(LE, "NS1"), member(LE, "NS2"))
    assert codes(*rows, broken) == ["DGX-014"]
    assert codes(*rows, broken.model_copy(update={"weight": "Mong muốn"})) == ["DGX-015"]
    assert codes(*rows, kept) == []


def test_two_times_a_school_wants_are_either() -> None:
    wants = [line(Wish.SCHOOL_WANTS, TU, from_day=day(m, 1), to_day=day(m, 10)) for m in (3, 5)]
    assert codes(*BOTH, *wants) == []


@pytest.mark.parametrize(
    ("first", "expected"),
    [(day(3, 3), ["DGX-020"]), (day(3, 10), ["DGX-021"]), (day(3, 11), [])],
)
def test_a_person_at_two_visits(first: dt.date, expected: list[str]) -> None:
    rows = (visit(TU, day(3, 1), day(3, 3)), visit(LE, first, first), someone("NS1"))
    assert codes(*rows, member(TU, "NS1"), member(LE, "NS1")) == expected
    assert codes(*rows, member(TU, "NS1"), member(LE, "NS2")) == []


def test_the_days_of_the_survey_stand_above_the_schedule() -> None:
    survey = ReviewProcess(school=LE, official_from=day(4, 1), official_to=day(4, 2))
    rows = (visit(TU, day(3, 1), day(3, 3)), visit(LE, day(3, 3), day(3, 3)), someone("NS1"))
    assert codes(*rows, survey, member(TU, "NS1"), member(LE, "NS1")) == []


@pytest.mark.parametrize(("most", "expected"), [(1, ["DGX-022"]), (2, []), (None, [])])
def test_a_person_called_too_often(most: int | None, expected: list[str]) -> None:
    assert codes(*BOTH, someone("NS1", most=most), member(TU, "NS1"), member(LE, "NS1")) == expected


# ---- as the solver sees it


def test_the_problem_of_dates_has_the_year_the_leads_and_the_wishes() -> None:
    month = visit(LE, day(4, 1), day(4, 30), unit="tháng", when_text="Tháng 4/2027")
    registered = ReviewRegistration(
        school="Trường Mầm non Sơn Ca", purpose="CQG", filed_on=dt.date(2026, 11, 20)
    )
    idle = ReviewRegistration(school="Trường Mầm non Hoa Mai", purpose="Không đăng ký")
    problem = dates_problem(YearFacts(book(visit(TU, day(3, 1)), month, registered, idle), Settings(), ON))
    assert len(problem.visits) == 3 and list(problem.fixed.values()) == [Span(day(3, 1), day(3, 1))]
    assert problem.working[0] == dt.date(2026, 11, 23) and problem.working[-1] == day(5, 31)
    assert day(4, 16) not in problem.working
    soft = [rule for rule in problem.rules if not rule.hard]
    assert [rule.spans for rule in soft] == [(Span(day(4, 1), day(4, 30)),)]
    leads = {rule.reason.text: rule.spans[0].first for rule in problem.rules if rule.hard and rule.inside}
    assert leads[next(text for text in leads if "20/11/2026" in text)] == day(1, 4)
    assert sum("chưa ghi ngày gửi hồ sơ" in text for text in leads) == 2


def test_the_problem_of_panels_has_own_schools_and_people_who_are_there() -> None:
    people = (someone("NS1", "TH Lê Lợi", can_lead="Có"), someone("NS2", available="Không"), someone("NS3", kinds="THCS; thpt"))  # fmt: skip
    facts = YearFacts(book(*BOTH, *people), Settings(), ON)
    problem = panels_problem(facts, {v.key: v.span for v in facts.visits if v.span})
    assert [person.key for person in problem.people] == ["N1", "N3"]
    assert problem.people[1].levels == frozenset({"THCS", "THPT"}) and problem.people[0].can_lead
    (bar,) = problem.bars
    assert (bar.person, problem.panel[bar.panel].span) == ("N1", BOTH_SPAN)


BOTH_SPAN = Span(day(3, 1), day(3, 3))


@pytest.mark.parametrize(("written", "levels"), [
    ("", set()), ("Mọi cấp học", set()), ("Mầm non, Tiểu học", {"Mầm non", "Tiểu học"}), ("MN", {"Mầm non"}),
    ("TH; THCS", {"Tiểu học", "THCS"}), ("TiH - thcs", {"Tiểu học", "THCS"}), ("Cấp 2", {"THCS"}), ("Toán", {"Toán"}),
])  # fmt: skip
def test_levels_a_person_judges_as_people_write_them(written: str, levels: set[str]) -> None:
    """What names no level is not "every level": such a person would be called anywhere without a word."""
    facts = YearFacts(book(*BOTH, someone("NS1", kinds=written)), Settings(), ON)
    (person,) = panels_problem(facts, {v.key: v.span for v in facts.visits if v.span}).people
    assert person.levels == levels
