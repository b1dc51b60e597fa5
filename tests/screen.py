"""A virtual screen with a window manager, a mouse and a keyboard: programs are used on it as people use them.

Xvfb, openbox, xdotool and scrot (tools/install_office.sh). Everything started here is stopped with the screen.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TypeVar

Found = TypeVar("Found")
_PATIENCE = 60.0
_TIMES = 4
_SETTLE = 0.2
_HOVER = 1.5
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ–…“”"
_SPARE_KEYS = [f"I{number}" for number in (*range(147, 191), *range(208, 219), *range(220, 256))]
"""Names of keys of multimedia keyboards, as xkeyboard-config's `evdev` knows them."""
_TOOLS = ("Xvfb", "openbox", "xdotool", "scrot", "xkbcomp")


class ScreenError(AssertionError):
    """A tool is missing, or what was waited for did not appear; the message names the screenshot taken then."""


class Screen:
    """One screen. Use as a context manager."""

    def __init__(self, folder: Path, width: int = 1366, height: int = 768) -> None:
        missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
        if missing:
            raise ScreenError(f"run tools/install_office.sh: missing {', '.join(missing)}")
        self.folder, self.width, self.height = folder, width, height
        self._started: list[subprocess.Popen[bytes]] = []
        reading, writing = os.pipe()
        server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                f"{width}x{height}x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._started.append(server)
        os.close(writing)
        with os.fdopen(reading) as number:
            self.display = f":{number.readline().strip()}"
        self._know_vietnamese()
        self.start(["openbox"])

    def _know_vietnamese(self) -> None:
        """Give every Vietnamese letter a key of its own, before any program reads the keyboard.

        xdotool would otherwise lend a key to one letter after another, faster than programs on a busy machine notice.
        """
        subprocess.run(
            ["xkbcomp", "-w", "0", "-", self.display],
            input=_keyboard(), text=True, check=True, timeout=_PATIENCE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_error: object) -> None:
        for process in reversed(self._started):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(_PATIENCE)

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are to show themselves here."""
        quiet = {"DISPLAY": self.display, "NO_AT_BRIDGE": "1", "GTK_THEME": "Adwaita"}
        kept = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        return kept | quiet

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        without: Collection[str] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a program on this screen. `without`: variables it must not inherit."""
        inherited = {name: value for name, value in self.environment.items() if name not in without}
        process = subprocess.Popen(
            command,
            env=inherited | dict(environment or {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def picture(self, name: str) -> Path:
        """A screenshot as PNG."""
        target = self.folder / f"{name}.png"
        subprocess.run(
            ["scrot", "--overwrite", str(target)], env=self.environment, check=True, timeout=_PATIENCE
        )
        return target

    def window(self, title: str) -> str:
        """Wait for a window whose title contains these words; returns its number."""

        def shown() -> str:
            return self._tool("search", "--onlyvisible", "--name", title).split("\n")[0]

        return self.until(shown, f"window “{title}”")

    def has_window(self, title: str) -> bool:
        """Whether such a window is shown now."""
        return bool(self._tool("search", "--onlyvisible", "--name", title))

    def activate(self, window: str) -> None:
        """Bring a window to the front."""
        self._tool("windowactivate", "--sync", window)

    def click(self, x: int, y: int, *, button: int = 1) -> None:
        """Press a mouse button at a place of the screen."""
        self._tool("mousemove", str(x), str(y), "click", str(button))

    def click_in(self, window: str, across: float, down: float) -> None:
        """Press the mouse within a window, at these parts of its width and height."""
        shape = dict(
            line.split("=") for line in self._tool("getwindowgeometry", "--shell", window).splitlines()
        )
        x, y = round(int(shape["WIDTH"]) * across), round(int(shape["HEIGHT"]) * down)
        self._tool("mousemove", "--window", window, str(x), str(y), "click", "1")

    def drag(self, window: str, x: int, y: int) -> None:
        """Drag from the middle of a window to a place of the screen, in steps as a hand does."""
        start = self._tool("getwindowgeometry", "--shell", window)
        shape = dict(line.split("=") for line in start.splitlines())
        across, down = int(shape["WIDTH"]) // 2, int(shape["HEIGHT"]) // 2
        self._tool("mousemove", "--window", window, str(across), str(down), "mousedown", "1")
        for _step in range(4):
            self._tool("mousemove_relative", "8", "4")
            self.settle()
        for step in range(3):
            self._tool("mousemove", str(x + step), str(y))
            self.settle()
        self._tool("mouseup", "1")

    def wave(self) -> None:
        """Move the mouse a little in the middle of the screen."""
        self._tool("mousemove", str(self.width // 2), str(self.height // 2))
        self._tool("mousemove_relative", "3", "3")

    def keys(self, *names: str) -> None:
        """Press keys: `Return`, `ctrl+Home`, `F9`."""
        self._tool("key", "--clearmodifiers", *names)

    def write(self, text: str) -> None:
        """Type a text."""
        self._tool("type", "--delay", "20", text)

    def move(self, x: int, y: int) -> None:
        """Move the mouse."""
        self._tool("mousemove", str(x), str(y))

    def hover(self) -> None:
        """Move the mouse a little, then hold it still until a tip appears."""
        self._tool("mousemove_relative", "--", "2", "2")
        time.sleep(_HOVER)

    def settle(self) -> None:
        """Let what has just been shown be drawn."""
        time.sleep(_SETTLE)

    def after_a_moment(self, look: Callable[[], Found]) -> Found:
        """The same look a little later."""
        self.settle()
        return look()

    def until(self, ready: Callable[[], Found], what: str) -> Found:
        """Wait until `ready` gives something true. Raises ScreenError with a screenshot."""
        return self._within(_PATIENCE, ready) or self._in_vain(what)

    def insist(self, act: Callable[[], None], ready: Callable[[], Found], what: str) -> Found:
        """Do it until it has its effect, as a person does whose keys a busy machine has lost. Raises ScreenError."""
        for _time in range(_TIMES):
            act()
            found = self._within(_PATIENCE / _TIMES, ready)
            if found:
                return found
        return self._in_vain(what)

    def _within(self, seconds: float, ready: Callable[[], Found]) -> Found | None:
        end = time.monotonic() + seconds
        while not (found := ready()) and time.monotonic() < end:
            time.sleep(0.1)
        return found or None

    def _in_vain(self, what: str) -> NoReturn:
        raise ScreenError(f"waited in vain for {what}; see {self.picture('that-bai')}")

    def _tool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=_PATIENCE
        )
        return done.stdout.strip()


def _keyboard() -> str:
    """The usual keyboard, its spare keys carrying Vietnamese letters, capitals with Shift."""
    assert len(_SPARE_KEYS) >= len(_LETTERS)
    keys = "".join(
        f"key <{name}> {{ [ U{ord(letter):04X}, U{ord(letter.upper()):04X} ] }};\n"
        for name, letter in zip(_SPARE_KEYS, _LETTERS, strict=False)
    )
    return (
        'xkb_keymap { xkb_keycodes { include "evdev+aliases(qwerty)" }; xkb_types { include "complete" }; '
        'xkb_compat { include "complete" }; xkb_symbols { include "pc+us" ' + keys + "}; };"
    )
