"""Samples of the periodic reports. People, places and figures are invented."""

from __future__ import annotations

from kdcl_xl.documents.letterhead import Receivers
from kdcl_xl.documents.periodic_context import (
    AssessedRow,
    BlankColumns,
    BlankNote,
    BlankReport,
    BlankRow,
    ExpiringSchool,
    HoldingRow,
    PeriodicReport,
)
from kdcl_xl.documents.periodic_law import CITED, doubts
from kdcl_xl.documents.samples.ward_office import DEPARTMENT, HEAD_OF_OFFICE, OFFICE, office_head

_RECEIVERS = Receivers(lines=("Như trên",), archive="VT, VHXH")


def _assessed(kind: str, schools: int, assessed: int) -> AssessedRow:
    return AssessedRow(
        kind=kind, schools=str(schools), received=str(schools - 1), assessed=str(assessed),
        unassessed=str(schools - 1 - assessed), rate=f"{100 * assessed / schools:.1f}%".replace(".", ","),
    )  # fmt: skip


def _holding(kind: str, received: int, *grades: int, kinds: int = 1, total: bool = False) -> HoldingRow:
    """`kinds`: kinds added up; each has one certificate that ran out and one that is new."""
    one, two, three, four = (*grades, 0, 0, 0, 0)[:4]
    return HoldingRow(
        kind=kind, received=str(received), grade_1=str(one), grade_2=str(two), grade_3=str(three), grade_4=str(four),
        valid=str(sum(grades)), expired=str(kinds), undated="0", unstated=str(received - sum(grades) - kinds), new=str(kinds), total=total,
    )  # fmt: skip


def periodic_report() -> PeriodicReport:
    """Báo cáo định kỳ of a Phòng VH-XH."""
    year = "2026-2027"
    return PeriodicReport(
        head=office_head("BC-PVHXH"),
        subject=f"Kiểm định chất lượng giáo dục và công nhận trường đạt chuẩn quốc gia năm học {year}",
        addressee=DEPARTMENT,
        basis=f"Thực hiện chế độ báo cáo định kỳ theo {CITED}, {OFFICE} báo cáo công tác kiểm định chất "
        f"lượng giáo dục và công nhận trường đạt chuẩn quốc gia năm học {year} như sau:",
        school_year=year,
        as_of="20/6/2027",
        assessed=(
            _assessed("Mầm non", 9, 8),
            _assessed("Tiểu học", 8, 7),
            AssessedRow(kind="THCS", schools="5", received="4", assessed="4", unassessed="0", rate="80,0%"),
            AssessedRow(kind="Tổng cộng", schools="22", received="19", assessed="19", unassessed="0", rate="86,4%", total=True),
        ),
        accredited=(_holding("Mầm non", 8, 2, 3, 1), _holding("Tiểu học", 7, 1, 2, 1), _holding("Tổng cộng", 15, 3, 5, 2, kinds=2, total=True)),
        standard=(_holding("Mầm non", 8, 4, 1), _holding("Tiểu học", 7, 3), _holding("Tổng cộng", 15, 7, 1, kinds=2, total=True)),
        expiring=(
            ExpiringSchool(school="Trường Mầm non Hoa Sen", kind="Mầm non", danger="Sắp hết hạn: chuẩn quốc gia mức độ 1", due="15/12/2027"),
        ),
        asked="Có 2 cơ sở giáo dục đăng ký đánh giá ngoài hoặc đề nghị công nhận (CQG: 2 cơ sở).",
        closing=f"Trên đây là báo cáo kiểm định chất lượng giáo dục và công nhận trường đạt chuẩn quốc gia năm học {year} của "
        f"{OFFICE}",
        source_note="Số liệu đến ngày 20/6/2027, lấy từ sổ tổng hợp. Cấp độ, mức độ là do nhà trường khai trong sổ tự đánh giá.",
        unverified=doubts("Điều 21", "biểu báo cáo", addressee=DEPARTMENT),
        receivers=_RECEIVERS,
        signer=HEAD_OF_OFFICE,
    )  # fmt: skip


def blank_report() -> BlankReport:
    """Báo cáo phôi, with a line that does not add up and one that is not known."""
    period = "từ ngày 01/01/2026 đến ngày 31/12/2026"
    return BlankReport(
        head=office_head("BC-PVHXH"),
        subject="Tình hình quản lý, sử dụng phôi văn bằng, chứng chỉ",
        addressee=DEPARTMENT,
        basis=f"Thực hiện chế độ báo cáo định kỳ theo {CITED}, {OFFICE} báo cáo tình hình quản lý, sử dụng "
        f"phôi văn bằng, chứng chỉ {period} như sau:",
        period=period,
        columns=BlankColumns(
            opening="Tồn đầu kỳ", received="Nhận trong kỳ", used="Đã sử dụng", spoiled="Hỏng", lost="Mất",
            returned="Nộp trả, hủy", remaining="Còn lại",
        ),
        rows=(
            BlankRow(kind="Bằng tốt nghiệp trung học cơ sở", opening="120", received="0", used="0", spoiled="2", lost="0", returned="100", remaining="20"),
            BlankRow(kind="Chứng chỉ nghề phổ thông", opening="35", received=None, used="12", spoiled="0", lost="0", returned="0", remaining=None),
            BlankRow(kind="Cộng", opening="155", received=None, used="12", spoiled="2", lost="0", returned="100", remaining=None, total=True),
        ),
        notes=(BlankNote(kind="Bằng tốt nghiệp trung học cơ sở", series="A 000121 đến A 000240", minutes="Biên bản số 03/BB ngày 10/12/2026", note=""),),
        differences=("“Bằng tốt nghiệp trung học cơ sở” ghi còn lại 20, tính được 18.",),
        closing=f"Trên đây là báo cáo tình hình quản lý, sử dụng phôi văn bằng, chứng chỉ {period} của {OFFICE}",
        source_note="Số liệu lấy từ sổ phôi, in ngày 05/01/2027.",
        unverified=doubts("Điều 20", "biểu báo cáo phôi", addressee=DEPARTMENT),
        receivers=_RECEIVERS,
        signer=HEAD_OF_OFFICE,
    )  # fmt: skip
