"""Every rule of the workbook `danh-gia-ngoai` on real workbooks: the cases of `cases/*.md`, each an edit of a clean one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from kdcl_xl.findings import Finding, Mode, Severity, catalogue
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewRegistration
from kdcl_xl.forms.review_people import Constraint, CouncilSeat, PanelMember, Reviewer
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.jobs.checking import check_file, findings_of
from kdcl_xl.review_year import checks_identity
from kdcl_xl.review_year.checks import review_findings
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.settings import Settings
from tests.review_year.books import book
from tests.review_year.review_samples import PEOPLE
from tests.review_year.review_tables import (
    ReviewCase,
    clean,
    review_cases,
    review_submission,
    review_workbook,
)

FAILING = [case for case in review_cases() if case.fails]
PASSING = [case for case in review_cases() if not case.fails]


@cache
def found_in(name: str) -> tuple[Finding, ...]:
    """What checking a case finds, through the door that the command and the button use."""
    return examined(next(case for case in review_cases() if case.name == name))


def examined(case: ReviewCase) -> tuple[Finding, ...]:
    submission = review_submission(review_workbook(case))
    return findings_of(submission, case.mode, Settings(), case.on)


@pytest.mark.parametrize("ground", ["2024", "2026"])
@pytest.mark.parametrize("mode", Mode)
def test_a_clean_workbook_has_no_findings(ground: str, mode: Mode) -> None:
    assert [finding.as_line() for finding in examined(clean(ground, mode))] == []


@pytest.mark.parametrize("case", FAILING, ids=lambda case: case.name)
def test_should_fail(case: ReviewCase) -> None:
    found = found_in(case.name)
    assert {finding.code for finding in found} == case.expected, [finding.as_line() for finding in found]
    assert sum(finding.code == case.code for finding in found) == 1, [f.as_line() for f in found]


@pytest.mark.parametrize("case", PASSING, ids=lambda case: case.name)
def test_should_pass(case: ReviewCase) -> None:
    found = found_in(case.name)
    assert {finding.code for finding in found} == case.expected, [finding.as_line() for finding in found]


def test_a_row_without_a_day_is_judged_by_the_law_of_the_year_of_its_workbook() -> None:
    rows = ReviewRegistration(
        school="THCS Nguyễn Hiền", kind="THCS", purpose="KĐCLGD", office="", source="dòng 1"
    )
    office = {"office": "Phòng GDĐT Quận 7", "level": "Phòng GDĐT"}
    for year, told in (("2024-2025", False), ("2026-2027", True)):
        found = findings_of(book(rows, year=year, **office), Mode.SUBMIT, Settings(), dt.date(2026, 11, 22))
        assert ("DGS-011" in {finding.code for finding in found}) is told, year


def test_each_unit_of_the_workbook_of_a_so_has_a_group_of_its_own() -> None:
    so = {"office": "Sở Giáo dục và Đào tạo", "level": "Sở GDĐT"}
    seats = [
        CouncilSeat(body="Tổ thẩm định hồ sơ", name=f"{role} {unit}", role=role, office=unit)
        for unit in ("UBND phường Tân Mỹ", "UBND xã Đồng Lau")
        for role in ("Tổ trưởng", "Thư ký")
    ]
    for rows, told in ((seats, 0), (seats[:2] + seats[3:], 1)):
        found = findings_of(book(*rows, year="2026-2027", **so), Mode.SUBMIT, Settings(), dt.date(2027, 6, 10))  # fmt: skip
        assert sum(finding.code == "DGS-094" for finding in found) == told


def test_checking_the_workbook_says_what_keeps_the_schedule_from_being_carried_out() -> None:
    nobody = Constraint(
        wish="Trường không đón được", who="Trường không có trong sổ", from_day=dt.date(2027, 3, 1)
    )
    found = findings_of(book(nobody), Mode.DRAFT, Settings(), dt.date(2026, 11, 22))
    assert ("DGX-001", "Ràng buộc xếp lịch") in {(finding.code, finding.sheet) for finding in found}


def test_the_criteria_of_a_panel_are_those_of_the_year_of_its_workbook() -> None:
    member = PanelMember(school="THCS Nguyễn Hiền", name="Vi Văn Én", role="Ủy viên", criteria="1.10")
    found = findings_of(book(member, year="2024-2025"), Mode.SUBMIT, Settings(), dt.date(2027, 6, 10))
    assert "DGS-051" not in {finding.code for finding in found}, (
        "1.10 is a criterion of the circulars of 2018"
    )


def test_spans_and_whole_standards_assign_their_criteria() -> None:
    """As the panel's own workbook reads the same cell."""

    def found(*cells: str) -> dict[str, str]:
        rows = [
            PanelMember(school="THCS Nguyễn Hiền", name=f"Vi Văn {n}", role="Ủy viên", criteria=cell)
            for n, cell in enumerate(cells)
        ]
        checked = review_findings(book(*rows), Settings(), dt.date(2026, 11, 22))
        return {one.code: one.message for one in checked if one.code in ("DGS-049", "DGS-050", "DGS-051")}

    assert found("tiêu chuẩn 1 đến 2", "Tiêu chuẩn 3, 4") == {}
    assert "Tiêu chí 1.2 " in found("tiêu chuẩn 1-4", "1.2")["DGS-050"]
    only = found("TC 1.1-1.3")
    assert set(only) == {"DGS-049"}
    assert "1.2" not in only["DGS-049"]
    assert found("tiêu chuẩn 1-4", "tiêu chuẩn 9")["DGS-051"].endswith("không có tiêu chuẩn 9.")
    assert found("tiêu chuẩn 1-4", "nhóm 2") == {}


