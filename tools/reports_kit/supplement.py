"""Công văn yêu cầu bổ sung: what one school has to complete, cell by cell."""

from __future__ import annotations

from typing import Any

from reports_kit import house, official
from reports_kit.house import CENTRE, TABLE_CENTRE, TABLE_TEXT, looped, prose, table, tag, write

_WIDTHS = (1.1, 3.2, 5.0, 4.4, 2.8)
_HEADER = ("TT", "Trang, ô", "Điều chưa đúng", "Cách bổ sung", "Căn cứ")
_STYLES = (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT, TABLE_TEXT, TABLE_TEXT)


def letter() -> Any:
    """cong-van-yeu-cau-bo-sung."""
    document = house.new_document(14, "Công văn yêu cầu bổ sung, hoàn thiện sổ tự đánh giá")
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=True)
    official.letterhead(document, subject="{{ subject }}")
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=16, after=12)
    prose(document, "basis")
    tag(document, "if to_mend")
    write(
        document,
        "Đến ngày {{ as_of }}, {{ file }} của {{ addressee }} còn {{ to_mend|length }} nội dung sau phải bổ sung, sửa lại:",
        keep=True,
    )
    _table(document, "to_mend")
    tag(document, "endif")
    tag(document, "if to_review")
    write(
        document,
        "{% if to_mend %}Ngoài ra, đề nghị{% else %}Đến ngày {{ as_of }}, đối với {{ file }}, đề nghị{% endif %} "
        "{{ addressee }} rà soát {{ to_review|length }} nội dung sau; số liệu, nội dung đúng thực tế thì giải trình ở trang "
        "“Giải trình”:",
        before=8,
        keep=True,
    )
    _table(document, "to_review")
    tag(document, "endif")
    write(
        document,
        "Đề nghị {{ addressee }} hoàn thiện trong chính sổ đã gửi, ghi {{ next_revision }} và gửi lại **{{ deadline }}**. "
        "{{ school_word }} có thể dùng chức năng kiểm tra của chương trình để xem từng ô trước khi gửi.",
        before=8,
    )
    write(document, "Đề nghị {{ addressee }} nghiêm túc thực hiện./.", keep=True)
    official.signature(document)
    official.unverified_note(document, "unverified")
    return document


def _table(document: Any, rows: str) -> None:
    made = table(document, _WIDTHS, _HEADER)
    fields = ("place", "fault", "remedy", "law")
    cells = ["{{ loop.index }}", *[f"{{{{ row.{name} }}}}" for name in fields]]
    looped(made, _WIDTHS, f"row in {rows}", cells, _STYLES)
