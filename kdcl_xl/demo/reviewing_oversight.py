"""What an office of the sample looks after besides reviews: inspections with what follows, costs, targets, needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from kdcl_xl.demo.people import person
from kdcl_xl.demo.reviewing_desk import before, dice
from kdcl_xl.demo.schools import SampleSchool
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_oversight import BuildNeed, Inspection, InspectionItem
from kdcl_xl.forms.review_people import CostLine
from kdcl_xl.forms.review_words import Meets
from kdcl_xl.forms.vocabulary import Progress

_ITEMS = (
    ("Hội đồng tự đánh giá, phân công", "Quyết định ban hành đúng hạn, phân công rõ"),
    ("Kế hoạch tự đánh giá", "Có kế hoạch, thời gian biểu"),
    ("Minh chứng và mã minh chứng", "Ba minh chứng chưa mã hóa"),
    ("Báo cáo tự đánh giá, số liệu", "Số liệu khớp với báo cáo thống kê"),
    ("Kế hoạch cải tiến và rà soát", "Hai giải pháp chưa ghi kinh phí"),
    ("Lưu trữ hồ sơ", "Hồ sơ xếp theo hộp, có danh mục"),
)
_REQUESTS = {
    2: ("Mã hóa đủ minh chứng, cập nhật danh mục", "Danh mục minh chứng"),
    4: ("Ghi kinh phí, nguồn kinh phí của từng giải pháp", "Kế hoạch cải tiến đã bổ sung"),
}
"""Item → what is asked for, and what proves it."""
_RATE, _PAPER = 200_000.0, 500_000.0


def inspections(
    schools: Sequence[SampleSchool], office: str, on: dt.date, plan: str, *, held: bool = True, late: str = ""
) -> Iterator[Row]:
    """One inspection a school, the last still to come on `on`; without `held` all of them only planned.

    `late`: the school whose last request is not done in time.
    """
    team = _team(office)
    for place, school in enumerate(schools):
        planned = before(on, 70 - 7 * place)
        whose = {"school_id": school.id, "school": school.name}
        coming = place == len(schools) - 1
        if coming or not held:
            yield Inspection(planned_on=_ahead(on) if coming else planned, team=team, decision=plan, **whose)
            continue
        head = person(dice("hieu-truong", school.id), "Hiệu trưởng")
        yield Inspection(
            planned_on=planned, held_on=planned, decision=plan, team=team, present=f"{head.name}, {head.position}",
            good="Hội đồng tự đánh giá kiện toàn đầu năm học; kế hoạch có phân công theo tiêu chí.",
            limits="Ba minh chứng chưa mã hóa; hai giải pháp cải tiến chưa ghi kinh phí.",
            conclusion=f"{40 + place}/TB-KL", concluded_on=before(on, 60 - 7 * place), **whose,
        )  # fmt: skip
        yield from _items(school, on, place, late=school.id == late)


def _team(office: str) -> str:
    roles = ("Trưởng đoàn", "Thư ký", "Ủy viên")
    people = [person(dice("kiem-tra", office, role), role) for role in roles]
    return "; ".join(f"{one.name} ({one.position})" for one in people)


def _ahead(on: dt.date) -> dt.date:
    """A day after the summer, in the same calendar year."""
    return before(on + dt.timedelta(days=45), 0)


def _items(school: SampleSchool, on: dt.date, place: int, *, late: bool) -> Iterator[InspectionItem]:
    due, done = before(on, 20 - place), before(on, 24 - place)
    for number, (item, remark) in enumerate(_ITEMS):
        request, proof = _REQUESTS.get(number, ("", ""))
        line = InspectionItem(
            school_id=school.id, school=school.name, number=number + 1, item=item, remark=remark,
            met=str(Meets.NO if request else Meets.YES), request=request,
        )  # fmt: skip
        if request and late and number == max(_REQUESTS):
            line = line.model_copy(update={"due": due, "state": str(Progress.UNDER_WAY)})
        elif request:
            line = line.model_copy(
                update={"due": due, "done_on": done, "state": str(Progress.DONE), "evidence": proof}
            )
        yield line


def costs(school: SampleSchool, members: int, days: int) -> Iterator[CostLine]:
    """What one visit costs; the rates are the sample's own."""
    basis = "Quy chế chi tiêu nội bộ (mức giả định)"
    for what, measure, number, span, rate in (
        ("Nghiên cứu hồ sơ, viết báo cáo sơ bộ", "người", members, None, 2 * _RATE),
        ("Công tác phí khảo sát chính thức", "người/ngày", members, days, _RATE),
        ("Viết báo cáo đánh giá ngoài", "báo cáo", 1, None, 5 * _RATE),
        ("Văn phòng phẩm", "đợt", 1, None, _PAPER),
    ):
        yield CostLine(
            school=school.name, what=what, measure=measure, quantity=float(number), days=float(span) if span else None,
            rate=rate, amount=number * (span or 1) * rate, basis=basis,
        )  # fmt: skip


def building_needs(school: SampleSchool, year: int) -> Iterator[BuildNeed]:
    """What a school lacks for the national standard, in figures."""
    for criterion, need, detail, measure, wanted, has, money in (
        ("4.1", "Đất", "Mở rộng khuôn viên về phía đông", "m²", 12000.0, 10800.0, 2600.0),
        ("4.1", "Phòng chức năng", "Phòng học bộ môn Khoa học tự nhiên", "phòng", 2.0, 1.0, 950.0),
        ("4.2", "Thiết bị", "Bộ thiết bị thí nghiệm lớp 8, lớp 9", "bộ", 12.0, 7.0, 180.0),
    ):
        yield BuildNeed(
            school_id=school.id, school=school.name, criterion=criterion, need=need, detail=detail, measure=measure,
            required_amount=wanted, has=has, lacking=wanted - has, money=money, funding="Ngân sách đầu tư",
            year=str(year), goal=f"CQG mức độ 1 năm {year + 1}",
        )  # fmt: skip
