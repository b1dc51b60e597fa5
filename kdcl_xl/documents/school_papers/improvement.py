"""Kế hoạch cải tiến chất lượng of the coming year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from kdcl_xl.documents import contexts
from kdcl_xl.documents.assessed import UNWRITTEN
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.figures import figure
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context
from kdcl_xl.documents.samples import school as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.school_papers.common import SchoolDesk, SchoolPaper
from kdcl_xl.documents.writing_desk import FILL
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    CriterionAnalysis,
    Improvement,
    Registration,
    School,
    StandardAnalysis,
)
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.numbers import money_in_words

_MILLION = 1_000_000
_MOST_NAMED = 4
"""More people than these are named in the table only."""


class Priority(Context):
    """One line of "Vấn đề trọng tâm" (2026)."""

    standard: str
    criterion: str
    state: str
    weakness: str
    causes: str


class Measure(Context):
    """One measure of the plan as the form of 2018 asks for it."""

    criterion: str
    weakness: str
    measure: str
    time: str
    people: str
    cost: str
    monitoring: str


class ReviewLine(Context):
    """One internal review of the plan."""

    held_on: str
    content: str
    result: str
    adjustment: str
    reviewer: str


class ImprovementPlan(SchoolPaper):
    """What both forms of the plan share."""

    purpose: str
    basis: str
    """The sentence that opens the plan."""
    cost: str
    """"1.250,5 triệu đồng (Một tỷ hai trăm năm mươi triệu năm trăm nghìn đồng chẵn); 2 giải pháp chưa có số liệu"."""
    duties: str
    """Who carries the measures out, as far as the rows name them."""


class ImprovementPlan2018(ImprovementPlan):
    """Kế hoạch cải tiến chất lượng: the measures of the phiếu (mục 4, CV 5932, 5942/BGDĐT-QLCL) in one table."""

    measures: tuple[Measure, ...]


class ImprovementPlan2026(ImprovementPlan):
    """Kế hoạch cải tiến chất lượng (Mẫu 2 Phụ lục V TT 57/2026/TT-BGDĐT), sections I to VIII."""

    level: str
    """The level the council concluded."""
    report_day: str
    priorities: tuple[Priority, ...]
    improvements: tuple[contexts.Improvement, ...]
    reviews: tuple[ReviewLine, ...]
    monitoring: tuple[str, ...]


def plan(source: Source) -> ImprovementPlan2018 | ImprovementPlan2026:
    """The plan this self-assessment proposes, under the form of its rule set."""
    desk = SchoolDesk(source)
    return _plan_2026(desk) if desk.is_2026 else _plan_2018(desk)


def _shared(desk: SchoolDesk) -> dict[str, Any]:
    """What both forms say."""
    rows, word = desk.assessed.proposed, desk.rules.words.school.lower()
    return {
        "purpose": f"Khắc phục hạn chế, phát huy điểm mạnh đã nêu trong báo cáo tự đánh giá năm học {desk.year}; mỗi việc "
        "có người phụ trách, thời hạn, nguồn lực và cách kiểm tra.",
        "basis": f"Căn cứ kết quả tự đánh giá năm học {desk.year}, {word} lập kế hoạch cải tiến chất lượng như sau:",
        "cost": cost_in_words(desk, rows),
        "duties": _duties(desk, rows),
        "subject": f"Cải tiến chất lượng sau tự đánh giá năm học {desk.year}",
        "signer": desk.head(),
        "receivers": desk.receivers(
            f"{desk.superior} (để báo cáo)", f"Các tổ, bộ phận của {word} (để thực hiện)"
        ),
    }


def _plan_2018(desk: SchoolDesk) -> ImprovementPlan2018:
    return desk.paper(
        ImprovementPlan2018,
        Kind.PLAN,
        **_shared(desk),
        measures=tuple(_measure(desk, row) for row in desk.assessed.proposed) or (_blank_measure(desk),),
        grounds=(desk.circular_ground(),),
    )


def _plan_2026(desk: SchoolDesk) -> ImprovementPlan2026:
    rows, approved = desk.assessed.proposed, desk.school.approved_on
    shared = _shared(desk)
    desk.doubt(f"các mục của Mẫu 2 Phụ lục V {desk.circular}")
    if rows:
        improvements = tuple(_to_fill(desk, row) for row in desk.assessed.improvements)
    else:
        improvements = (contexts.Improvement(content=desk.blank("các việc cải tiến")),)
    monitoring = tuple(dict.fromkeys(row.monitoring for row in rows if row.monitoring))
    return desk.paper(
        ImprovementPlan2026,
        Kind.PLAN,
        **shared,
        level=desk.concluded_level(),
        report_day=vn_date(approved) if approved else desk.blank("ngày phê duyệt báo cáo"),
        priorities=tuple(_priorities(desk, rows)) or (_blank_priority(desk),),
        improvements=improvements,
        reviews=tuple(_planned_reviews(desk)),
        monitoring=monitoring or (desk.blank("cơ chế theo dõi, đánh giá"),),
        grounds=(desk.circular_ground(),),
    )


def cost_in_words(desk: SchoolDesk, rows: Sequence[Improvement]) -> str:
    """The money of all measures that name an amount, in figures and words, saying how many do not."""
    known = [Decimal(str(row.budget)) for row in rows if isinstance(row.budget, int | float)]
    unknown = len(rows) - len(known)
    if not known:
        return desk.blank("kinh phí thực hiện")
    total = sum(known)
    text = "không phát sinh kinh phí"
    if total:
        text = f"{figure(float(total))} triệu đồng ({money_in_words(int(total * _MILLION))})"
    return f"{text}; {unknown:02} giải pháp chưa có số liệu" if unknown else text


# ---- rows


def _measure(desk: SchoolDesk, row: Improvement) -> Measure:
    budget = figure(row.budget)
    if row.budget == 0:
        amount = "không cần"
    elif budget is None:
        amount = desk.blank("kinh phí của từng giải pháp")
    else:
        amount = f"{budget} triệu đồng"
    return Measure(
        criterion=row.criterion or "……",
        weakness=row.issue or desk.blank("điểm yếu cần khắc phục"),
        measure="\n".join(part for part in (row.measure, f"Mục tiêu: {row.goal}" if row.goal else "") if part)
        or desk.blank("giải pháp"),
        time=_time(desk, row),
        people=row.people or desk.blank("nhân lực thực hiện"),
        cost=f"{amount}, {row.funding}" if row.funding else amount,
        monitoring=row.monitoring or desk.blank("biện pháp giám sát"),
    )


def _blank_measure(desk: SchoolDesk) -> Measure:
    return Measure(
        criterion="……", weakness=desk.blank("các giải pháp cải tiến (trang Cải tiến)"), measure=FILL, time=FILL,
        people=FILL, cost=FILL, monitoring=FILL,
    )  # fmt: skip


def _time(desk: SchoolDesk, row: Improvement) -> str:
    ends = [vn_date(day) if day else desk.blank("thời gian thực hiện", "…/…/……") for day in (row.starts_on, row.ends_on)]  # fmt: skip
    return " - ".join(ends)


def _priorities(desk: SchoolDesk, rows: Iterable[Improvement]) -> Iterator[Priority]:
    """Table IV: state as assessed, weakness of the row, causes written for the criterion or its standard."""
    by_standard = {row.standard: row for row in desk.submission.table(StandardAnalysis)}
    by_criterion = {row.criterion: row for row in desk.submission.table(CriterionAnalysis)}
    for row in rows:
        known = row.criterion in desk.rules.by_code
        standard = desk.rules.standard_of(row.criterion)
        analysis = by_criterion.get(row.criterion) or by_standard.get(standard.code if standard else "")
        yield Priority(
            standard=standard.code if standard else "……",
            criterion=row.criterion or "……",
            state=desk.assessed.criterion(row.criterion).result if known else FILL,
            weakness=row.issue or desk.blank("điểm hạn chế"),
            causes=(analysis.causes if analysis else "") or desk.blank("nguyên nhân của từng hạn chế"),
        )


def _to_fill(desk: SchoolDesk, row: contexts.Improvement) -> contexts.Improvement:
    """A line of the plan with room where nothing is written: a plan is finished by hand, a report says "chưa ghi"."""
    empty = [name for name in type(row).model_fields if UNWRITTEN in getattr(row, name)]
    fills = {name: getattr(row, name).replace(UNWRITTEN, "……") for name in empty}
    if any(name != "progress" for name in empty):
        desk.blank("ô còn trống ở bảng kế hoạch (trang Cải tiến)")
    return row.model_copy(update=fills)


def _blank_priority(desk: SchoolDesk) -> Priority:
    weakness = desk.blank("vấn đề trọng tâm (trang Cải tiến)")
    return Priority(standard="……", criterion="……", state=FILL, weakness=weakness, causes=FILL)


def _planned_reviews(desk: SchoolDesk) -> Iterator[ReviewLine]:
    """Room for the reviews of the coming year: as many as the circular asks for, at the ends of the terms."""
    moments = ("Cuối học kỳ I", "Cuối năm học")
    for number in range(desk.rules.improvement.reviews_per_year):
        moment = moments[number] if number < len(moments) else FILL
        yield ReviewLine(held_on=moment, content=FILL, result=FILL, adjustment=FILL, reviewer=FILL)


def _duties(desk: SchoolDesk, rows: Iterable[Improvement]) -> str:
    people = dict.fromkeys(row.people for row in rows if row.people)
    if not people:
        return f"Phân công thực hiện: {desk.blank('phân công thực hiện kế hoạch')}."
    named = f"Phụ trách thực hiện: {'; '.join(people)}."
    if len(people) > _MOST_NAMED:
        named = "Người phụ trách từng giải pháp ghi ở bảng."
    return f"{named} Các tổ, bộ phận phối hợp theo phân công."


DOCUMENTS = (
    Document(
        "ke-hoach-cai-tien",
        "Kế hoạch cải tiến chất lượng",
        Kind.PLAN,
        SELF_ASSESSMENT,
        (
            variant(
                "ke-hoach-cai-tien-2018",
                ImprovementPlan2018,
                plan,
                samples.district_school,
                "Kế hoạch cải tiến chất lượng (Thông tư 17, 18, 19/2018/TT-BGDĐT)",
            ),
            variant(
                "ke-hoach-cai-tien-2026",
                ImprovementPlan2026,
                plan,
                samples.ward_school,
                "Kế hoạch cải tiến chất lượng (Mẫu 2 Thông tư 57/2026/TT-BGDĐT)",
            ),
        ),
        build=plan,
        uses=(School, Improvement, AnswerLine, CriterionAnalysis, StandardAnalysis, Registration),
    ),
)
