"""Papers of recognition: decisions, tờ trình to the province, council of the Sở (TT 57/2026)."""

from __future__ import annotations

from typing import Any

from reports_kit import house, official, review_planning
from reports_kit.house import CAPTION, CENTRE, prose, tag, write
from reports_kit.tables import listing

_UNSEEN = (
    "Bố cục của chương trình: mẫu chính thức theo Thông tư 57/2026/TT-BGDĐT ({form}) chưa đọc được đầy đủ. "
    "Đối chiếu mẫu chính thức trước khi ký."
)


def unofficial(document: Any, note: str) -> Any:
    """The document, its properties saying that the form is our own."""
    document.core_properties.comments = note
    return document


def _recognition(name: str, note: str = review_planning.OWN_LAYOUT) -> Any:
    document = official.paper(name)
    official.decision(document)
    write(document, "**Điều 1.** {{ content }}.")
    write(document, "**Điều 2.** {{ term }}.")
    write(
        document,
        "**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký. {{ executors }} chịu trách nhiệm thi hành Quyết định này./.",
        keep=True,
    )
    official.signature(document)
    return unofficial(document, note)


def accreditation() -> Any:
    """quyet-dinh-cong-nhan-kdclgd: the Sở, until 06/7/2026."""
    return _recognition("Quyết định cấp Giấy chứng nhận kiểm định chất lượng giáo dục")


def provincial() -> Any:
    """quyet-dinh-cong-nhan-cqg-2018: the province on the tờ trình of the Sở."""
    return _recognition("Quyết định công nhận trường đạt chuẩn quốc gia (UBND tỉnh)")


def standard() -> Any:
    """quyet-dinh-cong-nhan-cqg-2026: the Sở since 07/7/2026."""
    return _recognition(
        "Quyết định công nhận trường đạt chuẩn quốc gia", _UNSEEN.format(form="quyết định công nhận")
    )


def petition() -> Any:
    """to-trinh-ubnd-cqg: the list of schools and what the reviews found."""
    document = review_planning.paper("Tờ trình công nhận trường đạt chuẩn quốc gia")
    write(document, "Kính gửi: {{ addressee }}", CENTRE, size=14, before=8, after=10)
    official.grounds(document)
    write(
        document,
        "{{ office }} đã tổ chức đánh giá ngoài và kính trình {{ addressee }} xem xét, công nhận đạt chuẩn quốc gia đối với "
        "{{ count }} trong danh sách sau:",
        keep=True,
    )
    columns = (
        ("Trường", "school", 4.6), ("Cấp học", "kind", 2.0), ("Mức đánh giá ngoài", "found", 2.2), ("Mức độ đề nghị", "grade", 2.2),
        ("Báo cáo đánh giá ngoài", "report", 2.7), ("Ghi chú", "note", 1.7),
    )  # fmt: skip
    listing(document, "row in schools", columns, number=1.1, centre=("kind", "found", "grade", "report"))
    write(
        document,
        "Hồ sơ gửi kèm: báo cáo đánh giá ngoài và báo cáo tự đánh giá của từng trường.",
        before=8,
        keep=True,
    )
    write(document, "{{ office }} kính trình {{ addressee }} xem xét, quyết định./.", keep=True)
    official.signature(document)
    return document


# ---- the council of the Sở


def formation() -> Any:
    """quyet-dinh-hoi-dong-tham-dinh: three articles, then the list of members."""
    document = official.paper("Quyết định thành lập Hội đồng thẩm định")
    official.decision(document)
    write(
        document,
        "**Điều 1.** Thành lập Hội đồng thẩm định công nhận trường đạt chuẩn quốc gia năm học {{ school_year }} gồm "
        "{{ member_count }} (có danh sách kèm theo).",
    )
    write(
        document,
        "**Điều 2.** Hội đồng thẩm định xem xét hồ sơ đề nghị công nhận, kiểm tra thực tế khi cần, họp, kết luận và đề nghị "
        "{{ office }} theo {{ circular }}; tự giải thể khi hoàn thành nhiệm vụ.",
    )
    write(
        document,
        "**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng các phòng thuộc Sở và các ông (bà) có "
        "tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        keep=True,
    )
    official.signature(document)
    official.annex(document, "Thành viên Hội đồng thẩm định công nhận trường đạt chuẩn quốc gia")
    columns = (
        ("Họ và tên", "name", 4.4), ("Chức vụ, nơi công tác", "position", 5.2), ("Vai trò", "role", 2.4), ("Nhiệm vụ", "duty", 3.4),
    )  # fmt: skip
    listing(document, "row in members", columns, number=1.1)
    return unofficial(document, _UNSEEN.format(form="quyết định thành lập Hội đồng thẩm định"))


