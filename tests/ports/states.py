"""Saved workbooks as plain data, and what a Plan ought to make of one: the two sides every contract test compares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kdcl_xl.findings import Severity
from kdcl_xl.workbook.marks import MARK_COLOURS, SEVERITY_COLOURS, mark_colour, users_words, with_words
from kdcl_xl.workbook.plan import (
    Action,
    DropSheet,
    Fill,
    Jump,
    Moment,
    Notes,
    PutSheet,
    SetValues,
    SheetCell,
    Tone,
)

FORMULA = "(công thức)"
"""Stands for any formula: a host may spell it anew when it saves."""
_WORST_FIRST = [mark_colour(severity) for severity in Severity]


@dataclass(frozen=True)
class Seen:
    """One cell of a saved workbook."""

    value: object = None
    colour: str | None = None
    note: str = ""


NOTHING = Seen()


@dataclass
class State:
    """A saved workbook: what its cells show, by (sheet, cell); `put` are sheets whose look is the host's affair."""

    sheets: list[str]
    cells: dict[tuple[str, str], Seen]
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    """(sheet, covered cell) → first cell of its merged area."""
    locked: frozenset[str] = frozenset()
    hidden_rows: frozenset[tuple[str, int]] = frozenset()
    jumps: dict[tuple[str, str], str] = field(default_factory=dict)
    put: frozenset[str] = frozenset()

    def at(self, sheet: str, cell: str) -> Seen:
        return self.cells.get((sheet, cell), NOTHING)


def state_of(path: Path) -> State:
    """Read a saved workbook with openpyxl."""
    book = openpyxl.load_workbook(path)
    state = State(book.sheetnames, {})
    hidden, locked = set(), set()
    for sheet in book.worksheets:
        if sheet.protection.sheet:
            locked.add(sheet.title)
        hidden |= {(sheet.title, row) for row, line in sheet.row_dimensions.items() if line.hidden}
        for area in sheet.merged_cells.ranges:
            first = sheet.cell(area.min_row, area.min_col).coordinate
            state.anchors |= {(sheet.title, f"{_letters(c)}{r}"): first for r, c in area.cells}
        for cell, seen in _cells(sheet):
            state.cells[sheet.title, cell] = seen
        state.jumps |= _jumps(sheet)
    state.locked, state.hidden_rows = frozenset(locked), frozenset(hidden)
    return state


def differences(found: State, wanted: State) -> list[str]:
    """Where a saved workbook is not what was wanted, in words; empty when it is."""
    lines = []
    if found.sheets != wanted.sheets:
        lines.append(f"sheets: {found.sheets} instead of {wanted.sheets}")
    for place in sorted({*found.cells, *wanted.cells}):
        one, other = found.at(*place), wanted.at(*place)
        if place[0] in wanted.put:
            tones = {*SEVERITY_COLOURS.values()}
            one = replace(one, colour=one.colour if other.colour in tones else None)
            other = replace(other, colour=other.colour if other.colour in tones else None)
        if one != other:
            lines.append(f"{place}: {one} instead of {other}")
    if wanted.put:
        lines += [
            f"{place} leads to {found.jumps.get(place)} instead of {goal}"
            for place, goal in wanted.jumps.items()
            if place[0] in wanted.put and found.jumps.get(place) != goal
        ]
    if found.hidden_rows != wanted.hidden_rows:
        lines.append(f"hidden rows: {sorted(found.hidden_rows ^ wanted.hidden_rows)}")
    return lines


def after(before: State, actions: Iterable[Action]) -> State:
    """What a workbook ought to look like after these actions."""
    state = replace(before, sheets=list(before.sheets), cells=dict(before.cells), jumps=dict(before.jumps))
    for action in actions:
        if isinstance(action, SetValues):
            _values(state, action)
        elif isinstance(action, Fill):
            _fill(state, action)
        elif isinstance(action, Notes):
            _notes(state, action)
        elif isinstance(action, PutSheet):
            _put(state, action)
        elif isinstance(action, DropSheet):
            _clear(state, action.name)
            state.sheets.remove(action.name)
    state.cells = {place: seen for place, seen in state.cells.items() if seen != NOTHING}
    return state


def swapped(path: Path, sheet: str, one: int, other: int) -> None:
    """Sort as a spreadsheet does, two rows: values, formats and notes change places."""
    book = openpyxl.load_workbook(path)
    page: Any = book[sheet]
    for column in range(1, page.max_column + 1):
        a, b = page.cell(one, column), page.cell(other, column)
        a.value, b.value = b.value, a.value
        a._style, b._style = b._style, a._style
        first, second = (cell.comment and (cell.comment.text, cell.comment.author) for cell in (a, b))
        a.comment = Comment(*second) if second else None
        b.comment = Comment(*first) if first else None
    book.save(path)


