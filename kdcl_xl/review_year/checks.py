"""Everything the checks say about a workbook `danh-gia-ngoai` besides what its reader says.

One rule, one small function, in `checks_*` by sheet; each looks at one thing, so that one mistake gives one finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Mode
from kdcl_xl.review_year import (  # noqa: F401 (each registers its checks)
    checks_certificates,
    checks_comparison,
    checks_council,
    checks_dossiers,
    checks_identity,
    checks_improvement,
    checks_inspection,
    checks_panels,
    checks_people,
    checks_registration,
    checks_steps,
    checks_targets,
)
from kdcl_xl.review_year.checks_kit import CHECKS, ReviewBook
from kdcl_xl.review_year.feasibility import schedule_findings
from kdcl_xl.review_year.targets import target_findings
from kdcl_xl.review_year.terms import term_findings
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.snapshot import Submission


def review_findings(
    submission: Submission, settings: Settings, on: dt.date, mode: Mode = Mode.SUBMIT
) -> Iterator[Finding]:
    """The findings of a workbook on a day. In draft mode what is merely missing stays unsaid."""
    book = ReviewBook(submission, settings, on)
    yield from term_findings(submission, settings)
    yield from target_findings(submission, on)
    for check in CHECKS:
        yield from check.findings(book, mode)
    yield from schedule_findings(submission, settings, on)
