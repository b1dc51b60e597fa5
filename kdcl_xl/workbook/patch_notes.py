"""Cell notes: the comments part and the VML drawing that shows it, beside whatever both hold already.

VML is edited as text: Excel itself writes it in ways no XML parser accepts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from lxml import etree

from kdcl_xl.text.normal import printable
from kdcl_xl.workbook.addresses import LAST_COLUMN, LAST_ROW, a1, parse_a1
from kdcl_xl.workbook.marks import SEPARATOR, our_words, users_words
from kdcl_xl.workbook.patch_book import MAIN, R_ID, Book, Element, insert_in_order, odd, q
from kdcl_xl.workbook.patch_cells import add_text, from_xstring
from kdcl_xl.workbook.styles import FONT

AUTHOR = "kdcl_xl"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_LEGACY_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
_SHAPE = re.compile(rb"<v:shape\s[^>]*?(?:/>|>.*?</v:shape>)\s*", re.S)
_SHAPE_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_SHAPE_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_ID_MAP = re.compile(rb"(<o:idmap\s[^>]*?data\s*=\s*[\"'])([\d,\s]*)")
_ROOT = re.compile(rb"<xml\b[^>]*")
_PREFIXES = {b"v": b"urn:schemas-microsoft-com:vml", b"o": b"urn:schemas-microsoft-com:office:office", b"x": b"urn:schemas-microsoft-com:office:excel"}  # fmt: skip
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BLOCK = 1024


class Notes:
    """The notes of one worksheet."""

    def __init__(self, book: Book, sheet: str, root: Element) -> None:
        self._book, self._sheet, self._root = book, sheet, root
        self._part = book.target(sheet, "comments")
        drawing = root.find(q("legacyDrawing"))
        self._drawing = "" if drawing is None else book.target_by_id(sheet, drawing.get(R_ID, ""))

    def texts(self) -> dict[tuple[int, int], str]:
        """What the notes say, by zero-based row and column; threaded comments are none."""
        if not self._part:
            return {}
        return {
            parse_a1(comment.get("ref", "A1")): _text(comment)
            for comment in self._list()
            if not self._is_threaded(comment)
        }

    def threaded(self) -> set[tuple[int, int]]:
        """Cells with a conversation in Excel: it is the users' own and is never written into."""
        if not self._part:
            return set()
        return {parse_a1(comment.get("ref", "A1")) for comment in self._list() if self._is_threaded(comment)}

    def put(self, words: Mapping[tuple[int, int], str | None]) -> None:
        """Our words on cells, below those of the user; None takes ours away. Threaded cells are passed over."""
        standing, threaded = self.texts(), self.threaded()
        new = {
            place: text
            for place, text in words.items()
            if our_words(standing.get(place, "")) != text and place not in threaded
        }
        if not new:
            return
        self._ensure_parts()
        self._book.touch(self._part)
        comments = {parse_a1(comment.get("ref", "A1")): comment for comment in self._list()}
        gone = {
            place for place, text in new.items() if place in comments and not users_words(standing[place])
        }
        for place in gone:
            self._list().remove(comments.pop(place))
        shapes = {}
        for place, text in new.items():
            if place in comments:
                self._cut(comments[place])
                if text is not None:
                    self._write_below(comments[place], text)
            elif text is not None:
                self._add(place, text)
                shapes[place] = text
        self._remove_shapes(gone)
        self._add_shapes(shapes)

    def _add(self, place: tuple[int, int], text: str) -> None:
        comment = etree.SubElement(self._list(), q("comment"), ref=a1(*place))
        comment.set("authorId", self._our_number())
        _run(etree.SubElement(comment, q("text")), text)

    def _list(self) -> Element:
        root = self._book.tree(self._part)
        found = root.find(q("commentList"))
        return etree.SubElement(root, q("commentList")) if found is None else found

    def _authors(self) -> Element:
        root = self._book.tree(self._part)
        found = root.find(q("authors"))
        if found is None:
            found = etree.Element(q("authors"))
            root.insert(0, found)
        return found

    def _our_number(self) -> str:
        authors = self._authors()
        for number, author in enumerate(authors):
            if author.text == AUTHOR:
                return str(number)
        etree.SubElement(authors, q("author")).text = AUTHOR
        return str(len(authors) - 1)

    def _author(self, comment: Element) -> str:
        authors = self._authors()
        number = int(comment.get("authorId", "0"))
        return (authors[number].text or "") if number < len(authors) else ""

    def _is_threaded(self, comment: Element) -> bool:
        """Whether the note only mirrors a threaded comment, which Excel shows instead."""
        return self._author(comment).startswith("tc=")

    def _write_below(self, comment: Element, text: str) -> None:
        holder = comment.find(q("text"))
        if holder is None:
            holder = etree.SubElement(comment, q("text"))
        for plain in holder.findall(q("t")):  # beside runs, a bare text is not shown
            run = etree.Element(q("r"))
            plain.addprevious(run)
            run.append(plain)
        _run(holder, f"\n{SEPARATOR}{text}")

    def _cut(self, comment: Element) -> None:
        """Remove what was written below a user's note."""
        found = False
        kept: Element | None = None
        for holder in list(comment.iter(q("t"))):
            content = holder.text or ""
            if found:
                _drop(holder)
            elif SEPARATOR.strip() in content:
                found = True
                holder.text = content.partition(SEPARATOR.strip())[0]
                if holder.text.strip():
                    kept = holder
                else:
                    _drop(holder)
            else:
                kept = holder
        if found and kept is not None:
            kept.text = (kept.text or "").removesuffix("\n")

    def _ensure_parts(self) -> None:
        book = self._book
        if not self._part:
            self._part = book.free_name("xl/comments{}.xml")
            book.put(
                self._part,
                f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode(),
            )
            book.declare(self._part, _COMMENTS_TYPE)
            book.relate(self._sheet, "comments", self._part)
        if not self._drawing:
            self._drawing = book.free_name("xl/drawings/vmlDrawing{}.vml")
            declared = b" ".join(b'xmlns:%s="%s"' % pair for pair in _PREFIXES.items())
            head = b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>'
            block = self._free_block()
            book.put(self._drawing, b"<xml " + declared + b">" + head % block + b"</xml>")
            book.declare_extension("vml", _VML_TYPE)
            legacy = etree.Element(q("legacyDrawing"))
            legacy.set(R_ID, book.relate(self._sheet, "vmlDrawing", self._drawing))
            insert_in_order(self._root, legacy, _AFTER_LEGACY_DRAWING)
            book.touch(self._sheet)

    def _free_block(self) -> int:
        """Shape numbers come in blocks of 1024; a block belongs to one drawing of the workbook."""
        names = {
            name for name in (*self._book.archive.names, *self._book.added) if name.lower().endswith(".vml")
        }
        used = [0]
        for name in names:
            for _, blocks in _ID_MAP.findall(self._book.raw(name)):
                used += [int(block) for block in blocks.split(b",") if block.strip().isdigit()]
        return max(used) + 1

    def _add_shapes(self, notes: Mapping[tuple[int, int], str]) -> None:
        if not notes:
            return
        vml = self._book.raw(self._drawing)
        root = _ROOT.search(vml)
        end = vml.rfind(b"</xml>")
        if root is None or end < 0:
            raise odd("hình vẽ trong trang bị lỗi")
        missing = b"".join(
            b' xmlns:%s="%s"' % pair for pair in _PREFIXES.items() if b"xmlns:%s=" % pair[0] not in root[0]
        )
        shape_type = b"" if b'id="_x0000_t202"' in vml else _SHAPE_TYPE
        vml = vml[: root.end()] + missing + vml[root.end() : end] + shape_type
        vml, numbers = self._numbers(vml, len(notes))
        shapes = b"".join(
            _shape(number, row, column, text)
            for number, ((row, column), text) in zip(numbers, notes.items(), strict=True)
        )
        self._book.put(self._drawing, vml + shapes + b"</xml>\n")

    def _numbers(self, vml: bytes, count: int) -> tuple[bytes, list[int]]:
        """Free shape numbers, and the drawing with the blocks they need declared."""
        blocks = [
            int(block) for _, found in _ID_MAP.findall(vml) for block in found.split(b",") if block.strip()
        ]
        used = {int(number) for number in _SHAPE_ID.findall(vml)}
        block = max(blocks, default=1)
        number = max((known for known in used if known // _BLOCK == block), default=block * _BLOCK)
        free: list[int] = []
        added: list[int] = []
        while len(free) < count:
            number += 1
            if number // _BLOCK != block:
                block = max(self._free_block(), block + 1)
                number = block * _BLOCK + 1
                added.append(block)
            free.append(number)
        more = b"".join(b",%d" % block for block in added)
        return _ID_MAP.sub(lambda match: match[1] + match[2] + more, vml, count=1), free

    def _remove_shapes(self, places: Collection[tuple[int, int]]) -> None:
        if not places:
            return

        def keep(match: re.Match[bytes]) -> bytes:
            row, column = _SHAPE_ROW.search(match[0]), _SHAPE_COLUMN.search(match[0])
            if row is None or column is None or b'ObjectType="Note"' not in match[0]:
                return match[0]
            return b"" if (int(row[1]), int(column[1])) in places else match[0]

        self._book.put(self._drawing, _SHAPE.sub(keep, self._book.raw(self._drawing)))


def _text(comment: Element) -> str:
    holders = (holder for holder in comment.iter(q("t")) if not _is_phonetic(holder))
    return from_xstring("".join(holder.text or "" for holder in holders))


def _is_phonetic(holder: Element) -> bool:
    parent = holder.getparent()
    return parent is not None and parent.tag == q("rPh")


def _drop(holder: Element) -> None:
    run = holder.getparent()
    if run is not None and run.tag == q("r"):
        holder, run = run, run.getparent()
    if run is not None:
        run.remove(holder)


def _run(parent: Element, text: str) -> None:
    run = etree.SubElement(parent, q("r"))
    properties = etree.SubElement(run, q("rPr"))
    etree.SubElement(properties, q("sz"), val="10")
    etree.SubElement(properties, q("color"), indexed="81")
    etree.SubElement(properties, q("rFont"), val=FONT)
    etree.SubElement(properties, q("family"), val="1")
    add_text(run, printable(text))


def _shape(number: int, row: int, column: int, text: str) -> bytes:
    lines = sum(1 + len(line) // 42 for line in text.split("\n"))
    height = min(20, max(4, lines + 1))
    left, top = min(column + 1, LAST_COLUMN - 4), max(0, min(row - 1, LAST_ROW - height))
    anchor = f"{left}, 15, {top}, 4, {left + 4}, 15, {top + height}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        f'width:220pt;height:{height * 15}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    ).encode()
