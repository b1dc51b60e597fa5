"""bao-cao-tu-danh-gia-2026: Mẫu 1, Phụ lục V of TT 57/2026/TT-BGDĐT."""

from __future__ import annotations

from typing import Any

from reports_kit import house, tables
from reports_kit import report_parts as parts
from reports_kit.house import NOTE, PLAIN, TABLE_CENTRE, TABLE_TEXT, heading, prose, tag, write
from reports_kit.tables import looped, table

_ENTRIES: tuple[parts.Entry, ...] = (
    parts.COUNCIL_ENTRY,
    (1, "Phần I. TỔNG QUAN", "_P_1", ""),
    (1, "Phần II. TỰ ĐÁNH GIÁ", "_P_2", ""),
    *parts.STANDARDS_ENTRIES,
    (1, "Phần III. KẾT LUẬN", "_P_3", ""),
    (1, "Phần IV. PHỤ LỤC", "_P_4", ""),
)
_PLAN = (
    ("Nội dung cải tiến", "content", 3.4),
    ("Mục tiêu", "goal", 2.8),
    ("Hoạt động, giải pháp", "actions", 3.8),
    ("Chỉ số đánh giá kết quả", "indicator", 2.6),
    ("Thời gian", "time", 2.6),
    ("Phụ trách", "owner", 2.3),
    ("Nguồn lực", "resources", 2.5),
    ("Minh chứng dự kiến", "evidence", 2.5),
    ("Mức độ thực hiện", "progress", 2.2),
)
"""Centimetres; the narrowest hold a date or a sum of money on one line."""


def report() -> Any:
    """The whole report, parts I to IV."""
    document = house.new_document(13, "Báo cáo tự đánh giá")
    house.number_pages(document.sections[0], at_top=False)
    parts.cover(document)
    parts.council(document)
    parts.contents(document, _ENTRIES)
    parts.abbreviations(document)
    _overview(document)
    _assessment(document)
    _conclusion(document)
    _annexes(document)
    return document


def _overview(document: Any) -> None:
    heading(document, "Phần I. TỔNG QUAN", 1, new_page=True, anchor="'_P_1'")
    heading(document, "1. Thông tin chung", 2)
    parts.profile(document)
    parts.year_tables(document, "class_tables", 3)
    parts.staff_tables(document)
    parts.year_tables(document, "result_tables", 3)
    heading(document, "2. Bối cảnh", 2)
    prose(document, "background")
    heading(document, "3. Mục đích, phạm vi, thời gian tự đánh giá", 2)
    prose(document, "purpose")
    heading(document, "4. Quá trình tự đánh giá", 2)
    prose(document, "process")


def _assessment(document: Any) -> None:
    heading(document, "Phần II. TỰ ĐÁNH GIÁ", 1, new_page=True, anchor="'_P_2'")
    tag(document, "for standard in standards")
    heading(document, "Tiêu chuẩn {{ standard.code }}: {{ standard.title }}", 2, anchor="standard.anchor")
    parts.optional(document, "standard.opening")
    tag(document, "for criterion in standard.criteria")
    star = "{% if criterion.mandatory %} (*){% endif %}"
    heading(
        document,
        f"Tiêu chí {{{{ criterion.code }}}}: {{{{ criterion.title }}}}{star}",
        3,
        anchor="criterion.anchor",
    )
    _criterion(document)
    tag(document, "endfor")
    write(document, "(*) Tiêu chí bắt buộc.", NOTE)
    for title, name in (
        ("Điểm mạnh", "strengths"),
        ("Hạn chế", "weaknesses"),
        ("Nguyên nhân của hạn chế", "causes"),
        ("Xu hướng trong 03 năm học", "trend"),
        ("Vấn đề ưu tiên cải tiến", "priorities"),
    ):
        heading(document, title, 4)
        prose(document, f"standard.{name}")
    _standard_summary(document)
    tag(document, "if standard.conclusion")
    heading(document, "Kết luận về Tiêu chuẩn {{ standard.code }}", 4)
    prose(document, "standard.conclusion")
    tag(document, "endif")
    tag(document, "endfor")


