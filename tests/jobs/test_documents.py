"""`kdcl van-ban` and `kdcl chia --word` as jobs: files in, files out, every obstacle one Vietnamese sentence."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from docx import Document as DocxFile
from pytest import MonkeyPatch

from kdcl_xl.documents.letterhead import proposed_symbol
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Description, School, StatisticRow
from kdcl_xl.forms.summary import Result
from kdcl_xl.jobs import documents
from kdcl_xl.jobs.documents import criterion_forms, document_list, lint_template, make_documents
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.law.load_wording import OfficialWording
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.stamp import stamp_of
from tests.documents.docx_text import assert_clean, lines_of
from tests.documents.school_workbooks import content_2026, school_2018
from tests.documents.summary_workbooks import ward_bytes, ward_content

ON = dt.date(2027, 6, 20)
EDITION = edition_of("2026-2027", "tt57_2026_pt", "thcs")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: MonkeyPatch) -> Path:
    """A settings folder of its own: the tests do not read the machine's."""
    folder = tmp_path / "thiet-lap"
    folder.mkdir()
    monkeypatch.setenv("KDCL_HOME", str(tmp_path))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    return folder


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "Sổ tự đánh giá.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITION, content_2026()))
    return path


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(ward_bytes())
    return path


def test_the_list_names_every_document_and_its_source() -> None:
    lines = document_list()
    for code, source in (
        ("bao-cao-tu-danh-gia", "tu-danh-gia"),
        ("phieu-danh-gia-tieu-chi", "tu-danh-gia"),
        ("bao-cao-tong-hop-kdcl", "tong-hop-kdcl"),
        ("cong-van-don-doc", "tong-hop-kdcl"),
    ):
        assert any(line.startswith(f"{code} ") and f"({source})" in line for line in lines)
    place = next(n for n, line in enumerate(lines) if line.startswith("bao-cao-tu-danh-gia "))
    for line, template, law in zip(
        lines[place + 1 : place + 3], ("2018", "2026"), ("19/2018/TT", "57/2026/TT"), strict=True
    ):
        assert line.strip().startswith(f"mẫu bao-cao-tu-danh-gia-{template}.docx: ")
        assert law in line


def test_report_into_a_file_and_into_a_folder(school: Path, tmp_path: Path) -> None:
    made = make_documents("bao-cao-tu-danh-gia", school, tmp_path / "ra" / "Báo cáo.docx", ON)
    assert made.paths == [tmp_path / "ra" / "Báo cáo.docx"]
    assert "mã tạm" in made.remarks[0]
    assert "Ctrl+A rồi F9" in made.remarks[-1]
    lines = lines_of(made.paths[0].read_bytes())
    assert_clean(lines)
    assert "TRƯỜNG THCS NGUYỄN THỊ LỘ" in lines
    again = make_documents("bao-cao-tu-danh-gia", school, tmp_path / "ra", ON)
    assert [path.name for path in again.paths] == ["bao-cao-tu-danh-gia_0790012345_2026-2027.docx"]
    assert again.paths[0].read_bytes() == made.paths[0].read_bytes()


def test_the_rule_set_chooses_the_form(tmp_path: Path) -> None:
    path = tmp_path / "cu.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, edition_of("2024-2025", "tt18_2018_tr", "thcs")))
    made = make_documents("bao-cao-tu-danh-gia", path, tmp_path / "cu.docx", dt.date(2025, 6, 1))
    assert "Phần III. KẾT LUẬN CHUNG" in lines_of(made.paths[0].read_bytes())


def test_all_criteria_into_a_folder(school: Path, tmp_path: Path) -> None:
    made = make_documents("phieu-danh-gia-tieu-chi", school, tmp_path / "phieu", ON)
    assert len(made.paths) == 15
    assert made.paths[0].name == "phieu_1.1_0790012345.docx"
    assert made.remarks == []
    with pytest.raises(JobError, match="thư mục"):
        make_documents("phieu-danh-gia-tieu-chi", school, tmp_path / "phieu.docx", ON)


