"""The papers measured: a certificate, a decision of two pages, a booklet of as many certificates as wanted.

They are templates in the house look with the tags offices use: paragraph and row loops, conditions, newlines.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import BaseModel

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))


class Certificate(BaseModel):
    """A certificate of accreditation."""

    parent_body: str = "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI ĐÔNG"
    body: str = "SỞ GIÁO DỤC VÀ ĐÀO TẠO"
    number: str
    school: str
    place: str
    level: str = "Mức 2"
    decision: str = "Quyết định số 415/QĐ-SGDĐT ngày 20 tháng 5 năm 2027"
    until: str = "ngày 20 tháng 5 năm 2032"
    date_line: str = "Hải Đông, ngày 25 tháng 5 năm 2027"
    signer: str = "GIÁM ĐỐC"
    name: str = "Nguyễn Thị Mẫu"


class Booklet(BaseModel):
    """Certificates one after another in one file, a page each."""

    pages: tuple[Certificate, ...]


class Named(BaseModel):
    """A row of the annex of a decision."""

    name: str
    office: str
    duty: str


class Decision(BaseModel):
    """A decision with its list of members."""

    parent_body: str = "ỦY BAN NHÂN DÂN XÃ NGHĨA HƯNG"
    body: str = "TRƯỜNG TRUNG HỌC CƠ SỞ NGHĨA HƯNG"
    number_line: str = "Số:      /QĐ-THCSNH"
    date_line: str = "Nghĩa Hưng, ngày      tháng 9 năm 2026"
    subject: str = "Thành lập Hội đồng tự đánh giá năm học 2026-2027"
    basis: tuple[str, ...]
    articles: tuple[str, ...]
    receivers: tuple[str, ...] = ("Như Điều 3", "Phòng Văn hóa - Xã hội (để báo cáo)")
    signer: str = "HIỆU TRƯỞNG"
    name: str = "Trần Văn Mẫu"
    members: tuple[Named, ...]


def certificate(number: int) -> Certificate:
    """The certificate of an invented school."""
    return Certificate(
        number=f"{number:05}",
        school=f"Trường Trung học cơ sở Số {number} “Mẫu & Thử”",
        place=f"Xã Nghĩa Hưng {number % 90}, thành phố Hải Đông",
    )


def booklet(pages: int) -> Booklet:
    """So many certificates in one context."""
    return Booklet(pages=tuple(map(certificate, range(pages))))


def decision() -> Decision:
    """A decision as long as schools write them: two pages with the list of members."""
    law = (
        "Căn cứ Thông tư số {0}/2026/TT-BGDĐT của Bộ trưởng Bộ Giáo dục và Đào tạo quy định nội dung thứ {0};"
    )
    return Decision(
        basis=tuple(law.format(n) for n in range(1, 7)),
        articles=tuple(
            f"Hội đồng có nhiệm vụ thứ {n}: rà soát, thu thập, xử lý và phân tích minh chứng; lập kế hoạch cải tiến "
            f"chất lượng cho từng tiêu chí.\nHội đồng tự giải thể khi hoàn thành nhiệm vụ thứ {n}."
            for n in range(1, 4)
        ),
        members=tuple(
            Named(
                name=f"Người Mẫu Số {n}", office="Giáo viên - Tổ trưởng chuyên môn", duty="Ủy viên Hội đồng"
            )
            for n in range(1, 18)
        ),
    )


def certificate_template() -> bytes:
    """One page, as wide tables of Word make them."""
    return _page(tagged=False)


def booklet_template() -> bytes:
    """The same page in a loop."""
    return _page(tagged=True)


def _page(*, tagged: bool) -> bytes:
    from docx.enum.text import WD_BREAK
    from reports_kit import house, tables
    from reports_kit.house import CENTRE, PLAIN, tag, write

    document = house.new_document(14, "Giấy chứng nhận")
    house.without_field_update(document)
    own = "page." if tagged else ""
    if tagged:
        tag(document, "for page in pages")
    widths = (7.1, 9.4)
    left, right = tables.long_row(tables.table(document, widths, grid=False), widths).cells
    write(left, f"{{{{ {own}parent_body }}}}", CENTRE, size=12)
    write(left, f"{{{{ {own}body }}}}", CENTRE, size=12, bold=True)
    write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", CENTRE, size=12, bold=True)
    write(right, "Độc lập - Tự do - Hạnh phúc", CENTRE, size=13, bold=True)
    house.line_below(right, 5.7, 9.0)
    write(document, "GIẤY CHỨNG NHẬN", CENTRE, size=24, bold=True, before=40)
    write(document, "ĐẠT KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC", CENTRE, size=16, bold=True, after=20)
    write(document, f"**{{{{ {own}school }}}}**", CENTRE, size=18)
    write(document, f"Địa chỉ: {{{{ {own}place }}}}", CENTRE)
    write(document, f"đạt kiểm định chất lượng giáo dục **{{{{ {own}level }}}}**", CENTRE)
    write(document, f"theo {{{{ {own}decision }}}}; có giá trị đến {{{{ {own}until }}}}.", CENTRE, after=30)
    widths = (7.5, 9.0)
    left, right = tables.long_row(tables.table(document, widths, grid=False), widths).cells
    write(left, f"Số vào sổ: {{{{ {own}number }}}}", PLAIN, size=12)
    for line in ("date_line", "signer", "name"):
        write(right, f"{{{{ {own}{line} }}}}", CENTRE)
    write(document, "", PLAIN)
    if tagged:
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        tag(document, "endfor")
    return house.to_bytes(document)


def decision_template() -> bytes:
    """Letterhead, basis, articles, signature, annex on its own page."""
    from reports_kit import house, tables
    from reports_kit.house import BODY, CENTRE, PLAIN, tag, write

    document = house.new_document(14, "Quyết định")
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=True)
    widths = (7.1, 9.4)
    head = tables.table(document, widths, grid=False)
    left, right = tables.long_row(head, widths).cells
    tag(left, "if parent_body")
    write(left, "{{ parent_body }}", CENTRE, size=12)
    tag(left, "endif")
    write(left, "{{ body }}", CENTRE, size=12, bold=True)
    write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", CENTRE, size=12, bold=True)
    write(right, "Độc lập - Tự do - Hạnh phúc", CENTRE, size=13, bold=True)
    left, right = tables.long_row(head, widths).cells
    write(left, "{{ number_line }}", CENTRE, size=13)
    write(right, "{{ date_line }}", CENTRE, size=13, italic=True)
    write(document, "QUYẾT ĐỊNH", CENTRE, size=14, bold=True, before=16)
    write(document, "{{ subject }}", CENTRE, bold=True, after=10)
    tag(document, "for line in basis")
    write(document, "{{ line }}", BODY, italic=True)
    tag(document, "endfor")
    write(document, "QUYẾT ĐỊNH:", CENTRE, bold=True)
    tag(document, "for article in articles")
    write(document, "**Điều {{ loop.index }}.** {{ article }}", BODY)
    tag(document, "endfor")
    widths = (7.5, 9.0)
    left, right = tables.long_row(tables.table(document, widths, grid=False), widths).cells
    write(left, "Nơi nhận:", PLAIN, size=12, bold=True, italic=True)
    tag(left, "for line in receivers")
    write(left, "- {{ line }};", PLAIN, size=11)
    tag(left, "endfor")
    write(right, "{{ signer }}", CENTRE, bold=True)
    write(right, "{{ name }}", CENTRE, bold=True, before=60)
    write(document, "DANH SÁCH THÀNH VIÊN", CENTRE, bold=True).paragraph_format.page_break_before = True
    write(document, "(Kèm theo Quyết định {{ number_line|lower }} của {{ body }})", CENTRE, italic=True)
    columns = (("Họ và tên", "name", 5.3), ("Chức vụ", "office", 5.0), ("Nhiệm vụ", "duty", 5.0))
    tables.listing(document, "member in members", columns, number=1.2)
    return house.to_bytes(document)
