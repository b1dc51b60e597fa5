"""The parts of an administrative paper (NĐ 30/2020/NĐ-CP, Điều 8 and Phụ lục I), found by what they say and where they stand.

Papers come from every hand: a header in a table, on tab stops, or in lines under each other as text copied out of a
PDF. So parts are looked for in lines, which are paragraphs cut at tabs and line breaks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kdcl_xl.documents.layout.paper import Block, Paper, Paragraph, Table
from kdcl_xl.text.normal import bare

KINDS = {
    "nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC", "quy định": "QyĐ", "thông cáo": "TC",
    "thông báo": "TB", "hướng dẫn": "HD", "chương trình": "CTr", "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA",
    "dự án": "DA", "báo cáo": "BC", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ", "công điện": "CĐ",
    "bản ghi nhớ": "BGN", "bản thỏa thuận": "BTT", "giấy ủy quyền": "GUQ", "giấy mời": "GM", "giấy giới thiệu": "GGT",
    "giấy nghỉ phép": "GNP", "phiếu gửi": "PG", "phiếu chuyển": "PC", "phiếu báo": "PB",
}  # fmt: skip
"""Kinds with a name (Điều 7) and their abbreviations (Phụ lục III). Công văn and thư công have none."""

_MOTTO = "doc lap tu do hanh phuc"
_COUNTRY = "cong hoa xa hoi chu nghia viet nam"
_NUMBER = re.compile(r"^\s*Số\s*:?\s*[^a-zà-ỹ]*/", re.I)
_PLACE_DATE = re.compile(r"ngày\s*(?P<day>[\d….\s]*?)\s*tháng\s*(?P<month>[\d….\s]*?)\s*năm\s*(?P<year>\d{4}|[\d….\s]*)", re.I)  # fmt: skip
_AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\b\s*\.?", re.I)
_OFFICES = (
    "chu tich", "pho chu tich", "truong phong", "pho truong phong", "giam doc", "pho giam doc", "hieu truong",
    "pho hieu truong", "chanh van phong", "thu truong", "bo truong", "thu ky", "truong ban", "nguoi lap",
)  # fmt: skip
_HEADER_LINES = 30
_KEYS_OF_KINDS = {" ".join(re.findall(r"\w+", bare(kind))): kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: `text` without spaces at its ends."""

    text: str
    paragraph: Paragraph

    @property
    def key(self) -> str:
        """For comparing: no case, no marks, no punctuation."""
        return _key(self.text)


