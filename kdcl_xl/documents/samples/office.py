"""Samples of the papers of a Phòng. People and places are invented."""

from __future__ import annotations

from kdcl_xl.documents.letterhead import Receivers, Signer
from kdcl_xl.documents.office_contexts import (
    AccreditationSummary,
    LevelCount2018,
    LevelCount2026,
    MissingItem,
    MissingSchool,
    Need,
    Registration,
    ReminderLetter,
    Request,
    SubmissionCount,
    WeakCriterion,
)
from kdcl_xl.documents.samples.ward_office import DEPARTMENT, HEAD_OF_OFFICE, SCHOOL, office_head
from kdcl_xl.law.regulation import load

UNVERIFIED = ("số lượng tối thiểu thành viên hội đồng tự đánh giá", "thời hạn báo cáo Sở Giáo dục và Đào tạo")


def summary() -> AccreditationSummary:
    """Báo cáo tổng hợp of a Phòng VH-XH."""
    return AccreditationSummary(
        head=office_head("BC-PVHXH"),
        subject="Tổng hợp kết quả tự đánh giá của các cơ sở giáo dục năm học 2026-2027",
        addressee=DEPARTMENT,
        basis="Thực hiện Kế hoạch số 27/KH-UBND ngày 14/9/2026 của Ủy ban nhân dân xã Khê Hạ về công tác tự đánh giá, "
        "cải tiến chất lượng giáo dục năm học 2026-2027, Phòng Văn hóa - Xã hội xã Khê Hạ báo cáo tổng hợp như sau:",
        school_year="2026-2027",
        as_of="20/6/2027",
        submission_text="Toàn xã có 22 cơ sở giáo dục thuộc diện báo cáo; nhóm trẻ độc lập không tính vào mẫu số.",
        submissions=_submissions(),
        missing_schools=(
            MissingSchool(school="Trường Mầm non tư thục Hoa Nắng", kind="Mầm non", state="Chưa nộp"),
            MissingSchool(
                school="Trường Tiểu học Khê Hạ B",
                kind="Tiểu học",
                state="Tệp không đọc được: tệp đặt mật khẩu",
            ),
        ),
        result_text="Kết quả dưới đây là mức do cơ sở tự đánh giá và đề xuất, chưa qua thẩm định.",
        levels_2018=_levels_2018(),
        levels_2026=_levels_2026(),
        weak_criteria=_weak_criteria(),
        registrations=(
            Registration(
                school=SCHOOL,
                purpose="Công nhận đạt chuẩn quốc gia",
                proposed="Mức 1",
                time="Quý IV/2027",
                note="Hết hạn công nhận 12/2026",
            ),
        ),
        limitations="Một số trường cập nhật minh chứng chậm, mã minh chứng chưa đúng quy định; số liệu trong báo cáo chưa "
        "khớp với cơ sở dữ liệu của ngành.\nĐội ngũ làm công tác tự đánh giá thay đổi nhiều sau khi sắp xếp đơn vị "
        "hành chính, chưa được tập huấn đầy đủ.",
        needs=(
            Need(content="Cải tạo phòng học bộ môn, bổ sung thiết bị", schools="6", cost="4,2 tỷ đồng"),
            Need(content="Tập huấn viết báo cáo và quản lý minh chứng điện tử", schools="18"),
        ),
        requests=_requests(),
        closing="Trên đây là báo cáo tổng hợp kết quả tự đánh giá năm học 2026-2027 của Phòng Văn hóa - Xã hội xã Khê Hạ, "
        "kính gửi Sở Giáo dục và Đào tạo",
        source_note="Số liệu tổng hợp từ 20 tệp của các cơ sở giáo dục, tính đến ngày 20/6/2027.",
        unverified=UNVERIFIED,
        receivers=Receivers(
            lines=("Như trên", "Chủ tịch, PCT UBND xã (để b/c)", "Các cơ sở giáo dục (để biết)"),
            archive="VT, VHXH",
        ),
        signer=Signer(lines=("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"), name="Mạc Thị Thu Giang"),
    )


