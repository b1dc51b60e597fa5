"""A sheet of our own, added to an existing workbook or replacing the one an earlier run added."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from kdcl_xl.findings import Severity
from kdcl_xl.workbook import own_sheets
from kdcl_xl.workbook.addresses import a1, column_letters
from kdcl_xl.workbook.patch_book import MAIN, R_ID, Book, Element, insert_in_order, q, set_attributes
from kdcl_xl.workbook.patch_cells import Value, looks_like_formula, printable, serial, xstring
from kdcl_xl.workbook.patch_styles import (
    ABOVE_HEADER,
    DATE_FORMAT,
    HEADER,
    SEVERITY_COLOURS,
    TITLE,
    Look,
    Stylesheet,
)
from kdcl_xl.workbook.styles import FONT, HIGHEST, LINE_HEIGHT, lines_of

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_NAMES = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_DEFAULT_WIDTH = 14.0
_LONGEST_TEXT = 32_767
_LINK_BLUE = "#0563C1"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that jumps to a cell of the same workbook."""

    text: str
    sheet: str
    cell: str = "A1"


SheetValue = Value | Link


@dataclass(frozen=True, slots=True)
class AddedSheet:
    """A table to read, not to fill: rows of values, printed on A4 landscape at the width of one page.

    `header_row` counts from 1 and is repeated on every page, filtered and frozen; rows above it are title lines;
    0 means a sheet without a header. `widths` are in characters. A `Severity` is shown in its colour and word.
    """

    name: str
    rows: Sequence[Sequence[SheetValue]]
    widths: Sequence[float] = ()
    header_row: int = 1
    autofilter: bool = True

    @property
    def columns(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=1) or 1


def add_sheet(book: Book, styles: Stylesheet, sheet: AddedSheet, *, date1904: bool) -> str:
    """Add or replace; returns the name given. A user's sheet of that name is left alone: ours gets a number."""
    names = _sheets(book)
    ours = sheets_of_ours(book)
    name = own_sheets.own_name(sheet.name, [element.get("name", "") for element in names], ours)
    position = next((number for number, element in enumerate(names) if element.get("name") == name), None)
    if position is None:
        part = book.free_name("xl/worksheets/sheet{}.xml")
        book.declare(part, _SHEET_TYPE)
        identity = book.relate(book.part, "worksheet", part)
        number = max((int(element.get("sheetId", "0")) for element in names), default=0) + 1
        element = etree.SubElement(_child(book, "sheets"), q("sheet"), name=name, sheetId=str(number))
        element.set(R_ID, identity)
        position = len(names)
    else:
        part = book.target_by_id(book.part, names[position].get(R_ID, ""))
        book.forget_relationships(part)
    book.put(part, _Writer(sheet, styles, date1904=date1904).write())
    _define_names(book, sheet, name, position)
    book.touch(book.part)
    return name


def _child(book: Book, name: str) -> Element:
    found = book.tree(book.part).find(q(name))
    if found is None:
        found = etree.Element(q(name))
        insert_in_order(book.tree(book.part), found, _AFTER_NAMES)
    return found


def _sheets(book: Book) -> list[Element]:
    return _child(book, "sheets").findall(q("sheet"))


def sheets_of_ours(book: Book) -> set[str]:
    """Names of sheets an earlier run added."""
    elements = book.tree(book.part).iterfind(f"{q('definedNames')}/{q('definedName')}")
    return own_sheets.sheets_of_ours({element.get("name", ""): element.text or "" for element in elements})


def _define_names(book: Book, sheet: AddedSheet, name: str, position: int) -> None:
    names = _child(book, "definedNames")
    quoted = own_sheets.quoted(name)
    anchor = f"{quoted}!$A$1"
    for element in list(names):
        marker = element.get("name", "").startswith(own_sheets.MARKER) and element.text == anchor
        if marker or element.get("localSheetId") == str(position):
            names.remove(element)
    marker_name = own_sheets.free_marker(element.get("name", "") for element in names)
    last = column_letters(sheet.columns - 1)
    if sheet.header_row:
        if sheet.autofilter:
            area = f"{quoted}!$A${sheet.header_row}:${last}${max(len(sheet.rows), sheet.header_row)}"
            _define(names, "_xlnm._FilterDatabase", area, localSheetId=str(position), hidden="1")
        rows = f"{quoted}!${sheet.header_row}:${sheet.header_row}"
        _define(names, "_xlnm.Print_Titles", rows, localSheetId=str(position))
    _define(names, marker_name, anchor, hidden="1")


def _define(names: Element, name: str, target: str, **attributes: str) -> None:
    element = etree.SubElement(names, q("definedName"), name=name)
    set_attributes(element, attributes)
    element.text = target


