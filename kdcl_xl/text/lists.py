"""Lists in sentences: the first few of a long one, guesses to choose from; and texts cut short."""

from __future__ import annotations

from collections.abc import Iterable


def some(items: Iterable[str], most: int, more: str = "…", between: str = ", ") -> str:
    """The first `most` items in one line; `more` follows when some are left out, `{}` in it is their number."""
    every = list(items)
    left_out = len(every) - most
    return between.join(every[:most]) + (more.format(left_out) if left_out > 0 else "")


def perhaps(guesses: Iterable[str]) -> str:
    """ " Ý thầy/cô có phải … hoặc …?" with the guesses as shown, to put behind a sentence; "" for none.

    See `similar.did_you_mean` where the guess is still to be found.
    """
    said = " hoặc ".join(guesses)
    return f" Ý thầy/cô có phải {said}?" if said else ""


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters: a longer one is cut, and "…" says so."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
