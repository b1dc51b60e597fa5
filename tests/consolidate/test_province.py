"""Level "so": workbooks of lower units and of schools side by side, provenance unchanged, typed-over figures found."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import schools_made as made

from kdcl_xl.consolidate.headline import LABELS
from kdcl_xl.forms.summary import FindingLine, NeedLine, Result, SourceLine, State, StatusLine

A, B = "UBND phường Tân Mỹ", "UBND phường Phú Thuận"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Two units consolidated, and a THPT that reports straight to the Sở."""
    received = tmp_path / "so"
    received.mkdir()
    plan = [
        made.Improvement(source_year=made.YEAR, criterion="1.1", issue="Thiếu", measure="Bổ sung", budget=5.0)
    ]
    for unit, numbers in ((A, (1, 2, 3)), (B, (4, 5))):
        folder = tmp_path / unit
        rows = []
        for number in numbers:
            school_id, name = f"7900000{number}", f"Trường THCS Số {number}"
            rows.append(made.listed(school_id, name, unit=unit))
            if number != 3:
                level = 2 if number == 4 else 1
                made.school(
                    folder, school_id, name, level=level, unmet={"1.1": 1} if number == 5 else None,
                    improvements=plan, cells={"co_quan_quan_ly": unit, "cqg_muc_do": 1, "cqg_ngay": made.dt.date(2024, 1, 1)},
                )  # fmt: skip
        schools = made.school_list(tmp_path / f"{unit}.xlsx", *rows)
        made.consolidate(folder, received / f"{unit}.xlsx", school_list=schools)
    made.school(
        received, "79000009", "Trường THPT Chín", at=made.edition(made.PT, "thpt"), level=2,
        cells={"co_quan_quan_ly": "Sở Giáo dục và Đào tạo"},
    )  # fmt: skip
    return received


def test_the_province_is_the_sum_of_its_children(units: Path, tmp_path: Path) -> None:
    out = tmp_path / "tinh.xlsx"
    outcome = made.consolidate(units, out, level="so")
    assert outcome.denominators_known, "the lists the units carried up"
    figures = outcome.figures.named()
    assert (figures["schools"], figures["received"], figures["missing"]) == (5, 4, 1)
    children = [made.summary(units / f"{unit}.xlsx").shown for unit in (A, B)]
    for name in LABELS:
        shown = [child[f"kq_{name}"] for child in children]
        assert figures[name] == sum(int(value) for value in shown if isinstance(value, int | float)), name
    found = made.states(outcome)
    assert found[f"{A}.xlsx"] == State.SUMMARY
    assert found["79000009.xlsx"] == State.UNKNOWN_SCHOOL, "not on any list carried up"


def test_with_its_own_list_the_direct_school_counts(units: Path, tmp_path: Path) -> None:
    rows = [made.listed(f"7900000{n}", f"Trường THCS Số {n}", unit=A if n < 4 else B) for n in range(1, 6)]
    rows.append(made.listed("79000009", "Trường THPT Chín", kind="THPT", unit="Sở Giáo dục và Đào tạo"))
    schools = made.school_list(tmp_path / "dm.xlsx", *rows)
    outcome = made.consolidate(units, tmp_path / "tinh.xlsx", level="so", school_list=schools)
    assert (outcome.figures.schools, outcome.figures.received, outcome.figures.missing) == (6, 5, 1)
    assert outcome.unit == "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"


def test_provenance_is_carried_unchanged(units: Path, tmp_path: Path) -> None:
    made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    below = {row.source: row for row in made.summary(units / f"{A}.xlsx").table(SourceLine)}
    above = {row.source: row for row in made.summary(tmp_path / "tinh.xlsx").table(SourceLine)}
    assert below
    for source, row in below.items():
        carried = above[source]
        kept = (
            "file",
            "sha256",
            "key",
            "origin_table",
            "origin_sheet",
            "origin_row",
            "answers",
            "figures",
            "revision",
        )
        assert all(getattr(carried, name) == getattr(row, name) for name in kept)
        assert (carried.via, row.via) == (f"{A}.xlsx", "")
    needs = made.summary(tmp_path / "tinh.xlsx").table(NeedLine)
    assert {(row.measure, row.origin_sheet, row.origin_row) for row in needs if row.criterion == "1.1"} == {
        ("Bổ sung", "Cải tiến", 6)
    }


def test_every_row_names_a_source_that_exists(units: Path, tmp_path: Path) -> None:
    made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    book = made.summary(tmp_path / "tinh.xlsx")
    sources = {row.source for row in book.table(SourceLine)} | {
        row.source for row in book.table(StatusLine) if row.state in (State.SUMMARY, State.UNKNOWN_SCHOOL)
    }
    for model in (Result, NeedLine, FindingLine):
        assert book.table(model)
        assert {row.source for row in book.table(model)} <= sources


