"""Read a plan from the file an office has: Word, plain text in any encoding, or a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from kdcl_xl.documents.layout.formats import w
from kdcl_xl.documents.layout.package import PaperError, Parts, open_parts
from kdcl_xl.documents.layout.paper import Block as PaperBlock
from kdcl_xl.documents.layout.paper import Cell as PaperCell
from kdcl_xl.documents.layout.paper import Paper, Paragraph, Run, Table
from kdcl_xl.documents.layout.reading import paper_of
from kdcl_xl.review.encodings import Decoded, decoded, from_bytes
from kdcl_xl.review.plan import Block, Cell, Grid, Line, Plan, PlanError, Row
from kdcl_xl.review.plan_workbook import read_workbook_plan
from kdcl_xl.review.struck import struck_out
from kdcl_xl.review.text_tables import blocks_of
from kdcl_xl.text.normal import is_nfc, nfc

_LARGEST_TEXT = 8 * 2**20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_KINDS = (".docx", ".txt", ".xlsx", ".md", ".csv", ".tsv", ".xlsm")
_SEEN_AS = "Lệnh này đọc .docx, .txt, .xlsx."
_HEADINGS_APART = re.compile(r"[ \xa0]{2,}(?=CỘNG H(?:ÒA|OÀ)|(?i:độc lập\b)|[^\W\d][^,\t\n]{1,40},\s*ngày\b)")


def read_plan(path: Path) -> Plan:
    """Read any plan. Raises PlanError with cause and remedy."""
    suffix = path.suffix.lower()
    if not path.is_file():
        raise PlanError(f"Không thấy tệp {path}.")
    if suffix == ".doc":
        raise PlanError(f"“{path.name}” là tệp Word đời cũ. Mở bằng Word, lưu thành .docx rồi chạy lại.")
    if suffix not in _KINDS:
        raise PlanError(f"“{path.name}” không phải loại tệp đọc được. {_SEEN_AS}")
    if suffix in (".xlsx", ".xlsm"):
        return read_workbook_plan(path)
    if path.stat().st_size > _LARGEST_TEXT and suffix != ".docx":
        raise PlanError(
            f"“{path.name}” lớn hơn 8 MB; một kế hoạch không dài như vậy. Xem lại có đúng tệp không."
        )
    content = path.read_bytes()
    return plan_of_docx(content, path.name) if suffix == ".docx" else plan_of_text(content, path.name)


def plan_of_text(content: bytes, name: str) -> Plan:
    """A plan in plain text. Raises PlanError for a file that is no text."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise PlanError(f"“{name}” mang đuôi văn bản nhưng không phải văn bản thuần. Mở bằng đúng chương trình, lưu thành .docx hoặc .txt (UTF-8) rồi chạy lại.")  # fmt: skip
    read = from_bytes(content, name)
    lines = [_unmarked(line) for line in read.texts]
    blocks = tuple(blocks_of(lines))
    return Plan(name, sha256(content).hexdigest(), blocks, _paper(name, lines), findings=read.findings)


def plan_of_docx(content: bytes, name: str) -> Plan:
    """A plan in Word. Raises PlanError."""
    try:
        parts = open_parts(content, name)
        paper, margin = paper_of(parts, name), tuple(_page_headers(parts))
    except PaperError as error:
        raise PlanError(str(error)) from error
    words = _Words(paper)
    blocks = tuple(_docx_blocks(paper.blocks, words))
    findings = (*words.read.findings, *struck_out(paper))
    return Plan(name, sha256(content).hexdigest(), blocks, words.paper(paper), margin, findings)


def _page_headers(parts: Parts) -> Iterator[str]:
    """The lines at the head of the pages, each once; what stands side by side is put apart."""
    seen = set[str]()
    for reference in parts.document.iter(w("headerReference")):
        part = parts.related(str(reference.get(_RELATION, "")))
        for paragraph in () if part is None else part.iter(w("p")):
            pieces = (
                "\t" if each.tag == w("tab") else each.text or "" for each in paragraph.iter(w("t"), w("tab"))
            )
            for line in "".join(pieces).split("\t"):
                if line.strip() and line not in seen:
                    seen.add(line)
                    yield line.strip()


