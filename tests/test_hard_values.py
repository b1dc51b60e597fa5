# ruff: noqa: F811 (fixtures are imported by name)
"""Hard cases 10–16, 33–35 through `kdcl …`: values, who sent what on which form, the unknown.

The numbers are those of the table of cases the design was built to; finer tests of each stand with its module.
"""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, AnswerLine, Evidence, StatisticRow
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.consolidate import schools_made as made
from tests.hard_cases import (  # noqa: F401
    DAY,
    MIB,
    Book,
    all_lines,
    book,
    check,
    clean,
    edit,
    found,
    gather,
    put,
    refused,
    sheet_values,
)
from tests.office_folder import nobodys_settings  # noqa: F401
from tests.running import kdcl
from tests.workbook import handmade

# ---- 10–13: values


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [("Trường", "B7", 790012345), ("Trường", "B7", 12345678901234567890), ("Minh chứng", "A6", 1.1)],
)
def test_codes_stored_as_numbers(book: Path, sheet: str, cell: str, value: float) -> None:
    """Row 10: a code that became a number is refused with its cell, never repaired."""
    (finding,) = found(check(edit(book, put(sheet, cell, value))), "CT-013")
    assert (finding["sheet"], finding["cell"]) == (sheet, cell)
    assert "Text" in finding["remedy"]


def test_code_cells_are_text_from_the_start(book: Path) -> None:
    """Row 10: the template formats codes as text, blank rows included."""
    opened = openpyxl.load_workbook(book)
    assert opened["Trường"]["B7"].number_format == "@"
    evidence = opened["Minh chứng"]
    assert {evidence.cell(row, 1).number_format for row in range(6, 60)} == {"@"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("31/02/2026", "31/02/2026"),
        ("12/25/2026", "25/12/2026"),
        ("5/9/26", "bốn chữ số"),
        (46270, "05/09/2026"),
        (dt.time(8, 30), ""),
    ],
)
def test_dates_that_are_none(book: Path, value: object, words: str) -> None:
    """Row 11: impossible, month-first, two-digit and bare-number dates are refused with what they may mean."""
    (finding,) = found(check(edit(book, put("Minh chứng", "E6", value))), "CT-014")
    assert finding["cell"] == "E6"
    assert words in finding["message"] + finding["remedy"]


@pytest.mark.parametrize("value", ["05/09/2026", "5.9.2026", "ngày 05 tháng 9 năm 2026", dt.date(2026, 9, 5)])
def test_dates_as_people_write_them(book: Path, value: object) -> None:
    """Row 11: texts in day-month order and typed dates are the same day."""
    edit(book, put("Minh chứng", "E6", value, "dd/mm/yyyy"))
    assert found(check(book)) == []
    assert kdcl("doc", book).json["tables"]["tbl_minh_chung"][0]["Ngày ban hành"] == "2026-09-05"


def test_the_1904_system(book: Path) -> None:
    """Row 11: a workbook of the 1904 system reads the same days."""
    before = kdcl("doc", book).json["tables"]["tbl_minh_chung"]

    def mac(opened: Book) -> None:
        opened.epoch = CALENDAR_MAC_1904

    assert kdcl("doc", edit(book, mac)).json["tables"]["tbl_minh_chung"] == before


def test_unicode_forms_and_spaces(book: Path) -> None:
    """Row 12: NFD and no-break spaces are read as the same text, mentioned once a column, and never change a file."""

    def retype(opened: Book) -> None:
        for row in range(6, 10):
            cell = opened["Minh chứng"].cell(row, 3)
            cell.value = unicodedata.normalize("NFD", f"{cell.value}".replace(" ", "\u00a0"))
        opened["Đánh giá"]["F6"] = unicodedata.normalize("NFD", "Đạt ")

    before = kdcl("doc", book).json["tables"]
    answer = check(edit(book, retype))
    assert not [f for f in found(answer) if f["severity"] == "lỗi"]
    assert "Minh chứng" in {f["sheet"] for f in found(answer, "CV-002")}
    after = kdcl("doc", book).json["tables"]
    assert after["tbl_danh_gia"][0]["Kết quả"] == before["tbl_danh_gia"][0]["Kết quả"] == "Đạt"
    assert unicodedata.is_normalized("NFC", after["tbl_minh_chung"][0]["Tên minh chứng"])


