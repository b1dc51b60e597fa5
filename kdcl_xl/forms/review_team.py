"""The workbook `doan-danh-gia-ngoai`: what one panel (đoàn đánh giá ngoài) reads, sees and finds at one school.

Sources: Điều 28 of TT 17, 18, 19/2018/TT-BGDĐT (six steps); CV 5932 and 5942/BGDĐT-QLCL name the papers of the panel. The
titles of the seven sections of the báo cáo nghiên cứu hồ sơ are our own: the form itself has not been seen.
"""

from __future__ import annotations

from collections.abc import Mapping

from kdcl_xl.forms.columns import (
    Code,
    Fields,
    LongText,
    Ordinal,
    Row,
    ShortCode,
    Text,
    VnDate,
    cell,
    column,
)
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.review_words import PanelRole, Reply, SurveyMethod, SurveyStep
from kdcl_xl.forms.vocabulary import NAME_OF_KIND, KindName, Purpose
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.regulation import Question

SCHOOL, TEAM, STEPS, CONCLUSION, ORIGIN = (
    "1. Trường được đánh giá",
    "2. Đoàn đánh giá ngoài",
    "3. Sáu bước đánh giá ngoài",
    "4. Kết luận của đoàn",
    "5. Sổ tự đánh giá đã đọc",
)


class ReviewedSchool(Fields, sheet="Trường và đoàn", heading="TRƯỜNG ĐƯỢC ĐÁNH GIÁ VÀ ĐOÀN ĐÁNH GIÁ NGOÀI"):
    """The school, the decision that named the panel, the days of the six steps, what the panel concluded."""

    name: Text = cell("Tên trường", name="ten_truong", group=SCHOOL, required=True)
    school_id: Code = cell("Mã trường", name="ma_truong", group=SCHOOL, required=True, help="Như sổ tự đánh giá của trường. Ghi dạng chữ, giữ số 0 ở đầu.")  # fmt: skip
    kind: Text = cell("Loại trường", name="loai_truong", group=SCHOOL, required=True, choices=KindName)
    unit: Text = cell("Cơ quan quản lý trực tiếp", name="co_quan_quan_ly", group=SCHOOL)
    province: Text = cell("Tỉnh/thành phố", name="tinh", group=SCHOOL, required=True, choices="ds_tinh")
    ward: Text = cell("Xã/phường/đặc khu", name="xa", group=SCHOOL)
    head: Text = cell("Họ và tên {head}", name="nguoi_dung_dau", group=SCHOOL, personal=True)
    purpose: Text = cell("Mục đích đăng ký", name="doan_muc_dich", group=SCHOOL, choices=Purpose)
    self_level: Ordinal | None = cell("Mức tự đánh giá", name="doan_muc_tdg", group=SCHOOL, help="Mức nhà trường tự xác định trong sổ tự đánh giá.")  # fmt: skip

    decision: Text = cell("Số quyết định thành lập đoàn", name="doan_quyet_dinh", group=TEAM, help="Ví dụ: 812/QĐ-SGDĐT.")  # fmt: skip
    decided_on: VnDate | None = cell("Ngày quyết định", name="doan_ngay_qd", group=TEAM)
    issuer: Text = cell("Cơ quan ra quyết định", name="doan_co_quan", group=TEAM, help="Ví dụ: Sở Giáo dục và Đào tạo tỉnh Bắc Ninh.")  # fmt: skip

    research_on: VnDate | None = cell("1. Nghiên cứu hồ sơ xong ngày", name="doan_buoc_1", group=STEPS)
    preliminary_on: VnDate | None = cell("2. Khảo sát sơ bộ ngày", name="doan_buoc_2", group=STEPS)
    official_from: VnDate | None = cell("3. Khảo sát chính thức từ ngày", name="doan_buoc_3_tu", group=STEPS)
    official_to: VnDate | None = cell("3. Khảo sát chính thức đến ngày", name="doan_buoc_3_den", group=STEPS)
    draft_on: VnDate | None = cell("4. Dự thảo báo cáo xong ngày", name="doan_buoc_4", group=STEPS, help="Từ ngày này mọi chỉ báo phải có kết quả đánh giá ngoài.")  # fmt: skip
    sent_on: VnDate | None = cell("5. Gửi trường lấy ý kiến ngày", name="doan_buoc_5", group=STEPS)
    answered_on: VnDate | None = cell("5. Trường phản hồi ngày", name="doan_buoc_5_tl", group=STEPS)
    final_on: VnDate | None = cell("6. Hoàn thiện báo cáo ngày", name="doan_buoc_6", group=STEPS)

    found_level: Ordinal | None = cell("Mức đoàn kết luận", name="doan_muc_ket_luan", group=CONCLUSION, help="Ghi số: 0 là không đạt Mức 1. Đoàn kết luận; chương trình chỉ đề xuất từ trang Phiếu đánh giá.")  # fmt: skip

    source: Text = cell("Tên tệp", name="doan_tep", group=ORIGIN)
    digest: Code = cell("SHA-256 của tệp", name="doan_sha256", group=ORIGIN)
    revision: Ordinal | None = cell("Lần nộp", name="doan_lan_nop", group=ORIGIN)


