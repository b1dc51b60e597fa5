"""A workbook open in a host that lives in memory: what a button changes is seen without Excel or LibreOffice."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from kdcl_xl.buttons.press import press
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.addresses import parse_a1
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.desk import Can, Desk, SeenMark
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.marks import MARK_COLOURS
from kdcl_xl.workbook.plan import (
    Applied,
    Change,
    CopyFormats,
    DropSheet,
    Fill,
    Jump,
    Moment,
    Notes,
    Plan,
    PutSheet,
    Scalar,
    SetValues,
    Tone,
    What,
)
from kdcl_xl.workbook.read import Refusal, interpreted, snapshot_of
from kdcl_xl.workbook.snapshot import CellValue, Grid, Snapshot, Submission
from kdcl_xl.workbook.wire import scalar, values_digest
from tests.checks.samples import CHECKED_ON, EDITIONS, sample

ON = CHECKED_ON["tt57"]
TT57 = EDITIONS["tt57"]


def workbook(path: Path, content: Content | None = None, edition: Edition = TT57, form: Form = SELF_ASSESSMENT) -> Path:  # fmt: skip
    """A workbook on disk; without content the clean sample of TT 57."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build(form, edition, content or sample("tt57")))
    return path


class OpenWorkbook:
    """A port. `locked`: protected sheets; `lost`: what this host cannot do; `address`: where it says the book lies."""

    def __init__(
        self,
        path: Path,
        *,
        locked: Iterable[str] = (),
        lost: Iterable[Can] = (),
        structure_locked: bool = False,
        address: str | None = None,
    ) -> None:
        found = snapshot_of(inspect(path))
        assert not isinstance(found, Refusal), found
        self.path, self._locked, self._structure = path, frozenset(locked), structure_locked
        self._can, self._address = frozenset(Can) - frozenset(lost), str(path) if address is None else address
        self.grids: dict[str, Grid] = {name: [list(row) for row in found.grids[name]] for name in found.grids}
        self.names, self.formulas = found.names, found.formula_cells
        self.colours: dict[tuple[str, str], str | None] = {}
        self.notes: dict[tuple[str, str], str] = {}
        self.formats: list[CopyFormats] = []
        self.applied: list[Plan] = []
        self.sheets: dict[str, PutSheet] = {}

    def press(self, button: str, **answers: object) -> Plan:
        """Press a button on the day of the sample; `van_ban` answers the question `van-ban`."""
        return press(button, self, {key.replace("_", "-"): value for key, value in answers.items()}, on=ON)

    def submission(self) -> Submission:
        """What the workbook says now."""
        found = interpreted(self.snapshot())
        assert isinstance(found, Submission), found
        return found

    # ---- the port

    def snapshot(self) -> Snapshot:
        """Values and desk as they stand."""
        marks = {place: SeenMark(self.colours.get(place), text) for place, text in self.notes.items()}
        grids = {name: [list(row) for row in grid] for name, grid in self.grids.items()}
        desk = Desk("Excel", self._address, self._can, marks, self._locked, self._structure)
        return Snapshot(
            self.path.name, values_digest(grids), grids, dict(self.names), self.formulas, desk=desk
        )

    def apply(self, plan: Plan) -> Applied:
        """Do it, and say what stood there before."""
        plan = Plan.model_validate_json(plan.model_dump_json())
        self.applied.append(plan)
        changes: list[Change] = []
        added, replaced, before = [], [], []
        for action in plan.actions:
            if isinstance(action, SetValues):
                changes += [self._value(action.sheet, cell, value) for cell, value in action.cells.items()]
            elif isinstance(action, Fill):
                changes += [
                    self._colour(action.sheet, cell, colour) for cell, colour in action.colours.items()
                ]
            elif isinstance(action, Notes):
                changes += [self._note(action.sheet, cell, text) for cell, text in action.texts.items()]
            elif isinstance(action, PutSheet):
                (replaced if action.name in self.grids else added).append(action.name)
                self.grids[action.name] = [[_plain(cell) for cell in row] for row in action.rows]
                self.sheets[action.name] = action
            elif isinstance(action, DropSheet):
                del self.grids[action.name]
            elif isinstance(action, CopyFormats):
                self.formats.append(action)
                before.append(action.model_copy(update={"workbook": "ban-truoc.xlsx"}))
        return Applied(changes=changes, added_sheets=added, replaced_sheets=replaced, formats_before=before)

    def as_file(self) -> Path:
        """A copy elsewhere, as hosts give it. Values changed in memory are not in it."""
        copy = self.path.parent / ".ban-sao" / self.path.name
        copy.parent.mkdir(exist_ok=True)
        return Path(shutil.copyfile(self.path, copy))

    def cell(self, sheet: str, cell: str) -> CellValue:
        """The value of a cell."""
        row, column = parse_a1(cell)
        return self.grids[sheet][row][column]

    def put(self, sheet: str, cell: str, value: Scalar) -> None:
        """Type a value."""
        self._value(sheet, cell, value)

    def _value(self, sheet: str, cell: str, value: Scalar) -> Change:
        row, column = parse_a1(cell)
        grid = self.grids[sheet]
        grid += [[] for _ in range(row + 1 - len(grid))]
        grid[row] += [""] * (column + 1 - len(grid[row]))
        before, grid[row][column] = grid[row][column], _plain(value)
        return Change(sheet=sheet, cell=cell, what=What.VALUE, before=scalar(before), after=value)

    def _colour(self, sheet: str, cell: str, colour: str | None) -> Change:
        before, self.colours[sheet, cell] = self.colours.get((sheet, cell)), colour
        return Change(sheet=sheet, cell=cell, what=What.FILL, before=before, after=colour)

    def _note(self, sheet: str, cell: str, text: str | None) -> Change:
        before = self.notes.pop((sheet, cell), None)
        if text is not None:
            self.notes[sheet, cell] = text
        return Change(sheet=sheet, cell=cell, what=What.NOTE, before=before, after=text)

    def marked(self) -> set[tuple[str, str]]:
        """Cells in the colour of a mark."""
        return {place for place, colour in self.colours.items() if colour in MARK_COLOURS}


def _plain(cell: Scalar | Jump | Tone) -> CellValue:
    if isinstance(cell, Jump):
        return cell.text
    if isinstance(cell, Tone):
        return cell.severity.value
    if isinstance(cell, Moment):
        return cell.moment
    return "" if cell is None else cell
