"""The workbook `tong-hop-kdcl`: what a Phòng, xã or Sở makes of the workbooks it received.

It is a stamped form like any other: the level above reads it back row by row. Everything here is filled by the
program except the sheet "Chọn bản", where an officer decides between two files of the same revision.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from kdcl_xl.forms.columns import Code, Count, Figure, Row, Share, ShortCode, Text, VnDate
from kdcl_xl.forms.columns import column as _column
from kdcl_xl.forms.form import Form


class State(StrEnum):
    """What became of a file, or of a school on the list."""

    ACCEPTED = "Đã nhận"
    WITH_ERRORS = "Đã nhận, còn lỗi"
    MISSING = "Chưa nộp"
    CHOOSE = "Chờ chọn bản"
    APART = "Tính riêng"
    UNKNOWN_SCHOOL = "Chưa rõ trường"
    REFUSED = "Không nhận"
    SUPERSEDED = "Đã có bản mới hơn"
    REJECTED = "Không được chọn"
    SAME = "Trùng tệp đã nhận"
    COPY = "Cùng nội dung với tệp đã nhận"
    CLOSED = "Đã giải thể, sáp nhập"
    SUMMARY = "Sổ tổng hợp đã nhận"
    PASSED_OVER = "Bỏ qua"


class Counting(StrEnum):
    """Whether an assessment counts in the totals."""

    IN = "Có"
    OUTSIDE = "Ngoài mẫu số"
    """Independent nursery groups: on the list, levelled, outside every total."""
    APART = "Tính riêng"


class Dimension(StrEnum):
    """By what a line of statistics counts."""

    ALL = "Toàn bộ"
    KIND = "Loại trường"
    OWNERSHIP = "Loại hình"
    UNIT = "Đơn vị quản lý"
    STANDARD = "Tiêu chuẩn"
    CRITERION = "Tiêu chí"


class Danger(StrEnum):
    """Kinds of risk that can be computed."""

    EXPIRED = "Công nhận đã hết hạn"
    REGISTER = "Đến hạn đăng ký lại"
    EXPIRING = "Sắp hết hạn"
    DROPPING = "Nguy cơ tụt mức"
    CLASS_SIZE = "Sĩ số vượt"
    LAND = "Thiếu diện tích đất"
    FACILITIES = "Tiêu chí cơ sở vật chất"


def _shown(label: str, *, width: float, key: bool = False) -> Any:
    return _column(label, width=width, key=key, fixed=True)


_SOURCE = "Nguồn"
"""Every row names its source: the first 12 hex digits of the SHA-256 of the school's file (sheet "Nguồn")."""


class StatusLine(Row, table="tbl_tinh_trang", sheet="Tình trạng nộp", heading="TÌNH TRẠNG NỘP", note="Mỗi trường trong danh mục một dòng, rồi mỗi tệp không được tính một dòng: không tệp nào bị bỏ sót.", tab="result"):  # fmt: skip
    """One school of the list with the file that counts for it, or one file that counts for none."""

    school_id: Code = _shown("Mã trường", width=12, key=True)
    name: Text = _shown("Tên trường", width=30)
    state: Text = _shown("Tình trạng", width=18)
    why: Text = _shown("Vì sao", width=46)
    remedy: Text = _shown("Việc cần làm", width=38)
    file: Text = _shown("Tệp", width=30, key=True)
    revision: Count | None = _shown("Lần nộp", width=8)
    errors: Count | None = _shown("Số lỗi", width=8)
    warnings: Count | None = _shown("Số cảnh báo", width=9)
    kind: Text = _shown("Loại trường", width=13)
    ownership: Text = _shown("Loại hình", width=11)
    unit: Text = _shown("Đơn vị quản lý", width=26)
    listed: Text = _shown("Trong danh mục", width=10)
    counted: Text = _shown("Tính vào mẫu số", width=10)
    school_year: Code = _shown("Năm học", width=11)
    template: Text = _shown("Phiên bản mẫu", width=12)
    source: Code = _shown(_SOURCE, width=15)


