"""What the buttons of the window act upon: the workbook open in Excel or LibreOffice, or a closed file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from kdcl_xl.jobs.checking import workbooks_in
from kdcl_xl.ports.port import Port

_ABOUT_MARKS = {"xoa-dau", "hoan-tac"}
"""Buttons about what a press did: they want the copy it wrote, not the file."""
_LEFT_THERE: dict[Path, str] = {}
"""Copy → SHA-256 as this window left it."""


class Workplace(Protocol):
    """One line in the list of workbooks. `live`: the user sees the workbook itself, so cells can be shown to him."""

    @property
    def name(self) -> str:
        """How the list calls it."""

    @property
    def where(self) -> str:
        """Where it lies, in words."""

    @property
    def live(self) -> bool:
        """Whether it is open in a program."""

    def port(self, button_id: str = "") -> Port:
        """The way to it as it stands at this moment, for that button. Raises PortError."""


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A file on disk. It is never changed: a copy with marks is made beside it."""

    path: Path

    @property
    def name(self) -> str:
        """The file name."""
        return self.path.name

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.path.parent)

    @property
    def live(self) -> bool:
        """Closed."""
        return False

    def port(self, button_id: str = "") -> Port:
        """Reads the file, writes the copy beside it; what only concerns marks reads that copy."""
        from kdcl_xl.ports.file_port import FilePort, copy_beside

        copy = copy_beside(self.path)
        marked = button_id in _ABOUT_MARKS and copy.exists()
        # An earlier copy is kept as .bak only if somebody wrote into it: else each check would leave one behind.
        return FilePort(copy if marked else self.path, copy, keep=_digest(copy) != _LEFT_THERE.get(copy))


def remember_copy(port: Port) -> Path | None:
    """The copy a press wrote, None when it wrote none. What it holds now is known to be ours."""
    from kdcl_xl.ports.file_port import FilePort

    if not isinstance(port, FilePort) or port.written is None:
        return None
    _LEFT_THERE[port.written] = _digest(port.written)
    return port.written


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else ""


@dataclass(frozen=True, slots=True)
class InExcel:
    """The workbook in front in Excel when a button is pressed."""

    name: str = "Sổ đang mở trong Excel"
    where: str = "Sổ nằm trước cùng trong Excel lúc bấm nút."
    live: bool = True

    def port(self, button_id: str = "") -> Port:
        """Through xlwings (COM, AppleScript). Raises PortError."""
        from kdcl_xl.window.excel import active_workbook

        return active_workbook()


@dataclass(frozen=True, slots=True)
class InLibreOffice:
    """The workbook in front in LibreOffice when a button is pressed."""

    name: str = "Sổ đang mở trong LibreOffice"
    where: str = "Sổ nằm trước cùng trong LibreOffice lúc bấm nút."
    live: bool = True

    def port(self, button_id: str = "") -> Port:
        """Through LibreOffice's own bridge. Raises PortError."""
        from kdcl_xl.window.libreoffice import active_workbook

        return active_workbook()


def programs() -> list[Workplace]:
    """The programs a workbook may be open in on this system. Excel cannot be driven on Linux."""
    return [InLibreOffice()] if sys.platform == "linux" else [InExcel(), InLibreOffice()]


def files_of(paths: Iterable[Path]) -> Iterator[ClosedFile]:
    """The workbooks among files and in folders that were dropped on the window or chosen. Raises JobError.

    What earlier checks have made is taken only when it was named itself.
    """
    from kdcl_xl.jobs.watching import RESULTS
    from kdcl_xl.ports.file_port import COPY_SUFFIX

    named = list(paths)
    for given in workbooks_in(named):
        made_by_us = given.path.stem.endswith(COPY_SUFFIX) or RESULTS in Path(given.name).parts[:-1]
        if given.path in named or not made_by_us:
            yield ClosedFile(given.path)
