"""`kdcl van-ban MA --tu THU_MUC|BANG` and `--xac-minh`: from files to files, exit codes, words."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from pytest import MonkeyPatch

from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.seal import parts_of, read_seal
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.jobs.documents import template_folder
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from tests.documents.docx_text import lines_of
from tests.documents.school_workbooks import content_2026
from tests.running import Answer, kdcl

EDITION = edition_of("2026-2027", "tt57_2026_pt", "thcs")
REPORT, LETTER, FORMS = "bao-cao-tu-danh-gia", "cong-van-don-doc", "phieu-danh-gia-tieu-chi"
PLAN = "ke-hoach-tu-danh-gia"
DAY = ("--ngay", "20/06/2027")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: MonkeyPatch) -> Path:
    """Settings and templates of nobody."""
    monkeypatch.setenv("KDCL_HOME", str(tmp_path / "nha"))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    return tmp_path / "nha"


def workbook(path: Path, school_id: str, **cells: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build(SELF_ASSESSMENT, EDITION, content_2026(ma_truong=school_id, **cells)))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "nop"
    workbook(folder / "a.xlsx", "079001")
    workbook(folder / "con" / "b.xlsx", "079002")
    (folder / "~$a.xlsx").write_bytes(b"khoa")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "ra"


def made(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.docx"))


def report(out: Path, school: str) -> Path:
    return out / f"{REPORT}_{school}_2026-2027.docx"


def table(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def letter_row(school: str, **more: str) -> dict[str, str]:
    return {
        "head.body": "PHÒNG VĂN HÓA - XÃ HỘI",
        "head.symbol": "PVHXH",
        "head.place": "Khê Hạ",
        "head.year": "2027",
        "signer.lines": "TRƯỞNG PHÒNG",
        "subject": "nộp báo cáo",
        "addressee": school,
        "basis": "Thực hiện Kế hoạch số 27/KH-UBND;",
        "as_of": "20/6/2027",
        "missing[1].name": "Sổ tự đánh giá",
        "missing[2].name": "Báo cáo",
        "deadline": "trước ngày 30 tháng 6 năm 2027",
    } | more


# ---- batches


def test_a_folder_of_workbooks_one_of_them_bad(folder: Path, out: Path) -> None:
    (folder / "hong.xlsx").write_bytes(b"PK")
    first = kdcl("van-ban", REPORT, "--tu", folder, "--ra", out, *DAY)
    assert first.code == 1
    assert made(out) == [report(out, s).name for s in ("079001", "079002")]
    assert "Đã lập 2 văn bản" in first.out
    assert "Không lập được 1 mục" in first.out
    assert "  hong.xlsx: " in first.out
    workbook(folder / "hong.xlsx", "079003")
    second = kdcl("van-ban", REPORT, "--tu", folder, "--ra", out, *DAY)
    assert (second.code, second.err) == (0, "")
    assert "Đã lập 1 văn bản; giữ 2 văn bản đã lập trước" in second.out


def test_what_is_left_open_is_said_with_its_workbooks_and_again_when_nothing_is_new(
    folder: Path, out: Path
) -> None:
    first = kdcl("van-ban", PLAN, "--tu", folder, "--ra", out, *DAY).out
    blanks = [line for line in first.splitlines() if line.startswith("  Để chấm “……” cho nhà trường điền:")]
    assert len(blanks) == 1, "one sentence for all"
    assert first.count("Ký hiệu đề xuất theo tên từng đơn vị;") == 1
    after = first.splitlines()[first.splitlines().index(blanks[0]) + 1]
    assert after.strip().startswith("Mọi sổ (")
    again = kdcl("van-ban", PLAN, "--tu", folder, "--ra", out, *DAY).out
    assert "Đã lập 0 văn bản" in again
    assert blanks[0] in again


def test_several_documents_of_a_workbook_go_into_a_folder_of_their_own(folder: Path, out: Path) -> None:
    assert kdcl("van-ban", "phieu-danh-gia-tieu-chi", "--tu", folder, "--ra", out, *DAY).code == 0
    assert {name.split("/")[0] for name in made(out)} == {"a", "b"}


@pytest.mark.parametrize("change", ["source", "day", "settings", "template"])
def test_whatever_a_document_depends_on_makes_it_again(
    folder: Path, out: Path, home: Path, change: str
) -> None:
    kdcl("van-ban", REPORT, "--tu", folder, "--ra", out, *DAY)
    day, more = DAY, []
    if change == "source":
        workbook(folder / "a.xlsx", "079001", ten_truong="Trường THCS Đổi Tên")
    elif change == "day":
        day = ("--ngay", "21/06/2027")
    elif change == "settings":
        own = home / "thiet-lap.toml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text('[van-ban]\nnguoi-lap = "Tổ KĐCL"\n', encoding="utf-8")
        more = ["--thiet-lap", str(own)]
    else:
        template_folder().mkdir(parents=True)
        document = Document(str(reports_folder() / "bao-cao-tu-danh-gia-2026.docx"))
        document.add_paragraph("thêm")
        document.save(str(template_folder() / "bao-cao-tu-danh-gia-2026.docx"))
    answer = kdcl("van-ban", REPORT, "--tu", folder, "--ra", out, *day, *more)
    expected = (1, 1) if change == "source" else (2, 0)
    assert f"Đã lập {expected[0]} văn bản; giữ {expected[1]} văn bản" in answer.out


def test_a_table_one_row_of_it_bad(tmp_path: Path, out: Path) -> None:
    source = table(
        tmp_path / "bang.csv",
        letter_row("Trường A & B", tep="Trường A"),
        letter_row("", tep=""),
        letter_row("Trường C", tep=""),
    )
    answer = kdcl("van-ban", LETTER, "--tu", source, "--ra", out, "--gop", *DAY)
    assert answer.code == 1
    assert "bang.csv, dòng 3: thiếu «addressee»" in answer.out
    assert made(out) == ["cong-van-don-doc_4.docx", "cong-van-don-doc_gop.docx", "truong-a.docx"]
    assert "Kính gửi: Trường A & B" in lines_of((out / "truong-a.docx").read_bytes())
    both = lines_of((out / "cong-van-don-doc_gop.docx").read_bytes())
    assert [line for line in both if line.startswith("Kính gửi")] == [
        "Kính gửi: Trường A & B",
        "Kính gửi: Trường C",
    ]
    again = kdcl("van-ban", LETTER, "--tu", source, "--ra", out, *DAY)
    assert "Đã lập 0 văn bản; giữ 2 văn bản" in again.out


@pytest.mark.office
def test_pdf_of_a_batch_and_one_file_to_print(tmp_path: Path, out: Path) -> None:
    import pikepdf

    source = table(tmp_path / "bang.csv", letter_row("Trường A"), letter_row("Trường B"))
    answer = kdcl("van-ban", LETTER, "--tu", source, "--ra", out, "--pdf", "--gop", *DAY)
    assert (answer.code, answer.err) == (0, "")
    assert "PDF: 2 trên 2 văn bản." in answer.out
    with pikepdf.open(out / f"{LETTER}_gop.pdf") as whole:
        assert len(whole.pages) == 2
    assert kdcl("van-ban", "--xac-minh", out / f"{LETTER}_2.pdf").code == 0
    assert kdcl("van-ban", "--xac-minh", out / f"{LETTER}_gop.pdf").code == 0


def test_the_merged_file_says_of_which_documents_it_is(tmp_path: Path, out: Path) -> None:
    source = table(tmp_path / "bang.csv", letter_row("Trường A"), letter_row("Trường B"))
    assert kdcl("van-ban", LETTER, "--tu", source, "--ra", out, "--gop", *DAY).code == 0
    whole = out / f"{LETTER}_gop.docx"
    answer = kdcl("van-ban", "--xac-minh", whole)
    assert answer.code == 0
    assert f"từ {LETTER}_2.docx, {LETTER}_3.docx." in answer.out
    letter = Document(str(out / f"{LETTER}_3.docx"))
    letter.paragraphs[-1].add_run("thêm")
    letter.save(str(out / f"{LETTER}_3.docx"))
    answer = kdcl("van-ban", "--xac-minh", whole)
    assert answer.code == 1
    assert f"Văn bản {LETTER}_3.docx đã khác lúc gộp." in answer.out
    (out / f"{LETTER}_2.docx").unlink()
    assert f"Không thấy nguồn {LETTER}_2.docx" in kdcl("van-ban", "--xac-minh", whole).out


def test_documents_of_a_merged_file_in_folders_of_their_own(folder: Path, out: Path) -> None:
    assert kdcl("van-ban", FORMS, "--tu", folder, "--ra", out, "--gop", *DAY).code == 0
    whole = out / f"{FORMS}_gop.docx"
    assert kdcl("van-ban", "--xac-minh", whole).code == 0
    next(path for path in out.rglob("phieu_*.docx") if path.parent != out).write_bytes(b"x")
    assert kdcl("van-ban", "--xac-minh", whole).code == 1


def test_libreoffice_absent_is_reported_apart(folder: Path, out: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("kdcl_xl.documents.pdf_batch.find_libreoffice", lambda: None)
    answer = kdcl("van-ban", REPORT, "--tu", folder, "--ra", out, "--pdf", *DAY)
    assert answer.code == 1
    assert "Đã lập 2 văn bản" in answer.out
    assert "không có LibreOffice" in answer.out
    assert len(made(out)) == 2


def test_reports_with_contents_are_not_merged_into_one_word_file(folder: Path, out: Path) -> None:
    answer = kdcl("van-ban", REPORT, "--tu", folder, "--ra", out, "--gop", *DAY)
    assert "Không gộp thành một tệp Word: văn bản có mục lục" in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("van-ban", "bao-cao-tu-danh-gja", "--tu", "{folder}", "--ra", "{out}"), "Ý thầy/cô có phải bao-cao-tu-danh-gia?"),
        (("van-ban", REPORT, "--tu", "{folder}/con/..", "--ra", "{out}.docx"), "ghi ra một thư mục"),
        (("van-ban", REPORT, "--tu", "{folder}/x.csv", "--ra", "{out}"), "có nhiều mẫu; ghi tên mẫu"),
        (("van-ban", LETTER, "--tu", "{folder}/x.csv", "--ra", "{out}"), "Không thấy tệp x.csv"),
        (("van-ban", REPORT, "--tu", "{folder}/a.xlsx", "--ra", "{out}", "--gop"), "--gop dùng khi"),
        (("van-ban", LETTER, "--tu", "{folder}", "--ra", "{out}", "--so", "3"), "Lập hàng loạt để trống số"),
        (("van-ban", REPORT, LETTER, "--tu", "{folder}", "--ra", "{out}"), "thừa “cong-van-don-doc”"),
        (("van-ban", "--xac-minh"), "Cần ít nhất một tệp"),
        (("van-ban", "--xac-minh", "{folder}/khong.docx"), "Không thấy tệp khong.docx"),
        (("van-ban", "--danh-sach", "--json"), "--json chỉ dùng với --xac-minh"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(folder: Path, out: Path, arguments: tuple[str, ...], said: str) -> None:
    answer = kdcl(*(word.format(folder=folder, out=out) for word in arguments))
    assert said in answer.reason
    assert not out.exists()


def test_an_empty_folder_and_a_wrong_column(tmp_path: Path, out: Path) -> None:
    (tmp_path / "trong").mkdir()
    assert "không có sổ nào" in kdcl("van-ban", REPORT, "--tu", tmp_path / "trong", "--ra", out).reason
    source = table(tmp_path / "bang.csv", {"adressee": "A"})
    reason = kdcl("van-ban", LETTER, "--tu", source, "--ra", out).reason
    assert "cột “adressee” không phải trường của văn bản này (gần nhất: addressee" in reason
    assert "missing[1].name" in reason


# ---- verifying


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
    import openpyxl

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


def test_another_template_program_and_settings(one: Path, monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
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
    import openpyxl

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
