# ruff: noqa: F811 (fixtures are imported by name)
"""Hard cases 1–9 through `kdcl …`: dangerous and damaged files, what happens to cells and columns.

The numbers are those of the table of cases the design was built to; finer tests of each stand with its module.
"""

from __future__ import annotations

import io
import time
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.consolidate import schools_made as made
from tests.hard_cases import (  # noqa: F401
    DAY,
    MIB,
    Book,
    all_lines,
    book,
    check,
    clean,
    edit,
    found,
    gather,
    put,
    refused,
    sheet_values,
)
from tests.office_folder import nobodys_settings  # noqa: F401
from tests.running import kdcl
from tests.workbook.test_guard_kinds import KINDS

# ---- 1–4: files that are dangerous, damaged or something else


def test_zip_bomb(clean: bytes, tmp_path: Path) -> None:
    """Row 1: a bomb of 500 MB is refused from the zip directory, quickly and in little memory."""
    path = tmp_path / "nặng.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        with zipfile.ZipFile(io.BytesIO(clean)) as source:
            for name in source.namelist():
                if name != "xl/sharedStrings.xml":
                    target.writestr(name, source.read(name))
        with target.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(500):
                part.write(b"a" * MIB)
    assert path.stat().st_size < 2 * MIB
    tracemalloc.start()
    started = time.perf_counter()
    answer = check(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    refused(answer, "TEP-025", "phình quá lớn")
    assert time.perf_counter() - started < 10
    assert peak < 64 * MIB


def test_one_cell_at_the_far_end(book: Path) -> None:
    """Row 2: a filled cell at row 1,048,576, column 51 refuses the file and is named."""
    finding = refused(
        check(edit(book, put("Minh chứng", "AY1048576", "x"))), "TEP-030", "AY1048576", "Minh chứng"
    )
    assert (finding["sheet"], finding["cell"]) == ("Minh chứng", "AY1048576")


def test_entities_in_a_part(clean: bytes, tmp_path: Path) -> None:
    """Row 3: XML entities in a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(clean)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1)
            target.writestr(name, data)
    path = tmp_path / "thực thể.xlsx"
    path.write_bytes(out.getvalue())
    refused(check(path), "TEP-026", "chứa DTD")


@pytest.mark.parametrize(("name", "content", "code", "word"), KINDS, ids=[kind[0] for kind in KINDS])
def test_not_a_workbook(tmp_path: Path, name: str, content: bytes, code: str, word: str) -> None:
    """Row 4: .xls, .xlsb, password, CSV renamed, 0 byte, owner file, placeholder: recognised and named."""
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(check(path), code, word)["file"] == name


def test_every_kind_of_bad_file_in_one_folder(clean: bytes, tmp_path: Path) -> None:
    """Row 4: in a consolidation they are named and counted, and stop nobody else."""
    folder = tmp_path / "nộp"
    for number, (name, content, *_) in enumerate(KINDS):
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / name).write_bytes(content)
    (folder / "cụt.xlsx").write_bytes(clean[:7000])
    made.school(folder, "79100001", "Trường THCS Hoa Sữa")
    outcome = gather(folder, tmp_path / "ra.xlsx")
    assert outcome["figures"]["received"] == 1
    lines = {unicodedata.normalize("NFC", line["file"]): line for line in all_lines(outcome)}
    expected = {f"{number}/{kind[0]}" for number, kind in enumerate(KINDS)} | {"cụt.xlsx"}
    assert lines.keys() >= {unicodedata.normalize("NFC", name) for name in expected}
    assert all(line["why"] for name, line in lines.items() if name != "79100001.xlsx")
    assert {line["state"] for name, line in lines.items() if name != "79100001.xlsx"} <= {
        "Không nhận",
        "Bỏ qua",
    }


# ---- 5–9: what happens to cells and columns


def test_formula_never_calculated(book: Path) -> None:
    """Row 5: an uncalculated formula is neither 0 nor blank; Excel is named as the remedy."""
    answer = check(edit(book, put("Số liệu", "G60", "=1+1")))
    (finding,) = found(answer, "CT-016")
    assert (finding["sheet"], finding["cell"]) == ("Số liệu", "G60")
    assert "chưa được tính" in finding["message"]
    assert "Excel" in finding["remedy"]
    shown = kdcl("doc", book)
    assert shown.code == 1
    assert "lỗi khi đọc" in shown.err
    table = shown.json["addresses"]["tables"]["tbl_so_lieu"]
    row = shown.json["tables"]["tbl_so_lieu"][table["rows"].index(60)]
    (column,) = [name for name, letters in table["columns"].items() if letters == "G"]
    assert row[column] is None


def test_result_typed_over(book: Path) -> None:
    """Row 6: a level typed over the formula is recomputed, both are shown, and it is a warning."""
    addresses = openpyxl.load_workbook(book).defined_names["kq_muc_thap"].attr_text
    sheet, cell = addresses.replace("$", "").replace("'", "").split("!")

    def type_over(opened: Book) -> None:
        opened[sheet].protection.disable()
        opened[sheet][cell] = 1

    (finding,) = found(check(edit(book, type_over)), "DG-008")
    assert finding["severity"] == "cảnh báo"
    assert "1" in finding["message"]
    assert "2" in finding["message"]
    assert kdcl("muc", book, "--json").json["level_low"] == 2


def test_total_typed_by_hand(tmp_path: Path) -> None:
    """Row 6: a total of a ward's workbook that disagrees with its own rows is found by the province."""
    folder = tmp_path / "sở"
    made.school(tmp_path / "phường", "79100001", "Trường THCS Hoa Sữa")
    folder.mkdir()
    gather(tmp_path / "phường", folder / "phường.xlsx")

    def type_over(opened: Book) -> None:
        sheet, cell = (
            opened.defined_names["kq_received"].attr_text.replace("$", "").replace("'", "").split("!")
        )
        opened[sheet].protection.disable()
        opened[sheet][cell] = 7

    edit(folder / "phường.xlsx", type_over)
    out = tmp_path / "Sở.xlsx"
    answer = kdcl("tong-hop", folder, "--cap", "so", *DAY, "--ra", out, "--json")
    assert answer.json["figures"]["received"] == 1
    errors = [row for row in sheet_values(out, "Lỗi") if "TH-010" in row]
    assert errors
    assert any("7" in str(value) and "1" in str(value) for value in errors[0])


def test_columns_moved_renamed_doubled(book: Path) -> None:
    """Row 7: columns are matched by name; missing, doubled and foreign ones are reported."""
    moved = check(edit(book, lambda opened: opened["Minh chứng"].insert_cols(2)))
    assert not [f for f in found(moved) if f["code"] in ("CT-004", "CT-006")]

    def spoil(opened: Book) -> None:
        sheet = opened["Minh chứng"]
        headers = {cell.value: cell for cell in sheet[5]}
        headers["Tên minh chứng"].value = "Tên minh chúng"
        last = max(cell.column for cell in sheet[5] if cell.value)
        sheet.cell(5, last + 1, "Số, ký hiệu")
        sheet.cell(5, last + 2, "Ghi chép riêng của văn thư")

    answer = check(edit(book, spoil))
    (missing,), (doubled,), (foreign,) = (found(answer, code) for code in ("CT-004", "CT-006", "CT-005"))
    assert "Tên minh chứng" in missing["remedy"]
    assert "Số, ký hiệu" in doubled["message"]
    assert "Ghi chép riêng" in foreign["message"]


def test_things_pasted_along(book: Path) -> None:
    """Row 8: external links, merged cells, hidden rows and sheets are listed; the data is still read."""

    def paste(opened: Book) -> None:
        extra = opened.create_sheet("Sao chép từ sổ cũ")
        extra["A1"] = "x"
        extra.sheet_state = "hidden"
        opened["Minh chứng"].row_dimensions[8].hidden = True
        opened["Trường"].merge_cells("B8:C8")
        link = openpyxl.workbook.external_link.ExternalLink(
            externalBook=openpyxl.workbook.external_link.external.ExternalBook(id="rId1")
        )
        link.file_link = openpyxl.packaging.relationship.Relationship(
            type="externalLinkPath",
            Target="file:///C:/Users/thay/so-cu.xlsx",
            TargetMode="External",
            Id="rId1",
        )
        opened._external_links.append(link)
        opened.defined_names["ten_cu"] = openpyxl.workbook.defined_name.DefinedName(
            "ten_cu", attr_text="[1]Sheet1!$A$1"
        )

    before = kdcl("doc", book).json
    answer = check(edit(book, paste))
    codes = {f["code"] for f in found(answer)}
    assert codes >= {"TEP-040", "TEP-041", "TEP-044", "TEP-045"}
    assert "C:" not in answer.out.replace("so-cu", "")
    after = kdcl("doc", book).json
    assert after["tables"] == before["tables"]
    assert after["cells"] == before["cells"]


def test_a_lone_space_far_below(book: Path) -> None:
    """Row 9: a lone space far below is ignored as blank and mentioned as a hint."""
    answer = check(edit(book, put("Minh chứng", "C190000", " ")))
    assert answer.code == 0
    (hint,) = found(answer)
    assert (hint["code"], hint["severity"]) == ("TEP-046", "gợi ý")
