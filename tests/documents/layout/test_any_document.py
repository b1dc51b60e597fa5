"""Whatever is in a document, checking and correcting it ends, says something readable, and changes no letters."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layout_cases_office import OFFICE
from layout_cases_text import TEXT
from layout_papers import LAWFUL, build

from kdcl_xl.documents.layout.anatomy import dissect
from kdcl_xl.documents.layout.check import correct, examine
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import View, gathered, layout_rules

ON = dt.date(2026, 11, 22)
PIECES = st.sampled_from(
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số:", "Số: 5/KH-", "12/2024/TT-BGDĐT", "ngày 31 tháng 02 năm 2026",
        "KẾ HOẠCH", "BÁO CÁO TỰ ĐÁNH GIÁ", "V/v", "Kính gửi:", "Căn cứ", "Điều 0.", "I.", "1.1.", "a)", "đ)", "IIII.", "./.", "...", "KT.", "TM. ",
        "Nơi nhận:", "- Lưu", "PHỤ LỤC", "(Kèm theo", "năm học 2026-2027", "\t", "\n", "  ", "(", "”", "hòa hoà", "các các", "STT", "Tổng cộng",
        "trước ngày 99/99/9999", "Thứ 7, ngày 1/1/0001", "{{ a }}", "é", "Phần thứ nhất", "Bảng 0:", "gồm 5 trường như sau:",
    ]
)  # fmt: skip
WORDS = st.one_of(PIECES, st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12))
LINE = st.lists(WORDS, max_size=5).map(" ".join)
TABLE = st.lists(st.lists(LINE, min_size=2, max_size=2), min_size=1, max_size=4)
BLOCKS = st.lists(st.one_of(LINE, TABLE), max_size=25)


def typed(blocks: list[Any]) -> bytes:
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(len(block), 2)
            for row, cells in zip(table.rows, block, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_any_document(blocks: list[Any]) -> None:
    data = typed(blocks)
    paper = read_paper(data, "giay.docx")
    examined = examine(paper, ON)
    for finding in examined.findings:
        assert finding.message
        assert finding.sheet
    result = correct(data, "giay.docx", ON)
    with zipfile.ZipFile(io.BytesIO(result.content)) as package:
        assert package.testzip() is None
    again = examine(read_paper(result.content, "giay.docx"), ON)
    assert len(again.findings) <= len(examined.findings) + 3


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_every_rule_on_any_document(blocks: list[Any]) -> None:
    """Also where the paper is not taken for an administrative one."""
    view = View(dissect(read_paper(typed(blocks))), {}, ON, office=OFFICE)
    for layout in layout_rules().values():
        for trouble in layout.check(view):
            assert trouble.place
            assert trouble.message


def test_long_runs_of_one_sign_take_no_time() -> None:
    """Patterns that run back and forth would not come to an end here."""
    for sign in (
        " ",
        ".",
        "…",
        "-",
        "(",
        "a",
        "A",
        "1",
        "1.",
        "a ",
        "năm học ",
        "ngày ",
        "/",
        "*",
        "\t",
        "“",
    ):
        text = sign * (20_000 // len(sign))
        examine(read_paper(typed([text, f"Số: {text}", f"ngày {text} tháng", f"{text}!"])), ON)
        view = View(
            dissect(read_paper(typed([text, f"Số: {text}/", f"Căn cứ {text}", f"{text}!"]))),
            {},
            ON,
            office=OFFICE,
        )
        for layout in layout_rules().values():
            assert len(gathered(layout.check(view))) <= 6


def test_reading_twice_says_the_same() -> None:
    for paper in (LAWFUL["plan"], TEXT["ND08"][1][0], TEXT["ND15"][1][1]):
        data = build(paper)
        assert examine(read_paper(data, "a"), ON).findings == examine(read_paper(data, "a"), ON).findings
        assert correct(data, "a", ON) == correct(data, "a", ON)
