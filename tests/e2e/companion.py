"""The companion window on a virtual screen, and a file manager of one file to drag from."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.e2e.calc import at_home
from tests.screen import Screen

ROOT = Path(__file__).resolve().parents[2]


class Companion:
    """`kdcl cua-so` with these files; `home` is the folder of its user."""

    def __init__(self, screen: Screen, home: Path, *files: Path) -> None:
        self.screen = screen
        self._told = home / "cua-so.json"
        self._environment = {
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "xcb",
            "PATH": at_home(home)["PATH"],
        }
        self._start("window_driver.py", str(self._told), *map(str, files))
        screen.until(lambda: self.tells().get("active"), "the companion window")

    def tells(self) -> dict[str, Any]:
        """What the window shows."""
        return json.loads(self._told.read_text(encoding="utf-8")) if self._told.exists() else {}

    def says(self, words: str) -> None:
        """Wait until its sentence holds these words, and it is at rest."""
        self.screen.until(lambda: words in self.tells()["sentence"] and not self.tells()["busy"], words)

    def press(self, button: str) -> None:
        """A button, by mouse; while one works, the others do nothing."""
        self.screen.until(lambda: not self.tells()["busy"], "the window at rest")
        x, y = self.tells()["buttons"][button]
        self.screen.click(x, y)

    def choose(self, name: str) -> bool:
        """The workbook of a running program, by mouse; whether it is chosen now."""
        x, y = next(at for label, at in self.tells()["places"].items() if name in label)
        self.screen.click(x, y)
        return any(name in label for label in self.screen.after_a_moment(self.tells)["chosen"])

    def drop(self, file: Path) -> None:
        """Drag a file from another program into the window; again when a busy machine has lost hold of it."""
        self._start("drag_source.py", str(file))
        source = self.screen.window("^keo-tep$")

        def dropped() -> bool:
            self.screen.settle()
            x, y = self.tells()["drop"]
            self.screen.drag(source, x, y)
            return any(file.name in name for name in self.screen.after_a_moment(self.tells)["chosen"])

        self.screen.until(dropped, f"{file.name} to be chosen")

    def _start(self, script: str, *arguments: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name(script)), *arguments]
        without = [name for name in os.environ if name.startswith(("XDG_", "KDCL_", "COV_"))]
        self.screen.start(command, self._environment, without)
