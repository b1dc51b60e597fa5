"""People for panels as plain values: the pool, the panels with their days, what must hold and what is wished.

What the values mean to an office is `panels_facts`; `panels_model` finds the best plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.review_year.solver import Clash, Reason, Span


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the pool. `most`: visits this year; `levels` empty: every level; `home`: where he or she works."""

    key: str
    most: int
    most_reason: Reason
    levels: frozenset[str] = frozenset()
    can_lead: bool = False
    can_write: bool = False
    trained: bool = True
    home: str = ""

    def judges(self, level: str) -> bool:
        """Whether he or she is named for a level of schooling; for one that nothing tells, everybody is."""
        return not level or not self.levels or level in self.levels


@dataclass(frozen=True, slots=True)
class Seat:
    """A member that stands already; `person` "": somebody who is not in the pool."""

    person: str
    role: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The visit of one school, with its days and the seats already filled."""

    key: str
    span: Span
    level: str = ""
    seats: tuple[Seat, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Who of the pool stands already."""
        return frozenset(seat.person for seat in self.seats if seat.person)

    def has(self, role: PanelRole) -> bool:
        """Whether a role is filled already."""
        return any(seat.role == role for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Bar:
    """This person must not be on this panel."""

    reason: Reason
    person: str
    panel: str
    hard: bool = True


@dataclass(frozen=True, slots=True)
class Must:
    """This person must be on this panel."""

    reason: Reason
    person: str
    panel: str
    hard: bool = True


@dataclass(frozen=True, slots=True)
class Apart:
    """These two must not be on one panel."""

    reason: Reason
    one: str
    other: str
    hard: bool = True


@dataclass(frozen=True, slots=True)
class House:
    """The rules for all panels, each with the words an office knows it by. `rest`: days between two visits of one person."""

    least: int
    most: int
    size_reason: Reason
    rest: int
    rest_reason: Reason
    day_reason: Reason = field(default=Reason("Một người không ở hai đoàn trong cùng một ngày"))
    head_reason: Reason = field(default=Reason("Mỗi đoàn có một trưởng đoàn trong số người ghi Có ở cột “Làm trưởng đoàn được” của trang Nhân sự"))  # fmt: skip
    writer_reason: Reason = field(default=Reason("Mỗi đoàn có một thư ký trong số người ghi Có ở cột “Làm thư ký được” của trang Nhân sự"))  # fmt: skip


@dataclass(frozen=True)
class PanelsProblem:
    """Panels and the pool, both by key, in a fixed order."""

    panels: tuple[Panel, ...]
    people: tuple[Person, ...]
    house: House
    bars: tuple[Bar, ...] = ()
    musts: tuple[Must, ...] = ()
    aparts: tuple[Apart, ...] = ()

    @cached_property
    def panel(self) -> dict[str, Panel]:
        """By key."""
        return {panel.key: panel for panel in self.panels}


@dataclass(frozen=True, slots=True)
class PanelsAnswer:
    """New seats by panel and the wishes not kept (panel, reason), or the clash that leaves no plan."""

    seats: dict[str, tuple[Seat, ...]]
    unmet: tuple[tuple[str, Reason], ...] = ()
    clash: Clash | None = None


def broken_wishes(
    problem: PanelsProblem, seats: Mapping[str, Sequence[Seat]]
) -> Iterator[tuple[str, Reason]]:
    """The soft rules that a plan does not keep, with the panel."""
    on = {panel.key: panel.people | {seat.person for seat in seats[panel.key]} for panel in problem.panels}
    for bar in problem.bars:
        if not bar.hard and bar.person in on[bar.panel]:
            yield bar.panel, bar.reason
    for must in problem.musts:
        if not must.hard and must.person not in on[must.panel]:
            yield must.panel, must.reason
    for apart in problem.aparts:
        if not apart.hard:
            yield from (
                (key, apart.reason) for key, people in on.items() if {apart.one, apart.other} <= people
            )


def counted_clash(problem: PanelsProblem) -> Clash | None:
    """Seats that outnumber all visits the pool may make: seen by counting, where searching would take long."""
    house = problem.house
    wanted = (
        (house.size_reason, open_seats(problem), problem.people),
        (house.head_reason, sum(not panel.has(PanelRole.HEAD) for panel in problem.panels), [p for p in problem.people if p.can_lead]),
        (house.writer_reason, sum(not panel.has(PanelRole.SECRETARY) for panel in problem.panels), [p for p in problem.people if p.can_write]),
    )  # fmt: skip
    for reason, seats, people in wanted:
        if seats > turns_left(problem, people):
            return Clash((reason, *dict.fromkeys(person.most_reason for person in people)), ())
    return None


def open_seats(problem: PanelsProblem) -> int:
    """How many members all panels still need at the least."""
    return sum(max(0, problem.house.least - len(panel.seats)) for panel in problem.panels)


def turns_left(problem: PanelsProblem, people: Sequence[Person]) -> int:
    """How many visits these people may still make together."""
    stands = {person.key: sum(person.key in panel.people for panel in problem.panels) for person in people}
    return sum(max(0, person.most - stands[person.key]) for person in people)


def crowds(panels: Sequence[Panel], rest: int) -> list[list[Panel]]:
    """The largest groups of panels of which no two may share a person, with so many days of rest between visits."""

    def end(panel: Panel) -> dt.date:
        return panel.span.last + dt.timedelta(days=rest)

    crowds: list[list[Panel]] = []
    for latest in sorted(panels, key=lambda panel: panel.span.first):
        at_once = [panel for panel in panels if panel.span.first <= latest.span.first <= end(panel)]
        crowds = [crowd for crowd in crowds if not set(_keys(crowd)) <= set(_keys(at_once))]
        crowds.append(at_once)
    return [crowd for crowd in crowds if len(crowd) > 1]


def _keys(panels: Sequence[Panel]) -> list[str]:
    return [panel.key for panel in panels]
