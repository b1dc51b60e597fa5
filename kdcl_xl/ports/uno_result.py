"""A sheet of ours in LibreOffice Calc: a table to read, printed on A4 landscape. Stdlib only, see `uno_sheets`.

Links are text fields, not formulas: saved as .xlsx they become hyperlinks, and no formula can be typed over.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from .uno_cells import TONES, Applied, date_format, logical_format, ranges_of, serial
from .uno_sheets import sheets_of

MARKER = "_kdcl_trang_"
"""Names that point at sheets of ours, so that no user's sheet is taken for one (see `workbook.own_sheets`)."""
_NAVY, _WHITE, _GREY, _BLUE = 0x1F3864, 0xFFFFFF, 0xBFBFBF, 0x0563C1
_FONT = "Times New Roman"
_PAGE_STYLE = "kdcl A4 ngang"
_DEFAULT_WIDTH = 14.0
_PIXEL = 26.4583
"""1/100 mm; a character of Excel's column width is 7 pixels, beside 5 for the margins."""
_FOREIGN = re.compile(r"[\[\]:*?/\\]")


def put_sheet(doc: Any, action: dict[str, Any], applied: Applied) -> None:
    """Add a sheet of ours after the others, or fill ours of that name anew."""
    ours = _marked_names(doc)
    name = _name_for(action["name"], [sheet.Name for sheet in sheets_of(doc)], set(ours.values()))
    there = doc.Sheets.hasByName(name)
    if doc.isProtected():
        applied.left_out.append(f"Sổ khóa cấu trúc nên không ghi được trang “{name}”.")
        return
    if there and doc.Sheets.getByName(name).isProtected():
        applied.left_out.append(
            f"Trang “{name}” đang khóa nên không ghi lại được; chương trình không tự mở khóa."
        )
        return
    sheet = _fresh_sheet(doc, name, ours)
    (applied.replaced_sheets if there else applied.added_sheets).append(name)
    _Table(doc, sheet, action).draw()


def _fresh_sheet(doc: Any, name: str, ours: dict[str, str]) -> Any:
    """An empty sheet of that name, where ours stood or at the end. A new one each time: only so can Ctrl+Z bring back
    the old one, and nothing of its widths and filters is left over. The user stays where he is."""
    controller = doc.CurrentController
    active = controller.ActiveSheet.Name if controller is not None else ""
    sheets = doc.Sheets
    if sheets.hasByName(name):
        old = sheets.getByName(name)
        position = old.RangeAddress.Sheet
        old.Name = _free_name(sheets)
        sheets.insertNewByName(name, position)
        _forget(doc, name, ours)
        sheets.removeByName(old.Name)
    else:
        sheets.insertNewByName(name, sheets.Count)
    if active:
        controller.setActiveSheet(sheets.getByName(active))
    _mark(doc, name, ours)
    return sheets.getByName(name)


def _free_name(sheets: Any) -> str:
    number = 1
    while sheets.hasByName(f"_kdcl_cu_{number}"):
        number += 1
    return f"_kdcl_cu_{number}"


def _forget(doc: Any, name: str, ours: dict[str, str]) -> None:
    for marker in [marker for marker, sheet in ours.items() if sheet == name]:
        doc.NamedRanges.removeByName(marker)
        del ours[marker]


def drop_sheet(doc: Any, name: str, applied: Applied) -> None:
    """Remove a sheet that `put_sheet` added; a user's sheet stays."""
    if not doc.Sheets.hasByName(name):
        return
    ours = _marked_names(doc)
    if name not in ours.values():
        applied.left_out.append(f"Trang “{name}” không do chương trình thêm vào nên để nguyên.")
    elif doc.isProtected() or doc.Sheets.getByName(name).isProtected():
        applied.left_out.append(f"Trang “{name}” hoặc cấu trúc sổ đang khóa nên không bỏ được trang này.")
    else:
        _forget(doc, name, ours)
        doc.Sheets.removeByName(name)
        applied.replaced_sheets.append(name)


def _marked_names(doc: Any) -> dict[str, str]:
    """Marker → sheet."""
    sheets = [sheet.Name for sheet in sheets_of(doc)]
    found = {}
    for marker in doc.NamedRanges.ElementNames:
        if marker.startswith(MARKER):
            cells = doc.NamedRanges.getByName(marker).ReferredCells
            if cells is not None:
                found[marker] = sheets[cells.RangeAddress.Sheet]
    return found


