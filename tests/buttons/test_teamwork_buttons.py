"""Chia nhóm, Ghép phần, Đánh số minh chứng."""

from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.forms.self_assessment import Description, Evidence
from kdcl_xl.workbook.plan import Result, SetValues
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.buttons.open_workbook import OpenWorkbook, workbook
from tests.running import kdcl, untouched
from tests.school.school_samples import TT57, filled


@pytest.fixture
def book(tmp_path: Path) -> OpenWorkbook:
    """Two groups; four documents with temporary codes."""
    return OpenWorkbook(workbook(tmp_path / "so" / "truong.xlsx", filled(TT57), TT57))


# ---- groups


def test_the_parts_are_those_of_the_command(book: OpenWorkbook, tmp_path: Path) -> None:
    with untouched(book.path):
        plan = book.press("chia-nhom")
    assert plan.message == "Đã chia thành 2 phần, ở thư mục “phan-cua-nhom” cạnh sổ."
    kdcl("chia", book.path, "--ra", tmp_path / "lenh")
    made = {Path(path).name: Path(path).read_bytes() for path in plan.open}
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "lenh").iterdir()}
    assert {Path(path).parent for path in plan.open} == {book.path.parent / "phan-cua-nhom"}


def test_parts_with_work_in_them_are_not_replaced(book: OpenWorkbook) -> None:
    part = Path(book.press("chia-nhom").open[0])
    _write_in(part, "Mô tả", "D7", "Nhóm đã viết.")
    with untouched(part):
        plan = book.press("chia-nhom")
    assert plan.result is Result.FAILED
    assert plan.message.startswith(f"Đã có “{part.name}” và tệp ấy có dữ liệu")


def test_joined_parts_are_the_commands_workbook(book: OpenWorkbook, tmp_path: Path) -> None:
    parts = [Path(path) for path in book.press("chia-nhom").open]
    _write_in(parts[0], "Mô tả", "D7", "Nhóm 1 đã viết.")
    with untouched(book.path, *parts):
        plan = book.press("ghep-phan", phan=[str(part) for part in parts])
    assert plan.message == "Đã ghép 2 phần vào “truong_da-ghep.xlsx”, cạnh sổ này."
    command = kdcl("ghep", book.path, *parts, "--ra", tmp_path / "lenh.xlsx")
    assert plan.result is (Result.FOUND_ERRORS if command.code else Result.DONE)
    assert Path(plan.open[0]).read_bytes() == (tmp_path / "lenh.xlsx").read_bytes()
    assert plan.lines[:-1] == command.out.splitlines()[:-1]
    joined = read(Path(plan.open[0]))
    assert isinstance(joined, Submission)
    assert "Nhóm 1 đã viết." in {row.text for row in joined.table(Description)}


def test_what_is_no_part_is_counted_in_the_sentence(book: OpenWorkbook) -> None:
    parts = book.press("chia-nhom").open
    plan = book.press("ghep-phan", phan=[*parts, str(book.path)])
    assert plan.message == ("Đã ghép 2 phần vào “truong_da-ghep.xlsx”, cạnh sổ này; 1 tệp không ghép được.")
    assert plan.result is Result.FOUND_ERRORS
    assert not any("kdcl" in line for line in plan.lines)


def test_joining_asks_for_parts(book: OpenWorkbook) -> None:
    assert book.press("ghep-phan").message == "Chưa chọn: Chọn các phần do nhóm công tác gửi về."
    gone = book.press("ghep-phan", phan=str(book.path.with_name("khong-co.xlsx")))
    assert gone.message == f"Không thấy tệp {book.path.with_name('khong-co.xlsx')}."


# ---- codes


