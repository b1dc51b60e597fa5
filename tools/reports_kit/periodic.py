"""Periodic reports of an office: KĐCLGD and chuẩn quốc gia; blanks of diplomas and certificates (TT 19/2020/TT-BGDĐT)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports_kit import house, official
from reports_kit.house import (
    CAPTION,
    NOTE,
    TABLE_CENTRE,
    TABLE_TEXT,
    heading,
    looped,
    prose,
    table,
    tag,
    write,
)


def periodic_report() -> Any:
    """bao-cao-dinh-ky-kdcl."""
    document = _begin("Báo cáo định kỳ kiểm định chất lượng giáo dục, chuẩn quốc gia")
    heading(document, "I. TỰ ĐÁNH GIÁ", 2)
    write(document, "Bảng 1. Cơ sở giáo dục hoàn thành tự đánh giá (số liệu đến ngày {{ as_of }})", CAPTION)
    header = (
        "Loại trường",
        "Số cơ sở",
        "Đã gửi sổ",
        "Đã tự đánh giá",
        "Chưa đánh giá tiêu chí nào",
        "Tỷ lệ tự đánh giá",
    )
    widths = (4.0, 2.3, 2.3, 2.5, 2.9, 2.5)
    _counted(
        document,
        "assessed",
        widths,
        header,
        ("kind", "schools", "received", "assessed", "unassessed", "rate"),
    )
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
    widths_4 = (1.1, 5.4, 2.4, 5.0, 2.6)
    made = table(document, widths_4, ("TT", "Cơ sở giáo dục", "Loại trường", "Nội dung", "Hết hạn"))
    cells = ("{{ loop.index }}", "{{ row.school }}", "{{ row.kind }}", "{{ row.danger }}", "{{ row.due }}")
    looped(
        made,
        widths_4,
        "row in expiring",
        cells,
        (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT, TABLE_TEXT, TABLE_CENTRE),
    )
    tag(document, "else")
    write(document, "Không có công nhận nào hết hạn hoặc sắp hết hạn trong số liệu đã nhận.")
    tag(document, "endif")
    return _end(document)


def blank_report() -> Any:
    """bao-cao-phoi-van-bang."""
    document = _begin("Báo cáo phôi văn bằng, chứng chỉ")
    heading(document, "I. SỐ LƯỢNG PHÔI", 2)
    write(document, "Bảng 1. Số lượng phôi {{ period }} (đơn vị: phôi)", CAPTION)
    names = ("opening", "received", "used", "spoiled", "lost", "returned", "remaining")
    widths = (4.2, 1.7, 1.7, 1.8, 1.7, 1.7, 1.9, 1.8)
    header = ("Loại văn bằng, chứng chỉ", *[f"{{{{ columns.{name} }}}}" for name in names])
    tag(document, "if rows")
    _counted(document, "rows", widths, header, ("kind", *names))
    tag(document, "else")
    write(document, "Sổ phôi chưa ghi loại văn bằng, chứng chỉ nào.")
    tag(document, "endif")
    tag(document, "for difference in differences")
    write(document, "Chưa khớp: {{ difference }}", NOTE)
    tag(document, "endfor")
    tag(document, "if notes")
    heading(document, "II. KÝ HIỆU, SỐ HIỆU VÀ XỬ LÝ PHÔI HỎNG, MẤT", 2)
    write(document, "Bảng 2. Ký hiệu, số hiệu, biên bản", CAPTION)
    widths_2 = (1.1, 4.4, 4.0, 4.2, 2.8)
    made = table(
        document,
        widths_2,
        ("TT", "Loại văn bằng, chứng chỉ", "Ký hiệu, số hiệu", "Biên bản xử lý", "Ghi chú"),
    )
    cells = ("{{ loop.index }}", "{{ row.kind }}", "{{ row.series }}", "{{ row.minutes }}", "{{ row.note }}")
    looped(made, widths_2, "row in notes", cells, (TABLE_CENTRE, *[TABLE_TEXT] * 4))
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
    others = (1.4, *[1.2 if grades > 2 else 1.5] * grades, 1.4, 1.3, 1.55, 1.7, 1.5)
    widths = (house.TEXT_WIDTH_CM - sum(others), *others)
    header = ("Loại trường", "Có số liệu", *[f"{word} {n}" for n in range(1, grades + 1)], "Cộng còn hạn", "Hết hạn", "Chưa rõ hạn", "Không ghi", "Mới trong năm học")  # fmt: skip
    names = ("kind", "received", *[f"grade_{n}" for n in range(1, grades + 1)], "valid", "expired", "undated", "unstated", "new")  # fmt: skip
    _counted(document, rows, widths, header, names)
    write(document, "“Không ghi”: sổ của trường để trống; cơ sở chưa gửi sổ không có trong bảng.", NOTE)
    tag(document, "else")
    write(document, "Chưa có kết quả nào được tính vào báo cáo.")
    tag(document, "endif")


def _counted(
    document: Any, rows: str, widths: Sequence[float], header: Sequence[str], names: Sequence[str]
) -> None:
    made = table(document, widths, header)
    styles = [TABLE_TEXT] + [TABLE_CENTRE] * (len(names) - 1)
    looped(
        made, widths, f"row in {rows}", [f"{{{{ row.{name} }}}}" for name in names], styles, total="row.total"
    )
