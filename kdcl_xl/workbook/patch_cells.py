"""Cells of an existing worksheet part: found, created in their place, given a value or a style."""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_left
from decimal import Decimal

from lxml import etree

from kdcl_xl.text.normal import control_characters, looks_like_formula
from kdcl_xl.workbook.addresses import LONGEST_TEXT, a1, parse_a1, span
from kdcl_xl.workbook.patch_book import BAD_VALUE, Book, Element, PatchError, odd, q, remove_attributes
from kdcl_xl.workbook.patch_styles import Stylesheet

Value = str | int | float | Decimal | bool | dt.date | None
"""None empties the cell; a date is stored as a day number; text stays text whatever it begins with."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_EXACT_DIGITS = 10**15
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}


def xstring(text: str) -> str:
    """Text as Excel stores it: `_x0041_` would otherwise be read as a letter."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def add_text(parent: Element, text: str) -> None:
    """A `t` below a cell's `is`, or a run of a note: blanks at its ends are kept."""
    holder = etree.SubElement(parent, q("t"))
    holder.set(_SPACE, "preserve")
    holder.text = xstring(text)


def from_xstring(text: str) -> str:
    """The text that Excel shows for a stored one."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def serial(value: dt.date, *, date1904: bool) -> str:
    """The day number of a date."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    days = (moment.replace(tzinfo=None) - _EPOCHS[date1904]) / dt.timedelta(days=1)
    return f"{days:.10g}" if days % 1 else str(int(days))


