"""Signs that are no letters: symbols of the fonts Word ticks with, and the check boxes of old forms."""

from __future__ import annotations

from kdcl_xl.documents.layout.formats import Element, val, w

_UNKNOWN = "•"
_PRIVATE = 0xF000
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐", 0xCD: "✗", 0xCE: "✗",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": {0xD6: "✓", 0xB4: "✗"},
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"}, "marlett": {0x61: "✓", 0x62: "✓", 0x72: "✗"},
}  # fmt: skip


def sign_of(font: str, code: str) -> str:
    """The sign Insert Symbol put in, from its font and hexadecimal code; a dot for one that says nothing to a reader."""
    try:
        number = int(code, 16)
    except ValueError:
        return _UNKNOWN
    known = _FONTS.get(font.strip().lower())
    if known is not None:
        return known.get(number % 0x100 if number >= _PRIVATE else number, _UNKNOWN)
    plain = 0x20 < number < 0xD800
    return chr(number) if plain else _UNKNOWN


def signs_in(text: str, font: str) -> str:
    """Letters set in a font of signs, as the signs they print; letters that print none we know stay."""
    known = _FONTS.get(font.strip().lower())
    if known is None:
        return text
    return "".join(known.get(ord(ch) - _PRIVATE if ord(ch) >= _PRIVATE else ord(ch), ch) for ch in text)


def form_box(mark: Element) -> str:
    """The check box of an old form a field begins with: ☒ or ☐, "" where it is another field."""
    box = mark.find(f"{w('ffData')}/{w('checkBox')}")
    if box is None:
        return ""
    state = box.find(w("checked"))
    if state is None:
        state = box.find(w("default"))
        if state is None:
            return "☐"
    return "☐" if val(state, default="1") in ("0", "false", "off") else "☒"


def shown_by(part: Element) -> str:
    """What one child of a run prints: its words, a tab, a line break, a sign, a box of a form."""
    if part.tag == w("t"):
        return part.text or ""
    if part.tag in (w("tab"), w("ptab")):
        return "\t"
    if part.tag in (w("br"), w("cr")):
        return "\n" if val(part, "type") in ("", "textWrapping") else ""
    if part.tag == w("noBreakHyphen"):
        return "-"
    if part.tag == w("sym"):
        return sign_of(val(part, "font"), val(part, "char"))
    return form_box(part) if part.tag == w("fldChar") else ""
