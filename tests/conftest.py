"""Shared by all tests: the repository root is importable (tools, benchmarks), and the hand-made workbooks are."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent / "workbook")]
