"""The folder of the sample province, and how each submission in it fares in a consolidation."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kdcl_xl.consolidate import Outcome, run
from kdcl_xl.demo.build import HISTORIC_DAY, HISTORIC_YEAR, Built, build_province, submitting_units
from kdcl_xl.demo.schools import province, school, school_list_content, schools_in, unit
from kdcl_xl.forms.school_list import ListedSchool
from kdcl_xl.forms.summary import State
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear
from tests.demo.samples import ON

YEAR = SchoolYear("2026-2027")
PLAN = {
    "MN Khủng Long Nhỏ": ("2025-01", "KĐCLGD"),
    "MN Canada - Việt Nam": ("2025-01", "KĐCLGD"),
    "MN Hành Tinh Xanh": ("2025-03", "KĐCLGD"),
    "MN Thiên Thần Kỷ Nguyên": ("2025-03", "KĐCLGD"),
    "MN Mỹ Phước": ("2025-03", "KĐCLGD"),
    "TH Võ Thị Sáu": ("2024-11", "KĐCLGD"),
    "TH Phú Thuận": ("2025-01", "KĐCLGD"),
    "THCS Huỳnh Tấn Phát": ("2024-10", "KĐCLGD"),
    "THCS Nguyễn Hiền": ("2024-12", "KĐCLGD và CQG"),
    "THCS Trần Quốc Tuấn": ("2025-02", "KĐCLGD"),
}
"""The table of KH 1402/KH-GDĐT (Quận 7, 04/9/2024)."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tinh-mau")


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build_province(folder, ON, full=True)


@pytest.fixture(scope="module")
def outcomes(built: Built, folder: Path) -> dict[tuple[str, str], Outcome]:
    found = {}
    for (year, unit_id), place in built.folders.items():
        if unit_id != "so":
            on = HISTORIC_DAY if year == HISTORIC_YEAR else ON
            target = folder / f"{year}-{unit_id}.xlsx"
            found[year, unit_id] = run(
                place, "phong", built.lists[unit_id], on, target, Settings(), cache=False, school_year=year
            )
    return found


def test_the_ten_schools_are_those_of_the_plan() -> None:
    ten = [s for s in province().schools if s.unit_2024 == "q7"]
    assert {s.alias: (s.visit, s.purpose) for s in ten} == PLAN


def test_every_kind_of_school_public_and_private() -> None:
    assert {s.kind for s in province().schools} == set(SchoolKind)
    assert {s.private for s in province().schools} == {True, False}
    assert all(s.phone.startswith("0900 000 0") and s.email.endswith(".example") for s in province().schools)


def test_list_has_dated_names_mergers_and_groups_outside_the_denominator() -> None:
    rows = [row for row in school_list_content().rows[ListedSchool] if isinstance(row, ListedSchool)]
    renamed = [row.name for row in rows if row.school_id == "79-DL-024"]
    assert renamed == ["Trường THCS Lau Sậy", "Trường THCS Lau Sậy", "Trường THCS Đồng Lau"]
    merged = [row for row in rows if row.school_id == "79-DL-023"]
    assert [row.successor for row in merged][-1] == "79-DL-022"
    assert max(row.valid_to for row in merged if row.valid_to) == dt.date(2025, 7, 31)
    assert [row.school_id for row in rows if row.counted == YesNo.NO and row.valid_to is None] == ["79-BS-015", "79-DL-025"]  # fmt: skip
    for row in rows:
        assert row.valid_from is None or row.valid_to is None or row.valid_from <= row.valid_to


def test_units_change_with_the_law() -> None:
    old, new = submitting_units(HISTORIC_YEAR, True), submitting_units(YEAR, True)
    assert [found.id for found in old] == ["q7", "bs", "dl", "so"]
    assert all(found.name.startswith("UBND ") for found in new[:-1])
    assert school("79-SO-033").unit_in(YEAR) == unit("so")


def test_file_names_need_no_diacritics(built: Built, folder: Path) -> None:
    for path in folder.rglob("*"):
        assert path.relative_to(folder).as_posix().isascii()
    assert len(built.blanks) == 12


def test_note_names_every_faulty_file(built: Built, folder: Path) -> None:
    note = (folder / "loi-co-y.md").read_text(encoding="utf-8")
    for sent in built.sent:
        assert (sent.path.name in note) == bool(sent.fault)


def test_same_day_gives_the_same_bytes(built: Built, folder: Path, tmp_path: Path) -> None:
    again = build_province(tmp_path, ON)
    for sent in again.sent:
        if sent.path.exists():
            twin = folder / sent.path.relative_to(tmp_path)
            assert sent.path.read_bytes() == twin.read_bytes()


def test_each_submission_is_answered_as_the_note_says(
    built: Built, outcomes: dict[tuple[str, str], Outcome]
) -> None:
    states = set(State)
    lines = {
        (key, line.file): line.state
        for key, outcome in outcomes.items()
        for line in outcome.lines
        if line.file
    }
    for sent in built.sent:
        key = next((key for key, place in built.folders.items() if place in sent.path.parents), None)
        if key not in outcomes:
            continue
        state = lines[key, sent.path.relative_to(built.folders[key]).as_posix()]
        expected = [state for state in states if sent.expected.endswith(state)]
        if State.SAME in (state, *expected):
            # Whichever of the two names comes first is the one that counts.
            pair = {
                line.state for line in outcomes[key].lines if sent.school and line.school_id == sent.school.id
            }
            assert pair == {State.ACCEPTED, State.SAME}
        elif expected:
            assert state == expected[0], sent.path.name
        elif not sent.fault:
            assert state in (State.ACCEPTED, State.CHOOSE), sent.path.name
        else:
            assert state in (State.ACCEPTED, State.WITH_ERRORS), sent.path.name
            has_code = re.match(r"[A-Z]{2,3}-\d{3}", sent.expected)
            assert has_code, sent.expected


def test_schools_that_send_nothing_are_missing(
    built: Built, outcomes: dict[tuple[str, str], Outcome]
) -> None:
    for year, late in built.missing:
        outcome = outcomes.get((year, late.unit_in(SchoolYear(year)).id))
        if outcome:
            assert [line.state for line in outcome.lines if line.school_id == late.id] == [State.MISSING]


def test_short_demo_has_fewer_schools_of_every_kind() -> None:
    few = schools_in(YEAR, full=False)
    assert len(few) < len(schools_in(YEAR))
    assert {s.kind for s in few} == set(SchoolKind)
