"""Dates for visits: a plan of plain values, solved with CP-SAT. What the values mean to an office is `scheduling_facts`.

A visit takes so many working days in a row. Hard rules are never broken; soft ones cost their weight, as does a visit cut
by days off, a month or a week with more than its share. Visits with a date stay where they are and count like the others.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kdcl_xl.review_year.solver import Clash, Plan, Reason, Span, clash_between, load, solved

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Month = tuple[int, int]

_WISH, _MONTH_SHARE, _WEEK_SHARE, _CUT = 60, 6, 3, 4
"""What it costs: a wish not kept (and each week away from it), one visit more than its share in a month or a week, a visit cut by days off."""
ASKED = 40
"""The same for what a school only asks for: where it differs from the plan of the office, the plan goes first."""


@dataclass(frozen=True, slots=True)
class DateRule:
    """Where visits may lie: `inside` one of the spans, else outside all of them. `visit` "": every visit. `weight`: of a soft one."""

    reason: Reason
    spans: tuple[Span, ...]
    inside: bool
    hard: bool = True
    visit: str = ""
    weight: int = _WISH

    def allows(self, span: Span) -> bool:
        """Whether a visit of these days keeps the rule."""
        if self.inside:
            return any(allowed.holds(span) for allowed in self.spans)
        return not any(closed.meets(span) for closed in self.spans)

    def weeks_off(self, span: Span) -> int:
        """How far a visit lies from the nearest time that is wished for, in weeks begun; 0 where it is merely closed."""
        days = (max(wanted.first - span.first, span.last - wanted.last) for wanted in self.spans)
        return -(-min(days).days // 7) if self.inside else 0


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many visits that begin in a month."""

    reason: Reason
    month: Month
    most: int
    hard: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """One visit begins after another has ended."""

    reason: Reason
    later: str
    earlier: str
    hard: bool = True


@dataclass(frozen=True, slots=True)
class Together:
    """At most so many visits at once, where one counts from its first day to `rest` days after its last."""

    reason: Reason
    most: int
    rest: int = 0


@dataclass(frozen=True)
class DatesProblem:
    """Visits by key, those with a date in `fixed`; `working`: the days a visit may use, in order."""

    visits: tuple[str, ...]
    fixed: dict[str, Span]
    working: tuple[dt.date, ...]
    days: int
    rules: tuple[DateRule, ...] = ()
    limits: tuple[Limit, ...] = ()
    orders: tuple[Order, ...] = ()
    together: tuple[Together, ...] = ()

    @cached_property
    def slots(self) -> tuple[Span, ...]:
        """Every run of working days that is long enough for a visit."""
        days = self.working
        return tuple(Span(days[i], days[i + self.days - 1]) for i in range(len(days) - self.days + 1))

    @cached_property
    def free(self) -> tuple[str, ...]:
        """The visits that want a date."""
        return tuple(key for key in self.visits if key not in self.fixed)


@dataclass(frozen=True, slots=True)
class DatesAnswer:
    """Dates of the free visits and the wishes not kept (visit, reason), or the clash that leaves no plan."""

    dates: dict[str, Span]
    unmet: tuple[tuple[str, Reason], ...] = ()
    clash: Clash | None = None


def plan_dates(problem: DatesProblem) -> DatesAnswer:
    """The best plan. Raises SolverMissingError and SolverGaveUpError."""
    load()
    if not problem.free:
        return DatesAnswer({})
    reasons = _hard_reasons(problem)
    plan = _Plan(problem, reasons, problem.free)
    plan.prefer()
    found = solved(plan.model)
    if found is None:
        return DatesAnswer({}, clash=clash_between(partial(_Plan, problem), reasons, problem.free))
    dates = {
        key: problem.slots[slot]
        for key in problem.free
        for slot, chosen in plan.starts[key].items()
        if found.boolean_value(chosen)
    }
    return DatesAnswer(dates, tuple(broken_wishes(problem, dates)))


def broken_wishes(problem: DatesProblem, dates: dict[str, Span]) -> Iterator[tuple[str, Reason]]:
    """The soft rules that a plan does not keep, with the visit ("" where it is a month)."""
    everything = problem.fixed | dates
    for key in problem.free:
        for rule in _rules_of(problem, key):
            if not rule.hard and key in dates and not rule.allows(dates[key]):
                yield key, rule.reason
    for order in problem.orders:
        span, before = everything.get(order.later), everything.get(order.earlier)
        if not order.hard and span and before and span.first <= before.last:
            yield order.later, order.reason
    for limit in problem.limits:
        if not limit.hard and sum(_month(span) == limit.month for span in everything.values()) > limit.most:
            yield "", limit.reason


def _hard_reasons(problem: DatesProblem) -> list[Reason]:
    free = set(problem.free)
    about = [rule.reason for rule in problem.rules if rule.hard and (not rule.visit or rule.visit in free)]
    orders = [order.reason for order in problem.orders if order.hard]
    limits = [limit.reason for limit in problem.limits if limit.hard]
    return list(dict.fromkeys([*about, *orders, *limits, *(bound.reason for bound in problem.together)]))


def _rules_of(problem: DatesProblem, key: str) -> Iterator[DateRule]:
    return (rule for rule in problem.rules if rule.visit in ("", key))


def _month(span: Span) -> Month:
    return span.first.year, span.first.month


