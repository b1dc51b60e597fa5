"""Công khai (TT 09/2024/TT-BGDĐT): the forms of a school, its báo cáo thường niên, the report of the office."""

from __future__ import annotations

from typing import Any

from reports_kit import house, official, tables
from reports_kit.house import CAPTION, CENTRE, NOTE, PLAIN, heading, prose, tag, write
from reports_kit.tables import listing

_PUBLISHED = (
    ("Mục", "section", 1.5),
    ("Nội dung", "{{ row.title }} ({{ row.law }})", 4.6),
    ("Công khai trước", "due", 2.7),
    ("Tình trạng", "state", 3.7),
    ("Nơi công khai, cập nhật", "{{ row.place }}{% if row.update %}. {{ row.update }}{% endif %}", 4.0),
)
_COUNTS = (
    ("Mục", "section", 1.5),
    ("Nội dung", "title", 4.4),
    ("Số cơ sở", "schools", 1.7),
    ("Đúng hạn", "on_time", 1.7),
    ("Muộn", "late", 1.7),
    ("Đã công khai, chưa ghi ngày", "no_date", 2.1),
    ("Chưa công khai", "not_published", 1.7),
    ("Chưa biết", "unknown", 1.7),
)
_OPEN = (
    ("Cơ sở giáo dục", "school", 4.6),
    ("Loại trường", "kind", 2.0),
    ("Chưa công khai", "not_published", 2.1),
    ("Muộn", "late", 1.8),
    ("Chưa biết", "unknown", 1.8),
    ("Ghi chú", "note", 3.2),
)


def forms() -> Any:
    """bieu-mau-cong-khai: sections I to VII, then where and when they were published."""
    document = house.new_document(13, "Biểu mẫu công khai của nhà trường")
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=False)
    official.school_head(document, under="")
    write(document, "CÔNG KHAI HOẠT ĐỘNG CỦA NHÀ TRƯỜNG", CENTRE, size=14, bold=True)
    write(document, "Năm học {{ content.school_year }}", CENTRE, size=14, bold=True)
    write(document, "(theo Thông tư số 09/2024/TT-BGDĐT)", CENTRE, italic=True, after=8)
    _portrait(document, "I. THÔNG TIN CHUNG VỀ CƠ SỞ GIÁO DỤC (Điều 4)")
    _money(document, "II. THU, CHI TÀI CHÍNH (Điều 5)")
    _figures(document, "III. ĐỘI NGŨ NHÀ GIÁO, CÁN BỘ QUẢN LÝ VÀ NHÂN VIÊN (khoản 1 Điều 8)", "staff")
    _figures(document, "IV. CƠ SỞ VẬT CHẤT (khoản 2 Điều 8)", "facilities")
    _quality(document, "V. KẾT QUẢ ĐÁNH GIÁ VÀ KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC (khoản 3 Điều 8)")
    heading(document, "VI. KẾ HOẠCH HOẠT ĐỘNG GIÁO DỤC (khoản 1 Điều 9)", 2)
    _passages(document, "content.plans")
    _figures(document, "VII. KẾT QUẢ HOẠT ĐỘNG GIÁO DỤC (khoản 2 Điều 9)", "results")
    heading(document, "VIII. THEO DÕI CÔNG KHAI, BÁO CÁO THƯỜNG NIÊN (Điều 14, Điều 15)", 2)
    listing(document, "row in content.publications", _PUBLISHED, centre=("section", "due"))
    write(document, "{{ content.source_note }}", NOTE, before=6)
    official.unverified_note(document, "content.unverified")
    _signed(document)
    return document


def annual_report() -> Any:
    """bao-cao-thuong-nien: the report of Điều 14, an administrative paper of the school."""
    document = official.report_head("Báo cáo thường niên của nhà trường")
    write(document, "", PLAIN, size=6, after=0)
    prose(document, "basis")
    _portrait(document, "I. THÔNG TIN CHUNG")
    _figures(document, "II. ĐỘI NGŨ NHÀ GIÁO, CÁN BỘ QUẢN LÝ VÀ NHÂN VIÊN", "staff")
    _figures(document, "III. CƠ SỞ VẬT CHẤT", "facilities")
    _quality(document, "IV. KẾT QUẢ ĐÁNH GIÁ VÀ KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC")
    _figures(document, "V. KẾT QUẢ HOẠT ĐỘNG GIÁO DỤC", "results")
    _money(document, "VI. KẾT QUẢ TÀI CHÍNH")
    heading(document, "VII. KẾT QUẢ THỰC HIỆN NHIỆM VỤ TRỌNG TÂM KHÁC", 2)
    prose(document, "content.other_results")
    write(document, "{{ content.source_note }}", NOTE)
    official.unverified_note(document, "unverified")
    write(document, "{{ closing }}./.", before=8, keep=True)
    official.signature(document)
    return document


