"""The templates we ship: reproducible, in the house look, and saying what they must."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from office_samples import UNVERIFIED
from samples import SAMPLES

from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.render import Template
from tests.parts import differing_parts
from tools.build_reports import build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mau")
    build(folder)
    return folder


def made(code: str) -> str:
    document = Template.load(code).render(SAMPLES[code]())
    body = Document(io.BytesIO(document)).element.body
    return "\n".join(
        "".join(part.text or "" for part in paragraph.iter("{*}t")) for paragraph in body.iter("{*}p")
    )


def test_the_committed_templates_are_what_the_script_builds(built: Path):
    assert sorted(path.name for path in built.iterdir()) == sorted(f"{code}.docx" for code in DOCUMENTS)
    for path in built.iterdir():
        assert differing_parts(path.read_bytes(), (reports_folder() / path.name).read_bytes()) == []


@pytest.mark.parametrize("code", DOCUMENTS)
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
        entries = package.infolist()
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("code", DOCUMENTS)
def test_tables_fit_the_page_and_repeat_their_header(code):
    document = Document(str(reports_folder() / f"{code}.docx"))
    widest = 257 / 25.4 * 1440 + 5
    for table in document.element.body.iter("{*}tbl"):
        columns = [int(c.get(c.nsmap["w"].join("{}") + "w")) for c in table.iter("{*}gridCol")]
        assert sum(columns) <= widest
    assert list(document.element.body.iter("{*}tblHeader"))


@pytest.mark.parametrize("code", DOCUMENTS)
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
