"""Administrative papers of a school about its self-assessment. A new one: a module here and its entry below."""

from __future__ import annotations

from kdcl_xl.documents.school_papers import (
    council,
    evidence,
    improvement,
    improvement_report,
    meetings,
    results,
)

DOCUMENTS = (
    *council.DOCUMENTS,
    *meetings.DOCUMENTS,
    *evidence.DOCUMENTS,
    *results.DOCUMENTS,
    *improvement.DOCUMENTS,
    *improvement_report.DOCUMENTS,
)
