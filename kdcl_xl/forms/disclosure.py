"""The workbook `cong-khai`: what one school publishes in a school year under TT 09/2024/TT-BGDĐT, and when it did.

A form of its own, filled by the program from the school's self-assessment (docs/adr/0008-cong-khai.md): the accountant
works on the sheet "Thu chi", the office clerk on "Công khai" all the year round, long after the self-assessment was sent.
"""

from __future__ import annotations

from enum import StrEnum

from kdcl_xl.forms.columns import (
    Code,
    Count,
    Fields,
    Figure,
    LongText,
    Row,
    ShortCode,
    Text,
    VnDate,
    Year,
    cell,
    column,
)
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.vocabulary import KindName, Ownership
from kdcl_xl.law.disclosure import disclosure_law

IDENTITY, PORTRAIT, QUALITY, PLANS, ORIGIN = (
    "1. Định danh nhà trường",
    "2. Giới thiệu (Điều 4)",
    "3. Đánh giá và kiểm định chất lượng (khoản 3 Điều 8)",
    "4. Kế hoạch hoạt động giáo dục (khoản 1 Điều 9)",
    "5. Lần lập này",
)


class Published(StrEnum):
    """Whether something was published, as the school says; blank: it has not said."""

    YES = "Đã công khai"
    NO = "Chưa công khai"


class Place(StrEnum):
    """Where."""

    WEBSITE = "Trang thông tin điện tử"
    POSTED = "Niêm yết tại trường"
    BOTH = "Trang thông tin điện tử và niêm yết"


class Discloser(Fields, sheet="Nhà trường", heading="NỘI DUNG CÔNG KHAI CỦA NHÀ TRƯỜNG", advice="Chương trình điền sẵn từ sổ tự đánh giá; thầy/cô bổ sung phần còn trống."):  # fmt: skip
    """Who publishes, and everything that is prose."""

    name: Text = cell("Tên trường", name="ck_ten_truong", group=IDENTITY, required=True)
    school_id: Code = cell("Mã trường", name="ck_ma_truong", group=IDENTITY, required=True)
    kind: Text = cell("Loại trường", name="ck_loai_truong", group=IDENTITY, required=True, choices=KindName)
    ownership: Text = cell("Loại hình", name="ck_loai_hinh", group=IDENTITY, choices=Ownership)
    unit: Text = cell("Cơ quan quản lý trực tiếp", name="ck_co_quan_quan_ly", group=IDENTITY, required=True)
    province: Text = cell("Tỉnh/thành phố", name="ck_tinh", group=IDENTITY)
    ward: Text = cell("Xã/phường/đặc khu", name="ck_xa", group=IDENTITY)
    address: Text = cell("Địa chỉ", name="ck_dia_chi", group=IDENTITY)
    phone: Code = cell("Điện thoại", name="ck_dien_thoai", group=IDENTITY)
    email: Text = cell("Thư điện tử", name="ck_thu_dien_tu", group=IDENTITY)
    website: Text = cell("Trang thông tin điện tử", name="ck_website", group=IDENTITY)
    head: Text = cell("Người đứng đầu, người đại diện theo pháp luật", name="ck_nguoi_dung_dau", group=IDENTITY, required=True)  # fmt: skip
    founded: Year | None = cell("Năm thành lập", name="ck_nam_thanh_lap", group=IDENTITY)

    mission: LongText = cell("Sứ mạng, tầm nhìn, mục tiêu", name="ck_su_mang", group=PORTRAIT)
    history: LongText = cell("Quá trình hình thành và phát triển", name="ck_qua_trinh", group=PORTRAIT)
    organisation: LongText = cell("Tổ chức bộ máy", name="ck_to_chuc", group=PORTRAIT, help="Quyết định thành lập, hội đồng trường, các tổ; số, ngày quyết định.")  # fmt: skip
    rules: LongText = cell("Văn bản nội bộ đã ban hành", name="ck_van_ban", group=PORTRAIT, help="Chiến lược, quy chế dân chủ, quy chế tổ chức và hoạt động…")  # fmt: skip

    own_result: Text = cell("Kết quả tự đánh giá", name="ck_tu_danh_gia", group=QUALITY, help="Chương trình ghi mức trường tự xác định, chưa ghi thì ghi mức tính được; Hội đồng tự đánh giá kết luận.")  # fmt: skip
    accredited: Text = cell("Kiểm định chất lượng giáo dục", name="ck_kdcl", group=QUALITY)
    standard: Text = cell("Đạt chuẩn quốc gia", name="ck_cqg", group=QUALITY)
    improvement: LongText = cell("Cải tiến chất lượng sau đánh giá", name="ck_cai_tien", group=QUALITY)

    enrolment: LongText = cell("Kế hoạch tuyển sinh", name="ck_tuyen_sinh", group=PLANS)
    programme: LongText = cell("Kế hoạch giáo dục năm học", name="ck_ke_hoach", group=PLANS)
    partners: LongText = cell(
        "Phối hợp với gia đình, xã hội; hoạt động hỗ trợ", name="ck_phoi_hop", group=PLANS
    )
    outcome: LongText = cell(
        "Kết quả thực hiện nhiệm vụ trọng tâm khác", name="ck_nhiem_vu_khac", group=PLANS
    )

    money_year: Year | None = cell("Năm tài chính báo cáo", name="ck_nam_tai_chinh", group=ORIGIN, help="Ví dụ 2026; cột năm trước ở trang Thu chi là năm liền kề trước.")  # fmt: skip
    accountant: Text = cell("Kế toán", name="ck_ke_toan", group=ORIGIN, personal=True)
    revision: Count | None = cell("Lần lập", name="ck_lan_lap", group=ORIGIN, required=True, default=1, help="Bản đầu là 1; sửa rồi gửi lại thì tăng thêm 1.")  # fmt: skip
    origin: Text = cell("Lập từ sổ", name="ck_nguon", group=ORIGIN)
    origin_sha256: Code = cell("SHA-256 của sổ ấy", name="ck_nguon_sha256", group=ORIGIN)


