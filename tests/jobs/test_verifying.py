"""`kdcl van-ban --xac-minh`: what is told of a document, its sources, its template, and the exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from jsonschema import Draft202012Validator

from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.seal import parts_of, read_seal
from kdcl_xl.jobs.documents import template_folder
from kdcl_xl.settings import Settings
from tests.jobs.batches import DAY, LETTER, REPORT, letter_row, table, workbook
from tests.running import Answer, kdcl

ROOT = Path(__file__).resolve().parent.parent.parent


def verified(*arguments: str | Path) -> Answer:
    return kdcl("van-ban", "--xac-minh", *arguments)


@pytest.fixture
def one(folder: Path) -> Path:
    """A report beside its source."""
    target = folder / "bao-cao.docx"
    assert kdcl("van-ban", REPORT, "--tu", folder / "a.xlsx", "--ra", target, *DAY).code == 0
    return target


def test_a_document_that_agrees(one: Path) -> None:
    answer = verified(one)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == ["bao-cao.docx: khớp", "  Lập ngày 20/06/2027 từ a.xlsx."]


def test_a_folder_is_every_paper_in_it(one: Path, tmp_path: Path) -> None:
    papers = tmp_path / "van-ban"
    papers.mkdir()
    empty = verified(papers)
    assert (empty.code, empty.err.strip()) == (2, "Thư mục van-ban không có tệp .docx, .pdf nào để xác minh.")
    for name in ("b.docx", "a.docx", "~$a.docx", "a.docx.bak"):
        (papers / name).write_bytes(one.read_bytes())
    answer = verified(papers, "--tu", one.parent)
    assert answer.code == 0
    assert [line for line in answer.out.splitlines() if not line.startswith(" ")] == [
        "a.docx: khớp",
        "b.docx: khớp",
    ]


def test_json_as_published(one: Path, folder: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "xac-minh.schema.json").read_text(encoding="utf-8"))
    (folder / "la.docx").write_bytes(b"PK")
    answer = verified(one, folder / "la.docx", "--json")
    assert answer.code == 2
    Draft202012Validator(schema).validate(answer.json)
    good, bad = answer.json["documents"]
    assert (good["code"], good["manifest"]["sources"][0]["name"]) == (0, "a.xlsx")
    assert (bad["code"], bad["manifest"], bad["findings"][0]["code"]) == (2, None, "VB-101")


def test_a_source_that_changed_names_what_would_read_otherwise(one: Path, folder: Path) -> None:
    workbook(folder / "a.xlsx", "079001", nguoi_dung_dau="Lý Thị Khác")
    answer = verified(one)
    assert answer.code == 1
    assert "lỗi VB-104 · Nguồn a.xlsx đã khác lúc lập" in answer.out
    assert "Lý Thị Khác" in answer.out


def test_a_source_merely_saved_again_is_told_and_agrees(one: Path, folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "a.xlsx")
    book.save(folder / "a.xlsx")
    answer = verified(one)
    assert answer.code == 0
    assert "gợi ý VB-107" in answer.out


def test_a_source_that_is_gone_or_lies_elsewhere(one: Path, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "kho" / "nam 2027"
    elsewhere.mkdir(parents=True)
    (folder / "a.xlsx").rename(elsewhere / "a.xlsx")
    answer = verified(one)
    assert (answer.code, "CHƯA XÁC MINH ĐƯỢC" in answer.out) == (2, True)
    assert "VB-103" in answer.out
    assert verified(one, "--tu", tmp_path / "kho").code == 0


def test_a_source_that_gives_no_such_document_any_more(one: Path, folder: Path) -> None:
    workbook(folder / "a.xlsx", "079009")
    answer = verified(one)
    assert answer.code == 1
    assert "nay không còn cho văn bản này" in answer.out
    (folder / "a.xlsx").write_bytes(b"PK")
    assert "nay không đọc được" in verified(one).out


def test_text_edited_by_hand(one: Path) -> None:
    document = Document(str(one))
    paragraph = next(p for p in document.paragraphs if p.style.name == "Noi dung")
    paragraph.runs[0].text = "Câu này viết thêm tay. " + paragraph.runs[0].text
    document.save(str(one))
    answer = verified(one)
    assert answer.code == 1
    assert "VB-102" in answer.out
    assert "1 đoạn khác bản đã lập: Câu này viết thêm tay." in answer.out


def test_another_template_program_and_settings(
    one: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    template_folder().mkdir(parents=True)
    document = Document(str(reports_folder() / "bao-cao-tu-danh-gia-2026.docx"))
    document.save(str(template_folder() / "bao-cao-tu-danh-gia-2026.docx"))
    monkeypatch.setattr("kdcl_xl.jobs.sealing.__version__", "9.9.9")
    own = tmp_path / "khac.toml"
    own.write_text('[van-ban]\nnguoi-lap = "Tổ KĐCL"\n', encoding="utf-8")
    answer = verified(one, "--thiet-lap", own)
    assert answer.code == 0
    assert "cảnh báo VB-105 · Mẫu bao-cao-tu-danh-gia-2026.docx đã khác mẫu lúc lập." in answer.out
    assert "gợi ý VB-106 · Lập bằng bản chương trình 0.1.0, nay là 9.9.9." in answer.out
    assert answer.out.count("VB-106") == 2


def test_who_made_it_stands_in_the_seal_only_when_the_settings_say_so(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "rieng.toml"
    own.write_text('[van-ban]\nnguoi-lap = "Tổ KĐCL"\n', encoding="utf-8")
    target = folder / "bao-cao.docx"
    kdcl("van-ban", REPORT, "--tu", folder / "a.xlsx", "--ra", target, *DAY, "--thiet-lap", own)
    manifest = read_seal(parts_of(target.read_bytes()))
    assert manifest is not None
    assert (manifest.who, manifest.settings) == (
        "Tổ KĐCL",
        Settings.model_validate({"van-ban": {"nguoi-lap": "Tổ KĐCL"}}).digest,
    )
    assert "người lập: Tổ KĐCL" in verified(target, "--thiet-lap", own).out


def test_number_day_and_deputy_come_from_the_officer_not_from_the_source(folder: Path) -> None:
    target = folder / "to-trinh.docx"
    arguments = ("--so", "7", "--ngay-ky", "25/06/2027", "--ky-thay", "Lê Thị Phó")
    assert (
        kdcl("van-ban", "to-trinh-dgn", "--tu", folder / "a.xlsx", "--ra", target, *DAY, *arguments).code == 0
    )
    assert verified(target).code == 0
    openpyxl.load_workbook(folder / "a.xlsx").save(folder / "a.xlsx")
    answer = verified(target)
    assert (answer.code, "VB-107" in answer.out) == (0, True)


def test_rows_of_a_table(tmp_path: Path, out: Path) -> None:
    source = table(tmp_path / "bang.csv", letter_row("Trường A"), letter_row("Trường B"))
    kdcl("van-ban", LETTER, "--tu", source, "--ra", out, *DAY)
    first, second = out / f"{LETTER}_2.docx", out / f"{LETTER}_3.docx"
    assert verified(first, second).code == 0
    table(source, letter_row("Trường A"), letter_row("Trường C"))
    assert verified(first).code == 0
    answer = verified(second)
    assert answer.code == 1
    assert "“Kính gửi: Trường B” → “Kính gửi: Trường C”" in answer.out
    table(source, letter_row("Trường mới"), letter_row("Trường A"), letter_row("Trường B"))
    assert verified(first, second).code == 0  # the rows moved, their values did not


def test_a_word_file_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "la.docx"
    buffer = io.BytesIO()
    Document().save(buffer)
    path.write_bytes(buffer.getvalue())
    answer = verified(path)
    assert answer.code == 2
    assert "VB-101 · Tệp không mang thông tin xác minh" in answer.out
