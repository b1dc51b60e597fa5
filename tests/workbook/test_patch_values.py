"""Values and added sheets: rows 17 and 19 of the cases; formulas and everything else stay."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import handmade
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from rich_workbook import SHEET, by_libreoffice, differing_parts, rich

from kdcl_xl.findings import Severity
from kdcl_xl.workbook.patch import AddedSheet, Link, PatchError, Value, marked, set_values, with_values

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def sheet_of(content: bytes, name: str = SHEET) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)[name]


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_each_kind_of_value() -> None:
    day = dt.date(2026, 9, 5)
    after = with_values(
        rich(),
        {
            SHEET: {
                "A3": "H1-1.1-03", "B3": "Quyết định & <thành lập>\n dòng hai ", "C3": day, "B4": 12, "B5": 7.25,
                "B6": True, "A2": None, "E30": Decimal("8.75"), "F30": dt.datetime(2026, 9, 5, 7, 30),
            }
        },
    )  # fmt: skip
    sheet = sheet_of(after)
    assert sheet["A3"].value == "H1-1.1-03"
    assert sheet["B3"].value == "Quyết định & <thành lập>\n dòng hai "
    assert (sheet["C3"].value, sheet["C3"].number_format) == (dt.datetime(2026, 9, 5), "dd/mm/yyyy")
    assert [sheet[a].value for a in ("B4", "B5", "B6", "A2", "E30")] == [12, 7.25, True, None, 8.75]
    assert sheet["F30"].value == dt.datetime(2026, 9, 5, 7, 30)
    assert sheet["A3"].fill.fgColor.rgb == "FFFFFBE6", "the format of the cell stays"
    assert sheet["C2"].value == dt.datetime(2026, 1, 2)
    assert str(sheet["B2"].value) == "xin đậm chào"
    grid = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(SHEET).to_python()
    assert grid[2][:3] == ["H1-1.1-03", "Quyết định & <thành lập>\n dòng hai ", day]


def test_only_the_sheet_styles_and_the_recalculation_flag_change() -> None:
    before = rich()
    after = with_values(before, {SHEET: {"B4": "x"}})
    assert differing_parts(before, after) == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert 'fullCalcOnLoad="1"' in part(after, "xl/workbook.xml")
    plain = handmade.workbook()
    assert differing_parts(plain, with_values(plain, {})) == set()
    changed = differing_parts(plain, with_values(plain, {SHEET: {"A1": 1}}))
    assert changed == {"xl/worksheets/sheet1.xml"}, "no formula, nothing to recalculate, no style needed"


@pytest.mark.parametrize("text", ["=1+1", "+84", "- gạch đầu dòng", "@tên", '=HYPERLINK("x")', "-5"])
def test_text_like_a_formula_stays_text(text: str) -> None:
    after = with_values(rich(), {SHEET: {"A3": text}})
    found = sheet_of(after)["A3"]
    assert (found.value, found.data_type, found.quotePrefix) == (
        text,
        "s",
        True,
    )
    assert (
        CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(SHEET).to_python()[2][0] == text
    )
    assert "<f>" not in part(after, "xl/worksheets/sheet1.xml").split('r="A3"')[1].split("</c>")[0]


BAD: list[tuple[str, Value, str]] = [
    ("D5", 1, "có công thức"),
    ("B9", 1, "trộn ô"),
    ("A3", "a\x0bb", "ký tự điều khiển"),
    ("A3", "\ud800", "ký tự điều khiển"),
    ("A3", "a" * 32_768, "32767"),
    ("A3", float("nan"), "không phải số"),
    ("A3", float("inf"), "không phải số"),
    ("A3", 12_345_678_901_234_567, "15 chữ số"),
    ("A3", dt.date(1890, 5, 19), "trước năm 1905"),
]


@pytest.mark.parametrize(("address", "value", "word"), BAD, ids=[word for _, _, word in BAD])
def test_what_excel_cannot_hold_is_refused_by_cell(address: str, value: Value, word: str) -> None:
    with pytest.raises(PatchError) as caught:
        with_values(rich(), {SHEET: {address: value}})
    finding = caught.value.finding
    assert (finding.code, finding.sheet, finding.cell) == ("TEP-051", SHEET, address)
    assert word in finding.message
    assert finding.remedy


def test_dates_of_the_1904_system() -> None:
    content = handmade.workbook(properties='<workbookPr date1904="1"/>')
    after = with_values(content, {SHEET: {"C1": dt.date(2026, 9, 5)}})
    assert sheet_of(after)["C1"].value == dt.datetime(2026, 9, 5)


def test_file_to_file(tmp_path: Path) -> None:
    source = tmp_path / "nguồn.xlsx"
    source.write_bytes(rich())
    target = set_values(source, tmp_path / "đích.xlsx", {SHEET: {"A3": "x"}, "Khác": {"A9": 5}})
    assert sheet_of(target.read_bytes())["A3"].value == "x"
    assert sheet_of(target.read_bytes(), "Khác")["A9"].value == 5
    assert sheet_of(source.read_bytes())["A3"].value == "H1-1.1-02"


text_values = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[chr(c) for c in range(32)] + ["\ufffe", "\uffff"]),
    min_size=1, max_size=40,
).filter(lambda text: "_x" not in text)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["A1", "B2", "C7", "AA3", "Z1"]),
        text_values | st.integers(-(10**14), 10**14) | st.booleans(),
        min_size=1,
    )
)
def test_what_is_written_is_what_is_read(cells: dict[str, str | int | bool]) -> None:
    after = with_values(handmade.workbook(), {SHEET: cells})
    sheet = sheet_of(after)
    for address, value in cells.items():
        assert sheet[address].value == value
        assert type(sheet[address].value) is type(value)


RESULT = AddedSheet(
    "Kết quả kiểm tra",
    [
        ["KẾT QUẢ KIỂM TRA"],
        ["Ngày dữ liệu: 05/09/2026"],
        ["Mức", "Ngày", "Ô", "Số", "Nội dung"],
        [
            Severity.ERROR,
            dt.date(2026, 9, 5),
            Link("Minh chứng!B2", SHEET, "B2"),
            3.5,
            "=không phải công thức",
        ],
        [Severity.HINT, None, Link("Khác", "Tổ 'A'", ""), Decimal("2"), "ký tự\x0blạ"],
    ],
    widths=[12, 14],
    header_row=3,
)


def test_added_sheet_as_other_programs_read_it() -> None:
    before = rich()
    after = marked(before, [], [RESULT])
    assert differing_parts(before, after) == {
        "[Content_Types].xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet3.xml",
    }  # fmt: skip
    sheet = sheet_of(after, "Kết quả kiểm tra")
    assert [cell.value for cell in sheet[3]] == ["Mức", "Ngày", "Ô", "Số", "Nội dung"]
    assert [cell.value for cell in sheet[4]] == [
        "LỖI",
        dt.datetime(2026, 9, 5),
        "Minh chứng!B2",
        3.5,
        "=không phải công thức",
    ]
    assert sheet["E5"].value == "ký tự\ufffdlạ"
    assert (sheet["E4"].data_type, sheet["E4"].quotePrefix) == ("s", True)
    assert sheet["C4"].hyperlink.location == "'Minh chứng'!B2"
    assert sheet["C5"].hyperlink.location == "'Tổ ''A'''!A1"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:E5")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (12, 14)
    assert sheet["A3"].fill.fgColor.rgb == "FF1F3864"
    assert {sheet[a].font.name for a in ("A1", "A3", "A4", "C4")} == {"Times New Roman"}
    assert sheet["A4"].fill.fgColor.rgb != sheet["A5"].fill.fgColor.rgb


def test_added_sheet_is_replaced_by_the_next_one() -> None:
    once = marked(rich(), [], [RESULT])
    shorter = AddedSheet(RESULT.name, [["Không có lỗi"]], header_row=0)
    twice = marked(once, [], [shorter])
    book = openpyxl.load_workbook(io.BytesIO(twice))
    assert book.sheetnames == [SHEET, "Khác", RESULT.name]
    sheet = book[RESULT.name]
    assert (sheet.dimensions, sheet["A1"].value, sheet.auto_filter.ref) == ("A1:A1", "Không có lỗi", None)
    names = part(twice, "xl/workbook.xml")
    assert names.count("_kdcl_trang_") == 1
    assert "_xlnm" not in names
    assert "don_vi" in names
    assert differing_parts(twice, marked(twice, [], [shorter])) == set()


def test_users_own_sheet_of_that_name_is_left_alone() -> None:
    wanted = AddedSheet("khác", [["của chương trình"]], header_row=0)
    after = marked(rich(), [], [wanted])
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.sheetnames == [SHEET, "Khác", "khác (2)"]
    assert book["Khác"]["A1"].value == 1
    again = openpyxl.load_workbook(io.BytesIO(marked(after, [], [wanted])))
    assert again.sheetnames == [SHEET, "Khác", "khác (2)"]


def test_names_excel_does_not_allow_are_mended() -> None:
    after = marked(
        rich(), [], [AddedSheet("Lỗi: [5/9] của trường tiểu học rất dài *?", [["x"]]), AddedSheet("Hai", [])]
    )
    names = openpyxl.load_workbook(io.BytesIO(after)).sheetnames[2:]
    assert names[1] == "Hai"
    assert len(names[0]) <= 31
    assert not set("[]:*?/\\") & set(names[0])


@pytest.mark.office
def test_libreoffice_calculates_with_the_new_value(tmp_path: Path) -> None:
    """The written cell counts in the workbook's own formulas as soon as a program recalculates."""
    after = with_values(rich(), {SHEET: {"A4": "H1-1.1-04", "A5": "- gạch"}})
    resaved = by_libreoffice(after, tmp_path).read_bytes()
    grid = CalamineWorkbook.from_filelike(io.BytesIO(resaved)).get_sheet_by_name(SHEET).to_python()
    assert grid[3][0] == "H1-1.1-04"
    assert grid[4][0] == "- gạch"
    assert openpyxl.load_workbook(io.BytesIO(resaved))[SHEET]["D5"].value == "=COUNTA(A2:A6)"
