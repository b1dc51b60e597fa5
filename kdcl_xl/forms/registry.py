"""All forms by id, and the edition a stamp names."""

from __future__ import annotations

from functools import lru_cache

from kdcl_xl.forms.blanks import BLANKS
from kdcl_xl.forms.disclosure import DISCLOSURE
from kdcl_xl.forms.disclosure_summary import DISCLOSURE_SUMMARY
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.review_team import REVIEW_TEAM
from kdcl_xl.forms.school_list import SCHOOL_LIST
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.forms.summary import SUMMARY
from kdcl_xl.law.regulation import SchoolKind, load
from kdcl_xl.text.dates import SchoolYear

FORMS: dict[str, Form] = {
    form.id: form
    for form in (
        SELF_ASSESSMENT,
        SCHOOL_LIST,
        SUMMARY,
        DISCLOSURE,
        DISCLOSURE_SUMMARY,
        BLANKS,
        EXTERNAL_REVIEW,
        REVIEW_TEAM,
    )
}


@lru_cache(maxsize=256)
def edition_of(school_year: str, regulation: str = "", kind: str = "") -> Edition:
    """The edition that three words of a stamp mean: one and the same for the workbooks of all schools.

    Raises UnknownRegulation, SchoolYearError (a ValueError) or ValueError for an unknown kind of school.
    """
    return Edition(
        SchoolYear(school_year),
        load(regulation) if regulation else None,
        SchoolKind(kind) if kind else None,
    )