def reminder() -> ReminderLetter:
    """Công văn đôn đốc to one school."""
    return ReminderLetter(
        head=office_head("PVHXH-GDĐT"),
        subject="nộp báo cáo tự đánh giá năm học 2026-2027",
        addressee=SCHOOL,
        basis="Thực hiện Kế hoạch số 27/KH-UBND ngày 14/9/2026 của Ủy ban nhân dân xã Khê Hạ về công tác tự đánh giá, cải "
        "tiến chất lượng giáo dục năm học 2026-2027, các cơ sở giáo dục gửi báo cáo tự đánh giá về Phòng Văn hóa - Xã "
        "hội trước ngày 15 tháng 6 năm 2027.",
        as_of="20/6/2027",
        missing=(
            MissingItem(name="Sổ tự đánh giá năm học 2026-2027 (tệp Excel theo mẫu)"),
            MissingItem(name="Báo cáo tự đánh giá đã được phê duyệt, có chữ ký của Hội đồng"),
            MissingItem(
                name="Kế hoạch cải tiến chất lượng", state="Đã gửi, thiếu cột “Chỉ số đánh giá kết quả”"
            ),
        ),
        deadline="trước 17 giờ 00 ngày 30 tháng 6 năm 2027",
        how="Hồ sơ gửi qua hệ thống quản lý văn bản và điều hành, đồng thời gửi tệp Excel về địa chỉ thư điện tử "
        "phongvhxh@khuha.example.vn.",
        contact="bà Lò Thị Mai, chuyên viên, điện thoại 0200.3999.888",
        receivers=Receivers(lines=("Như trên", "Chủ tịch, PCT UBND xã (để b/c)"), archive="VT, GDĐT"),
        signer=HEAD_OF_OFFICE,
    )


def _counts(kind: str, schools: int, sent: int, *, total: bool = False) -> SubmissionCount:
    return SubmissionCount(
        kind=kind,
        schools=str(schools),
        sent=str(sent),
        accepted=str(sent),
        missing=str(schools - sent),
        rate=f"{100 * sent / schools:.1f}%".replace(".", ","),
        total=total,
    )


def _level_2026(kind: str, n: int) -> LevelCount2026:
    return LevelCount2026(
        kind=kind, assessed=str(n), unmet="0", level_1=str(n - 2), level_2="1", undecided="1"
    )


def _submissions() -> tuple[SubmissionCount, ...]:
    return (
        _counts("Mầm non", 9, 8),
        _counts("Tiểu học", 8, 7),
        _counts("Trung học cơ sở", 5, 5),
        _counts("Tổng cộng", 22, 20, total=True),
    )


def _levels_2018() -> tuple[LevelCount2018, ...]:
    return (
        LevelCount2018(
            kind="Mầm non (báo cáo trước ngày 07/7/2026)",
            assessed="2",
            unmet="0",
            level_1="1",
            level_2="1",
            level_3="0",
            level_4="0",
            undecided="0",
        ),
    )


def _levels_2026() -> tuple[LevelCount2026, ...]:
    return (
        _level_2026("Mầm non", 8),
        _level_2026("Tiểu học", 7),
        LevelCount2026(
            kind="Trung học cơ sở", assessed="5", unmet=None, level_1="3", level_2="2", undecided="0"
        ),
        LevelCount2026(
            kind="Tổng cộng",
            assessed="20",
            unmet=None,
            level_1="14",
            level_2="4",
            undecided="2",
            total=True,
        ),
    )


def _weak_criteria() -> tuple[WeakCriterion, ...]:
    return tuple(
        WeakCriterion(
            code=criterion.code,
            title=criterion.title,
            regulation="TT 57/2026, phổ thông",
            schools=str(5 - position),
            share=f"{25 - 5 * position},0%",
        )
        for position, criterion in enumerate(load("tt57_2026_pt").criteria[-4:])
    )


def _requests() -> tuple[Request, ...]:
    return (
        Request(
            to="Sở Giáo dục và Đào tạo",
            items=(
                "Tổ chức tập huấn nghiệp vụ tự đánh giá theo Thông tư 57/2026/TT-BGDĐT cho cán bộ cấp xã và nhà trường.",
                "Hướng dẫn thống nhất việc báo cáo đối với trường có nhiều cấp học.",
            ),
        ),
        Request(to="Ủy ban nhân dân xã", items=("Bố trí kinh phí sửa chữa, mua sắm thiết bị năm 2028.",)),
    )
