"""Each deliberate fault is answered by the finding or the refusal it names, and by no other error."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest

from kdcl_xl.demo.content import school_content
from kdcl_xl.demo.faults import FAULTS, owner_file, to_hybrid, zip_of
from kdcl_xl.demo.schools import school
from kdcl_xl.findings import Severity
from kdcl_xl.forms.self_assessment import Description
from kdcl_xl.forms.summary import State
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.text.normal import hybrid_marks
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import Refusal, read
from tests.demo.samples import edition, findings, submission, workbook

_OF_CONTENT = ("CV-", "MC-", "SL-", "DG-", "CT-")
SCHOOL = school("79-Q7-009")
EDITION = edition("tt57_2026_pt", SchoolKind.LOWER_SECONDARY)
_REFUSED_WITH = {
    "csv-doi-duoi": "TEP-014",
    "dat-mat-khau": "TEP-010",
    "excel-cu": "TEP-011",
    "tep-rong": "TEP-001",
}


@cache
def faulty(key: str) -> bytes:
    return make(key)


def make(key: str) -> bytes:
    fault = FAULTS[key]
    content = school_content(SCHOOL, EDITION)
    data = workbook(SCHOOL, EDITION, fault.content(content) if fault.content else content)
    return fault.data(data) if fault.data else data


@pytest.mark.parametrize("key", [k for k, f in FAULTS.items() if f.expected.startswith(_OF_CONTENT)])
def test_fault_gives_its_finding_and_no_other_error(key: str) -> None:
    found = findings(faulty(key))
    errors = {finding.code for finding in found if finding.severity is Severity.ERROR}
    assert FAULTS[key].expected in {finding.code for finding in found}
    assert errors <= {FAULTS[key].expected}


@pytest.mark.parametrize("key", sorted(_REFUSED_WITH))
def test_file_that_is_no_workbook_is_refused(key: str) -> None:
    found = read(faulty(key), name="so.xlsx")
    assert isinstance(found, Refusal)
    assert found.finding.code == _REFUSED_WITH[key]


def test_pasted_formats_do_not_matter_to_the_reader() -> None:
    clean = submission(workbook(SCHOOL, EDITION, school_content(SCHOOL, EDITION)))
    pasted = submission(faulty("dan-dinh-dang"))
    assert pasted.rows == clean.rows
    assert findings(faulty("dan-dinh-dang")) == []


@pytest.mark.parametrize("key", list(FAULTS))
def test_fault_is_the_same_every_time(key: str) -> None:
    assert make(key) == faulty(key)


@pytest.mark.parametrize("key", ["ma-minh-chung-sai", "muc-2-tren-muc-1", "so-khong-the-bang-0"])
def test_faults_fit_the_circulars_of_2018(key: str) -> None:
    fault, made_for = FAULTS[key], edition("tt18_2018_tr", SCHOOL.kind)
    assert fault.content is not None
    content = fault.content(school_content(SCHOOL, made_for))
    codes = {finding.code for finding in findings(workbook(SCHOOL, made_for, content))}
    assert fault.expected in codes


def test_hybrid_letters_are_neither_nfc_nor_nfd() -> None:
    text = to_hybrid("Kế hoạch")
    assert hybrid_marks(text) == 2
    assert text not in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
    assert unicodedata.normalize("NFC", text) == "Kế hoạch"


def test_hybrid_fault_changes_letters_only() -> None:
    content = school_content(SCHOOL, EDITION)
    changed = FAULTS["unicode-lai"].content
    assert changed is not None
    first = changed(content).rows[Description][0]
    assert isinstance(first, Description)
    assert unicodedata.normalize("NFC", first.text) == _first_text(content)


def _first_text(content: Content) -> str:
    row = content.rows[Description][0]
    assert isinstance(row, Description)
    return row.text


def test_owner_file_and_zip_are_what_they_pretend_to_be() -> None:
    assert len(owner_file()) == 165
    assert isinstance(read(owner_file(), name="~$so.xlsx"), Refusal)
    assert zip_of({"a.xlsx": b"1"}) == zip_of({"a.xlsx": b"1"})


def test_every_state_fault_says_a_state_of_the_consolidation() -> None:
    others = {f.expected for f in FAULTS.values() if not f.expected.startswith(_OF_CONTENT)}
    assert others <= set(State)
