"""Verdicts: shape, edges, what-if, and that a better or a further answer never makes things worse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law_models import CUMULATIVE, PERCENTAGE, QUOTA, all_at, at_level, small

from kdcl_xl.law import Regulation, load, regulation_ids
from kdcl_xl.law.gap import BlockerKind
from kdcl_xl.law.ladder import InconsistentRegulation, ladder_of
from kdcl_xl.law.levels import (
    Answer,
    UnknownCriterion,
    Verdict,
    assess,
    assumptions,
    smallest_improvements,
    what_if,
)
from kdcl_xl.law.regulation import Question

KEYS = {
    "regulation", "level_low", "level_high", "settled", "criteria", "blockers", "gap", "recognition", "unverified",
    "standards", "remarks",
}  # fmt: skip


@pytest.mark.parametrize("regulation_id", regulation_ids())
def test_json_is_complete_and_plain_for_every_rule_set(regulation_id: str) -> None:
    regulation = load(regulation_id)
    for answers in ({}, all_at(regulation, 0), all_at(regulation, 1), all_at(regulation, 4)):
        shape = assess(answers, regulation).as_json()
        assert shape.keys() == KEYS
        assert json.loads(json.dumps(shape)) == shape
        assert [row["code"] for row in shape["criteria"]] == list(regulation.by_code)


def test_json_of_one_school() -> None:
    regulation = load("tt57_2026_pt")
    shape = assess(all_at(regulation, 2, c4_2=1), regulation).as_json()
    assert shape["criteria"][-2] == {"code": "4.2", "low": 1, "high": 1}
    assert shape["blockers"] == [
        {
            "kind": "unmet",
            "criterion": "4.2",
            "level": 2,
            "indicators": ["*"],
            "candidates": [],
            "message": "Tiêu chí bắt buộc 4.2 chưa đạt Mức 2.",
        }
    ]
    assert shape["gap"]["improvements"] == [
        {"criterion": "4.2", "level": 2, "unmet": [["4.2", 2, "*"]], "unanswered": []}
    ]
    assert shape["gap"]["to_answer"] == []
    assert [(r["kind"], r["low"], r["high"]) for r in shape["recognition"]] == [("cqg", 1, 1)]
    assert any("khoản 3 Điều 5" in line for line in shape["unverified"])


def test_reasons_name_the_level_reached_and_the_next() -> None:
    regulation = load("tt57_2026_pt")
    reached, following = assess(all_at(regulation, 1, c1_1=0), regulation).reasons
    assert reached == (
        "Đạt Mức 1: 8/8 tiêu chí bắt buộc đạt Mức 1; 6/7 tiêu chí khác đạt Mức 1 (cần ít nhất 5) (khoản 3 Điều 5)."
    )
    assert following.startswith("Không đạt Mức 2: 0/8 tiêu chí bắt buộc đạt Mức 2 (cần đủ 8)")


def test_unknown_engine_is_undecided_but_criteria_are_known() -> None:
    regulation = small(None, {"1.1": {1: "ab", 2: "*"}})
    verdict = assess(at_level(regulation, "1.1", 1), regulation)
    assert (verdict.level_low, verdict.level_high, verdict.settled) == (None, None, False)
    assert verdict.criteria[0][1:] == (1, 1)
    assert verdict.headline == "Chưa đủ căn cứ để xác định mức"
    assert [b.kind for b in verdict.blockers] == [BlockerKind.UNKNOWN_RULE]
    assert verdict.gap is None
    assert verdict.remarks == ("Chưa đủ căn cứ: chưa rõ cách xếp mức của Thông tư 00/2000/TT-THU.",)
    assert smallest_improvements({}, regulation, 1) is None


@pytest.mark.parametrize("engine", [CUMULATIVE, {**QUOTA, "others_required": 0}, PERCENTAGE])
def test_an_empty_list_of_criteria_is_never_passed(engine: dict[str, Any]) -> None:
    verdict = assess({}, small(engine, {}))
    assert (verdict.level_low, verdict.level_high, verdict.settled) == (None, None, False)
    assert verdict.headline == "Chưa đủ căn cứ để xác định mức"


def test_a_level_at_which_nothing_is_asked_is_not_reached_by_everybody() -> None:
    regulation = small({**CUMULATIVE, "top_level": 3}, {"1.1": {1: "*", 2: "*"}})
    verdict = assess(all_at(regulation, 2), regulation)
    assert (verdict.level_low, verdict.level_high, verdict.settled) == (2, 3, False)
    assert verdict.remarks == ("Chưa đủ căn cứ cho Mức 3: chưa có nội dung yêu cầu của Mức 3.",)


def test_exact_percentages_count_as_reached() -> None:
    codes = [f"{standard}.{number}" for standard in range(1, 5) for number in range(1, 6)]
    regulation = small(PERCENTAGE, {code: {1: "*"} for code in codes}, level_word="Cấp độ")
    for passed, level in ((11, 0), (12, 1), (13, 1), (14, 2), (16, 2), (17, 3), (20, 3)):
        answers = {q: Answer.MET if n < passed else Answer.UNMET for n, q in enumerate(regulation.questions)}
        verdict = assess(answers, regulation)
        assert (verdict.level_low, verdict.level_high) == (level, level), passed


def test_a_share_just_below_is_not_rounded_up() -> None:
    codes = [f"1.{number}" for number in range(1, 2001)]
    engine = {**PERCENTAGE, "top_level": 1, "shares": {1: 85}, "required": {}}
    regulation = small(engine, {code: {1: "*"} for code in codes})
    answers = {q: Answer.MET if n < 1699 else Answer.UNMET for n, q in enumerate(regulation.questions)}
    (blocker,) = assess(answers, regulation).blockers
    assert (
        "1699/2000 tiêu chí đạt, bằng 84,9 % (cần ít nhất 85 %, tức 1700 tiêu chí); còn thiếu 1"
        in blocker.message
    )


def test_what_if_raises_all_lower_levels() -> None:
    regulation = load("tt57_2026_pt")
    answers = all_at(regulation, 2, c3_2=0, c4_1=1)
    assert assess(answers, regulation).level_high == 0
    assert what_if(answers, {"3.2": 2}, regulation).level_low == 1
    assert what_if(answers, {"3.2": 2, "4.1": 2}, regulation).level_low == 2
    assert answers[Question("3.2", 1, "*")] is Answer.UNMET


def test_what_if_lowers_what_reaches_more() -> None:
    regulation = load("tt57_2026_pt")
    answers = all_at(regulation, 2)
    assert what_if(answers, {"1.3": 0}, regulation).level_high == 0
    lowered = {row.code: row for row in what_if(answers, {"1.3": 1, "1.1": 2}, regulation).criteria}
    assert (lowered["1.3"].low, lowered["1.3"].high, lowered["1.1"].low) == (1, 1, 2)
    assert list(assumptions(answers, {"1.3": 0, "1.1": 2}, regulation)) == [
        "tiêu chí 1.3 chỉ đạt Mức 0",
        "tiêu chí 1.1 giữ như trong sổ",
    ]
    low = all_at(regulation, 2, c3_2=0)
    assert list(assumptions(low, {"3.2": 2}, regulation)) == ["tiêu chí 3.2 đạt Mức 2"]


@pytest.mark.parametrize("rules", ["tt17_2018_th", "tt18_2018_tr", "tt57_2026_mn", "tt42_2012_th"])
def test_what_if_puts_any_criterion_at_any_of_its_levels(rules: str) -> None:
    regulation = load(rules)
    for start in range(regulation.top_level + 1):
        answers = all_at(regulation, start)
        for code, criterion in regulation.by_code.items():
            for level in (0, *(asked.level for asked in criterion.levels)):
                after = what_if(answers, {code: level}, regulation)
                assert next(row.low for row in (*after.criteria, *after.clauses) if row.code == code) == level


def test_what_if_takes_clauses_and_criteria_without_the_top_level() -> None:
    regulation = load("tt17_2018_th")
    answers = all_at(regulation, 4, c1_2=1, c22_3=0)
    assert what_if(answers, {"1.2": 3, "22.3": 4}, regulation).level_low == 4


@pytest.mark.parametrize(("code", "level"), [("9.9", 1), ("1.1", 3), ("1.1", -1)])
def test_what_if_refuses_what_the_rule_set_does_not_have(code: str, level: int) -> None:
    with pytest.raises(UnknownCriterion, match=r"không có"):
        what_if({}, {code: level}, load("tt57_2026_pt"))


def test_improvements_are_counted_apart_from_blanks() -> None:
    regulation = load("tt57_2026_pt")
    answers = all_at(regulation, 1, c1_1=0, c1_2=0)
    for question in [q for q in answers if q.criterion in {"3.1", "4.3"} and q.level == 1]:
        del answers[question]
    gap = smallest_improvements(answers, regulation, 1)
    assert gap is not None
    assert gap.improvements == ()
    assert [(step.criterion, step.level) for step in gap.to_answer] == [("3.1", 1), ("4.3", 1)]


def test_nothing_is_missing_for_a_level_already_reached() -> None:
    regulation = load("tt18_2018_tr")
    gap = smallest_improvements(all_at(regulation, 3), regulation, 2)
    assert gap is not None
    assert gap.changes == {}


def test_a_level_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="không có Mức 3"):
        smallest_improvements({}, load("tt57_2026_pt"), 3)


def test_a_value_that_is_no_answer_is_refused_rather_than_read_as_blank() -> None:
    with pytest.raises(TypeError, match="is no Answer"):
        assess({Question("1.1", 1, "*"): "Đạt"}, load("tt57_2026_pt"))  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("engine", "criteria"),
    [
        (CUMULATIVE, {"1.1": {1: "*", 3: "*"}}),
        (CUMULATIVE, {"1.1": {2: "*", 1: "*"}}),
        (CUMULATIVE, {"1.1": {1: ""}}),
        (CUMULATIVE, {"1.1": {}}),
        (QUOTA, {"1.1": {1: "*"}}),
        ({**PERCENTAGE, "required": {2: ["9.9"]}}, {"1.1": {1: "*"}}),
        ({**PERCENTAGE, "shares": {1: 60, 2: 70}}, {"1.1": {1: "*"}}),
        ({**PERCENTAGE, "shares": {1: 60, 2: 70, 3: 101}}, {"1.1": {1: "*"}}),
    ],
)
def test_a_rule_set_that_contradicts_itself_is_refused(engine: dict[str, Any], criteria: Any) -> None:
    with pytest.raises(InconsistentRegulation):
        assess({}, small(engine, criteria))


def test_a_rule_set_is_compiled_once_and_forgotten_with_it() -> None:
    from kdcl_xl.law.ladder import _ladders

    regulation = small(CUMULATIVE, {"1.1": {1: "*"}})
    assert ladder_of(regulation) is ladder_of(regulation)
    key = id(regulation)
    assert key in _ladders
    del regulation
    assert key not in _ladders


def sheets(regulation: Regulation) -> st.SearchStrategy[dict[Question, Answer]]:
    """Mostly good sheets: at random, nearly all would be at level 0 and prove nothing."""
    value = st.sampled_from([Answer.MET] * 30 + [Answer.UNMET, None])
    return st.fixed_dictionaries(dict.fromkeys(regulation.questions, value)).map(
        lambda row: {question: answer for question, answer in row.items() if answer is not None}
    )


def bounds(verdict: Verdict) -> list[tuple[int, int]]:
    rows = [(row.low, row.high) for row in (*verdict.criteria, *verdict.clauses, *verdict.standards)]
    assert verdict.level_low is not None
    assert verdict.level_high is not None
    return [(verdict.level_low, verdict.level_high), *rows]


@pytest.mark.parametrize(
    "regulation_id", ["tt57_2026_pt", "tt19_2018_mn+tt22_2024", "tt42_2012_th", "tt42_2012_tr"]
)
def test_better_answers_never_lower_and_further_answers_never_widen(regulation_id: str) -> None:
    regulation = load(regulation_id)

    @settings(max_examples=40, deadline=None, derandomize=True)
    @given(answers=sheets(regulation), data=st.data())
    def holds(answers: dict[Question, Answer], data: st.DataObject) -> None:
        question = data.draw(st.sampled_from(regulation.questions))
        blank = {q: a for q, a in answers.items() if q != question}
        bad, good = ({**blank, question: answer} for answer in (Answer.UNMET, Answer.MET))
        for before, open_, after in zip(
            *(bounds(assess(sheet, regulation)) for sheet in (bad, blank, good)), strict=True
        ):
            assert before[0] <= open_[0] <= after[0]
            assert before[1] <= open_[1] <= after[1]
            # A blank is exactly as wide as what it may become.
            assert open_ == (before[0], after[1])

    holds()


@pytest.mark.parametrize("regulation_id", regulation_ids())
def test_the_next_level_follows_from_the_gap(regulation_id: str) -> None:
    regulation = load(regulation_id)

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(answers=sheets(regulation))
    def holds(answers: dict[Question, Answer]) -> None:
        verdict = assess(answers, regulation)
        assert verdict.level_low is not None
        if verdict.gap is None:
            unknown = any(b.kind is BlockerKind.UNKNOWN_RULE for b in verdict.blockers)
            assert unknown or verdict.level_low == regulation.top_level
            return
        assert verdict.blockers
        after = what_if(answers, verdict.gap.changes, regulation)
        assert after.level_low is not None
        assert after.level_low > verdict.level_low

    holds()


def test_a_code_may_not_be_defined_twice() -> None:
    with pytest.raises(InconsistentRegulation, match="defined twice"):
        assess({}, small(CUMULATIVE, {"1.1": {1: "*"}}, clauses={"1.1": {2: "*"}}))
