"""The workbook `tu-danh-gia`: one school's self-assessment for one rule set and school year.

Sources: CV 5932 and 5942/BGDĐT-QLCL (28/12/2018) for the 2018 circulars; TT 57/2026 Phụ lục IV, V (Mẫu 1, 2).
"""

from __future__ import annotations

from kdcl_xl.forms.columns import (
    Code,
    Figure,
    LongText,
    Ordinal,
    Row,
    ShortCode,
    Text,
    VnDate,
    column,
)
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.school_fields import Registration as Registration
from kdcl_xl.forms.school_fields import School as School
from kdcl_xl.forms.vocabulary import (
    NAME_OF_KIND,
    CouncilRole,
    Progress,
    Purpose,
    Sensitivity,
)
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.regulation import Question


class Member(Row, table="tbl_hoi_dong", sheet="Hội đồng", heading="HỘI ĐỒNG TỰ ĐÁNH GIÁ VÀ NHÓM CÔNG TÁC", spare_rows=25, note="Mỗi người một dòng. Một Chủ tịch, một Thư ký."):  # fmt: skip
    """A member of the self-assessment council (TT 57/2026 Điều 9; CV 5932/BGDĐT-QLCL)."""

    name: Text = column("Họ và tên", width=26, key=True, required=True, personal=True)
    position: Text = column("Chức vụ", width=24, required=True, help="Chức vụ trong {school}.")
    role: Text = column("Vai trò trong Hội đồng", width=18, required=True, choices=CouncilRole)
    group: Text = column("Nhóm công tác", width=16, help="Ví dụ: Nhóm 1. Để trống nếu không thuộc nhóm nào.")
    duty: Text = column("Nhiệm vụ cụ thể", width=44)
    note: Text = column("Ghi chú", width=20)


class Assignment(Row, table="tbl_phan_cong", sheet="Phân công", heading="PHÂN CÔNG VIẾT TIÊU CHÍ"):
    """Which group writes which criterion."""

    criterion: ShortCode = column("Tiêu chí", width=10, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=52, fixed=True)
    group: Text = column("Nhóm công tác", width=16, required=True, help="Tên nhóm đúng như trang Hội đồng.")
    writer: Text = column("Người viết", width=24, personal=True)
    due: VnDate | None = column("Hạn hoàn thành", width=15)
    note: Text = column("Ghi chú", width=24)


class AnswerLine(Row, table="tbl_danh_gia", sheet="Đánh giá", heading="TỰ ĐÁNH GIÁ TỪNG CHỈ BÁO", note="Chỉ chọn ở cột Kết quả. Để trống nghĩa là chưa đánh giá; không chọn “Không đạt” thay cho chưa đánh giá."):  # fmt: skip
    """One indicator of one level of one criterion."""

    criterion: ShortCode = column("Tiêu chí", width=9, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=34, fixed=True)
    level: Ordinal | None = column("Mức", width=7, key=True, fixed=True)
    indicator: ShortCode = column(
        "Chỉ báo", width=9, key=True, fixed=True, help="* là chỉ báo không đánh chữ."
    )
    summary: Text = column("Yêu cầu (tóm tắt)", width=58, fixed=True, help="Lời tóm tắt của chương trình, không thay văn bản gốc.")  # fmt: skip
    result: Text = column("Kết quả", width=13, choices="ds_ket_qua", required=True, help="Đạt khi mọi nội dung của chỉ báo đều đạt. Để trống nếu chưa đánh giá.")  # fmt: skip
    evidence: Text = column("Minh chứng chính", width=26, help="Mã minh chứng, cách nhau bằng dấu chấm phẩy.")
    note: Text = column("Ghi chú", width=24)

    @property
    def question(self) -> Question:
        """The line as the engines know it."""
        return Question(self.criterion, self.level or 0, self.indicator)


class Description(Row, table="tbl_mo_ta", sheet="Mô tả", heading="MÔ TẢ HIỆN TRẠNG", note="Viết hiện trạng theo từng mức, ghi mã minh chứng ngay sau nhận định. Đoạn dài đọc và in trong báo cáo Word."):  # fmt: skip
    """Hiện trạng of one criterion at one level, with the codes of evidence in the text."""

    criterion: ShortCode = column("Tiêu chí", width=9, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=30, fixed=True)
    level: Ordinal | None = column("Mức", width=7, key=True, fixed=True)
    text: LongText = column("Mô tả hiện trạng", width=100, required=True, help="Nêu việc đã làm, số liệu, mã minh chứng trong ngoặc.")  # fmt: skip


