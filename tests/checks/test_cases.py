"""Every rule on real workbooks: the cases of `cases/*.md`, each an edit of a clean workbook."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache

import openpyxl
import pytest

from kdcl_xl import checks
from kdcl_xl.findings import Finding, Mode
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.archive import Archive, rewrite
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.checks.tables import Case, all_cases, crowds, submission_of, workbook

FAILING = [case for case in all_cases() if case.fails]
PASSING = [case for case in all_cases() if not case.fails]
PERSONAL = ("Nguyễn Thị Hải Yến", "Trần Quốc Bảo", "Đặng Ngọc Ánh", "Phan Văn Lộc", "0918", "2837851234")


def examined(data: bytes, edition: str, mode: Mode = Mode.SUBMIT) -> list[Finding]:
    """What the checks say about a workbook, on the day of the sample."""
    return checks.run(submission_of(data), mode, Settings(), CHECKED_ON[edition])


@cache
def findings_of(name: str) -> list[Finding]:
    """The findings of one case, by its name."""
    case = next(case for case in all_cases() if case.name == name)
    data = workbook(case, live=bool(case.typed_over or case.stale))
    for cell, text in case.typed_over.items():
        data = typed_over(data, cell, text)
    for cell, text in case.stale.items():
        data = showing(data, cell, text)
    return examined(data, case.edition, case.mode)


def typed_over(data: bytes, name: str, text: str) -> bytes:
    """The workbook with a value typed over the formula of a live cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, cell = next(iter(book.defined_names[name].destinations))
    book[sheet][cell] = int(text) if text.isdigit() else text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def showing(data: bytes, name: str, text: str) -> bytes:
    """The workbook whose live cell still shows an old value above its formula."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    sheet, cell = next(iter(book.defined_names[name].destinations))
    part = f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"
    archive = Archive(data)
    address = cell.replace("$", "")
    xml = archive.read(part).decode()
    patched, count = re.subn(rf'(<c r="{address}"[^>]*?)(?: t="str")?(>.*?)<v>.*?</v>', rf"\1\2<v>{text}</v>", xml, count=1)  # fmt: skip
    assert count == 1
    return rewrite(archive, {part: patched.encode()})


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("mode", Mode)
def test_a_clean_and_full_workbook_has_no_findings(edition: str, mode: Mode) -> None:
    data = workbook(Case("TR-001", False, edition, mode, frozenset(), False, {}, {}, [], ""))
    assert sample(edition).rows
    assert examined(data, edition, mode) == []


@pytest.mark.parametrize("case", FAILING, ids=lambda case: case.name)
def test_should_fail(case: Case) -> None:
    found = findings_of(case.name)
    assert {finding.code for finding in found} == case.expected, [finding.as_line() for finding in found]


@pytest.mark.parametrize(
    "crowd",
    crowds([case for case in PASSING if not case.alone]),
    ids=lambda crowd: f"{crowd[0].edition}-{len(crowd)}",
)
def test_should_pass_together(crowd: list[Case]) -> None:
    found = examined(workbook(*crowd), crowd[0].edition, crowd[0].mode)
    assert [finding.as_line() for finding in found] == [], [case.name for case in crowd]


@pytest.mark.parametrize("case", [case for case in PASSING if case.alone], ids=lambda case: case.name)
def test_should_pass_alone(case: Case) -> None:
    assert [finding.as_line() for finding in findings_of(case.name)] == []


def test_every_rule_has_a_case_that_fails_and_one_that_passes() -> None:
    cases = all_cases()
    known = set(checks.catalogue_complete())
    assert {case.code for case in cases if case.fails} == known
    assert {case.code for case in cases if not case.fails} == known
    assert len(known) >= 60


def test_messages_are_sentences_for_a_school_secretary() -> None:
    for case in FAILING:
        for finding in findings_of(case.name):
            line = finding.as_line()
            assert finding.message[-1] in ".?)”" and finding.remedy[-1] in ".…?)", line
            assert finding.message[0].isupper() or finding.message[0] in "“#", line
            assert finding.sheet in SELF_ASSESSMENT.order and re.fullmatch(r"[A-Z]+\d+", finding.cell), line
            assert not re.search(r"None|\{|\}|_code|True|False|nan", line), line
            assert "  " not in finding.message.replace("\n", ""), line
            assert unicodedata.is_normalized("NFC", finding.remedy + finding.law), line
            assert len(finding.message) < 420, line


def test_messages_repeat_no_personal_data() -> None:
    for case in FAILING:
        for finding in findings_of(case.name):
            assert not any(value in finding.as_line() for value in PERSONAL), finding.as_line()
