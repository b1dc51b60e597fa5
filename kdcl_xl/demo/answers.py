"""Answers that amount to a given level of the school, and otherwise look like those of a real one."""

from __future__ import annotations

import random
from collections.abc import Iterable

from kdcl_xl.law.answers import Answer
from kdcl_xl.law.regulation import (
    Criterion,
    CumulativeEngine,
    PercentageEngine,
    Question,
    QuotaEngine,
    Regulation,
)

_SHARES = {0: 0.5, 1: 0.65, 2: 0.78, 3: 0.93}
"""Share of criteria met for a level of the circulars of 2012, a little above what each asks."""


def answers_for(rules: Regulation, level: int, rng: random.Random) -> dict[Question, Answer]:
    """Answers of a school of that level; levels above a criterion's first unmet one stay blank.

    Where the rule set knows no way to a level (TT 42 trung học, Cấp độ 2) the answers are those of a school that
    good, and the engine says "chưa đủ căn cứ". Raises ValueError for a rule set without an engine.
    """
    match rules.engine:
        case CumulativeEngine():
            reach = _cumulative(rules, level, rng)
        case QuotaEngine():
            reach = _quota(rules, level, rng)
        case PercentageEngine() as engine:
            reach = _percentage(rules, engine, level, rng)
        case None:
            raise ValueError(f"{rules.id} has no rule for levels")
    answers: dict[Question, Answer] = {}
    for code, reached in reach.items():
        answers.update(_answered(rules.by_code[code], reached, rng))
    return answers


def _answered(criterion: Criterion, reached: int, rng: random.Random) -> dict[Question, Answer]:
    """Everything met up to `reached`, one indicator unmet at the next level, nothing above it."""
    answers: dict[Question, Answer] = {}
    for level in criterion.levels:
        labels = [indicator.label for indicator in level.indicators]
        failing = rng.choice(labels) if level.level > reached else ""
        for label in labels:
            met = label != failing
            answers[Question(criterion.code, level.level, label)] = Answer.MET if met else Answer.UNMET
        if failing:
            break
    return answers


def _cumulative(rules: Regulation, level: int, rng: random.Random) -> dict[str, int]:
    """2018: every criterion up to the level, a few short of the next, some beyond it."""
    top = max(lvl.level for criterion in rules.criteria for lvl in criterion.levels)
    reach = {criterion.code: min(level, top) for criterion in rules.criteria}
    if level < top:
        candidates = [c.code for c in rules.criteria if c.level(level + 1)]
        short = set(rng.sample(candidates, rng.randint(2, 4) if level else 1))
        for code in reach:
            if code not in short:
                reach[code] = level + 1 if rng.random() < 0.5 else top
    if level >= top:
        missed = rng.choice(rules.clauses).code if level == top else ""
        reach |= {clause.code: top if clause.code == missed else top + 1 for clause in rules.clauses}
    return reach


def _quota(rules: Regulation, level: int, rng: random.Random) -> dict[str, int]:
    """2026: mandatory criteria decide; one of the others may lag behind, as the quota allows."""
    mandatory = [c.code for c in rules.criteria if c.mandatory]
    others = [c.code for c in rules.criteria if not c.mandatory]
    if level >= 2:
        reach = dict.fromkeys([*mandatory, *others], 2)
        return reach | dict.fromkeys(rng.sample(others, 2), 1)
    reach = {code: rng.choice((1, 2)) for code in [*mandatory, *others]}
    reach |= dict.fromkeys(rng.sample(mandatory, 2), 1)
    reach[rng.choice(others)] = 0
    if level == 0:
        reach[rng.choice(mandatory)] = 0
    return reach


def _percentage(rules: Regulation, engine: PercentageEngine, level: int, rng: random.Random) -> dict[str, int]:  # fmt: skip
    """2012: a share of the criteria, with the required ones where their list is known."""
    codes = [criterion.code for criterion in rules.criteria]
    needed: Iterable[str] = engine.required.get(level) or ()
    met = set(needed)
    wanted = round(_SHARES[min(level, 3)] * len(codes))
    rest = [code for code in codes if code not in met]
    met |= set(rng.sample(rest, max(0, wanted - len(met))))
    return {code: 1 if code in met else 0 for code in codes}
