"""The registry of buttons: ribbon, buttons in sheets, LibreOffice toolbar, companion window and tests all read it.

A later area adds its buttons by writing functions under `@button` in a module of this package and naming the module in
`_AREAS`. Modules of buttons import the jobs inside the functions: a press loads only what it needs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kdcl_xl.settings import Settings
    from kdcl_xl.workbook.plan import Plan
    from kdcl_xl.workbook.snapshot import Snapshot

_AREAS = ("checking", "levels", "formats", "steps", "books", "teamwork", "papers", "offices", "about")
"""In the order of the ribbon: Kiểm tra · Sổ · Nhóm công tác · Văn bản · Phòng/Sở · Trợ giúp."""


class Needs(StrEnum):
    """What a button works on."""

    VALUES = "values"
    """The Snapshot of the open workbook."""
    FILE = "file"
    """The open workbook as a file: what the jobs of the command line take."""
    NOTHING = "nothing"
    """No workbook at all."""


class Kind(StrEnum):
    """What is asked of the user before the work begins."""

    FOLDER = "folder"
    FILE = "file"
    FILES = "files"
    CHOICE = "choice"
    TEXT = "text"
    SAVE = "save"
    """A file to be written; it need not exist yet."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `choices`: value → words of the user. `optional`: the user may pass it over;
    `default`: the choice shown first, which then stands for passing over.

    Answers are strings, for FILES a list of strings; a question passed over has no answer.
    """

    key: str
    kind: Kind
    prompt: str
    choices: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    default: str = ""


def _no_progress(_done: int, _total: int, _what: str) -> None:
    return None


class CancelledError(Exception):
    """The user pressed Hủy; raised by `Press.progress`, nothing is written."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a button gets. `folder`: where results go unless the user chose otherwise."""

    settings: Settings
    on: dt.date
    snapshot: Snapshot | None = None
    file: Path | None = None
    folder: Path = field(default_factory=Path)
    answers: Mapping[str, Any] = field(default_factory=dict)
    progress: Callable[[int, int, str], None] = _no_progress
    under: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    """(sheet, cell) → colour below a mark, as this machine remembers it from an earlier press."""

    def answer(self, key: str) -> str:
        """What the user answered, "" when the question was passed over."""
        return str(self.answers.get(key) or "").strip()

    def path(self, key: str) -> Path | None:
        """The file or folder the user chose."""
        text = self.answer(key)
        return Path(text) if text else None

    def paths(self, key: str) -> list[Path]:
        """The files the user chose."""
        given = self.answers.get(key) or []
        return [Path(given)] if isinstance(given, str | Path) else [Path(each) for each in given]

    @property
    def place(self) -> Path | None:
        """Where the workbook lies on this machine; None when it was never saved or lies on the net."""
        from kdcl_xl.buttons.places import local_path

        return local_path(self.snapshot.desk.path) if self.snapshot else None

    @property
    def values(self) -> Snapshot:
        """The Snapshot, for buttons that need values."""
        if self.snapshot is None:
            raise ValueError("this button was pressed without a workbook")
        return self.snapshot

    @property
    def workbook(self) -> Path:
        """The file, for buttons that need one."""
        if self.file is None:
            raise ValueError("this button was pressed without a file")
        return self.file


Act = Callable[[Press], "Plan"]
Asks = tuple[Ask, ...] | Callable[["Snapshot | None"], tuple[Ask, ...]]
"""Questions, or what finds them from the open workbook; hosts read them through `questions`."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button as every host shows it.

    `id` is ASCII and permanent: macros, ribbon callbacks and toolbars carry it. `macro` is the name of its VBA Sub.
    `icon` names `macros/icons/<icon>-<size>.png`. `long` jobs show progress and can be cancelled.
    """

    id: str
    label: str
    tip: str
    group: str
    icon: str
    act: Act
    needs: Needs = Needs.VALUES
    asks: Asks = ()
    long: bool = False
    in_sheet: bool = False
    """Whether the templates with macros carry it on the sheet "Hướng dẫn"."""

    @property
    def macro(self) -> str:
        """`kiem-tra` → `KDCL_KiemTra`."""
        return "KDCL_" + "".join(word.capitalize() for word in self.id.split("-"))


def questions(button: Button, snapshot: Snapshot | None) -> tuple[Ask, ...]:
    """What to ask before this press. Nothing when the workbook does not allow it: the press itself says why."""
    from kdcl_xl.jobs.errors import JobError
    from kdcl_xl.settings import SettingsError

    if not callable(button.asks):
        return button.asks
    try:
        return button.asks(snapshot)
    except (JobError, SettingsError):
        return ()


_BUTTONS: dict[str, Button] = {}


def button(id: str, label: str, tip: str, *, group: str, icon: str, **options: Any) -> Callable[[Act], Act]:
    """Register a function as a button. Raises ValueError for an id that exists."""

    def register(act: Act) -> Act:
        if id in _BUTTONS:
            raise ValueError(f"two buttons are called {id}")
        _BUTTONS[id] = Button(id, label, tip, group, icon, act, **options)
        return act

    return register


@cache
def buttons() -> Mapping[str, Button]:
    """Every button by id, in the order of the ribbon."""
    for area in _AREAS:
        import_module(f"kdcl_xl.buttons.{area}")
    return dict(_BUTTONS)
