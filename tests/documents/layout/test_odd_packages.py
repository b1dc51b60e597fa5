"""What offices send that no template of ours makes: letterheads in the header, text boxes kept twice, files of Word on the web."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from layout_papers import LETTER, MINUTES, PLAN, P, Paper, T, build

from kdcl_xl.documents.layout.check import correct, examine
from kdcl_xl.documents.layout.package import PaperError
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import code_of
from kdcl_xl.jobs.layout import Given, mend

ON = dt.date(2026, 11, 22)
WRONG = replace(PLAN, motto="Độc lập – Tự do – Hạnh phúc", place_date="Khê Hạ, ngày 4 tháng 9 năm 2026")
OLD, NEW = "http://schemas.openxmlformats.org/wordprocessingml", "http://purl.oclc.org/ooxml/wordprocessingml"


def headed(paper: Paper) -> bytes:
    """The paper with its letterhead moved into the header of page one."""
    document: Any = Document(io.BytesIO(build(paper)))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.first_page_header._element.insert(0, document.tables[0]._tbl)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return stream.getvalue()


def messages(data: bytes, item: str) -> list[str]:
    found = examine(read_paper(data, "giay.docx"), ON).findings
    return [finding.as_line() for finding in found if finding.code == code_of(item)]


@pytest.mark.parametrize("paper", [PLAN, LETTER])
def test_a_letterhead_in_the_header_is_part_of_the_paper(paper: Paper) -> None:
    examined = examine(read_paper(headed(paper), "giay.docx"), ON)
    assert examined.measured
    assert [finding.as_line() for finding in examined.findings] == []


def test_faults_in_the_header_are_named_there_and_mended_there() -> None:
    data = headed(WRONG)
    assert "bảng 1, dòng 1, cột 2 (Header)" in messages(data, "QH02")[0]
    assert "bảng 1, dòng 2, cột 2 (Header)" in messages(data, "DD02")[0]
    result = correct(data, "giay.docx", ON)
    assert result.left == ()
    header = Document(io.BytesIO(result.content)).sections[0].first_page_header.tables[0]
    assert "Độc lập - Tự do - Hạnh phúc" in header.cell(0, 1).text
    assert correct(result.content, "giay.docx", ON).changes == ()


def test_a_header_without_letterhead_stays_out_of_the_paper() -> None:
    document: Any = Document(io.BytesIO(build(PLAN)))
    document.sections[0].header.paragraphs[0].insert_paragraph_before("Kế hoạch  của  của Phòng")
    stream = io.BytesIO()
    document.save(stream)
    assert examine(read_paper(stream.getvalue(), "giay.docx"), ON).findings == ()


def test_the_main_part_is_the_one_the_package_names() -> None:
    """Word on the web writes word/document2.xml."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        renamed = name.replace("document.xml", "document2.xml")
        named = name in ("_rels/.rels", "[Content_Types].xml")
        return renamed, content.replace(b"word/document.xml", b"word/document2.xml") if named else content

    assert examine(read_paper(repacked(build(PLAN), change), "giay.docx"), ON).findings == ()
    wrong = repacked(build(WRONG), change)
    assert messages(wrong, "QH02")
    result = correct(wrong, "giay.docx", ON)
    assert result.left == ()
    assert "Độc lập - Tự do - Hạnh phúc" in Document(io.BytesIO(result.content)).tables[0].cell(0, 1).text


