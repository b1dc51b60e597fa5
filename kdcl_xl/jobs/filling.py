"""A filled workbook from JSON or from last year's workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.findings import Finding
from kdcl_xl.jobs.reading import submission_of
from kdcl_xl.jobs.saving import Saved, save_built
from kdcl_xl.school.rollover import roll_over
from kdcl_xl.school.rollover_report import Report
from kdcl_xl.workbook.jsonio import content_from_json


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written, what could not be taken, and, from last year's workbook, what became of every value."""

    saved: Saved
    findings: tuple[Finding, ...]
    report: Report | None = None

    def lines(self) -> list[str]:
        """For the screen."""
        lines = self.report.lines() if self.report else [finding.as_line() for finding in self.findings]
        return [*lines, f"Đã ghi {self.saved.path}.", *self.saved.remarks]

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
