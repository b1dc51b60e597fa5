"""kdcl danh-gia-ngoai so-sanh, nam-sau, and lap on a plan that nhap-lich has read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.forms.review_results import Comparison, Recognised
from tests.review.plans import written
from tests.review_year import office_files as files
from tests.running import kdcl, untouched

HELD = Recognised(
    school_id="079102", school="Trường THCS Tân Mỹ", kind="THCS", certificate="CQG", grade=1, decision="12/QĐ-UBND",
    signed_on=dt.date(2022, 9, 10),
)  # fmt: skip


def test_compare_prints_and_gives_json(tmp_path: Path) -> None:
    book = files.save(
        tmp_path / "dgn.xlsx",
        Comparison(school="THCS Tân Mỹ", criterion="1.1", own=3, found=2, regulation="tt18_2018_tr"),
        Comparison(school="THCS Tân Mỹ", criterion="1.2", own=3, regulation="tt18_2018_tr"),
    )
    with untouched(book):
        answer, data = (
            kdcl("danh-gia-ngoai", "so-sanh", book),
            kdcl("danh-gia-ngoai", "so-sanh", book, "--json"),
        )
    assert (answer.code, data.code) == (0, 0)
    assert "THCS Tân Mỹ: cao hơn 1/1 (100,0%)" in answer.out and "không phải kết luận" in answer.out
    assert data.json["schools"][0] | {"kind": ""} == {
        "school_id": "", "school": "THCS Tân Mỹ", "kind": "", "office": "", "regulation": "tt18_2018_tr", "compared": 1, "above": 1,
        "equal": 0, "below": 0, "unknown": 1, "percent_above": 100.0, "mean": 1.0,
    }  # fmt: skip


def test_next_year_prints_gives_json_and_writes_a_schedule(tmp_path: Path) -> None:
    book, out = files.save(tmp_path / "dgn.xlsx", HELD, office=files.UNIT), tmp_path / "sau.xlsx"
    asked = ("danh-gia-ngoai", "nam-sau", book, "--ngay", "22/11/2026")
    answer, data = kdcl(*asked, "--ra", out), kdcl(*asked, "--json")
    assert answer.code == 0 and "Năm học 2027-2028: 1 trường" in answer.out and "10/04/2027" in answer.out
    (school,) = data.json["schools"]
    assert (school["register_by"], school["overdue"], school["certificates"]) == (
        "2027-04-10",
        False,
        ["CQG"],
    )
    found = files.opened(out)
    plan = found.fields(ReviewPlan)
    assert (plan.school_year, plan.office, found.edition.school_year) == (
        "2027-2028",
        files.UNIT,
        "2027-2028",
    )
    assert [row.school for row in found.table(ScheduledVisit)] == ["Trường THCS Tân Mỹ"]


def test_schools_that_registered_for_nothing_are_seen_through_the_consolidated_workbook(
    tmp_path: Path,
) -> None:
    summary, book = files.summary(tmp_path), files.save(tmp_path / "dgn.xlsx", HELD)
    asked = ("danh-gia-ngoai", "nam-sau", book, "--ngay", "22/11/2026", "--json")
    names = {one["school"]: one for one in kdcl(*asked, "--tong-hop", summary).json["schools"]}
    assert set(names) == {"Trường THCS Nguyễn Hiền", "Trường THCS Tân Mỹ", "Trường THCS Phú Thuận"}
    assert (
        names["Trường THCS Phú Thuận"]["reasons"][0]["why"] == "Chưa được công nhận, mức tự đánh giá cho phép"
    )
    assert len(kdcl(*asked).json["schools"]) == 1


def test_a_plan_that_was_read_becomes_part_of_the_workbook(tmp_path: Path) -> None:
    plan, lich, out = written("moi-o-mot-dong.txt", tmp_path), tmp_path / "lich.xlsx", tmp_path / "dgn.xlsx"
    kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", lich)
    answer = kdcl("danh-gia-ngoai", "lap", "--lich", lich, "--ra", out)
    assert answer.code == 0, answer
    read, found = files.opened(lich), files.opened(out)
    assert [row.school for row in found.table(ScheduledVisit)] == [
        row.school for row in read.table(ScheduledVisit)
    ]
    assert [row.purpose for row in found.table(ReviewRegistration)] == [
        row.purpose for row in read.table(ReviewRegistration)
    ]
    assert found.fields(ReviewPlan).number == read.fields(ReviewPlan).number
    assert found.fields(ReviewPlan).office == "Phòng Giáo dục và Đào tạo huyện An Bình"
    sources = {row.source for row in found.table(ReviewSource)}
    assert {row.source.split("; ")[0] for row in found.table(ScheduledVisit)} == sources


def test_a_cell_that_cannot_be_read_is_not_lost_in_a_copy(tmp_path: Path) -> None:
    import openpyxl

    mine = files.save(tmp_path / "dgn.xlsx", HELD, office=files.UNIT)
    book = openpyxl.load_workbook(mine)
    sheet = book[Recognised.table.sheet]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == dt.datetime(2022, 9, 10)]
    cell.value = "ngày nào đó"
    book.save(mine)
    lich = files.save(tmp_path / "lich.xlsx", ScheduledVisit(school="THCS Tân Mỹ", source="d1"))
    reason = kdcl("danh-gia-ngoai", "lap", "--lich", lich, "--vao", mine, "--ra", tmp_path / "x.xlsx").reason
    assert cell.coordinate in reason and "Sửa các ô ấy" in reason


def test_sheets_the_office_added_are_named(tmp_path: Path) -> None:
    import openpyxl

    mine = files.save(tmp_path / "dgn.xlsx", HELD, office=files.UNIT)
    book = openpyxl.load_workbook(mine)
    book.create_sheet("Sổ tay")
    sheet = book[Recognised.table.sheet]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Loại công nhận" for cell in row))
    own = sheet.cell(header[0].row, sheet.max_column + 1, "Ghi riêng của tôi")
    book.save(mine)
    lich = files.save(tmp_path / "lich.xlsx", ScheduledVisit(school="THCS Tân Mỹ", source="d1"))
    answer = kdcl("danh-gia-ngoai", "lap", "--lich", lich, "--vao", mine, "--ra", tmp_path / "x.xlsx")
    assert answer.code == 0 and "không chép sang tệp mới: Sổ tay" in answer.out
    assert f"Cột không thuộc mẫu, không chép sang tệp mới: {sheet.title}!{own.coordinate}." in answer.out


def test_an_unknown_rule_set_is_named_with_its_cell(tmp_path: Path) -> None:
    wrong = HELD.model_copy(update={"regulation": "tt18_2018_thcs", "signed_on": dt.date(2026, 9, 8)})
    mine = files.save(tmp_path / "dgn.xlsx", wrong, office=files.UNIT)
    answer = kdcl(
        "van-ban", "quyet-dinh-cong-nhan", "--tu", mine, "--ra", tmp_path / "v", "--ngay", "10/9/2026"
    )
    assert (
        answer.code == 2
        and f"trang {Recognised.table.sheet} ghi bộ tiêu chuẩn “tt18_2018_thcs”" in answer.reason
    )
