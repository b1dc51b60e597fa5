"""kdcl danh-gia-ngoai tong-hop as the Sở uses it: who is missing, what could not be read, what of its own it keeps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.forms.external_review import ImportRemark, ReviewPlan
from kdcl_xl.forms.review_oversight import ReviewSource, ReviewTerm
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.review_year.merge_units import _one_province
from tests.consolidate import schools_made as made
from tests.review_year import office_files as files
from tests.running import Answer, kdcl

ONE, TWO, SO = "UBND phường Tân Mỹ", "UBND xã Nhà Bè", "Sở Giáo dục và Đào tạo"
COMMUNE, DAY = {"level": "Xã, phường, đặc khu", "as_of": dt.date(2027, 5, 20)}, "2027-06-01"


def held(**more: object) -> Recognised:
    return Recognised(school_id="079101", school="Trường THCS Số 1", kind="THCS", certificate="CQG", **more)  # type: ignore[arg-type]


def merge(tmp_path: Path, *options: object) -> tuple[Answer, Path]:
    out = tmp_path / "so.xlsx"
    return kdcl("danh-gia-ngoai", "tong-hop", tmp_path / "nop", "--ra", out, "--ngay", DAY, *options), out


def listing(tmp_path: Path) -> Path:
    return made.school_list(
        tmp_path / "danh-muc.xlsx",
        made.listed("079101", "Trường THCS Số 1", unit=ONE),
        made.listed("079102", "Trường THCS Số 2", unit=TWO),
        made.listed("079103", "Trường THCS Số 3", unit=TWO),
    )


def told(answer: Answer, code: str) -> list[str]:
    return [one["message"] for one in answer.json["findings"] if one["code"] == code]


def test_a_unit_without_a_workbook_is_named(tmp_path: Path) -> None:
    files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE, **COMMUNE)
    (tmp_path / "nop" / "hong.xlsx").write_bytes(b"khong phai bang tinh")
    answer, out = merge(tmp_path, "--danh-muc", listing(tmp_path), "--don-vi", SO, "--json")
    (missing,) = told(answer, "DGT-029")
    assert TWO in missing and "2 trường" in missing and "hong.xlsx" in missing
    assert missing in [row.message for row in files.opened(out).table(ImportRemark)]


def test_every_unit_is_there(tmp_path: Path) -> None:
    files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE.upper(), **COMMUNE)
    files.save(tmp_path / "nop" / "b.xlsx", held(), office=TWO, **COMMUNE)
    answer, _out = merge(tmp_path, "--danh-muc", listing(tmp_path), "--json")
    assert not told(answer, "DGT-029") and not told(answer, "DGT-030")


def test_a_unit_under_another_name_is_missing_and_unlisted(tmp_path: Path) -> None:
    files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE, **COMMUNE)
    files.save(tmp_path / "nop" / "b.xlsx", held(), office="UBND xã Nhà Bé", **COMMUNE)
    answer, _out = merge(tmp_path, "--danh-muc", listing(tmp_path), "--json")
    assert len(told(answer, "DGT-029")) == 1
    assert "Nhà Bé" in told(answer, "DGT-030")[0] and f"“{TWO}” gần giống" in told(answer, "DGT-030")[0]


def test_without_a_list_nobody_is_missing(tmp_path: Path) -> None:
    files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE, **COMMUNE)
    answer, _out = merge(tmp_path, "--json")
    assert not told(answer, "DGT-029")


def test_without_a_name_the_so_is_asked_for_it(tmp_path: Path) -> None:
    """Its papers would be headed by nobody and addressed to itself. One province in two spellings is one."""
    files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE, province="TP. Hồ Chí Minh", **COMMUNE)
    files.save(tmp_path / "nop" / "b.xlsx", held(), office=TWO, province="Thành phố Hồ Chí Minh", **COMMUNE)
    answer, out = merge(tmp_path)
    assert "--don-vi “Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh”" in answer.out
    assert files.opened(out).fields(ReviewPlan).province == "Thành phố Hồ Chí Minh"
    out.unlink()
    named, _out = merge(tmp_path, "--don-vi", SO)
    assert "Chưa biết tên Sở" not in named.out


@pytest.mark.parametrize(
    ("written", "one"),
    [
        (["Tỉnh Long An", "Tỉnh Tây Ninh"], ""),
        (["TP.HCM"], "TP.HCM"),
        (["tỉnh Đồng Nai", "Đồng Nai", ""], "tỉnh Đồng Nai"),
        ([], ""),
    ],
)
def test_two_provinces_are_none(written: list[str], one: str) -> None:
    assert _one_province(written) == one


def test_cells_that_count_as_blank_are_named(tmp_path: Path) -> None:
    path = files.save(
        tmp_path / "nop" / "a.xlsx", held(signed_on=dt.date(2024, 5, 10)), office=ONE, **COMMUNE
    )
    typed(path, {"H6": "31/02/2024", "F6": "khá"})
    answer, _out = merge(tmp_path, "--json")
    (message,) = told(answer, "DGT-026")
    assert "Kết quả, công nhận!H6" in message and "Kết quả, công nhận!F6" in message


@pytest.mark.parametrize("written", ["Mức độ 1", "mức 1", "Cấp độ 1", "Đạt Mức 1"])
def test_a_level_in_words_is_read(tmp_path: Path, written: str) -> None:
    path = files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE, **COMMUNE)
    typed(path, {"F6": written})
    _answer, out = merge(tmp_path, "--json")
    assert [row.grade for row in files.opened(out).table(Recognised)] == [1]


@pytest.mark.parametrize("written", ["Mức độ", "Mức 1 hoặc 2", "Hạng 1", "Không đạt Mức 1"])
def test_words_that_are_no_level_are_not_guessed(tmp_path: Path, written: str) -> None:
    path = files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE, **COMMUNE)
    typed(path, {"F6": written})
    answer, out = merge(tmp_path, "--json")
    assert told(answer, "DGT-026")
    assert [row.grade for row in files.opened(out).table(Recognised)] == [None]


def test_the_so_keeps_its_own_plan_and_terms(tmp_path: Path) -> None:
    files.save(
        tmp_path / "nop" / "so.xlsx", held(), ReviewTerm(id="doan_it_nhat", value="7", own_paper="QĐ 1"),
        office=SO, level="Sở GDĐT", signer="Nguyễn Văn An", superior="UBND tỉnh", contact="0903 111 222",
    )  # fmt: skip
    files.save(
        tmp_path / "nop" / "a.xlsx", held(), office=ONE, signer="Trần Thị Bé", contact="0900", **COMMUNE
    )
    _answer, out = merge(tmp_path)
    found = files.opened(out)
    plan = found.fields(ReviewPlan)
    assert (plan.signer, plan.superior, plan.contact) == ("Nguyễn Văn An", "UBND tỉnh", "")
    assert {row.id: row.value for row in found.table(ReviewTerm)}["doan_it_nhat"] == "7"


def test_what_the_program_wrote_is_not_hidden(tmp_path: Path) -> None:
    files.save(tmp_path / "nop" / "a.xlsx", held(), office=ONE, **COMMUNE)
    (tmp_path / "nop" / "hong.xlsx").write_bytes(b"khong phai bang tinh")
    _answer, out = merge(tmp_path)
    book = openpyxl.load_workbook(out)
    states = {
        table.table.sheet: book[table.table.sheet].sheet_state for table in (ImportRemark, ReviewSource)
    }
    assert set(states.values()) == {"visible"}
    assert book["Đề xuất"].sheet_state == "hidden"


def typed(path: Path, cells: dict[str, str]) -> None:
    """Type into the sheet of certificates."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[Recognised.table.sheet][cell].value = value
    book.save(path)
