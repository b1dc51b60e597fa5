"""Schools of several levels of schooling: one workbook for all, or one for each and the lowest counts (a setting)."""

from __future__ import annotations

from pathlib import Path

import pytest
import schools_made as made
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.consolidate import Outcome
from kdcl_xl.consolidate.rollup import tally_of
from kdcl_xl.consolidate.scopes import ANOTHER, READING, lowest
from kdcl_xl.forms.summary import Counting, Result, State, StatLine, StatusLine
from kdcl_xl.law.regulation import load
from kdcl_xl.settings import Settings
from tests.hard_cases import sheet_values

ONE, NAME = "79000001", "Trường TH, THCS và THPT Hoa Sữa"
AT = made.edition(made.PT, "nhieu_cap")
PER_LEVEL = Settings.model_validate({"tong-hop": {"moi-cap-hoc-mot-ban": True}})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nop").mkdir()
    return tmp_path / "nop"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "tong hop.xlsx"


def part(folder: Path, scope: str, level: int | None, **more: object) -> Path:
    more = {"at": AT, "file": f"{scope}.xlsx"} | more
    return made.school(folder, ONE, NAME, level=level, cells={"pham_vi": scope}, **more)


def gathered(folder: Path, out: Path, **options: object) -> Outcome:
    return made.consolidate(folder, out, **({"settings": PER_LEVEL} | options))


def school_why(out: Path) -> str:
    return next(row.why for row in made.summary(out).table(StatusLine) if row.listed)


def levels(outcome: Outcome) -> dict[str, int]:
    """What is not nought among the levels of all schools."""
    names = ("unmet", "level_1", "level_2", "undecided", "unassessed")
    return {name: outcome.figures.named()[name] for name in names if outcome.figures.named()[name]}


# ---- the arithmetic

_bounds = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(_bounds, min_size=1, max_size=4), st.booleans())
def test_the_span_of_the_lowest_is_exactly_what_completing_the_parts_can_give(
    parts: list[tuple[int, int]], complete: bool
) -> None:
    from itertools import product

    ranges = [range(low, high + 1) for low, high in parts] + ([] if complete else [range(5)])
    possible = {min(choice) for choice in product(*ranges)}
    assert lowest(parts, complete=complete) == (min(possible), max(possible))


def test_a_level_nobody_can_work_out_may_be_any() -> None:
    assert lowest([(None, None)]) == (None, None)
    assert lowest([]) == (None, None)
    assert lowest([(None, None), (1, 2)]) == (0, 2)
    assert lowest([(None, None), (0, 0)]) == (0, 0), "no other part can lift it"


# ---- the setting off: one workbook for the whole school


def test_parts_do_not_count_unless_the_office_says_so(folder: Path, out: Path) -> None:
    part(folder, "THCS", 2)
    part(folder, "THPT", 1)
    schools = made.school_list(out.with_name("dm.xlsx"), made.listed(ONE, NAME, kind="Nhiều cấp học"))
    outcome = gathered(folder, out, settings=Settings(), school_list=schools)
    assert made.states(outcome) == {ONE: State.APART, "THCS.xlsx": State.APART, "THPT.xlsx": State.APART}
    assert (outcome.figures.received, levels(outcome)) == (0, {})
    assert "TH-014" in made.codes(out)
    assert "mỗi trường một bản chung" in school_why(out)
    assert {row.counted for row in made.summary(out).table(Result)} == {Counting.APART}, "listed all the same"


def test_the_whole_school_counts_beside_a_part(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, file="chung.xlsx", at=AT, level=2)
    part(folder, "THCS", 1)
    outcome = gathered(folder, out, settings=Settings())
    assert made.states(outcome) == {"chung.xlsx": State.WITH_ERRORS, "THCS.xlsx": State.APART}
    assert levels(outcome) == {"level_2": 1}
    assert "TH-014" in made.codes(out)


def test_a_school_of_one_level_may_name_it(folder: Path, out: Path) -> None:
    made.school(folder, ONE, "Trường THCS Nguyễn Hiền", level=1, cells={"pham_vi": "THCS"})
    for settings in (Settings(), PER_LEVEL):
        outcome = gathered(folder, out, settings=settings)
        assert levels(outcome) == {"level_1": 1}
        assert not {"TH-014", "TH-019"} & made.codes(out)


# ---- the setting on: the lowest counts


def test_the_lowest_part_counts_once_and_is_named(folder: Path, out: Path) -> None:
    part(folder, "THCS", 2)
    part(folder, "THPT", 1)
    outcome = gathered(folder, out)
    assert (outcome.figures.schools, outcome.figures.received, levels(outcome)) == (1, 1, {"level_1": 1})
    book = made.summary(out)
    assert {row.scope: row.decides for row in book.table(Result)} == {"THCS": "Không", "THPT": "Có"}
    assert "Cả trường lấy mức thấp nhất: đạt Mức 1, do cấp THPT." in school_why(out)
    lines = [row for row in book.table(StatLine) if row.dimension in ("Toàn bộ", "Loại trường")]
    assert [(row.schools, row.level_1) for row in lines] == [(1, 1), (1, 1)]
    overview = [str(value) for row in sheet_values(out, "Tổng quan") for value in row]
    assert READING in overview, "the reading is unverified, and the sheet somebody signs says so"


