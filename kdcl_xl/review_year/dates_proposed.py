"""Dates a plan found, laid into the schedule, and why each: rows for the sheets "Lịch đánh giá ngoài" and "Đề xuất"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_people import Proposal
from kdcl_xl.forms.vocabulary import KINDS_ASKED, YesNo
from kdcl_xl.law.regulation import RecognitionKind
from kdcl_xl.review_year.scheduling import Month
from kdcl_xl.review_year.scheduling_facts import Visit, YearFacts, month_limits, month_span
from kdcl_xl.review_year.solver import Reason, Span
from kdcl_xl.text.dates import vn_date


def schedule_with(facts: YearFacts, dates: Mapping[str, Span]) -> dict[type[Row], list[Row]]:
    """The schedule with the new dates (by school key), and a row for each school that had only registered."""
    new: dict[int, Span] = {}
    added: list[Row] = []
    for key, span in dates.items():
        rows = facts.directory.schools[key].of(ScheduledVisit)
        new |= {id(row): span for row in rows}
        if not rows:
            added.append(_visit(facts, key, span))
    kept = [
        row.model_copy(update=_fields(new[id(row)])) if id(row) in new else row
        for row in facts.submission.table(ScheduledVisit)
    ]
    return {ScheduledVisit: [*kept, *added]}


def _visit(facts: YearFacts, key: str, span: Span) -> ScheduledVisit:
    file = facts.directory.schools[key]
    asked = file.first(ReviewRegistration)
    return ScheduledVisit(
        school_id=file.school_id, school=file.name, kind=file.kind, when_text=asked.when_text if asked else "",
        grade=asked.grade if asked else "", source="Trang Đăng ký", office=file.office,
        **_ticks(asked.purpose if asked else ""), **_fields(span),
    )  # fmt: skip


def _ticks(purpose: str) -> dict[str, str]:
    """The two columns of the plan by what the school registered for; left blank where that is not known."""
    kinds = KINDS_ASKED.get(purpose, ())
    columns: dict[str, RecognitionKind] = {"kdcl": "kdclgd", "cqg": "cqg"}
    return {
        column: str(YesNo.YES if kind in kinds else YesNo.NO) for column, kind in columns.items() if kinds
    }


def _fields(span: Span) -> dict[str, Any]:
    first = span.first
    return {
        "first": first, "last": span.last, "unit": "ngày", "year": first.year, "month": first.month, "day": first.day,
    }  # fmt: skip


def date_rows(
    facts: YearFacts, spans: Mapping[str, Span], unmet: Sequence[tuple[str, Reason]]
) -> Iterator[Proposal]:
    """Every visit in the order of its days, with what spoke for them. `unmet`: (school key or "", wish not kept)."""
    begun = Counter((span.first.year, span.first.month) for span in spans.values())
    full = {limit.month: limit.most for limit in month_limits(facts) if limit.hard and begun[limit.month] >= limit.most}  # fmt: skip
    for visit in sorted(facts.visits, key=lambda visit: spans[visit.key]):
        span = spans[visit.key]
        if visit.span:
            yield Proposal(school=visit.file.name, what=f"Giữ nguyên {span.words}.", why="Ngày đã ghi trong sổ.")  # fmt: skip
            continue
        first = span.first
        why = [
            f"{facts.survey_days} ngày làm việc liền nhau",
            f"tháng {first.month}/{first.year} có {begun[first.year, first.month]} trường",
            *_for_it(facts, visit, span),
            *(f"không giữ được: {reason.words}" for key, reason in unmet if key == visit.key),
            *(f"tháng {m}/{y} đã đủ {most} trường" for (y, m), most in full.items() if _missed(visit, span, (y, m))),
        ]  # fmt: skip
        yield Proposal(school=visit.file.name, what=f"Đánh giá ngoài {span.words}.", why="; ".join(why) + ".")
    for key, reason in unmet:
        if not key:
            yield Proposal(what="Một mong muốn chung không giữ được.", why=f"{reason.words}.")


def _for_it(facts: YearFacts, visit: Visit, span: Span) -> Iterator[str]:
    """The lead time of the dossier, and whose wish the days are."""
    earliest = facts.earliest_from_now(visit.file)
    if earliest:
        yield f"{earliest[1].words}, sớm nhất {vn_date(earliest[0])}"
    if visit.wanted and visit.wanted.holds(span):
        yield f"đúng thời gian kế hoạch ghi ({visit.wanted.words})"
    asked = facts.asked.times.get(visit.key)
    if asked and asked.kept(span):
        yield f"đúng thời gian trường đề nghị ({asked.said})"


def _missed(visit: Visit, span: Span, month: Month) -> bool:
    """Whether the plan's own time for a visit lies in a month while the visit does not."""
    wanted = visit.wanted
    return wanted is not None and not wanted.holds(span) and wanted.meets(month_span(month))
