"""Cell addresses, zero-based (row, column) inside and `B14` for people; and how much a sheet of Excel holds."""

from __future__ import annotations

import re
from functools import cache

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
"""Zero-based: XFD1048576."""
LONGEST_TEXT = 32_767
"""Characters a cell holds."""

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@cache
def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """Zero-based row and column → `B14`."""
    return f"{column_letters(column)}{row + 1}"


def absolute(row: int, column: int) -> str:
    """Zero-based row and column → `$B$14`."""
    return f"${column_letters(column)}${row + 1}"


def span(top: int, left: int, bottom: int, right: int) -> str:
    """The area between two zero-based corners, both included: `B2:C5`, `B2` for one cell."""
    first, last = a1(top, left), a1(bottom, right)
    return first if first == last else f"{first}:{last}"


def parse_a1(address: str) -> tuple[int, int]:
    """`$B$14` → (13, 1). Raises ValueError for anything else."""
    match = _A1.fullmatch(address)
    if not match:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
