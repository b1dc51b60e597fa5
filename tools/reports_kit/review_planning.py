"""Papers of an office before and during a year of external review: the plan of the year."""

from __future__ import annotations

from typing import Any

from reports_kit import house, official, tables
from reports_kit.house import BODY, CENTRE, PLAIN, TABLE_CENTRE, TABLE_TEXT, heading, tag, write
from reports_kit.tables import looped, table

OWN_LAYOUT = "Mẫu chính thức của văn bản này chưa có trong chương trình; bố cục theo Nghị định 30/2020/NĐ-CP, cơ quan sửa theo mẫu của mình nếu có."
"""In the properties of every file whose official form was not at hand."""
BULLET = "- {{ line }}"


def paper(name: str, *, letter_subject: str = "") -> Any:
    """A paper of ours, saying in its properties that its official form was not at hand."""
    document = official.paper(name, letter_subject=letter_subject)
    document.core_properties.comments = OWN_LAYOUT
    return document


def working_paper(name: str, title: str, below: str) -> Any:
    """A working paper of ours, without a number: bodies, title, what it is about; saying the same in its properties."""
    document = house.new_document(13, name)
    document.core_properties.comments = OWN_LAYOUT
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=False)
    tag(document, "if parent_body")
    write(document, "{{ parent_body }}", PLAIN, size=12, after=0)
    tag(document, "endif")
    write(document, "{{ body }}", PLAIN, size=12, bold=True, after=10)
    write(document, title, CENTRE, size=14, bold=True)
    write(document, below, CENTRE, size=13, after=10)
    return document


def lines(document: Any, loop: str, text: str = BULLET) -> None:
    """A paragraph for every item of a loop."""
    tag(document, f"for line in {loop}")
    write(document, text, BODY)
    tag(document, "endfor")


def year_plan() -> Any:
    """ke-hoach-kdcl: purpose, six tasks, schedule, duties."""
    document = paper("Kế hoạch công tác kiểm định chất lượng giáo dục")
    official.grounds(document)
    write(document, "{{ opening }}")
    heading(document, "I. MỤC ĐÍCH, YÊU CẦU", 2)
    lines(document, "purpose")
    heading(document, "II. NHIỆM VỤ", 2)
    tag(document, "for task in tasks")
    heading(document, "{{ loop.index }}. {{ task.title }}", 3)
    lines(document, "task.lines")
    tag(document, "endfor")
    heading(document, "III. KẾ HOẠCH THỰC HIỆN", 2)
    lines(document, "schedule_text", "{{ line }}")
    tag(document, "if lines")
    write(document, "{{ schedule_title }}:", BODY, keep=True)
    tag(document, "if asks_kdcl")
    _schedule(document, (1.2, 4.3, 2.1, 3.4, 1.8, 1.6, 2.1), ("KĐCL", "CQG"), ("kdcl", "cqg"))
    tag(document, "else")
    _schedule(document, (1.2, 4.6, 2.1, 3.4, 3.0, 2.2), ("CQG",), ("cqg",))
    tag(document, "endif")
    tag(document, "endif")
    heading(document, "IV. PHÂN CÔNG THỰC HIỆN", 2)
    lines(document, "duties")
    write(document, "{{ closing }}./.", keep=True)
    official.signature(document)
    return document


def _schedule(
    document: Any, widths: tuple[float, ...], asked: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    """Two header rows, as offices print them: what is asked for stands below "đề nghị công nhận"."""
    before, after = ("STT", "TÊN TRƯỜNG", "CẤP HỌC", "{{ when_word }}"), ("GHI CHÚ",)
    blank = [""] * (len(asked) - 1)
    made = table(document, widths, (*before, "ĐỀ NGHỊ CÔNG NHẬN", *blank, *after))
    tables.header_row(made.add_row(), widths, ("", "", "", "", *asked, ""))
    first, last = len(before), len(before) + len(asked)
    for column in (*range(first), last):
        tables.merge_header(made, (0, column), (1, column))
    if len(asked) > 1:
        tables.merge_header(made, (0, first), (0, last - 1))
    cells = [f"{{{{ row.{name} }}}}" for name in ("number", "school", "kind", "when", *fields, "note")]
    styles = [TABLE_CENTRE, TABLE_TEXT, TABLE_CENTRE, TABLE_CENTRE, *[TABLE_CENTRE] * len(fields), TABLE_TEXT]
    looped(made, widths, "row in lines", cells, styles)
