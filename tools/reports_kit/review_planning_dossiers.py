"""Papers about dossiers: the group that looks through them, its phiếu and biên bản, the tờ trình to the Sở."""

from __future__ import annotations

from typing import Any

from reports_kit import official, tables
from reports_kit.house import BODY, CAPTION, CENTRE, PLAIN, heading, prose, tag, write
from reports_kit.review_planning import paper, working_paper
from reports_kit.tables import listing, table


def decision() -> Any:
    """quyet-dinh-to-tham-dinh: three articles, the list on a page of its own."""
    document = paper("Quyết định thành lập Tổ thẩm định hồ sơ")
    official.decision(document)
    write(
        document,
        "**Điều 1.** Thành lập Tổ thẩm định hồ sơ đề nghị {{ work }} năm học {{ school_year }} gồm {{ member_count }} (có danh "
        "sách kèm theo).",
    )
    write(document, "**Điều 2.** {{ duties }}.")
    write(
        document,
        "**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký. Các ông, bà có tên tại Điều 1, bộ phận và cá nhân có liên quan chịu "
        "trách nhiệm thi hành Quyết định này./.",
        keep=True,
    )
    official.signature(document)
    official.annex(document, "Thành viên Tổ thẩm định hồ sơ năm học {{ school_year }}")
    members(document)
    return document


def members(document: Any) -> None:
    """The members of a group."""
    columns = (
        ("Họ và tên", "name", 4.2), ("Chức vụ, nơi công tác", "position", 4.6), ("Vai trò", "role", 2.4), ("Nhiệm vụ", "duty", 4.2),
    )  # fmt: skip
    listing(document, "row in members", columns, number=1.1)


def slip() -> Any:
    """phieu-tham-dinh-ho-so: one page for one dossier."""
    document = working_paper("Phiếu thẩm định hồ sơ", "PHIẾU THẨM ĐỊNH HỒ SƠ", "Năm học {{ school_year }}")
    write(document, "Trường: **{{ school }}**", PLAIN)
    write(document, "Nội dung đề nghị: {{ purpose }}", PLAIN)
    write(document, "Ngày nhận hồ sơ: {{ received_on }}", PLAIN, after=8)
    items(document)
    write(document, "Kết luận của người thẩm định: **{{ outcome }}**", PLAIN, before=8)
    write(document, "Nội dung cần bổ sung:", PLAIN, keep=True)
    prose(document, "to_supplement", PLAIN)
    write(document, "Hạn bổ sung: {{ supplement_by }}", PLAIN)
    two_sides(
        document, "{{ place_date }}", ("TỔ TRƯỞNG", "{{ leader }}"), ("NGƯỜI THẨM ĐỊNH", "{{ reviewer }}")
    )
    return document


def items(document: Any) -> None:
    """The checklist of a dossier."""
    columns = (
        ("Nội dung", "name", 4.9), ("Yêu cầu", "wanted", 4.7), ("Thực tế", "received", 2.9), ("Kết quả", "outcome", 2.9),
    )  # fmt: skip
    listing(document, "row in items", columns, number=1.1, centre=("received", "outcome"))


def two_sides(document: Any, date: str, left: tuple[str, str], right: tuple[str, str]) -> None:
    """Two people sign beside each other, place and date above the right one."""
    widths = (7.5, 9.0)
    write(document, "", PLAIN, size=6, keep=True, after=0)
    made = table(document, widths, grid=False)
    above = tables.long_row(made, widths)
    tables.keep_whole(above)
    for cell, text in zip(above.cells, ("", date), strict=True):
        write(cell, text, CENTRE, size=13, italic=True, keep=True)
    row = tables.long_row(made, widths)
    tables.keep_whole(row)
    for cell, (office, name) in zip(row.cells, (left, right), strict=True):
        write(cell, office, CENTRE, size=13, bold=True, keep=True)
        for _ in range(4):
            write(cell, "", CENTRE, size=13, keep=True)
        write(cell, name, CENTRE, size=13, bold=True)


def minutes() -> Any:
    """bien-ban-tham-dinh-ho-so: what was looked at, what was found, what was concluded."""
    document = paper("Biên bản thẩm định hồ sơ")
    write(document, "Thời gian thẩm định: {{ held_on }}. Hồ sơ nhận ngày: {{ received_on }}.", before=4)
    write(document, "Nội dung đề nghị: {{ purpose }}.")
    write(document, "Thành phần tham dự", CAPTION)
    members(document)
    heading(document, "I. KẾT QUẢ THẨM ĐỊNH", 2)
    items(document)
    heading(document, "II. Ý KIẾN THẢO LUẬN", 2)
    prose(document, "discussion")
    heading(document, "III. KẾT LUẬN", 2)
    write(document, "1. Kết luận của Tổ thẩm định: **{{ outcome }}**.")
    write(document, "2. Nội dung trường cần bổ sung:", keep=True)
    prose(document, "to_supplement")
    write(document, "3. Hạn bổ sung: {{ supplement_by }}.")
    write(document, "Biên bản đã được đọc cho các thành viên dự họp cùng nghe và nhất trí./.", keep=True)
    official.two_signers(document)
    return document


def petition() -> Any:
    """to-trinh-so-dgn: schools that are ready, schools that still mend their dossier."""
    document = paper("Tờ trình đề nghị đánh giá ngoài, thẩm định công nhận")
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=8, after=10)
    official.grounds(document)
    write(document, "{{ opening }}")
    write(document, "{{ office }} đề nghị {{ addressee }} {{ asked }}:", BODY, keep=True)
    _schools(document, "ready")
    tag(document, "if waiting")
    write(document, "Các trường đang hoàn thiện hồ sơ, đề nghị ở đợt sau:", BODY, keep=True, before=8)
    _schools(document, "waiting")
    tag(document, "endif")
    write(document, "{{ closing }}./.", keep=True, before=8)
    official.signature(document)
    return document


def _schools(document: Any, rows: str) -> None:
    columns = (
        ("Trường", "school", 4.2), ("Cấp học", "kind", 2.0), ("Nội dung đề nghị", "asks", 4.2), ("Tự đánh giá", "level", 2.0),
        ("Hồ sơ", "dossier", 3.0),
    )  # fmt: skip
    listing(document, f"row in {rows}", columns, number=1.1, centre=("kind", "level"))