def _conditions(document: Any, caption: str) -> None:
    tag(document, "if conditions")
    write(document, caption, CAPTION)
    columns = (("Điều kiện", "text", 10.6), ("Kết quả xem xét", "stated", 4.8))
    listing(document, "item in conditions", columns, number=1.1)
    tag(document, "endif")


def minutes() -> Any:
    """bien-ban-hop-hoi-dong-tham-dinh: who met, what was looked at, votes, conclusion; secretary and chair sign."""
    document = official.paper("Biên bản họp Hội đồng thẩm định")
    write(document, "Thời gian: {{ opened }}. Địa điểm: {{ place }}.", before=4)
    write(document, "Hội đồng thẩm định có {{ member_count }}; có mặt: {{ present }} thành viên; vắng mặt: {{ absence }}.")  # fmt: skip
    write(document, "Thành phần tham dự", CAPTION)
    columns = (
        ("Họ và tên", "name", 5.0), ("Chức vụ, nơi công tác", "position", 5.6), ("Vai trò", "role", 2.6), ("Có mặt", "", 2.2),
    )  # fmt: skip
    listing(document, "row in members", columns, number=1.1)
    house.heading(document, "I. NỘI DUNG", 2)
    write(document, "Thẩm định hồ sơ đề nghị công nhận {{ school }} đạt chuẩn quốc gia theo {{ circular }}. Ngày nhận hồ sơ: {{ received_on }}. Kiểm tra thực tế: {{ visited_on }}.")  # fmt: skip
    _conditions(document, "Điều kiện xem xét")
    tag(document, "if proposed")
    write(document, "Mức tính được từ kết quả đối chiếu các tiêu chí (đề xuất, Hội đồng kết luận): {{ proposed }}.", before=8)  # fmt: skip
    tag(document, "endif")
    house.heading(document, "II. Ý KIẾN THẢO LUẬN", 2)
    prose(document, "discussion")
    house.heading(document, "III. KẾT LUẬN", 2)
    write(document, "1. Mức đạt: {{ level }}.")
    write(document, "2. Biểu quyết: {{ votes }} phiếu đồng ý trên {{ present }} thành viên có mặt.")
    write(document, "3. Kết luận: **{{ verdict }}{% if grade %} đạt chuẩn quốc gia {{ grade }}{% endif %}**.")
    write(document, "4. Lý do, kiến nghị:", keep=True)
    prose(document, "reasons")
    write(document, "Biên bản đã được đọc cho các thành viên dự họp cùng nghe và nhất trí./.", keep=True)
    official.two_signers(document)
    return unofficial(document, _UNSEEN.format(form="Mẫu 5"))


def notice() -> Any:
    """thong-bao-ket-qua-tham-dinh: result, conditions, what the school is to do."""
    document = official.paper("Thông báo kết quả thẩm định")
    write(
        document,
        "Căn cứ {{ circular }}, Hội đồng thẩm định của {{ office }} đã họp {{ met_on }}, xem xét hồ sơ đề nghị công nhận "
        "{{ school }} đạt chuẩn quốc gia. {{ office }} thông báo kết quả như sau:",
    )
    write(document, "1. Mức đạt: {{ level }}.")
    _conditions(document, "2. Điều kiện")
    write(document, "3. Kết luận: **{{ verdict }}{% if grade %} đạt chuẩn quốc gia {{ grade }}{% endif %}**.", before=8)  # fmt: skip
    write(document, "4. Lý do, kiến nghị:", keep=True)
    prose(document, "reasons")
    write(document, "{{ office }} thông báo để {{ school }} biết, thực hiện./.", keep=True)
    official.signature(document)
    return unofficial(document, _UNSEEN.format(form="Mẫu 4"))
