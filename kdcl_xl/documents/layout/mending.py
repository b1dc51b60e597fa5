"""Corrections that change form only, never words a person has to answer for. Each returns what it did, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import cast

from lxml import etree

from kdcl_xl.documents.layout.formats import Element, w
from kdcl_xl.documents.layout.paper import Paragraph, Run, Section
from kdcl_xl.documents.layout.signs import shown_by
from kdcl_xl.text.normal import nfc

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TWIPS_PER_MM = 1440 / 25.4
Mend = Callable[[], str]


def together(mends: Iterable[Mend | None], words: str = "") -> Mend | None:
    """Several corrections as one; None when there is none. `words` stand for what they say one by one."""
    each = [mend for mend in mends if mend is not None]
    if not each:
        return None

    def mend() -> str:
        said = [sentence for sentence in (one() for one in each) if sentence]
        return (words or " ".join(said)) if said else ""

    return mend


@dataclass
class SecondCopy:
    """A text box is kept twice, as it is and as programs of before 2010 draw it; both say the same before mending."""

    box: Element
    copy: Element
    before: bytes

    def follow(self) -> None:
        """Bring the second up to what the first has become."""
        if etree.tostring(self.box) != self.before:
            self.copy[:] = deepcopy(list(self.box))


def second_copies(document: Element) -> list[SecondCopy]:
    """The text boxes kept twice whose two texts agree."""
    found = []
    for both in document.iter(f"{_MC}AlternateContent"):
        boxes, copies = (
            [box for part in both.iterfind(f"{_MC}{name}") for box in part.iter(w("txbxContent"))]
            for name in ("Choice", "Fallback")
        )
        if len(boxes) == len(copies):
            pairs = zip(boxes, copies, strict=True)
            found += [SecondCopy(a, b, etree.tostring(a)) for a, b in pairs if _letters(a) == _letters(b)]
    return found


def _letters(box: Element) -> str:
    return "".join(text.text or "" for text in box.iter(w("t")))


def set_page_size(section: Section) -> Mend:
    """A4 in the direction the page has."""

    def mend() -> str:
        size = cast(Element, section.source).find(w("pgSz"))
        if size is None:
            return ""
        sides = ("11906", "16838") if section.width <= section.height else ("16838", "11906")
        size.set(w("w"), sides[0])
        size.set(w("h"), sides[1])
        return "Khổ giấy: đặt A4."

    return mend


def set_margin(section: Section, side: str, millimetres: float) -> Mend:
    """One margin."""
    words = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}

    def mend() -> str:
        margins = cast(Element, section.source).find(w("pgMar"))
        if margins is None:
            return ""
        margins.set(w(side), str(round(millimetres * _TWIPS_PER_MM)))
        return f"Khổ giấy: đặt lề {words[side]} {millimetres:g} mm."

    return mend


def set_fonts(paragraphs: Iterable[Paragraph], old: str, new: str) -> Mend:
    """The runs that show `old` get `new`, in every slot."""
    runs = [run for paragraph in paragraphs for run in paragraph.runs if old in run.fonts]

    def mend() -> str:
        for run in runs:
            properties = _properties(cast(Element, run.source))
            fonts = properties.find(w("rFonts"))
            if fonts is None:
                fonts = properties.makeelement(w("rFonts"), {})
                _insert(properties, fonts)
            fonts.attrib.clear()
            for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(w(slot), new)
        return f"Đổi phông “{old}” sang {new}."

    return mend


def set_black(paragraphs: Iterable[Paragraph], colour: str) -> Mend:
    """Black on top of whatever gives the colour."""
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.colour == colour]

    def mend() -> str:
        for run in runs:
            found = _property(run, "color")
            found.attrib.clear()
            found.set(w("val"), "000000")
        return f"Đổi chữ màu {colour} về màu đen."

    return mend


def cut_out(run: Run, start: int, end: int) -> Run | None:
    """The run that holds only these characters of another, which is cut in two or three for it.

    None when they are no longer all in it: another line has cut its part out, and the next round reads anew.
    """
    element = cast(Element, run.source)
    if sum(len(shown_by(part)) for part in element) != len(run.text):
        return None
    if end < len(run.text):
        _cut(element, end)
    if start > 0:
        element = _cut(element, start)
    return replace(run, text=run.text[start:end], source=element)


def _cut(run: Element, at: int) -> Element:
    """Move what a run prints from a character on into a run of the same look behind it, and give that."""
    rest = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(w("rPr"))
    if properties is not None:
        rest.append(deepcopy(properties))
    position = 0
    for part in [child for child in run if child.tag != w("rPr")]:
        length = len(shown_by(part))
        if position >= at:
            rest.append(part)
        elif position + length > at:
            other = deepcopy(part)
            part.text, other.text = part.text[: at - position], part.text[at - position :]
            for text in (part, other):
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            rest.append(other)
        position += length
    run.addnext(rest)
    return rest


def set_size(place: str, runs: Iterable[Run], size: float) -> Mend:
    """These words in this size, in points."""
    mine = list(runs)

    def mend() -> str:
        for run in mine:
            for name in ("sz", "szCs"):
                _property(run, name).set(w("val"), str(round(size * 2)))
        return f"{place}: đặt cỡ chữ {size:g}."

    return mend


def set_toggle(place: str, runs: Iterable[Run], name: str, on: bool) -> Mend:
    """Bold (`b`) or italic (`i`) on or off for these words."""
    words = {"b": "đậm", "i": "nghiêng"}[name]
    mine = list(runs)

    def mend() -> str:
        for run in mine:
            _property(run, name).set(w("val"), "1" if on else "0")
        return f"{place}: {'đặt' if on else 'bỏ'} chữ {words}."

    return mend


def set_alignment(paragraph: Paragraph, value: str, words: str) -> Mend:
    """`center`, `both` …"""

    def mend() -> str:
        element = cast(Element, paragraph.source)
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


def replace_text(paragraph: Paragraph, old: str, new: str) -> Mend:
    """Other characters for the same words, once; the format of the first character that goes is kept.

    Nothing is changed where a tab, a line break or a field stands in between.
    """

    def mend() -> str:
        if not swap(paragraph, old, new):
            return ""
        return f"{paragraph.place}: sửa {quoted_change(old, new)}."

    return mend


def quoted_change(old: str, new: str) -> str:
    """What was there and what is there now, short enough to read."""

    def short(text: str) -> str:
        return text if len(text) <= 60 else f"…{text[-59:]}"

    return f"“{short(old)}” thành “{short(new)}”"


def swap(paragraph: Paragraph, old: str, new: str) -> bool:
    """Put `new` for the first `old` of a paragraph. False when it is not there in one piece."""
    texts = [text for run in paragraph.runs for text in cast(Element, run.source).iter(w("t")) if text.text]
    whole = "".join(text.text for text in texts)
    at = whole.find(old)
    if at < 0 or not old or old == new:
        return False
    _splice(texts, at, at + len(old), new)
    return True


def compose(paragraphs: Iterable[Paragraph], words: str) -> Mend:
    """Letters and marks in one character each (NFC): the same text to a reader."""
    runs = [run for paragraph in paragraphs for run in paragraph.runs]

    def mend() -> str:
        done = False
        for run in runs:
            for text in cast(Element, run.source).iter(w("t")):
                new = nfc(text.text or "")
                done = done or new != (text.text or "")
                text.text = new
        return words if done else ""

    return mend


def replace_end(paragraph: Paragraph, old: str, new: str) -> Mend:
    """Other characters at the end of a paragraph; `old` may be empty: `new` is put after the last word."""

    def mend() -> str:
        texts = [
            text for run in paragraph.runs for text in cast(Element, run.source).iter(w("t")) if text.text
        ]
        written = "".join(text.text for text in texts).rstrip()
        if not written.endswith(old):
            return ""
        if old == new:
            return ""
        tail = written[-20:]
        _splice(texts, len(written) - max(len(old), 1), len(written), new if old else written[-1] + new)
        return f"{paragraph.place}: sửa cuối đoạn {quoted_change(tail, tail[: len(tail) - len(old)] + new)}."

    return mend


def _splice(texts: list[Element], start: int, end: int, new: str) -> None:
    """Put `new` for the characters from `start` to `end` of texts in a row.

    Only letters that differ are touched, where they stand: what lies between them in bookmarks, links and
    results of fields keeps its place and its look.
    """
    old = "".join(text.text for text in texts)[start:end]
    edits = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for kind, first, last, since, until in reversed(edits):
        if kind != "equal":
            _put(texts, start + first, start + last, new[since:until])


def _put(texts: list[Element], start: int, end: int, new: str) -> None:
    """Put `new` for these characters: into the first text touched, or where nothing goes before the letter it precedes."""
    position, rest = 0, new
    for number, text in enumerate(texts):
        length = len(text.text)
        first, last = max(start - position, 0), min(end - position, length)
        inside = first < last or (start == end and 0 <= start - position < length)
        at_the_end = start == end == position + length and number == len(texts) - 1
        if inside or at_the_end:
            text.text = text.text[:first] + rest + text.text[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            rest = ""
            if start == end:
                return
        position += length


def _property(run: Run, name: str) -> Element:
    """A property of a run, made when it is missing."""
    properties = _properties(cast(Element, run.source))
    found = properties.find(w(name))
    if found is None:
        found = properties.makeelement(w(name), {})
        _insert(properties, found)
    return found


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
