"""Ranges and notes of the engine of the tests, see `xw_engine`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import copy
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from xlwings import base_classes

from kdcl_xl.ports.blocks import blocks_of
from kdcl_xl.workbook.addresses import column_letters
from tests.ports.xw_host import ERROR_NUMBERS, refused, type_in
from tests.ports.xw_pasting import Font, paste_formats, paste_validations

if TYPE_CHECKING:
    from tests.ports.xw_sheet import Sheet

_DAY_ZERO = dt.date(1899, 12, 30)


class Range(base_classes.Range):
    """`areas` are (top, left, bottom, right), counted from 1."""

    def __init__(self, sheet: Sheet, *areas: tuple[int, int, int, int]) -> None:
        self._sheet, self.ws, self.host, self.areas = sheet, sheet.ws, sheet.host, areas
        self.area = areas[0]

    @property
    def api(self) -> Any:
        def turn_filter_on(_field: int) -> None:
            self.ws.auto_filter.ref = self.address.replace("$", "")

        return SimpleNamespace(AutoFilter=turn_filter_on) if self.host.has_native else SimpleNamespace(x=1)

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return self.area[0]

    @property
    def column(self) -> int:
        return self.area[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    @property
    def coords(self) -> Any:
        return self.ws.title, self.row, self.column, *self.shape

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        top, left = self.area[0] + row - 1, self.area[1] + column - 1
        return Range(self._sheet, (top, left, top, left))

    @property
    def address(self) -> str:
        top, left, bottom, right = self.area
        first, last = f"${column_letters(left - 1)}${top}", f"${column_letters(right - 1)}${bottom}"
        return first if first == last else f"{first}:{last}"

    # ---- values

    @property
    def raw_value(self) -> Any:
        self.host.call()
        return self._block(self._shown)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._check_write()
        top, left, _bottom, _right = self.area
        for row, column in self._reached():
            value = data[row - top][column - left] if isinstance(data, list | tuple) else data
            type_in(self.ws.cell(row, column), value)

    @property
    def formula(self) -> Any:
        self.host.read()

        def told(row: int, column: int) -> str:
            cell = self.ws._cells.get((row, column))
            return "" if cell is None or cell.value is None else str(cell.value)

        return self._block(told)

    def _block(self, told: Callable[[int, int], Any]) -> Any:
        top, left, bottom, right = self.area
        rows = tuple(tuple(told(r, c) for c in range(left, right + 1)) for r in range(top, bottom + 1))
        return rows[0][0] if self.shape == (1, 1) else rows

    def _shown(self, row: int, column: int) -> Any:
        cell = self.ws._cells.get((row, column))
        if cell is None or cell.value is None:
            return None
        value = cell.value
        if cell.data_type == "f":
            value = self._sheet._book.result_of(self.ws.title, row, column)
        if isinstance(value, str) and value in ERROR_NUMBERS:
            return ERROR_NUMBERS[value]
        if isinstance(value, dt.time):
            return dt.datetime.combine(_DAY_ZERO, value)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return dt.datetime.combine(value, dt.time())
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _check_write(self) -> None:
        self.host.write()
        if self.ws.protection.sheet:
            raise refused("The cell is on a protected sheet.")
        self._sheet._book.saved = False

    def _reached(self) -> Iterator[tuple[int, int]]:
        """Cells a write reaches: of a block none in hidden rows, of a merged area only the first."""
        for top, left, bottom, right in self.areas:
            single = (top, left) == (bottom, right)
            for row in range(top, bottom + 1):
                if single or not self.ws.row_dimensions[row].hidden:
                    for column in range(left, right + 1):
                        if not isinstance(self.ws.cell(row, column), openpyxl.cell.cell.MergedCell):
                            yield row, column

    # ---- looks

    @property
    def color(self) -> tuple[int, int, int] | None:
        self.host.read()
        fill = self.ws.cell(self.row, self.column).fill
        if fill.fill_type != "solid":
            return None
        rgb = fill.fgColor.rgb[-6:]
        return int(rgb[:2], 16), int(rgb[2:4], 16), int(rgb[4:], 16)

    @color.setter
    def color(self, value: str | None) -> None:
        self._check_write()
        for row, column in self._reached():
            fill = PatternFill("solid", fgColor=f"FF{value.removeprefix('#')}") if value else PatternFill()
            self.ws.cell(row, column).fill = fill

    @property
    def font(self) -> Font:
        return Font(self)

    def restyle(self, attribute: str, **properties: Any) -> None:
        self._check_write()
        for row, column in self._reached():
            cell = self.ws.cell(row, column)
            style = copy(getattr(cell, attribute))
            for name, value in properties.items():
                setattr(style, name, value)
            setattr(cell, attribute, style)

    def _set_wrap(self, value: bool) -> None:
        self.restyle("alignment", wrap_text=value)

    def _set_vertical(self, value: str) -> None:
        self.restyle("alignment", vertical=value)

    def _set_number_format(self, value: str) -> None:
        self._check_write()
        for row, column in self._reached():
            self.ws.cell(row, column).number_format = value

    def _set_width(self, value: float) -> None:
        self._check_write()
        self.ws.column_dimensions[column_letters(self.column - 1)].width = value

    wrap_text = property(None, _set_wrap)
    vertical_alignment = property(None, _set_vertical)
    number_format = property(None, _set_number_format)
    column_width = property(None, _set_width)

    def autofit(self, axis: str | None = None) -> None:
        self.host.write()

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        self._check_write()
        cell = self.ws.cell(self.row, self.column)
        cell.value = text_to_display
        link = Hyperlink(ref=cell.coordinate, location=address.removeprefix("#"), tooltip=screen_tip)
        cell.hyperlink = link

    # ---- notes, merged and hidden cells, selection

    @property
    def note(self) -> Note | None:
        self.host.call()
        cell = self.ws._cells.get((self.row, self.column))
        return Note(self) if cell is not None and cell.comment else None

    def add_note(self, text: str) -> Note:
        self._check_write()
        cell = self.ws.cell(self.row, self.column)
        if isinstance(cell, openpyxl.cell.cell.MergedCell):
            raise refused("Unable to get the AddComment property of the Range class")
        cell.comment = Comment(text, "KĐCL")
        return Note(self)

    @property
    def merge_cells(self) -> bool | None:
        self.host.read()
        top, left, bottom, right = self.area
        merged = [
            area
            for area in self.ws.merged_cells.ranges
            if area.min_row <= bottom
            and area.max_row >= top
            and area.min_col <= right
            and area.max_col >= left
        ]
        if not merged:
            return False
        covered = sum(len(list(area.cells)) for area in merged)
        return True if covered >= len(self) and len(merged) == 1 else None

    @property
    def merge_area(self) -> Range:
        self.host.read()
        for area in self.ws.merged_cells.ranges:
            if area.min_row <= self.row <= area.max_row and area.min_col <= self.column <= area.max_col:
                return Range(self._sheet, (area.min_row, area.min_col, area.max_row, area.max_col))
        return self

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        self.host.read()
        if self.ws.protection.sheet:
            raise refused()
        top, left, bottom, right = self.area
        if cell_type == "visible":
            rows = [(row, 0) for row in range(top, bottom + 1) if not self.ws.row_dimensions[row].hidden]
            return [Range(self._sheet, (b.top, left, b.bottom, right)) for b in blocks_of(rows)]
        wanted = {
            (row, column)
            for (row, column), cell in self.ws._cells.items()
            if cell.value is not None and (cell.data_type == "f") is (cell_type == "formulas")
        }
        return [Range(self._sheet, (b.top, b.left, b.bottom, b.right)) for b in blocks_of(wanted)]

    def select(self) -> None:
        self.host.call()
        self._sheet._book._app.selected = self

    # ---- copying

    def copy(self, destination: Any = None) -> None:
        self.host.call()
        self._sheet._book._app.clipboard = self

    def paste(
        self,
        paste: str | None = None,
        operation: Any = None,
        skip_blanks: Any = False,
        transpose: Any = False,
    ) -> None:
        self._check_write()
        source = self._sheet._book._app.clipboard
        assert source is not None
        pairs = []
        for row, column in self._reached():
            place = source(
                (row - self.row) % source.shape[0] + 1, (column - self.column) % source.shape[1] + 1
            )
            pairs.append(((row, column), (place.row, place.column)))
        {"formats": paste_formats, "validation": paste_validations}[paste or ""](self.ws, source.ws, pairs)


class Note(base_classes.Note):
    def __init__(self, cell: Range) -> None:
        self._cell = cell

    @property
    def api(self) -> Any:
        return SimpleNamespace(Shape=SimpleNamespace()) if self._cell.host.has_native else SimpleNamespace()

    @property
    def text(self) -> str:
        self._cell.host.read()
        return str(self._cell.ws.cell(self._cell.row, self._cell.column).comment.text)

    @text.setter
    def text(self, value: str) -> None:
        self._cell._check_write()
        cell = self._cell.ws.cell(self._cell.row, self._cell.column)
        cell.comment = Comment(value, cell.comment.author)

    @property
    def location(self) -> Range:
        self._cell.host.read()
        return self._cell

    def delete(self) -> None:
        self._cell._check_write()
        self._cell.ws.cell(self._cell.row, self._cell.column).comment = None
