"""The order of lists: Vietnamese words as in a dictionary, codes by their numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from kdcl_xl.text.letters import ALPHABET, VOWEL_AND_TONE
from kdcl_xl.text.normal import nfc

TextKey: TypeAlias = tuple[str, str, str, str]
"""Letters, then tones, then case, then the text itself, so that the order is total."""

_PUNCTUATION = " _-–—,;:!?.…'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$"
"""Punctuation in the order of CLDR; it sorts before digits, digits before letters."""
_RANKED = _PUNCTUATION + "0123456789" + ALPHABET
_FOREIGN_ACCENT = 6
_DIGITS = re.compile(r"([0-9]+)")


def text_sort_key(text: str) -> TextKey:
    """Key that sorts as ICU does for `vi`.

    Letters of the whole text first (a ă â b c d đ e ê …), then tones (ngang < huyền < hỏi < ngã < sắc <
    nặng), then lower before upper case. Digits come before letters, punctuation before digits.
    """
    text = nfc(text)
    return text.translate(_letters), text.translate(_tones), text.translate(_cases), text


def natural_key(code: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Key that sorts codes by their numbers: 1.9 < 1.10, H2 < H10, H1-1.1-01 < H1-1.1-02.

    Numbers of any length; 1.01 and 1.1 stand side by side. Case and accents count as in `text_sort_key`.
    """
    parts = (part for part in _DIGITS.split(nfc(code).strip()) if part)
    return tuple(_natural_part(part) for part in parts), code


def _natural_part(part: str) -> tuple[int, int, str]:
    if _DIGITS.fullmatch(part):
        number = part.lstrip("0")
        return 0, len(number), number
    letters, tones, cases, _ = text_sort_key(part)
    return 1, 0, f"{letters}\0{tones}\0{cases}"


def _base_and_accent(letter: str) -> tuple[str, int]:
    """The letter of the alphabet it counts as, and its rank among letters of that base."""
    lower = letter.lower()
    if lower in VOWEL_AND_TONE:
        return VOWEL_AND_TONE[lower]
    if lower in _RANKED:
        return lower, 0
    base = unicodedata.normalize("NFD", lower)[:1]
    return (base, _FOREIGN_ACCENT) if base in ALPHABET else (lower, 0)


class _Letters(dict[int, str]):
    """Primary weights as characters of a private order; filled as letters are met."""

    def __missing__(self, code: int) -> str:
        base, _ = _base_and_accent(chr(code))
        rank = _RANKED.find(base)
        self[code] = chr(rank + 1) if rank >= 0 else base
        return self[code]


class _Tones(dict[int, str]):
    """Secondary weights, one digit a character, so that they stay aligned with the letters."""

    def __missing__(self, code: int) -> str:
        self[code] = str(_base_and_accent(chr(code))[1])
        return self[code]


class _Cases(dict[int, str]):
    """Tertiary weights: lower case 0, upper case 1."""

    def __missing__(self, code: int) -> str:
        self[code] = "1" if chr(code).isupper() else "0"
        return self[code]


_letters, _tones, _cases = _Letters(), _Tones(), _Cases()
