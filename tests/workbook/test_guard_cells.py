"""Rows 2, 8 and 9 of the cases: far cells are refused by name, far blanks are stripped and mentioned."""

from __future__ import annotations

import time
import zipfile

import handmade
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.archive import Limits
from kdcl_xl.workbook.guard import Inspection, inspect
from kdcl_xl.workbook.guard_cells import Reach, is_prefixed, reach, without_blank_end

MAIN = handmade.MAIN


def look(data: str, **options: object) -> Inspection:
    return inspect(handmade.workbook(data, **options), name="nộp.xlsx")


def code_and_cell(inspection: Inspection) -> tuple[str, str, str]:
    assert inspection.refused is not None
    return inspection.refused.code, inspection.refused.sheet, inspection.refused.cell


FILLED = {
    "số": '<c r="{}"><v>1</v></c>',
    "chữ": '<c r="{}" t="inlineStr"><is><t>a</t></is></c>',
    "chuỗi dùng chung": '<c r="{}" s="0" t="s"><v>0</v></c>',
    "công thức chưa tính": '<c r="{}"><f>1+1</f></c>',
    "lỗi": '<c r="{}" t="e"><v>#N/A</v></c>',
    "cdata": '<c r="{}" t="str"><v><![CDATA[ ]]></v></c>',
    "nháy đơn": "<c s = '0' r = '{}'><v>1</v></c>",
    "xuống dòng": '<c\n\tr="{}"\n><v>1</v></c>',
    "tiền tố": f'<x:c xmlns:x="{MAIN}" r="{{}}"><x:v>1</x:v></x:c>',
}


@pytest.mark.parametrize("cell", ["XFD1048576", "AY1048576", "A1048576", "XFD1", "A200001", "AMK2"])
@pytest.mark.parametrize("kind", list(FILLED))
def test_far_filled_cell_is_refused_by_name(cell: str, kind: str) -> None:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    inspection = look(handmade.PLAIN_ROWS + f'<row r="{row}">{FILLED[kind].format(cell)}</row>')
    assert code_and_cell(inspection) == ("TEP-030", "Minh chứng", cell)
    assert inspection.refused is not None
    assert f'ô {cell} của trang "Minh chứng"' in inspection.refused.message


def test_far_cell_out_of_order_and_against_its_row() -> None:
    """Positions are believed on their own word: nothing says that rows come in order."""
    far = '<row r="1"><c r="XFD1048576"><v>1</v></c></row>'
    assert code_and_cell(look(far + handmade.PLAIN_ROWS))[2] == "XFD1048576"
    own_word = '<row r="1048576"><c r="B2"><v>1</v></c></row>'
    assert look(own_word).refused is None
    assert code_and_cell(look('<row r="1048575"/><row><c><v>1</v></c></row>'))[2] == "A1048576"


def test_cells_without_positions_are_counted() -> None:
    row = "<row>" + "<c><v>1</v></c>" * 3 + "</row>"
    inspection = look(row * 10)
    assert inspection.refused is None
    grid = CalamineWorkbook.from_filelike(inspection.open()).get_sheet_by_index(0).to_python()
    assert len(grid) == 10
    wide = "<row>" + "<c><v>1</v></c>" * 1025 + "</row>"
    assert code_and_cell(look(wide))[2] == "AMK1"
    assert look("<row>" + "<c><v>1</v></c>" * 1024 + "</row>").refused is None


def test_hidden_in_a_part_that_is_not_called_xml() -> None:
    parts = handmade.parts(target="worksheets/sheet1.png")
    far = handmade.sheet_xml('<row r="1"><c r="XFD1048576"><v>1</v></c></row>')
    inspection = inspect(handmade.pack({**parts, "xl/worksheets/sheet1.png": far}), name="nộp.xlsx")
    assert code_and_cell(inspection)[0] == "TEP-030"


