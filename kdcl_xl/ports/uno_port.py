"""UnoPort: a workbook open in LibreOffice.

UNO belongs to LibreOffice's own Python, so a `Host` speaks it in a process of its own (`window.libreoffice`). Inside
LibreOffice the extension carries copies of the `uno_*` modules (docs/adr/0005).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Protocol

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.uno_cells import HostError
from kdcl_xl.workbook.plan import Applied, Plan
from kdcl_xl.workbook.snapshot import Snapshot
from kdcl_xl.workbook.wire import snapshot_from_json


class Host(Protocol):
    """Whoever answers the requests of `uno_requests` for one workbook."""

    def ask(self, request: str, **given: Any) -> Any:
        """The answer. Raises HostError, or PortError where the host knows a code for what is wrong."""


class UnoPort:
    """See `port.Port`."""

    def __init__(self, host: Host, keep: Path | None = None) -> None:
        """`keep`: folder for the copies that undoing formats needs; the system's temporary one otherwise."""
        self._host, self._keep = host, keep or Path(tempfile.gettempdir())
        self._files: tempfile.TemporaryDirectory[str] | None = None

    def snapshot(self) -> Snapshot:
        """All values and what LibreOffice shows beside them. Raises PortError."""
        return snapshot_from_json(self._ask("snapshot"))

    def apply(self, plan: Plan) -> Applied:
        """Carry out a Plan as one step of LibreOffice's undo. Raises PortError."""
        self._keep.mkdir(parents=True, exist_ok=True)
        applied = self._ask("apply", plan=plan.model_dump(mode="json"), keep=str(self._keep))
        return Applied.model_validate(applied)

    def as_file(self) -> Path:
        """A copy as .xlsx; it goes with this port. Raises PortError."""
        if self._files is None:
            self._files = tempfile.TemporaryDirectory(prefix="kdcl-")
        return Path(self._ask("as_file", folder=self._files.name))

    def _ask(self, request: str, **given: Any) -> Any:
        try:
            return self._host.ask(request, **given)
        except HostError as error:
            raise PortError(Finding("", Severity.ERROR, error.message, error.remedy)) from error
