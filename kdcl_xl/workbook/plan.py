"""Plan: what is to be done to an open workbook, as plain data.

A button makes a Plan from a Snapshot; a port carries it out and answers with what stood there before (Applied). A Plan
is JSON: it can be shown before it is applied, logged, sent through a pipe. Why cells are addressed one by one and not
by ranges: undoing has to find each cell again by table and key (docs/adr/0004).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kdcl_xl.findings import Finding, Severity


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(_Data):
    """A date or a moment; midnight means the day."""

    moment: dt.datetime

    @property
    def value(self) -> dt.date:
        """The day, or the moment (a datetime) when it has a time of the day."""
        return self.moment.date() if self.moment.time() == dt.time() else self.moment


Scalar = bool | int | float | str | Moment | None
"""The value of a cell. None empties it. Text stays text, whatever it begins with."""


class Jump(_Data):
    """A text that leads to a cell of the same workbook."""

    text: str
    sheet: str
    cell: str = "A1"


class Tone(_Data):
    """A severity, shown in its colour and its word."""

    severity: Severity


SheetCell = Scalar | Jump | Tone


class SetValues(_Data):
    """Put values into plain cells of a sheet. A formula is never overwritten."""

    do: Literal["values"] = "values"
    sheet: str
    cells: dict[str, Scalar]


class Fill(_Data):
    """Colour cells of a sheet, `#RRGGBB`; None takes the colour away."""

    do: Literal["fill"] = "fill"
    sheet: str
    colours: dict[str, str | None]


class Notes(_Data):
    """Our words on cells of a sheet; None takes them away. What a user wrote in the note of a cell stays above them."""

    do: Literal["notes"] = "notes"
    sheet: str
    texts: dict[str, str | None]


class PutSheet(_Data):
    """Add a sheet of ours after the others, or fill ours of that name anew. A table to read, printed on A4 landscape.

    `header_row` counts from 1, rows above it are title lines; 0 means no header. `widths` are in characters.
    """

    do: Literal["sheet"] = "sheet"
    name: str
    rows: list[list[SheetCell]]
    widths: list[float] = []
    header_row: int = 1
    autofilter: bool = True


class DropSheet(_Data):
    """Remove a sheet that `PutSheet` added."""

    do: Literal["drop_sheet"] = "drop_sheet"
    name: str


class Area(_Data):
    """Cells from `first` to `last`, e.g. B5 to B204."""

    first: str
    last: str


class FormatsCopy(_Data):
    """Formats and lists of `source` on `target`; a source of one row is repeated on every row of the target."""

    source: Area
    target: Area


class CopyFormats(_Data):
    """Bring formats, lists and validations back from a sheet of another workbook on disk; values stay untouched."""

    do: Literal["formats"] = "formats"
    sheet: str
    workbook: str
    copies: list[FormatsCopy]


class Select(_Data):
    """Show a cell to the user."""

    do: Literal["select"] = "select"
    sheet: str
    cell: str


Action = Annotated[
    SetValues | Fill | Notes | PutSheet | DropSheet | CopyFormats | Select, Field(discriminator="do")
]


class Result(StrEnum):
    """How a press ended."""

    DONE = "done"
    FOUND_ERRORS = "found_errors"
    FAILED = "failed"
    """Nothing was changed."""


class Plan(_Data):
    """What a press does. `message` is the one sentence the user reads, `lines` what a closer look shows."""

    actions: list[Action] = []
    message: str
    lines: list[str] = []
    open: list[str] = []
    """Files made, to be offered to the user."""
    result: Result = Result.DONE
    findings: list[Finding] = []
    """What a check found, in reading order, for hosts that show a list of their own."""

    def cells(self) -> Iterator[tuple[str, str]]:
        """(sheet, cell) of each cell whose value, colour or note changes."""
        for action in self.actions:
            if isinstance(action, SetValues):
                yield from ((action.sheet, cell) for cell in action.cells)
            elif isinstance(action, Fill):
                yield from ((action.sheet, cell) for cell in action.colours)
            elif isinstance(action, Notes):
                yield from ((action.sheet, cell) for cell in action.texts)


class What(StrEnum):
    """What of a cell was changed."""

    VALUE = "value"
    FILL = "fill"
    NOTE = "note"


class Change(_Data):
    """One thing of one cell, before and after; of a note only our words."""

    sheet: str
    cell: str
    what: What
    before: Scalar
    after: Scalar


class Applied(_Data):
    """What a port did with a Plan, and how to take it back."""

    changes: list[Change] = []
    added_sheets: list[str] = []
    replaced_sheets: list[str] = []
    formats_before: list[CopyFormats] = []
    """Brings the formats of before back; `workbook` is a copy the port made."""
    left_out: list[str] = []
    """What this host could not do, in sentences for the user."""
    place: str = ""
    """Where the changed workbook lies when that is another file than the one seen: the copy of a closed workbook."""