class _Writer:
    """The XML of one added sheet."""

    def __init__(self, sheet: AddedSheet, styles: Stylesheet, *, date1904: bool) -> None:
        self._sheet, self._styles, self._date1904 = sheet, styles, date1904
        self._links: list[tuple[str, Link]] = []

    def write(self) -> bytes:
        """The part. The order of the elements is the schema's."""
        sheet = self._sheet
        root = etree.fromstring(f'<worksheet xmlns="{MAIN}"/>')
        properties = etree.SubElement(root, q("sheetPr"))
        etree.SubElement(properties, q("pageSetUpPr"), fitToPage="1")
        last = a1(max(len(sheet.rows), 1) - 1, sheet.columns - 1)
        etree.SubElement(root, q("dimension"), ref=f"A1:{last}" if last != "A1" else last)
        self._view(root)
        etree.SubElement(root, q("sheetFormatPr"), defaultRowHeight="15.75")
        columns = etree.SubElement(root, q("cols"))
        for number in range(sheet.columns):
            width = sheet.widths[number] if number < len(sheet.widths) else _DEFAULT_WIDTH
            etree.SubElement(
                columns,
                q("col"),
                min=str(number + 1),
                max=str(number + 1),
                width=f"{width:g}",
                customWidth="1",
            )
        data = etree.SubElement(root, q("sheetData"))
        for number, row in enumerate(sheet.rows):
            self._row(data, number, row)
        if sheet.header_row and sheet.autofilter:
            bottom = a1(max(len(sheet.rows), sheet.header_row) - 1, sheet.columns - 1)
            etree.SubElement(root, q("autoFilter"), ref=f"A{sheet.header_row}:{bottom}")
        self._hyperlinks(root)
        self._page(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _view(self, root: Element) -> None:
        view = etree.SubElement(
            etree.SubElement(root, q("sheetViews")), q("sheetView"), showGridLines="0", workbookViewId="0"
        )
        below = self._sheet.header_row
        if below:
            place = f"A{below + 1}"
            etree.SubElement(
                view, q("pane"), ySplit=str(below), topLeftCell=place, activePane="bottomLeft", state="frozen"
            )
            etree.SubElement(view, q("selection"), pane="bottomLeft", activeCell=place, sqref=place)

    def _row(self, data: Element, number: int, row: Sequence[SheetValue]) -> None:
        line = etree.SubElement(data, q("row"), r=str(number + 1))
        if number >= self._sheet.header_row:
            line.set("ht", f"{self._height(row):g}")
        for column, value in enumerate(row):
            cell = etree.SubElement(line, q("c"), r=a1(number, column))
            cell.set("s", str(self._styles.of(self._look(number, value))))
            self._fill(cell, number, column, value)

    def _look(self, number: int, value: SheetValue) -> Look:
        header = self._sheet.header_row
        if number == header - 1:
            return HEADER
        if number < header - 1:
            return TITLE if number == 0 else ABOVE_HEADER
        if isinstance(value, Severity):
            return Look(bold=True, fill=SEVERITY_COLOURS[value])
        if isinstance(value, Link):
            return Look(colour=_LINK_BLUE, underline=True)
        if isinstance(value, dt.date):
            return Look(number_format=DATE_FORMAT, wrap=False)
        return Look(text=isinstance(value, str) and looks_like_formula(value))

    def _height(self, row: Sequence[SheetValue]) -> float:
        """Points for the fullest cell; given without customHeight, so that the row still fits itself when edited."""
        widths = (*self._sheet.widths, *[_DEFAULT_WIDTH] * self._sheet.columns)
        lines = max(
            (
                lines_of(value.text if isinstance(value, Link) else str(value), width)
                for value, width in zip(row, widths, strict=False)
            ),
            default=1,
        )
        return min(HIGHEST, lines * LINE_HEIGHT + 3)

    def _fill(self, cell: Element, row: int, column: int, value: SheetValue) -> None:
        if isinstance(value, Link):
            self._links.append((a1(row, column), value))
            value = value.text
        elif isinstance(value, Severity):
            value = value.value.upper()
        if value is None or value == "":
            return
        if isinstance(value, bool):
            cell.set("t", "b")
            etree.SubElement(cell, q("v")).text = str(int(value))
        elif isinstance(value, dt.date):
            etree.SubElement(cell, q("v")).text = serial(value, date1904=self._date1904)
        elif isinstance(value, int | float | Decimal) and math.isfinite(value):
            etree.SubElement(cell, q("v")).text = repr(value) if isinstance(value, float) else str(value)
        else:
            cell.set("t", "inlineStr")
            holder = etree.SubElement(etree.SubElement(cell, q("is")), q("t"))
            holder.set(_SPACE, "preserve")
            holder.text = xstring(printable(str(value)))[:_LONGEST_TEXT]

    def _hyperlinks(self, root: Element) -> None:
        if not self._links:
            return
        links = etree.SubElement(root, q("hyperlinks"))
        for reference, link in self._links:
            sheet = own_sheets.quoted(link.sheet)
            etree.SubElement(
                links,
                q("hyperlink"),
                ref=reference,
                location=f"{sheet}!{link.cell or 'A1'}",
                display=printable(link.text),
            )

    def _page(self, root: Element) -> None:
        etree.SubElement(root, q("printOptions"), horizontalCentered="1")
        etree.SubElement(
            root,
            q("pageMargins"),
            left="0.5",
            right="0.5",
            top="0.6",
            bottom="0.6",
            header="0.3",
            footer="0.3",
        )
        etree.SubElement(
            root, q("pageSetup"), paperSize="9", orientation="landscape", fitToWidth="1", fitToHeight="0"
        )
        footer = etree.SubElement(root, q("headerFooter"))
        etree.SubElement(footer, q("oddFooter")).text = f'&L&"{FONT},Regular"&A&R&"{FONT},Regular"Trang &P/&N'
