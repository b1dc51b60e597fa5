"""phieu-danh-gia-tieu-chi: Phụ lục 5a (Mức 1, 2, 3) and 5b (Mức 4) of the guidance of 28/12/2018.

Rule sets with two levels (TT 57/2026) or one (TT 42/2012, TT 25/2014) take the same form without the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports_kit import house, official, tables
from reports_kit.house import CENTRE, NOTE, PLAIN, TABLE_CENTRE, TABLE_HEAD, heading, prose, tag, write
from reports_kit.tables import looped, table

_LEVELS = {3: "MỨC 1, 2 VÀ 3", 2: "MỨC 1 VÀ 2"}
"""Number of levels → how the title names them; a single level has no name."""
_WORD = "{{ indicator_word }}"
_INDICATOR = "{{ indicator_word|capitalize }}"


def criterion_form() -> Any:
    """One criterion on its own paper, as a work group fills it."""
    document = house.new_document(13, "Phiếu đánh giá tiêu chí")
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=False)
    official.school_head(document, under="Nhóm công tác (cá nhân): {{ group }}")
    several = "".join(
        f"{{% elif level_count == {count} %}} {words}" for count, words in sorted(_LEVELS.items())
    )
    levels = f"{{% if fourth_level %}} MỨC 4{several}{{% endif %}}"
    write(document, f"PHIẾU ĐÁNH GIÁ TIÊU CHÍ{levels}", CENTRE, size=15, bold=True, after=8)
    tag(document, "if fourth_level")
    write(document, "**{{ criterion.clause_name }}:** {{ criterion.title }}", PLAIN)
    tag(document, "else")
    write(document, "**Tiêu chuẩn {{ standard_code }}:** {{ standard_title }}", PLAIN)
    write(document, "**Tiêu chí {{ criterion.code }}:** {{ criterion.title }}", PLAIN)
    tag(document, "endif")
    _requirements(document)
    heading(document, "1. Mô tả hiện trạng", 2)
    tag(document, "for level in criterion.levels")
    tag(document, "if fourth_level or level_count > 1")
    heading(
        document,
        "{% if fourth_level %}Mức 4{% else %}1.{{ loop.index }}. Mức {{ level.level }}{% endif %}",
        3,
    )
    tag(document, "endif")
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
    level = f"{{% if fourth_level or level_count > 1 %}}Mức {{{{ level.level }}}}{{% else %}}{_INDICATOR}{{% endif %}}:"
    write(document, level, PLAIN, bold=True, keep=True, before=4, after=0)
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
    for count in (3, 2):
        tag(document, f"elif level_count == {count}")
        _outcome_table(document, [(f"Mức {level}", level - 1) for level in range(1, count + 1)])
    tag(document, "else")
    _outcome_table(document, [("", 0)])
    tag(document, "endif")
    tag(document, "if not fourth_level")
    write(document, "Kết quả (đề xuất): {{ criterion.result }}.", PLAIN, bold=True, before=6, keep=True)
    write(document, f"* {_WORD} không chia nhỏ; – không có; … chưa đánh giá.", NOTE, keep=True)
    tag(document, "endif")


def _outcome_table(document: Any, levels: Sequence[tuple[str, int]]) -> None:
    """Indicators with their outcome, a pair of columns for each level (its heading, its place in the context)."""
    widths = (house.TEXT_WIDTH_CM * 0.4 / len(levels), house.TEXT_WIDTH_CM * 0.6 / len(levels)) * len(levels)
    pair = (_INDICATOR, "Đạt/ Không đạt") * len(levels)
    named = any(name for name, _ in levels)
    made = table(document, widths, [text for name, _ in levels for text in (name, "")] if named else pair)
    if named:
        tables.header_row(made.add_row(), widths, pair)
        for column in range(0, 2 * len(levels), 2):
            tables.merge_header(made, (0, column), (0, column + 1))
    cells = [f"{{{{ line.cells[{place}][{part}] }}}}" for _, place in levels for part in range(2)]
    looped(made, widths, "line in criterion.indicator_lines", cells, TABLE_CENTRE)
    row = tables.add_row(made, widths, ("",) * len(widths), TABLE_HEAD)
    for number, (_, place) in enumerate(levels):
        cell = row.cells[2 * number].merge(row.cells[2 * number + 1])
        tables.clear(cell)
        mark = f"criterion.level_marks[{place}]"
        write(
            cell,
            f"{{% if {mark} == 'x' %}}Đạt{{% else %}}{{{{ {mark} or 'Không đạt' }}}}{{% endif %}}",
            TABLE_HEAD,
        )
    tables.keep_together(made)


def _signatures(document: Any) -> None:
    widths = (6.5, 10.0)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    made = table(document, widths, grid=False)
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    leader, writer = row.cells
    write(leader, "", CENTRE, keep=True)
    write(leader, "Xác nhận của nhóm trưởng", CENTRE, bold=True, keep=True)
    write(writer, "{{ place_date }}", CENTRE, italic=True, keep=True)
    write(writer, "Người viết", CENTRE, bold=True, keep=True)
    for cell, name in ((leader, "group_leader"), (writer, "writer")):
        for _ in range(4):
            write(cell, "", CENTRE, keep=True)
        write(cell, f"{{{{ {name} }}}}", CENTRE, bold=True)
