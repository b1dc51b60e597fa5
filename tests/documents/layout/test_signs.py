"""Ticks that are no letters: symbols of Wingdings, letters set in it, and check boxes of old forms."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.signs import sign_of, signs_in


def text_of(*runs: str) -> str:
    document: Any = docx.Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{run}</w:r>"))
    buffer = io.BytesIO()
    document.save(buffer)
    return read_paper(buffer.getvalue(), "a.docx").paragraphs[0].text


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FC", "✓"), ("Wingdings", "00FE", "☑"), ("Wingdings", "F0A8", "☐"), ("wingdings", "F0FD", "☒"),
        ("Wingdings 2", "F052", "☑"), ("Wingdings 2", "F0A3", "☐"), ("Symbol", "F0D6", "✓"), ("Segoe UI Symbol", "2611", "☑"),
        ("Wingdings", "F04A", "•"), ("Wingdings", "", "•"), ("Arial", "F0FC", "•"),
    ],
)  # fmt: skip
def test_symbols(font: str, code: str, sign: str) -> None:
    assert sign_of(font, code) == sign
    assert text_of(f'<w:sym w:font="{font}" w:char="{code}"/>') == sign


def test_letters_in_a_font_of_signs() -> None:
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    assert text_of(f"{wingdings}<w:t>\uf0fc</w:t>") == "✓"
    assert text_of(f"{wingdings}<w:t>þ</w:t>") == "☑"
    assert signs_in("þ", "Times New Roman") == "þ"
    assert signs_in("J", "Wingdings") == "J"


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        ('<w:default w:val="0"/>', "☐"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="0"/><w:checked/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ("", "☐"),
    ],
)
def test_boxes_of_old_forms(state: str, sign: str) -> None:
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData></w:fldChar>'
    code, end = "<w:instrText> FORMCHECKBOX </w:instrText>", '<w:fldChar w:fldCharType="end"/>'
    assert text_of(begin, code, end, "<w:t> KĐCL</w:t>") == f"{sign} KĐCL"


def test_another_field_shows_its_result_alone() -> None:
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    assert text_of(begin, "<w:instrText> PAGE </w:instrText>", end, "<w:t>3</w:t>") == "3"
