"""Standards, criteria and clauses of a school workbook as documents print them: outcome, prose, measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kdcl_xl.documents import contexts
from kdcl_xl.documents.contexts import Met
from kdcl_xl.documents.environment import NO_FIGURE
from kdcl_xl.documents.figures import figure
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import (
    AnswerLine,
    CriterionAnalysis,
    Description,
    Improvement,
    Passage,
    StandardAnalysis,
)
from kdcl_xl.law import regulation as law
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.levels import Bounds, Verdict
from kdcl_xl.law.regulation import Question
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

UNWRITTEN = "chưa ghi"
"""Printed where the workbook leaves a short text blank: a table must not have holes."""
OUR_LABEL = "†"
"""Stands after a title that is a label of the program, not the circular's own; explained once in each document."""

_UNCHECKED = ": chưa đối chiếu với văn bản chính thức"
"""How a verdict ends such a statement; documents head the whole list with it instead."""
_MET = {Answer.MET: Met.MET, Answer.UNMET: Met.UNMET, Answer.NOT_APPLICABLE: Met.NOT_APPLICABLE}

R = TypeVar("R", bound=Row)
K = TypeVar("K")


def unchecked_law(verdict: Verdict) -> tuple[str, ...]:
    """The statements behind a verdict that nobody has checked, without saying so in each of them."""
    return tuple(text.rstrip(".").removesuffix(_UNCHECKED) for text in verdict.unverified)


class Assessed:
    """One submission with its verdict, indexed once for as many documents as are made of it."""

    def __init__(self, submission: Submission, verdict: Verdict) -> None:
        self.submission, self.verdict = submission, verdict
        self.rules = submission.edition.rules
        self.year = str(submission.edition.school_year)
        self.passages = {row.section: row.text for row in submission.table(Passage)}
        refused = set(verdict.sheet.not_applicable_refused)
        self._answers: dict[Question, Met] = {}
        for row in submission.table(AnswerLine):
            if row.result and row.question not in refused:
                self._answers.setdefault(row.question, _MET[Answer(row.result)])
        self._bounds = {bounds.code: bounds for bounds in (*verdict.criteria, *verdict.clauses)}
        self._states = _first(submission.table(Description), lambda row: (row.criterion, row.level or 0))
        self._analyses = _first(submission.table(CriterionAnalysis), lambda row: row.criterion)
        self._by_standard = _first(submission.table(StandardAnalysis), lambda row: row.standard)
        self.proposed = [row for row in submission.table(Improvement) if row.source_year == self.year]
        """The measures of the plan this self-assessment proposes."""

    @property
    def standards(self) -> tuple[contexts.Standard, ...]:
        """All standards with their criteria and analysis."""
        return tuple(self._standard(standard) for standard in self.rules.standards)

    @property
    def clauses(self) -> tuple[contexts.Criterion, ...]:
        """The clauses of the top level; none when nobody wrote anything about any of them."""
        if not any(self._touched(clause) for clause in self.rules.clauses):
            return ()
        return tuple(self.criterion(clause.code) for clause in self.rules.clauses)

    def criterion(self, code: str) -> contexts.Criterion:
        """One criterion or clause. Raises KeyError for a code the rule set does not have."""
        rule = self.rules.by_code[code]
        strengths, weaknesses = self._analysis(code)
        return contexts.Criterion(
            code=code,
            title=self.title(rule.title, clause=rule in self.rules.clauses),
            levels=tuple(self._level(rule, level) for level in rule.levels),
            strengths=strengths,
            weaknesses=weaknesses,
            improvement="\n".join(_measure_in_prose(row) for row in self.proposed if row.criterion == code),
            mandatory=rule.mandatory,
        )

    def title(self, title: str, *, clause: bool = False) -> str:
        """A title, marked when it is a label of ours. Those of the clauses always are (see the rule sets' notes)."""
        return f"{title}{OUR_LABEL}" if clause or not self.rules.titles_are_official else title

    @property
    def improvements(self) -> tuple[contexts.Improvement, ...]:
        """The proposed plan as the table of TT 57/2026 (Mẫu 1, Mẫu 2) prints it."""
        return tuple(_improvement(row) for row in self.proposed)

    def _standard(self, rule: law.Standard) -> contexts.Standard:
        found = self._by_standard.get(rule.code) or StandardAnalysis()
        return contexts.Standard(
            code=rule.code,
            title=self.title(rule.title),
            criteria=tuple(self.criterion(criterion.code) for criterion in rule.criteria),
            opening=self.passages.get(f"mo-dau-{rule.code}", ""),
            conclusion=self.passages.get(f"ket-luan-{rule.code}", ""),
            strengths=found.strengths,
            weaknesses=found.weaknesses,
            causes=found.causes,
            trend=found.trend,
            priorities=found.priorities,
        )

    def _level(self, rule: law.Criterion, level: law.Level) -> contexts.LevelResult:
        indicators = tuple(
            contexts.Indicator(
                label=indicator.label,
                requirement=indicator.wording,
                met=self._answers.get(Question(rule.code, level.level, indicator.label), Met.OPEN),
            )
            for indicator in level.indicators
        )
        described = self._states.get((rule.code, level.level))
        return contexts.LevelResult(
            level=level.level,
            state=described.text if described else "",
            met=_outcome(self._bounds[rule.code], level.level, [indicator.met for indicator in indicators]),
            indicators=indicators,
        )

    def _analysis(self, code: str) -> tuple[str, str]:
        """Strengths and weaknesses; under TT 57/2026 they are written for the whole standard."""
        if self.rules.analysis_by == "standard":
            standard = self.rules.standard_of(code)
            where = f"Viết chung cho Tiêu chuẩn {standard.code}." if standard else ""
            return where, where
        found = self._analyses.get(code) or CriterionAnalysis()
        causes = f"\nNguyên nhân: {found.causes}" if found.causes else ""
        return found.strengths, f"{found.weaknesses}{causes}".strip()

    def _touched(self, clause: law.Criterion) -> bool:
        analysis = self._analyses.get(clause.code)
        return (
            any(
                Question(clause.code, level.level, indicator.label) in self._answers
                for level in clause.levels
                for indicator in level.indicators
            )
            or any(self._states[key].text for key in self._states if key[0] == clause.code)
            or bool(analysis and not analysis.is_blank())
        )


