"""The council, its groups, the two improvement plans and the reviews of a sample school."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from kdcl_xl.demo.people import Person, staff
from kdcl_xl.demo.prose import Writer
from kdcl_xl.demo.schools import SampleSchool
from kdcl_xl.demo.themes import Weakness
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import Assignment, Improvement, Member, Review
from kdcl_xl.forms.vocabulary import CouncilRole, Progress
from kdcl_xl.law.regulation import Criterion, SchoolKind

_PRIORITIES = 8
"""Most measures of a plan that holds priorities only (TT 57)."""
_CARRIED_OUT = 6
"""Measures of last year's plan."""
_MONITORING = (
    "{Head} kiểm tra kết quả cuối mỗi học kỳ",
    "Ban thanh tra nhân dân giám sát, báo cáo tại họp hội đồng",
    "Tổ trưởng báo cáo tiến độ ở giao ban tháng",
    "Phó {head} phụ trách kiểm tra hồ sơ, nghiệm thu sản phẩm",
)
_FUNDING = ("Ngân sách chi thường xuyên", "Nguồn thu sự nghiệp", "Tài trợ, xã hội hóa")
_OUTCOMES = (
    "Đã thực hiện xong, sản phẩm được đưa vào sử dụng và nghiệm thu trong tháng 4.",
    "Đạt mục tiêu đề ra; kết quả được báo cáo trước hội đồng sư phạm.",
    "Thực hiện được phần lớn nội dung, phần còn lại chuyển sang kế hoạch mới.",
)


def council(school: SampleSchool, edition: Edition, rng: random.Random) -> tuple[list[Member], list[Person]]:
    """The members with roles and groups, and the people behind them; the first is the head of the school."""
    head = edition.rules.words.head
    preschool = school.kind is SchoolKind.PRESCHOOL
    positions = [
        head,
        f"Phó {head.lower()}",
        "Chủ tịch Công đoàn",
        "Tổ trưởng khối Lá" if preschool else "Tổ trưởng chuyên môn",
        "Tổ trưởng khối Chồi" if preschool else "Tổ trưởng tổ Khoa học",
        "Tổ trưởng tổ Văn phòng",
        "Giáo viên",
        "Bí thư Chi đoàn",
        "Kế toán",
        "Nhân viên y tế",
        "Giáo viên cốt cán",
    ]
    size = 7 if school.classes < 10 else 9 if school.classes < 30 else 11
    people = staff(rng, tuple(positions[:size]), women=0.9 if preschool else 0.65)
    groups = min(len(edition.rules.standards), 3 if size < 11 else 4)
    return [_member(place, person, groups) for place, person in enumerate(people)], people


def _member(place: int, person: Person, groups: int) -> Member:
    role = {0: CouncilRole.CHAIR, 1: CouncilRole.VICE_CHAIR, 5: CouncilRole.SECRETARY}.get(place, CouncilRole.MEMBER)  # fmt: skip
    group = f"Nhóm {(place - 1) % groups + 1}" if place else ""
    duties = {
        0: "Phụ trách chung, phê duyệt báo cáo",
        1: "Chỉ đạo các nhóm công tác, duyệt phiếu đánh giá tiêu chí",
        5: "Tổng hợp báo cáo, quản lý danh mục minh chứng",
    }
    return Member(
        name=person.name,
        position=person.position,
        role=role,
        group=group,
        duty=duties.get(place, "Thu thập minh chứng, viết phiếu đánh giá tiêu chí được giao"),
    )


def assignments(edition: Edition, members: list[Member], due: dt.date) -> list[Assignment]:
    """Whole standards go to one group each; clauses of the top level to the first group."""
    groups = sorted({member.group for member in members if member.group})
    writers = {group: [m.name for m in members if m.group == group] for group in groups}
    rows = []
    for place, code in enumerate(edition.rules.by_code):
        standard = code.partition(".")[0]
        group = groups[0] if standard == "22" else groups[(int(standard) - 1) % len(groups)]
        names = writers[group]
        rows.append(Assignment(criterion=code, group=group, writer=names[place % len(names)], due=due))
    return rows


