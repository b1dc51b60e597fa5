"""Sheets of ours in an open Excel workbook: put, filled anew, dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from kdcl_xl.ports.blocks import Block, Place, batches, blocks_of
from kdcl_xl.ports.xlwings_cells import excel_value
from kdcl_xl.ports.xlwings_work import Work
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.marks import SEVERITY_COLOURS
from kdcl_xl.workbook.own_sheets import MARKER, free_marker, own_name, quoted, sheets_of_ours
from kdcl_xl.workbook.plan import DropSheet, Jump, Moment, PutSheet, SheetCell, Tone
from kdcl_xl.workbook.styles import FONT, NAVY, SIZE

_LANDSCAPE, _A4 = 2, 9
_LONGEST_ADDRESS = 240
_TITLE_SIZE = 15


def put_sheet(work: Work, action: PutSheet) -> None:
    """Add a sheet of ours after the others, or a new one in place of ours of that name."""
    existing = work.patient(lambda: [sheet.name for sheet in work.book.sheets])
    name = own_name(action.name, existing, work.ours)
    made: list[Any] = []
    if not work.patient.attempt(lambda: made.append(_new_sheet(work, name if name in existing else None))):
        work.left.sentence(f"Chưa thêm được trang “{name}” vì cấu trúc sổ đang được khóa.")
        return
    sheet = made[-1]
    if name in existing:
        work.patient(work.book.sheets[name].delete)
        work.replaced.append(name)
        _drop_markers(work, name)
    else:
        work.added.append(name)
    work.patient(lambda: setattr(sheet, "name", name))
    work.forget_sheets()
    _mark_as_ours(work, name)
    _write(work, sheet, action)
    _dress(work, sheet, action)
    _present(work, sheet, action)


def drop_sheet(work: Work, action: DropSheet) -> None:
    """Remove a sheet of ours; one of the user's with the same name stays."""
    if action.name not in work.ours or work.sheet(action.name) is None:
        work.left.sentence(f"Trang “{action.name}” không phải do chương trình thêm nên để nguyên.")
    elif work.patient.attempt(work.book.sheets[action.name].delete):
        work.replaced.append(action.name)
        _drop_markers(work, action.name)
    else:
        work.left.sentence(f"Chưa bỏ được trang “{action.name}” vì cấu trúc sổ đang được khóa.")


def _new_sheet(work: Work, before: str | None) -> Any:
    sheets = work.book.sheets
    if before is not None:
        return sheets.add(before=sheets[before])
    return sheets.add(after=sheets[len(sheets) - 1])


def _drop_markers(work: Work, sheet: str) -> None:
    """The hidden names that said the removed sheet is ours."""
    work.forget_sheets()
    for name, target in work.names.items():
        if name.startswith(MARKER) and ("#REF!" in target or sheet in sheets_of_ours({name: target})):
            work.patient(partial(_delete_name, work.book, name))
    work.forget_sheets()


def _delete_name(book: Any, name: str) -> None:
    book.names[name].delete()


def _mark_as_ours(work: Work, name: str) -> None:
    marker = free_marker(work.names)
    made = work.patient(lambda: work.book.names.add(marker, f"={quoted(name)}!$A$1"))
    api = work.patient.native(made, "Visible")
    if api is not None:
        made.api.Visible = False
    work.forget_sheets()


def _write(work: Work, sheet: Any, action: PutSheet) -> None:
    width = max((len(row) for row in action.rows), default=0)
    if not width:
        return
    rows = [[_shown(value) for value in row] + [None] * (width - len(row)) for row in action.rows]

    def put(block: Block) -> None:
        part = [line[block.left : block.right + 1] for line in rows[block.top : block.bottom + 1]]
        sheet.range(block.address).value = part

    whole = Block(0, 0, len(rows) - 1, width - 1)
    if not work.patient.attempt(partial(put, whole)):  # older Excel takes no long texts in a block
        for row, column in whole.places():
            work.patient(partial(put, Block(row, column, row, column)))
    for row, line in enumerate(action.rows):
        for column, value in enumerate(line):
            if isinstance(value, Jump):
                work.patient(partial(_link, sheet, a1(row, column), value))


def _shown(value: SheetCell) -> object:
    if isinstance(value, Tone):
        return value.severity.value.upper()
    return excel_value(value.text if isinstance(value, Jump) else value)


def _link(sheet: Any, cell: str, jump: Jump) -> None:
    target = f"#{quoted(jump.sheet)}!{jump.cell or 'A1'}"
    sheet.range(cell).add_hyperlink(target, jump.text, "Bấm để tới ô này")


