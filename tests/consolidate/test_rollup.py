"""Totals equal the sum of their parts, whatever the parts; unknown is neither 0 nor "không đạt"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
import schools_made as made
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.consolidate.extract import derived
from kdcl_xl.consolidate.headline import LABELS, figures_by_kind, figures_in_all
from kdcl_xl.consolidate.record import (
    NO_FINDINGS,
    Asked,
    AssessmentKey,
    Held,
    Provenance,
    SchoolRecord,
)
from kdcl_xl.consolidate.risk import risks
from kdcl_xl.consolidate.rollup import (
    NO_FIGURE,
    SchoolView,
    Tally,
    rates,
    stat_lines,
    sum_of,
    tally_of,
    total,
)
from kdcl_xl.forms.summary import Danger, Dimension, State
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.levels import assess
from kdcl_xl.law.regulation import Question, load
from kdcl_xl.settings import Settings

ON = made.ON
RULES = load(made.PT)
KINDS = ("Tiểu học", "THCS", "THPT")
UNITS = ("UBND phường A", "UBND phường B", "UBND xã C")


@cache
def a_record(level: int | None, unmet: str = "", blank: str = "") -> SchoolRecord:
    """A school with everything met up to a level, but one criterion unmet or blank."""
    given_answers: dict[Question, Answer] = {}
    letters = []
    for question in RULES.questions:
        if level is None or question.criterion == blank:
            letters.append(".")
            continue
        met = question.level <= level and question.criterion != unmet
        given_answers[question] = Answer.MET if met else Answer.UNMET
        letters.append("1" if met else "0")
    return SchoolRecord(
        key=AssessmentKey("x", "Toàn trường", made.PT, made.YEAR),
        name="Trường",
        kind="THCS",
        ownership="Công lập",
        unit="A",
        province="",
        revision=1,
        approved_on=None,
        accredited=None,
        standard=None,
        asked=Asked(),
        answers="".join(letters),
        figures="",
        counts=NO_FINDINGS,
        origin=Provenance("a.xlsx", "0" * 64),
        **derived(assess(given_answers, RULES), {}),
    )


def a_view(
    number: int,
    *,
    kind: str = "THCS",
    unit: str = "A",
    ownership: str = "Công lập",
    counted: bool = True,
    record: SchoolRecord | None = None,
) -> SchoolView:
    records = () if record is None else (replace(record, key=record.key._replace(school_id=str(number))),)
    state = State.ACCEPTED if records else State.MISSING
    return SchoolView(str(number), f"Trường {number}", kind, ownership, unit, True, counted, state, records)


_records = st.one_of(
    st.none(),
    st.builds(
        a_record,
        st.sampled_from([None, 0, 1, 2]),
        unmet=st.sampled_from(["", "1.1", "2.3"]),
        blank=st.sampled_from(["", "3.1"]),
    ),
)
_views = st.lists(
    st.builds(
        a_view,
        st.integers(1, 10**6),
        kind=st.sampled_from(KINDS),
        unit=st.sampled_from(UNITS),
        ownership=st.sampled_from(["Công lập", "Tư thục", ""]),
        counted=st.booleans(),
        record=_records,
    ),
    max_size=25,
)


@given(_views)
def test_the_line_of_totals_is_the_sum_of_the_kinds(views: list[SchoolView]) -> None:
    kinds = figures_by_kind(views, ON)
    whole = figures_in_all(views, ON).named()
    for figure in LABELS:
        assert whole[figure] == sum(kind.named()[figure] for kind in kinds)
    assert whole["schools"] == whole["received"] + whole["choose"] + whole["missing"]
    levels = ("unmet", "level_1", "level_2", "level_3", "level_4", "undecided", "unassessed")
    assert whole["received"] == sum(whole[name] for name in levels)


@given(_views)
def test_every_dimension_adds_up_to_all_schools(views: list[SchoolView]) -> None:
    lines = stat_lines(views)
    for column in ("schools", "unmet", "level_1", "level_2", "undecided", "unassessed"):
        whole = sum(getattr(line, column) for line in lines if line.dimension == Dimension.ALL)
        for dimension in (Dimension.KIND, Dimension.OWNERSHIP, Dimension.UNIT):
            assert whole == sum(getattr(line, column) for line in lines if line.dimension == dimension)


@given(_views)
def test_a_province_is_the_sum_of_its_units(views: list[SchoolView]) -> None:
    whole = figures_in_all(views, ON).named()
    parts = [figures_in_all([view for view in views if view.unit == unit], ON).named() for unit in UNITS]
    assert all(whole[name] == sum(part[name] for part in parts) for name in whole)


@given(_views)
def test_each_criterion_counts_every_assessment_once(views: list[SchoolView]) -> None:
    received = sum(len(view.records) for view in views if view.counted)
    for line in stat_lines(views):
        if line.dimension in (Dimension.CRITERION, Dimension.STANDARD):
            parts = (
                line.unmet,
                line.level_1,
                line.level_2,
                line.level_3,
                line.level_4,
                line.undecided,
                line.unassessed,
            )
            assert line.schools == received == sum(part or 0 for part in parts)


@given(st.lists(st.builds(Tally, *(st.integers(0, 9) for _ in Tally._fields))), st.integers(0, 10))
def test_tallies_add_up_in_any_grouping(tallies: list[Tally], cut: int) -> None:
    assert total([total(tallies[:cut]), total(tallies[cut:])]) == total(tallies)


@pytest.mark.parametrize(
    ("assessed", "low", "high", "field"),
    [
        (False, 0, 2, "unassessed"),
        (True, 0, 0, "unmet"),
        (True, 1, 1, "level_1"),
        (True, 4, 4, "level_4"),
        (True, 0, 2, "undecided"),
        (True, None, None, "undecided"),
    ],
)
def test_what_is_not_known_is_not_unmet(
    assessed: bool, low: int | None, high: int | None, field: str
) -> None:
    tally = tally_of(assessed, low, high)
    assert getattr(tally, field) == 1
    assert sum(tally[1:8]) == 1


def test_shares_count_only_what_is_assessed() -> None:
    assert total([tally_of(True, 1, 2), tally_of(True, 0, 0), tally_of(False, 0, 2)]).share == "50,0% (1/2)"
    assert total([tally_of(False, 0, 2)]).share == NO_FIGURE


def test_sums_of_unknown_figures_say_so() -> None:
    assert sum_of([None, "chưa có"]).words == NO_FIGURE
    assert sum_of([800, 1200.0, "chưa có"]).words == "2.000 (1 trường chưa có số liệu)"
    assert sum_of([0]).words == "0"


# ---- rates


def _certified(number: int, signed_on: dt.date | None) -> SchoolView:
    return a_view(number, record=replace(a_record(1), standard=Held(1, "", signed_on)))


def _rate(views: list[SchoolView], target: float, *, listed: bool = True) -> dict[str, object]:
    settings = Settings.model_validate({"tong-hop": {"chi-tieu": {"thcs": target}}})
    line = next(
        row
        for row in rates(views, settings, ON, listed=listed)
        if row.kind == "THCS" and "quốc gia" in row.subject
    )
    return line.model_dump()


def test_a_share_over_unknown_schools_is_a_span() -> None:
    valid, expired = dt.date(2024, 3, 1), dt.date(2020, 3, 1)
    views = [_certified(1, valid), _certified(2, expired), a_view(3, record=a_record(1)), a_view(4)]
    line = _rate(views, 50)
    assert (line["schools"], line["received"], line["holding"]) == (4, 3, 1)
    assert (line["share"], line["comparison"]) == ("từ 25,0% đến 50,0%", "Chưa xác định (1 trường chưa rõ)")
    assert _rate(views, 25)["comparison"] == "Đạt chỉ tiêu"
    missed = _rate(views, 75)
    assert (missed["comparison"], missed["still_needed"]) == ("Chưa đạt chỉ tiêu", 2)


def test_a_certificate_without_a_date_is_unknown() -> None:
    assert _rate([_certified(1, None)], 50)["share"] == "từ 0,0% đến 100,0%"


def test_without_a_list_there_is_no_share() -> None:
    line = _rate([_certified(1, dt.date(2024, 3, 1))], 50, listed=False)
    assert (line["schools"], line["share"], line["comparison"]) == (None, NO_FIGURE, "")


# ---- risks


def _dangers(record: SchoolRecord, *earlier: SchoolRecord, kind: str = "THCS") -> list[Danger]:
    view = a_view(1, kind=kind, record=record)
    return [risk.danger for risk in risks([view], {"1": list(earlier)}, Settings(), ON)]


@pytest.mark.parametrize(
    ("signed_on", "danger"),
    [
        (dt.date(2022, 6, 19), [Danger.EXPIRED]),
        (dt.date(2022, 6, 20), [Danger.REGISTER]),
        (dt.date(2022, 11, 20), [Danger.REGISTER]),
        (dt.date(2022, 11, 21), [Danger.EXPIRING]),
        (dt.date(2023, 6, 20), [Danger.EXPIRING]),
        (dt.date(2023, 6, 21), []),
    ],
)
def test_certificates_by_date(signed_on: dt.date, danger: list[Danger]) -> None:
    assert _dangers(replace(a_record(1), standard=Held(1, "", signed_on))) == danger


@pytest.mark.parametrize(
    ("signed_on", "danger"),
    [
        (dt.date(2022, 6, 19), [Danger.EXPIRED]),
        (dt.date(2022, 6, 20), [Danger.EXPIRING]),
        (dt.date(2023, 6, 21), []),
    ],
)
def test_nobody_is_told_to_register_for_what_the_circular_no_longer_has(
    signed_on: dt.date, danger: list[Danger]
) -> None:
    """KĐCLGD under TT 57/2026: its end is told, and whom to ask; no day to register by."""
    record = replace(a_record(1), accredited=Held(1, "", signed_on))
    found = risks([a_view(1, kind="THCS", record=record)], {}, Settings(), ON)
    assert [risk.danger for risk in found] == danger
    for risk in found:
        assert "đăng ký lại chậm nhất" not in risk.detail and "Phải đăng ký" not in risk.detail
        assert "không còn loại công nhận này" in risk.detail and "cần hỏi" in risk.detail


def test_a_level_that_drops() -> None:
    fresh = Held(2, "", dt.date(2026, 1, 1))
    assert _dangers(replace(a_record(1), standard=fresh)) == [Danger.DROPPING, Danger.FACILITIES]
    assert _dangers(replace(a_record(2), standard=fresh)) == []
    assert _dangers(replace(a_record(None), standard=fresh)) == [], "chưa đánh giá is no drop"
    before = replace(a_record(2), key=AssessmentKey("1", "Toàn trường", made.PT, "2025-2026"))
    assert _dangers(a_record(1), before) == [Danger.DROPPING]


def test_facilities_below_what_the_held_standard_needs_are_named() -> None:
    """TT 57/2026: mức độ 2 needs Mức 2; criterion 4.1 is the one on facilities."""
    fresh = Held(2, "", dt.date(2026, 1, 1))
    rules = a_record(1).rules
    place = [criterion.code for criterion in rules.criteria].index("4.1")
    high = tuple(1 if number == place else 2 for number in range(len(rules.criteria)))
    poor = replace(a_record(2), standard=fresh, high=high)
    (found,) = risks([a_view(1, record=poor)], {}, Settings(), ON)
    assert (
        found.danger is Danger.FACILITIES
        and "tiêu chí 4.1" in found.detail
        and "Mức 1, cần Mức 2" in found.detail
    )
    assert _dangers(replace(poor, standard=None)) == [], "who holds no standard has none to lose"
    assert _dangers(replace(poor, standard=Held(1, "", dt.date(2026, 1, 1)))) == [], "mức độ 1 needs Mức 1"


def test_land_and_class_size_only_where_known() -> None:
    crowded = replace(a_record(1), pupils=1000.0, classes=20.0, land_per_pupil=5.0)
    assert _dangers(crowded) == [Danger.CLASS_SIZE, Danger.LAND]
    assert _dangers(replace(crowded, pupils="chưa có", land_per_pupil=None)) == []
    assert _dangers(crowded, kind="GDTX") == [], "no threshold set"
    risk = risks([a_view(1, record=crowded)], {}, Settings(), ON)[0]
    assert "chưa đối chiếu" in risk.basis
    assert "chỉ dùng để theo dõi" in risk.basis, "khoản 4 Điều 27 TT 57/2026"
