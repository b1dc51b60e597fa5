"""What only Excel does to a workbook: rejected calls, hidden rows, addresses on the net, engines that know less."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.styles import PatternFill
from openpyxl.workbook.protection import WorkbookProtection

from kdcl_xl.ports.blocks import Block, batches, blocks_of
from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.xlwings_cells import excel_value
from kdcl_xl.ports.xlwings_port import XwPort
from kdcl_xl.ports.xlwings_reach import Patience, stop_endless_retries
from kdcl_xl.ports.xlwings_reading import _plain
from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.plan import (
    Action,
    Applied,
    Area,
    CopyFormats,
    DropSheet,
    Fill,
    FormatsCopy,
    Moment,
    Notes,
    Plan,
    PutSheet,
    Scalar,
    Select,
    SetValues,
)
from tests.ports.xw_engine import Engine, installed
from tests.ports.xw_host import REJECTED, ComError

RED = "#F8CBCA"
Change = Callable[[Any], object]


@pytest.fixture(autouse=True)
def engine() -> Iterator[Engine]:
    made, remove = installed()
    yield made
    remove()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., XwPort]:
    """A small workbook, changed by the test, open in Excel."""

    def open_it(change: Change = lambda _book: None) -> XwPort:
        book = openpyxl.Workbook()
        book.active.title = "Số liệu"
        book.active.append(["Mã", "Tên"])
        book.create_sheet("Phụ")
        change(book)
        path = tmp_path / "sổ.xlsx"
        book.save(path)
        slept: list[float] = []
        port = XwPort(
            xw.engines.active.apps.active.books.open(str(path)), tmp_path / "lưu", Patience(slept.append)
        )
        port.__dict__["slept"] = slept
        return port

    return open_it


def done(port: XwPort, *actions: Action) -> Applied:
    return port.apply(Plan(actions=list(actions), message=""))


def refused(port: XwPort, *actions: Action) -> str:
    with pytest.raises(PortError) as caught:
        done(port, *actions)
    return str(caught.value)


def value(port: XwPort, cell: str, sheet: str = "Số liệu") -> Any:
    return port.book.sheets[sheet][cell].value


# ---- Excel that does not answer


def test_a_moment_of_refusal_is_waited_for(opened: Callable[..., XwPort], engine: Engine) -> None:
    port = opened()
    engine.host.busy = 3
    assert port.snapshot().grids["Số liệu"] == [["Mã", "Tên"]]
    engine.host.busy = 3
    assert done(port, SetValues(sheet="Số liệu", cells={"A2": "x"})).left_out == []
    assert value(port, "A2") == "x"
    assert len(port.__dict__["slept"]) == 6


def test_a_cell_being_edited_is_said_and_nothing_changes(
    opened: Callable[..., XwPort], engine: Engine
) -> None:
    port = opened()
    engine.host.busy = 10**6
    words = refused(
        port, SetValues(sheet="Số liệu", cells={"A2": "x"}), Fill(sheet="Số liệu", colours={"A1": RED})
    )
    assert "đang sửa dở một ô" in words
    assert "Nhấn Enter" in words
    assert sum(port.__dict__["slept"]) <= 2
    with pytest.raises(PortError):
        port.snapshot()
    engine.host.busy = 0
    assert value(port, "A2") is None
    assert port.book.sheets["Số liệu"]["A1"].color is None
    assert engine.host.screen == []


def test_editing_that_begins_halfway_keeps_what_can_be_undone(
    opened: Callable[..., XwPort], engine: Engine
) -> None:
    port = opened()
    engine.host.busy_after = 1
    applied = done(
        port,
        SetValues(sheet="Số liệu", cells={"A2": "x"}),
        Fill(sheet="Số liệu", colours={"A1": RED}),
        Notes(sheet="Số liệu", texts={"A1": "LỖI · X-1: sai."}),
    )
    assert [(c.cell, c.after) for c in applied.changes] == [("A2", "x")]
    assert any("còn 2 việc chưa làm" in line for line in applied.left_out)


def test_a_closed_workbook_is_said(opened: Callable[..., XwPort], engine: Engine) -> None:
    port = opened()
    engine.host.closed = True
    assert "Sổ đã được đóng" in refused(port, Fill(sheet="Số liệu", colours={"A1": RED}))
    with pytest.raises(PortError, match="Mở lại sổ"):
        port.as_file()
    assert port.__dict__["slept"] == []


def test_protected_view_is_said() -> None:
    class Nothing:
        @property
        def sheets(self) -> Any:
            return None.sheets  # type: ignore[attr-defined]

    with pytest.raises(PortError, match="Enable Editing"):
        XwPort(Nothing()).snapshot()


def test_an_error_of_our_own_is_not_dressed_up(opened: Callable[..., XwPort], monkeypatch: Any) -> None:
    port = opened()
    monkeypatch.setattr(type(port.book.impl), "names", property(lambda _self: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        port.snapshot()


def test_xlwings_own_endless_retries_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = SimpleNamespace(N_COM_ATTEMPTS=0)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)  # type: ignore[arg-type]
    stop_endless_retries()
    assert windows.N_COM_ATTEMPTS == 1


def test_patience_does_not_multiply() -> None:
    slept: list[float] = []
    patient = Patience(slept.append)

    def rejected() -> None:
        raise ComError(REJECTED, "Call was rejected by callee.")

    with pytest.raises(Exception, match="busy"):
        patient(lambda: patient(rejected))
    assert sum(slept) <= 2


# ---- the screen


def test_screen_is_still_while_writing_and_shown_again(
    opened: Callable[..., XwPort], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = opened()
    done(port, Fill(sheet="Số liệu", colours={"A1": RED}))
    assert engine.host.screen == [False, True]

    def broken(*_arguments: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kdcl_xl.ports.xlwings_port.fill", broken)
    with pytest.raises(ZeroDivisionError):
        done(port, Fill(sheet="Số liệu", colours={"A1": RED}))
    assert engine.host.screen == [False, True, False, True]


def test_the_user_stays_on_the_same_sheet(opened: Callable[..., XwPort]) -> None:
    port = opened()
    done(port, PutSheet(name="Kết quả", rows=[["a"]]))
    assert port.book.sheets.active.name == "Số liệu"
    done(port, PutSheet(name="Kết quả", rows=[["b"]]), Select(sheet="Kết quả", cell="A1"))
    assert port.book.sheets.active.name == "Kết quả"


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


def _template(tmp_path: Path, name: str = "sổ.xlsx") -> Path:
    folder = tmp_path / "mẫu"
    folder.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.active.title = "Số liệu"
    book.active["A2"].number_format = "@"
    book.save(folder / name)
    return folder / name


def _formats(path: Path, sheet: str = "Số liệu") -> CopyFormats:
    copies = [FormatsCopy(source=Area(first="A2", last="B2"), target=Area(first="A2", last="B9"))]
    return CopyFormats(sheet=sheet, workbook=str(path), copies=copies)


def test_template_of_the_same_name_is_opened_beside_and_closed(
    opened: Callable[..., XwPort], engine: Engine, tmp_path: Path
) -> None:
    port = opened()
    applied = done(port, _formats(_template(tmp_path)))
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
    applied = done(opened(), _formats(make(_template(tmp_path)), "Phụ"))
    assert words in applied.left_out[0]
    assert applied.formats_before == []


def test_formats_of_a_filtered_sheet_are_left_out(opened: Callable[..., XwPort], tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Số liệu"]["A9"] = "x"
        book["Số liệu"].row_dimensions[4].hidden = True

    port = opened(change)
    applied = done(port, _formats(_template(tmp_path)))
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


# ---- the file


def test_a_changed_workbook_is_saved_where_it_lies(opened: Callable[..., XwPort]) -> None:
    port = opened()
    done(port, SetValues(sheet="Số liệu", cells={"A2": "x"}))
    assert openpyxl.load_workbook(port.as_file())["Số liệu"]["A2"].value == "x"


def test_on_the_net_there_is_no_file(opened: Callable[..., XwPort]) -> None:
    port = opened()
    port.book.impl.address = "https://d.docs.live.net/abc/sổ.xlsx"
    assert port.snapshot().desk.path == "https://d.docs.live.net/abc/sổ.xlsx"
    with pytest.raises(PortError, match="OneDrive") as caught:
        port.as_file()
    assert "Lưu một bản sao" in caught.value.finding.remedy


def test_a_workbook_never_saved_has_no_file(opened: Callable[..., XwPort]) -> None:
    port = opened()
    port.book.impl.address = port.book.name
    assert port.snapshot().desk.path == ""
    with pytest.raises(PortError, match="chưa được lưu lần nào"):
        port.as_file()


def test_a_read_only_workbook_is_read_but_not_saved(opened: Callable[..., XwPort]) -> None:
    port = opened()
    port.book.impl.read_only = True
    assert port.as_file().name == "sổ.xlsx"
    done(port, Fill(sheet="Số liệu", colours={"A1": RED}))
    with pytest.raises(PortError, match="chỉ đọc"):
        port.as_file()


# ---- engines that know less


def test_without_excels_own_object_model(
    opened: Callable[..., XwPort], engine: Engine, tmp_path: Path
) -> None:
    def protect(book: Any) -> None:
        book["Phụ"].protection.enable()

    engine.host.has_native = False
    port = opened(protect)
    desk = port.snapshot().desk
    assert (desk.locked, desk.structure_locked) == (frozenset(), False)
    assert Can.ASK not in desk.can
    assert desk.path.endswith("sổ.xlsx")
    applied = done(
        port,
        Fill(sheet="Phụ", colours={"A1": RED, "A2": RED}),
        PutSheet(name="Bảng", rows=[["a"]]),
        _formats(_template(tmp_path)),
    )
    assert applied.changes == []
    assert any("Phụ!A1, A2" in line for line in applied.left_out)
    assert applied.added_sheets == ["Bảng"]
    assert any("không hoàn tác được" in line for line in applied.left_out)
    assert port.book.impl.wb["Số liệu"]["A7"].number_format == "@"
    assert done(port, DropSheet(name="Bảng")).left_out == []


def test_as_little_as_the_remote_engine_knows(opened: Callable[..., XwPort], engine: Engine) -> None:
    port = opened()
    engine.host.is_remote, engine.host.has_native = True, False
    snapshot = port.snapshot()
    assert snapshot.grids["Số liệu"] == [["Mã", "Tên"]]
    assert snapshot.desk.can.isdisjoint({Can.VALUES, Can.FORMATS, Can.ASK, Can.PROGRESS})
    applied = done(
        port,
        SetValues(sheet="Số liệu", cells={"A1": "x"}),
        Fill(sheet="Số liệu", colours={"A1": RED, "B1": RED}),
        Notes(sheet="Số liệu", texts={"A1": "LỖI · X-1: sai."}),
    )
    assert [change.cell for change in applied.changes] == ["A1"]
    assert any("công thức" in line for line in applied.left_out)
    engine.host.is_remote = False
    assert value(port, "A1") == "Mã"
    assert port.book.sheets["Số liệu"]["B1"].color == (0xF8, 0xCB, 0xCA)
    assert port.book.sheets["Số liệu"]["A1"].note.text == "LỖI · X-1: sai."


def test_the_remote_engine_of_xlwings(capsys: pytest.CaptureFixture[str]) -> None:
    """Needs a key of xlwings PRO, which this project neither has nor needs; without one the test says so."""
    known = [each.name for each in xw.engines]
    if "remote" not in known:
        with capsys.disabled():
            sys.stdout.write("\nremote engine of xlwings: not tried, no XLWINGS_LICENSE_KEY\n")
        assert not os.environ.get("XLWINGS_LICENSE_KEY"), "the key in the environment is not accepted"
        return
    sheet = {
        "name": "Số liệu",
        "values": [["Mã", 3.0]],
        "visibility": "Visible",
        "notes": [],
        "pictures": [],
        "tables": [],
    }
    data = {
        "client": "Office.js", "version": xw.__version__, "names": [], "sheets": [sheet],
        "book": {"name": "sổ.xlsx", "active_sheet_index": 0, "selection": "A1"},
    }  # fmt: skip
    port = XwPort(xw.Book(json=data))
    assert port.snapshot().grids["Số liệu"] == [["Mã", 3]]
    done(port, Fill(sheet="Số liệu", colours={"A1": RED}))
    assert "setRangeColor" in [action["func"] for action in port.book.json()["actions"]]
