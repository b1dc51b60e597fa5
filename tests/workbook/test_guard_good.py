"""Honest files pass without a finding, whoever saved them; what the user should know is mentioned; and fast."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import handmade
import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from kdcl_xl.findings import catalogue
from kdcl_xl.workbook import guard_rules
from kdcl_xl.workbook.archive import Fault
from kdcl_xl.workbook.guard import Inspection, inspect

ROWS = [["Mã", "Tên minh chứng", "Số"], ["H1-1.1-01", "Kế hoạch <A & B>", 5], ["H1-1.1-02", "", 7.5]]


def by_xlsxwriter(path: Path, *, rows: int = 0, **options: object) -> None:
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet("Minh chứng")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    border = book.add_format({"border": 1})
    for row in range(rows):
        for column in range(10):
            text = f"minh chứng số {row * 37 % 991} của tiêu chí {column}"
            sheet.write(row + 3, column, text if column < 6 else row * column, border)
    sheet.add_table("A1:C3", {"columns": [{"header": str(header)} for header in ROWS[0]]})
    sheet.data_validation("A2:A9", {"validate": "length", "criteria": ">", "value": 1})
    sheet.conditional_format("C2:C9", {"type": "data_bar"})
    sheet.set_column("D:XFD", 9, None, {"hidden": True})
    sheet.write_datetime("E1", dt.datetime(2026, 9, 5))
    stamp = book.add_worksheet("_kdcl")
    stamp.very_hidden()
    book.define_name("nam_hoc", "='Minh chứng'!$A$1")
    book.close()


def by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Minh chứng"
    for row in ROWS:
        sheet.append(row)
    sheet["A9"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    book.save(path)


def by_libreoffice(path: Path) -> None:
    source = path.with_name("nguồn.xlsx")
    by_xlsxwriter(source)
    folder = path.parent / "ra"
    profile = (path.parent / "hồ sơ").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(path.parent)},
    )  # fmt: skip
    (folder / "nguồn.xlsx").rename(path)


def _filled_rows(book: CalamineWorkbook) -> dict[str, list[list[object]]]:
    """The rows of every sheet down to the last filled one."""
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        while rows and not any(value != "" for value in rows[-1]):
            rows.pop()
        found[name] = rows
    return found


def check_good(path: Path) -> Inspection:
    inspection = inspect(path)
    assert inspection.refused is None
    assert inspection.findings == ()
    assert inspection.sha256 == sha256(path.read_bytes()).hexdigest()
    assert inspection.size == path.stat().st_size
    assert _filled_rows(CalamineWorkbook.from_filelike(inspection.open())) == _filled_rows(
        CalamineWorkbook.from_path(str(path))
    )
    assert not inspection.date1904
    part = inspection.sheets["Minh chứng"].part
    assert b"sheetData" in zipfile.ZipFile(path).read(part)
    book = CalamineWorkbook.from_filelike(inspection.open())
    assert book.get_sheet_by_name("Minh chứng").to_python()[1][:3] == ROWS[1]
    return inspection


def test_xlsxwriter(tmp_path: Path) -> None:
    path = tmp_path / "tốt.xlsx"
    by_xlsxwriter(path)
    inspection = check_good(path)
    assert {name: sheet.state for name, sheet in inspection.sheets.items()} == {
        "Minh chứng": "visible",
        "_kdcl": "veryHidden",
    }


def test_xlsxwriter_in_constant_memory_mode(tmp_path: Path) -> None:
    path = tmp_path / "tốt.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Minh chứng")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    book.close()
    check_good(path)


def test_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "tốt.xlsx"
    by_openpyxl(path)
    check_good(path)


@pytest.mark.office
def test_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "tốt.xlsx"
    by_libreoffice(path)
    inspection = check_good(path)
    assert inspection.sheets["_kdcl"].state in ("hidden", "veryHidden")


def test_missing_dimension_prefixes_and_targets() -> None:
    """What WPS, the Open XML SDK and other writers do differently."""
    spelled = handmade.parts()["xl/worksheets/sheet1.xml"]
    prefixed = (
        f'{handmade.HEAD}<x:worksheet xmlns:x="{handmade.MAIN}"><x:sheetData><x:row r="1">'
        '<x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    for sheet in (
        str(spelled),
        prefixed,
        str(spelled).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
    ):
        for target in ("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml", "worksheets\\sheet1.xml", "Worksheets/Sheet1.xml", "worksheets/%73heet1.xml"):  # fmt: skip
            content = handmade.pack(handmade.parts(sheet=sheet, target=target))
            inspection = inspect(content, name="a.xlsx")
            assert (inspection.refused, inspection.findings) == (None, ())
            assert inspection.sheets["Minh chứng"].part == "xl/worksheets/sheet1.xml"


def test_prefixed_workbook_part() -> None:
    parts = handmade.parts()
    parts["xl/workbook.xml"] = (
        f'<x:workbook xmlns:x="{handmade.MAIN}" xmlns:q="{handmade.OFFICE}"><x:workbookPr date1904="true"/><x:sheets>'
        '<x:sheet name="Tổ &amp; nhóm &#x110;" sheetId="1" state="hidden" q:id="rId1"/></x:sheets></x:workbook>'
    )
    inspection = inspect(handmade.pack(parts), name="a.xlsx")
    assert inspection.sheets["Tổ & nhóm Đ"].state == "hidden"
    assert inspection.date1904


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("true", True), ("0", False), ("false", False)])
def test_1904_system(value: str, expected: bool) -> None:
    content = handmade.workbook(properties=f'<workbookPr date1904="{value}"/>')
    assert inspect(content, name="a.xlsx").date1904 is expected


def test_workbook_of_the_1904_system_as_written(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    xlsxwriter.Workbook(str(path), {"date_1904": True}).close()
    assert inspect(path).date1904


def code_messages(content: bytes) -> dict[str, str]:
    inspection = inspect(content, name="nộp.xlsx")
    assert inspection.refused is None
    assert all(finding.file == "nộp.xlsx" and finding.remedy for finding in inspection.findings)
    return {finding.code: finding.message for finding in inspection.findings}


def test_external_links_are_named_without_their_folders() -> None:
    link = f'<externalLink xmlns="{handmade.MAIN}"/>'
    rels = f'<Relationships xmlns="{handmade.PACKAGE}"><Relationship Id="rId1" Type="{handmade.OFFICE}/externalLinkPath" Target="file:///C:\\Users\\Nga\\Số liệu.xlsx" TargetMode="External"/></Relationships>'
    parts = handmade.parts(
        workbook_extra="<definedNames><definedName name=\"diem\">'[1]Lớp 5'!$A$1</definedName>"
        '<definedName name="cu">[SoLieu.xlsx]A!$B$1</definedName><definedName name="rieng">tbl_mc[Mã]</definedName>'
        '<definedName name="minh">[0]!diem</definedName><definedName name="so">tbl[2]</definedName></definedNames>'
    )
    extra = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
    }
    found = code_messages(handmade.pack({**parts, **extra}))
    assert set(found) == {"TEP-040", "TEP-041"}
    assert '"Số liệu.xlsx"' in found["TEP-040"]
    assert "Nga" not in found["TEP-040"]
    assert '"diem", "cu"' in found["TEP-041"]
    assert "rieng" not in found["TEP-041"]


def test_threaded_comments_and_hidden_sheet() -> None:
    parts = handmade.parts()
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        'sheetId="1"', 'sheetId="1" state="hidden"'
    )
    found = code_messages(
        handmade.pack({**parts, "xl/threadedComments/threadedComment1.xml": "<ThreadedComments/>"})
    )
    assert set(found) == {"TEP-042", "TEP-044"}
    assert '"Minh chứng"' in found["TEP-044"]


def test_no_sheet_at_all() -> None:
    parts = handmade.parts()
    parts["xl/workbook.xml"] = f'<workbook xmlns="{handmade.MAIN}"/>'
    refused = inspect(handmade.pack(parts), name="a.xlsx").refused
    assert refused is not None
    assert refused.code == "TEP-016"


def test_every_fault_and_rule_has_words() -> None:
    assert set(guard_rules.FAULTS) == set(Fault)
    codes = {code for code in catalogue() if code.startswith("TEP-0") and code < "TEP-040"}
    assert codes == {rule.code for rule in guard_rules.MESSAGES}


def test_a_large_ordinary_submission(tmp_path: Path) -> None:
    path = tmp_path / "lớn.xlsx"
    by_xlsxwriter(path, rows=2000)
    assert path.stat().st_size > 100_000
    assert inspect(path).refused is None


def test_bytes_in_memory_need_no_file() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("a").write(0, 0, "x")
    book.close()
    inspection = inspect(out.getvalue(), name="trường A/nộp.xlsx")
    assert inspection.refused is None
    assert inspection.name == "trường A/nộp.xlsx"