class Result(Row, table="tbl_ket_qua", sheet="Kết quả theo trường", heading="KẾT QUẢ TỰ ĐÁNH GIÁ THEO TRƯỜNG", note="Mức do chương trình tính từ từng chỉ báo; hội đồng và cơ quan có thẩm quyền kết luận. Còn chỉ báo chưa đánh giá thì ghi mức thấp nhất và cao nhất có thể.", tab="result"):  # fmt: skip
    """One assessment: school × scope × rule set × school year."""

    school_id: Code = _shown("Mã trường", width=12, key=True)
    name: Text = _shown("Tên trường", width=30)
    kind: Text = _shown("Loại trường", width=13)
    scope: Text = _shown("Phạm vi", width=12, key=True)
    headline: Text = _shown("Kết quả", width=26)
    blocked_by: Text = _shown("Tiêu chí chặn mức tiếp theo", width=34)
    gap: Text = _shown("Cải tiến ít nhất để lên mức", width=34)
    accredited_grade: Count | None = _shown("KĐCLGD: cấp độ", width=9)
    accredited_until: VnDate | None = _shown("KĐCLGD: hết hạn", width=13)
    standard_grade: Count | None = _shown("Chuẩn quốc gia: mức độ", width=10)
    standard_until: VnDate | None = _shown("Chuẩn quốc gia: hết hạn", width=13)
    counted: Text = _shown("Tính vào tổng hợp", width=11)
    decides: Text = _shown("Quyết định mức cả trường", width=13)
    missing: Text = _shown("Cấp học chưa có bản", width=16)
    circular: Text = _shown("Bộ tiêu chuẩn", width=30, key=True)
    school_year: Code = _shown("Năm học", width=11, key=True)
    ownership: Text = _shown("Loại hình", width=11)
    unit: Text = _shown("Đơn vị quản lý", width=26)
    level_low: Count | None = _shown("Mức thấp nhất", width=9)
    level_high: Count | None = _shown("Mức cao nhất", width=9)
    assessed: Text = _shown("Đã đánh giá", width=9)
    approved_on: VnDate | None = _shown("Ngày phê duyệt", width=13)
    accredited_on: VnDate | None = _shown("KĐCLGD: ngày ký", width=13)
    standard_on: VnDate | None = _shown("Chuẩn quốc gia: ngày ký", width=13)
    pupils: Figure | None = _shown("Học sinh, trẻ, học viên", width=11)
    classes: Figure | None = _shown("Lớp, nhóm", width=9)
    teachers: Figure | None = _shown("Giáo viên", width=9)
    land: Figure | None = _shown("Diện tích đất (m²)", width=12)
    source: Code = _shown(_SOURCE, width=15)


class StatLine(Row, table="tbl_thong_ke", sheet="Thống kê", heading="THỐNG KÊ", note="Đếm lại từ từng dòng của trang Kết quả theo trường. “Chưa xác định” là còn chỉ báo chưa đánh giá; “Chưa đánh giá” không phải “Không đạt”.", tab="result"):  # fmt: skip
    """One count of schools by level, for all or for one criterion, standard, kind, ownership or unit."""

    circular: Text = _shown("Theo quy định", width=44, key=True)
    dimension: Text = _shown("Thống kê theo", width=15, key=True)
    code: Code = _shown("Mã", width=22, key=True)
    title: Text = _shown("Tên", width=40)
    schools: Count | None = _shown("Số trường", width=9)
    unmet: Count | None = _shown("Không đạt", width=9)
    level_1: Count | None = _shown("Mức 1", width=8)
    level_2: Count | None = _shown("Mức 2", width=8)
    level_3: Count | None = _shown("Mức 3", width=8)
    level_4: Count | None = _shown("Mức 4", width=8)
    undecided: Count | None = _shown("Chưa xác định", width=9)
    unassessed: Count | None = _shown("Chưa đánh giá", width=9)
    share: Share = _shown("Tỷ lệ đạt Mức 1 trở lên", width=20)


class Rate(Row, table="tbl_ty_le", sheet="Tỷ lệ đạt", heading="TỶ LỆ ĐẠT SO VỚI CHỈ TIÊU", note="Mẫu số lấy từ danh mục trường (không tính nhóm trẻ, lớp độc lập). Chỉ tính công nhận còn hạn vào ngày số liệu mà nhà trường khai trong tệp đã nhận.", tab="result"):  # fmt: skip
    """Share of the schools of one kind that hold a valid certificate, against the unit's own target."""

    subject: Text = _shown("Nội dung", width=42, key=True)
    kind: Text = _shown("Loại trường", width=16, key=True)
    schools: Figure | None = _shown("Số trường (mẫu số)", width=12)
    received: Count | None = _shown("Đã nhận số liệu", width=10)
    holding: Count | None = _shown("Số trường đạt", width=10)
    share: Share = _shown("Tỷ lệ", width=22)
    target: Share = _shown("Chỉ tiêu", width=16)
    comparison: Text = _shown("So với chỉ tiêu", width=26)
    still_needed: Count | None = _shown("Còn thiếu (trường)", width=10)


NO_MEASURE = "(chưa có giải pháp trong kế hoạch)"
"""What a need says where the plan of its school has no measure for it: a blank would look like a slip."""