def test_one_code_of_two_units_is_two_people() -> None:
    """In the Sở's workbook every unit has an NS001; the Sở's own people sit on panels for schools of the units."""

    def surveyed(school: str, unit: str, name: str) -> list[Row]:
        days = {"official_from": dt.date(2026, 10, 5), "official_to": dt.date(2026, 10, 7)}
        return [
            PanelMember(school=school, person="NS001", name=name, role="Trưởng đoàn", office=unit),
            ReviewProcess(school=school, office=unit, **days),
            ReviewRegistration(school=school, office=unit, purpose="CQG"),
        ]

    def person(unit: str, name: str, available: str = "Có") -> Reviewer:
        return Reviewer(
            code="NS001", name=name, office=unit, available=available, trained=2024, can_lead="Có"
        )

    def codes(*rows: Row) -> list[str]:
        found = review_findings(book(*rows, office="Sở GDĐT"), Settings(), dt.date(2026, 11, 22))
        told = ("DGS-044", "DGS-045", "DGS-046", "DGS-047", "DGX-020")
        return [f"{one.code} {one.cell}" for one in found if one.code in told]

    one, other = "UBND xã A", "UBND xã B"
    pool = person(one, "Lê Văn An", "Không"), person(other, "Lê Văn Én"), person("Sở GDĐT", "Vi Văn Út")
    seats = *surveyed("THCS Bình Minh", one, "Lê Văn An"), *surveyed("THCS Hoa Sen", other, "Lê Văn Én")
    assert codes(*pool, *seats) == ["DGS-047 D6"]
    seats = *surveyed("THCS Bình Minh", one, "Vi Văn Út"), *surveyed("THCS Hoa Sen", other, "Vi Văn Út")
    assert codes(*pool, *seats) == ["DGS-045 D7", "DGX-020 D7"]