def improvements(
    edition: Edition,
    writer: Writer,
    weak: list[Criterion],
    people: list[Person],
    approved_on: dt.date,
    rng: random.Random,
) -> list[Improvement]:
    """Last year's plan as carried out and this year's as proposed. `weak`: criteria that need a measure, worst first."""
    rules, year = edition.rules, edition.school_year
    if rules.improvement.priorities_only:
        weak = weak[:_PRIORITIES]
    proposed = [
        _proposed(edition, criterion, weakness, people, rng)
        for criterion in weak
        for weakness in writer.weaknesses(criterion)[:1]
    ]
    before = list(_carried_out(edition, writer, people, approved_on, rng))
    order = {code: place for place, code in enumerate(rules.by_code)}
    proposed.sort(key=lambda row: (order[row.criterion], row.issue))
    before.sort(key=lambda row: (order[row.criterion], row.issue))
    for row in before:
        row.source_year = str(year.shift(-1))
    return [*before, *proposed]


def _proposed(
    edition: Edition, criterion: Criterion, weakness: Weakness, people: list[Person], rng: random.Random
) -> Improvement:
    year = edition.school_year
    starts = dt.date(year.end, 8, 20) + dt.timedelta(days=rng.randrange(50))
    return Improvement(
        source_year=str(year),
        starts_on=starts,
        ends_on=dt.date(year.end + 1, 5, 25) - dt.timedelta(days=rng.randrange(120)),
        progress=Progress.NOT_STARTED,
        **_what(edition, criterion, weakness, people, rng),
    )


def _carried_out(
    edition: Edition, writer: Writer, people: list[Person], approved_on: dt.date, rng: random.Random
) -> Iterator[Improvement]:
    """Second weaknesses of some criteria, overcome since last year."""
    year = edition.school_year
    candidates = [criterion for criterion in edition.rules.criteria if len(writer.weaknesses(criterion)) > 1]
    for place, criterion in enumerate(rng.sample(candidates, _CARRIED_OUT)):
        weakness = writer.weaknesses(criterion)[1]
        done = place % 3 != 2
        starts = dt.date(year.start - 1, 9, 15) + dt.timedelta(days=rng.randrange(60))
        yield Improvement(
            starts_on=starts,
            ends_on=min(approved_on, dt.date(year.end, 4, 28)) - dt.timedelta(days=rng.randrange(10, 25)),
            progress=Progress.DONE if done else Progress.PARTLY,
            outcome=rng.choice(_OUTCOMES[:2]) if done else _OUTCOMES[2],
            **_what(edition, criterion, weakness, people, rng),
        )


def _what(
    edition: Edition, criterion: Criterion, weakness: Weakness, people: list[Person], rng: random.Random
) -> dict[str, object]:
    costly = rng.random() < 0.6
    head = edition.rules.words.head.lower()
    return {
        "criterion": criterion.code,
        "issue": weakness.issue,
        "goal": weakness.goal,
        "measure": weakness.measure,
        "people": f"{rng.choice(people).position}; các tổ chuyên môn",
        "budget": float(rng.randint(2, 45)) if costly else 0.0,
        "funding": rng.choice(_FUNDING) if costly else "",
        "monitoring": rng.choice(_MONITORING).format(Head=edition.rules.words.head, head=head),
        "indicator": weakness.goal,
        "expected": "Báo cáo kết quả, ảnh, biên bản nghiệm thu",
    }


def reviews(edition: Edition, people: list[Person], approved_on: dt.date) -> list[Review]:
    """The reviews of the plan that the circular asks for, at the end of the first term and before approval."""
    if not edition.rules.improvement.reviews_per_year:
        return []
    start = dt.date(edition.school_year.start, 8, 1)
    middle = min(dt.date(edition.school_year.end, 1, 12), start + (approved_on - start) * 2 // 3)
    rows = [
        (middle, "Rà soát tiến độ các giải pháp sau học kỳ I", "Phần lớn giải pháp đúng tiến độ; hai giải pháp mua sắm chậm do thủ tục.", "Lùi thời hạn mua sắm, bổ sung người phối hợp."),
        (approved_on - dt.timedelta(days=9), "Đánh giá kết quả kế hoạch cải tiến cả năm học", "Các giải pháp chính hoàn thành, có sản phẩm kiểm chứng; phần còn lại chuyển sang kế hoạch mới.", "Giữ lại những giải pháp có hiệu quả, thêm chỉ số theo dõi."),
    ]  # fmt: skip
    return [
        Review(held_on=day, content=content, result=result, adjustment=change, reviewer=people[0].name)
        for day, content, result, change in rows
    ]
