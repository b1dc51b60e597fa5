"""Read a .docx into a Paper: any one, ours or not. Nothing in it is run, fetched or believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from kdcl_xl.documents.layout.formats import (
    Element,
    Facts,
    Formats,
    draws_lines,
    fonts_of,
    number,
    size_of,
    val,
    w,
)
from kdcl_xl.documents.layout.numbering import Numbering
from kdcl_xl.documents.layout.package import Parts, body_of, named_by, open_parts
from kdcl_xl.documents.layout.paper import Align, Block, Cell, Margins, Paper, Paragraph, Run, Section, Table
from kdcl_xl.documents.layout.signs import shown_by, signs_in
from kdcl_xl.text.normal import bare

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TWIPS_PER_MM = 1440 / 25.4
_SKIPPED = {w("del"), w("moveFrom"), w("rubyPr"), f"{_MC}Fallback"}
_ALIGN = {
    "left": Align.LEFT, "start": Align.LEFT, "center": Align.CENTRE, "right": Align.RIGHT, "end": Align.RIGHT,
    "both": Align.JUSTIFIED, "distribute": Align.JUSTIFIED,
}  # fmt: skip
_NATIONAL = re.compile(r"(?i)cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia|doc\s+lap\s*\W\s*tu\s+do")
_CORE = {"title", "subject", "creator", "description", "keywords"}


def read_paper(source: Path | bytes, name: str = "") -> Paper:
    """The Paper of a .docx. Raises PaperError."""
    return paper_of(open_parts(source, name), name or (source.name if isinstance(source, Path) else ""))


def paper_of(parts: Parts, name: str) -> Paper:
    """The Paper of an opened package; its paragraphs, runs and sections keep the elements they were read from."""
    formats = Formats(
        parts.of_kind("styles", "word/styles.xml"), parts.of_kind("theme", "word/theme/theme1.xml")
    )
    numbering = parts.of_kind("numbering", "word/numbering.xml")
    reader = _Reader(formats, Numbering(numbering))
    body = body_of(parts)
    blocks = tuple(reader.blocks(body))
    letterhead = _letterhead(body, parts)
    if letterhead is not None:
        blocks = (*_Reader(formats, Numbering(numbering), within=" (Header)").blocks(letterhead), *blocks)
    sections = tuple(_sections(body, parts, reader))
    return Paper(name, blocks, sections, _properties(parts))


def _letterhead(body: Element, parts: Parts) -> Element | None:
    """The header of page one, when it holds what belongs at the head of the paper: quốc hiệu or tiêu ngữ."""
    first = next(body.iter(w("sectPr")), None)
    if first is None:
        return None
    headers = named_by(parts, first, "header")
    found = headers.get("first" if _is_on(first.find(w("titlePg"))) else "default")
    if found is None:
        return None
    words = "".join(text.text or "" for text in found.iter(w("t")))
    return found if _NATIONAL.search(bare(words)) else None


@dataclass
class _Reader:
    formats: Formats
    numbering: Numbering
    tables: int = 0
    paragraphs: int = 0
    within: str = ""
    """What is said after the place of whatever stands outside the text: " (Header)"."""
    _where: list[str] = field(default_factory=list)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Paragraphs and tables in reading order; content controls and text boxes are opened."""
        for child in parent:
            if child.tag == w("p"):
                boxes = [box for box in child.iter(w("txbxContent")) if _is_own(box, child)]
                yield self.paragraph(child)
                for box in boxes:
                    yield from self.blocks(box)
            elif child.tag == w("tbl"):
                yield self.table(child)
            elif child.tag == w("sdt"):
                content = child.find(w("sdtContent"))
                if content is not None:
                    yield from self.blocks(content)
            elif child.tag in (w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
                yield from self.blocks(child)

    def paragraph(self, element: Element) -> Paragraph:
        properties = element.find(w("pPr"))
        facts = self.formats.paragraph(properties)
        runs = tuple(self._runs(element, facts["style"]))
        if not self._where:
            self.paragraphs += bool("".join(run.text for run in runs).strip())
        indent = number(facts.get("ind.firstLine", "0")) - number(facts.get("ind.hanging", "0"))
        return Paragraph(
            runs=runs,
            place=self._where[-1] if self._where else f"đoạn {self.paragraphs}{self.within}",
            align=_ALIGN.get(facts.get("jc", "left"), Align.LEFT),
            first_indent=indent / 20,
            left_indent=number(facts.get("ind.left", facts.get("ind.start", "0"))) / 20,
            space_before=_space(facts, "before"),
            space_after=_space(facts, "after"),
            line_spacing=_line_spacing(facts),
            label=self.numbering.label(facts.get("numId", ""), int(number(facts.get("ilvl", "0")))),
            heading=self.formats.heading_level(facts["style"], facts),
            ruled=facts.get("ruled") == "1" or _holds_line(element),
            page_break_before=facts.get("pageBreakBefore", "0") not in ("0", "false", "off"),
            source=element,
        )

    def table(self, element: Element) -> Table:
        self.tables += 1
        mine = self.tables
        rows, header_rows = [], 0
        for line, row in enumerate(_rows(element), start=1):
            cells = list(_left_open(row))
            header = row.find(f"{w('trPr')}/{w('tblHeader')}")
            header_rows += header is not None and line == header_rows + 1
            for column, cell in enumerate(_cells(row), start=1):
                facts = cell.find(w("tcPr"))
                span = 1 if facts is None else int(number(val(facts.find(w("gridSpan")), default="1"))) or 1
                merge = None if facts is None else facts.find(w("vMerge"))
                self._where.append(f"bảng {mine}, dòng {line}, cột {column}{self.within}")
                blocks = tuple(self.blocks(cell))
                self._where.pop()
                cells.append(Cell(blocks, span, merge is not None and val(merge) != "restart"))
            rows.append(tuple(cells))
        return Table(tuple(rows), mine, _bordered(element, self.formats), header_rows)

    def _runs(self, parent: Element, style: str) -> Iterator[Run]:
        for child in parent:
            if child.tag in _SKIPPED:
                continue
            if child.tag == w("r"):
                facts = self.formats.run(style, child.find(w("rPr")))
                text = signs_in("".join(map(shown_by, child)), fonts_of(facts)[0])
                if text and facts.get("vanish", "0") in ("0", "false", "off"):
                    yield _run(text, facts, child)
            elif child.tag in (
                w("hyperlink"),
                w("ins"),
                w("moveTo"),
                w("smartTag"),
                w("fldSimple"),
                w("customXml"),
            ):
                yield from self._runs(child, style)
            elif child.tag == w("sdt"):
                content = child.find(w("sdtContent"))
                if content is not None:
                    yield from self._runs(content, style)


def _left_open(row: Element) -> Iterator[Cell]:
    """The columns before the first cell of a row that begins further right."""
    columns = int(number(val(row.find(f"{w('trPr')}/{w('gridBefore')}"), default="0")))
    if columns:
        yield Cell((), columns, False)


def _run(text: str, facts: Facts, source: Element) -> Run:
    colour = facts.get("color", "auto")
    return Run(
        text,
        fonts_of(facts),
        size_of(facts),
        facts["b"] == "1",
        facts["i"] == "1",
        "" if colour == "auto" else colour.upper(),
        facts["caps"] == "1",
        facts.get("u", "none") not in ("none", "0"),
        source,
    )


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == w("tr"):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("ins"), w("customXml")):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == w("tc"):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml")):
            yield from _cells(child)


