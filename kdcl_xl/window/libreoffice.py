"""The workbook in front in a running LibreOffice, reached from outside.

LibreOffice listens only when told to, and being started once more with `--accept` tells the one that runs: no setting,
no extension, and no second LibreOffice. Its bridge is spoken by its own Python (`office_side`), one short process a
request; the document is pinned by its uid, so that a press never ends in another workbook than it began with.
"""

from __future__ import annotations

import getpass
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kdcl_xl import ports
from kdcl_xl.documents.pdf import find_libreoffice
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.folders import undo_folder
from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.uno_office import clean_environment, python_of
from kdcl_xl.ports.uno_port import UnoPort
from kdcl_xl.window.office_side import NOT_LISTENING

NO_OFFICE = rule("CS-002", Severity.ERROR, "Có sổ đang mở trong LibreOffice")
_PATIENCE = 60
"""Seconds for one request; a dialog left open in LibreOffice keeps every answer back."""
_STARTS_LISTENING = 10
_SIDE = Path(__file__).with_name("office_side.py")


@dataclass(frozen=True, slots=True)
class Installation:
    """LibreOffice on this machine. `profile`: the user's profile folder, None for the usual one."""

    program: Path
    python: Path
    profile: Path | None = None

    @property
    def pipe(self) -> str:
        """A name of this user's own: pipes are shared by everybody on the machine."""
        owner = f"{getpass.getuser()} {self.profile or ''}"
        return f"kdcl-{sha256(owner.encode()).hexdigest()[:12]}"

    @property
    def runs(self) -> bool:
        """Whether it is open: starting it with an option must not start it when it is not.

        The lock tells this profile from others, the process tells a lock from one a crash has left behind.
        """
        return ((self.profile or _usual_profile()) / ".lock").exists() and _some_office_runs()

    def listen(self, option: str) -> None:
        """Tell the running LibreOffice to `accept` or `unaccept` on the pipe."""
        command = [
            str(self.program),
            f"--{option}=pipe,name={self.pipe};urp;",
            "--norestore",
            "--nologo",
            "--nodefault",
        ]
        if self.profile:
            command.insert(1, f"-env:UserInstallation={self.profile.as_uri()}")
        try:
            subprocess.run(  # noqa: S603
                command, env=clean_environment(), capture_output=True, timeout=_STARTS_LISTENING, check=False
            )
        except subprocess.TimeoutExpired:
            raise PortError(_silent()) from None


@dataclass(slots=True)
class RunningOffice:
    """The Host of `UnoPort` for one press: the workbook in front at its first request."""

    installation: Installation
    _document: str = ""

    def ask(self, request: str, **given: Any) -> Any:
        """See `uno_port.Host`. Raises PortError."""
        answer = self._answer({"do": request, "with": given, "document": self._document})
        if "message" in answer:
            raise PortError(NO_OFFICE.at("", "", answer["message"], answer["remedy"]))
        self._document = answer["document"]
        return answer["result"]

    def _answer(self, request: dict[str, Any]) -> Any:
        end = time.monotonic() + _STARTS_LISTENING
        told = False
        while True:
            done = self._run(request)
            if done.returncode == 0:
                return json.loads(done.stdout)
            if done.returncode != NOT_LISTENING:
                raise RuntimeError(f"{done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
            if not self.installation.runs:
                raise PortError(_not_open())
            if time.monotonic() > end:
                raise PortError(_silent())
            if not told:
                self.installation.listen("accept")
                told = True
            time.sleep(0.1)

    def _run(self, request: dict[str, Any]) -> subprocess.CompletedProcess[bytes]:
        command = [str(self.installation.python), str(_SIDE), self.installation.pipe, ports.__path__[0]]
        try:
            return subprocess.run(  # noqa: S603
                command,
                input=json.dumps(request, ensure_ascii=False).encode("utf-8"),
                env=clean_environment(),
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PortError(_silent()) from None


def active_workbook() -> UnoPort:
    """The workbook in front. Raises PortError where this LibreOffice cannot be reached at all."""
    return UnoPort(RunningOffice(find_installation()), undo_folder())


def find_installation() -> Installation:
    """LibreOffice and the Python that speaks its bridge. Raises PortError that says what is missing."""
    program = find_libreoffice()
    if program is None:
        raise PortError(
            NO_OFFICE.at(
                "", "", "Máy này không có LibreOffice.", "Thầy/cô kéo tệp vào cửa sổ này để làm việc với tệp."
            )
        )
    python = python_of(program)
    if python is None:
        raise PortError(
            NO_OFFICE.at(
                "",
                "",
                "Bản LibreOffice này không kèm phần nối Python (UNO) nên cửa sổ không tới được sổ đang mở.",
                "Trên Debian/Ubuntu nhờ cài gói python3-uno; bản Flatpak, Snap thì dùng tiện ích kdcl.oxt, hoặc lưu sổ rồi "
                "kéo tệp vào cửa sổ này.",
            )
        )
    return Installation(program, python)


def hang_up() -> None:
    """LibreOffice stops listening. Nothing happens where none runs."""
    try:
        installation = find_installation()
    except PortError:
        return
    if installation.runs:
        installation.listen("unaccept")


def _some_office_runs() -> bool:
    if sys.platform == "linux":
        names = (_content(path) for path in Path("/proc").glob("[0-9]*/comm"))
        return b"soffice.bin\n" in names
    command = ["pgrep", "-x", "soffice"]
    if sys.platform == "win32":
        command = ["tasklist", "/NH", "/FI", "IMAGENAME eq soffice.bin"]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    return b"soffice.bin" in done.stdout if sys.platform == "win32" else done.returncode == 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the process has ended
        return b""


def _usual_profile() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "")) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


def _not_open() -> Finding:
    return NO_OFFICE.at("", "", "LibreOffice chưa mở.", "Thầy/cô mở sổ bằng LibreOffice rồi bấm lại nút.")


def _silent() -> Finding:
    return NO_OFFICE.at(
        "",
        "",
        "LibreOffice đang mở nhưng không trả lời.",
        "Nếu LibreOffice đang hiện hộp thoại nào, thầy/cô đóng hộp thoại ấy rồi bấm lại.",
    )