def swapped_state(state: State, sheet: str, one: int, other: int) -> State:
    """The same exchange on the expected side."""
    rows = {one: other, other: one}

    def moved(place: tuple[str, str]) -> tuple[str, str]:
        letters, row = place[1].rstrip("0123456789"), int(place[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return (place[0], f"{letters}{rows.get(row, row)}") if place[0] == sheet else place

    return replace(state, cells={moved(place): seen for place, seen in state.cells.items()})


def plain(value: object) -> object:
    """A value as both sides say it: 3.0 is 3, a day is a moment, "" is nothing."""
    if isinstance(value, Moment):
        return value.moment
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return None if value == "" else value


def _cells(sheet: Worksheet) -> Iterator[tuple[str, Seen]]:
    for row in sheet.iter_rows():
        for cell in row:
            value = FORMULA if cell.data_type == "f" else plain(cell.value)
            note = cell.comment.text if cell.comment else ""
            seen = Seen(value, _colour(cell.fill), note)
            if seen != NOTHING:
                yield cell.coordinate, seen


def _colour(fill: Any) -> str | None:
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    return (
        f"#{colour.rgb[-6:]}" if colour.type == "rgb" else f"{colour.type} {colour.value} {colour.tint:.2f}"
    )


def _jumps(sheet: Worksheet) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): _goal(cell.hyperlink.location or cell.hyperlink.target or "")
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }


def _goal(location: str) -> str:
    """`#'Minh chứng'!B2`, `'Minh chứng'.B2` → `Minh chứng!B2`."""
    text = location.removeprefix("#").replace("$", "")
    mark = max(text.rfind("!"), text.rfind("."))
    return text[:mark].strip("'").replace("''", "'") + "!" + text[mark + 1 :]


def _values(state: State, action: SetValues) -> None:
    for cell, value in action.cells.items():
        place = action.sheet, cell
        covered = state.anchors.get(place, cell) != cell
        if action.sheet not in state.locked and not covered and state.at(*place).value != FORMULA:
            state.cells[place] = replace(state.at(*place), value=plain(value))


def _fill(state: State, action: Fill) -> None:
    if action.sheet in state.locked:
        return
    given: dict[str, str | None] = {}
    for cell, colour in action.colours.items():
        anchor = state.anchors.get((action.sheet, cell), cell)
        earlier = given.get(anchor)
        if colour in MARK_COLOURS and earlier in MARK_COLOURS:
            colour = min(colour, earlier, key=_WORST_FIRST.index)
        given[anchor] = colour
    for cell, colour in given.items():
        state.cells[action.sheet, cell] = replace(state.at(action.sheet, cell), colour=colour)


def _notes(state: State, action: Notes) -> None:
    if action.sheet in state.locked:
        return
    given: dict[str, str | None] = {}
    for cell, words in action.texts.items():
        anchor = state.anchors.get((action.sheet, cell), cell)
        given[anchor] = "\n".join(part for part in (given.get(anchor), words) if part) or None
    for cell, words in given.items():
        seen = state.at(action.sheet, cell)
        note = users_words(seen.note) if words is None else with_words(seen.note, words)
        state.cells[action.sheet, cell] = replace(seen, note=note)


def _put(state: State, action: PutSheet) -> None:
    _clear(state, action.name)
    if action.name not in state.sheets:
        state.sheets.append(action.name)
    for number, row in enumerate(action.rows, start=1):
        for column, value in enumerate(row, start=1):
            place = action.name, f"{_letters(column)}{number}"
            state.cells[place] = _shown(value)
            if isinstance(value, Jump):
                state.jumps[place] = f"{value.sheet}!{value.cell}"
    state.put |= {action.name}


def _shown(value: SheetCell) -> Seen:
    if isinstance(value, Tone):
        return Seen(value.severity.value.upper(), SEVERITY_COLOURS[value.severity])
    return Seen(value.text if isinstance(value, Jump) else plain(value))


def _clear(state: State, sheet: str) -> None:
    state.cells = {place: seen for place, seen in state.cells.items() if place[0] != sheet}
    state.jumps = {place: goal for place, goal in state.jumps.items() if place[0] != sheet}


def _letters(column: int) -> str:
    return str(get_column_letter(column))


def marked_cells(state: State) -> Mapping[tuple[str, str], Seen]:
    """Cells that carry the colour of a mark."""
    return {place: seen for place, seen in state.cells.items() if seen.colour in MARK_COLOURS}
