"""Case 11: a date whose month and day were exchanged is asked about, never exchanged."""

import datetime as dt

from kdcl_xl.checks import run
from kdcl_xl.checks.swapped import swap_hint
from kdcl_xl.findings import Mode
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Evidence
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

CLOSES = dt.date(2027, 5, 28)


def hint(day: dt.date) -> str:
    return swap_hint(day, lambda other: other <= CLOSES)


def test_asked_only_when_the_other_reading_fits() -> None:
    assert hint(dt.date(2027, 9, 5)) == " Có phải 09/05/2027 (ngày và tháng bị đảo)?"
    assert hint(dt.date(2027, 9, 9)) == ""
    assert hint(dt.date(2027, 9, 25)) == ""
    assert hint(dt.date(2027, 9, 6)) == ""


def test_in_a_real_workbook_the_value_stays_as_typed() -> None:
    row = Evidence(code="MC.1.1.01", title="Kế hoạch", issued_on=dt.date(2027, 9, 5))
    content = Content(cells={"ngay_phe_duyet": CLOSES}, rows={Evidence: [row]})
    found = read(
        build(SELF_ASSESSMENT, edition_of("2026-2027", "tt57_2026_pt", "thcs"), content), name="a.xlsx"
    )
    assert isinstance(found, Submission)
    (late,) = [
        f for f in run(found, Mode.DRAFT, Settings(), CLOSES) if f.cell == "E6" and f.sheet == "Minh chứng"
    ]
    assert "Có phải 09/05/2027" in late.message
    assert found.table(Evidence)[0].issued_on == dt.date(2027, 9, 5)