def _outcome(bounds: Bounds, level: int, indicators: list[Met]) -> Met:
    """The outcome of one level: the verdict's where it is sure; a blank level is open, even above an unmet one."""
    if bounds.low >= level:
        return Met.NOT_APPLICABLE if set(indicators) == {Met.NOT_APPLICABLE} else Met.MET
    answered = Met.UNMET in indicators or Met.OPEN not in indicators
    return Met.UNMET if bounds.high < level and answered else Met.OPEN


def _measure_in_prose(row: Improvement) -> str:
    """One measure as the reports of 2018 print it: with dates, people, money and monitoring."""
    parts = [
        row.measure or f"Giải pháp: {UNWRITTEN}",
        f"Điểm yếu khắc phục: {row.issue}" if row.issue else "",
        f"Mục tiêu: {row.goal}" if row.goal else "",
        f"Thời gian: {_span(row)}",
        f"Nhân lực: {row.people or UNWRITTEN}",
        f"Kinh phí: {_resources(row)}",
        f"Giám sát: {row.monitoring or UNWRITTEN}",
        f"Chỉ số đánh giá kết quả: {row.indicator}" if row.indicator else "",
        f"Minh chứng dự kiến: {row.expected}" if row.expected else "",
        f"Mức độ thực hiện: {row.progress}" if row.progress else "",
        f"Kết quả: {row.outcome}" if row.outcome else "",
    ]
    return " ".join(f"{_one_line(part).rstrip('. ')}." for part in parts if part)


def _improvement(row: Improvement) -> contexts.Improvement:
    issue = _one_line(row.issue) or UNWRITTEN
    done = f"{row.progress}: {_one_line(row.outcome)}" if row.progress and row.outcome else row.progress
    return contexts.Improvement(
        content=f"Tiêu chí {row.criterion}: {issue}" if row.criterion else issue,
        goal=_one_line(row.goal) or UNWRITTEN,
        actions=_with_monitoring(row),
        indicator=row.indicator or UNWRITTEN,
        time=_span(row),
        owner=row.people or UNWRITTEN,
        resources=_resources(row),
        evidence=row.expected or UNWRITTEN,
        progress=done or _one_line(row.outcome) or UNWRITTEN,
    )


def _with_monitoring(row: Improvement) -> str:
    measure = _one_line(row.measure) or UNWRITTEN
    return f"{measure.rstrip('.')}. Giám sát: {row.monitoring}" if row.monitoring else measure


def _span(row: Improvement) -> str:
    first = vn_date(row.starts_on) if row.starts_on else f"bắt đầu {UNWRITTEN}"
    last = vn_date(row.ends_on) if row.ends_on else f"hoàn thành {UNWRITTEN}"
    return f"{first} - {last}" if row.starts_on or row.ends_on else UNWRITTEN


def _resources(row: Improvement) -> str:
    """The money: 0 means none is needed, "chưa có" and blank that nobody knows."""
    if row.budget == 0:
        return "không cần kinh phí"
    amount = figure(row.budget)
    money = f"{amount} triệu đồng" if amount else NO_FIGURE
    return f"{money}, {row.funding}" if row.funding else money


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _first(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, R]:
    """Rows by key; of several with one key, the first with something in it."""
    found: dict[K, R] = {}
    for row in rows:
        if key(row) not in found or found[key(row)].is_blank():
            found[key(row)] = row
    return found