def _is_own(box: Element, paragraph: Element) -> bool:
    """Whether a text box hangs on this very paragraph, and is not its second copy for old programs."""
    for parent in box.iterancestors():
        if parent is paragraph:
            return True
        if parent.tag in (f"{_MC}Fallback", w("txbxContent")):
            return False
    return False


def _holds_line(paragraph: Element) -> bool:
    """Whether a drawn line hangs on the paragraph: offices draw the rule under names and titles so."""
    for name in ("drawing", "pict"):
        for drawing in paragraph.iter(w(name)):
            markup = etree.tostring(drawing)
            if any(sign in markup for sign in (b'prst="line"', b'prst="straightConnector1"', b":line ", b'o:spt="32"', b'type="#_x0000_t32"')):  # fmt: skip
                return True
    return False


def _bordered(table: Element, formats: Formats) -> bool:
    properties = table.find(w("tblPr"))
    own = None if properties is None else draws_lines(properties.find(w("tblBorders")))
    if own is None:
        own = formats.table_bordered("" if properties is None else val(properties.find(w("tblStyle"))))
    return own or any(draws_lines(cell) for cell in table.iter(w("tcBorders")))


def _space(facts: Facts, side: str) -> float:
    if facts.get(f"spacing.{side}Autospacing", "0") in ("1", "true", "on"):
        return 14.0  # what Word takes for "auto"
    return number(facts.get(f"spacing.{side}", "0")) / 20


def _line_spacing(facts: Facts) -> float:
    if facts.get("spacing.lineRule", "auto") != "auto":
        return 1.0
    return number(facts.get("spacing.line", "240")) / 240


def _sections(body: Element, parts: Parts, reader: _Reader) -> Iterator[Section]:
    inherited: dict[str, Element] = {}
    for properties in body.iter(w("sectPr")):
        if properties.getparent().tag not in (w("pPr"), w("body")):
            continue
        for name in ("header", "footer"):
            for kind, part in named_by(parts, properties, name).items():
                inherited[f"{name}.{kind}"] = part
        size, margins = properties.find(w("pgSz")), properties.find(w("pgMar"))
        in_header = _page_number(inherited.get("header.default"), reader)
        in_footer = _page_number(inherited.get("footer.default"), reader)
        yield Section(
            _mm(size, "w"),
            _mm(size, "h"),
            Margins(*(abs(_mm(margins, side)) for side in ("top", "bottom", "left", "right"))),
            val(size, "orient") == "landscape",
            in_header or in_footer,
            in_header is None and in_footer is not None,
            _is_on(properties.find(w("titlePg"))),
            any(_page_number(inherited.get(f"{name}.first"), reader) for name in ("header", "footer")),
            properties,
        )


def _page_number(part: Element | None, reader: _Reader) -> Paragraph | None:
    if part is None:
        return None
    for paragraph in part.iter(w("p")):
        simple = [val(each, "instr") for each in paragraph.iter(w("fldSimple"))]
        complex_ = [each.text or "" for each in paragraph.iter(w("instrText"))]
        if any("PAGE" in instruction.upper().split() for instruction in (*simple, *complex_)):
            return reader.paragraph(paragraph)
    return None


def _is_on(toggle: Element | None) -> bool:
    return toggle is not None and val(toggle, default="1") not in ("0", "false", "off")


def _mm(element: Element | None, name: str) -> float:
    return number(val(element, name, "0")) / _TWIPS_PER_MM


def _properties(parts: Parts) -> dict[str, str]:
    core = parts.xml("docProps/core.xml")
    if core is None:
        return {}
    named = ((etree.QName(child).localname, child.text or "") for child in core if isinstance(child.tag, str))
    return {name: text for name, text in named if name in _CORE and text}