def test_legacy_font(book: Path) -> None:
    """Row 12: a column typed in TCVN3 is detected and refused, not guessed at."""
    legacy = "KÕ ho¹ch thùc hiÖn nhiÖm vô n¨m häc cña nhµ tr­êng vµ c¸c tæ chuyªn m«n"

    def type_legacy(opened: Book) -> None:
        sheet = opened["Minh chứng"]
        for row in range(6, sheet.max_row + 1):
            if sheet.cell(row, 3).value:
                sheet.cell(row, 3).value = f"{legacy} {row}"

    answer = check(edit(book, type_legacy))
    assert answer.code == 1
    (finding,) = [f for f in found(answer) if "TCVN3" in f["message"]]
    assert finding["sheet"] == "Minh chứng"
    assert finding["remedy"]


def test_namesakes_and_doubles(tmp_path: Path) -> None:
    """Row 13: two schools of one name are lawful (two codes); one code listed twice is refused."""
    folder = tmp_path / "nộp"
    for code in ("79100001", "79100002"):
        made.school(folder, code, "Trường THCS Hoa Sữa")
    twins = [made.listed(code, "Trường THCS Hoa Sữa") for code in ("79100001", "79100002")]
    listed = made.school_list(tmp_path / "danh mục.xlsx", *twins)
    assert gather(folder, tmp_path / "ra.xlsx", "--danh-muc", listed)["figures"]["received"] == 2
    rows = [
        Evidence(code="MC.1.1.01", title="Kế hoạch năm học", number="1/KH"),
        Evidence(code="MC.1.1.02", title="Kế hoạch năm học", number="2/KH"),
        Evidence(code="MC.1.1.02", title="Biên bản họp", number="3/BB"),
    ]
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], Content(rows={Evidence: list(rows)})))
    (double,) = found(check(path, "--che-do", "dang-lam"), "MC-004")
    assert (double["cell"], double["severity"]) == ("A8", "lỗi")


# ---- 14–16: who sent what, when, on which form


def test_one_school_spelt_three_ways(tmp_path: Path) -> None:
    """Row 14: the code is the key; an unknown code gets near matches offered and is never merged."""
    folder = tmp_path / "nộp"
    made.school(folder, "79100001", "Trường THCS Nguyễn Hiền")
    made.school(folder, "79100002", "THCS NGUYỄN HUỆ")
    made.school(folder, "79100009", "Trường THCS Nguyễn Hiên", file="lạ.xlsx")
    listed = made.school_list(
        tmp_path / "danh mục.xlsx",
        made.listed("79100001", "Trường THCS Nguyễn Hiền"),
        made.listed("79100002", "Trường THCS Nguyễn Huệ"),
        made.listed("79100003", "Trường THCS Nguyễn Thái Bình"),
    )
    outcome = gather(folder, tmp_path / "ra.xlsx", "--danh-muc", listed)
    assert (outcome["figures"]["schools"], outcome["figures"]["received"]) == (3, 2)
    (stranger,) = [line for line in all_lines(outcome) if line["file"] == "lạ.xlsx"]
    assert stranger["state"] == "Chưa rõ trường"
    assert "79100001" in stranger["why"] + " ".join(
        map(str, sheet_values(tmp_path / "ra.xlsx", "Tình trạng nộp"))
    )


def test_two_submissions_of_one_school(tmp_path: Path) -> None:
    """Row 15: the declared revision decides, not the clock; equal bytes are a no-op; all are shown."""
    folder = tmp_path / "nộp"
    older = made.school(folder, "79100001", "Trường THCS Hoa Sữa", file="a.xlsx", level=1, revision=1)
    newer = made.school(folder, "79100001", "Trường THCS Hoa Sữa", file="b.xlsx", level=2, revision=2)
    (folder / "b (1).xlsx").write_bytes(newer.read_bytes())
    os.utime(older, (2_000_000_000, 2_000_000_000))
    outcome = gather(folder, tmp_path / "ra.xlsx")
    states = {line["file"]: line["state"] for line in all_lines(outcome)}
    assert states["a.xlsx"] == "Đã có bản mới hơn"
    assert sorted(states.values()).count("Trùng tệp đã nhận") == 1
    assert (outcome["figures"]["received"], outcome["figures"]["level_2"]) == (1, 1)


