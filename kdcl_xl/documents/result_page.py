"""The result of one check on one sheet of paper: what to correct first, where, and how.

A Word file and not a web page: every office PC opens and prints it on A4 without asking, it can be forwarded by mail
(where .html attachments are often refused) and read on a phone. It is built here and not from a template of `reports/`
because it has to end on its first page: the rows that do not fit are counted, and the marked copy lists them all.
"""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kdcl_xl.documents.package import repack
from kdcl_xl.findings import Finding, Severity

if TYPE_CHECKING:
    from docx.table import Table

_FONT = "Times New Roman"
_NAVY = "1F3864"
_SHADES = {Severity.ERROR: "F8CBCB", Severity.WARNING: "FCE4B8", Severity.HINT: "DDEBF7"}
_HEADERS = ("STT", "Mức độ", "Trang và ô", "Điều chưa đúng", "Cách sửa")
_WIDTHS_MM = (12, 19, 34, 63, 52)
_FACT_WIDTHS_MM = (48, 132)
_PAGE_WIDTH_MM, _PAGE_HEIGHT_MM = 180, 267
_CHARACTER_MM = 1.75
"""Of Times New Roman 10.5 to 11, on the wide side: a row may turn out lower than counted, never higher."""
_LINE_MM, _ROW_MM = 4.5, 0.6
_HEAD_MM = 32.0
"""Title, verdict, header row, and a line to spare."""
_LONGEST = 320
"""Characters of one text; a value quoted in a message may be a whole paragraph."""


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """What the page says of the workbook above the findings; "" for what is not known."""

    file: str
    checked_on: dt.date
    mode: str
    school: str = ""
    school_year: str = ""
    rules: str = ""
    revision: int | None = None
    sha256: str = ""
    marked_copy: str = ""
    """Name of the marked copy; "" when there is none."""


def result_page(workbook: CheckedWorkbook, findings: Sequence[Finding]) -> bytes:
    """One A4 page as a .docx: the findings that fit, worst first, the number of the others, what to do next."""
    order = list(Severity)
    worst_first = sorted(findings, key=lambda finding: order.index(finding.severity))
    shown = _that_fit(worst_first, workbook)
    document = _new_page(workbook.file)
    _line(document, "PHIẾU KẾT QUẢ KIỂM TRA SỔ", size=15, bold=True, colour=_NAVY, after=4)
    _facts(document, workbook)
    _line(document, _verdict(findings), size=13, bold=True, before=6, after=5)
    if shown:
        _findings_table(document, shown)
    for sentence in _advice(workbook, len(worst_first) - len(shown)):
        _line(document, sentence, size=11, before=4)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


def _that_fit(findings: Sequence[Finding], workbook: CheckedWorkbook) -> list[Finding]:
    left = _PAGE_HEIGHT_MM - _HEAD_MM
    left -= sum(_lines(value, _FACT_WIDTHS_MM[1]) for _name, value in _known_facts(workbook)) * _LINE_MM
    left -= sum(_lines(text, _PAGE_WIDTH_MM) * _LINE_MM + 2 for text in _advice(workbook, len(findings)))
    shown = []
    for finding in findings:
        texts = zip(_cells(0, finding), _WIDTHS_MM, strict=True)
        left -= max(_lines(text, width) for text, width in texts) * _LINE_MM + _ROW_MM
        if left < 0:
            break
        shown.append(finding)
    return shown


def _lines(text: str, width_mm: float) -> int:
    return max(1, len(textwrap.wrap(text, int((width_mm - 4) / _CHARACTER_MM))))


def _cells(number: int, finding: Finding) -> tuple[str, ...]:
    remedy = f"{finding.remedy} ({finding.law})" if finding.law else finding.remedy
    place = finding.place or "Cả tệp"
    message, remedy = (_cut(text) for text in (finding.message, remedy))
    return (str(number), finding.severity.value, place.replace("!", ", ô "), message, remedy)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def _verdict(findings: Sequence[Finding]) -> str:
    if not findings:
        return "Kết quả: không có lỗi nào."
    counts = ", ".join(f"{sum(f.severity is s for f in findings)} {s}" for s in Severity)
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return f"Kết quả: {counts}. {'Cần sửa hết lỗi trước khi nộp.' if errors else 'Không còn lỗi.'}"


