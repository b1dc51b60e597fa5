"""The model of panels for CP-SAT.

Members that already stand in a panel stay and count like the others. Hard rules are never broken; soft ones cost their
weight, as does a member for a level of school he or she is not named for, an uneven load, two people of one school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.review_year.panels import (
    Apart,
    Panel,
    PanelsAnswer,
    PanelsProblem,
    Seat,
    broken_wishes,
    counted_clash,
    crowds,
)
from kdcl_xl.review_year.panels_first import first_draft
from kdcl_xl.review_year.solver import Plan, Reason, clash_between, load, solved

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_WISH, _OTHER_LEVEL, _UNTRAINED, _ABOVE_LEAST, _ONE_SCHOOL, _LOAD = 60, 25, 8, 12, 6, 5
"""What it costs: a wish not kept; a member not named for the level, or not trained; a member more than the least; a second
member of one school; a visit above an even share (of members, and of heads)."""


def plan_panels(problem: PanelsProblem) -> PanelsAnswer:
    """The best plan. Raises SolverMissingError and SolverGaveUpError."""
    load()
    if not problem.panels:
        return PanelsAnswer({})
    reasons = _hard_reasons(problem)
    every = tuple(panel.key for panel in problem.panels)
    too_few = counted_clash(problem)
    if too_few is not None:
        return PanelsAnswer({}, clash=too_few)
    plan = _Plan(problem, reasons, every)
    plan.prefer()
    plan.start_from(first_draft(problem))
    found = solved(plan.model, linear=False)
    if found is None:
        return PanelsAnswer({}, clash=clash_between(partial(_Plan, problem), reasons, every))
    seats = {key: tuple(_seats(plan, found, key)) for key in every}
    return PanelsAnswer(seats, tuple(broken_wishes(problem, seats)))


_ORDER = tuple(PanelRole)


def _seats(plan: _Plan, found: cp_model.CpSolver, key: str) -> Iterator[Seat]:
    chosen = [person for person, literal in plan.on[key].items() if found.boolean_value(literal)]
    seats = [Seat(person, str(_role(plan, found, key, person))) for person in chosen]
    yield from sorted(seats, key=lambda seat: _ORDER.index(PanelRole(seat.role)))


def _role(plan: _Plan, found: cp_model.CpSolver, key: str, person: str) -> PanelRole:
    for role, literals in ((PanelRole.HEAD, plan.heads), (PanelRole.SECRETARY, plan.writers)):
        literal = literals[key].get(person)
        if literal is not None and found.boolean_value(literal):
            return role
    return PanelRole.MEMBER


def _hard_reasons(problem: PanelsProblem) -> list[Reason]:
    """In the order in which they are tried to be left out: what holds for all comes last, as it explains least alone."""
    house = problem.house
    lines = [
        item.reason for items in (problem.bars, problem.musts, problem.aparts) for item in items if item.hard
    ]
    common = [house.rest_reason, house.day_reason, house.head_reason, house.writer_reason, house.size_reason]
    return list(dict.fromkeys([*lines, *(person.most_reason for person in problem.people), *common]))


class _Plan(Plan):
    """The model: a literal for each panel and person who may join it, and for each head and secretary."""

    def __init__(
        self,
        problem: PanelsProblem,
        reasons: Collection[Reason],
        panels: Sequence[str],
        switched: bool = False,
    ):
        super().__init__(reasons, switched)
        self.problem = problem
        self.panels = [problem.panel[key] for key in panels]
        self._barred = self._bars()
        self.on = {panel.key: self._joining(panel) for panel in self.panels}
        self.heads = {panel.key: self._roles(panel, PanelRole.HEAD) for panel in self.panels}
        self.writers = {panel.key: self._roles(panel, PanelRole.SECRETARY) for panel in self.panels}
        self._one_role_each()
        self._sizes()
        self._musts()
        self._apart()
        self._most()
        self._days(self.problem.house.day_reason, 0)
        self._days(self.problem.house.rest_reason, self.problem.house.rest)

    def prefer(self) -> None:
        """The objective: wishes first, then level and training, small panels, even loads, members of many schools."""
        costs = [*self._wishes(), *self._fitness(), *self._extra_members(), *self._loads(), *self._homes()]
        self.model.minimize(sum(weight * literal for weight, literal in costs))

    # ---- what must hold

    def _bars(self) -> dict[tuple[str, str], list[Reason]]:
        barred: dict[tuple[str, str], list[Reason]] = defaultdict(list)
        for bar in self.problem.bars:
            if bar.hard and bar.reason in self.reasons:
                barred[bar.panel, bar.person].append(bar.reason)
        return barred

    def _joining(self, panel: Panel) -> dict[str, cp_model.IntVar]:
        joining: dict[str, cp_model.IntVar] = {}
        for person in self.problem.people:
            if person.key in panel.people:
                continue
            literal = self.choice(self._barred.get((panel.key, person.key), ()))
            if literal is not None:
                joining[person.key] = literal
        return joining

    def _roles(self, panel: Panel, role: PanelRole) -> dict[str, cp_model.IntVar]:
        house = self.problem.house
        reason = house.head_reason if role is PanelRole.HEAD else house.writer_reason
        if panel.has(role) or reason not in self.reasons:
            return {}
        able = [p.key for p in self.problem.people if (p.can_lead if role is PanelRole.HEAD else p.can_write)]
        found = {key: self.model.new_bool_var("") for key in able if key in self.on[panel.key]}
        self.hold(reason, sum(found.values()) == 1)
        return found

    def _one_role_each(self) -> None:
        for key, joining in self.on.items():
            for person, literal in joining.items():
                roles = [roles[key][person] for roles in (self.heads, self.writers) if person in roles[key]]
                if roles:
                    self.model.add(sum(roles) <= literal)

    def _sizes(self) -> None:
        house = self.problem.house
        if house.size_reason not in self.reasons:
            return
        for panel in self.panels:
            joining = sum(self.on[panel.key].values())
            self.hold(house.size_reason, joining >= max(0, house.least - len(panel.seats)))
            self.hold(house.size_reason, joining <= max(0, house.most - len(panel.seats)))

    def _musts(self) -> None:
        for must in self.problem.musts:
            panel = self.problem.panel[must.panel]
            if not must.hard or must.reason not in self.reasons or must.person in panel.people:
                continue
            if must.panel in self.on:
                self.hold(must.reason, self.on[must.panel].get(must.person, 0) >= 1)

    def _apart(self) -> None:
        for apart in self.problem.aparts:
            if apart.hard and apart.reason in self.reasons:
                for panel in self.panels:
                    both, fixed = self._both(panel, apart)
                    if both and len(both) + fixed > 1:
                        self.hold(apart.reason, sum(both) <= 1 - fixed)

    def _both(self, panel: Panel, apart: Apart) -> tuple[list[cp_model.IntVar], int]:
        pair = (apart.one, apart.other)
        free = [self.on[panel.key][key] for key in pair if key in self.on[panel.key]]
        return free, sum(key in panel.people for key in pair)

    def _most(self) -> None:
        for person in self.problem.people:
            if person.most_reason in self.reasons:
                joined = self._joined(person.key)
                stands = sum(person.key in panel.people for panel in self.problem.panels)
                if len(joined) + stands > person.most:
                    self.hold(person.most_reason, sum(joined) <= max(0, person.most - stands))

    def _joined(self, person: str) -> list[cp_model.IntVar]:
        return [joining[person] for joining in self.on.values() if person in joining]

    def _days(self, reason: Reason, rest: int) -> None:
        """Nobody on two panels of which one begins before the other has ended and the rest is over."""
        if reason not in self.reasons:
            return
        for crowd in crowds(self.problem.panels, rest):
            for person in self.problem.people:
                free = [
                    self.on[panel.key][person.key]
                    for panel in crowd
                    if panel.key in self.on and person.key in self.on[panel.key]
                ]
                stands = sum(person.key in panel.people for panel in crowd)
                if len(free) + stands > 1:
                    self.hold(reason, sum(free) <= max(0, 1 - stands))

    # ---- preferences, as (weight, literal or count)

    def _wishes(self) -> Iterator[tuple[int, cp_model.LiteralT]]:
        for bar in self.problem.bars:
            if not bar.hard and bar.person in self.on[bar.panel]:
                yield _WISH, self.on[bar.panel][bar.person]
        for must in self.problem.musts:
            if not must.hard and must.person in self.on[must.panel]:
                yield _WISH, ~self.on[must.panel][must.person]
        for apart in self.problem.aparts:
            for panel in self.panels if not apart.hard else ():
                both, fixed = self._both(panel, apart)
                if both and len(both) + fixed > 1:
                    yield _WISH, self.above(both, 1 - fixed)

    def _fitness(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        people = {person.key: person for person in self.problem.people}
        for panel in self.panels:
            for key, literal in self.on[panel.key].items():
                person = people[key]
                cost = _OTHER_LEVEL * (not person.judges(panel.level)) + _UNTRAINED * (not person.trained)
                if cost:
                    yield cost, literal

    def _extra_members(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        for panel in self.panels:
            needed = max(0, self.problem.house.least - len(panel.seats))
            yield _ABOVE_LEAST, self.above(list(self.on[panel.key].values()), needed)

    def _loads(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        house, panels, people = self.problem.house, self.problem.panels, self.problem.people
        share = -(-len(panels) * house.least // max(1, len(people)))
        leaders = max(1, sum(person.can_lead for person in people))
        for person in people:
            stands = sum(person.key in panel.people for panel in panels)
            yield _LOAD, self.above(self._joined(person.key), share - stands)
            heads = [found[person.key] for found in self.heads.values() if person.key in found]
            if heads:
                yield _LOAD, self.above(heads, -(-len(panels) // leaders))

    def _homes(self) -> Iterator[tuple[int, cp_model.IntVar]]:
        homes: dict[str, list[str]] = defaultdict(list)
        for person in self.problem.people:
            if person.home:
                homes[person.home].append(person.key)
        for panel in self.panels:
            for people in homes.values():
                free = [self.on[panel.key][key] for key in people if key in self.on[panel.key]]
                stands = sum(key in panel.people for key in people)
                if free and len(free) + stands > 1:
                    yield _ONE_SCHOOL, self.above(free, 1 - stands)

    def start_from(self, draft: Mapping[str, Sequence[Seat]]) -> None:
        """Hint at a draft, every variable of it: a hint in part is not followed."""
        true: set[int] = set()
        for key, joining in self.on.items():
            seats = {seat.person: seat.role for seat in draft[key]}
            roles = (
                (joining, ""),
                (self.heads[key], PanelRole.HEAD),
                (self.writers[key], PanelRole.SECRETARY),
            )
            for literals, role in roles:
                for person, literal in literals.items():
                    chosen = person in seats and role in ("", seats[person])
                    self.model.add_hint(literal, chosen)
                    true |= {literal.index} if chosen else set()
        for over, counted, share in self.counts:
            self.model.add_hint(over, max(0, sum(literal.index in true for literal in counted) - share))
