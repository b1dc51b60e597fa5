"""Tables of `danh-gia-ngoai` about people: the pool of reviewers, panels, councils, training, costs, wishes."""

from __future__ import annotations

from kdcl_xl.forms.columns import Code, Count, Figure, LongText, Ordinal, Row, Text, VnDate, Year, column
from kdcl_xl.forms.review_words import Activity, PanelRole, SeatRole, Weight, Wish
from kdcl_xl.forms.vocabulary import YesNo


class Reviewer(Row, table="tbl_nhan_su_dgn", sheet="Nhân sự", heading="NHÂN SỰ ĐÁNH GIÁ NGOÀI", spare_rows=100, note="Mỗi người một dòng. Ngày bận ghi ở trang Ràng buộc xếp lịch."):  # fmt: skip
    """One person who may be called to a panel."""

    code: Code = column(
        "Mã người", width=10, key=True, required=True, help="Mã ngắn, không đổi, ví dụ NS001."
    )
    name: Text = column("Họ và tên", width=26, required=True, personal=True)
    position: Text = column("Chức vụ", width=18)
    school_id: Code = column("Mã trường", width=13, help="Trường đang công tác; để trống nếu ở cơ quan quản lý.")  # fmt: skip
    school: Text = column("Nơi công tác", width=30, required=True)
    subject: Text = column("Chuyên môn, môn", width=18)
    kinds: Text = column("Cấp học đánh giá được", width=22, help="Cách nhau bằng dấu chấm phẩy, ví dụ: Mầm non; Tiểu học. Để trống: mọi cấp.")  # fmt: skip
    trained: Year | None = column("Năm tập huấn", width=9)
    served: Count | None = column("Số lần đã tham gia", width=9)
    can_lead: Text = column("Làm trưởng đoàn được", width=10, choices=YesNo)
    can_write: Text = column("Làm thư ký được", width=10, choices=YesNo)
    most: Count | None = column("Số đợt tối đa năm nay", width=10, help="Để trống: theo trang Mốc, số lượng.")
    available: Text = column("Sẵn sàng năm nay", width=10, choices=YesNo, help="Không: không xếp vào đoàn nào. Để trống: Có.")  # fmt: skip
    phone: Code = column("Điện thoại", width=13, personal=True)
    note: Text = column("Ghi chú", width=22)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class PanelMember(Row, table="tbl_doan_dgn", sheet="Đoàn đánh giá ngoài", heading="ĐOÀN ĐÁNH GIÁ NGOÀI", spare_rows=100, note="Mỗi người của mỗi đoàn một dòng. Số, ngày quyết định ở trang Các bước."):  # fmt: skip
    """One seat of one panel."""

    school_id: Code = column("Mã trường được đánh giá", width=13, key=True)
    school: Text = column("Trường được đánh giá", width=30, key=True, required=True)
    person: Code = column("Mã người", width=10, key=True)
    name: Text = column("Họ và tên", width=26, key=True, required=True, personal=True)
    position: Text = column("Chức vụ, nơi công tác", width=34)
    role: Text = column("Vai trò", width=14, choices=PanelRole, required=True)
    criteria: Text = column("Tiêu chí phụ trách", width=20, help="Ví dụ: 1.1; 1.2; 2.1.")
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class CouncilSeat(Row, table="tbl_hd_tham_dinh", sheet="Hội đồng thẩm định", heading="HỘI ĐỒNG THẨM ĐỊNH", spare_rows=20, note="Hội đồng của Sở theo Thông tư 57/2026 (thành phần chưa đối chiếu văn bản chính thức). Tổ thẩm định hồ sơ của Phòng, xã cũng ghi ở đây, cột Hội đồng, tổ."):  # fmt: skip
    """One member of the Sở's council, or of an office's group that looks through dossiers."""

    body: Text = column("Hội đồng, tổ", width=24, key=True, required=True, choices="ds_hoi_dong_dgn", open_list=True)  # fmt: skip
    name: Text = column("Họ và tên", width=26, key=True, required=True, personal=True)
    position: Text = column("Chức vụ, nơi công tác", width=40)
    role: Text = column("Vai trò", width=14, choices=SeatRole, required=True)
    duty: Text = column("Nhiệm vụ", width=36)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class TrainingLine(Row, table="tbl_tap_huan", sheet="Tập huấn, điều động", heading="TẬP HUẤN VÀ ĐIỀU ĐỘNG", spare_rows=50, note="Lý lịch tham gia của từng người: tập huấn nào, điều động đi đâu, theo quyết định nào."):  # fmt: skip
    """One training or one call of one person."""

    person: Code = column("Mã người", width=10, key=True)
    name: Text = column("Họ và tên", width=26, key=True, required=True, personal=True)
    activity: Text = column("Loại việc", width=12, choices=Activity, key=True, required=True)
    what: Text = column("Nội dung", width=40, key=True)
    from_day: VnDate | None = column("Từ ngày", width=12)
    to_day: VnDate | None = column("Đến ngày", width=12)
    decision: Text = column("Số quyết định, công văn", width=22)
    result: Text = column("Kết quả, nhận xét", width=26)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class CostLine(Row, table="tbl_du_toan", sheet="Dự toán", heading="DỰ TOÁN KINH PHÍ ĐÁNH GIÁ NGOÀI", spare_rows=40, note="Mức chi do cơ quan tự ghi theo văn bản của địa phương: chương trình không có sẵn mức nào. Thành tiền = số lượng × số ngày × mức chi."):  # fmt: skip
    """One line of the cost of one visit, or of all ("Trường" blank). Money in đồng."""

    school: Text = column("Trường", width=28, key=True)
    what: Text = column("Nội dung chi", width=34, key=True, required=True)
    measure: Text = column("Đơn vị tính", width=12)
    quantity: Figure | None = column("Số lượng", width=9)
    days: Figure | None = column("Số ngày", width=8)
    rate: Figure | None = column("Mức chi (đồng)", width=13)
    amount: Figure | None = column("Thành tiền (đồng)", width=15)
    basis: Text = column("Căn cứ mức chi", width=30)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class Constraint(Row, table="tbl_rang_buoc", sheet="Ràng buộc xếp lịch", heading="RÀNG BUỘC VÀ MONG MUỐN KHI XẾP LỊCH", spare_rows=60, note="Bắt buộc thì không bao giờ vi phạm; mong muốn thì giữ nhiều nhất có thể. Thứ Bảy, Chủ nhật, ngày lễ, Tết đã biết sẵn."):  # fmt: skip
    """One thing that a schedule or a panel has to respect; see `Wish` for what the columns mean."""

    wish: Text = column("Loại", width=26, key=True, required=True, choices=Wish)
    who: Text = column("Đối tượng", width=28, key=True, help="Tên hoặc mã trường; tên hoặc mã người.")
    other: Text = column("Đối tượng thứ hai", width=28, key=True)
    from_day: VnDate | None = column("Từ ngày", width=12, key=True)
    to_day: VnDate | None = column("Đến ngày", width=12)
    number: Count | None = column("Số", width=7)
    weight: Text = column("Mức", width=12, choices=Weight, help="Để trống: Bắt buộc.")
    note: Text = column("Ghi chú", width=28)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class Proposal(Row, table="tbl_de_xuat_lich", sheet="Đề xuất", heading="ĐỀ XUẤT XẾP LỊCH, XẾP ĐOÀN", note="Do lệnh kdcl danh-gia-ngoai xep-lich, xep-doan ghi: đề xuất và lý do. Cơ quan xem, sửa ở trang Lịch và trang Đoàn.", tab="result"):  # fmt: skip
    """One remark of the solver: what it proposes, or which requests clash."""

    order: Ordinal | None = column("STT", width=6, key=True, fixed=True)
    school: Text = column("Trường, người", width=30, fixed=True)
    what: LongText = column("Đề xuất", width=60, fixed=True)
    why: LongText = column("Lý do", width=60, fixed=True)
