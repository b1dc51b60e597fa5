"""kdcl cua-so where it cannot be shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import kdcl

ROOT = Path(__file__).parent.parent.parent
_WITHOUT = "import sys; sys.modules['PySide6'] = None; from kdcl_xl.cli import main; main(['cua-so'])"


def test_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    reason = kdcl("cua-so").reason
    assert "không có màn hình" in reason
    assert "kdcl theo-doi" in reason


def test_without_the_toolkit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT], cwd=ROOT, capture_output=True, timeout=60, encoding="utf-8",
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install kdcl-xl[cua-so]" in done.stderr
    assert done.stderr.count("\n") == 1
