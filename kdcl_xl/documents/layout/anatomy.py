"""The parts of an administrative paper (NĐ 30/2020/NĐ-CP, Điều 8 and Phụ lục I), found by what they say and where they stand.

Papers come from every hand: a header in a table, on tab stops, or in lines under each other as text copied out of a
PDF. So parts are looked for in lines, which are paragraphs cut at tabs and line breaks.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cached_property

from kdcl_xl.documents.layout.attachments import Attachment, attachments_of
from kdcl_xl.documents.layout.lines import Line, key_of, lines_of
from kdcl_xl.documents.layout.paper import Block, Paper, Paragraph, Table
from kdcl_xl.documents.layout.tail import is_office, recipients_of, signature_of

KINDS = {
    "nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC", "quy định": "QyĐ", "thông cáo": "TC",
    "thông báo": "TB", "hướng dẫn": "HD", "chương trình": "CTr", "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA",
    "dự án": "DA", "báo cáo": "BC", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ", "công điện": "CĐ",
    "bản ghi nhớ": "BGN", "bản thỏa thuận": "BTT", "giấy ủy quyền": "GUQ", "giấy mời": "GM", "giấy giới thiệu": "GGT",
    "giấy nghỉ phép": "GNP", "phiếu gửi": "PG", "phiếu chuyển": "PC", "phiếu báo": "PB",
}  # fmt: skip
"""Kinds with a name (Điều 7) and their abbreviations (Phụ lục III). Công văn and thư công have none."""

PHRASES = {" ".join(key_of(kind).split()): kind for kind in KINDS}
"""Kinds by their key."""

AGREEMENTS = frozenset({"hợp đồng", "bản ghi nhớ", "bản thỏa thuận"})
"""Kinds two parties sign: the decree lists them and has no form for them."""

_JOINT = ("lien tich", "lien nganh", "phoi hop")
"""What may follow the kind in a paper of several bodies: KẾ HOẠCH LIÊN TỊCH."""
_MOTTO = "doc lap tu do hanh phuc"
COUNTRY = "cong hoa xa hoi chu nghia viet nam"
_NUMBER = re.compile(r"^\s*Số\s*:?\s*(?:[^a-zà-ỹ]*|\d+[a-zđ])/", re.I)
_PLACE_DATE = re.compile(r"\bngày\s*(?P<day>[\d….\s]*?)\s*tháng\s*(?P<month>[\d….\s]*?)\s*năm\s*(?P<year>\d{4}|[\d….\s]*)", re.I)  # fmt: skip
_NUMERIC_PLACE_DATE = re.compile(r"^[^\d,;:]{2,40}, (?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\.?$", re.I)
_IN_A_SENTENCE = re.compile(
    r"(can cu|hom nay|thoi gian|vao|luc|theo|thuc hien|tinh den|den|tu|ke tu|bat dau|ket thuc|trong|truoc|sau|het|xet|ban hanh|kem theo)\b"
)
"""What no place name begins with, and a short sentence that ends with a date does."""
_HEADING = re.compile(r"^(Điều|Chương|Phần|Mục)\s+[\dIVX]|^([IVX]+|\d+)[.)/]\s")
_BASE = ("can cu", "theo de nghi", "xet ", "tren co so ", "thuc hien")
_SENTENCE = re.compile(
    r", (?:nhà )?(?:trường|phòng|sở|ubnd|ủy ban|hội đồng|đơn vị)\b[^;]*\b(?:báo cáo|đề nghị|kính|xây dựng|tổ chức|thông báo|trình|lập)\b[^;]*\.$",
    re.I,
)
"""What a căn cứ is followed by when the sentence goes on to what the body does."""
BODY_WORDS = ("uy ban nhan dan", "ubnd", "hoi dong", "so ", "phong ", "truong ", "trung tam", "bo ", "dang uy", "cong doan", "doan ", "ban ", "chi bo", "cuc ", "vien ", "hoc vien")  # fmt: skip
_MARKS = re.compile(
    r"(?i)^\W*(dự thảo|mẫu|biểu|phụ lục|hỏa tốc|thượng khẩn|khẩn|mật|tối mật|tuyệt mật|lưu hành)"
)
_HEADER_LINES = 30
_BASES_WITHIN = 30
_LONGEST_PLACE = 45
_LONGEST_KIND = 90


@dataclass(frozen=True)
class Anatomy:
    """The parts that were found; None or () where the paper has no such part."""

    paper: Paper
    head: tuple[Line, ...] = ()
    """The first lines of the paper, among them the header."""
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
    attachments: tuple[Attachment, ...] = field(default=())
    """What has its own title and "(Kèm theo …)" below the end: appendices and whatever else is issued with it."""

    @property
    def is_administrative(self) -> bool:
        """Whether it has the marks of a paper under NĐ 30; papers copied out of a PDF may have lost some of them."""
        headed = self.country is not None or self.motto is not None
        if self.number is not None:
            return headed or self.place_date is not None or self.kind is not None
        agenda = self.kind_name == "chương trình" and not (self.bodies or self.signature or self.recipients)
        return headed and self.kind is not None and not agenda

    @cached_property
    def kind_name(self) -> str:
        """One of `KINDS`, "công văn" for a paper with "V/v" or addressees and no kind, "" when it is not known."""
        if self.kind is not None:
            return kind_of(self.kind)
        return "công văn" if self.subject or self.addressees else ""

    @cached_property
    def issued_on(self) -> dt.date | None:
        """The date of issue, None while it is blank or cannot be."""
        parts = self._date_parts
        return _date(*parts) if parts is not None and all(parts) else None

    @cached_property
    def issued_within(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day it can be issued on: a blank day or month leaves the month or the year."""
        if self.issued_on is not None:
            return self.issued_on, self.issued_on
        parts = self._date_parts
        if parts is None or not parts[2]:
            return None
        _day, month, year = parts
        first = _date(1, month or 1, year)
        after = _date(1, 1, year + 1) if month in (0, 12) else _date(1, month + 1, year)
        return (first, after - dt.timedelta(days=1)) if first is not None and after is not None else None

    @property
    def _date_parts(self) -> tuple[int, int, int] | None:
        """Day, month, year; 0 for a blank."""
        found = _PLACE_DATE.search(self.place_date.text) if self.place_date else None
        if found is None:
            return None
        day, month, year = (
            found[name] if found[name].isdigit() else "0" for name in ("day", "month", "year")
        )
        return int(day), int(month), int(year)

    @property
    def texts(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the content outside tables that say something."""
        return tuple(block for block in self.content if isinstance(block, Paragraph) and block.words)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the whole paper that hold data, not those that put header or signature side by side."""
        ends = {id(line.paragraph) for line in (*self.header, *self.recipients, *self.signature)}
        return tuple(
            table
            for table in self.paper.tables
            if not is_layout(table) and not any(id(p) in ends for p in paragraphs_of(table))
        )

    @property
    def header(self) -> tuple[Line, ...]:
        """Every line of the header that was found."""
        found = (self.country, self.motto, *self.bodies, self.number, self.place_date, self.kind, *self.subject, *self.addressees)  # fmt: skip
        return tuple(line for line in found if line is not None)

    @property
    def signer(self) -> Line | None:
        """The name under the signature."""
        return self.signature[-1] if self.signature and not is_office(self.signature[-1]) else None


def dissect(paper: Paper) -> Anatomy:
    """Find the parts of a paper. Never raises: what is not there is not found."""
    lines = list(lines_of(paper))
    head = lines[:_HEADER_LINES]
    country = next((line for line in head if COUNTRY in line.key), None)
    motto = next((line for line in head if line.key.startswith(_MOTTO[:14]) and len(line.key) < 40), None)
    number = next((line for line in head if _is_number(line)), None)
    place_date = next((line for line in head if _is_place_date(line)), None)
    addressees = _addressees(lines)
    kind = _kind(head, number, addressees)
    letter = _letter(head, number) if kind is None else ()
    subject = letter or tuple(_subject(lines, kind))
    bodies = _bodies(head, _first(head, number, kind), {country, motto, place_date, number})
    appendices = tuple(
        p for p in paper.paragraphs if re.match(r"(?i)phụ lục(\s+(số\s+)?([IVX]+|\d+))?\s*[.:]?$", p.words)
    )
    recipients = recipients_of(lines)
    attachments = attachments_of(lines, recipients, PHRASES)
    signature = signature_of(lines, recipients, (*appendices, *(each.first for each in attachments)))
    found = (country, motto, number, place_date, kind, *bodies, *subject, *addressees)
    header = {id(line.paragraph) for line in found if line}
    tail = {id(line.paragraph) for line in (*recipients, *signature)} | {id(p) for p in appendices}
    content = _content(paper.blocks, header, tail)
    return Anatomy(
        paper, tuple(head), country, motto, bodies, number, place_date, kind, subject, addressees, _bases(content), content,
        recipients, signature, appendices, attachments,
    )  # fmt: skip


def kind_of(line: Line) -> str:
    """The kind a line names, alone or before its subject; "" for none."""
    if line.key in PHRASES:
        return PHRASES[line.key]
    return next((kind for phrase, kind in PHRASES.items() if line.key.startswith(f"{phrase} ")), "")


def is_layout(table: Table) -> bool:
    """Whether a table only puts things side by side: no lines, few rows."""
    return not table.bordered and len(table.rows) <= 4


def paragraphs_of(table: Table) -> list[Paragraph]:
    """Every paragraph of a table, those of tables inside too."""
    found: list[Paragraph] = []
    for row in table.rows:
        for cell in row:
            for block in cell.blocks:
                found += [block] if isinstance(block, Paragraph) else paragraphs_of(block)
    return found


def _date(day: int, month: int, year: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _is_number(line: Line) -> bool:
    """The line of number and symbol; in a table of papers such a line goes on with their dates."""
    return bool(_NUMBER.match(line.text)) and len(line.text) < 60 and "ngày" not in line.text.lower()


def _is_place_date(line: Line) -> bool:
    """A short line of place and date: no sentence, no note of an appendix."""
    if _NUMERIC_PLACE_DATE.match(line.text):
        return True
    found = _PLACE_DATE.search(line.text)
    if found is None or line.text.startswith("(") or _IN_A_SENTENCE.match(line.key):
        return False
    if ":" in line.text[: found.start()]:
        return False
    return found.start() <= _LONGEST_PLACE and len(line.text) - found.end() <= 3


def _kind(head: list[Line], number: Line | None, addressees: tuple[Line, ...]) -> Line | None:
    """The line that names the kind: in capitals by itself, or typed otherwise but standing out."""
    after = head[head.index(number) + 1 :] if number is not None else head
    if addressees and addressees[0] in after:
        after = after[: after.index(addressees[0]) + 1]
    exact = next((line for line in after if _names_a_kind(line)), None)
    if exact is None and number is not None:  # an agreement has its number below its name
        above = head[: head.index(number)]
        exact = next((line for line in above if _names_a_kind(line) and kind_of(line) in AGREEMENTS), None)
    if exact is not None:
        return exact

    def stands_out(line: Line) -> bool:
        return line.paragraph.align == "center" or line.bold

    for line in after:
        if len(line.text) > _LONGEST_KIND or not stands_out(line) or not kind_of(line):
            continue
        if line.key in PHRASES or line.text == line.text.upper():
            return line
    return None


def _names_a_kind(line: Line) -> bool:
    """KẾ HOẠCH; KẾ HOẠCH LIÊN TỊCH; HỢP ĐỒNG LAO ĐỘNG."""
    if line.text != line.text.upper():
        return False
    kind = kind_of(line)
    return line.key in PHRASES or is_joint(line) or (kind in AGREEMENTS and len(line.text) <= _LONGEST_KIND)


def is_joint(line: Line) -> bool:
    """Whether a line names the kind of a paper that several bodies issue together."""
    return any(line.key == f"{phrase} {joint}" for phrase in PHRASES for joint in _JOINT)


def _letter(head: list[Line], number: Line | None) -> tuple[Line, ...]:
    """The "V/v" of a công văn with the lines it runs over in its cell."""
    after = head[head.index(number) + 1 :] if number is not None else head
    start = next((n for n, line in enumerate(after[:8]) if line.key.startswith(("v v ", "ve viec "))), None)
    if start is None:
        return ()
    first = after[start]
    in_table = first.paragraph.place.startswith("bảng")
    more = []
    for line in after[start + 1 :]:
        same = line.paragraph is first.paragraph or (
            in_table and line.paragraph.place == first.paragraph.place
        )
        stamp = bool(_MARKS.match(line.text)) and line.text == line.text.upper()  # HỎA TỐC
        if not same or stamp or _is_place_date(line) or line.key.startswith("kinh gui"):
            break
        more.append(line)
    return (first, *more)


def _first(head: list[Line], *lines: Line | None) -> Line | None:
    """The one that stands first."""
    return next((line for line in head if any(line is each for each in lines)), None)


def _bodies(head: list[Line], below: Line | None, others: set[Line | None]) -> tuple[Line, ...]:
    above = head[: head.index(below)] if below is not None and below in head else []
    found: list[Line] = []
    beside: list[Line] = []
    for line in above:
        beside += [line] if COUNTRY in line.key and line.place.startswith("bảng") else []
        if line in others or _MARKS.match(line.text) or COUNTRY in line.key:
            continue
        if any(line.place == other.place for other in beside):
            continue  # the country's name again in another language
        if line.text == line.text.upper() or line.key.startswith(BODY_WORDS):
            found.append(line)
    return tuple(line for line in found if any(letter.isalpha() for letter in line.text))[:4]


def _subject(lines: list[Line], kind: Line | None) -> list[Line]:
    """The lines under the kind that are centred or bold, until the text begins."""
    found: list[Line] = []
    if kind is None:
        return found
    for line in lines[lines.index(kind) + 1 :][:6]:
        ordinary = line.paragraph.align != kind.paragraph.align and not line.bold
        prose = len(line.text) > 220 or line.text.endswith((";", ":"))
        begun = line.key.startswith(("can cu", "kinh gui", "phu luc", "muc luc")) or bool(
            _HEADING.match(line.text)
        )
        office = line.text == line.text.upper() and bool(
            found or line.key.startswith(BODY_WORDS) or is_office(line)
        )
        if ordinary or prose or begun or office or line.text.startswith(("(", "-")):
            break
        found.append(line)
    return found


def _addressees(lines: list[Line]) -> tuple[Line, ...]:
    start = next((n for n, line in enumerate(lines[:_HEADER_LINES]) if line.key.startswith("kinh gui")), None)
    if start is None:
        return ()
    found = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.text.startswith(("-", "–", "+")):
            break
        found.append(line)
    return tuple(found)


def _bases(content: tuple[Block, ...]) -> tuple[Paragraph, ...]:
    """The căn cứ at the beginning; a sentence that begins so and runs on into the text is none."""
    found: list[Paragraph] = []
    texts = [block for block in content if isinstance(block, Paragraph) and block.words][:_BASES_WITHIN]
    for paragraph in texts:
        words = paragraph.words
        key = key_of(words)
        prose = words.endswith(":") or "như sau" in words or bool(_SENTENCE.search(words))
        if (key.startswith("can cu ") and not prose) or (
            found
            and key.startswith(_BASE)
            and not prose
            and words.endswith((";", ".", ","))
            and len(words) < 400
        ):
            found.append(paragraph)
        elif found or _HEADING.match(words):
            break
    return tuple(found)


def _content(blocks: tuple[Block, ...], header: set[int], tail: set[int]) -> tuple[Block, ...]:
    def holds(block: Block, wanted: set[int]) -> bool:
        if isinstance(block, Paragraph):
            return id(block) in wanted
        return any(id(paragraph) in wanted for paragraph in paragraphs_of(block))

    first = max((n + 1 for n, block in enumerate(blocks) if holds(block, header)), default=0)
    last = next((n for n in range(first, len(blocks)) if holds(blocks[n], tail)), len(blocks))
    return tuple(blocks[first:last])