@pytest.mark.parametrize(("before", "wrong"), [("", False), ("- ", False), ("Trang ", True), ("1/", True)])
def test_beside_the_page_number_stands_no_word(before: str, wrong: bool) -> None:
    document: Any = Document(io.BytesIO(build(PLAN)))
    first = document.sections[0].header.paragraphs[0].runs[0]
    first._r.addprevious(parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">{before}</w:t></w:r>'))  # fmt: skip
    stream = io.BytesIO()
    document.save(stream)
    assert bool(messages(stream.getvalue(), "PG06")) is wrong


def test_strict_files_are_refused_with_the_way_out() -> None:
    strict = repacked(build(PLAN), lambda name, content: (name, content.replace(f"{OLD}/2006/main".encode(), f"{NEW}/main".encode())))  # fmt: skip
    with pytest.raises(PaperError, match=r"Strict Open XML.*Save As"):
        read_paper(strict, "giay.docx")


def test_both_copies_of_a_text_box_are_mended() -> None:
    namespaces = f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    words = (
        "<w:txbxContent><w:p><w:r><w:t>Các trường tự đánh giá ,  báo cáo.</w:t></w:r></w:p></w:txbxContent>"
    )
    box = parse_xml(
        f"<w:p {namespaces}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{words}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{words}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document: Any = Document(io.BytesIO(build(PLAN)))
    document.paragraphs[-3]._p.addprevious(box)
    stream = io.BytesIO()
    document.save(stream)
    content = correct(stream.getvalue(), "giay.docx", ON).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("Các trường tự đánh giá, báo cáo.") == 2
    assert " ,  " not in text


def test_a_table_in_a_table_is_read_once() -> None:
    document: Any = Document(io.BytesIO(build(PLAN)))
    table = document.add_table(1, 2)
    table.style = "Table Grid"
    table.cell(0, 0).text = "Kết quả"
    inner = table.cell(0, 1).add_table(1, 1)
    inner.cell(0, 0).text = "Tủ của của lớp"
    document.paragraphs[-2]._p.addprevious(deepcopy(table._tbl))
    table._tbl.getparent().remove(table._tbl)
    stream = io.BytesIO()
    document.save(stream)
    (line,) = messages(stream.getvalue(), "ND17")
    assert "Tất cả" not in line


def spaced(one_run: bool) -> bytes:
    """A paper typed without a table: wide spaces part its columns."""
    document: Any = Document()
    for left, right in (
        ("UBND XÃ KHÊ HẠ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TRƯỜNG TIỂU HỌC KHÊ HẠ", "Độc lập - Tự do - Hạnh phúc"),
        ("Số:      /TB-THKH", "Khê Hạ, ngày      tháng 10 năm 2026"),
    ):
        paragraph = document.add_paragraph()
        if one_run:
            paragraph.add_run(f"{left}                    {right}")
        else:
            paragraph.add_run(f"{left}                    ")
            paragraph.add_run(right).italic = right.startswith("Khê")
    for text in ("THÔNG BÁO", "Lịch họp", "Nhà trường thông báo lịch họp./."):
        document.add_paragraph(text)
    document.add_paragraph("Nơi nhận:                              HIỆU TRƯỞNG")
    document.add_paragraph("- Lưu: VT.                              Mạc Thị Thu Giang")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("one_run", [True, False])
def test_wide_spaces_part_the_columns_of_header_and_end(one_run: bool) -> None:
    data = spaced(one_run)
    for item in ("SO04", "DD04", "KY07", "NN02"):
        assert messages(data, item) == []
    assert [line for item in ("SO01", "DD01", "NN01") for line in messages(data, item) if "Không thấy" in line] == []  # fmt: skip
    result = correct(data, "giay.docx", ON)
    number = Document(io.BytesIO(result.content)).paragraphs[2]
    italics = {run.text.strip(): run.italic for run in number.runs if run.text.strip()}
    assert italics == {"Số:      /TB-THKH": None, "Khê Hạ, ngày      tháng 10 năm 2026": True}
    assert correct(result.content, "giay.docx", ON).changes == ()


@pytest.mark.parametrize("font", ["VNI-Times", ".VnTime", ".VNTIMEH"])
def test_a_paper_in_legacy_fonts_gets_one_answer_about_them(font: str) -> None:
    document: Any = Document(io.BytesIO(build(PLAN)))
    for paragraph in [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]:  # fmt: skip
        for run in paragraph.runs:
            run.font.name = font
    stream = io.BytesIO()
    document.save(stream)
    examined = examine(read_paper(stream.getvalue(), "giay.docx"), ON)
    assert "bảng mã cũ" in examined.sentence
    assert {finding.code for finding in examined.findings} == {code_of("PG05")}


def test_one_legacy_word_does_not_hide_the_rest() -> None:
    paper = replace(WRONG, end=P("Đề nghị thực hiện./.", font=".VnTime"))
    assert messages(build(paper), "QH02")


@pytest.mark.parametrize("title", ["HỢP ĐỒNG", "HỢP ĐỒNG LAO ĐỘNG"])
def test_an_agreement_is_not_measured_by_forms_it_has_none_of(title: str) -> None:
    lines = (P(title, 14, bold=True, align="center"), P("Số: 02/2026/HĐ-THKH", 14, align="center"))
    opening = "Căn cứ Bộ luật Dân sự số 91/2015/QH13 ngày 24 tháng 11 năm 2015;"
    paper = replace(
        MINUTES, parent="", body="", number="", kind="", subject="", recipients=(),
        text=(*lines, opening, "Hôm nay, ngày 10 tháng 10 năm 2026, hai bên gồm:", "Điều 1. Bên B giao máy.", "Điều 3. Bên A trả tiền."), end="",
    )  # fmt: skip
    examined = examine(read_paper(build(paper), "giay.docx"), ON)
    assert examined.sentence.startswith("hợp đồng: NĐ 30/2020 không định mẫu")
    assert {finding.code for finding in examined.findings} == {code_of("ND08")}


def test_a_paper_from_before_the_decree_is_read_for_its_words_only() -> None:
    old = replace(WRONG, place_date="Khê Hạ, ngày 16 tháng 9 năm 2019", bases=(), subject="Kiểm định")
    text = ("Các trường tự đánh giá theo Thông tư số 18/2018/TT-BGDĐT.", "Đề nghị các các trường thực hiện.")
    examined = examine(read_paper(build(replace(old, text=text)), "giay.docx"), ON)
    assert "trước ngày NĐ 30/2020 có hiệu lực" in examined.sentence
    assert {finding.code for finding in examined.findings} == {code_of("ND17")}
    day = replace(old, text=text, place_date="Khê Hạ, ngày 05 tháng 3 năm 2020")
    assert code_of("QH02") in {f.code for f in examine(read_paper(build(day), "giay.docx"), ON).findings}


def test_an_agenda_is_no_paper_under_the_decree_and_what_is_missing_is_named() -> None:
    agenda = replace(PLAN, parent="", body="", number="", place_date="", kind="CHƯƠNG TRÌNH", subject="Hội nghị sơ kết", recipients=(), signature=())  # fmt: skip
    examined = examine(read_paper(build(agenda), "giay.docx"), ON)
    assert not examined.measured
    assert "(không thấy số và ký hiệu)" in examined.sentence


@pytest.mark.parametrize(("name", "copy"), [("a.docm", "a_da-sua.docm"), ("b.DOTX", "b_da-sua.DOTX"), ("c.docx", "c_da-sua.docx")])  # fmt: skip
def test_a_corrected_copy_keeps_the_kind_of_its_file(tmp_path: Path, name: str, copy: str) -> None:
    path = tmp_path / name
    path.write_bytes(build(WRONG))
    assert Path(mend(Given(path, name), ON, None).corrected).name == copy


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        ("Số:5 / KH - PVHXH", "Ghi “Số: 05/KH-PVHXH”."),
        ("Số: 05/KH-PVH.XH", "ví dụ KH-PVHXH."),
        ("Số: 05/2026/KH-PVHXH", "Ghi “Số: 05/KH-PVHXH”."),
    ],
)
def test_the_remedy_for_a_number_is_what_to_type(number: str, remedy: str) -> None:
    data = build(replace(PLAN, number=number))
    assert [line for item in ("SO03", "SO04") for line in messages(data, item) if remedy in line]


