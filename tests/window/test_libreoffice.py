"""The window's way to a LibreOffice that is already open, with the real one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kdcl_xl.buttons.press import press
from kdcl_xl.folders import undo_folder
from kdcl_xl.ports.port import PortError
from kdcl_xl.ports.uno_port import UnoPort
from kdcl_xl.window import libreoffice
from kdcl_xl.window.libreoffice import Installation, RunningOffice, find_installation
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

pytestmark = pytest.mark.office

TEMPLATE = (
    Path(__file__).parent.parent.parent / "workbooks" / "templates" / "tu-danh-gia_tt57_2026_pt_thcs.xlsx"
)
PATIENCE = 60


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Installation]:
    """A LibreOffice of its own that shows a workbook, started as a user starts it: it listens to nobody."""
    profile, book = tmp_path / "profile", tmp_path / "Sổ của trường.xlsx"
    shutil.copyfile(TEMPLATE, book)
    installation = replace(find_installation(), profile=profile)
    process = subprocess.Popen(
        [
            str(installation.program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
            "--nofirststartwizard", str(book),
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    end = time.monotonic() + PATIENCE
    lock = tmp_path / f".~lock.{book.name}#"
    while not (installation.runs and lock.exists() and _shows_a_workbook(installation)):
        assert time.monotonic() < end
        time.sleep(0.1)
    installation.listen("unaccept")
    yield installation
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def port_to(installation: Installation) -> UnoPort:
    return UnoPort(RunningOffice(installation), undo_folder())


def _shows_a_workbook(installation: Installation) -> bool:
    """The lock is there a moment before the workbook is."""
    try:
        port_to(installation).snapshot()
    except PortError:
        return False
    return True


def test_the_workbook_in_front_is_checked_and_undone(opened: Installation) -> None:
    checked = press("kiem-tra", port_to(opened))
    assert checked.findings
    seen = port_to(opened).snapshot()
    assert seen.file == "Sổ của trường.xlsx"
    assert seen.desk.host == "LibreOffice"
    assert len(seen.desk.marks) > 5

    port = port_to(opened)
    copy = port.as_file()
    found = read(copy)
    assert isinstance(found, Submission)
    assert copy.name == "Sổ của trường.xlsx"
    copy_folder = copy.parent
    del port
    assert not copy_folder.exists()

    assert press("hoan-tac", port_to(opened)).message.startswith("Đã hoàn tác")
    assert port_to(opened).snapshot().desk.marks == {}
    opened.listen("unaccept")


def test_a_libreoffice_that_is_not_open_is_not_started(tmp_path: Path) -> None:
    with pytest.raises(PortError, match="LibreOffice chưa mở"):
        port_to(replace(find_installation(), profile=tmp_path / "nobody")).snapshot()
    assert not (tmp_path / "nobody").exists()


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "python_of", lambda _program: None)
    with pytest.raises(PortError, match="python3-uno"):
        find_installation()
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    with pytest.raises(PortError, match="không có LibreOffice"):
        find_installation()