class TeamMember(Row, table="tbl_thanh_vien_doan", sheet="Thành viên đoàn", heading="THÀNH VIÊN ĐOÀN ĐÁNH GIÁ NGOÀI", spare_rows=10, note="Mỗi người một dòng. Một Trưởng đoàn, một Thư ký. Tiêu chí của từng người ghi ở trang Phân công."):  # fmt: skip
    """A member of the panel."""

    name: Text = column("Họ và tên", width=26, key=True, required=True, personal=True)
    position: Text = column("Chức vụ, nơi công tác", width=40)
    role: Text = column("Vai trò", width=14, required=True, choices=PanelRole)
    duty: Text = column("Nhiệm vụ", width=40)
    note: Text = column("Ghi chú", width=20)


class TeamAssignment(Row, table="tbl_phan_cong_doan", sheet="Phân công", heading="PHÂN CÔNG TIÊU CHÍ CHO THÀNH VIÊN ĐOÀN", note="Ghi đúng họ tên ở trang Thành viên đoàn. Hai người cùng xem một tiêu chí: cách nhau bằng dấu chấm phẩy."):  # fmt: skip
    """Which member looks at which criterion."""

    criterion: ShortCode = column("Tiêu chí", width=10, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=52, fixed=True)
    member: Text = column("Thành viên", width=30, required=True, personal=True)
    due: VnDate | None = column("Hạn hoàn thành", width=15)
    note: Text = column("Ghi chú", width=24)


class PreliminaryLine(Row, table="tbl_bao_cao_so_bo", sheet="Báo cáo sơ bộ", heading="NGHIÊN CỨU HỒ SƠ: BÁO CÁO SƠ BỘ CỦA TỪNG THÀNH VIÊN", spare_rows=60, note="Mỗi tiêu chí của mỗi thành viên một dòng. Khi chia phần, dòng của từng thành viên có sẵn theo trang Phân công."):  # fmt: skip
    """What one member makes of one criterion from the dossier alone (step 1)."""

    criterion: ShortCode = column("Tiêu chí", width=9, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=26, fixed=True)
    member: Text = column("Thành viên", width=20, key=True, fixed=True, personal=True)
    state: LongText = column("Nhận xét về mô tả hiện trạng", width=38, required=True)
    strengths: LongText = column("Nhận xét về điểm mạnh", width=26)
    weaknesses: LongText = column("Nhận xét về điểm yếu", width=26)
    plan: LongText = column("Nhận xét về kế hoạch cải tiến", width=26)
    evidence: LongText = column("Minh chứng cần kiểm tra", width=26)
    survey: LongText = column("Nội dung cần khảo sát", width=26)


class DossierPassage(Row, table="tbl_nghien_cuu_hs", sheet="Nghiên cứu hồ sơ", heading="BÁO CÁO KẾT QUẢ NGHIÊN CỨU HỒ SƠ", note="Bảy mục; tên mục do chương trình đặt, chưa đối chiếu mẫu chính thức."):  # fmt: skip
    """One of the seven sections of the panel's report on the dossier."""

    section: Code = column("Mục", width=8, key=True, fixed=True)
    title: Text = column("Nội dung", width=40, fixed=True)
    text: LongText = column("Lời văn", width=104)


class SurveyLine(Row, table="tbl_khao_sat", sheet="Khảo sát", heading="NHẬT KÝ KHẢO SÁT TẠI TRƯỜNG", spare_rows=60, note="Mỗi cuộc phỏng vấn, quan sát, kiểm tra một dòng; cả khảo sát sơ bộ và khảo sát chính thức."):  # fmt: skip
    """One interview, observation or look at the evidence (steps 2 and 3)."""

    step: Text = column("Bước", width=14, key=True, required=True, choices=SurveyStep)
    held_on: VnDate | None = column("Ngày", width=12, key=True, required=True)
    method: Text = column("Hình thức", width=16, key=True, choices=SurveyMethod, open_list=True)
    whom: Text = column("Đối tượng, địa điểm", width=26, key=True, required=True)
    criteria: Text = column("Tiêu chí", width=12, help="Ví dụ: 1.1; 1.3.")
    content: LongText = column("Nội dung", width=38, key=True, required=True)
    result: LongText = column("Kết quả", width=38)
    member: Text = column("Thành viên", width=20, key=True, personal=True)
    note: Text = column("Ghi chú", width=18)