def test_below_a_number_typed_on_tabs_the_subject_is_not_sent_to_the_middle_of_the_page() -> None:
    letter = replace(LETTER, header="tabs", letter="")
    document: Any = Document(io.BytesIO(build(letter)))
    number = next(p for p in document.paragraphs if p.text.startswith("Số:"))
    subject = deepcopy(number._p)
    number._p.addnext(subject)
    for run in subject.r_lst[1:]:
        subject.remove(run)
    subject.r_lst[0].text = "V/v nộp báo cáo"
    stream = io.BytesIO()
    document.save(stream)
    assert messages(stream.getvalue(), "TL03") == []


def test_colours_and_capitals_are_shown_with_their_words() -> None:
    coloured = replace(PLAN, end=P("Đề nghị thực hiện./.", colour="FF0000"))
    assert "“Đề nghị thực hiện./.”" in messages(build(coloured), "PG05")[0]
    letter = replace(LETTER, letter="V/v: Đề nghị cấp kinh phí")
    assert messages(build(letter), "TL03")[0].endswith("Ghi “V/v đề nghị cấp kinh phí”. (Phụ lục I NĐ 30/2020/NĐ-CP)")  # fmt: skip


def test_text_of_a_lost_encoding_is_named_with_its_reading_and_nothing_else_is_said_of_it() -> None:
    typed = "Tr\xadêng tiÓu häc thùc hiÖn kÕ ho¹ch vÒ c«ng t¸c tù ®¸nh gi¸ vµ b¸o c¸o kÕt qu¶."
    data = build(replace(PLAN, text=(PLAN.text[0], *(typed,) * 3)))
    (line,) = messages(data, "PG07")
    assert "bảng mã cũ TCVN3" in line
    assert "“Trường tiểu học thực hiện kế hoạch" in line
    assert messages(data, "ND15") == []


