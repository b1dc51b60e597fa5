"""Papers about inspections and costs: plan, biên bản, thông báo kết luận, dự toán."""

from __future__ import annotations

from typing import Any

from reports_kit import official, tables
from reports_kit.house import (
    BODY,
    CAPTION,
    NOTE,
    PLAIN,
    TABLE_CENTRE,
    TABLE_TEXT,
    heading,
    prose,
    tag,
    write,
)
from reports_kit.review_planning import lines, paper, working_paper
from reports_kit.review_planning_dossiers import two_sides
from reports_kit.tables import listing


def plan() -> Any:
    """ke-hoach-kiem-tra: purpose, contents, schools with days and teams, duties."""
    document = paper("Kế hoạch kiểm tra công tác kiểm định chất lượng giáo dục")
    official.grounds(document)
    write(document, "{{ opening }}")
    heading(document, "I. MỤC ĐÍCH, YÊU CẦU", 2)
    lines(document, "purpose")
    heading(document, "II. NỘI DUNG KIỂM TRA", 2)
    lines(document, "contents", "{{ loop.index }}. {{ line }}.")
    heading(document, "III. ĐỐI TƯỢNG, THỜI GIAN", 2)
    write(document, "Kiểm tra {{ count }} theo lịch sau:", BODY, keep=True)
    columns = (
        ("Trường", "school", 4.9), ("Cấp học", "kind", 2.3), ("Ngày kiểm tra", "when", 2.9), ("Đoàn kiểm tra", "team", 5.2),
    )  # fmt: skip
    listing(document, "row in inspections", columns, number=1.2, centre=("kind", "when"))
    heading(document, "IV. TỔ CHỨC THỰC HIỆN", 2)
    lines(document, "duties")
    write(document, "{{ closing }}./.", keep=True)
    official.signature(document)
    return document


def minutes() -> Any:
    """bien-ban-kiem-tra: who, what was found, what is asked, what the school says."""
    document = paper("Biên bản kiểm tra")
    write(document, "Thời gian kiểm tra: {{ held_on }}. Địa điểm: {{ school }}.", before=4)
    write(document, "Kiểm tra theo: {{ decision }}.")
    write(document, "Đoàn kiểm tra:", PLAIN, bold=True, keep=True, indent=1)
    lines(document, "team", "- {{ line }}{% if loop.last %}.{% else %};{% endif %}")
    write(document, "Đại diện nhà trường:", PLAIN, bold=True, keep=True, indent=1)
    lines(document, "present", "- {{ line }}{% if loop.last %}.{% else %};{% endif %}")
    heading(document, "I. KẾT QUẢ KIỂM TRA", 2)
    columns = (("Nội dung", "name", 6.4), ("Kết quả", "outcome", 2.6), ("Nhận xét", "remark", 6.4))
    listing(document, "row in items", columns, number=1.1, centre=("outcome",))
    heading(document, "II. NHẬN XÉT", 2)
    write(document, "1. Ưu điểm:", keep=True)
    prose(document, "good")
    write(document, "2. Tồn tại:", keep=True)
    prose(document, "limits")
    heading(document, "III. KIẾN NGHỊ", 2)
    follow_ups(document, "Không có kiến nghị.")
    heading(document, "IV. Ý KIẾN CỦA NHÀ TRƯỜNG", 2)
    prose(document, "school_opinion")
    write(
        document,
        "Biên bản lập thành 02 (hai) bản có giá trị như nhau, đã đọc cho các bên cùng nghe và thống nhất./.",
        keep=True,
    )
    official.two_signers(document, "ĐẠI DIỆN NHÀ TRƯỜNG", "{{ school_head }}")
    return document


def follow_ups(document: Any, none: str) -> None:
    """What the school has to do."""
    tag(document, "if requests")
    columns = (
        ("Kiến nghị, yêu cầu", "request", 8.4),
        ("Hạn thực hiện", "due", 3.2),
        ("Tình trạng", "state", 3.8),
    )
    listing(document, "row in requests", columns, number=1.1, centre=("due", "state"))
    tag(document, "else")
    write(document, none)
    tag(document, "endif")


def conclusion() -> Any:
    """thong-bao-ket-luan-kiem-tra: what was found, what has to follow, until when to report."""
    document = paper("Thông báo kết luận kiểm tra")
    write(
        document,
        "Theo {{ decision }}, {{ office }} đã kiểm tra công tác kiểm định chất lượng giáo dục tại {{ school }} ngày {{ held_on }}. "
        "{{ office }} kết luận như sau:",
    )
    heading(document, "I. KẾT QUẢ", 2)
    write(document, "{{ summary }}.")
    write(document, "1. Ưu điểm:", keep=True)
    prose(document, "good")
    write(document, "2. Tồn tại:", keep=True)
    prose(document, "limits")
    heading(document, "II. VIỆC TRƯỜNG PHẢI THỰC HIỆN", 2)
    follow_ups(document, "Không có kiến nghị.")
    heading(document, "III. BÁO CÁO", 2)
    write(
        document,
        "Đề nghị {{ school }} thực hiện kết luận, báo cáo kết quả bằng văn bản về {{ office }} trước {{ report_back }}./.",
        keep=True,
    )
    official.signature(document)
    return document


def costs() -> Any:
    """du-toan-dgn: one table on an upright page, sums in figures and words, who drew it up and who approves."""
    document = working_paper("Dự toán kinh phí đánh giá ngoài", "{{ title }}", "Năm học {{ school_year }}")
    write(document, "Đơn vị tính: đồng", CAPTION)
    columns = (
        ("TT", "number", 1.0), ("Nội dung chi", "what", 3.3), ("Đơn vị tính", "measure", 1.6), ("Số lượng", "quantity", 1.7),
        ("Số ngày", "days", 1.3), ("Mức chi", "rate", 2.0), ("Thành tiền", "amount", 2.4), ("Căn cứ", "basis", 3.2),
    )  # fmt: skip
    centred = ("number", "measure", "quantity", "days", "rate", "amount")
    made = listing(document, "row in rows", columns, centre=centred, total="row.heading")
    sums = ("", "**{{ total_label }}**", "", "", "", "", "**{{ total }}**", "")
    styles = [TABLE_CENTRE if field in centred else TABLE_TEXT for _, field, _ in columns]
    tables.add_row(made, [width for _, _, width in columns], sums, styles)
    write(document, "Bằng chữ: {{ total_words }}.", PLAIN, before=8, keep=True)
    tag(document, "if open_note")
    write(document, "{{ open_note }}", NOTE, keep=True)
    tag(document, "endif")
    two_sides(document, "{{ place_date }}", ("NGƯỜI LẬP", ""), ("{{ head_line }}", "{{ head_name }}"))
    return document
