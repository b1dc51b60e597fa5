"""Excel that does not answer, addresses on the net, engines that know less."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.xlwings_port import XwPort
from kdcl_xl.ports.xlwings_reach import Patience, stop_endless_retries
from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.plan import (
    DropSheet,
    Fill,
    Notes,
    PutSheet,
    Select,
    SetValues,
)
from tests.ports.xw_engine import Engine
from tests.ports.xw_host import REJECTED, ComError
from tests.ports.xw_opened import RED, done, engine, formats_of, opened, refused, template, value

__all__ = ["engine", "opened"]


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
        formats_of(template(tmp_path)),
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
