"""Values, colours and notes of cells, written to Excel in blocks; what Excel refuses is tried cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from kdcl_xl.ports.blocks import Block, Place, batches, blocks_of
from kdcl_xl.ports.xlwings_reading import colour_of, content_of, note_text
from kdcl_xl.ports.xlwings_work import Layout, Work, places_of
from kdcl_xl.workbook.addresses import a1, parse_a1
from kdcl_xl.workbook.left_out import COVERED, FORMULA, LOCKED
from kdcl_xl.workbook.marks import colours_by_anchor, our_words, texts_by_anchor, users_words, with_words
from kdcl_xl.workbook.plan import Fill, Moment, Notes, Scalar, SetValues, What
from kdcl_xl.workbook.styles import lines_of
from kdcl_xl.workbook.wire import scalar

_LONGEST_ADDRESS = 240
"""Excel takes 255 characters."""
_LARGEST_INTEGER = 2**31 - 1
"""COM takes 32 bits; larger numbers go as floating point, which is what cells hold anyway."""
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 260.0, 13.0, 46.0
"""Points of a note's box and of one line, letters of a line: Excel's own box shows four short lines."""
_TRUTH = frozenset({"true", "false"})


def set_values(work: Work, action: SetValues) -> None:
    """Put values into plain cells; formulas and covered cells of merged areas are left out."""
    sheet = work.sheet_to_write(action.sheet, action.cells)
    if sheet is None:
        return
    if not work.desktop:
        work.left.sentence("Excel ở đây không cho biết ô nào có công thức nên không ghi giá trị vào ô.")
        return
    layout = Layout(sheet, work)
    before, formulas = _before(work, sheet, places_of(action.cells))
    wanted: dict[Place, Scalar] = {}
    for cell, value in action.cells.items():
        place = parse_a1(cell)
        if place in formulas:
            work.left.cell(action.sheet, cell, FORMULA)
        elif layout.anchor(cell) != cell:
            work.left.cell(action.sheet, cell, COVERED)
        elif not _same(before[place], value):
            wanted[place] = value

    def put(blocks: list[Block]) -> None:
        for block in blocks:
            rows = [[excel_value(wanted[row, column]) for column in block.columns] for row in block.rows]
            sheet.range(block.address).value = rows

    shown, hidden = layout.blocks(wanted)
    for place in _done(work, action.sheet, [[block] for block in (*shown, *hidden)], put):
        work.changed(action.sheet, a1(*place), What.VALUE, before[place], wanted[place])


def excel_value(value: Scalar) -> object:
    """A value as Excel is told it. Text that Excel would turn into something else gets its apostrophe."""
    if isinstance(value, Moment):
        return value.moment
    if isinstance(value, str):
        return f"'{value}" if _would_be_turned(value) else value
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        return float(value)
    return value


def fill(work: Work, action: Fill) -> None:
    """Colour cells, many areas at once; marks of covered cells go to their merged cell, where the worst wins."""
    sheet = work.sheet_to_write(action.sheet, action.colours)
    if sheet is None:
        return
    layout = Layout(sheet, work)
    shown_by = colours_by_anchor(action.colours, layout.anchor)
    wanted = {parse_a1(cell): colour for cell, colour in shown_by.items()}
    before = {place: colour_of(sheet, a1(*place), work.patient) for place in wanted}
    by_colour: dict[str | None, list[Place]] = {}
    for place, colour in wanted.items():
        if before[place] != colour:
            by_colour.setdefault(colour, []).append(place)
    longest = _LONGEST_ADDRESS if work.desktop else 0
    for colour, places in by_colour.items():
        shown, hidden = layout.blocks(places)
        painted = [*batches(shown, longest), *([block] for block in hidden)]
        for place in _done(work, action.sheet, painted, partial(_paint, sheet, colour)):
            if work.desktop:  # elsewhere the colour of before is unknown: undoing could only lose it
                work.changed(action.sheet, a1(*place), What.FILL, before[place], colour)


def write_notes(work: Work, action: Notes) -> None:
    """Put our words below what the user wrote, or take them away."""
    sheet = work.sheet_to_write(action.sheet, action.texts)
    if sheet is None:
        return
    for cell, words in texts_by_anchor(action.texts, Layout(sheet, work).anchor).items():
        if not work.patient.attempt(partial(_put_words, work, sheet, action.sheet, cell, words)):
            work.left.cell(action.sheet, cell, LOCKED)


def _before(work: Work, sheet: Any, places: Iterable[Place]) -> tuple[dict[Place, Scalar], set[Place]]:
    values: dict[Place, Scalar] = {}
    formulas: set[Place] = set()
    for block in blocks_of(places):
        found = work.patient(partial(content_of, sheet, block))
        formulas |= found.formulas
        for row, line in zip(block.rows, found.grid, strict=True):
            values |= {(row, column): scalar(v) for column, v in zip(block.columns, line, strict=True)}
    return values, formulas


def _done(
    work: Work, sheet: str, parts: Iterable[list[Block]], put: Callable[[list[Block]], None]
) -> Iterator[Place]:
    """Do it part by part and say which cells it was done to; of a refused part every cell on its own."""
    for part in parts:
        places = [place for block in part for place in block.places()]
        if work.patient.attempt(partial(put, part)):
            yield from places
            continue
        for row, column in places:
            single = [Block(row, column, row, column)]
            if len(places) > 1 and work.patient.attempt(partial(put, single)):
                yield row, column
            else:
                work.left.cell(sheet, a1(row, column), LOCKED)


def _paint(sheet: Any, colour: str | None, blocks: list[Block]) -> None:
    sheet.range(",".join(block.address for block in blocks)).color = colour


def _put_words(work: Work, sheet: Any, name: str, cell: str, words: str | None) -> None:
    area = sheet.range(cell)
    note = area.note
    text = note_text(note) if note else ""
    before = our_words(text)
    if before == words:
        return
    wanted = users_words(text) if words is None else with_words(text, words)
    if note and wanted:
        note.text = wanted
    elif note:
        note.delete()
    else:
        note = area.add_note(wanted)
    work.changed(name, cell, What.NOTE, before, words)
    if wanted:
        _fit(work, note, wanted)


def _fit(work: Work, note: Any, text: str) -> None:
    """A box in which all of the text shows, where the engine can say its size."""
    shape = work.patient.native(note, "Shape")
    height = (lines_of(text, _NOTE_LETTERS) + 1) * _NOTE_LINE
    if shape is not None and work.patient.attempt(lambda: setattr(shape, "Width", _NOTE_WIDTH)):
        work.patient.attempt(lambda: setattr(shape, "Height", height))


def _same(before: Scalar, value: Scalar) -> bool:
    return before == value and isinstance(before, bool) is isinstance(value, bool)


def _would_be_turned(text: str) -> bool:
    """Whether Excel might take the text for a formula, a number, a date, a truth value: 00123, =1+1, 1/2, T9."""
    if not text:
        return False
    return not text[0].isalpha() or text.casefold() in _TRUTH or any(c.isdigit() for c in text[:30])
