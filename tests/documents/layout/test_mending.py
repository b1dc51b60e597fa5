"""Corrected copies: what could be mended is gone, nothing else is touched, Word can open them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from layout_cases_end import END, sent, signed
from layout_cases_head import HEAD, NUMBER, plan
from layout_cases_text import TEXT
from layout_papers import LAWFUL, PLAN, P, Paper, build, prose

from kdcl_xl.documents.layout.check import Corrected, correct, examine
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import code_of
from tests.ooxml import sdk_violations

ON = dt.date(2026, 11, 22)
CASES = HEAD | TEXT | END
MENDED = [
    ("PG01", 0), ("PG01", 1), ("PG02", 0), ("PG02", 1), ("PG02", 2), ("PG05", 0), ("PG05", 1), ("PG07", 0), ("QH01", 0),
    ("QH01", 1), ("QH01", 2), ("QH02", 0), ("QH02", 1), ("QH02", 2), ("QH03", 0), ("QH03", 1), ("CQ01", 0), ("CQ01", 1),
    ("CQ01", 2), ("SO01", 0), ("SO01", 1), ("SO02", 0), ("SO02", 1), ("SO03", 2), ("SO04", 0), ("SO04", 1), ("SO04", 2),
    ("DD01", 0), ("DD01", 1), ("DD01", 2), ("DD02", 0), ("DD02", 1), ("DD03", 0), ("DD03", 1), ("TL01", 0), ("TL01", 1),
    ("TL02", 0), ("TL02", 1), ("TL03", 0), ("TL03", 2), ("TL03", 3), ("KG01", 0), ("KG01", 1), ("ND01", 0), ("ND01", 1),
    ("ND01", 2), ("ND06", 0), ("ND06", 1), ("ND06", 5), ("ND12", 1), ("ND14", 0), ("ND14", 1), ("ND14", 2), ("ND15", 0),
    ("ND15", 1), ("KY01", 0), ("KY01", 1), ("KY01", 4), ("KY05", 0), ("KY05", 1), ("NN01", 0), ("NN01", 1), ("NN01", 2),
    ("NN01", 3), ("NN02", 0), ("NN02", 1),
]  # fmt: skip
"""Items with the number of their unlawful paper: form only, so a copy can be corrected without asking."""


@cache
def result_of(paper: Paper) -> Corrected:
    return correct(build(paper), "giay.docx", ON)


def corrected(paper: Paper) -> tuple[bytes, bytes]:
    return build(paper), result_of(paper).content


@pytest.mark.parametrize(("item", "number"), MENDED)
def test_a_second_look_finds_the_trouble_gone(item: str, number: int) -> None:
    result = result_of(CASES[item][1][number])
    assert result.changes
    assert code_of(item) not in {finding.code for finding in result.left}
    again = correct(result.content, "giay.docx", ON)
    assert again.changes == ()
    assert again.content == result.content


@pytest.mark.parametrize("name", LAWFUL)
def test_a_lawful_paper_is_left_alone(name: str) -> None:
    before, after = corrected(LAWFUL[name])
    assert after == before


def test_every_correction_is_carried_out() -> None:
    """What a second look still offers to mend was offered in vain."""
    for item, (_kept, broken) in CASES.items():
        for paper in broken:
            left = examine(read_paper(corrected(paper)[1]), ON).troubles
            assert [rule.item for rule, trouble in left if trouble.mend is not None] == [], item


def test_only_the_text_part_changes_and_word_can_open_it(tmp_path: Path) -> None:
    for item, number in MENDED[::3]:
        before, after = corrected(CASES[item][1][number])
        with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            assert new.namelist() == old.namelist()
            changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["word/document.xml"]
        (tmp_path / f"{item}-{number}.docx").write_bytes(after)
    assert sdk_violations(sorted(tmp_path.iterdir())) == {}


def test_words_stay_as_they_were() -> None:
    """Form changes; the letters of the text do not, but for signs and spaces."""
    paper = replace(
        PLAN,
        text=(P("Các trường tự đánh giá ,  báo cáo kết quả về Phòng đúng thời gian.", 12),),
        end=replace(prose("Đề nghị các trường thực hiện"), font="Arial", colour="FF0000"),
    )
    before, after = corrected(paper)

    def letters(data: bytes) -> str:
        lines = " ".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
        return "".join(letter for letter in lines if letter.isalnum())

    assert letters(after) == letters(before)
    run = Document(io.BytesIO(after)).paragraphs[-1].runs[0]
    assert run.text.endswith("./.") or "./." in " ".join(
        p.text for p in Document(io.BytesIO(after)).paragraphs
    )


def test_a_number_split_over_runs_is_mended_in_its_first() -> None:
    document = Document(io.BytesIO(build(plan(number=NUMBER))))
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]
    run = paragraph.runs[0]
    run.text = "Số:  05"
    for text in ("  /KH", "-PVHXH"):
        other = paragraph.add_run(text)
        other.font.size = run.font.size
    stream = io.BytesIO()
    document.save(stream)
    after = correct(stream.getvalue(), "giay.docx", ON)
    assert Document(io.BytesIO(after.content)).tables[0].cell(1, 0).text == "Số: 05/KH-PVHXH"
    assert after.left == ()


def test_what_was_changed_is_listed_with_its_place() -> None:
    paper = replace(
        signed("KT.TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Mạc Thị Thu Giang"),
        recipients=sent("Nơi nhận:", "- Các trường", "- Lưu VT.").recipients,
    )
    changes = correct(build(paper), "giay.docx", ON).changes
    assert changes == (
        "bảng 2, dòng 1, cột 2: sửa “KT.TRƯỞNG PHÒNG” thành “KT. TRƯỞNG PHÒNG”.",
        "bảng 2, dòng 1, cột 1: sửa “- Các trường” thành “- Các trường;”.",
        "bảng 2, dòng 1, cột 1: sửa “- Lưu VT.” thành “- Lưu: VT.”.",
    )


def typed(*lines: tuple[str, bool]) -> bytes:
    """A paper typed line by line, some of them bold."""
    document = Document()
    for text, bold in lines:
        document.add_paragraph().add_run(text).bold = bold
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_a_header_typed_on_tab_stops_keeps_its_columns() -> None:
    letter = typed(
        ("\tUBND XÃ KHÊ HẠ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("\tTRƯỜNG TIỂU HỌC KHÊ HẠ\tĐộc lập - Tự do - Hạnh phúc", True),
        ("\t__________\t____________________", False),
        ("\tSố: 27/THKH\tKhê Hạ, ngày 12 tháng 5 năm 2026", False),
        ("\tV/v đề nghị cấp kinh phí", False),
        ("Kính gửi: Ủy ban nhân dân xã Khê Hạ", False),
    )
    result = correct(letter, "giay.docx", ON)
    found = Document(io.BytesIO(result.content)).paragraphs
    assert [paragraph.alignment for paragraph in found if paragraph.text.startswith("\t")] == [None] * 5
    codes = {finding.code for finding in result.left}
    assert not codes & {code_of("QH03"), code_of("TL03")}


def test_a_sentence_that_begins_with_căn_cứ_and_a_last_line_of_thanks_are_left_as_they_are() -> None:
    grounds = "Căn cứ nhu cầu thực tế, trường mầm non Khê Hạ kính trình mua 10 bộ bàn ghế."
    thanks = "Xin chân thành cảm ơn!"
    proposal = typed(
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("Độc lập - Tự do - Hạnh phúc", True),
        ("TỜ TRÌNH", True),
        ("Về việc mua sắm", True),
        (grounds, False),
        (thanks, False),
        ("Hiệu trưởng", True),
        ("Mạc Thị Thu Giang", True),
    )
    result = correct(proposal, "giay.docx", ON)
    found = {paragraph.text: paragraph for paragraph in Document(io.BytesIO(result.content)).paragraphs}
    assert not any(run.italic for run in found[grounds].runs)
    assert thanks in found
    assert "HIỆU TRƯỞNG" in found
