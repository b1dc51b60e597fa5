"""UnoPort: a workbook open in LibreOffice.

UNO belongs to LibreOffice's own Python, so a `Bridge` speaks it in a process of its own: `UnoPort(Bridge(…))`.
Inside LibreOffice the extension carries copies of the `uno_*` modules (docs/adr/0005).
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, ClassVar, Protocol, cast

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.uno_cells import HostError
from kdcl_xl.ports.uno_office import bridge_environment
from kdcl_xl.workbook.plan import Applied, Plan
from kdcl_xl.workbook.snapshot import Snapshot
from kdcl_xl.workbook.wire import snapshot_from_json

_GONE = ("LibreOffice không trả lời nữa.", "Thầy/cô mở lại LibreOffice và sổ rồi bấm lại.")


class Host(Protocol):
    """Whoever answers the requests of `uno_requests` for one workbook."""

    def ask(self, request: str, **given: Any) -> Any:
        """The answer. Raises HostError."""


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


class Bridge:
    """LibreOffice's own Python as a child that speaks UNO to a running LibreOffice; one document, the active one by default.

    `python`: that Python. `connection`: e.g. `pipe,name=kdcl` or `socket,host=127.0.0.1,port=2002`. `document`: the
    address of the workbook. Use as a context manager, or `close` it. Raises HostError when LibreOffice is not there.
    """

    program: ClassVar[tuple[str, ...]] = ("-m", "kdcl_xl.ports.uno_bridge")

    def __init__(self, python: str, connection: str, document: str = "") -> None:
        command = [python, *self.program, connection]
        self._document = document
        self._process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=bridge_environment(),
            text=True,
            encoding="utf-8",
        )
        self._stdin, self._stdout = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)
        self._answered()

    def __enter__(self) -> Bridge:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        self._stdin.close()
        self._process.wait(10)

    def ask(self, request: str, **given: Any) -> Any:
        """One request of `uno_requests`. Raises HostError."""
        line = json.dumps({"do": request, "document": self._document, "with": given}, ensure_ascii=False)
        try:
            self._stdin.write(f"{line}\n")
            self._stdin.flush()
        except OSError as error:
            raise HostError(*_GONE) from error
        return self._answered()

    def _answered(self) -> Any:
        line = self._stdout.readline()
        if not line:
            raise HostError(*_GONE)
        answer: Mapping[str, Any] = json.loads(line)
        if "error" in answer:
            said: Sequence[str] = answer["error"]
            raise HostError(*said)
        return answer["result"]
