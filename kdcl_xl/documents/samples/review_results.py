"""Two years of external review of a Sở: 2025-2026 by teams (2018), 2026-2027 by the council (TT 57/2026). All invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from kdcl_xl.documents.document import Source
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import BuildNeed, Inspection, InspectionItem, Target
from kdcl_xl.forms.review_people import CouncilSeat, PanelMember
from kdcl_xl.forms.review_results import (
    Appraisal,
    Comparison,
    Feedback,
    ImprovementTrack,
    Recognised,
    ReviewProcess,
)
from kdcl_xl.law.regulation import load
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import Stamp

_LO = {"school_id": "7901", "school": "Trường THCS Nguyễn Thị Lộ"}
_SEN = {"school_id": "7902", "school": "Trường Mầm non Hoa Sen"}
_BAN = {"school_id": "7903", "school": "Trường Tiểu học Bản Mòng"}
_HA, _MUONG = "UBND xã Khê Hạ", "UBND phường Mường Lái"
_SO = "Sở Giáo dục và Đào tạo"
_PROVINCE = "tỉnh Bắc Sơn Hà"
_DECIDED = "QĐ-SGDĐT"


def province_2025() -> Source:
    """The year 2024-2025, seen in June 2025: three schools reviewed by teams, one CQG waiting for the province."""
    rows = [*_team(), *_compared("tt18_2018_tr", _LO), *_opinions(), *_certificates_2025()]
    return Source(_book("2024-2025", dt.date(2025, 6, 15), rows), dt.date(2025, 6, 22))


def province_2027() -> Source:
    """The year 2026-2027, seen in June 2027: two schools before the council of the Sở."""
    rows = [
        *_council(), *_appraised(), *_compared("tt57_2026_pt", _LO), *_certificates_2027(), *_improvements(),
        *_targets(), *_needs(), *_inspected(), *_visits(),
    ]  # fmt: skip
    return Source(_book("2026-2027", dt.date(2027, 6, 15), rows), dt.date(2027, 6, 22))


def _book(year: str, as_of: dt.date, rows: Iterable[Row]) -> Submission:
    stamp = Stamp(form=EXTERNAL_REVIEW.id, school_year=year, unit=f"{_SO} {_PROVINCE}")
    found = Submission("so-danh-gia-ngoai.xlsx", "0" * 64, stamp, EXTERNAL_REVIEW, edition_of(year))
    found.values[ReviewPlan] = ReviewPlan(office=f"{_SO} {_PROVINCE}", level="Sở GDĐT", province=_PROVINCE, as_of=as_of, school_year=year)  # fmt: skip
    for row in rows:
        found.rows.setdefault(type(row), []).append(row)
    return found


# ---- 2024-2025: the team


def _team() -> Iterator[Row]:
    people = (
        ("Mạc Thị Thu Giang", "Phó Trưởng phòng, Sở Giáo dục và Đào tạo", "Trưởng đoàn", "1.1; 1.2; 1.3"),
        ("Tẩn A Phừ", "Hiệu trưởng Trường THCS Bản Mòng", "Thư ký", "1.4; 1.5; 2.1"),
        ("Lường Văn Pánh", "Hiệu trưởng Trường THCS Cò Nòi", "Ủy viên", "3.1; 3.2; 3.3; 3.4"),
        (
            "Đinh Ngọc Hải Yến",
            "Giáo viên Ngữ văn Trường THCS và THPT Nậm Pục",
            "Ủy viên",
            "5.1; 5.2; 5.3; 5.4",
        ),
        ("Quàng Thị Dung", "Phó Hiệu trưởng Trường THCS Mường Lái", "Ủy viên", "4.1; 4.2; 5.5; 5.6"),
    )
    for name, position, role, criteria in people:
        yield PanelMember(**_LO, name=name, position=position, role=role, criteria=criteria)
    yield ReviewProcess(
        **_LO, submitted_on=dt.date(2024, 9, 20), decision=f"812/{_DECIDED}", decided_on=dt.date(2024, 11, 5),
        research_on=dt.date(2024, 11, 10), preliminary_on=dt.date(2024, 11, 18), official_from=dt.date(2024, 12, 2),
        official_to=dt.date(2024, 12, 4), draft_on=dt.date(2024, 12, 19), sent_on=dt.date(2024, 12, 22),
        answered_on=dt.date(2025, 1, 5), final_on=dt.date(2025, 1, 16), office=_HA,
    )  # fmt: skip


def _compared(regulation: str, school: dict[str, str]) -> Iterator[Row]:
    """Every criterion; the team found less in two and more in one."""
    usual = 2 if regulation.endswith("_tr") else 1
    own = {"1.3": usual + 1, "3.2": usual + 1}
    found = {"2.1": usual + 1}
    reasons = {"1.3": "Minh chứng kiểm tra, giám sát của một năm chưa đủ", "3.2": "Phòng học bộ môn chưa đủ diện tích"}  # fmt: skip
    for criterion in load(regulation).criteria:
        code = criterion.code
        yield Comparison(
            **school, criterion=code, title=criterion.title, own=own.get(code, usual), found=found.get(code, usual),
            reason=reasons.get(code, ""), regulation=regulation, office=_HA,
        )  # fmt: skip


def _opinions() -> Iterator[Row]:
    yield Feedback(**_LO, number=1, criterion="3.2", place="trang 21", opinion="Đề nghị ghi rõ trường đã có kế hoạch cải tạo phòng bộ môn trong năm 2025", received_on=dt.date(2025, 1, 5), reply="Tiếp thu", reason="Bổ sung vào nhận định", answered_on=dt.date(2025, 1, 9))  # fmt: skip
    yield Feedback(**_LO, number=2, criterion="1.3", place="trang 9", opinion="Đề nghị đánh giá tiêu chí đạt Mức 3", received_on=dt.date(2025, 1, 5), reply="Bảo lưu", reason="Chưa có minh chứng của năm học 2022-2023", answered_on=dt.date(2025, 1, 9))  # fmt: skip


def _certificates_2025() -> Iterator[Row]:
    yield Recognised(**_LO, kind="THCS", certificate="KĐCLGD", found=2, grade=2, regulation="tt18_2018_tr", ownership="Công lập", office=_HA)  # fmt: skip
    yield Recognised(**_LO, kind="THCS", certificate="CQG", found=2, grade=1, regulation="tt18_2018_tr", ownership="Công lập", office=_HA)  # fmt: skip
    yield Recognised(**_SEN, kind="Mầm non", certificate="CQG", found=3, grade=2, regulation="tt19_2018_mn+tt22_2024", ownership="Công lập", office=_HA)  # fmt: skip
    yield Recognised(**_BAN, kind="Tiểu học", certificate="KĐCLGD", found=1, grade=1, decision=f"214/{_DECIDED}", signed_on=dt.date(2025, 3, 5), valid_until=dt.date(2030, 3, 5), number="12/2025", regulation="tt17_2018_th", ownership="Công lập", office=_MUONG)  # fmt: skip


# ---- 2026-2027: the council


def _council() -> Iterator[Row]:
    body = "Hội đồng thẩm định của Sở"
    people = (
        ("Giàng Thị Súa", f"Phó Giám đốc {_SO}", "Chủ tịch", "Chỉ đạo chung, chủ trì phiên họp"),
        (
            "Mạc Thị Thu Giang",
            "Trưởng phòng Quản lý chất lượng",
            "Phó Chủ tịch",
            "Điều hành khi Chủ tịch vắng mặt",
        ),
        ("Tẩn A Phừ", "Chuyên viên Phòng Quản lý chất lượng", "Thư ký", "Tổng hợp hồ sơ, ghi biên bản"),
        (
            "Lường Văn Pánh",
            "Chuyên viên Phòng Giáo dục Mầm non, Tiểu học",
            "Ủy viên",
            "Hồ sơ trường mầm non, tiểu học",
        ),
        (
            "Đinh Ngọc Hải Yến",
            "Chuyên viên Phòng Kế hoạch, Tài chính",
            "Ủy viên",
            "Cơ sở vật chất, thiết bị, an toàn",
        ),
    )
    for name, position, role, duty in people:
        yield CouncilSeat(body=body, name=name, position=position, role=role, duty=duty)


def _appraised() -> Iterator[Row]:
    yield Appraisal(
        **_LO, received_on=dt.date(2027, 2, 8), visited_on=dt.date(2027, 3, 16), met_on=dt.date(2027, 4, 6), seats=5,
        present=5, votes=5, level=1, grade=1, cohort="Có", years_of_data=3, facilities="Có", verdict="Đề nghị công nhận",
        reasons="Tiếp tục cải tạo phòng học bộ môn theo kế hoạch cải tiến năm học 2026-2027", notified_on=dt.date(2027, 4, 14),
        office=_HA,
    )  # fmt: skip
    yield Appraisal(
        **_BAN, received_on=dt.date(2027, 2, 10), met_on=dt.date(2027, 4, 6), seats=5, present=5, votes=4, level=0,
        cohort="Có", years_of_data=2, facilities="Không", verdict="Chưa đề nghị công nhận",
        reasons="Mới có dữ liệu của 02 năm học; khu vệ sinh của học sinh chưa bảo đảm", office=_MUONG,
    )  # fmt: skip


def _certificates_2027() -> Iterator[Row]:
    old = dt.date(2022, 11, 20)
    yield Recognised(**_LO, kind="THCS", certificate="CQG", found=1, grade=1, regulation="tt57_2026_pt", ownership="Công lập", office=_HA)  # fmt: skip
    yield Recognised(**_SEN, kind="Mầm non", certificate="KĐCLGD", found=3, grade=3, decision=f"944/{_DECIDED}", signed_on=old, valid_until=dt.date(2027, 11, 20), ownership="Công lập", office=_HA)  # fmt: skip
    yield Recognised(**_SEN, kind="Mầm non", certificate="CQG", grade=2, decision="2210/QĐ-UBND", signed_on=old, valid_until=dt.date(2027, 11, 20), ownership="Công lập", office=_HA)  # fmt: skip
    yield Recognised(school_id="7904", school="Trường THPT Nậm Pục", kind="THPT", certificate="KĐCLGD", grade=1, decision=f"101/{_DECIDED}", signed_on=dt.date(2022, 3, 10), valid_until=dt.date(2027, 3, 10), ownership="Công lập")  # fmt: skip
    yield Recognised(school_id="7905", school="Trường Mầm non tư thục Nắng Mai", kind="Mầm non", certificate="CQG", grade=1, decision="310/QĐ-UBND", signed_on=dt.date(2024, 5, 20), valid_until=dt.date(2029, 5, 20), ownership="Tư thục", office=_MUONG)  # fmt: skip
    yield Recognised(school_id="7906", school="Trường Tiểu học Nậm Lành", kind="Tiểu học", certificate="CQG", found=2, grade=2, decision=f"412/{_DECIDED}", signed_on=dt.date(2027, 4, 20), valid_until=dt.date(2032, 4, 20), number="07/2027", regulation="tt57_2026_pt", ownership="Công lập", office=_MUONG)  # fmt: skip


def _improvements() -> Iterator[Row]:
    first, second = dt.date(2027, 1, 12), dt.date(2027, 5, 18)
    yield ImprovementTrack(**_LO, source_year="2025-2026", criterion="3.2", issue="Phòng học bộ môn chưa đủ diện tích", measure="Cải tạo 02 phòng học bộ môn", ends_on=dt.date(2027, 3, 31), budget=850, funding="Ngân sách", state="Hoàn thành", evidence="MC.3.2.04", result="Đã nghiệm thu 02 phòng", review_1_on=first, review_2_on=second, office=_HA)  # fmt: skip
    yield ImprovementTrack(**_LO, source_year="2025-2026", criterion="1.3", issue="Hồ sơ kiểm tra, giám sát chưa đủ", measure="Lập sổ theo dõi kiểm tra, giám sát hằng tháng", ends_on=dt.date(2027, 5, 31), state="Đang thực hiện", review_1_on=first, office=_HA)  # fmt: skip
    yield ImprovementTrack(**_SEN, source_year="2025-2026", criterion="3.1", issue="Sân chơi thiếu đồ chơi vận động", measure="Mua bổ sung 06 loại đồ chơi ngoài trời", ends_on=dt.date(2027, 12, 31), budget="chưa có", state="Chưa thực hiện", office=_HA)  # fmt: skip
    yield ImprovementTrack(**_BAN, source_year="2025-2026", criterion="3.4", issue="Khu vệ sinh học sinh xuống cấp", measure="Sửa chữa khu vệ sinh", ends_on=dt.date(2026, 12, 31), budget=320, funding="Xã hội hóa", state="Hoàn thành một phần", review_1_on=first, review_2_on=second, office=_MUONG)  # fmt: skip


def _targets() -> Iterator[Row]:
    basis = "Nghị quyết số 18/NQ-HĐND ngày 10/12/2025"
    yield Target(subject="KĐCLGD", scope="Công lập", schools=120, holding=84, target=75, last_year=66.7, year_before=61.2, still_needed=6, basis=basis)  # fmt: skip
    yield Target(subject="CQG", scope="Công lập", schools=120, holding=62, target=55, last_year=48.3, year_before=45.0, still_needed=4, basis=basis)  # fmt: skip
    yield Target(subject="CQG", scope="Tất cả", schools=134, holding=63, target=50, last_year=44.8, year_before=42.1, basis=basis)  # fmt: skip
    yield Target(subject="CQG", kind="Mầm non", scope="Công lập", schools=44, holding=25, target=60, last_year=52.3)  # fmt: skip
    yield Target(subject="CQG", kind="Tiểu học", scope="Công lập", schools=40, holding=22, target=60)
    yield Target(subject="CQG", kind="THCS", scope="Công lập", target=50)
    yield Target(subject="Nông thôn mới (cơ sở vật chất)", scope="Công lập", schools=96, holding=71, target=80, last_year=70.8, basis=basis)  # fmt: skip


def _needs() -> Iterator[Row]:
    goal = "CQG mức độ 1 năm 2028"
    yield BuildNeed(**_BAN, criterion="3.4", need="Khác", detail="Xây mới 02 khu vệ sinh học sinh", measure="khu", required_amount=3, has=1, lacking=2, money=640, funding="Ngân sách tỉnh", year="2027", goal=goal, office=_MUONG)  # fmt: skip
    yield BuildNeed(**_BAN, criterion="3.1", need="Đất", detail="Mở rộng khuôn viên về phía đông", measure="m²", required_amount=8000, has=6450, lacking=1550, money="chưa có", funding="", year="2028", goal=goal, office=_MUONG)  # fmt: skip
    yield BuildNeed(**_LO, criterion="3.2", need="Phòng chức năng", detail="Xây phòng học bộ môn Khoa học tự nhiên", measure="phòng", required_amount=4, has=2, lacking=2, money=2400, funding="Ngân sách xã", year="2028", goal="CQG mức độ 2 năm 2029", office=_HA)  # fmt: skip


def _inspected() -> Iterator[Row]:
    yield Inspection(**_SEN, planned_on=dt.date(2026, 10, 20), held_on=dt.date(2026, 10, 21), decision="77/KH-UBND", conclusion="05/KL-UBND", concluded_on=dt.date(2026, 11, 4), office=_HA)  # fmt: skip
    yield Inspection(**_BAN, planned_on=dt.date(2027, 4, 20), office=_MUONG)
    yield InspectionItem(**_SEN, number=1, item="Minh chứng và mã minh chứng", met="Chưa đạt", request="Bổ sung mã minh chứng tiêu chuẩn 2", due=dt.date(2026, 12, 15), done_on=dt.date(2026, 12, 10), state="Hoàn thành", office=_HA)  # fmt: skip
    yield InspectionItem(**_SEN, number=2, item="Công khai kết quả", met="Chưa đạt", request="Đăng báo cáo lên trang thông tin điện tử", due=dt.date(2027, 1, 31), state="Đang thực hiện", office=_HA)  # fmt: skip


def _visits() -> Iterator[Row]:
    yield ScheduledVisit(stt=1, **_LO, kind="THCS", year=2027, month=3, cqg="Có", grade="Mức độ 1", source="dòng 12", office=_HA)  # fmt: skip
    yield ScheduledVisit(stt=2, **_BAN, kind="Tiểu học", year=2027, month=4, cqg="Có", grade="Mức độ 1", source="dòng 13", office=_MUONG)  # fmt: skip
    yield ReviewRegistration(school_id="7904", school="Trường THPT Nậm Pục", kind="THPT", purpose="CQG", grade="Mức độ 1", when_text="tháng 11/2027", source="sổ tự đánh giá")  # fmt: skip
