"""What Excel does to values, hidden rows, formats and sheets on the way in and out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.workbook.protection import WorkbookProtection

from kdcl_xl.ports.blocks import Block, batches, blocks_of
from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.xlwings_cells import excel_value
from kdcl_xl.ports.xlwings_port import XwPort
from kdcl_xl.ports.xlwings_reading import _plain
from kdcl_xl.workbook.plan import (
    Fill,
    Moment,
    Notes,
    PutSheet,
    Scalar,
    Select,
    SetValues,
)
from tests.ports.xw_engine import Engine
from tests.ports.xw_host import ComError
from tests.ports.xw_opened import RED, done, engine, formats_of, opened, template, value

__all__ = ["engine", "opened"]


# ---- reading


def test_addresses_do_not_shift_and_formats_are_not_read(opened: Callable[..., XwPort]) -> None:
    def change(book: Any) -> None:
        sheet = book["Phụ"]
        sheet["C4"] = "x"
        sheet["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF0000")

    grid = opened(change).snapshot().grids["Phụ"]
    assert grid == [["", "", ""], ["", "", ""], ["", "", ""], ["", "", "x"]]


def test_a_filled_cell_far_away_is_said(opened: Callable[..., XwPort]) -> None:
    port = opened(lambda book: book["Phụ"].__setitem__("XFD1048576", 1))
    with pytest.raises(PortError, match="Trang “Phụ” có vùng đã dùng quá lớn"):
        port.snapshot()


def test_formulas_errors_and_texts_that_look_like_them(opened: Callable[..., XwPort]) -> None:
    def change(book: Any) -> None:
        sheet = book["Phụ"]
        sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "=1+1", "#N/A", "#SPILL!", "=chữ"
        sheet["A4"].data_type = "s"
        sheet["B1"] = "=1/0"

    snapshot = opened(change).snapshot()
    assert snapshot.formula_cells == {"Phụ": {"A1": "formula", "B1": "formula", "A2": "error", "A3": "error"}}
    assert [row[0] for row in snapshot.grids["Phụ"]] == ["", "", "", "=chữ"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (3.0, 3), (2.5, 2.5), (True, True), (None, ""), (Decimal("12.50"), 12.5), (Decimal(4), 4), ("3", "3"),
        (dt.datetime(2026, 9, 5), dt.date(2026, 9, 5)),
        (dt.datetime(2026, 9, 5, 7, 30), dt.datetime(2026, 9, 5, 7, 30)),
        (dt.datetime(1899, 12, 30, 7, 30), dt.time(7, 30)),
        ("#REF!", None), (-2146826243, None), (-2146826243.0, -2146826243), (12, 12),
    ],
)  # fmt: skip
def test_values_as_the_reader_expects_them(given: Any, read: Any) -> None:
    found = _plain(given)
    assert found == read
    assert type(found) is type(read)


def test_names_of_the_workbook_and_of_a_sheet(opened: Callable[..., XwPort]) -> None:
    def change(book: Any) -> None:
        defined = openpyxl.workbook.defined_name.DefinedName
        book.defined_names["ten_truong"] = defined("ten_truong", attr_text="'Số liệu'!$B$5")
        book.defined_names["vung"] = defined("vung", attr_text="'Số liệu'!$B$5:$C$9")
        book.defined_names["hong"] = defined("hong", attr_text="#REF!$A$1")
        book["Phụ"].defined_names["rieng"] = defined("rieng", attr_text="Phụ!$A$1")

    assert opened(change).snapshot().names == {"ten_truong": ("Số liệu", 4, 1), "rieng": ("Phụ", 0, 0)}


def test_hidden_sheets_are_read(opened: Callable[..., XwPort]) -> None:
    def change(book: Any) -> None:
        book["Phụ"]["A1"] = "dấu"
        book["Phụ"].sheet_state = "veryHidden"

    assert opened(change).snapshot().grids["Phụ"] == [["dấu"]]


# ---- writing


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trường THCS", "Trường THCS"), ("", ""), ("=1+1", "'=1+1"), ("00123", "'00123"), ("1.10", "'1.10"),
        ("'nháy", "''nháy"), ("T9/2026", "'T9/2026"), ("TRUE", "'TRUE"), ("đúng", "đúng"), ("- gạch", "'- gạch"),
    ],
)  # fmt: skip
def test_text_stays_text(text: str, told: str) -> None:
    assert excel_value(text) == told


def test_numbers_too_large_for_com_go_as_floats() -> None:
    assert (excel_value(2**31 - 1), type(excel_value(2**31))) == (2**31 - 1, float)


@pytest.mark.parametrize("how", ["hidden", "filtered"])
def test_hidden_rows_are_hit(opened: Callable[..., XwPort], how: str) -> None:
    def change(book: Any) -> None:
        for row in (3, 4, 7):
            book["Số liệu"].row_dimensions[row].hidden = True
        if how == "filtered":
            book["Số liệu"].auto_filter.ref = "A1:B9"
        book["Số liệu"]["B9"] = "x"

    cells: dict[str, Scalar] = {
        f"{column}{row}": f"{column} dòng {row}" for row in range(2, 9) for column in "AB"
    }
    port = opened(change)
    applied = done(
        port,
        SetValues(sheet="Số liệu", cells=cells),
        Fill(sheet="Số liệu", colours=dict.fromkeys(cells, RED)),
    )
    assert {cell: value(port, cell) for cell in cells} == cells
    assert {port.book.sheets["Số liệu"][cell].color for cell in cells} == {(0xF8, 0xCB, 0xCA)}
    assert len(applied.changes) == 28
    assert port.book.impl.wb["Số liệu"].row_dimensions[3].hidden


def test_many_cells_are_few_calls(opened: Callable[..., XwPort], engine: Engine) -> None:
    port = opened()
    block: dict[str, Scalar] = {f"{column}{row}": row for row in range(2, 202) for column in "ABCDE"}
    done(port, SetValues(sheet="Số liệu", cells=block))
    assert engine.host.writes == 1
    done(port, Fill(sheet="Số liệu", colours=dict.fromkeys([f"A{row}" for row in range(2, 602, 2)], RED)))
    assert engine.host.writes <= 1 + 12


@pytest.mark.parametrize(
    "places", [[(0, 0)], [(0, 0), (0, 1), (1, 0), (1, 1)], [(0, 0), (1, 1), (2, 2), (2, 3), (9, 9)]]
)
def test_blocks_hold_exactly_the_cells(places: list[tuple[int, int]]) -> None:
    blocks = blocks_of(places)
    assert sorted(place for block in blocks for place in block.places()) == places
    assert all(len(",".join(b.address for b in batch)) <= 12 for batch in batches(blocks, 12))


def test_batches_keep_every_block() -> None:
    blocks = [Block(row, 0, row, 0) for row in range(0, 100, 2)]
    assert [block for batch in batches(blocks, 40) for block in batch] == blocks
    assert len(list(batches(blocks, 0))) == 50


def test_a_cell_excel_refuses_does_not_stop_the_others(
    opened: Callable[..., XwPort], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = opened()
    area = type(port.book.sheets[0]["A1"].impl)
    check = area._check_write

    def locked(self: Any) -> None:
        if any(top <= 3 <= bottom for top, _left, bottom, _right in self.areas):
            raise ComError(-2147352567, "locked", -2146827284)
        check(self)

    monkeypatch.setattr(area, "_check_write", locked)
    applied = done(
        port,
        SetValues(sheet="Số liệu", cells={"A2": "a", "A3": "b", "A4": "c"}),
        Notes(sheet="Số liệu", texts={"A3": "LỖI · X-1: sai.", "A4": "LỖI · X-1: sai."}),
    )
    assert [value(port, cell) for cell in ("A2", "A3", "A4")] == ["a", None, "c"]
    assert [change.cell for change in applied.changes] == ["A2", "A4", "A4"]
    assert any("Số liệu!A3" in line for line in applied.left_out)


def test_a_sheet_that_is_gone_is_said(opened: Callable[..., XwPort]) -> None:
    applied = done(opened(), Fill(sheet="Không có", colours={"A1": RED}), Select(sheet="Không có", cell="A1"))
    assert applied.changes == []
    assert len(applied.left_out) == 2


def test_result_sheet_is_dressed(opened: Callable[..., XwPort], engine: Engine) -> None:
    port = opened()
    rows: list[list[Any]] = [["TIÊU ĐỀ"], ["Ngày", "Giờ"], [Moment(moment=dt.datetime(2026, 9, 5)), "x"]]
    done(port, PutSheet(name="Bảng", rows=rows, widths=[12, 30], header_row=2))
    sheet = port.book.impl.wb["Bảng"]
    assert (sheet["A2"].font.b, sheet["A2"].fill.fgColor.rgb, sheet["A1"].font.sz) == (True, "FF1F3864", 15)
    assert sheet["A3"].number_format == "dd/mm/yyyy"
    assert sheet.column_dimensions["B"].width == 30
    assert sheet.auto_filter.ref == "A2:B3"
    assert (engine.app.window.SplitRow, engine.app.window.FreezePanes) == (2, True)


def test_without_a_printer_the_sheet_is_there_all_the_same(
    opened: Callable[..., XwPort], engine: Engine
) -> None:
    engine.host.has_printer = False
    applied = done(opened(), PutSheet(name="Bảng", rows=[["a"]]))
    assert applied.added_sheets == ["Bảng"]
    assert any("máy in" in line for line in applied.left_out)


# ---- formats


def test_template_of_the_same_name_is_opened_beside_and_closed(
    opened: Callable[..., XwPort], engine: Engine, tmp_path: Path
) -> None:
    port = opened()
    applied = done(port, formats_of(template(tmp_path)))
    assert applied.left_out == []
    assert port.book.impl.wb["Số liệu"]["A7"].number_format == "@"
    assert [book.name for book in port.book.app.books] == ["sổ.xlsx"]
    assert engine.host.events
    [before] = applied.formats_before
    assert [path.name for path in (tmp_path / "lưu").iterdir()] == [Path(before.workbook).name]
    done(port, before)
    assert port.book.impl.wb["Số liệu"]["A7"].number_format == "General"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.parent / "mất.xlsx", "Không thấy tệp mẫu"),
        (lambda path: path, "Tệp mẫu không có trang “Phụ”"),
    ],
)
def test_formats_without_their_source_are_left_out(
    opened: Callable[..., XwPort], tmp_path: Path, make: Any, words: str
) -> None:
    applied = done(opened(), formats_of(make(template(tmp_path)), "Phụ"))
    assert words in applied.left_out[0]
    assert applied.formats_before == []


def test_formats_of_a_filtered_sheet_are_left_out(opened: Callable[..., XwPort], tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Số liệu"]["A9"] = "x"
        book["Số liệu"].row_dimensions[4].hidden = True

    port = opened(change)
    applied = done(port, formats_of(template(tmp_path)))
    assert "bỏ lọc" in applied.left_out[0]
    assert port.book.impl.wb["Số liệu"]["A7"].number_format == "General"


# ---- showing a cell


def test_a_hidden_sheet_is_shown_unless_the_structure_is_locked(opened: Callable[..., XwPort]) -> None:
    def hide(book: Any) -> None:
        book["Phụ"].sheet_state = "hidden"

    port = opened(hide)
    assert done(port, Select(sheet="Phụ", cell="B3")).left_out == []
    assert port.snapshot().desk.selection == ("Phụ", "B3")
    port.book.close()

    def lock(book: Any) -> None:
        hide(book)
        book.security = WorkbookProtection(lockStructure=True)

    applied = done(opened(lock), Select(sheet="Phụ", cell="B3"))
    assert "Phụ!B3" in applied.left_out[0]


def test_a_very_hidden_sheet_stays_hidden(opened: Callable[..., XwPort]) -> None:
    port = opened(lambda book: setattr(book["Phụ"], "sheet_state", "veryHidden"))
    assert done(port, Select(sheet="Phụ", cell="B3")).left_out
    assert port.book.impl.wb["Phụ"].sheet_state == "veryHidden"
