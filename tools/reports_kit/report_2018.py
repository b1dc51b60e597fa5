"""bao-cao-tu-danh-gia-2018: the report of TT 17, 18, 19/2018 (guidance of 28/12/2018)."""

from __future__ import annotations

from typing import Any

from reports_kit import house, tables
from reports_kit import report_parts as parts
from reports_kit.house import CAPTION, NOTE, TABLE_CENTRE, TABLE_TEXT, heading, prose, tag, write
from reports_kit.tables import table

_ENTRIES: tuple[parts.Entry, ...] = (
    parts.COUNCIL_ENTRY,
    (1, "Tổng hợp kết quả tự đánh giá", "_P_TH", ""),
    (1, "Phần I. CƠ SỞ DỮ LIỆU", "_P_1", ""),
    (1, "Phần II. TỰ ĐÁNH GIÁ", "_P_2", ""),
    (2, "A. Đặt vấn đề", "_P_2A", ""),
    (2, "B. Tự đánh giá", "_P_2B", ""),
    *parts.STANDARDS_ENTRIES,
    (2, "II. Tự đánh giá tiêu chí Mức 4", "_P_2C", ""),
    (1, "Phần III. KẾT LUẬN CHUNG", "_P_3", ""),
    (1, "Phần IV. PHỤ LỤC", "_P_4", ""),
)


def report() -> Any:
    """The whole report in the order of the guidance."""
    document = house.new_document(13, "Báo cáo tự đánh giá")
    house.number_pages(document.sections[0], at_top=False)
    parts.cover(document)
    parts.council(document)
    parts.contents(document, _ENTRIES)
    parts.abbreviations(document)
    _summary(document)
    _data(document)
    _assessment(document)
    _conclusion(document)
    house.turn_page(document, landscape=True)
    heading(document, "Phần IV. PHỤ LỤC", 1, anchor="'_P_4'")
    heading(document, "Danh mục minh chứng", 2)
    parts.evidence(document, parts.EVIDENCE_2018)
    parts.source_note(document)
    return document


def _summary(document: Any) -> None:
    heading(document, "TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ", 1, new_page=True, anchor="'_P_TH'")
    heading(document, "1. Tự đánh giá tiêu chí Mức 1, 2 và 3", 4)
    widths = (8.1, 2.4, 2.0, 2.0, 2.0)
    made = table(document, widths, ("Tiêu chuẩn, tiêu chí", "Không đạt", "Đạt", "", ""))
    tables.header_row(made.add_row(), widths, ("", "", "Mức 1", "Mức 2", "Mức 3"))
    tables.merge_header(made, (0, 2), (0, 4))
    tables.merge_header(made, (0, 0), (1, 0))
    tables.merge_header(made, (0, 1), (1, 1))
    tables.row_tag(made, widths, "for standard in standards")
    title = "**Tiêu chuẩn {{ standard.code }}: {{ standard.title }}**"
    row = tables.add_row(made, widths, (title, "", "", "", ""), TABLE_TEXT)
    row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    tables.row_tag(made, widths, "for criterion in standard.criteria")
    cells = (
        "Tiêu chí {{ criterion.code }}: {{ criterion.title }}",
        "{{ criterion.unmet_mark }}",
        *[f"{{{{ criterion.level_marks[{level}] }}}}" for level in range(3)],
    )
    tables.add_row(made, widths, cells, [TABLE_TEXT] + [TABLE_CENTRE] * 4)
    tables.row_tag(made, widths, "endfor")
    tables.row_tag(made, widths, "endfor")
    write(document, "x: có kết quả ở cột tương ứng; –: tiêu chí không có mức này; …: chưa đánh giá.", NOTE)
    heading(document, "2. Tự đánh giá tiêu chí Mức 4", 4)
    tag(document, "if clauses")
    clause_widths = (9.5, 2.0, 2.5, 2.5)
    made = table(document, clause_widths, ("Khoản, Điều", "Đạt", "Không đạt", "Ghi chú"))
    tables.row_tag(made, clause_widths, "for clause in clauses")
    cells = (
        "{{ clause.clause_name }}. {{ clause.title }}",
        "{% if clause.levels[0].met == 'Đạt' %}x{% endif %}",
        "{% if clause.levels[0].met == 'Không đạt' %}x{% endif %}",
        "{% if clause.levels[0].met not in ('Đạt', 'Không đạt') %}{{ clause.levels[0].met }}{% endif %}",
    )
    tables.add_row(made, clause_widths, cells, (TABLE_TEXT, TABLE_CENTRE, TABLE_CENTRE, TABLE_CENTRE))
    tables.row_tag(made, clause_widths, "endfor")
    tag(document, "else")
    write(document, "Không đánh giá tiêu chí Mức 4.")
    tag(document, "endif")
    parts.verdict(document)