class ExternalAnswer(Row, table="tbl_phieu_dgn", sheet="Phiếu đánh giá", heading="ĐÁNH GIÁ NGOÀI TỪNG CHỈ BÁO", note="Chỉ chọn ở cột Đánh giá ngoài. Để trống nghĩa là chưa đánh giá; không chọn “Không đạt” thay cho chưa đánh giá."):  # fmt: skip
    """One indicator of one level of one criterion: what the school answered, what the panel found."""

    criterion: ShortCode = column("Tiêu chí", width=9, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=30, fixed=True)
    level: Ordinal | None = column("Mức", width=7, key=True, fixed=True)
    indicator: ShortCode = column("Chỉ báo", width=9, key=True, fixed=True, help="* là chỉ báo không đánh chữ.")  # fmt: skip
    summary: Text = column("Yêu cầu (tóm tắt)", width=48, fixed=True, help="Lời tóm tắt của chương trình, không thay văn bản gốc.")  # fmt: skip
    own: Text = column("Tự đánh giá", width=12, fixed=True, help="Chép từ sổ tự đánh giá của trường. Trống: trường chưa đánh giá.")  # fmt: skip
    own_evidence: Text = column("Minh chứng trường nêu", width=20, fixed=True)
    found: Text = column("Đánh giá ngoài", width=13, choices="ds_ket_qua", required=True)
    evidence: Text = column("Minh chứng đã kiểm tra", width=24, help="Mã minh chứng, hoặc việc đã quan sát, phỏng vấn.")  # fmt: skip
    note: Text = column("Ghi chú", width=22)

    @property
    def question(self) -> Question:
        """The line as the engines know it."""
        return Question(self.criterion, self.level or 0, self.indicator)


class CriterionFinding(
    Row, table="tbl_nhan_dinh_dgn", sheet="Nhận định", heading="NHẬN ĐỊNH CỦA ĐOÀN THEO TIÊU CHÍ"
):
    """What the panel writes of one criterion in its report (Phần II)."""

    criterion: ShortCode = column("Tiêu chí", width=9, key=True, fixed=True)
    title: Text = column("Tên tiêu chí", width=28, fixed=True)
    state: LongText = column("Nhận định chung", width=34)
    strengths: LongText = column("Điểm mạnh", width=30, required=True)
    weaknesses: LongText = column("Điểm yếu", width=30, help="Ghi “Không” nếu không có điểm yếu.")
    recommendation: LongText = column("Kiến nghị, cải tiến", width=30)
    reason: LongText = column("Lý do khác với tự đánh giá", width=30, help="Bắt buộc khi mức của đoàn khác mức của trường.")  # fmt: skip


class TeamPassage(
    Row, table="tbl_loi_van_dgn", sheet="Lời văn", heading="LỜI VĂN CỦA BÁO CÁO ĐÁNH GIÁ NGOÀI"
):
    """Prose of the report that belongs to no criterion."""

    section: Code = column("Mục", width=14, key=True, fixed=True)
    title: Text = column("Nội dung", width=40, fixed=True)
    text: LongText = column("Lời văn", width=104)


class SchoolOpinion(Row, table="tbl_phan_hoi_doan", sheet="Ý kiến phản hồi", heading="Ý KIẾN PHẢN HỒI CỦA TRƯỜNG VỀ DỰ THẢO BÁO CÁO", spare_rows=30, note="Mỗi ý kiến của trường một dòng, cùng trả lời của đoàn."):  # fmt: skip
    """One opinion of the school on the draft (step 5), and the panel's answer."""

    number: Ordinal | None = column("STT", width=6, key=True)
    criterion: ShortCode = column("Tiêu chí", width=9)
    place: Text = column("Mục, trang", width=18)
    opinion: LongText = column("Ý kiến của trường", width=44, key=True, required=True)
    received_on: VnDate | None = column("Ngày nhận", width=12)
    reply: Text = column("Đoàn trả lời", width=16, choices=Reply)
    reason: LongText = column("Giải trình của đoàn", width=40)
    answered_on: VnDate | None = column("Ngày trả lời", width=12)