def test_the_live_workbook_gets_the_codes_the_command_writes(book: OpenWorkbook, tmp_path: Path) -> None:
    before = book.snapshot().grids
    plan = book.press("danh-so-minh-chung")
    command = kdcl("minh-chung", "danh-so", book.path, "--ra", tmp_path / "lenh.xlsx")
    numbered = read(tmp_path / "lenh.xlsx")
    assert isinstance(numbered, Submission)
    assert all(isinstance(action, SetValues) for action in plan.actions)
    assert [row.code for row in book.submission().table(Evidence)] == [
        row.code for row in numbered.table(Evidence)
    ]
    assert [row.text for row in book.submission().table(Description)] == [
        row.text for row in numbered.table(Description)
    ]
    assert [*plan.lines, plan.message] == command.out.splitlines()[:-1]
    assert plan.message.startswith("Đã đánh số: 4 mã mới hoặc đổi, 0 mã giữ nguyên, ")
    changed = {
        (sheet, n, m)
        for sheet, grid in book.grids.items()
        for n, row in enumerate(grid)
        for m, value in enumerate(row)
        if value != before[sheet][n][m]
    }
    assert len(changed) == sum(len(action.cells) for action in plan.actions if isinstance(action, SetValues))


def test_numbering_is_undone_although_the_keys_have_changed(book: OpenWorkbook) -> None:
    before = book.snapshot().grids
    book.press("danh-so-minh-chung")
    assert book.snapshot().grids != before
    assert book.press("hoan-tac").message == "Đã hoàn tác “Đánh số minh chứng”."
    assert book.snapshot().grids == before


def test_undoing_leaves_a_code_alone_that_was_changed_since(book: OpenWorkbook) -> None:
    book.press("danh-so-minh-chung")
    row = next(row for row in book.submission().table(Evidence) if row.code)
    sheet, cell = book.submission().at(row, "code")
    number = len(
        next(a for a in book.applied[-1].actions if isinstance(a, SetValues) and a.sheet == sheet).cells
    )
    book.put(sheet, cell, "MC.9.9.99")
    plan = book.press("hoan-tac")
    assert number > 1
    assert plan.message == "Đã hoàn tác “Đánh số minh chứng”, trừ 1 ô đã được sửa hoặc không còn."
    assert plan.lines == [f"{sheet}!{cell}: dòng hoặc cột này không còn."]
    assert book.cell(sheet, cell) == "MC.9.9.99"


def test_numbering_twice_changes_nothing_the_second_time(book: OpenWorkbook) -> None:
    book.press("danh-so-minh-chung")
    plan = book.press("danh-so-minh-chung")
    assert plan.actions == []
    assert plan.message == "Mọi mã đã đúng, không đổi gì: 4 mã giữ nguyên."


def test_one_code_for_two_documents_is_refused_as_the_command_does(tmp_path: Path) -> None:
    content = filled(TT57)
    rows = content.rows[Evidence]
    rows[1] = rows[1].model_copy(update={"draft_id": "t1"})
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx", content, TT57))
    plan = book.press("danh-so-minh-chung")
    assert (plan.result, plan.actions) == (Result.FAILED, [])
    assert plan.message.startswith("Chưa đánh số được: ")
    assert plan.message + "\n" == kdcl("minh-chung", "danh-so", book.path, "--ra", tmp_path / "x.xlsx").err


def test_a_locked_sheet_or_a_formula_stops_numbering_altogether(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx", filled(TT57), TT57)
    locked = OpenWorkbook(path, locked=["Mô tả"])
    plan = locked.press("danh-so-minh-chung")
    assert plan.message == "Chưa đánh số được: trang “Mô tả” đang khóa. Bỏ khóa trang rồi bấm lại."
    assert locked.applied == []

    formula = OpenWorkbook(path)
    sheet, cell = formula.submission().at(formula.submission().table(Evidence)[0], "code")
    formula.formulas = {sheet: {cell: "formula"}}
    plan = formula.press("danh-so-minh-chung")
    assert plan.message == (
        f"Chưa đánh số được: ô {sheet}!{cell} là công thức. "
        "Chép ô rồi dán giá trị vào chính ô ấy, sau đó bấm lại."
    )
    assert formula.applied == []


def _write_in(path: Path, sheet: str, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