def _data(document: Any) -> None:
    heading(document, "Phần I. CƠ SỞ DỮ LIỆU", 1, new_page=True, anchor="'_P_1'")
    parts.profile(document)
    parts.year_tables(document, "class_tables", 5)
    parts.staff_tables(document)
    parts.year_tables(document, "result_tables", 5)


def _assessment(document: Any) -> None:
    heading(document, "Phần II. TỰ ĐÁNH GIÁ", 1, new_page=True, anchor="'_P_2'")
    heading(document, "A. ĐẶT VẤN ĐỀ", 2, anchor="'_P_2A'")
    prose(document, "background")
    parts.optional(document, "process")
    heading(document, "B. TỰ ĐÁNH GIÁ", 2, anchor="'_P_2B'")
    heading(document, "I. TỰ ĐÁNH GIÁ TIÊU CHÍ MỨC 1, 2 VÀ 3", 2)
    tag(document, "for standard in standards")
    heading(document, "Tiêu chuẩn {{ standard.code }}: {{ standard.title }}", 2, anchor="standard.anchor")
    tag(document, "if standard.opening")
    write(document, "Mở đầu:", CAPTION)
    prose(document, "standard.opening")
    tag(document, "endif")
    tag(document, "for criterion in standard.criteria")
    _criterion(document, "criterion", "Tiêu chí {{ criterion.code }}: {{ criterion.title }}", numbered=True)
    tag(document, "endfor")
    write(document, "Kết luận về Tiêu chuẩn {{ standard.code }}:", CAPTION)
    prose(document, "standard.conclusion")
    tag(document, "endfor")
    heading(document, "II. TỰ ĐÁNH GIÁ TIÊU CHÍ MỨC 4", 2, anchor="'_P_2C'")
    tag(document, "for clause in clauses")
    _criterion(document, "clause", "{{ clause.clause_name }}. {{ clause.title }}", numbered=False)
    tag(document, "else")
    write(document, "{{ school_word }} không đánh giá tiêu chí Mức 4.")
    tag(document, "endfor")
    tag(document, "if clauses")
    write(document, "Kết luận về tiêu chí Mức 4:", CAPTION)
    prose(document, "clauses_conclusion")
    tag(document, "endif")


def _criterion(document: Any, item: str, title: str, *, numbered: bool) -> None:
    heading(document, title, 3, anchor=f"{item}.anchor")
    heading(document, "1. Mô tả hiện trạng", 4)
    tag(document, f"for level in {item}.levels")
    if numbered:
        write(document, "Mức {{ level.level }}:", CAPTION, before=4)
    prose(document, "level.state")
    tag(document, "endfor")
    for heading_text, name in (
        ("2. Điểm mạnh", "strengths"),
        ("3. Điểm yếu", "weaknesses"),
        ("4. Kế hoạch cải tiến chất lượng", "improvement"),
    ):
        heading(document, heading_text, 4)
        prose(document, f"{item}.{name}")
    outcome = f"{{{{ {item}.result }}}}" if numbered else f"{{{{ {item}.levels[0].met }}}}"
    last = heading(document, f"5. Tự đánh giá: {outcome}", 4)
    last.paragraph_format.keep_with_next = False  # it ends the criterion


def _conclusion(document: Any) -> None:
    heading(document, "Phần III. KẾT LUẬN CHUNG", 1, new_page=True, anchor="'_P_3'")
    prose(document, "conclusion")
    parts.shares(document)
    parts.verdict(document)
    tag(document, "if recommendations")
    heading(document, "Kiến nghị", 2)
    prose(document, "recommendations", keep=True)
    tag(document, "endif")
    parts.signature(document)