class CriterionAnalysis(
    Row, table="tbl_nhan_dinh", sheet="Nhận định", heading="ĐIỂM MẠNH, ĐIỂM YẾU THEO TIÊU CHÍ"
):
    """Strengths and weaknesses per criterion (phiếu of CV 5932, mục 2–3)."""

    criterion: ShortCode = column("Tiêu chí", width=9, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=30, fixed=True)
    strengths: LongText = column("Điểm mạnh", width=34, required=True)
    weaknesses: LongText = column("Điểm yếu", width=34, help="Ghi “Không” nếu không có điểm yếu.")
    causes: LongText = column("Nguyên nhân", width=26)


class StandardAnalysis(Row, table="tbl_nhan_dinh_tc", sheet="Nhận định", heading="NHẬN ĐỊNH THEO TIÊU CHUẨN"):
    """Strengths, limits, causes, 3-year trend and priorities per standard (TT 57/2026, Mẫu 1)."""

    standard: ShortCode = column("Tiêu chuẩn", width=11, key=True, fixed=True)
    title: Text = column("Tên tiêu chuẩn", width=30, fixed=True)
    strengths: LongText = column("Điểm mạnh", width=34, required=True)
    weaknesses: LongText = column("Hạn chế", width=34, help="Ghi “Không” nếu không có hạn chế.")
    causes: LongText = column("Nguyên nhân", width=26)
    trend: LongText = column("Xu hướng 03 năm", width=26, required=True)
    priorities: LongText = column("Vấn đề ưu tiên", width=26)


class Passage(Row, table="tbl_loi_van", sheet="Lời văn", heading="LỜI VĂN CỦA BÁO CÁO"):
    """Prose that belongs to no criterion: đặt vấn đề, mở đầu and kết luận per standard, kiến nghị."""

    section: Code = column("Mục", width=14, key=True, fixed=True)
    title: Text = column("Nội dung", width=36, fixed=True)
    text: LongText = column("Lời văn", width=104)


class Evidence(Row, table="tbl_minh_chung", sheet="Minh chứng", heading="DANH MỤC MINH CHỨNG", spare_rows=200, note="Mỗi tài liệu một dòng, một mã dùng chung cho mọi tiêu chí. Khi đang viết có thể chỉ ghi Mã tạm (t1, t2…)."):  # fmt: skip
    """One piece of evidence (CV 5932/BGDĐT-QLCL; TT 57/2026 Phụ lục IV)."""

    code: Code = column(
        "Mã minh chứng", width=16, key=True, help="Viết như {evidence_example}. Để trống khi mới có mã tạm."
    )
    draft_id: Code = column("Mã tạm", width=9, help="t1, t2… dùng khi đang viết; chương trình đổi thành mã chính thức.")  # fmt: skip
    title: Text = column("Tên minh chứng", width=40, required=True)
    number: Text = column("Số, ký hiệu", width=15)
    issued_on: VnDate | None = column("Ngày ban hành", width=14, help="Ngày ban hành, hoặc ngày khảo sát, phỏng vấn, quan sát.")  # fmt: skip
    valid_until: VnDate | None = column("Có giá trị đến", width=14)
    issuer: Text = column("Nơi ban hành hoặc người thực hiện", width=24)
    storage: Text = column("Nơi lưu trữ hoặc đường dẫn", width=26)
    criteria: Text = column(
        "Dùng cho tiêu chí", width=16, help="Ví dụ: 1.1; 1.3. Để trống: tiêu chí trong mã."
    )
    sensitivity: Text = column("Mức bảo mật", width=12, choices=Sensitivity, help="Đỏ: có dữ liệu cá nhân, chỉ ghi tên vào danh mục.")  # fmt: skip
    note: Text = column("Ghi chú", width=20)