def test_criterion_forms_of_a_split(tmp_path: Path) -> None:
    paths = criterion_forms(school_2018(), tmp_path / "phieu")
    assert len(paths) == 28 + 6
    assert "PHIẾU ĐÁNH GIÁ TIÊU CHÍ MỨC 4" in lines_of(paths[-1].read_bytes())


def test_one_letter_per_missing_school_with_ascii_names(summary: Path, tmp_path: Path) -> None:
    made = make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON)
    assert [path.name for path in made.paths] == [
        "cong-van-don-doc_079002_truong-mam-non-tu-thuc-nang-mai.docx",
        "cong-van-don-doc_079011_truong-tieu-hoc-vo-thi-sau.docx",
    ]
    assert made.remarks[:-1] == [
        "Hạn nộp để trống trong công văn: thiết lập [tong-hop] han-nop chưa ghi hoặc đã qua."
    ]
    assert made.remarks[-1].startswith("Ký hiệu đề xuất: UBND-VHXH; số văn bản để trống khi chưa cấp.")
    assert "ky-hieu-cong-van" in made.remarks[-1]
    assert not any("đề xuất" in line for line in lines_of(made.paths[0].read_bytes()))


def test_the_office_sets_its_own_symbols(summary: Path, tmp_path: Path, settings: Path) -> None:
    own = settings / "thiet-lap.toml"
    own.write_text('[van-ban]\nky-hieu-cong-van = "UBND-KTXH"\nky-hieu-bao-cao = "BC-UB"\n', encoding="utf-8")
    for code, out, symbol in (
        ("cong-van-don-doc", "cv", "/UBND-KTXH"),
        ("bao-cao-tong-hop-kdcl", "bc.docx", "/BC-UB"),
    ):
        made = make_documents(code, summary, tmp_path / out, ON)
        (line,) = [line for line in lines_of(made.paths[0].read_bytes()) if line.startswith("Số:")]
        assert line.endswith(symbol)
        assert not any("Ký hiệu" in remark for remark in made.remarks)
    own.write_text('[van-ban]\nky-hieu-cong-van = "UBND - vhxh"\n', encoding="utf-8")
    with pytest.raises(JobError, match="ky-hieu-cong-van không hợp lệ"):
        make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON)


def test_the_deadline_comes_from_the_settings_while_it_lies_ahead(
    summary: Path, tmp_path: Path, settings: Path
) -> None:
    (settings / "thiet-lap.toml").write_text(
        '[tong-hop]\nhan-nop = "30/06/2027"\n[van-ban]\nky-hieu-cong-van = "UBND-VX"\n', encoding="utf-8"
    )
    made = make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON)
    assert any("trước ngày 30 tháng 6 năm 2027" in line for line in lines_of(made.paths[0].read_bytes()))
    assert made.remarks == []
    late = make_documents("cong-van-don-doc", summary, tmp_path / "cv", dt.date(2027, 7, 1))
    assert "đã qua" in late.remarks[0]


def test_nobody_to_remind(tmp_path: Path) -> None:
    path = tmp_path / "trong.xlsx"
    path.write_bytes(ward_bytes(Content()))
    made = make_documents("cong-van-don-doc", path, tmp_path / "cv", ON)
    assert made.paths == []
    assert "Không có trường nào cần đôn đốc" in made.remarks[-1]


def test_summary_report(summary: Path, tmp_path: Path) -> None:
    made = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path, ON)
    assert [path.name for path in made.paths] == ["bao-cao-tong-hop-kdcl_ubnd-phuong-tan-my_2026-2027.docx"]
    symbol, unwritten = made.remarks
    assert symbol == proposed_symbol("BC-UBND", "ky-hieu-bao-cao")
    assert unwritten.endswith("văn bản in “(đơn vị ghi)”: đề xuất, kiến nghị.")
    assert_clean(lines_of(made.paths[0].read_bytes()))


# ---- obstacles


