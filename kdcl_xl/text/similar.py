"""Near matches for "Ý thầy/cô có phải …?". They are offered, never taken."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import bare, match_key

LEAST_LIKENESS = 0.7
"""Below this a suggestion puzzles more than it helps."""


class _Sought(NamedTuple):
    """The word looked for. `letters`: the word when it is short enough to be the first letters of a name."""

    with_marks: SequenceMatcher[str]
    without: SequenceMatcher[str]
    letters: str
    unmarked: bool


_FEWEST_INITIALS, _MOST_INITIALS = 2, 8
_GENERIC_WORDS = 2
"""Words in front that people leave out of an abbreviation: Thành phố, Tỉnh."""
_LIKE_INITIALS = 0.9


def closest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Up to `limit` different candidates that look like the word, the likest first.

    Compared as `match_key`, half with and half without diacritics: an accent forgotten throughout costs
    little, another letter more. The first letters of a name are like it too (TPHCM, HCM, BRVT). Equal likeness
    keeps the order given. An empty word is like nothing.
    """
    key = match_key(word)
    if not key:
        return []
    letters = bare(key).replace(" ", "")
    if not (_FEWEST_INITIALS <= len(letters) <= _MOST_INITIALS and letters.isalpha()):
        letters = ""
    sought = _Sought(_matcher(key), _matcher(bare(key)), letters, bare(key) == key)
    found: list[tuple[float, str]] = []
    for name in dict.fromkeys(candidates):
        full = len(found) == limit
        least = found[-1][0] if full else LEAST_LIKENESS
        score = _likeness(sought, _keys(name), least)
        if score > least or (score == least and not full):
            insort(found, (score, name), key=lambda pair: -pair[0])
            del found[limit:]
    return [name for _, name in found]


def did_you_mean(word: str, candidates: Iterable[str], *, code: bool = False) -> str:
    """ " Ý thầy/cô có phải “…”?" with the likest candidate, to put behind a sentence; "" when none is like the word.

    `code`: what is offered is a code or a command, which stands without quotation marks.
    """
    near = closest(word, candidates, limit=1)
    if not near:
        return ""
    return f" Ý thầy/cô có phải {near[0]}?" if code else f" Ý thầy/cô có phải “{near[0]}”?"


def listing(word: str, options: Sequence[str], most: int = 8) -> str:
    """The first few options in one line, those that look like the word before the others; "…" when some are left out."""
    return some(dict.fromkeys((*closest(word, options), *options)), most)


@lru_cache(maxsize=8192)
def _keys(name: str) -> tuple[str, str]:
    """With and without diacritics; the same thousands of candidates are asked about again and again."""
    key = match_key(name)
    return key, bare(key)


def _matcher(key: str) -> SequenceMatcher[str]:
    """The word goes second: difflib prepares that side once for all candidates."""
    return SequenceMatcher(None, "", key, autojunk=False)


def _likeness(sought: _Sought, keys: tuple[str, str], least: float) -> float:
    """From 0 to 1 (equal keys), 0 when surely below `least`. The cheap upper bounds of difflib spare most candidates the
    full work: among thousands of evidence codes nearly all are a little alike."""
    key, plain = keys
    with_marks, without, letters = sought.with_marks, sought.without, sought.letters
    initials = "".join(part[0] for part in plain.split()) if letters else ""
    if letters and initials.endswith(letters) and len(initials) - len(letters) <= _GENERIC_WORDS:
        return _LIKE_INITIALS
    without.set_seq1(plain)
    if without.real_quick_ratio() < LEAST_LIKENESS or (bound := without.quick_ratio()) < LEAST_LIKENESS:
        return 0.0
    if key == plain and sought.unmarked:  # codes: nothing to compare twice
        return without.ratio() if bound >= least else 0.0
    with_marks.set_seq1(key)
    if (with_marks.quick_ratio() + bound) / 2 < least:
        return 0.0
    return (with_marks.ratio() + without.ratio()) / 2
