"""The process that thinks: started at the first press, kept alive, spoken to in JSON lines (`kdcl_xl.buttons.worker`)."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from typing import Any

from .interpreter import HOW_TO_SET, interpreter
from .uno_cells import HostError

_OURS = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONEXECUTABLE",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "URE_BOOTSTRAP",
)
"""Set by LibreOffice for its own Python; another Python would load the wrong library."""
_NO_WINDOW = 0x08000000


class Worker:
    """One process."""

    def __init__(self, python: str) -> None:
        """Raises HostError when there is no such program."""
        self.python = python
        try:
            self._process = subprocess.Popen(  # noqa: S603  a program the user chose
                [python, "-P", "-m", "kdcl_xl.buttons.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name not in _OURS},
                creationflags=_NO_WINDOW if os.name == "nt" else 0,
            )
        except OSError as error:
            raise HostError(f"Không chạy được trình thông dịch “{python}”.", HOW_TO_SET) from error
        self._requests: queue.Queue[dict[str, Any]] = queue.Queue()
        self._answers: queue.Queue[Any] = queue.Queue()
        for loop in (self._talk, self._listen):
            threading.Thread(target=loop, daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def say(self, request: dict[str, Any]) -> None:
        """Send one request. Does not wait: a workbook is more than a pipe holds while the other side still starts."""
        self._requests.put(request)

    def hear(self, seconds: float) -> dict[str, Any] | None:
        """One answer, None when there is none within that time. Raises HostError."""
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            return None
        if answer is None:
            raise self._gone()
        return answer

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()

    def _talk(self) -> None:
        try:
            while True:
                request = self._requests.get()
                self._process.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
                self._process.stdin.flush()
        except OSError:
            self.end()  # whoever waits for an answer hears of it

    def _listen(self) -> None:
        for line in self._process.stdout:
            self._answers.put(json.loads(line))
        self._answers.put(None)

    def _gone(self) -> HostError:
        self.end()
        return HostError(
            f"Chương trình kdcl_xl đã dừng giữa chừng, hoặc trình thông dịch “{self.python}” không có gói kdcl_xl.",
            HOW_TO_SET,
        )


_kept: list[Worker] = []


def worker() -> Worker:
    """The one of this LibreOffice, started when there is none. Raises HostError."""
    python = interpreter()
    if not python:
        raise HostError("Chưa biết chương trình kdcl_xl nằm ở đâu trên máy này.", HOW_TO_SET)
    if _kept and (not _kept[0].alive or _kept[0].python != python):
        _kept.pop().end()
    if not _kept:
        _kept.append(Worker(python))
    return _kept[0]
