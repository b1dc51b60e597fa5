"""One file, several papers: judged one by one; and what is issued with a paper, judged with it. Names are invented."""

from __future__ import annotations

import copy
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from layout_papers import COUNTRY, DECISION, LETTER, MOTTO, PLAN, P, Paper, T, build

from kdcl_xl.documents.layout.check import Examined, correct, examine
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import code_of

ON = dt.date(2026, 11, 22)
DRAFT = replace(PLAN, number="Số:      /KH-PVHXH", place_date="Khê Hạ, ngày      tháng 11 năm 2026")
REGULATION = (
    P("QUY CHẾ", 14, bold=True, align="center"),
    P("Hoạt động của Hội đồng tự đánh giá", 14, bold=True, align="center"),
)


def glued(*papers: Paper) -> bytes:
    """The papers one after another in one file, as whoever pastes them or merges letters gets it."""
    document: Any = Document(io.BytesIO(build(papers[0])))
    end = document.element.body.sectPr
    for paper in papers[1:]:
        body: Any = Document(io.BytesIO(build(paper))).element.body
        for block in body[:-1]:
            end.addprevious(copy.deepcopy(block))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def examined(*papers: Paper) -> Examined:
    return examine(read_paper(glued(*papers), "giay.docx"), ON)


def lines(result: Examined) -> list[str]:
    return [finding.as_line() for finding in result.findings]


def said(result: Examined, item: str) -> list[str]:
    return [finding.message for finding in result.findings if finding.code == code_of(item)]


def note(words: str) -> P:
    return P(f"(Ban hành kèm theo {words} của Phòng Văn hóa - Xã hội)", 14, italic=True, align="center")


def plan_with(*appendix: P | T | str) -> Paper:
    return replace(PLAN, appendix=appendix)


MINE = note("Kế hoạch số 05/KH-PVHXH ngày 04 tháng 9 năm 2026")


@pytest.mark.parametrize("header", ["table", "lines", "tabs"])
def test_a_decision_and_a_plan_of_its_own_are_two_papers(header: str) -> None:
    plan = replace(PLAN, header=header)
    result = examined(DECISION, plan)
    assert lines(result) == []
    assert result.sentence.startswith(
        "tệp có 2 văn bản, soát riêng từng văn bản: (1) quyết định; (2) kế hoạch, từ "
    )
    wrong = replace(plan, number="Số: 05/KH - PVHXH", place_date="Khê Hạ, ngày 4 tháng 9 năm 2026")
    second = examined(DECISION, wrong)
    assert said(second, "SO04") == ["Có cách chữ hoặc dấu thừa trong “Số: 05/KH - PVHXH”."]
    assert said(second, "DD02")
    assert lines(examined(wrong, DECISION))


def test_what_is_missing_is_missing_in_one_of_them() -> None:
    (finding,) = examined(DECISION, replace(PLAN, recipients=())).findings
    assert (finding.code, finding.sheet) == (code_of("NN01"), "cuối văn bản thứ 2")


def test_the_letters_of_a_mail_merge_are_told_once() -> None:
    letters = [
        replace(
            LETTER, letter="V/v: nộp báo cáo tự đánh giá", addressees=(f"Kính gửi: Trường Tiểu học số {n}",)
        )
        for n in range(1, 7)
    ]
    result = examined(*letters)
    assert result.sentence == "tệp có 6 văn bản, soát riêng từng văn bản: 6 công văn."
    (line,) = lines(result)
    assert "Tất cả 6 chỗ" in line
    mended = correct(glued(*letters), "giay.docx", ON)
    assert mended.left == ()
    (change,) = mended.changes
    assert change.endswith(
        " và 1 chỗ nữa: sửa “V/v: nộp báo cáo tự đánh giá” thành “V/v nộp báo cáo tự đánh giá”."
    )
    assert examine(read_paper(mended.content), ON).sentence == result.sentence


