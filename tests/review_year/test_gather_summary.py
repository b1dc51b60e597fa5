"""kdcl danh-gia-ngoai lap --tu: what a consolidated workbook brings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration
from kdcl_xl.forms.review_oversight import BuildNeed, ReviewSource, Target
from kdcl_xl.forms.review_results import Comparison, ImprovementTrack, Recognised
from kdcl_xl.forms.summary import StatusLine
from kdcl_xl.review_year.gather_summary import gift_of_summary, need_kind, office_level
from tests.review_year import office_files as files
from tests.running import kdcl, untouched


def test_every_sheet_is_filled_and_every_row_names_its_unit_and_its_file(tmp_path: Path) -> None:
    summary, out = files.summary(tmp_path), tmp_path / "dgn.xlsx"
    with untouched(summary):
        answer = kdcl("danh-gia-ngoai", "lap", "--tu", summary, "--ra", out)
    assert answer.code == 0, answer
    found = files.opened(out)
    plan = found.fields(ReviewPlan)
    assert (plan.office, plan.level, plan.school_year, plan.as_of) == (
        files.UNIT,
        "Xã, phường, đặc khu",
        files.YEAR,
        dt.date(2027, 6, 20),
    )
    (asked,) = found.table(ReviewRegistration)
    assert (
        asked.school_id,
        asked.purpose,
        asked.grade,
        asked.self_level,
        asked.when_text,
        asked.filed_on,
    ) == (
        "079101",
        "CQG",
        "Mức độ 1",
        2,
        "15/03/2027",
        dt.date(2027, 1, 10),
    )
    assert asked.ownership == "Công lập" and "Trường ghi" in asked.remark
    (held,) = found.table(Recognised)
    assert (held.school_id, held.certificate, held.grade, held.signed_on, held.valid_until, held.note) == (
        "079102",
        "CQG",
        1,
        dt.date(2023, 5, 10),
        None,
        "nhà trường khai",
    )
    known = {row.source for row in found.table(ReviewSource)}
    for table in (ReviewRegistration, Recognised, BuildNeed, ImprovementTrack, Comparison, Target):
        rows = found.table(table)
        assert rows, table
        assert {(row.office, row.source in known) for row in rows} == {(files.UNIT, True)}, table


def test_needs_and_measures_come_from_the_criteria_that_block(tmp_path: Path) -> None:
    out = tmp_path / "dgn.xlsx"
    kdcl("danh-gia-ngoai", "lap", "--tu", files.summary(tmp_path), "--ra", out)
    found = files.opened(out)
    of = [row for row in found.table(ImprovementTrack) if row.school_id == "079101"]
    assert [(row.criterion, row.measure, row.source_year, row.budget) for row in of] == [
        ("1.1", "Xây 2 phòng bộ môn", files.YEAR, 900.0)
    ]
    need = next(row for row in found.table(BuildNeed) if row.school_id == "079101" and row.criterion == "1.1")
    assert (need.need, need.detail, need.money, need.year) == (
        "Phòng chức năng",
        "Thiếu phòng học bộ môn",
        900.0,
        "2027",
    )
    without = [row for row in found.table(BuildNeed) if row.school_id == "079102"]
    assert without and all(row.money is None and row.note == "suy từ tiêu chí chưa đạt" for row in without)


def test_the_levels_a_school_gave_itself_wait_for_those_that_are_found(tmp_path: Path) -> None:
    out = tmp_path / "dgn.xlsx"
    kdcl("danh-gia-ngoai", "lap", "--tu", files.summary(tmp_path), "--ra", out)
    rows = files.opened(out).table(Comparison)
    assert {row.school_id for row in rows} == {"079101"}, "only schools that registered"
    assert {row.found for row in rows} == {None}
    own = {row.criterion: row.own for row in rows}
    assert own["1.1"] == 1 and set(own.values()) == {1}


def test_targets_get_denominators_and_no_count(tmp_path: Path) -> None:
    out = tmp_path / "dgn.xlsx"
    kdcl("danh-gia-ngoai", "lap", "--tu", files.summary(tmp_path), "--ra", out)
    found = files.opened(out).table(Target)
    rows = {(row.subject, row.kind): row for row in found if row.scope == "Tất cả"}
    assert set(rows) == {("KĐCLGD", "THCS"), ("KĐCLGD", ""), ("CQG", "THCS"), ("CQG", "")}
    row = rows["CQG", ""]
    assert (row.schools, row.holding, row.scope, row.target) == (3, None, "Tất cả", None)
    assert row.unheard == 0
    assert row.share == "33,3% (1/3)", "of 20/6/2027, the day of the consolidated workbook"


def test_a_school_that_sent_nothing_makes_the_share_a_span(tmp_path: Path) -> None:
    folder, out = files.schools(tmp_path / "truong"), tmp_path / "dgn.xlsx"
    (folder / "079103.xlsx").unlink()
    kdcl("danh-gia-ngoai", "lap", "--tu", files.summary(tmp_path, folder), "--ra", out)
    rows = {(row.subject, row.kind): row for row in files.opened(out).table(Target)}
    assert (rows["CQG", ""].unheard, rows["CQG", ""].share) == (1, "từ 33,3% đến 66,7%")


@pytest.mark.parametrize(
    ("private", "unsaid", "told"),
    [
        ((), (), (3, 0)),
        (("079102",), (), (2, 0)),
        (("079101", "079102", "079103"), (), None),
        ((), ("079103",), None),
    ],
)
def test_public_schools_are_counted_apart_only_where_the_list_says_whose_every_school_is(
    tmp_path: Path, private: tuple[str, ...], unsaid: tuple[str, ...], told: tuple[int, int] | None
) -> None:
    summary = files.opened(files.summary(tmp_path))
    for row in summary.table(StatusLine):
        row.ownership = (
            "Tư thục" if row.school_id in private else "" if row.school_id in unsaid else "Công lập"
        )
    rows = [offer.row for offer in gift_of_summary(summary).offers if isinstance(offer.row, Target)]
    public = [(row.schools, row.unheard) for row in rows if (row.subject, row.kind, row.scope) == ("CQG", "", "Công lập")]  # fmt: skip
    assert public == ([told] if told else [])
    assert all(row.target is None for row in rows if row.scope == "Công lập"), (
        "a target set for all is not theirs"
    )


def test_the_day_of_the_figures_may_be_chosen(tmp_path: Path) -> None:
    summary, out, later = files.summary(tmp_path), tmp_path / "dgn.xlsx", tmp_path / "sau.xlsx"
    answer = kdcl("danh-gia-ngoai", "lap", "--tu", summary, "--ra", out, "--ngay", "22/11/2028")
    assert answer.code == 0 and "DGT-001" not in answer.out
    found = files.opened(out)
    assert found.fields(ReviewPlan).as_of == dt.date(2028, 11, 22)
    assert "0,0% (0/3)" in {row.share for row in found.table(Target)}, (
        "the certificate of 10/5/2023 has ended"
    )
    again = kdcl(
        "danh-gia-ngoai", "lap", "--tu", summary, "--vao", out, "--ra", later, "--ngay", "01/12/2028"
    )
    assert "01/12/2028" in again.out and "DGT-001" in again.out, (
        "the day of the office's workbook stays, and that is told"
    )


def test_another_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    school = next(files.schools(tmp_path / "truong").iterdir())
    assert "lệnh này cần" in kdcl("danh-gia-ngoai", "lap", "--tu", school, "--ra", tmp_path / "a.xlsx").reason
    plan = tmp_path / "ke-hoach.docx"
    plan.write_bytes(b"PK")
    asked = kdcl("danh-gia-ngoai", "lap", "--lich", plan, "--ra", tmp_path / "a.xlsx").reason
    assert "nhap-lich ke-hoach.docx" in asked
    assert "Chưa có nguồn nào" in kdcl("danh-gia-ngoai", "lap", "--ra", tmp_path / "a.xlsx").reason
    assert not (tmp_path / "a.xlsx").exists()


def test_the_level_of_an_office_is_told_by_its_name() -> None:
    assert office_level("Sở Giáo dục và Đào tạo Lâm Đồng") == "Sở GDĐT"
    assert office_level("Phòng GDĐT Quận 7") == "Phòng GDĐT"
    assert office_level("UBND đặc khu Côn Đảo") == "Xã, phường, đặc khu"
    assert office_level("Phòng Văn hóa – Xã hội phường Tân Mỹ") == "Xã, phường, đặc khu"
    assert office_level("Ban Giám hiệu") == ""


def test_the_kind_of_a_need_is_told_by_its_words() -> None:
    assert need_kind("Thiếu diện tích đất so với quy định") == "Đất"
    assert need_kind("Chưa có sân chơi", "Giải phóng mặt bằng") == "Sân chơi, bãi tập"
    assert need_kind("", "", "Đội ngũ giáo viên, nhân viên") == "Nhân sự"
    assert need_kind("Kế hoạch chưa rà soát") == "Khác"
