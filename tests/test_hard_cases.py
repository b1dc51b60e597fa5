"""The cases the program must survive, each on a real file through the public door (`kdcl …`).

The numbers are those of the table of cases the design was built to. Finer tests of each stand with its module.
"""

from __future__ import annotations

import datetime as dt
import errno
import io
import os
import time
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kdcl_xl.documents import pdf
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, AnswerLine, Evidence, StatisticRow
from kdcl_xl.workbook import atomic
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.consolidate import schools_made as made
from tests.running import Answer, kdcl, untouched
from tests.workbook import handmade
from tests.workbook.test_guard_kinds import KINDS

DAY = ("--ngay", f"{CHECKED_ON['tt57']:%d/%m/%Y}")
MIB = 2**20
Book = openpyxl.Workbook


@pytest.fixture(scope="module")
def clean() -> bytes:
    """A complete workbook without any finding."""
    return build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57"))


@pytest.fixture
def book(clean: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ tự đánh giá.xlsx"
    path.write_bytes(clean)
    return path


def edit(path: Path, change: Callable[[Book], Any]) -> Path:
    """What a person does to the workbook (openpyxl stands in for Excel)."""
    opened = openpyxl.load_workbook(path)
    change(opened)
    opened.save(path)
    return path


def put(sheet: str, cell: str, value: object, number_format: str = "General") -> Callable[[Book], None]:
    def change(opened: Book) -> None:
        opened[sheet][cell].number_format = number_format
        opened[sheet][cell] = value

    return change


def check(path: Path, *more: str | Path) -> Answer:
    """`kdcl kiem-tra --json`; the file stays as it is."""
    with untouched(path):
        return kdcl("kiem-tra", path, *DAY, "--json", *more)


def found(answer: Answer, code: str = "") -> list[dict[str, str]]:
    """The findings with that code (or all), leaving out what saving through openpyxl itself brings along."""
    assert answer.code in (0, 1), answer
    assert answer.err == ""
    ours = [f for f in answer.json["findings"] if f["code"] != "DG-009"]
    return [f for f in ours if not code or f["code"] == code]


def refused(answer: Answer, code: str, *words: str) -> dict[str, str]:
    """The one finding of a file that was not read: code, cause in words, remedy, exit code 1."""
    assert answer.code == 1, answer
    (finding,) = found(answer)
    assert (finding["code"], finding["severity"]) == (code, "lỗi")
    assert all(word in finding["message"] for word in words), finding
    assert finding["remedy"].strip()
    return finding


def gather(folder: Path, out: Path, *more: str | Path) -> Any:
    """`kdcl tong-hop --json` of a ward."""
    with untouched(folder):
        answer = kdcl("tong-hop", folder, "--cap", "phong", *DAY, "--ra", out, "--json", *more)
    assert answer.code in (0, 1), answer
    return answer.json


def sheet_values(path: Path, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


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
    lines = {unicodedata.normalize("NFC", line["file"]): line for line in outcome["lines"]}
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


# ---- 10–13: values


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [("Trường", "B7", 790012345), ("Trường", "B7", 12345678901234567890), ("Minh chứng", "A6", 1.1)],
)
def test_codes_stored_as_numbers(book: Path, sheet: str, cell: str, value: float) -> None:
    """Row 10: a code that became a number is refused with its cell, never repaired."""
    (finding,) = found(check(edit(book, put(sheet, cell, value))), "CT-013")
    assert (finding["sheet"], finding["cell"]) == (sheet, cell)
    assert "Text" in finding["remedy"]


def test_code_cells_are_text_from_the_start(book: Path) -> None:
    """Row 10: the template formats codes as text, blank rows included."""
    opened = openpyxl.load_workbook(book)
    assert opened["Trường"]["B7"].number_format == "@"
    evidence = opened["Minh chứng"]
    assert {evidence.cell(row, 1).number_format for row in range(6, 60)} == {"@"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("31/02/2026", "31/02/2026"),
        ("12/25/2026", "25/12/2026"),
        ("5/9/26", "bốn chữ số"),
        (46270, "05/09/2026"),
        (dt.time(8, 30), ""),
    ],
)
def test_dates_that_are_none(book: Path, value: object, words: str) -> None:
    """Row 11: impossible, month-first, two-digit and bare-number dates are refused with what they may mean."""
    (finding,) = found(check(edit(book, put("Minh chứng", "E6", value))), "CT-014")
    assert finding["cell"] == "E6"
    assert words in finding["message"] + finding["remedy"]


