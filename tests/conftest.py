"""Shared by all tests: the repository root is importable (tools, benchmarks), and the hand-made workbooks are."""

import sys
from pathlib import Path

import hypothesis

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent / "workbook")]

# The same examples on every machine and every run: a red run must mean a change, not a new throw of the dice.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")