def test_hidden_behind_a_comment_or_second_sheet_data() -> None:
    near = "<!-- <sheetData></sheetData> -->"
    far = '<row r="1"><c r="XFD1048576"><v>1</v></c></row>'
    for sheet in (
        handmade.sheet_xml(far, before=near),
        handmade.sheet_xml(far, after="<!-- </sheetData> -->"),
        handmade.sheet_xml("", after=f"<sheetData>{far}</sheetData>"),
        f'<x:worksheet xmlns:x="{MAIN}"><!--<sheetData></sheetData>--><x:sheetData>{far}</x:sheetData></x:worksheet>',
    ):
        inspection = inspect(handmade.pack(handmade.parts(sheet=sheet)), name="nộp.xlsx")
        assert code_and_cell(inspection)[0] == "TEP-030"


@pytest.mark.parametrize("markup", ['<c r="A&#49;"><v>1</v></c>', '<c r=""/>', '<c r="$A$1"/>', "<c><c></c>"])
def test_markup_no_program_writes_is_refused(markup: str) -> None:
    inspection = look(f'<row r="1">{markup}</row>')
    if markup == "<c><c></c>":  # only looked at closely when the sheet is large
        inspection = look(f'<row r="1"><c r="XFD1048576"/>{markup}</row>')
    assert inspection.refused is not None
    assert inspection.refused.code == "TEP-021"


BLANK = {
    "định dạng": '<c r="{}" s="0"/>',
    "rỗng": '<c r="{}" s="0"></c>',
    "giá trị rỗng": '<c r="{}" t="str"><v></v></c>',
    "dấu cách": '<c r="{}" t="inlineStr"><is><t xml:space="preserve">  </t></is></c>',
    "chuỗi dùng chung": '<c r="{}" t="s"><v>1</v></c>',
    "dấu cách cứng": '<c r="{}" t="str"><v>&#160;</v></c>',
}


@pytest.mark.parametrize("cell", ["XFD1048576", "AY1048576", "A1048576", "CZ60000"])
@pytest.mark.parametrize("kind", list(BLANK))
def test_far_blank_cell_is_stripped_and_mentioned(cell: str, kind: str) -> None:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    inspection = look(
        handmade.PLAIN_ROWS + f'<row r="{row}" spans="1:9">{BLANK[kind].format(cell)}</row>',
        strings=["x", " \u00a0 "],
    )
    assert inspection.refused is None
    (found,) = inspection.findings
    assert (found.code, found.severity.value, found.sheet, found.cell) == (
        "TEP-046",
        "gợi ý",
        "Minh chứng",
        cell,
    )
    assert found.file == "nộp.xlsx"
    grid = CalamineWorkbook.from_filelike(inspection.open()).get_sheet_by_name("Minh chứng").to_python()
    assert grid == [["Mã", "Tên"], ["H1-1.1-01", "Kế hoạch"]]
    assert load_workbook(inspection.open())["Minh chứng"]["B2"].value == "Kế hoạch"


def test_only_what_is_far_and_blank_is_stripped() -> None:
    data = (
        handmade.row_xml(1, "a", "b", "c")
        + '<row r="2"><c r="B2" s="0"/></row><row r="900000"><c r="B900000" s="0"/></row>'
    )
    inspection = look(data)
    sheet = inspect_part(inspection)
    assert '<c r="B2" s="0"/>' in sheet
    assert "B900000" not in sheet
    assert '<row r="900000"></row>' in sheet


def inspect_part(inspection: Inspection) -> str:
    return zipfile.ZipFile(inspection.open()).read("xl/worksheets/sheet1.xml").decode()


def test_near_blanks_are_left_alone() -> None:
    inspection = look(
        handmade.PLAIN_ROWS + '<row r="5000"><c r="Z5000" t="inlineStr"><is><t> </t></is></c></row>'
    )
    assert (inspection.refused, inspection.findings) == (None, ())