class Improvement(Row, table="tbl_cai_tien", sheet="Cải tiến", heading="KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG", spare_rows=60, note="Hai kế hoạch để riêng theo Năm học nguồn: năm trước là kế hoạch đang thực hiện, năm nay là kế hoạch đề xuất."):  # fmt: skip
    """One measure of an improvement plan (TT 57/2026 Điều 10, Mẫu 2; phiếu of CV 5932, mục 4)."""

    source_year: Code = column("Năm học nguồn", width=12, key=True, required=True, choices="ds_nam_nguon")
    criterion: ShortCode = column(
        "Tiêu chí", width=9, key=True, required=True, choices="ds_tieu_chi", open_list=True
    )
    issue: LongText = column("Điểm yếu, vấn đề", width=28, required=True, key=True)
    goal: LongText = column("Mục tiêu", width=22)
    measure: LongText = column("Giải pháp", width=34, required=True)
    starts_on: VnDate | None = column("Bắt đầu", width=13, required=True)
    ends_on: VnDate | None = column("Hoàn thành", width=13, required=True)
    people: Text = column("Nhân lực thực hiện", width=18, required=True)
    budget: Figure | None = column("Kinh phí (triệu đồng)", width=13, required=True, help="Ghi 0 nếu không cần; “chưa có” nếu chưa tính được.")  # fmt: skip
    funding: Text = column("Nguồn kinh phí", width=14)
    monitoring: Text = column("Biện pháp giám sát", width=22, required=True)
    indicator: Text = column("Chỉ số đánh giá kết quả", width=20)
    expected: Text = column("Minh chứng dự kiến", width=18)
    progress: Text = column("Mức độ thực hiện", width=13, choices=Progress)
    outcome: LongText = column("Kết quả", width=22)


class Review(
    Row, table="tbl_ra_soat", sheet="Rà soát", heading="RÀ SOÁT, ĐÁNH GIÁ KẾ HOẠCH CẢI TIẾN", spare_rows=12
):
    """One internal review of the plan (TT 57/2026 Điều 10: at least two a school year)."""

    held_on: VnDate | None = column("Thời điểm", width=14, key=True, required=True)
    content: LongText = column("Nội dung", width=44, required=True)
    result: LongText = column("Kết quả", width=22, required=True)
    adjustment: LongText = column("Điều chỉnh", width=34)
    reviewer: Text = column("Người đánh giá", width=24, required=True, personal=True)


class StatisticRow(Row, table="tbl_so_lieu", sheet="Số liệu", heading="CƠ SỞ DỮ LIỆU CỦA NHÀ TRƯỜNG", note="Ghi “chưa có” khi nhà trường không có số liệu; ghi 0 chỉ khi thật sự bằng 0. Có thể dán cả khối từ phần mềm khác (dán giá trị)."):  # fmt: skip
    """One figure over the years (Phần I of the report; 5 years under 2018, 3 under TT 57)."""

    code: Code = column("Mã", width=25, key=True, fixed=True)
    group: Text = column("Bảng", width=22, fixed=True)
    title: Text = column("Chỉ tiêu", width=44, fixed=True)
    measure: Text = column("Đơn vị tính", width=11, fixed=True)
    year_4: Figure | None = column("", width=12, years_back=4)
    year_3: Figure | None = column("", width=12, years_back=3)
    year_2: Figure | None = column("", width=12, years_back=2)
    year_1: Figure | None = column("", width=12, years_back=1)
    year_0: Figure | None = column("", width=12, years_back=0, required=True)
    note: Text = column("Ghi chú", width=24)


class Waiver(Row, table="tbl_giai_trinh", sheet="Giải trình", heading="GIẢI TRÌNH CẢNH BÁO", spare_rows=30, note="Người có thẩm quyền chấp nhận một cảnh báo, ghi rõ lý do. Lỗi cấu trúc không thể giải trình."):  # fmt: skip
    """An accepted warning, in the open: who, when, why."""

    code: Code = column("Mã cảnh báo", width=13, key=True, required=True)
    place: Text = column("Trang và ô", width=22, key=True, required=True, help="Ví dụ: Minh chứng!B14. Ghi * nếu cho mọi ô của mã này.")  # fmt: skip
    reason: LongText = column("Lý do", width=56, required=True)
    approved_by: Text = column("Người chấp nhận", width=24, required=True, personal=True)
    position: Text = column("Chức vụ", width=22, required=True)
    approved_on: VnDate | None = column("Ngày", width=13, required=True)


GUIDE, RESULTS, SLIP = "Hướng dẫn", "Kết quả", "Phiếu nộp"


def _assignments(edition: Edition) -> list[Row]:
    return [Assignment(criterion=c.code, title=c.title) for c in edition.rules.by_code.values()]


def _answers(edition: Edition) -> list[Row]:
    return [
        AnswerLine(criterion=c.code, title=c.title, level=level.level, indicator=i.label, summary=i.wording)
        for c in edition.rules.by_code.values()
        for level in c.levels
        for i in level.indicators
    ]


