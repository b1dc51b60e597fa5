"""Quick looks at all the text of a workbook at once.

Most workbooks hold nothing odd, and saying so costs least on bytes: Latin-1 keeps ASCII, the signs of legacy
fonts and the plainer Vietnamese letters, and `bytes.translate` sorts them into classes in microseconds. A look
may be wrong in one direction only: it sends the checks to look closer for nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kdcl_xl.text.letters import VOWEL_AND_TONE

_LATIN_LETTERS = [letter for letter in VOWEL_AND_TONE if not letter.isascii() and ord(letter) < 256]
_ACCENTED = "".join(_LATIN_LETTERS) + "".join(_LATIN_LETTERS).upper()
_HARMLESS = bytes(range(0x20, 0x7F)) + b"\t\n\r" + (_ACCENTED + "\xa0°²³±").encode("latin-1")
_NEVER_AFTER_O = "âêõùúÂÊÕÙÚ"
_CLASSES = bytes(
    ord(kind)
    for code in range(256)
    for kind in (
        "w" if chr(code) in _NEVER_AFTER_O
        else "v" if chr(code) in _ACCENTED
        else chr(code).lower().replace("e", "a") if chr(code) in "aeoAEO"
        else ".",
    )
)  # fmt: skip
"""Latin-1 → a (a, e), o, w (never after a, e, o), v (never after a, e), anything else."""
_FORMULA_LINE = re.compile(r"\n(?:=|\+\$?[A-Z]{1,3}\$?\d|\+\d)")
_PAIRS_WITHIN = 20_000
"""A longer text in VNI without a single ñ, ö, ø or ï does not exist, so pairs need not be looked for to its end."""
_GAPS = (b"...", b"__", b"??", b"xx")
_PROSE = bytes(
    ord("0" if chr(code).isdigit() else "(" if chr(code) in "([{" else chr(code).lower()[0])
    if code < 128
    else code
    for code in range(256)
)
"""Digits → 0, opening brackets → (, ASCII letters in small."""
_WAITING = re.compile(rb"\([\s\x1c-\x1f\x85\xa0]*(?:in|b sung|nhp|ghi|n[\xea\xca]u|vit)")
"""Brackets that may hold điền, bổ sung, nhập, ghi, nêu, viết: what Latin-1 keeps of them."""


class ProseSigns(NamedTuple):
    """What the paragraphs may hold: places that wait to be filled, temporary ids such as t1."""

    gaps: bool
    drafts: bool


def look_at(prose: str) -> ProseSigns:
    """Look through one paragraph, or all of them together, for signs of unfinished work."""
    classes = prose.encode("latin-1", "ignore").translate(_PROSE)
    gaps = "…" in prose or any(sign in classes for sign in _GAPS) or _WAITING.search(classes) is not None
    return ProseSigns(gaps, b"t0" in classes)


def looks_odd(text: str) -> bool:
    """A quick look at everything at once: most workbooks have nothing odd, and are looked at no closer.

    Whatever Latin-1 holds besides ASCII and Vietnamese letters (control characters, ð, the signs of legacy
    fonts) is left over by the deletion; VNI may use Vietnamese letters only, but in impossible pairs.
    """
    latin = text.encode("latin-1", "ignore")
    if latin.translate(None, _HARMLESS):
        return True
    classes = latin[:_PAIRS_WITHIN].translate(_CLASSES)
    if b"av" in classes or b"aw" in classes or b"ow" in classes:
        return True
    if "=" in text or "+" in text:
        return _FORMULA_LINE.search(f"\n{text}") is not None or "#" in text
    return "#" in text