def test_the_form_in_an_appendix_is_no_paper() -> None:
    dotted = replace(
        PLAN,
        body="TRƯỜNG ………………",
        number="Số: …/BC-…",
        place_date="……, ngày … tháng … năm 20…",
        kind="BÁO CÁO",
        subject="Kết quả tự đánh giá",
    )
    assert lines(examined(PLAN, dotted, dotted)) == []
    assert "tệp có" not in examined(PLAN, dotted).sentence
    sample = examined(
        plan_with(P("Mẫu số 01", bold=True, align="right")), replace(PLAN, number="Số: 5/KH-PVHXH")
    )
    assert lines(sample) == []
    assert "tệp có" not in sample.sentence and "chưa soát riêng" not in sample.sentence


def test_a_draft_after_a_signed_paper_is_told_and_two_drafts_are_two_papers() -> None:
    assert examined(DECISION, DRAFT).sentence.endswith(
        "có quốc hiệu riêng mà chưa có số nên chưa soát riêng: tách thành tệp riêng để soát."
    )
    assert lines(examined(DRAFT, DRAFT)) == []
    assert examined(DRAFT, DRAFT).sentence.startswith("tệp có 2 văn bản")


def test_a_regulation_issued_with_a_paper_has_numbers_of_its_own() -> None:
    right = (*REGULATION, MINE, P("Chương I", bold=True, align="center"), "Điều 1. Phạm vi", "Điều 2. Nhiệm vụ", "a) Điều hành;", "b) Ký báo cáo.")  # fmt: skip
    assert lines(examined(plan_with(*right))) == []
    wrong = (*REGULATION, MINE, P("Chương I", bold=True, align="center"), "Điều 1. Phạm vi", "Quy chế này  áp dụng cho Hội đồng.", "Điều 3. Nhiệm vụ", "a) Điều hành;", "c) Ký báo cáo.")  # fmt: skip
    result = examined(plan_with(*wrong))
    assert said(result, "ND08") == ["Sau Điều 1 là Điều 3: “Điều 3. Nhiệm vụ”."]
    assert "là điểm c)" in said(result, "ND07")[0]
    assert "Hai dấu cách" in said(result, "ND15")[0]
    assert len(result.findings) == 3, lines(result)


@pytest.mark.parametrize(
    ("words", "message", "severity"),
    [
        (
            "Kế hoạch số 06/KH-PVHXH ngày 04 tháng 9 năm 2026",
            "số 06/KH-PVHXH, văn bản này là 05/KH-PVHXH",
            "lỗi",
        ),
        (
            "Kế hoạch số 05/KH-PVHXH ngày 14/9/2026",
            "ngày 14/09/2026, văn bản này ban hành ngày 04/09/2026",
            "lỗi",
        ),
        ("Công văn số 5932/BGDĐT-QLCL ngày 28 tháng 12 năm 2018", "số 5932/BGDĐT-QLCL", "gợi ý"),
    ],
)
def test_the_note_of_an_attachment_names_this_paper(words: str, message: str, severity: str) -> None:
    (finding,) = examined(plan_with(*REGULATION, note(words), "Điều 1. Phạm vi")).findings
    assert finding.code == code_of("PL01")
    assert message in finding.message
    assert finding.severity == severity


def test_people_stated_and_people_listed() -> None:
    names = tuple((str(n), f"Người thứ {n}") for n in range(1, 4))
    listed = (P("DANH SÁCH HỘI ĐỒNG", bold=True, align="center"), MINE, T((("TT", "Họ và tên"), *names)))

    def stating(words: str, *more: P | T | str) -> Examined:
        return examined(replace(PLAN, text=(*PLAN.text, words), appendix=(*listed, *more)))

    assert lines(stating("3. Hội đồng gồm 03 thành viên (có danh sách kèm theo).")) == []
    (message,) = said(stating("3. Hội đồng gồm 05 thành viên (có danh sách kèm theo)."), "ND10")
    assert message.startswith("Lời văn nêu 5 người nhưng danh sách kèm theo (bảng 3) có 3 dòng")
    two = stating(
        "3. Hội đồng gồm 05 thành viên (có danh sách kèm theo).", T((("TT", "Họ và tên"), *names[:2]))
    )
    assert said(two, "ND10") == [], "of two lists nobody can say which is meant"


