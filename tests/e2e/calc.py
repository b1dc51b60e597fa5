"""LibreOffice Calc in a window on a virtual screen, used as a secretary uses it; our extension installed as she installs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any

from kdcl_xl.buttons.registry import Ask, buttons
from kdcl_xl.ports.uno_office import bridge_environment, clean_environment, office_program, office_python
from tests.screen import Screen

Place = tuple[int, int]
_EYE = Path(__file__).with_name("eye.py")
_HEAD = 40
"""Title and menu bar are higher than this many pixels."""
_OK_IN_PICKER = (0.954, 0.966)
"""Where the dialog of the desktop that chooses a folder has its button OK, as parts of its width and height."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
"""Greetings of a first start are no part of what is shown here."""


def home_with_extension(folder: Path) -> Path:
    """A home folder of a user who has run `kdcl cai-libreoffice`."""
    user = folder / ".config" / "libreoffice" / "4" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = Path(sys.executable).with_name("kdcl")
    done = subprocess.run(
        [command, "cai-libreoffice"], env=at_home(folder), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return folder


def trust(home: Path, folder: Path) -> None:
    """Let that user's LibreOffice run the macros of files in a folder, as Tools ▸ Options ▸ Security does."""
    settings = home / ".config" / "libreoffice" / "4" / "user" / "registrymodifications.xcu"
    item = (
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="SecureURL" oor:op="fuse"><value><it>{folder.as_uri()}</it></value></prop></item>'
    )
    words = settings.read_text(encoding="utf-8")
    settings.write_text(words.replace("</oor:items>", f"{item}</oor:items>"), encoding="utf-8")


def at_home(folder: Path) -> dict[str, str]:
    """The environment of that user."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "KDCL_", "COV_", "PYTEST_"))
    }
    return {**kept, "HOME": str(folder)}


class Calc:
    """One LibreOffice with one workbook in front."""

    def __init__(self, screen: Screen, home: Path, *files: Path) -> None:
        self.screen, self.home = screen, home
        connection = f"pipe,name=kdcl-e2e-{token_hex(6)}"
        screen.start(
            [str(office_program()), f"--accept={connection};urp;", *map(str, files)],
            {"HOME": str(home), "PATH": clean_environment()["PATH"], "SAL_USE_VCLPLUGIN": "gtk3", "GTK_USE_PORTAL": "0"},
            without=[name for name in os.environ if name.startswith(("XDG_", "KDCL_", "PYTHON", "COV_"))],
        )  # fmt: skip
        self._eye = screen.until(lambda: _opened(connection), "LibreOffice")
        screen.until(lambda: self.look("titles"), "the workbook")
        self.learn_place()

    # ---- looking

    def look(self, what: str, *arguments: Any) -> Any:
        """One question to `eye.Eye`; None while the office cannot answer it."""
        assert self._eye.stdin and self._eye.stdout
        self._eye.stdin.write(json.dumps([what, *arguments]) + "\n")
        self._eye.stdin.flush()
        return json.loads(self._eye.stdout.readline()).get("result")

    def notes(self) -> dict[tuple[str, str], str]:
        """(sheet, cell) → the words on it."""
        return {(sheet, cell): text for sheet, cell, text in self.look("notes") or ()}

    def steady(self, what: str, *arguments: Any) -> Place | None:
        """A place on the screen that does not move any more: windows are laid out in several steps."""
        first = self.look(what, *arguments)
        second = self.screen.after_a_moment(lambda: self.look(what, *arguments))
        return (first[0], first[1]) if first and first == second and first[0] > 0 else None

    def learn_place(self) -> None:
        """LibreOffice counts from above its menu bar until a mouse has moved over the window."""

        def knows() -> bool:
            self.screen.wave()
            return (self.look("window_at") or (0, 0))[1] > _HEAD

        self.screen.until(knows, "a window that knows its place")

    # ---- hands

    def go_to(self, sheet: str, cell: str = "A1") -> None:
        """With the mouse to a sheet, with the Name Box to a cell, and to a sheet whose tab is out of sight."""
        address = cell
        if self.look("front")[0] != sheet:
            if self.look("tab_at", sheet):
                self._click("tab_at", sheet)
                self.screen.until(lambda: self.look("front")[0] == sheet, f"sheet {sheet} in front")
            else:
                address = f"$'{sheet}'.{cell}"

        def by_name_box() -> None:
            self.screen.keys("ctrl+shift+t")
            self.screen.settle()
            self.screen.write(address)
            self.screen.keys("Return")

        self.screen.insist(
            by_name_box, lambda: self.look("front") == [sheet, cell], f"{sheet}!{cell} selected"
        )

    def type(self, sheet: str, cell: str, text: str) -> None:
        """Write a cell by keyboard; "" clears it."""

        def by_keyboard() -> None:
            self.go_to(sheet, cell)
            if text:
                self.screen.write(text)
                self.screen.keys("Return")
            else:
                self.screen.keys("Delete")

        wanted = unicodedata.normalize("NFC", text)
        self.screen.insist(
            by_keyboard, lambda: self.look("text", sheet, cell) == wanted, f"“{text}” in {sheet}!{cell}"
        )

    def press_tool(self, button: str) -> None:
        """The button of the toolbar, by mouse."""
        self._click("tool_at", buttons()[button].label)

    def press_in_sheet(self, button: str) -> None:
        """The button on the sheet “Hướng dẫn”, by mouse."""
        if self.look("front")[0] != "Hướng dẫn":
            self._click("tab_at", "Hướng dẫn")
        self._click("button_at", buttons()[button].label)

    def press_in_menu(self, button: str) -> None:
        """The entry of the menu “KĐCL”, by keyboard."""
        self.open_menu()
        self.screen.keys(*["Down"] * list(buttons()).index(button), "Return")

    def open_menu(self) -> None:
        """The menu “KĐCL” by keyboard, its first entry chosen."""
        menus = self.look("menus")
        self.screen.keys("F10")
        self.screen.settle()
        self.screen.keys(*["Left"] * (len(menus) - menus.index("KĐCL")), "Down")
        self.screen.settle()

    def dismiss(self, title: str = "KĐCL", key: str = "Return") -> None:
        """Wait for a dialog and close it by keyboard."""
        window = self.screen.window(f"^{title}$")

        def by_key() -> None:
            self.screen.activate(window)
            self.screen.keys(key)

        self.screen.insist(by_key, lambda: not self.screen.has_window(f"^{title}$"), f"“{title}” to close")

    def save(self) -> None:
        """Ctrl+S, keeping the format of the file; LibreOffice asks about it the first time."""
        self.screen.keys("ctrl+s")
        question = "^Confirm File Format$"
        self.screen.until(lambda: self.screen.has_window(question) or not self.look("modified"), "an answer")
        if self.screen.has_window(question):
            self.dismiss("Confirm File Format")
        self.screen.until(lambda: self.look("modified") is False, "a saved workbook")

    def consolidate(self) -> None:
        """“Tổng hợp thư mục…” for a Phòng: the folder of the workbook, without a list of schools, written where it is usually written."""
        self.press_in_menu("tong-hop")
        first, _level, schools, target = (ask.prompt for ask in _asked_by("tong-hop"))
        picker = self.screen.window(f"^{first}$")
        self.screen.activate(picker)
        self.screen.settle()
        self.screen.insist(
            lambda: self.screen.click_in(picker, *_OK_IN_PICKER),
            lambda: not self.screen.has_window(f"^{first}$"),
            "the folder to be chosen",
        )
        self.dismiss()
        for passed_over in (schools, target):
            self.dismiss(passed_over.replace("(", "[(]").replace(")", "[)]").replace("?", "[?]"), "Escape")

    def _click(self, what: str, *arguments: Any) -> None:
        x, y = self.screen.until(lambda: self.steady(what, *arguments), " ".join([what, *arguments]))
        self.screen.click(x, y)


def _asked_by(button: str) -> Sequence[Ask]:
    asks = buttons()[button].asks
    assert not callable(asks)
    return asks


def _opened(connection: str) -> subprocess.Popen[str] | None:
    eye = subprocess.Popen(
        [str(office_python()), str(_EYE), connection],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, encoding="utf-8", env=bridge_environment(),
    )  # fmt: skip
    assert eye.stdout
    return eye if eye.stdout.readline() else None
