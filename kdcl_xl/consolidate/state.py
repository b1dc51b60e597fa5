"""The state of one consolidation between reading and writing: what every sheet is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kdcl_xl.consolidate.intake import PassedOver
from kdcl_xl.consolidate.ledger import Ledger, Posting
from kdcl_xl.consolidate.process import Entry, Kind
from kdcl_xl.consolidate.record import Detail, SchoolRecord
from kdcl_xl.consolidate.risk import Risk
from kdcl_xl.consolidate.rollup import SchoolView
from kdcl_xl.consolidate.schools import Listed, SchoolList
from kdcl_xl.consolidate.scopes import in_order
from kdcl_xl.consolidate.spool import Spool
from kdcl_xl.forms.summary import Counting, State
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.settings import Settings
from kdcl_xl.text.names import natural_key

IN_TOTALS = (State.ACCEPTED, State.WITH_ERRORS)
LEVELLED = (*IN_TOTALS, State.APART, State.CLOSED)
"""States whose assessment is shown among the results."""


@dataclass(slots=True)
class Consolidated:
    """Everything decided; only the bulky details still lie in the spool."""

    level: str
    unit: str
    on: dt.date
    settings: Settings
    schools: SchoolList | None
    ledger: Ledger
    entries: list[Entry]
    """Files that are no school workbook: refused, crashed, consolidated, lists. Details stripped."""
    passed_over: list[PassedOver]
    views: list[SchoolView]
    risks: list[Risk]
    spool: Spool
    sheets_that_differ: dict[str, str] = field(default_factory=dict)
    """Source of a conflicting file → the sheets in which it differs from the first one."""
    previous_choices: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Source → mark, officer, reason, carried over from the sheet "Chọn bản" of the run before."""
    _children: dict[int, Entry] = field(default_factory=dict)

    @property
    def view_of(self) -> dict[str, SchoolView]:
        """Schools by code."""
        return {view.school_id: view for view in self.views}

    @property
    def waiting_here(self) -> set[str]:
        """Schools whose versions lie here to choose from; those of other waiting schools lie with the unit below."""
        return {p.record.key.school_id for p in self.ledger.postings if p.state is State.CHOOSE}

    def shown(self) -> list[Posting]:
        """The assessments of the sheet of results: schools in the order of the list, then the others by file."""
        order = {view.school_id: place for place, view in enumerate(self.views)}
        return sorted(
            (posting for posting in self.ledger.postings if posting.state in LEVELLED),
            key=lambda p: (
                order.get(p.record.key.school_id, len(order)),
                p.state not in IN_TOTALS,
                p.record.key.scope,
                p.record.key.school_year,
                p.record.key.regulation,
                natural_key(p.record.origin.file),
            ),
        )

    def counting(self, posting: Posting) -> Counting:
        """Whether an assessment counts in the totals."""
        if posting.state not in IN_TOTALS:
            return Counting.APART
        listed = posting.match.listed
        return Counting.OUTSIDE if listed is not None and not listed.counted else Counting.IN

    def detail(self, posting: Posting) -> Detail:
        """The needs and findings of one assessment, read back from the spool."""
        entry_place, child_place = posting.filed.place, posting.filed.within
        if child_place < 0:
            return self.spool.entry(entry_place).detail
        if entry_place not in self._children:
            # Rows come school by school, so the workbook of one unit is wanted many times in a row.
            self._children = {entry_place: self.spool.entry(entry_place)}
        child = self._children[entry_place].child
        return child.records[child_place][1] if child else Detail()


def yes_no(value: bool) -> str:
    """Có or Không."""
    return str(YesNo.YES if value else YesNo.NO)


def views_of(
    ledger: Ledger, schools: SchoolList | None, refused: Iterable[Entry], below: Sequence[tuple[str, str]]
) -> list[SchoolView]:
    """Every school of the list (or, without one, every school that sent) with what counts for it.

    `below`: school code → state in the workbook of a lower unit, for schools of which nothing was carried up.
    """
    by_school: dict[str, list[Posting]] = {}
    for posting in ledger.postings:
        by_school.setdefault(posting.record.key.school_id, []).append(posting)
    unread = {entry.school_id for entry in refused if entry.school_id and entry.kind is not Kind.SCHOOL}
    states = {school_id: State(state) for school_id, state in below}
    if schools is None:
        return [
            _unlisted_view(postings, ledger.missing.get(school_id, ()))
            for school_id, postings in sorted(by_school.items(), key=lambda pair: natural_key(pair[0]))
            if any(p.state in (*IN_TOTALS, State.CHOOSE) for p in postings)
        ]
    return [
        _listed_view(
            listed,
            by_school.get(school_id, []),
            school_id in unread,
            states.get(school_id),
            ledger.missing.get(school_id, ()),
        )
        for school_id, listed in schools.current.items()
    ]


def _unlisted_view(postings: list[Posting], missing: tuple[str, ...]) -> SchoolView:
    accepted = [posting for posting in postings if posting.state in IN_TOTALS]
    first = next(p for p in accepted or postings if p.state in (*IN_TOTALS, State.CHOOSE)).record
    state = _best(accepted) if accepted else State.CHOOSE
    return SchoolView.of_record(first, state, _records(accepted), missing)


def _listed_view(
    listed: Listed, postings: list[Posting], unread: bool, below: State | None, missing: tuple[str, ...]
) -> SchoolView:
    accepted = [posting for posting in postings if posting.state in IN_TOTALS]
    states = {posting.state for posting in postings}
    if accepted:
        state = _best(accepted)
    elif State.CHOOSE in states or (not states and below is State.CHOOSE):
        state = State.CHOOSE
    elif State.APART in states:
        state = State.APART
    elif unread or (not states and below is State.REFUSED):
        state = State.REFUSED
    else:
        state = State.MISSING
    return SchoolView.of_listed(listed, state, _records(accepted), missing)


def _best(accepted: list[Posting]) -> State:
    clean = all(posting.state is State.ACCEPTED for posting in accepted)
    return State.ACCEPTED if clean else State.WITH_ERRORS


def _records(accepted: list[Posting]) -> tuple[SchoolRecord, ...]:
    return tuple(sorted((p.record for p in accepted), key=lambda r: (in_order(r.key.scope), r.key)))
