"""Every test of a button has a home of its own: steps, settings and the log of this machine are not read."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder KDCL_HOME names."""
    folder = tmp_path / "nha"
    monkeypatch.setenv("KDCL_HOME", str(folder))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    return folder
