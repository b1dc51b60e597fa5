"""What the tests of evidence codes share."""

from __future__ import annotations

from school_samples import opened

from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    Description,
    Evidence,
)
from kdcl_xl.school.coding_report import CodingReport
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission


def codes(content: Content) -> list[str]:
    return [row.code for row in content.rows[Evidence]]  # type: ignore[attr-defined]


def texts(content: Content) -> list[str]:
    return [row.text for row in content.rows[Description] if row.text]  # type: ignore[attr-defined]


def found(report: CodingReport) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in report.findings]


def submission_of(edition: Edition, evidence: list[Evidence], *texts: tuple[str, str]) -> Submission:
    """A workbook with this catalogue and these descriptions (criterion, text)."""
    rows = [
        Description(criterion=criterion, level=edition.rules.by_code[criterion].levels[0].level, text=text)
        for criterion, text in texts
    ]
    return opened(Content({}, {Evidence: list(evidence), Description: list(rows)}), edition)
