"""Tính mức đạt: the level of `kdcl muc`, with reasons on a sheet and "if … then …"."""

from pathlib import Path

import pytest

from kdcl_xl.buttons.level_sheet import LEVEL_SHEET
from kdcl_xl.forms.self_assessment import AnswerLine
from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.plan import Jump, PutSheet, Result
from tests.buttons.open_workbook import OpenWorkbook, workbook
from tests.checks.samples import sample
from tests.running import kdcl


@pytest.fixture
def school(tmp_path: Path) -> OpenWorkbook:
    """One answer of criterion 1.1 is unmet."""
    content = sample("tt57")
    first = next(row for row in content.rows[AnswerLine] if getattr(row, "criterion", "") == "1.1")
    content.rows[AnswerLine][content.rows[AnswerLine].index(first)] = first.model_copy(
        update={"result": "Không đạt"}
    )
    return OpenWorkbook(workbook(tmp_path / "truong.xlsx", content))


def test_both_doors_say_the_same(school: OpenWorkbook) -> None:
    plan = school.press("tinh-muc")
    assert plan.message == "Đề xuất: Đạt Mức 1. Hội đồng kết luận, chương trình chỉ đề xuất."
    assert plan.result is Result.DONE
    assert "\n".join([plan.message, *plan.lines]) + "\n" == kdcl("muc", school.path).out


def test_what_if_is_the_command_lines(school: OpenWorkbook) -> None:
    plan = school.press("tinh-muc", neu=" 1.1=2;3.2=1 ")
    command = kdcl("muc", school.path, "--neu", "1.1=2", "--neu", "3.2=1").out.splitlines()
    assert [plan.lines[0], plan.message, *plan.lines[1:]] == command
    assert plan.lines[0] == (
        "Giả định: tiêu chí 1.1 đạt Mức 2; tiêu chí 3.2 chỉ đạt Mức 1. "
        "Kết quả dưới đây là giả định, không phải mức của sổ."
    )
    assert school.sheets[LEVEL_SHEET].rows[3] == [plan.lines[0]]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("abc", "“abc” chưa đúng: viết như 3.2=2 (tiêu chí 3.2 đạt Mức 2)."),
        ("3.2=", "“3.2=” chưa đúng: viết như 3.2=2 (tiêu chí 3.2 đạt Mức 2)."),
        ("9.9=1", "Bộ tiêu chuẩn tt57_2026_pt không có tiêu chí 9.9."),
        ("1.1=7", "Tiêu chí 1.1 không có Mức 7."),
    ],
)
def test_what_cannot_be_supposed_is_said(school: OpenWorkbook, typed: str, message: str) -> None:
    plan = school.press("tinh-muc", neu=typed)
    assert (plan.message, plan.result, plan.actions) == (message, Result.FAILED, [])


def test_the_sheet_leads_to_what_is_in_the_way(school: OpenWorkbook) -> None:
    school.press("tinh-muc")
    sheet = school.sheets[LEVEL_SHEET]
    header = sheet.header_row
    assert sheet.rows[0] == ["MỨC ĐẠT (ĐỀ XUẤT)"]
    assert sheet.rows[2] == ["Đề xuất: Đạt Mức 1. Hội đồng kết luận, chương trình chỉ đề xuất và giải thích."]
    assert sheet.rows[header - 1] == ["STT", "Phần", "Nội dung", "Trang và ô"]
    table = sheet.rows[header:]
    assert [row[0] for row in table] == list(range(1, len(table) + 1))
    answer = next(row for row in school.submission().table(AnswerLine) if row.result == "Không đạt")
    cell = f"F{answer.line}"
    jump = Jump(text=f"Đánh giá!{cell}", sheet="Đánh giá", cell=cell)
    assert ["Còn vướng", "Tiêu chí 1.1 chưa đạt Mức 1.", jump] in [row[1:] for row in table]
    assert ["Để đạt Mức 2", "cải tiến tiêu chí 1.1 lên Mức 1", jump] in [row[1:] for row in table]
    assert {row[1] for row in table} == {"Lý do", "Còn vướng", "Để đạt Mức 2", "Chưa đối chiếu văn bản gốc"}


def test_undoing_brings_the_sheet_of_before_back_and_then_none(school: OpenWorkbook) -> None:
    school.press("tinh-muc")
    first = school.sheets[LEVEL_SHEET]
    school.press("tinh-muc", neu="1.1=2")
    assert school.sheets[LEVEL_SHEET] != first
    assert school.press("hoan-tac").message == "Đã hoàn tác “Tính mức đạt”."
    again = school.applied[-1].actions
    assert again == [PutSheet.model_validate(_filled(first))]
    school.press("hoan-tac")
    assert LEVEL_SHEET not in school.grids


def _filled(sheet: PutSheet) -> dict[str, object]:
    """As a host gives it back: blank cells at the end of a row are no cells."""
    data = sheet.model_dump()
    for row in data["rows"]:
        while row and row[-1] is None:
            row.pop()
    return data


def test_a_locked_structure_takes_no_sheet_but_the_answer_is_given(tmp_path: Path) -> None:
    school = OpenWorkbook(workbook(tmp_path / "truong.xlsx"), structure_locked=True, lost=[Can.SHEETS])
    plan = school.press("tinh-muc")
    assert plan.actions == []
    assert plan.message == "Đề xuất: Đạt Mức 2. Hội đồng kết luận, chương trình chỉ đề xuất."
    assert len(plan.lines) > 1
