"""The sheets of single values of `tu-danh-gia`: the school itself, and what it registers for."""

from __future__ import annotations

from kdcl_xl.forms.columns import Code, Count, Fields, LongText, Text, VnDate, Year, cell
from kdcl_xl.forms.vocabulary import Area, AssessedLevel, KindName, Ownership, YesNo

IDENTITY, CONTACT, HISTORY, CONDITIONS, SUBMISSION = (
    "1. Định danh nhà trường",
    "2. Người đứng đầu và liên hệ",
    "3. Lần công nhận gần nhất",
    "4. Điều kiện để được xem xét công nhận",
    "5. Lần nộp này",
)


class School(Fields, sheet="Trường", heading="THÔNG TIN NHÀ TRƯỜNG"):
    """Identity of the school and of this submission."""

    name: Text = cell("Tên {institution}", name="ten_truong", group=IDENTITY, required=True, aliases=("Tên trường",), help="Ghi đúng tên trong quyết định thành lập, ví dụ: {name_example}.")  # fmt: skip
    school_id: Code = cell("Mã trường", name="ma_truong", group=IDENTITY, required=True, help="Mã của {institution} trong danh mục trường do Phòng/UBND xã/Sở cấp. Ghi dạng chữ, giữ số 0 ở đầu.")  # fmt: skip
    former_name: Text = cell("Tên trước đây (nếu có)", name="ten_truoc_day", group=IDENTITY)
    kind: Text = cell("Loại trường", name="loai_truong", group=IDENTITY, required=True, choices=KindName)
    scope: Text = cell("Phạm vi đánh giá", name="pham_vi", group=IDENTITY, required=True, choices=AssessedLevel, default="Toàn trường", help="Trường nhiều cấp học đánh giá chung một bộ: để “Toàn trường”. Chỉ chọn một cấp khi cơ quan quản lý yêu cầu mỗi cấp một bản.")  # fmt: skip
    ownership: Text = cell("Loại hình", name="loai_hinh", group=IDENTITY, required=True, choices=Ownership)
    special: Text = cell("Trường chuyên biệt / liên kết nước ngoài", name="chuyen_biet", group=IDENTITY, help="Ghi tên loại, ví dụ: trường chuyên, nội trú. Để trống nếu không.")  # fmt: skip
    unit: Text = cell("Cơ quan quản lý trực tiếp", name="co_quan_quan_ly", group=IDENTITY, required=True, help="Ví dụ: UBND phường Tân Mỹ; Sở Giáo dục và Đào tạo.")  # fmt: skip
    province: Text = cell("Tỉnh/thành phố", name="tinh", group=IDENTITY, required=True, choices="ds_tinh")
    ward: Text = cell("Xã/phường/đặc khu", name="xa", group=IDENTITY, required=True)
    area: Text = cell("Vùng", name="vung", group=IDENTITY, choices=Area, default="Bình thường")
    founded: Year | None = cell("Năm thành lập", name="nam_thanh_lap", group=IDENTITY)
    campuses: Count | None = cell("Số điểm trường", name="so_diem_truong", group=IDENTITY)

    head: Text = cell("Họ và tên {head}", name="nguoi_dung_dau", group=CONTACT, required=True, personal=True)
    phone: Code = cell("Điện thoại", name="dien_thoai", group=CONTACT, personal=True, help="Ghi dạng chữ để không mất số 0 ở đầu.")  # fmt: skip
    email: Text = cell("Thư điện tử", name="thu_dien_tu", group=CONTACT)
    website: Text = cell("Trang thông tin điện tử", name="website", group=CONTACT)
    address: Text = cell("Địa chỉ", name="dia_chi", group=CONTACT)

    accredited_grade: Count | None = cell("KĐCLGD: cấp độ", name="kdcl_cap_do", group=HISTORY, help="Cấp độ đã được công nhận; để trống nếu chưa.")  # fmt: skip
    accredited_decision: Text = cell("KĐCLGD: số quyết định", name="kdcl_quyet_dinh", group=HISTORY)
    accredited_on: VnDate | None = cell("KĐCLGD: ngày ký", name="kdcl_ngay", group=HISTORY)
    standard_grade: Count | None = cell("Chuẩn quốc gia: mức độ", name="cqg_muc_do", group=HISTORY, help="{standard_hint}")  # fmt: skip
    standard_decision: Text = cell("Chuẩn quốc gia: số quyết định", name="cqg_quyet_dinh", group=HISTORY, help="{standard_hint}")  # fmt: skip
    standard_on: VnDate | None = cell("Chuẩn quốc gia: ngày ký", name="cqg_ngay", group=HISTORY, help="{standard_hint}")  # fmt: skip

    cohort_completed: Text = cell("Đã có ít nhất một khóa hoàn thành chương trình", name="co_khoa_hoan_thanh", group=CONDITIONS, choices=YesNo)  # fmt: skip
    years_active: Count | None = cell(
        "Số năm đã hoạt động giáo dục", name="so_nam_hoat_dong", group=CONDITIONS
    )
    years_assessed: Count | None = cell("Số năm học liên tiếp có dữ liệu tự đánh giá, cải tiến", name="so_nam_tu_danh_gia", group=CONDITIONS)  # fmt: skip

    revision: Count | None = cell("Lần nộp", name="lan_nop", group=SUBMISSION, required=True, default=1, help="Bản đầu là 1. Mỗi lần sửa rồi nộp lại, tăng thêm 1.")  # fmt: skip
    approved_on: VnDate | None = cell("Ngày phê duyệt báo cáo", name="ngay_phe_duyet", group=SUBMISSION, required=True)  # fmt: skip
    prepared_by: Text = cell("Người lập biểu", name="nguoi_lap", group=SUBMISSION, personal=True)


class Registration(Fields, sheet="Đăng ký", heading="ĐĂNG KÝ ĐÁNH GIÁ NGOÀI, CÔNG NHẬN"):
    """What the school asks for, and when."""

    purpose: Text = cell("Mục đích đăng ký", name="dk_muc_dich", group="Nội dung đăng ký", choices="ds_muc_dich", required=True)  # fmt: skip
    grade: Count | None = cell("Cấp độ/mức độ đề nghị", name="dk_muc", group="Nội dung đăng ký")
    self_level: Count | None = cell("Mức tự đánh giá", name="dk_muc_tu_danh_gia", group="Nội dung đăng ký", help="Mức {school} tự xác định; chương trình đối chiếu với trang Đánh giá.")  # fmt: skip
    visit_month: VnDate | None = cell("Thời gian đề nghị đánh giá (ngày dự kiến)", name="dk_thoi_gian", group="Nội dung đăng ký")  # fmt: skip
    filed_on: VnDate | None = cell("Ngày gửi hồ sơ", name="dk_ngay_gui", group="Hồ sơ")
    letters: Count | None = cell("Số bản công văn đăng ký", name="dk_so_cong_van", group="Hồ sơ")
    reports: Count | None = cell("Số quyển báo cáo tự đánh giá", name="dk_so_bao_cao", group="Hồ sơ")
    contact: Text = cell("Người liên hệ", name="dk_lien_he", group="Hồ sơ", personal=True)
    note: LongText = cell("Ghi chú", name="dk_ghi_chu", group="Hồ sơ")
