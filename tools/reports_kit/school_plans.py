"""Plans of a school and what goes with them: self-assessment plan, catalogue of evidence, improvement plans, report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports_kit import house, official, report_2026, report_parts, school_letters, tables
from reports_kit.house import CENTRE, NOTE, PLAIN, heading, tag, write
from reports_kit.tables import Column, listing, table


def plan() -> Any:
    """ke-hoach-tu-danh-gia: purpose, standards, council, resources, timetable."""
    document = official.paper("Kế hoạch tự đánh giá")
    official.grounds(document)
    write(document, "{{ school }} lập kế hoạch tự đánh giá năm học {{ school_year }} như sau:")
    heading(document, "I. MỤC ĐÍCH, PHẠM VI", 2)
    write(document, "1. Mục đích: {{ purpose }}")
    write(document, "2. Phạm vi: {{ scope }}")
    heading(document, "II. NỘI DUNG TỰ ĐÁNH GIÁ", 2)
    write(
        document,
        "Tự đánh giá theo {{ circular }}: {{ indicator_note }}. Số minh chứng đã có trong sổ ghi ở bảng.",
        keep=True,
    )
    columns = (
        ("Tiêu chuẩn", "code", 2.0), ("Tên tiêu chuẩn", "title", 9.3), ("Số tiêu chí", "criteria", 2.5), ("Số minh chứng", "evidence", 2.7),
    )  # fmt: skip
    listing(document, "row in standards", columns, centre=("code", "criteria", "evidence"))
    heading(document, "III. HỘI ĐỒNG TỰ ĐÁNH GIÁ, NHÓM CÔNG TÁC", 2)
    write(document, "Hội đồng tự đánh giá gồm {{ member_count }}. {{ council_text }}")
    write(document, "Các nhóm công tác và việc được giao:", keep=True)
    school_letters.groups(document)
    heading(document, "IV. NGUỒN LỰC", 2)
    tag(document, "for line in resources")
    write(document, "{{ loop.index }}. {{ line }}.")
    tag(document, "endfor")
    heading(document, "V. THU THẬP MINH CHỨNG", 2)
    write(
        document,
        "Mỗi minh chứng mang một mã dùng chung cho mọi tiêu chí; người viết ghi mã ngay sau nhận định. Minh chứng có dữ "
        "liệu cá nhân chỉ ghi tên vào danh mục, lưu tại trường.",
    )
    heading(document, "VI. THỜI GIAN BIỂU", 2)
    columns = (("Công việc", "work", 7.9), ("Thời gian", "time", 3.6), ("Thực hiện", "who", 3.8))
    listing(document, "row in steps", columns, number=1.2, centre=("time",))
    heading(document, "VII. TỔ CHỨC THỰC HIỆN", 2)
    write(
        document,
        "Chủ tịch Hội đồng điều hành chung; nhóm trưởng chịu trách nhiệm về tiến độ, chất lượng các phiếu đánh giá của "
        "nhóm; các tổ, bộ phận cung cấp hồ sơ, số liệu theo yêu cầu của Hội đồng./.",
        keep=True,
    )
    official.signature(document)
    return document


def evidence_2018() -> Any:
    """danh-muc-minh-chung-2018: six columns on landscape pages."""
    return _evidence(report_parts.EVIDENCE_2018)


def evidence_2026() -> Any:
    """danh-muc-minh-chung-2026: five columns on landscape pages."""
    return _evidence(report_parts.evidence_2026(8.6, 2.4))


def _evidence(columns: Sequence[Column]) -> Any:
    document = house.new_document(13, "Danh mục minh chứng")
    house.without_field_update(document)
    house.lay_across(document.sections[0])
    house.number_pages(document.sections[0], at_top=False)
    tag(document, "if parent_body")
    write(document, "{{ parent_body }}", PLAIN, size=12, after=0)
    tag(document, "endif")
    write(document, "{{ school|upper }}", PLAIN, size=12, bold=True, after=10)
    write(document, "DANH MỤC MINH CHỨNG", CENTRE, size=14, bold=True)
    write(document, "Tự đánh giá năm học {{ school_year }} theo {{ circular }}", CENTRE, size=13, after=8)
    report_parts.evidence(document, columns)
    tag(document, "if not evidence")
    write(document, "Chưa có minh chứng nào trong danh mục.", NOTE)
    tag(document, "endif")
    write(document, "Danh mục có {{ evidence_count }}. {{ personal_note }}", PLAIN, before=8, keep=True)
    widths = (11.5, 14.2)
    made = table(document, widths, grid=False)
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    secretary, chair = row.cells
    write(secretary, "", CENTRE, size=13, keep=True)
    write(secretary, "THƯ KÝ", CENTRE, size=13, bold=True, keep=True)
    for _ in range(5):
        write(secretary, "", CENTRE, size=13, keep=True)
    write(secretary, "{{ secretary }}", CENTRE, size=13, bold=True)
    write(chair, "{{ place_date }}", CENTRE, size=13, italic=True, keep=True)
    official.signer_lines(chair)
    return document


def improvement_2018() -> Any:
    """ke-hoach-cai-tien-2018: one table on landscape pages between an upright beginning and end."""
    document = official.paper("Kế hoạch cải tiến chất lượng")
    official.grounds(document)
    write(document, "{{ basis }}")
    heading(document, "I. MỤC ĐÍCH", 2)
    write(document, "{{ purpose }}")
    heading(document, "II. KINH PHÍ", 2)
    write(document, "Kinh phí của các giải pháp: {{ cost }}.")
    heading(document, "III. TỔ CHỨC THỰC HIỆN", 2)
    write(document, "{{ duties }}")
    write(
        document,
        "{{ head_word }} kiểm tra việc thực hiện, báo cáo kết quả cuối năm học. Các giải pháp ghi ở Phụ lục kèm theo Kế "
        "hoạch này./.",
        keep=True,
    )
    official.signature(document)
    house.turn_page(document, landscape=True)
    write(document, "PHỤ LỤC", CENTRE, size=14, bold=True)
    write(document, "CÁC GIẢI PHÁP CẢI TIẾN CHẤT LƯỢNG", CENTRE, size=14, bold=True)
    write(document, "(Kèm theo Kế hoạch {{ head.cited }} của {{ head_word }} {{ school }})", CENTRE, size=13, italic=True, after=8)  # fmt: skip
    columns = (
        ("Tiêu chí", "criterion", 1.6),
        ("Điểm yếu cần khắc phục", "weakness", 4.3),
        ("Giải pháp", "measure", 6.2),
        ("Thời gian", "time", 2.6),
        ("Nhân lực thực hiện", "people", 3.3),
        ("Kinh phí", "cost", 2.9),
        ("Giám sát", "monitoring", 3.7),
    )
    listing(document, "row in measures", columns, number=1.1, centre=("criterion",))
    return document


def improvement_2026() -> Any:
    """ke-hoach-cai-tien-2026: Mẫu 2, sections I to VIII; the wide tables on landscape pages."""
    document = official.paper("Kế hoạch cải tiến chất lượng")
    heading(document, "I. THÔNG TIN CHUNG", 2)
    write(
        document,
        "{{ school }}; năm học tự đánh giá: {{ school_year }}; ngày phê duyệt báo cáo: {{ report_day }}; mức đạt được do "
        "Hội đồng tự đánh giá kết luận: {{ level }}.",
    )
    heading(document, "II. CĂN CỨ", 2)
    official.grounds(document)
    write(document, "{{ basis }}")
    heading(document, "III. MỤC ĐÍCH, YÊU CẦU", 2)
    write(document, "{{ purpose }}")
    heading(document, "IV. VẤN ĐỀ TRỌNG TÂM", 2)
    columns = (
        ("Tiêu chuẩn", "standard", 1.6),
        ("Tiêu chí (nếu có)", "criterion", 1.7),
        ("Đánh giá hiện trạng", "state", 2.7),
        ("Điểm hạn chế", "weakness", 4.7),
        ("Nguyên nhân", "causes", 4.7),
    )
    listing(document, "row in priorities", columns, number=1.1, centre=("standard", "criterion", "state"))
    house.turn_page(document, landscape=True)
    heading(document, "V. KẾ HOẠCH CẢI TIẾN", 2)
    report_2026.improvement_table(document)
    write(document, "Kinh phí của các giải pháp: {{ cost }}.", before=6)
    heading(document, "VI. THEO DÕI, ĐÁNH GIÁ", 2)
    _reviews(document, across=True)
    house.turn_page(document, landscape=False)
    heading(document, "VII. TỔ CHỨC THỰC HIỆN", 2)
    write(document, "{{ duties }}")
    heading(document, "VIII. CƠ CHẾ THEO DÕI, ĐÁNH GIÁ", 2)
    tag(document, "for line in monitoring")
    write(document, "- {{ line }}{% if loop.last %}.{% else %};{% endif %}")
    tag(document, "endfor")
    write(
        document,
        "Việc rà soát ghi vào bảng ở mục VI; {{ head_word|lower }} quyết định điều chỉnh kế hoạch khi cần./.",
        keep=True,
    )
    official.signature(document)
    return document


def _reviews(document: Any, *, across: bool) -> None:
    """Table VI of Mẫu 2."""
    widths = (3.0, 7.6, 5.0, 5.0, 4.0) if across else (2.4, 4.6, 3.2, 2.9, 2.3)
    fields = ("held_on", "content", "result", "adjustment", "reviewer")
    headings = ("Thời điểm", "Nội dung", "Kết quả", "Điều chỉnh", "Người đánh giá")
    columns = tuple(zip(headings, fields, widths, strict=True))
    listing(document, "row in reviews", columns, number=1.1, centre=("held_on",))


def improvement_report() -> Any:
    """bao-cao-cai-tien: counts, every measure, reviews, what goes on."""
    document = official.paper("Báo cáo thực hiện kế hoạch cải tiến chất lượng")
    write(document, "Kính gửi: {{ superior }}", CENTRE, size=14, before=6, after=10)
    write(
        document,
        "{{ school }} báo cáo kết quả thực hiện trong năm học {{ school_year }} kế hoạch cải tiến chất lượng lập sau tự đánh "
        "giá năm học {{ plan_year }} như sau:",
    )
    heading(document, "I. KẾT QUẢ CHUNG", 2)
    write(document, "Kế hoạch có {{ measure_count }}. Kinh phí theo kế hoạch: {{ cost }}.")
    tag(document, "if counts")
    columns = (("Mức độ thực hiện", "progress", 9.0), ("Số giải pháp", "count", 3.7), ("Tỷ lệ", "share", 3.8))
    listing(document, "row in counts", columns, centre=("count", "share"))
    tag(document, "endif")
    heading(document, "II. KẾT QUẢ TỪNG GIẢI PHÁP", 2)
    columns = (
        ("Tiêu chí", "criterion", 1.4),
        ("Nội dung, giải pháp", "content", 4.3),
        ("Thời hạn", "due", 2.4),
        ("Phụ trách", "people", 2.3),
        ("Mức độ", "progress", 1.9),
        ("Kết quả", "outcome", 3.1),
    )
    listing(document, "row in results", columns, number=1.1, centre=("criterion",))
    tag(document, "if reviews")
    heading(document, "III. RÀ SOÁT TRONG NĂM HỌC", 2)
    _reviews(document, across=False)
    tag(document, "endif")
    number = "{% if reviews %}IV{% else %}III{% endif %}"
    heading(document, f"{number}. TỒN TẠI, ĐỀ XUẤT", 2)
    write(document, "1. Việc tiếp tục thực hiện: {{ unfinished }}")
    write(document, "2. Khó khăn, vướng mắc:", keep=True)
    house.prose(document, "difficulties")
    write(document, "3. Đề xuất, kiến nghị:", keep=True)
    house.prose(document, "requests")
    write(
        document,
        "Trên đây là báo cáo kết quả thực hiện kế hoạch cải tiến chất lượng của {{ school }}./.",
        keep=True,
    )
    official.signature(document)
    return document
