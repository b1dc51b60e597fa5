"""Khôi phục định dạng: where the formats come from and where they go; values are never in the Plan."""

from pathlib import Path

import openpyxl

from kdcl_xl.findings import Severity
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Evidence, School
from kdcl_xl.workbook.addresses import parse_a1
from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.marks import mark_colour
from kdcl_xl.workbook.plan import CopyFormats, Fill, FormatsCopy, Result
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.buttons.open_workbook import TT57, OpenWorkbook, workbook


def _copies(book: OpenWorkbook, sheet: str) -> list[FormatsCopy]:
    return [copy for action in book.formats if action.sheet == sheet for copy in action.copies]


def _source_of(book: OpenWorkbook, sheet: str, cell: str) -> str | None:
    """The cell of the pristine workbook whose format a cell gets; the last one counts."""
    row, column = parse_a1(cell)
    found = None
    for copy in _copies(book, sheet):
        (top, left), (bottom, right) = parse_a1(copy.target.first), parse_a1(copy.target.last)
        if top <= row <= bottom and left <= column <= right:
            source_row, source_column = parse_a1(copy.source.first)
            assert parse_a1(copy.source.last) == (source_row, source_column + right - left)
            found = f"{source_row + 1}:{source_column + column - left}"
    return found


def test_every_entry_sheet_gets_the_formats_of_the_template(tmp_path: Path) -> None:
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx"))
    plan = book.press("khoi-phuc-dinh-dang")
    assert plan.message == (
        "Đã khôi phục định dạng, danh sách chọn và quy tắc nhập ở 13 trang; số liệu giữ nguyên."
    )
    assert plan.lines == []
    assert {action.sheet for action in book.formats} == (
        set(SELF_ASSESSMENT.sheets_of(TT57)) - set(SELF_ASSESSMENT.drawn)
    )
    assert all(isinstance(action, CopyFormats) for action in plan.actions)
    pristine = read(Path(book.formats[0].workbook))
    assert isinstance(pristine, Submission)
    assert not any(not row.is_blank() for row in pristine.table(Evidence))
    place = pristine.places[Evidence]
    # header from header, first filled row and last spare row from the first body row
    filled = len(book.submission().table(Evidence))
    last = place.header_row + 1 + Evidence.table.spare_rows
    assert filled
    assert _source_of(book, "Minh chứng", "C5") == "5:2"
    assert _source_of(book, "Minh chứng", "C6") == "6:2"
    assert _source_of(book, "Minh chứng", f"C{last}") == "6:2"
    assert _source_of(book, "Minh chứng", f"C{last + 1}") is None


def test_columns_the_user_moved_are_found_by_field(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx")
    foreign = openpyxl.load_workbook(path)
    sheet = foreign["Minh chứng"]
    for row in range(5, 40):
        first, third = sheet.cell(row, 1).value, sheet.cell(row, 3).value
        sheet.cell(row, 1).value, sheet.cell(row, 3).value = third, first
    foreign.save(path)
    book = OpenWorkbook(path)
    book.press("khoi-phuc-dinh-dang")
    assert [_source_of(book, "Minh chứng", cell) for cell in ("A7", "B7", "C7", "D7")] == [
        "6:2",
        "6:1",
        "6:0",
        "6:3",
    ]


def test_rows_beyond_the_template_and_inserted_above_are_reached(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx")
    foreign = openpyxl.load_workbook(path)
    sheet = foreign["Minh chứng"]
    sheet.insert_rows(1, 2)
    sheet.cell(230, 3).value = "Minh chứng dán xa"
    foreign.save(path)
    book = OpenWorkbook(path)
    book.press("khoi-phuc-dinh-dang")
    assert _source_of(book, "Minh chứng", "A7") == "5:0"  # the header, two rows lower
    assert _source_of(book, "Minh chứng", "A8") == "6:0"
    assert _source_of(book, "Minh chứng", "C230") == "6:2"
    assert _source_of(book, "Minh chứng", "C231") is None


def test_named_cells_are_restored_one_by_one(tmp_path: Path) -> None:
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx"))
    book.press("khoi-phuc-dinh-dang")
    sheet, cell = book.submission().where(School, "school_id")
    row, column = parse_a1(cell)
    assert _source_of(book, sheet, cell) == f"{row + 1}:{column}"
    assert _source_of(book, sheet, "A1") is None


def test_marks_keep_their_colour(tmp_path: Path) -> None:
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx"))
    sheet, cell = book.submission().where(School, "name")
    book.put(sheet, cell, None)
    book.press("kiem-tra")
    assert (sheet, cell) in book.marked()
    plan = book.press("khoi-phuc-dinh-dang")
    fills = [action for action in plan.actions if isinstance(action, Fill)]
    assert fills
    assert {(fill.sheet, at): colour for fill in fills for at, colour in fill.colours.items()}[
        sheet, cell
    ] == mark_colour(Severity.ERROR)
    order = [type(action) for action in plan.actions]
    assert order.index(Fill) > max(n for n, kind in enumerate(order) if kind is CopyFormats)


def test_undoing_copies_the_formats_of_before_back(tmp_path: Path) -> None:
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx"))
    book.press("khoi-phuc-dinh-dang")
    done = list(book.formats)
    assert book.press("hoan-tac").message == "Đã hoàn tác “Khôi phục định dạng”."
    back = book.formats[len(done) :]
    assert [action.workbook for action in back] == ["ban-truoc.xlsx"] * len(done)
    assert [action.copies for action in back] == [action.copies for action in done]


def test_locked_and_renamed_sheets_are_left_alone_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx")
    foreign = openpyxl.load_workbook(path)
    foreign["Hội đồng"].title = "HD cũ"
    foreign.save(path)
    book = OpenWorkbook(path, locked=["Minh chứng"])
    plan = book.press("khoi-phuc-dinh-dang")
    assert plan.message.endswith("ở 11 trang; số liệu giữ nguyên.")
    assert plan.lines == [
        "Trang “HD cũ” đã đổi tên nên chưa khôi phục; đổi lại thành “Hội đồng” rồi bấm lại.",
        "Trang “Minh chứng” đang khóa nên để nguyên; bỏ khóa trang rồi bấm lại.",
    ]
    assert {"Minh chứng", "HD cũ", "Hội đồng"}.isdisjoint(action.sheet for action in book.formats)


def test_a_host_without_formats_says_so(tmp_path: Path) -> None:
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx"), lost=[Can.FORMATS])
    plan = book.press("khoi-phuc-dinh-dang")
    assert plan.result is Result.FAILED
    assert plan.message == (
        "Ở đây chưa chép được định dạng; thầy/cô mở sổ bằng Excel hoặc LibreOffice trên máy rồi bấm lại."
    )


def test_all_sheets_locked_changes_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx")
    book = OpenWorkbook(path, locked=SELF_ASSESSMENT.sheets_of(TT57))
    plan = book.press("khoi-phuc-dinh-dang")
    assert plan.result is Result.FAILED
    assert plan.message.startswith("Không có trang nào khôi phục được định dạng. Trang “")
    assert book.applied == []
