"""Corrections that change form only, never words a person has to answer for. Each returns what it did, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from kdcl_xl.documents.layout.formats import Element, val, w
from kdcl_xl.documents.layout.paper import Paper, Paragraph

_TWIPS_PER_MM = 1440 / 25.4
Mend = Callable[[], str]


def _element(paragraph: Paragraph) -> Element:
    return cast(Element, paragraph.source)


def _section(paper: Paper, index: int) -> Element:
    root = _element(paper.paragraphs[0]).getroottree().getroot()
    found = [each for each in root.iter(w("sectPr")) if each.getparent().tag in (w("pPr"), w("body"))]
    return found[index]


def set_page_size(paper: Paper, index: int) -> Mend:
    """A4 in the direction the page has."""

    def mend() -> str:
        size = _section(paper, index).find(w("pgSz"))
        if size is None:
            return ""
        sides = ("11906", "16838") if val(size, "orient") != "landscape" else ("16838", "11906")
        size.set(w("w"), sides[0])
        size.set(w("h"), sides[1])
        return "Đặt khổ giấy A4."

    return mend


def set_margin(paper: Paper, index: int, side: str, millimetres: float) -> Mend:
    """One margin."""
    words = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}

    def mend() -> str:
        margins = _section(paper, index).find(w("pgMar"))
        if margins is None:
            return ""
        margins.set(w(side), str(round(millimetres * _TWIPS_PER_MM)))
        return f"Đặt lề {words[side]} {millimetres:g} mm."

    return mend


def set_fonts(paragraphs: Iterable[Paragraph], old: str, new: str) -> Mend:
    """The runs that show `old` get `new`, in every slot."""
    places = list(paragraphs)

    def mend() -> str:
        for paragraph in places:
            for run in _element(paragraph).iter(w("r")):
                properties = _properties(run)
                fonts = properties.find(w("rFonts"))
                if fonts is None:
                    fonts = properties.makeelement(w("rFonts"), {})
                    style = properties.find(w("rStyle"))
                    properties.insert(0 if style is None else 1, fonts)
                for key in list(fonts.attrib):
                    del fonts.attrib[key]
                for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
                    fonts.set(w(slot), new)
        return f"Đổi phông “{old}” sang {new}."

    return mend


def set_black(paragraphs: Iterable[Paragraph], colour: str) -> Mend:
    """The colour off; where a style gives it, black on top."""
    places = list(paragraphs)

    def mend() -> str:
        for paragraph in places:
            for run in _element(paragraph).iter(w("r")):
                properties = _properties(run)
                found = properties.find(w("color"))
                if found is None:
                    found = properties.makeelement(w("color"), {})
                    _insert(properties, found)
                for key in list(found.attrib):
                    del found.attrib[key]
                found.set(w("val"), "000000")
        return f"Đổi chữ màu {colour} về màu đen."

    return mend


def set_size(paragraph: Paragraph, size: float) -> Mend:
    """Every word of the paragraph in this size, in points."""

    def mend() -> str:
        for run in _element(paragraph).iter(w("r")):
            properties = _properties(run)
            for name in ("sz", "szCs"):
                found = properties.find(w(name))
                if found is None:
                    found = properties.makeelement(w(name), {})
                    _insert(properties, found)
                found.set(w("val"), str(round(size * 2)))
        return f"{paragraph.place}: đặt cỡ chữ {size:g}."

    return mend


def set_toggle(paragraph: Paragraph, name: str, on: bool) -> Mend:
    """Bold (`b`) or italic (`i`) on or off for the whole paragraph."""
    words = {"b": "đậm", "i": "nghiêng"}[name]

    def mend() -> str:
        for run in _element(paragraph).iter(w("r")):
            properties = _properties(run)
            found = properties.find(w(name))
            if found is None:
                found = properties.makeelement(w(name), {})
                _insert(properties, found)
            found.set(w("val"), "1" if on else "0")
        return f"{paragraph.place}: {'đặt' if on else 'bỏ'} chữ {words}."

    return mend


def set_alignment(paragraph: Paragraph, value: str, words: str) -> Mend:
    """`center`, `both` …"""

    def mend() -> str:
        element = _element(paragraph)
        properties = element.find(w("pPr"))
        if properties is None:
            properties = element.makeelement(w("pPr"), {})
            element.insert(0, properties)
        found = properties.find(w("jc"))
        if found is None:
            found = properties.makeelement(w("jc"), {})
            followers = [w(n) for n in ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")]  # fmt: skip
            place = next((child for child in properties if child.tag in followers), None)
            if place is None:
                properties.append(found)
            else:
                place.addprevious(found)
        found.set(w("val"), value)
        return f"{paragraph.place}: {words}."

    return mend


def replace_text(paragraph: Paragraph, old: str, new: str, words: str) -> Mend:
    """Other characters for the same words: only where they lie within runs, so no format is lost."""

    def mend() -> str:
        texts = [text for text in _element(paragraph).iter(w("t")) if text.text]
        whole = "".join(text.text for text in texts)
        at = whole.find(old)
        if at < 0:
            return ""
        _splice(texts, at, at + len(old), new)
        return f"{paragraph.place}: {words}."

    return mend


def _splice(texts: list[Element], start: int, end: int, new: str) -> None:
    """Put `new` for the characters from `start` to `end` of texts in a row: into the first one touched."""
    position, put = 0, False
    for text in texts:
        length = len(text.text)
        first, last = max(start - position, 0), min(end - position, length)
        if first < last:
            text.text = text.text[:first] + ("" if put else new) + text.text[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            put = True
        position += length


def _properties(run: Element) -> Element:
    found = run.find(w("rPr"))
    if found is None:
        found = run.makeelement(w("rPr"), {})
        run.insert(0, found)
    return found


_ORDER = [w(name) for name in ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")]  # fmt: skip


def _insert(properties: Element, new: Element) -> None:
    """In the order the schema asks for."""
    rank = _ORDER.index(new.tag)
    for child in properties:
        if child.tag in _ORDER and _ORDER.index(child.tag) > rank:
            child.addprevious(new)
            return
    properties.append(new)
