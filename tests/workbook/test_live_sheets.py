"""The sheets without entry cells: dialect of their formulas, protection, links, and how they print."""

import datetime as dt
import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import GUIDE, RESULTS, SELF_ASSESSMENT, SLIP, Evidence, Improvement
from kdcl_xl.law import load, regulation_ids
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.live.slip import HASH_CELL
from kdcl_xl.workbook.live.workplace import WORKINGS_SHEET
from tests.office import Document, Office, office
from tests.parts import parts

__all__ = ["office"]

SHARED = {
    *(
        "AND",
        "CHOOSE",
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "COUNTIFS",
        "IF",
        "IFERROR",
        "INDEX",
        "LEFT",
        "LEN",
        "MATCH",
    ),
    *("MAX", "MID", "MIN", "OR", "ROUNDDOWN", "ROWS", "SUBSTITUTE", "SUM", "SUMIF", "TRIM", "UPPER"),
}
"""Functions that Excel 2010 and LibreOffice 7.4 both have, and that mean the same in both."""
LIVE = (RESULTS, SLIP, GUIDE, WORKINGS_SHEET)


def blank(regulation_id: str) -> bytes:
    regulation = load(regulation_id)
    return build(SELF_ASSESSMENT, Edition(SchoolYear("2026-2027"), regulation, regulation.applies_to[0]))


def formulas(book: Workbook) -> list[str]:
    cells = (cell for name in LIVE for row in book[name].iter_rows() for cell in row)
    return [str(cell.value) for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("regulation_id", regulation_ids())
def test_formulas_keep_to_the_shared_dialect(regulation_id: str) -> None:
    found = formulas(openpyxl.load_workbook(io.BytesIO(blank(regulation_id))))
    assert len(found) > 400
    for formula in found:
        literals = re.findall(r'"((?:[^"]|"")*)"', formula)
        bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", bare)) <= SHARED, formula
        assert len(formula) < 8000, formula
        assert max(map(len, literals), default=0) <= 255, formula
        assert "#" not in bare, formula


def test_no_result_is_cached_with_a_formula() -> None:
    """XlsxWriter would cache 0, which a program that does not calculate reads as a figure."""
    package = parts(blank("tt57_2026_pt"))
    cells = [
        cell
        for name, xml in package.items()
        if name.startswith("xl/worksheets/sheet")
        for cell in re.findall(rb"<f>.*?</f>(.*?)</c>", xml)
    ]
    assert len(cells) > 400
    assert set(cells) == {b"<v></v>"}


def test_live_sheets_are_protected_without_password_and_entry_sheets_are_not() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank("tt57_2026_pt")))
    protected = {sheet.title for sheet in book if sheet.protection.sheet}
    assert protected == {RESULTS, SLIP}
    assert all(not book[name].protection.password for name in protected)


def test_links_of_the_guide_lead_to_visible_sheets() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank("tt18_2018_tr")))
    links = [cell.hyperlink for row in book[GUIDE].iter_rows() for cell in row if cell.hyperlink]
    targets = [str(link.location) for link in links]
    assert len(targets) == 3
    for target in targets:
        assert book[target.split("!")[0].strip("'")].sheet_state == "visible"


def test_every_hidden_sheet_is_named_in_the_guide() -> None:
    for regulation_id in ("tt57_2026_pt", "tt18_2018_tr"):
        book = openpyxl.load_workbook(io.BytesIO(blank(regulation_id)))
        text = "\n".join(str(cell.value) for row in book[GUIDE].iter_rows() for cell in row)
        for sheet in book:
            if not sheet.title.startswith("_") and sheet.title != GUIDE:
                assert re.search(rf"\b{sheet.title}\b", text), sheet.title
        assert ("Rà soát" in text) == ("Rà soát" in book.sheetnames)


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes()))


def printed(document: Document, sheet: str, folder: Path) -> int:
    document.print_only(sheet)
    return pages(document.pdf(folder / "in.pdf"))


@pytest.mark.office
@pytest.mark.parametrize("regulation_id", ["tt57_2026_pt", "tt19_2018_mn+tt22_2024", "tt42_2012_th"])
@pytest.mark.parametrize(("sheet", "most"), [(GUIDE, 1), (SLIP, 1), (RESULTS, 3)])
def test_prints_on_few_pages(
    office: Office, tmp_path: Path, regulation_id: str, sheet: str, most: int
) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(blank(regulation_id))
    with office.load(path) as document:
        document.recalculate()
        assert 1 <= printed(document, sheet, tmp_path) <= most


@pytest.mark.office
def test_the_slip_shows_what_the_workbook_holds(office: Office, tmp_path: Path) -> None:
    content = Content(
        cells={
            "ten_truong": "Trường THCS Nguyễn Hiền",
            "ma_truong": "0790012345",
            "co_quan_quan_ly": "UBND phường Tân Mỹ",
            "loai_truong": "THCS",
            "lan_nop": 2,
            "ngay_phe_duyet": dt.date(2027, 5, 28),
            "nguoi_dung_dau": "Lê Thị Ánh",
            "dk_muc_dich": "CQG",
        },
        rows={
            Evidence: [Evidence(code=f"MC.1.1.0{n}", title=f"Tài liệu {n}") for n in range(1, 4)],
            Improvement: [
                Improvement(source_year="2026-2027", criterion="1.1", measure="Bồi dưỡng"),
                Improvement(source_year="2026-2027", criterion="1.2"),
                Improvement(source_year="2025-2026", criterion="2.1", measure="Mua sắm"),
            ],
        },
    )
    path = tmp_path / "so.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, edition_of("2026-2027", "tt57_2026_pt", "thcs"), content))
    with office.load(path) as document:
        document.recalculate()
        grid = document.read(SLIP, "A1:D40")
        places = document.names()
    shown = {str(row[1]): row[2] for row in grid}
    texts = {cell for row in grid for cell in row}
    assert {"UBND PHƯỜNG TÂN MỸ", "TRƯỜNG THCS NGUYỄN HIỀN", "HIỆU TRƯỞNG", "Lê Thị Ánh"} <= texts
    assert shown["Mã trường"] == "0790012345"
    assert shown["Lần nộp"] == 2
    assert shown["Chỉ báo đã đánh giá"] == "0/30 (0 %)"
    assert shown["Mức do sổ đề xuất"] == "Chưa đánh giá"
    assert shown["Mức nhà trường tự xác định"] == "(chưa ghi)"
    assert shown["Minh chứng trong danh mục"] == "3 minh chứng"
    assert shown["Kế hoạch cải tiến chất lượng"] == "1 giải pháp đề xuất; 1 giải pháp đang thực hiện"
    assert shown["Tên tệp nộp kèm"] == "0790012345_tu-danh-gia_2026-2027_L2.xlsx"
    sheet, row, column = places[HASH_CELL]
    assert (sheet, grid[row][column]) == (SLIP, "")
