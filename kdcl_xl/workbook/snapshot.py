"""Snapshot: a workbook as plain values, whichever port it came through. And Submission: what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from kdcl_xl.findings import Finding
from kdcl_xl.forms.columns import Fields, Row
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.desk import Desk
from kdcl_xl.workbook.stamp import STAMP_SHEET, Stamp, from_rows

CellValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Grid = list[list[CellValue]]
"""Rows of a sheet from A1 on; a blank cell is ""."""


def value_at(grid: Grid, row: int, column: int) -> CellValue:
    """The value of a cell, zero-based; "" beyond the last row or column read."""
    return grid[row][column] if row < len(grid) and column < len(grid[row]) else ""


R = TypeVar("R", bound=Row)
F = TypeVar("F", bound=Fields)


class LazyGrids(Mapping[str, Grid]):
    """Sheet name → grid, each sheet parsed when first asked for."""

    def __init__(self, names: list[str], load: Callable[[str], Grid]):
        self._names, self._load = names, load
        self._known: dict[str, Grid] = {}

    def __getitem__(self, name: str) -> Grid:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = self._load(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(slots=True)
class Snapshot:
    """All values of a workbook with their addresses. `names`: defined name → (sheet, row, column), zero-based."""

    file: str
    sha256: str
    grids: Mapping[str, Grid]
    names: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    formula_cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Sheet → cell → "formula", "uncached" or "error", for cells that hold no plain value."""
    date1904: bool = False
    desk: Desk = field(default_factory=Desk)

    @property
    def stamp(self) -> Stamp | None:
        """What the workbook says of itself; None for one that is not ours."""
        return from_rows(self.grids[STAMP_SHEET]) if STAMP_SHEET in self.grids else None


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: sheet, zero-based header row, and field → zero-based column."""

    sheet: str
    header_row: int
    columns: dict[str, int]


@dataclass(slots=True)
class Submission:
    """One workbook read and interpreted: typed values, where each stood, and what could not be read."""

    file: str
    sha256: str
    stamp: Stamp
    form: Form
    edition: Edition
    values: dict[type[Fields], Fields] = field(default_factory=dict)
    rows: dict[type[Row], list[Row]] = field(default_factory=dict)
    places: dict[type[Row], TablePlace] = field(default_factory=dict)
    name_cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    shown: dict[str, CellValue] = field(default_factory=dict)
    """Values of the live sheets by defined name, as the file shows them."""
    overwritten: frozenset[str] = frozenset()
    """Names of live cells whose formula has been typed over."""
    sheets: tuple[str, ...] = ()
    """Worksheets of the file, ours or not."""
    findings: list[Finding] = field(default_factory=list)
    origin: list[tuple[str, ...]] = field(default_factory=list)
    """Rows of the hidden sheet of a part for a work group; see `school.parts`."""
    unreadable: set[tuple[str, str]] = field(default_factory=set)
    """(sheet, cell) whose value could not be read: rules say nothing more about them."""
    odd_unicode: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """(sheet, column label) → cells whose text was not NFC; the values here are."""
    texts: list[str] = field(default_factory=list)
    """What people typed in each column of text, one cell a line (or more): for quick looks, before looking closely."""

    def fields(self, model: type[F]) -> F:
        """The single values of a sheet; all blank when the sheet is missing."""
        if model not in self.values:
            self.values[model] = model()
        return cast(F, self.values[model])

    def table(self, model: type[R]) -> list[R]:
        """The rows of a table in sheet order; empty when the table is missing or not of this edition."""
        return cast(list[R], self.rows.get(model, []))

    def has(self, model: type[Row]) -> bool:
        """Whether the table was found: rules about a missing table would only repeat the structural finding."""
        return model in self.places

    def has_columns(self, needed: Mapping[type[Row], Collection[str]]) -> bool:
        """Whether these tables were found, each with these columns."""
        return all(
            (place := self.places.get(table)) is not None and all(name in place.columns for name in names)
            for table, names in needed.items()
        )

    def at(self, row: Row, field_name: str) -> tuple[str, str]:
        """Sheet and cell of one value, e.g. ("Minh chứng", "B14")."""
        place = self.places[type(row)]
        return place.sheet, a1(row.line - 1, place.columns.get(field_name, 0))

    def where(self, model: type[Fields], field_name: str) -> tuple[str, str]:
        """Sheet and cell of a named cell."""
        name = model.column(field_name).entry.name
        return self.name_cells.get(name, (model.sheet, ""))

    def top(self, model: type[Row], field_name: str = "") -> tuple[str, str]:
        """The header cell of a column (or of the table): where to look for what is missing altogether."""
        place = self.places.get(model)
        if place is None:
            return model.table.sheet, ""
        return place.sheet, a1(place.header_row, place.columns.get(field_name, 0))

    def readable(self, row: Row, *field_names: str) -> bool:
        """Whether none of these values was refused by the reader."""
        return not any(self.at(row, name) in self.unreadable for name in field_names)
