"""Row 8: threaded comments (Excel 365) through the whole check: listed, read past, and given back as they were."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, School
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests import ooxml
from tests.checks.samples import EDITIONS, sample
from tests.hard_cases import DAY, found
from tests.running import kdcl
from tests.workbook.rich_workbook import by_libreoffice, differing_parts

SHEET = "xl/worksheets/sheet2.xml"
RELS = "xl/worksheets/_rels/sheet2.xml.rels"
THREADS, PERSONS = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
_PERSON = "{6D2C0B5E-3F0C-4B59-9A52-6A4E5E0F0001}"
_IDS = [f"{{6D2C0B5E-3F0C-4B59-9A52-6A4E5E0F01{number:02}}}" for number in range(3)]
_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MS_KINDS = "http://schemas.microsoft.com/office/2017/10/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MIRROR = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment.\n\nComment:\n    "
)


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'


def _thread(cell: str, key: str, text: str, parent: str = "") -> str:
    answer = f' parentId="{parent}"' if parent else ""
    return f'<threadedComment ref="{cell}" dT="2027-05-20T08:00:00.00" personId="{_PERSON}" id="{key}"{answer}><text>{text}</text></threadedComment>'


def _mirror(cell: str, author: int, text: str) -> str:
    return f'<comment ref="{cell}" authorId="{author}" shapeId="0" xr:uid="{_IDS[author]}"><text><t xml:space="preserve">{_MIRROR}{text}</t></text></comment>'


def _shape(number: int, row: int) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:textbox/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>2, 15, {row}, 2, 4, 15, {row + 4}, 2</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>"
    )


def with_threads(content: bytes, first: str, second: str) -> bytes:
    """The workbook as Excel 365 saves it after somebody discussed two cells of "Trường" (the first with an answer)."""
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {
        name: source.read(name).decode("utf-8") for name in source.namelist() if not name.endswith(".png")
    }
    assert RELS not in parts, "the sheet has no other parts to mind"
    threads = (
        _thread(first, _IDS[0], "Tỉnh ghi thế này được không?"),
        _thread(first, _IDS[2], "Được &amp; đúng.", parent=_IDS[0]),
        _thread(second, _IDS[1], "Tên theo quyết định mới."),
    )
    authors = "".join(f"<author>tc={key}</author>" for key in _IDS[:2])
    mirrors = _mirror(first, 0, "Tỉnh ghi thế này được không?") + _mirror(
        second, 1, "Tên theo quyết định mới."
    )
    shapes = "".join(_shape(2049 + n, int(cell[1:]) - 1) for n, cell in enumerate((first, second)))
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts |= {
        THREADS: f'{declared}<ThreadedComments xmlns="{_THREADED}" xmlns:x="{_MAIN}">{"".join(threads)}</ThreadedComments>',
        PERSONS: f'{declared}<personList xmlns="{_THREADED}" xmlns:x="{_MAIN}"><person displayName="Cô Văn Thư" id="{_PERSON}" userId="vt" providerId="None"/></personList>',
        "xl/comments1.xml": f'{declared}<comments xmlns="{_MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"><authors>{authors}</authors><commentList>{mirrors}</commentList></comments>',
        "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="2"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        + shapes + "</xml>",
        RELS: f'{declared}<Relationships xmlns="{_PACKAGE}">'
        + _relation("rId1", f"{_KINDS}/vmlDrawing", "../drawings/vmlDrawing1.vml")
        + _relation("rId2", f"{_KINDS}/comments", "../comments1.xml")
        + _relation("rId3", f"{_MS_KINDS}/threadedComment", "../threadedComments/threadedComment1.xml")
        + "</Relationships>",
        SHEET: parts[SHEET].replace("</worksheet>", '<legacyDrawing r:id="rId1"/></worksheet>'),
    }  # fmt: skip
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        _relation("rId900", f"{_MS_KINDS}/person", "persons/person.xml") + "</Relationships>",
    )
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            (THREADS, "application/vnd.ms-excel.threadedcomments+xml"),
            (PERSONS, "application/vnd.ms-excel.person+xml"),
            ("xl/comments1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
        )
    )
    vml = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
    listed = parts["[Content_Types].xml"]
    listed = listed.replace("<Override", f"{vml}<Override", 1) if 'Extension="vml"' not in listed else listed
    parts["[Content_Types].xml"] = listed.replace("</Types>", f"{types}</Types>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = parts.pop(item.filename).encode() if item.filename in parts else source.read(item)
            target.writestr(zipfile.ZipInfo(item.filename), data, zipfile.ZIP_DEFLATED)
        for name, text in parts.items():
            target.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Discussed: the cell of the province, which has an error, and the name, which has none. Not discussed: the area."""
    content = sample("tt57")
    content.cells |= {"tinh": "Tỉnh Không Có", "vung": "Vùng Không Có"}
    built = build(SELF_ASSESSMENT, EDITIONS["tt57"], content)
    submission = read(built, name="a.xlsx")
    assert isinstance(submission, Submission)
    path = tmp_path_factory.mktemp("sổ") / "Sổ có trao đổi.xlsx"
    path.write_bytes(
        with_threads(built, submission.where(School, "province")[1], submission.where(School, "name")[1])
    )
    return path