def test_older_template_unknown_circular_historic_year(book: Path, clean: bytes, tmp_path: Path) -> None:
    """Row 16: an older version is named with what to do; an unknown circular too; a past year has its own rules."""

    def stamp(key: str, value: str) -> Callable[[Book], None]:
        def change(opened: Book) -> None:
            for row in opened["_kdcl"].iter_rows():
                if row[0].value == key:
                    row[1].value = value

        return change

    (old,) = found(check(edit(book, stamp("phien_ban", "0.9"))), "CT-022")
    assert "0.9" in old["message"]
    assert "--tu-tep" in old["remedy"]
    book.write_bytes(clean)
    refused(check(edit(book, stamp("bo_tieu_chuan", "tt99_2030"))), "CT-021", "tt99_2030")
    past = tmp_path / "năm trước.xlsx"
    past.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt18"], sample("tt18")))
    answer = kdcl("kiem-tra", past, "--ngay", f"{CHECKED_ON['tt18']:%d/%m/%Y}", "--json")
    assert (answer.code, answer.json["findings"]) == (0, [])
    assert kdcl("muc", past, "--json").json["regulation"] == "tt18_2018_tr"


def test_a_workbook_that_is_not_ours(tmp_path: Path) -> None:
    """Row 16: a spreadsheet made on no form of ours says where to get one."""
    path = tmp_path / "sổ của kế toán.xlsx"
    path.write_bytes(handmade.workbook())
    assert "mẫu trống" in refused(check(path), "CT-020", "không phải sổ do chương trình tạo")["remedy"]


# ---- 33–35: unknown is not zero


def test_unknown_is_not_zero(tmp_path: Path) -> None:
    """Row 33: a blank figure stays unknown, in checks, totals and documents; an impossible 0 is an error."""
    edition = edition_of("2026-2027", "tt57_2026_pt", "thcs")
    blank, zero = sample("tt57"), sample("tt57")
    for content, value in ((blank, None), (zero, 0.0)):
        rows = [row for row in content.rows[StatisticRow] if isinstance(row, StatisticRow)]
        content.rows[StatisticRow] = [
            row.model_copy(update={"year_0": value}) if row.code == "hs_tong" else row for row in rows
        ]
    paths = [tmp_path / name for name in ("trống.xlsx", "không.xlsx")]
    for path, content in zip(paths, (blank, zero), strict=True):
        path.write_bytes(build(SELF_ASSESSMENT, edition, content))
    assert not found(check(paths[0]), "SL-003")
    assert [f["severity"] for f in found(check(paths[1]), "SL-003")] == ["lỗi"]
    out = tmp_path / "báo cáo.docx"
    assert kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", paths[0], "--ra", out, *DAY).code == 0
    rows_printed = [
        [cell.text for cell in row.cells] for table in Document(str(out)).tables for row in table.rows
    ]
    pupils = next(row for row in rows_printed if any("Tổng số học sinh" in text for text in row))
    assert "chưa có số liệu" in " ".join(pupils).lower()


def test_school_of_several_levels(tmp_path: Path) -> None:
    """Row 34: assessed level by level, each keeps its own; where the office says so, the lowest counts for all."""
    folder = tmp_path / "nộp"
    edition = edition_of("2026-2027", "tt57_2026_pt", "nhieu_cap")
    for scope, level in (("Tiểu học", 2), ("THCS", 1)):
        made.school(
            folder, "79100001", "Trường TH và THCS Hoa Sữa", file=f"{scope}.xlsx", at=edition, level=level,
            cells={"pham_vi": scope},
        )  # fmt: skip
    settings = tmp_path / "thiet-lap.toml"
    settings.write_text("[tong-hop]\nmoi-cap-hoc-mot-ban = true\n", encoding="utf-8")
    figures = gather(folder, tmp_path / "ra.xlsx", "--thiet-lap", settings)["figures"]
    assert (figures["received"], figures["level_1"], figures["level_2"]) == (1, 1, 0)
    scopes = [
        str(value) for row in sheet_values(tmp_path / "ra.xlsx", "Kết quả theo trường") for value in row
    ]
    assert {"Tiểu học", "THCS"} <= set(scopes)


def test_nothing_assessed_is_no_verdict(tmp_path: Path) -> None:
    """Row 35: nothing filled in is "chưa đánh giá", neither met nor unmet, down to the totals."""
    folder = tmp_path / "nộp"
    path = made.school(folder, "79100001", "Trường THCS Hoa Sữa", level=None)
    people = kdcl("muc", path)
    assert "hưa đánh giá" in people.out
    assert "Không đạt" not in people.out.split("Để đạt")[0]
    figures = gather(folder, tmp_path / "ra.xlsx")["figures"]
    assert (figures["unassessed"], figures["unmet"], figures["level_1"]) == (1, 0, 0)
    empty = tmp_path / "không dòng.xlsx"
    empty.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], Content(rows={AnswerLine: []}), as_given=True))
    verdict = kdcl("muc", empty, "--json").json
    assert (verdict["level_low"], verdict["settled"]) == (0, False)
