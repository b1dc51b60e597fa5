"""What the Sở must know of the units below: who has to choose, and files that belong to nobody."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import schools_made as made

from kdcl_xl.forms.summary import OVERVIEW, FindingLine, State, StatusLine
from kdcl_xl.jobs.consolidating import status_of


def test_the_unit_below_chooses_and_its_strays_are_named_above(tmp_path: Path) -> None:
    for file, level in (("a.xlsx", 1), ("b.xlsx", 2)):
        made.school(tmp_path / "nop", "79000001", "Trường THCS Số 1", file=file, level=level)
    made.school(tmp_path / "nop", "79999999", "Trường lạ", file="la.xlsx")
    schools = made.school_list(tmp_path / "dm.xlsx", made.listed("79000001", "Trường THCS Số 1"))
    below, above = tmp_path / "so" / "phuong.xlsx", tmp_path / "tinh.xlsx"
    below.parent.mkdir()
    made.consolidate(tmp_path / "nop", below, school_list=schools)
    (own,) = [row for row in made.summary(below).table(StatusLine) if row.listed]
    assert own.remedy.startswith("Chọn một bản ở trang Chọn bản")

    made.consolidate(below.parent, above, level="so")
    rows = made.summary(above).table(StatusLine)
    (waiting,) = [row for row in rows if row.listed]
    assert waiting.state == State.CHOOSE
    assert waiting.remedy.startswith(f"{made.UNIT} chọn một bản ở trang Chọn bản của sổ tổng hợp của mình")
    (stray,) = [row for row in rows if row.state == State.UNKNOWN_SCHOOL]
    assert (stray.file, stray.school_id) == ("la.xlsx", "79999999")
    assert "phuong.xlsx" in stray.why
    sheet = openpyxl.load_workbook(above, data_only=True)[OVERVIEW]
    lines = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    assert any(f"chờ {made.UNIT} chọn" in line for line in lines)
    assert any("1 tệp chưa rõ của trường nào" in line for line in lines)


def test_without_a_list_a_waiting_school_is_one_school(tmp_path: Path) -> None:
    for file, level in (("a.xlsx", 1), ("b.xlsx", 2)):
        made.school(tmp_path / "nop", "79000001", "Trường THCS Số 1", file=file, level=level)
    made.school(tmp_path / "nop", "79000002", "Trường THCS Số 2")
    below = tmp_path / "so" / "phuong.xlsx"
    below.parent.mkdir()
    figures = made.consolidate(tmp_path / "nop", below).figures
    assert (figures.schools, figures.received, figures.choose, figures.missing) == (2, 1, 1, 0)
    first, second, *_ = status_of(below).lines()
    assert first == "phuong.xlsx: 2 trường (Chờ chọn bản 1; Đã nhận, còn lỗi 1)"
    assert second == "Ngoài ra 2 tệp không tính (Chờ chọn bản 2)"
    made.consolidate(below.parent, tmp_path / "tinh.xlsx", level="so")
    assert "TH-010" not in {row.code for row in made.summary(tmp_path / "tinh.xlsx").table(FindingLine)}
