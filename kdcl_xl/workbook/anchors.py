"""Anchors: a cell by what it is (table, key, column; or a defined name), found again after rows were moved or sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from kdcl_xl.forms.columns import Row
from kdcl_xl.workbook.addresses import a1, parse_a1
from kdcl_xl.workbook.content import key_of
from kdcl_xl.workbook.snapshot import Submission, TablePlace
from kdcl_xl.workbook.styles import ENTRY_YELLOW, FIXED_GREY, NAVY


class Anchor(BaseModel):
    """`table`, `key`, `field` for a cell of a table, `name` for a named cell; `sheet` and `cell` as it stood then.

    `nth` tells rows of the same key apart, in sheet order.
    """

    model_config = ConfigDict(frozen=True)

    sheet: str
    cell: str
    table: str = ""
    key: tuple[str, ...] = ()
    nth: int = 0
    field: str = ""
    name: str = ""


@dataclass(frozen=True)
class Anchors:
    """Cells and anchors of one Submission."""

    submission: Submission

    def of(self, sheet: str, cell: str) -> Anchor:
        """The anchor of a cell; just its address when it belongs to no table and has no name."""
        name = self._names.get((sheet, cell))
        if name:
            return Anchor(sheet=sheet, cell=cell, name=name)
        row, column = parse_a1(cell)
        for table, place in self.submission.places.items():
            if place.sheet != sheet or row < place.header_row:
                continue
            field = next((name for name, at in place.columns.items() if at == column), "")
            table_name = table.table.name
            if field and row == place.header_row:
                return Anchor(sheet=sheet, cell=cell, table=table_name, field=field)
            known = self._keys.get((table_name, row + 1))
            if field and known:
                key, nth = known
                return Anchor(sheet=sheet, cell=cell, table=table_name, key=key, nth=nth, field=field)
        return Anchor(sheet=sheet, cell=cell)

    def find(self, anchor: Anchor) -> tuple[str, str] | None:
        """Where the cell stands now; None when its row, its column or its name is gone."""
        if anchor.name:
            return self.submission.name_cells.get(anchor.name)
        if not anchor.table:
            return anchor.sheet, anchor.cell
        place = self._tables.get(anchor.table)
        if place is None or anchor.field not in place.columns:
            return None
        if not anchor.key:
            return place.sheet, a1(place.header_row, place.columns[anchor.field])
        line = self._lines.get((anchor.table, anchor.key, anchor.nth))
        return None if line is None else (place.sheet, a1(line - 1, place.columns[anchor.field]))

    def usual_colour(self, sheet: str, cell: str) -> str | None:
        """The colour the template gives a cell: yellow where one may type, grey where not, blue for a header."""
        if (sheet, cell) in self._names:
            return ENTRY_YELLOW
        row, column = parse_a1(cell)
        for table, place in self.submission.places.items():
            if place.sheet == sheet and row >= place.header_row:
                if row == place.header_row:
                    return NAVY
                fixed = {c.field for c in table.columns if c.entry.fixed}
                found = next((name for name, at in place.columns.items() if at == column), None)
                return None if found is None else FIXED_GREY if found in fixed else ENTRY_YELLOW
        return None

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], str]:
        return {place: name for name, place in self.submission.name_cells.items()}

    @cached_property
    def _tables(self) -> Mapping[str, TablePlace]:
        return {table.table.name: place for table, place in self.submission.places.items()}

    @cached_property
    def _keys(self) -> dict[tuple[str, int], tuple[tuple[str, ...], int]]:
        found: dict[tuple[str, int], tuple[tuple[str, ...], int]] = {}
        for table in self.submission.places:
            seen: dict[tuple[str, ...], int] = {}
            for row in self.submission.table(table):
                key = _key(table, row)
                nth = seen.get(key, 0)
                seen[key] = nth + 1
                found[table.table.name, row.line] = (key, nth)
        return found

    @cached_property
    def _lines(self) -> dict[tuple[str, tuple[str, ...], int], int]:
        return {(table, key, nth): line for (table, line), (key, nth) in self._keys.items()}


def _key(table: type[Row], row: Row) -> tuple[str, ...]:
    fields = [column.field for column in table.columns if column.entry.key] or [
        column.field for column in table.columns
    ]
    return tuple(str(value) for value in key_of(row, fields))
