"""What officers see: names instead of ids, right-aligned shares, names that are not cut."""

from __future__ import annotations

import re

import openpyxl
import pytest
import schools_made as made

from kdcl_xl.forms.summary import SourceLine
from kdcl_xl.settings import Settings

LONG = "Trường Tiểu học và Trung học cơ sở dân tộc bán trú Nguyễn Thị Minh Khai"
_TECHNICAL = re.compile(r"tt\d+_\d{4}|SHA-256|[0-9a-f]{40}")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    folder = tmp_path_factory.mktemp("tổng hợp")
    made.school(folder / "nop", "79000001", LONG, level=1)
    made.school(folder / "nop", "79000002", "Trường THCS Hai", file="a.xlsx", level=1)
    made.school(folder / "nop", "79000002", "Trường THCS Hai", file="b.xlsx", level=2)
    listed = [made.listed("79000001", LONG), made.listed("79000002", "Trường THCS Hai")]
    schools = made.school_list(folder / "dm.xlsx", *listed)
    made.consolidate(folder / "nop", folder / "ra.xlsx", school_list=schools)
    return openpyxl.load_workbook(folder / "ra.xlsx")


def test_no_technical_word_outside_the_sheet_of_sources(book: openpyxl.Workbook) -> None:
    for sheet in book:
        if sheet.sheet_state == "visible" and sheet.title != SourceLine.table.sheet:
            words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
            assert not [word for word in words if _TECHNICAL.search(word)], sheet.title


def test_what_tells_two_runs_apart_stands_with_the_sources(book: openpyxl.Workbook) -> None:
    words = [str(cell.value) for row in book["Nguồn"].iter_rows(max_row=5) for cell in row if cell.value]
    line = next(word for word in words if "thiết lập" in word)
    assert Settings().digest in line
    assert "dữ liệu quy định" in line
    assert re.search(r"SHA-256 [0-9a-f]{64}", line)


def test_shares_are_aligned_as_figures(book: openpyxl.Workbook) -> None:
    for name, headers in (("Tỷ lệ đạt", ("Tỷ lệ", "Chỉ tiêu")), ("Thống kê", ("Tỷ lệ đạt Mức 1 trở lên",))):
        columns = {cell.value: cell.column for cell in book[name][5]}
        assert {book[name].cell(6, columns[header]).alignment.horizontal for header in headers} == {"right"}


def test_a_long_name_has_the_lines_it_needs_in_the_matrix(book: openpyxl.Workbook) -> None:
    sheet = book["Ma trận tiêu chí"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == LONG)
    assert cell.alignment.wrap_text
    assert (sheet.row_dimensions[cell.row].height or 0) >= 3 * 15