class NeedLine(Row, table="tbl_nhu_cau", sheet="Cải tiến, nhu cầu", heading="CẢI TIẾN VÀ NHU CẦU", note="Các giải pháp nhà trường đề xuất cho tiêu chí đang chặn mức tiếp theo. Tiêu chí bị chặn mà chưa có giải pháp cũng thành một dòng.", tab="result"):  # fmt: skip
    """One measure behind a criterion that blocks the next level, or a blocking criterion without a measure."""

    school_id: Code = _shown("Mã trường", width=12, key=True)
    name: Text = _shown("Tên trường", width=28)
    criterion: ShortCode = _shown("Tiêu chí", width=9, key=True)
    title: Text = _shown("Tên tiêu chí", width=30)
    state: Text = _shown("Tình trạng tiêu chí", width=17)
    issue: Text = _shown("Điểm yếu, vấn đề", width=30, key=True)
    measure: Text = _shown("Giải pháp", width=36)
    ends_on: VnDate | None = _shown("Hoàn thành", width=13)
    budget: Figure | None = _shown("Kinh phí (triệu đồng)", width=12)
    funding: Text = _shown("Nguồn kinh phí", width=18)
    unit: Text = _shown("Đơn vị quản lý", width=22)
    origin_sheet: Text = _shown("Trang gốc", width=11)
    origin_row: Count | None = _shown("Dòng gốc", width=8)
    source: Code = _shown(_SOURCE, width=15)


class RegistrationLine(Row, table="tbl_dang_ky", sheet="Đăng ký", heading="ĐĂNG KÝ ĐÁNH GIÁ NGOÀI, CÔNG NHẬN", tab="result"):  # fmt: skip
    """What a school asks for, and whether its level allows it."""

    school_id: Code = _shown("Mã trường", width=12, key=True)
    name: Text = _shown("Tên trường", width=30)
    purpose: Text = _shown("Mục đích", width=18)
    grade: Count | None = _shown("Cấp độ/mức độ đề nghị", width=11)
    self_level: Count | None = _shown("Mức tự xác định", width=9)
    computed: Text = _shown("Kết quả chương trình tính", width=22)
    remark: Text = _shown("Nhận xét", width=44)
    visit_on: VnDate | None = _shown("Thời gian đề nghị", width=13)
    filed_on: VnDate | None = _shown("Ngày gửi hồ sơ", width=13)
    kind: Text = _shown("Loại trường", width=13)
    unit: Text = _shown("Đơn vị quản lý", width=26)
    origin_sheet: Text = _shown("Trang gốc", width=11)
    source: Code = _shown(_SOURCE, width=15)


class RiskLine(Row, table="tbl_nguy_co", sheet="Hết hạn, nguy cơ", heading="SẮP HẾT HẠN VÀ NGUY CƠ TỤT CHUẨN", note="Chỉ những nguy cơ tính được từ số liệu đã nộp. Số liệu là dấu hiệu để xem lại, không phải kết luận.", tab="result"):  # fmt: skip
    """One reason to look at a school again."""

    school_id: Code = _shown("Mã trường", width=12, key=True)
    name: Text = _shown("Tên trường", width=30)
    danger: Text = _shown("Nguy cơ", width=22, key=True)
    detail: Text = _shown("Cụ thể", width=58)
    due: VnDate | None = _shown("Mốc thời gian", width=13)
    basis: Text = _shown("Căn cứ", width=40)
    kind: Text = _shown("Loại trường", width=13)
    unit: Text = _shown("Đơn vị quản lý", width=26)
    source: Code = _shown(_SOURCE, width=15)


class FindingLine(Row, table="tbl_loi", sheet="Lỗi", heading="LỖI VÀ CẢNH BÁO", note="Mỗi mã một dòng cho mỗi tệp, kèm số lần và các ô đầu tiên. Danh sách đủ từng ô: lệnh kdcl kiem-tra.", tab="result"):  # fmt: skip
    """All findings of one code in one file."""

    school_id: Code = _shown("Mã trường", width=12, key=True)
    name: Text = _shown("Tên trường", width=28)
    severity: Text = _shown("Mức độ", width=11)
    code: Code = _shown("Mã lỗi", width=10, key=True)
    times: Count | None = _shown("Số lần", width=7)
    places: Text = _shown("Trang, ô", width=24)
    message: Text = _shown("Nội dung", width=50)
    remedy: Text = _shown("Cách sửa", width=40)
    file: Text = _shown("Tệp", width=36, key=True)
    law: Text = _shown("Căn cứ", width=24)
    source: Code = _shown(_SOURCE, width=15)


