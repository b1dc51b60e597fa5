"""Settings and templates of nobody, and a folder as schools hand their workbooks in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs.batches import workbook


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and templates of nobody."""
    monkeypatch.setenv("KDCL_HOME", str(tmp_path / "nha"))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    return tmp_path / "nha"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "nop"
    workbook(folder / "a.xlsx", "079001")
    workbook(folder / "con" / "b.xlsx", "079002")
    (folder / "~$a.xlsx").write_bytes(b"khoa")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "ra"
