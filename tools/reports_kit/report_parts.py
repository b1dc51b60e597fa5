"""What the self-assessment reports of 2018 and 2026 have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from reports_kit import house, official, tables
from reports_kit.house import (
    ALIGN,
    CAPTION,
    CENTRE,
    NOTE,
    PLAIN,
    TABLE_TEXT,
    field,
    heading,
    prose,
    tag,
    write,
)
from reports_kit.tables import Column, listing, table

Entry = tuple[int, str, str, str]
"""Level, text, anchor expression, loop around it (a loop of standards holds its criteria)."""
COUNCIL_ENTRY: Entry = (1, "Danh sách và chữ ký thành viên Hội đồng tự đánh giá", "_P_HD", "")
STANDARDS_ENTRIES: tuple[Entry, ...] = (
    (
        2,
        "Tiêu chuẩn {{ standard.code }}: {{ standard.title }}",
        "{{ standard.anchor }}",
        "standard in standards",
    ),
    (
        3,
        "Tiêu chí {{ criterion.code }}: {{ criterion.title }}",
        "{{ criterion.anchor }}",
        "standard in standards > criterion in standard.criteria",
    ),
)


def cover(document: Any) -> None:
    """Bìa: framed page with the bodies, the title, place and date."""
    house.frame(
        document.sections[0], of="text", style="double", width=6, gap=12, colour="000000", first_only=True
    )
    write(document, "{{ parent_body }}", CENTRE, size=14, before=20)
    write(document, "{{ school|upper }}", CENTRE, size=14, bold=True)
    house.line_below(document, 4, house.TEXT_WIDTH_CM)
    write(document, "BÁO CÁO TỰ ĐÁNH GIÁ", CENTRE, size=26, bold=True, before=210, after=10)
    write(document, "Năm học {{ school_year }}", CENTRE, size=16, after=10)
    write(document, "(Theo {{ regulation }})", CENTRE, size=14, italic=True)
    write(document, "{{ place }}, {{ cover_date }}", CENTRE, size=14, bold=True, before=285)


def council(document: Any) -> None:
    """Danh sách và chữ ký thành viên hội đồng tự đánh giá."""
    heading(
        document, "DANH SÁCH VÀ CHỮ KÝ THÀNH VIÊN HỘI ĐỒNG TỰ ĐÁNH GIÁ", 1, new_page=True, anchor="'_P_HD'"
    )
    columns = (
        ("Họ và tên", "name", 5.2), ("Chức vụ", "position", 4.3), ("Nhiệm vụ", "role", 3.1), ("Chữ ký", "", 2.7),
    )  # fmt: skip
    made = listing(document, "member in council", columns, number=1.2)
    made.rows[2].height = Cm(1.05)  # room to sign


def abbreviations(document: Any) -> None:
    """Danh mục chữ viết tắt, left out when there is none."""
    tag(document, "if abbreviations")
    heading(document, "DANH MỤC CHỮ VIẾT TẮT", 1, new_page=True)
    columns = (("Chữ viết tắt", "short", 4.5), ("Nội dung", "meaning", 10.5))
    listing(document, "item in abbreviations", columns, number=1.5)
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
    end.add_run()._r.append(house.element("w:fldChar", fldCharType="end"))


def _field_start(paragraph: Any, instruction: str) -> None:
    paragraph.add_run()._r.append(house.element("w:fldChar", fldCharType="begin"))
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(house.element("w:fldChar", fldCharType="separate"))


def profile(document: Any) -> None:
    """General information of the school, two columns of label and text."""
    widths = (3.9, 4.2, 3.6, 4.8)
    made = table(document, widths)
    tables.add_row(made, widths, ("Tên trường", "{{ school }}", "Năm học", "{{ school_year }}"), TABLE_TEXT)
    tables.row_tag(made, widths, "for left, right in profile_pairs")
    cells = (
        "{{ left.label }}",
        "{{ left.text }}",
        "{{ right.label }}",
        "{% if right.label %}{{ right.text }}{% endif %}",
    )
    tables.add_row(made, widths, cells, TABLE_TEXT)
    tables.row_tag(made, widths, "endfor")


def year_tables(document: Any, groups: str, years: int) -> None:
    """A table of figures for each item: label and one column a school year."""
    tag(document, f"for group in {groups}")
    write(document, "{{ group.title }}", CAPTION)
    label = 4.8 if years == 5 else 7.5
    counted = [
        (f"Năm học {{{{ years[{place}] }}}}", (house.TEXT_WIDTH_CM - label) / years) for place in range(years)
    ]
    _figures(document, ("Nội dung", label), counted)
    _note(document)
    tag(document, "endfor")


def staff_tables(document: Any) -> None:
    """Staff at the time of self-assessment."""
    tag(document, "for group in staff_tables")
    write(document, "{{ group.title }}", CAPTION)
    counted = (
        ("Tổng số", 1.8), ("Nữ", 1.8), ("Dân tộc", 1.8), ("Chưa đạt chuẩn", 2.2), ("Đạt chuẩn", 2.2), ("Trên chuẩn", 2.2),
    )  # fmt: skip
    _figures(document, ("Nhân sự", 4.5), counted)
    _note(document)
    tag(document, "endfor")


def _figures(document: Any, first: tuple[str, float], counted: Sequence[tuple[str, float]]) -> None:
    """A column of labels, then one for each of the values of a row; (heading, centimetres)."""
    places = [f"values[{place}]" for place in range(len(counted))]
    columns = [(heading, place, width) for (heading, width), place in zip(counted, places, strict=True)]
    listing(
        document,
        "row in group.rows",
        ((first[0], "label", first[1]), *columns),
        centre=places,
        total="row.total",
    )


def _note(document: Any) -> None:
    tag(document, "if group.note")
    write(document, "Ghi chú: {{ group.note }}", NOTE)
    tag(document, "endif")


def shares(document: Any) -> None:
    """Counts with their share, part of the general conclusion."""
    tag(document, "if shares")
    columns = (("Nội dung", "label", 9.5), ("Số lượng", "count", 3.5), ("Tỷ lệ", "percent", 3.5))
    listing(document, "share in shares", columns, centre=("count", "percent"))
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
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    write(row.cells[0], "", CENTRE)
    write(row.cells[1], "{{ signed_place_date }}", CENTRE, italic=True, keep=True)
    official.signer_lines(row.cells[1])


def evidence(document: Any, columns: Sequence[Column]) -> None:
    """Danh mục minh chứng: number and code, then `columns`."""
    listing(
        document, "item in evidence", (("Mã minh chứng", "code", 3.0), *columns), number=1.3, centre=("code",)
    )


EVIDENCE_2018: tuple[Column, ...] = (
    ("Tên minh chứng", "title", 9.0),
    ("Số, ngày ban hành, hoặc thời điểm khảo sát, điều tra, phỏng vấn, quan sát", "issued", 5.2),
    ("Nơi ban hành hoặc nhóm, cá nhân thực hiện", "issuer", 5.0),
    ("Ghi chú", "note", 2.2),
)


def evidence_2026(place: float, note: float) -> tuple[Column, ...]:
    """The columns of Phụ lục IV TT 57/2026: centimetres for where it lies, for remarks."""
    return (
        ("Tên minh chứng", "title", 10.4),
        ("Định dạng, vị trí lưu trữ hoặc đường dẫn điện tử", "location", place),
        ("Ghi chú", "note", note),
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