def _unmarked(line: str) -> str:
    """A line without the stars, hashes, line ends and escapes of Markdown."""
    line = re.sub(r"^\s{0,3}#{1,6}\s+", "", line)
    line = re.sub(r"<br ?/?>", " ", re.sub(r"\\([-_*.#|()+\[\]])", r"\1", line))
    return re.sub(r"\*{1,3}(?=\S)(.+?)(?<=\S)\*{1,3}", r"\1", line)


def _paper(name: str, lines: Sequence[str]) -> Paper:
    """The lines as a paper; what stood side by side in its head is put apart."""
    paragraphs = tuple(
        Paragraph((Run(_HEADINGS_APART.sub("\t", nfc(line))),), f"dòng {n}")
        for n, line in enumerate(lines, start=1)
    )
    return Paper(name, paragraphs, ())


class _Words:
    """The texts of a Word file by paragraph, decoded when they were typed in the fonts of before Unicode."""

    def __init__(self, paper: Paper) -> None:
        self._texts = [paragraph.text for paragraph in paper.paragraphs]
        self.read: Decoded = decoded(self._texts, [p.place for p in paper.paragraphs], paper.name)
        self._by_id = {id(p): text for p, text in zip(paper.paragraphs, self.read.texts, strict=True)}

    def of(self, paragraph: Paragraph) -> str:
        """The words of a paragraph, with the number Word puts before it."""
        text = self._by_id.get(id(paragraph), paragraph.text)
        return f"{paragraph.label} {text}" if paragraph.label and text.strip() else text

    def paper(self, paper: Paper) -> Paper:
        """The same paper when its words are Unicode as composed, otherwise its plain words so."""
        if self.read.texts == self._texts and all(map(is_nfc, self._texts)):
            return paper
        return _paper(paper.name, self.read.texts)


def _docx_blocks(blocks: Sequence[PaperBlock], words: _Words) -> Iterator[Block]:
    """Paragraphs as lines, tables as grids, tables inside cells after the table they stand in.

    Lines that hold a table on tabs or spaces are looked at like plain text.
    """
    waiting: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            waiting.append(block)
            continue
        yield from _text_blocks(waiting, words)
        waiting = []
        yield _grid(block, words)
        for row in block.rows:
            for cell in row:
                inner = [each for each in cell.blocks if isinstance(each, Table)]
                yield from _docx_blocks(inner, words)
    yield from _text_blocks(waiting, words)


def _text_blocks(paragraphs: Sequence[Paragraph], words: _Words) -> Iterator[Block]:
    lines: list[str] = []
    places: list[str] = []
    for paragraph in paragraphs:
        for line in words.of(paragraph).split("\n"):
            lines.append(line)
            places.append(paragraph.place)
    for block in blocks_of(lines):
        if isinstance(block, Line):
            yield Line(block.text, places[_number(block.place)])
        else:
            rows = tuple(Row(row.cells, places[_number(row.place)]) for row in block.rows)
            yield Grid(rows, places[_number(block.rows[0].place)], loose=True)


def _number(place: str) -> int:
    return int(place.removeprefix("dòng ")) - 1


def _grid(table: Table, words: _Words) -> Grid:
    """A Word table with every cell in its column: wide cells are repeated, merged ones carry what is above."""
    rows: list[Row] = []
    above: list[Cell] = []
    for line, row in enumerate(table.rows, start=1):
        cells: list[Cell] = []
        for cell in row:
            held = _cell(cell, words)
            for _ in range(min(cell.span, 64)):
                if cell.continued and len(cells) < len(above):
                    cells.append(Cell(above[len(cells)].text, carried=True))
                else:
                    cells.append(held)
        rows.append(Row(tuple(cells), f"bảng {table.number}, dòng {line}"))
        above = cells
    return Grid(tuple(rows), f"bảng {table.number}")


def _cell(cell: PaperCell, words: _Words) -> Cell:
    texts = (words.of(p) if p.words else p.label for p in cell.paragraphs)
    return Cell("\n".join(text for text in texts if text.strip()))
