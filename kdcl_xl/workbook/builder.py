"""Build a workbook from its form: blank, filled, or a part of it for a work group."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.workbook.addresses import absolute
from kdcl_xl.workbook.atomic import write_atomically
from kdcl_xl.workbook.content import Content, with_prefill
from kdcl_xl.workbook.drawing import Canvas, draw_fields, draw_table
from kdcl_xl.workbook.live.drawn import DRAWN
from kdcl_xl.workbook.sheet_buttons import SheetButtons
from kdcl_xl.workbook.sheets import Sheet, draw_stamp, new_book
from kdcl_xl.workbook.stamp import LISTS_SHEET, ORIGIN_SHEET, Stamp, stamp_of
from kdcl_xl.workbook.styles import LINE_GREY, NAVY, Styles

_TAB_COLOURS = {"entry": NAVY, "result": "#548235", "list": LINE_GREY}


def build(
    form: Form,
    edition: Edition,
    content: Content | None = None,
    *,
    stamp: Stamp | None = None,
    show: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    as_given: bool = False,
    origin: Iterable[Sequence[str]] = (),
    buttons: SheetButtons | None = None,
) -> bytes:
    """The workbook as bytes, the same for the same input.

    `show`: sheets visible besides the first ones (sheets with content always are).
    `only`: leave out every other entry sheet (a part for a work group).
    `as_given`: draw the rows of `content` without the prefilled ones it does not mention.
    `origin`: rows of the hidden sheet that tells a part what its cells were at first.
    `buttons`: buttons on the guide sheet; with their VBA project the bytes are those of an .xlsm.
    """
    content = content or Content(cells=dict(form.preset(edition)))
    buffer = io.BytesIO()
    book = new_book(buffer, form.title, edition.school_year)
    book.set_calc_mode("auto")
    canvas = Canvas(book, Styles(book), edition, form.lists_of(edition), _subtitle(edition, stamp), buttons)
    _draw_sheets(canvas, form, content, show, only, as_given)
    _draw_lists(canvas)
    draw_stamp(book, stamp or stamp_of(form, edition))
    _draw_origin(book, list(origin))
    if buttons:
        buttons.attach(book)
    book.close()
    return buffer.getvalue()


def build_to(
    path: Path, form: Form, edition: Edition, content: Content | None = None, **options: Any
) -> Path:
    """Build and save atomically; returns the path really written."""
    data = build(form, edition, content, **options)
    return write_atomically(path, lambda target: target.write_bytes(data))


def _subtitle(edition: Edition, stamp: Stamp | None) -> str:
    year = f"Năm học {edition.school_year}"
    if stamp and stamp.part:
        year = f"Phần của {stamp.part} · {year}"
    return f"{year} · {edition.regulation.short_title}" if edition.regulation else year


def _draw_sheets(
    canvas: Canvas,
    form: Form,
    content: Content,
    show: tuple[str, ...],
    only: tuple[str, ...],
    as_given: bool,
) -> None:
    fields = {model.sheet: model for model in form.fields}
    tables = {model.table.sheet: model for model in form.tables_of(canvas.edition)}
    names = [name for name in form.sheets_of(canvas.edition) if not only or name in only]
    sheets = {name: canvas.book.add_worksheet(name, Sheet) for name in names}
    first_visible = ""
    for name, sheet in sheets.items():
        filled = False
        if name in fields:
            values = {c.entry.name: content.cells.get(c.entry.name) for c in fields[name].columns}
            filled = any(value not in (None, "") for value in values.values())
            draw_fields(canvas, sheet, fields[name], values)
        elif name in tables:
            given = content.rows.get(tables[name], [])
            filled = _says_something(tables[name], given)
            rows = given if as_given else with_prefill(form, tables[name], canvas.edition, given)
            draw_table(canvas, sheet, tables[name], rows)
        else:
            DRAWN[form.id][name](canvas, sheet, form)
        tab = "result" if name in form.drawn else tables[name].table.tab if name in tables else "entry"
        sheet.set_tab_color(_TAB_COLOURS[tab])
        visible = bool(only) or filled or name in form.first_sheets or name in show
        if visible and not first_visible:
            first_visible = name
        if not visible:
            sheet.hide()
    sheets[first_visible].activate()
    sheets[first_visible].set_first_sheet()


def _says_something(table: type[Row], rows: Sequence[Row]) -> bool:
    """Whether a sheet has content. In one that only the program writes (every column fixed) each row is content."""
    if all(column.entry.fixed for column in table.columns):
        return any(getattr(row, column.field) not in ("", None) for row in rows for column in table.columns)
    return any(not row.is_blank() for row in rows)


def _draw_lists(canvas: Canvas) -> None:
    sheet = canvas.book.add_worksheet(LISTS_SHEET)
    for position, (name, values) in enumerate(canvas.lists.items()):
        sheet.write_string(0, position, name)
        for row, value in enumerate(values, start=1):
            sheet.write_string(row, position, str(value))
        last = max(len(values), 1)
        canvas.book.define_name(name, f"='{LISTS_SHEET}'!{absolute(1, position)}:{absolute(last, position)}")
    sheet.very_hidden()


def _draw_origin(book: Any, rows: list[Sequence[str]]) -> None:
    if not rows:
        return
    sheet = book.add_worksheet(ORIGIN_SHEET)
    for place, row in enumerate(rows):
        for position, value in enumerate(row):
            sheet.write_string(place, position, value)
    sheet.very_hidden()
