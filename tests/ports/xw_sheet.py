"""Sheets of the engine of the tests, see `xw_engine`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from openpyxl.utils import range_boundaries
from xlwings import base_classes

from tests.ports.xw_host import quoted, refused
from tests.ports.xw_range import Note, Range


class Sheet(base_classes.Sheet):
    def __init__(self, book: Any, ws: Any) -> None:
        self._book, self.ws, self.host = book, ws, book.host

    @property
    def api(self) -> Any:
        self.host.call()
        if not self.host.has_native:
            return SimpleNamespace()
        page = SimpleNamespace() if self.host.has_printer else _NoPrinter()
        return SimpleNamespace(ProtectContents=bool(self.ws.protection.sheet), PageSetup=page)

    @property
    def name(self) -> str:
        self.host.call()
        return str(self.ws.title)

    @name.setter
    def name(self, value: str) -> None:
        self.host.write()
        self.ws.title = value

    @property
    def book(self) -> Any:
        self.host.call()
        return self._book

    @property
    def index(self) -> int:
        return int(self._book.wb.index(self.ws)) + 1

    @property
    def notes(self) -> list[Note]:
        self.host.call()
        return [
            Note(Range(self, (cell.row, cell.column, cell.row, cell.column)))
            for cell in list(self.ws._cells.values())
            if cell.comment
        ]

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        self.host.call()
        if isinstance(arg1, str):
            areas = [range_boundaries(part) for part in arg1.replace("$", "").split(",")]
            return Range(self, *((top, left, bottom, right) for left, top, right, bottom in areas))
        if isinstance(arg1, tuple) and len(arg1) == 4:
            top, left, rows, columns = arg1
            return Range(self, (top, left, top + rows - 1, left + columns - 1))
        first = arg1.area[:2] if isinstance(arg1, Range) else arg1
        last = first if arg2 is None else arg2.area[2:] if isinstance(arg2, Range) else arg2
        return Range(self, (*first, *last))

    @property
    def used_range(self) -> Range:
        self.host.call()
        left, top, right, bottom = range_boundaries(self.ws.calculate_dimension())
        return Range(self, (top, left, bottom, right))

    @property
    def visible(self) -> int:
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self.ws.sheet_state]

    @visible.setter
    def visible(self, value: bool) -> None:
        self.host.write()
        if self._book.locked_structure():
            raise refused()
        self.ws.sheet_state = "visible" if value else "hidden"

    def activate(self) -> None:
        self.host.call()
        if self.ws.sheet_state != "visible":
            raise refused("Activate method of Worksheet class failed")
        self._book.wb.active = self.ws

    def delete(self) -> None:
        self.host.write()
        if self._book.locked_structure():
            raise refused("Workbook is protected.")
        for name in self._book.wb.defined_names.values():
            name.attr_text = name.attr_text.replace(f"{quoted(self.ws.title)}!", "#REF!")
        self._book.wb.remove(self.ws)
        self._book.saved = False


class _NoPrinter:
    def __setattr__(self, _name: str, _value: object) -> None:
        raise refused("Unable to set the Orientation property of the PageSetup class")
