"""The contract of ports: what a Plan does to a workbook, whichever host it is open in.

To run it over a port, subclass `PortContract` in a `test_*.py` and say how the host opens and saves:

    class TestXwPort(PortContract):
        host = "Excel"

        def open(self, path: Path) -> Port: ...            # open this workbook, a new port object each time
        def save(self, port: Port, path: Path) -> Path: ...  # save it to `path` (maybe where it lies) and close it

- Fixtures and set-up of a host (an engine, a running LibreOffice) belong into the subclass as autouse fixtures.
- `lacks`: what the host cannot do (see `Can`); the tests of it then ask that it is left out and said so.
- Saved workbooks are read with openpyxl and compared cell by cell (value, colour, note, sheets, hidden rows, jumps) with
  what `states.after` makes of the actions. "Before" is the workbook as the host itself saves it unchanged, so what a
  host rewrites on saving does not count as a difference. Formulas count as formulas, whatever their spelling.
- Several marks that meet on one merged cell: the worst colour, all words in the order given.
- `Applied.changes` name the cell really changed (the first of a merged area), whole numbers as int.
- Pressing goes through `kdcl_xl.buttons.press.press`, each press on a new port, saved in place: as a user does.
- Tests for one host only (parts kept byte for byte, read-only files, `Book.caller()`) stand in that host's module.
"""

from __future__ import annotations

from tests.ports.contract_actions import ActionContract
from tests.ports.contract_base import (
    ANSWERS,
    ERROR,
    EVIDENCE,
    FIGURES,
    FREE,
    MISTAKES,
    REPORT,
    clean_workbook,
)
from tests.ports.contract_presses import PressContract

__all__ = [
    "ANSWERS",
    "ERROR",
    "EVIDENCE",
    "FIGURES",
    "FREE",
    "MISTAKES",
    "REPORT",
    "PortContract",
    "clean_workbook",
]


class PortContract(ActionContract, PressContract):
    """Subclass it, see above."""
