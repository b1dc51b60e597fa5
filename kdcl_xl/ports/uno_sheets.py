"""Looking at a workbook open in LibreOffice Calc: the wire form of a Snapshot (`workbook.wire`), read in blocks.

This module and its neighbours `uno_actions`, `uno_result`, `uno_formats` also run inside LibreOffice, in whatever
Python it brings (3.8 or later): the extension carries copies of them. So: standard library only, nothing of the package,
plain dictionaries in and out. What they repeat of `workbook.marks` is held equal by tests.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .uno_cells import (
    FORMULA_FLAG,
    HostError,
    a1,
    cells_of,
    colour_of,
    note_text,
    notes_of,
    our_words,
    property_value,
)

HOST = "LibreOffice"
CAN = ("ask", "cancel", "fill", "formats", "notes", "progress", "select", "sheets", "values")
XLSX = "Calc MS Excel 2007 XML"

_ERROR_RESULT = 4
_DATE, _TIME, _LOGICAL = 2, 4, 1024
"""com.sun.star.util.NumberFormat."""
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 200_000, 1_024, 3_000_000
"""As the guard of files has it: beyond this a sheet is a mistake, and reading it would eat the memory."""
_WHOLE = 2**53


# ---- values


class Reader:
    """Blocks of values of one document. Number formats are looked up once."""

    def __init__(self, doc: Any) -> None:
        self._formats = doc.NumberFormats
        null = doc.NullDate
        self.epoch = dt.datetime(null.Year, null.Month, null.Day)
        self._kinds: dict[int, int] = {}

    def rows(self, area: Any) -> list[list[Any]]:
        """Values of a range as the wire has them: a day is {"moment": …}, an error or a blank is ""."""
        rows = [[_plain(value) for value in line] for line in area.getDataArray()]
        if any(type(value) in (int, float) for line in rows for value in line):
            self._interpret(area, rows)
        return rows

    def is_date(self, cells: Any) -> bool:
        """Whether numbers in these cells show as a day."""
        return bool(self._kind(cells.NumberFormat) & _DATE)

    def _interpret(self, area: Any, rows: list[list[Any]]) -> None:
        """Days and truth values are numbers with a format here."""
        top = area.RangeAddress
        same = area.getUniqueCellFormatRanges()
        for number in range(same.Count):
            cells = same.getByIndex(number)
            kind = self._kind(cells.NumberFormat)
            if not kind & (_DATE | _TIME | _LOGICAL):
                continue
            for part in cells.RangeAddresses:
                for row in range(part.StartRow - top.StartRow, part.EndRow - top.StartRow + 1):
                    line = rows[row]
                    for column in range(
                        part.StartColumn - top.StartColumn, part.EndColumn - top.StartColumn + 1
                    ):
                        if type(line[column]) in (int, float):
                            line[column] = self._meant(line[column], kind)

    def _kind(self, key: int) -> int:
        if key not in self._kinds:
            self._kinds[key] = self._formats.getByKey(key).Type
        return self._kinds[key]

    def _meant(self, number: float, kind: int) -> Any:
        if kind & _LOGICAL:
            return bool(number)
        try:
            moment = self.epoch + dt.timedelta(days=number)
        except OverflowError:
            return number
        if number < 0:
            return number
        seconds = round((moment - self.epoch).total_seconds())
        if number < 1:
            return str(dt.timedelta(seconds=seconds)).rjust(8, "0")
        if not kind & _DATE:
            return str(dt.timedelta(seconds=seconds))
        return {"moment": (self.epoch + dt.timedelta(seconds=seconds)).isoformat()}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _WHOLE else value
    return "" if value is None else value


def used_area(sheet: Any) -> Any:
    """The cells from A1 to the last used one. Raises HostError for a sheet nobody can have meant."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    rows, columns = last.EndRow + 1, last.EndColumn + 1
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise HostError(
            f"Trang “{sheet.Name}” có dữ liệu ở tận ô {a1(rows - 1, columns - 1)} nên không đọc được.",
            "Thầy/cô xóa các dòng, cột thừa ở cuối trang rồi bấm lại.",
        )
    return sheet.getCellRangeByPosition(0, 0, columns - 1, rows - 1)


# ---- the whole workbook


def sheets_of(doc: Any) -> list[Any]:
    """Every sheet, hidden ones as well."""
    return [doc.Sheets.getByIndex(number) for number in range(doc.Sheets.Count)]


