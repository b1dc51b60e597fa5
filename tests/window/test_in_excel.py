"""The window's way to Excel: what is in front, or one sentence why nothing is."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.xlwings_port import XwPort
from kdcl_xl.window.excel import active_workbook


def test_the_workbook_in_front(monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings

    book = object()
    monkeypatch.setattr(xlwings, "books", SimpleNamespace(active=book))
    port = active_workbook()
    assert isinstance(port, XwPort)
    assert port.book is book


def test_excel_without_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings

    monkeypatch.setattr(xlwings, "books", SimpleNamespace(active=None))
    with pytest.raises(PortError, match="Không thấy sổ nào đang mở trong Excel"):
        active_workbook()


def test_no_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings

    class Nothing:
        @property
        def active(self) -> object:
            raise xlwings.XlwingsError("Couldn't find any active App!")

    monkeypatch.setattr(xlwings, "books", Nothing())
    with pytest.raises(PortError, match="Không thấy sổ nào đang mở trong Excel"):
        active_workbook()


def test_an_installation_without_xlwings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", None)
    with pytest.raises(PortError, match="thiếu phần nối với Excel"):
        active_workbook()
