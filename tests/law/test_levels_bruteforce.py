"""The engines against a second, slow reading of the rules that tries every completion and every improvement.

The reading below is written from the text of the rules and shares no code with the engines.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping

import pytest
from law_models import CUMULATIVE, PERCENTAGE, QUOTA, small

from kdcl_xl.law.levels import Answer, assess, smallest_improvements, what_if
from kdcl_xl.law.regulation import (
    CumulativeEngine,
    PercentageEngine,
    Question,
    QuotaEngine,
    Regulation,
)

Filled = Mapping[Question, bool]

TWO = {1: "*", 2: "*"}
MODELS: dict[str, Regulation] = {
    "all criteria, two levels": small(CUMULATIVE, {"1.1": {1: "ab", 2: "*"}, "1.2": TWO, "2.1": {1: "*"}}),
    "criteria without the top level": small(
        {**CUMULATIVE, "top_level": 3}, {"1.1": {1: "*", 2: "*", 3: "*"}, "1.10": {1: "a", 2: "b"}}
    ),
    "clauses above the criteria": small(
        {**CUMULATIVE, "top_level": 3, "clause_level": 3},
        {"1.1": TWO, "1.2": {1: "*", 2: "*"}},
        clauses={"22.1": {3: "*"}, "22.2": {3: "*"}},
    ),
    "one mandatory, two of four others": small(
        QUOTA,
        {"1.1": {1: "*"}, "1.2": TWO, "2.1": {1: "*"}, "2.2": TWO, "2.3": {1: "*"}},
        mandatory=["1.1"],
    ),
    "quota with a floor": small(
        {**QUOTA, "others_required": 1}, {"1.1": {1: "*"}, "1.2": TWO, "1.3": TWO, "1.4": {1: "ab"}},
        mandatory=["1.1"],
    ),
    "quota without a floor": small(
        {**QUOTA, "others_required": 1, "rest_at_least": {}}, {"1.1": TWO, "1.2": TWO, "1.3": TWO}, mandatory=["1.2"]
    ),
    "shares with required lists": small(
        {**PERCENTAGE, "shares": {1: 30, 2: 50, 3: 75}, "required": {2: ["1.2"], 3: ["1.1", "2.1"]}},
        {"1.1": {1: "ab"}, "1.2": {1: "*"}, "2.1": {1: "*"}, "2.2": {1: "ab"}},
    ),
    "shares with an unknown top list": small(
        {**PERCENTAGE, "shares": {1: 30, 2: 50, 3: 75}, "required": {2: ["1.1"], 3: None}},
        {"1.1": {1: "*"}, "1.2": {1: "*"}, "2.1": {1: "ab"}, "2.2": {1: "*"}},
    ),
    "shares with an unknown middle list": small(
        {**PERCENTAGE, "shares": {1: 30, 2: 50, 3: 75}, "required": {2: None, 3: ["2.1"]}},
        {"1.1": {1: "*"}, "1.2": {1: "a"}, "2.1": {1: "ab"}, "2.2": {1: "*"}},
    ),
}  # fmt: skip


def criterion_level(code: str, filled: Filled) -> int:
    """Climb while nothing of the next level is unmet; levels the criterion lacks do not count."""
    reached = 0
    for level in sorted({q.level for q in filled if q.criterion == code}):
        if not all(met for q, met in filled.items() if (q.criterion, q.level) == (code, level)):
            break
        reached = level
    return reached


def school_level(filled: Filled, rules: Regulation, unknown_list_met: bool) -> int:
    """The rule as the circulars tell it, for a sheet without blanks."""
    engine = rules.engine
    levels = {criterion.code: criterion_level(criterion.code, filled) for criterion in rules.criteria}
    reached = 0
    for n in range(1, rules.top_level + 1):
        if isinstance(engine, CumulativeEngine):
            ok = all(met for question, met in filled.items() if question.level <= n)
        elif isinstance(engine, QuotaEngine):
            full = {
                code
                for code in levels
                if all(m for q, m in filled.items() if q.criterion == code and q.level <= n)
            }
            must = {c.code for c in rules.criteria if c.mandatory}
            others = levels.keys() - must
            rest_ok = all(levels[code] >= engine.rest_at_least.get(n, 0) for code in others - full)
            ok = must <= full and len(others & full) >= engine.others_required and rest_ok
        else:
            assert isinstance(engine, PercentageEngine)
            passed = {code for code, level in levels.items() if level}
            listed = engine.required.get(n, ())
            list_ok = unknown_list_met if listed is None else set(listed) <= passed
            ok = 100 * len(passed) >= engine.shares[n] * len(levels) and list_ok
        if ok:
            reached = n
    return reached


def sheets(rules: Regulation) -> Iterator[dict[Question, Answer]]:
    """Every way to answer, leave blank or fail each question."""
    for row in itertools.product((None, Answer.MET, Answer.UNMET), repeat=len(rules.questions)):
        yield {q: a for q, a in zip(rules.questions, row, strict=True) if a is not None}


def completions(answers: Mapping[Question, Answer], rules: Regulation) -> Iterator[Filled]:
    blanks = [question for question in rules.questions if question not in answers]
    known = {question: answer is Answer.MET for question, answer in answers.items()}
    for row in itertools.product((False, True), repeat=len(blanks)):
        yield {q: known.get(q, False) for q in rules.questions} | dict(zip(blanks, row, strict=True))


@pytest.fixture(params=MODELS)
def rules(request: pytest.FixtureRequest) -> Regulation:
    return MODELS[request.param]


def test_bounds_are_those_of_all_completions(rules: Regulation) -> None:
    for answers in sheets(rules):
        filled = list(completions(answers, rules))
        schools = [school_level(f, rules, world) for f in filled for world in (False, True)]
        verdict = assess(answers, rules)
        assert (verdict.level_low, verdict.level_high) == (min(schools), max(schools)), answers
        for row in (*verdict.criteria, *verdict.clauses):
            found = [criterion_level(row.code, f) for f in filled]
            assert (row.low, row.high) == (min(found), max(found)), (row, answers)


def test_standards_are_at_the_level_all_their_criteria_are(rules: Regulation) -> None:
    rng = random.Random(1)
    for answers in rng.sample(list(sheets(rules)), 200):
        filled = list(completions(answers, rules))
        for standard, row in zip(rules.standards, assess(answers, rules).standards, strict=True):
            own = {c.code for c in standard.criteria}
            deepest = max(level.level for c in standard.criteria for level in c.levels)
            found = [
                max(
                    n
                    for n in range(deepest + 1)
                    if all(met for q, met in f.items() if q.criterion in own and q.level <= n)
                )
                for f in filled
            ]
            existing = {0} | {level.level for c in standard.criteria for level in c.levels}
            assert row.low == max(n for n in existing if n <= min(found)), answers
            assert row.high == max(n for n in existing if n <= max(found)), answers


def cost(
    answers: Mapping[Question, Answer], changes: Mapping[str, int], rules: Regulation
) -> tuple[int, ...]:
    """Criteria with something unmet to improve, criteria only to assess, single indicators of both kinds."""
    improved = assessed = unmet = blank = 0
    for code, level in changes.items():
        asked = [q for q in rules.questions if q.criterion == code and q.level <= level]
        failing = sum(answers.get(q) is Answer.UNMET for q in asked)
        missing = sum(q not in answers for q in asked)
        unmet, blank = unmet + failing, blank + missing
        improved, assessed = improved + bool(failing), assessed + bool(missing and not failing)
    return improved, assessed, unmet, blank


def test_no_smaller_set_of_improvements_reaches_the_target(rules: Regulation) -> None:
    choices = [(code, [0, *(lv.level for lv in c.levels)]) for code, c in rules.by_code.items()]
    plans = [
        dict(zip([code for code, _ in choices], row, strict=True))
        for row in itertools.product(*(levels for _, levels in choices))
    ]
    effects = [{q for q in rules.questions if q.level <= plan[q.criterion]} for plan in plans]
    for answers in random.Random(2).sample(list(sheets(rules)), 60):
        met = {q for q, a in answers.items() if a is Answer.MET}
        reached = [
            school_level({q: q in met or q in effect for q in rules.questions}, rules, False)
            for effect in effects
        ]
        for target in range(1, rules.top_level + 1):
            costs = [
                cost(answers, plan, rules)
                for plan, level in zip(plans, reached, strict=True)
                if level >= target
            ]
            gap = smallest_improvements(answers, rules, target)
            if gap is None:
                assert not costs, (target, answers)
                continue
            assert tuple(gap.cost) == min(costs), (target, answers)
            assert cost(answers, gap.changes, rules) == min(costs)
            after = what_if(answers, gap.changes, rules)
            assert after.level_low is not None
            assert after.level_low >= target
            assert all(step.unmet for step in gap.improvements)
            assert all(step.unanswered and not step.unmet for step in gap.to_answer)
            assert gap == smallest_improvements(dict(reversed(answers.items())), rules, target)


def test_the_comparison_can_fail() -> None:
    """An engine with a quota one too low must show up as a difference."""
    strict = MODELS["one mandatory, two of four others"]
    easier = Regulation.model_validate(strict.model_dump() | {"engine": {**QUOTA, "others_required": 1}})
    assert any(
        assess(answers, easier).level_low
        != min(school_level(f, strict, False) for f in completions(answers, strict))
        for answers in sheets(strict)
    )