@pytest.mark.parametrize("value", ["05/09/2026", "5.9.2026", "ngày 05 tháng 9 năm 2026", dt.date(2026, 9, 5)])
def test_dates_as_people_write_them(book: Path, value: object) -> None:
    """Row 11: texts in day-month order and typed dates are the same day."""
    edit(book, put("Minh chứng", "E6", value, "dd/mm/yyyy"))
    assert found(check(book)) == []
    assert kdcl("doc", book).json["tables"]["tbl_minh_chung"][0]["Ngày ban hành"] == "2026-09-05"


def test_the_1904_system(book: Path) -> None:
    """Row 11: a workbook of the 1904 system reads the same days."""
    before = kdcl("doc", book).json["tables"]["tbl_minh_chung"]

    def mac(opened: Book) -> None:
        opened.epoch = CALENDAR_MAC_1904

    assert kdcl("doc", edit(book, mac)).json["tables"]["tbl_minh_chung"] == before


def test_unicode_forms_and_spaces(book: Path) -> None:
    """Row 12: NFD and no-break spaces are read as the same text, mentioned once a column, and never change a file."""

    def retype(opened: Book) -> None:
        for row in range(6, 10):
            cell = opened["Minh chứng"].cell(row, 3)
            cell.value = unicodedata.normalize("NFD", f"{cell.value}".replace(" ", "\u00a0"))
        opened["Đánh giá"]["F6"] = unicodedata.normalize("NFD", "Đạt ")

    before = kdcl("doc", book).json["tables"]
    answer = check(edit(book, retype))
    assert not [f for f in found(answer) if f["severity"] == "lỗi"]
    assert "Minh chứng" in {f["sheet"] for f in found(answer, "CV-002")}
    after = kdcl("doc", book).json["tables"]
    assert after["tbl_danh_gia"][0]["Kết quả"] == before["tbl_danh_gia"][0]["Kết quả"] == "Đạt"
    assert unicodedata.is_normalized("NFC", after["tbl_minh_chung"][0]["Tên minh chứng"])


def test_legacy_font(book: Path) -> None:
    """Row 12: a column typed in TCVN3 is detected and refused, not guessed at."""
    legacy = "KÕ ho¹ch thùc hiÖn nhiÖm vô n¨m häc cña nhµ tr­êng vµ c¸c tæ chuyªn m«n"

    def type_legacy(opened: Book) -> None:
        sheet = opened["Minh chứng"]
        for row in range(6, sheet.max_row + 1):
            if sheet.cell(row, 3).value:
                sheet.cell(row, 3).value = f"{legacy} {row}"

    answer = check(edit(book, type_legacy))
    assert answer.code == 1
    (finding,) = [f for f in found(answer) if "TCVN3" in f["message"]]
    assert finding["sheet"] == "Minh chứng"
    assert finding["remedy"]


