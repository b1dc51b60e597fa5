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


def _lines_of_overview(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path, data_only=True)[OVERVIEW]
    return [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]


def test_files_a_unit_refused_are_named_above_with_unit_and_reason(tmp_path: Path) -> None:
    received = tmp_path / "so"
    received.mkdir()
    for number, unit in enumerate(("UBND phường A", "UBND phường B")):
        folder = tmp_path / unit
        made.school(folder, f"7900000{number}", f"Trường THCS Số {number}", cells={"co_quan_quan_ly": unit})
        for name in ("hỏng.xlsx", "hỏng nữa.xlsx")[: 2 - number]:
            (folder / name).write_bytes(b"hong")
        row = made.listed(f"7900000{number}", f"Trường THCS Số {number}", unit=unit)
        schools = made.school_list(tmp_path / f"dm{number}.xlsx", row)
        made.consolidate(folder, received / f"{number}.xlsx", school_list=schools)
    outcome = made.consolidate(received, tmp_path / "tinh.xlsx", level="so")
    rows = [
        row for row in made.summary(tmp_path / "tinh.xlsx").table(StatusLine) if row.state == State.REFUSED
    ]
    assert sorted((row.unit, row.file) for row in rows) == [
        ("UBND phường A", "hỏng nữa.xlsx"),
        ("UBND phường A", "hỏng.xlsx"),
        ("UBND phường B", "hỏng.xlsx"),
    ]
    assert all("Qua sổ" in row.why and len(row.why) > 30 and row.remedy for row in rows), (
        "why, and what to do"
    )
    said = "3 tệp đơn vị cấp dưới không nhận được: UBND phường A 2 tệp; UBND phường B 1 tệp"
    assert any(said in line for line in _lines_of_overview(tmp_path / "tinh.xlsx"))
    assert sum(line.state == State.REFUSED for line in outcome.files) == 3
    (tmp_path / "bo").mkdir()
    (tmp_path / "tinh.xlsx").rename(tmp_path / "bo" / "tinh.xlsx")
    made.consolidate(tmp_path / "bo", tmp_path / "ca nuoc.xlsx", level="so")
    carried = made.summary(tmp_path / "ca nuoc.xlsx").table(StatusLine)
    assert sum(row.state == State.REFUSED for row in carried) == 3, "nothing is lost further up"


def test_a_province_without_any_list_says_what_is_unknown(tmp_path: Path) -> None:
    made.school(tmp_path / "nop", "79000001", "Trường THCS Số 1")
    (tmp_path / "so").mkdir()
    made.consolidate(tmp_path / "nop", tmp_path / "so" / "phuong.xlsx")
    outcome = made.consolidate(tmp_path / "so", tmp_path / "tinh.xlsx", level="so")
    (said,) = outcome.unknown
    assert said.startswith("Không có danh mục trường")
    assert all(word in said for word in ("bao nhiêu trường", "chưa nộp", "tỷ lệ"))
    assert any(said in line for line in _lines_of_overview(tmp_path / "tinh.xlsx"))
    assert outcome.as_json()["figures"]["schools"] is None


def test_a_list_put_together_from_below_says_whose_schools_it_lacks(tmp_path: Path) -> None:
    received = tmp_path / "so"
    received.mkdir()
    for number, unit in ((1, "UBND phường A"), (2, "UBND phường B")):
        folder = tmp_path / unit
        made.school(folder, f"7900000{number}", f"Trường THCS Số {number}", cells={"co_quan_quan_ly": unit})
        row = made.listed(f"7900000{number}", f"Trường THCS Số {number}", unit=unit)
        schools = made.school_list(tmp_path / "dm.xlsx", row) if number == 1 else None
        made.consolidate(folder, received / f"{number}.xlsx", school_list=schools, unit=unit)
    outcome = made.consolidate(received, tmp_path / "tinh.xlsx", level="so")
    (said,) = outcome.unknown
    assert "ghép từ 1 sổ cấp dưới" in said
    assert "trường của UBND phường B (sổ không kèm danh mục)" in said
    listed = made.school_list(tmp_path / "tinh dm.xlsx", made.listed("79000001", "Trường THCS Số 1"))
    own = made.consolidate(received, tmp_path / "tinh 2.xlsx", level="so", school_list=listed)
    assert own.unknown == ()
