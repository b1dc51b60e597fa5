"""Reaching Excel: what its errors mean, how long to wait for it, and what it offers beyond xlwings' own names."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.ports.port import PortError

T = TypeVar("T")

_BUSY_CODES = frozenset(
    {
        -2147418111,  # 0x80010001 RPC_E_CALL_REJECTED: a cell is being edited, a dialog is open
        -2147417846,  # 0x8001010A RPC_E_SERVERCALL_RETRYLATER
        -2146777998,  # 0x800AC472 VBA_E_IGNORE: the same, for properties being set
    }
)
_GONE_CODES = frozenset(
    {
        -2147417848,  # 0x80010108 RPC_E_DISCONNECTED: Excel was closed
        -2147023174,  # 0x800706BA the same, the process is gone
        -2147023170,  # 0x800706BE
        -2147220995,  # 0x800401FD CO_E_OBJNOTCONNECTED
        -2146827864,  # 0x800A01A8 object required: the workbook was closed
    }
)
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.6, 0.6)
"""Seconds between attempts; two seconds are as long as a user waits without wondering."""
_OWN_ERRORS = ("XlwingsError", "ExcelBusyError", "NoSuchObjectError", "CommandError")


class Trouble(Enum):
    """What an error of the engine means."""

    BUSY = "busy"
    GONE = "gone"
    REFUSED = "refused"
    """This call cannot be done: a protected cell, a printer that is not there, an engine without the feature."""


class StoppedError(Exception):
    """Excel went out of reach; `trouble` is BUSY or GONE."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def trouble_of(error: Exception) -> Trouble | None:
    """What an error of xlwings means; None for an error of our own. Known by their codes: pywin32 is on Windows only."""
    if isinstance(error, StoppedError):
        return error.trouble
    codes = _codes(error)
    if codes & _BUSY_CODES or type(error).__name__ == "ExcelBusyError":
        return Trouble.BUSY
    if codes & _GONE_CODES:
        return Trouble.GONE
    refused = codes or isinstance(error, NotImplementedError) or type(error).__name__ in _OWN_ERRORS
    return Trouble.REFUSED if refused or type(error) is Exception else None  # xlwings raises bare Exceptions


def _codes(error: Exception) -> set[int]:
    """HRESULT and the code inside EXCEPINFO of a pywintypes.com_error."""
    hresult = getattr(error, "hresult", None)
    if not isinstance(hresult, int):
        return set()
    info = error.args[2] if len(error.args) > 2 else None
    inner = info[5] if isinstance(info, tuple) and len(info) > 5 else None
    return {hresult, inner} if isinstance(inner, int) else {hresult}


def stop_endless_retries() -> None:
    """xlwings repeats a rejected call for ever, so a cell left in edit mode would hang the button without a word.

    The bound is a variable of its Windows engine; there is no public one.
    """
    engine = sys.modules.get("xlwings._xlwindows")
    if engine is not None:
        vars(engine)["N_COM_ATTEMPTS"] = 1


@dataclass(frozen=True)
class Patience:
    """Repeats what Excel rejects for a moment. What is given to it may run more than once."""

    sleep: Callable[[float], None] = time.sleep

    def __call__(self, do: Callable[[], T]) -> T:
        """The answer. Raises StoppedError when Excel stays out of reach; other errors pass."""
        for pause in _PAUSES:
            try:
                return do()
            except Exception as error:
                if isinstance(error, StoppedError) or trouble_of(error) is not Trouble.BUSY:
                    raise _stopped(error) from error
            self.sleep(pause)
        try:
            return do()
        except Exception as error:
            raise _stopped(error) from error

    def attempt(self, do: Callable[[], object]) -> bool:
        """Whether Excel did it. Raises StoppedError, and errors of our own."""
        try:
            self(do)
        except Exception as error:
            if trouble_of(error) is Trouble.REFUSED:
                return False
            raise
        return True

    def native(self, thing: Any, name: str) -> Any:
        """An attribute of Excel's own object model, None where this engine has none of that name."""
        try:
            return self(lambda: getattr(thing.api, name))
        except Exception as error:
            if isinstance(error, AttributeError) or trouble_of(error) is Trouble.REFUSED:
                return None
            raise


def _stopped(error: Exception) -> Exception:
    if isinstance(error, StoppedError):
        return error
    trouble = trouble_of(error)
    return StoppedError(trouble) if trouble in (Trouble.BUSY, Trouble.GONE) else error


def port_error(message: str, remedy: str) -> PortError:
    """A PortError for the user; it is about the host, so it names no cell and no code."""
    return PortError(Finding("", Severity.ERROR, message, remedy))


def unreachable(error: Exception) -> PortError | None:
    """What the user is told when Excel could not be reached; None for an error of our own."""
    trouble = trouble_of(error)
    if trouble is Trouble.BUSY:
        return port_error(
            "Thầy/cô đang sửa dở một ô, hoặc một hộp thoại của Excel đang mở.",
            "Nhấn Enter (hoặc đóng hộp thoại) rồi bấm lại.",
        )
    if trouble is Trouble.GONE:
        return port_error("Sổ đã được đóng, hoặc Excel đã tắt.", "Mở lại sổ rồi bấm lại.")
    if trouble is Trouble.REFUSED:
        return port_error(
            f"Excel không cho đọc sổ ({_short(error)}).", "Lưu sổ, đóng Excel, mở lại sổ rồi bấm lại."
        )
    if isinstance(error, AttributeError) and "NoneType" in str(error):
        return port_error(
            "Không có sổ nào đang mở để sửa, hoặc sổ đang ở chế độ chỉ xem (Protected View).",
            "Bấm “Enable Editing” (Cho phép chỉnh sửa) trên dải vàng của Excel rồi bấm lại.",
        )
    return None


def _short(error: Exception) -> str:
    codes = sorted(_codes(error))
    return f"mã 0x{codes[-1] & 0xFFFFFFFF:08X}" if codes else type(error).__name__