def test_namesakes_and_doubles(tmp_path: Path) -> None:
    """Row 13: two schools of one name are lawful (two codes); one code listed twice is refused."""
    folder = tmp_path / "nộp"
    for code in ("79100001", "79100002"):
        made.school(folder, code, "Trường THCS Hoa Sữa")
    twins = [made.listed(code, "Trường THCS Hoa Sữa") for code in ("79100001", "79100002")]
    listed = made.school_list(tmp_path / "danh mục.xlsx", *twins)
    assert gather(folder, tmp_path / "ra.xlsx", "--danh-muc", listed)["figures"]["received"] == 2
    rows = [
        Evidence(code="MC.1.1.01", title="Kế hoạch năm học", number="1/KH"),
        Evidence(code="MC.1.1.02", title="Kế hoạch năm học", number="2/KH"),
        Evidence(code="MC.1.1.02", title="Biên bản họp", number="3/BB"),
    ]
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], Content(rows={Evidence: list(rows)})))
    (double,) = found(check(path, "--che-do", "dang-lam"), "MC-004")
    assert (double["cell"], double["severity"]) == ("A8", "lỗi")


# ---- 14–16: who sent what, when, on which form


def test_one_school_spelt_three_ways(tmp_path: Path) -> None:
    """Row 14: the code is the key; an unknown code gets near matches offered and is never merged."""
    folder = tmp_path / "nộp"
    made.school(folder, "79100001", "Trường THCS Nguyễn Hiền")
    made.school(folder, "79100002", "THCS NGUYỄN HUỆ")
    made.school(folder, "79100009", "Trường THCS Nguyễn Hiên", file="lạ.xlsx")
    listed = made.school_list(
        tmp_path / "danh mục.xlsx",
        made.listed("79100001", "Trường THCS Nguyễn Hiền"),
        made.listed("79100002", "Trường THCS Nguyễn Huệ"),
        made.listed("79100003", "Trường THCS Nguyễn Thái Bình"),
    )
    outcome = gather(folder, tmp_path / "ra.xlsx", "--danh-muc", listed)
    assert (outcome["figures"]["schools"], outcome["figures"]["received"]) == (3, 2)
    (stranger,) = [line for line in outcome["lines"] if line["file"] == "lạ.xlsx"]
    assert stranger["state"] == "Chưa rõ trường"
    assert "79100001" in stranger["why"] + " ".join(
        map(str, sheet_values(tmp_path / "ra.xlsx", "Tình trạng nộp"))
    )


def test_two_submissions_of_one_school(tmp_path: Path) -> None:
    """Row 15: the declared revision decides, not the clock; equal bytes are a no-op; all are shown."""
    folder = tmp_path / "nộp"
    older = made.school(folder, "79100001", "Trường THCS Hoa Sữa", file="a.xlsx", level=1, revision=1)
    newer = made.school(folder, "79100001", "Trường THCS Hoa Sữa", file="b.xlsx", level=2, revision=2)
    (folder / "b (1).xlsx").write_bytes(newer.read_bytes())
    os.utime(older, (2_000_000_000, 2_000_000_000))
    outcome = gather(folder, tmp_path / "ra.xlsx")
    states = {line["file"]: line["state"] for line in outcome["lines"]}
    assert states["a.xlsx"] == "Đã có bản mới hơn"
    assert sorted(states.values()).count("Trùng tệp đã nhận") == 1
    assert (outcome["figures"]["received"], outcome["figures"]["level_2"]) == (1, 1)


def test_older_template_unknown_circular_historic_year(book: Path, clean: bytes, tmp_path: Path) -> None:
    """Row 16: an older version is named with what to do; an unknown circular too; a past year has its own rules."""

    def stamp(key: str, value: str) -> Callable[[Book], None]:
        def change(opened: Book) -> None:
            for row in opened["_kdcl"].iter_rows():
                if row[0].value == key:
                    row[1].value = value

        return change

    (old,) = found(check(edit(book, stamp("phien_ban", "0.9"))), "CT-022")
    assert "0.9" in old["message"]
    assert "--tu-tep" in old["remedy"]
    book.write_bytes(clean)
    refused(check(edit(book, stamp("bo_tieu_chuan", "tt99_2030"))), "CT-021", "tt99_2030")
    past = tmp_path / "năm trước.xlsx"
    past.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt18"], sample("tt18")))
    answer = kdcl("kiem-tra", past, "--ngay", f"{CHECKED_ON['tt18']:%d/%m/%Y}", "--json")
    assert (answer.code, answer.json["findings"]) == (0, [])
    assert kdcl("muc", past, "--json").json["regulation"] == "tt18_2018_tr"


