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
from patching import carried_out, patched
from python_calamine import CalamineWorkbook
from rich_workbook import SHEET, by_libreoffice, differing_parts, rich

from kdcl_xl.findings import Severity
from kdcl_xl.workbook.patch import PatchError, Value, with_values
from kdcl_xl.workbook.plan import DropSheet, Jump, Moment, PutSheet, SetValues, Tone

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def sheet_of(content: bytes, name: str = SHEET) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)[name]


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_each_kind_of_value() -> None:
    day = dt.date(2026, 9, 5)
    after = with_values(
        rich(protected=True),
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
    before = rich(protected=True)
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


@pytest.mark.parametrize(
    ("address", "value", "word"), [bad for bad in BAD if bad[0] == "A3" and bad[1] != "\ud800"]
)
def test_a_plan_leaves_such_a_value_out_and_goes_on(address: str, value: Value, word: str) -> None:
    given = Moment(moment=dt.datetime(1890, 5, 19)) if isinstance(value, dt.date) else value
    assert isinstance(given, Moment | str | int | float)
    after, applied = carried_out(rich(), SetValues(sheet=SHEET, cells={address: given, "A4": "ghi được"}))
    assert len(applied.left_out) == 1
    assert word in applied.left_out[0]
    assert [change.cell for change in applied.changes] == ["A4"]
    assert [sheet_of(after)[a].value for a in ("A3", "A4")] == ["H1-1.1-02", "ghi được"]


def test_only_unlocked_cells_of_a_protected_sheet_are_written() -> None:
    content = rich(protected=True)
    after, applied = carried_out(content, SetValues(sheet=SHEET, cells={"A3": "mở", "A1": "khóa", "D5": 3}))
    assert [change.cell for change in applied.changes] == ["A3"]
    assert applied.left_out == ["Minh chứng!A1, D5: ô đang bị khóa nên để nguyên."]
    assert sheet_of(after)["A3"].value == "mở"


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


RESULT = PutSheet(
    name="Kết quả kiểm tra",
    rows=[
        ["KẾT QUẢ KIỂM TRA"],
        ["Ngày dữ liệu: 05/09/2026"],
        ["Mức", "Ngày", "Ô", "Số", "Nội dung"],
        [
            Tone(severity=Severity.ERROR),
            Moment(moment=dt.datetime(2026, 9, 5)),
            Jump(text="Minh chứng!B2", sheet=SHEET, cell="B2"),
            3.5,
            "=không phải công thức",
        ],
        [Tone(severity=Severity.HINT), None, Jump(text="Khác", sheet="Tổ 'A'", cell=""), 2, "ký tự\x0blạ"],
    ],
    widths=[12, 14],
    header_row=3,
)


def test_added_sheet_as_other_programs_read_it() -> None:
    before = rich()
    after = patched(before, RESULT)
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
    once = patched(rich(), RESULT)
    shorter = PutSheet(name=RESULT.name, rows=[["Không có lỗi"]], header_row=0)
    twice = patched(once, shorter)
    book = openpyxl.load_workbook(io.BytesIO(twice))
    assert book.sheetnames == [SHEET, "Khác", RESULT.name]
    sheet = book[RESULT.name]
    assert (sheet.dimensions, sheet["A1"].value, sheet.auto_filter.ref) == ("A1:A1", "Không có lỗi", None)
    names = part(twice, "xl/workbook.xml")
    assert names.count("_kdcl_trang_") == 1
    assert "_xlnm" not in names
    assert "don_vi" in names
    assert differing_parts(twice, patched(twice, shorter)) == set()


def test_users_own_sheet_of_that_name_is_left_alone() -> None:
    wanted = PutSheet(name="khác", rows=[["của chương trình"]], header_row=0)
    after = patched(rich(), wanted)
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.sheetnames == [SHEET, "Khác", "khác (2)"]
    assert book["Khác"]["A1"].value == 1
    again = openpyxl.load_workbook(io.BytesIO(patched(after, wanted)))
    assert again.sheetnames == [SHEET, "Khác", "khác (2)"]


def test_names_excel_does_not_allow_are_mended() -> None:
    long = PutSheet(name="Lỗi: [5/9] của trường tiểu học rất dài *?", rows=[["x"]])
    after = patched(rich(), long, PutSheet(name="Hai", rows=[]))
    names = openpyxl.load_workbook(io.BytesIO(after)).sheetnames[2:]
    assert names[1] == "Hai"
    assert len(names[0]) <= 31
    assert not set("[]:*?/\\") & set(names[0])


def test_dropped_sheet_leaves_nothing_behind() -> None:
    before = rich()
    after = patched(patched(before, RESULT), DropSheet(name=RESULT.name))
    assert set(zipfile.ZipFile(io.BytesIO(after)).namelist()) == set(
        zipfile.ZipFile(io.BytesIO(before)).namelist()
    )
    changed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert differing_parts(before, after) <= changed
    assert RESULT.name not in part(after, "xl/workbook.xml")
    assert "sheet3" not in part(after, "[Content_Types].xml") + part(after, "xl/_rels/workbook.xml.rels")


def test_dropped_sheet_between_others_renumbers_names_and_tabs() -> None:
    book = openpyxl.load_workbook(io.BytesIO(patched(rich(), RESULT)))
    book.move_sheet(RESULT.name, -1)
    book["Khác"].print_title_rows = "1:1"
    book.active = 2
    out = io.BytesIO()
    book.save(out)
    after = openpyxl.load_workbook(io.BytesIO(patched(out.getvalue(), DropSheet(name=RESULT.name))))
    assert after.sheetnames == [SHEET, "Khác"]
    assert after["Khác"].print_title_rows == "$1:$1"
    assert after.active.title == "Khác"


def test_dropped_first_sheet_leaves_the_sheet_in_front_as_it_was() -> None:
    book = openpyxl.load_workbook(io.BytesIO(patched(rich(), RESULT)))
    book.move_sheet(RESULT.name, -2)
    book.active = 2
    out = io.BytesIO()
    book.save(out)
    after = openpyxl.load_workbook(io.BytesIO(patched(out.getvalue(), DropSheet(name=RESULT.name))))
    assert after.sheetnames == [SHEET, "Khác"]
    assert after.active.title == "Khác"


def test_order_of_calculation_is_forgotten_with_a_sheet_that_calculated() -> None:
    content = patched(rich(), RESULT)
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/calcChain.xml"] = b'<calcChain xmlns="' + main + b'"><c r="F9" i="3"/></calcChain>'
    parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"].replace(
        b"<v>3.5</v>", b"<f>1+1</f><v>2</v>"
    )
    pointers = parts["xl/_rels/workbook.xml.rels"]
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    new = b'<Relationship Id="rId99" Type="' + kind + b'" Target="calcChain.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = pointers.replace(b"</Relationships>", new)
    before = handmade.pack(parts)
    assert b"<f>" in parts["xl/worksheets/sheet3.xml"]
    for action in (DropSheet(name=RESULT.name), RESULT):
        names = zipfile.ZipFile(io.BytesIO(patched(before, action))).namelist()
        assert "xl/calcChain.xml" not in names


@pytest.mark.office
def test_libreoffice_calculates_with_the_new_value(tmp_path: Path) -> None:
    """The written cell counts in the workbook's own formulas as soon as a program recalculates."""
    after = with_values(rich(), {SHEET: {"A4": "H1-1.1-04", "A5": "- gạch"}})
    resaved = by_libreoffice(after, tmp_path).read_bytes()
    grid = CalamineWorkbook.from_filelike(io.BytesIO(resaved)).get_sheet_by_name(SHEET).to_python()
    assert grid[3][0] == "H1-1.1-04"
    assert grid[4][0] == "- gạch"
    assert openpyxl.load_workbook(io.BytesIO(resaved))[SHEET]["D5"].value == "=COUNTA(A2:A6)"
