"""Formats, lists and conditional formats brought onto a sheet: what comes, what goes, what formulas then point at."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import handmade
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from patching import carried_out
from rich_workbook import SHEET, differing_parts, rich

from kdcl_xl.workbook.patch_rules import Box
from kdcl_xl.workbook.plan import Applied, Area, CopyFormats, FormatsCopy
from tests import ooxml

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def model() -> bytes:
    """One formatted row with a list, a rule of its own and conditional formats old and new."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    date = book.add_format({"num_format": "dd/mm/yyyy", "border": 1, "bg_color": "#FFFBE6", "locked": False})
    plain = book.add_format({"font_name": "Times New Roman", "font_size": 13, "text_wrap": True})
    red = book.add_format({"bg_color": "#F8CBCB", "bold": True})
    sheet.write_row(4, 0, ["Mã", "Ngày", "Mức", "Số"])
    for column, look in enumerate((plain, date, plain, date)):
        sheet.write_blank(5, column, None, look)
    sheet.data_validation("C6:C9", {"validate": "list", "source": ["Đạt", "Không đạt"]})
    sheet.data_validation("D6:D9", {"validate": "custom", "value": '=AND(D6>0,$A6<>"",D6<D$5+100)'})
    sheet.conditional_format("A6:D9", {"type": "formula", "criteria": '=$C6="Không đạt"', "format": red})
    sheet.conditional_format("D6:D9", {"type": "data_bar", "data_bar_2010": True})
    book.close()
    return out.getvalue()