def office_report() -> Any:
    """bao-cao-cong-khai: who published what, by when."""
    document = official.report_head("Báo cáo tổng hợp công tác công khai")
    official.addressee(document)
    prose(document, "basis")
    heading(document, "I. TÌNH HÌNH CÔNG KHAI", 2)
    prose(document, "summary")
    write(document, "Bảng 1. Số cơ sở theo nội dung công khai (hạn: trước ngày {{ due }})", CAPTION)
    centred = [field for _, field, _ in _COUNTS if field != "title"]
    listing(document, "row in counts", _COUNTS, centre=centred, total="row.total")
    write(document, "“Chưa biết”: cơ sở chưa gửi sổ công khai hoặc chưa ghi nội dung ấy; không tính là chưa công khai.", NOTE)  # fmt: skip
    heading(document, "II. CƠ SỞ CÒN NỘI DUNG CHƯA CÔNG KHAI, MUỘN HOẶC CHƯA BIẾT", 2)
    tag(document, "if open_schools")
    write(document, "Bảng 2. Danh sách cơ sở và mục còn thiếu", CAPTION)
    listing(document, "row in open_schools", _OPEN, number=1.0, centre=("not_published", "late", "unknown"))
    tag(document, "else")
    write(document, "Không có cơ sở nào.")
    tag(document, "endif")
    tag(document, "if unused")
    heading(document, "III. TỆP NHẬN ĐƯỢC MÀ KHÔNG TÍNH", 2)
    prose(document, "unused")
    tag(document, "endif")
    write(document, "{{ source_note }}", NOTE)
    official.unverified_note(document, "unverified")
    write(document, "{{ closing }}./.", before=8, keep=True)
    official.signature(document)
    return document


# ---- sections that papers share


def _portrait(document: Any, title: str) -> None:
    heading(document, title, 2)
    _facts(document, "content.facts")
    _passages(document, "content.portrait")


def _quality(document: Any, title: str) -> None:
    heading(document, title, 2)
    _facts(document, "content.quality")
    write(document, "Cải tiến chất lượng sau đánh giá", PLAIN, bold=True, before=6, keep=True)
    prose(document, "content.improvement")


def _money(document: Any, title: str) -> None:
    heading(document, title, 2)
    _tables(document, "content.money", ("content.previous_money_year", "content.money_year"))
    tag(document, "for note in content.money_notes")
    write(document, "Chưa khớp: {{ note }}", NOTE)
    tag(document, "endfor")


def _figures(document: Any, title: str, name: str) -> None:
    heading(document, title, 2)
    tag(document, f"if content.{name}")
    _tables(document, f"content.{name}", ("content.previous_year", "content.school_year"))
    tag(document, "else")
    write(document, "Chưa có số liệu.")
    tag(document, "endif")


def _tables(document: Any, name: str, years: tuple[str, str]) -> None:
    tag(document, f"for table in {name}")
    write(document, "{{ table.title }}", CAPTION)
    before, now = years
    columns = (
        ("Nội dung", "label", 7.4),
        ("Đơn vị tính", "unit", 2.6),
        (f"{{{{ {before} }}}}", "previous", 2.7),
        (f"{{{{ {now} }}}}", "current", 2.7),
    )
    centred = ("unit", "previous", "current")
    listing(document, "row in table.rows", columns, number=1.1, centre=centred, total="row.total")
    tag(document, "endfor")


def _facts(document: Any, name: str) -> None:
    listing(document, f"row in {name}", (("Nội dung", "label", 5.6), ("Thông tin", "text", 9.8)), number=1.1)


def _passages(document: Any, name: str) -> None:
    tag(document, f"for item in {name}")
    write(document, "{{ item.label }}", PLAIN, bold=True, before=6, keep=True)
    prose(document, "item.text")
    tag(document, "endfor")


def _signed(document: Any) -> None:
    """Place, date and head of the school, on the right and in one piece."""
    widths = (7.5, 9.0)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    row = tables.long_row(tables.table(document, widths, grid=False), widths)
    tables.keep_whole(row)
    left, right = row.cells
    write(left, "", PLAIN)
    write(right, "{{ place_date }}", CENTRE, italic=True, keep=True)
    official.signer_lines(right)
