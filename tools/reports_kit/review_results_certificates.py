"""Giấy chứng nhận KĐCLGD and bằng công nhận CQG: sober landscape pages of our own, marked as such."""

from __future__ import annotations

from typing import Any

from docx.shared import Cm, Mm, Pt, RGBColor

from reports_kit import house, tables
from reports_kit.house import CENTRE, tag, write

_OWN_FORM = "Mẫu của chương trình, đối chiếu mẫu chính thức của Bộ Giáo dục và Đào tạo trước khi cấp."
_WIDTH = 25.7
_LEFT, _RIGHT = 12.7, 13.0


def accreditation() -> Any:
    """giay-chung-nhan-kdclgd."""
    return _certificate(
        "Giấy chứng nhận đạt kiểm định chất lượng giáo dục",
        "GIẤY CHỨNG NHẬN",
        "TRƯỜNG ĐẠT KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC",
        "CHỨNG NHẬN",
        "Đạt kiểm định chất lượng giáo dục",
        "Số giấy chứng nhận",
    )


def standard() -> Any:
    """bang-cong-nhan-cqg."""
    return _certificate(
        "Bằng công nhận trường đạt chuẩn quốc gia",
        "BẰNG CÔNG NHẬN",
        "TRƯỜNG ĐẠT CHUẨN QUỐC GIA",
        "CÔNG NHẬN",
        "Đạt chuẩn quốc gia",
        "Số bằng công nhận",
    )


def _certificate(name: str, title: str, subject: str, verb: str, what: str, number: str) -> Any:
    document = house.new_document(14, name)
    house.without_field_update(document)
    document.core_properties.comments = _OWN_FORM
    section = document.sections[0]
    house.lay_across(section)
    section.footer_distance = Mm(13)
    house.frame(section, of="page", style="thinThickSmallGap", width=18, gap=24, colour="1F3864")
    write(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", CENTRE, size=14, bold=True)
    write(document, "Độc lập - Tự do - Hạnh phúc", CENTRE, size=14, bold=True)
    house.line_below(document, 6.2, _WIDTH)
    write(document, title, CENTRE, size=32, bold=True, before=26)
    write(document, subject, CENTRE, size=17, bold=True, after=18)
    write(document, "{{ authority }}", CENTRE, size=15, bold=True)
    write(document, verb, CENTRE, size=14, after=10)
    write(document, "{{ school }}", CENTRE, size=22, bold=True)
    tag(document, "if address")
    write(document, "{{ address }}", CENTRE, size=14, italic=True)
    tag(document, "endif")
    write(document, f"{what} {{{{ grade }}}}", CENTRE, size=18, bold=True, before=12, after=6)
    write(document, "Có giá trị đến hết {{ valid_until }}", CENTRE, size=14)
    write(document, "(Theo {{ decision }})", CENTRE, size=13, italic=True, after=14)
    _foot(document, number)
    footer = section.footer.paragraphs[0]
    footer.style = "Footer"
    run = footer.add_run("{{ note }}")
    run.italic, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(0x59, 0x59, 0x59)
    return document


def _foot(document: Any, number: str) -> None:
    """Number on the left, place, day and signature on the right."""
    widths = (_LEFT, _RIGHT)
    made = tables.table(document, widths, grid=False)
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    left, right = row.cells
    left.vertical_alignment = 3  # bottom
    write(left, f"{number}: {{{{ number }}}}", CENTRE, size=13)
    write(right, "{{ place_date }}", CENTRE, size=13, italic=True, keep=True)
    tag(right, "for line in signer.lines")
    write(right, "{{ line }}", CENTRE, size=14, bold=True, keep=True)
    tag(right, "endfor")
    for _ in range(3):
        write(right, "", CENTRE, size=14, keep=True)
    write(right, "{{ signer.name }}", CENTRE, size=14, bold=True)
    last = document.add_paragraph(style=CENTRE)
    last.paragraph_format.line_spacing = Pt(2)
    made.rows[0].height = Cm(4.2)