def pasted() -> bytes:
    """What pasting left of it: other formats, cut-up rules, one text that begins with "="."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    green = book.add_format({"bg_color": "#00FF00", "font_name": "Arial", "num_format": "0.00"})
    quoted = book.add_format({"quote_prefix": True, "bg_color": "#00FF00"})
    for row in range(7, 30):
        for column in range(4):
            sheet.write(row, column, row * column, green)
    sheet.write_string("A10", "=1+1", quoted)
    sheet.data_validation("A1:F40", {"validate": "integer", "criteria": ">", "value": "=B1"})
    sheet.conditional_format("B8:B50", {"type": "cell", "criteria": ">", "value": "$F8", "format": green})
    sheet.conditional_format("D1:D12", {"type": "data_bar", "data_bar_2010": True})
    book.close()
    return out.getvalue()


def copied(tmp_path: Path, source: bytes, target: bytes, *areas: tuple[str, str]) -> tuple[bytes, Applied]:
    place = tmp_path / "mẫu.xlsx"
    place.write_bytes(source)
    copies = [FormatsCopy(source=_area(one), target=_area(other)) for one, other in areas]
    action = CopyFormats(sheet=SHEET, workbook=str(place), copies=copies)
    after, applied = carried_out(target, action, keep=tmp_path / "trước.xlsx")
    result = tmp_path / "sau.xlsx"
    result.write_bytes(after)
    assert ooxml.own_violations(result) == []
    assert ooxml.sdk_violations([result]) == {}
    return after, applied


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    return Area(first=first, last=last or first)


def _sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))[SHEET]


def _lists(sheet: Any) -> dict[str, tuple[str, str]]:
    return {str(found.sqref): (found.type, found.formula1) for found in sheet.data_validations.dataValidation}


def _conditions(sheet: Any) -> dict[str, list[str]]:
    return {
        str(area.sqref): [rule.formula[0] if rule.formula else rule.type for rule in rules]
        for area, rules in sheet.conditional_formatting._cf_rules.items()
    }


def test_one_row_stands_for_all(tmp_path: Path) -> None:
    after, applied = copied(tmp_path, model(), pasted(), ("A6:D6", "A8:D27"))
    sheet, source = _sheet(after), _sheet(model())
    for row in (8, 15, 27):
        for column in range(1, 5):
            cell, original = sheet.cell(row, column), source.cell(6, column)
            for aspect in ("font", "fill", "border", "number_format", "alignment", "protection"):
                assert repr(getattr(cell, aspect)) == repr(getattr(original, aspect)), cell
    assert sheet["C9"].value == _sheet(pasted())["C9"].value == 16
    assert sheet["B28"].font.name == "Arial", "outside the area nothing changes"
    assert (applied.changes, applied.left_out) == ([], [])


def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    after, _applied = copied(tmp_path, model(), pasted(), ("A6:D6", "A8:D27"))
    cell = _sheet(after)["A10"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.font.name) == (
        "=1+1",
        "s",
        True,
        "Times New Roman",
    )


def test_lists_come_and_those_pasted_go(tmp_path: Path) -> None:
    after, _applied = copied(tmp_path, model(), pasted(), ("A6:D6", "A8:D27"))
    assert _lists(_sheet(after)) == {
        "A1:F7 A28:F40 E8:F27": ("whole", "B1"),
        "C8:C27": ("list", '"Đạt,Không đạt"'),
        "D8:D27": ("custom", 'AND(D8>0,$A8<>"",D8<D$5+100)'),
    }


def test_conditional_formats_come_and_those_pasted_go(tmp_path: Path) -> None:
    after, _applied = copied(tmp_path, model(), pasted(), ("A6:D6", "A8:D27"))
    sheet = _sheet(after)
    found = _conditions(sheet)
    assert found["B28:B50"] == ["$F28"], "the rest of a cut rule still looks at its own row"
    assert found["A8:D27"] == ['$C8="Không đạt"']
    assert found["D8:D27"] == ["dataBar"]
    assert found["D1:D7"] == ["dataBar"]
    assert set(found) == {"B28:B50", "A8:D27", "D8:D27", "D1:D7"}
    (rule,) = (
        r
        for a, rules in sheet.conditional_formatting._cf_rules.items()
        if str(a.sqref) == "A8:D27"
        for r in rules
    )
    assert (rule.dxf.font.b, rule.dxf.fill.bgColor.rgb) == (True, "FFF8CBCB")
    part = zipfile.ZipFile(io.BytesIO(after)).read("xl/worksheets/sheet1.xml").decode()
    assert part.count("<x14:conditionalFormatting ") == part.count("</x14:conditionalFormatting>") == 2
    assert "<xm:sqref>D8:D27</xm:sqref>" in part
    priorities = [r.priority for rules in sheet.conditional_formatting._cf_rules.values() for r in rules]
    assert len(priorities) == len(set(priorities))


def test_lists_that_excel_keeps_in_its_extension_are_cut_and_brought(tmp_path: Path) -> None:
    """Excel 2010 and later keep a list from another sheet there."""
    extension = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Khác!A1:A3</xm:f></x14:formula1>'
        "<xm:sqref>A2:A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    plain = zipfile.ZipFile(io.BytesIO(two_sheets()))
    parts: dict[str, str | bytes] = {name: plain.read(name) for name in plain.namelist()}
    sheet = plain.read("xl/worksheets/sheet1.xml").decode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</worksheet>", f"{extension}</worksheet>")
    listed = handmade.pack(parts)
    cut, applied = copied(tmp_path, model(), listed, ("A6", "A2:A5"))
    part = zipfile.ZipFile(io.BytesIO(cut)).read("xl/worksheets/sheet1.xml").decode()
    assert "<xm:sqref>A6:A9</xm:sqref>" in part
    assert "<xm:f>Khác!A5:A7</xm:f>" in part
    back, _again = carried_out(cut, *applied.formats_before, keep=tmp_path / "nữa.xlsx")
    part = zipfile.ZipFile(io.BytesIO(back)).read("xl/worksheets/sheet1.xml").decode()
    assert "<xm:sqref>A2:A5</xm:sqref>" in part
    assert "<xm:f>Khác!A1:A3</xm:f>" in part
    gone, _applied = copied(tmp_path, model(), listed, ("A6", "A1:A9"))
    assert b"x14" not in zipfile.ZipFile(io.BytesIO(gone)).read("xl/worksheets/sheet1.xml")


def test_before_is_brought_back(tmp_path: Path) -> None:
    before = pasted()
    after, applied = copied(tmp_path, model(), before, ("A6:D6", "A8:D27"))
    (inverse,) = applied.formats_before
    assert inverse.copies == [FormatsCopy(source=_area("A8:D27"), target=_area("A8:D27"))]
    back, _applied = carried_out(after, inverse, keep=tmp_path / "nữa.xlsx")
    old, new = _sheet(before), _sheet(back)
    for row in old.iter_rows():
        for cell in row:
            other = new[cell.coordinate]
            assert (cell.value, cell.number_format, repr(cell.fill), repr(cell.font), cell.quotePrefix) == (
                other.value, other.number_format, repr(other.fill), repr(other.font), other.quotePrefix,
            )  # fmt: skip
    assert sorted(_lists(new).values()) == [("whole", "B1"), ("whole", "B8")]
    assert _conditions(new)["B8:B27"] == ["$F8"]


def test_other_parts_survive(tmp_path: Path) -> None:
    before = rich()
    after, applied = copied(tmp_path, model(), before, ("A6:C6", "A2:C6"))
    assert applied.left_out == []
    assert differing_parts(before, after) == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    assert str(_sheet(after)["B2"].value) == "xin đậm chào"


@pytest.mark.parametrize("source", [b"", None, "other"], ids=["damaged", "gone", "no such sheet"])
def test_model_that_cannot_be_used_is_said(tmp_path: Path, source: bytes | str | None) -> None:
    place = tmp_path / "mẫu.xlsx"
    if source is not None:
        place.write_bytes(_renamed() if source == "other" else b"")
    copies = [FormatsCopy(source=_area("A6"), target=_area("A6"))]
    before = pasted()
    after, applied = carried_out(before, CopyFormats(sheet=SHEET, workbook=str(place), copies=copies))
    assert differing_parts(before, after) == set()
    assert len(applied.left_out) == 1
    assert "mẫu.xlsx" in applied.left_out[0]
    assert applied.formats_before == []


def two_sheets() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet(SHEET)
    book.add_worksheet("Khác")
    book.close()
    return out.getvalue()


def _renamed() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(model()))
    book[SHEET].title = "Tên khác"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_protected_sheet_keeps_its_formats(tmp_path: Path) -> None:
    place = tmp_path / "mẫu.xlsx"
    place.write_bytes(model())
    content = rich(protected=True)
    copies = [FormatsCopy(source=_area("A6"), target=_area("A6"))]
    after, applied = carried_out(content, CopyFormats(sheet=SHEET, workbook=str(place), copies=copies))
    assert differing_parts(content, after) == set()
    assert "đang được bảo vệ" in applied.left_out[0]


boxes = st.tuples(*[st.integers(0, 6)] * 4).map(
    lambda n: Box(min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3]))
)


def _cells(box: Box) -> set[tuple[int, int]]:
    return {(r, c) for r in range(box.top, box.bottom + 1) for c in range(box.left, box.right + 1)}


@given(boxes, boxes)
def test_boxes_are_cut_exactly(one: Box, other: Box) -> None:
    pieces = list(one.without(other))
    covered = [cell for piece in pieces for cell in _cells(piece)]
    assert len(covered) == len(set(covered))
    assert set(covered) == _cells(one) - _cells(other)
    common = one.common(other)
    assert (_cells(common) if common else set()) == _cells(one) & _cells(other)


@pytest.mark.parametrize(
    ("text", "back"), [("B5", "B5"), ("$B$5:C7", "B5:C7"), ("B:C", "B1:C1048576"), ("5:7", "A5:XFD7")]
)
def test_boxes_are_read_as_excel_writes_them(text: str, back: str) -> None:
    assert str(Box.of(text)) == back
