"""What is odd in a schedule: a finding each, with a suggestion. Nothing is corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kdcl_xl.documents.layout.acts import Act
from kdcl_xl.findings import Finding, Rule
from kdcl_xl.review.heading import Heading
from kdcl_xl.review.plan import Plan
from kdcl_xl.review.schedule_tables import Found
from kdcl_xl.review.visits import Visit


@dataclass(frozen=True)
class View:
    """What the rules look at. `lead_days`: days between filing the dossier and the visit, a setting of the office."""

    plan: Plan
    heading: Heading
    found: Found
    lead_days: int
    acts: Mapping[str, Act]

    @property
    def visits(self) -> Sequence[Visit]:
        """Every school in reading order."""
        return self.found.visits

    def at(
        self, rule: Rule, visit: Visit, what: str, message: str, remedy: str, law: str | None = None
    ) -> Finding:
        """A finding about one cell of a row: its address in a spreadsheet, its line or table row elsewhere."""
        if visit.sheet:
            return rule.at(visit.sheet, visit.at(what), message, remedy, law=law)
        return rule.at(visit.place, "", message, remedy, law=law)


Look = Callable[[View], Iterator[Finding]]


def named(visit: Visit) -> str:
    """A row as messages name it."""
    number = f"STT {visit.stt} " if visit.stt is not None else ""
    return f"{number}“{visit.school}”"
