"""A panel's workbook as files: opened, checked, its results in a copy of the office's workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kdcl_xl.findings import Mode
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.review_results import Comparison
from kdcl_xl.forms.review_team import REVIEW_TEAM, TeamMember
from kdcl_xl.jobs.checking import findings_of
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import form_of
from kdcl_xl.jobs.review_team import open_team, post_results
from kdcl_xl.school.digest import content_digest
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.snapshot import Submission
from tests.review_year.team_books import finished_panel, office_book, opening, school_book


def on_disk(submission: Submission, path: Path) -> Path:
    path.write_bytes(
        build(submission.form, submission.edition, content_of(submission), stamp=submission.stamp)
    )
    return path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("so")
    on_disk(school_book(), folder / "truong.xlsx")
    on_disk(office_book(), folder / "so-dgn.xlsx")
    on_disk(finished_panel(), folder / "doan-xong.xlsx")
    return folder


def test_a_panel_gets_its_workbook(books: Path, tmp_path: Path) -> None:
    made = open_team(books / "truong.xlsx", books / "so-dgn.xlsx", tmp_path / "doan.xlsx")
    assert made.as_json() == {
        "schema": 1,
        "output": "doan.xlsx",
        "school": "Trường THCS Hoa Sữa",
        "members": 2,
        "assigned": 28,
        "criteria": 34,
        "remarks": [],
    }
    found = form_of(tmp_path / "doan.xlsx", REVIEW_TEAM)
    assert (found.stamp.school_id, found.stamp.regulation) == ("01234567", "tt18_2018_tr")
    assert len(content_of(found).rows[TeamMember]) == len(opening().rows[TeamMember])


def test_a_panel_without_the_office_starts_with_the_school_alone(books: Path, tmp_path: Path) -> None:
    made = open_team(books / "truong.xlsx", None, tmp_path / "doan.xlsx")
    assert (made.members, made.assigned) == (0, 0)


def test_a_workbook_somebody_wrote_in_is_not_replaced(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "doan.xlsx"
    out.write_bytes((books / "doan-xong.xlsx").read_bytes())
    with pytest.raises(JobError, match="không ghi đè"):
        open_team(books / "truong.xlsx", None, out)


def test_a_school_the_office_does_not_have_is_named(books: Path, tmp_path: Path) -> None:
    office = office_book()
    for rows in office.rows.values():
        rows.clear()
    empty = on_disk(office, tmp_path / "trong.xlsx")
    with pytest.raises(JobError, match="chưa có Trường THCS Hoa Sữa"):
        open_team(books / "truong.xlsx", empty, tmp_path / "doan.xlsx")
    with pytest.raises(JobError, match="chưa có Trường THCS Hoa Sữa"):
        post_results(books / "doan-xong.xlsx", empty, tmp_path / "ra.xlsx")


def test_results_go_into_a_copy_and_posting_the_copy_again_changes_nothing(
    books: Path, tmp_path: Path
) -> None:
    office = books / "so-dgn.xlsx"
    before = office.read_bytes()
    once = post_results(books / "doan-xong.xlsx", office, tmp_path / "mot.xlsx")
    twice = post_results(books / "doan-xong.xlsx", tmp_path / "mot.xlsx", tmp_path / "hai.xlsx")
    assert office.read_bytes() == before
    assert (once.laid.compared, once.laid.level) == (34, 2)
    assert twice.laid.added == 0
    first, second = (form_of(tmp_path / name, EXTERNAL_REVIEW) for name in ("mot.xlsx", "hai.xlsx"))
    assert content_digest(first) == content_digest(second)
    assert len(first.table(Comparison)) == 34
    with pytest.raises(JobError, match="trùng với"):
        post_results(books / "doan-xong.xlsx", office, office)


def test_the_check_of_the_program_knows_the_form(books: Path) -> None:
    found = form_of(books / "doan-xong.xlsx", REVIEW_TEAM)
    codes = {f.code for f in findings_of(found, Mode.SUBMIT, Settings(), dt.date(2025, 5, 5))}
    assert codes == {"DDG-007"}
    assert not findings_of(found, Mode.DRAFT, Settings(), dt.date(2025, 5, 5))
