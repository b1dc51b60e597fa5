"""Which file counts: revisions, duplicates, conflicts, other years and circulars, the official list."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import schools_made as made

from kdcl_xl.consolidate import ConsolidationProblem
from kdcl_xl.forms.self_assessment import Description
from kdcl_xl.forms.summary import ChangeLine, ChoiceLine, Counting, NeedLine, Result, State, StatusLine

ONE, NAME = "79000001", "Trường THCS Nguyễn Hiền"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nop").mkdir()
    return tmp_path / "nop"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "tong hop.xlsx"


def a_list(tmp_path: Path, *rows: object) -> Path:
    return made.school_list(tmp_path / "danh muc.xlsx", *(rows or (made.listed(ONE, NAME),)))


def test_the_same_bytes_twice_are_one_submission(folder: Path, out: Path) -> None:
    first = made.school(folder, ONE, NAME, file="a.xlsx")
    (folder / "a (1).xlsx").write_bytes(first.read_bytes())
    outcome = made.consolidate(folder, out)
    assert made.states(outcome) == {"a.xlsx": State.WITH_ERRORS, "a (1).xlsx": State.SAME}
    assert outcome.figures.received == 1


def test_a_higher_revision_replaces_and_the_difference_is_shown(folder: Path, out: Path) -> None:
    made.school(
        folder, ONE, NAME, file="moi.xlsx", revision=2, level=2, unmet={"2.1": 2}, figures={"hs_tong": 812}
    )
    made.school(folder, ONE, NAME, file="cu.xlsx", revision=1, level=2)
    outcome = made.consolidate(folder, out)
    assert made.states(outcome) == {"moi.xlsx": State.WITH_ERRORS, "cu.xlsx": State.SUPERSEDED}
    changed = {(row.what, row.before, row.after) for row in made.summary(out).table(ChangeLine)}
    assert ("Tiêu chí 2.1, Mức 2", "Đạt", "Không đạt") in changed
    assert ("4a. Học sinh: Tổng số học sinh", "800", "812") in changed
    assert any(what == "Kết quả" for what, _, _ in changed)
    assert made.summary(out).table(Result)[0].pupils == 812


def test_clocks_of_files_do_not_decide(folder: Path, out: Path) -> None:
    import os

    new = made.school(folder, ONE, NAME, file="moi.xlsx", revision=2)
    old = made.school(folder, ONE, NAME, file="cu.xlsx", revision=1)
    os.utime(new, (10**9, 10**9))
    os.utime(old, (2 * 10**9, 2 * 10**9))
    assert made.states(made.consolidate(folder, out))["cu.xlsx"] == State.SUPERSEDED


def test_two_contents_of_one_revision_wait_for_an_officer(folder: Path, out: Path, tmp_path: Path) -> None:
    schools = a_list(tmp_path)
    made.school(folder, ONE, NAME, file="a.xlsx", level=1)
    made.school(folder, ONE, NAME, file="b.xlsx", level=2)
    made.school(folder, ONE, NAME, file="c.xlsx", level=1, revision=0)
    outcome = made.consolidate(folder, out, school_list=schools)
    assert made.states(outcome) == {
        ONE: State.CHOOSE,
        "a.xlsx": State.CHOOSE,
        "b.xlsx": State.CHOOSE,
        "c.xlsx": State.SUPERSEDED,
    }
    assert (outcome.figures.received, outcome.figures.choose, outcome.figures.missing) == (0, 1, 0)
    assert "TH-006" in made.codes(out)
    choices = made.summary(out).table(ChoiceLine)
    assert [row.file for row in choices] == ["a.xlsx", "b.xlsx"]
    assert "Kết quả: Đạt Mức 1 → Đạt Mức 2" in choices[1].difference

    _mark(out, "b.xlsx")
    outcome = made.consolidate(folder, out, school_list=schools)
    assert made.states(outcome)["b.xlsx"] == State.WITH_ERRORS
    assert made.states(outcome)["a.xlsx"] == State.REJECTED
    assert outcome.figures.levels.level_2 == 1
    kept = made.summary(out).table(ChoiceLine)
    assert [(row.file, row.chosen, row.chosen_by) for row in kept] == [
        ("a.xlsx", "", ""),
        ("b.xlsx", "x", "Cán bộ A"),
    ]


def _mark(out: Path, file: str) -> None:
    """What an officer does in Excel on the sheet "Chọn bản"."""
    import openpyxl

    book = openpyxl.load_workbook(out)
    sheet = book["Chọn bản"]
    header = [cell.value for cell in sheet[5]]
    for row in sheet.iter_rows(min_row=6):
        if row[header.index("Tệp")].value == file:
            row[header.index("Chọn")].value = "x"
            row[header.index("Người chọn")].value = "Cán bộ A"
    book.save(out)


def test_marks_on_both_files_decide_nothing(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, file="a.xlsx", level=1)
    made.school(folder, ONE, NAME, file="b.xlsx", level=2)
    made.consolidate(folder, out)
    _mark(out, "a.xlsx")
    _mark(out, "b.xlsx")
    assert set(made.states(made.consolidate(folder, out)).values()) == {State.CHOOSE}


def test_a_workbook_saved_again_is_no_conflict(folder: Path, out: Path) -> None:
    import openpyxl

    first = made.school(folder, ONE, NAME, file="a.xlsx", prose="Nhà trường có kế hoạch.")
    openpyxl.load_workbook(first).save(folder / "b.xlsx")
    assert (folder / "b.xlsx").read_bytes() != first.read_bytes()
    assert made.states(made.consolidate(folder, out)) == {"a.xlsx": State.WITH_ERRORS, "b.xlsx": State.COPY}


def test_texts_alone_make_a_conflict_and_the_sheet_is_named(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, file="a.xlsx", prose="Bản một.")
    made.school(folder, ONE, NAME, file="b.xlsx", prose="Bản hai.")
    outcome = made.consolidate(folder, out)
    assert set(made.states(outcome).values()) == {State.CHOOSE}
    assert made.summary(out).table(ChoiceLine)[1].difference == f"khác ở trang {Description.table.sheet}"


def test_another_year_is_read_by_its_own_rules_and_counted_apart(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    old = made.edition(made.OLD_PT, "thcs", "2024-2025")
    made.school(folder, ONE, NAME, file="nam truoc.xlsx", at=old, level=3)
    made.school(folder, "79000002", "Trường THCS Hai")
    made.school(folder, "79000003", "Trường THCS Ba")
    rows = [
        made.listed(ONE, NAME),
        made.listed("79000002", "Trường THCS Hai"),
        made.listed("79000003", "Trường THCS Ba"),
    ]
    outcome = made.consolidate(folder, out, school_list=a_list(tmp_path, *rows))
    assert outcome.school_year == made.YEAR
    assert made.states(outcome)["nam truoc.xlsx"] == State.APART
    assert made.states(outcome)[ONE] == State.APART
    assert (outcome.figures.received, outcome.figures.missing, outcome.figures.levels.level_3) == (2, 1, 0)
    row = next(row for row in made.summary(out).table(Result) if row.school_id == ONE)
    assert (row.counted, row.headline, row.school_year) == (Counting.APART, "Đạt Mức 3", "2024-2025")
    assert "TH-008" in made.codes(out, "nam truoc.xlsx")
    chosen = made.consolidate(folder, out, school_list=a_list(tmp_path, *rows), school_year="2024-2025")
    assert (chosen.figures.received, chosen.figures.levels.level_3) == (1, 1)


def test_an_older_circular_beside_the_newer_one_is_counted_apart(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, file="moi.xlsx")
    made.school(folder, ONE, NAME, file="cu.xlsx", at=made.edition(made.OLD_PT), level=3)
    outcome = made.consolidate(folder, out)
    assert made.states(outcome) == {"moi.xlsx": State.WITH_ERRORS, "cu.xlsx": State.APART}
    assert outcome.figures.received == 1


def test_an_old_circular_alone_counts_with_a_warning(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, at=made.edition(made.OLD_PT), level=3)
    outcome = made.consolidate(folder, out)
    assert outcome.figures.levels.level_3 == 1
    assert "TH-009" in made.codes(out)


@pytest.mark.parametrize(
    ("regulation", "year", "said"),
    [
        (made.PT, "2024-2025", "chỉ có hiệu lực từ ngày 07/07/2026"),
        ("tt42_2012_tr", "2024-2025", "hết hiệu lực sau ngày 09/10/2018"),
    ],
)
def test_a_circular_of_another_time_is_an_error_and_counts_apart(
    folder: Path, out: Path, tmp_path: Path, regulation: str, year: str, said: str
) -> None:
    made.school(folder, ONE, NAME, file="sai luat.xlsx", at=made.edition(regulation, year=year), level=1)
    right = made.edition(made.OLD_PT, year=year)
    made.school(folder, "79000002", "Trường THCS Hai", file="dung luat.xlsx", at=right, level=2)
    rows = [made.listed(ONE, NAME), made.listed("79000002", "Trường THCS Hai")]
    outcome = made.consolidate(folder, out, school_list=a_list(tmp_path, *rows))
    assert made.states(outcome)["sai luat.xlsx"] == made.states(outcome)[ONE] == State.APART
    levels = outcome.figures.levels
    assert (outcome.figures.received, outcome.figures.missing, levels.level_1, levels.level_2) == (1, 1, 0, 1)
    assert said in made.why(outcome, "sai luat.xlsx")
    assert "TH-020" in made.codes(out, "sai luat.xlsx")
    assert "TH-020" not in made.codes(out, "dung luat.xlsx")
    (line,) = [row for row in made.summary(out).table(StatusLine) if row.file == "sai luat.xlsx"]
    assert made.edition(made.OLD_PT).rules.short_title in line.remedy


def test_a_circular_of_another_time_does_not_displace_the_right_one(folder: Path, out: Path) -> None:
    made.school(folder, ONE, NAME, file="sai.xlsx", at=made.edition(made.PT, year="2024-2025"), level=1)
    made.school(folder, ONE, NAME, file="dung.xlsx", at=made.edition(made.OLD_PT, year="2024-2025"), level=3)
    outcome = made.consolidate(folder, out)
    assert made.states(outcome) == {"sai.xlsx": State.APART, "dung.xlsx": State.WITH_ERRORS}
    assert outcome.figures.levels.level_3 == 1


# ---- the official list


def test_every_listed_school_and_every_file_stands_once(folder: Path, out: Path, tmp_path: Path) -> None:
    made.school(folder, ONE, NAME, file="a.xlsx")
    made.school(folder, "79000077", "Trường THCS Nguyễn Hiên", file="la.xlsx")
    (folder / "hong.xlsx").write_bytes(b"hong")
    rows = [made.listed(ONE, NAME), made.listed("79000002", "Trường THCS Hai")]
    outcome = made.consolidate(folder, out, school_list=a_list(tmp_path, *rows))
    lines = made.summary(out).table(StatusLine)
    assert sorted(row.school_id for row in lines if row.listed == "Có") == [ONE, "79000002"]
    assert sorted(row.file for row in lines if row.file) == ["a.xlsx", "hong.xlsx", "la.xlsx"]
    assert made.states(outcome) == {
        "79000002": State.MISSING,
        "a.xlsx": State.WITH_ERRORS,
        "la.xlsx": State.UNKNOWN_SCHOOL,
        "hong.xlsx": State.REFUSED,
    }
    assert f"Gần giống: {NAME} (mã {ONE})" in made.why(outcome, "la.xlsx")
    assert outcome.figures.received == 1, "a near name is offered, never taken"


def test_a_file_without_a_code_belongs_to_nobody(folder: Path, out: Path) -> None:
    made.school(folder, "", NAME, file="a.xlsx")
    outcome = made.consolidate(folder, out)
    assert made.states(outcome) == {"a.xlsx": State.UNKNOWN_SCHOOL}
    assert "TH-012" in made.codes(out)


def test_name_unit_and_kind_that_differ_are_shown_and_the_list_wins(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    made.school(folder, ONE, "Trường THCS Nguyễn Huệ")
    row = made.listed(ONE, NAME, unit="UBND phường Phú Thuận", kind="Nhiều cấp học")
    outcome = made.consolidate(folder, out, school_list=a_list(tmp_path, row))
    assert {"TH-002", "TH-004", "TH-005"} <= made.codes(out)
    result = made.summary(out).table(Result)[0]
    assert (result.name, result.unit, result.kind) == (NAME, "UBND phường Phú Thuận", "Nhiều cấp học")
    assert outcome.by_kind[0].kind == "Nhiều cấp học"


@pytest.mark.parametrize("spelling", ["TRƯỜNG THCS NGUYỄN  HIỀN", "Trường THCS Nguyễn Hiền", "THCS N. Hiền"])
def test_other_spellings_and_known_aliases_are_no_trouble(
    folder: Path, out: Path, tmp_path: Path, spelling: str
) -> None:
    made.school(folder, ONE, spelling)
    made.consolidate(
        folder, out, school_list=a_list(tmp_path, made.listed(ONE, NAME, aliases="THCS N. Hiền; NH"))
    )
    assert "TH-004" not in made.codes(out)


def test_the_list_is_dated(folder: Path, out: Path, tmp_path: Path) -> None:
    day = dt.date(2026, 8, 1)
    rows = [
        made.listed(ONE, "Trường THCS Tên Cũ", valid_to=day - dt.timedelta(days=1)),
        made.listed(ONE, NAME, valid_from=day),
        made.listed("79000002", "Trường THCS Đã Nhập", valid_to=day, successor=ONE),
    ]
    made.school(folder, ONE, "Trường THCS Tên Cũ")
    made.school(folder, "79000002", "Trường THCS Đã Nhập")
    outcome = made.consolidate(folder, out, school_list=a_list(tmp_path, *rows))
    assert made.states(outcome)["79000002.xlsx"] == State.CLOSED
    assert NAME in made.why(outcome, "79000002.xlsx")
    assert made.codes(out) == {"TH-003"}, "a former name in the list is known"
    assert (outcome.figures.schools, outcome.figures.received) == (1, 1)


def test_nursery_groups_stay_outside_the_denominator(folder: Path, out: Path, tmp_path: Path) -> None:
    at = made.edition(made.MN, "mam_non")
    made.school(folder, ONE, "Nhóm trẻ Hoa Mai", at=at)
    rows = [
        made.listed(ONE, "Nhóm trẻ Hoa Mai", kind="Mầm non", counted="Không"),
        made.listed("79000002", "Trường Mầm non B", kind="Mầm non"),
    ]
    outcome = made.consolidate(folder, out, school_list=a_list(tmp_path, *rows))
    assert (outcome.figures.schools, outcome.figures.received, outcome.figures.missing) == (1, 0, 1)
    assert made.summary(out).table(Result)[0].counted == Counting.OUTSIDE


def test_a_refused_file_that_names_its_school_is_not_called_missing(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    from dataclasses import replace

    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.workbook.builder import build
    from kdcl_xl.workbook.stamp import stamp_of

    at = made.edition()
    stamp = replace(stamp_of(SELF_ASSESSMENT, at), regulation="tt99_2099_pt", school_id=ONE)
    (folder / "a.xlsx").write_bytes(build(SELF_ASSESSMENT, at, made.content(ONE, NAME), stamp=stamp))
    outcome = made.consolidate(folder, out, school_list=a_list(tmp_path))
    assert made.states(outcome) == {ONE: State.REFUSED, "a.xlsx": State.REFUSED}


@pytest.mark.parametrize("wrong", ["school", "text", "empty"])
def test_a_list_that_cannot_be_used_stops_the_run(
    folder: Path, out: Path, tmp_path: Path, wrong: str
) -> None:
    path = tmp_path / "dm.xlsx"
    if wrong == "school":
        made.school(tmp_path, ONE, NAME, file="dm.xlsx")
    elif wrong == "text":
        path.write_bytes(b"abc")
    else:
        made.school_list(path)
    with pytest.raises(ConsolidationProblem, match=r"anh mục"):
        made.consolidate(folder, out, school_list=path)
    assert not out.exists()


def test_needs_behind_failed_criteria(folder: Path, out: Path) -> None:
    from kdcl_xl.forms.self_assessment import Improvement

    plan = [
        Improvement(
            source_year=made.YEAR, criterion="1.1", issue="Thiếu", measure="Bổ sung kế hoạch", budget=12.5
        ),
        Improvement(source_year="2025-2026", criterion="1.1", issue="Cũ", measure="Đã làm", budget=1.0),
        Improvement(
            source_year=made.YEAR, criterion="4.1", issue="Khác", measure="Không liên quan", budget=9.0
        ),
    ]
    made.school(folder, ONE, NAME, level=2, unmet={"1.1": 1, "2.1": 1}, improvements=plan)
    made.consolidate(folder, out)
    rows = made.summary(out).table(NeedLine)
    assert [(row.criterion, row.measure, row.budget) for row in rows] == [
        ("1.1", "Bổ sung kế hoạch", 12.5),
        ("2.1", "(chưa có giải pháp trong kế hoạch)", None),
    ]
    assert (rows[0].origin_sheet, rows[0].origin_row) == ("Cải tiến", 6)
