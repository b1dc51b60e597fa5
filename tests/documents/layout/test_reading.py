"""Word documents of every hand: what is read, what is refused, and with which words."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from layout_papers import LAWFUL, LETTER, PLAN, P, Paper, build

from kdcl_xl.documents.layout.anatomy import dissect
from kdcl_xl.documents.layout.check import correct, examine
from kdcl_xl.documents.layout.lines import lines_of
from kdcl_xl.documents.layout.package import PaperError
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import code_of
from kdcl_xl.documents.pdf import find_libreoffice

ON = dt.date(2026, 11, 22)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def edited(paper: Paper, change: Any) -> bytes:
    document = Document(io.BytesIO(build(paper)))
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def package(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def document_xml(inside: str) -> bytes:
    return f"<w:document {nsdecls('w')}><w:body>{inside}</w:body></w:document>".encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 byte"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "(.doc) hoặc có mật khẩu"),
        (b"{\\rtf1 ...}", "không phải tệp .docx"),
        (build(PLAN)[:4000], "bị hỏng hoặc tải chưa đủ"),
        (package({"xl/workbook.xml": b"<a/>"}), "không phải văn bản Word"),
        (package({"word/document.xml": b"<w:document"}), "bị hỏng"),
        (package({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DTD"),
        (package({"word/document.xml": document_xml("<w:p/>" * 2_000_000)}), "phình lớn bất thường"),
        (package({"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}), "bị hỏng"),
        (package({"word/document.xml": b"<a/>"}), "không có phần thân"),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(PaperError) as refused:
        read_paper(content, "giay.docx")
    assert words in str(refused.value)


def test_an_empty_document_is_no_administrative_paper() -> None:
    data = package({"word/document.xml": document_xml("<w:sectPr/>")})
    examined = examine(read_paper(data, "trong.docx"), ON)
    assert examined.findings == ()
    assert examined.sentence.startswith("không phải văn bản hành chính")
    assert correct(data, "trong.docx", ON).content == data


@pytest.mark.parametrize("header", ["table", "tabs", "lines"])
@pytest.mark.parametrize("name", [name for name in LAWFUL if name != "letter"])
def test_headers_are_found_however_they_are_typed(name: str, header: str) -> None:
    anatomy = dissect(read_paper(build(replace(LAWFUL[name], header=header))))
    assert anatomy.country is not None
    assert anatomy.motto is not None
    assert [line.text for line in anatomy.bodies] == [LAWFUL[name].parent, LAWFUL[name].body]
    assert anatomy.number is not None
    assert anatomy.kind_name.upper() == LAWFUL[name].kind
    assert [line.text for line in anatomy.subject] == [LAWFUL[name].subject]
    assert anatomy.signer is not None
    assert anatomy.signer.text == LAWFUL[name].signature[-1]


def test_signature_and_recipients_on_tab_stops() -> None:
    def change(document: Any) -> None:
        for left, right in (
            ("Nơi nhận:", "KT. TRƯỞNG PHÒNG"),
            ("- Các trường;", "PHÓ TRƯỞNG PHÒNG"),
            ("- Sở Giáo dục và Đào tạo;", ""),
            ("- Lưu: VT, GDĐT.", "Mạc Thị Thu Giang"),
        ):
            document.add_paragraph(f"{left}\t{right}")

    anatomy = dissect(read_paper(edited(replace(PLAN, recipients=(), signature=()), change)))
    assert [line.text for line in anatomy.recipients] == ["Nơi nhận:", "- Các trường;", "- Sở Giáo dục và Đào tạo;", "- Lưu: VT, GDĐT."]  # fmt: skip
    assert [line.text for line in anatomy.signature] == [
        "KT. TRƯỞNG PHÒNG",
        "PHÓ TRƯỞNG PHÒNG",
        "Mạc Thị Thu Giang",
    ]


def test_text_boxes_are_read_once() -> None:
    box = f"""<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">
      <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>KHẨN</w:t></w:r></w:p>
      </w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>KHẨN</w:t>
      </w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    data = edited(PLAN, lambda document: document.element.body.insert(1, parse_xml(box)))
    assert [line.text for line in lines_of(read_paper(data))].count("KHẨN") == 1
    assert examine(read_paper(data), ON).findings == ()


