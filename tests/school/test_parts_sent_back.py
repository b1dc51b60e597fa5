"""Parts as they come back: copies, other names, other programs, strangers."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from group_samples import base_of, parts_of, row, rows, sent_back
from school_samples import TT18, TT57, filled, opened

from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    Description,
)
from kdcl_xl.school.joining import join
from kdcl_xl.school.joining_report import plain_name
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

# ---- which files


def test_copies_are_recognised_by_content_and_two_versions_are_named() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]

    def work(content: Content) -> None:
        rows(content, Description)[-1].text = "Bản sau"

    copies = [sent_back(part, TT18, name=name) for name in ("Nhóm 1 (1).xlsx", "Nhóm 1.xlsx")]
    later = sent_back(part, TT18, work, name="Nhóm 1 (2).xlsx")
    content, report = join(base, [*copies, later])
    assert report.duplicates == [("Nhóm 1 (1).xlsx", "Nhóm 1.xlsx")]
    assert [f.code for f in report.findings] == ["NHO-014"]
    assert "cùng tên gốc" in report.findings[0].message
    assert rows(content, Description)[len(rows(part.content, Description)) - 1].text == "Bản sau"


@pytest.mark.parametrize(
    ("file", "plain"),
    [
        ("Nhóm 1 (1).xlsx", "Nhóm 1.xlsx"),
        ("Nhóm 1 - Copy (2).xlsx", "Nhóm 1.xlsx"),
        ("Nhóm 1 - Bản sao.xlsx", "Nhóm 1.xlsx"),
        ("Nhóm (Toán).xlsx", "Nhóm (Toán).xlsx"),
        ("phan", "phan"),
    ],
)
def test_names_of_second_copies(file: str, plain: str) -> None:
    assert plain_name(file) == plain


def test_what_is_no_part_of_this_workbook_is_refused_with_the_reason() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    other_school, next_revision = filled(TT18), filled(TT18)
    other_school.cells["ma_truong"] = "09999999"
    next_revision.cells["lan_nop"] = 3
    stray = read(b"", name="rong.xlsx")
    assert isinstance(stray, Refusal)
    sent = [
        sent_back(parts_of(opened(other_school, TT18))["Nhóm 1"], TT18, name="a.xlsx"),
        sent_back(parts_of(opened(next_revision, TT18))["Nhóm 1"], TT18, name="b.xlsx"),
        sent_back(parts_of(base_of(TT57))["Nhóm 1"], TT57, name="c.xlsx"),
        opened(filled(TT18), TT18, name="d.xlsx"),
        stray,
        sent_back(part, TT18, name="e.xlsx"),
    ]
    content, report = join(base, sent)
    assert {f.file: f.code for f in report.refused} == {
        "a.xlsx": "NHO-011",
        "b.xlsx": "NHO-013",
        "c.xlsx": "NHO-012",
        "d.xlsx": "NHO-010",
        "rong.xlsx": stray.finding.code,
    }
    assert all(f.message and f.remedy for f in report.refused)
    assert [r.file for r in report.received] == ["e.xlsx"]
    assert content == content_of(base)
    assert report.as_json()["received"][0]["file"] == "e.xlsx"


def test_a_part_saved_by_another_program_joins_as_well() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    book = openpyxl.load_workbook(io.BytesIO(part.build(SELF_ASSESSMENT, TT18)))
    book["Mô tả"]["D6"] = unicodedata.normalize("NFD", "Nhóm đã viết lại đoạn này.")
    book["Mô tả"].insert_rows(5, 2)
    saved = io.BytesIO()
    book.save(saved)
    sent = read(saved.getvalue(), name="phan.xlsx")
    assert isinstance(sent, Submission)
    content, report = join(base, [sent])
    assert row(content, Description, criterion=part.criteria[0], level=1).text == "Nhóm đã viết lại đoạn này."
    assert [(r.changes, r.additions) for r in report.received] == [(1, 0)]
    assert report.removed == []


@pytest.mark.office
def test_a_part_saved_by_libreoffice_joins_as_well(tmp_path: Path) -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    source = tmp_path / "phan.xlsx"
    source.write_bytes(part.build(SELF_ASSESSMENT, TT18))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "ra")]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "ra" / "phan.xlsx").read_bytes()
    sent = read(with_values(saved, {"Mô tả": {"D6": "Viết trong LibreOffice."}}), name="phan.xlsx")
    assert isinstance(sent, Submission)
    content, report = join(base, [sent])
    assert row(content, Description, criterion=part.criteria[0], level=1).text == "Viết trong LibreOffice."
    assert [(r.changes, r.additions) for r in report.received] == [(1, 0)]
    assert (report.conflicts, report.removed, report.findings) == ([], [], [])
