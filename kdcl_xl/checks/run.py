"""Run every check on one submission: all findings in one go, none caused by another, no flood."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kdcl_xl.checks.context import Context
from kdcl_xl.checks.registry import CHECKS
from kdcl_xl.checks.waivers import Accepted, apply_waivers
from kdcl_xl.findings import Finding, Mode, in_reading_order
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, AnswerLine
from kdcl_xl.law.levels import Verdict
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.snapshot import Submission

MOST_ALIKE = 20
"""Sentences of one rule about one column that are told; the rest become one line with their number."""
MOST_CELLS = 200
"""Cells of one column told for one rule: one sentence about many rows keeps each cell until then."""

_COLUMN = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class Examination:
    """What the checks found. `accepted` are warnings waived in the sheet "Giải trình" ("đã giải trình")."""

    findings: list[Finding]
    accepted: list[Accepted]
    verdict: Verdict | None
    """None when the sheet "Đánh giá" could not be read: no level is guessed then."""


def examine(submission: Submission, mode: Mode, settings: Settings, on: dt.date) -> Examination:
    """Every finding about a submission, in reading order, with the level its answers amount to.

    `on` is the day of checking. The reader's own findings come along. Raises ValueError for a workbook that is
    not a self-assessment: other forms have no checks here.
    """
    if submission.form.id != SELF_ASSESSMENT.id:
        raise ValueError(f"no checks for form {submission.form.id!r}")
    context = Context(submission, mode, settings, on)
    found = [*submission.findings, *_checked(submission, context)]
    remaining, accepted, problems = apply_waivers(submission, context, found)
    sheets = submission.form.sheets_of(submission.edition)
    ordered = _without_flood(in_reading_order(_named(remaining + problems, submission), sheets))
    return Examination(ordered, accepted, context.verdict if submission.has(AnswerLine) else None)


def run(submission: Submission, mode: Mode, settings: Settings, on: dt.date) -> list[Finding]:
    """Only the findings of `examine`."""
    return examine(submission, mode, settings, on).findings


def _checked(submission: Submission, context: Context) -> Iterable[Finding]:
    drafting = context.mode is Mode.DRAFT
    for check in CHECKS:
        if (drafting and check.only_when_submitting) or not submission.has_columns(check.reads):
            continue
        silent = {rule.code for rule in check.rules if drafting and rule.only_when_submitting}
        for finding in check.function(submission, context):
            if finding.code not in silent:
                yield finding


def _named(findings: list[Finding], submission: Submission) -> list[Finding]:
    return [finding if finding.file else replace(finding, file=submission.file) for finding in findings]


def _without_flood(findings: list[Finding]) -> list[Finding]:
    """Beyond the first twenty sentences of a rule about a column, one line stands for the rest."""
    if len(findings) <= MOST_ALIKE:
        return findings
    sentences: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    left: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    kept: list[Finding | tuple[str, str, str]] = []
    for finding in findings:
        group = _group(finding)
        told = sentences[group]
        if (finding.message in told or len(told) < MOST_ALIKE) and told.total() < MOST_CELLS:
            told[finding.message] += 1
            kept.append(finding)
            continue
        if group not in left:
            kept.append(group)  # where the line for the rest stands
        left[group].append(finding)
    return [_rest(left[one]) if isinstance(one, tuple) else one for one in kept]


def _group(finding: Finding) -> tuple[str, str, str]:
    column = _COLUMN.match(finding.cell)
    return finding.code, finding.sheet, column[0] if column else ""


def _rest(findings: list[Finding]) -> Finding:
    first, last = findings[0], findings[-1]
    span = f"{first.cell} đến {last.cell}" if first.cell else "các mục sau"
    message = f"Còn {len(findings)} ô nữa mắc cùng lỗi này ở cột này ({span}). Ô đầu: {first.message}"
    return replace(first, message=message)
