"""Papers of a school: decision on the council, invitation, minutes, cover letter, notice of results, petition."""

from __future__ import annotations

from typing import Any

from reports_kit import house, official
from reports_kit.house import CAPTION, CENTRE, PLAIN, tag, write
from reports_kit.tables import listing


def decision() -> Any:
    """quyet-dinh-hoi-dong-tdg: three articles, then the list of members on a page of its own."""
    document = official.paper("Quyết định thành lập Hội đồng tự đánh giá")
    official.decision(document)
    write(
        document,
        "**Điều 1.** Thành lập Hội đồng tự đánh giá {{ school }} năm học {{ school_year }} gồm {{ member_count }} "
        "(có danh sách kèm theo).",
    )
    write(document, "**Điều 2.** {{ duties }}.")
    write(
        document,
        "**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký. Các thành viên Hội đồng tự đánh giá, các tổ, bộ phận và "
        "cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
        keep=True,
    )
    official.signature(document)
    official.annex(document, "Thành viên Hội đồng tự đánh giá năm học {{ school_year }}")
    columns = (
        ("Họ và tên", "name", 4.2), ("Chức vụ", "position", 3.3), ("Vai trò trong Hội đồng", "role", 2.4),
        ("Nhóm công tác, nhiệm vụ", "duty", 5.5),
    )  # fmt: skip
    listing(document, "row in members", columns, number=1.1)
    tag(document, "if groups")
    write(document, "Các nhóm công tác", CAPTION, before=14)
    groups(document)
    tag(document, "endif")
    return document


def groups(document: Any) -> None:
    """The table of work groups, for the plan too."""
    columns = (
        ("Nhóm", "name", 2.6), ("Thành viên", "members", 5.8), ("Tiêu chuẩn, tiêu chí phụ trách", "criteria", 4.4),
        ("Hoàn thành trước", "due", 2.6),
    )  # fmt: skip
    listing(document, "row in groups", columns, number=1.1, centre=("due",))


def invitation() -> Any:
    """giay-moi-hop-hoi-dong: whom, when, where, what about."""
    document = official.paper("Giấy mời họp Hội đồng tự đánh giá")
    write(
        document,
        "Hội đồng tự đánh giá {{ school }} trân trọng kính mời các thành viên Hội đồng (có danh sách kèm theo) dự họp.",
    )
    write(document, "1. Thời gian: {{ time }}.")
    write(document, "2. Địa điểm: {{ place }}.")
    _agenda(document, "3. Nội dung:")
    write(document, "4. Chuẩn bị: {{ preparation }}.")
    write(document, "Đề nghị các thành viên Hội đồng dự họp đầy đủ, đúng thời gian./.", keep=True)
    official.signature(document)
    title = write(document, "DANH SÁCH MỜI HỌP", CENTRE, size=14, bold=True)
    title.paragraph_format.page_break_before = True
    write(document, "Hội đồng tự đánh giá năm học {{ school_year }}", CENTRE, size=14, bold=True, after=10)
    columns = (
        ("Họ và tên", "name", 5.8),
        ("Chức vụ", "position", 5.7),
        ("Vai trò trong Hội đồng", "role", 3.8),
    )
    listing(document, "row in guests", columns, number=1.2)
    return document


def _agenda(document: Any, heading: str) -> None:
    write(document, heading, keep=True)
    tag(document, "for item in agenda")
    write(document, "- {{ item }}{% if loop.last %}.{% else %};{% endif %}")
    tag(document, "endfor")


def minutes() -> Any:
    """bien-ban-hop-hoi-dong: prepared for the meeting, finished by hand; secretary and chair sign."""
    document = official.paper("Biên bản họp Hội đồng tự đánh giá")
    write(document, "Thời gian bắt đầu: {{ opened }}.", before=4)
    write(document, "Địa điểm: {{ place }}.")
    write(
        document, "Hội đồng tự đánh giá có {{ member_count }}; có mặt: ……; vắng mặt: …… (lý do: …………………………)."
    )
    write(document, "Chủ trì: {{ presided_by }}. Thư ký cuộc họp: {{ secretary }}.")
    write(document, "Thành phần tham dự", CAPTION)
    columns = (
        ("Họ và tên", "name", 5.2),
        ("Chức vụ", "position", 4.9),
        ("Vai trò", "role", 3.0),
        ("Có mặt", "", 2.3),
    )
    listing(document, "row in attendants", columns, number=1.1)
    house.heading(document, "I. NỘI DUNG", 2)
    tag(document, "for item in agenda")
    write(document, "{{ loop.index }}. {{ item }}.")
    tag(document, "endfor")
    house.heading(document, "II. KẾT QUẢ CÁC NHÓM CÔNG TÁC ĐỀ XUẤT", 2)
    columns = (
        ("Tiêu chí", "code", 1.8), ("Tên tiêu chí", "title", 8.3), ("Nhóm đề xuất", "proposed", 3.6), ("Hội đồng thống nhất", "", 2.8),
    )  # fmt: skip
    listing(document, "row in outcomes", columns, centre=("code", "proposed", ""))
    write(document, "Mức tính được từ các chỉ báo (đề xuất): {{ headline }}.", before=8)
    house.heading(document, "III. THẢO LUẬN, KẾT LUẬN", 2)
    write(document, "1. Ý kiến thảo luận:", keep=True)
    house.prose(document, "discussion")
    write(document, "2. Kết luận của Hội đồng:", keep=True)
    house.prose(document, "decisions")
    write(document, "3. Biểu quyết: {{ votes }}.")
    write(
        document,
        "Cuộc họp kết thúc vào {{ closed }}. Biên bản đã được đọc cho các thành viên dự họp cùng nghe và nhất trí./.",
        keep=True,
    )
    official.two_signers(document, room=5)
    return document


