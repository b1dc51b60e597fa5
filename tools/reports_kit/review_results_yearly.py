"""Papers about a whole year: báo cáo tổng kết, theo dõi cải tiến, kế hoạch trường chuẩn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports_kit import house, official, review_planning
from reports_kit.house import CAPTION, CENTRE, NOTE, PLAIN, heading, prose, tag, write
from reports_kit.tables import Column, listing

_UNSEEN = (
    "Bố cục của chương trình. Báo cáo năm của Sở có Mẫu 7 Thông tư 57/2026/TT-BGDĐT chưa đọc được: đối chiếu mẫu chính "
    "thức trước khi ký."
)
_BARS = "Thanh ngang: tỷ lệ từ 0 đến 100%."
_THREE_BARS = (
    "Biểu đồ: ba thanh từ trên xuống là hai năm trước, năm trước (nhạt dần) và hiện nay (đậm), từ 0 đến 100%; vạch đen là "
    "chỉ tiêu; thanh trống là chưa có số liệu."
)


_YEAR = (
    "done", "recognised", "standings", "expiring", "targets", "countryside", "progress", "requests", "ratings", "criteria",
    "needs", "candidates",
)  # fmt: skip
_BUILDING = ("shares", "goals", "needs", "years", "funding")
"""The tables of a paper in their order: one without rows is not printed, and takes no number."""


def _numbered(order: Sequence[str], rows: str, title: str) -> str:
    """The caption of a table, counted among those that are printed."""
    so_far = ", ".join(order[: order.index(rows) + 1])
    return f"Bảng {{{{ [{so_far}]|select|list|length }}}}. {title}"


def year_report() -> Any:
    """bao-cao-tong-ket-dgn."""
    document = official.paper("Báo cáo tổng kết đánh giá ngoài, công nhận, cải tiến")
    official.addressee(document)
    prose(document, "basis")
    _done(document)
    _certificates(document)
    _targets(document)
    _improvement(document)
    _inspection(document)
    _ratings(document)
    _needs(document)
    _next_year(document)
    heading(document, "IX. HẠN CHẾ, NGUYÊN NHÂN", 2)
    prose(document, "limitations")
    heading(document, "X. ĐỀ XUẤT, KIẾN NGHỊ", 2)
    prose(document, "proposals")
    document.core_properties.comments = _UNSEEN
    return _end(document)


def _end(document: Any) -> Any:
    write(document, "{{ source_note }}", NOTE, before=6)
    official.unverified_note(document, "unverified")
    write(document, "{{ closing }}./.", before=8, keep=True)
    official.signature(document)
    return document


def _rows(
    document: Any,
    rows: str,
    caption: str,
    columns: Sequence[Column],
    *,
    centre: Sequence[str] = (),
    total: str = "",
    empty: str = "",
    numbered: bool = False,
) -> None:
    """A table with its caption; `empty` is said instead where there is no row."""
    tag(document, f"if {rows}")
    write(document, caption, CAPTION)
    listing(document, f"row in {rows}", columns, number=1.1 if numbered else 0, centre=centre, total=total)
    if empty:
        tag(document, "else")
        write(document, empty)
    tag(document, "endif")


def _done(document: Any) -> None:
    heading(document, "I. KẾT QUẢ TRONG NĂM HỌC", 2)
    counted = ("registered", "dossiers", "reviewed", "accredited", "standard")
    _rows(
        document, "done", _numbered(_YEAR, "done", "Đăng ký, thẩm định, đánh giá, công nhận (số liệu đến ngày {{ as_of }}, đơn vị: trường)"),
        (("Cấp học", "kind", 3.5), ("Đăng ký, có trong lịch", "registered", 2.6), ("Hồ sơ đủ điều kiện", "dossiers", 2.6),
         ("Đã đánh giá, thẩm định", "reviewed", 2.6), ("Công nhận KĐCLGD", "accredited", 2.6), ("Công nhận CQG", "standard", 2.6)),
        centre=counted, total="row.total",
    )  # fmt: skip
    _rows(
        document, "recognised", _numbered(_YEAR, "recognised", "Quyết định công nhận trong năm học"),
        (("Trường", "school", 4.6), ("Cấp học", "kind", 2.2), ("Công nhận", "what", 2.8), ("Quyết định", "decision", 3.2), ("Có giá trị đến", "until", 2.6)),
        centre=("until",), empty="Trong năm học chưa có quyết định công nhận nào có số, ngày trong sổ.", numbered=True,
    )  # fmt: skip


def _certificates(document: Any) -> None:
    heading(document, "II. THỜI HẠN CÔNG NHẬN", 2)
    _rows(
        document, "standings", _numbered(_YEAR, "standings", "Công nhận theo thời hạn (đơn vị: trường)"),
        (("Thời hạn", "standing", 6.5), ("KĐCLGD", "accredited", 5.0), ("CQG", "standard", 5.0)),
        centre=("accredited", "standard"), empty="Sổ chưa ghi công nhận nào.",
    )  # fmt: skip
    _rows(
        document, "expiring", _numbered(_YEAR, "expiring", "Công nhận hết hạn, phải đăng ký, sắp hết hạn"),
        (("Trường", "school", 3.8), ("Đơn vị", "office", 2.4), ("Công nhận", "what", 2.2), ("Có giá trị đến", "until", 2.5), ("Tình trạng", "standing", 1.9), ("Đăng ký trước ngày", "register_by", 2.6)),
        centre=("until", "standing", "register_by"), empty="Không có công nhận nào hết hạn hoặc sắp hết hạn.", numbered=True,
    )  # fmt: skip


def _target_table(document: Any, rows: str, caption: str) -> None:
    _rows(
        document, rows, caption,
        (("Nội dung, cấp học", "what", 2.4), ("Phạm vi", "scope", 1.6), ("Hai năm trước", "before", 1.6), ("Năm trước", "last", 1.6), ("Hiện nay", "share", 2.0), ("Chỉ tiêu", "target", 1.5), ("So với chỉ tiêu", "verdict", 1.8), ("Biểu đồ", "chart", 4.0)),
        centre=("scope", "before", "last", "share", "target", "verdict", "chart"),
    )  # fmt: skip


def _targets(document: Any) -> None:
    heading(document, "III. TỶ LỆ, CHỈ TIÊU", 2)
    tag(document, "if targets or countryside")
    _target_table(document, "targets", _numbered(_YEAR, "targets", "Tỷ lệ trường được công nhận và chỉ tiêu"))
    _target_table(document, "countryside", _numbered(_YEAR, "countryside", "Tiêu chí trường học nông thôn mới (đếm theo cơ sở vật chất, tách khỏi CQG)"))  # fmt: skip
    write(document, _THREE_BARS, NOTE)
    tag(document, "else")
    write(document, "Trang Chỉ tiêu chưa có dòng nào.")
    tag(document, "endif")


def _progress_table(document: Any, rows: str, caption: str, word: str) -> None:
    _rows(
        document, rows, caption,
        ((word, "name", 3.2), ("Giải pháp", "measures", 1.5), ("Hoàn thành", "done", 1.7), ("Đang làm", "under_way", 1.4), ("Chưa làm", "not_started", 1.4), ("Quá hạn", "overdue", 1.3), ("Tỷ lệ hoàn thành", "share", 2.0), ("Biểu đồ", "chart", 4.0)),
        centre=("measures", "done", "under_way", "not_started", "overdue", "share", "chart"),
    )  # fmt: skip


def _improvement(document: Any) -> None:
    heading(document, "IV. CẢI TIẾN CHẤT LƯỢNG", 2)
    prose(document, "progress_text")
    _progress_table(
        document, "progress", _numbered(_YEAR, "progress", "Giải pháp cải tiến"), "Đơn vị, trường"
    )


def _inspection(document: Any) -> None:
    heading(document, "V. KIỂM TRA", 2)
    prose(document, "inspection_text")
    _rows(
        document, "requests", _numbered(_YEAR, "requests", "Yêu cầu sau kiểm tra chưa xong"),
        (("Trường", "school", 5.2), ("Yêu cầu", "request", 7.0), ("Hạn thực hiện", "due", 3.2)),
        centre=("due",), numbered=True,
    )  # fmt: skip


def _rating_table(document: Any, rows: str, caption: str, word: str) -> None:
    _rows(
        document, rows, caption,
        ((word, "name", 5.6), ("Số so sánh", "compared", 1.6), ("Tự đánh giá cao hơn", "above", 1.9), ("Thấp hơn", "below", 1.5), ("Tỷ lệ cao hơn", "share", 1.9), ("Biểu đồ", "chart", 4.0)),
        centre=("compared", "above", "below", "share", "chart"),
    )  # fmt: skip


def _ratings(document: Any) -> None:
    heading(document, "VI. TỰ ĐÁNH GIÁ SO VỚI ĐÁNH GIÁ NGOÀI", 2)
    prose(document, "rating_text")
    _rating_table(document, "ratings", _numbered(_YEAR, "ratings", "Theo trường (số tiêu chí)"), "Trường")
    _rating_table(
        document,
        "criteria",
        _numbered(_YEAR, "criteria", "Tiêu chí thường được tự đánh giá cao hơn (số trường)"),
        "Tiêu chí",
    )
    tag(document, "if ratings or criteria")
    write(document, _BARS, NOTE)
    tag(document, "endif")


def _needs(document: Any) -> None:
    heading(document, "VII. NHU CẦU CỦA CÁC TRƯỜNG", 2)
    _rows(
        document, "needs", _numbered(_YEAR, "needs", "Nhu cầu xây dựng trường chuẩn"),
        (("Loại nhu cầu", "need", 5.0), ("Số trường", "schools", 2.5), ("Số nhu cầu", "lines", 2.5), ("Kinh phí", "money", 5.4)),
        centre=("schools", "lines"), empty="Trang Nhu cầu trường chuẩn chưa có dòng nào.", numbered=True,
    )  # fmt: skip


def _next_year(document: Any) -> None:
    heading(document, "VIII. DỰ KIẾN NĂM HỌC {{ next_year }}", 2)
    _rows(
        document, "candidates", _numbered(_YEAR, "candidates", "Trường cần đưa vào lịch"),
        (("Trường", "school", 3.4), ("Cấp học", "kind", 1.5), ("Nội dung", "asks", 2.3), ("Lý do", "why", 5.6), ("Đăng ký trước ngày", "register_by", 2.6)),
        centre=("register_by",), empty="Chưa có trường nào cần đưa vào lịch theo số liệu của sổ.", numbered=True,
    )  # fmt: skip


# ---- improvement


def improvement_report() -> Any:
    """bao-cao-theo-doi-cai-tien."""
    document = review_planning.paper("Báo cáo theo dõi cải tiến chất lượng")
    official.addressee(document)
    prose(document, "basis")
    heading(document, "I. KẾT QUẢ THỰC HIỆN", 2)
    tag(document, "if schools")
    _progress_table(document, "units", "Bảng 1. Theo đơn vị (số liệu đến ngày {{ as_of }})", "Đơn vị")
    _progress_table(document, "schools", "Bảng {% if units %}2{% else %}1{% endif %}. Theo trường", "Trường")
    write(document, _BARS, NOTE)
    tag(document, "else")
    write(document, "Chưa có giải pháp nào trong sổ theo dõi.")
    tag(document, "endif")
    heading(document, "II. VIỆC QUÁ HẠN", 2)
    _rows(
        document, "overdue", "Giải pháp quá hạn",
        (("Trường", "school", 3.5), ("Tiêu chí", "criterion", 1.4), ("Giải pháp", "measure", 4.5), ("Hoàn thành trước", "due", 2.5), ("Quá (ngày)", "days", 1.6), ("Tình trạng", "state", 1.9)),
        centre=("criterion", "due", "days"), empty="Không có giải pháp nào quá hạn.", numbered=True,
    )  # fmt: skip
    heading(document, "III. RÀ SOÁT", 2)
    prose(document, "reviews_text")
    _rows(
        document, "reviews_missing", "Trường chưa đủ số lần rà soát",
        (("Trường", "school", 10.4), ("Đã rà soát", "reviews", 5.0)), centre=("reviews",), numbered=True,
    )  # fmt: skip
    heading(document, "IV. VẤN ĐỀ CÒN THEO DÕI QUA CÁC NĂM", 2)
    _rows(
        document, "threads", "Điểm yếu, giải pháp, minh chứng, kết quả",
        (("Trường", "school", 2.7), ("Tiêu chí", "criterion", 1.3), ("Điểm yếu, vấn đề", "issue", 3.2), ("Năm học nguồn", "years", 2.4), ("Giải pháp", "measure", 2.9), ("Minh chứng", "evidence", 1.7), ("Kết quả", "result", 2.3)),
        centre=("criterion",), empty="Không còn vấn đề nào phải theo dõi.",
    )  # fmt: skip
    heading(document, "V. ĐỀ XUẤT, KIẾN NGHỊ", 2)
    prose(document, "proposals")
    return _end(document)


# ---- plan of schools up to the national standard


def building_plan() -> Any:
    """ke-hoach-truong-chuan: the plan, then every need on landscape pages."""
    document = review_planning.paper("Kế hoạch xây dựng trường đạt chuẩn quốc gia")
    official.grounds(document)
    prose(document, "basis")
    heading(document, "I. MỤC ĐÍCH, YÊU CẦU", 2)
    tag(document, "for purpose in purposes")
    write(document, "- {{ purpose }}{% if loop.last %}.{% else %};{% endif %}")
    tag(document, "endfor")
    heading(document, "II. THỰC TRẠNG", 2)
    tag(document, "if shares")
    _target_table(
        document, "shares", _numbered(_BUILDING, "shares", "Tỷ lệ trường đạt chuẩn quốc gia và chỉ tiêu")
    )
    write(document, _THREE_BARS, NOTE)
    tag(document, "else")
    write(document, "Trang Chỉ tiêu chưa có dòng nào về chuẩn quốc gia.")
    tag(document, "endif")
    heading(document, "III. MỤC TIÊU", 2)
    _rows(
        document, "goals", _numbered(_BUILDING, "goals", "Mục tiêu từng trường"),
        (("Trường", "school", 4.4), ("Đơn vị", "office", 3.0), ("Mục tiêu công nhận", "goal", 3.2), ("Tiêu chí chưa đạt", "criteria", 2.0), ("Kinh phí", "money", 2.8)),
        centre=("criteria",), empty="Chưa có trường nào ghi nhu cầu, mục tiêu.", numbered=True,
    )  # fmt: skip
    heading(document, "IV. NHU CẦU, KINH PHÍ", 2)
    _rows(
        document, "needs", _numbered(_BUILDING, "needs", "Theo loại nhu cầu"),
        (("Loại nhu cầu", "need", 5.5), ("Số trường", "schools", 2.6), ("Số nhu cầu", "lines", 2.6), ("Kinh phí", "money", 5.8)),
        centre=("schools", "lines"), empty="Trang Nhu cầu trường chuẩn chưa có dòng nào.",
    )  # fmt: skip
    for rows, word in (("years", "năm thực hiện"), ("funding", "nguồn kinh phí")):
        _rows(
            document, rows, _numbered(_BUILDING, rows, f"Theo {word}"),
            ((f"{word[0].upper()}{word[1:]}", "label", 6.5), ("Số nhu cầu", "lines", 3.5), ("Kinh phí", "money", 6.5)),
            centre=("lines",),
        )  # fmt: skip
    heading(document, "V. TỔ CHỨC THỰC HIỆN", 2)
    prose(document, "duties")
    write(document, "{{ source_note }}", NOTE)
    official.unverified_note(document, "unverified")
    write(document, "Danh mục nhu cầu của từng trường ở Phụ lục kèm theo Kế hoạch này./.", keep=True)
    official.signature(document)
    _annex(document)
    return document


def _annex(document: Any) -> None:
    house.turn_page(document, landscape=True)
    write(document, "PHỤ LỤC", CENTRE, size=14, bold=True)
    write(document, "DANH MỤC NHU CẦU XÂY DỰNG TRƯỜNG ĐẠT CHUẨN QUỐC GIA", CENTRE, size=14, bold=True)
    write(document, "({{ attached_to }})", CENTRE, size=13, italic=True, after=8)
    columns = (
        ("Trường", "{% if row.first %}{{ row.school }}{% endif %}", 4.1), ("Tiêu chí", "criterion", 1.5),
        ("Loại nhu cầu", "need", 2.7), ("Nội dung", "detail", 6.0), ("Cần có", "required", 1.9), ("Hiện có", "has", 1.9),
        ("Còn thiếu", "lacking", 2.0), ("Kinh phí (triệu đồng)", "money", 2.0), ("Nguồn kinh phí", "funding", 2.2), ("Năm", "year", 1.4),
    )  # fmt: skip
    tag(document, "if lines")
    listing(
        document, "row in lines", columns, centre=("criterion", "required", "has", "lacking", "money", "year")
    )
    tag(document, "else")
    write(document, "Chưa có nhu cầu nào trong sổ.", PLAIN)
    tag(document, "endif")
