"""A rule set compiled: what a school needs for each level, in one shape whatever the engine.

Every engine comes down to the same demand: some criteria must all reach a level, and of a pool of criteria a
given number must reach one. The rest of the floor (levels, blockers, smallest improvements) knows only demands.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from kdcl_xl.law.regulation import (
    Criterion,
    CumulativeEngine,
    PercentageEngine,
    Question,
    QuotaEngine,
    Regulation,
)


class InconsistentRegulation(ValueError):  # noqa: N818 (named for what it is, like UnknownRegulation)
    """A rule set that contradicts itself: a mistake in its YAML file, never in a school's answers."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of one criterion: its questions are `questions[start:stop]` of the ladder."""

    level: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Item:
    """A criterion, or a clause of the top level."""

    code: str
    rungs: tuple[Rung, ...]
    shown: tuple[int, ...]
    """Reach → highest level the criterion has, up to that reach: what a table shows."""


@dataclass(frozen=True, slots=True)
class Must:
    """Criteria (positions in `Ladder.items`) that must all reach a level."""

    title: str
    members: tuple[int, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Criteria of which at least `need` must reach a level. `share` is the percentage behind `need`, if any."""

    title: str
    members: tuple[int, ...]
    level: int
    need: int
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """All that a school needs for one level. `unknown` says which part of the law is missing, if one is."""

    level: int
    musts: tuple[Must, ...]
    pool: Pool | None = None
    unknown: str = ""

    def met_by(self, reaches: Sequence[int]) -> bool:
        """Whether the known part holds for these reaches (one per item of the ladder)."""
        for must in self.musts:
            for member in must.members:
                if reaches[member] < must.level:
                    return False
        return self.pool is None or self.pool.need <= count_at(reaches, self.pool.members, self.pool.level)


@dataclass(frozen=True, slots=True)
class Ladder:
    """A compiled rule set. `demands` is empty when the rule for levels is unknown."""

    questions: tuple[Question, ...]
    known: frozenset[Question]
    may_not_apply: frozenset[Question]
    items: tuple[Item, ...]
    criteria: int
    """How many items are criteria; the rest are clauses."""
    standards: tuple[tuple[int, ...], ...]
    decisive: tuple[int, ...]
    """Items without a single answer to which a school counts as not assessed at all."""
    position: dict[str, int]
    top: int
    demands: tuple[Demand, ...]


def count_at(reaches: Sequence[int], members: Iterable[int], level: int) -> int:
    """How many of these criteria reach the level."""
    return sum(1 for member in members if reaches[member] >= level)


_ladders: dict[int, Ladder] = {}


def ladder_of(regulation: Regulation) -> Ladder:
    """The compiled rule set, compiled once per object. Raises InconsistentRegulation."""
    # By identity: a Regulation holds dictionaries and cannot be hashed.
    ladder = _ladders.get(id(regulation))
    if ladder is None:
        ladder = _ladders[id(regulation)] = _compile(regulation)
        weakref.finalize(regulation, _ladders.pop, id(regulation), None)
    return ladder


def _compile(regulation: Regulation) -> Ladder:
    contents = (*regulation.criteria, *regulation.clauses)
    top = regulation.top_level or max((lv.level for c in contents for lv in c.levels), default=0)
    _refuse_nonsense(contents, top)
    position = {criterion.code: place for place, criterion in enumerate(contents)}
    mandatory = tuple(position[c.code] for c in regulation.criteria if c.mandatory)
    return Ladder(
        questions=regulation.questions,
        known=frozenset(regulation.questions),
        may_not_apply=frozenset(question for c in contents for question in c.may_not_apply),
        items=_items(contents, top),
        criteria=len(regulation.criteria),
        standards=tuple(tuple(position[c.code] for c in s.criteria) for s in regulation.standards),
        decisive=mandatory or tuple(range(len(regulation.criteria))),
        position=position,
        top=top,
        demands=_demands(regulation, contents) if regulation.criteria else (),
    )


def _refuse_nonsense(contents: Sequence[Criterion], top: int) -> None:
    seen: set[str] = set()
    for criterion in contents:
        if criterion.code in seen:
            raise InconsistentRegulation(f"{criterion.code} is defined twice")
        seen.add(criterion.code)
        numbers = [level.level for level in criterion.levels]
        if not numbers or numbers != sorted(set(numbers)) or numbers[0] < 1 or numbers[-1] > top:
            raise InconsistentRegulation(
                f"{criterion.code}: levels must ascend within 1..{top}, got {numbers}"
            )
        if not all(level.indicators for level in criterion.levels):
            raise InconsistentRegulation(f"{criterion.code}: a level asks nothing; give it an indicator `*`")


def _items(contents: Iterable[Criterion], top: int) -> tuple[Item, ...]:
    items = []
    start = 0
    for criterion in contents:
        rungs = []
        for level in criterion.levels:
            rungs.append(Rung(level.level, start, start + len(level.indicators)))
            start += len(level.indicators)
        shown = tuple(
            max((rung.level for rung in rungs if rung.level <= reach), default=0) for reach in range(top + 1)
        )
        items.append(Item(criterion.code, tuple(rungs), shown))
    return tuple(items)


def _demands(regulation: Regulation, contents: Sequence[Criterion]) -> tuple[Demand, ...]:
    engine = regulation.engine
    if engine is None:
        return ()
    return tuple(
        _nobody_asked(_demand(engine, level, regulation, contents), regulation, contents)
        for level in range(1, engine.top_level + 1)
    )


def _nobody_asked(demand: Demand, regulation: Regulation, contents: Sequence[Criterion]) -> Demand:
    """A level at which nothing is asked would be reached by everybody: then its content is unknown to us."""
    if not regulation.criteria_have_levels or any(c.level(demand.level) for c in contents):
        return demand
    reason = f"chưa có nội dung yêu cầu của {regulation.level_word} {demand.level}"
    return Demand(demand.level, demand.musts, demand.pool, reason)


def _demand(
    engine: CumulativeEngine | QuotaEngine | PercentageEngine,
    level: int,
    regulation: Regulation,
    contents: Sequence[Criterion],
) -> Demand:
    match engine:
        case CumulativeEngine():
            return _all_of_them(level, regulation, contents)
        case QuotaEngine():
            return _mandatory_and_a_quota(engine, level, regulation, contents)
        case PercentageEngine():
            return _a_share(engine, level, regulation, contents)
    assert_never(engine)


def _all_of_them(level: int, regulation: Regulation, contents: Sequence[Criterion]) -> Demand:
    count = len(regulation.criteria)
    groups = (
        _must("tiêu chí", range(count), level, contents),
        _must(f"nội dung của {regulation.level_word} {level}", range(count, len(contents)), level, contents),
    )
    return Demand(level, tuple(group for group in groups if group))


def _mandatory_and_a_quota(
    engine: QuotaEngine, level: int, regulation: Regulation, contents: Sequence[Criterion]
) -> Demand:
    mandatory = [place for place, c in enumerate(regulation.criteria) if c.mandatory]
    others = [place for place, c in enumerate(regulation.criteria) if not c.mandatory]
    if engine.others_required > len(others):
        raise InconsistentRegulation(f"{engine.others_required} of {len(others)} criteria are required")
    groups = (
        _must("tiêu chí bắt buộc", mandatory, level, contents),
        _must("tiêu chí khác", others, engine.rest_at_least.get(level, 0), contents),
    )
    pool = Pool("tiêu chí khác", tuple(others), level, engine.others_required)
    return Demand(level, tuple(group for group in groups if group), pool)


def _a_share(
    engine: PercentageEngine, level: int, regulation: Regulation, contents: Sequence[Criterion]
) -> Demand:
    places = {c.code: place for place, c in enumerate(regulation.criteria)}
    codes = engine.required.get(level, ())
    if strangers := [code for code in codes or () if code not in places]:
        raise InconsistentRegulation(f"required at level {level} but not defined: {', '.join(strangers)}")
    if level not in engine.shares or engine.shares[level] > 100:
        raise InconsistentRegulation(f"level {level} has no share of 0 to 100 percent")
    must = _must("tiêu chí bắt buộc", [places[code] for code in codes or ()], 1, contents)
    share = engine.shares[level]
    need = -(-share * len(places) // 100)
    pool = Pool("tiêu chí", tuple(places.values()), 1, need, share)
    unknown = (
        f"chưa có danh mục tiêu chí bắt buộc của {regulation.level_word} {level}" if codes is None else ""
    )
    return Demand(level, (must,) if must else (), pool, unknown)


def _must(title: str, members: Iterable[int], level: int, contents: Sequence[Criterion]) -> Must | None:
    """The group, its level lowered to the highest one a member has, so that sentences name a level that exists."""
    members = tuple(members)
    asked = max((lv.level for m in members for lv in contents[m].levels if lv.level <= level), default=0)
    return Must(title, members, asked) if asked else None
