"""Tables of `danh-gia-ngoai` about the office's own work: terms, inspections, targets, what schools need."""

from __future__ import annotations

from kdcl_xl.forms.columns import (
    Code,
    Count,
    Figure,
    LongText,
    Ordinal,
    Row,
    Share,
    ShortCode,
    Text,
    VnDate,
    column,
)
from kdcl_xl.forms.review_words import Meets, Scope, Subject
from kdcl_xl.forms.vocabulary import KindName, Progress


class ReviewTerm(Row, table="tbl_moc", sheet="Mốc, số lượng", heading="MỐC THỜI GIAN VÀ SỐ LƯỢNG", note="Giá trị mặc định kèm căn cứ. Cơ quan quy định khác thì sửa cột Giá trị và ghi văn bản ở cột Văn bản của cơ quan."):  # fmt: skip
    """One deadline or number as this office sets it."""

    id: Code = column("Mã", width=20, key=True, fixed=True)
    title: Text = column("Nội dung", width=46, fixed=True)
    value: Text = column("Giá trị", width=10, required=True)
    """"45", "15/6": no code, so a number typed as one is read as it stands."""
    unit: Text = column("Đơn vị tính", width=14, fixed=True)
    default: Code = column("Mặc định", width=10, fixed=True)
    source: Text = column("Căn cứ của mặc định", width=44, fixed=True)
    own_paper: Text = column("Văn bản của cơ quan", width=30)
    remark: Text = column("Lưu ý", width=36, fixed=True)