class SheetEditor:
    """One worksheet of a Book."""

    def __init__(self, book: Book, part: str, name: str, styles: Stylesheet, *, date1904: bool) -> None:
        self.name, self.part = name, part
        self.root = book.tree(part)
        self._book, self._styles, self._date1904 = book, styles, date1904
        data = self.root.find(q("sheetData"))
        if data is None:
            raise odd(f'trang "{name}" không có phần dữ liệu')
        self._data = data
        self._rows: dict[int, Element] = {}
        self._number_rows()
        self._order = sorted(self._rows)
        self._columns: dict[int, dict[int, Element]] = {}
        self._merged = [
            _corners(area.get("ref", ""))
            for area in self.root.iterfind(f"{q('mergeCells')}/{q('mergeCell')}")
        ]

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows for this one: the first of a merged area. Zero-based."""
        for top, left, bottom, right in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def style(self, row: int, column: int) -> int:
        """The style of a cell, or the one its row or column would give it."""
        cell = self._find(row, column)
        if cell is not None:
            return int(cell.get("s", "0"))
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in ("1", "true"):
            return int(line.get("s", "0"))
        for columns in self.root.iterfind(f"{q('cols')}/{q('col')}"):
            if int(columns.get("min", "0")) <= column + 1 <= int(columns.get("max", "0")):
                return int(columns.get("style", "0"))
        return 0

    def set_style(self, row: int, column: int, style: int) -> None:
        """Give a cell a style; a cell that does not exist is created."""
        self._cell(row, column).set("s", str(style))
        self._book.touch(self.part)

    def marked(self) -> dict[tuple[int, int], int]:
        """(row, column) → style of every cell with the colour of a mark. Zero-based."""
        wanted = {str(style) for style in self._styles.marks}
        rows = [
            row
            for row, line in self._rows.items()
            if not wanted.isdisjoint(cell.get("s", "0") for cell in line.iterfind(q("c")))
        ]
        return {
            (row, column): int(style)
            for row in rows
            for column, cell in self._cells(row).items()
            if (style := cell.get("s", "0")) in wanted
        }

    @property
    def protected(self) -> bool:
        """Whether the sheet is protected."""
        found = self.root.find(q("sheetProtection"))
        return found is not None and found.get("sheet", "0") in ("1", "true")

    def is_locked(self, row: int, column: int) -> bool:
        """Whether the protection of the sheet keeps users out of this cell."""
        return self.protected and self._styles.is_locked(self.style(row, column))

    def has_formula(self, row: int, column: int) -> bool:
        """Whether the cell calculates."""
        cell = self._find(row, column)
        return cell is not None and cell.find(q("f")) is not None

    def set_value(self, row: int, column: int, value: Value) -> None:
        """Write a plain value. Raises PatchError for a formula cell, a covered cell, a value Excel cannot hold."""
        if self.has_formula(row, column):
            raise self._bad(
                row, column, "có công thức, không được ghi đè", "Hãy ghi vào ô nhập liệu của công thức ấy."
            )
        if self.anchor(row, column) != (row, column):
            raise self._bad(row, column, "nằm trong vùng trộn ô", "Hãy ghi vào ô đầu của vùng trộn.")
        style = self.style(row, column)
        kind, text = self._stored(row, column, value)
        cell = self._cell(row, column)
        for child in list(cell):
            cell.remove(child)
        remove_attributes(cell, "t", "cm", "vm")
        if kind:
            cell.set("t", kind)
        if kind == "inlineStr":
            add_text(etree.SubElement(cell, q("is")), text)
        elif text:
            etree.SubElement(cell, q("v")).text = text
        if isinstance(value, dt.date):
            style = self._styles.dated(style)
        elif isinstance(value, str) and looks_like_formula(value):
            style = self._styles.quoted(style)
        if style:
            cell.set("s", str(style))
        self._book.touch(self.part)

    def _stored(self, row: int, column: int, value: Value) -> tuple[str, str]:
        """Cell type and text of a value."""
        if value is None or value == "":
            return "", ""
        if isinstance(value, bool):
            return "b", str(int(value))
        if isinstance(value, str):
            if control_characters(value):
                raise self._bad(
                    row, column, "nhận giá trị có ký tự điều khiển", "Hãy gõ lại giá trị, không dán."
                )
            if len(value) > LONGEST_TEXT:
                raise self._bad(
                    row, column, f"nhận hơn {LONGEST_TEXT} ký tự", "Hãy rút ngắn hoặc tách thành nhiều ô."
                )
            return "inlineStr", value
        if isinstance(value, dt.date):
            if value.year < 1905:
                raise self._bad(row, column, "nhận ngày trước năm 1905", "Hãy ghi ngày ấy dưới dạng chữ.")
            return "", serial(value, date1904=self._date1904)
        if not math.isfinite(value):
            raise self._bad(row, column, "nhận giá trị không phải số", "Hãy để trống ô chưa có số liệu.")
        if isinstance(value, int) and abs(value) >= _EXACT_DIGITS:
            raise self._bad(
                row, column, "nhận số dài hơn 15 chữ số, Excel sẽ làm sai", "Hãy ghi mã số dưới dạng chữ."
            )
        return "", repr(value) if isinstance(value, float) else str(value)

    def _bad(self, row: int, column: int, problem: str, remedy: str) -> PatchError:
        cell = a1(row, column)
        return PatchError(
            BAD_VALUE.at(self.name, cell, f'Ô {cell} của trang "{self.name}" {problem}.', remedy)
        )

    def _number_rows(self) -> None:
        """Some writers leave positions out; the schema lets them, and counts."""
        number = -1
        for line in self._data.iterfind(q("row")):
            number = int(line.get("r", number + 2)) - 1
            line.set("r", str(number + 1))
            self._rows[number] = line

    def _cells(self, row: int) -> dict[int, Element]:
        if row not in self._columns:
            cells: dict[int, Element] = {}
            column = -1
            line = self._rows.get(row)
            for cell in line.iterfind(q("c")) if line is not None else ():
                reference = cell.get("r")
                column = parse_a1(reference)[1] if reference else column + 1
                cell.set("r", a1(row, column))
                cells[column] = cell
            self._columns[row] = cells
        return self._columns[row]

    def _find(self, row: int, column: int) -> Element | None:
        return self._cells(row).get(column)

    def _cell(self, row: int, column: int) -> Element:
        cells = self._cells(row)
        if column in cells:
            return cells[column]
        line = self._row(row)
        cell = etree.Element(q("c"), r=a1(row, column))
        following = min((other for other in cells if other > column), default=None)
        if following is None:
            line.insert(len(line.findall(q("c"))), cell)
        else:
            cells[following].addprevious(cell)
        cells[column] = cell
        remove_attributes(line, "spans")  # an optional hint, now wrong
        self._widen_dimension(row, column)
        return cell

    def _row(self, row: int) -> Element:
        if row in self._rows:
            return self._rows[row]
        line = etree.Element(q("row"), r=str(row + 1))
        place = bisect_left(self._order, row)
        if place < len(self._order):
            self._rows[self._order[place]].addprevious(line)
        else:
            self._data.append(line)
        self._order.insert(place, row)
        self._rows[row] = line
        return line

    def _widen_dimension(self, row: int, column: int) -> None:
        dimension = self.root.find(q("dimension"))
        if dimension is not None:
            top, left, bottom, right = _corners(dimension.get("ref", "A1"))
            dimension.set("ref", span(min(top, row), min(left, column), max(bottom, row), max(right, column)))


def _corners(area: str) -> tuple[int, int, int, int]:
    first, _, last = area.partition(":")
    return (*parse_a1(first), *parse_a1(last or first))
