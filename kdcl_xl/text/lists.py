"""Long lists in a sentence: the first few, and how many more."""

from __future__ import annotations

from collections.abc import Iterable


def some(items: Iterable[str], most: int, more: str = "…", between: str = ", ") -> str:
    """The first `most` items in one line; `more` follows when some are left out, `{}` in it is their number."""
    every = list(items)
    left_out = len(every) - most
    return between.join(every[:most]) + (more.format(left_out) if left_out > 0 else "")
