"""Names of people as they are typed: whether they begin with capitals. For hints only; no name is ever rewritten."""

from __future__ import annotations

import re

_BEYOND_THE_NAME = re.compile(r"[,;:/(\[\d]| [-–—] ")
"""What follows is a post, a telephone, a remark."""
_NOT_OF_THE_NAME = frozenset(["ông", "bà", "thầy", "cô", "anh", "chị", "ths", "ts", "cn", "nhà", "giáo"])
"""Forms of address; whether they may stand there is not a question of capitals."""
_PARTICLES = frozenset(["al", "ap", "bin", "binti", "bint", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn", "la", "le", "of", "van", "von", "y"])  # fmt: skip
"""Written small in foreign names; without diacritics, so no Vietnamese syllable of a name is among them but "y"."""


def begins_small(name: str) -> bool:
    """Whether a word of the name has a small first letter: "nguyễn văn an", "Đặng ngọc Ánh"; not "Jan van der Berg"."""
    words = _words(name)
    inner = range(1, len(words) - 1)
    return any(
        _first_letter(word).islower() and not (at in inner and word in _PARTICLES)
        for at, word in enumerate(words)
    )


def all_capitals(name: str) -> bool:
    """Whether the whole name is in capitals: "NGUYỄN VĂN AN". Initials and names of single letters ("Y Ê") are not."""
    words = _words(name)
    return len(words) > 1 and all(map(str.isupper, words)) and any(len(word) > 1 and word.isalpha() for word in words)  # fmt: skip


def _words(name: str) -> list[str]:
    words = _BEYOND_THE_NAME.split(name, maxsplit=1)[0].split()
    while words and words[0].rstrip(".").casefold() in _NOT_OF_THE_NAME:
        del words[0]
    return words


def _first_letter(word: str) -> str:
    return next((letter for letter in word if letter.isalpha()), "")
