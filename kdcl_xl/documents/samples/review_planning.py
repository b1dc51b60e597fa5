"""Three offices with their year of external review: a Phòng (2018), a Sở (2018), a ward under TT 57. All invented."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from kdcl_xl.documents.document import Source
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import Inspection, InspectionItem, Target
from kdcl_xl.forms.review_people import CostLine, CouncilSeat, PanelMember, Reviewer
from kdcl_xl.forms.review_results import DossierReview, ReviewProcess
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import Stamp


class _School(NamedTuple):
    school_id: str
    name: str
    kind: str
    when: str
    year: int
    month: int
    day: int | None
    national_standard: str
    grade: str


_SCHOOLS = (
    _School("079701", "MN Hoa Sen", "Mầm non", "Tháng 01/2025", 2025, 1, None, "Không", ""),
    _School("079702", "MN Sao Mai", "Mầm non", "Tháng 01/2025", 2025, 1, None, "Không", ""),
    _School(
        "079711", "Tiểu học Võ Trường Toản", "Tiểu học", "18/11/2024", 2024, 11, 18, "Có", "CQG mức độ 1"
    ),
    _School("079712", "Tiểu học Phú Khê", "Tiểu học", "Tháng 3/2025", 2025, 3, None, "Không", ""),
    _School("079721", "THCS Nguyễn Thị Lộ", "THCS", "Tháng 12/2024", 2024, 12, None, "Có", "CQG mức độ 2"),
)


class _Person(NamedTuple):
    code: str
    name: str
    position: str
    school_id: str
    school: str
    trained: int
    role: str
    criteria: str


_PEOPLE = (
    _Person("NS001", "Đoàn Thị Minh Hạnh", "Hiệu trưởng", "079722", "Trường THCS Lê Văn Hưu", 2021, "Trưởng đoàn", "1.1; 1.2; 1.3"),
    _Person("NS002", "Lục Văn Thắng", "Phó Hiệu trưởng", "079723", "Trường THCS Phan Kế Bính", 2022, "Thư ký", "1.4; 1.5; 5.1"),
    _Person("NS003", "Ngô Thị Bích Vân", "Tổ trưởng Tổ Ngữ văn", "079722", "Trường THCS Lê Văn Hưu", 2022, "Ủy viên", "2.1; 2.2; 2.3; 2.4"),
    _Person("NS004", "Hà Quang Đĩnh", "Phó Hiệu trưởng", "079712", "Trường Tiểu học Phú Khê", 2023, "Ủy viên", "3.1; 3.2; 3.3"),
    _Person("NS005", "Vi Văn Én", "Chuyên viên", "", "Phòng Giáo dục và Đào tạo Quận 7", 2020, "Ủy viên", "4.1; 4.2; 5.2"),
)  # fmt: skip
_CITY = "Thành phố Hồ Chí Minh"
_LO = {"school_id": "079721", "school": "THCS Nguyễn Thị Lộ"}
_YEARS_LATER = 3
"""The ward plans the same schools in the same months, under the law that came since."""


def district() -> Source:
    """A Phòng GDĐT, school year 2024-2025: schedule, dossiers, inspections, people."""
    plan = ReviewPlan(
        office="Phòng GDĐT Quận 7", level="Phòng GDĐT", province=_CITY, number="1402/KH-PGDĐT",
        issued_on=dt.date(2024, 9, 4), contact="bà Chu Thị Thanh, điện thoại 028.3999.0101",
    )  # fmt: skip
    return Source(_book("2024-2025", plan), dt.date(2024, 9, 4))


def department() -> Source:
    """A Sở, the same year: panels, steps, calls, costs. The paper is printed while the steps run."""
    plan = ReviewPlan(
        office="Sở GDĐT", level="Sở GDĐT", province=_CITY, number="5398/KH-SGDĐT",
        issued_on=dt.date(2024, 9, 10), contact="ông Mạc Đình Sơn, điện thoại 028.3999.0202",
    )  # fmt: skip
    return Source(_book("2024-2025", plan), dt.date(2024, 12, 20))


def ward() -> Source:
    """A UBND phường under TT 57/2026, school year 2027-2028."""
    plan = ReviewPlan(
        office="UBND phường Tân Mỹ", level="Xã, phường, đặc khu", province=_CITY, number="27/KH-UBND",
        issued_on=dt.date(2027, 9, 14), contact="bà Chu Thị Thanh",
    )  # fmt: skip
    found = _book("2027-2028", plan)
    found.rows = {table: [_later(row) for row in rows] for table, rows in found.rows.items()}
    return Source(found, dt.date(2027, 9, 14))


def _later(row: Row) -> Row:
    """The row of the same school under TT 57: days some years later, no KĐCLGD, one grade."""
    days = {name: day.replace(year=day.year + _YEARS_LATER) for name, day in row if isinstance(day, dt.date)}
    if isinstance(row, ScheduledVisit):
        asked = {"kdcl": "Không", "cqg": "Có", "when_text": "", "grade": "mức độ 1"}
        return row.model_copy(update={**days, **asked, "year": (row.year or 0) + _YEARS_LATER})
    if isinstance(row, ReviewRegistration):
        return row.model_copy(update={**days, "purpose": "CQG", "grade": "mức độ 1", "when_text": ""})
    return row.model_copy(update=days)


def _book(year: str, plan: ReviewPlan) -> Submission:
    """The workbook of an office, with the same schools and people whoever it is."""
    stamp = Stamp(form=EXTERNAL_REVIEW.id, school_year=year)
    found = Submission("danh-gia-ngoai-mau.xlsx", "0" * 64, stamp, EXTERNAL_REVIEW, edition_of(year))
    found.values[ReviewPlan] = plan
    found.rows |= {
        ScheduledVisit: [
            ScheduledVisit(
                stt=number, school_id=one.school_id, school=one.name, kind=one.kind, when_text=one.when, year=one.year,
                month=one.month, day=one.day, kdcl="Có", cqg=one.national_standard, grade=one.grade,
            )
            for number, one in enumerate(_SCHOOLS, start=1)
        ],
        ReviewRegistration: [
            ReviewRegistration(
                school_id=one.school_id, school=one.name, kind=one.kind, grade=one.grade, self_level=2, when_text=one.when,
                purpose="KĐCLGD và CQG" if one.national_standard == "Có" else "KĐCLGD",
            )
            for one in _SCHOOLS
        ],
        DossierReview: _dossiers(),
        Reviewer: [
            Reviewer(
                code=one.code, name=one.name, position=one.position, school_id=one.school_id, school=one.school,
                trained=one.trained, can_lead="Có" if one.role == "Trưởng đoàn" else "",
            )
            for one in _PEOPLE
        ],
        PanelMember: [
            PanelMember(
                **_LO, person=one.code, name=one.name, position=f"{one.position}, {one.school}", role=one.role, criteria=one.criteria,
            )
            for one in _PEOPLE
        ],
        ReviewProcess: [
            ReviewProcess(
                **_LO, submitted_on=dt.date(2024, 10, 15), decision="312/QĐ-SGDĐT",
                decided_on=dt.date(2024, 10, 28), research_on=dt.date(2024, 11, 4), preliminary_on=dt.date(2024, 11, 25),
                official_from=dt.date(2024, 12, 9), official_to=dt.date(2024, 12, 11), draft_on=dt.date(2024, 12, 18),
            )
        ],
        CouncilSeat: [
            CouncilSeat(body="Tổ thẩm định hồ sơ", name="Chu Thị Thanh", position="Phó Trưởng phòng", role="Chủ tịch", duty="Điều hành, kết luận"),
            CouncilSeat(body="Tổ thẩm định hồ sơ", name="Vi Văn Én", position="Chuyên viên", role="Thư ký", duty="Tổng hợp, lập biên bản"),
            CouncilSeat(body="Tổ thẩm định hồ sơ", name="Lục Văn Thắng", position="Phó Hiệu trưởng Trường THCS Phan Kế Bính", role="Ủy viên", duty="Thẩm định hồ sơ cấp THCS"),
        ],
        Inspection: _inspections(),
        InspectionItem: _items(),
        Target: [Target(subject="CQG", scope="Công lập", schools=20, holding=11, target=60, basis="Kế hoạch năm học")],
        CostLine: _costs(),
    }  # fmt: skip
    return found


def _dossiers() -> list[Row]:
    whole = {
        "letters": 2,
        "reports": 1,
        "content": "Đạt",
        "evidence": "Đạt",
        "dates": "Đạt",
        "reviewed_by": "Vi Văn Én",
    }
    return [
        DossierReview(**_LO, received_on=dt.date(2024, 10, 2), reviewed_on=dt.date(2024, 10, 9), outcome="Đủ điều kiện", **whole),
        DossierReview(school_id="079711", school="Tiểu học Võ Trường Toản", received_on=dt.date(2024, 9, 27), reviewed_on=dt.date(2024, 10, 4), outcome="Đủ điều kiện", **whole),
        DossierReview(
            school_id="079701", school="MN Hoa Sen", received_on=dt.date(2024, 10, 11), letters=2, reports=1, content="Đạt",
            evidence="Chưa đạt", reviewed_by="Vi Văn Én", reviewed_on=dt.date(2024, 10, 16), outcome="Cần bổ sung",
            to_supplement="Minh chứng tiêu chí 3.4, 3.5 chưa có ngày ban hành; bổ sung biên bản kiểm kê thiết bị.",
            supplement_by=dt.date(2024, 10, 30),
        ),
    ]  # fmt: skip


def _inspections() -> list[Row]:
    return [
        Inspection(
            school_id="079712", school="Tiểu học Phú Khê", planned_on=dt.date(2024, 10, 22), held_on=dt.date(2024, 10, 22),
            decision="215/KH-PGDĐT", team="Chu Thị Thanh (Trưởng đoàn); Vi Văn Én (Thư ký); Lục Văn Thắng (Ủy viên)",
            present="Bà Trần Thu Hà, Hiệu trưởng; ông Lê Công Hoan, thư ký hội đồng tự đánh giá",
            good="Hội đồng tự đánh giá được kiện toàn đầu năm học; kế hoạch có phân công theo tiêu chí.",
            limits="Minh chứng của ba tiêu chí chưa mã hóa; kế hoạch cải tiến chưa có kinh phí.", concluded_on=dt.date(2024, 10, 25),
        ),
        Inspection(school_id="079702", school="MN Sao Mai", planned_on=dt.date(2025, 2, 18), team="Chu Thị Thanh (Trưởng đoàn); Vi Văn Én (Thư ký)"),
    ]  # fmt: skip


def _items() -> list[Row]:
    school = {"school_id": "079712", "school": "Tiểu học Phú Khê"}
    return [
        InspectionItem(number=1, item="Hội đồng tự đánh giá, phân công", met="Đạt", remark="Quyết định ban hành đúng hạn", **school),
        InspectionItem(
            number=2, item="Minh chứng và mã minh chứng", met="Chưa đạt", remark="Tiêu chí 1.5, 3.2, 3.5 chưa mã hóa",
            request="Mã hóa đủ, cập nhật danh mục minh chứng", due=dt.date(2024, 11, 15), **school,
        ),
        InspectionItem(
            number=3, item="Kế hoạch cải tiến và rà soát", remark="Chưa ghi kinh phí từng giải pháp",
            request="Bổ sung kinh phí, nguồn kinh phí", due=dt.date(2024, 11, 29), state="Đang thực hiện", **school,
        ),
    ]  # fmt: skip


def _costs() -> list[Row]:
    school = "THCS Nguyễn Thị Lộ"
    return [
        CostLine(school=school, what="Nghiên cứu hồ sơ, viết báo cáo sơ bộ", measure="người", quantity=5, rate=400000, amount=2000000, basis="Quy chế chi tiêu nội bộ"),
        CostLine(school=school, what="Công tác phí khảo sát chính thức", measure="người/ngày", quantity=5, days=3, rate=150000, basis="Quy chế chi tiêu nội bộ"),
        CostLine(school=school, what="Viết báo cáo đánh giá ngoài", measure="báo cáo", quantity=1, rate="chưa có"),
        CostLine(what="Văn phòng phẩm chung", measure="đợt", quantity=1, amount=500000),
    ]  # fmt: skip
