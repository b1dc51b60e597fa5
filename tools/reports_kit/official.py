"""Letterhead, signature and receivers, built once and shared by every official paper (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

from typing import Any

from reports_kit import house, tables
from reports_kit.house import ALIGN, CENTRE, NOTE, PLAIN, tag, write

_LEFT, _RIGHT = 7.1, 9.4
_SIGN_LEFT, _SIGN_RIGHT = 7.5, 9.0


def letterhead(document: Any, *, subject: str = "") -> None:
    """Issuing bodies, quốc hiệu and tiêu ngữ, number, place and date; `subject` for a công văn ("V/v …")."""
    widths = (_LEFT, _RIGHT)
    made = tables.table(document, widths, grid=False)
    bodies, state = tables.long_row(made, widths).cells
    tag(bodies, "if head.parent_body")
    write(bodies, "{{ head.parent_printed }}", CENTRE, size=12)
    tag(bodies, "endif")
    write(bodies, "{{ head.body_printed }}", CENTRE, size=12, bold=True)
    house.line_below(bodies, 2.4, _LEFT - 0.4)
    write(state, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", CENTRE, size=12, bold=True)
    write(state, "Độc lập - Tự do - Hạnh phúc", CENTRE, size=13, bold=True)
    house.line_below(state, 5.7, _RIGHT - 0.4)
    number, date = tables.long_row(made, widths).cells
    write(number, "{{ head.number_line }}", CENTRE, size=13, before=4)
    if subject:
        write(number, f"V/v {subject}", CENTRE, size=12, before=2)
    write(date, "{{ head.date_line }}", CENTRE, size=13, italic=True, before=4)


def paper(name: str, *, letter_subject: str = "") -> Any:
    """A new paper with its letterhead, page numbers above from page 2; without a letter's subject, its kind and title."""
    document = house.new_document(14, name)
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=True)
    letterhead(document, subject=letter_subject)
    if not letter_subject:
        title(document)
    return document


def report_head(name: str) -> Any:
    """A new báo cáo of an office as far as "Kính gửi": its model has no kind, so the word stands here."""
    document = house.new_document(14, name)
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=True)
    letterhead(document)
    write(document, "BÁO CÁO", CENTRE, size=14, bold=True, before=16)
    write(document, "{{ subject }}", CENTRE, size=14, bold=True)
    house.line_below(document, 4.5, house.TEXT_WIDTH_CM)
    return document


def addressee(document: Any) -> None:
    """Whom a report goes to."""
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=10, after=10)


def title(document: Any) -> None:
    """Kind and subject in the middle, a line below."""
    write(document, "{{ kind }}", CENTRE, size=14, bold=True, before=16)
    write(document, "{{ subject }}", CENTRE, size=14, bold=True)
    house.line_below(document, 4.5, house.TEXT_WIDTH_CM)
    write(document, "", PLAIN, size=4, after=0)


def grounds(document: Any) -> None:
    """Căn cứ: italic, each line ended by ";", the last by "."."""
    tag(document, "for ground in grounds")
    write(document, "{{ ground }}{% if loop.last %}.{% else %};{% endif %}", house.BODY, italic=True)
    tag(document, "endfor")


def decision(document: Any) -> None:
    """What stands before the articles of a quyết định: who decides, căn cứ, the word."""
    write(document, "{{ authority }}", CENTRE, size=14, bold=True, before=6, after=8)
    grounds(document)
    write(document, "QUYẾT ĐỊNH:", CENTRE, size=14, bold=True, before=8, after=8, keep=True)


def annex(document: Any, title: str) -> None:
    """A list on the next page, naming the paper it belongs to."""
    first = write(document, "DANH SÁCH", CENTRE, size=14, bold=True)
    first.paragraph_format.page_break_before = True
    write(document, title, CENTRE, size=14, bold=True)
    write(document, "({{ attached_to }})", CENTRE, size=13, italic=True, after=10)


def signature(document: Any) -> None:
    """Nơi nhận on the left, signer on the right, never parted from each other by a page break."""
    widths = (_SIGN_LEFT, _SIGN_RIGHT)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    made = tables.table(document, widths, grid=False)
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    left, signer = row.cells
    receivers(left)
    signer_lines(signer)


def receivers(cell: Any) -> None:
    """Nơi nhận with its list."""
    write(cell, "Nơi nhận:", PLAIN, size=12, bold=True, italic=True, after=0, keep=True)
    tag(cell, "for line in receivers.lines")
    write(cell, "- {{ line }};", PLAIN, size=11, after=0)
    tag(cell, "endfor")
    write(cell, "- Lưu: {{ receivers.archive }}.", PLAIN, size=11, after=0)


def signer_lines(cell: Any) -> None:
    """Authority and office, room for the signature, name."""
    tag(cell, "for line in signer.lines")
    write(cell, "{{ line }}", CENTRE, size=14, bold=True, keep=True)
    tag(cell, "endfor")
    for _ in range(4):
        write(cell, "", CENTRE, size=14, keep=True)
    write(cell, "{{ signer.name }}", CENTRE, size=14, bold=True)


def two_signers(document: Any, left: str = "THƯ KÝ", name: str = "{{ secretary }}", *, room: int = 4) -> None:
    """Who wrote the minutes left, who presided right, nơi nhận below (Mẫu biên bản, Phụ lục III NĐ 30/2020).

    `room`: blank lines to sign in.
    """
    widths = (_SIGN_LEFT, _SIGN_RIGHT)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    made = tables.table(document, widths, grid=False)
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    first, second = row.cells
    write(first, left, CENTRE, size=14, bold=True, keep=True)
    for _ in range(room):
        write(first, "", CENTRE, size=14, keep=True)
    write(first, name, CENTRE, size=14, bold=True, keep=True)
    signer_lines(second)
    below = tables.long_row(made, widths)
    tables.keep_whole(below)
    write(below.cells[0], "", PLAIN, size=8, after=0)
    receivers(below.cells[0])
    write(below.cells[1], "", CENTRE)


def unverified_note(container: Any, field_name: str) -> None:
    """The statements of law not yet compared with the original; nothing when there are none."""
    tag(container, f"if {field_name}")
    write(
        container,
        f"Nội dung chưa đối chiếu văn bản gốc: {{{{ {field_name}|join('; ') }}}}.",
        NOTE,
        align=ALIGN.JUSTIFY,
        keep=True,
    )
    tag(container, "endif")


def school_head(document: Any, *, under: str) -> None:
    """The plain head of a school's working paper: superior body and school, no quốc hiệu."""
    write(document, "{{ parent_body }}", PLAIN, size=12, after=0)
    write(document, "{{ school|upper }}", PLAIN, size=12, bold=True, after=0)
    write(document, under, PLAIN, size=12, after=10)
