"""The workbook `danh-gia-ngoai`: the year of external review, recognition and improvement of a Phòng, xã or Sở.

Sources: Điều 26, 28, 34–38 of TT 17, 18, 19/2018/TT-BGDĐT; Điều 10, 16, 17, 19 of TT 57/2026/TT-BGDĐT. The tables stand in
`review_people`, `review_results`, `review_oversight`; deadlines and numbers in `law/data/danh_gia_ngoai.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kdcl_xl.forms.columns import Code, Count, Fields, LongText, Ordinal, Row, Text, VnDate, cell, column
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.review_oversight import (
    BuildNeed,
    Inspection,
    InspectionItem,
    ReviewSource,
    ReviewTerm,
    Target,
)
from kdcl_xl.forms.review_people import (
    Constraint,
    CostLine,
    CouncilSeat,
    PanelMember,
    Proposal,
    Reviewer,
    TrainingLine,
)
from kdcl_xl.forms.review_results import (
    Appraisal,
    Comparison,
    DossierReview,
    Feedback,
    ImprovementTrack,
    Recognised,
    ReviewProcess,
)
from kdcl_xl.forms.review_words import OfficeLevel
from kdcl_xl.forms.vocabulary import KindName, Purpose, YesNo
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law

OFFICE, PLAN, ORIGIN = "1. Đơn vị lập sổ", "2. Kế hoạch", "3. Tệp đã đọc"


class ReviewPlan(Fields, sheet="Thông tin", heading="THÔNG TIN KẾ HOẠCH ĐÁNH GIÁ NGOÀI"):
    """Whose workbook it is, what the plan says of itself, and the file it was read from."""

    office: Text = cell("Đơn vị", name="dgn_don_vi", group=OFFICE, required=True, help="Ví dụ: UBND phường Tân Mỹ; Sở Giáo dục và Đào tạo.")  # fmt: skip
    level: Text = cell("Cấp", name="dgn_cap", group=OFFICE, required=True, choices=OfficeLevel)
    province: Text = cell("Tỉnh/thành phố", name="dgn_tinh", group=OFFICE)
    as_of: VnDate | None = cell("Ngày số liệu", name="dgn_ngay_so_lieu", group=OFFICE)
    contact: Text = cell("Người theo dõi, điện thoại", name="dgn_lien_he", group=OFFICE, personal=True)
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
    school_id: Code = column("Mã trường", width=13)
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
    office: Text = column("Đơn vị", width=24, fixed=True)


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
    ownership: Text = column("Loại hình", width=11)
    computed: Text = column("Kết quả chương trình tính", width=22, fixed=True)
    remark: LongText = column("Nhận xét", width=34, fixed=True)
    note: LongText = column("Ghi chú", width=30)
    source: Text = column("Nguồn", width=24, key=True)
    office: Text = column("Đơn vị", width=24, fixed=True)


class ImportRemark(Row, table="tbl_dgn_can_xem", sheet="Điểm cần xem", heading="ĐIỂM CẦN XEM KHI NHẬP LỊCH", note="Chương trình không tự sửa điều gì: mỗi dòng là một chỗ lạ trong kế hoạch và cách xử lý.", tab="list"):  # fmt: skip
    """One finding of reading the plan."""

    severity: Text = column("Mức độ", width=11, fixed=True)
    code: Code = column("Mã", width=10, key=True, fixed=True)
    place: Text = column("Chỗ trong tệp", width=24, key=True, fixed=True)
    message: LongText = column("Nội dung", width=60, key=True, fixed=True)
    remedy: LongText = column("Cách xử lý", width=44, fixed=True)
    law: Text = column("Căn cứ", width=30, fixed=True)


def _terms(_edition: Edition) -> list[Row]:
    return [
        ReviewTerm(
            id=term.id,
            title=term.title,
            value=str(term.value),
            unit=term.unit,
            default=str(term.value),
            source=term.source,
            remark=term.note,
        )
        for term in review_law().terms
    ]


def _lists(_edition: Edition) -> Mapping[str, tuple[str, ...]]:
    return {
        "ds_hoi_dong_dgn": ("Hội đồng thẩm định của Sở", "Tổ thẩm định hồ sơ"),
        "ds_noi_dung_kiem_tra": (
            "Hội đồng tự đánh giá, phân công",
            "Kế hoạch tự đánh giá",
            "Minh chứng và mã minh chứng",
            "Báo cáo tự đánh giá, số liệu",
            "Kế hoạch cải tiến và rà soát",
            "Công khai kết quả",
            "Lưu trữ hồ sơ",
        ),
        "ds_nhu_cau": (
            "Đất",
            "Phòng học",
            "Phòng chức năng",
            "Sân chơi, bãi tập",
            "Thiết bị",
            "Nhân sự",
            "Khác",
        ),
    }


def _applies(table: type[Row], edition: Edition) -> bool:
    """The council of the Sở is new law: workbooks of years that end before it have no table for it."""
    first = review_law().path(COUNCIL_PATH).valid_from
    return table is not Appraisal or first is None or edition.school_year.end >= first.year


EXTERNAL_REVIEW = Form(
    id="danh-gia-ngoai",
    version="2.0",
    title="SỔ ĐÁNH GIÁ NGOÀI",
    fields=(ReviewPlan,),
    tables=(
        ScheduledVisit,
        ReviewRegistration,
        DossierReview,
        Reviewer,
        PanelMember,
        ReviewProcess,
        Feedback,
        Comparison,
        CouncilSeat,
        Appraisal,
        Recognised,
        ImprovementTrack,
        Inspection,
        InspectionItem,
        Target,
        BuildNeed,
        TrainingLine,
        CostLine,
        Constraint,
        Proposal,
        ReviewTerm,
        ImportRemark,
        ReviewSource,
    ),
    needs_rules=False,
    order=(
        "Thông tin",
        "Lịch đánh giá ngoài",
        "Đăng ký",
        "Thẩm định hồ sơ",
        "Thẩm định công nhận",
        "Kết quả, công nhận",
        "Theo dõi cải tiến",
        "Nhân sự",
        "Đoàn đánh giá ngoài",
        "Các bước",
        "Ý kiến phản hồi",
        "Đối chiếu",
        "Hội đồng thẩm định",
        "Kiểm tra",
        "Nội dung kiểm tra",
        "Chỉ tiêu",
        "Nhu cầu trường chuẩn",
        "Tập huấn, điều động",
        "Dự toán",
        "Ràng buộc xếp lịch",
        "Đề xuất",
        "Mốc, số lượng",
        "Điểm cần xem",
        "Nguồn",
    ),
    first_sheets=("Thông tin", "Lịch đánh giá ngoài", "Đăng ký", "Kết quả, công nhận"),
    prefill={ReviewTerm: _terms},
    lists=_lists,
    applies=_applies,
)
