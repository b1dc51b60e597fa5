"""One application for all tests of the window, without a screen; nobody's settings, nobody's undo steps."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from kdcl_xl.window.look import dress
from kdcl_xl.window.main_window import MainWindow

PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def application() -> QApplication:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dress(application)
    return application


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KDCL_HOME", str(tmp_path / "kdcl"))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    monkeypatch.setattr("kdcl_xl.buttons.press.today", lambda: dt.date(2027, 6, 10))


@pytest.fixture
def until(application: QApplication) -> Callable[[Callable[[], bool]], None]:
    """Let the window work until something is so; fails after a minute."""

    def wait(so: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not so():
            assert not deadline.hasExpired()
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    return wait


@pytest.fixture
def window(application: QApplication) -> Iterator[MainWindow]:
    """The window; questions are answered with `answers` of the window, a list that a test fills."""
    made = MainWindow(asker=lambda _parent, _title, _asks, _start: None)
    made.show()
    yield made
    made.close()
    made.deleteLater()