DOSSIER_SECTIONS = (
    "Hình thức trình bày và cấu trúc của báo cáo tự đánh giá",
    "Mô tả hiện trạng so với yêu cầu của từng chỉ báo",
    "Điểm mạnh, điểm yếu nhà trường nêu",
    "Kế hoạch cải tiến chất lượng",
    "Kết quả tự đánh giá các tiêu chí và mức đạt được",
    "Minh chứng: mã, tính đầy đủ, minh chứng cần kiểm tra hoặc bổ sung",
    "Nội dung cần làm rõ, đối tượng cần phỏng vấn, quan sát khi khảo sát",
)
"""Our own titles of the seven sections."""
PROFILE, PROCESS, STRENGTHS, WEAKNESSES, ADVICE = (
    "tong-quan",
    "qua-trinh",
    "diem-manh",
    "diem-yeu",
    "kien-nghi",
)
"""Sections of the prose of the report; those of one standard end in "-" and its code."""


def section_of(section: str, standard: str) -> str:
    """The key of a passage about one standard: `diem-manh-1`."""
    return f"{section}-{standard}"


def _assignments(edition: Edition) -> list[Row]:
    return [TeamAssignment(criterion=c.code, title=c.title) for c in edition.rules.by_code.values()]


def _answers(edition: Edition) -> list[Row]:
    return [
        ExternalAnswer(
            criterion=c.code, title=c.title, level=level.level, indicator=i.label, summary=i.wording
        )
        for c in edition.rules.by_code.values()
        for level in c.levels
        for i in level.indicators
    ]


def _findings(edition: Edition) -> list[Row]:
    return [CriterionFinding(criterion=c.code, title=c.title) for c in edition.rules.by_code.values()]


def _dossier(_edition: Edition) -> list[Row]:
    return [
        DossierPassage(section=str(number), title=title)
        for number, title in enumerate(DOSSIER_SECTIONS, start=1)
    ]


def _passages(edition: Edition) -> list[Row]:
    rows: list[Row] = [
        TeamPassage(section=PROFILE, title="Phần I: giới thiệu nhà trường"),
        TeamPassage(section=PROCESS, title="Phần I: quá trình đánh giá ngoài"),
    ]
    for standard in edition.rules.standards:
        for section, what in ((STRENGTHS, "điểm mạnh"), (WEAKNESSES, "điểm yếu")):
            key = section_of(section, standard.code)
            rows.append(TeamPassage(section=key, title=f"Phần II: {what} của Tiêu chuẩn {standard.code}"))
    for section, what in ((STRENGTHS, "điểm mạnh"), (WEAKNESSES, "điểm yếu"), (ADVICE, "kiến nghị")):
        rows.append(TeamPassage(section=section, title=f"Phần III: {what} chung"))
    return rows


def _lists(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    from kdcl_xl.law.units import province_names

    optional = any(criterion.may_not_apply for criterion in edition.rules.by_code.values())
    return {
        "ds_ket_qua": tuple(Answer) if optional else (Answer.MET, Answer.UNMET),
        "ds_tinh": province_names(edition.school_year.first_day),
    }


def _preset(edition: Edition) -> dict[str, str]:
    return {"loai_truong": NAME_OF_KIND[edition.kind]} if edition.kind else {}


REVIEW_TEAM = Form(
    id="doan-danh-gia-ngoai",
    version="1.0",
    title="SỔ ĐOÀN ĐÁNH GIÁ NGOÀI",
    fields=(ReviewedSchool,),
    tables=(
        TeamMember,
        TeamAssignment,
        PreliminaryLine,
        DossierPassage,
        SurveyLine,
        ExternalAnswer,
        CriterionFinding,
        TeamPassage,
        SchoolOpinion,
    ),
    order=(
        "Trường và đoàn",
        "Thành viên đoàn",
        "Phân công",
        "Báo cáo sơ bộ",
        "Nghiên cứu hồ sơ",
        "Khảo sát",
        "Phiếu đánh giá",
        "Nhận định",
        "Lời văn",
        "Ý kiến phản hồi",
    ),
    first_sheets=("Trường và đoàn", "Thành viên đoàn", "Phân công", "Phiếu đánh giá"),
    prefill={
        TeamAssignment: _assignments,
        DossierPassage: _dossier,
        ExternalAnswer: _answers,
        CriterionFinding: _findings,
        TeamPassage: _passages,
    },
    lists=_lists,
    preset=_preset,
)
