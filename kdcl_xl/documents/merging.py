"""Documents of one template as one Word file: for printing, and for one run of LibreOffice instead of hundreds.

Their bodies follow one another, each a section of its own that begins on a new page numbered 1. Where that would
change a document (lists that count on, references, other headers, another template) nothing is merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kdcl_xl.documents.package import PackedParts, unpack
from kdcl_xl.documents.printed_text import BODY

START = "kdclDau{:06}"
"""Name of the bookmark in the first paragraph of the n-th document. Not at the end: LibreOffice 25 takes the paragraph that
ends a section after a table for nothing, and a bookmark in it for the next page's."""
_OWN = re.compile(
    r"docProps/.*|customXml/.*|\[Content_Types\]\.xml|word/_rels/document\.xml\.rels|_rels/\.rels"
)
_FIELD = re.compile(r"<w:instrText[^>]*>([^<]*)|<w:fldSimple [^>]*w:instr=\"([^\"]*)\"")
_STYLE = re.compile(r'<w:style\b[^>]*w:styleId="([^"]+)"[^>]*>(.*?)</w:style>', re.DOTALL)
_BASED_ON = re.compile(r'<w:basedOn w:val="([^"]+)"')
_STYLE_USED = re.compile(r'<w:pStyle w:val="([^"]+)"')
_OPENING = re.compile(r"<w:body\b[^>]*>")
_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)
_LAST_SECTION = re.compile(r"(<w:sectPr\b(?:[^>]*/>|(?:(?!<w:sectPr\b).)*</w:sectPr>))\s*$", re.DOTALL)
_NUMBERING = re.compile(r"<w:pgNumType\b[^>]*/>")
_BEFORE_NUMBERING = re.compile(
    r"(.*<w:(?:pgSz|pgMar|paperSrc|lnNumType)\b[^>]*/>|.*</w:pgBorders>)", re.DOTALL
)
_BOOKMARK_ID = re.compile(r'(<w:bookmark(?:Start|End)\b[^>]*w:id=")(-?\d+)(")')
_BOOKMARK_NAME = re.compile(r'(<w:bookmarkStart\b[^>]*w:name=")([^"]*)(")')
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*(")')
_FIRST_BLOCK = re.compile(
    r"\s*<w:(?P<name>\w+)(?P<attributes>(?: [^>]*?)?)(?:(?P<blank>/)>|>(?:<w:pPr>.*?</w:pPr>|<w:pPr/>)?)",
    re.DOTALL,
)
_LAST_PARAGRAPH = re.compile(
    r"<w:p(?: [^>]*)?>(?P<properties><w:pPr>.*?</w:pPr>)?(?:(?!<w:p[ >]).)*</w:p>\s*$", re.DOTALL
)
_SLIVER = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}</w:pPr>{}</w:p>'


class NotMergeable(ValueError):  # noqa: N818 (it says what the documents are)
    """These documents would not stay as they are; the text says why, in Vietnamese."""


@dataclass(slots=True)
class Merger:
    """Takes documents one by one; `result` is the merged docx."""

    _fixed: dict[str, bytes] = field(default_factory=dict)
    _before: str = ""
    _pieces: list[str] = field(default_factory=list)
    _section: str = ""
    size: int = 0
    """Characters of XML so far."""

    @property
    def count(self) -> int:
        """Documents taken so far."""
        return len(self._pieces)

    def add(self, document: bytes) -> None:
        """Take a docx as the next one. Raises NotMergeable, and stays as it was, when it does not fit the others."""
        parts = unpack(document)
        whole = parts.pop(BODY).decode()
        _refuse_unmergeable(whole, parts)
        shared = {name: content for name, content in parts.items() if not _OWN.fullmatch(name)}
        opening = _OPENING.search(whole)
        end = whole.rindex("</w:body>")
        found = _LAST_SECTION.search(whole, opening.end() if opening else 0, end)
        if opening is None or found is None:
            raise NotMergeable("tệp không ghi khổ giấy ở cuối")
        before = whole[: opening.end()]
        if self._pieces and (shared != self._shared or before != self._before):
            raise NotMergeable("các văn bản không cùng một mẫu, hoặc đầu trang, chân trang khác nhau")
        if not self._pieces:
            self._before = before
            self._fixed = _without_seal(parts)
        body = _own_names(whole[opening.end() : found.start()], self.count)
        section = found[1]
        first = _SECTION.search(body)
        if first:
            body = body[: first.start()] + _restarted(first[0]) + body[first.end() :]
        else:
            section = _restarted(section)
        self._pieces.append(_ended(_begun(body, _start_mark(self.count)), section))
        self._section = section
        self.size += len(body)

    @property
    def _shared(self) -> dict[str, bytes]:
        return {name: content for name, content in self._fixed.items() if not _OWN.fullmatch(name)}

    def result(self) -> bytes:
        """All documents in one. Raises ValueError when none was taken."""
        if not self._pieces:
            raise ValueError("nothing to merge")
        numbers = iter(range(1001, 10**9))
        body = _DRAWING_ID.sub(lambda found: f"{found[1]}{next(numbers)}{found[2]}", "".join(self._pieces))
        # the last section stands at the end of the body; the sliver or paragraph that carries it goes on as text
        last = body.rindex(self._section)
        body = f"{body[:last]}{body[last + len(self._section) :]}{self._section}"
        return PackedParts(self._fixed).with_parts(
            {BODY: f"{self._before}{body}</w:body></w:document>".encode()}
        )


