"""Papers about the đoàn đánh giá ngoài: its decision, the letter about its draft, the call of its members."""

from __future__ import annotations

from typing import Any

from reports_kit import official
from reports_kit.house import BODY, CAPTION, CENTRE, write
from reports_kit.review_planning import paper
from reports_kit.tables import listing


def decision() -> Any:
    """quyet-dinh-doan-dgn: three articles; members and steps on a page of their own."""
    document = paper("Quyết định thành lập Đoàn đánh giá ngoài")
    official.decision(document)
    write(
        document,
        "**Điều 1.** Thành lập Đoàn đánh giá ngoài {{ school }} gồm {{ member_count }} (có danh sách kèm theo). Nội dung đề nghị của "
        "trường: {{ asks }}.",
    )
    write(document, "**Điều 2.** {{ duties }}. Thời gian từng bước ghi trong danh sách kèm theo.")
    write(
        document,
        "**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký. {{ school }}, các ông, bà có tên tại Điều 1, bộ phận và cá nhân có liên "
        "quan chịu trách nhiệm thi hành Quyết định này./.",
        keep=True,
    )
    official.signature(document)
    official.annex(document, "Đoàn đánh giá ngoài {{ school }}")
    columns = (
        ("Họ và tên", "name", 4.3), ("Chức vụ, nơi công tác", "position", 5.5), ("Vai trò", "role", 2.4),
        ("Tiêu chí phụ trách", "criteria", 3.2),
    )  # fmt: skip
    listing(document, "row in members", columns, number=1.1)
    write(document, "Các bước làm việc của đoàn", CAPTION, before=14)
    listing(
        document,
        "row in steps",
        (("Bước", "title", 9.2), ("Thời gian", "when", 6.2)),
        number=1.1,
        centre=("when",),
    )
    return document


def opinion() -> Any:
    """cong-van-lay-y-kien: what is sent, until when to answer, how."""
    document = paper("Công văn lấy ý kiến về dự thảo báo cáo đánh giá ngoài", letter_subject="{{ subject }}")
    write(document, "Kính gửi: {{ school }}", CENTRE, size=14, before=16, after=12)
    write(
        document,
        "Đoàn đánh giá ngoài {{ school }} đã hoàn thành dự thảo báo cáo đánh giá ngoài {{ drafted }}. {{ office }} gửi kèm dự thảo để "
        "nhà trường nghiên cứu, cho ý kiến.",
    )
    write(
        document,
        "Ý kiến gửi bằng văn bản {{ deadline }}; với mỗi ý kiến ghi rõ tiêu chí, mục, trang, đề nghị sửa và minh chứng kèm theo. Trường "
        "thống nhất với dự thảo cũng trả lời bằng văn bản.",
    )
    write(
        document,
        "Đoàn đánh giá ngoài trả lời từng ý kiến, nêu lý do khi bảo lưu, rồi hoàn thiện báo cáo. Đầu mối liên hệ: {{ contact }}.",
    )
    write(document, "Đề nghị {{ school }} thực hiện đúng thời hạn./.", keep=True)
    official.signature(document)
    return document


def call() -> Any:
    """cong-van-dieu-dong: who goes where, when."""
    document = paper("Công văn điều động nhân sự đánh giá ngoài", letter_subject="{{ subject }}")
    write(document, "Kính gửi: {{ place }}", CENTRE, size=14, before=16, after=12)
    write(
        document,
        "Thực hiện công tác đánh giá ngoài năm học {{ school_year }}, {{ office }} điều động {{ people_count }} đang công tác tại "
        "{{ place }} tham gia đoàn đánh giá ngoài:",
        BODY,
        keep=True,
    )
    columns = (
        ("Họ và tên", "name", 3.6), ("Chức vụ", "position", 2.8), ("Vai trò", "role", 2.0), ("Trường được đánh giá", "school", 3.4),
        ("Thời gian khảo sát", "when", 3.6),
    )  # fmt: skip
    listing(document, "row in people", columns, number=1.1, centre=("when",))
    write(
        document,
        "Đề nghị {{ place }} bố trí thời gian, phân công người làm thay và tạo điều kiện để người được điều động hoàn thành nhiệm vụ. "
        "Đầu mối liên hệ: {{ contact }}.",
        before=8,
    )
    write(document, "Đề nghị {{ place }} và các ông, bà có tên trên thực hiện./.", keep=True)
    official.signature(document)
    return document
