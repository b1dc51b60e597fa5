"""The contract of ports: what a Plan does to a workbook, whichever host it is open in.

To run it over a port, subclass `PortContract` in a `test_*.py` and say how the host opens and saves:

    class TestXwPort(PortContract):
        host = "Excel"

        def open(self, path: Path) -> Port: ...            # open this workbook, a new port object each time
        def save(self, port: Port, path: Path) -> Path: ...  # save it to `path` (maybe where it lies) and close it

- Fixtures and set-up of a host (an engine, a running LibreOffice) belong into the subclass as autouse fixtures.
- `lacks`: what the host cannot do (see `Can`); the tests of it then ask that it is left out and said so.
- Saved workbooks are read with openpyxl and compared cell by cell (value, colour, note, sheets, hidden rows, jumps) with
  what `states.after` makes of the actions. "Before" is the workbook as the host itself saves it unchanged, so what a
  host rewrites on saving does not count as a difference. Formulas count as formulas, whatever their spelling.
- Several marks that meet on one merged cell: the worst colour, all words in the order given.
- `Applied.changes` name the cell really changed (the first of a merged area), whole numbers as int.
- Pressing goes through `kdcl_xl.buttons.press.press`, each press on a new port, saved in place: as a user does.
- Tests for one host only (parts kept byte for byte, read-only files, `Book.caller()`) stand in that host's module.
"""

from __future__ import annotations

import datetime as dt
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from kdcl_xl.buttons import press as pressing
from kdcl_xl.findings import Severity
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.ports.port import Port
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.marks import RESULT_SHEET, SEPARATOR, mark_colour, our_words
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.plan import (
    Action,
    Applied,
    Area,
    Change,
    CopyFormats,
    DropSheet,
    Fill,
    FormatsCopy,
    Jump,
    Moment,
    Notes,
    Plan,
    PutSheet,
    Result,
    Scalar,
    Select,
    SetValues,
    Tone,
    What,
)
from kdcl_xl.workbook.read import Refusal, snapshot_of
from kdcl_xl.workbook.snapshot import CellValue
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.ports.states import (
    FORMULA,
    State,
    after,
    differences,
    marked_cells,
    state_of,
    swapped,
    swapped_state,
)

EVIDENCE, ANSWERS, FIGURES, SCHOOL, FREE = "Minh chứng", "Đánh giá", "Số liệu", "Trường", "Lời văn"
PROTECTED = "Kết quả"
ERROR, WARNING = mark_colour(Severity.ERROR), mark_colour(Severity.WARNING)
MISTAKES: dict[str, dict[str, Any]] = {
    EVIDENCE: {"E9": "ngày mai", "A30": "MC.9"},
    ANSWERS: {"F6": "Dat roi"},
    FIGURES: {"E6": "mười", "F7": -3},
}
"""Typed by mistake; the sample is clean without them."""
REPORT = PutSheet(
    name="Kết quả thử",
    rows=[
        ["KẾT QUẢ THỬ"],
        ["Mức độ", "Ô", "Số", "Ngày", "Nội dung"],
        [Tone(severity=Severity.ERROR), Jump(text="Minh chứng!A9", sheet=EVIDENCE, cell="A9"), 3,
         Moment(moment=dt.datetime(2026, 9, 5)), "=không phải công thức"],
        [Tone(severity=Severity.HINT), None, 2.5, None, "dòng một\ndòng hai"],
    ],
    widths=[12, 20, 8, 14, 60],
    header_row=2,
)  # fmt: skip


@pytest.fixture(scope="session")
def clean_workbook() -> bytes:
    """A complete workbook without any finding."""
    return build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57"))


class PortContract(ABC):
    """Subclass it, see above."""

    host: ClassVar[str] = ""
    """`Desk.host`."""
    lacks: ClassVar[frozenset[Can]] = frozenset()

    @abstractmethod
    def open(self, path: Path) -> Port:
        """Open the workbook in the host."""

    @abstractmethod
    def save(self, port: Port, path: Path) -> Path:
        """Save the workbook to `path`, which may be the one it was opened from, and close it."""

    # ---- what the tests share

    @pytest.fixture(autouse=True)
    def _nobodys_machine(
        self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = tmp_path_factory.mktemp("nhà")
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(name, str(home / name))
        monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
        monkeypatch.setattr(pressing, "today", lambda: CHECKED_ON["tt57"])

    @pytest.fixture
    def book(self, clean_workbook: bytes, tmp_path: Path) -> Path:
        """The clean workbook, in a folder with Vietnamese letters, as the host itself saves it."""
        return self.settled(clean_workbook, tmp_path)

    @pytest.fixture
    def wrong(self, clean_workbook: bytes, tmp_path: Path) -> Path:
        """The workbook with `MISTAKES`."""
        return self.settled(with_values(clean_workbook, MISTAKES), tmp_path)

    def settled(self, content: bytes, folder: Path) -> Path:
        path = folder / "Hồ sơ KĐCL" / "Sổ tự đánh giá.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return self.save(self.open(path), path)

    def done(self, path: Path, *actions: Action) -> Applied:
        """Apply the actions and save in place."""
        port = self.open(path)
        applied = port.apply(Plan(actions=list(actions), message=""))
        self.save(port, path)
        return applied

    def pressed(self, path: Path, button: str) -> Plan:
        """Press a button and save in place."""
        port = self.open(path)
        plan = pressing.press(button, port)
        self.save(port, path)
        return plan

    def edited(self, path: Path, change: Callable[[openpyxl.Workbook], object]) -> State:
        """What a person does between two presses (openpyxl stands in), then the host opens and saves it."""
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        self.save(self.open(path), path)
        return state_of(path)

    def applies(self, path: Path, *actions: Action) -> Applied:
        """Apply, and compare the saved workbook with what is to be expected."""
        wanted = after(state_of(path), actions)
        applied = self.done(path, *actions)
        assert differences(state_of(path), wanted) == []
        return applied

    # ---- looking

    def test_snapshot_says_what_the_file_says(self, wrong: Path) -> None:
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
        assert _says(applied, FREE, "H20")

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
        assert _says(left, REPORT.name)
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
        assert _says(applied, PROTECTED)
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
        assert (left.changes, _says(left, FREE, "I21")) == ([], True)

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


def _says(applied: Applied, *words: str) -> bool:
    return any(all(word in sentence for word in words) for sentence in applied.left_out)
