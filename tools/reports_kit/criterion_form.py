"""phieu-danh-gia-tieu-chi: Phụ lục 5a (Mức 1, 2, 3) and 5b (Mức 4) of the guidance of 28/12/2018."""

from __future__ import annotations

from typing import Any

from reports_kit import house, official
from reports_kit.house import (
    CENTRE,
    NOTE,
    PLAIN,
    TABLE_CENTRE,
    TABLE_HEAD,
    heading,
    looped,
    prose,
    table,
    tag,
    write,
)


def criterion_form() -> Any:
    """One criterion on its own paper, as a work group fills it."""
    document = house.new_document(13, "Phiếu đánh giá tiêu chí")
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=False)
    official.school_head(document, under="Nhóm công tác (cá nhân): {{ group }}")
    levels = "{% if fourth_level %}MỨC 4{% else %}MỨC 1, 2 VÀ 3{% endif %}"
    write(document, f"PHIẾU ĐÁNH GIÁ TIÊU CHÍ {levels}", CENTRE, size=15, bold=True, after=8)
    tag(document, "if fourth_level")
    write(document, "**{{ criterion.clause_name }}:** {{ criterion.title }}", PLAIN)
    tag(document, "else")
    write(document, "**Tiêu chuẩn {{ standard_code }}:** {{ standard_title }}", PLAIN)
    write(document, "**Tiêu chí {{ criterion.code }}:** {{ criterion.title }}", PLAIN)
    tag(document, "endif")
    _requirements(document)
    heading(document, "1. Mô tả hiện trạng", 2)
    tag(document, "for level in criterion.levels")
    heading(
        document,
        "{% if fourth_level %}Mức 4{% else %}1.{{ loop.index }}. Mức {{ level.level }}{% endif %}",
        3,
    )
    prose(document, "level.state")
    tag(document, "endfor")
    for title, field_name in (
        ("2. Điểm mạnh", "strengths"),
        ("3. Điểm yếu", "weaknesses"),
        ("4. Kế hoạch cải tiến chất lượng", "improvement"),
    ):
        heading(document, title, 2)
        prose(document, f"criterion.{field_name}")
    heading(document, "5. Tự đánh giá", 2)
    _outcome(document)
    official.unverified_note(document, "unverified")
    _signatures(document)
    return document


def _requirements(document: Any) -> None:
    tag(document, "for level in criterion.levels")
    tag(document, "if level.indicators")
    write(document, "Mức {{ level.level }}:", PLAIN, bold=True, keep=True, before=4, after=0)
    tag(document, "for indicator in level.indicators")
    mark = "{% if indicator.label != '*' %}{{ indicator.label }}) {% endif %}"
    write(document, f"{mark}{{{{ indicator.requirement }}}}", house.BODY, indent=0.6, after=3)
    tag(document, "endfor")
    tag(document, "endif")
    tag(document, "endfor")
    tag(document, "if wording_note")
    write(document, "{{ wording_note }}", NOTE)
    tag(document, "endif")


def _outcome(document: Any) -> None:
    tag(document, "if fourth_level")
    write(
        document,
        "{{ criterion.levels[0].met }} Mức 4 ({{ criterion.clause_name|lower }}: {{ criterion.title }}).",
        PLAIN,
        keep=True,
    )
    tag(document, "else")
    pair = (2.2, 3.3)
    widths = pair * 3
    made = table(document, widths, ("Mức 1", "", "Mức 2", "", "Mức 3", ""))
    house.header_row(made.add_row(), widths, ("Chỉ báo", "Đạt/ Không đạt") * 3)
    for column in (0, 2, 4):
        house.merge_header(made, (0, column), (0, column + 1))
    cells = [f"{{{{ line.cells[{level}][{part}] }}}}" for level in range(3) for part in range(2)]
    looped(made, widths, "line in criterion.indicator_lines", cells, TABLE_CENTRE)
    row = house.add_row(made, widths, ("",) * 6, TABLE_HEAD)
    for level in range(3):
        cell = row.cells[2 * level].merge(row.cells[2 * level + 1])
        house.clear(cell)
        mark = f"criterion.level_marks[{level}]"
        write(
            cell,
            f"{{% if {mark} == 'x' %}}Đạt{{% else %}}{{{{ {mark} or 'Không đạt' }}}}{{% endif %}}",
            TABLE_HEAD,
        )
    house.keep_together(made)
    write(document, "Kết quả (đề xuất): {{ criterion.result }}.", PLAIN, bold=True, before=6, keep=True)
    write(document, "* chỉ báo không chia nhỏ; – không có; … chưa đánh giá.", NOTE, keep=True)
    tag(document, "endif")


def _signatures(document: Any) -> None:
    widths = (8.0, 8.5)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    made = table(document, widths, grid=False)
    row = house.long_row(made, widths)
    house.keep_whole(row)
    leader, writer = row.cells
    write(leader, "", CENTRE, keep=True)
    write(leader, "Xác nhận của nhóm trưởng", CENTRE, bold=True, keep=True)
    write(writer, "{{ place_date }}", CENTRE, italic=True, keep=True)
    write(writer, "Người viết", CENTRE, bold=True, keep=True)
    for cell, name in ((leader, "group_leader"), (writer, "writer")):
        for _ in range(4):
            write(cell, "", CENTRE, keep=True)
        write(cell, f"{{{{ {name} }}}}", CENTRE, bold=True)
