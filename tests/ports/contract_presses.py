"""The contract of ports: what stands in the way, and whole presses with their undoing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from kdcl_xl.buttons import press as pressing
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.marks import RESULT_SHEET, our_words
from kdcl_xl.workbook.plan import (
    Action,
    Fill,
    Moment,
    Notes,
    Plan,
    Result,
    SetValues,
)
from tests.checks.samples import EDITIONS, sample
from tests.ports.contract_base import (
    ANSWERS,
    ERROR,
    EVIDENCE,
    FIGURES,
    FREE,
    MISTAKES,
    PROTECTED,
    REPORT,
    SCHOOL,
    WARNING,
    HostedWorkbooks,
    says,
)
from tests.ports.states import (
    after,
    differences,
    marked_cells,
    state_of,
    swapped,
    swapped_state,
)


class PressContract(HostedWorkbooks):
    """Locked, merged and hidden cells; presses as a user makes them."""

    # ---- what is in the way

    def test_protected_sheet_is_not_touched(self, book: Path) -> None:
        before = state_of(book)
        applied = self.done(
            book,
            SetValues(sheet=PROTECTED, cells={"A40": "x"}),
            Fill(sheet=PROTECTED, colours={"A5": ERROR}),
            Notes(sheet=PROTECTED, texts={"A5": "LỖI · X-1: sai."}),
        )
        assert applied.changes == []
        assert says(applied, PROTECTED)
        assert differences(state_of(book), before) == []

    def test_sheet_protected_by_the_user_gets_no_marks(self, wrong: Path) -> None:
        before = self.edited(wrong, lambda opened: opened[EVIDENCE].protection.enable())
        plan = self.pressed(wrong, "kiem-tra")
        assert plan.result is Result.FOUND_ERRORS
        assert differences(state_of(wrong), after(before, plan.actions)) == []
        marked = {sheet for sheet, _ in marked_cells(state_of(wrong))}
        assert EVIDENCE not in marked
        assert {ANSWERS, FIGURES} <= marked
        listed = [s.value for (sheet, _), s in state_of(wrong).cells.items() if sheet == RESULT_SHEET]
        assert "Minh chứng!E9" in listed

    def test_structure_lock_keeps_sheets_out(self, wrong: Path) -> None:
        def lock(opened: openpyxl.Workbook) -> None:
            opened.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)

        before = self.edited(wrong, lock)
        port = self.open(wrong)
        assert port.snapshot().desk.structure_locked
        applied = port.apply(Plan(actions=[REPORT], message=""))
        self.save(port, wrong)
        assert applied.added_sheets == []
        assert applied.left_out
        assert differences(state_of(wrong), before) == []
        plan = self.pressed(wrong, "kiem-tra")
        assert differences(state_of(wrong), after(before, plan.actions)) == []
        assert RESULT_SHEET not in state_of(wrong).sheets

    def test_marks_of_covered_cells_show_on_the_merged_cell(self, book: Path) -> None:
        self.edited(book, lambda opened: opened[FREE].merge_cells("H20:J22"))
        applied = self.applies(
            book,
            Fill(sheet=FREE, colours={"I21": WARNING, "H22": ERROR}),
            Notes(sheet=FREE, texts={"I21": "CẢNH BÁO · X-1: lạ.", "H22": "LỖI · X-2: sai."}),
        )
        assert {c.cell for c in applied.changes} == {"H20"}
        assert state_of(book).at(FREE, "H20").colour == ERROR
        assert state_of(book).at(FREE, "H20").note == "CẢNH BÁO · X-1: lạ.\nLỖI · X-2: sai."
        port = self.open(book)
        assert [*port.snapshot().desk.marks] == [(FREE, "H20")]
        self.save(port, book)
        left = self.done(book, SetValues(sheet=FREE, cells={"I21": 5}))
        assert (left.changes, says(left, FREE, "I21")) == ([], True)

    def test_hidden_and_filtered_rows_are_marked_and_stay_hidden(self, wrong: Path) -> None:
        def hide(opened: openpyxl.Workbook) -> None:
            sheet = opened[EVIDENCE]
            sheet.tables["tbl_minh_chung"].autoFilter.add_filter_column(6, ["không có"])
            for row in range(8, 12):
                sheet.row_dimensions[row].hidden = True
            opened[FIGURES].row_dimensions[6].hidden = True

        before = self.edited(wrong, hide)
        assert (FIGURES, 6) in before.hidden_rows
        plan = self.pressed(wrong, "kiem-tra")
        assert differences(state_of(wrong), after(before, plan.actions)) == []
        assert {(EVIDENCE, "E9"), (FIGURES, "E6")} <= marked_cells(state_of(wrong)).keys()

    # ---- presses

    @pytest.mark.parametrize("button", ["kiem-tra-dang-lam", "kiem-tra"])
    def test_check_marks_and_a_corrected_workbook_is_clean(self, wrong: Path, button: str) -> None:
        before = state_of(wrong)
        plan = self.pressed(wrong, button)
        assert plan.result is Result.FOUND_ERRORS, plan
        state = state_of(wrong)
        assert differences(state, after(before, plan.actions)) == []
        for sheet, cells in MISTAKES.items():
            assert all(our_words(state.at(sheet, cell).note) for cell in cells)
        assert marked_cells(state).keys() >= {(EVIDENCE, "E9"), (ANSWERS, "F6"), (FIGURES, "E6")}
        self.correct(wrong)
        corrected = self.pressed(wrong, button)
        assert corrected.result is Result.DONE, corrected
        found = state_of(wrong)
        wanted = {p: (s.colour, s.note) for p, s in before.cells.items() if s.colour or s.note}
        ours = (RESULT_SHEET,)
        assert {
            p: (s.colour, s.note) for p, s in found.cells.items() if (s.colour or s.note) and p[0] not in ours
        } == wanted
        assert marked_cells(found) == {}

    def correct(self, path: Path) -> None:
        """What the teacher does: the values of the clean sample again."""
        clean = {
            (sheet, cell): value
            for sheet, cells in MISTAKES.items()
            for cell, value in zip(cells, _clean_values(sheet, cells), strict=True)
        }

        def put(opened: openpyxl.Workbook) -> None:
            for (sheet, cell), value in clean.items():
                page: Any = opened[sheet]
                page[cell] = value

        self.edited(path, put)

    def test_checking_twice_changes_nothing_more(self, wrong: Path) -> None:
        self.pressed(wrong, "kiem-tra")
        once = state_of(wrong)
        self.pressed(wrong, "kiem-tra")
        assert differences(state_of(wrong), once) == []

    def test_marks_are_taken_away(self, wrong: Path) -> None:
        before = self.edited(
            wrong, lambda opened: setattr(opened[EVIDENCE]["E9"], "comment", Comment("xem lại ngày", "Cô A"))
        )
        self.pressed(wrong, "kiem-tra")
        assert RESULT_SHEET in state_of(wrong).sheets
        plan = self.pressed(wrong, "xoa-dau")
        assert plan.result is Result.DONE
        assert differences(state_of(wrong), before) == []
        assert "không có dấu" in self.pressed(wrong, "xoa-dau").message

    def test_undo_a_check(self, wrong: Path) -> None:
        before = state_of(wrong)
        self.pressed(wrong, "kiem-tra")
        plan = self.pressed(wrong, "hoan-tac")
        assert (plan.result, plan.lines) == (Result.DONE, [])
        assert differences(state_of(wrong), before) == []
        assert self.pressed(wrong, "hoan-tac").result is Result.FAILED

    def test_undo_step_by_step(self, wrong: Path) -> None:
        before = state_of(wrong)
        self.pressed(wrong, "kiem-tra")
        checked = state_of(wrong)
        self.pressed(wrong, "xoa-dau")
        assert self.pressed(wrong, "hoan-tac").result is Result.DONE
        found = state_of(wrong)
        assert marked_cells(found) == marked_cells(checked)
        assert {p: s.note for p, s in found.cells.items() if s.note} == {
            p: s.note for p, s in checked.cells.items() if s.note
        }
        assert self.pressed(wrong, "hoan-tac").result is Result.DONE
        assert marked_cells(state_of(wrong)) == {}
        assert {p: s for p, s in state_of(wrong).cells.items() if p[0] != RESULT_SHEET} == before.cells

    def test_undo_after_rows_were_sorted(self, wrong: Path) -> None:
        before = state_of(wrong)
        self.pressed(wrong, "kiem-tra")
        swapped(wrong, EVIDENCE, 9, 20)
        assert (EVIDENCE, "E20") in marked_cells(state_of(wrong))
        plan = self.pressed(wrong, "hoan-tac")
        assert (plan.result, plan.lines) == (Result.DONE, [])
        assert differences(state_of(wrong), swapped_state(before, EVIDENCE, 9, 20)) == []

    def test_undo_leaves_what_was_changed_since(self, book: Path) -> None:
        before = state_of(book)
        self.kept(
            book,
            SetValues(sheet=EVIDENCE, cells={"C6": "Tên một", "C7": "Tên hai"}),
            SetValues(sheet=SCHOOL, cells={"B6": "Trường THCS Khác"}),
        )
        self.edited(book, lambda opened: opened[EVIDENCE].__setitem__("C7", "Cô B sửa"))
        plan = self.pressed(book, "hoan-tac")
        assert len(plan.lines) == 1
        assert "Minh chứng!C7" in plan.lines[0]
        wanted = after(before, [SetValues(sheet=EVIDENCE, cells={"C7": "Cô B sửa"})])
        assert differences(state_of(book), wanted) == []

    def test_undo_brings_dates_and_numbers_back(self, book: Path) -> None:
        before = state_of(book)
        self.kept(
            book,
            SetValues(sheet=EVIDENCE, cells={"E6": None, "E7": Moment(moment=dt.datetime(2027, 1, 4))}),
            SetValues(sheet=FIGURES, cells={"E6": 99, "F6": None}),
        )
        assert self.pressed(book, "hoan-tac").lines == []
        assert differences(state_of(book), before) == []

    def kept(self, path: Path, *actions: Action) -> None:
        """Apply as a button would, so that it can be undone."""
        port = self.open(path)
        request = pressing.Request("kiem-tra", port.snapshot())
        pressing.remember(request, port.apply(Plan(actions=list(actions), message="")))
        self.save(port, path)


def _clean_values(sheet: str, cells: Sequence[str] | dict[str, Any]) -> list[object]:
    import io

    content = build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57"))
    page = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [page[cell].value for cell in cells]
