"""Lawful papers built with python-docx, and whatever a test wants to be otherwise. People and places are invented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


@dataclass(frozen=True)
class P:
    """A paragraph and its look."""

    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    indent: float = 0
    after: float = 0
    spacing: float = 1
    ruled: bool = False
    font: str = "Times New Roman"
    colour: str = ""
    inserted: bool = False
    """Whether it is an insertion nobody accepted yet."""
    remarked: bool = False
    """Whether a comment hangs on it."""


@dataclass(frozen=True)
class T:
    """A table of data with lines; the first row is its heading."""

    rows: tuple[tuple[str, ...], ...]


Block = P | T | str


@dataclass(frozen=True)
class Paper:
    """The parts of a paper. A part given as text gets the lawful look of its place; "" or () leaves it out."""

    parent: P | str = "ỦY BAN NHÂN DÂN XÃ KHÊ HẠ"
    body: P | str = "PHÒNG VĂN HÓA - XÃ HỘI"
    country: P | str = COUNTRY
    motto: P | str = MOTTO
    number: P | str = "Số: 05/KH-PVHXH"
    letter: P | str = ""
    place_date: P | str = "Khê Hạ, ngày 04 tháng 9 năm 2026"
    kind: P | str = "KẾ HOẠCH"
    subject: P | str = "Kiểm định chất lượng giáo dục năm học 2026-2027"
    addressees: tuple[P | str, ...] = ()
    bases: tuple[P | str, ...] = (
        "Căn cứ Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành tiêu chuẩn đánh giá trường;",
        "Căn cứ Kế hoạch số 27/KH-UBND ngày 14 tháng 8 năm 2026 của Ủy ban nhân dân xã Khê Hạ về công tác năm học 2026-2027.",
    )
    text: tuple[Block, ...] = (
        "Phòng Văn hóa - Xã hội xây dựng kế hoạch kiểm định chất lượng giáo dục năm học 2026-2027 trên địa bàn xã như sau:",
        "I. MỤC ĐÍCH",
        "Nâng cao nhận thức của đội ngũ về công tác tự đánh giá; rút kinh nghiệm và cải tiến chất lượng phù hợp với thực tế của từng trường.",
        "II. NỘI DUNG",
        "1. Các trường tự đánh giá theo tiêu chuẩn hiện hành, hoàn thành trước ngày 31 tháng 5 năm 2027.",
        "2. Các trường báo cáo kết quả cải tiến chất lượng về Phòng vào cuối năm học.",
    )
    end: P | str = "Trên đây là kế hoạch của Phòng, đề nghị các trường nghiêm túc thực hiện./."
    recipients: tuple[P | str, ...] = (
        "Nơi nhận:",
        "- Các trường thuộc xã;",
        "- UBND xã (để b/c);",
        "- Lưu: VT, GDĐT.",
    )
    signature: tuple[P | str, ...] = ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Mạc Thị Thu Giang")
    appendix: tuple[Block, ...] = ()
    header: str = "table"
    """table, tabs or lines."""
    size_mm: tuple[float, float] = (210, 297)
    margins_mm: tuple[float, float, float, float] = (20, 20, 30, 15)
    """Top, bottom, left, right."""
    landscape: bool = False
    page_number: P | None = P("", 13, align="center")
    number_in_footer: bool = False
    first_page_differs: bool = True
    rule_under_motto: bool = True


PLAN = Paper()
LETTER = replace(
    PLAN,
    number="Số: 12/PVHXH-GDĐT",
    letter="V/v nộp báo cáo tự đánh giá năm học 2026-2027",
    kind="",
    subject="",
    addressees=("Kính gửi: Trường Trung học cơ sở Nguyễn Thị Lộ",),
    bases=(),
    text=(
        "Thực hiện kế hoạch của Ủy ban nhân dân xã về công tác tự đánh giá, Phòng Văn hóa - Xã hội đề nghị nhà trường gửi báo cáo tự đánh giá.",
        "Hồ sơ gửi về Phòng chậm nhất là ngày 30 tháng 6 năm 2027, qua hệ thống quản lý văn bản và điều hành của xã.",
    ),
    end="Đề nghị nhà trường quan tâm thực hiện./.",
    recipients=("Nơi nhận:", "- Như trên;", "- Lưu: VT, GDĐT."),
    signature=("TRƯỞNG PHÒNG", "Mạc Thị Thu Giang"),
)
DECISION = replace(
    PLAN,
    parent="ỦY BAN NHÂN DÂN XÃ KHÊ HẠ",
    body="TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN THỊ LỘ",
    number="Số: 58/QĐ-THCSNTL",
    kind="QUYẾT ĐỊNH",
    subject="Về việc thành lập Hội đồng tự đánh giá năm học 2026-2027",
    bases=(PLAN.bases[0], "Theo đề nghị của bộ phận chuyên môn."),
    text=(
        P("QUYẾT ĐỊNH:", bold=True, align="center"),
        "Điều 1. Thành lập Hội đồng tự đánh giá của trường năm học 2026-2027 gồm các ông, bà có tên trong danh sách kèm theo.",
        "Điều 2. Hội đồng có nhiệm vụ:",
        "a) Lập kế hoạch tự đánh giá;",
        "b) Thu thập, xử lý, phân tích minh chứng.",
    ),
    end="Điều 3. Các thành viên Hội đồng chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.",
    recipients=("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT, HSTĐG."),
    signature=("HIỆU TRƯỞNG", "Đoàn Thị Minh Hạnh"),
)
PROPOSAL = replace(
    PLAN,
    number="Số: 07/TTr-PVHXH",
    kind="TỜ TRÌNH",
    subject="Về việc đề nghị công nhận trường đạt chuẩn quốc gia",
    addressees=("Kính gửi:", "- Sở Giáo dục và Đào tạo;", "- Ủy ban nhân dân xã Khê Hạ."),
    signature=("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI", "Mạc Thị Thu Giang"),
)
REPORT = replace(
    PLAN, number="Số: 31/BC-PVHXH", kind="BÁO CÁO", subject="Kết quả tự đánh giá năm học 2026-2027"
)
INVITATION = replace(
    PLAN, number="Số: 44/GM-PVHXH", kind="GIẤY MỜI", subject="Họp triển khai công tác tự đánh giá"
)
MINUTES = replace(
    PLAN,
    number="Số: 09/BB-PVHXH",
    kind="BIÊN BẢN",
    subject="Họp Hội đồng tự đánh giá",
    place_date="",
    bases=(),
    signature=("THƯ KÝ", "CHỦ TỌA", "Lục Văn Thắng", "Mạc Thị Thu Giang"),
)
COUNCIL = replace(
    PLAN,
    parent="ỦY BAN NHÂN DÂN XÃ KHÊ HẠ",
    body="HỘI ĐỒNG THẨM ĐỊNH",
    number="Số: 02/TB-HĐTĐ",
    kind="THÔNG BÁO",
    subject="Kết quả thẩm định báo cáo tự đánh giá",
    signature=("TM. HỘI ĐỒNG", "CHỦ TỊCH", "Mạc Thị Thu Giang"),
)
LAWFUL = {
    "plan": PLAN, "letter": LETTER, "decision": DECISION, "proposal": PROPOSAL, "report": REPORT,
    "invitation": INVITATION, "minutes": MINUTES, "council": COUNCIL,
}  # fmt: skip


def prose(text: str) -> P:
    """A paragraph of the text in its lawful look."""
    heading = text.isupper() or text[:3].isupper()
    return P(text, 14, bold=heading, align="both", indent=28.35, after=6)


@cache
def build(paper: Paper) -> bytes:
    """The paper as a .docx."""
    document: Any = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:hAnsi"), "Times New Roman")
    _page(document, paper)
    _header(document, paper)
    for part, look in ((paper.kind, P("", 14, bold=True, align="center")), (paper.subject, P("", 14, bold=True, align="center"))):  # fmt: skip
        _put(document, part, look)
    for line in paper.addressees:
        _put(document, line, P("", 14, indent=28.35))
    for line in paper.bases:
        _put(document, line, P("", 14, italic=True, align="both", indent=28.35, after=6))
    _blocks(document, (*paper.text, paper.end))
    _end(document, paper)
    _blocks(document, paper.appendix)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in paper.size_mm)
    if paper.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    sides = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    for side, size in zip(sides, paper.margins_mm, strict=True):
        setattr(section, side, Mm(size))
    if paper.page_number is not None:
        section.different_first_page_header_footer = paper.first_page_differs
        part = section.footer if paper.number_in_footer else section.header
        part.is_linked_to_previous = False
        _field(part.paragraphs[0], paper.page_number)


def _field(paragraph: Any, look: P) -> None:
    paragraph.alignment = _ALIGN[look.align]
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run("2" if kind == "text" else "")
        run.font.size, run.font.name = Pt(look.size), "Times New Roman"
        if kind == "instr":
            mark = OxmlElement("w:instrText")
            mark.text = "PAGE"
            run._r.append(mark)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _header(document: Any, paper: Paper) -> None:
    left = [(paper.parent, P("", 13, align="center")), (paper.body, P("", 13, bold=True, align="center"))]
    right = [
        (paper.country, P("", 13, bold=True, align="center")),
        (paper.motto, P("", 14, bold=True, align="center", ruled=paper.rule_under_motto)),
    ]
    below = [(paper.number, P("", 13, align="center")), (paper.letter, P("", 12, align="center"))]
    date = [(paper.place_date, P("", 14, italic=True, align="center"))]
    if paper.header == "table":
        table = document.add_table(2, 2)
        for (row, column), parts in {(0, 0): left, (0, 1): right, (1, 0): below, (1, 1): date}.items():
            cell = table.cell(row, column)
            for part, look in parts:
                _put(cell, part, look)
            first = cell.paragraphs[0]._p
            if len(cell.paragraphs) > 1:
                first.getparent().remove(first)
    elif paper.header == "lines":
        for part, look in (*left, *right, *below, *date):
            _put(document, part, look)
    else:
        for one, other in zip((*left, below[0]), (*right, date[0]), strict=True):
            paragraph = document.add_paragraph()
            _rule(paragraph, other[1].ruled)
            for tab, (part, look) in (("", one), ("\t", other)):
                _run(paragraph, replace(_look(part, look), text=tab + _look(part, look).text))


def _end(document: Any, paper: Paper) -> None:
    if not (paper.recipients or paper.signature):
        return
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (paper.recipients, paper.signature), strict=True):
        for number, line in enumerate(lines):
            if lines is paper.signature:
                look = P("", 14, bold=True, align="center")
            else:
                look = P("", 11) if number else P("", 12, bold=True, italic=True)
            _put(cell, line, look)


def _blocks(document: Any, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, T):
            table = document.add_table(len(block.rows), len(block.rows[0]))
            table.style = "Table Grid"
            for row, cells in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.paragraphs[0].add_run(text).font.size = Pt(13)
        elif isinstance(block, P):
            _put(document, block, block)
        elif block:
            _put(document, prose(block), P(""))


def _look(part: P | str, look: P) -> P:
    return part if isinstance(part, P) else replace(look, text=part)


def _put(where: Any, part: P | str, look: P) -> None:
    part = _look(part, look)
    if not part.text:
        return
    paragraph = where.add_paragraph()
    paragraph.alignment = _ALIGN[part.align]
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after, form.space_before = Pt(part.indent), Pt(part.after), Pt(0)
    form.line_spacing = part.spacing
    _rule(paragraph, part.ruled)
    _run(paragraph, part)


def _run(paragraph: Any, part: P) -> None:
    run = paragraph.add_run(part.text)
    run.bold, run.italic = part.bold, part.italic
    run.font.size, run.font.name = Pt(part.size), part.font
    if part.colour:
        run.font.color.rgb = RGBColor.from_string(part.colour)
    if part.inserted:
        insertion = OxmlElement("w:ins")
        insertion.set(qn("w:id"), "1")
        insertion.set(qn("w:author"), "A")
        run._r.addprevious(insertion)
        insertion.append(run._r)
    if part.remarked:
        paragraph.part.document.add_comment([run], text="Xem lại.", author="A")


def _rule(paragraph: Any, ruled: bool) -> None:
    if ruled:
        borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "000000")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