def test_a_workbook_that_is_not_ours(tmp_path: Path) -> None:
    """Row 16: a spreadsheet made on no form of ours says where to get one."""
    path = tmp_path / "sổ của kế toán.xlsx"
    path.write_bytes(handmade.workbook())
    assert "mẫu trống" in refused(check(path), "CT-020", "không làm trên mẫu")["remedy"]


# ---- 17, 19: text that is dangerous or odd

DANGEROUS = [
    "=1+1",
    "+84 28 3785 1234",
    "- Tổ văn phòng",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "A & B <C> “D”",
]


def test_text_like_formulas_stays_text(tmp_path: Path) -> None:
    """Row 17: in built, marked, joined, consolidated and exported workbooks."""
    folder = tmp_path / "nộp"
    content = made.content("79100001", "=Trường THCS Hoa Sữa", evidence=0)
    content.rows[Evidence] = [
        Evidence(code=f"MC.1.1.{n:02}", title=title) for n, title in enumerate(DANGEROUS, start=1)
    ]
    path = made.save(folder, "sổ.xlsx", content)
    kdcl("kiem-tra", path, *DAY, "--ra", tmp_path / "đánh dấu")
    kdcl("minh-chung", "danh-so", path, "--ra", tmp_path / "mã.xlsx")
    gather(folder, tmp_path / "tổng hợp.xlsx", "--minh-chung", tmp_path / "minh chứng.xlsx")
    written = [path, tmp_path / "đánh dấu" / "sổ.xlsx", tmp_path / "mã.xlsx", tmp_path / "minh chứng.xlsx"]
    for workbook in written:
        cells = [cell for row in openpyxl.load_workbook(workbook)["Minh chứng"].iter_rows() for cell in row]
        assert [
            cell.value for cell in cells if cell.value in DANGEROUS and cell.data_type == "s"
        ] == DANGEROUS
    results = openpyxl.load_workbook(tmp_path / "tổng hợp.xlsx")["Kết quả theo trường"]
    (name,) = [cell for row in results.iter_rows() for cell in row if cell.value == "=Trường THCS Hoa Sữa"]
    assert name.data_type == "s"


def test_odd_characters_are_printed_and_control_characters_refused(book: Path, tmp_path: Path) -> None:
    """Row 19: & and < reach the Word document; control characters are refused where they would enter."""
    data = tmp_path / "dữ liệu.json"
    data.write_text('{"cells": {"ten_truong": "Trường A & B <C>"}}', encoding="utf-8")
    kdcl("nhap", book, "--du-lieu", data, "--ra", tmp_path / "x.xlsx")
    out = tmp_path / "x.docx"
    assert kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", tmp_path / "x.xlsx", "--ra", out, *DAY).code == 0
    with zipfile.ZipFile(out) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    assert "A &amp; B &lt;C&gt;" in document or "A &amp; B &lt;C&gt;".upper() in document
    assert any("A & B <C>" in text.upper() for text in _texts(out))
    data.write_text('{"cells": {"ten_truong": "Trường\\u0007A"}}', encoding="utf-8")
    answer = kdcl("nhap", book, "--du-lieu", data, "--ra", tmp_path / "y.xlsx")
    assert answer.code == 1
    assert "điều khiển" in answer.out


def _texts(path: Path) -> list[str]:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


# ---- 21, 22, 24: disks, locks, paths