class DisclosedFigure(Row, table="tbl_ck_so_lieu", sheet="Số liệu công khai", heading="SỐ LIỆU CÔNG KHAI", spare_rows=20, note="Điền sẵn từ trang Số liệu của sổ tự đánh giá. “chưa có” là không có số liệu; 0 chỉ khi thật sự bằng 0."):  # fmt: skip
    """One figure of the sections III, IV and VII, for the school year and the one before."""

    section: ShortCode = column("Mục", width=8, key=True, required=True, choices="ds_muc_cong_khai")
    code: Code = column("Mã", width=24, key=True)
    group: Text = column("Bảng", width=30)
    title: Text = column("Chỉ tiêu", width=50, required=True, key=True)
    measure: Text = column("Đơn vị tính", width=14)
    previous: Figure | None = column("Năm học trước", width=14)
    current: Figure | None = column("Năm học báo cáo", width=14, required=True)
    note: Text = column("Ghi chú", width=26)


class MoneyLine(Row, table="tbl_thu_chi", sheet="Thu chi", heading="THU, CHI TÀI CHÍNH (ĐIỀU 5)", spare_rows=20, note="Kế toán ghi. Tên dòng chưa đối chiếu với biểu gốc: thêm dòng ở cuối nếu cần. Ghi “chưa có” khi chưa quyết toán."):  # fmt: skip
    """One line of money (Điều 5 TT 09/2024): of the year reported, and of the one before."""

    code: Code = column("Mã", width=20, key=True)
    group: Text = column("Nhóm", width=40, key=True, choices="ds_nhom_thu_chi", open_list=True)
    title: Text = column("Nội dung", width=56, key=True, required=True)
    measure: Text = column("Đơn vị tính", width=18)
    previous: Figure | None = column("Năm trước", width=15)
    current: Figure | None = column("Năm báo cáo", width=15, required=True)
    note: Text = column("Ghi chú", width=28)


class Publication(Row, table="tbl_cong_khai", sheet="Công khai", heading="THEO DÕI CÔNG KHAI", note="Ghi cả năm: công khai ở đâu, ngày nào; nội dung thay đổi ngày nào và cập nhật ngày nào (chậm nhất 10 ngày làm việc)."):  # fmt: skip
    """What was published, where, when; when it changed and was updated. Blank: not said, which is not “no”."""

    section: ShortCode = column("Mục", width=8, key=True, fixed=True)
    title: Text = column("Nội dung", width=44, fixed=True)
    law: Text = column("Căn cứ", width=18, fixed=True)
    due: VnDate | None = column("Công khai trước ngày", width=14, fixed=True)
    state: Text = column("Tình trạng", width=16, choices=Published, help="Để trống: chưa rõ.")
    published_on: VnDate | None = column("Ngày công khai", width=14)
    place: Text = column("Nơi công khai", width=24, choices=Place, open_list=True)
    address: Text = column("Đường dẫn", width=34)
    changed_on: VnDate | None = column("Ngày nội dung thay đổi", width=14)
    updated_on: VnDate | None = column("Ngày cập nhật", width=14)
    person: Text = column("Người phụ trách", width=22, personal=True)
    note: Text = column("Ghi chú", width=24)


def _money(_edition: Edition) -> list[Row]:
    return [
        MoneyLine(code=row.code, group=group.title, title=row.title, measure=row.unit)
        for group in disclosure_law().money.groups
        for row in group.rows
    ]


def _publications(edition: Edition) -> list[Row]:
    law = disclosure_law()
    due = law.due(edition.school_year.end)
    return [Publication(section=s.code, title=s.title, law=s.ref, due=due) for s in law.sections]


def _lists(_edition: Edition) -> dict[str, tuple[str, ...]]:
    law = disclosure_law()
    return {
        "ds_muc_cong_khai": tuple(section.code for section in law.sections),
        "ds_nhom_thu_chi": tuple(group.title for group in law.money.groups),
    }


DISCLOSURE = Form(
    id="cong-khai",
    version="1.0",
    title="SỔ CÔNG KHAI CỦA NHÀ TRƯỜNG",
    fields=(Discloser,),
    tables=(DisclosedFigure, MoneyLine, Publication),
    needs_rules=False,
    order=("Nhà trường", "Số liệu công khai", "Thu chi", "Công khai"),
    first_sheets=("Nhà trường", "Số liệu công khai", "Thu chi", "Công khai"),
    prefill={MoneyLine: _money, Publication: _publications},
    lists=_lists,
)
