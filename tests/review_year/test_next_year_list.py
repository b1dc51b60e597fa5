"""The list of next year: whose recognition ends, who has registered, who was never recognised."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.summary import SUMMARY, Result
from kdcl_xl.review_year.next_year import Candidate, Why, content_of_next_year, next_year
from kdcl_xl.review_year.terms import default_terms
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.review_year.books import book

ON, TERMS = dt.date(2026, 11, 22), default_terms(Settings())


def held(number: int, **more: Any) -> Recognised:
    given: dict[str, Any] = {
        "school_id": str(number), "school": f"Trường THCS Số {number}", "kind": "THCS", "certificate": "CQG",
        "grade": 1, "decision": f"{number}/QĐ-UBND", "signed_on": dt.date(2023, 5, 10),
    }  # fmt: skip
    return Recognised(**(given | more))


def asked(number: int, **more: Any) -> ReviewRegistration:
    return ReviewRegistration(
        school_id=str(number), school=f"Trường THCS Số {number}", kind="THCS", source="s", **more
    )


def of(*rows: Any, summary: Submission | None = None) -> list[Candidate]:
    return next_year(book(*rows), ON, TERMS, summary)


def whys(candidate: Candidate) -> list[Why]:
    return [reason.why for reason in candidate.reasons]


def test_who_must_register_by_the_end_of_next_school_year_is_named_with_the_day() -> None:
    ending, far = held(1), held(2, signed_on=dt.date(2025, 5, 10))
    (candidate,) = of(ending, far)
    assert (candidate.name, whys(candidate), candidate.register_by) == (
        "Trường THCS Số 1",
        [Why.ENDING],
        dt.date(2027, 12, 10),
    )
    assert "có giá trị đến ngày 10/05/2028" in candidate.why


def test_the_end_that_is_printed_prevails() -> None:
    assert of(held(1, signed_on=dt.date(2025, 5, 10), valid_until=dt.date(2027, 12, 31)))
    assert not of(held(1, valid_until=dt.date(2031, 1, 1)))


def test_an_expired_recognition_counts_only_when_no_newer_one_holds() -> None:
    old = held(1, signed_on=dt.date(2018, 5, 10), decision="1/QĐ")
    (candidate,) = of(old)
    assert whys(candidate) == [Why.EXPIRED] and candidate.overdue(ON)
    assert not of(old, held(1, signed_on=dt.date(2025, 1, 5), decision="2/QĐ"))


def test_a_recognition_without_its_day_is_to_be_cleared_up() -> None:
    (candidate,) = of(held(1, signed_on=None))
    assert (whys(candidate), candidate.register_by) == ([Why.UNCLEAR], None)


def test_a_registration_without_a_result_stays_on_the_list() -> None:
    rows = [
        asked(1, purpose="CQG"),
        ScheduledVisit(school="THCS Số 1", first=dt.date(2026, 10, 1), source="d1"),
    ]
    (candidate,) = of(*rows)
    assert (whys(candidate), candidate.register_by) == ([Why.REGISTERED], None)
    assert not of(*rows, held(1, signed_on=dt.date(2026, 10, 20)))
    assert not of(*rows, ScheduledVisit(school="THCS Số 1", first=dt.date(2027, 3, 1), source="d2")), (
        "to come"
    )


def test_a_school_never_recognised_is_named_when_its_level_allows() -> None:
    (candidate,) = of(asked(1, self_level=2, purpose="Không đăng ký"), asked(2, self_level=0))
    assert candidate.name == "Trường THCS Số 1" and Why.NEVER in whys(candidate)
    assert not of(asked(3))


def test_levels_of_schools_that_registered_for_nothing_come_from_the_consolidated_workbook() -> None:
    rows: list[Any] = [
        Result(school_id="7", name="Trường THCS Số 7", kind="THCS", scope="Toàn trường", level_low=2, level_high=2, counted="Có", source="abc", unit="UBND phường Tân Mỹ"),
        Result(school_id="8", name="Trường THCS Số 8", kind="THCS", scope="Toàn trường", level_low=2, level_high=2, counted="Tính riêng", source="def"),
        Result(school_id="9", name="Nhóm trẻ Sao Mai", kind="Mầm non", scope="Toàn trường", level_low=2, level_high=2, counted="Ngoài mẫu số", source="fed"),
    ]  # fmt: skip
    summary = read(build(SUMMARY, edition_of("2026-2027"), Content(rows={Result: rows})), name="th.xlsx")
    assert isinstance(summary, Submission)
    (candidate,) = of(summary=summary)
    assert (candidate.school_id, candidate.office, candidate.source) == ("7", "UBND phường Tân Mỹ", "abc")


def test_no_day_to_register_for_what_is_no_longer_granted() -> None:
    """A KĐCLGD that ends sooner must not make the day of the national standard earlier than it is."""
    first, standard = held(1, certificate="KĐCLGD", grade=2, signed_on=dt.date(2022, 1, 5)), held(1)
    (candidate,) = of(first, standard)
    assert candidate.register_by == dt.date(2027, 12, 10) and not candidate.overdue(ON)
    (alone,) = of(first)
    assert alone.register_by is None and "đăng ký lại" not in alone.why and "cần hỏi" in alone.why
    under_2018 = book(
        held(1, certificate="KĐCLGD", grade=2, signed_on=dt.date(2021, 1, 10)), year="2024-2025"
    )
    (before,) = next_year(under_2018, dt.date(2025, 5, 1), TERMS)
    assert before.register_by == dt.date(2025, 8, 10) and "đăng ký lại chậm nhất" in before.why


def test_the_list_becomes_a_schedule_without_dates_that_names_its_source() -> None:
    this_year = book(held(1), asked(2, purpose="KĐCLGD và CQG"))
    candidates = next_year(this_year, ON, TERMS)
    data = build(EXTERNAL_REVIEW, edition_of("2027-2028"), content_of_next_year(candidates, this_year, ON))
    found = read(data, name="sau.xlsx")
    assert isinstance(found, Submission) and found.edition.school_year == "2027-2028"
    visits = found.table(ScheduledVisit)
    assert [(v.stt, v.school, v.kdcl, v.cqg, v.month) for v in visits] == [
        (1, "Trường THCS Số 1", "", "Có", None),
        (2, "Trường THCS Số 2", "", "Có", None),
    ]
    assert "10/12/2027" in visits[0].others
    sources = {row.source for row in found.table(ReviewSource)}
    assert visits[0].source.split("; ")[0] in sources
