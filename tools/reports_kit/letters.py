"""The papers of the Phòng, UBND xã and Sở: consolidated report, reminder letter."""

from __future__ import annotations

from typing import Any

from reports_kit import house, official
from reports_kit.house import (
    BODY,
    CAPTION,
    CENTRE,
    NOTE,
    PLAIN,
    TABLE_CENTRE,
    TABLE_TEXT,
    heading,
    looped,
    prose,
    table,
    tag,
    write,
)

_NO_RESULTS = "Chưa có kết quả tự đánh giá nào được tính vào báo cáo."


def reminder_letter() -> Any:
    """cong-van-don-doc: one page to one school."""
    document = house.new_document(14, "Công văn đôn đốc nộp báo cáo tự đánh giá")
    house.without_field_update(document)
    house.number_pages(document.sections[0], at_top=True)
    official.letterhead(document, subject="{{ subject }}")
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=16, after=12)
    prose(document, "basis")
    write(
        document,
        "Đến ngày {{ as_of }}, {{ addressee }} còn các nội dung sau chưa gửi hoặc chưa hợp lệ:",
        keep=True,
    )
    widths = (1.2, 9.3, 6.0)
    made = table(document, widths, ("TT", "Hồ sơ, nội dung", "Tình trạng"))
    looped(
        made,
        widths,
        "item in missing",
        ("{{ loop.index }}", "{{ item.name }}", "{{ item.state }}"),
        (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT),
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
    widths = (4.5, 2.4, 2.4, 2.4, 2.4, 2.4)
    made = table(
        document,
        widths,
        ("Loại hình", "Số cơ sở", "Đã nộp", "Hợp lệ", "Chưa nộp", "Tỷ lệ nộp"),
    )
    cells = [f"{{{{ row.{name} }}}}" for name in ("kind", "schools", "sent", "accepted", "missing", "rate")]
    looped(made, widths, "row in submissions", cells, [TABLE_TEXT] + [TABLE_CENTRE] * 5, total="row.total")
    tag(document, "if source_note")
    write(document, "{{ source_note }}", NOTE)
    tag(document, "endif")
    tag(document, "if missing_schools")
    write(document, "Bảng 2. Danh sách cơ sở chưa nộp hoặc tệp chưa hợp lệ", CAPTION)
    widths_2 = (1.2, 6.3, 3.0, 6.0)
    made = table(document, widths_2, ("TT", "Cơ sở giáo dục", "Loại hình", "Tình trạng"))
    looped(
        made,
        widths_2,
        "row in missing_schools",
        ("{{ loop.index }}", "{{ row.school }}", "{{ row.kind }}", "{{ row.state }}"),
        (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT, TABLE_TEXT),
    )
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
    widths = (2.0, 7.4, 3.0, 2.0, 2.1)
    made = table(document, widths, ("Tiêu chí", "Tên tiêu chí", "Bộ tiêu chuẩn", "Số cơ sở", "Tỷ lệ"))
    cells = [f"{{{{ row.{name} }}}}" for name in ("code", "title", "regulation", "schools", "share")]
    styles = (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT, TABLE_CENTRE, TABLE_CENTRE)
    looped(made, widths, "row in weak_criteria", cells, styles)
    tag(document, "elif levels_2018 or levels_2026")
    write(document, "Không có tiêu chí nào có cơ sở chưa đạt Mức 1.")
    tag(document, "else")
    write(document, _NO_RESULTS)
    tag(document, "endif")


def _levels(document: Any, rows: str, law: str, top: int) -> None:
    tag(document, f"if {rows}")
    write(document, f"Theo {law}", CAPTION)
    numbers = 3 + top
    first = 4.2
    widths = (first, *[(house.TEXT_WIDTH_CM - first) / numbers] * numbers)
    levels = [f"Mức {level}" for level in range(1, top + 1)]
    made = table(document, widths, ("Loại hình", "Đã tự đánh giá", "Không đạt", *levels, "Chưa đủ căn cứ"))
    names = ("kind", "assessed", "unmet", *[f"level_{level}" for level in range(1, top + 1)], "undecided")
    styles = [TABLE_TEXT] + [TABLE_CENTRE] * numbers
    looped(made, widths, f"row in {rows}", [f"{{{{ row.{n} }}}}" for n in names], styles, total="row.total")
    tag(document, "endif")


def _registrations(document: Any) -> None:
    heading(document, "III. ĐĂNG KÝ ĐÁNH GIÁ NGOÀI, CÔNG NHẬN", 2)
    _optional_text(document, "registration_text")
    tag(document, "if registrations")
    widths = (1.2, 5.3, 3.0, 2.2, 2.6, 2.2)
    made = table(
        document,
        widths,
        ("TT", "Cơ sở giáo dục", "Nội dung đăng ký", "Mức tự đánh giá", "Thời gian đề nghị", "Ghi chú"),
    )
    fields = ("school", "purpose", "proposed", "time", "note")
    cells = ["{{ loop.index }}", *[f"{{{{ row.{name} }}}}" for name in fields]]
    styles = (TABLE_CENTRE, TABLE_TEXT, TABLE_TEXT, TABLE_CENTRE, TABLE_CENTRE, TABLE_TEXT)
    looped(made, widths, "row in registrations", cells, styles)
    tag(document, "else")
    write(document, "Trong kỳ báo cáo chưa có cơ sở giáo dục đăng ký.")
    tag(document, "endif")


def _needs(document: Any) -> None:
    heading(document, "IV. HẠN CHẾ VÀ NHU CẦU HỖ TRỢ", 2)
    heading(document, "1. Hạn chế", 3)
    prose(document, "limitations")
    tag(document, "if needs")
    heading(document, "2. Nhu cầu của các cơ sở giáo dục", 3)
    widths = (1.2, 9.1, 2.6, 3.6)
    made = table(document, widths, ("TT", "Nội dung", "Số cơ sở", "Kinh phí dự kiến"))
    looped(
        made,
        widths,
        "row in needs",
        ("{{ loop.index }}", "{{ row.content }}", "{{ row.schools }}", "{{ row.cost }}"),
        (TABLE_CENTRE, TABLE_TEXT, TABLE_CENTRE, TABLE_CENTRE),
    )
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
