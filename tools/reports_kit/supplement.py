"""Công văn yêu cầu bổ sung: what one school has to complete, cell by cell."""

from __future__ import annotations

from typing import Any

from reports_kit import official
from reports_kit.house import CENTRE, prose, tag, write
from reports_kit.tables import listing

_COLUMNS = (
    ("Trang, ô", "place", 3.2),
    ("Điều chưa đúng", "fault", 5.0),
    ("Cách bổ sung", "remedy", 4.4),
    ("Căn cứ", "law", 2.8),
)


def letter() -> Any:
    """cong-van-yeu-cau-bo-sung."""
    document = official.paper(
        "Công văn yêu cầu bổ sung, hoàn thiện sổ tự đánh giá", letter_subject="{{ subject }}"
    )
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=16, after=12)
    prose(document, "basis")
    tag(document, "if to_mend")
    write(
        document,
        "Đến ngày {{ as_of }}, {{ file }} của {{ addressee }} còn {{ to_mend|length }} nội dung sau phải bổ sung, sửa lại:",
        keep=True,
    )
    listing(document, "row in to_mend", _COLUMNS, number=1.1)
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
    listing(document, "row in to_review", _COLUMNS, number=1.1)
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