def test_a_part_that_is_not_assessed_leaves_the_school_open(folder: Path, out: Path) -> None:
    part(folder, "THCS", 1)
    part(folder, "THPT", None)
    outcome = gathered(folder, out)
    assert levels(outcome) == {"undecided": 1}
    assert {row.decides for row in made.summary(out).table(Result)} == {""}
    assert "chưa xác định: cao nhất có thể là Mức 1" in school_why(out)


def test_one_part_that_fails_settles_the_school(folder: Path, out: Path) -> None:
    part(folder, "THCS", 0)
    part(folder, "THPT", None)
    assert levels(gathered(folder, out)) == {"unmet": 1}


def test_nothing_assessed_is_not_unmet(folder: Path, out: Path) -> None:
    part(folder, "THCS", None)
    part(folder, "THPT", None)
    assert levels(gathered(folder, out)) == {"unassessed": 1}


@pytest.mark.parametrize(
    ("figures", "missing"),
    [({}, ANOTHER), ({"hs_khoi_1": 90.0, "hs_khoi_7": 80.0, "lop_11": 3.0}, "Tiểu học; THPT")],
)
def test_a_missing_part_is_said_and_leaves_the_school_open(
    folder: Path, out: Path, figures: dict[str, float], missing: str
) -> None:
    part(folder, "THCS", 2, figures=figures)
    outcome = gathered(folder, out)
    assert levels(outcome) == {"undecided": 1}
    assert "TH-019" in made.codes(out)
    assert [row.missing for row in made.summary(out).table(Result)] == [missing]
    assert missing.split("; ")[0] in school_why(out)


def test_a_part_that_waits_for_a_choice_is_missing(folder: Path, out: Path) -> None:
    part(folder, "THCS", 2)
    part(folder, "THPT", 1)
    part(folder, "THPT", 2, file="THPT (1).xlsx")
    outcome = gathered(folder, out)
    assert levels(outcome) == {"undecided": 1}
    assert [row.missing for row in made.summary(out).table(Result)] == ["THPT"]


def test_the_whole_school_stands_apart_beside_its_parts(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, file="chung.xlsx", at=AT, level=2)
    part(folder, "THCS", 2)
    part(folder, "THPT", 1)
    outcome = gathered(folder, out)
    assert made.states(outcome)["chung.xlsx"] == State.APART
    assert levels(outcome) == {"level_1": 1}


def test_one_workbook_for_all_still_counts(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, file="chung.xlsx", at=AT, level=2)
    assert levels(gathered(folder, out)) == {"level_2": 1}
    assert not {"TH-014", "TH-019"} & made.codes(out)


def test_preschool_and_school_of_one_circular_go_together(folder: Path, out: Path) -> None:
    part(folder, "Mầm non", 1, at=made.edition(made.MN, "nhieu_cap"))
    part(folder, "Tiểu học", 2)
    outcome = gathered(folder, out)
    assert levels(outcome) == {"level_1": 1}
    lines = made.summary(out).table(StatLine)
    assert sum(row.schools or 0 for row in lines if row.dimension == "Toàn bộ") == 1, (
        "one school, counted once"
    )
    assert {row.circular for row in lines if row.dimension == "Tiêu chí"} == {
        load(made.MN).short_title,
        load(made.PT).short_title,
    }


@pytest.mark.parametrize("scopes", [("THCS", "THPT"), ("THCS",)])
def test_the_level_above_comes_to_the_same(tmp_path: Path, scopes: tuple[str, ...]) -> None:
    sent, received = tmp_path / "nop", tmp_path / "so"
    received.mkdir()
    for level, scope in enumerate(scopes, start=1):
        part(sent, scope, level)
    schools = made.school_list(tmp_path / "dm.xlsx", made.listed(ONE, NAME, kind="Nhiều cấp học"))
    below = gathered(sent, received / "xa.xlsx", school_list=schools)
    above = gathered(received, tmp_path / "tinh.xlsx", level="so")
    assert levels(above) == levels(below) == ({"level_1": 1} if len(scopes) == 2 else {"undecided": 1})
    assert not {"TH-010", "TH-011", "TH-018"} & made.codes(tmp_path / "tinh.xlsx")


def test_a_part_that_waits_below_is_missing_above(tmp_path: Path) -> None:
    sent, received = tmp_path / "nop", tmp_path / "so"
    received.mkdir()
    part(sent, "THCS", 2)
    part(sent, "Tiểu học", 2)
    part(sent, "THPT", 1)
    part(sent, "THPT", 2, file="THPT (1).xlsx")
    schools = made.school_list(tmp_path / "dm.xlsx", made.listed(ONE, NAME, kind="Nhiều cấp học"))
    gathered(sent, received / "xa.xlsx", school_list=schools)
    above = gathered(received, tmp_path / "tinh.xlsx", level="so")
    assert levels(above) == {"undecided": 1}
    assert {row.missing for row in made.summary(tmp_path / "tinh.xlsx").table(Result)} == {"THPT"}
    assert not {"TH-010", "TH-011", "TH-018"} & made.codes(tmp_path / "tinh.xlsx")


def test_the_report_of_the_office_counts_the_school_once(folder: Path, out: Path) -> None:
    from kdcl_xl.documents.summary_rows import counted_schools

    part(folder, "THCS", 2)
    part(folder, "THPT", 1)
    gathered(folder, out)
    (school,) = counted_schools(made.summary(out))
    assert school.tally == tally_of(True, 1, 1)