def _criterion(document: Any) -> None:
    widths = (1.8, 12.0, 2.7)
    made = table(document, widths, ("Mức", "Hiện trạng", "Tự đánh giá"))
    tables.row_tag(made, widths, "for level in criterion.levels")
    number, state, outcome = tables.long_row(made, widths).cells
    write(number, "Mức {{ level.level }}", TABLE_CENTRE)
    tag(state, "for line in level.state|paragraphs")
    write(state, "{{ line }}", TABLE_TEXT, align=house.ALIGN.JUSTIFY)
    tag(state, "endfor")
    write(outcome, "{{ level.met }}", TABLE_CENTRE)
    tables.row_tag(made, widths, "endfor")
    write(document, "Kết quả tự đánh giá tiêu chí: **{{ criterion.result }}**", PLAIN, before=4)


def _standard_summary(document: Any) -> None:
    write(document, "Tổng hợp kết quả tự đánh giá Tiêu chuẩn {{ standard.code }}", house.CAPTION)
    _summary_table(document, nested=False)


def _summary_table(document: Any, *, nested: bool) -> None:
    widths = (1.9, 8.6, 2.0, 2.0, 2.0)
    made = table(document, widths, ("Tiêu chí", "Tên tiêu chí", "Không đạt", "Mức 1", "Mức 2"))
    if nested:
        tables.row_tag(made, widths, "for standard in standards")
    cells = (
        "{{ criterion.code }}{% if criterion.mandatory %}*{% endif %}",
        "{{ criterion.title }}",
        "{{ criterion.unmet_mark }}",
        "{{ criterion.level_marks[0] }}",
        "{{ criterion.level_marks[1] }}",
    )
    styles = (TABLE_CENTRE, TABLE_TEXT, TABLE_CENTRE, TABLE_CENTRE, TABLE_CENTRE)
    looped(made, widths, "criterion in standard.criteria", cells, styles)
    if nested:
        tables.row_tag(made, widths, "endfor")


def _conclusion(document: Any) -> None:
    heading(document, "Phần III. KẾT LUẬN", 1, new_page=True, anchor="'_P_3'")
    heading(document, "1. Tổng hợp kết quả tự đánh giá", 2)
    _summary_table(document, nested=True)
    write(
        document, "* tiêu chí bắt buộc; x: đạt mức tương ứng (hoặc không đạt Mức 1); …: chưa đánh giá.", NOTE
    )
    parts.shares(document)
    heading(document, "2. Kết luận và mức đạt được", 2)
    prose(document, "conclusion")
    parts.verdict(document)
    heading(document, "3. Kiến nghị", 2)
    prose(document, "recommendations", keep=True)
    parts.signature(document)


def _annexes(document: Any) -> None:
    house.turn_page(document, landscape=True)
    heading(document, "Phần IV. PHỤ LỤC", 1, anchor="'_P_4'")
    heading(document, "1. Danh mục minh chứng", 2)
    parts.evidence(document, parts.evidence_2026(8.0, 3.0))
    heading(document, "2. Kế hoạch cải tiến chất lượng", 2)
    tag(document, "if improvements")
    improvement_table(document)
    tag(document, "else")
    write(document, "Kế hoạch cải tiến được ban hành thành văn bản riêng.")
    tag(document, "endif")
    parts.source_note(document)


def improvement_table(document: Any) -> None:
    """The ten columns of the improvement plan (Mẫu 2), on a landscape page."""
    widths = (1.0, *[width for _, _, width in _PLAN])
    made = table(document, widths, ("TT", *[title for title, _, _ in _PLAN]))
    tables.header_row(made.add_row(), widths, [f"({number})" for number in range(1, 11)])
    cells = ["{{ loop.index }}", *[f"{{{{ item.{name} }}}}" for _, name, _ in _PLAN]]
    looped(made, widths, "item in improvements", cells, [TABLE_CENTRE] + [TABLE_TEXT] * 9)
