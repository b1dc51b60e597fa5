"""Build the blank official workbooks into workbooks/templates/: one per rule set, and the list of schools.

Run with `make templates`; a test rebuilds them and compares byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.school_list import SCHOOL_LIST
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.law.regulation import load, regulation_ids
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.builder import build

TEMPLATES = Path(__file__).parent.parent / "workbooks" / "templates"
CURRENT_YEAR = SchoolYear("2026-2027")


def blank_workbooks() -> Iterator[tuple[str, Form, Edition]]:
    """File name, form and edition of every blank workbook we publish.

    A rule set that is no longer in force is printed for the last school year it ended in.
    """
    yield "danh-muc-truong.xlsx", SCHOOL_LIST, Edition(CURRENT_YEAR)
    for regulation_id in regulation_ids():
        regulation = load(regulation_id)
        year = SchoolYear.of(regulation.valid_to, first_month=8) if regulation.valid_to else CURRENT_YEAR
        for kind in regulation.applies_to:
            name = f"tu-danh-gia_{regulation_id.replace('+', '-')}_{kind}.xlsx"
            yield name, SELF_ASSESSMENT, Edition(year, regulation, kind)


def main() -> None:
    """Write all of them, and remove what is no longer made."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    made = set()
    for name, form, edition in blank_workbooks():
        (TEMPLATES / name).write_bytes(build(form, edition))
        made.add(name)
    for path in TEMPLATES.glob("*.xlsx"):
        if path.name not in made:
            path.unlink()


if __name__ == "__main__":
    main()
