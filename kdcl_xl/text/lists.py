"""What is too long for a sentence: lists (the first few, and how many more) and texts (their beginning)."""

from __future__ import annotations

from collections.abc import Iterable


def some(items: Iterable[str], most: int, more: str = "…", between: str = ", ") -> str:
    """The first `most` items in one line; `more` follows when some are left out, `{}` in it is their number."""
    every = list(items)
    left_out = len(every) - most
    return between.join(every[:most]) + (more.format(left_out) if left_out > 0 else "")


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters: a longer one is cut, and "…" says so."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