def _mark(doc: Any, name: str, ours: dict[str, str]) -> None:
    names = doc.NamedRanges
    for number in range(1, 1000):
        marker = f"{MARKER}{number}"
        if names.hasByName(marker) and marker not in ours:
            names.removeByName(marker)  # its sheet was removed by hand
        if not names.hasByName(marker):
            first = doc.Sheets.getByName(name).getCellByPosition(0, 0).CellAddress
            names.addNewByName(marker, f"${_quoted(name)}.$A$1", first, 0)
            return


def _name_for(wanted: str, existing: list[str], ours: set[str]) -> str:
    """A user's sheet of that name is left alone: ours gets a number."""
    legal = _FOREIGN.sub(" ", wanted).strip("' ")[:31] or "Trang"
    taken = {name.casefold() for name in existing if name not in ours}
    name, number = legal, 1
    while name.casefold() in taken:
        number += 1
        name = f"{legal[: 31 - len(f' ({number})')]} ({number})"
    return next((known for known in existing if known.casefold() == name.casefold()), name)


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


class _Table:
    """One sheet being drawn."""

    def __init__(self, doc: Any, sheet: Any, action: dict[str, Any]) -> None:
        self._doc, self._sheet = doc, sheet
        self._rows: list[list[Any]] = action["rows"]
        self._header: int = action["header_row"]
        self._widths: list[float] = action["widths"]
        self._autofilter: bool = action["autofilter"]
        self._columns = max([len(row) for row in self._rows] or [1]) or 1
        null = doc.NullDate
        self._epoch = datetime(null.Year, null.Month, null.Day)

    def draw(self) -> None:
        """Paper and look first: on filled cells each of them makes Calc measure every row again."""
        if not self._rows:
            return
        self._paper()
        self._columns_and_rows()
        self._dress()
        self._particular_cells()
        plain = tuple(
            tuple(self._plain(row[column]) if column < len(row) else "" for column in range(self._columns))
            for row in self._rows
        )
        self._area(0, len(self._rows) - 1).setDataArray(plain)
        for row, line in enumerate(self._rows):
            for column, value in enumerate(line):
                if isinstance(value, dict) and "text" in value:
                    self._link(row, column, value)
        self._freeze_and_filter()

    def _area(self, top: int, bottom: int) -> Any:
        return self._sheet.getCellRangeByPosition(0, top, self._columns - 1, bottom)

    def _plain(self, value: Any) -> float | str:
        if isinstance(value, dict):
            if "moment" in value:
                return serial(value, self._epoch)
            return value["severity"].upper() if "severity" in value else ""
        return "" if value is None else value if isinstance(value, str) else float(value)

    def _dress(self) -> None:
        everything = self._area(0, len(self._rows) - 1)
        everything.CharFontName, everything.CharHeight = _FONT, 12.0
        everything.VertJustify = 1
        if self._header > 1:
            title = self._area(0, 0)
            title.CharWeight, title.CharHeight = 150.0, 14.0
        bottom = len(self._rows) - 1
        if self._header <= bottom:
            body = self._area(self._header, bottom)
            body.IsTextWrapped = True
            _rule(body)
        if self._header:
            header = self._area(self._header - 1, self._header - 1)
            header.CharWeight, header.CharColor, header.CellBackColor = 150.0, _WHITE, _NAVY
            header.IsTextWrapped, header.VertJustify = True, 2
            header.setPropertyValue("HoriJustify", _enum("com.sun.star.table.CellHoriJustify", "CENTER"))
            _rule(header)

    def _columns_and_rows(self) -> None:
        for number in range(self._columns):
            width = self._widths[number] if number < len(self._widths) else _DEFAULT_WIDTH
            self._sheet.Columns.getByIndex(number).Width = round((width * 7 + 5) * _PIXEL)

    def _particular_cells(self) -> None:
        """The look of links, days, truth values, severities."""
        tones: dict[str, list[tuple[int, int]]] = {}
        days: dict[int, list[tuple[int, int]]] = {}
        links = []
        for row, line in enumerate(self._rows):
            for column, value in enumerate(line):
                if isinstance(value, bool):
                    days.setdefault(logical_format(self._doc), []).append((row, column))
                elif not isinstance(value, dict):
                    continue
                elif "severity" in value:
                    tones.setdefault(value["severity"], []).append((row, column))
                elif "moment" in value:
                    days.setdefault(date_format(self._doc, value["moment"]), []).append((row, column))
                else:
                    links.append((row, column))
        for severity, places in tones.items():
            cells = ranges_of(self._doc, self._sheet, places)
            cells.CellBackColor, cells.CharWeight = int(TONES[severity][1:], 16), 150.0
        for key, places in days.items():
            ranges_of(self._doc, self._sheet, places).NumberFormat = key
        if links:
            cells = ranges_of(self._doc, self._sheet, links)
            cells.CharColor, cells.CharUnderline = _BLUE, 1

    def _link(self, row: int, column: int, jump: dict[str, Any]) -> None:
        field = self._doc.createInstance("com.sun.star.text.TextField.URL")
        field.Representation = jump["text"]
        field.URL = f"#{_quoted(jump['sheet'])}.{jump['cell'] or 'A1'}"
        text = self._sheet.getCellByPosition(column, row).getText()
        text.insertTextContent(text.createTextCursor(), field, False)

    def _paper(self) -> None:
        self._sheet.PageStyle = _page_style(self._doc)
        if self._header:
            self._sheet.setTitleRows(self._area(self._header - 1, self._header - 1).RangeAddress)
            self._sheet.setPrintTitleRows(True)

    def _freeze_and_filter(self) -> None:
        if not self._header:
            return
        if self._autofilter:
            area = self._area(self._header - 1, len(self._rows) - 1).RangeAddress
            filters = self._doc.getPropertyValue("UnnamedDatabaseRanges")
            filters.setByTable(area)
            filters.getByTable(area.Sheet).AutoFilter = True
        controller = self._doc.CurrentController
        if controller is not None:
            active, selected = controller.ActiveSheet, self._doc.CurrentSelection
            controller.setActiveSheet(self._sheet)
            controller.freezeAtPosition(0, self._header)
            controller.setActiveSheet(active)
            controller.select(selected)


