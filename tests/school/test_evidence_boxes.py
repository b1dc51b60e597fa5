"""Where evidence lies: boxes and their labels, files and links."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

from coding_samples import codes, found, submission_of
from school_samples import TT18, TT57, filled, opened

from kdcl_xl.forms.self_assessment import (
    Evidence,
)
from kdcl_xl.school.coding import box_labels, number_evidence
from kdcl_xl.school.coding_findings import check_files
from kdcl_xl.workbook.jsonio import content_of


def test_boxes_fill_by_standard_and_up_to_the_limit() -> None:
    evidence = [Evidence(draft_id=f"t{n}", title=f"Tài liệu {n}") for n in range(1, 6)]
    submission = submission_of(TT18, evidence, ("1.1", "[t1; t2; t3]"), ("1.2", "[t4]"), ("2.1", "[t5]"))
    content, _ = number_evidence(submission, per_box=2)
    assert codes(content) == ["[H1-1.1-01]", "[H1-1.1-02]", "[H2-1.1-03]", "[H2-1.2-01]", "[H3-2.1-01]"]
    labels = box_labels(content, TT18.rules)
    assert [(label.box, label.criteria, len(label.codes)) for label in labels] == [
        (1, ("1.1",), 2),
        (2, ("1.1", "1.2"), 2),
        (3, ("2.1",), 1),
    ]
    assert labels[1].standards == ("Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",)
    assert box_labels(number_evidence(opened(filled(TT57), TT57))[0], TT57.rules) == []


def test_more_than_99_boxes_is_refused() -> None:
    evidence = [Evidence(draft_id=f"t{n}", title=f"Tài liệu {n}") for n in range(1, 102)]
    text = "; ".join(f"t{n}" for n in range(1, 102))
    submission = submission_of(TT18, evidence, ("1.1", f"[{text}]"))
    content, report = number_evidence(submission, per_box=1)
    assert report.refused
    assert content == content_of(submission)
    assert found(report) == [("DSM-008", "Minh chứng")]


# ---- files and links


def test_missing_files_and_odd_links_are_listed(tmp_path: Path) -> None:
    folder = tmp_path / "Tiêu chuẩn 1"
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "Kế hoạch năm.PDF")).write_bytes(b"x")
    places = [
        ("Kế hoạch năm.pdf", ""),
        ("tiêu chuẩn 1\\Kế hoạch năm.pdf", ""),
        ("Hộp 1, văn phòng", ""),
        ("https://drive.example.vn/d/1", ""),
        ("Biên bản.docx", "DSM-011"),
        ("https:///tep", "DSM-012"),
        ("D:\\Minh chứng\\Sổ.xlsx", "DSM-013"),
        ("D:\\Minh chứng\\Kế hoạch năm.pdf", ""),
        ("", "DSM-010"),
    ]
    rows = [
        Evidence(draft_id=f"t{n}", title=f"Tài liệu {n}", storage=place)
        for n, (place, _) in enumerate(places)
    ]
    rows.append(
        Evidence(draft_id="t99", title="Hồ sơ cá nhân", sensitivity="Đỏ", issued_on=dt.date(2026, 1, 2))
    )
    submission = submission_of(TT57, rows)
    by_row = {finding.cell: finding.code for finding in check_files(submission, tmp_path)}
    expected = {
        submission.at(row, "storage")[1]: code
        for row, (_, code) in zip(submission.table(Evidence), places, strict=False)
        if code
    }
    assert by_row == expected
