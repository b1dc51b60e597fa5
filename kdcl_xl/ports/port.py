"""Port: the one way to an open or a closed workbook. Three of them: Excel, LibreOffice, a file on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from kdcl_xl.findings import Finding
from kdcl_xl.workbook.plan import Applied, Plan
from kdcl_xl.workbook.snapshot import Snapshot


class PortError(Exception):
    """The workbook cannot be reached as it stands; nothing was changed. The finding is for the user."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.message} {finding.remedy}")
        self.finding = finding


class Port(Protocol):
    """A workbook in its host. What the host is able to do stands in `snapshot().desk.can`."""

    def snapshot(self) -> Snapshot:
        """All values with their addresses, and what the host shows beside them. Raises PortError."""

    def apply(self, plan: Plan) -> Applied:
        """Carry out the actions as one step of the host's own undo where it has one.

        What the host cannot do, and cells that are protected, hold a formula or are gone, are left out and said so in
        `Applied.left_out`. Raises PortError when the workbook is not reachable; then nothing was changed.
        """

    def as_file(self) -> Path:
        """The workbook as it stands now, as a file the jobs can read. Raises PortError.

        A copy for hosts that write one; where the host only saves in place, the workbook is saved.
        """
