"""A school on the schedule, and what the headings above its row say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.ticks import read_purpose
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare
from kdcl_xl.text.when import When


@dataclass(frozen=True, slots=True)
class Visit:
    """A school on the schedule. `kdcl` and `cqg`: None is unknown. Texts are as written, spaces tidied."""

    stt: int | None
    stt_text: str
    school: str
    kind: SchoolKind | None
    kind_said: SchoolKind | None
    """What a column or heading says of the kind."""
    when: When
    kdcl: bool | None
    cqg: bool | None
    grade: str
    note: str
    others: str
    """The other columns with their headers."""
    raw: str
    place: str
    sheet: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    """Addresses in a spreadsheet: ("school", "B14")."""
    odd_ticks: tuple[str, ...] = ()
    """Marks that were not understood, or of which the column is unknown."""
    asked: bool = True
    """Whether its table has columns for a request."""
    from_deadline: bool = False
    section: int = 0
    """Counts the headings above it in its table: numbers may begin again below each."""
    deadline: When | None = None
    """The day its dossier is due, when a column holds it beside the one of the visit."""
    repeated: tuple[str, ...] = ()
    """What the row takes from the one above: a merged cell, a ditto mark."""
    one_of: str = ""
    """The whole cell, when it names several schools of which this is one."""
    may_be_several: bool = False
    """Its name may be that of two schools, which nothing in the cell tells for certain."""

    def at(self, what: str) -> str:
        """The address of one of its cells, "" outside spreadsheets."""
        return dict(self.cells).get(what, "")

    @property
    def own_name(self) -> str:
        """Its name without the words for the level, small letters: what two spellings of one school share."""
        return parse_name(self.school).own or self.school.casefold()


_ASKING = re.compile(r"de nghi|cong nhan|dang ky|\bde dat\b|\bdat chuan\b")
_BOTH = re.compile(r"dong thoi|ca hai|ca 2")
_SHORT_HEADING = 5


def _asks(text: str) -> bool:
    return len(text.split()) <= _SHORT_HEADING or _ASKING.search(bare(text).lower()) is not None


@dataclass(frozen=True, slots=True)
class Context:
    """What headings above a row say of it."""

    kind: SchoolKind | None = None
    kdcl: bool | None = None
    cqg: bool | None = None
    when: str = ""
    caption: str = ""
    asked: bool = False
    """Whether requests come from headings, because no column holds them."""
    school_year: SchoolYear | None = None
    section: int = 0
    unit: str = ""
    """The xã, phường or cụm whose schools follow."""
    kind_in_unit: bool = False
    """The kind was named below the unit, so it ends with it."""
    last: Visit | None = None

    def with_unit(self, unit: str) -> Context:
        """The same below the heading of another unit."""
        kind = None if self.kind_in_unit else self.kind
        return replace(self, unit=unit, kind=kind, kind_in_unit=False, section=self.section + 1)

    def with_purpose(self, text: str) -> Context:
        """The same with the request a heading names, when it names exactly one, the other then unknown, or
        "đồng thời" both.

        "Công tác kiểm định chất lượng" is a subject, not a request: a longer heading must speak of asking.
        """
        kdcl, cqg = read_purpose(text)
        both = kdcl and cqg and _BOTH.search(bare(text).lower()) is not None
        if not self.asked or (kdcl == cqg and not both) or not _asks(text):
            return self
        return replace(self, kdcl=kdcl or None, cqg=cqg or None)