def _rule(cells: Any) -> None:
    """Thin grey lines around every cell."""
    import uno

    line = uno.createUnoStruct("com.sun.star.table.BorderLine2")
    line.Color, line.OuterLineWidth, line.LineWidth = _GREY, 18, 18
    for side in ("TopBorder2", "BottomBorder2", "LeftBorder2", "RightBorder2"):
        cells.setPropertyValue(side, line)


def _enum(kind: str, name: str) -> Any:
    import uno

    return uno.Enum(kind, name)


def _page_style(doc: Any) -> str:
    """A4 landscape, as wide as the page, the sheet's name and the page number below."""
    styles = doc.StyleFamilies.getByName("PageStyles")
    if styles.hasByName(_PAGE_STYLE):
        return _PAGE_STYLE
    style = doc.createInstance("com.sun.star.style.PageStyle")
    styles.insertByName(_PAGE_STYLE, style)
    style.IsLandscape = True
    style.Width, style.Height = 29_700, 21_000
    style.LeftMargin = style.RightMargin = 1_270
    style.TopMargin, style.BottomMargin = 1_524, 760
    style.ScaleToPagesX, style.ScaleToPagesY = 1, 0
    style.CenterHorizontally = True
    style.HeaderIsOn, style.FooterIsOn = False, True
    footer = style.RightPageFooterContent
    for part, pieces in (
        (footer.LeftText, ("SheetName",)),
        (footer.CenterText, ()),
        (footer.RightText, ("Trang ", "PageNumber", "/", "PageCount")),
    ):
        part.setString("")
        for piece in pieces:
            cursor = part.createTextCursor()
            cursor.gotoEnd(False)
            if piece[0].isupper() and piece.isalpha():
                part.insertTextContent(
                    cursor, doc.createInstance(f"com.sun.star.text.TextField.{piece}"), False
                )
            else:
                part.insertString(cursor, piece, False)
    style.RightPageFooterContent = footer
    return _PAGE_STYLE
