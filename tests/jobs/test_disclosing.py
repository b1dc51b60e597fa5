"""kdcl cong-khai: the workbook of a school, its page, the summary of the office; kdcl kiem-tra on it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kdcl_xl.demo.build import clean_workbook, edition_for
from kdcl_xl.demo.schools import school, school_list_content
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.school_list import SCHOOL_LIST
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.builder import build
from tests.running import kdcl

YEAR = SchoolYear("2026-2027")


@pytest.fixture
def assessed(tmp_path: Path) -> Path:
    one, day = school("79-Q7-009"), dt.date(2027, 6, 10)
    edition = edition_for(one, YEAR, day)
    assert edition is not None
    path = tmp_path / "Trường A" / "tdg.xlsx"
    path.parent.mkdir()
    path.write_bytes(clean_workbook(one, edition, day))
    return path


def test_from_the_self_assessment_to_the_report_of_the_office(assessed: Path, tmp_path: Path) -> None:
    book = tmp_path / "Sổ" / "ck.xlsx"
    made = kdcl("cong-khai", "lap", assessed, "--ra", book)
    assert (made.code, book.is_file()) == (0, True), made.out
    assert kdcl("kiem-tra", book).code == 0
    page = tmp_path / "trang.html"
    assert kdcl("cong-khai", "trang-web", book, "--ra", page, "--ngay", "21/06/2027").code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    listed = tmp_path / "danh-muc.xlsx"
    listed.write_bytes(build(SCHOOL_LIST, Edition(YEAR), school_list_content(unit_id="tan-hung")))
    summary = tmp_path / "th.xlsx"
    (book.parent / "tdg.xlsx").write_bytes(assessed.read_bytes())
    asked = (
        "cong-khai",
        "tong-hop",
        book.parent,
        "--danh-muc",
        listed,
        "--ra",
        summary,
        "--ngay",
        "21/06/2027",
    )
    told = kdcl(*asked, "--don-vi", "UBND phường Tân Hưng")
    assert told.code == 0, told.out + told.err
    assert "đã nhận sổ công khai của 1 trường" in told.out
    assert "Không tính tdg.xlsx: Là sổ tự đánh giá" in told.out
    paper = tmp_path / "bc.docx"
    assert (
        kdcl("van-ban", "bao-cao-cong-khai", "--tu", summary, "--ra", paper, "--ngay", "21/06/2027").code == 0
    )
    assert paper.is_file()


def test_a_workbook_somebody_has_written_in_is_not_replaced(assessed: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = tmp_path / "ck.xlsx"
    assert kdcl("cong-khai", "lap", assessed, "--ra", book).code == 0
    assert kdcl("cong-khai", "lap", assessed, "--ra", book).code == 0  # the same again
    opened = load_workbook(book)
    opened["Thu chi"]["F6"] = 12.5
    opened.save(book)
    refused = kdcl("cong-khai", "lap", assessed, "--ra", book)
    assert refused.code == 2
    assert "không ghi đè" in refused.err + refused.out


def test_refusals_name_what_is_wrong(assessed: Path, tmp_path: Path) -> None:
    assert kdcl("cong-khai", "trang-web", assessed, "--ra", tmp_path / "a.html").code == 2
    wrong = kdcl("cong-khai", "trang-web", assessed, "--ra", tmp_path / "a.docx")
    assert ".html" in wrong.err + wrong.out
    assert kdcl("cong-khai", "tong-hop", tmp_path / "khong-co", "--ra", tmp_path / "x.xlsx").code == 2
    no_list = kdcl(
        "cong-khai", "tong-hop", tmp_path, "--danh-muc", tmp_path / "k.xlsx", "--ra", tmp_path / "x.xlsx"
    )
    assert no_list.code == 2
