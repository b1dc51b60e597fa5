"""How a school shortens its name in the symbol of its papers: a proposal, each school has its own."""

from __future__ import annotations

import re
import unicodedata

from kdcl_xl.text.normal import tidy

_PHRASES = (
    ("giáo dục nghề nghiệp - giáo dục thường xuyên", "GDNN-GDTX"),
    ("giáo dục nghề nghiệp và giáo dục thường xuyên", "GDNN-GDTX"),
    ("phổ thông dân tộc nội trú", "PTDTNT"),
    ("phổ thông dân tộc bán trú", "PTDTBT"),
    ("giáo dục thường xuyên", "GDTX"),
    ("trung học phổ thông", "THPT"),
    ("trung học cơ sở", "THCS"),
    ("trung tâm", "TT"),
    ("tiểu học", "TH"),
    ("mầm non", "MN"),
    ("mẫu giáo", "MG"),
    ("phổ thông", "PT"),
    ("trung học", "TH"),
)
_LEFT_OUT = ("trường", "tư thục", "công lập", "dân lập", "ngoài công lập")
_LEVELS = {"TH", "THCS", "THPT", "MN", "MG"}


def school_symbol(name: str) -> str:
    """ "Trường THCS Nguyễn Thị Lộ" → "THCSNTL", "Trường Tiểu học và THCS Võ Thị Sáu" → "TH&THCSVTS"; "" for no name."""
    text = f" {unicodedata.normalize('NFC', tidy(name))} "
    for phrase in _LEFT_OUT:
        text = re.sub(rf"(?<!\w){phrase}(?!\w)", " ", text, flags=re.IGNORECASE)
    for phrase, short in _PHRASES:
        text = re.sub(rf"(?<!\w){phrase}(?!\w)", f" {short} ", text, flags=re.IGNORECASE)
    levels = "|".join(sorted(_LEVELS, key=len, reverse=True))
    text = re.sub(rf"(?<!\w)({levels})\s*(?:và|&|-|,)\s*(?=(?:{levels})(?!\w))", r"\1&", text)
    return "".join(_letters(word) for word in re.findall(r"[\w&-]+", text))


def _letters(word: str) -> str:
    """The capitals of a word that is an abbreviation or holds figures; else its first letter."""
    kept = re.sub(r"[^A-ZĐ0-9&-]", "", _bare(word.upper()) if word.isupper() else _bare(word))
    if word.isupper() and len(word) > 1:
        return kept.strip("-")
    return word if word.isdecimal() else _bare(word[:1].upper())


def _bare(text: str) -> str:
    """Letters without marks; Đ stays."""
    marked = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in marked if not unicodedata.combining(letter))
