"""Near matches for "Ý thầy/cô có phải …?". They are offered, never taken."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from kdcl_xl.text.letters import ALPHABET, VOWEL_AND_TONE
from kdcl_xl.text.lists import perhaps, some
from kdcl_xl.text.normal import bare, match_key

LEAST_LIKENESS = 0.7
"""Below this a suggestion puzzles more than it helps."""


class _Letters(NamedTuple):
    """A text with its letters counted: three a's are the three lowest bits of the field of a in `bag`.

    `beyond`: how many letters found no room in their field.
    """

    text: str
    bag: int
    beyond: int

    def most_alike(self, other: _Letters) -> float:
        """No less than the `ratio` of difflib: what that would be if all letters in common stood in the same order."""
        common = (self.bag & other.bag).bit_count()
        if self.beyond and other.beyond:
            common += min(self.beyond, other.beyond)
        return 2 * common / (len(self.text) + len(other.text) or 1)


class _Keys(NamedTuple):
    """A name as it is compared: with and without diacritics, and the first letters of its words."""

    marked: _Letters
    plain: _Letters
    initials: str


class _Sought(NamedTuple):
    """The word looked for. `letters`: the word when it is short enough to be the first letters of a name."""

    keys: _Keys
    with_marks: SequenceMatcher[str]
    without: SequenceMatcher[str]
    letters: str


class _Rank(NamedTuple):
    """Sorts the likest first, then by the place among the candidates."""

    unlikeness: float
    place: int


_FIELDS = {
    letter: place
    for place, letter in enumerate(
        dict.fromkeys((*" 0123456789", *ALPHABET, *(vowel for vowel in VOWEL_AND_TONE if vowel.islower())))
    )
}
"""Place of the field of a letter in a bag; all other letters share one more."""
_FIELD_BITS = 8
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
    keys = _keys(word)
    if not keys.marked.text:
        return []
    letters = keys.plain.text.replace(" ", "")
    if not (_FEWEST_INITIALS <= len(letters) <= _MOST_INITIALS and letters.isalpha()):
        letters = ""
    sought = _Sought(keys, _matcher(keys.marked.text), _matcher(keys.plain.text), letters)
    promising = sorted(
        (_Rank(-most, place), name)
        for place, name in enumerate(dict.fromkeys(candidates))
        if (most := _most_alike(sought, _keys(name))) >= LEAST_LIKENESS
    )
    found: list[tuple[_Rank, str]] = []
    for best, name in promising:
        if len(found) == limit and best.unlikeness > found[-1][0].unlikeness:
            break  # neither this one nor any after it is as like as those found
        likeness = _likeness(sought, _keys(name))
        if likeness >= LEAST_LIKENESS:
            insort(found, (_Rank(-likeness, best.place), name))
            del found[limit:]
    return [name for _, name in found]


def did_you_mean(word: str, candidates: Iterable[str], *, code: bool = False) -> str:
    """ " Ý thầy/cô có phải “…”?" with the likest candidate, to put behind a sentence; "" when none is like the word.

    `code`: what is offered is a code or a command, which stands without quotation marks.
    """
    return perhaps(name if code else f"“{name}”" for name in closest(word, candidates, limit=1))


def listing(word: str, options: Sequence[str], most: int = 8) -> str:
    """The first few options in one line, those that look like the word before the others; "…" when some are left out."""
    return some(dict.fromkeys((*closest(word, options), *options)), most)


@lru_cache(maxsize=8192)
def _keys(name: str) -> _Keys:
    """Kept: the same thousands of candidates are asked about again and again."""
    marked = match_key(name)
    plain = bare(marked)
    return _Keys(_letters(marked), _letters(plain), "".join(word[0] for word in plain.split()))


def _letters(text: str) -> _Letters:
    bag = beyond = 0
    for place, times in Counter(_FIELDS.get(letter, len(_FIELDS)) for letter in text).items():
        bag |= ((1 << min(times, _FIELD_BITS)) - 1) << place * _FIELD_BITS
        beyond += max(times - _FIELD_BITS, 0)
    return _Letters(text, bag, beyond)


def _matcher(key: str) -> SequenceMatcher[str]:
    """The word goes second: difflib prepares that side once for all candidates."""
    return SequenceMatcher(None, "", key, autojunk=False)


def _abbreviates(sought: _Sought, name: _Keys) -> bool:
    letters, initials = sought.letters, name.initials
    return bool(letters) and initials.endswith(letters) and len(initials) - len(letters) <= _GENERIC_WORDS


def _most_alike(sought: _Sought, name: _Keys) -> float:
    """No less than the likeness, at a fraction of its cost: it spares most of thousands of candidates the full work."""
    if _abbreviates(sought, name):
        return _LIKE_INITIALS
    most = sought.keys.plain.most_alike(name.plain)
    if most < LEAST_LIKENESS:
        return most  # diacritics only tell more letters apart
    return (sought.keys.marked.most_alike(name.marked) + most) / 2


def _likeness(sought: _Sought, name: _Keys) -> float:
    """From 0 to 1 (equal keys)."""
    if _abbreviates(sought, name):
        return _LIKE_INITIALS
    sought.without.set_seq1(name.plain.text)
    without = sought.without.ratio()
    if name.marked.text == name.plain.text and sought.keys.marked.text == sought.keys.plain.text:
        return without  # codes: nothing to compare twice
    sought.with_marks.set_seq1(name.marked.text)
    return (sought.with_marks.ratio() + without) / 2
