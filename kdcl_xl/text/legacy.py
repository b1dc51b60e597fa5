"""Text typed in the fonts of before Unicode (TCVN3, VNI, VISCII): found by whole columns, never repaired.

Such text looks right only in its own font. The tables misread some words and lose capitals, so a cell is
never converted: the user is shown what the column seems to say and asked to convert it at the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from kdcl_xl.text.letters import is_syllable
from kdcl_xl.text.normal import nfc

LEAST_EVIDENCE = 3
"""Different words that must turn into Vietnamese before a column is called legacy."""
LEAST_SHARE = 0.6
"""Share of the unreadable words that must turn into Vietnamese. Of the foreign names in our tests
under a quarter do; abbreviations (GD§T) keep true legacy text below one."""

_FONTS = {"TCVN3": ".VnTime, .VnArial…", "VNI": "VNI-Times, VNI-Helve…", "VISCII": "phông VISCII"}
"""Encodings with the fonts users know them by, the commonest first: it wins a tie."""

_NEVER_VIETNAMESE = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ"
"""Latin-1 signs that no Vietnamese letter uses."""
# Two searches instead of one: a pattern that begins with one set of characters runs ten times as fast.
_SUSPECT_SIGN = re.compile(f"[{_NEVER_VIETNAMESE}]")
# VNI writes vowel + mark, and some marks are Vietnamese letters themselves: Vaên, Nguyeãn, Coâng.
_SUSPECT_PAIR = re.compile("[àáâãèéêõùúÀÁÂÃÈÉÊÕÙÚ](?<=[aeAE].|[oO][âêõùúÂÊÕÙÚ])")

_EDGES = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’–—…•«»·©®°"
_INSIDE_CUT = re.compile(r"[-/.,;:()'\"“”‘’–—]+")
_DIGIT = re.compile(r"[0-9]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_CP1252_TO_BYTES = {
    ord(bytes((code,)).decode("cp1252")): code
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


@dataclass(frozen=True, slots=True)
class LegacyEncoding:
    """What a column seems to be written in, and the proof to show to its writer."""

    name: str
    """TCVN3, VNI or VISCII."""
    cells: tuple[int, ...]
    """Positions in the column of the cells that hold such words, from 0."""
    raw: str
    """The first of these cells as it stands."""
    preview: str
    """The same cell decoded: for the message only, it may misread a word."""

    @property
    def fonts(self) -> str:
        """The fonts this encoding is known by, for messages."""
        return _FONTS[self.name]


def detect(column: Sequence[str]) -> LegacyEncoding | None:
    """The legacy encoding of a column of raw strings (not tidied), None when it has none.

    Judged on the different words of the column that cannot be Vietnamese as they stand: enough of them,
    and most of them, must become Vietnamese syllables under one table. So a column half pasted from an old
    list is found, and foreign names, codes, e-mails and units of measure are not. Single cells of a form
    are best passed together, as one column.
    """
    joined = "\n".join(column)
    if joined.isascii() or not (_SUSPECT_SIGN.search(joined) or _SUSPECT_PAIR.search(joined)):
        return None
    broken = _broken_words(joined)
    if len(broken) < LEAST_EVIDENCE:
        return None
    cured = {name: {word for word in broken if _reads(decode(word))} for name, decode in _decoders().items()}
    name = max(cured, key=lambda candidate: len(cured[candidate]))
    if len(cured[name]) < max(LEAST_EVIDENCE, LEAST_SHARE * len(broken)):
        return None
    cells = tuple(at for at, text in enumerate(column) if not cured[name].isdisjoint(text.split()))
    raw = column[cells[0]].strip()
    return LegacyEncoding(name, cells, raw, _in_capitals_if_typed_so(raw, _decoders()[name](raw)))


def _broken_words(text: str) -> set[str]:
    """The different words that are not Vietnamese as they stand, nor plain ASCII, nor codes or measures."""
    return {
        word
        for word in set(text.split())
        if not word.isascii()
        and _ASCII_LETTER.search(word)
        and not _DIGIT.search(word)
        and not _is_plain(word)
    }


def _is_plain(word: str) -> bool:
    core = nfc(word).strip(_EDGES)
    return core.isascii() or _reads(core)


def _reads(word: str) -> bool:
    """Whether every part of a decoded word is a Vietnamese syllable."""
    parts = [part for part in _INSIDE_CUT.split(word.strip(_EDGES)) if part]
    return bool(parts) and all(map(is_syllable, parts))


def _in_capitals_if_typed_so(raw: str, decoded: str) -> str:
    """Fonts in H draw lower-case bytes as capitals; a cell whose plain letters are all capitals is one."""
    plain = _ASCII_LETTER.findall(raw)
    return decoded.upper() if len(plain) > 1 and "".join(plain).isupper() else decoded


@cache
def _decoders() -> dict[str, Callable[[str], str]]:
    """Decoders by name. viparse is slow to load and needed only when something is suspect."""
    from viparse.normalize.encodings import CHARMAPS
    from viparse.normalize.tables import convert

    def decoder(name: str) -> Callable[[str], str]:
        charmap = CHARMAPS[name.lower()]
        if name == "VISCII":  # its capitals lie where Windows shows typographic signs
            return lambda text: str(convert(text.translate(_CP1252_TO_BYTES), charmap))
        return lambda text: str(convert(text, charmap))

    return {name: decoder(name) for name in _FONTS}
