"""Build the blank official workbooks into workbooks/templates/ and filled samples into workbooks/.

Run with `make templates`; a test rebuilds them and compares part by part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from kdcl_xl.demo.build import clean_workbook, edition_for
from kdcl_xl.demo.schools import school, school_list_content
from kdcl_xl.forms.blanks import BLANKS
from kdcl_xl.forms.disclosure import DISCLOSURE
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.review_team import REVIEW_TEAM
from kdcl_xl.forms.school_list import SCHOOL_LIST
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.law.external_review import TEAM_PATH, review_law
from kdcl_xl.law.regulation import load, regulation_ids
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.builder import build

SAMPLES_FOLDER = Path(__file__).parent.parent / "workbooks"
TEMPLATES = SAMPLES_FOLDER / "templates"
CURRENT_YEAR = SchoolYear("2026-2027")
SAMPLES = (
    ("79-Q7-009", "2026-2027", dt.date(2027, 6, 10)),
    ("79-Q7-001", "2026-2027", dt.date(2027, 6, 10)),
    ("79-Q7-009", "2024-2025", dt.date(2025, 6, 10)),
)
"""School of the sample province, school year, day of the data."""


def blank_workbooks() -> Iterator[tuple[str, Form, Edition]]:
    """File name, form and edition of every blank workbook we publish.

    A rule set that is no longer in force is printed for the last school year it ended in. A panel has a workbook under
    the circulars that know panels.
    """
    panels = next(path.circulars for path in review_law().paths if path.id == TEAM_PATH)
    for form in (SCHOOL_LIST, DISCLOSURE, BLANKS, EXTERNAL_REVIEW):
        yield f"{form.id}.xlsx", form, Edition(CURRENT_YEAR)
    for regulation_id in regulation_ids():
        regulation = load(regulation_id)
        year = SchoolYear.of(regulation.valid_to) if regulation.valid_to else CURRENT_YEAR
        for kind in regulation.applies_to:
            edition, ending = (
                Edition(year, regulation, kind),
                f"{regulation_id.replace('+', '-')}_{kind}.xlsx",
            )
            yield f"tu-danh-gia_{ending}", SELF_ASSESSMENT, edition
            if regulation.number in panels:
                yield f"doan-danh-gia-ngoai_{ending}", REVIEW_TEAM, edition


def filled_workbooks() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of the samples, ready to open: invented data under three rule sets."""
    for school_id, year, day in SAMPLES:
        one, school_year = school(school_id), SchoolYear(year)
        edition = edition_for(one, school_year, day)
        if edition is None or edition.regulation is None:
            raise LookupError(f"no rule set for {school_id} in {year}")
        name = f"vi-du_tu-danh-gia_{edition.regulation.id.replace('+', '-')}_{one.kind}_{year}.xlsx"
        yield name, clean_workbook(one, edition, day)
    yield (
        "vi-du_danh-muc-truong.xlsx",
        build(SCHOOL_LIST, Edition(CURRENT_YEAR), school_list_content(full=True)),
    )


def main() -> None:
    """Write all of them, and remove what is no longer made."""
    blank = {name: build(form, edition) for name, form, edition in blank_workbooks()}
    for folder, made in ((TEMPLATES, blank), (SAMPLES_FOLDER, dict(filled_workbooks()))):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            (folder / name).write_bytes(data)
        for path in folder.glob("*.xlsx"):
            if path.name not in made:
                path.unlink()


if __name__ == "__main__":
    main()
