"""Formats in effect: document defaults, styles with their ancestors, theme fonts, direct formats, in Word's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TOGGLES = ("b", "i", "caps")
_OFF = {"0", "false", "off", "none"}
_WORDS_OWN_FONT = "Times New Roman"
_WORDS_OWN_SIZE = "20"
"""Half points: what Word takes when nothing says otherwise."""

Facts = dict[str, str]


def w(name: str) -> str:
    """`p` → its full name."""
    return f"{W}{name}"


def val(element: Element | None, name: str = "val", default: str = "") -> str:
    """An attribute of the w namespace."""
    return default if element is None else str(element.get(w(name), default))


@dataclass(frozen=True, slots=True)
class _Style:
    kind: str
    name: str
    parent: str
    run: Facts
    paragraph: Facts
    bordered: bool | None
    """Of a table style: whether it draws lines; None when it leaves that to its ancestors."""


class Formats:
    """The formats of one document."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._theme = _theme_fonts(theme)
        self._styles: dict[str, _Style] = {}
        self._default = {"paragraph": "", "character": "", "table": ""}
        self._run_defaults: Facts = {}
        self._paragraph_defaults: Facts = {}
        if styles is not None:
            self._read(styles)

    def paragraph(self, properties: Element | None) -> Facts:
        """Facts of a paragraph: jc, ind.*, spacing.*, numId, ilvl, outlineLvl, ruled, pageBreakBefore."""
        style = (
            val(None if properties is None else properties.find(w("pStyle"))) or self._default["paragraph"]
        )
        facts = dict(self._paragraph_defaults)
        for each in self._line(style):
            facts |= each.paragraph
        facts |= _paragraph_facts(properties)
        facts["style"] = style
        return facts

    def run(self, paragraph_style: str, properties: Element | None, mark: Element | None = None) -> Facts:
        """Facts of a run: fonts, sz, b, i, caps, colour. `mark` are properties common to the paragraph's runs."""
        facts = dict(self._run_defaults)
        toggles = dict.fromkeys(_TOGGLES, False)
        character = val(None if properties is None else properties.find(w("rStyle")))
        for chain in (self._line(paragraph_style), self._line(character) if character else []):
            merged: Facts = {}
            for style in chain:
                merged |= style.run
            facts |= {k: v for k, v in merged.items() if k not in _TOGGLES}
            for toggle in _TOGGLES:  # a toggle set by both kinds of style is off again (ECMA-376 17.7.3)
                toggles[toggle] ^= merged.get(toggle) == "1"
        for toggle in _TOGGLES:
            facts[toggle] = "1" if toggles[toggle] or self._run_defaults.get(toggle) == "1" else "0"
        facts |= self._run_facts(mark)
        facts |= self._run_facts(properties)
        return facts

    def table_bordered(self, style: str) -> bool:
        """Whether tables of a style show lines."""
        said = [each.bordered for each in self._line(style or self._default["table"])]
        return next((one for one in reversed(said) if one is not None), False)

    def heading_level(self, style: str, facts: Facts) -> int | None:
        """1 for "heading 1" or an outline level, None for body text."""
        for each in reversed(self._line(style)):
            name = each.name.lower()
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
        level = facts.get("outlineLvl", "9")
        return int(level) + 1 if level.isdigit() and int(level) < 9 else None

    def _read(self, styles: Element) -> None:
        defaults = styles.find(w("docDefaults"))
        if defaults is not None:
            self._run_defaults = self._run_facts(defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
            self._paragraph_defaults = _paragraph_facts(defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
        for style in styles.iterfind(w("style")):
            identity, kind = val(style, "styleId"), val(style, "type")
            self._styles[identity] = _Style(
                kind,
                val(style.find(w("name"))),
                val(style.find(w("basedOn"))),
                self._run_facts(style.find(w("rPr"))),
                _paragraph_facts(style.find(w("pPr"))),
                draws_lines(style.find(f"{w('tblPr')}/{w('tblBorders')}")),
            )
            if val(style, "default") in ("1", "true", "on"):
                self._default[kind] = identity

    def _line(self, style: str) -> list[_Style]:
        """A style after its ancestors; a circle of ancestors ends where it closes."""
        line: list[_Style] = []
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            line.append(self._styles[style])
            style = self._styles[style].parent
        return line[::-1]

    def _run_facts(self, properties: Element | None) -> Facts:
        facts: Facts = {}
        if properties is None:
            return facts
        fonts = properties.find(w("rFonts"))
        if fonts is not None:
            for slot in ("ascii", "hAnsi"):
                themed = self._theme.get(val(fonts, f"{slot}Theme")[:5])
                if themed or val(fonts, slot):
                    facts[slot] = themed or val(fonts, slot)
        for toggle in _TOGGLES:
            found = properties.find(w(toggle))
            if found is not None:
                facts[toggle] = "0" if val(found, default="1").lower() in _OFF else "1"
        for name in ("sz", "color", "vanish", "u"):
            found = properties.find(w(name))
            if found is not None:
                facts[name] = val(found, default="1")
        return facts


def fonts_of(facts: Facts) -> tuple[str, str]:
    """The fonts of plain and of accented letters."""
    return facts.get("ascii", _WORDS_OWN_FONT), facts.get("hAnsi", _WORDS_OWN_FONT)


def size_of(facts: Facts) -> float:
    """In points."""
    return number(facts.get("sz", _WORDS_OWN_SIZE)) / 2


def number(text: str) -> float:
    """A number an attribute holds; 0 for anything else."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def _paragraph_facts(properties: Element | None) -> Facts:
    facts: Facts = {}
    if properties is None:
        return facts
    for name in ("jc", "outlineLvl", "pageBreakBefore"):
        found = properties.find(w(name))
        if found is not None:
            facts[name] = val(found, default="1")
    for name in ("ind", "spacing"):
        found = properties.find(w(name))
        if found is not None:
            facts |= {
                f"{name}.{etree.QName(key).localname}": str(value) for key, value in found.attrib.items()
            }
    numbering = properties.find(w("numPr"))
    if numbering is not None:
        facts["numId"] = val(numbering.find(w("numId")))
        facts["ilvl"] = val(numbering.find(w("ilvl")), default="0")
    border = properties.find(w("pBdr"))
    if border is not None:
        facts["ruled"] = "1" if any(_draws(border.find(w(side))) for side in ("top", "bottom")) else "0"
    return facts


def draws_lines(borders: Element | None) -> bool | None:
    """Whether a set of borders shows any; None without a set."""
    return None if borders is None else any(_draws(side) for side in borders)


def _draws(side: Element | None) -> bool:
    return side is not None and val(side).lower() not in _OFF | {"nil", ""}


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """ "minor" and "major" → the Latin font."""
    if theme is None:
        return {}
    found = {}
    for kind in ("minor", "major"):
        latin = theme.find(f".//{_A}{kind}Font/{_A}latin")
        if latin is not None:
            found[kind] = str(latin.get("typeface", ""))
    return found
