"""What an open Excel workbook holds, through xlwings' public interface: a block a sheet, never cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from kdcl_xl.ports.blocks import Block
from kdcl_xl.ports.xlwings_reach import Patience, port_error
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.cells import drop_unseen
from kdcl_xl.workbook.desk import SeenMark
from kdcl_xl.workbook.marks import listed_places, our_words
from kdcl_xl.workbook.names import single_cell
from kdcl_xl.workbook.snapshot import CellValue, Grid

_MOST_CELLS = 2_000_000
"""A larger used range is one that formats have blown up: 1,048,576 rows of blanks are not to be read."""
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_ERROR_CODES = range(-2146826400, -2146826200)
"""Errors newer than xlwings knows (#SPILL!, #CALC!) come as their numbers."""
_NO_DATE = (dt.date(1899, 12, 30), dt.date(1899, 12, 31))
"""A time of the day comes as a moment of Excel's day zero."""


@dataclass(frozen=True, slots=True)
class Content:
    """A block of cells: values ("" for a blank and for an error), formulas, and cells that hold no plain value."""

    grid: Grid
    formulas: frozenset[tuple[int, int]]
    """Zero-based places on the sheet."""
    special: Mapping[str, str]
    """Cell → "formula" or "error"."""


def content_of(sheet: Any, block: Block) -> Content:
    """What a block of a sheet holds. Raises what the engine raises."""
    area = sheet.range(block.address)
    values = area.options(ndim=2, empty="", err_to_str=True).value
    formulas = frozenset(_formula_places(area, block, values))
    special = {a1(*place): "formula" for place in formulas}
    grid: Grid = []
    for row, line in zip(block.rows, values, strict=True):
        plain = [_plain(value) for value in line]
        for column, value in zip(block.columns, plain, strict=True):
            if value is None:
                special[a1(row, column)] = "error"
        grid.append(["" if value is None else value for value in plain])
    return Content(grid, formulas, special)


def sheet_content(sheet: Any, patient: Patience) -> Content:
    """All of a sheet from A1 on, so that addresses do not shift. Raises PortError for a sheet too large to be read."""
    found = patient(lambda: content_of(sheet, _extent(sheet, patient)))
    drop_unseen(found.grid)
    for row in found.grid:
        while row and row[-1] == "":
            row.pop()
    while found.grid and not found.grid[-1]:
        found.grid.pop()
    width = max((len(row) for row in found.grid), default=0)
    for row in found.grid:
        row.extend([""] * (width - len(row)))
    return found


def single_cell_names(book: Any, patient: Patience) -> dict[str, tuple[str, int, int]]:
    """Defined names of one cell → (sheet, zero-based row, column); of a name that belongs to a sheet only its own part."""
    found = {}
    for name, target in names_of(book, patient).items():
        cell = single_cell(target)
        if cell:
            found[name.rpartition("!")[2]] = cell
    return found


def names_of(book: Any, patient: Patience) -> dict[str, str]:
    """Defined name → what it refers to; broken ones too."""
    return patient(lambda: {name.name: str(name.refers_to or "") for name in book.names})


def marks_of_book(book: Any, grids: Mapping[str, Grid], patient: Patience) -> dict[tuple[str, str], SeenMark]:
    """Every cell whose note holds words of ours, with its colour."""
    listed: dict[str, list[str]] = {}
    for sheet, cell in listed_places(grids):
        listed.setdefault(sheet, []).append(cell)
    found = {}
    for sheet in book.sheets:
        name = sheet.name
        for cell, text in _notes(sheet, listed.get(name, ()), patient):
            words = our_words(text)
            if words is not None:
                found[name, cell] = SeenMark(colour_of(sheet, cell, patient), words)
    return found


def colour_of(sheet: Any, cell: str, patient: Patience) -> str | None:
    """`#RRGGBB`; None without a colour, and on an engine that cannot tell."""
    try:
        rgb = patient(lambda: sheet.range(cell).color)
    except NotImplementedError:
        return None
    return None if rgb is None else "#{:02X}{:02X}{:02X}".format(*rgb)


def note_text(note: Any) -> str:
    """The text of a note with its lines as Python ends them."""
    text: str = note.text or ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def locked_sheets(book: Any, patient: Patience) -> frozenset[str]:
    """Protected sheets, where the engine can tell."""
    return frozenset(sheet.name for sheet in book.sheets if patient.native(sheet, "ProtectContents") is True)


def selection_of(book: Any) -> tuple[str, str]:
    """Active sheet and first selected cell; "" for the cell while a drawing or another workbook is selected."""
    active = book.sheets.active.name
    selected = book.app.selection
    if selected is None or selected.sheet.book.name != book.name:
        return active, ""
    return selected.sheet.name, a1(selected.row - 1, selected.column - 1)


def filled_rows(areas: Iterable[Any]) -> Iterator[int]:
    """Zero-based rows of some ranges."""
    for area in areas:
        first = area.row - 1
        yield from range(first, first + area.shape[0])


def _notes(sheet: Any, listed: Sequence[str], patient: Patience) -> list[tuple[str, str]]:
    """(cell, text) of the notes of a sheet; where an engine cannot list them, of those the last check listed."""

    def each_note() -> list[tuple[str, str]]:
        return [(_cell_of(note.location), note_text(note)) for note in sheet.notes]

    found: list[tuple[str, str]] = []

    def note_at(cell: str) -> None:
        note = sheet.range(cell).note
        if note:
            found.append((cell, note_text(note)))

    try:
        return patient(each_note)
    except (NotImplementedError, AttributeError):
        for cell in listed:
            if cell:
                patient.attempt(partial(note_at, cell))
        return found


def _cell_of(area: Any) -> str:
    return a1(area.row - 1, area.column - 1)


def _extent(sheet: Any, patient: Patience) -> Block:
    used = sheet.used_range
    (rows, columns), top, left = used.shape, used.row, used.column
    block = Block(0, 0, top + rows - 2, left + columns - 2)
    if (block.bottom + 1) * (block.right + 1) <= _MOST_CELLS:
        return block
    filled: list[Any] = []

    def add(kind: str) -> None:
        filled.extend(used.get_special_cells(kind))

    if not all(patient.attempt(partial(add, kind)) for kind in ("constants", "formulas")):
        filled.clear()
    bottom = max((area.row + area.shape[0] - 2 for area in filled), default=0)
    right = max((area.column + area.shape[1] - 2 for area in filled), default=0)
    if not filled or (bottom + 1) * (right + 1) > _MOST_CELLS:
        raise port_error(
            f"Trang “{sheet.name}” có vùng đã dùng quá lớn ({block.address}) nên không đọc được.",
            "Xóa hẳn các dòng và cột trống ở dưới và bên phải số liệu, lưu sổ rồi bấm lại.",
        )
    return Block(0, 0, bottom, right)


def _formula_places(area: Any, block: Block, values: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    """Places of formulas. A text that begins with "=" is told from a formula by showing what it says."""
    try:
        formulas = _rows(area.formula, block)
    except NotImplementedError:
        return
    for row, line, shown in zip(block.rows, formulas, values, strict=True):
        for column, text, value in zip(block.columns, line, shown, strict=True):
            if isinstance(text, str) and text[:1] == "=" and text != value:
                yield row, column


def _rows(found: Any, block: Block) -> Sequence[Sequence[Any]]:
    """Engines answer with a scalar for one cell and may answer with a flat list for one row or column."""
    if not isinstance(found, tuple | list):
        return [[found]]
    if isinstance(found[0], tuple | list):
        return found
    return [found] if block.top == block.bottom else [[value] for value in found]


def _plain(value: Any) -> CellValue | None:
    """The value as the reader expects it: 3.0 is 3, midnight is the day; None for an error."""
    if value is None:
        return ""
    if isinstance(value, Decimal):  # a cell in a currency format
        value = float(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dt.datetime):
        if value.date() in _NO_DATE:
            return value.time()
        return value.date() if value.time() == dt.time() else value
    if isinstance(value, str):
        return None if value in _ERRORS else value
    if isinstance(value, int) and not isinstance(value, bool) and value in _ERROR_CODES:
        return None
    plain: CellValue = value
    return plain
