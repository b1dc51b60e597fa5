"""Splitting among the work groups."""

from __future__ import annotations

import io

import openpyxl
from group_samples import EDITIONS, base_of, parts_of, rows, sent_back
from school_samples import TT18, filled, opened

from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    Description,
    Evidence,
    Improvement,
)
from kdcl_xl.school.parts import groups_of, split, split_findings


@EDITIONS
def test_a_part_holds_the_lines_of_its_criteria_only(edition: Edition) -> None:
    base = base_of(edition)
    parts = parts_of(base)
    assert list(parts) == ["Nhóm 1", "Nhóm 2"]
    seen: set[str] = set()
    for part in parts.values():
        submission = sent_back(part, edition)
        assert [f.as_line() for f in submission.findings if f.code.startswith("CT-")] == []
        criteria = set(part.criteria)
        assert {r.criterion for r in submission.table(AnswerLine)} == criteria
        assert {r.criterion for r in submission.table(Description)} == criteria
        assert {r.criterion for r in submission.table(Improvement)} <= criteria
        asked = [q for q in edition.rules.questions if q.criterion in criteria]
        assert [r.question for r in submission.table(AnswerLine)] == asked
        assert submission.stamp.part == part.group
        assert submission.stamp.school_id == "01234567"
        assert submission.stamp.base.endswith("-L2")
        seen |= criteria
    assert seen == set(edition.rules.by_code)
    assert parts["Nhóm 1"].owner == "Trần Văn Bách"
    assert [e.draft_id for e in rows(parts["Nhóm 1"].content, Evidence)] == ["t10", "t2", "t1"]
    # Nhóm 2 cites t1 and t2 in "Minh chứng chính", t3 in its description.
    assert [e.draft_id for e in rows(parts["Nhóm 2"].content, Evidence)] == ["t2", "t1", "t3"]


def test_a_part_looks_like_a_part() -> None:
    part = parts_of(base_of())["Nhóm 1"]
    book = openpyxl.load_workbook(io.BytesIO(part.build(SELF_ASSESSMENT, TT18)))
    visible = [name for name in book.sheetnames if book[name].sheet_state == "visible"]
    assert visible == ["Đánh giá", "Minh chứng", "Mô tả", "Nhận định", "Cải tiến"]
    assert book["_goc"].sheet_state == "veryHidden"
    assert book["Mô tả"]["A2"].value.startswith("Phần của Nhóm 1 · Năm học 2024-2025")
    assert part.file_name == "01234567_nhom-1_2024-2025.xlsx"
    assert part.build(SELF_ASSESSMENT, TT18) == part.build(SELF_ASSESSMENT, TT18)


def test_what_must_be_settled_before_splitting_is_said() -> None:
    content = filled(TT18)
    lines = rows(content, Assignment)
    lines[0].group, lines[1].group = "", "nhóm  1"
    lines[2].group = "Tổ Văn"
    base = opened(content, TT18)
    assert list(groups_of(base)) == ["nhóm 1", "Tổ Văn", "Nhóm 2"]
    assert [(f.code, f.place) for f in split_findings(base)] == [
        ("NHO-002", "Phân công!C6"),
        ("NHO-003", "Phân công!C8"),
    ]
    content.rows[Assignment] = []
    assert [f.code for f in split_findings(opened(content, TT18))] == ["NHO-001"]
    assert split(opened(content, TT18)) == []


def test_parts_have_names_that_differ() -> None:
    content = filled(TT18)
    for line in rows(content, Assignment)[:3]:
        line.group = "Nhóm Hòa"
    for line in rows(content, Assignment)[3:6]:
        line.group = "Nhóm Hoa"
    assert [part.file_name for part in split(opened(content, TT18))] == [
        "01234567_nhom-hoa_2024-2025.xlsx",
        "01234567_nhom-hoa_2024-2025_2.xlsx",
        "01234567_nhom-1_2024-2025.xlsx",
        "01234567_nhom-2_2024-2025.xlsx",
    ]