def test_result_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 21: a result that Excel holds is written beside, under a clear name, and the user is told."""
    folder, out = tmp_path / "nộp", tmp_path / "tổng hợp.xlsx"
    made.school(folder, "79100001", "Trường THCS Hoa Sữa")
    gather(folder, out)
    before, rename = out.read_bytes(), Path.replace

    def held(self: Path, target: str | Path) -> Path:
        if Path(target) == out:
            error = PermissionError(errno.EACCES, "held", str(target))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(atomic, "_PAUSE", 0.0)
    monkeypatch.setattr(atomic.time, "sleep", lambda _seconds: None)
    outcome = gather(folder, out, "--khong-cache")
    assert outcome["output"] == "tổng hợp (bản mới).xlsx"
    assert [notice["code"] for notice in outcome["notices"]] == ["TEP-060"]
    assert (tmp_path / outcome["output"]).exists()
    assert out.read_bytes() == before


def test_power_cut_and_full_disk(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 22: a full disk leaves the old file whole and no litter; the leftover of a cut save is mentioned."""
    folder, out = tmp_path / "nộp", tmp_path / "tổng hợp.xlsx"
    made.school(folder, "79100001", "Trường THCS Hoa Sữa")
    gather(folder, out)
    left = out.with_name(f".kdcl-tam-{atomic._digest(out.name)}-0011aabb.xlsx")
    left.write_bytes(b"PK")
    assert "TEP-062" in [notice["code"] for notice in gather(folder, out)["notices"]]
    left.unlink()

    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic, "_flush", full)
    with untouched(book, out):
        answer = kdcl("nhap", book, "--du-lieu", _json(tmp_path), "--ra", tmp_path / "đầy đĩa.xlsx")
        summary = kdcl("tong-hop", folder, "--cap", "phong", *DAY, "--ra", out)
    assert "đĩa đã đầy" in answer.reason
    assert "đĩa đã đầy" in summary.reason
    assert not list(tmp_path.glob(".kdcl-tam-*"))
    assert not (tmp_path / "đầy đĩa.xlsx").exists()


def _json(folder: Path) -> Path:
    path = folder / "dữ liệu.json"
    path.write_text('{"cells": {}}', encoding="utf-8")
    return path


def test_long_vietnamese_path(clean: bytes, tmp_path: Path) -> None:
    """Row 24: more than 260 characters, Vietnamese letters, spaces: read and written."""
    folder = tmp_path
    while len(str(folder)) < 280:
        folder = folder / "Trường Trung học cơ sở và Trung học phổ thông"
    folder.mkdir(parents=True)
    path = folder / "Sổ tự đánh giá năm học 2026-2027.xlsx"
    path.write_bytes(clean)
    assert check(path, "--ra", folder / "đã đánh dấu").code == 0
    assert (folder / "đã đánh dấu" / path.name).exists()
    assert kdcl("dong-goi", path, *DAY, "--ra", folder / "gói").code == 0