def snapshot(doc: Any) -> dict[str, Any]:
    """The wire form of a Snapshot. Raises HostError."""
    if not is_workbook(doc):
        raise HostError(
            "Chưa mở sổ nào trong LibreOffice Calc.", "Thầy/cô mở sổ tự đánh giá rồi bấm lại nút này."
        )
    finish_typing(doc)
    reader = Reader(doc)
    sheets = sheets_of(doc)
    return {
        "file": file_name(doc),
        "grids": {sheet.Name: reader.rows(used_area(sheet)) for sheet in sheets},
        "names": _names(doc, [sheet.Name for sheet in sheets]),
        "formula_cells": {sheet.Name: found for sheet in sheets if (found := _formula_cells(sheet))},
        "desk": {
            "host": HOST,
            "path": path_of(doc),
            "can": list(CAN),
            "marks": [mark for sheet in sheets for mark in _marks(sheet)],
            "locked": [sheet.Name for sheet in sheets if sheet.isProtected()],
            "structure_locked": bool(doc.isProtected()),
            "selection": list(_selection(doc)),
        },
    }


def finish_typing(doc: Any) -> None:
    """Take over what the user is just typing into a cell: it would not be read, and marking the sheet would throw it away."""
    if not is_seen(doc):
        return
    import uno

    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete, url.Protocol, url.Path = ".uno:AcceptFormula", ".uno:", "AcceptFormula"
    accept = doc.CurrentController.Frame.queryDispatch(url, "_self", 0)
    if accept is not None:
        accept.dispatch(url, (property_value("SynchronMode", True),))


def is_seen(doc: Any) -> bool:
    """Whether the document has a window: hidden ones have nobody who types or presses Ctrl+Z."""
    controller = doc.CurrentController
    return controller is not None and bool(controller.Frame.ContainerWindow.isVisible())


def is_workbook(doc: Any) -> bool:
    """Whether this is an open spreadsheet."""
    return doc is not None and doc.supportsService("com.sun.star.sheet.SpreadsheetDocument")


def path_of(doc: Any) -> str:
    """Where the workbook lies: a path, or an address on the net; "" when never saved."""
    import uno

    address = str(doc.URL)
    return uno.fileUrlToSystemPath(address) if address.startswith("file:") else address


def file_name(doc: Any) -> str:
    """Name of the file, or the title of a workbook never saved."""
    path = path_of(doc)
    return re.split(r"[/\\]", path)[-1] if path else str(doc.Title)


def _names(doc: Any, sheets: list[str]) -> dict[str, list[Any]]:
    """Names of a single cell; others and broken ones are left out."""
    found = {}
    ranges = doc.NamedRanges
    for name in ranges.ElementNames:
        cells = ranges.getByName(name).ReferredCells
        if cells is None:
            continue
        at = cells.RangeAddress
        if (at.StartRow, at.StartColumn) == (at.EndRow, at.EndColumn):
            found[name] = [sheets[at.Sheet], at.StartRow, at.StartColumn]
    return found


def _formula_cells(sheet: Any) -> dict[str, str]:
    formulas = sheet.queryContentCells(FORMULA_FLAG)
    if not formulas.Count:
        return {}
    found = {a1(*place): "formula" for place in cells_of(formulas.RangeAddresses)}
    wrong = formulas.queryFormulaCells(_ERROR_RESULT)
    found.update((a1(*place), "error") for place in cells_of(wrong.RangeAddresses))
    return found


def _marks(sheet: Any) -> Iterator[list[Any]]:
    for (row, column), note in sorted(notes_of(sheet).items()):
        words = our_words(note_text(note))
        if words is not None:
            yield [sheet.Name, a1(row, column), colour_of(sheet.getCellByPosition(column, row)), words]


def _selection(doc: Any) -> tuple[str, str]:
    controller = doc.CurrentController
    if controller is None or not hasattr(controller, "ActiveSheet"):
        return "", ""
    selected = doc.CurrentSelection
    at = getattr(selected, "RangeAddress", None)
    return controller.ActiveSheet.Name, a1(at.StartRow, at.StartColumn) if at else "A1"


# ---- a file of it


def copy_as_file(doc: Any, folder: str) -> str:
    """The workbook as it stands now, as an .xlsx of the same name in `folder`. Raises HostError.

    A workbook without unsaved changes is copied byte for byte, so that nothing is lost on the way.
    """
    import uno

    target = str(Path(folder) / f"{Path(file_name(doc)).stem or 'so'}.xlsx")
    path = path_of(doc)
    if path.lower().endswith(".xlsx") and not doc.isModified() and Path(path).is_file():
        shutil.copyfile(path, target)
        return target
    try:
        doc.storeToURL(uno.systemPathToFileUrl(target), (property_value("FilterName", XLSX),))
    except uno.getClass("com.sun.star.io.IOException") as error:
        raise HostError(
            "LibreOffice không ghi được bản sao của sổ.",
            "Thầy/cô lưu sổ vào ổ đĩa của máy (không phải ổ mạng) rồi bấm lại.",
        ) from error
    return target
