"""Files that do not say clearly whose they are, and files that are no submission yet."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import schools_made as made

from kdcl_xl.consolidate.intake import survey
from kdcl_xl.forms.summary import State, StatusLine


def _retyped(path: Path, name: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    sheet, cell = next(iter(book.defined_names[name].destinations))
    book[sheet][cell.replace("$", "")] = value
    book.save(path)


def test_a_code_typed_as_a_number_is_said_to_be_one(tmp_path: Path) -> None:
    path = made.school(tmp_path / "nop", "79000001", "Trường THCS Số 1")
    _retyped(path, "ma_truong", 79000001)
    made.school(tmp_path / "nop", "", "Trường THCS Số 2", file="hai.xlsx")
    outcome = made.consolidate(tmp_path / "nop", tmp_path / "ra.xlsx")
    assert made.states(outcome)["79000001.xlsx"] == State.UNKNOWN_SCHOOL
    assert "ghi mã trường ở dạng số" in made.why(outcome, "79000001.xlsx")
    assert "không ghi mã trường" in made.why(outcome, "hai.xlsx")
    lines = made.summary(tmp_path / "ra.xlsx").table(StatusLine)
    assert any("dạng chữ (Text)" in line.remedy for line in lines)


def test_a_file_without_name_is_called_by_its_file_name(tmp_path: Path) -> None:
    made.school(tmp_path / "nop", "", "", file="khong ten.xlsx")
    made.school(tmp_path / "nop", "79000077", "", file="la.xlsx")
    made.school(tmp_path / "nop", "79000001", "", file="quen ten.xlsx")
    schools = made.school_list(tmp_path / "dm.xlsx", made.listed("79000001", "Trường THCS Số 1"))
    outcome = made.consolidate(tmp_path / "nop", tmp_path / "ra.xlsx", school_list=schools)
    assert made.why(outcome, "khong ten.xlsx").startswith("Tệp “khong ten.xlsx” không ghi mã trường")
    assert "tệp không ghi tên trường" in made.why(outcome, "quen ten.xlsx")
    assert not any("“”" in line.why for line in outcome.lines)


@pytest.mark.parametrize(
    ("name", "draft"),
    [
        ("790_tu-danh-gia_2026-2027_L1_NHAP.xlsx", True),
        ("790_tu-danh-gia_2026-2027_L12_NHAP (1).xlsx", True),
        ("790_tu-danh-gia_2026-2027_L1.xlsx", False),
        ("so-lieu_nhap.xlsx", False),
    ],
)
def test_a_packed_draft_is_no_submission(tmp_path: Path, name: str, draft: bool) -> None:
    (tmp_path / name).write_bytes(b"x")
    intake = survey(tmp_path)
    assert [passed.why for passed in intake.passed_over] == ["Bản nháp, không phải bài nộp."] * draft
    assert len(intake.arrivals) == (not draft)
