"""The contract of ports: what a host sees, and what each action does."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.marks import SEPARATOR
from kdcl_xl.workbook.plan import (
    Area,
    Change,
    CopyFormats,
    DropSheet,
    Fill,
    FormatsCopy,
    Moment,
    Notes,
    Plan,
    PutSheet,
    Scalar,
    Select,
    SetValues,
    What,
)
from kdcl_xl.workbook.read import Refusal, snapshot_of
from kdcl_xl.workbook.snapshot import CellValue
from tests.ports.contract_base import (
    ANSWERS,
    ERROR,
    EVIDENCE,
    FIGURES,
    FREE,
    PROTECTED,
    REPORT,
    SCHOOL,
    WARNING,
    HostedWorkbooks,
    says,
)
from tests.ports.states import (
    FORMULA,
    differences,
    state_of,
)


class ActionContract(HostedWorkbooks):
    """Looking, and one action at a time."""

    # ---- looking

    def test_snapshot_says_what_the_filesays(self, wrong: Path) -> None:
        port = self.open(wrong)
        seen = port.snapshot()
        grids = {name: _trimmed(grid) for name, grid in seen.grids.items()}
        names, formulas = dict(seen.names), {name: set(cells) for name, cells in seen.formula_cells.items()}
        self.save(port, wrong)
        filed = snapshot_of(inspect(wrong))
        assert not isinstance(filed, Refusal)
        assert list(grids) == list(filed.grids)
        for sheet in (EVIDENCE, ANSWERS, FIGURES, SCHOOL, "_kdcl"):
            assert grids[sheet] == _trimmed(filed.grids[sheet]), sheet
        assert names.items() >= filed.names.items()
        assert formulas.get(EVIDENCE, set()) == set()

    def test_desk_says_where_and_what_is_locked(self, book: Path) -> None:
        port = self.open(book)
        desk = port.snapshot().desk
        self.save(port, book)
        assert desk.host == self.host
        assert desk.path.endswith("Sổ tự đánh giá.xlsx") or "%" in desk.path
        assert desk.locked == {PROTECTED, "Phiếu nộp"}
        assert not desk.structure_locked
        assert dict(desk.marks) == {}
        assert desk.can.isdisjoint(self.lacks)

    def test_file_of_the_workbook_is_the_workbook(self, wrong: Path) -> None:
        port = self.open(wrong)
        path = port.as_file()
        copy = wrong.with_name("bản sao.xlsx")
        shutil.copyfile(path, copy)
        self.save(port, wrong)
        assert copy.suffix == path.suffix
        assert differences(state_of(copy), state_of(wrong)) == []

    # ---- each action

    def test_values_of_every_kind(self, book: Path) -> None:
        given: dict[str, Scalar] = {
            "H20": 12, "H21": 7.25, "H22": True, "H23": "Quyết định & <thành lập>\ndòng hai", "H24": "00123",
            "H25": "=1+1", "H26": "+84 28", "H27": "- gạch đầu dòng", "H28": "@tên", "H29": "1/2", "H30": "TRUE",
            "H31": Moment(moment=dt.datetime(2026, 9, 5)), "H32": Moment(moment=dt.datetime(2026, 9, 5, 7, 30)),
            "H33": -3, "J40": 10**12, "H34": "'nháy đơn",
        }  # fmt: skip
        applied = self.applies(
            book, SetValues(sheet=FREE, cells=given), SetValues(sheet=EVIDENCE, cells={"E6": Moment(moment=dt.datetime(2026, 10, 1))})
        )  # fmt: skip
        assert {c.cell: c.after for c in applied.changes if c.sheet == FREE} == given
        assert {c.before for c in applied.changes if c.sheet == FREE} == {None}
        assert applied.left_out == []

    def test_values_replaced_and_emptied(self, book: Path) -> None:
        before = state_of(book)
        applied = self.applies(
            book,
            SetValues(sheet=EVIDENCE, cells={"C6": "Quyết định khác", "E7": None}),
            SetValues(sheet=FIGURES, cells={"E6": 7}),
        )
        changes = {(c.sheet, c.cell): c.before for c in applied.changes}
        assert changes[EVIDENCE, "C6"] == before.at(EVIDENCE, "C6").value
        assert changes[EVIDENCE, "E7"] == Moment(moment=_moment(before.at(EVIDENCE, "E7").value))
        assert changes[FIGURES, "E6"] == 10
        assert isinstance(changes[FIGURES, "E6"], int)

    def test_formula_is_never_overwritten(self, book: Path) -> None:
        self.edited(book, lambda opened: opened[FREE].__setitem__("H20", "=1+2"))
        applied = self.applies(book, SetValues(sheet=FREE, cells={"H20": 5, "H21": 6}))
        assert state_of(book).at(FREE, "H20").value == FORMULA
        assert [c.cell for c in applied.changes] == ["H21"]
        assert says(applied, FREE, "H20")

    def test_colours_and_words(self, book: Path) -> None:
        before = state_of(book)
        applied = self.applies(
            book,
            Fill(sheet=EVIDENCE, colours={"A6": ERROR, "B6": WARNING, "K230": ERROR, "C6": "#123456"}),
            Notes(sheet=EVIDENCE, texts={"A6": "LỖI · X-1: sai. Sửa.", "B6": "CẢNH BÁO · X-2: lạ.\nGỢI Ý · X-3: xem."}),
            Fill(sheet=FREE, colours={"J40": WARNING}),
        )  # fmt: skip
        wanted = {
            Change(sheet=EVIDENCE, cell="A6", what=What.FILL, before=before.at(EVIDENCE, "A6").colour, after=ERROR),
            Change(sheet=EVIDENCE, cell="C6", what=What.FILL, before=before.at(EVIDENCE, "C6").colour, after="#123456"),
            Change(sheet=EVIDENCE, cell="A6", what=What.NOTE, before=None, after="LỖI · X-1: sai. Sửa."),
            Change(sheet=FREE, cell="J40", what=What.FILL, before=None, after=WARNING),
        }  # fmt: skip
        assert wanted <= {*applied.changes}
        assert len(applied.changes) == 7

    def test_what_was_coloured_and_said_is_taken_back(self, book: Path) -> None:
        before = state_of(book)
        self.done(
            book,
            Fill(sheet=EVIDENCE, colours={"A6": ERROR, "J230": WARNING}),
            Fill(sheet=FREE, colours={"J40": ERROR}),
            Notes(sheet=EVIDENCE, texts={"A6": "LỖI · X-1: sai."}),
            Notes(sheet=FREE, texts={"J40": "LỖI · X-2: sai."}),
        )
        port = self.open(book)
        marks = port.snapshot().desk.marks
        self.save(port, book)
        assert {p: (m.colour, m.text) for p, m in marks.items() if m.text} == {
            (EVIDENCE, "A6"): (ERROR, "LỖI · X-1: sai."),
            (FREE, "J40"): (ERROR, "LỖI · X-2: sai."),
        }
        below = {cell: before.at(EVIDENCE, cell).colour for cell in ("A6", "J230")}
        self.done(
            book,
            Fill(sheet=EVIDENCE, colours=below),
            Fill(sheet=FREE, colours={"J40": None}),
            Notes(sheet=EVIDENCE, texts={"A6": None}),
            Notes(sheet=FREE, texts={"J40": None}),
        )
        assert differences(state_of(book), before) == []

    def test_other_mark_on_a_marked_cell(self, book: Path) -> None:
        self.applies(
            book,
            Fill(sheet=EVIDENCE, colours={"A6": WARNING}),
            Notes(sheet=EVIDENCE, texts={"A6": "CẢNH BÁO · X-1: lạ."}),
        )
        applied = self.applies(
            book,
            Fill(sheet=EVIDENCE, colours={"A6": ERROR}),
            Notes(sheet=EVIDENCE, texts={"A6": "LỖI · X-2: sai."}),
        )
        assert {(c.before, c.after) for c in applied.changes} == {
            (WARNING, ERROR),
            ("CẢNH BÁO · X-1: lạ.", "LỖI · X-2: sai."),
        }

    def test_note_of_the_user_stays_above_our_words(self, book: Path) -> None:
        before = self.edited(
            book, lambda opened: setattr(opened[EVIDENCE]["A6"], "comment", Comment("Cô A: hỏi lại\ntổ Văn", "Cô A"))
        )  # fmt: skip
        applied = self.applies(book, Notes(sheet=EVIDENCE, texts={"A6": "LỖI · X-1: sai."}))
        assert state_of(book).at(EVIDENCE, "A6").note == f"Cô A: hỏi lại\ntổ Văn\n{SEPARATOR}LỖI · X-1: sai."
        assert [(c.before, c.after) for c in applied.changes] == [(None, "LỖI · X-1: sai.")]
        self.applies(book, Notes(sheet=EVIDENCE, texts={"A6": "GỢI Ý · X-2: xem."}))
        self.applies(book, Notes(sheet=EVIDENCE, texts={"A6": None}))
        assert differences(state_of(book), before) == []

    def test_sheet_is_put_again_and_dropped(self, book: Path) -> None:
        before = state_of(book)
        assert self.applies(book, REPORT).added_sheets == [REPORT.name]
        shorter = PutSheet(name=REPORT.name, rows=[["Không có lỗi"]], header_row=0)
        again = self.applies(book, shorter)
        assert (again.added_sheets, again.replaced_sheets) == ([], [REPORT.name])
        self.applies(book, DropSheet(name=REPORT.name))
        assert differences(state_of(book), before) == []

    def test_sheet_of_the_user_is_not_ours(self, book: Path) -> None:
        def theirs(opened: openpyxl.Workbook) -> None:
            opened.create_sheet(REPORT.name)["A1"] = "của trường"

        before = self.edited(book, theirs)
        applied = self.done(book, REPORT)
        state = state_of(book)
        assert state.at(REPORT.name, "A1").value == "của trường"
        assert len(state.sheets) == len(before.sheets) + len(applied.added_sheets)
        left = self.done(book, DropSheet(name=REPORT.name))
        assert says(left, REPORT.name)
        assert state_of(book).at(REPORT.name, "A1").value == "của trường"

    def test_formats_are_brought_back(self, book: Path, clean_workbook: bytes, tmp_path: Path) -> None:
        source = tmp_path / "mẫu.xlsx"
        source.write_bytes(clean_workbook)
        before = state_of(book)
        spoilt = self.edited(book, _spoil_formats)
        copies = [FormatsCopy(source=Area(first="A6", last="K6"), target=Area(first="A6", last="K40"))]
        copy = CopyFormats(sheet=EVIDENCE, workbook=str(source), copies=copies)
        applied = self.done(book, copy)
        if Can.FORMATS in self.lacks:
            assert applied.left_out
            return
        found, original = openpyxl.load_workbook(book)[EVIDENCE], openpyxl.load_workbook(source)[EVIDENCE]
        for row in (7, 8, 40):
            for column in range(1, 12):
                cell, model = found.cell(row, column), original.cell(6, column)
                assert cell.number_format == model.number_format, cell
                assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == (
                    model.fill.fill_type,
                    model.fill.fgColor.rgb,
                )
                assert (cell.font.name, cell.font.sz, cell.font.b) == (
                    model.font.name,
                    model.font.sz,
                    model.font.b,
                )
                assert cell.border.left.style == model.border.left.style
                assert _validations(found, cell.coordinate) == _validations(original, model.coordinate)
        state = state_of(book)
        assert {p: s.value for p, s in state.cells.items() if s.value is not None} == {
            p: s.value for p, s in before.cells.items() if s.value is not None
        }  # dates read as numbers while they were spoilt
        assert self.done(book, *applied.formats_before).left_out == []
        assert differences(state_of(book), spoilt) == []
        sheet = openpyxl.load_workbook(book)[EVIDENCE]
        assert (sheet["E7"].number_format, sheet["A8"].font.b) == ("0.00", True)

    def test_cell_is_shown(self, book: Path) -> None:
        port = self.open(book)
        assert port.apply(Plan(actions=[Select(sheet=FIGURES, cell="F7")], message="")).left_out == []
        assert port.snapshot().desk.selection == (FIGURES, "F7")
        self.save(port, book)


def _spoil_formats(opened: openpyxl.Workbook) -> None:
    """What pasting from elsewhere does: colours, number formats, lists gone."""
    sheet = opened[EVIDENCE]
    for row in sheet.iter_rows(min_row=7, max_row=9):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="FF00FF00")
            cell.number_format = "0.00"
            cell.font = openpyxl.styles.Font(name="Arial", sz=8, b=True)
            cell.border = openpyxl.styles.Border()
    sheet.data_validations.dataValidation = []


def _validations(sheet: Any, cell: str) -> list[tuple[str, str | None]]:
    return sorted(
        (str(found.type), found.formula1 if found.type else found.prompt)
        for found in sheet.data_validations.dataValidation
        if cell in found.sqref
    )


def _trimmed(grid: Sequence[Sequence[CellValue]]) -> list[list[object]]:
    """Rows without the blanks at their end, numbers and days as one kind each."""
    rows = []
    for row in grid:
        values = [_told(value) for value in row]
        while values and values[-1] == "":
            values.pop()
        rows.append(values)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _told(value: CellValue) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _moment(value: object) -> dt.datetime:
    assert isinstance(value, dt.datetime)
    return value
