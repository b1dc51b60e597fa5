"""What stands between a school and a level: blockers, and the smallest set of improvements that reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from kdcl_xl.law.answers import Sheet
from kdcl_xl.law.ladder import Demand, Ladder, Must, Pool, count_at
from kdcl_xl.law.regulation import Question, Regulation


class BlockerKind(StrEnum):
    """Why a level is not reached."""

    UNMET = "unmet"
    UNANSWERED = "unanswered"
    QUOTA = "quota"
    SHARE = "share"
    UNKNOWN_RULE = "unknown_rule"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stops the next level, in one sentence.

    `criterion` is empty when the school as a whole is short (quota, share, unknown rule); `candidates` are then the
    criteria that could make up for it. `level` is the level of the criterion, else that of the school.
    """

    kind: BlockerKind
    criterion: str
    level: int
    indicators: tuple[str, ...]
    candidates: tuple[str, ...]
    message: str

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "kind": str(self.kind),
            "criterion": self.criterion,
            "level": self.level,
            "indicators": list(self.indicators),
            "candidates": list(self.candidates),
            "message": self.message,
        }


class Step(NamedTuple):
    """Raising one criterion to a level: what must become met, and what nobody has assessed yet."""

    criterion: str
    level: int
    unmet: tuple[Question, ...]
    unanswered: tuple[Question, ...]


class Cost(NamedTuple):
    """Compared from left to right: criteria to improve, criteria to assess only, then single indicators."""

    improved: int
    assessed: int
    unmet: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Gap:
    """The smallest set of steps that reaches `target`. No smaller one exists by `Cost`.

    `improvements` have something unmet; `to_answer` lack only answers. Ties go to the order of the circular.
    """

    target: int
    improvements: tuple[Step, ...]
    to_answer: tuple[Step, ...]
    reasons: tuple[str, ...]

    @property
    def changes(self) -> dict[str, int]:
        """Criterion → level, as `what_if` takes it."""
        return {step.criterion: step.level for step in (*self.improvements, *self.to_answer)}

    @property
    def cost(self) -> Cost:
        """What the steps cost together."""
        steps = (*self.improvements, *self.to_answer)
        unmet, unanswered = sum(len(s.unmet) for s in steps), sum(len(s.unanswered) for s in steps)
        return Cost(len(self.improvements), len(self.to_answer), unmet, unanswered)

    def as_json(self) -> dict[str, Any]:
        """The published shape."""

        def shape(step: Step) -> dict[str, Any]:
            return {
                "criterion": step.criterion,
                "level": step.level,
                "unmet": [list(question) for question in step.unmet],
                "unanswered": [list(question) for question in step.unanswered],
            }

        return {
            "target": self.target,
            "improvements": [shape(step) for step in self.improvements],
            "to_answer": [shape(step) for step in self.to_answer],
            "reasons": list(self.reasons),
        }


def smallest(ladder: Ladder, sheet: Sheet, target: int, regulation: Regulation) -> Gap | None:
    """The cheapest way to `target` or any level above it; None when no demand from there up is fully known."""
    gaps = [
        _gap(demand, target, ladder, sheet, regulation)
        for demand in ladder.demands[target - 1 :]
        if not demand.unknown
    ]
    return min(gaps, key=lambda gap: gap.cost, default=None)


def _gap(demand: Demand, target: int, ladder: Ladder, sheet: Sheet, regulation: Regulation) -> Gap:
    raised: dict[int, int] = {}
    for must in demand.musts:
        for member in must.members:
            if sheet.low[member] < must.level:
                raised[member] = max(must.level, raised.get(member, 0))
    if demand.pool:
        raised |= _cheapest(demand.pool, raised, ladder, sheet)
    steps = [_step(member, raised[member], ladder, sheet) for member in sorted(raised)]
    return Gap(
        target,
        tuple(step for step in steps if step.unmet),
        tuple(step for step in steps if not step.unmet),
        tuple(describe(demand, sheet.low, regulation)),
    )


def _cheapest(pool: Pool, raised: dict[int, int], ladder: Ladder, sheet: Sheet) -> dict[int, int]:
    """The members of the pool to raise besides those already raised: costs add up, so the cheapest are enough."""
    reaches = [max(low, raised.get(member, 0)) for member, low in enumerate(sheet.low)]
    missing = pool.need - count_at(reaches, pool.members, pool.level)
    if missing <= 0:
        return {}

    def extra(member: int) -> tuple[Cost, int]:
        full = _cost(_step(member, pool.level, ladder, sheet))
        base = _cost(_step(member, raised[member], ladder, sheet)) if member in raised else Cost(0, 0, 0, 0)
        return Cost(*(a - b for a, b in zip(full, base, strict=True))), member

    short = sorted((member for member in pool.members if reaches[member] < pool.level), key=extra)
    return dict.fromkeys(short[:missing], pool.level)


def _step(member: int, level: int, ladder: Ladder, sheet: Sheet) -> Step:
    item = ladder.items[member]
    unmet = sheet.questions(ladder, item, level, False)
    unanswered = sheet.questions(ladder, item, level, None)
    return Step(item.code, item.shown[level], unmet, unanswered)


def _cost(step: Step) -> Cost:
    return Cost(bool(step.unmet), not step.unmet, len(step.unmet), len(step.unanswered))


