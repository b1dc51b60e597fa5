"""A LibreOffice of its own for the tests of the port and of the extension: fresh profile, a pipe, a time limit."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import ClassVar

from kdcl_xl.ports.uno_cells import HostError
from kdcl_xl.ports.uno_office import clean_environment, office_program, office_python
from kdcl_xl.ports.uno_port import Bridge

_SERVER = Path(__file__).with_name("uno_server.py")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class _Talk(Bridge):
    program: ClassVar[tuple[str, ...]] = (str(_SERVER),)


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

    def bridge(self, document: str) -> Bridge:
        """A connection of the product's own kind to one document."""
        return Bridge(str(office_python()), self._pipe, document)

    def close(self) -> None:
        """Stop LibreOffice and wait for it."""
        self._timer.cancel()
        try:
            self.talk.ask("stop")
            self.talk.close()
            self._process.wait(20)
        except (HostError, OSError, subprocess.TimeoutExpired):
            self._kill()

    def _connected(self) -> _Talk:
        deadline = time.monotonic() + 60
        while True:
            try:
                return _Talk(str(office_python()), self._pipe)
            except HostError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    self._kill()
                    raise
                time.sleep(0.2)

    def _kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
