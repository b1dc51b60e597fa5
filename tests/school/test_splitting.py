"""Splitting among the work groups, as workbooks and as phiếu."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
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
from kdcl_xl.school.groups import groups_of, phieu_content, split, split_findings, write_parts

# ---- splitting


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
    assert split(opened(content, TT18), SELF_ASSESSMENT) == []


def test_parts_are_written_under_names_that_differ(tmp_path: Path) -> None:
    content = filled(TT18)
    for line in rows(content, Assignment)[:3]:
        line.group = "Nhóm Hòa"
    for line in rows(content, Assignment)[3:6]:
        line.group = "Nhóm Hoa"
    written = write_parts(opened(content, TT18), tmp_path / "nhom")
    assert [path.name for path in written] == [
        "01234567_nhom-hoa_2024-2025.xlsx",
        "01234567_nhom-hoa_2024-2025_2.xlsx",
        "01234567_nhom-1_2024-2025.xlsx",
        "01234567_nhom-2_2024-2025.xlsx",
    ]
    again = write_parts(base_of(), tmp_path / "khac")
    assert {path.name for path in (tmp_path / "khac").iterdir()} == {path.name for path in again}
    content.rows[Assignment] = []
    assert write_parts(opened(content, TT18), tmp_path / "trong") == []


# ---- phiếu


@EDITIONS
def test_the_data_of_a_phieu_are_those_of_the_workbook(edition: Edition) -> None:
    base = base_of(edition)
    first = next(iter(edition.rules.by_code))
    data = phieu_content(base, first)
    assert (data["criterion"], data["group"], data["writer"]) == (first, "Nhóm 1", f"Người viết {first}")
    assert data["levels"][0]["description"] == "Nhà trường có chiến lược phát triển [t1], [t10]."
    answered = [i["result"] for level in data["levels"] for i in level["indicators"]]
    assert answered == ["Đạt"] * len([q for q in edition.rules.questions if q.criterion == first])
    assert [plan["issue"] for plan in data["improvements"]] == [
        "Chưa rà soát chiến lược",
        "Ít kênh công khai",
    ]
    assert {e["draft_id"] for e in data["evidence"]} == {"t1", "t2", "t10"}
    with pytest.raises(KeyError):
        phieu_content(base, "9.9")


def test_a_clause_has_a_phieu_of_its_own() -> None:
    data = phieu_content(base_of(), "22.1")
    assert data["standard"] is None
    assert [level["level"] for level in data["levels"]] == [4]