def blockers(demand: Demand, ladder: Ladder, sheet: Sheet, regulation: Regulation) -> tuple[Blocker, ...]:
    """Everything that stops a level, in the order of the circular."""
    found = [b for must in demand.musts for b in _of_criteria(must, ladder, sheet, regulation)]
    if demand.pool:
        found += _of_pool(demand.pool, demand.level, ladder, sheet, regulation)
    if demand.unknown:
        found.append(unknown_rule(demand, regulation))
    return tuple(found)


def unknown_rule(demand: Demand, regulation: Regulation) -> Blocker:
    """The blocker of a level whose rule is not known in full."""
    message = (
        f"Chưa đủ căn cứ cho {regulation.level_word} {demand.level}: {demand.unknown}{cited(regulation)}."
    )
    return Blocker(BlockerKind.UNKNOWN_RULE, "", demand.level, (), (), message)


def _of_criteria(must: Must, ladder: Ladder, sheet: Sheet, regulation: Regulation) -> Iterator[Blocker]:
    for member in must.members:
        if sheet.low[member] >= must.level:
            continue
        item = ladder.items[member]
        unit = named(item.code, regulation, mandatory=must.title.startswith("tiêu chí bắt buộc"))
        for rung in item.rungs:
            if rung.level > must.level:
                break
            level = _at(rung.level, regulation)
            questions = range(rung.start, rung.stop)
            if unmet := tuple(ladder.questions[q].indicator for q in questions if sheet.states[q] is False):
                message = f"{unit} chưa đạt{level}{_listed(unmet, regulation, ': ', ' không đạt')}."
                yield Blocker(BlockerKind.UNMET, item.code, rung.level, unmet, (), message)
            if blank := tuple(ladder.questions[q].indicator for q in questions if sheet.states[q] is None):
                message = f"{unit} chưa đánh giá{_listed(blank, regulation, ' ')}{level}."
                yield Blocker(BlockerKind.UNANSWERED, item.code, rung.level, blank, (), message)


def _of_pool(
    pool: Pool, level: int, ladder: Ladder, sheet: Sheet, regulation: Regulation
) -> Iterator[Blocker]:
    if count_at(sheet.low, pool.members, pool.level) >= pool.need:
        return
    short = [member for member in pool.members if sheet.low[member] < pool.level]
    open_ = sum(1 for member in short if sheet.high[member] >= pool.level)
    codes = tuple(ladder.items[member].code for member in short)
    waiting = f", trong đó {open_} tiêu chí chưa đánh giá xong" if open_ else ""
    message = (
        f"Mới có {_pool_counted(pool, sheet.low, regulation)}; "
        f"còn thiếu {pool.need - len(pool.members) + len(short)} trong số: {', '.join(codes)}{waiting}."
    )
    kind = BlockerKind.QUOTA if pool.share is None else BlockerKind.SHARE
    yield Blocker(kind, "", level, (), codes, message)


def describe(demand: Demand, reaches: Sequence[int], regulation: Regulation) -> Iterator[str]:
    """How far a school is with each part of a demand: "8/8 tiêu chí bắt buộc đạt Mức 1"."""
    for must in demand.musts:
        count = count_at(reaches, must.members, must.level)
        all_needed = f" (cần đủ {len(must.members)})" if count < len(must.members) else ""
        yield f"{count}/{len(must.members)} {must.title} đạt{_at(must.level, regulation)}{all_needed}"
    if demand.pool:
        yield _pool_counted(demand.pool, reaches, regulation)
    if demand.unknown:
        yield demand.unknown


def named(code: str, regulation: Regulation, *, mandatory: bool = False) -> str:
    """ "Tiêu chí 3.2", "Tiêu chí bắt buộc 3.2" or, for a clause, "Nội dung 22.1"."""
    if any(clause.code == code for clause in regulation.clauses):
        return f"Nội dung {code}"
    return f"Tiêu chí bắt buộc {code}" if mandatory else f"Tiêu chí {code}"


def cited(regulation: Regulation) -> str:
    """The article of the rule for levels, in brackets, if it has one."""
    return f" ({regulation.engine.ref})" if regulation.engine and regulation.engine.ref else ""


def _pool_counted(pool: Pool, reaches: Sequence[int], regulation: Regulation) -> str:
    count, total = count_at(reaches, pool.members, pool.level), len(pool.members)
    if pool.share is None:
        return f"{count}/{total} {pool.title} đạt{_at(pool.level, regulation)} (cần ít nhất {pool.need})"
    # Rounded down: 84,99 % must not read as the 85 % it is not.
    percent = "{},{}".format(*divmod(1000 * count // total, 10))
    return f"{count}/{total} {pool.title} đạt, bằng {percent} % (cần ít nhất {pool.share} %, tức {pool.need} tiêu chí)"


def _at(level: int, regulation: Regulation) -> str:
    """ " Mức 2"; nothing where criteria have no levels of their own (2012)."""
    return f" {regulation.level_word} {level}" if regulation.criteria_have_levels else ""


def _listed(labels: Sequence[str], regulation: Regulation, before: str, after: str = "") -> str:
    """ "chỉ báo a, c": nothing for the single unlettered indicator."""
    if tuple(labels) == ("*",):
        return ""
    return f"{before}{regulation.words.indicator} {', '.join(labels)}{after}"