def _dress(work: Work, sheet: Any, action: PutSheet) -> None:
    """Font, header, colours of severities, widths. What an engine cannot dress stays plain."""
    width = max((len(row) for row in action.rows), default=0)
    if not width:
        return
    header, last = action.header_row, len(action.rows)
    whole = sheet.range(Block(0, 0, last - 1, width - 1).address)
    steps: list[Callable[[], object]] = [partial(_font, whole, name=FONT, size=SIZE)]
    if header:
        top = sheet.range(Block(header - 1, 0, header - 1, width - 1).address)
        steps += [partial(_font, top, bold=True, color="#FFFFFF"), partial(setattr, top, "color", NAVY)]
    if header > 1:
        steps.append(partial(_font, sheet.range("A1"), bold=True, size=_TITLE_SIZE, color=NAVY))
    for number, characters in enumerate(action.widths):
        steps.append(partial(setattr, sheet.range(a1(0, number)), "column_width", characters))
    body = sheet.range(Block(max(header - 1, 0), 0, last - 1, width - 1).address)
    steps += [partial(setattr, body, "wrap_text", True), partial(setattr, body, "vertical_alignment", "top")]
    for address, colour in _toned(action):
        steps.append(partial(setattr, sheet.range(address), "color", colour))
    for address, code in _dated(action):
        steps.append(partial(setattr, sheet.range(address), "number_format", code))
    steps.append(lambda: body.rows.autofit())
    refused = [step for step in steps if not work.patient.attempt(step)]
    if refused:
        work.left.sentence(f"Trang “{sheet.name}” chưa có đủ định dạng; nội dung vẫn đủ.")


def _font(area: Any, **properties: Any) -> None:
    for name, value in properties.items():
        setattr(area.font, name, value)


def _toned(action: PutSheet) -> Iterable[tuple[str, str]]:
    places: dict[str, list[Place]] = {}
    for row, line in enumerate(action.rows):
        for column, value in enumerate(line):
            if isinstance(value, Tone):
                places.setdefault(SEVERITY_COLOURS[value.severity], []).append((row, column))
    return _addressed(places)


def _dated(action: PutSheet) -> Iterable[tuple[str, str]]:
    places: dict[str, list[Place]] = {}
    for row, line in enumerate(action.rows):
        for column, value in enumerate(line):
            if isinstance(value, Moment):
                code = "dd/mm/yyyy hh:mm" if isinstance(value.value, dt.datetime) else "dd/mm/yyyy"
                places.setdefault(code, []).append((row, column))
    return _addressed(places)


def _addressed(places: dict[str, list[Place]]) -> Iterable[tuple[str, str]]:
    for key, found in places.items():
        for batch in batches(blocks_of(found), _LONGEST_ADDRESS):
            yield ",".join(block.address for block in batch), key


def _present(work: Work, sheet: Any, action: PutSheet) -> None:
    """Frozen header, filter, A4 landscape: Excel's own object model only, so elsewhere the sheet goes without."""
    native = work.patient.native
    width = max((len(row) for row in action.rows), default=1) or 1
    window, setup = native(work.book.app, "ActiveWindow"), native(sheet, "PageSetup")
    if window is not None and action.header_row:
        work.patient.attempt(partial(_freeze, window, action.header_row))
    table = sheet.range(
        Block(max(action.header_row - 1, 0), 0, max(len(action.rows), 1) - 1, width - 1).address
    )
    if action.header_row and action.autofilter and native(table, "AutoFilter") is not None:
        work.patient.attempt(lambda: table.api.AutoFilter(1))
    if setup is not None and not work.patient.attempt(partial(_page, setup, action.header_row)):
        work.left.sentence(f"Chưa đặt được khổ A4 ngang cho trang “{sheet.name}” (máy chưa có máy in).")


def _freeze(window: Any, rows: int) -> None:
    window.DisplayGridlines = False
    window.FreezePanes = False
    window.SplitColumn, window.SplitRow = 0, rows
    window.FreezePanes = True


def _page(setup: Any, header_row: int) -> None:
    setup.Orientation, setup.PaperSize = _LANDSCAPE, _A4
    setup.Zoom, setup.FitToPagesWide, setup.FitToPagesTall = False, 1, False
    setup.RightFooter = "&P/&N"
    if header_row:
        setup.PrintTitleRows = f"${header_row}:${header_row}"
