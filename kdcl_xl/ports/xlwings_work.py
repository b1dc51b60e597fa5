"""One plan being carried out in Excel: what was changed so far, and what had to be left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kdcl_xl.ports.blocks import Block, Place, blocks_of
from kdcl_xl.ports.xlwings_reach import Patience
from kdcl_xl.ports.xlwings_reading import filled_rows, names_of
from kdcl_xl.workbook.addresses import a1, parse_a1
from kdcl_xl.workbook.left_out import PROTECTED, LeftOut
from kdcl_xl.workbook.own_sheets import sheets_of_ours
from kdcl_xl.workbook.plan import Applied, Change, CopyFormats, Scalar, What


@dataclass
class Work:
    """What has been done. `folder` takes the copies that undoing needs."""

    book: Any
    patient: Patience
    folder: Path
    changes: list[Change] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    formats_before: list[CopyFormats] = field(default_factory=list)
    selected: bool = False
    left: LeftOut = field(default_factory=LeftOut)

    @cached_property
    def desktop(self) -> bool:
        """Whether Excel itself answers. xlwings' remote engine cannot read formulas, colours and notes while it writes."""
        return bool(self.patient(lambda: self.book.app.engine.type) == "desktop")

    def sheet(self, name: str) -> Any | None:
        """The sheet of that name."""
        return self._sheets.get(name)

    def sheet_to_write(self, name: str, cells: Iterable[str]) -> Any | None:
        """The sheet when it may be written to; otherwise its cells are left out."""
        sheet = self.sheet(name)
        if sheet is None:
            self.left.sentence(f"Sổ không còn trang “{name}” nên không ghi được vào đó.")
        elif self.patient.native(sheet, "ProtectContents") is True:
            for cell in cells:
                self.left.cell(name, cell, PROTECTED)
        else:
            return sheet
        return None

    def changed(self, sheet: str, cell: str, what: What, before: Scalar, after: Scalar) -> None:
        """Note a change that was made."""
        self.changes.append(Change(sheet=sheet, cell=cell, what=what, before=before, after=after))

    def forget_sheets(self) -> None:
        """Sheets were added or removed."""
        self.__dict__.pop("_sheets", None)
        self.__dict__.pop("names", None)

    @cached_property
    def names(self) -> dict[str, str]:
        """Defined name → what it refers to."""
        return names_of(self.book, self.patient)

    @property
    def ours(self) -> set[str]:
        """Sheets an earlier press added."""
        return sheets_of_ours(self.names)

    @property
    def touched(self) -> bool:
        """Whether anything was changed."""
        return bool(self.changes or self.added or self.replaced or self.formats_before)

    def applied(self) -> Applied:
        """The answer of the port."""
        return Applied(
            changes=self.changes,
            added_sheets=self.added,
            replaced_sheets=self.replaced,
            formats_before=self.formats_before,
            left_out=self.left.sentences(),
        )

    @cached_property
    def _sheets(self) -> dict[str, Any]:
        return self.patient(lambda: {sheet.name: sheet for sheet in self.book.sheets})


@dataclass(frozen=True)
class Layout:
    """What of a sheet is merged and what is hidden: both change where a write ends up."""

    sheet: Any
    work: Work

    def anchor(self, cell: str) -> str:
        """The first cell of the merged area of a cell, else the cell."""
        if not self._merged:
            return cell
        area = self.work.patient(lambda: self.sheet.range(cell).merge_area)
        return a1(area.row - 1, area.column - 1)

    def blocks(self, places: Iterable[Place]) -> tuple[list[Block], list[Block]]:
        """Blocks of the cells that show, and each cell of the rows that a filter or the user has hidden.

        Excel skips hidden rows of a filtered list when a whole block is written at once; a single cell it always hits.
        """
        shown: list[Place] = []
        hidden: list[Place] = []
        for place in places:
            unsure = self.hidden_rows is None or place[0] in self.hidden_rows
            (hidden if unsure else shown).append(place)
        return blocks_of(shown), [Block(row, column, row, column) for row, column in sorted(hidden)]

    @cached_property
    def hidden_rows(self) -> frozenset[int] | None:
        """Zero-based hidden rows of the used range; None where an engine cannot tell."""
        if not self.work.desktop:
            return None
        used = self.work.patient(lambda: self.sheet.used_range)
        top, rows = used.row - 1, used.shape[0]
        visible: set[int] = set()
        if self.work.patient.attempt(lambda: visible.update(filled_rows(used.get_special_cells("visible")))):
            return frozenset(range(top, top + rows)) - visible
        return None

    @cached_property
    def _merged(self) -> bool:
        return self.work.desktop and self.work.patient(lambda: self.sheet.used_range.merge_cells) is not False


def places_of(cells: Iterable[str]) -> list[Place]:
    """Zero-based places of cells."""
    return [parse_a1(cell) for cell in cells]