@dataclass(frozen=True)
class Anatomy:
    """The parts that were found; None or () where the paper has no such part."""

    paper: Paper
    country: Line | None = None
    motto: Line | None = None
    bodies: tuple[Line, ...] = ()
    """Names above the number: the superior body, then the issuing one."""
    number: Line | None = None
    place_date: Line | None = None
    kind: Line | None = None
    subject: tuple[Line, ...] = ()
    """Trích yếu: below the kind, or the "V/v" of a công văn below its number."""
    addressees: tuple[Line, ...] = ()
    bases: tuple[Paragraph, ...] = ()
    content: tuple[Block, ...] = ()
    """From after the header to before signature and recipients."""
    recipients: tuple[Line, ...] = ()
    """From "Nơi nhận:" on."""
    signature: tuple[Line, ...] = ()
    """Authority, offices and the signer's name."""
    appendices: tuple[Paragraph, ...] = field(default=())
    """The title line of each appendix."""

    @property
    def is_administrative(self) -> bool:
        """Whether it has the marks of a paper under NĐ 30: the country's name and a number line."""
        return self.country is not None and self.number is not None

    @cached_property
    def kind_name(self) -> str:
        """One of `KINDS`, "công văn" for a paper with "V/v" and no kind, "" when it is not known."""
        if self.kind is not None:
            return _kind_of(self.kind)
        return "công văn" if self.subject or self.addressees else ""

    @cached_property
    def issued_on(self) -> dt.date | None:
        """The date of issue, None while it is blank or cannot be."""
        found = _PLACE_DATE.search(self.place_date.text) if self.place_date else None
        if found is None:
            return None
        try:
            return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None

    @property
    def texts(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the content outside tables that say something."""
        return tuple(block for block in self.content if isinstance(block, Paragraph) and block.words)

    @property
    def signer(self) -> Line | None:
        """The name under the signature."""
        return self.signature[-1] if self.signature and not _is_office(self.signature[-1]) else None


def dissect(paper: Paper) -> Anatomy:
    """Find the parts of a paper. Never raises: what is not there is not found."""
    lines = list(lines_of(paper))
    head = lines[:_HEADER_LINES]
    country = next((line for line in head if _COUNTRY in line.key), None)
    motto = next((line for line in head if line.key.startswith(_MOTTO[:14]) and len(line.key) < 40), None)
    number = next((line for line in head if _NUMBER.match(line.text)), None)
    place_date = next((line for line in head if _PLACE_DATE.search(line.text) and "," in line.text), None)
    kind = next((line for line in head if _is_kind(line)), None)
    bodies = _bodies(head, number, {country, motto, place_date})
    recipients = _recipients(lines)
    signature = _signature(lines, recipients)
    letter = next((line for line in head if line.key.startswith("v v ")), None)
    subject = (letter,) if letter and kind is None else tuple(_subject(lines, kind))
    addressees = tuple(_addressees(lines))
    header = {id(line.paragraph) for line in (country, motto, number, place_date, kind, *bodies, *subject, *addressees) if line}  # fmt: skip
    tail = {id(line.paragraph) for line in (*recipients, *signature)}
    content = _content(paper.blocks, header, tail)
    bases = tuple(
        block for block in content if isinstance(block, Paragraph) and _key(block.words).startswith("can cu ")
    )
    appendices = tuple(p for p in paper.paragraphs if re.match(r"(?i)phụ lục(\s+[IVX\d]+)?\s*$", p.words))
    return Anatomy(
        paper, country, motto, bodies, number, place_date, kind, subject, addressees, bases, content,
        recipients, signature, appendices,
    )  # fmt: skip


def lines_of(paper: Paper) -> Iterator[Line]:
    """Every line with words, in reading order."""
    for paragraph in paper.paragraphs:
        for piece in re.split(r"[\t\n]+", paragraph.text):
            if piece.strip():
                yield Line(" ".join(piece.split()), paragraph)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", bare(text).lower()))


def _is_kind(line: Line) -> bool:
    return line.key in _KEYS_OF_KINDS and line.text == line.text.upper()


def _kind_of(line: Line) -> str:
    return _KEYS_OF_KINDS.get(line.key, "")


def _bodies(head: Sequence[Line], number: Line | None, others: set[Line | None]) -> tuple[Line, ...]:
    if number is None:
        return ()
    above = head[: head.index(number)]
    return tuple(
        line for line in above if line not in others and line.text == line.text.upper() and not _is_kind(line)
    )[:3]


def _subject(lines: Sequence[Line], kind: Line | None) -> Iterator[Line]:
    """The lines under the kind that are centred or bold, until the text begins."""
    if kind is None:
        return
    for line in lines[lines.index(kind) + 1 :][:6]:
        ordinary = line.paragraph.align != kind.paragraph.align and not line.paragraph.bold
        prose = len(line.text) > 180 or line.text.endswith((".", ";", ":"))
        if (
            ordinary
            or prose
            or line.key.startswith(("can cu", "kinh gui"))
            or re.match(r"[IVX\d]+[.)]", line.text)
        ):
            return
        yield line


def _addressees(lines: Sequence[Line]) -> Iterator[Line]:
    start = next((n for n, line in enumerate(lines[:_HEADER_LINES]) if line.key.startswith("kinh gui")), None)
    if start is None:
        return
    yield lines[start]
    for line in lines[start + 1 :]:
        if not line.text.startswith(("-", "–", "+")):
            return
        yield line


def _recipients(lines: Sequence[Line]) -> tuple[Line, ...]:
    start = next((n for n in reversed(range(len(lines))) if lines[n].key.startswith("noi nhan")), None)
    if start is None:
        return ()
    found = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.text.startswith(("-", "–", "+", "•")):
            break
        found.append(line)
    return tuple(found)


def _signature(lines: Sequence[Line], recipients: Sequence[Line]) -> tuple[Line, ...]:
    """From the last authority or office in capitals to the name; either side of the recipients."""
    start = next(
        (n for n in reversed(range(len(lines))) if _is_office(lines[n]) and lines[n] not in recipients), None
    )
    if start is None:
        return ()
    while start and _is_office(lines[start - 1]):
        start -= 1
    found = []
    for line in lines[start:]:
        if line in recipients or re.match(r"(?i)phụ lục", line.text):
            break
        found.append(line)
        if len(found) > 6:
            break
    while found and len(found) > 1 and not _is_office(found[-1]) and not _is_name(found[-1].text):
        found.pop()
    return tuple(line for line in found if _is_office(line) or _is_name(line.text))


def _is_office(line: Line) -> bool:
    if line.text != line.text.upper() or len(line.text) > 90:
        return False
    words = _key(_AUTHORITY.sub("", line.text))
    return bool(_AUTHORITY.match(line.text)) or words.startswith(_OFFICES)


def _is_name(text: str) -> bool:
    """Two to six words that begin with capitals: a name, or a name after a title."""
    words = text.split()
    return 2 <= len(words) <= 7 and all(word[0].isupper() for word in words) and text != text.upper()


def _content(blocks: Sequence[Block], header: set[int], tail: set[int]) -> tuple[Block, ...]:
    def holds(block: Block, wanted: set[int]) -> bool:
        if isinstance(block, Paragraph):
            return id(block) in wanted
        return any(holds(inner, wanted) for row in block.rows for cell in row for inner in cell.blocks)

    first = max((n + 1 for n, block in enumerate(blocks) if holds(block, header)), default=0)
    last = next((n for n in range(first, len(blocks)) if holds(blocks[n], tail)), len(blocks))
    return tuple(blocks[first:last])


def is_layout(table: Table) -> bool:
    """Whether a table only puts things side by side: no lines, few rows."""
    return not table.bordered and len(table.rows) <= 4
