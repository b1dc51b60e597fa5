"""Shared by all tests: the repository root is importable (tools, benchmarks), and the hand-made workbooks are."""

import sys
from pathlib import Path

import hypothesis
import pytest

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent / "workbook")]

# The same examples on every machine and every run: a red run must mean a change, not a new throw of the dice.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that start LibreOffice or a screen come first: a long one that comes last keeps one process waiting."""
    slow = {
        item.path for item in items if item.get_closest_marker("office") or item.get_closest_marker("screen")
    }
    items.sort(key=lambda item: item.path not in slow)
