"""LibreOffice as a program: where it and its Python are, and one started for a while without a window."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from secrets import token_hex

from kdcl_xl.documents.pdf import find_libreoffice
from kdcl_xl.ports.uno_cells import HostError
from kdcl_xl.ports.uno_extension import NOT_YET

ABSENT = HostError(
    "Máy này không có LibreOffice.",
    "Thầy/cô cài LibreOffice (Debian, Ubuntu: apt install libreoffice-calc python3-uno) rồi làm lại.",
)
NO_PYTHON = HostError(
    "Không thấy Python đi kèm LibreOffice (gói python3-uno).",
    "Thầy/cô cài thêm (Debian, Ubuntu: apt install python3-uno) rồi làm lại.",
)
SILENT = HostError("LibreOffice không khởi động được.", "Thầy/cô đóng mọi cửa sổ LibreOffice rồi làm lại.")
REFUSED = HostError(
    "LibreOffice không nhận phần mở rộng.", "Thầy/cô đóng mọi cửa sổ LibreOffice rồi làm lại."
)
_PATIENCE = 60.0
_OTHER_PYTHON = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")


def office_program() -> Path:
    """`soffice`. Raises HostError."""
    found = find_libreoffice()
    if found is None:
        raise ABSENT
    return found


@cache
def office_python() -> Path:
    """The Python that can speak to LibreOffice. Raises HostError."""
    found = python_of(office_program())
    if found is None:
        raise NO_PYTHON
    return found


def python_of(soffice: Path) -> Path | None:
    """The Python that can speak to this LibreOffice: its own, or the one a distribution has for it."""
    return next((python for python in _pythons(soffice) if python.is_file() and _speaks_uno(python)), None)


def clean_environment() -> dict[str, str]:
    """The environment without other Pythons: the one inside LibreOffice takes the library of the first `python3` on the
    search path for its own, and then every Python component fails. So does LibreOffice in an activated environment."""
    environment = dict(os.environ)
    own = str(office_program().parent)
    folders = environment.get("PATH", "").split(os.pathsep)
    kept = [folder for folder in folders if folder and not _holds_python(Path(folder))]
    system = [folder for folder in ("/usr/bin", "/bin") if os.name == "posix"]
    environment["PATH"] = os.pathsep.join(dict.fromkeys([own, *system, *kept]))
    return {name: value for name, value in environment.items() if name not in _OTHER_PYTHON}


class StartedOffice:
    """A LibreOffice without a window, for as long as it is needed. Use as a context manager.

    `profile`: its folder of settings; None is the user's own. With a LibreOffice of the user's already running, that one
    answers, and it goes on running. Raises HostError.
    """

    def __init__(self, profile: Path | None = None, environment: Mapping[str, str] | None = None) -> None:
        self.connection = f"pipe,name=kdcl-{token_hex(6)}"
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--nofirststartwizard",
        ]
        place = [f"-env:UserInstallation={profile.resolve().as_uri()}"] if profile else []
        office_python()
        self._process = subprocess.Popen(  # noqa: S603  the program found above, our own arguments
            [str(office_program()), *place, f"--accept={self.connection};urp;", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**clean_environment(), **(environment or {})},
            start_new_session=True,
        )

    def __enter__(self) -> StartedOffice:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def run(self, module: str, *arguments: str, limit: float = 120.0) -> str:
        """Run one of our `uno_*` modules in LibreOffice's Python; what it printed. Repeats until LibreOffice listens."""
        deadline = time.monotonic() + _PATIENCE
        command = [str(office_python()), "-m", f"kdcl_xl.ports.{module}", self.connection, *arguments]
        while True:
            done = subprocess.run(  # noqa: S603
                command,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=limit,
                env=bridge_environment(),
            )
            if done.returncode == 0:
                return done.stdout
            if done.returncode != NOT_YET:
                raise REFUSED
            if time.monotonic() > deadline or self._process.poll() not in (None, 0):
                raise SILENT
            time.sleep(0.2)

    def close(self) -> None:
        """Stop it, unless it was there before."""
        if self._process.poll() is not None:
            return
        try:
            self.run("uno_extension", "quit", limit=20)
            self._process.wait(20)
        except (HostError, subprocess.TimeoutExpired):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def bridge_environment() -> dict[str, str]:
    """LibreOffice's Python with our package beside it, and nothing of our own Python."""
    package = str(Path(__file__).resolve().parent.parent.parent)
    return {**clean_environment(), "PYTHONPATH": package, "PYTHONIOENCODING": "utf-8"}


def _pythons(soffice: Path) -> Iterator[Path]:
    program = soffice.resolve().parent
    for name in ("python.exe", "python"):
        yield program / name
    yield program.parent / "Resources" / "python"
    if os.name == "posix":
        yield Path("/usr/bin/python3")
    yield Path(sys.executable)


def _speaks_uno(python: Path) -> bool:
    done = subprocess.run(  # noqa: S603
        [str(python), "-c", "import uno"], env=clean_environment(), capture_output=True, timeout=30
    )
    return done.returncode == 0


def _holds_python(folder: Path) -> bool:
    return any(shutil.which(name, path=str(folder)) for name in ("python3", "python"))
