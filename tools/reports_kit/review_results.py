"""Báo cáo đánh giá ngoài: overview, criterion by criterion, conclusion (Điều 28 TT 17, 18, 19/2018/TT-BGDĐT)."""

from __future__ import annotations

from typing import Any

from docx.shared import Cm

from reports_kit import official, review_planning, tables
from reports_kit.house import BODY, CAPTION, CENTRE, NOTE, PLAIN, heading, prose, tag, write
from reports_kit.tables import listing


def report() -> Any:
    """bao-cao-danh-gia-ngoai: filled from the workbook of the office or from that of the team."""
    document = review_planning.paper("Báo cáo đánh giá ngoài")
    _overview(document)
    _criteria(document)
    _conclusion(document)
    official.signature(document)
    return document


def _part(document: Any, number: str, title: str) -> None:
    write(document, f"Phần {number}", CENTRE, size=14, bold=True, before=14, keep=True)
    write(document, title, CENTRE, size=14, bold=True, after=8, keep=True)


def _minor(document: Any, text: str) -> None:
    write(document, text, PLAIN, bold=True, keep=True, indent=1, before=6)


def _overview(document: Any) -> None:
    _part(document, "I", "TỔNG QUAN")
    heading(document, "1. Giới thiệu", 3)
    write(
        document,
        "{{ school }} được đánh giá ngoài theo {{ circular }}. Đoàn đánh giá ngoài được thành lập theo {{ decision }}.",
    )
    tag(document, "if profile")
    prose(document, "profile")
    tag(document, "endif")
    write(document, "Bảng 1. Thành viên Đoàn đánh giá ngoài", CAPTION)
    columns = (
        ("Họ và tên", "name", 4.4), ("Chức vụ, nơi công tác", "position", 4.9), ("Vai trò", "role", 2.2),
        ("Tiêu chí phụ trách", "criteria", 2.0), ("Chữ ký", "", 1.9),
    )  # fmt: skip
    made = listing(document, "row in members", columns, number=1.1)
    made.rows[2].height = Cm(1.05)  # room to sign
    heading(document, "2. Quá trình đánh giá ngoài", 3)
    write(document, "Bảng 2. Các bước đã thực hiện", CAPTION)
    when = "{{ step.when if step.when else '(chưa ghi ngày)' }}"
    listing(document, "step in steps", (("Bước", "title", 8.4), ("Thời gian", when, 7.0)), number=1.1)
    tag(document, "if process")
    prose(document, "process")
    tag(document, "endif")
    _shares(document)
    _feedback(document)


def _shares(document: Any) -> None:
    heading(document, "3. Tóm tắt kết quả", 3)
    tag(document, "if shares")
    write(document, "Bảng 3. Số tiêu chí theo mức", CAPTION)
    columns = (
        ("Mức", "label", 5.3), ("Tự đánh giá: số tiêu chí", "own", 2.8), ("Tỷ lệ", "own_share", 2.8),
        ("Đánh giá ngoài: số tiêu chí", "found", 2.8), ("Tỷ lệ", "found_share", 2.8),
    )  # fmt: skip
    made = listing(document, "row in shares", columns, centre=("own", "own_share", "found", "found_share"))
    tables.keep_together(made)
    tag(document, "endif")
    write(document, "{{ differences }}", before=6)


def _feedback(document: Any) -> None:
    tag(document, "if feedback")
    heading(document, "4. Ý kiến của {{ school_word|lower }} về dự thảo báo cáo", 3)
    write(document, "Bảng 4. Ý kiến và trả lời của Đoàn", CAPTION)
    columns = (
        ("Nội dung", "about", 2.9), ("Ý kiến", "opinion", 5.7), ("Đoàn trả lời", "reply", 2.2), ("Giải trình", "reason", 4.6),
    )  # fmt: skip
    listing(document, "row in feedback", columns, number=1.1)
    tag(document, "endif")


def _criteria(document: Any) -> None:
    _part(document, "II", "ĐÁNH GIÁ THEO TIÊU CHÍ")
    tag(document, "for standard in standards")
    heading(document, "Tiêu chuẩn {{ standard.code }}: {{ standard.title }}", 3)
    tag(document, "for criterion in standard.criteria")
    _criterion(document)
    tag(document, "endfor")
    for name, label in (("strengths", "Điểm mạnh cơ bản"), ("weaknesses", "Điểm yếu cơ bản")):
        tag(document, f"if standard.{name}")
        _minor(document, f"{label} của Tiêu chuẩn {{{{ standard.code }}}}")
        prose(document, f"standard.{name}")
        tag(document, "endif")
    tag(document, "endfor")
    tag(document, "if clauses")
    heading(document, "Mức 4", 3)
    tag(document, "for criterion in clauses")
    _criterion(document)
    tag(document, "endfor")
    tag(document, "endif")
    heading(document, "Đối chiếu tự đánh giá và đánh giá ngoài", 3)
    write(document, "Bảng {% if feedback %}5{% else %}4{% endif %}. Đối chiếu theo tiêu chí", CAPTION)
    own, found = (f"{{{{ row.{name} if row.{name} else 'Chưa đánh giá' }}}}" for name in ("own", "found"))
    columns = (
        ("Tiêu chí", "code", 1.5), ("Tên tiêu chí", "title", 5.4), ("Tự đánh giá", own, 2.2), ("Đánh giá ngoài", found, 2.2),
        ("Tự đánh giá so với đánh giá ngoài", "difference", 2.2), ("Lý do", "reason", 3.0),
    )  # fmt: skip
    centred = ("code", own, found, "difference")
    listing(document, "row in compared", columns, centre=centred, total="row.differs")
    write(document, "Dòng in đậm: hai kết quả khác nhau.", NOTE)


def _criterion(document: Any) -> None:
    heading(document, "{{ criterion.named }}: {{ criterion.title }}", 4)
    tag(document, "if criterion.written")
    for number, (name, label) in enumerate(
        (
            ("description", "Nhận định"),
            ("strengths", "Điểm mạnh"),
            ("weaknesses", "Điểm yếu"),
            ("recommendation", "Kiến nghị"),
        ),
        start=1,
    ):
        write(document, f"{number}. {label}", PLAIN, italic=True, keep=True, indent=1)
        prose(document, f"criterion.{name}")
    tag(document, "endif")
    write(
        document,
        "Tự đánh giá: {{ criterion.own if criterion.own else 'chưa đánh giá' }}. Đánh giá ngoài: "
        "**{{ criterion.found if criterion.found else 'chưa đánh giá' }}**."
        "{% if criterion.reason %} Lý do chênh lệch: {{ criterion.reason }}.{% endif %}",
    )


def _conclusion(document: Any) -> None:
    _part(document, "III", "KẾT LUẬN, KIẾN NGHỊ")
    for number, (name, label) in enumerate(
        (("strengths", "Điểm mạnh"), ("weaknesses", "Điểm yếu"), ("recommendations", "Kiến nghị")), start=1
    ):
        heading(document, f"{number}. {label}", 3)
        prose(document, name, BODY)
    heading(document, "4. Kết luận", 3)
    write(document, "{{ source_note }}", NOTE)
    official.unverified_note(document, "unverified")
    tag(document, "if proposed")
    write(
        document,
        "Mức tính được từ mức đánh giá ngoài của các tiêu chí (đề xuất của chương trình, Đoàn kết luận): {{ proposed }}.",
        NOTE,
        keep=True,
    )
    tag(document, "endif")
    write(document, "{{ school }} được Đoàn đánh giá ngoài kết luận: **{{ level }}**./.", keep=True)
