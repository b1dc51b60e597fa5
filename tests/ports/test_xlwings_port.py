"""XwPort on an engine of our own: the contract every port keeps, through `Book.caller()` as RunPython comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from kdcl_xl.ports.xlwings_port import XwPort
from kdcl_xl.ports.xlwings_reach import Patience
from tests.ports.contract import PortContract, clean_workbook
from tests.ports.xw_engine import Engine, installed

__all__ = ["clean_workbook"]


@pytest.fixture(autouse=True)
def engine() -> Iterator[Engine]:
    made, remove = installed()
    yield made
    remove()
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller


class TestXwPort(PortContract):
    host = "Excel"

    def open(self, path: Path) -> XwPort:
        xw.engines.active.apps.active.books.open(str(path)).set_mock_caller()
        return XwPort(xw.Book.caller(), path.parent, Patience(sleep=lambda _seconds: None))

    def save(self, port: XwPort, path: Path) -> Path:  # type: ignore[override]
        port.book.save(str(path))
        port.book.close()
        return path
