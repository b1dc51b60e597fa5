"""The templates we ship: reproducible, in the house look, and saying what they must."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx_text import lines_of, rows_of
from samples import SAMPLES

from kdcl_xl.documents.catalogue import variants
from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.samples.office import UNVERIFIED
from kdcl_xl.documents.samples.reports import report_2018
from tests.parts import differing_parts
from tools.build_reports import build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mau")
    build(folder)
    return folder


def made(code: str) -> str:
    return "\n".join(lines_of(Template.load(code).render(SAMPLES[code]())))


def test_every_document_has_its_templates_and_every_template_its_document():
    """Whether a template was made in Word or by the script: a new document is a file here and a model."""
    assert {path.stem for path in reports_folder().glob("*.docx")} == set(variants())


def test_the_templates_of_the_script_are_committed_as_it_builds_them(built: Path):
    assert {path.stem for path in built.iterdir()} <= set(variants())
    for path in built.iterdir():
        with zipfile.ZipFile(path) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert differing_parts(path.read_bytes(), (reports_folder() / path.name).read_bytes()) == []


@pytest.mark.parametrize("code", variants())
def test_page_and_fonts(code):
    document = Document(str(reports_folder() / f"{code}.docx"))
    for section in document.sections:
        upright = section.page_width < section.page_height
        size = (section.page_width, section.page_height)
        assert {round(side.mm) for side in size} == {210, 297}
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        expected = (20, 15, 20, 30) if upright else (30, 20, 15, 20)
        assert tuple(round(margin.mm, 1) for margin in margins) == expected
    with zipfile.ZipFile(reports_folder() / f"{code}.docx") as package:
        for name in ("word/styles.xml", "word/document.xml"):
            xml = package.read(name).decode()
            assert "asciiTheme" not in xml
            assert 'w:ascii="Times New Roman"' in xml or name == "word/document.xml"


@pytest.mark.parametrize("code", variants())
def test_tables_fit_the_page_and_repeat_their_header(code):
    document = Document(str(reports_folder() / f"{code}.docx"))
    widest = 257 / 25.4 * 1440 + 5
    for table in document.element.body.iter("{*}tbl"):
        columns = [int(c.get(c.nsmap["w"].join("{}") + "w")) for c in table.iter("{*}gridCol")]
        assert sum(columns) <= widest
    lists = [style for style in document.element.body.iter("{*}tblStyle") if "TableGrid" in style.values()]
    assert not lists or list(document.element.body.iter("{*}tblHeader"))


@pytest.mark.parametrize("code", variants())
def test_no_hole_and_no_leftover(code):
    text = made(code)
    for leftover in ("None", "{{", "{%", "NaN", "Met.", "()", "[]"):
        assert leftover not in text


@pytest.mark.parametrize("code", ["bao-cao-tong-hop-kdcl", "bao-cao-tu-danh-gia-2026"])
def test_unverified_law_and_unknown_figures_are_said(code):
    text = made(code)
    assert f"Nội dung chưa đối chiếu văn bản gốc: {'; '.join(UNVERIFIED)}." in text
    assert "chưa có số liệu" in text


def test_the_report_proposes_and_the_council_concludes():
    for code in ("bao-cao-tu-danh-gia-2018", "bao-cao-tu-danh-gia-2026"):
        assert "Đề xuất: Trường đạt Mức 1 (Hội đồng tự đánh giá xem xét, kết luận)." in made(code)


def test_the_letter_names_the_school_what_is_missing_and_the_deadline():
    text = made("cong-van-don-doc")
    for needed in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "V/v nộp báo cáo tự đánh giá năm học 2026-2027",
        "Kính gửi: Trường Trung học cơ sở Nguyễn Thị Lộ",
        "Báo cáo tự đánh giá đã được phê duyệt, có chữ ký của Hội đồng",
        "trước 17 giờ 00 ngày 30 tháng 6 năm 2027",
        "nghiêm túc thực hiện./.",
        "- Như trên;",
        "- Lưu: VT, GDĐT.",
        "TRƯỞNG PHÒNG",
    ):
        assert needed in text


def test_all_criteria_and_clauses_are_in_the_2018_report():
    text = made("bao-cao-tu-danh-gia-2018")
    for standard in SAMPLES["bao-cao-tu-danh-gia-2018"]().standards:
        for criterion in standard.criteria:
            assert text.count(f"Tiêu chí {criterion.code}: {criterion.title}") == 3  # contents, summary, text
    assert "Khoản 6 Điều 22. Kết quả vượt trội" in text


def test_recommendations_of_the_2018_report_have_their_heading():
    code = "bao-cao-tu-danh-gia-2018"
    without = lines_of(Template.load(code).render(report_2018()))
    assert "Kiến nghị" not in without
    asked = report_2018().model_copy(update={"recommendations": "Đề nghị bố trí kinh phí."})
    lines = lines_of(Template.load(code).render(asked))
    place = lines.index("Kiến nghị")
    assert lines[place + 1] == "Đề nghị bố trí kinh phí."
    assert lines[place - 1].startswith("Nội dung chưa đối chiếu")  # after the verdict
    assert next(filter(None, lines[place + 2 :])).startswith("Khê Hạ, ngày")  # before the signature


_EM_12 = 12 * 2.54 / 72
_CELL_MARGINS = 2 * 0.19
_WIDTH = dict.fromkeys("0123456789", 0.5) | {"/": 0.278, ".": 0.25, ",": 0.25}
"""Advance of Times New Roman in ems."""


def test_dates_and_sums_of_the_plan_stay_on_one_line():
    document = Document(str(reports_folder() / "bao-cao-tu-danh-gia-2026.docx"))
    (plan,) = [table for table in document.tables if table.cell(0, 1).text == "Nội dung cải tiến"]
    room = {cell.text: cell.width.cm - _CELL_MARGINS for cell in plan.rows[0].cells}
    assert abs(sum(room.values()) + 10 * _CELL_MARGINS - 25.7) < 0.05  # a landscape page
    for column, longest in (("Thời gian", "06/09/2027"), ("Nguồn lực", "12.500,5"), ("TT", "99")):
        assert sum(_WIDTH[letter] for letter in longest) * _EM_12 < room[column]
    assert min(width for title, width in room.items() if title != "TT") > 7 * 0.6 * _EM_12  # "nghiêng"


def test_the_summary_has_no_column_nobody_can_fill():
    header = rows_of(Template.load("bao-cao-tong-hop-kdcl").render(SAMPLES["bao-cao-tong-hop-kdcl"]()))
    assert ["Loại trường", "Số cơ sở", "Đã nộp", "Hợp lệ", "Chưa nộp", "Tỷ lệ nộp"] in header


def test_without_results_no_criterion_is_said_to_be_met():
    code = "bao-cao-tong-hop-kdcl"
    nothing = {"levels_2018": (), "levels_2026": (), "weak_criteria": ()}
    lines = lines_of(Template.load(code).render(SAMPLES[code]().model_copy(update=nothing)))
    assert lines.count("Chưa có kết quả tự đánh giá nào được tính vào báo cáo.") == 2
    met = "Không có tiêu chí nào có cơ sở chưa đạt Mức 1."
    assert met not in lines
    all_met = SAMPLES[code]().model_copy(update={"weak_criteria": ()})
    assert met in lines_of(Template.load(code).render(all_met))
