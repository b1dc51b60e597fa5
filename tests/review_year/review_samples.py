"""A clean, filled workbook `danh-gia-ngoai` for either path: the ground every case is an edit of. All invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import BuildNeed, Inspection, InspectionItem, Target
from kdcl_xl.forms.review_people import CostLine, CouncilSeat, PanelMember, Reviewer, TrainingLine
from kdcl_xl.forms.review_results import (
    Appraisal,
    Comparison,
    DossierReview,
    Feedback,
    ImprovementTrack,
    Recognised,
    ReviewProcess,
)
from kdcl_xl.law.regulation import load
from kdcl_xl.workbook.content import Content

A, B = ("79-0501", "Trường THCS Hoa Sữa"), ("79-0401", "Trường Tiểu học Kim Giang")
PEOPLE = ("Nguyễn Thị Hải Yến", "Trần Quốc Bảo", "Lê Hoàng Phương", "Phạm Minh Khuê", "Võ Thanh Tâm", "Đặng Ngọc Ánh")  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """One of the two clean workbooks: its school year, the day of checking, rule sets, days of the two surveys."""

    year: int
    on: dt.date
    rules: tuple[str, str]
    surveys: tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]]
    team: bool

    @property
    def edition(self) -> Edition:
        return edition_of(f"{self.year}-{self.year + 1}")

    def day(self, month: int, day: int) -> dt.date:
        """A day of the school year."""
        return dt.date(self.year + (month < 8), month, day)


GROUNDS = {
    "2024": Ground(
        2024,
        dt.date(2025, 6, 5),
        ("tt18_2018_tr", "tt17_2018_th"),
        ((dt.date(2025, 4, 14), dt.date(2025, 4, 16)), (dt.date(2025, 3, 17), dt.date(2025, 3, 18))),
        team=True,
    ),
    "2026": Ground(
        2026,
        dt.date(2027, 6, 5),
        ("tt57_2026_pt", "tt57_2026_pt"),
        ((dt.date(2027, 4, 5), dt.date(2027, 4, 7)), (dt.date(2027, 3, 15), dt.date(2027, 3, 16))),
        team=False,
    ),
}


def sample(name: str) -> Content:
    """The content of a clean workbook."""
    ground = GROUNDS[name]
    cells = {
        "office": "Phòng Giáo dục và Đào tạo Quận 7" if ground.team else "UBND phường Tân Mỹ",
        "level": "Phòng GDĐT" if ground.team else "Xã, phường, đặc khu",
        "as_of": ground.on,
    }
    content = Content({ReviewPlan.column(field).entry.name: value for field, value in cells.items()})
    groups = (_schedule, _people, _panels, _steps, _results, _council, _improvement, _oversight)
    for row in (row for group in groups for row in group(ground)):
        content.rows.setdefault(type(row), []).append(row)
    return content


def school(which: tuple[str, str]) -> dict[str, Any]:
    """The two columns that name a school."""
    return {"school_id": which[0], "school": which[1]}


def _schedule(g: Ground) -> list[Row]:
    asked = ("KĐCLGD và CQG", "Cấp độ 2, mức độ 1") if g.team else ("CQG", "Mức độ 1")
    less = ("KĐCLGD", "Cấp độ 1") if g.team else ("CQG", "1")
    kdcl = "Có" if g.team else "Không"
    return [
        ScheduledVisit(stt=1, **school(A), kind="THCS", first=g.surveys[0][0], day=g.surveys[0][0].day, kdcl=kdcl, cqg="Có", source="dòng 1"),
        ScheduledVisit(stt=2, **school(B), kind="Tiểu học", first=g.surveys[1][0], day=g.surveys[1][0].day, kdcl=kdcl, source="dòng 2"),
        ReviewRegistration(**school(A), kind="THCS", purpose=asked[0], grade=asked[1], self_level=2, filed_on=g.day(2, 1), source="dòng 1"),
        ReviewRegistration(**school(B), kind="Tiểu học", purpose=less[0], grade=less[1], self_level=1, filed_on=g.day(1, 5), source="dòng 2"),
        DossierReview(**school(A), received_on=g.day(2, 1), letters=2, reports=1, content="Đạt", evidence="Đạt", dates="Đạt", reviewed_on=g.day(2, 10), outcome="Đủ điều kiện"),
        DossierReview(**school(B), received_on=g.day(1, 5), letters=2, reports=1, content="Đạt", evidence="Chưa đạt", dates="Đạt", reviewed_on=g.day(1, 10), outcome="Cần bổ sung", to_supplement="Minh chứng tiêu chí 1.1", supplement_by=g.day(1, 25), completed_on=g.day(1, 20)),
    ]  # fmt: skip


def _people(g: Ground) -> list[Row]:
    places = [("79-0502", "Trường THCS Lạc Long Quân"), ("79-0503", "Trường THCS Tân Quy"), ("", "Phòng Văn hóa – Xã hội")]  # fmt: skip
    reviewers: list[Row] = [
        Reviewer(
            code=f"NS{n:03}",
            name=name,
            position="Hiệu trưởng",
            school_id=places[n % 3][0],
            school=places[n % 3][1],
            trained=2022,
        )
        for n, name in enumerate(PEOPLE, 1)
    ]
    return [
        *reviewers,
        TrainingLine(person="NS001", name=PEOPLE[0], activity="Tập huấn", what="Nghiệp vụ đánh giá ngoài", from_day=g.day(10, 1), to_day=g.day(10, 3), decision="118/QĐ-SGDĐT"),
        CouncilSeat(body="Tổ thẩm định hồ sơ", name=PEOPLE[0], role="Chủ tịch"),
        CouncilSeat(body="Tổ thẩm định hồ sơ", name=PEOPLE[1], role="Thư ký"),
        CostLine(school=A[1], what="Bồi dưỡng thành viên đoàn", measure="người", quantity=5, days=3, rate=150_000, amount=2_250_000),
        CostLine(school=A[1], what="Văn phòng phẩm", measure="bộ", quantity=5, rate=40_000, amount=200_000),
    ]  # fmt: skip


def _panels(g: Ground) -> list[Row]:
    rows: list[Row] = []
    for which, rules in zip((A, B), g.rules, strict=True):
        codes = [criterion.code for criterion in load(rules).criteria]
        rows += [
            PanelMember(
                **school(which),
                person=f"NS{n:03}",
                name=PEOPLE[n - 1],
                position="Hiệu trưởng",
                role="Trưởng đoàn" if n == 1 else "Thư ký" if n == 2 else "Ủy viên",
                criteria="; ".join(codes[n - 1 :: 5]),
            )
            for n in range(1, 6)
        ]
    return rows


def _steps(g: Ground) -> list[Row]:
    first, second = (
        ReviewProcess(
            **school(which), submitted_on=g.day(2, 15), decision=f"{number}/QĐ-SGDĐT", decided_on=g.day(2, 20), research_on=g.day(2, 24),
            preliminary_on=start - dt.timedelta(days=7), official_from=start, official_to=end,
            draft_on=end + dt.timedelta(days=5), sent_on=end + dt.timedelta(days=6), answered_on=end + dt.timedelta(days=12),
            final_on=max(end + dt.timedelta(days=16), g.day(5, 2)),
        )
        for which, (start, end), number in zip((A, B), g.surveys, (210, 211), strict=True)
    )  # fmt: skip
    return [
        first,
        second,
        Feedback(**school(A), number=1, criterion="1.1", opinion="Bổ sung minh chứng năm 2023", received_on=g.day(5, 2), reply="Tiếp thu", answered_on=g.day(5, 4)),
        Feedback(**school(A), number=2, criterion="1.2", opinion="Xem lại nhận định", received_on=g.day(5, 2), reply="Bảo lưu", reason="Minh chứng chưa đủ", answered_on=g.day(5, 4)),
    ]  # fmt: skip


def _results(g: Ground) -> list[Row]:
    level = 2 if g.team else 1
    rows: list[Row] = [
        Comparison(**school(A), criterion=code, own=level, found=level, regulation=g.rules[0])
        for code in ("1.1", "1.2", "1.3")
    ]
    signed = g.day(5, 20)
    expiry = dt.date(signed.year + 5, 5, 20)
    if g.team:
        rows.append(Recognised(**school(A), kind="THCS", certificate="KĐCLGD", found=2, grade=2, decision="505/QĐ-SGDĐT", signed_on=signed, valid_until=expiry, number="KĐ-2025-017", authority="Sở Giáo dục và Đào tạo"))  # fmt: skip
    province = "UBND Thành phố Hồ Chí Minh" if g.team else "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"
    rows.append(Recognised(**school(A), kind="THCS", certificate="CQG", found=level, grade=1, decision="1205/QĐ-UBND", signed_on=signed, valid_until=expiry, number="CQG-009", authority=province))  # fmt: skip
    rows.append(Recognised(**school(B), kind="Tiểu học", certificate="CQG", found=level, grade=1, decision="1205/QĐ-UBND", signed_on=signed, valid_until=expiry, number="CQG-010", authority=province))  # fmt: skip
    return rows


def _council(g: Ground) -> list[Row]:
    if g.team:
        return []
    return [
        Appraisal(**school(A), received_on=g.day(2, 1), visited_on=g.day(4, 5), met_on=g.day(4, 20), seats=7, present=7, votes=6, level=1, grade=1, cohort="Có", years_of_data=3, facilities="Có", verdict="Đề nghị công nhận", notice="88/TB-SGDĐT", notified_on=g.day(4, 28)),
        Appraisal(**school(B), received_on=g.day(1, 5), met_on=g.day(4, 20), seats=7, present=7, votes=2, level=0, cohort="Có", years_of_data=2, facilities="Không", verdict="Chưa đề nghị công nhận"),
    ]  # fmt: skip


def _improvement(g: Ground) -> list[Row]:
    year, before = f"{g.year}-{g.year + 1}", f"{g.year - 1}-{g.year}"
    return [
        ImprovementTrack(**school(A), source_year=before, criterion="3.2", issue="Thiếu phòng bộ môn", measure="Lập dự án cải tạo", ends_on=g.day(12, 31), state="Hoàn thành", evidence="H3-3.2-04", result="Dự án được phê duyệt", review_1_on=g.day(1, 12), review_2_on=g.day(5, 22)),
        ImprovementTrack(**school(A), source_year=year, criterion="3.2", issue="Thiếu phòng bộ môn", measure="Xây 2 phòng bộ môn", ends_on=dt.date(g.year + 2, 12, 31), state="Đang thực hiện", review_1_on=g.day(1, 12), review_2_on=g.day(5, 22)),
    ]  # fmt: skip


def _oversight(g: Ground) -> list[Row]:
    return [
        Inspection(**school(A), planned_on=g.day(11, 10), held_on=g.day(11, 10), decision="77/KH-UBND", conclusion="81/KL-UBND", concluded_on=g.day(11, 28)),
        InspectionItem(**school(A), number=1, item="Minh chứng và mã minh chứng", met="Chưa đạt", request="Đánh lại mã minh chứng", due=g.day(12, 31), done_on=g.day(12, 20), state="Hoàn thành", evidence="H1-1.1-01"),
        InspectionItem(**school(A), number=2, item="Lưu trữ hồ sơ", met="Đạt"),
        Target(subject="CQG", scope="Công lập", schools=3, holding=2, share="66,7% (2/3)", target=70.0, basis="NQ 05-NQ/ĐU"),
        Target(subject="Nông thôn mới (cơ sở vật chất)", scope="Tất cả", schools=3, holding=1, share="33,3% (1/3)", basis="Quyết định 1491/QĐ-TTg"),
        BuildNeed(**school(B), criterion="3.2", need="Phòng học", measure="phòng", required_amount=20, has=16, lacking=4, money="chưa có", year="2028"),
        BuildNeed(**school(B), criterion="3.1", need="Đất", measure="m²", required_amount=5000, has=5200, lacking=0, money=0, note="Không cần tiền"),
    ]  # fmt: skip