class _Plan(Plan):
    """The model: one literal for each visit and each slot it may take."""

    def __init__(
        self,
        problem: DatesProblem,
        reasons: Collection[Reason],
        visits: Sequence[str],
        switched: bool = False,
    ):
        super().__init__(reasons, switched)
        self.problem, self.visits = problem, visits
        self.starts: dict[str, dict[int, cp_model.IntVar]] = {key: self._slots_of(key) for key in visits}
        for taken in self.starts.values():
            self.model.add_exactly_one(taken.values())
        self._limits()
        self._orders()
        self._together()

    def prefer(self) -> None:
        """The objective: wishes first, then even months and weeks, then visits in one piece."""
        costs = [*self._wishes(), *self._soft_limits(), *self._soft_orders(), *self._shares(), *self._cuts()]
        self.model.minimize(sum(weight * literal for weight, literal in costs))

    def _slots_of(self, key: str) -> dict[int, cp_model.IntVar]:
        rules = [rule for rule in _rules_of(self.problem, key) if rule.hard and rule.reason in self.reasons]
        taken: dict[int, cp_model.IntVar] = {}
        for index, span in enumerate(self.problem.slots):
            literal = self.choice(rule.reason for rule in rules if not rule.allows(span))
            if literal is not None:
                taken[index] = literal
        return taken

    def _limits(self) -> None:
        for limit in self.problem.limits:
            if limit.hard and limit.reason in self.reasons:
                free, fixed = self._beginning_in(limit.month)
                if len(free) + fixed > limit.most:
                    self.hold(limit.reason, sum(free) <= max(0, limit.most - fixed))

    def _beginning_in(self, month: Month) -> tuple[list[cp_model.IntVar], int]:
        """Literals of the visits that may begin in a month, and how many fixed ones do."""
        slots = self.problem.slots
        free = [v for taken in self.starts.values() for i, v in taken.items() if _month(slots[i]) == month]
        return free, sum(_month(span) == month for span in self.problem.fixed.values())

    def _orders(self) -> None:
        for order in self.problem.orders:
            if order.hard and order.reason in self.reasons and self._concerns(order):
                self.hold(order.reason, self._after(order))

    def _concerns(self, order: Order) -> bool:
        """Whether it says something of a visit that is free here; both visits are known here."""
        known = {*self.starts, *self.problem.fixed}
        return {order.later, order.earlier} <= known and bool({order.later, order.earlier} & set(self.starts))

    def _together(self) -> None:
        for bound in self.problem.together:
            if bound.reason not in self.reasons:
                continue
            for day in self.problem.working:
                busy, fixed = self._busy(day, bound.rest)
                if len(busy) + fixed > bound.most:
                    self.hold(bound.reason, sum(busy) <= max(0, bound.most - fixed))

    def _busy(self, day: dt.date, rest: int) -> tuple[list[cp_model.IntVar], int]:
        def covers(span: Span) -> bool:
            return span.first <= day <= span.last + dt.timedelta(days=rest)

        around = [index for index, span in enumerate(self.problem.slots) if covers(span)]
        literals = [taken[index] for taken in self.starts.values() for index in around if index in taken]
        return literals, sum(covers(span) for span in self.problem.fixed.values())

    def _after(self, order: Order) -> cp_model.BoundedLinearExpression | bool:
        return self._day(order.earlier, last=True) + 1 <= self._day(order.later, last=False)  # type: ignore[return-value]

    def _day(self, key: str, *, last: bool) -> cp_model.LinearExprT:
        if key in self.problem.fixed:
            return self.problem.fixed[key][last].toordinal()
        slots = self.problem.slots
        return sum(slots[index][last].toordinal() * literal for index, literal in self.starts[key].items())

    # ---- preferences, as (weight, literal or count)

    def _wishes(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        for key, taken in self.starts.items():
            wishes = [rule for rule in _rules_of(self.problem, key) if not rule.hard]
            for index, literal in taken.items():
                span = self.problem.slots[index]
                cost = sum(wish.weight + wish.weeks_off(span) for wish in wishes if not wish.allows(span))
                if cost:
                    yield cost, literal

    def _soft_limits(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        for limit in self.problem.limits:
            if not limit.hard:
                free, fixed = self._beginning_in(limit.month)
                yield _WISH, self.above(free, limit.most - fixed)

    def _soft_orders(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        for order in self.problem.orders:
            if not order.hard and self._concerns(order):
                broken = self.model.new_bool_var("")
                self.model.add(self._after(order)).only_enforce_if(~broken)
                yield _WISH, broken

    def _shares(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        """Visits above an even share, of months and of weeks."""
        for weight, period in ((_MONTH_SHARE, _month), (_WEEK_SHARE, _week)):
            groups: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
            for index, span in enumerate(self.problem.slots):
                groups[period(span)] += [t[index] for t in self.starts.values() if index in t]
            share = -(-len(self.problem.visits) // max(1, len(groups)))
            for name, literals in groups.items():
                begun = sum(period(span) == name for span in self.problem.fixed.values())
                if len(literals) + begun > share:
                    yield weight, self.above(literals, share - begun)

    def _cuts(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        for taken in self.starts.values():
            for index, literal in taken.items():
                first, last = self.problem.slots[index]
                if (last - first).days >= self.problem.days:
                    yield _CUT, literal


def _week(span: Span) -> tuple[int, int]:
    year, week, _ = span.first.isocalendar()
    return year, week
