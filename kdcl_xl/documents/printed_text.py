"""The words of a Word file, the same after Word or LibreOffice has saved it again.

Spaces, line breaks, tabs and the several hyphens and forms of a letter do not matter; fields do not either, for they
change whenever a table of contents is updated. Read with one pattern: this is on the path of every document made.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping

BODY = "word/document.xml"
_BAND = re.compile(r"word/(?:header|footer|footnotes)\d*\.xml")
_TOKEN = re.compile(
    r"<w:t(?: [^>]*)?>([^<]*)</w:t>"
    r"|<(w:p|/w:p|w:br|w:tab|w:cr|w:noBreakHyphen|w:fldSimple|/w:fldSimple|mc:Fallback|/mc:Fallback)(?: [^>]*?)?(/?)>"
    r'|<w:fldChar [^>]*?w:fldCharType="(\w+)"'
)
_ODD = re.compile("[\u2010\u2011\u00ad\u200b\ufeff]")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None, "\u200b": None, "\ufeff": None})


def paragraphs_of(xml: str) -> Iterator[str]:
    """The paragraphs that hold words, in reading order: text boxes after what precedes their anchor."""
    open_paragraphs: list[list[str]] = []
    hidden = 0
    """How deep inside results of fields, or drawings repeated for old programs."""
    for text, name, empty, field in _TOKEN.findall(xml):
        if field:
            hidden += {"separate": 1, "end": -1}.get(field, 0)
            hidden = max(hidden, 0)
        elif not name:
            if open_paragraphs and not hidden:
                open_paragraphs[-1].append(text)
        elif name == "w:p":
            if not empty:
                open_paragraphs.append([])
        elif name == "/w:p":
            words = _normal("".join(open_paragraphs.pop())) if open_paragraphs else ""
            if words:
                yield words
        elif name in ("w:fldSimple", "mc:Fallback"):
            hidden += not empty
        elif name in ("/w:fldSimple", "/mc:Fallback"):
            hidden = max(hidden - 1, 0)
        elif open_paragraphs and not hidden:
            open_paragraphs[-1].append("-" if name == "w:noBreakHyphen" else " ")


def bands_of(parts: Mapping[str, bytes]) -> frozenset[str]:
    """What headers, footers and footnotes say: programs number and repeat these parts as they like."""
    return frozenset(
        words for name, xml in parts.items() if _BAND.fullmatch(name) for words in paragraphs_of(xml.decode())
    )


def body_of(parts: Mapping[str, bytes]) -> list[str]:
    """The paragraphs of the text. Raises KeyError when there is none."""
    return list(paragraphs_of(parts[BODY].decode()))


def _normal(xml_text: str) -> str:
    text = html.unescape(xml_text) if "&" in xml_text else xml_text
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _ODD.search(text):
            text = text.translate(_HYPHENS)
    return " ".join(text.split())
