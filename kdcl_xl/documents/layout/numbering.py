"""The numbers Word writes before paragraphs by itself: they are in no text, yet readers see them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kdcl_xl.documents.layout.formats import Element, number, val, w

_PLACEHOLDER = re.compile(r"%(\d)")
_VIETNAMESE_POINTS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass
class Numbering:
    """The lists of one document; `label` has to be asked for paragraphs in reading order."""

    root: Element | None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for abstract in self.root.iterfind(w("abstractNum")):
            levels = {int(val(level, "ilvl", "0")): _level(level) for level in abstract.iterfind(w("lvl"))}
            self._levels[val(abstract, "abstractNumId")] = levels
        for each in self.root.iterfind(w("num")):
            self._lists[val(each, "numId")] = val(each.find(w("abstractNumId")))

    def label(self, list_id: str, depth: int) -> str:
        """The label of the next paragraph of a list; "" when it has none."""
        abstract = self._lists.get(list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or list_id in ("", "0"):
            return ""
        counters = self._counters.setdefault(abstract, {})
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        if level.form in ("bullet", "none"):
            return level.text if level.form == "bullet" else ""

        def shown(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            of = levels.get(other, level)
            return counted(counters.get(other, of.start), of.form)

        return _PLACEHOLDER.sub(shown, level.text)


def counted(count: int, form: str) -> str:
    """A count in one of Word's forms: decimal, upperRoman, lowerLetter …"""
    if form.endswith("Roman"):
        text = _roman(count)
        return text if form.startswith("upper") else text.lower()
    if form.endswith("Letter"):
        letter = chr(96 + (count - 1) % 26 + 1) * ((count - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    return f"{count:02}" if form == "decimalZero" else str(count)


def point_letter(count: int) -> str:
    """1 → a, 5 → đ: the letters of điểm (Phụ lục I NĐ 30/2020), which leave out f, j, w, z. "" beyond them."""
    return _VIETNAMESE_POINTS[count - 1] if 0 < count <= len(_VIETNAMESE_POINTS) else ""


def _level(level: Element) -> _Level:
    return _Level(
        int(number(val(level.find(w("start")), default="1"))),
        val(level.find(w("numFmt")), default="decimal"),
        val(level.find(w("lvlText"))),
    )


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text += letters
            count -= value
    return text