@pytest.fixture(scope="module")
def marked(workbook: Path) -> Path:
    out = workbook.parent / "kết quả"
    answer = kdcl("kiem-tra", workbook, *DAY, "--json", "--ra", out)
    codes = {finding["code"] for finding in found(answer)}
    assert {"TEP-042", "CT-011"} <= codes, "the discussion is mentioned, the wrong province is found"
    (copy,) = out.glob("*.xlsx")
    return copy


def test_the_sample_is_what_excel_would_open(workbook: Path) -> None:
    assert ooxml.sdk_violations([workbook]) == {}
    assert ooxml.own_violations(workbook) == []


def test_the_discussion_is_given_back_byte_for_byte(workbook: Path, marked: Path) -> None:
    changed = differing_parts(workbook.read_bytes(), marked.read_bytes())
    assert SHEET in changed, "something was marked on this very sheet"
    assert not {THREADS, PERSONS} & changed
    before, after = (zipfile.ZipFile(path) for path in (workbook, marked))
    assert after.read(THREADS) == before.read(THREADS)
    for mirror in (_MIRROR + "Tỉnh ghi thế này được không?", _MIRROR + "Tên theo quyết định mới."):
        assert mirror.encode() in after.read("xl/comments1.xml"), "older programs still show the discussion"


def test_the_marks_stand_beside_the_discussion(workbook: Path, marked: Path) -> None:
    submission = read(workbook)
    assert isinstance(submission, Submission)
    sheet, discussed = submission.where(School, "province")
    book = openpyxl.load_workbook(marked)
    before = openpyxl.load_workbook(workbook)
    assert book[sheet][discussed].fill.fgColor.rgb != before[sheet][discussed].fill.fgColor.rgb
    note = book[sheet][discussed].comment
    assert note is not None
    assert "CT-011" not in note.text, "Excel shows the thread, not this note; the sheet of results says it"
    ours = book[sheet][submission.where(School, "area")[1]].comment
    assert ours is not None
    assert "CT-011" in ours.text, "a cell nobody discussed bears its note"
    results = [str(cell.value) for row in book["Kết quả kiểm tra"].iter_rows() for cell in row]
    assert "CT-011" in results


def test_the_marked_copy_is_sound(marked: Path, tmp_path: Path) -> None:
    assert ooxml.sdk_violations([marked]) == {}
    assert ooxml.own_violations(marked) == []
    saved = by_libreoffice(marked.read_bytes(), tmp_path)
    assert "Kết quả kiểm tra" in openpyxl.load_workbook(saved).sheetnames
