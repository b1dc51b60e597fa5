"""The first sheet: nothing unknown is shown as 0, and a level has one colour everywhere."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import schools_made as made

from kdcl_xl.forms.summary import OVERVIEW, FindingLine


def _cards(path: Path) -> dict[str, str]:
    """Label of a card → what stands on it."""
    sheet = openpyxl.load_workbook(path, data_only=True)[OVERVIEW]
    return {str(label.value): str(sheet.cell(6, label.column).value) for label in sheet[7] if label.value}


def _colours(path: Path) -> dict[str, str]:
    """Name of a series → its fill, over all charts."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        for name in sorted(part for part in archive.namelist() if part.startswith("xl/charts/chart")):
            for series in re.findall(r"<c:ser>.*?</c:ser>", archive.read(name).decode(), re.S):
                label = re.search(r"<c:tx>.*?<c:v>(.*?)</c:v>", series, re.S)
                colour = re.search(r'<c:spPr><a:solidFill><a:srgbClr val="(\w+)"', series)
                column = re.search(r"<c:tx>.*?\$([A-Z]+)\$\d+</c:f>", series, re.S)
                assert colour is not None and column is not None, (label, series[:400])
                found[column.group(1)] = colour.group(1)
    return found


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    rows = [made.listed(f"7900000{n}", f"Trường THCS Số {n}") for n in (1, 2, 3)]
    return made.school_list(tmp_path / "dm.xlsx", *rows)


def test_nothing_counted_is_no_zero(tmp_path: Path, schools: Path) -> None:
    (tmp_path / "nop").mkdir()
    out = tmp_path / "ra.xlsx"
    made.consolidate(tmp_path / "nop", out, school_list=schools)
    cards = _cards(out)
    assert cards["KĐCLGD còn hạn"] == cards["Chuẩn quốc gia còn hạn"] == "chưa có số liệu"
    assert (cards["Số trường"], cards["Đã nhận"], cards["Chưa nộp"]) == ("3", "0", "3")
    book = openpyxl.load_workbook(out)
    sheet, cell = next(iter(book.defined_names["kq_level_1"].destinations))
    assert "chưa có số liệu" in book[sheet][cell.replace("$", "")].number_format


def test_schools_that_have_not_sent_make_a_range(tmp_path: Path, schools: Path) -> None:
    held = {"cqg_muc_do": 1, "cqg_ngay": made.dt.date(2024, 1, 1)}
    made.school(tmp_path / "nop", "79000001", "Trường THCS Số 1", cells=held)
    out = tmp_path / "ra.xlsx"
    outcome = made.consolidate(tmp_path / "nop", out, school_list=schools)
    cards = _cards(out)
    assert (cards["KĐCLGD còn hạn"], cards["Chuẩn quốc gia còn hạn"]) == ("từ 0 đến 2", "từ 1 đến 3")
    assert outcome.shown[-2:] == ["KĐCLGD còn hạn từ 0 đến 2", "Chuẩn quốc gia còn hạn từ 1 đến 3"], (
        "nor on screen"
    )
    shown = made.summary(out).shown
    assert (shown["kq_accredited"], shown["kq_standard"], shown["kq_level_1"]) == (0, 1, 1)
    (tmp_path / "so").mkdir()
    out.rename(tmp_path / "so" / "phuong.xlsx")
    made.consolidate(tmp_path / "so", tmp_path / "tinh.xlsx", level="so")
    assert "TH-010" not in {row.code for row in made.summary(tmp_path / "tinh.xlsx").table(FindingLine)}


def test_a_level_has_one_colour_in_every_workbook(tmp_path: Path, schools: Path) -> None:
    made.school(tmp_path / "a", "79000001", "Trường THCS Số 1", level=1)
    for number, level in ((1, 0), (2, 1), (3, 2)):
        made.school(tmp_path / "b", f"7900000{number}", f"Trường THCS Số {number}", level=level)
    one, three = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    made.consolidate(tmp_path / "a", one, school_list=schools)
    made.consolidate(tmp_path / "b", three, school_list=schools)
    few, many = _colours(one), _colours(three)
    common = few.keys() & many.keys()
    assert len(common) >= 2
    assert {column: few[column] for column in common} == {column: many[column] for column in common}
    assert len(set(many.values())) == len(many)
    assert not {"FFFFFF", "F2F2F2"} & {*few.values(), *many.values()}


def _matters(path: Path) -> list[str]:
    return [
        str(row[0].value).removeprefix("•").strip()
        for row in openpyxl.load_workbook(path)[OVERVIEW].iter_rows()
        if str(row[0].value).startswith("•")
    ]


def test_a_school_whose_purpose_cannot_be_read_is_not_silently_one_that_does_not_register(
    tmp_path: Path,
) -> None:
    """ "KĐCLGD và CQG" is off the list since TT 57/2026: the school has asked, and stood among nobody."""
    unsaid = "chưa rõ có đăng ký hay không"
    for number, purpose in enumerate(("CQG", "Không đăng ký", "KĐCLGD và CQG", None), start=1):
        name = f"Trường THCS Số {number}"
        made.school(tmp_path / "nop", f"7900000{number}", name, cells={"dk_muc_dich": purpose})
    (tmp_path / "phuong").mkdir()
    out = tmp_path / "phuong" / "ra.xlsx"
    made.consolidate(tmp_path / "nop", out)
    assert [line for line in _matters(out) if unsaid in line] == [
        "2 trường chưa rõ có đăng ký hay không: Mục đích đăng ký còn trống hoặc ghi khác danh sách (trang Lỗi)."
    ]
    assert any(line.startswith("1 trường đăng ký đánh giá ngoài") for line in _matters(out))
    above = tmp_path / "so.xlsx"
    made.consolidate(tmp_path / "phuong", above, level="so")
    assert not any(unsaid in line for line in _matters(above))
