"""Dates and panels of a year of external review proposed into a new workbook; a schedule looked at as it stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kdcl_xl.findings import Finding, count_errors, in_reading_order
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_people import PanelMember, Proposal
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import form_of
from kdcl_xl.jobs.saving import Saved, refuse_onto, save_continued
from kdcl_xl.review_year.checks import review_findings
from kdcl_xl.review_year.panels import PanelsProblem, Seat, broken_wishes, open_seats, turns_left
from kdcl_xl.review_year.panels_facts import panels_problem
from kdcl_xl.review_year.panels_model import plan_panels
from kdcl_xl.review_year.scheduling import Month, plan_dates
from kdcl_xl.review_year.scheduling_facts import (
    SURVEY_DAYS,
    Visit,
    YearFacts,
    dates_problem,
    month_limits,
    month_span,
)
from kdcl_xl.review_year.solver import Clash, Reason, SolverGaveUpError, SolverMissingError, Span
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import some
from kdcl_xl.workbook.jsonio import content_of

T = TypeVar("T")
_OTHER_LEVEL, _UNTRAINED = _DOUBTS = ("không ghi đánh giá được cấp học này", "chưa ghi năm tập huấn")
"""What of a proposed panel an office has to look at; no request asked for it."""
_NAMED = 8
"""More reasons or schools than this are counted."""
OF_THE_SCHEDULE = ("DGX-", "DGS-020", "DGS-021", "DGS-040", "DGS-041", "DGS-042", "DGS-043", "DGS-044", "DGS-045", "DGS-047", "DGS-052", "DGS-062", "DGS-063")  # fmt: skip
"""How the codes of checks begin that bear on whether a schedule can be carried out."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is proposed, which wishes are not kept, which requests clash, and the workbook; None when nothing was tried."""

    assignments: tuple[dict[str, Any], ...]
    unmet: tuple[tuple[str, Reason], ...]
    clash: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    saved: Saved | None
    rows: tuple[Proposal, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is no plan."""
        return bool(self.clash) or self.saved is None

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "schema": 1,
            "assignments": list(self.assignments),
            "unmet": [{"school": school, **reason.as_json()} for school, reason in self.unmet],
            "conflicts": [reason.as_json() for reason in self.clash],
            "findings": [finding.as_json() for finding in self.findings],
            "output": self.saved.path.name if self.saved else None,
        }

    def lines(self) -> list[str]:
        """For the screen."""
        found = [f"{finding.severity}: {finding.as_line()}" for finding in self.findings]
        told = [": ".join(filter(None, (row.school, row.what))) for row in self.rows]
        told += [f"Cần xem: {row.school}: {part.strip('.')}." for row in self.rows for part in row.why.split("; ") if part.startswith(_DOUBTS)]  # fmt: skip
        why = [f"  {row.why}" if row.why else "" for row in self.rows] if self.clash else []
        unmet = [f"Không giữ được: {reason.words}." for _, reason in self.unmet]
        end = [f"Đã ghi {self.saved.path}.", *self.saved.remarks] if self.saved else ["Chưa xếp gì: sửa các dòng trên rồi chạy lại."]  # fmt: skip
        return [*found, *told, *why, *unmet, *end]


def look_over(workbook: Path, settings: Settings, on: dt.date) -> list[Finding]:
    """Everything that keeps the schedule and the panels of a workbook from being carried out. Raises JobError."""
    submission = form_of(workbook, EXTERNAL_REVIEW)
    found = [f for f in review_findings(submission, settings, on) if f.code.startswith(OF_THE_SCHEDULE)]
    return in_reading_order([*submission.findings, *found], submission.sheets)


def schedule_visits(workbook: Path, out: Path, settings: Settings, on: dt.date) -> Planned:
    """Dates for every school without one, after `on`, in a new workbook. Raises JobError and SaveError."""
    facts, problems = _facts(workbook, out, settings, on)
    if count_errors(problems):
        return Planned((), (), (), tuple(problems), None)
    problem = dates_problem(facts)
    if not problem.visits:
        raise JobError(
            "Sổ chưa có trường nào ở trang Lịch đánh giá ngoài hoặc Đăng ký, nên không có gì để xếp."
        )
    if len(problem.working) < problem.days and problem.free:
        raise JobError(f"Từ {vn_date(on)} đến hết năm học {facts.submission.edition.school_year} không còn đủ {problem.days} ngày làm việc để xếp lịch. Kiểm tra --ngay và năm học của sổ.")  # fmt: skip
    answer = _solved(lambda: plan_dates(problem))
    if answer.clash is not None:
        rows = _clash_rows(facts, answer.clash, f"{len(problem.free)} trường cần ngày, từ {vn_date(problem.working[0])} đến {vn_date(problem.working[-1])}, mỗi trường {problem.days} ngày làm việc liền nhau")  # fmt: skip
        return _written(facts, workbook, out, {}, rows, (), (), answer.clash.reasons, problems)
    unmet = tuple((facts.directory.schools[key].name if key else "", reason) for key, reason in answer.unmet)
    spans = problem.fixed | answer.dates
    rows = list(_date_rows(facts, spans, answer.unmet))
    assignments = tuple(_dated(visit, spans[visit.key], visit.span is not None) for visit in facts.visits)
    return _written(
        facts, workbook, out, _with_dates(facts, answer.dates), rows, assignments, unmet, (), problems
    )


def form_panels(workbook: Path, out: Path, settings: Settings, on: dt.date) -> Planned:
    """People for every panel with a date, in a new workbook. Raises JobError and SaveError."""
    facts, problems = _facts(workbook, out, settings, on)
    if count_errors(problems):
        return Planned((), (), (), tuple(problems), None)
    if not facts.directory.people:
        raise JobError("Trang Nhân sự chưa có ai, nên chưa xếp được đoàn.")
    spans = {visit.key: visit.span for visit in facts.visits if visit.span}
    if not spans:
        raise JobError("Chưa trường nào có ngày đánh giá ngoài; chạy kdcl danh-gia-ngoai xep-lich trước, hoặc ghi Từ ngày ở trang Lịch.")  # fmt: skip
    problem = panels_problem(facts, spans)
    answer = _solved(lambda: plan_panels(problem))
    if answer.clash is not None:
        rows = _clash_rows(
            facts,
            answer.clash,
            f"{len(problem.panels)} đoàn còn cần ít nhất {open_seats(problem)} lượt người, {len(problem.people)} người sẵn sàng đi "
            f"được nhiều nhất {turns_left(problem, problem.people)} lượt",
        )
        return _written(facts, workbook, out, {}, rows, (), (), answer.clash.reasons, problems)
    unmet = tuple((facts.directory.schools[key].name, reason) for key, reason in answer.unmet)
    rows = list(_panel_rows(facts, problem, answer.seats))
    assignments = tuple(_seated(facts, problem, answer.seats))
    members = [*facts.submission.table(PanelMember), *_members(facts, answer.seats)]
    return _written(facts, workbook, out, {PanelMember: members}, rows, assignments, unmet, (), problems)


def _facts(workbook: Path, out: Path, settings: Settings, on: dt.date) -> tuple[YearFacts, list[Finding]]:
    """The workbook, and what in it could not be understood; a cell the reader refused is asked for nothing."""
    refuse_onto(out, [workbook])
    submission = form_of(workbook, EXTERNAL_REVIEW)
    facts = YearFacts(submission, settings, on)
    return facts, in_reading_order([*submission.findings, *facts.findings], submission.sheets)


def _solved(plan: Callable[[], T]) -> T:
    try:
        return plan()
    except (SolverMissingError, SolverGaveUpError) as error:
        raise JobError(str(error)) from error


def _written(
    facts: YearFacts,
    workbook: Path,
    out: Path,
    changed: Mapping[type[Row], Sequence[Row]],
    rows: Sequence[Proposal],
    assignments: tuple[dict[str, Any], ...],
    unmet: tuple[tuple[str, Reason], ...],
    clash: tuple[Reason, ...],
    findings: Sequence[Finding],
) -> Planned:
    content = content_of(facts.submission)
    for table, found in changed.items():
        content.rows[table] = [row.model_copy(update={"line": 0}) for row in found]
    numbered = [row.model_copy(update={"order": place}) for place, row in enumerate(rows, 1)]
    content.rows[Proposal] = list(numbered)
    show = (Proposal.table.sheet,)
    saved = save_continued(out, facts.submission, content, sources=[workbook], show=show)
    return Planned(assignments, unmet, clash, tuple(findings), saved, tuple(numbered))


def _clash_rows(facts: YearFacts, clash: Clash, task: str) -> list[Proposal]:
    about = some([facts.directory.schools[key].name for key in clash.about], _NAMED)
    head = Proposal(
        school=about if len(clash.about) <= _NAMED else f"{len(clash.about)} trường",
        what="Không có cách xếp nào giữ được cùng lúc các điều dưới đây; bớt hoặc nới một điều rồi chạy lại.",
        why=f"Đã tính sẵn: {task}; thứ Bảy, Chủ nhật, ngày lễ, Tết không đi; ngày và người đã ghi giữ nguyên.",
    )
    return [head, *(Proposal(what=reason.words) for reason in clash.reasons)]


# ---- dates


def _with_dates(facts: YearFacts, dates: Mapping[str, Span]) -> dict[type[Row], list[Row]]:
    """The schedule with the new dates, and a row for each school that had only registered."""
    new: dict[int, Span] = {}
    added: list[Row] = []
    for key, span in dates.items():
        file = facts.directory.schools[key]
        rows = file.of(ScheduledVisit)
        new |= {id(row): span for row in rows}
        if not rows:
            added.append(_row_of(facts, key, span))
    kept = [
        row.model_copy(update=_fields(new[id(row)])) if id(row) in new else row
        for row in facts.submission.table(ScheduledVisit)
    ]
    return {ScheduledVisit: [*kept, *added]}


def _fields(span: Span) -> dict[str, Any]:
    first = span.first
    return {
        "first": first, "last": span.last, "unit": "ngày", "year": first.year, "month": first.month, "day": first.day,
    }  # fmt: skip


def _row_of(facts: YearFacts, key: str, span: Span) -> ScheduledVisit:
    file = facts.directory.schools[key]
    asked = file.first(ReviewRegistration)
    return ScheduledVisit(
        school_id=file.school_id, school=file.name, kind=file.kind, when_text=asked.when_text if asked else "",
        grade=asked.grade if asked else "", source="Trang Đăng ký", office=file.office, **_fields(span),
    )  # fmt: skip


def _dated(visit: Visit, span: Span, kept: bool) -> dict[str, Any]:
    file = visit.file
    return {
        "school_id": file.school_id, "school": file.name, "kind": file.kind, "from": span.first.isoformat(),
        "to": span.last.isoformat(), "already_set": kept,
    }  # fmt: skip


def _date_rows(
    facts: YearFacts, spans: Mapping[str, Span], unmet: Sequence[tuple[str, Reason]]
) -> Iterator[Proposal]:
    months = Counter((span.first.year, span.first.month) for span in spans.values())
    lost = list(unmet)
    most_in = {limit.month: limit.most for limit in month_limits(facts) if limit.hard}
    full = {month: most for month, most in most_in.items() if months[month] >= most}
    days = facts.terms.number(SURVEY_DAYS)
    for visit in sorted(facts.visits, key=lambda visit: spans[visit.key]):
        span = spans[visit.key]
        if visit.span:
            yield Proposal(
                school=visit.file.name, what=f"Giữ nguyên {span.words}.", why="Ngày đã ghi trong sổ."
            )
            continue
        earliest = facts.earliest_from_now(visit.file)
        why = [f"{days} ngày làm việc liền nhau", f"tháng {span.first.month}/{span.first.year} có {months[span.first.year, span.first.month]} trường"]  # fmt: skip
        if earliest:
            why.append(f"{earliest[1].words}, sớm nhất {vn_date(earliest[0])}")
        if visit.wanted and visit.wanted.holds(span):
            why.append(f"đúng thời gian kế hoạch ghi ({visit.wanted.words})")
        asked = facts.asked.times.get(visit.key)
        if asked and asked.kept(span):
            why.append(f"đúng thời gian trường đề nghị ({asked.said})")
        why += [f"không giữ được: {reason.words}" for key, reason in lost if key == visit.key]
        why += [
            f"tháng {m}/{y} đã đủ {most} trường"
            for (y, m), most in full.items()
            if _missed(visit, span, (y, m))
        ]
        yield Proposal(school=visit.file.name, what=f"Đánh giá ngoài {span.words}.", why="; ".join(why) + ".")
    for key, reason in lost:
        if not key:
            yield Proposal(what="Một mong muốn chung không giữ được.", why=f"{reason.words}.")


def _missed(visit: Visit, span: Span, month: Month) -> bool:
    """Whether the plan's own time for a visit lies in a month while the visit does not."""
    wanted = visit.wanted
    return wanted is not None and not wanted.holds(span) and wanted.meets(month_span(month))


# ---- panels


def _members(facts: YearFacts, seats: Mapping[str, Sequence[Seat]]) -> Iterator[PanelMember]:
    for key, new in seats.items():
        file = facts.directory.schools[key]
        for seat in new:
            row = facts.directory.people[seat.person]
            yield PanelMember(
                school_id=file.school_id, school=file.name, person=row.code, name=row.name,
                position=", ".join(filter(None, (row.position, row.school))), role=seat.role, office=file.office,
                source="Đề xuất",
            )  # fmt: skip


def _seated(
    facts: YearFacts, problem: PanelsProblem, seats: Mapping[str, Sequence[Seat]]
) -> Iterator[dict[str, Any]]:
    for panel in problem.panels:
        file = facts.directory.schools[panel.key]
        for seat, kept in [*((s, True) for s in panel.seats), *((s, False) for s in seats[panel.key])]:
            person = facts.directory.name(seat.person) if seat.person else ""
            yield {"school_id": file.school_id, "school": file.name, "person": person, "role": seat.role, "already_set": kept}  # fmt: skip


def _panel_rows(
    facts: YearFacts, problem: PanelsProblem, seats: Mapping[str, Sequence[Seat]]
) -> Iterator[Proposal]:
    load = Counter(seat.person for new in seats.values() for seat in new)
    load.update(seat.person for panel in problem.panels for seat in panel.seats if seat.person)
    people = {person.key: person for person in problem.people}
    lost = _lost(problem, seats)
    for panel in problem.panels:
        new = seats[panel.key]
        roles = [
            (role, [facts.directory.full_name(s.person) for s in new if s.role == role]) for role in PanelRole
        ]
        what = "; ".join(f"{role}: {', '.join(names)}" for role, names in roles if names)
        why = [
            f"đợt {panel.span.words}, không ai ở trường này, không ai có đợt khác gần hơn {problem.house.rest} ngày"
        ]
        why.append(
            "số đợt trong năm: "
            + ", ".join(f"{facts.directory.full_name(s.person)} {load[s.person]}" for s in new)
        )
        other = [s.person for s in new if people[s.person].levels and panel.level and panel.level not in people[s.person].levels]  # fmt: skip
        untrained = [s.person for s in new if not people[s.person].trained]
        for words, keys in (
            (_OTHER_LEVEL, other),
            (_UNTRAINED, untrained),
        ):
            if keys:
                why.append(f"{words}: {', '.join(facts.directory.full_name(key) for key in keys)}")
        why += [f"không giữ được: {reason.words}" for reason in lost.get(panel.key, ())]
        name = facts.directory.schools[panel.key].name
        kept = f" Giữ nguyên {len(panel.seats)} người đã ghi." if panel.seats else ""
        yield Proposal(school=name, what=(f"{what}." if new else "Đoàn đã đủ người.") + kept, why="; ".join(why if new else why[:1]) + ".")  # fmt: skip
    for visit in facts.visits:
        if visit.span is None:
            yield Proposal(school=visit.file.name, what="Chưa xếp đoàn.", why="Trường chưa có ngày đánh giá ngoài.")  # fmt: skip


def _lost(problem: PanelsProblem, seats: Mapping[str, Sequence[Seat]]) -> dict[str, list[Reason]]:
    """The wishes not kept, by panel."""
    lost: dict[str, list[Reason]] = {}
    for key, reason in broken_wishes(problem, seats):
        lost.setdefault(key, []).append(reason)
    return lost
