"""The rule sets of 2026 (TT 57) and of 2012–2014 (TT 42, TT 25): shape, counts and internal consistency of the data."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

import pytest

from kdcl_xl.law.regulation import (
    PercentageEngine,
    QuotaEngine,
    Regulation,
    SchoolKind,
    Statistic,
    UnknownRegulation,
    in_force,
    load,
    regulation_ids,
    titled,
)
from kdcl_xl.law.sourced import Confidence, Sourced

SETS_2026 = {"tt57_2026_mn": 31, "tt57_2026_pt": 37, "tt57_2026_gdtx": 34}
"""Rule set → number of quantitative metrics."""
SETS_OLD = {
    "tt42_2012_th": (7, 5, 6, 3, 7),
    "tt42_2012_tr": (10, 5, 6, 3, 12),
    "tt25_2014_mn": (8, 5, 6, 2, 8),
}
"""Rule set → criteria per standard."""
ALL = (*SETS_2026, *SETS_OLD)
MANDATORY_2026 = ["1.3", "1.4", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]
REQUIRED_TT42_PRIMARY = [
    "1.1",
    "1.2",
    "1.4",
    "1.6",
    "2.1",
    "2.2",
    "2.3",
    "2.5",
    "3.6",
    "4.1",
    "5.1",
    "5.2",
    "5.4",
    "5.6",
    "5.7",
]


def summaries(regulation: Regulation) -> list[str]:
    return [
        indicator.summary
        for criterion in regulation.criteria
        for level in criterion.levels
        for indicator in level.indicators
    ]


def per_standard(regulation: Regulation) -> tuple[int, ...]:
    return tuple(len(standard.criteria) for standard in regulation.standards)


def sourced(regulation: Regulation) -> Iterator[Sourced]:
    if regulation.engine:
        yield regulation.engine
    yield from (regulation.evidence_code, regulation.council, regulation.validity, regulation.statistics)
    yield regulation.improvement
    yield from regulation.recognitions


def kinds_of(row: Statistic, regulation: Regulation) -> set[SchoolKind]:
    return set(row.kinds or regulation.applies_to)


@pytest.mark.parametrize(("regulation_id", "metrics"), SETS_2026.items())
def test_2026_has_15_criteria_of_two_unlettered_levels(regulation_id: str, metrics: int) -> None:
    regulation = load(regulation_id)
    assert per_standard(regulation) == (4, 3, 5, 3)
    assert len(regulation.questions) == 30
    assert {(q.level, q.indicator) for q in regulation.questions} == {(1, "*"), (2, "*")}
    assert [c.code for c in regulation.criteria if c.mandatory] == MANDATORY_2026
    assert sum(len(c.metrics) for c in regulation.criteria) == metrics
    assert all(3 <= len(c.evidence) <= 6 for c in regulation.criteria)
    assert not any(c.may_not_apply for c in regulation.criteria)
    assert regulation.analysis_by == "standard"
    assert regulation.statistics.years == 3


@pytest.mark.parametrize("regulation_id", SETS_2026)
def test_2026_levels_follow_the_quota_rule(regulation_id: str) -> None:
    regulation = load(regulation_id)
    assert isinstance(regulation.engine, QuotaEngine)
    assert regulation.engine.others_required == 5
    assert regulation.engine.rest_at_least == {2: 1}
    assert (regulation.council.min_members, regulation.council.odd) == (5, True)
    assert regulation.council.report_due == "15/06"
    assert (regulation.improvement.priorities_only, regulation.improvement.reviews_per_year) == (True, 2)
    assert any("khoản 2 Điều 27" in note for note in regulation.transition)
    assert any("khoản 4 Điều 27" in note for note in regulation.transition)


@pytest.mark.parametrize("regulation_id", SETS_2026)
def test_2026_summaries_are_short_distinct_and_build_on_level_1(regulation_id: str) -> None:
    regulation = load(regulation_id)
    texts = summaries(regulation)
    assert all(texts)
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if len(text.split()) > 35] == []
    assert all(text.startswith("Đã đạt Mức 1 và ") for text in texts[1::2])
    assert not any(text.startswith("Đã đạt Mức 1") for text in texts[::2])


def test_2026_recognises_national_standard_for_schools_but_not_for_centres() -> None:
    for regulation_id in ("tt57_2026_mn", "tt57_2026_pt"):
        (recognition,) = load(regulation_id).recognitions
        assert (recognition.kind, recognition.grades) == ("cqg", {1: 1, 2: 2})
    assert load("tt57_2026_gdtx").recognitions == ()


def test_2026_general_schools_get_the_four_grades_the_printed_form_forgets() -> None:
    rows = {row.code: row for row in load("tt57_2026_pt").statistics.rows}
    assert rows["ht_cong"].total_of == ("ht_tot", "ht_kha", "ht_dat", "ht_chua_dat")
    assert rows["rl_cong"].total_of == ("rl_tot", "rl_kha", "rl_dat", "rl_chua_dat")
    assert SchoolKind.PRIMARY not in rows["ht_cong"].kinds


@pytest.mark.parametrize(
    ("kind", "blocks"),
    [
        (SchoolKind.PRIMARY, range(1, 6)),
        (SchoolKind.LOWER_SECONDARY, range(6, 10)),
        (SchoolKind.UPPER_SECONDARY, range(10, 13)),
        (SchoolKind.MULTI_LEVEL, range(1, 13)),
    ],
)
def test_2026_each_kind_of_school_sees_its_own_blocks(kind: SchoolKind, blocks: range) -> None:
    regulation = load("tt57_2026_pt")
    shown = {row.code for row in regulation.statistics.rows if kind in kinds_of(row, regulation)}
    for prefix in ("lop_", "hs_khoi_"):
        assert {code for code in shown if re.fullmatch(prefix + r"\d+", code)} == {
            f"{prefix}{n}" for n in blocks
        }


@pytest.mark.parametrize(("regulation_id", "counts"), SETS_OLD.items())
def test_old_sets_have_three_indicators_and_titles_of_our_own(
    regulation_id: str, counts: tuple[int, ...]
) -> None:
    regulation = load(regulation_id)
    assert per_standard(regulation) == counts
    assert len(regulation.questions) == 3 * sum(counts)
    assert {(q.level, q.indicator) for q in regulation.questions} == {(1, "a"), (1, "b"), (1, "c")}
    assert not regulation.titles_are_official
    assert regulation.level_word == "Cấp độ"
    assert regulation.statistics.years == 5
    texts = summaries(regulation)
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if len(text.split()) > 35] == []


@pytest.mark.parametrize("regulation_id", SETS_OLD)
def test_old_levels_are_shares_of_criteria_and_unknown_lists_stay_unknown(regulation_id: str) -> None:
    engine = load(regulation_id).engine
    assert isinstance(engine, PercentageEngine)
    assert engine.shares == {1: 60, 2: 70, 3: 85}
    assert engine.required[1] == ()
    known = tuple(REQUIRED_TT42_PRIMARY) if regulation_id == "tt42_2012_th" else None
    assert engine.required[2] == known
    assert engine.required[3] is None


def test_required_criteria_exist() -> None:
    assert set(REQUIRED_TT42_PRIMARY) <= set(load("tt42_2012_th").by_code)


@pytest.mark.parametrize("regulation_id", ALL)
def test_nothing_unread_passes_as_found(regulation_id: str) -> None:
    regulation = load(regulation_id)
    assert regulation.confidence is Confidence.UNVERIFIED
    # The one passage that was read: Điều 31 of TT 42/2012 for primary schools.
    found = [item for item in sourced(regulation) if item.confidence is Confidence.FOUND]
    assert found == ([regulation.engine] if regulation_id == "tt42_2012_th" else [])


@pytest.mark.parametrize("regulation_id", ALL)
def test_codes_of_criteria_follow_their_standard(regulation_id: str) -> None:
    for standard in load(regulation_id).standards:
        expected = [f"{standard.code}.{n}" for n in range(1, len(standard.criteria) + 1)]
        assert [criterion.code for criterion in standard.criteria] == expected


@pytest.mark.parametrize("regulation_id", ALL)
def test_evidence_pattern_matches_its_example_and_not_the_other_style(regulation_id: str) -> None:
    code = load(regulation_id).evidence_code
    match = re.fullmatch(code.pattern, code.example)
    assert match is not None
    assert (match["std"], int(match["crit"]), match["seq"]) == ("1", 1, "01")
    assert not re.fullmatch(code.pattern, "[H1-1.1-01]")
    assert not re.fullmatch(code.pattern, "MC.1.1.1" if code.style == "MC" else "[H1-1-1-01]")


@pytest.mark.parametrize("regulation_id", ALL)
def test_statistics_refer_to_rows_the_same_school_has(regulation_id: str) -> None:
    regulation = load(regulation_id)
    rows = {row.code: row for row in regulation.statistics.rows}
    assert len(rows) == len(regulation.statistics.rows)
    for row in rows.values():
        kinds = kinds_of(row, regulation)
        assert kinds <= set(regulation.applies_to)
        assert re.fullmatch(r"[a-z][a-z0-9_]*", row.code)
        if row.part_of:
            assert kinds <= kinds_of(rows[row.part_of], regulation)
            assert row.code not in rows[row.part_of].total_of, "two findings for one mistake"
            assert row.unit == rows[row.part_of].unit
        parts = [rows[code] for code in row.total_of]
        assert all(kinds_of(part, regulation) <= kinds for part in parts)
        if parts:
            assert set().union(*(kinds_of(part, regulation) for part in parts)) == kinds


@pytest.mark.parametrize("regulation_id", ALL)
def test_groups_of_statistics_are_not_torn_apart(regulation_id: str) -> None:
    groups = [row.group for row in load(regulation_id).statistics.rows]
    starts = [group for index, group in enumerate(groups) if index == 0 or groups[index - 1] != group]
    assert len(starts) == len(set(groups))


@pytest.mark.parametrize("regulation_id", ALL)
def test_vietnamese_is_nfc(regulation_id: str) -> None:
    assert unicodedata.is_normalized("NFC", load(regulation_id).model_dump_json())


def test_words_of_the_institution() -> None:
    assert load("tt57_2026_mn").words.learners == "trẻ"
    words = load("tt57_2026_gdtx").words
    assert (words.head, words.learners, words.school) == ("Giám đốc", "học viên", "Trung tâm")


@pytest.mark.parametrize(
    ("on", "kind", "regulation_id"),
    [
        (dt.date(2026, 7, 7), SchoolKind.PRESCHOOL, "tt57_2026_mn"),
        (dt.date(2026, 11, 22), SchoolKind.MULTI_LEVEL, "tt57_2026_pt"),
        (dt.date(2026, 11, 22), SchoolKind.CONTINUING, "tt57_2026_gdtx"),
        (dt.date(2018, 10, 9), SchoolKind.PRIMARY, "tt42_2012_th"),
        (dt.date(2018, 10, 9), SchoolKind.UPPER_SECONDARY, "tt42_2012_tr"),
        (dt.date(2018, 10, 9), SchoolKind.PRESCHOOL, "tt25_2014_mn"),
    ],
)
def test_date_and_kind_choose_the_set(on: dt.date, kind: SchoolKind, regulation_id: str) -> None:
    chosen = in_force(on, kind)
    assert chosen is not None
    assert chosen.id == regulation_id


def test_every_rule_set_is_known_by_the_name_it_is_printed_under() -> None:
    assert [titled(load(id_).short_title).id for id_ in regulation_ids()] == list(regulation_ids())
    with pytest.raises(UnknownRegulation):
        titled("Thông tư 99/2099")
