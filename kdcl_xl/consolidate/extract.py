"""One interpreted workbook → its record and detail. Pure: no clock, no other file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TypedDict

from kdcl_xl.consolidate.codes import answers_code, figures_code
from kdcl_xl.consolidate.record import (
    WHOLE_SCHOOL,
    Asked,
    AssessmentKey,
    Counts,
    Detail,
    FigureValue,
    FindingGroup,
    Held,
    Need,
    Provenance,
    SchoolRecord,
)
from kdcl_xl.findings import Finding, Severity
from kdcl_xl.forms.self_assessment import Evidence, Improvement, Registration, School, StatisticRow
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.law.levels import Verdict
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.text.lists import some
from kdcl_xl.workbook.answers import answers_of
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.values import CODE_AS_NUMBER

_PLACES_SHOWN = 8


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
        answers=answers_code(answers_of(submission), rules),
        figures=figures_code(stats, rules),
        counts=count(findings),
        origin=Provenance(
            submission.file,
            submission.sha256,
            sheet,
            int("".join(letter for letter in cell if letter.isdigit()) or 0),
            submission.stamp.version,
        ),
        evidence=len(submission.table(Evidence)),
        code_as_number=any(
            (finding.code, finding.sheet, finding.cell) == (CODE_AS_NUMBER.code, sheet, cell)
            for finding in submission.findings
        ),
        **derived(verdict, stats),
    )
    return record, detail_of(verdict, tuple(_needs(submission, verdict)), grouped(findings))


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


def detail_of(verdict: Verdict, needs: tuple[Need, ...], findings: tuple[FindingGroup, ...]) -> Detail:
    """The bulky part, with what stands between the school and the next level."""
    return Detail(_blocked_by(verdict), _gap(verdict), needs, findings)


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
    return some(dict.fromkeys(finding.place for finding in group if finding.place), _PLACES_SHOWN)
