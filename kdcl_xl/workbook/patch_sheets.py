"""A sheet of our own, added to an existing workbook or replacing the one an earlier run added."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from kdcl_xl.text.normal import looks_like_formula, printable
from kdcl_xl.workbook import own_sheets
from kdcl_xl.workbook.addresses import LONGEST_TEXT, a1, column_letters
from kdcl_xl.workbook.marks import SEVERITY_COLOURS
from kdcl_xl.workbook.patch_book import MAIN, R_ID, Book, Element, insert_in_order, q, set_attributes
from kdcl_xl.workbook.patch_cells import add_text, serial
from kdcl_xl.workbook.patch_styles import ABOVE_HEADER, DATE_FORMAT, HEADER, TITLE, Look, Stylesheet
from kdcl_xl.workbook.plan import Jump, Moment, PutSheet, SheetCell, Tone
from kdcl_xl.workbook.styles import FONT, HIGHEST, LINE_HEIGHT, lines_of

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_NAMES = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_DEFAULT_WIDTH = 14.0
_LINK_BLUE = "#0563C1"


def put_sheet(book: Book, styles: Stylesheet, sheet: PutSheet, *, date1904: bool) -> tuple[str, bool]:
    """Add or fill anew; returns the name given and whether ours stood there.

    A user's sheet of that name is left alone: ours gets a number.
    """
    names = _sheets(book)
    known = [element.get("name", "") for element in names]
    name = own_sheets.own_name(sheet.name, known, sheets_of_ours(book))
    position = _position(book, name)
    replaced = position is not None
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
        _forget_calculation(book, part)
        _drop_belongings(book, part)
        book.forget_relationships(part)
    book.put(part, _Writer(sheet, styles, date1904=date1904).write())
    _define_names(book, sheet, name, position)
    book.touch(book.part)
    return name, replaced


def drop_sheet(book: Book, name: str) -> None:
    """Take one of `sheets_of_ours` out of the workbook, with all that belongs to it alone.

    Raises ValueError when there is no sheet of that name.
    """
    position = _position(book, name)
    if position is None:
        raise ValueError(f"no sheet {name}")
    element = _sheets(book)[position]
    part = book.target_by_id(book.part, element.get(R_ID, ""))
    _forget_calculation(book, part)
    _drop_belongings(book, part)
    book.unrelate(book.part, part)
    book.remove(part)
    _child(book, "sheets").remove(element)
    _renumber_names(book, name, position)
    for view in book.tree(book.part).iterfind(f"{q('bookViews')}/{q('workbookView')}"):
        for attribute in ("activeTab", "firstSheet"):
            shown = int(view.get(attribute, "0"))
            if shown >= max(position, 1):  # the same sheet as before, or the one before the sheet that went
                view.set(attribute, str(shown - 1))
    book.touch(book.part)


def _renumber_names(book: Book, name: str, position: int) -> None:
    names = _child(book, "definedNames")
    for element in list(names):
        local = int(element.get("localSheetId", "-1"))
        label = element.get("name", "")
        if local == position or own_sheets.sheets_of_ours({label: element.text or ""}) == {name}:
            names.remove(element)
        elif local > position:
            element.set("localSheetId", str(local - 1))
    if not len(names):
        book.tree(book.part).remove(names)


def _drop_belongings(book: Book, part: str) -> None:
    """What users hung on a sheet of ours: it goes with the sheet."""
    for kind in ("comments", "vmlDrawing"):
        target = book.target(part, kind)
        if target:
            book.remove(target)


def _forget_calculation(book: Book, part: str) -> None:
    """The order of calculation names cells; one that names a formula that is gone makes Excel repair the file."""
    chain = book.target(book.part, "calcChain")
    if chain and b"<f" in book.raw(part):
        book.unrelate(book.part, chain)
        book.remove(chain)


def _position(book: Book, name: str) -> int | None:
    return next((n for n, element in enumerate(_sheets(book)) if element.get("name") == name), None)


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


def _define_names(book: Book, sheet: PutSheet, name: str, position: int) -> None:
    names = _child(book, "definedNames")
    quoted = own_sheets.quoted(name)
    anchor = f"{quoted}!$A$1"
    for element in list(names):
        marker = element.get("name", "").startswith(own_sheets.MARKER) and element.text == anchor
        if marker or element.get("localSheetId") == str(position):
            names.remove(element)
    marker_name = own_sheets.free_marker(element.get("name", "") for element in names)
    last = column_letters(_columns(sheet) - 1)
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


def _columns(sheet: PutSheet) -> int:
    return max((len(row) for row in sheet.rows), default=1) or 1


class _Writer:
    """The XML of one added sheet."""

    def __init__(self, sheet: PutSheet, styles: Stylesheet, *, date1904: bool) -> None:
        self._sheet, self._styles, self._date1904 = sheet, styles, date1904
        self._links: list[tuple[str, Jump]] = []

    def write(self) -> bytes:
        """The part. The order of the elements is the schema's."""
        sheet = self._sheet
        root = etree.fromstring(f'<worksheet xmlns="{MAIN}"/>')
        properties = etree.SubElement(root, q("sheetPr"))
        etree.SubElement(properties, q("pageSetUpPr"), fitToPage="1")
        last = a1(max(len(sheet.rows), 1) - 1, _columns(sheet) - 1)
        etree.SubElement(root, q("dimension"), ref=f"A1:{last}" if last != "A1" else last)
        self._view(root)
        etree.SubElement(root, q("sheetFormatPr"), defaultRowHeight="15.75")
        columns = etree.SubElement(root, q("cols"))
        for number in range(_columns(sheet)):
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
            bottom = a1(max(len(sheet.rows), sheet.header_row) - 1, _columns(sheet) - 1)
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

    def _row(self, data: Element, number: int, row: Sequence[SheetCell]) -> None:
        line = etree.SubElement(data, q("row"), r=str(number + 1))
        if number >= self._sheet.header_row:
            line.set("ht", f"{self._height(row):g}")
        for column, value in enumerate(row):
            cell = etree.SubElement(line, q("c"), r=a1(number, column))
            cell.set("s", str(self._styles.of(self._look(number, value))))
            self._fill(cell, number, column, value)

    def _look(self, number: int, value: SheetCell) -> Look:
        header = self._sheet.header_row
        if number == header - 1:
            return HEADER
        if number < header - 1:
            return TITLE if number == 0 else ABOVE_HEADER
        if isinstance(value, Tone):
            return Look(bold=True, fill=SEVERITY_COLOURS[value.severity])
        if isinstance(value, Jump):
            return Look(colour=_LINK_BLUE, underline=True)
        if isinstance(value, Moment):
            return Look(number_format=DATE_FORMAT, wrap=False)
        return Look(text=isinstance(value, str) and looks_like_formula(value))

    def _height(self, row: Sequence[SheetCell]) -> float:
        """Points for the fullest cell; given without customHeight, so that the row still fits itself when edited."""
        widths = (*self._sheet.widths, *[_DEFAULT_WIDTH] * _columns(self._sheet))
        lines = max(
            (lines_of(_words(value), width) for value, width in zip(row, widths, strict=False)),
            default=1,
        )
        return min(HIGHEST, lines * LINE_HEIGHT + 3)

    def _fill(self, cell: Element, row: int, column: int, value: SheetCell) -> None:
        if isinstance(value, Jump):
            self._links.append((a1(row, column), value))
        if value is None or value == "":
            return
        if isinstance(value, bool):
            cell.set("t", "b")
            etree.SubElement(cell, q("v")).text = str(int(value))
        elif isinstance(value, Moment):
            etree.SubElement(cell, q("v")).text = serial(value.moment, date1904=self._date1904)
        elif isinstance(value, int | float):
            etree.SubElement(cell, q("v")).text = repr(value)
        else:
            cell.set("t", "inlineStr")
            add_text(etree.SubElement(cell, q("is")), printable(_words(value))[:LONGEST_TEXT])

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


def _words(value: SheetCell) -> str:
    if isinstance(value, Jump):
        return value.text
    if isinstance(value, Tone):
        return value.severity.value.upper()
    return str(value.moment.date() if isinstance(value, Moment) else value)
