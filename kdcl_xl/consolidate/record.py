"""What consolidation keeps of one school workbook: small, picklable, and everything traceable to file, sheet, row.

A `Submission` of 20,000 cells becomes a `SchoolRecord` (kept in memory) and a `Detail` (spooled to disk).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypedDict

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.forms.columns import NO_DATA
from kdcl_xl.forms.self_assessment import (
    AnswerLine,
    Evidence,
    Improvement,
    Registration,
    School,
    StatisticRow,
)
from kdcl_xl.forms.vocabulary import NAME_OF_KIND, KindName
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.levels import Verdict
from kdcl_xl.law.regulation import Question, Regulation, Statistic, load
from kdcl_xl.workbook.snapshot import Submission

FigureValue = float | str | None
"""A number, "chưa có" (the school says it has none) or None (left blank)."""

WHOLE_SCHOOL = "Toàn trường"
_PLACES_SHOWN = 8
_LETTER = {Answer.MET: "1", Answer.UNMET: "0", Answer.NOT_APPLICABLE: "n"}
_LETTER_OF_WORD = {str(answer): letter for answer, letter in _LETTER.items()}
_ANSWER = {letter: answer for answer, letter in _LETTER.items()}
_WORD = {"1": str(Answer.MET), "0": str(Answer.UNMET), "n": str(Answer.NOT_APPLICABLE), ".": "chưa đánh giá"}


class AssessmentKey(NamedTuple):
    """What one assessment is about; two workbooks with the same key are two versions of it."""

    school_id: str
    scope: str
    regulation: str
    school_year: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record comes from. `via` names the consolidated workbook that carried it up, empty when read directly."""

    file: str
    sha256: str
    sheet: str = ""
    row: int = 0
    template: str = ""
    via: str = ""
    via_sha256: str = ""

    @property
    def source(self) -> str:
        """The short id that every row of the summary bears."""
        return self.sha256[:12]


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate the school says it holds."""

    grade: int
    decision: str
    signed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the school registers for. `purpose` is empty when it has not said."""

    purpose: str = ""
    grade: int | None = None
    self_level: int | None = None
    visit_on: dt.date | None = None
    filed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Findings by severity."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0


NO_FINDINGS = Counts()


@dataclass(frozen=True, slots=True)
class SchoolRecord:
    """One assessment of one school.

    `low` and `high` follow the criteria, then the clauses, of the rule set; levels are None when the rule for
    levels is unknown. `answers` has one letter per question of the rule set: 1 đạt, 0 không đạt, n không áp dụng,
    . chưa đánh giá; `figures` holds this year's statistics (see `figures_code`).
    """

    key: AssessmentKey
    name: str
    kind: str
    ownership: str
    unit: str
    province: str
    revision: int
    approved_on: dt.date | None
    level_low: int | None
    level_high: int | None
    assessed: bool
    headline: str
    low: tuple[int, ...]
    high: tuple[int, ...]
    standard_low: tuple[int, ...]
    standard_high: tuple[int, ...]
    blocked_by: str
    gap: str
    accredited: Held | None
    standard: Held | None
    asked: Asked
    pupils: FigureValue
    classes: FigureValue
    teachers: FigureValue
    land: FigureValue
    land_per_pupil: FigureValue
    answers: str
    figures: str
    counts: Counts
    origin: Provenance
    evidence: int = 0
    """Rows of its evidence catalogue."""

    @property
    def rules(self) -> Regulation:
        """The rule set it was written under."""
        return load(self.key.regulation)

    @property
    def settled(self) -> bool:
        """Whether no completion of the blanks could change the level."""
        return self.assessed and self.level_low is not None and self.level_low == self.level_high


