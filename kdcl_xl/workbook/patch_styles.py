"""The style sheet of an existing workbook, extended by clones: a cell keeps all its format but the one thing changed.

A mark's fill remembers the fill it covers in its `bgColor`, which solid fills do not show; so a mark can be taken
back from the file alone, also after Excel has saved it and renumbered the styles. (LibreOffice forgets it: then
whoever asks for the mark to go has to say what lay below.)
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from kdcl_xl.workbook.marks import MARK_COLOURS
from kdcl_xl.workbook.patch_book import Book, Element, q, remove_attributes, set_attributes
from kdcl_xl.workbook.patch_colours import Palette
from kdcl_xl.workbook.styles import FONT, LINE_GREY, NAVY

DATE_FORMAT = "dd/mm/yyyy"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MINIMAL = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
_Key = tuple[object, ...]
_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_FOLLOWERS = {
    "numFmts": ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs"),
    "fonts": ("fills", "borders", "cellStyleXfs", "cellXfs"),
    "fills": ("borders", "cellStyleXfs", "cellXfs"),
    "borders": ("cellStyleXfs", "cellXfs"),
    "cellXfs": ("cellStyles", "dxfs", "tableStyles", "colors", "extLst"),
    "dxfs": ("tableStyles", "colors", "extLst"),
}
_COVERED, _NOTHING_COVERED = "FE", "FD"
"""Alpha of a `bgColor` that a mark wrote; programs show neither."""


def argb(colour: str) -> str:
    """`#F8CBCB` as Excel stores it: `FFF8CBCB`."""
    return "FF" + colour.removeprefix("#").upper()


@dataclass(frozen=True, slots=True)
class Look:
    """The format of a cell of an added sheet. Colours as `#RRGGBB`."""

    bold: bool = False
    size: float = 12
    colour: str = ""
    underline: bool = False
    fill: str = ""
    border: bool = True
    wrap: bool = True
    centre: bool = False
    number_format: str = ""
    text: bool = False


class Stylesheet:
    """Cell formats (`s` of a cell) of one workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.part = book.target(book.part, "styles")
        self._root = book.tree(self.part) if self.part else etree.fromstring(_MINIMAL)
        self._palette = Palette(book, self._root)
        self._marks: dict[int, bool] = {}
        self._unmarked: dict[int, int] = {}
        self._known: dict[str, dict[_Key, int]] = {}

    @property
    def marks(self) -> list[int]:
        """The styles with the fill of a mark."""
        return [style for style in range(len(self.items("cellXfs"))) if self.is_marked(style)]

    def shown(self, style: int) -> str | None:
        """The fill a user sees, `#RRGGBB`; None for no fill and for patterns."""
        colour = self._solid_colour(style)
        return None if colour is None else self._palette.rgb(colour)

    def below(self, style: int) -> tuple[bool, str | None]:
        """Whether the mark on this style remembers what it covers, and the colour (None: no fill)."""
        covered = self._covered(style)
        if covered is None:
            return False, None
        nothing = covered.get("rgb", "").startswith(_NOTHING_COVERED)
        return True, None if nothing else self._palette.rgb(covered)

    def filled(self, style: int, colour: str | None) -> int:
        """The style with another fill; marks remember what they cover, and give exactly that back."""
        if colour in MARK_COLOURS:
            return self._marked(self.unmarked(style), str(colour))
        if self.is_marked(style):
            known, under = self.below(style)
            if colour == under and (known or colour is None):
                return self.unmarked(style)
        elif colour == self.shown(style):
            return style
        fill = 0 if colour is None else self._intern_fill_like(_solid(argb(colour)))
        return self._without_mark(style, fill)

    def _marked(self, style: int, colour: str) -> int:
        cover = _solid(argb(colour))
        covered = self._solid_colour(style)
        if covered is not None:
            _copy_colour(covered, etree.SubElement(cover[0], q("bgColor")), alpha=_COVERED)
        elif self._is_blank(style):
            etree.SubElement(cover[0], q("bgColor"), rgb=f"{_NOTHING_COVERED}FFFFFF")
        return self._with(style, fillId=str(self.intern("fills", cover)), applyFill="1")

    def unmarked(self, style: int) -> int:
        """The style under a mark as the file remembers it; `style` itself when it carries none."""
        if style not in self._unmarked:
            self._unmarked[style] = self._uncovered(style) if self.is_marked(style) else style
        return self._unmarked[style]

    def _uncovered(self, style: int) -> int:
        covered = self._covered(style)
        if covered is None or covered.get("rgb", "").startswith(_NOTHING_COVERED):
            return self._without_mark(style, 0)
        original = _solid("")
        remove_attributes(original[0][0], "rgb")
        _copy_colour(covered, original[0][0], alpha="FF")
        return self._without_mark(style, self._intern_fill_like(original))

    def _covered(self, style: int) -> Element | None:
        fill = self._fill(style)
        covered = None if fill is None else fill.find(f"{q('patternFill')}/{q('bgColor')}")
        return covered if covered is not None and _remembers(covered) else None

    def is_marked(self, style: int) -> bool:
        """Whether the fill of this style is one of ours."""
        if style not in self._marks:  # styles are only ever added, so what was seen stays true
            self._marks[style] = self.shown(style) in MARK_COLOURS
        return self._marks[style]

    def is_locked(self, style: int) -> bool:
        """Whether a protected sheet keeps users out of cells of this style."""
        protection = self.xf(style).find(q("protection"))
        return protection is None or protection.get("locked", "1") not in ("0", "false")

    def quoted(self, style: int) -> int:
        """The style whose text stays text when somebody edits the cell, though it begins with an equals sign."""
        return self._with(style, quotePrefix="1")

    def is_quoted(self, style: int) -> bool:
        """Whether text of this style stays text whatever it begins with."""
        return self.xf(style).get("quotePrefix", "0") in ("1", "true")

    def dated(self, style: int) -> int:
        """The style with a date format, unless it has one."""
        number = int(self.xf(style).get("numFmtId", "0"))
        if number in _DATE_IDS or any(letter in self.format_code(number).lower() for letter in ("d", "y")):
            return style
        return self._with(style, numFmtId=str(self.number_format(DATE_FORMAT)), applyNumberFormat="1")

    def of(self, look: Look) -> int:
        """The style of a cell of an added sheet."""
        xf = etree.Element(q("xf"), numFmtId="0", fontId=str(self.intern("fonts", _font(look))), fillId="0")
        xf.set("borderId", "0")
        xf.set("xfId", "0")
        xf.set("applyFont", "1")
        if look.number_format:
            xf.set("numFmtId", str(self.number_format(look.number_format)))
            xf.set("applyNumberFormat", "1")
        if look.fill:
            xf.set("fillId", str(self.intern("fills", _solid(argb(look.fill)))))
            xf.set("applyFill", "1")
        if look.border:
            xf.set("borderId", str(self.intern("borders", _thin_border())))
            xf.set("applyBorder", "1")
        if look.text:
            xf.set("quotePrefix", "1")
        xf.set("applyAlignment", "1")
        alignment = etree.SubElement(xf, q("alignment"), vertical="center" if look.centre else "top")
        if look.centre:
            alignment.set("horizontal", "center")
        if look.wrap:
            alignment.set("wrapText", "1")
        return self.intern("cellXfs", xf)

    def xf(self, style: int) -> Element:
        """The record of a style."""
        items = self.items("cellXfs")
        return items[style] if style < len(items) else items[0]

    def _with(self, style: int, **attributes: str) -> int:
        return self.intern("cellXfs", self._clone(style, attributes))

    def _without_mark(self, style: int, fill: int) -> int:
        """The style from before the mark: writers differ in saying `applyFill`, so both ways are looked for."""
        clone = self._clone(style, {"fillId": str(fill)})
        remove_attributes(clone, "applyFill")
        silent = self._index("cellXfs").get(canonical(clone))
        return self._with(style, fillId=str(fill), applyFill="1") if silent is None else silent

    def _clone(self, style: int, attributes: Mapping[str, str]) -> Element:
        clone = copy.deepcopy(self.xf(style))
        clone.tail = None
        set_attributes(clone, attributes)
        return clone

    def _fill(self, style: int) -> Element | None:
        fills = self.items("fills")
        number = int(self.xf(style).get("fillId", "0"))
        return fills[number] if number < len(fills) else None

    def _solid_colour(self, style: int) -> Element | None:
        fill = self._fill(style)
        pattern = None if fill is None else fill.find(q("patternFill"))
        if pattern is None or pattern.get("patternType") != "solid":
            return None
        return pattern.find(q("fgColor"))

    def _is_blank(self, style: int) -> bool:
        fill = self._fill(style)
        return fill is None or all(pattern.get("patternType", "none") == "none" for pattern in fill)

    def format_code(self, number: int) -> str:
        """The text of a number format of the workbook's own, "" for those of the program."""
        for item in self.items("numFmts"):
            if item.get("numFmtId") == str(number):
                return item.get("formatCode", "")
        return ""

    def number_format(self, code: str) -> int:
        """The number of a number format, added when the workbook has none."""
        items = self.items("numFmts")
        for item in items:
            if item.get("formatCode") == code:
                return int(item.get("numFmtId", "0"))
        number = max([163, *(int(item.get("numFmtId", "0")) for item in items)]) + 1
        self.intern("numFmts", etree.Element(q("numFmt"), numFmtId=str(number), formatCode=code))
        return number

    def _intern_fill_like(self, fill: Element) -> int:
        """A fill of the same colour that the workbook already has, whatever its `bgColor`; else a new one."""
        wanted = sorted(fill[0][0].attrib.items())
        for number, existing in enumerate(self.items("fills")):
            colour = existing.find(f"{q('patternFill')}[@patternType='solid']/{q('fgColor')}")
            if colour is not None and sorted(colour.attrib.items()) == wanted:
                return number
        return self.intern("fills", fill)

    def _container(self, name: str) -> Element:
        found = self._root.find(q(name))
        if found is None:
            found = etree.Element(q(name))
            followers = {q(follower) for follower in _FOLLOWERS[name]}
            place = next((child for child in self._root if child.tag in followers), None)
            if place is None:
                self._root.append(found)
            else:
                place.addprevious(found)
        return found

    def items(self, name: str) -> list[Element]:
        """The records of one kind: fonts, fills, cellXfs…"""
        found = self._root.find(q(name))
        return [] if found is None else [item for item in found if isinstance(item.tag, str)]

    def _ensure_part(self) -> None:
        if not self.part:
            self.part = "xl/styles.xml"
            self._book.put(self.part, _MINIMAL)
            self._book.declare(self.part, _STYLES_TYPE)
            self._book.relate(self._book.part, "styles", self.part)
            self._root = self._book.tree(self.part)

    def _index(self, name: str) -> dict[_Key, int]:
        if name not in self._known:
            known: dict[_Key, int] = {}
            for number, existing in enumerate(self.items(name)):
                known.setdefault(canonical(existing), number)
            self._known[name] = known
        return self._known[name]

    def intern(self, name: str, item: Element) -> int:
        """The index of an equal item, added when there is none."""
        known, key = self._index(name), canonical(item)
        if key not in known:
            self._ensure_part()
            container = self._container(name)
            container.append(item)
            known[key] = len(self.items(name)) - 1
            container.set("count", str(known[key] + 1))
            self._book.touch(self.part)
        return known[key]