def test_large_dense_sheets_pass() -> None:
    """A consolidated workbook of a province: 60,000 rows of 20 columns is real data."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{a1(row - 1, column)}"><v>{row}</v></c>' for column in range(20))
        + "</row>"
        for row in range(1, 60_001)
    )
    started = time.process_time()
    inspection = look(rows)
    assert time.process_time() - started < 3
    assert (inspection.refused, inspection.findings) == (None, ())


@given(
    st.lists(
        st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384), st.booleans()), min_size=1, max_size=6
    ),
    st.sampled_from(['<c r="{r}"{x}', "<c s='0' r='{r}'{x}", '<z:c xmlns:z="' + MAIN + '" r="{r}"{x}']),
)
def test_verdict_agrees_with_the_definition(cells: list[tuple[int, int, bool]], form: str) -> None:
    """Whatever the shape of the markup: refused exactly when the filled box breaks a limit; else what remains is safe."""
    limits = Limits(rows=1000, columns=50, area=20_000)
    prefix = "z:" if form.startswith("<z:") else ""
    xml = "".join(
        "<row>"
        + form.format(
            r=a1(row - 1, column - 1), x=f"><{prefix}v>1</{prefix}v></{prefix}c>" if filled else "/>"
        )
        + "</row>"
        for row, column, filled in cells
    )
    filled = [(row, column) for row, column, is_filled in cells if is_filled]
    rows = max((row for row, _ in filled), default=0)
    columns = max((column for _, column in filled), default=0)
    if max(row for row, _, _ in cells) <= 9999 and max(column for _, column, _ in cells) <= 104:
        return  # within CZ9999 the guard does not look closer
    sheet = handmade.sheet_xml(xml).encode()
    result: Reach = reach(sheet, limits, frozenset, prefixed=is_prefixed(sheet))
    assert bool(result.far) == (rows > 1000 or columns > 50 or rows * columns > 20_000)
    if result.far:
        assert result.far in {a1(row - 1, column - 1) for row, column in filled}
    elif result.stripped is not None:
        again = reach(result.stripped, limits, frozenset, prefixed=is_prefixed(sheet))
        assert (again.far, again.stray) == ("", "")


def test_hidden_rows_with_data_are_counted() -> None:
    hidden = handmade.row_xml(3, "a").replace("<row ", '<row hidden="1" ')
    later = handmade.row_xml(7, "b").replace("<row ", '<row ht="0" hidden="true" ')
    empty = '<row r="9" hidden="1"/>'
    inspection = look(handmade.PLAIN_ROWS + hidden + later + empty + handmade.row_xml(10, "c"))
    (found,) = inspection.findings
    assert (found.code, found.sheet) == ("TEP-045", "Minh chứng")
    assert "2 dòng, từ dòng 3 đến dòng 7" in found.message
    one = look(handmade.PLAIN_ROWS + hidden)
    assert "(dòng 3)" in one.findings[0].message


_SPARE = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="2"/></row>' for row in range(3, 90))


@pytest.mark.parametrize(
    "last",
    [
        '<row r="2"><c r="A2" t="s"><v>0</v></c></row>',
        '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2" s="1"/></row>',
        '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>',
    ],
)
def test_spare_rows_are_not_handed_on(last: str) -> None:
    """Whatever follows the sheet data stays, a validation rule (formula1) is no value of the last row."""
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = "<worksheet><sheetData>{}</sheetData><dataValidations><formula1>1</formula1></dataValidations></worksheet>"
    full, cut = (sheet.format(rows).encode() for rows in (first + last + _SPARE, first + last))
    assert without_blank_end(full) == cut
    assert without_blank_end(cut) == cut


@pytest.mark.parametrize("sheet", ["<worksheet/>", "<worksheet><sheetData/></worksheet>", f"<sheetData>{_SPARE}</sheetData>", "<sheetData><row><c><v>1</v></c>" + " " * 9000])  # fmt: skip
def test_sheets_without_a_last_value_are_handed_on_whole(sheet: str) -> None:
    assert without_blank_end(sheet.encode()) == sheet.encode()
