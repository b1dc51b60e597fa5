"""A sheet of workings, written column by column: each column knows the addresses of its cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kdcl_xl.workbook.addresses import column_letters

Value = str | int
"""A constant, or a formula when it is a text that begins with `=`."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of workings; cells are counted from 0 below its heading."""

    sheet: str
    letters: str
    length: int

    def at(self, place: int) -> str:
        """The absolute address of one cell, with its sheet."""
        return f"{self.sheet}!${self.letters}${place + 2}"

    def span(self, start: int, stop: int) -> str:
        """The absolute address of the cells `start` to `stop`, the latter excluded."""
        return f"{self.sheet}!${self.letters}${start + 2}:${self.letters}${stop + 1}"

    @property
    def whole(self) -> str:
        """All cells of the column."""
        return self.span(0, max(self.length, 1))


class Workings:
    """A sheet that grows to the right, one headed column after another."""

    def __init__(self, sheet: Any, heading: Any):
        self._sheet, self._heading = sheet, heading
        self._next = 0

    def column(self, title: str, values: Iterable[Value]) -> Column:
        """Write a heading and the cells below it."""
        position, self._next = self._next, self._next + 1
        self._sheet.write_string(0, position, title, self._heading)
        row = 0
        for row, value in enumerate(values, start=1):
            put(self._sheet, row, position, value)
        return Column(self._sheet.get_name(), column_letters(position), row)

    def cell(self, title: str, value: Value) -> str:
        """A column of one cell; its address."""
        return self.column(title, [value]).at(0)


def put(sheet: Any, row: int, column: int, value: Value, style: Any = None) -> None:
    """Write a constant or a formula. No result is cached with a formula: XlsxWriter would write 0, and 0 is a value."""
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif value.startswith("="):
        sheet.write_formula(row, column, value, style, "")
    else:
        sheet.write_string(row, column, value, style)


def quoted(text: str) -> str:
    """A text as a literal of a formula. Excel takes at most 255 characters in one."""
    pieces = [text[start : start + 250] for start in range(0, len(text), 250)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
