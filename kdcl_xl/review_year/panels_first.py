"""A first draft of panels, filled one after the other without looking back: where the solver starts from.

The draft may be incomplete and breaks no hard rule; the solver completes and betters it, or proves that nothing can.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.review_year.panels import Panel, PanelsProblem, Person, Seat

_OTHER_LEVEL, _UNTRAINED, _SAME_SCHOOL, _ABLE, _VISIT = 40, 8, 6, 3, 10
"""What speaks against the next member; `_ABLE`: somebody who could lead or write is kept for that."""


def first_draft(problem: PanelsProblem) -> dict[str, list[Seat]]:
    """Seats by panel, the panels in the order of their days."""
    return _Draft(problem).filled()


class _Draft:
    def __init__(self, problem: PanelsProblem):
        self.problem = problem
        self.barred = {(bar.panel, bar.person) for bar in problem.bars if bar.hard}
        self.apart: dict[str, set[str]] = defaultdict(set)
        for pair in problem.aparts:
            if pair.hard:
                self.apart[pair.one].add(pair.other)
                self.apart[pair.other].add(pair.one)
        self.musts = {(must.panel, must.person) for must in problem.musts if must.hard}
        self.visits: dict[str, list[Panel]] = defaultdict(list)
        for panel in problem.panels:
            for person in panel.people:
                self.visits[person].append(panel)
        for key, person in sorted(self.musts):
            if person not in problem.panel[key].people:
                self.visits[person].append(problem.panel[key])

    def filled(self) -> dict[str, list[Seat]]:
        """Heads for all panels first, then secretaries, then members: the fewer can do it, the earlier they are chosen."""
        ordered = sorted(self.problem.panels, key=lambda panel: panel.span.first)
        seats: dict[str, list[Seat]] = {panel.key: [] for panel in self.problem.panels}
        for role in (PanelRole.HEAD, PanelRole.SECRETARY):
            for panel in ordered:
                if not panel.has(role):
                    self._seat(panel, role, seats[panel.key])
        for panel in ordered:
            self._fill(panel, seats[panel.key])
        return seats

    def _fill(self, panel: Panel, seats: list[Seat]) -> None:
        for person in self._waiting(panel, seats):
            seats.append(Seat(person.key, str(PanelRole.MEMBER)))
        for _ in range(self.problem.house.least - len(panel.seats) - len(seats)):
            self._seat(panel, PanelRole.MEMBER, seats)

    def _seat(self, panel: Panel, role: PanelRole, seats: list[Seat]) -> None:
        waiting = [person for person in self._waiting(panel, seats) if self._fits(person, role)]
        person = waiting[0] if waiting else self._best(panel, role, seats)
        if person is None:
            return
        if not waiting:
            self.visits[person.key].append(panel)
        seats.append(Seat(person.key, str(role)))

    def _waiting(self, panel: Panel, seats: list[Seat]) -> list[Person]:
        """Those who must be on the panel and have no seat yet."""
        here = {seat.person for seat in seats} | panel.people
        return [p for p in self.problem.people if (panel.key, p.key) in self.musts and p.key not in here]

    def _best(self, panel: Panel, role: PanelRole, seats: list[Seat]) -> Person | None:
        waiting = {person.key for person in self._waiting(panel, seats)}
        here = {seat.person for seat in seats} | panel.people | waiting
        free = [p for p in self.problem.people if self._fits(p, role) and self._free(p, panel, here)]
        return min(free, key=lambda person: self._cost(person, panel, role, here), default=None)

    def _fits(self, person: Person, role: PanelRole) -> bool:
        return {PanelRole.HEAD: person.can_lead, PanelRole.SECRETARY: person.can_write}.get(role, True)

    def _free(self, person: Person, panel: Panel, here: set[str] | frozenset[str]) -> bool:
        visits = self.visits[person.key]
        return (
            person.key not in here
            and (panel.key, person.key) not in self.barred
            and not self.apart[person.key] & here
            and len(visits) < person.most
            and not any(self._near(panel, other) for other in visits)
        )

    def _near(self, one: Panel, other: Panel) -> bool:
        rest = dt.timedelta(days=self.problem.house.rest)
        return one.span.first <= other.span.last + rest and other.span.first <= one.span.last + rest

    def _cost(self, person: Person, panel: Panel, role: PanelRole, here: set[str] | frozenset[str]) -> int:
        homes = {p.home for p in self.problem.people if p.key in here}
        able = person.can_lead if role is PanelRole.SECRETARY else person.can_lead + person.can_write
        return (
            _OTHER_LEVEL * (not person.judges(panel.level))
            + _UNTRAINED * (not person.trained)
            + _SAME_SCHOOL * bool(person.home and person.home in homes)
            + (0 if role is PanelRole.HEAD else _ABLE * able)
            + _VISIT * len(self.visits[person.key])
        )
