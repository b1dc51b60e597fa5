"""Marks: everything the user made survives, old marks go, notes and fills say the same thing."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import handmade
import openpyxl
import pytest
from openpyxl.cell import Cell
from patching import Mark, carried_out, marked
from python_calamine import CalamineWorkbook
from rich_workbook import SHEET, by_libreoffice, differing_parts, rich

from kdcl_xl.findings import Severity
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.marks import mark_colour
from kdcl_xl.workbook.patch import PatchError, Session
from kdcl_xl.workbook.patch_desk import desk_of
from kdcl_xl.workbook.plan import Fill, Jump, Notes, PutSheet, Tone

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
MARKS = [
    Mark(SHEET, "B2", ERROR, "TĐG-031 · Mã thiếu số 0."),
    Mark(SHEET, "B2", HINT, "nên viết gọn"),
    Mark(SHEET, "A2", WARNING, "trùng mã"),
    Mark(SHEET, "A3", ERROR, "chưa có tên"),
    Mark(SHEET, "G20", ERROR, "ô chưa từng có"),
    Mark(SHEET, "B9", ERROR, "trong vùng trộn"),
]
RESULT = PutSheet(
    name="Kết quả kiểm tra",
    rows=[
        ["KẾT QUẢ KIỂM TRA"],
        ["Mức", "Trang", "Ô", "Nội dung"],
        [Tone(severity=ERROR), SHEET, Jump(text="B2", sheet=SHEET, cell="B2"), "=1+1 không phải công thức"],
    ],
    widths=[12, 20, 8, 60],
    header_row=2,
)


def cell(content: bytes, address: str, sheet: str = SHEET) -> Cell:
    found = openpyxl.load_workbook(io.BytesIO(content))[sheet][address]
    assert isinstance(found, Cell)
    return found


def note(content: bytes, address: str, sheet: str = SHEET) -> str:
    comment = cell(content, address, sheet).comment
    return comment.text if comment else ""


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_only_the_parts_of_the_marked_sheet_change() -> None:
    before = rich()
    assert differing_parts(before, marked(before, MARKS)) == {
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_no_mark_no_change() -> None:
    before = rich()
    assert differing_parts(before, marked(before, [])) == set()


def test_everything_in_the_marked_sheet_survives() -> None:
    before = rich()
    old, new = (part(content, "xl/worksheets/sheet1.xml") for content in (before, marked(before, MARKS)))
    after_data = old.index("</sheetData>")
    assert new.endswith(old[after_data:])
    head = old[old.index("<worksheet") : old.index("<dimension")]
    assert head in new
    values = re.compile(r'<c r="([A-Z]+\d+)"[^>]*>(<[vf].*?)</c>')
    assert values.findall(new) == values.findall(old)
    vml, old_vml = (
        part(content, "xl/drawings/vmlDrawing1.vml") for content in (marked(before, MARKS), before)
    )
    for shape in re.findall(r"<v:shape .*?</v:shape>", old_vml, re.S):
        assert shape in vml
    identities = re.findall(r'<v:shape id="(\w+)"', vml)
    assert len(identities) == len(set(identities)) == 6
    assert "kiem_tra" in vml


def test_fill_changes_and_nothing_else_of_the_format() -> None:
    before = rich()
    after = marked(before, [*MARKS, Mark(SHEET, "C2", WARNING, "ngày")])
    for address in ("A2", "A3", "C2", "A8"):
        old, new = cell(before, address), cell(after, address)
        assert new.fill.fgColor.rgb != old.fill.fgColor.rgb
        for aspect in ("font", "border", "number_format", "protection", "alignment"):
            assert repr(getattr(new, aspect)) == repr(getattr(old, aspect))
        assert new.value == old.value
    colours = [cell(after, address).fill.fgColor.rgb for address in ("B2", "C2")]
    assert len(set(colours)) == 2
    assert cell(after, "G20").border.left.style == "thin", "a new cell takes the format of its column"


def test_notes_begin_with_the_severity_and_join() -> None:
    after = marked(rich(), MARKS)
    assert note(after, "B2") == "LỖI · TĐG-031 · Mã thiếu số 0.\nGỢI Ý · nên viết gọn"
    assert note(after, "A8") == "LỖI · trong vùng trộn"
    assert 'ref="B9"' not in part(after, "xl/comments1.xml")


def test_note_of_the_user_is_kept_and_written_below() -> None:
    before = rich()
    after = marked(before, MARKS)
    assert note(before, "A2") == "ghi chú của trường"
    assert note(after, "A2").startswith("ghi chú của trường\n— Kiểm tra —\nCẢNH BÁO · trùng mã")
    comment = cell(after, "A2").comment
    assert comment is not None
    assert comment.author == "Cô A"
    again = marked(after, [])
    assert note(again, "A2") == "ghi chú của trường"


def test_marking_twice_gives_the_same_parts() -> None:
    once = marked(rich(), MARKS, [RESULT])
    assert differing_parts(once, marked(once, MARKS, [RESULT])) == set()


def test_old_marks_go_when_the_cause_is_gone() -> None:
    before = rich()
    clean = marked(marked(before, MARKS), [])
    assert part(clean, "xl/worksheets/sheet1.xml").count(" s=") == part(
        marked(before, MARKS), "xl/worksheets/sheet1.xml"
    ).count(" s=")
    for address in ("A2", "A3", "B2", "A8"):
        old, new = cell(before, address), cell(clean, address)
        assert (new.fill.fill_type, new.fill.fgColor.rgb) == (old.fill.fill_type, old.fill.fgColor.rgb)
        assert note(clean, address) == note(before, address)
    assert part(clean, "xl/drawings/vmlDrawing1.vml").count('ObjectType="Note"') == 1
    other = marked(marked(before, MARKS), [Mark(SHEET, "C2", HINT, "khác")])
    assert [note(other, address) for address in ("B2", "C2")] == ["", "GỢI Ý · khác"]


def test_sheet_without_notes_gets_its_own_parts() -> None:
    before = rich()
    after = marked(before, [Mark("Khác", "A2", HINT, "xem lại"), Mark("Khác", "D30", ERROR, "mới")])
    assert differing_parts(before, after) == {
        "[Content_Types].xml",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/comments2.xml",
        "xl/drawings/vmlDrawing2.vml",
    }
    assert (note(after, "A2", "Khác"), note(after, "D30", "Khác")) == ("GỢI Ý · xem lại", "LỖI · mới")
    sheet = part(after, "xl/worksheets/sheet2.xml")
    assert sheet.index("<drawing ") < sheet.index("<legacyDrawing ")
    blocks = [
        part(after, f"xl/drawings/vmlDrawing{number}.vml")
        .split('<o:idmap v:ext="edit" data="')[1]
        .split('"')[0]
        for number in (1, 2)
    ]
    assert len(set(blocks)) == 2


def test_form_controls_as_excel_writes_them_stay_in_their_place() -> None:
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    controls = (
        f'<mc:AlternateContent xmlns:mc="{compatibility}"><mc:Choice xmlns:x14="urn:x14" Requires="x14"><controls>'
        '<control shapeId="1025" name="Button 1"/></controls></mc:Choice></mc:AlternateContent>'
    )
    content = handmade.workbook(
        sheet=handmade.sheet_xml(handmade.PLAIN_ROWS, after=f"<pageMargins/>{controls}")
    )
    sheet = part(marked(content, [Mark(SHEET, "A2", ERROR, "x")]), "xl/worksheets/sheet1.xml")
    assert controls in sheet
    assert sheet.index("<pageMargins") < sheet.index("<legacyDrawing ") < sheet.index("<mc:AlternateContent")


def test_vml_that_is_not_quite_xml_is_kept() -> None:
    """Excel leaves <br> open in the captions of buttons."""
    content = rich()
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/drawings/vmlDrawing1.vml"] = parts["xl/drawings/vmlDrawing1.vml"].replace(
        b"</font>", b"<br>\r\n</font>", 1
    )
    assert b"<br>" in parts["xl/drawings/vmlDrawing1.vml"]
    after = marked(handmade.pack(parts), MARKS)
    assert "<br>\r\n</font>" in part(after, "xl/drawings/vmlDrawing1.vml")
    assert note(after, "A3") == "LỖI · chưa có tên"


def test_cells_are_created_in_order() -> None:
    data = '<row r="3"><c r="C3"><v>1</v></c></row><row r="9"><c r="A9"><v>2</v></c></row>'
    content = handmade.workbook(data)
    marks = [Mark(SHEET, address, ERROR, "x") for address in ("D3", "B3", "AA3", "A3", "Z1", "B5", "A12")]
    sheet = part(marked(content, marks), "xl/worksheets/sheet1.xml")
    assert re.findall(r'<row r="(\d+)"', sheet) == ["1", "3", "5", "9", "12"]
    assert re.findall(r'<c r="([A-Z]+3)"', sheet) == ["A3", "B3", "C3", "D3", "AA3"]


def test_positions_left_out_are_written_in() -> None:
    content = handmade.workbook("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    after = marked(content, [Mark(SHEET, "B1", ERROR, "x"), Mark(SHEET, "B2", ERROR, "y")])
    assert CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_index(0).to_python() == [
        [1, 2],
        [3, ""],
    ]


def test_workbook_without_styles_gets_some() -> None:
    after = marked(handmade.workbook(), [Mark(SHEET, "B2", ERROR, "x")])
    assert cell(after, "B2").fill.fill_type == "solid"


def test_many_notes_need_more_than_one_block_of_shapes() -> None:
    marks = [Mark(SHEET, f"K{row}", HINT, f"dòng {row}") for row in range(1, 2500)]
    after = marked(rich(), marks)
    vml = part(after, "xl/drawings/vmlDrawing1.vml")
    numbers = [int(number) for number in re.findall(r'<v:shape id="_x0000_s(\d+)"', vml)]
    assert len(numbers) == len(set(numbers)) == 2501
    declared = {int(block) for block in re.findall(r'data="([\d,]+)"', vml)[0].split(",")}
    assert {number // 1024 for number in numbers} == declared
    assert note(after, "K2000") == "GỢI Ý · dòng 2000"


def test_control_characters_and_escapes_in_notes() -> None:
    after = marked(rich(), [Mark(SHEET, "B2", ERROR, "a\x0bb <&> _x0041_\r\nc")])
    assert (
        note(after, "B2") == "LỖI · a\ufffdb <&> _x005F_x0041_\nc"
    )  # openpyxl shows the escape, Excel reads it


def test_threaded_comment_is_not_written_into() -> None:
    content = rich()
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/comments1.xml"] = parts["xl/comments1.xml"].replace("Cô A".encode(), b"tc={0}")
    after, applied = carried_out(
        handmade.pack(parts),
        Fill(sheet=SHEET, colours={"A2": mark_colour(WARNING)}),
        Notes(sheet=SHEET, texts={"A2": "CẢNH BÁO · trùng mã", "A3": "LỖI · chưa có tên"}),
    )
    assert applied.left_out == [
        "Minh chứng!A2: ô có cuộc trao đổi của người dùng nên chỉ tô màu, không ghi chú."
    ]
    assert (note(after, "A2"), note(after, "A3")) == ("ghi chú của trường", "LỖI · chưa có tên")
    seen = desk_of(Session(inspect(after), after), "").marks
    assert (seen[SHEET, "A2"].colour, seen[SHEET, "A2"].text) == (mark_colour(WARNING), "")
    assert note(marked(after, []), "A2") == "ghi chú của trường"
    assert cell(after, "A2").fill.fgColor.rgb != cell(content, "A2").fill.fgColor.rgb


def test_unknown_sheet_and_cell_are_left_out_and_said_so() -> None:
    content = rich()
    for sheet, cell in (("Không có", "A1"), (SHEET, ""), (SHEET, "AAAA1"), (SHEET, "A1048577")):
        after, applied = carried_out(
            content, Fill(sheet=sheet, colours={cell: "#F8CBCB"}), Notes(sheet=sheet, texts={cell: "LỖI · x"})
        )
        assert len(applied.left_out) == 1
        assert (sheet if sheet != SHEET else cell) in applied.left_out[0]
        assert (applied.changes, differing_parts(content, after)) == ([], set())


def test_protected_sheet_takes_no_marks() -> None:
    content = rich(protected=True)
    after, applied = carried_out(
        content,
        Fill(sheet=SHEET, colours={f"A{row}": mark_colour(ERROR) for row in range(1, 9)}),
        Notes(sheet=SHEET, texts={"A3": "LỖI · x"}),
    )
    assert differing_parts(content, after) == set()
    assert applied.left_out[0].startswith("Minh chứng!A1, A2, A3, A4, A5 và 3 ô khác: trang đang được bảo vệ")
    assert desk_of(Session(inspect(content), content), "").locked == {SHEET}


def test_refused_file_is_not_patched() -> None:
    with pytest.raises(PatchError) as caught:
        marked(b"", [])
    assert caught.value.finding.code == "TEP-001"


def test_strict_workbook_is_refused_with_a_remedy() -> None:
    parts = {
        name: str(text).replace(handmade.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, text in handmade.parts().items()
    }
    with pytest.raises(PatchError) as caught:
        marked(handmade.pack(parts), [Mark(SHEET, "A1", ERROR, "x")])
    assert caught.value.finding.code == "TEP-052"
    assert "Strict" in caught.value.finding.message


@pytest.mark.parametrize(
    "fill",
    [
        '<fgColor rgb="FFDDEBF7"/>', '<fgColor theme="4" tint="0.7999"/>', '<fgColor indexed="43"/>', "", "gray125",
    ],
    ids=["rgb", "theme", "indexed", "none", "pattern"],
)  # fmt: skip
def test_whatever_a_mark_covers_comes_back(fill: str) -> None:
    pattern = '<patternFill patternType="solid">' + fill + "</patternFill>"
    if fill in ("", "gray125"):
        pattern = f'<patternFill patternType="{fill or "none"}"/>'
    content = _with_fill(pattern)
    once = marked(content, [Mark(SHEET, "A2", ERROR, "x")])
    assert cell(once, "A2").fill.fgColor.rgb == "FF" + mark_colour(ERROR)[1:]
    seen = desk_of(Session(inspect(once), once), "").marks[SHEET, "A2"]
    assert (seen.colour, seen.known) == (mark_colour(ERROR), fill != "gray125")
    back = cell(marked(once, []), "A2").fill
    old = cell(content, "A2").fill
    if fill == "gray125":  # patterns are the one thing a mark cannot remember
        assert back.fill_type is None
    else:
        assert (back.fill_type, back.fgColor) == (old.fill_type, old.fgColor)


def _with_fill(pattern: str) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(rich()))
    parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["xl/styles.xml"].decode()
    old = '<patternFill patternType="solid"><fgColor rgb="FFFFFBE6"/><bgColor indexed="64"/></patternFill>'
    assert styles.count(old) == 1
    parts["xl/styles.xml"] = styles.replace(old, pattern).encode()
    return handmade.pack(parts)


def by_openpyxl(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_file_saved_by_openpyxl() -> None:
    before = by_openpyxl(rich())
    once = marked(before, MARKS, [RESULT])
    assert note(once, "A3") == "LỖI · chưa có tên"
    assert differing_parts(once, marked(once, MARKS, [RESULT])) == set()
    resaved = by_openpyxl(once)
    clean = marked(resaved, [])
    assert note(clean, "A3") == ""
    assert cell(clean, "A3").fill.fgColor.rgb == cell(before, "A3").fill.fgColor.rgb


@pytest.mark.office
def test_file_saved_by_libreoffice_before_and_after(tmp_path: Path) -> None:
    before = by_libreoffice(rich(), tmp_path / "1").read_bytes()
    once = marked(before, MARKS, [RESULT])
    assert differing_parts(once, marked(once, MARKS, [RESULT])) == set()
    resaved = by_libreoffice(once, tmp_path / "2").read_bytes()
    assert note(resaved, "A3") == "LỖI · chưa có tên"
    assert "trùng mã" in note(resaved, "A2")
    assert "ghi chú của trường" in note(resaved, "A2")
    assert cell(resaved, "A3").fill.fgColor.rgb == cell(once, "A3").fill.fgColor.rgb
    clean = marked(resaved, [], [RESULT])
    assert (note(clean, "A3"), note(clean, "A2")) == ("", "ghi chú của trường")
    assert cell(clean, "A3").fill.fill_type is None or cell(clean, "A3").fill.fgColor.rgb == "FFFFFBE6"
    names = openpyxl.load_workbook(io.BytesIO(clean)).sheetnames
    assert names == [SHEET, "Khác", "Kết quả kiểm tra"], "the sheet added before is replaced, not doubled"


@pytest.mark.office
def test_libreoffice_shows_the_marked_copy(tmp_path: Path) -> None:
    pdf = by_libreoffice(marked(rich(), MARKS, [RESULT]), tmp_path, to="pdf")
    shown = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout
    pages = [
        "".join(page.split()) for page in shown.decode().split("\f")
    ]  # letters of bold words may be spread
    for expected in ("KẾT QUẢ KIỂM TRA", "Nội dung", "LỖI", "=1+1 không phải công thức", "Hộp chữ giữ nguyên", "xin đậm chào"):  # fmt: skip
        assert "".join(expected.split()) in "".join(pages)
    assert any("KẾTQUẢKIỂMTRA" in page and "Trang" in page for page in pages)
