"""What a finding tells people to type is right, and one fault is told once."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from layout_papers import PLAN, REPORT, P, Paper, build

from kdcl_xl.documents.layout.check import correct, examine
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import code_of
from kdcl_xl.findings import Finding

ON = dt.date(2026, 11, 22)


def found(data: bytes) -> tuple[Finding, ...]:
    return examine(read_paper(data, "giay.docx"), ON).findings


def remedies(paper: Paper, item: str) -> list[str]:
    return [finding.remedy for finding in found(build(paper)) if finding.code == code_of(item)]


def lettered(letters: str) -> Paper:
    return replace(PLAN, text=(*PLAN.text, *(f"{each}) Nội dung thứ {n};" for n, each in enumerate(letters))))


def test_letters_of_another_alphabet_become_those_of_ours_one_by_one() -> None:
    assert remedies(lettered("abcdefg"), "ND07") == ["Ghi điểm đ).", "Ghi điểm e)."]
    assert remedies(lettered("abd"), "ND07") == ["Ghi điểm c)."]
    assert remedies(lettered("acd"), "ND07") == ["Ghi điểm b)."], "the gap is told, not all that follows it"


def test_a_number_without_its_colon_is_one_fault() -> None:
    (finding,) = found(build(replace(PLAN, number="Số 05/KH-PVHXH")))
    assert (finding.code, finding.remedy) == (code_of("SO01"), "Ghi “Số: 05/KH-PVHXH”.")


def test_a_symbol_in_small_letters_is_written_large_altogether() -> None:
    small = replace(PLAN, number="Số: 05/kh-pvhxh")
    assert remedies(small, "SO03") == ["Ghi ký hiệu “KH-PVHXH”."]
    assert "KH-PVHXH" in remedies(small, "SO04")[0]
    assert correct(build(small), "giay.docx", ON).left == ()


def test_the_mark_at_the_end_stands_close() -> None:
    apart = replace(PLAN, end="Đề nghị các trường thực hiện ./.")
    assert remedies(apart, "ND14") == ["Ghi “./.” liền sau chữ cuối cùng."]
    mended = correct(build(apart), "giay.docx", ON)
    assert mended.left == ()
    assert read_paper(mended.content).blocks
    assert any(p.words.endswith("thực hiện./.") for p in read_paper(mended.content).paragraphs)


def test_a_cross_reference_that_broke_is_no_sign_to_delete() -> None:
    words = replace(PLAN, text=(*PLAN.text, "Xem Error! Reference source not found. của kế hoạch."))
    assert "F9" in remedies(words, "ND16")[0]


def test_every_sort_of_blank_has_its_own_remedy() -> None:
    blanks = ("Trường «Ten_truong» họp.", "Hồ sơ {{ so_ho_so }} bộ.", "Hạn: Click or tap to enter a date.")
    merge, tag, prompt = remedies(replace(PLAN, text=(*PLAN.text, *blanks)), "ND18")
    assert "Trộn thư lại" in merge and "từ mẫu" in tag and "khung" in prompt


def test_one_word_between_guillemets_may_be_quoted() -> None:
    def severity(words: str, code: str = "") -> str:
        document: Any = Document(io.BytesIO(build(replace(PLAN, text=(*PLAN.text, words)))))
        if code:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), code)
            document.paragraphs[-1]._p.append(field)
        stream = io.BytesIO()
        document.save(stream)
        (finding,) = (f for f in found(stream.getvalue()) if f.code == code_of("ND18"))
        return finding.severity

    assert severity("Chuyên đề «Facebook» và học sinh.") == "gợi ý"
    assert severity("Kính gửi «Truong».", " MERGEFIELD Truong ") == "lỗi"
    assert severity("Kính gửi «Ten_truong».") == "lỗi"


def test_who_made_the_table_signs_beside_who_signs_the_report() -> None:
    document: Any = Document(io.BytesIO(build(replace(REPORT, signature=(), recipients=()))))
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (("NGƯỜI LẬP BIỂU", "Vàng A Sử"), ("TRƯỞNG PHÒNG", "Mạc Thị Thu Giang")), strict=True):  # fmt: skip
        for line in lines:
            run = cell.add_paragraph().add_run(line)
            run.bold = True
    for number, line in enumerate(("Nơi nhận:", "- UBND xã;", "- Lưu: VT.")):
        run = document.add_paragraph().add_run(line)
        run.font.size = (11 if number else 12) * 12700
        run.bold = run.italic = not number
    stream = io.BytesIO()
    document.save(stream)
    assert [f.as_line() for f in found(stream.getvalue()) if f.code == code_of("KY07")] == []
    two = replace(REPORT, signature=("TRƯỞNG PHÒNG", "Mạc Thị Thu Giang", P("Vàng A Sử", 14, bold=True)))
    assert remedies(two, "KY07")
