"""Periodic reports of an office: KĐCLGD and chuẩn quốc gia; blanks of diplomas and certificates (TT 19/2020/TT-BGDĐT)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports_kit import house, official
from reports_kit.house import CAPTION, NOTE, heading, prose, tag, write
from reports_kit.tables import Column, listing


def periodic_report() -> Any:
    """bao-cao-dinh-ky-kdcl."""
    document = _begin("Báo cáo định kỳ kiểm định chất lượng giáo dục, chuẩn quốc gia")
    heading(document, "I. TỰ ĐÁNH GIÁ", 2)
    write(document, "Bảng 1. Cơ sở giáo dục hoàn thành tự đánh giá (số liệu đến ngày {{ as_of }})", CAPTION)
    counted = (
        ("Số cơ sở", "schools", 2.3), ("Đã gửi sổ", "received", 2.3), ("Đã tự đánh giá", "assessed", 2.5),
        ("Chưa đánh giá tiêu chí nào", "unassessed", 2.9), ("Tỷ lệ tự đánh giá", "rate", 2.5),
    )  # fmt: skip
    _counted(document, "assessed", ("Loại trường", "kind", 4.0), counted)
    heading(document, "II. KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC", 2)
    _holdings(
        document,
        "accredited",
        "Bảng 2. Cơ sở giáo dục được công nhận đạt kiểm định chất lượng giáo dục",
        "Cấp độ",
        4,
    )
    heading(document, "III. CÔNG NHẬN TRƯỜNG ĐẠT CHUẨN QUỐC GIA", 2)
    _holdings(document, "standard", "Bảng 3. Trường đạt chuẩn quốc gia", "Mức độ", 2)
    heading(document, "IV. HẾT HẠN, SẮP HẾT HẠN VÀ ĐĂNG KÝ", 2)
    prose(document, "asked")
    tag(document, "if expiring")
    write(document, "Bảng 4. Cơ sở có công nhận hết hạn, sắp hết hạn", CAPTION)
    columns = (
        ("Cơ sở giáo dục", "school", 5.4), ("Loại trường", "kind", 2.4), ("Nội dung", "danger", 5.0), ("Hết hạn", "due", 2.6),
    )  # fmt: skip
    listing(document, "row in expiring", columns, number=1.1, centre=("due",))
    tag(document, "else")
    write(document, "Không có công nhận nào hết hạn hoặc sắp hết hạn trong số liệu đã nhận.")
    tag(document, "endif")
    return _end(document)


def blank_report() -> Any:
    """bao-cao-phoi-van-bang."""
    document = _begin("Báo cáo phôi văn bằng, chứng chỉ")
    heading(document, "I. SỐ LƯỢNG PHÔI", 2)
    write(document, "Bảng 1. Số lượng phôi {{ period }} (đơn vị: phôi)", CAPTION)
    widths = {
        "opening": 1.7, "received": 1.7, "used": 1.8, "spoiled": 1.7, "lost": 1.7, "returned": 1.9, "remaining": 1.8,
    }  # fmt: skip
    counted = [(f"{{{{ columns.{name} }}}}", name, width) for name, width in widths.items()]
    tag(document, "if rows")
    _counted(document, "rows", ("Loại văn bằng, chứng chỉ", "kind", 4.2), counted)
    tag(document, "else")
    write(document, "Sổ phôi chưa ghi loại văn bằng, chứng chỉ nào.")
    tag(document, "endif")
    tag(document, "for difference in differences")
    write(document, "Chưa khớp: {{ difference }}", NOTE)
    tag(document, "endfor")
    tag(document, "if notes")
    heading(document, "II. KÝ HIỆU, SỐ HIỆU VÀ XỬ LÝ PHÔI HỎNG, MẤT", 2)
    write(document, "Bảng 2. Ký hiệu, số hiệu, biên bản", CAPTION)
    columns = (
        ("Loại văn bằng, chứng chỉ", "kind", 4.4), ("Ký hiệu, số hiệu", "series", 4.0), ("Biên bản xử lý", "minutes", 4.2),
        ("Ghi chú", "note", 2.8),
    )  # fmt: skip
    listing(document, "row in notes", columns, number=1.1)
    tag(document, "endif")
    return _end(document)


def _begin(title: str) -> Any:
    document = official.report_head(title)
    official.addressee(document)
    prose(document, "basis")
    return document


def _end(document: Any) -> Any:
    write(document, "{{ source_note }}", NOTE, before=6)
    official.unverified_note(document, "unverified")
    write(document, "{{ closing }}./.", before=8, keep=True)
    official.signature(document)
    return document


def _holdings(document: Any, rows: str, caption: str, word: str, grades: int) -> None:
    write(document, caption, CAPTION)
    tag(document, f"if {rows}")
    grade_width = 1.2 if grades > 2 else 1.5
    counted = [
        ("Có số liệu", "received", 1.4),
        *[(f"{word} {number}", f"grade_{number}", grade_width) for number in range(1, grades + 1)],
        ("Cộng còn hạn", "valid", 1.4), ("Hết hạn", "expired", 1.3), ("Chưa rõ hạn", "undated", 1.55), ("Không ghi", "unstated", 1.7),
        ("Mới trong năm học", "new", 1.5),
    ]  # fmt: skip
    first = house.TEXT_WIDTH_CM - sum(width for _, _, width in counted)
    _counted(document, rows, ("Loại trường", "kind", first), counted)
    write(document, "“Không ghi”: sổ của trường để trống; cơ sở chưa gửi sổ không có trong bảng.", NOTE)
    tag(document, "else")
    write(document, "Chưa có kết quả nào được tính vào báo cáo.")
    tag(document, "endif")


def _counted(document: Any, rows: str, first: Column, counted: Sequence[Column]) -> None:
    """Figures in the middle of their cells, behind a column of what they are counted for."""
    centred = [field for _, field, _ in counted]
    listing(document, f"row in {rows}", (first, *counted), centre=centred, total="row.total")
