"""Công văn and báo cáo against NĐ 30/2020/NĐ-CP, Phụ lục I, rule by rule (ids of our checklist of that decree)."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx_text import text_of

from kdcl_xl.documents.render import Template
from kdcl_xl.documents.samples.office import reminder, summary

LETTER, REPORT = "cong-van-don-doc", "bao-cao-tong-hop-kdcl"
MAKE = {LETTER: reminder, REPORT: summary}
KINDS_SYMBOL = {LETTER: "PVHXH-GDĐT", REPORT: "BC-PVHXH"}
CENTRE, JUSTIFY = 1, 3


class Paper:
    """One paper as printed, numbered and dated as after signing."""

    def __init__(self, code: str) -> None:
        sample: Any = MAKE[code]()
        head = sample.head.model_copy(update={"number": "5", "issued_on": dt.date(2027, 2, 5)})
        data = Template.load(code).render(sample.model_copy(update={"head": head}))
        self.code, self.sample = code, sample
        self.document: Any = Document(io.BytesIO(data))
        body = self.document.element.body
        self.paragraphs = [Paragraph(p, self.document) for p in body.iter(qn("w:p"))]
        self.lines = [text_of(p._p) for p in self.paragraphs]

    def at(self, text: str) -> Paragraph:
        """The only paragraph that begins so."""
        (found,) = [p for p, line in zip(self.paragraphs, self.lines, strict=True) if line.startswith(text)]
        return found

    def after(self, text: str, steps: int = 1) -> Paragraph:
        return self.paragraphs[self.lines.index(text_of(self.at(text)._p)) + steps]

    def style(self, paragraph: Paragraph) -> Any:
        name = paragraph._p.pPr.pStyle.val
        return next(style for style in self.document.styles if style.style_id == name)

    def look(self, text: str) -> tuple[float, bool, bool]:
        """(size, bold, italic) of a paragraph, the same in all its runs."""
        paragraph = self.at(text)
        style = self.style(paragraph).font
        looks = {
            (
                (run.font.size or style.size).pt,
                bool(style.bold if run.bold is None else run.bold),
                bool(style.italic if run.italic is None else run.italic),
            )
            for run in paragraph.runs
            if text_of(run._r)
        }
        (look,) = looks
        return look

    def alignment(self, text: str) -> int:
        paragraph = self.at(text)
        own = paragraph.alignment
        return int(self.style(paragraph).paragraph_format.alignment if own is None else own)

    def has_line_below(self, text: str) -> bool:
        border = self.after(text)._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}")
        return border is not None and border.get(qn("w:val")) == "single"


@cache
def paper(code: str) -> Paper:
    return Paper(code)


def pg01(p: Paper) -> None:
    (section,) = p.document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def pg02_04(p: Paper) -> None:
    (section,) = p.document.sections
    assert 20 <= section.top_margin.mm <= 25
    assert 20 <= section.bottom_margin.mm <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20


def pg05(p: Paper) -> None:
    fonts = list(p.document.styles.element.iter(qn("w:rFonts")))
    assert {f.get(qn(f"w:{where}")) for f in fonts for where in ("ascii", "hAnsi", "cs")} == {
        "Times New Roman"
    }
    body = p.document.element.body
    assert not list(body.iter(qn("w:rFonts")))
    assert {c.get(qn("w:val")) for c in p.document.element.iter(qn("w:color"))} <= {"000000", "auto"}


def pg06(p: Paper) -> None:
    (section,) = p.document.sections
    assert section.different_first_page_header_footer
    (number,) = section.header.paragraphs
    assert number.alignment == CENTRE
    assert "PAGE" in "".join(t.text for t in number._p.iter(qn("w:instrText")))
    assert p.document.styles["Header"].font.size.pt in (13, 14)
    assert not section.first_page_header.paragraphs[0].text


def pg07(p: Paper) -> None:
    for line in p.lines:
        assert unicodedata.is_normalized("NFC", line)


def qh01(p: Paper) -> None:
    assert p.look("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == (12, True, False)
    assert p.alignment("CỘNG HÒA") == CENTRE
    assert p.lines.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1


def qh02(p: Paper) -> None:
    assert "Độc lập - Tự do - Hạnh phúc" in p.lines


def qh03(p: Paper) -> None:
    assert p.look("Độc lập") == (13, True, False)
    assert p.has_line_below("Độc lập")


def cq01(p: Paper) -> None:
    assert p.look(p.sample.head.parent_body) == (12, False, False)
    assert p.look(p.sample.head.body) == (12, True, False)
    assert p.has_line_below(p.sample.head.body)
    for name in (p.sample.head.parent_body, p.sample.head.body):
        assert name == name.upper()
        assert p.alignment(name) == CENTRE


def so01_04(p: Paper) -> None:
    assert p.look("Số: ") == (13, False, False)
    line = text_of(p.at("Số: ")._p)
    assert re.fullmatch(r"Số: \d{2,}/[A-ZĐ0-9&-]+", line)
    assert line == f"Số: 05/{KINDS_SYMBOL[p.code]}"


def dd01_03(p: Paper) -> None:
    assert text_of(p.at("Khê Hạ, ")._p) == "Khê Hạ, ngày 05 tháng 02 năm 2027"
    assert p.look("Khê Hạ, ") == (13, False, True)
    assert p.alignment("Khê Hạ, ") == CENTRE


def tl01_02(p: Paper) -> None:
    assert p.look("BÁO CÁO") == (14, True, False)
    subject = text_of(p.after("BÁO CÁO")._p)
    assert not subject.endswith(".")
    assert p.look(subject) == (14, True, False)
    assert p.alignment(subject) == p.alignment("BÁO CÁO") == CENTRE
    assert p.has_line_below(subject)


def tl03(p: Paper) -> None:
    assert p.look("V/v ") == (12, False, False)
    assert p.alignment("V/v ") == CENTRE
    assert re.fullmatch(r"V/v [a-zà-ỹđ][^:]*", text_of(p.at("V/v ")._p))
    assert text_of(p.after("Số: ")._p).startswith("V/v ")


def kg01(p: Paper) -> None:
    assert p.look("Kính gửi: ") == (14, False, False)
    assert text_of(p.at("Kính gửi: ")._p) == f"Kính gửi: {p.sample.addressee}"


def nd06(p: Paper) -> None:
    body = p.document.styles["Noi dung"]
    layout = body.paragraph_format
    assert body.font.size.pt == 14
    assert layout.alignment == JUSTIFY
    assert round(layout.first_line_indent.cm, 2) in (1.0, 1.27)
    assert layout.space_after.pt >= 6
    assert 1 <= layout.line_spacing <= 1.5
    assert p.alignment(p.sample.basis[:20]) == JUSTIFY


def nd09(p: Paper) -> None:
    numbered = [t for t in p.document.tables if t.cell(0, 0).text == "TT"]
    assert numbered
    for table in numbered:
        numbers = [row.cells[0].text for row in table.rows[1:]]
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def nd14(p: Paper) -> None:
    place = p.lines.index("Nơi nhận:")
    last = [line for line in p.lines[:place] if line.strip()][-1]
    assert last.endswith("./.")
    assert sum("./." in line for line in p.lines) == 1


def nd15_16(p: Paper) -> None:
    for line in p.lines:
        assert not re.search(r" {2}| [,;:]| \.(?!\.)|\*\*|\[bookmark:|★", line), line
        assert line.count("(") == line.count(")")
        assert line.count("“") == line.count("”")


def ky01_05(p: Paper) -> None:
    for line in p.sample.signer.lines:
        assert p.look(line) == (14, True, False)
        assert line == line.upper()
    assert p.look(p.sample.signer.name) == (14, True, False)
    assert p.sample.signer.name != p.sample.signer.name.upper()
    if p.code == REPORT:
        assert p.sample.signer.lines == ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")
    assert p.lines.count(p.sample.signer.name) == 1


def ky_together(p: Paper) -> None:
    table = p.document.tables[-1]
    (row,) = table.rows
    assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    assert "Nơi nhận:" in row.cells[0].text
    assert p.sample.signer.name in row.cells[1].text
    spacer = table._tbl.getprevious()
    for paragraph in (spacer, spacer.getprevious()):
        assert Paragraph(paragraph, p.document).paragraph_format.keep_with_next
    assert text_of(spacer.getprevious()).endswith("./.")


def nn01(p: Paper) -> None:
    assert p.look("Nơi nhận:") == (12, True, True)
    for line in p.sample.receivers.lines:
        assert f"- {line};" in p.lines
        assert p.look(f"- {line};") == (11, False, False)


def nn02(p: Paper) -> None:
    (line,) = [line for line in p.lines if line.startswith("- Lưu:")]
    assert re.fullmatch(r"- Lưu: VT(, .+)?\.", line)
    assert p.look("- Lưu:") == (11, False, False)


def nn03(p: Paper) -> None:
    assert text_of(p.after("Nơi nhận:")._p) == "- Như trên;"


Check = Callable[[Paper], None]
BOTH: dict[str, Check] = {
    "PG01": pg01, "PG02-PG04": pg02_04, "PG05": pg05, "PG06": pg06, "PG07": pg07,
    "QH01": qh01, "QH02": qh02, "QH03": qh03, "CQ01": cq01, "SO01-SO04": so01_04, "DD01-DD03": dd01_03,
    "KG01": kg01, "ND06": nd06, "ND09": nd09, "ND14": nd14, "ND15-ND16": nd15_16,
    "KY01-KY02-KY05-KY07": ky01_05, "KY-one-block": ky_together, "NN01": nn01, "NN02": nn02, "NN03": nn03,
}  # fmt: skip
"""Rules of both papers; those of one kind stand in the tests below."""


@pytest.mark.parametrize("code", MAKE)
@pytest.mark.parametrize("rule", BOTH)
def test_rule(rule: str, code: str) -> None:
    BOTH[rule](paper(code))


def test_tl01_tl02_named_kind() -> None:
    tl01_02(paper(REPORT))


def test_tl03_letter_has_no_kind_but_a_subject_under_its_number() -> None:
    tl03(paper(LETTER))
    assert "BÁO CÁO" not in paper(LETTER).lines


def test_before_signing_number_day_and_month_are_left_open() -> None:
    for code, make in MAKE.items():
        body = Document(io.BytesIO(Template.load(code).render(make()))).element.body
        lines = [text_of(p) for p in body.iter(qn("w:p"))]
        assert f"Số: {chr(160) * 8}/{KINDS_SYMBOL[code]}" in lines
        assert any(re.fullmatch(r"Khê Hạ, ngày\u00a0+tháng\u00a0+năm\u00a02027", line) for line in lines)