def _advice(workbook: CheckedWorkbook, left_over: int) -> list[str]:
    sentences = []
    if left_over:
        where = (
            f"; trang “Kết quả kiểm tra” trong tệp {workbook.marked_copy} liệt kê đủ"
            if workbook.marked_copy
            else ""
        )
        sentences.append(f"Còn {left_over} điều nữa không in ở đây{where}.")
    if workbook.marked_copy:
        sentences.append(
            f"Từng ô có màu và ghi chú trong tệp {workbook.marked_copy}. Thầy/cô sửa trong sổ của mình (không sửa trong "
            "bản có đánh dấu), lưu lại rồi chép sổ vào thư mục này một lần nữa."
        )
    else:
        sentences.append("Lần này không có bản đánh dấu; bản cũ cùng tên (nếu có) là của lần kiểm tra trước.")
    if workbook.sha256:
        sentences.append(
            f"Phiếu này thuộc về đúng tệp có mã băm SHA-256 bắt đầu bằng {workbook.sha256[:12]}."
        )
    return sentences


def _new_page(title: str) -> Any:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(15)
    section.left_margin = section.right_margin = Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10.5)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    properties = document.core_properties
    properties.author = properties.last_modified_by = "kdcl_xl"
    properties.title, properties.language, properties.comments = f"Kết quả kiểm tra {title}", "vi-VN", ""
    properties.created = properties.modified = dt.datetime(2026, 1, 1)
    return document


def _line(
    document: Any,
    text: str,
    *,
    size: float,
    bold: bool = False,
    colour: str = "000000",
    before: float = 0,
    after: float = 0,
) -> None:
    from docx.shared import Pt, RGBColor

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), RGBColor.from_string(colour)


def _known_facts(workbook: CheckedWorkbook) -> list[tuple[str, str]]:
    facts = (
        ("Tệp", workbook.file),
        ("Trường", workbook.school),
        ("Năm học, bộ tiêu chuẩn", ", ".join(filter(None, (workbook.school_year, workbook.rules)))),
        ("Lần nộp", "" if workbook.revision is None else str(workbook.revision)),
        ("Kiểm tra", f"{workbook.mode}, ngày {workbook.checked_on:%d/%m/%Y}"),
    )
    return [(name, _cut(value)) for name, value in facts if value]


def _facts(document: Any, workbook: CheckedWorkbook) -> None:
    facts = _known_facts(workbook)
    table = document.add_table(rows=len(facts), cols=2)
    _lay_out(table, _FACT_WIDTHS_MM)
    for row, (name, value) in zip(table.rows, facts, strict=True):
        _write(row.cells[0], name, colour="595959")
        _write(row.cells[1], value)


def _findings_table(document: Any, findings: Sequence[Finding]) -> None:
    table = document.add_table(rows=1 + len(findings), cols=len(_HEADERS), style="Table Grid")
    _lay_out(table, _WIDTHS_MM)
    for cell, words in zip(table.rows[0].cells, _HEADERS, strict=True):
        _write(cell, words, bold=True, colour="FFFFFF")
        _shade(cell, _NAVY)
    for number, (row, finding) in enumerate(zip(list(table.rows)[1:], findings, strict=True), start=1):
        for cell, words in zip(row.cells, _cells(number, finding), strict=True):
            _write(cell, words)
        _shade(row.cells[1], _SHADES[finding.severity])


def _lay_out(table: Table, widths_mm: Sequence[int]) -> None:
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _write(cell: Any, text: str, *, bold: bool = False, colour: str = "000000") -> None:
    from docx.shared import RGBColor

    run = cell.paragraphs[0].add_run(text)
    run.bold, run.font.color.rgb = bold, RGBColor.from_string(colour)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)