def test_tracked_changes_are_read_as_accepted() -> None:
    def change(document: Any) -> None:
        paragraph = document.paragraphs[-1]._p
        paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText> bỏ đi đánh giá đánh giá</w:delText></w:r></w:del>'))  # fmt: skip
        run = paragraph.find(qn("w:r"))
        inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"/>')
        run.addprevious(inserted)
        inserted.append(run)

    data = edited(PLAN, change)
    assert [f.code for f in examine(read_paper(data), ON).findings] == [
        code_of("ND19")
    ]  # they are there still
    assert "bỏ đi" not in " ".join(line.text for line in lines_of(read_paper(data)))


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    def open_left(document: Any) -> None:
        table = document.add_table(2, 3)
        for cell, text in zip(table._cells, "abcdef", strict=True):
            cell.text = text
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))

    table = read_paper(edited(PLAN, open_left)).tables[-1]
    assert [[cell.words for cell in row] for row in table.rows] == [["a", "b", "c"], ["", "e", "f"]]


def test_fonts_and_sizes_come_from_styles_and_theme() -> None:
    def change(document: Any) -> None:
        style = document.styles["Normal"]
        style.font.size = Pt(11)
        fonts = style.element.rPr.rFonts
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for slot in ("ascii", "hAnsi"):
            fonts.set(qn(f"w:{slot}Theme"), f"minor{slot[0].upper()}{slot[1:]}")
        last = document.paragraphs[-1]
        for properties in last._p.iter(qn("w:rPr")):
            properties.getparent().remove(properties)
            break

    found = {
        finding.code: finding.message for finding in examine(read_paper(edited(PLAN, change)), ON).findings
    }
    assert "Cambria" in found[code_of("PG05")]
    assert "11" in found[code_of("ND06")]


def test_words_own_numbers_are_seen() -> None:
    """Word's letters run a, b, c, d, e: no đ."""
    numbering = f"""<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
      <w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="7">
      <w:abstractNumId w:val="7"/></w:num></w:numbering>"""

    def change(document: Any) -> None:
        part = document.part.numbering_part
        part._element.getparent()
        part._element[:] = list(parse_xml(numbering))
        for paragraph in document.paragraphs:
            if paragraph.text.startswith("Việc"):
                paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'))  # fmt: skip

    paper = replace(PLAN, text=(PLAN.text[0], *(f"Việc thứ {n}." for n in range(5))))
    messages = [f.message + f.remedy for f in examine(read_paper(edited(paper, change)), ON).findings]
    assert [message for message in messages if "Sau điểm d) là điểm e)" in message and "gõ tay" in message]


def test_drafts_have_neither_number_nor_date() -> None:
    for paper in (PLAN, LETTER):
        assert isinstance(paper.number, str)
        draft = replace(
            paper,
            number=f"Số:        /{paper.number.partition('/')[2]}",
            place_date="Khê Hạ, ngày       tháng       năm 2026",
        )
        assert examine(read_paper(build(draft)), ON).findings == ()


@pytest.mark.office
def test_a_paper_saved_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "giay.docx").write_bytes(build(PLAN))
    profile = f"-env:UserInstallation=file://{tmp_path}/ho-so"
    program = find_libreoffice()
    assert program is not None
    command = [str(program), profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "ra"), str(tmp_path / "giay.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    paper = read_paper(tmp_path / "ra" / "giay.docx")
    assert examine(paper, ON).findings == ()
    wrong = replace(PLAN, motto="Độc lập – Tự do – Hạnh phúc", kind=P("Kế hoạch", bold=True, align="center"))
    (tmp_path / "giay.docx").write_bytes(build(wrong))
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    saved = (tmp_path / "ra" / "giay.docx").read_bytes()
    codes = {finding.code for finding in examine(read_paper(saved), ON).findings}
    assert {code_of("QH02"), code_of("TL01")} <= codes
    assert correct(saved, "giay.docx", ON).left == ()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (
            {"country": "ĐẢNG CỘNG SẢN VIỆT NAM", "motto": "", "number": "Số 12-KH/ĐU"},
            "văn bản của tổ chức Đảng",
        ),
        ({"number": "Số: 12/2026/QĐ-UBND", "kind": "QUYẾT ĐỊNH"}, "văn bản quy phạm pháp luật (số có năm)"),
        ({"number": "Số: 57/2026/TT-BGDĐT", "kind": "THÔNG TƯ"}, "văn bản quy phạm pháp luật"),
    ],
)
def test_papers_beyond_the_decree_are_not_measured_by_it(parts: dict[str, str], words: str) -> None:
    examined = examine(read_paper(build(replace(PLAN, **parts))), ON)
    assert examined.sentence.startswith(words)
    assert examined.findings == ()
