"""A LibreOffice of its own for the tests of the port and of the extension: fresh profile, a pipe, a time limit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from kdcl_xl.ports.uno_cells import HostError
from kdcl_xl.ports.uno_office import bridge_environment, clean_environment, office_program, office_python

_SERVER = Path(__file__).with_name("uno_server.py")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


GONE = ("LibreOffice không trả lời nữa.", "Thầy/cô mở lại LibreOffice và sổ rồi bấm lại.")


class Bridge:
    """LibreOffice's own Python as a child that speaks UNO to a running LibreOffice; one document, the active one by default.

    `python`: that Python. `connection`: e.g. `pipe,name=kdcl` or `socket,host=127.0.0.1,port=2002`. `document`: the
    address of the workbook. Use as a context manager, or `close` it. Raises HostError when LibreOffice is not there.
    """

    def __init__(self, python: str, connection: str, document: str = "") -> None:
        command = [python, str(_SERVER), connection]
        self._document = document
        self._process = subprocess.Popen(
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
            raise HostError(*GONE) from error
        return self._answered()

    def _answered(self) -> Any:
        line = self._stdout.readline()
        if not line:
            raise HostError(*GONE)
        answer: Mapping[str, Any] = json.loads(line)
        if "error" in answer:
            said: Sequence[str] = answer["error"]
            raise HostError(*said)
        return answer["result"]


class UnoOffice:
    """One headless LibreOffice; `limit` seconds after its start it is killed, whatever it does."""

    def __init__(
        self, profile: Path, *, limit: float = 900, settings: bool = True, **environment: str
    ) -> None:
        user = profile / "user"
        user.mkdir(parents=True, exist_ok=True)
        if settings:
            (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        self._pipe = f"pipe,name=kdcl{os.getpid()}-{abs(hash(str(profile))) % 10**6}"
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--nofirststartwizard",
        ]
        command = [
            str(office_program()),
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept={self._pipe};urp;",
            *options,
        ]
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**clean_environment(), **environment},
        )
        self._timer = threading.Timer(limit, self._kill)
        self._timer.daemon = True
        self._timer.start()
        self.talk = self._connected()

    def __enter__(self) -> UnoOffice:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def pipe_name(self) -> str:
        """What it listens on."""
        return self._pipe.partition("name=")[2]

    def close(self) -> None:
        """Stop LibreOffice and wait for it."""
        self._timer.cancel()
        try:
            self.talk.ask("stop")
            self.talk.close()
            self._process.wait(20)
        except (HostError, OSError, subprocess.TimeoutExpired):
            self._kill()

    def _connected(self) -> Bridge:
        deadline = time.monotonic() + 60
        while True:
            try:
                return Bridge(str(office_python()), self._pipe)
            except HostError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    self._kill()
                    raise
                time.sleep(0.2)

    def _kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