def test_unknown_code_offers_the_nearest(school: Path, tmp_path: Path) -> None:
    with pytest.raises(JobError, match="Ý thầy/cô có phải bao-cao-tu-danh-gia\\?"):
        make_documents("bao-cao-tu-danh-gía", school, tmp_path, ON)
    with pytest.raises(JobError, match="Xem kdcl van-ban --danh-sach"):
        make_documents("xyz", school, tmp_path, ON)


def test_wrong_source(school: Path, summary: Path, tmp_path: Path) -> None:
    with pytest.raises(JobError, match=r"Không thấy tệp khong-co\.xlsx"):
        make_documents("bao-cao-tu-danh-gia", tmp_path / "khong-co.xlsx", tmp_path, ON)
    with pytest.raises(JobError, match=r"lập từ sổ tự đánh giá \(tu-danh-gia\)"):
        make_documents("bao-cao-tu-danh-gia", summary, tmp_path, ON)
    with pytest.raises(JobError, match="tong-hop-kdcl"):
        make_documents("cong-van-don-doc", school, tmp_path / "cv", ON)
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 half a file")
    with pytest.raises(JobError, match=r"hong\.xlsx"):
        make_documents("bao-cao-tu-danh-gia", broken, tmp_path, ON)
    assert not list(tmp_path.glob("*.docx"))


def test_no_report_from_the_part_of_a_group(tmp_path: Path) -> None:
    path = tmp_path / "nhom-1.xlsx"
    stamp = stamp_of(SELF_ASSESSMENT, EDITION, part="Nhóm 1")
    path.write_bytes(build(SELF_ASSESSMENT, EDITION, content_2026(), stamp=stamp))
    with pytest.raises(JobError, match="ghép các phần"):
        make_documents("bao-cao-tu-danh-gia", path, tmp_path / "x.docx", ON)


