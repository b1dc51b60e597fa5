"""Papers of a panel: reports on the dossier, minutes of the preliminary visit, phiếu of one criterion."""

from __future__ import annotations

from typing import Any

from reports_kit import official, tables
from reports_kit.house import BODY, CAPTION, CENTRE, NOTE, PLAIN, heading, prose, tag, write
from reports_kit.review_planning import paper, working_paper
from reports_kit.review_planning_dossiers import two_sides
from reports_kit.tables import listing, table


def preliminary() -> Any:
    """bao-cao-so-bo: what one member makes of each criterion."""
    document = working_paper(
        "Báo cáo sơ bộ", "BÁO CÁO SƠ BỘ", "Kết quả nghiên cứu hồ sơ của thành viên, năm học {{ school_year }}"
    )
    write(document, "Trường được đánh giá: **{{ school }}**", PLAIN)
    write(document, "Người viết: **{{ member }}** ({{ role }})", PLAIN)
    write(document, "Căn cứ: {{ circular }}.", PLAIN, after=8)
    tag(document, "for criterion in criteria")
    heading(document, "{{ criterion.named }}: {{ criterion.title }}", 3)
    for number, (name, label) in enumerate(
        (
            ("state", "Nhận xét về mô tả hiện trạng"),
            ("strengths", "Nhận xét về điểm mạnh"),
            ("weaknesses", "Nhận xét về điểm yếu"),
            ("plan", "Nhận xét về kế hoạch cải tiến"),
            ("evidence", "Minh chứng cần kiểm tra"),
            ("survey", "Nội dung cần khảo sát"),
        ),
        start=1,
    ):
        write(document, f"{number}. {label}:", PLAIN, italic=True, keep=True, indent=1)
        prose(document, f"criterion.{name}")
    tag(document, "endfor")
    two_sides(document, "{{ place_date }}", ("", ""), ("NGƯỜI VIẾT", "{{ member }}"))
    return document


def dossier() -> Any:
    """bao-cao-nghien-cuu-ho-so: seven sections."""
    document = paper("Báo cáo kết quả nghiên cứu hồ sơ")
    write(document, "{{ opening }}")
    tag(document, "for section in sections")
    heading(document, "{{ loop.index }}. {{ section.title }}", 3)
    prose(document, "section.text", BODY)
    tag(document, "endfor")
    write(
        document,
        "Trên đây là kết quả nghiên cứu hồ sơ đánh giá của {{ school }}, làm căn cứ khảo sát tại trường./.",
        before=6,
        keep=True,
    )
    official.signature(document)
    official.unverified_note(document, "unverified")
    return document


def minutes() -> Any:
    """bien-ban-khao-sat-so-bo: who came, what was looked at, when the official visit is to be."""
    document = paper("Biên bản khảo sát sơ bộ")
    write(document, "Thời gian: {{ held_on }}. Địa điểm: {{ school }}.", before=4)
    write(document, "Đoàn đánh giá ngoài được thành lập theo {{ decision }}.")
    heading(document, "I. THÀNH PHẦN", 2)
    write(document, "1. Đoàn đánh giá ngoài", CAPTION)
    columns = (
        ("Họ và tên", "name", 5.0),
        ("Chức vụ, nơi công tác", "position", 7.2),
        ("Vai trò", "role", 3.2),
    )
    listing(document, "row in members", columns, number=1.1)
    write(
        document,
        "2. {{ school_word }}: {{ school_head }}, {{ head_word }}; đại diện Hội đồng tự đánh giá.",
        before=8,
    )
    heading(document, "II. NỘI DUNG, KẾT QUẢ KHẢO SÁT SƠ BỘ", 2)
    columns = (
        ("Hình thức", "method", 2.7), ("Đối tượng, địa điểm", "whom", 3.5), ("Nội dung", "content", 4.6), ("Kết quả", "result", 4.6),
    )  # fmt: skip
    listing(document, "row in items", columns, number=1.1)
    heading(document, "III. THỐNG NHẤT KHẢO SÁT CHÍNH THỨC", 2)
    write(document, "Thời gian khảo sát chính thức: {{ official_days }}.")
    write(
        document,
        "Biên bản được lập thành {{ copies }}, đã đọc cho các bên cùng nghe, nhất trí và ký tên./.",
        keep=True,
    )
    _signatures(document)
    official.unverified_note(document, "unverified")
    return document


def _signatures(document: Any) -> None:
    """Secretary left, head of the panel right; below, nơi nhận and the school."""
    widths = (7.5, 9.0)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    made = table(document, widths, grid=False)
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    _one(row.cells[0], "THƯ KÝ", "{{ secretary }}")
    official.signer_lines(row.cells[1])
    below = tables.long_row(made, widths)
    tables.keep_whole(below)
    write(below.cells[0], "", PLAIN, size=8, after=0)
    official.receivers(below.cells[0])
    write(below.cells[1], "", CENTRE, size=8)
    _one(below.cells[1], "ĐẠI DIỆN {{ school_word|upper }}", "{{ school_head }}")


def _one(cell: Any, office: str, name: str) -> None:
    write(cell, office, CENTRE, size=14, bold=True, keep=True)
    for _ in range(4):
        write(cell, "", CENTRE, size=14, keep=True)
    write(cell, name, CENTRE, size=14, bold=True, keep=True)


def criterion_form() -> Any:
    """phieu-danh-gia-ngoai: both results indicator by indicator, what the panel writes, the level."""
    document = working_paper(
        "Phiếu đánh giá tiêu chí của đoàn đánh giá ngoài",
        "PHIẾU ĐÁNH GIÁ TIÊU CHÍ (ĐÁNH GIÁ NGOÀI)",
        "Năm học {{ school_year }}",
    )
    write(document, "Trường được đánh giá: **{{ school }}**", PLAIN)
    write(document, "{{ heading }}", PLAIN, bold=True)
    write(document, "{{ criterion }}", PLAIN, bold=True, after=8)
    columns = (
        ("Mức", "level", 1.3), ("{{ indicator_word }}", "label", 1.7), ("Yêu cầu", "requirement", 5.6), ("Tự đánh giá", "own", 2.2),
        ("Đánh giá ngoài", "found", 2.2), ("Minh chứng", "evidence", 3.5),
    )  # fmt: skip
    listing(document, "row in indicators", columns, centre=("level", "label", "own", "found"))
    write(document, "* {{ indicator_word }} không chia nhỏ. {{ wording_note }}", NOTE)
    for number, (name, label) in enumerate(
        (
            ("description", "Nhận định"),
            ("strengths", "Điểm mạnh"),
            ("weaknesses", "Điểm yếu"),
            ("recommendation", "Kiến nghị, cải tiến"),
        ),
        start=1,
    ):
        heading(document, f"{number}. {label}", 3)
        prose(document, name)
    heading(document, "5. Mức đạt được", 3)
    write(document, "Tự đánh giá: {{ own }}. Đánh giá ngoài: **{{ found }}**.", keep=True)
    tag(document, "if reason")
    write(document, "Lý do khác với tự đánh giá: {{ reason }}.", keep=True)
    tag(document, "endif")
    two_sides(
        document, "{{ place_date }}", ("TRƯỞNG ĐOÀN", "{{ chair }}"), ("NGƯỜI ĐÁNH GIÁ", "{{ members }}")
    )
    return document
