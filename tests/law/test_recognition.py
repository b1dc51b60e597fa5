"""Wording and edges of recognition that the YAML cases do not show."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_models import all_at
from pydantic import ValidationError

from kdcl_xl.law import load
from kdcl_xl.law.levels import assess
from kdcl_xl.law.recognition import (
    Certificate,
    SchoolFacts,
    Standing,
    State,
    add_months,
    figures_only_monitor,
    propose,
)
from kdcl_xl.law.regulation import Recognition, Validity
from kdcl_xl.law.sourced import UNVERIFIED, Confidence, Sourced


def test_the_program_proposes_and_says_so() -> None:
    regulation = load("tt57_2026_pt")
    full = SchoolFacts(completed_cohorts=1, years_of_data=3, facilities=True)
    (proposal,) = propose(assess(all_at(regulation, 2), regulation), full)
    assert proposal.sentence.startswith("Có thể đề nghị: Công nhận trường đạt chuẩn quốc gia Mức độ 2.")
    assert proposal.sentence.endswith("Chương trình chỉ đề xuất; hội đồng và cơ quan có thẩm quyền kết luận.")
    (refused,) = propose(assess(all_at(regulation, 2), regulation), SchoolFacts(years_of_data=2))
    assert "Chưa đạt: Có kết quả tự đánh giá, cải tiến và số liệu" in refused.sentence
    (open_,) = propose(assess(all_at(regulation, 2), regulation))
    assert "Cần làm rõ: Có ít nhất một khóa học sinh hoàn thành chương trình; " in open_.sentence


def test_a_known_obstacle_outweighs_what_is_unknown() -> None:
    regulation = load("tt18_2018_tr")
    kdclgd, cqg = propose(assess(all_at(regulation, 0), regulation))
    assert (kdclgd.state, cqg.state) == (State.UNMET, State.UNMET)
    assert "Chưa đạt: mức cần thiết" in kdclgd.sentence


def test_bounds_of_the_level_are_bounds_of_the_grade() -> None:
    regulation = load("tt57_2026_pt")
    answers = {q: a for q, a in all_at(regulation, 2).items() if q.level == 1}
    (proposal,) = propose(assess(answers, regulation))
    assert (proposal.grade_low, proposal.grade_high) == (1, 2)


def test_every_condition_is_listed_with_its_article() -> None:
    regulation = load("tt19_2018_mn")
    for proposal in propose(assess({}, regulation)):
        assert [check.text for check in proposal.checks] == list(proposal.recognition.conditions)
        assert {check.state for check in proposal.checks} == {State.UNKNOWN}
        assert proposal.checks[0].ref == "điểm a khoản 1 Điều 34"


def test_a_condition_no_figure_decides_stays_open() -> None:
    regulation = load("tt18_2018_tr")
    bare = [recognition.model_copy(update={"requires": ()}) for recognition in regulation.recognitions]
    fields = {name: getattr(regulation, name) for name in type(regulation).model_fields}
    open_ = type(regulation).model_validate(fields | {"recognitions": bare})
    facts = SchoolFacts(completed_cohorts=1, external_level=4)
    assert {p.state for p in propose(assess(all_at(open_, 4), open_), facts)} == {State.UNKNOWN}


def test_a_requirement_must_point_to_a_condition() -> None:
    with pytest.raises(ValidationError, match="points to no line"):
        Recognition.model_validate(
            {
                "kind": "cqg",
                "title": "x",
                "grade_word": "Mức độ",
                "grades": {1: 1},
                "requires": [{"condition": 1, "what": "level"}],
            }
        )


def test_notices_speak_of_days_and_of_lateness() -> None:
    certificate = Certificate(1, dt.date(2021, 8, 31), Validity())
    notices = {day: certificate.notice(day) for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 10))}
    assert notices[dt.date(2026, 3, 31)] == "Phải đăng ký: hôm nay là hạn cuối; hết hạn ngày 31/08/2026."
    assert "hạn đăng ký 31/03/2026 đã qua 10 ngày" in notices[dt.date(2026, 4, 10)]
    assert certificate.notice(dt.date(2023, 1, 1)) == (
        "Còn hạn đến hết ngày 31/08/2026, đăng ký lại chậm nhất ngày 31/03/2026."
    )
    assert certificate.notice(dt.date(2026, 9, 1)) == "Hết hạn từ sau ngày 31/08/2026."
    assert certificate.notice(dt.date(2021, 1, 1)) == "Chưa có hiệu lực: ký ngày 31/08/2021."


def test_an_unchecked_term_is_marked_in_the_notice() -> None:
    unchecked = Validity(confidence=Confidence.UNVERIFIED)
    notice = Certificate(1, dt.date(2021, 8, 31), unchecked).notice(dt.date(2023, 1, 1))
    assert notice.endswith("(thời hạn chưa đối chiếu với văn bản chính thức)")


def test_without_a_term_for_registering_only_the_expiry_counts() -> None:
    certificate = Certificate(1, dt.date(2021, 8, 31), Validity(register_months_before=None))
    assert certificate.register_by is None
    assert certificate.standing(dt.date(2026, 2, 27)) is Standing.VALID
    assert certificate.standing(dt.date(2026, 2, 28)) is Standing.EXPIRING
    assert certificate.standing(dt.date(2026, 8, 31)) is Standing.EXPIRING


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-07-06", False), ("2026-07-07", True), ("2028-12-31", True), ("2029-01-01", False)],
)
def test_figures_do_not_decide_until_the_end_of_2028(day: str, expected: bool) -> None:
    on = dt.date.fromisoformat(day)
    assert figures_only_monitor(load("tt57_2026_pt"), on) is expected
    assert figures_only_monitor(load("tt18_2018_tr"), on) is False


@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)), months=st.integers(-120, 120))
def test_months_keep_the_day_or_end_the_month(day: dt.date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or ((moved + dt.timedelta(days=1)).day == 1 and moved.day < day.day)


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("Điều 37", "Điều 37 Thông tư 18/2018/TT-BGDĐT"),
        ("Điều 6 Thông tư 57/2026", "Điều 6 Thông tư 57/2026"),
        ("Công văn 8987/2012 của Bộ GDĐT", "Công văn 8987/2012 của Bộ GDĐT"),
        ("", "Thông tư 18/2018/TT-BGDĐT"),
    ],
)
def test_an_article_is_cited_with_its_circular(ref: str, said: str) -> None:
    number = "18/2018/TT-BGDĐT"
    assert Sourced(ref=ref).cited(number) == said
    assert Sourced(ref=ref, confidence=Confidence.UNVERIFIED).cited(number) == f"{said}; {UNVERIFIED}"
    assert Sourced(ref=ref).cited() == ref
