"""The workbook `danh-gia-ngoai`: a unit's year of external reviews. The schedule and the registrations behind it."""

from __future__ import annotations

from kdcl_xl.forms.columns import Code, Count, Fields, LongText, Ordinal, Row, Text, VnDate, cell, column
from kdcl_xl.forms.form import Form
from kdcl_xl.forms.vocabulary import KindName, Purpose, YesNo

PLAN, ORIGIN = "1. Kế hoạch", "2. Tệp đã đọc"


class ReviewPlan(Fields, sheet="Thông tin", heading="THÔNG TIN KẾ HOẠCH ĐÁNH GIÁ NGOÀI"):
    """What the plan says of itself, and the file it was read from."""

    number: Code = cell("Số, ký hiệu kế hoạch", name="dgn_so", group=PLAN, help="Ví dụ: 1402/KH-GDĐT. Để trống khi chưa có số.")  # fmt: skip
    issued_on: VnDate | None = cell("Ngày ban hành", name="dgn_ngay", group=PLAN)
    school_year: Code = cell("Năm học", name="dgn_nam_hoc", group=PLAN, help="Ví dụ: 2026-2027.")
    issuer: Text = cell("Cơ quan ban hành", name="dgn_co_quan", group=PLAN)
    superior: Text = cell("Cơ quan chủ quản", name="dgn_chu_quan", group=PLAN)
    signer: Text = cell("Người ký", name="dgn_nguoi_ky", group=PLAN, personal=True)
    source: Text = cell("Tên tệp kế hoạch", name="dgn_tep", group=ORIGIN)
    digest: Code = cell("SHA-256 của tệp", name="dgn_sha256", group=ORIGIN, help="Để đối chiếu đúng tệp kế hoạch: nội dung khác nhau thì mã khác nhau, dù tên giống nhau.")  # fmt: skip


class ScheduledVisit(Row, table="tbl_lich_dgn", sheet="Lịch đánh giá ngoài", heading="LỊCH ĐÁNH GIÁ NGOÀI", spare_rows=50, note="“Thời gian ghi trong kế hoạch” là nguyên văn; năm, tháng, ngày là cách hiểu (khoảng thời gian: ngày đầu). Ô trống là chưa rõ."):  # fmt: skip
    """One school of the schedule, with what its plan wrote and where."""

    stt: Ordinal | None = column("STT", width=6)
    school: Text = column("Trường", width=30, key=True, required=True)
    kind: Text = column("Cấp học", width=12, choices=KindName)
    when_text: Text = column("Thời gian ghi trong kế hoạch", width=22)
    year: Ordinal | None = column("Năm", width=7)
    month: Ordinal | None = column("Tháng", width=7)
    day: Ordinal | None = column("Ngày", width=6, help="Để trống khi kế hoạch chỉ ghi tháng.")
    unit: Text = column("Ghi theo", width=8, help="ngày, tháng, tuần, khoảng, hạn, quý, học kỳ, năm")
    first: VnDate | None = column("Từ ngày", width=11)
    last: VnDate | None = column("Đến ngày", width=11)
    kdcl: Text = column("Đề nghị KĐCL", width=9, choices=YesNo)
    cqg: Text = column("Đề nghị CQG", width=9, choices=YesNo)
    grade: Text = column("Mức đề nghị", width=14, help="Cấp độ KĐCLGD, mức độ CQG như kế hoạch ghi.")
    note: LongText = column("Ghi chú", width=24)
    others: LongText = column("Các cột khác", width=22)
    source: Text = column("Nguồn", width=16, key=True, help="Dòng, hoặc bảng và dòng, của tệp kế hoạch.")
    raw: LongText = column("Nguyên văn dòng", width=25)


class ReviewRegistration(Row, table="tbl_dang_ky_dgn", sheet="Đăng ký", heading="ĐĂNG KÝ ĐÁNH GIÁ NGOÀI", spare_rows=50, note="Mỗi trường một dòng. Từ kế hoạch: theo cột đề nghị; mã trường, hồ sơ điền khi đã nhận."):  # fmt: skip
    """What one school asks for. A purpose that is not known stays blank."""

    school_id: Code = column("Mã trường", width=14)
    school: Text = column("Trường", width=34, key=True, required=True)
    kind: Text = column("Cấp học", width=14, choices=KindName)
    purpose: Text = column("Mục đích đăng ký", width=18, choices=Purpose)
    grade: Text = column("Cấp độ, mức độ đề nghị", width=18)
    self_level: Count | None = column("Mức tự đánh giá", width=10)
    when_text: Text = column("Thời gian đề nghị", width=24)
    filed_on: VnDate | None = column("Ngày gửi hồ sơ", width=13)
    note: LongText = column("Ghi chú", width=30)
    source: Text = column("Nguồn", width=24, key=True)


class ImportRemark(Row, table="tbl_dgn_can_xem", sheet="Điểm cần xem", heading="ĐIỂM CẦN XEM KHI NHẬP LỊCH", note="Chương trình không tự sửa điều gì: mỗi dòng là một chỗ lạ trong kế hoạch và cách xử lý.", tab="list"):  # fmt: skip
    """One finding of reading the plan."""

    severity: Text = column("Mức độ", width=11, fixed=True)
    code: Code = column("Mã", width=10, key=True, fixed=True)
    place: Text = column("Chỗ trong tệp", width=24, key=True, fixed=True)
    message: LongText = column("Nội dung", width=60, key=True, fixed=True)
    remedy: LongText = column("Cách xử lý", width=44, fixed=True)
    law: Text = column("Căn cứ", width=30, fixed=True)


EXTERNAL_REVIEW = Form(
    id="danh-gia-ngoai",
    version="1.0",
    title="SỔ ĐÁNH GIÁ NGOÀI",
    fields=(ReviewPlan,),
    tables=(ScheduledVisit, ReviewRegistration, ImportRemark),
    needs_rules=False,
    order=("Thông tin", "Lịch đánh giá ngoài", "Đăng ký", "Điểm cần xem"),
    first_sheets=("Thông tin", "Lịch đánh giá ngoài", "Đăng ký"),
)