def test_a_faulty_office_template_stops_the_document_and_leaves_the_old_one(
    school: Path, tmp_path: Path, settings: Path
) -> None:
    out = tmp_path / "bc.docx"
    make_documents("bao-cao-tu-danh-gia", school, out, ON)
    before = out.read_bytes()
    own = settings / "mau-van-ban" / "bao-cao-tu-danh-gia-2026.docx"
    own.parent.mkdir()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(own, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(
                    b"</w:body>", b"<w:p><w:r><w:t>{{ ten_truongg }}</w:t></w:r></w:p></w:body>"
                )
            target.writestr(name, part)
    (finding,) = lint_template(own)
    assert finding.code == "VB-001"
    with pytest.raises(JobError, match="ten_truongg"):
        make_documents("bao-cao-tu-danh-gia", school, out, ON)
    assert out.read_bytes() == before


def test_one_document_that_cannot_be_printed_does_not_stop_the_others(tmp_path: Path) -> None:
    submission = school_2018()
    row = next(row for row in submission.table(Description) if row.criterion == "2.2")
    row.text = "ký tự \x07 lạ"
    with pytest.raises(JobError, match=r"(?s)phieu_2\.2_.*U\+0007"):
        criterion_forms(submission, tmp_path)
    assert len(list(tmp_path.glob("*.docx"))) == 33


def test_a_rule_set_of_a_newer_program_is_named(tmp_path: Path) -> None:
    content = ward_content()
    content.rows[Result] = [
        Result(school_id="079001", circular="Thông tư 99/2030, trường phổ thông", counted="Có", assessed="Có")
    ]
    path = tmp_path / "moi.xlsx"
    path.write_bytes(ward_bytes(content))
    with pytest.raises(JobError, match="99/2030"):
        make_documents("bao-cao-tong-hop-kdcl", path, tmp_path / "th.docx", ON)


def test_lint_of_a_missing_template(tmp_path: Path) -> None:
    with pytest.raises(JobError, match=r"mau\.docx"):
        lint_template(tmp_path / "mau.docx")


def test_reading_errors_are_mentioned(tmp_path: Path) -> None:
    content = content_2026(so_diem_truong="hai điểm")
    path = tmp_path / "so.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITION, content))
    made = make_documents("bao-cao-tu-danh-gia", path, tmp_path / "x.docx", ON)
    assert made.remarks[0].startswith("Sổ có 1 lỗi khi đọc")
    assert "“hai điểm” không phải là số" in made.remarks[1]


def test_a_figure_typed_with_letters_is_named_with_its_cell_and_stays_open(tmp_path: Path) -> None:
    content = content_2026()
    (row,) = [row for row in content.rows[StatisticRow] if vars(row)["code"] == "hs_tong"]
    vars(row)["year_0"] = "640 hs"
    path = tmp_path / "so.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITION, content))
    made = make_documents("bao-cao-tu-danh-gia", path, tmp_path / "x.docx", ON)
    (named,) = [remark for remark in made.remarks if "“640 hs”" in remark]
    assert "Số liệu!G" in named
    assert "bỏ chữ và đơn vị" in named
    cells = [
        [cell.text for cell in line.cells]
        for table in DocxFile(str(made.paths[0])).tables
        for line in table.rows
    ]
    (pupils,) = [line for line in cells if line[0] == "Tổng số học sinh"]
    assert pupils[-1] == "……"


def test_only_the_cells_a_document_prints_are_named(tmp_path: Path) -> None:
    content = content_2026()
    vars(content.rows[StatisticRow][0])["year_0"] = "vài lớp"
    path = tmp_path / "so.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITION, content))
    made = make_documents("danh-muc-minh-chung", path, tmp_path / "x.docx", ON)
    assert "ở trang văn bản này không dùng" in made.remarks[0]
    assert not any("vài lớp" in remark for remark in made.remarks)


def test_official_wording_of_the_office_is_printed(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    submission = school_2018()
    rules = submission.edition.rules
    question = rules.questions[0]
    official = OfficialWording({question: "Lời văn chính thức của chỉ báo a."}).laid_over(rules)
    monkeypatch.setattr(documents, "regulation_with_wording", lambda _id: official)
    paths = criterion_forms(submission, tmp_path)
    assert "a) Lời văn chính thức của chỉ báo a." in lines_of(paths[0].read_bytes())
    assert submission.fields(School).name  # the submission itself is left as it was
    assert submission.edition.rules is rules


# ---- PDF


def test_pdf_is_apart_and_its_failure_loses_nothing(
    summary: Path, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcl_xl.documents.pdf_batch.find_libreoffice", lambda: None)
    made = make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON, pdf=True)
    assert [path.suffix for path in made.paths] == [".docx", ".docx"]
    assert all(path.is_file() for path in made.paths)
    assert "không có LibreOffice" in made.remarks[-1]
    assert "(2 văn bản: " in made.remarks[-1]

    def full_disk(_sources: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(documents, "to_pdf_batch", full_disk)
    made = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "th.docx", ON, pdf=True)
    assert made.paths == [tmp_path / "th.docx"]
    assert "No space left" in made.remarks[-1]


@pytest.mark.office
def test_pdf_by_the_real_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(ward_bytes(ward_content()))
    made = make_documents("bao-cao-tong-hop-kdcl", path, tmp_path / "Báo cáo.docx", ON, pdf=True)
    assert [path.name for path in made.paths] == ["Báo cáo.docx", "Báo cáo.pdf"]
    assert made.paths[1].read_bytes().startswith(b"%PDF")


def test_one_fault_of_a_template_is_said_once_for_all_letters(
    summary: Path, tmp_path: Path, settings: Path
) -> None:
    own = settings / "mau-van-ban" / "cong-van-don-doc.docx"
    own.parent.mkdir()
    template = DocxFile()
    template.add_paragraph("{{ adressee }}")
    template.save(str(own))
    with pytest.raises(JobError) as caught:
        make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON)
    assert str(caught.value).count("«adressee» không có") == 1
    assert "(2 văn bản: cong-van-don-doc_" in str(caught.value)