class ChoiceLine(Row, table="tbl_chon_ban", sheet="Chọn bản", heading="CHỌN BẢN KHI MỘT LẦN NỘP CÓ HAI NỘI DUNG", note="Ghi x vào cột Chọn của bản đúng, ghi người chọn và lý do, lưu tệp rồi chạy lại tổng hợp. Chưa chọn thì không bản nào được tính."):  # fmt: skip
    """One of several files of the same school and revision; an officer picks one."""

    school_id: Code = _shown("Mã trường", width=12, key=True)
    name: Text = _shown("Tên trường", width=28)
    revision: Count | None = _shown("Lần nộp", width=8)
    file: Text = _shown("Tệp", width=30)
    result: Text = _shown("Kết quả theo bản này", width=20)
    difference: Text = _shown("Khác bản đầu", width=46)
    chosen: Text = _column("Chọn", width=8, help="Ghi x vào đúng một bản.")
    chosen_by: Text = _column("Người chọn", width=20, personal=True)
    reason: Text = _column("Lý do", width=28)
    scope: Text = _shown("Phạm vi", width=12)
    circular: Text = _shown("Bộ tiêu chuẩn", width=30)
    school_year: Code = _shown("Năm học", width=11)
    source: Code = _shown(_SOURCE, width=15, key=True)


class ChangeLine(Row, table="tbl_thay_doi", sheet="Thay đổi", heading="THAY ĐỔI SO VỚI LẦN NỘP TRƯỚC", tab="result"):  # fmt: skip
    """One answer or figure that differs between two revisions of a school."""

    school_id: Code = _shown("Mã trường", width=14, key=True)
    name: Text = _shown("Tên trường", width=34)
    revisions: Text = _shown("Lần nộp", width=12)
    what: Text = _shown("Nội dung", width=48, key=True)
    before: Text = _shown("Trước", width=24)
    after: Text = _shown("Nay", width=24)
    source_before: Code = _shown("Nguồn trước", width=15)
    source: Code = _shown(_SOURCE, width=15)


class SourceLine(Row, table="tbl_nguon", sheet="Nguồn", heading="NGUỒN SỐ LIỆU", note="Mọi dòng trong sổ này truy về được tệp của trường. Cấp trên đọc lại các cột mã hóa ở bên phải; không sửa.", tab="list"):  # fmt: skip
    """One school workbook behind the figures, unchanged from the Phòng up to the Sở."""

    source: Code = _shown(_SOURCE, width=15, key=True)
    file: Text = _shown("Tệp của trường", width=44)
    revision: Count | None = _shown("Lần nộp", width=8)
    template: Text = _shown("Phiên bản mẫu", width=12)
    via: Text = _shown("Qua sổ tổng hợp", width=36)
    key: Code = _shown("Khóa", width=48)
    origin_table: Code = _shown("Bảng gốc", width=13)
    origin_sheet: Text = _shown("Trang gốc", width=11)
    origin_row: Count | None = _shown("Dòng gốc", width=8)
    sha256: Code = _shown("SHA-256", width=68)
    via_sha256: Code = _shown("SHA-256 sổ tổng hợp", width=68)
    province: Text = _shown("Tỉnh/thành phố", width=18)
    errors: Count | None = _shown("Số lỗi", width=8)
    warnings: Count | None = _shown("Số cảnh báo", width=9)
    hints: Count | None = _shown("Số gợi ý", width=9)
    regulation: Code = _shown("Mã bộ tiêu chuẩn", width=17)
    answers: Code = _shown("Câu trả lời (mã hóa)", width=40)
    figures: Code = _shown("Số liệu năm nay (mã hóa)", width=40)


OVERVIEW, MATRIX = "Tổng quan", "Ma trận tiêu chí"

SUMMARY = Form(
    id="tong-hop-kdcl",
    version="1.0",
    title="SỔ TỔNG HỢP KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC",
    fields=(),
    tables=(
        StatusLine,
        Result,
        StatLine,
        Rate,
        NeedLine,
        RegistrationLine,
        RiskLine,
        FindingLine,
        ChoiceLine,
        ChangeLine,
        SourceLine,
    ),
    drawn=(OVERVIEW, MATRIX),
    needs_rules=False,
    order=(
        OVERVIEW,
        "Tình trạng nộp",
        "Kết quả theo trường",
        MATRIX,
        "Thống kê",
        "Tỷ lệ đạt",
        "Cải tiến, nhu cầu",
        "Đăng ký",
        "Hết hạn, nguy cơ",
        "Lỗi",
        "Chọn bản",
        "Thay đổi",
        "Nguồn",
    ),
    first_sheets=(OVERVIEW, "Tình trạng nộp", "Kết quả theo trường", MATRIX),
)