def canonical(item: Element) -> _Key:
    """What an item says, without the accidents of prefixes and white space."""
    children = tuple(canonical(child) for child in item if isinstance(child.tag, str))
    return (item.tag, tuple(sorted(item.attrib.items())), (item.text or "").strip(), children)


def _remembers(colour: Element) -> bool:
    """Whether a `bgColor` was put there by a mark (programs fill in defaults of their own)."""
    return (
        colour.get("theme") is not None
        or colour.get("rgb", "").startswith((_COVERED, _NOTHING_COVERED))
        or colour.get("indexed", "64") not in ("64", "65")
    )


def _copy_colour(source: Element, target: Element, *, alpha: str) -> None:
    for name, value in source.attrib.items():
        target.set(str(name), alpha + str(value)[-6:] if name == "rgb" else str(value))


def _solid(rgb: str) -> Element:
    fill = etree.Element(q("fill"))
    pattern = etree.SubElement(fill, q("patternFill"), patternType="solid")
    etree.SubElement(pattern, q("fgColor"), rgb=rgb)
    return fill


def _font(look: Look) -> Element:
    font = etree.Element(q("font"))
    if look.bold:
        etree.SubElement(font, q("b"))
    if look.underline:
        etree.SubElement(font, q("u"))
    etree.SubElement(font, q("sz"), val=f"{look.size:g}")
    if look.colour:
        etree.SubElement(font, q("color"), rgb=argb(look.colour))
    etree.SubElement(font, q("name"), val=FONT)
    etree.SubElement(font, q("family"), val="1")
    return font


def _thin_border() -> Element:
    border = etree.Element(q("border"))
    for side in ("left", "right", "top", "bottom"):
        line = etree.SubElement(border, q(side), style="thin")
        etree.SubElement(line, q("color"), rgb=argb(LINE_GREY))
    etree.SubElement(border, q("diagonal"))
    return border


HEADER = Look(bold=True, colour="#FFFFFF", fill=NAVY, centre=True)
TITLE = Look(bold=True, size=14, border=False, wrap=False)
ABOVE_HEADER = Look(border=False, wrap=False)
