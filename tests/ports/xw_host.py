"""The Excel behind the engine of the tests: what goes wrong in it, and what it makes of what is typed in."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

REJECTED, IGNORED, DISCONNECTED = -2147418111, -2146777998, -2147417848
_EXCEPTION, _REFUSED = -2147352567, -2146827284
ERROR_NUMBERS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
    "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273, "#SPILL!": -2146826243,
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class ComError(Exception):
    """Looks like pywintypes.com_error."""

    def __init__(self, hresult: int, text: str, code: int | None = None) -> None:
        super().__init__(hresult, text, (0, "Microsoft Excel", text, None, 0, code), None)
        self.hresult = hresult


class Host:
    """The Excel behind the engine, and what goes wrong in it."""

    def __init__(self) -> None:
        self.busy = 0
        """So many calls are rejected, as while a cell is being edited; each rejected call counts one down."""
        self.busy_after: int | None = None
        """A user begins to edit a cell after so many calls that write."""
        self.closed = False
        self.has_native = True
        """Whether `.api` knows Excel's own object model."""
        self.is_remote = False
        """xlwings' remote engine: formulas, colours, notes, merged and hidden cells cannot be read in between."""
        self.has_printer = True
        self.alerts: list[tuple[str, str, str, str]] = []
        self.alert_answer = "ok"
        self.status: list[object] = []
        self.picked: dict[int, list[str]] = {}
        self.typed: list[object] = []
        self.save_as: object = False
        self.screen: list[bool] = []
        self.events = True
        self.writes = 0

    def call(self) -> None:
        """Every call into Excel passes here."""
        if self.closed:
            raise ComError(DISCONNECTED, "The object invoked has disconnected from its clients.")
        if self.busy:
            self.busy -= 1
            raise ComError(REJECTED, "Call was rejected by callee.")

    def read(self) -> None:
        """Calls the remote engine has no answer to pass here."""
        self.call()
        if self.is_remote:
            raise NotImplementedError

    def write(self) -> None:
        """Every call that changes something passes here."""
        self.call()
        self.writes += 1
        if self.busy_after is not None and self.writes > self.busy_after:
            raise ComError(_EXCEPTION, "Exception occurred.", IGNORED)


def refused(text: str = "") -> ComError:
    return ComError(_EXCEPTION, text or "Exception occurred.", _REFUSED)


def type_in(cell: Any, value: Any) -> None:
    """What Excel makes of a value given to a cell."""
    if value == "" and isinstance(value, str):
        cell.value = None
        return
    if not isinstance(value, str):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        cell.value = value
        return
    if value.startswith("'"):
        _as_text(cell, value[1:])
    elif cell.number_format == "@":
        _as_text(cell, value)
    elif value.startswith(("=", "+", "-", "@")):
        cell.value = value if value.startswith("=") else f"={value}"
    elif _NUMBER.fullmatch(value):
        cell.value = float(value)
    elif value.upper() in ("TRUE", "FALSE"):
        cell.value = value.upper() == "TRUE"
    elif re.fullmatch(r"\d{1,2}/\d{1,2}", value):
        cell.value = dt.datetime(2026, *(int(part) for part in reversed(value.split("/"))))
    else:
        _as_text(cell, value)


def _as_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


def quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"