def test_read_only_share(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 24: a share that cannot be written is a named refusal."""

    def read_only(path: Path) -> Path:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(atomic, "_temporary_beside", read_only)
    reason = kdcl("mau", "danh-muc-truong", "--ra", tmp_path / "x.xlsx").reason
    assert "chỉ cho đọc" in reason
    assert "x.xlsx" in reason


# ---- 33–35, 37: unknown is not zero


def test_unknown_is_not_zero(tmp_path: Path) -> None:
    """Row 33: a blank figure stays unknown, in checks, totals and documents; an impossible 0 is an error."""
    edition = edition_of("2026-2027", "tt57_2026_pt", "thcs")
    blank, zero = sample("tt57"), sample("tt57")
    for content, value in ((blank, None), (zero, 0.0)):
        rows = [row for row in content.rows[StatisticRow] if isinstance(row, StatisticRow)]
        content.rows[StatisticRow] = [
            row.model_copy(update={"year_0": value}) if row.code == "hs_tong" else row for row in rows
        ]
    paths = [tmp_path / name for name in ("trống.xlsx", "không.xlsx")]
    for path, content in zip(paths, (blank, zero), strict=True):
        path.write_bytes(build(SELF_ASSESSMENT, edition, content))
    assert not found(check(paths[0]), "SL-003")
    assert [f["severity"] for f in found(check(paths[1]), "SL-003")] == ["lỗi"]
    out = tmp_path / "báo cáo.docx"
    assert kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", paths[0], "--ra", out, *DAY).code == 0
    rows_printed = [
        [cell.text for cell in row.cells] for table in Document(str(out)).tables for row in table.rows
    ]
    pupils = next(row for row in rows_printed if any("Tổng số học sinh" in text for text in row))
    assert "chưa có số liệu" in " ".join(pupils).lower()


def test_school_of_several_levels(tmp_path: Path) -> None:
    """Row 34: assessed level by level, every assessment keeps its own and the lowest counts for the school."""
    folder = tmp_path / "nộp"
    edition = edition_of("2026-2027", "tt57_2026_pt", "nhieu_cap")
    for scope, level in (("Tiểu học", 2), ("THCS", 1)):
        made.school(
            folder, "79100001", "Trường TH và THCS Hoa Sữa", file=f"{scope}.xlsx", at=edition, level=level,
            cells={"pham_vi": scope},
        )  # fmt: skip
    figures = gather(folder, tmp_path / "ra.xlsx")["figures"]
    assert (figures["received"], figures["level_1"], figures["level_2"]) == (1, 1, 0)
    scopes = [
        str(value) for row in sheet_values(tmp_path / "ra.xlsx", "Kết quả theo trường") for value in row
    ]
    assert {"Tiểu học", "THCS"} <= set(scopes)


def test_nothing_assessed_is_no_verdict(tmp_path: Path) -> None:
    """Row 35: nothing filled in is "chưa đánh giá", neither met nor unmet, down to the totals."""
    folder = tmp_path / "nộp"
    path = made.school(folder, "79100001", "Trường THCS Hoa Sữa", level=None)
    people = kdcl("muc", path)
    assert "hưa đánh giá" in people.out
    assert "Không đạt" not in people.out.split("Để đạt")[0]
    figures = gather(folder, tmp_path / "ra.xlsx")["figures"]
    assert (figures["unassessed"], figures["unmet"], figures["level_1"]) == (1, 0, 0)
    empty = tmp_path / "không dòng.xlsx"
    empty.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], Content(rows={AnswerLine: []}), as_given=True))
    verdict = kdcl("muc", empty, "--json").json
    assert (verdict["level_low"], verdict["settled"]) == (0, False)


def test_without_libreoffice_the_word_file_is_there(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 37: no LibreOffice: the .docx is made, the PDF is reported apart."""
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    out = tmp_path / "báo cáo.docx"
    answer = kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", book, "--ra", out, "--pdf", *DAY)
    assert answer.code == 0, answer
    assert "không có LibreOffice" in answer.out
    assert out.exists()
    assert not out.with_suffix(".pdf").exists()


def test_a_hanging_libreoffice_is_given_up(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 37: a LibreOffice that hangs is stopped in time and the .docx stays."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: program)
    monkeypatch.setattr(pdf, "_START_SECONDS", 0.5)
    monkeypatch.setattr(pdf, "_SECONDS_EACH", 0.5)
    out, started = tmp_path / "báo cáo.docx", time.monotonic()
    answer = kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", book, "--ra", out, "--pdf", *DAY)
    assert answer.code == 0, answer
    assert "không trả lời" in answer.out
    assert out.exists()
    assert time.monotonic() - started < 30


def test_the_table_of_cases_is_covered() -> None:
    """Every row that belongs to these commands has a test that names it."""
    rows = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 21, 22, 24, 33, 34, 35, 37}
    texts = [value.__doc__ or "" for name, value in globals().items() if name.startswith("test_")]
    named = {int(text.split("Row ")[1].split(":")[0]) for text in texts if text.startswith("Row ")}
    assert rows <= named