def cover_letter() -> Any:
    """cong-van-nop-ho-so: to the body above, with the list of papers."""
    document = official.paper("Công văn nộp báo cáo tự đánh giá", letter_subject="{{ subject }}")
    write(document, "Kính gửi: {{ superior }}", CENTRE, size=14, before=16, after=12)
    write(
        document,
        "Thực hiện {{ circular }}, {{ school }} đã hoàn thành tự đánh giá năm học "
        "{{ school_year }}; báo cáo tự đánh giá được phê duyệt {{ report_day }}. Kết quả do Hội đồng tự đánh giá kết "
        "luận: {{ level }}.",
    )
    tag(document, "if asks")
    write(document, "{{ school }} đăng ký đánh giá để được {{ asks }}.", keep=True)
    listing(document, "item in particulars", (("Thông tin", "label", 4.5), ("{{ school }}", "value", 12.0)))
    write(document, "", PLAIN, size=6, after=0)
    tag(document, "endif")
    _enclosures(document, "{{ school }} kính gửi {{ superior }} hồ sơ gồm:")
    write(
        document,
        "Liên hệ khi cần bổ sung, làm rõ hồ sơ: {{ contact }}.",
        before=8,
    )
    write(document, "Kính đề nghị {{ superior }} xem xét, cho ý kiến./.", keep=True)
    official.signature(document)
    return document


def _enclosures(document: Any, opening: str) -> None:
    write(document, opening, keep=True)
    columns = (("Tài liệu", "name", 12.0), ("Số lượng", "copies", 3.3))
    listing(document, "item in enclosures", columns, number=1.2, centre=("copies",))


def notice() -> Any:
    """thong-bao-ket-qua-tdg: counts by standard, the level, where to read the report, until when to comment."""
    document = official.paper("Thông báo kết quả tự đánh giá")
    write(
        document,
        "Hội đồng tự đánh giá {{ school }} đã hoàn thành tự đánh giá năm học {{ school_year }} theo {{ circular }}; báo "
        "cáo được phê duyệt {{ report_day }}. {{ school }} thông báo kết quả như sau:",
    )
    write(document, "1. Kết quả theo tiêu chuẩn", PLAIN, bold=True, keep=True, indent=1)
    _counts(document)
    write(document, "2. Kết quả chung", PLAIN, bold=True, keep=True, indent=1, before=8)
    write(document, "{{ strengths }}. Mức đạt được do Hội đồng tự đánh giá kết luận: {{ level }}.")
    write(document, "3. Công khai và góp ý", PLAIN, bold=True, keep=True, indent=1)
    write(document, "Báo cáo tự đánh giá được công bố tại {{ published_at }}.")
    write(
        document,
        "Ý kiến góp ý của tập thể, cá nhân gửi về {{ school }} trước {{ comments_until }}./.",
        keep=True,
    )
    official.signature(document)
    return document


def _counts(document: Any) -> None:
    """A column per level; rule sets have one to three, so the counts of all stand in cells made by a loop."""
    for count in (1, 2, 3):
        tag(document, f"{'if' if count == 1 else 'elif'} levels|length == {count}")
        width = (house.TEXT_WIDTH_CM - 6.1) / (count + 3)
        levels = [f"{{{{ levels[{place}] }}}}" for place in range(count)]
        headings = ("Số tiêu chí", *levels, "Không đạt", "Chưa xác định")
        fields = ("criteria", *[f"counts[{place}]" for place in range(count + 2)])
        counted = [(heading, field, width) for heading, field in zip(headings, fields, strict=True)]
        columns = (("Tiêu chuẩn", "standard", 6.1), *counted)
        listing(document, "row in lines", columns, centre=fields, total="row.total")
    tag(document, "endif")


def petition() -> Any:
    """to-trinh-dgn: what is asked for, on which conditions, with what dossier."""
    document = official.paper("Tờ trình đề nghị đánh giá ngoài, công nhận")
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=8, after=10)
    official.grounds(document)
    write(
        document,
        "{{ school }} đã hoàn thành tự đánh giá năm học {{ school_year }}; báo cáo tự đánh giá được phê duyệt "
        "{{ report_day }}. Kết quả do Hội đồng tự đánh giá kết luận: {{ level }}.",
    )
    tag(document, "if earlier")
    write(document, "Các lần công nhận trước: {{ earlier|join('; ') }}.")
    tag(document, "endif")
    write(document, "{{ school }} kính đề nghị {{ addressee }} xem xét {{ asks }}.")
    tag(document, "if conditions")
    write(document, "1. Điều kiện", PLAIN, bold=True, keep=True, indent=1)
    columns = (("Điều kiện", "text", 9.8), ("Tự xác định", "stated", 5.5))
    listing(document, "item in conditions", columns, number=1.2)
    tag(document, "endif")
    number = "{% if conditions %}2{% else %}1{% endif %}"
    write(document, f"{number}. Hồ sơ gửi kèm", PLAIN, bold=True, keep=True, indent=1, before=8)
    _enclosures(document, "Hồ sơ gồm:")
    write(
        document,
        "Thời gian đề nghị: {{ visit }}. {{ school }} kính trình {{ addressee }} xem xét, quyết định./.",
        keep=True,
        before=8,
    )
    official.signature(document)
    return document