def merged(documents: Iterable[bytes]) -> bytes:
    """The documents as one. Raises NotMergeable."""
    merger = Merger()
    for document in documents:
        merger.add(document)
    return merger.result()


def _refuse_unmergeable(xml: str, parts: Mapping[str, bytes]) -> None:
    fields = {
        (one or other).split(None, 1)[0].upper()
        for one, other in _FIELD.findall(xml)
        if (one or other).strip()
    }
    if fields - {"PAGE"}:
        raise NotMergeable("văn bản có mục lục hoặc tham chiếu trang")
    if any(b"NUMPAGES" in content for name, content in parts.items() if name.startswith("word/")):
        raise NotMergeable("văn bản in tổng số trang")
    if "<w:footnoteReference" in xml or "<w:endnoteReference" in xml or "<w:commentReference" in xml:
        raise NotMergeable("văn bản có chú thích")
    numbered = _numbered_styles(parts.get("word/styles.xml", b""))
    if "<w:numPr>" in xml or not numbered.isdisjoint(_STYLE_USED.findall(xml)):
        raise NotMergeable("văn bản có danh sách tự đánh số")


@lru_cache(maxsize=4)
def _numbered_styles(styles: bytes) -> frozenset[str]:
    """Ids of the paragraph styles that number by themselves, or are based on one that does."""
    found = dict(_STYLE.findall(styles.decode()))
    numbered = {identity for identity, body in found.items() if "<w:numPr>" in body}
    for _depth in range(len(found)):
        more = {i for i, body in found.items() if not numbered.isdisjoint(_BASED_ON.findall(body))} - numbered
        if not more:
            break
        numbered |= more
    return frozenset(numbered)


def _start_mark(number: int) -> str:
    identity = 900_000_000 + number
    name = START.format(number)
    return f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/><w:bookmarkEnd w:id="{identity}"/>'


def _own_names(body: str, number: int) -> str:
    if "<w:bookmark" not in body:
        return body
    known: dict[str, int] = {}

    def own(found: re.Match[str]) -> str:
        return f"{found[1]}{number * 10_000 + known.setdefault(found[2], len(known))}{found[3]}"

    return _BOOKMARK_NAME.sub(rf"\g<1>\g<2>_{number}\g<3>", _BOOKMARK_ID.sub(own, body))


def _restarted(section: str) -> str:
    """The section as the first of a document: on a new page, numbered from 1."""
    section = re.sub(r"<w:type\b[^>]*/>", "", section)
    if section.endswith("/>") and "</w:sectPr>" not in section:
        return f'{section[:-2]}><w:pgNumType w:start="1"/></w:sectPr>'
    found = _NUMBERING.search(section)
    if found:
        plain = re.sub(r'\s*w:start="[^"]*"', "", found[0])
        return section.replace(found[0], plain.replace("<w:pgNumType", '<w:pgNumType w:start="1"'))
    return _BEFORE_NUMBERING.sub(r'\g<1><w:pgNumType w:start="1"/>', section, count=1)


def _begun(body: str, mark: str) -> str:
    """The body with a mark in its first paragraph; before a table that begins it, in a paragraph of no height.

    LibreOffice 25 starts no new numbering of pages at a table.
    """
    first = _FIRST_BLOCK.match(body)
    if first is None or first["name"] != "p":
        return _SLIVER.format("", mark) + body
    if first["blank"]:
        return f"<w:p{first['attributes']}>{mark}</w:p>{body[first.end() :]}"
    return f"{body[: first.end()]}{mark}{body[first.end() :]}"


def _ended(body: str, section: str) -> str:
    """The body with its section in its last paragraph, or, after a table, in a paragraph of no height."""
    found = _LAST_PARAGRAPH.search(body, max(body.rfind("<w:p>"), body.rfind("<w:p "), 0))
    if found is None or "<w:sectPr" in found[0]:
        return body + _SLIVER.format(section, "")
    end = body.rindex("</w:p>")
    if found["properties"] is None:
        place = body.index(">", found.start()) + 1
        return f"{body[:place]}<w:pPr>{section}</w:pPr>{body[place:end]}</w:p>"
    place = found.end("properties") - len("</w:pPr>")
    return f"{body[:place]}{section}{body[place:end]}</w:p>"


def _without_seal(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without the seal and what announces it: the merged file gets one of its own."""
    cleaned = {name: content for name, content in parts.items() if not name.startswith("customXml/")}
    for name, pattern in (
        ("word/_rels/document.xml.rels", rb'<Relationship\b[^>]*Target="(?:\.\./|/)customXml/[^>]*/>'),
        ("[Content_Types].xml", rb'<Override\b[^>]*PartName="/customXml/[^>]*/>'),
    ):
        cleaned[name] = re.sub(pattern, b"", cleaned[name])
    return cleaned
