"""What every part of the contract of ports shares: workbooks, mistakes, and a host that opens and saves."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import openpyxl
import pytest

from kdcl_xl.buttons import press as pressing
from kdcl_xl.findings import Severity
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.ports.port import Port
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.marks import mark_colour
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.plan import (
    Action,
    Applied,
    Jump,
    Moment,
    Plan,
    PutSheet,
    Tone,
)
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.ports.states import (
    State,
    after,
    differences,
    state_of,
)

EVIDENCE, ANSWERS, FIGURES, SCHOOL, FREE = "Minh chứng", "Đánh giá", "Số liệu", "Trường", "Lời văn"
PROTECTED = "Kết quả"
ERROR, WARNING = mark_colour(Severity.ERROR), mark_colour(Severity.WARNING)
MISTAKES: dict[str, dict[str, Any]] = {
    EVIDENCE: {"E9": "ngày mai", "A30": "MC.9"},
    ANSWERS: {"F6": "Dat roi"},
    FIGURES: {"E6": "mười", "F7": -3},
}
"""Typed by mistake; the sample is clean without them."""
REPORT = PutSheet(
    name="Kết quả thử",
    rows=[
        ["KẾT QUẢ THỬ"],
        ["Mức độ", "Ô", "Số", "Ngày", "Nội dung"],
        [Tone(severity=Severity.ERROR), Jump(text="Minh chứng!A9", sheet=EVIDENCE, cell="A9"), 3,
         Moment(moment=dt.datetime(2026, 9, 5)), "=không phải công thức"],
        [Tone(severity=Severity.HINT), None, 2.5, None, "dòng một\ndòng hai"],
    ],
    widths=[12, 20, 8, 14, 60],
    header_row=2,
)  # fmt: skip


@pytest.fixture(scope="session")
def clean_workbook() -> bytes:
    """A complete workbook without any finding."""
    return build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57"))


class HostedWorkbooks(ABC):
    """How a host opens and saves, and what the tests do with it. Tests are in the subclasses."""

    host: ClassVar[str] = ""
    """`Desk.host`."""
    lacks: ClassVar[frozenset[Can]] = frozenset()

    @abstractmethod
    def open(self, path: Path) -> Port:
        """Open the workbook in the host."""

    @abstractmethod
    def save(self, port: Port, path: Path) -> Path:
        """Save the workbook to `path`, which may be the one it was opened from, and close it."""

    # ---- what the tests share

    @pytest.fixture(autouse=True)
    def _nobodys_machine(
        self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = tmp_path_factory.mktemp("nhà")
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(name, str(home / name))
        monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
        monkeypatch.setattr(pressing, "today", lambda: CHECKED_ON["tt57"])

    @pytest.fixture
    def book(self, clean_workbook: bytes, tmp_path: Path) -> Path:
        """The clean workbook, in a folder with Vietnamese letters, as the host itself saves it."""
        return self.settled(clean_workbook, tmp_path)

    @pytest.fixture
    def wrong(self, clean_workbook: bytes, tmp_path: Path) -> Path:
        """The workbook with `MISTAKES`."""
        return self.settled(with_values(clean_workbook, MISTAKES), tmp_path)

    def settled(self, content: bytes, folder: Path) -> Path:
        path = folder / "Hồ sơ KĐCL" / "Sổ tự đánh giá.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return self.save(self.open(path), path)

    def done(self, path: Path, *actions: Action) -> Applied:
        """Apply the actions and save in place."""
        port = self.open(path)
        applied = port.apply(Plan(actions=list(actions), message=""))
        self.save(port, path)
        return applied

    def pressed(self, path: Path, button: str) -> Plan:
        """Press a button and save in place."""
        port = self.open(path)
        plan = pressing.press(button, port)
        self.save(port, path)
        return plan

    def edited(self, path: Path, change: Callable[[openpyxl.Workbook], object]) -> State:
        """What a person does between two presses (openpyxl stands in), then the host opens and saves it."""
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        self.save(self.open(path), path)
        return state_of(path)

    def applies(self, path: Path, *actions: Action) -> Applied:
        """Apply, and compare the saved workbook with what is to be expected."""
        wanted = after(state_of(path), actions)
        applied = self.done(path, *actions)
        assert differences(state_of(path), wanted) == []
        return applied


def says(applied: Applied, *words: str) -> bool:
    """Whether something was left out, in a sentence with all of these words."""
    return any(all(word in sentence for word in words) for sentence in applied.left_out)