def test_a_wrong_total_is_answered_in_the_way_it_is_written() -> None:
    rows = (
        ("Nội dung", "Số tiền"),
        ("Sửa chữa", "1.000.000"),
        ("Thiết bị", "2.000.000"),
        ("Tổng cộng", "3.500.000"),
    )
    (line,) = messages(build(replace(PLAN, text=(*PLAN.text, T(rows)))), "ND10")
    assert "các dòng trên cộng lại là 3.000.000" in line


def test_links_fields_bookmarks_and_remarks_keep_their_words() -> None:
    inside = (
        '<w:r><w:t xml:space="preserve">Nhà trường  họp </w:t></w:r><w:bookmarkStart w:id="5" w:name="x"/><w:r><w:t>ngày 5 tháng</w:t></w:r>'
        '<w:bookmarkEnd w:id="5"/><w:r><w:t xml:space="preserve"> 09 năm 2026 , tại </w:t></w:r>'
        '<w:hyperlink w:anchor="x"><w:r><w:t>phòng  họp</w:t></w:r></w:hyperlink><w:fldSimple w:instr=" REF x "><w:r><w:t>(xem trên)</w:t></w:r></w:fldSimple>'
        '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> </w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>'
    )
    document: Any = Document(io.BytesIO(build(PLAN)))
    properties = document.paragraphs[-2]._p.pPr.xml.partition(">")[2]
    document.paragraphs[-2]._p.addprevious(
        parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{properties}{inside}</w:p>")
    )
    stream = io.BytesIO()
    document.save(stream)
    result = correct(stream.getvalue(), "giay.docx", ON)
    assert [finding.code for finding in result.left] == [code_of("ND19")]  # to accept is up to people
    with zipfile.ZipFile(io.BytesIO(result.content)) as archive:
        text = archive.read("word/document.xml").decode()
    for kept in (
        ">Nhà trường họp <",
        ">ngày 05 tháng<",
        "> 9 năm 2026, tại <",
        ">phòng họp<",
        ">(xem trên)<",
        ">.<",
        "<w:ins ",
    ):
        assert kept in text, kept


@pytest.mark.parametrize(
    ("signature", "remedy"),
    [
        (("KT/ HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Ghi “KT. HIỆU TRƯỞNG”"),
        (("K.T HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Ghi “KT. HIỆU TRƯỞNG”"),
        (("KT. HIỆU TRƯỞNG", "P. HIỆU TRƯỞNG"), "Ghi “PHÓ HIỆU TRƯỞNG”"),
        (("KT. HIỆU TRƯỞNG", "PHÓ HT"), "Ghi “PHÓ HIỆU TRƯỞNG”"),
        (("KT. HIỆU TRƯỞNG",), "ví dụ PHÓ HIỆU TRƯỞNG"),
        (("TM. HỘI ĐỒNG",), "ví dụ CHỦ TỊCH"),
        (("QUYỀN HIỆU TRƯỞNG",), "Ghi “Q. HIỆU TRƯỞNG”"),
    ],
)
def test_the_remedy_for_a_signature_is_what_to_type(signature: tuple[str, ...], remedy: str) -> None:
    data = build(replace(PLAN, signature=(*signature, "Mạc Thị Thu Giang")))
    (line,) = messages(data, "KY01") + messages(data, "KY02")
    assert remedy in line


def test_recipients_on_one_line_are_not_said_to_lack_the_file_copy() -> None:
    paper = replace(PLAN, recipients=("Nơi nhận:", "- UBND xã; - Các trường; - Lưu: VT."))
    (line,) = messages(build(paper), "NN02")
    assert "ghi chung một dòng" in line