@dataclass(frozen=True, slots=True)
class Need:
    """One measure proposed for a criterion that fails or blocks; `measure` is empty when none is planned."""

    criterion: str
    state: str
    issue: str = ""
    measure: str = ""
    ends_on: dt.date | None = None
    budget: FigureValue = None
    funding: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one code in one file; the sentence is that of the first."""

    code: str
    severity: str
    times: int
    places: str
    message: str
    remedy: str
    law: str


@dataclass(frozen=True, slots=True)
class Detail:
    """The bulky part of a record."""

    needs: tuple[Need, ...] = ()
    findings: tuple[FindingGroup, ...] = field(default=())


NO_DETAIL = Detail()


def record_of(
    submission: Submission, verdict: Verdict, findings: Iterable[Finding]
) -> tuple[SchoolRecord, Detail]:
    """The record and detail of one workbook, its level and the findings on it. Reads no clock and no other file."""
    school, rules = submission.fields(School), submission.edition.rules
    findings = list(findings)
    sheet, cell = submission.where(School, "school_id")
    stats = {row.code: row.year_0 for row in submission.table(StatisticRow)}
    record = SchoolRecord(
        key=AssessmentKey(
            school.school_id.strip() or submission.stamp.school_id,
            school.scope or WHOLE_SCHOOL,
            rules.id,
            str(submission.edition.school_year),
        ),
        name=school.name.strip(),
        kind=_kind(school, submission),
        ownership=school.ownership,
        unit=school.unit.strip(),
        province=school.province,
        revision=school.revision or 0,
        approved_on=school.approved_on,
        accredited=_held(school.accredited_grade, school.accredited_decision, school.accredited_on),
        standard=_held(school.standard_grade, school.standard_decision, school.standard_on),
        asked=_asked(submission.fields(Registration)),
        answers=_answers_code(submission.table(AnswerLine), rules),
        figures=figures_code(stats, rules),
        counts=count(findings),
        origin=Provenance(
            submission.file,
            submission.sha256,
            sheet,
            int("".join(letter for letter in cell if letter.isdigit()) or 0),
            submission.stamp.version,
        ),
        evidence=sum(not row.is_blank() for row in submission.table(Evidence)),
        **derived(verdict, stats),
    )
    return record, Detail(tuple(_needs(submission, verdict)), grouped(findings))


class Derived(TypedDict):
    """The fields of a record that follow from its answers and figures."""

    level_low: int | None
    level_high: int | None
    assessed: bool
    headline: str
    low: tuple[int, ...]
    high: tuple[int, ...]
    standard_low: tuple[int, ...]
    standard_high: tuple[int, ...]
    blocked_by: str
    gap: str
    pupils: FigureValue
    classes: FigureValue
    teachers: FigureValue
    land: FigureValue
    land_per_pupil: FigureValue


def derived(verdict: Verdict, figures: Mapping[str, FigureValue]) -> Derived:
    """What answers and figures amount to: worked out the same way wherever they were read."""
    rows = (*verdict.criteria, *verdict.clauses)
    pupils, land = figures.get("hs_tong"), figures.get("dien_tich_dat")
    return Derived(
        level_low=verdict.level_low,
        level_high=verdict.level_high,
        assessed=verdict.assessed,
        headline=verdict.headline,
        low=tuple(bounds.low for bounds in rows),
        high=tuple(bounds.high for bounds in rows),
        standard_low=tuple(bounds.low for bounds in verdict.standards),
        standard_high=tuple(bounds.high for bounds in verdict.standards),
        blocked_by=_blocked_by(verdict),
        gap=_gap(verdict),
        pupils=pupils,
        classes=figures.get("lop_tong"),
        teachers=figures.get("gv_tong"),
        land=land,
        land_per_pupil=_per_head(land, pupils, figures.get("dien_tich_m2_hs")),
    )


def _kind(school: School, submission: Submission) -> str:
    kind = submission.edition.kind
    return school.kind or (str(NAME_OF_KIND[kind]) if kind else "")


def _held(grade: int | None, decision: str, signed_on: dt.date | None) -> Held | None:
    return Held(grade, decision, signed_on) if grade else None


def _asked(registration: Registration) -> Asked:
    return Asked(
        registration.purpose,
        registration.grade,
        registration.self_level,
        registration.visit_month,
        registration.filed_on,
    )


def _per_head(land: FigureValue, pupils: FigureValue, stated: FigureValue) -> FigureValue:
    """m² a pupil, from its two figures where both are known; else what the school states."""
    if isinstance(land, float | int) and isinstance(pupils, float | int) and pupils:
        return round(land / pupils, 2)
    return stated


def _blocked_by(verdict: Verdict) -> str:
    """The criteria that certainly block the next level; those short of answers only are no obstacle yet."""
    failed = {b.criterion: b.level for b in reversed(verdict.blockers) if b.kind == "unmet" and b.criterion}
    return _by_level(failed, verdict.regulation, "chưa đạt")


def _gap(verdict: Verdict) -> str:
    gap = verdict.gap
    if gap is None:
        return ""
    parts = [_by_level({step.criterion: step.level for step in gap.improvements}, verdict.regulation, "lên")]
    if gap.to_answer:
        parts.append(f"đánh giá xong: {', '.join(step.criterion for step in gap.to_answer)}")
    return "; ".join(part for part in parts if part)


def _by_level(levels: Mapping[str, int], rules: Regulation, verb: str) -> str:
    """ "lên Mức 1: 2.1; lên Mức 2: 1.1, 1.3"."""
    groups: dict[int, list[str]] = {}
    for code in sorted(levels, key=_position(rules)):
        groups.setdefault(levels[code], []).append(code)
    return "; ".join(f"{verb} {rules.level_word} {n}: {', '.join(groups[n])}" for n in sorted(groups))


def _position(rules: Regulation) -> Callable[[str], int]:
    order = {code: place for place, code in enumerate(rules.by_code)}
    return lambda code: order.get(code, len(order))


def _needs(submission: Submission, verdict: Verdict) -> Iterable[Need]:
    """The measures proposed this year for criteria that fail, or that must rise for the next level."""
    word, year = verdict.regulation.level_word, str(submission.edition.school_year)
    wanted = {b.code: f"Không đạt {word} 1" for b in verdict.criteria if b.high == 0}
    for step in verdict.gap.improvements if verdict.gap else ():
        wanted.setdefault(step.criterion, f"Cần lên {word} {step.level}")
    by_criterion: dict[str, list[Improvement]] = {}
    for row in submission.table(Improvement):
        if row.criterion in wanted and row.source_year == year:
            by_criterion.setdefault(row.criterion, []).append(row)
    for code in sorted(wanted, key=_position(verdict.regulation)):
        rows = by_criterion.get(code)
        if not rows:
            yield Need(code, wanted[code])
        for row in rows or ():
            sheet, _cell = submission.at(row, "measure")
            yield Need(
                code, wanted[code], row.issue, row.measure, row.ends_on, row.budget, row.funding,
                sheet, row.line,
            )  # fmt: skip


def count(findings: Iterable[Finding]) -> Counts:
    """Findings by severity."""
    tally = dict.fromkeys(Severity, 0)
    for finding in findings:
        tally[finding.severity] += 1
    return Counts(tally[Severity.ERROR], tally[Severity.WARNING], tally[Severity.HINT])


def grouped(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Findings by code: errors first, then warnings; hints are counted elsewhere and not listed."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is not Severity.HINT:
            groups.setdefault(finding.code, []).append(finding)
    ordered = sorted(
        groups.values(), key=lambda group: (group[0].severity is not Severity.ERROR, group[0].code)
    )
    return tuple(
        FindingGroup(
            group[0].code,
            str(group[0].severity),
            len(group),
            _places(group),
            group[0].message,
            group[0].remedy,
            group[0].law,
        )
        for group in ordered
    )


def _places(group: list[Finding]) -> str:
    shown = list(dict.fromkeys(finding.place for finding in group if finding.place))
    more = "…" if len(shown) > _PLACES_SHOWN else ""
    return ", ".join(shown[:_PLACES_SHOWN]) + more


# ---- encoded answers and figures: small enough to keep for every school, exact enough to show what changed


def _answers_code(rows: Iterable[AnswerLine], rules: Regulation) -> str:
    """One letter per question of the rule set; of a line that stands twice the first counts, as for the level."""
    letters: dict[Question, str] = {}
    for row in rows:
        if row.result:
            letters.setdefault(row.question, _LETTER_OF_WORD[row.result])
    return "".join([letters.get(question, ".") for question in rules.questions])


def answers_of(code: str, rules: Regulation) -> dict[Question, Answer] | None:
    """The answers behind their code; None when it is not one of this rule set."""
    if len(code) != len(rules.questions) or not set(code) <= _WORD.keys():
        return None
    return {q: _ANSWER[letter] for q, letter in zip(rules.questions, code, strict=True) if letter != "."}


def answer_words(letter: str) -> str:
    """The answer behind a letter."""
    return _WORD.get(letter, letter)


def figures_code(stats: Mapping[str, FigureValue], rules: Regulation) -> str:
    """This year's figure of every row of the rule set's tables: blank, x (chưa có) or the number."""
    return ";".join(_figure_code(stats.get(row.code)) for row in rules.statistics.rows)


def _figure_code(value: FigureValue) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return "x"
    return f"{value:.12g}"


def figures_of(code: str, rules: Regulation) -> list[tuple[Statistic, FigureValue]]:
    """The figures behind their code, with their rows; rows beyond the code are blank."""
    parts = code.split(";")
    return [
        (row, _figure(parts[place]) if place < len(parts) else None)
        for place, row in enumerate(rules.statistics.rows)
    ]


def _figure(text: str) -> FigureValue:
    if not text:
        return None
    return NO_DATA if text == "x" else float(text)


KIND_ORDER = tuple(str(kind) for kind in KindName)
"""The order in which tables list kinds of schools."""
