"""One spelling of a text for storing, one for comparing, one for file names.

The raw text of a user is never changed in place: these functions return what the program works with.
"""

from __future__ import annotations

import re
import unicodedata

from kdcl_xl.text.letters import TONED, VOWEL_AND_TONE

_SPACES = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_INVISIBLE = (
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""Characters of category Cf that print nothing; Arabic and Syriac signs of that category do print and stay."""

_ANY_SPACE = re.compile(f"[ {_SPACES}]+")
_LINE_END = re.compile(f"\r\n|[{_LINE_ENDS}]")
_ZERO_WIDTH = re.compile(f"[{_INVISIBLE}]")
_NOTHING_TO_SEE = re.compile(f"[ {_SPACES}{_LINE_ENDS}{_INVISIBLE}]")
_UNTIDY = re.compile(f"[{_SPACES}{_LINE_ENDS}{_INVISIBLE}]|  |^ | $")

_COMBINING = re.compile("[\u0300-\u036f]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_VOWEL_CLUSTER = re.compile(f"[{''.join(VOWEL_AND_TONE)}]{{2,}}")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_NOT_A_WORD = re.compile("(?:[^\\w\u0300-\u036f]|_)+")
_STROKE = str.maketrans("đĐ", "dD")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def nfc(s: str) -> str:
    """The text in NFC, the only form this program stores and prints."""
    return unicodedata.normalize("NFC", s)


def is_nfc(s: str) -> bool:
    """Whether the text is already NFC."""
    return unicodedata.is_normalized("NFC", s)


def tidy(s: str, *, keep_lines: bool = False) -> str:
    """The text as its writer meant it: NFC, plain single spaces, nothing invisible, no blanks at the ends.

    No-break spaces, tabs and line ends (those of Word too: VT, FF) become a space; zero-width characters, soft hyphens and marks of
    direction disappear. With `keep_lines` line ends become "\\n" and every line is tidied by itself.
    Characters forbidden in XML stay: they are a finding (see `control_characters`), not dirt.
    Look for legacy fonts first: in TCVN3 the soft hyphen is the letter ư.
    """
    if s.isascii() and not _UNTIDY.search(s):
        return s
    s = nfc(_ZERO_WIDTH.sub("", s))
    if not keep_lines:
        return _ANY_SPACE.sub(" ", _LINE_END.sub(" ", s)).strip(" ")
    lines = (_ANY_SPACE.sub(" ", line).strip(" ") for line in _LINE_END.sub("\n", s).split("\n"))
    return "\n".join(lines).strip("\n")


def looks_blank(s: str) -> bool:
    """Whether a cell with this text shows nothing: only spaces, line ends and invisible characters."""
    # Millions of cells are asked: a text that begins with something to see is settled at once.
    return not s or (_NOTHING_TO_SEE.match(s) is not None and not tidy(s))


def match_key(s: str) -> str:
    """The key under which two spellings of one name are equal.

    Ignored: case, Unicode form, place of the tone mark (hoà/hòa, khoá/khóa, uỷ/ủy), runs of spaces,
    hyphens and other punctuation (one space), apostrophes (nothing: H'Mông = HMông). Kept: every letter
    and tone, đ against d, i against y. For comparing only, never for showing.
    """
    s = nfc(_ZERO_WIDTH.sub("", s).casefold()).translate(_APOSTROPHES)
    return _VOWEL_CLUSTER.sub(_tone_last, _NOT_A_WORD.sub(" ", s)).strip()


def bare(s: str) -> str:
    """The text without any diacritic, đ → d; case, spaces and punctuation stay. For loose search."""
    letters = unicodedata.normalize("NFD", s)
    return nfc("".join(c for c in letters if not unicodedata.combining(c))).translate(_STROKE)


def slug(s: str) -> str:
    """Lower-case ASCII words joined by hyphens, safe in any file name; empty when nothing is left."""
    return _NOT_IN_SLUG.sub("-", bare(s).lower()).strip("-")


def hybrid_marks(s: str) -> int:
    """How many combining marks a text in the hybrid form holds: composed ô followed by a loose tone.

    Keyboards of Windows-1258 write so. 0 for text that is NFC or NFD throughout.
    """
    if is_nfc(s) or unicodedata.is_normalized("NFD", s):
        return 0
    return len(_COMBINING.findall(s))


def control_characters(s: str) -> tuple[str, ...]:
    """The characters XML 1.0 forbids, once each in order of appearance, named as `U+000B`."""
    return tuple(dict.fromkeys(f"U+{ord(c):04X}" for c in _NOT_IN_XML.findall(s)))


def printable(s: str) -> str:
    """Text as an XML part can hold it: control characters become a visible replacement mark."""
    return _NOT_IN_XML.sub("\ufffd", s.replace("\r\n", "\n").replace("\r", "\n"))


def looks_like_formula(s: str) -> bool:
    """Whether a spreadsheet could take this text for a formula; such text is written as text, always."""
    return s.startswith(_FORMULA_STARTS)


def _tone_last(cluster: re.Match[str]) -> str:
    """The vowels with their only tone on the last one. A syllable has one tone, wherever it is written."""
    vowels, ranks = zip(*(VOWEL_AND_TONE[letter] for letter in cluster[0]), strict=True)
    tones = [rank for rank in ranks if rank]
    if len(tones) != 1:
        return cluster[0]
    return "".join(vowels[:-1]) + TONED[vowels[-1], tones[0]]
