"""A filled workbook from JSON or from last year's workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.findings import Finding
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, School
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import require_form, self_assessment_of, submission_of
from kdcl_xl.jobs.regulations import regulation_with_wording
from kdcl_xl.jobs.saving import Saved, save_built, save_new
from kdcl_xl.law.load_wording import WordingError
from kdcl_xl.law.regulation import Regulation, load, regulation_ids
from kdcl_xl.school.rollover import roll_over
from kdcl_xl.school.rollover_report import Report
from kdcl_xl.text.normal import slug
from kdcl_xl.workbook.jsonio import content_from_json
from kdcl_xl.workbook.snapshot import Submission

_OPENING = (9, 5)
"""Month and day of the ceremony: what is in force from then to the last lesson judges a school year."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written, what could not be taken, and, from last year's workbook, what became of every value."""

    saved: Saved
    findings: tuple[Finding, ...]
    report: Report | None = None

    def lines(self) -> list[str]:
        """For the screen."""
        lines = self.report.lines() if self.report else [finding.as_line() for finding in self.findings]
        return [*lines, *self.saved.lines()]

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        data = {
            "schema": 1,
            "output": self.saved.path.name,
            "findings": [finding.as_json() for finding in self.findings],
        }
        return data | (self.report.as_json() if self.report else {})


def fill_from_json(template: Path, data: Any, out: Path, source: Path) -> Filled:
    """A workbook of the template's form and edition with the values of the published JSON shape.

    Raises JobError and SaveError; values that cannot be taken are findings and the others are written.
    """
    target = submission_of(template)
    content, findings = content_from_json(data, target.form, target.edition)
    saved = save_built(out, target.form, target.edition, content, sources=(template, source))
    return Filled(saved, tuple(findings))


def fill_from_workbook(template: Path, last_year: Path, out: Path) -> Filled:
    """A workbook of the template's form and edition rolled over from last year's. Raises JobError and SaveError."""
    target, old = submission_of(template), submission_of(last_year)
    content, report = roll_over(old, target.form, target.edition)
    saved = save_built(out, target.form, target.edition, content, sources=(template, last_year))
    return Filled(saved, tuple(report.findings), report)


def rules_of_next_year(submission: Submission) -> tuple[Regulation, ...]:
    """The rule sets in force in the next school year for the same kind of school, the newest last.

    Several when one replaces another within that year. Raises JobError when none is known, or the workbook is no
    self-assessment of a whole school.
    """
    require_form(submission, SELF_ASSESSMENT)
    if submission.stamp.part:
        raise JobError(
            f"“{submission.file}” là phần của {submission.stamp.part}; hãy mở mẫu năm sau từ sổ chung của trường."
        )
    old = submission.edition
    year, kind = old.school_year.shift(1), old.kind or old.rules.applies_to[0]
    first, last = dt.date(year.start, *_OPENING), year.lessons_end
    found = [
        rules
        for rules in map(load, regulation_ids())
        if kind in rules.applies_to and rules.valid_from <= last and first <= (rules.valid_to or first)
    ]
    if not found:
        raise JobError(f"Chưa đủ căn cứ: chưa biết bộ tiêu chuẩn cho loại trường này trong năm học {year}.")
    return tuple(sorted(found, key=lambda rules: rules.valid_from))


def next_year_name(submission: Submission) -> str:
    """`<mã trường>_<mẫu>_<năm học sau>.xlsx`."""
    school = submission.fields(School)
    who = slug(school.school_id or submission.stamp.school_id) or slug(school.name)[:40] or "truong"
    return f"{who}_{submission.form.id}_{submission.edition.school_year.shift(1)}.xlsx"


def open_next_year(last_year: Path, out: Path, regulation_id: str = "") -> Filled:
    """The workbook of the next school year, rolled over from this year's: as `fill_from_workbook` with a new template.

    `regulation_id`: one of `rules_of_next_year`, by default the newest. Never over a workbook somebody has written
    in. Raises JobError and SaveError.
    """
    old = self_assessment_of(last_year)
    choices = {rules.id: rules for rules in rules_of_next_year(old)}
    chosen = regulation_id or list(choices)[-1]
    if chosen not in choices:
        raise JobError(
            f"Bộ tiêu chuẩn “{chosen}” không dùng được cho năm học sau; chọn: {', '.join(choices)}."
        )
    year, kind = old.edition.school_year.shift(1), old.edition.kind or old.edition.rules.applies_to[0]
    try:
        edition = Edition(year, regulation_with_wording(chosen), kind)
    except WordingError as error:
        raise JobError(str(error)) from error
    content, report = roll_over(old, old.form, edition)
    saved = save_new(out, old.form, edition, content, sources=[last_year])
    return Filled(saved, tuple(report.findings), report)
