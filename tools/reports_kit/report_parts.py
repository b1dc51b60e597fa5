"""What the self-assessment reports of 2018 and 2026 have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from reports_kit import house, official
from reports_kit.house import (
    ALIGN,
    CAPTION,
    CENTRE,
    NOTE,
    PLAIN,
    TABLE_CENTRE,
    TABLE_TEXT,
    field,
    heading,
    looped,
    prose,
    table,
    tag,
    write,
)

Entry = tuple[int, str, str, str]
"""Level, text, anchor expression, loop around it (a loop of standards holds its criteria)."""


def cover(document: Any) -> None:
    """Bìa: framed page with the bodies, the title, place and date."""
    _frame_first_page(document.sections[0])
    write(document, "{{ parent_body }}", CENTRE, size=14, before=20)
    write(document, "{{ school|upper }}", CENTRE, size=14, bold=True)
    house.line_below(document, 4, house.TEXT_WIDTH_CM)
    write(document, "BÁO CÁO TỰ ĐÁNH GIÁ", CENTRE, size=26, bold=True, before=210, after=10)
    write(document, "Năm học {{ school_year }}", CENTRE, size=16, after=10)
    write(document, "(Theo {{ regulation }})", CENTRE, size=14, italic=True)
    write(document, "{{ place }}, {{ cover_date }}", CENTRE, size=14, bold=True, before=285)


def _frame_first_page(section: Any) -> None:
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:display"), "firstPage")
    borders.set(qn("w:offsetFrom"), "text")
    for side in ("top", "left", "bottom", "right"):
        borders.append(house._element(f"w:{side}", val="double", sz="6", space="12", color="000000"))
    section._sectPr.insert_element_before(
        borders, "w:lnNumType", "w:pgNumType", "w:cols", "w:titlePg", "w:docGrid"
    )


def council(document: Any) -> None:
    """Danh sách và chữ ký thành viên hội đồng tự đánh giá."""
    heading(
        document, "DANH SÁCH VÀ CHỮ KÝ THÀNH VIÊN HỘI ĐỒNG TỰ ĐÁNH GIÁ", 1, new_page=True, anchor="'_P_HD'"
    )
    widths = (1.2, 5.2, 4.3, 3.1, 2.7)
    made = table(document, widths, ("TT", "Họ và tên", "Chức vụ", "Nhiệm vụ", "Chữ ký"))
    looped(
        made,
        widths,
        "member in council",
        ("{{ loop.index }}", "{{ member.name }}", "{{ member.position }}", "{{ member.role }}", ""),
        (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT, TABLE_TEXT, TABLE_TEXT),
    )
    made.rows[2].height = Cm(1.05)  # room to sign


def abbreviations(document: Any) -> None:
    """Danh mục chữ viết tắt, left out when there is none."""
    tag(document, "if abbreviations")
    heading(document, "DANH MỤC CHỮ VIẾT TẮT", 1, new_page=True)
    widths = (1.5, 4.5, 10.5)
    made = table(document, widths, ("TT", "Chữ viết tắt", "Nội dung"))
    cells = ("{{ loop.index }}", "{{ item.short }}", "{{ item.meaning }}")
    looped(made, widths, "item in abbreviations", cells, (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT))
    tag(document, "endif")


def contents(document: Any, entries: Sequence[Entry]) -> None:
    """Mục lục: a TOC field Word can rebuild, its lines already written, page numbers as PAGEREF fields."""
    write(document, "MỤC LỤC", CENTRE, size=14, bold=True, after=8).paragraph_format.page_break_before = True
    open_loops: list[str] = []
    for number, (level, text, anchor, loops) in enumerate(entries):
        wanted = [loop for loop in loops.split(" > ") if loop]
        while open_loops and open_loops != wanted[: len(open_loops)]:
            tag(document, "endfor")
            open_loops.pop()
        for loop in wanted[len(open_loops) :]:
            tag(document, f"for {loop}")
            open_loops.append(loop)
        paragraph = document.add_paragraph(style=f"toc {level}")
        if number == 0:
            _field_start(paragraph, 'TOC \\o "1-3" \\h \\z \\u')
        paragraph.add_run(f"{text}\t")
        field(paragraph, f"PAGEREF {anchor} \\h", "…")
    while open_loops:
        tag(document, "endfor")
        open_loops.pop()
    end = document.add_paragraph(style=PLAIN)
    end.add_run()._r.append(house._element("w:fldChar", fldCharType="end"))


def _field_start(paragraph: Any, instruction: str) -> None:
    paragraph.add_run()._r.append(house._element("w:fldChar", fldCharType="begin"))
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(house._element("w:fldChar", fldCharType="separate"))


def profile(document: Any) -> None:
    """General information of the school, two columns of label and text."""
    widths = (3.9, 4.2, 3.6, 4.8)
    made = table(document, widths)
    house.add_row(made, widths, ("Tên trường", "{{ school }}", "Năm học", "{{ school_year }}"), TABLE_TEXT)
    house.row_tag(made, widths, "for left, right in profile_pairs")
    cells = (
        "{{ left.label }}",
        "{{ left.text }}",
        "{{ right.label }}",
        "{% if right.label %}{{ right.text }}{% endif %}",
    )
    house.add_row(made, widths, cells, TABLE_TEXT)
    house.row_tag(made, widths, "endfor")


def year_tables(document: Any, tables: str, years: int) -> None:
    """A table of figures for each item: label and one column a school year."""
    tag(document, f"for group in {tables}")
    write(document, "{{ group.title }}", CAPTION)
    label = 4.8 if years == 5 else 7.5
    widths = (label, *[(house.TEXT_WIDTH_CM - label) / years] * years)
    made = table(document, widths, ("Nội dung", *[f"Năm học {{{{ years[{i}] }}}}" for i in range(years)]))
    cells = ["{{ row.label }}", *[f"{{{{ row.values[{i}] }}}}" for i in range(years)]]
    looped(made, widths, "row in group.rows", cells, [TABLE_TEXT] + [TABLE_CENTRE] * years, total="row.total")
    _note(document)
    tag(document, "endfor")


def staff_tables(document: Any) -> None:
    """Staff at the time of self-assessment."""
    tag(document, "for group in staff_tables")
    write(document, "{{ group.title }}", CAPTION)
    widths = (4.5, 1.8, 1.8, 1.8, 2.2, 2.2, 2.2)
    header = ("Nhân sự", "Tổng số", "Nữ", "Dân tộc", "Chưa đạt chuẩn", "Đạt chuẩn", "Trên chuẩn")
    made = table(document, widths, header)
    cells = ["{{ row.label }}", *[f"{{{{ row.values[{i}] }}}}" for i in range(6)]]
    looped(made, widths, "row in group.rows", cells, [TABLE_TEXT] + [TABLE_CENTRE] * 6, total="row.total")
    _note(document)
    tag(document, "endfor")


def _note(document: Any) -> None:
    tag(document, "if group.note")
    write(document, "Ghi chú: {{ group.note }}", NOTE)
    tag(document, "endif")


def shares(document: Any) -> None:
    """Counts with their share, part of the general conclusion."""
    tag(document, "if shares")
    widths = (9.5, 3.5, 3.5)
    made = table(document, widths, ("Nội dung", "Số lượng", "Tỷ lệ"))
    cells = ("{{ share.label }}", "{{ share.count }}", "{{ share.percent }}")
    looped(made, widths, "share in shares", cells, (TABLE_TEXT, TABLE_CENTRE, TABLE_CENTRE))
    tag(document, "endif")


def verdict(document: Any) -> None:
    """The proposed or concluded level with its reasons."""
    write(document, "{{ verdict.sentence }}", house.BODY, bold=True, before=8, keep=True)
    tag(document, "for reason in verdict.reasons")
    write(document, "- {{ reason }}", house.BODY, keep=True)
    tag(document, "endfor")
    official.unverified_note(document, "verdict.unverified")


def signature(document: Any) -> None:
    """Place, date and the head of the council, kept on one page with what precedes."""
    widths = (7.5, 9.0)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    made = table(document, widths, grid=False)
    row = house.long_row(made, widths)
    house.keep_whole(row)
    write(row.cells[0], "", CENTRE)
    write(row.cells[1], "{{ signed_place_date }}", CENTRE, italic=True, keep=True)
    official.signer_lines(row.cells[1])


def evidence(document: Any, widths: Sequence[float], columns: Sequence[tuple[str, str]]) -> None:
    """Danh mục minh chứng; `columns` are (header, field)."""
    made = table(document, widths, ("TT", "Mã minh chứng", *[title for title, _ in columns]))
    cells = ["{{ loop.index }}", "{{ item.code }}", *[f"{{{{ item.{name} }}}}" for _, name in columns]]
    looped(
        made, widths, "item in evidence", cells, [TABLE_CENTRE, TABLE_CENTRE] + [TABLE_TEXT] * len(columns)
    )


def optional(document: Any, name: str) -> None:
    """A prose field printed only when written."""
    tag(document, f"if {name}")
    prose(document, name)
    tag(document, "endif")


def source_note(document: Any) -> None:
    """Where the figures come from."""
    tag(document, "if source_note")
    write(document, "{{ source_note }}", NOTE, align=ALIGN.LEFT)
    tag(document, "endif")
