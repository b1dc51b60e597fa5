"""A small workbook open in the Excel of the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.xlwings_port import XwPort
from kdcl_xl.ports.xlwings_reach import Patience
from kdcl_xl.workbook.plan import Action, Applied, Area, CopyFormats, FormatsCopy, Plan
from tests.ports.xw_engine import Engine, installed

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


def template(tmp_path: Path, name: str = "sổ.xlsx") -> Path:
    folder = tmp_path / "mẫu"
    folder.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.active.title = "Số liệu"
    book.active["A2"].number_format = "@"
    book.save(folder / name)
    return folder / name


def formats_of(path: Path, sheet: str = "Số liệu") -> CopyFormats:
    copies = [FormatsCopy(source=Area(first="A2", last="B2"), target=Area(first="A2", last="B9"))]
    return CopyFormats(sheet=sheet, workbook=str(path), copies=copies)
