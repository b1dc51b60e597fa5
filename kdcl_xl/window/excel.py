"""The workbook in front in a running Excel."""

from __future__ import annotations

from typing import Any

from kdcl_xl.findings import Severity, rule
from kdcl_xl.ports.port import Port, PortError

NO_EXCEL = rule("CS-001", Severity.ERROR, "Có sổ đang mở trong Excel")


def active_workbook() -> Port:
    """Raises PortError when no Excel runs, none of its workbooks is open, or xlwings is not installed."""
    try:
        import xlwings
    except ImportError as error:
        raise _unreachable(
            "Bản cài này thiếu phần nối với Excel (xlwings).",
            "Nhờ người phụ trách máy cài thêm: pip install kdcl-xl[excel]; hoặc kéo tệp vào cửa sổ này.",
        ) from error
    from kdcl_xl.folders import undo_folder
    from kdcl_xl.ports.xlwings_port import XwPort

    return XwPort(_in_front(xlwings), undo_folder())


def _in_front(xlwings: Any) -> Any:
    _enter_com()
    nothing_open = _unreachable(
        "Không thấy sổ nào đang mở trong Excel.", "Thầy/cô mở sổ bằng Excel rồi bấm lại nút."
    )
    try:
        book = xlwings.books.active
    except Exception as error:  # what it raises without Excel differs from system to system
        raise nothing_open from error
    if book is None:
        raise nothing_open
    return book


def _enter_com() -> None:
    """Presses run in a thread of their own, and Windows wants each thread to announce itself."""
    try:
        import pythoncom
    except ImportError:  # not Windows
        return
    pythoncom.CoInitialize()


def _unreachable(message: str, remedy: str) -> PortError:
    return PortError(NO_EXCEL.at("", "", message, remedy))
