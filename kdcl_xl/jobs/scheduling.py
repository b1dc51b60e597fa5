"""Dates and panels of a year of external review proposed into a new workbook; a schedule looked at as it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kdcl_xl.findings import Finding, count_errors, in_reading_order, screen_lines
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.review_people import PanelMember, Proposal
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import form_of
from kdcl_xl.jobs.saving import Saved, refuse_onto, save_continued
from kdcl_xl.review_year.checks import review_findings
from kdcl_xl.review_year.dates_proposed import date_rows, schedule_with
from kdcl_xl.review_year.panels import PanelsProblem, Seat, open_seats, turns_left
from kdcl_xl.review_year.panels_facts import panels_problem
from kdcl_xl.review_year.panels_model import plan_panels
from kdcl_xl.review_year.panels_proposed import doubts_about, new_members, panel_rows
from kdcl_xl.review_year.scheduling import plan_dates
from kdcl_xl.review_year.scheduling_facts import (
    Visit,
    YearFacts,
    dates_problem,
)
from kdcl_xl.review_year.solver import Clash, Reason, SolverGaveUpError, SolverMissingError, Span
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.jsonio import content_of

T = TypeVar("T")
_NAMED = 8
"""More schools of a clash than this are counted."""
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
    doubts: tuple[tuple[str, str], ...] = ()
    """(school, what) of proposed panels that an office has to look at, though no request asked for it."""

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
        told = [": ".join(filter(None, (row.school, row.what))) for row in self.rows]
        told += [f"Cần xem: {school}: {what}." for school, what in self.doubts]
        why = [f"  {row.why}" if row.why else "" for row in self.rows] if self.clash else []
        unmet = [f"Không giữ được: {reason.words}." for _, reason in self.unmet]
        end = self.saved.lines() if self.saved else ["Chưa xếp gì: sửa các dòng trên rồi chạy lại."]
        return [*screen_lines(self.findings), *told, *why, *unmet, *end]


def look_over(workbook: Path, settings: Settings, on: dt.date) -> list[Finding]:
    """Everything that keeps the schedule and the panels of a workbook from being carried out. Raises JobError."""
    submission = form_of(workbook, EXTERNAL_REVIEW)
    found = [f for f in review_findings(submission, settings, on) if f.code.startswith(OF_THE_SCHEDULE)]
    return in_reading_order([*submission.findings, *found], submission.sheets)


def schedule_visits(workbook: Path, out: Path, settings: Settings, on: dt.date) -> Planned:
    """Dates for every school without one, after `on`, in a new workbook. Raises JobError and SaveError."""
    task = _Task.read(workbook, out, settings, on)
    if count_errors(task.findings):
        return task.refused()
    facts = task.facts
    problem = dates_problem(facts)
    if not problem.visits:
        raise JobError(
            "Sổ chưa có trường nào ở trang Lịch đánh giá ngoài hoặc Đăng ký, nên không có gì để xếp."
        )
    if len(problem.working) < problem.days and problem.free:
        raise JobError(f"Từ {vn_date(on)} đến hết năm học {facts.submission.edition.school_year} không còn đủ {problem.days} ngày làm việc để xếp lịch. Kiểm tra --ngay và năm học của sổ.")  # fmt: skip
    answer = _solved(lambda: plan_dates(problem))
    if answer.clash is not None:
        return task.impossible(answer.clash, f"{len(problem.free)} trường cần ngày, từ {vn_date(problem.working[0])} đến {vn_date(problem.working[-1])}, mỗi trường {problem.days} ngày làm việc liền nhau")  # fmt: skip
    spans = problem.fixed | answer.dates
    return task.proposed(
        schedule_with(facts, answer.dates),
        date_rows(facts, spans, answer.unmet),
        (_dated(visit, spans[visit.key], visit.span is not None) for visit in facts.visits),
        answer.unmet,
    )


def form_panels(workbook: Path, out: Path, settings: Settings, on: dt.date) -> Planned:
    """People for every panel with a date, in a new workbook. Raises JobError and SaveError."""
    task = _Task.read(workbook, out, settings, on)
    if count_errors(task.findings):
        return task.refused()
    facts = task.facts
    if not facts.directory.people:
        raise JobError("Trang Nhân sự chưa có ai, nên chưa xếp được đoàn.")
    spans = {visit.key: visit.span for visit in facts.visits if visit.span}
    if not spans:
        raise JobError("Chưa trường nào có ngày đánh giá ngoài; chạy kdcl danh-gia-ngoai xep-lich trước, hoặc ghi Từ ngày ở trang Lịch.")  # fmt: skip
    problem = panels_problem(facts, spans)
    answer = _solved(lambda: plan_panels(problem))
    if answer.clash is not None:
        return task.impossible(
            answer.clash,
            f"{len(problem.panels)} đoàn còn cần ít nhất {open_seats(problem)} lượt người, {len(problem.people)} người sẵn sàng đi "
            f"được nhiều nhất {turns_left(problem, problem.people)} lượt",
        )
    doubts = doubts_about(facts, problem, answer.seats)
    return task.proposed(
        {PanelMember: [*facts.submission.table(PanelMember), *new_members(facts, answer.seats)]},
        panel_rows(facts, problem, answer.seats, doubts),
        _seated(facts, problem, answer.seats),
        answer.unmet,
        [(facts.directory.schools[key].name, what) for key, found in doubts.items() for what in found],
    )


def _solved(plan: Callable[[], T]) -> T:
    try:
        return plan()
    except (SolverMissingError, SolverGaveUpError) as error:
        raise JobError(str(error)) from error


# ---- one workbook


@dataclass(frozen=True, slots=True)
class _Task:
    """One workbook to plan in, the file to write, and what of it could not be understood."""

    workbook: Path
    out: Path
    facts: YearFacts
    findings: tuple[Finding, ...]

    @classmethod
    def read(cls, workbook: Path, out: Path, settings: Settings, on: dt.date) -> _Task:
        """A cell the reader refused is asked for nothing. Raises JobError and SaveError."""
        refuse_onto(out, [workbook])
        submission = form_of(workbook, EXTERNAL_REVIEW)
        facts = YearFacts(submission, settings, on)
        found = in_reading_order([*submission.findings, *facts.findings], submission.sheets)
        return cls(workbook, out, facts, tuple(found))

    def refused(self) -> Planned:
        """Nothing was tried: the findings say why."""
        return Planned((), (), (), self.findings, None)

    def impossible(self, clash: Clash, task: str) -> Planned:
        """The workbook with nothing but what clashes. `task`: what was asked for, in words."""
        saved, rows = self._save({}, _clash_rows(self.facts, clash, task))
        return Planned((), (), clash.reasons, self.findings, saved, rows)

    def proposed(
        self,
        changed: Mapping[type[Row], Sequence[Row]],
        rows: Iterable[Proposal],
        assignments: Iterable[dict[str, Any]],
        unmet: Iterable[tuple[str, Reason]],
        doubts: Iterable[tuple[str, str]] = (),
    ) -> Planned:
        """The workbook with the changed tables and a reason for each. `unmet`: (key of a school or "", wish)."""
        schools = self.facts.directory.schools
        named = tuple((schools[key].name if key else "", reason) for key, reason in unmet)
        saved, written = self._save(changed, rows)
        return Planned(tuple(assignments), named, (), self.findings, saved, written, tuple(doubts))

    def _save(
        self, changed: Mapping[type[Row], Sequence[Row]], rows: Iterable[Proposal]
    ) -> tuple[Saved, tuple[Proposal, ...]]:
        submission = self.facts.submission
        content = content_of(submission)
        for table, found in changed.items():
            content.rows[table] = [row.model_copy(update={"line": 0}) for row in found]
        numbered = tuple(row.model_copy(update={"order": place}) for place, row in enumerate(rows, 1))
        content.rows[Proposal] = list(numbered)
        show = (Proposal.table.sheet,)
        saved = save_continued(self.out, submission, content, sources=[self.workbook], show=show)
        return saved, numbered


def _clash_rows(facts: YearFacts, clash: Clash, task: str) -> list[Proposal]:
    schools = [facts.directory.schools[key].name for key in clash.about]
    head = Proposal(
        school=", ".join(schools) if len(schools) <= _NAMED else f"{len(schools)} trường",
        what="Không có cách xếp nào giữ được cùng lúc các điều dưới đây; bớt hoặc nới một điều rồi chạy lại.",
        why=f"Đã tính sẵn: {task}; thứ Bảy, Chủ nhật, ngày lễ, Tết không đi; ngày và người đã ghi giữ nguyên.",
    )
    return [head, *(Proposal(what=reason.words) for reason in clash.reasons)]


# ---- the published shape of an assignment


def _dated(visit: Visit, span: Span, kept: bool) -> dict[str, Any]:
    file = visit.file
    return {
        "school_id": file.school_id, "school": file.name, "kind": file.kind, "from": span.first.isoformat(),
        "to": span.last.isoformat(), "already_set": kept,
    }  # fmt: skip


def _seated(
    facts: YearFacts, problem: PanelsProblem, seats: Mapping[str, Sequence[Seat]]
) -> Iterator[dict[str, Any]]:
    for panel in problem.panels:
        file = facts.directory.schools[panel.key]
        for seat, kept in [*((s, True) for s in panel.seats), *((s, False) for s in seats[panel.key])]:
            person = facts.directory.name(seat.person) if seat.person else ""
            yield {"school_id": file.school_id, "school": file.name, "person": person, "role": seat.role, "already_set": kept}  # fmt: skip
