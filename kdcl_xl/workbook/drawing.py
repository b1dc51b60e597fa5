"""Draw tables and sheets of single values: the part of a workbook that people type in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

from kdcl_xl.forms.columns import Column, Fields, Row
from kdcl_xl.forms.form import Edition, columns_of, fill_words, header
from kdcl_xl.workbook.addresses import absolute
from kdcl_xl.workbook.sheet_buttons import SheetButtons
from kdcl_xl.workbook.styles import ERROR_RED, GOOD_GREEN, LINE_HEIGHT, NAVY, Styles, lines_of

HEADER_ROW = 4
"""Zero-based row of every table header: title, subtitle, note and a blank row stand above."""
_WIDEST_FROZEN = 50
_WIDEST_PAGE = 240
"""Characters that still print readably on one landscape A4 page."""
_LONGEST_PROMPT = 255
_LONGEST_PROMPT_TITLE = 32


@dataclass(slots=True)
class Canvas:
    """What the drawing functions share: the XlsxWriter workbook, its formats and the edition."""

    book: Any
    styles: Styles
    edition: Edition
    lists: dict[str, tuple[str, ...]]
    subtitle: str
    buttons: SheetButtons | None = None


def write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    """Write one value by its Python type; text is always text, whatever it begins with."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "Có" if value else "Không", style)
    elif isinstance(value, dt.datetime | dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


def page(sheet: Any, running: str, *, landscape: bool, repeat: int | None = None, wide: int = 1) -> None:
    """A4, `wide` pages wide, page x/y, repeated header rows; `running` stands at the top of every page."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(wide, 0)
    sheet.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
    sheet.set_header(f'&L&"Times New Roman,Italic"&10{running}')
    sheet.set_footer('&C&"Times New Roman,Regular"&10Trang &P/&N')
    if repeat is not None:
        sheet.repeat_rows(repeat)


def heading(canvas: Canvas, sheet: Any, title: str, note: str) -> None:
    """Title, edition and advice above a table, outside the data."""
    styles = canvas.styles
    sheet.write_string(0, 0, title, styles.title())
    sheet.write_string(1, 0, canvas.subtitle, styles.subtitle())
    if note:
        sheet.write_string(2, 0, note, styles.of(font_color="#7F6000"))
    sheet.set_row(0, 24)


def draw_table(canvas: Canvas, sheet: Any, model: type[Row], rows: list[Row]) -> None:
    """Draw one table with its rows, spare rows, lists, input messages and print set-up."""
    table, edition = model.table, canvas.edition
    columns = columns_of(model, edition)
    heading(canvas, sheet, table.heading, table.note)
    first, last = HEADER_ROW + 1, HEADER_ROW + max(1, len(rows) + table.spare_rows)
    for position, column in enumerate(columns):
        _set_column(canvas, sheet, column, position, first, last)
    styles = [canvas.styles.entry(column.type, fixed=column.entry.fixed) for column in columns]
    fields = [column.field for column in columns]
    for offset, row in enumerate(rows):
        for position, (name, style) in enumerate(zip(fields, styles, strict=True)):
            write(sheet, first + offset, position, getattr(row, name), style)
        sheet.set_auto_row(first + offset, _lines(row, columns))
    for spare in range(first + len(rows), last + 1):
        for position, style in enumerate(styles):
            sheet.write_blank(spare, position, None, style)
    sheet.add_table(
        HEADER_ROW,
        0,
        last,
        len(columns) - 1,
        {
            "name": table.name,
            "style": None,
            "columns": [
                {"header": header(column, edition), "header_format": canvas.styles.header()}
                for column in columns
            ],
        },
    )
    sheet.set_row(HEADER_ROW, _header_height(columns, edition))
    sheet.freeze_panes(HEADER_ROW + 1, _frozen_columns(columns))
    page(sheet, canvas.subtitle, landscape=table.landscape, repeat=HEADER_ROW, wide=_pages_wide(columns))
    if (frozen := _frozen_columns(columns)) and _pages_wide(columns) > 1:
        sheet.repeat_columns(0, frozen - 1)
    _part_criteria(canvas, sheet, columns, first, last)
    sheet.print_area(
        0, 0, max(last if not table.spare_rows else first + len(rows) + 5, first), len(columns) - 1
    )


def _header_height(columns: tuple[Column, ...], edition: Edition) -> float:
    """Room for the longest header broken at its words, at least two lines. Points."""
    lines = [len(wrap(header(column, edition), max(1, int(column.entry.width * 1.1)))) for column in columns]
    return max(2, *lines) * LINE_HEIGHT + 1


def _lines(row: Row, columns: tuple[Column, ...]) -> int:
    """How many lines of text the fullest wrapped cell of a row needs."""
    return max(
        (
            lines_of(str(value), column.entry.width)
            for column in columns
            if column.type.wrap and (value := getattr(row, column.field))
        ),
        default=1,
    )


def _frozen_columns(columns: tuple[Column, ...]) -> int:
    """Leading columns that stay in sight, on screen and on the second page: through those that tell rows apart."""
    width, frozen, told_apart = 0.0, 0, False
    for number, column in enumerate(columns, start=1):
        names = column.entry.key or column.entry.fixed
        if (told_apart and not names) or (width := width + column.entry.width) > _WIDEST_FROZEN:
            break
        if names:
            told_apart, frozen = True, number
    return frozen


def _pages_wide(columns: tuple[Column, ...]) -> int:
    """Pages side by side: one as long as the print stays readable (about half size)."""
    return 1 + int(sum(column.entry.width for column in columns) // _WIDEST_PAGE)


def _part_criteria(canvas: Canvas, sheet: Any, columns: tuple[Column, ...], first: int, last: int) -> None:
    """A line above the first row of each criterion, where a criterion has several rows."""
    fields = [column.field for column in columns]
    if fields[0] != "criterion" or "level" not in fields:
        return
    line = canvas.book.add_format({"top": 1, "top_color": NAVY})
    formula = f"=$A{first + 1}<>$A{first}"
    rule = {"type": "formula", "criteria": formula, "format": line}
    sheet.conditional_format(first, 0, last, len(columns) - 1, rule)


def _set_column(canvas: Canvas, sheet: Any, column: Column, position: int, first: int, last: int) -> None:
    sheet.set_column(position, position, column.entry.width + 1.5)
    rule = validation(canvas, column)
    if rule:
        sheet.data_validation(first, position, last, position, rule)
    if column.entry.choices == "ds_ket_qua":
        for word, colour in (("Không đạt", ERROR_RED), ("Đạt", GOOD_GREEN)):
            look = canvas.book.add_format({"bg_color": colour, "bold": word != "Đạt"})
            condition = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            sheet.conditional_format(first, position, last, position, condition)


def draw_fields(canvas: Canvas, sheet: Any, model: type[Fields], values: dict[str, Any]) -> None:
    """Draw a sheet of single values: label, named entry cell, help beside it."""
    styles = canvas.styles
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 50)
    sheet.set_column(2, 2, 50)
    heading(canvas, sheet, model.heading, model.advice)
    row, group = 3, ""
    for column in model.columns:
        if column.entry.group != group:
            group = column.entry.group
            row += 1
            for position in range(3):
                sheet.write_string(row, position, group if position == 0 else "", styles.group())
            row += 1
        help_text = fill_words(column.entry.help, canvas.edition)
        star = " *" if column.entry.required else ""
        sheet.write_string(row, 0, header(column, canvas.edition) + star, styles.label())
        default = model.model_fields[column.field].default
        given = values.get(column.entry.name)
        value = default if given is None else given
        write(
            sheet,
            row,
            1,
            value,
            styles.entry(replace(column.type, align="left", wrap=True), valign="vcenter"),
        )
        sheet.set_auto_row(
            row,
            max(
                lines_of(help_text, 50),
                lines_of(header(column, canvas.edition), 40),
                lines_of(str(value), 50),
            ),
        )
        if help_text:
            sheet.write_string(row, 2, help_text, styles.note())
        canvas.book.define_name(column.entry.name, f"='{sheet.get_name()}'!{absolute(row, 1)}")
        rule = validation(canvas, column)
        if rule:
            sheet.data_validation(row, 1, row, 1, rule)
        row += 1
    sheet.write_string(row + 1, 0, "* Mục bắt buộc trước khi nộp.", styles.subtitle())
    sheet.freeze_panes(3, 1)
    page(sheet, canvas.subtitle, landscape=False)
    sheet.print_area(0, 0, row + 1, 2)


def validation(canvas: Canvas, column: Column) -> dict[str, Any]:
    """The Excel validation of a column: list, date or number, with the help as its input message."""
    entry, kind = column.entry, column.type.name
    help_text = fill_words(entry.help, canvas.edition)
    rule: dict[str, Any] = {}
    if entry.choices and canvas.lists.get(entry.choices):
        rule = {
            "validate": "list",
            "source": f"={entry.choices}",
            "error_message": "Hãy chọn một giá trị trong danh sách.",
        }
        if entry.open_list:
            rule["error_type"] = "information"
    elif kind == "date":
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": dt.date(1900, 1, 1),
            "maximum": dt.date(2100, 12, 31),
            "error_message": "Hãy nhập ngày dạng dd/mm/yyyy, ví dụ 05/09/2026.",
        }
    elif kind == "count" and not entry.fixed:
        rule = {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_message": "Hãy nhập số nguyên không âm.",
        }
    elif help_text and not entry.fixed:
        rule = {"validate": "any"}
    if not rule:
        return {}
    if help_text:
        rule["input_title"] = header(column, canvas.edition)[:_LONGEST_PROMPT_TITLE]
        rule["input_message"] = help_text[:_LONGEST_PROMPT]
    if "error_message" in rule:
        rule["error_title"] = "Giá trị chưa đúng"
    return rule