def test_a_school_is_compared_only_with_those_of_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Sở has 2,500 schools: comparing each with each would take minutes."""
    compared: list[str] = []

    def noted(file: SchoolFile, other: SchoolFile) -> bool:
        compared.append(file.name)
        return is_almost(file, other)

    is_almost = checks_identity._is_almost
    monkeypatch.setattr(checks_identity, "_is_almost", noted)
    names = [f"MN Hoa {letter}{other}" for letter in "ABCDEGHIKL" for other in "mnpqrstvxy"]
    rows = [ReviewRegistration(school=name, school_id=f"79-{n}") for n, name in enumerate(names)]
    found = book(*rows, ReviewProcess(school="MN Hoá Ám"), year="2026-2027")
    codes = [f.code for f in review_findings(found, Settings(), dt.date(2026, 11, 22), Mode.DRAFT)]
    assert codes.count("DGS-008") == 1
    assert set(compared) == {"MN Hoá Ám"}


def test_every_rule_has_a_case_that_fails_and_one_that_passes() -> None:
    known = {code for code in catalogue() if code.startswith("DGS-")}
    known -= {"DGS-002"}  # what settings overrule: test_terms.py
    assert {case.code for case in FAILING} == known
    assert {case.code for case in PASSING} == known
    assert len(known) >= 60


def test_messages_are_sentences_that_name_the_cell_and_nobody() -> None:
    for case in FAILING:
        for finding in found_in(case.name):
            line = finding.as_line()
            assert finding.message[-1] in ".?)”" and finding.remedy[-1] in ".…?)", line
            assert finding.message[0].isupper() or finding.message[0] in "“#" or finding.message[0].isdigit(), line  # fmt: skip
            assert finding.sheet in EXTERNAL_REVIEW.order and re.fullmatch(r"[A-Z]+\d+", finding.cell), line
            assert not re.search(r"None|\{|\}|True|False|nan|  ", finding.message + finding.remedy), line
            assert unicodedata.is_normalized("NFC", finding.message + finding.remedy + finding.law), line
            assert not any(name in line for name in PEOPLE), line
            assert not re.search(r"hỏi Sở|^(?:Kiểm tra|Xem lại) [^;,:]*\.$", finding.remedy), line


def test_a_dossier_of_before_the_new_law_is_answered_with_the_cell_that_says_so() -> None:
    asked = ReviewRegistration(school="THCS Nguyễn Hiền", kind="THCS", purpose="KĐCLGD", source="dòng 1")
    office = {"office": "Phòng GDĐT Quận 7", "level": "Phòng GDĐT"}
    (told,) = [
        finding
        for finding in findings_of(book(asked, **office), Mode.DRAFT, Settings(), dt.date(2026, 11, 22))
        if finding.code == "DGS-011"
    ]
    assert "trước ngày 07/07/2026" in told.remedy and "Ngày gửi hồ sơ" in told.remedy
    filed = asked.model_copy(update={"filed_on": dt.date(2026, 7, 1)})
    assert "DGS-011" not in {
        finding.code
        for finding in findings_of(book(filed, **office), Mode.DRAFT, Settings(), dt.date(2026, 11, 22))
    }


def test_errors_never_rest_on_what_nobody_has_compared() -> None:
    for case in FAILING:
        for finding in found_in(case.name):
            assert finding.severity is not Severity.ERROR or "chưa đối chiếu" not in finding.law, finding


def test_a_missing_table_is_told_by_the_reader_alone() -> None:
    submission = review_submission(review_workbook(clean("2026")))
    submission.rows.clear()
    submission.places.clear()
    found = list(review_findings(submission, Settings(), clean("2026").on))
    assert [finding.as_line() for finding in found] == []


def test_the_command_paints_the_cells_of_a_copy(tmp_path: Path) -> None:
    case = next(case for case in FAILING if case.code == "DGS-033")
    path = tmp_path / "dgn.xlsx"
    path.write_bytes(review_workbook(case))
    checked = check_file(path, case.mode, Settings(), case.on, tmp_path / "danh-dau.xlsx")
    (finding,) = (finding for finding in checked.findings if finding.code == "DGS-033")
    import openpyxl

    note = openpyxl.load_workbook(tmp_path / "danh-dau.xlsx")[finding.sheet][finding.cell].comment
    assert note is not None and "chưa có hạn" in note.text
