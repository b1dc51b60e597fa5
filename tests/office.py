"""The real LibreOffice for tests: one headless process per session, with a profile of its own.

LibreOffice's UNO bridge belongs to its own Python, so `office_server.py` runs there and we talk to it in JSON lines.
Blocks of cells go in one call: cell by cell takes seconds.
"""

from __future__ import annotations

import atexit
import json
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

Cell = str | float | None
"""A text, a number, or None for an error; a blank cell is ""."""
Block = Sequence[Sequence[str | float]]

_SERVER = Path(__file__).with_name("office_server.py")
_PYTHONS = (
    "/usr/bin/python3",
    "/Applications/LibreOffice.app/Contents/Resources/python",
    r"C:\Program Files\LibreOffice\program\python.exe",
)
_OFFICES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_PATIENCE = 120


class OfficeError(RuntimeError):
    """LibreOffice is missing, refused a request, or did not answer in time."""


class Office:
    """A running LibreOffice. Raises OfficeError when it or its Python bridge is not installed."""

    def __init__(self, profile: Path):
        command = [_python(), str(_SERVER), _soffice(), str(profile)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._answer("start")

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put("")

    def _answer(self, request: str) -> Any:
        try:
            line = self._answers.get(timeout=_PATIENCE)
        except queue.Empty:
            self._process.kill()
            raise OfficeError(f"LibreOffice did not answer {request!r} within {_PATIENCE} s") from None
        if not line:
            raise OfficeError(f"LibreOffice's Python ended during {request!r}")
        answer = json.loads(line)
        if "error" in answer:
            raise OfficeError(f"{request}: {answer['error']}")
        return answer["result"]

    def ask(self, request: str, *arguments: Any) -> Any:
        """One request of `office_server.Server`."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": request, "with": arguments}) + "\n")
        self._process.stdin.flush()
        return self._answer(request)

    def load(self, path: Path) -> Document:
        """Open a file, hidden and without macros."""
        return Document(self, self.ask("load", str(path.absolute())))

    def close(self) -> None:
        """Stop LibreOffice and wait for it."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)


class Document:
    """An open document. Addresses are A1 within a sheet."""

    def __init__(self, office: Office, number: int):
        self._office, self._number = office, number

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close without saving."""
        self._office.ask("close", self._number)

    def recalculate(self) -> None:
        """Recalculate every formula, whatever it holds."""
        self._office.ask("recalculate", self._number)

    def sheets(self) -> dict[str, bool]:
        """Sheet → visible."""
        return dict(self._office.ask("sheets", self._number))

    def print_only(self, *sheets: str) -> None:
        """Take the print areas from all other sheets: LibreOffice prints hidden ones as well."""
        self._office.ask("print_only", self._number, sheets)

    def names(self) -> dict[str, tuple[str, int, int]]:
        """Defined name of one cell → sheet and zero-based row and column."""
        found: dict[str, list[Any]] = self._office.ask("names", self._number)
        return {name: (sheet, row, column) for name, (sheet, row, column) in found.items()}

    def read(self, sheet: str, area: str) -> list[list[Cell]]:
        """The values of a range."""
        values: list[list[Cell]] = self._office.ask("read", self._number, sheet, area)
        return values

    def write(self, sheet: str, area: str, rows: Block) -> None:
        """Write values (never formulas) into a range of that size."""
        self._office.ask("write", self._number, sheet, area, rows)

    def formula(self, sheet: str, cell: str) -> str:
        """The formula of a cell, or its value."""
        return str(self._office.ask("formula", self._number, sheet, cell))

    def set_formula(self, sheet: str, cell: str, formula: str) -> None:
        """Replace the formula of a cell."""
        self._office.ask("set_formula", self._number, sheet, cell, formula)

    def unprotect(self, sheet: str) -> None:
        """Lift a protection without password."""
        self._office.ask("unprotect", self._number, sheet)

    def insert_column(self, sheet: str, column: int) -> None:
        """Insert a blank column before the zero-based one."""
        self._office.ask("insert_column", self._number, sheet, column)

    def try_blocks(
        self, sheet: str, area: str, blocks: Sequence[Block], shown: str, shown_area: str
    ) -> list[list[list[Cell]]]:
        """For each block: write it to `area`, recalculate everything, read `shown_area` of another sheet."""
        answers: list[list[list[Cell]]] = []
        for start in range(0, len(blocks), 50):
            part = [[list(row) for row in block] for block in blocks[start : start + 50]]
            answers += self._office.ask("try_blocks", self._number, sheet, area, part, shown, shown_area)
        return answers

    def save(self, path: Path) -> Path:
        """Save a copy in the format of the suffix (xlsx, ods, docx, odt)."""
        self._office.ask("save", self._number, str(path.absolute()))
        return path

    def pdf(self, path: Path) -> Path:
        """Print all sheets (see `print_only`), or the text, to PDF."""
        self._office.ask("pdf", self._number, str(path.absolute()))
        return path


@cache
def _running() -> Office:
    folder = Path(tempfile.mkdtemp(prefix="kdcl-office-"))
    office = Office(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(office.close)
    return office


@pytest.fixture
def office() -> Office:
    """The LibreOffice of this session: `from tests.office import office` in a test module."""
    return _running()


def _soffice() -> str:
    found = shutil.which("soffice") or next((path for path in _OFFICES if Path(path).exists()), None)
    if not found:
        raise OfficeError("LibreOffice is not installed: apt-get install libreoffice-calc libreoffice-writer")
    return found


def _python() -> str:
    for python in (*_PYTHONS, sys.executable):
        if (
            Path(python).exists()
            and not subprocess.run([python, "-c", "import uno"], capture_output=True).returncode
        ):
            return python
    raise OfficeError("no Python with LibreOffice's bridge: apt-get install python3-uno")
