"""An office's plan as it was read: running text and tables, each line and row with the place it stands in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kdcl_xl.documents.layout.paper import Paper
from kdcl_xl.findings import Finding


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of running text. `place` is in words a user can follow: "dòng 12", "đoạn 4"."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `text` keeps its line ends; `carried`: it is part of the merged cell above it."""

    text: str = ""
    carried: bool = False
    day: dt.date | None = None
    """The date a spreadsheet holds; `text` is what it shows."""
    at: str = ""
    """Address in a spreadsheet: B14."""
    doubtful: bool = False
    """Which column it belongs to was not to be told from the text."""

    @property
    def words(self) -> str:
        """The text in one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `place` is its own ("dòng 57", "bảng 2, dòng 4"), `sheet` the worksheet it stands in."""

    cells: tuple[Cell, ...]
    place: str
    sheet: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing in it."""
        return not any(cell.words for cell in self.cells)

    @property
    def raw(self) -> str:
        """All it says, cell by cell, for keeping beside what was understood."""
        return " | ".join(cell.words for cell in self.cells)

    @property
    def shown(self) -> str:
        """The same for a message: a text that lies over several columns once, blanks left out."""
        return " | ".join(dict.fromkeys(cell.words for cell in self.cells if cell.words))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `place` names it: "bảng 2", "trang “Lịch”", "dòng 45–80"."""

    rows: tuple[Row, ...]
    place: str
    title: str = ""
    """The name of its worksheet."""
    loose: bool = False
    """Read out of running text: what follows the last row may not belong to it."""


Block: TypeAlias = Line | Grid


@dataclass(frozen=True)
class Plan:
    """A whole plan. `paper` is the same text for those who look for the parts of an official paper."""

    name: str
    sha256: str
    blocks: tuple[Block, ...]
    paper: Paper
    margin: tuple[str, ...] = ()
    """The lines of the page headers: some offices keep their letterhead there."""
    findings: tuple[Finding, ...] = field(default=())
    """What was odd in reading: encoding, fonts, hidden sheets."""

    @property
    def lines(self) -> Iterator[Line]:
        """The running text in reading order."""
        return (block for block in self.blocks if isinstance(block, Line) and block.text.strip())

    @property
    def grids(self) -> Iterator[Grid]:
        """The tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Grid))


class PlanError(ValueError):
    """The file holds nothing that can be read as a plan; the text is Vietnamese, for the user."""