def _descriptions(edition: Edition) -> list[Row]:
    return [
        Description(criterion=c.code, title=c.title, level=level.level)
        for c in edition.rules.by_code.values()
        for level in c.levels
    ]


def _criterion_analyses(edition: Edition) -> list[Row]:
    return [CriterionAnalysis(criterion=c.code, title=c.title) for c in edition.rules.by_code.values()]


def _standard_analyses(edition: Edition) -> list[Row]:
    return [StandardAnalysis(standard=s.code, title=s.title) for s in edition.rules.standards]


def _passages(edition: Edition) -> list[Row]:
    rows: list[Row] = [
        Passage(section="tong-quan", title="Thông tin chung và bối cảnh của nhà trường"),
        Passage(section="muc-dich", title="Mục đích, phạm vi, quá trình tự đánh giá"),
    ]
    for standard in edition.rules.standards:
        rows.append(Passage(section=f"mo-dau-{standard.code}", title=f"Mở đầu Tiêu chuẩn {standard.code}"))
        rows.append(
            Passage(section=f"ket-luan-{standard.code}", title=f"Kết luận về Tiêu chuẩn {standard.code}")
        )
    rows.append(Passage(section="ket-luan", title="Kết luận chung"))
    rows.append(Passage(section="kien-nghi", title="Kiến nghị"))
    return rows


def _statistics(edition: Edition) -> list[Row]:
    return [
        StatisticRow(code=s.code, group=s.group, title=s.title, measure=s.unit)
        for s in edition.rules.statistics.rows
        if not s.kinds or edition.kind is None or edition.kind in s.kinds
    ]


def _lists(edition: Edition) -> dict[str, tuple[str, ...]]:
    from kdcl_xl.law.units import province_names

    rules = edition.rules
    optional = any(criterion.may_not_apply for criterion in rules.by_code.values())
    offered = {recognition.kind for recognition in rules.recognitions}
    purposes = [
        *([Purpose.ACCREDITATION] if "kdclgd" in offered else []),
        *([Purpose.NATIONAL_STANDARD] if "cqg" in offered else []),
        *([Purpose.BOTH] if len(offered) == 2 else []),
        Purpose.NONE,
    ]
    return {
        "ds_ket_qua": tuple(Answer) if optional else (Answer.MET, Answer.UNMET),
        "ds_tieu_chi": tuple(rules.by_code),
        "ds_muc_dich": tuple(purposes),
        "ds_nam_nguon": (str(edition.school_year.shift(-1)), str(edition.school_year)),
        "ds_tinh": province_names(edition.school_year.first_day),
    }


def _preset(edition: Edition) -> dict[str, str]:
    return {"loai_truong": NAME_OF_KIND[edition.kind]} if edition.kind else {}


def _applies(table: type[Row], edition: Edition) -> bool:
    rules = edition.rules
    if table is CriterionAnalysis:
        return rules.analysis_by == "criterion"
    if table is StandardAnalysis:
        return rules.analysis_by == "standard"
    if table is Review:
        return rules.improvement.reviews_per_year > 0
    return True


SELF_ASSESSMENT = Form(
    id="tu-danh-gia",
    version="1.0",
    title="SỔ TỰ ĐÁNH GIÁ",
    fields=(School, Registration),
    tables=(
        Member,
        Assignment,
        AnswerLine,
        Description,
        CriterionAnalysis,
        StandardAnalysis,
        Passage,
        Evidence,
        Improvement,
        Review,
        StatisticRow,
        Waiver,
    ),
    drawn=(GUIDE, RESULTS, SLIP),
    order=(
        GUIDE,
        "Trường",
        "Đánh giá",
        RESULTS,
        "Minh chứng",
        "Mô tả",
        "Nhận định",
        "Lời văn",
        "Cải tiến",
        "Rà soát",
        "Số liệu",
        "Hội đồng",
        "Phân công",
        "Đăng ký",
        "Giải trình",
        SLIP,
    ),
    first_sheets=(GUIDE, "Trường", "Đánh giá", RESULTS),
    prefill={
        Assignment: _assignments,
        AnswerLine: _answers,
        Description: _descriptions,
        CriterionAnalysis: _criterion_analyses,
        StandardAnalysis: _standard_analyses,
        Passage: _passages,
        StatisticRow: _statistics,
    },
    lists=_lists,
    preset=_preset,
    applies=_applies,
)