def _type_over(path: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def test_an_untouched_child_has_no_finding_also_after_another_program_saved_it(
    units: Path, tmp_path: Path
) -> None:
    path = units / f"{B}.xlsx"
    values = openpyxl.load_workbook(
        path, data_only=True
    )  # as LibreOffice would: values in the cells of the sums
    values.save(path)
    made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    assert not {"TH-010", "TH-011", "TH-018"} & made.codes(tmp_path / "tinh.xlsx")


def test_files_that_count_for_none_do_not_hide_the_one_that_counts(tmp_path: Path) -> None:
    sent, received, unit = tmp_path / "truong", tmp_path / "so", A
    first = made.school(
        sent, "79000001", "Trường THCS Số 1", level=1, file="a.xlsx", cells={"co_quan_quan_ly": A}
    )
    (sent / "a (1).xlsx").write_bytes(first.read_bytes())
    for revision in (1, 2):
        made.school(
            sent, "79000002", "Trường THCS Số 2", level=1, file=f"b{revision}.xlsx", revision=revision,
            cells={"co_quan_quan_ly": A},
        )  # fmt: skip
    rows = [made.listed(f"7900000{number}", f"Trường THCS Số {number}", unit=unit) for number in (1, 2)]
    received.mkdir()
    made.consolidate(sent, received / "a.xlsx", school_list=made.school_list(tmp_path / "ds.xlsx", *rows))

    outcome = made.consolidate(received, tmp_path / "tinh.xlsx", level="so")

    assert outcome.figures.received == 2
    assert "TH-010" not in made.codes(tmp_path / "tinh.xlsx")


def test_a_total_typed_over_is_found_with_both_numbers(units: Path, tmp_path: Path) -> None:
    path = units / f"{A}.xlsx"
    place = made.summary(path).name_cells["kq_received"]
    _type_over(path, *place, 9)
    outcome = made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    row = next(row for row in made.summary(tmp_path / "tinh.xlsx").table(FindingLine) if row.code == "TH-010")
    assert row.places == f"{place[0]}!{place[1]}"
    assert "sổ ghi 9, cộng lại từ các dòng là 2" in row.message
    assert outcome.figures.received == 4, "recomputed, never believed"


def test_a_phong_does_not_judge_the_workbook_of_another(units: Path, tmp_path: Path) -> None:
    path = units / f"{A}.xlsx"
    _type_over(path, *made.summary(path).name_cells["kq_received"], 9)
    outcome = made.consolidate(units, tmp_path / "phong.xlsx")
    assert made.states(outcome)[f"{A}.xlsx"] == State.PASSED_OVER
    assert "TH-010" not in made.codes(tmp_path / "phong.xlsx")
    assert outcome.figures.received == 1


def test_a_level_typed_over_is_found_and_worked_out_again(units: Path, tmp_path: Path) -> None:
    path = units / f"{A}.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Kết quả theo trường"]
    header = [cell.value for cell in sheet[5]]
    sheet.cell(6, header.index("Kết quả") + 1).value = "Đạt Mức 2"
    book.save(path)
    outcome = made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    row = next(row for row in made.summary(tmp_path / "tinh.xlsx").table(FindingLine) if row.code == "TH-011")
    assert "sổ ghi “Đạt Mức 2”, tính lại từ câu trả lời là “Đạt Mức 1”" in row.message
    assert (outcome.figures.levels.level_1, outcome.figures.levels.level_2) == (3, 1)


def test_a_statistic_typed_over_is_found(units: Path, tmp_path: Path) -> None:
    path = units / f"{A}.xlsx"
    sheet = openpyxl.load_workbook(path)["Thống kê"]
    header = [cell.value for cell in sheet[5]]
    cell = sheet.cell(8, header.index("Mức 1") + 1).coordinate
    _type_over(path, "Thống kê", cell, 77)
    made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    row = next(row for row in made.summary(tmp_path / "tinh.xlsx").table(FindingLine) if row.code == "TH-010")
    assert row.places == f"Thống kê!{cell}"
    assert "77" in row.message


def test_a_row_without_its_source_is_not_counted(units: Path, tmp_path: Path) -> None:
    path = units / f"{A}.xlsx"
    book = openpyxl.load_workbook(path)
    book["Nguồn"]["A6"] = "không rõ"
    book.save(path)
    made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    assert {"TH-018", "TH-010"} <= made.codes(tmp_path / "tinh.xlsx")


def test_the_same_school_through_a_unit_and_directly(units: Path, tmp_path: Path) -> None:
    same = (tmp_path / A / "79000001.xlsx").read_bytes()
    (units / "truong gui thang.xlsx").write_bytes(same)
    made.school(
        units,
        "79000002",
        "Trường THCS Số 2",
        file="lan 2.xlsx",
        revision=2,
        level=2,
        cells={"co_quan_quan_ly": A},
    )
    outcome = made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    states = [line.state for line in outcome.lines if line.file in ("79000001.xlsx", "truong gui thang.xlsx")]
    assert sorted(states) == sorted([State.WITH_ERRORS, State.SAME])
    found = made.states(outcome)
    assert found["lan 2.xlsx"] == State.WITH_ERRORS
    assert found["79000002.xlsx"] == State.SUPERSEDED
    assert outcome.figures.received == 4


def test_a_conflict_across_the_two_ways_waits_for_a_choice(units: Path, tmp_path: Path) -> None:
    made.school(
        units, "79000001", "Trường THCS Số 1", file="khac.xlsx", level=2, cells={"co_quan_quan_ly": A}
    )
    outcome = made.consolidate(units, tmp_path / "tinh.xlsx", level="so")
    assert made.states(outcome)["khac.xlsx"] == State.CHOOSE
    assert (outcome.figures.received, outcome.figures.choose) == (3, 1)


def test_a_third_level_reads_what_the_second_carried(units: Path, tmp_path: Path) -> None:
    """What a Sở made can be consolidated again: nothing is lost on the way up."""
    (tmp_path / "bo").mkdir()
    made.consolidate(units, tmp_path / "bo" / "tinh.xlsx", level="so")
    outcome = made.consolidate(tmp_path / "bo", tmp_path / "ca nuoc.xlsx", level="so")
    assert outcome.figures.received == 4
    rows = made.summary(tmp_path / "ca nuoc.xlsx").table(SourceLine)
    assert {row.via for row in rows} == {f"{A}.xlsx", f"{B}.xlsx"}
    assert not {"TH-010", "TH-011", "TH-018"} & made.codes(tmp_path / "ca nuoc.xlsx")
