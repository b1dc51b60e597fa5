"""`kdcl van-ban MA --tu THU_MUC|BANG`: from files to files, exit codes, words."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.jobs.documents import template_folder
from tests.documents.docx_text import lines_of
from tests.jobs.batches import DAY, LETTER, REPORT, letter_row, table, workbook
from tests.running import kdcl

FORMS, PLAN = "phieu-danh-gia-tieu-chi", "ke-hoach-tu-danh-gia"


def made(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.docx"))


def report(out: Path, school: str) -> Path:
    return out / f"{REPORT}_{school}_2026-2027.docx"


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


def test_libreoffice_absent_is_reported_apart(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