def test_the_motto_in_the_letterhead_of_an_attachment() -> None:
    letterhead = (
        P(COUNTRY, 13, bold=True, align="center"),
        P(MOTTO.replace("-", "–"), 14, bold=True, align="center"),
    )
    result = examined(plan_with(*letterhead, *REGULATION, MINE, "Điều 1. Phạm vi"))
    assert said(result, "QH02") == [
        "Tiêu ngữ ghi “Độc lập – Tự do – Hạnh phúc” (dùng gạch dài thay gạch nối)."
    ]
    mended = correct(glued(plan_with(*letterhead, *REGULATION, MINE, "Điều 1. Phạm vi")), "giay.docx", ON)
    assert mended.left == ()


def test_a_union_keeps_its_papers_where_it_has_room() -> None:
    union = replace(
        PLAN,
        parent="CÔNG ĐOÀN XÃ KHÊ HẠ",
        body="CÔNG ĐOÀN TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN THỊ LỘ",
        number="Số: 05/KH-CĐCS",
        recipients=("Nơi nhận:", "- Đoàn viên công đoàn;", "- Lưu: VPCĐ."),
        signature=("TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "Giàng A Páo"),
    )
    assert said(examined(union), "NN02") == []
    assert said(examined(replace(PLAN, recipients=union.recipients)), "NN02")


@pytest.mark.parametrize(
    ("rows", "total", "wrong"),
    [
        ((("I", "Mầm non", "24"), ("1", "MN Hoa Mơ", "12"), ("2", "MN Hoa Ban", "12"), ("II", "Tiểu học", "20")), "44", False),
        ((("1", "MN Hoa Mơ", "12"), ("2", "MN Hoa Ban", "12"), ("", "Cộng mầm non", "24"), ("3", "TH Khê Hạ", "20")), "44", False),
        ((("1", "Thường xuyên", "20"), ("1.1", "Lương", "15"), ("1.2", "Điện", "5"), ("2", "Mua sắm", "7")), "27", False),
        ((("1", "Thường xuyên", "20"), ("1.1", "Lương", "15"), ("1.2", "Điện", "5"), ("2", "Mua sắm", "7")), "30", True),
    ],
)  # fmt: skip
def test_a_total_adds_up_one_level(rows: tuple[tuple[str, ...], ...], total: str, wrong: bool) -> None:
    table = T((("TT", "Nội dung", "Số lượng"), *rows, ("", "Tổng cộng", total)))
    result = examined(replace(PLAN, text=(*PLAN.text, table, "Trên đây là số liệu.")))
    assert bool(said(result, "ND10")) is wrong
    assert all(finding.severity == "gợi ý" for finding in result.findings)


def test_a_report_of_the_ministry_behind_a_decision_is_told_apart() -> None:
    report = (P("BÁO CÁO TỰ ĐÁNH GIÁ", 14, bold=True, align="center"), "Phần I. CƠ SỞ DỮ LIỆU")
    result = examined(replace(DECISION, appendix=report))
    assert result.form is not None
    assert result.sentence.endswith(
        "Phần đầu là quyết định, chưa soát theo NĐ 30/2020: tách thành tệp riêng để soát."
    )


def test_a_certificate_of_merit_is_no_administrative_paper() -> None:
    result = examined(replace(PLAN, kind="GIẤY KHEN", subject="Em Vàng A Sử"))
    assert result.findings == () and not result.measured
    decision = replace(DECISION, subject="Về việc tặng Giấy khen cho học sinh năm học 2025-2026")
    assert examined(decision).measured


def test_a_mark_of_urgency_below_the_subject_of_a_letter() -> None:
    document: Any = Document(io.BytesIO(build(LETTER)))
    cell = document.tables[0].cell(1, 0)
    stamp = cell.add_paragraph()
    stamp.alignment = 1
    run = stamp.add_run("HỎA TỐC")
    run.bold, run.font.size = True, 14 * 12700
    stream = io.BytesIO()
    document.save(stream)
    assert examine(read_paper(stream.getvalue(), "giay.docx"), ON).findings == ()