class Inspection(Row, table="tbl_kiem_tra", sheet="Kiểm tra", heading="KIỂM TRA CÔNG TÁC KIỂM ĐỊNH CHẤT LƯỢNG", spare_rows=40, note="Mỗi cuộc kiểm tra một dòng; từng nội dung ở bảng Nội dung kiểm tra."):  # fmt: skip
    """One inspection of one school: plan, minutes, conclusion."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=30, key=True, required=True)
    planned_on: VnDate | None = column("Ngày dự kiến", width=12, key=True)
    held_on: VnDate | None = column("Ngày kiểm tra", width=12)
    decision: Text = column("Số quyết định, kế hoạch", width=18)
    team: Text = column("Đoàn kiểm tra", width=36, personal=True, help="Họ tên và vai trò, cách nhau bằng dấu chấm phẩy.")  # fmt: skip
    present: Text = column("Đại diện nhà trường", width=28, personal=True)
    good: LongText = column("Ưu điểm", width=36)
    limits: LongText = column("Tồn tại", width=36)
    conclusion: Text = column("Số kết luận", width=16)
    concluded_on: VnDate | None = column("Ngày kết luận", width=12)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class InspectionItem(Row, table="tbl_noi_dung_kt", sheet="Nội dung kiểm tra", heading="NỘI DUNG KIỂM TRA VÀ VIỆC PHẢI LÀM SAU KIỂM TRA", spare_rows=120, note="Mỗi nội dung của mỗi trường một dòng. Kiến nghị có hạn và được theo dõi đến khi xong."):  # fmt: skip
    """One line of the checklist for one school, and what has to follow."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=28, key=True, required=True)
    number: Ordinal | None = column("STT", width=6, key=True)
    item: Text = column("Nội dung kiểm tra", width=40, key=True, required=True, choices="ds_noi_dung_kiem_tra", open_list=True)  # fmt: skip
    met: Text = column("Kết quả", width=10, choices=Meets)
    remark: LongText = column("Nhận xét", width=34)
    request: LongText = column("Kiến nghị, yêu cầu", width=34)
    due: VnDate | None = column("Hạn thực hiện", width=12)
    done_on: VnDate | None = column("Ngày xong", width=12)
    state: Text = column("Tình trạng", width=16, choices=Progress)
    evidence: Text = column("Minh chứng", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class Target(Row, table="tbl_chi_tieu", sheet="Chỉ tiêu", heading="CHỈ TIÊU VÀ KẾT QUẢ QUA CÁC NĂM", spare_rows=30, note="Nông thôn mới đếm trường theo cơ sở vật chất (QĐ 1491/2022), để riêng với chuẩn quốc gia. Số trường chưa biết để trống."):  # fmt: skip
    """Share of schools with a valid recognition: target, now, and the years before."""

    subject: Text = column("Nội dung", width=30, key=True, required=True, choices=Subject)
    kind: Text = column("Cấp học", width=14, key=True, choices=KindName, help="Để trống: mọi cấp học.")
    scope: Text = column("Phạm vi", width=11, key=True, choices=Scope)
    schools: Count | None = column("Số trường (mẫu số)", width=10)
    unheard: Count | None = column("Chưa có số liệu (trường)", width=10, help="Trong số đó, bao nhiêu trường chưa biết có được công nhận hay không; tỷ lệ khi ấy là một khoảng. Biết hết thì ghi 0 hoặc để trống.")  # fmt: skip
    holding: Count | None = column("Số trường đạt", width=10, help="Để trống: chương trình đếm từ trang Kết quả, công nhận. Ghi số thì dùng số ấy.")  # fmt: skip
    share: Share = column("Tỷ lệ hiện nay", width=18, fixed=True)
    target: Figure | None = column("Chỉ tiêu (%)", width=10)
    last_year: Figure | None = column("Tỷ lệ năm trước (%)", width=11)
    year_before: Figure | None = column("Tỷ lệ hai năm trước (%)", width=11)
    still_needed: Count | None = column("Còn thiếu (trường)", width=10, fixed=True, help="Trường chưa có số liệu được tính là còn thiếu.")  # fmt: skip
    basis: Text = column("Văn bản giao chỉ tiêu", width=30)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class BuildNeed(Row, table="tbl_nhu_cau_chuan", sheet="Nhu cầu trường chuẩn", heading="NHU CẦU XÂY DỰNG TRƯỜNG CHUẨN QUỐC GIA", spare_rows=80, note="Từ tiêu chí chưa đạt: cần gì, bao nhiêu, tiền ở đâu, năm nào. Chưa có số liệu để trống hoặc ghi “chưa có”, không ghi 0."):  # fmt: skip
    """One thing a school lacks for the national standard."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=28, key=True, required=True)
    criterion: ShortCode = column("Tiêu chí", width=9, key=True)
    need: Text = column("Loại nhu cầu", width=20, key=True, required=True, choices="ds_nhu_cau", open_list=True)  # fmt: skip
    detail: LongText = column("Nội dung", width=36, key=True)
    measure: Text = column("Đơn vị tính", width=10)
    required_amount: Figure | None = column("Cần có", width=10)
    has: Figure | None = column("Hiện có", width=10)
    lacking: Figure | None = column("Còn thiếu", width=10)
    money: Figure | None = column("Kinh phí (triệu đồng)", width=12)
    funding: Text = column("Nguồn kinh phí", width=18)
    year: Text = column("Năm thực hiện", width=11)
    goal: Text = column("Mục tiêu công nhận", width=20, help="Ví dụ: CQG mức độ 1 năm 2028.")
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class ReviewSource(Row, table="tbl_dgn_nguon", sheet="Nguồn", heading="NGUỒN SỐ LIỆU", note="Tệp nào đứng sau các dòng của sổ này: cột Nguồn ở mỗi bảng dẫn đến đây.", tab="list"):  # fmt: skip
    """One file behind the rows, unchanged from the Phòng up to the Sở."""

    source: Code = column("Nguồn", width=15, key=True, fixed=True)
    file: Text = column("Tệp", width=46, fixed=True)
    form: Text = column("Loại sổ", width=26, fixed=True)
    office: Text = column("Đơn vị", width=30, fixed=True)
    day: VnDate | None = column("Ngày số liệu", width=12, fixed=True)
    sha256: Code = column("SHA-256", width=68, fixed=True)
