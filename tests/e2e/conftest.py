"""Screens, and homes of users who have installed the extension. A failed test leaves a screenshot in `.tools/man-hinh`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.calc import home_with_extension
from tests.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".tools" / "man-hinh"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed and (shown := getattr(item, "funcargs", {}).get("screen")):
        KEPT.mkdir(parents=True, exist_ok=True)
        shutil.copy(shown.picture("cuoi-cung"), KEPT / f"{item.name}.png")
        report.sections.append(("screenshot", str(KEPT / f"{item.name}.png")))
    return report


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the extension; copied, never used."""
    return home_with_extension(tmp_path_factory.mktemp("nha"))


@pytest.fixture
def home(installed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(installed, tmp_path / "nha"))


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with Screen(tmp_path, 1440, 900) as shown:
        yield shown
