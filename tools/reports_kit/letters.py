"""The papers of the Phòng, UBND xã and Sở: consolidated report, reminder letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports_kit import house, official
from reports_kit.house import BODY, CAPTION, CENTRE, NOTE, PLAIN, heading, prose, tag, write
from reports_kit.tables import Column, listing

_NO_RESULTS = "Chưa có kết quả tự đánh giá nào được tính vào báo cáo."


def reminder_letter() -> Any:
    """cong-van-don-doc: one page to one school."""
    document = official.paper("Công văn đôn đốc nộp báo cáo tự đánh giá", letter_subject="{{ subject }}")
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=16, after=12)
    prose(document, "basis")
    write(
        document,
        "Đến ngày {{ as_of }}, {{ addressee }} còn các nội dung sau chưa gửi hoặc chưa hợp lệ:",
        keep=True,
    )
    listing(
        document,
        "item in missing",
        (("Hồ sơ, nội dung", "name", 9.3), ("Tình trạng", "state", 6.0)),
        number=1.2,
    )
    write(
        document,
        "Đề nghị {{ addressee }} hoàn thiện và gửi đầy đủ các nội dung nêu trên **{{ deadline }}**.",
        before=8,
    )
    tag(document, "if how")
    prose(document, "how")
    tag(document, "endif")
    tag(document, "if contact")
    write(
        document,
        "Trong quá trình thực hiện, nếu có vướng mắc, {{ school_word|lower }} liên hệ: {{ contact }}.",
    )
    tag(document, "endif")
    write(document, "Đề nghị {{ addressee }} nghiêm túc thực hiện./.", keep=True)
    official.signature(document)
    official.unverified_note(document, "unverified")
    return document


def consolidated_report() -> Any:
    """bao-cao-tong-hop-kdcl: the yearly report of a Phòng, UBND xã or Sở."""
    document = official.report_head("Báo cáo tổng hợp kết quả tự đánh giá")
    official.addressee(document)
    tag(document, "if basis")
    prose(document, "basis")
    tag(document, "endif")
    _submissions(document)
    _results(document)
    _registrations(document)
    _needs(document)
    _requests(document)
    write(document, "{{ closing }}./.", keep=True)
    official.signature(document)
    return document


def _optional_text(document: Any, name: str) -> None:
    tag(document, f"if {name}")
    prose(document, name)
    tag(document, "endif")


def _submissions(document: Any) -> None:
    heading(document, "I. TÌNH HÌNH NỘP BÁO CÁO TỰ ĐÁNH GIÁ", 2)
    _optional_text(document, "submission_text")
    write(document, "Bảng 1. Tình hình nộp báo cáo tự đánh giá (số liệu đến ngày {{ as_of }})", CAPTION)
    counted = (
        ("Số cơ sở", "schools", 2.4), ("Đã nộp", "sent", 2.4), ("Hợp lệ", "accepted", 2.4), ("Chưa nộp", "missing", 2.4),
        ("Tỷ lệ nộp", "rate", 2.4),
    )  # fmt: skip
    _counted(document, "submissions", 4.5, counted)
    tag(document, "if source_note")
    write(document, "{{ source_note }}", NOTE)
    tag(document, "endif")
    tag(document, "if missing_schools")
    write(document, "Bảng 2. Danh sách cơ sở chưa nộp hoặc tệp chưa hợp lệ", CAPTION)
    columns = (("Cơ sở giáo dục", "school", 6.3), ("Loại trường", "kind", 3.0), ("Tình trạng", "state", 6.0))
    listing(document, "row in missing_schools", columns, number=1.2)
    tag(document, "else")
    write(document, "Tất cả cơ sở giáo dục thuộc phạm vi báo cáo đã nộp báo cáo tự đánh giá.", BODY, before=6)
    tag(document, "endif")


def _results(document: Any) -> None:
    heading(document, "II. KẾT QUẢ TỰ ĐÁNH GIÁ", 2)
    _optional_text(document, "result_text")
    heading(document, "1. Mức đạt được (theo đề xuất tự đánh giá của cơ sở)", 3)
    _levels(document, "levels_2018", "các Thông tư 17, 18, 19/2018/TT-BGDĐT", 4)
    _levels(document, "levels_2026", "Thông tư 57/2026/TT-BGDĐT", 2)
    tag(document, "if levels_2018 or levels_2026")
    write(
        document,
        "“Chưa đủ căn cứ”: cơ sở còn tiêu chí chưa đánh giá nên chưa xác định được mức; "
        "không tính là không đạt.",
        NOTE,
    )
    tag(document, "else")
    write(document, _NO_RESULTS)
    tag(document, "endif")
    official.unverified_note(document, "unverified")
    heading(document, "2. Tiêu chí nhiều cơ sở chưa đạt", 3)
    tag(document, "if weak_criteria")
    columns = (
        ("Tiêu chí", "code", 2.0), ("Tên tiêu chí", "title", 7.4), ("Bộ tiêu chuẩn", "regulation", 3.0),
        ("Số cơ sở", "schools", 2.0), ("Tỷ lệ", "share", 2.1),
    )  # fmt: skip
    listing(document, "row in weak_criteria", columns, centre=("code", "schools", "share"))
    tag(document, "elif levels_2018 or levels_2026")
    write(document, "Không có tiêu chí nào có cơ sở chưa đạt Mức 1.")
    tag(document, "else")
    write(document, _NO_RESULTS)
    tag(document, "endif")


def _levels(document: Any, rows: str, law: str, top: int) -> None:
    tag(document, f"if {rows}")
    write(document, f"Theo {law}", CAPTION)
    headings = (
        "Đã tự đánh giá",
        "Không đạt",
        *[f"Mức {level}" for level in range(1, top + 1)],
        "Chưa đủ căn cứ",
    )
    fields = ("assessed", "unmet", *[f"level_{level}" for level in range(1, top + 1)], "undecided")
    first = 4.2
    width = (house.TEXT_WIDTH_CM - first) / len(fields)
    _counted(
        document,
        rows,
        first,
        [(heading, field, width) for heading, field in zip(headings, fields, strict=True)],
    )
    tag(document, "endif")


def _counted(document: Any, rows: str, first: float, counted: Sequence[Column]) -> None:
    """Figures of each kind of school; `first`: centimetres of the column of kinds."""
    centred = [field for _, field, _ in counted]
    listing(
        document,
        f"row in {rows}",
        (("Loại trường", "kind", first), *counted),
        centre=centred,
        total="row.total",
    )


def _registrations(document: Any) -> None:
    heading(document, "III. ĐĂNG KÝ ĐÁNH GIÁ NGOÀI, CÔNG NHẬN", 2)
    _optional_text(document, "registration_text")
    tag(document, "if registrations")
    columns = (
        ("Cơ sở giáo dục", "school", 4.6), ("Nội dung đăng ký", "purpose", 2.9), ("Mức tự đánh giá", "proposed", 1.7),
        ("Thời gian đề nghị", "time", 2.5), ("Ghi chú", "note", 3.6),
    )  # fmt: skip
    listing(document, "row in registrations", columns, number=1.2, centre=("proposed", "time"))
    tag(document, "else")
    write(document, "Trong kỳ báo cáo chưa có cơ sở giáo dục đăng ký.")
    tag(document, "endif")


def _needs(document: Any) -> None:
    heading(document, "IV. HẠN CHẾ VÀ NHU CẦU HỖ TRỢ", 2)
    heading(document, "1. Hạn chế", 3)
    prose(document, "limitations")
    tag(document, "if needs")
    heading(document, "2. Nhu cầu của các cơ sở giáo dục", 3)
    columns = (("Nội dung", "content", 9.1), ("Số cơ sở", "schools", 2.6), ("Kinh phí dự kiến", "cost", 3.6))
    listing(document, "row in needs", columns, number=1.2, centre=("schools", "cost"))
    tag(document, "endif")


def _requests(document: Any) -> None:
    heading(document, "V. ĐỀ XUẤT, KIẾN NGHỊ", 2)
    tag(document, "if requests")
    tag(document, "for request in requests")
    write(document, "{{ loop.index }}. Đối với {{ request.to }}", PLAIN, bold=True, keep=True, indent=1)
    tag(document, "for item in request.items")
    write(document, "- {{ item }}", BODY)
    tag(document, "endfor")
    tag(document, "endfor")
    tag(document, "else")
    write(document, "Không có đề xuất, kiến nghị.")
    tag(document, "endif")
