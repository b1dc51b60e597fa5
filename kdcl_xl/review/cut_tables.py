"""Tables that a page break has cut: where the next part goes on without headers, and rows of which it tore off the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.review.between_rows import context_of
from kdcl_xl.review.columns import ASKED_ROLES, WHEN_ROLES, Role, ordinal
from kdcl_xl.review.layouts import Layout
from kdcl_xl.review.plan import Cell, Grid, Line, Row
from kdcl_xl.review.ticks import is_tick, read_purpose
from kdcl_xl.review.visits import Context, Visit
from kdcl_xl.review.when_columns import text_of
from kdcl_xl.text.when import read_when

_LONGEST_REST = 60
_FEWEST_CELLS = 2


def carried_on(grid: Grid, before: Layout) -> Layout | None:
    """The layout of the table before, when this one goes on with it on the next page without headers."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    numbers, names = before.of(Role.STT), before.of(Role.SCHOOL)
    if width != len(before.columns) or not names:
        return None
    rows = [row for row in grid.rows if not row.is_blank]
    schools = [
        row
        for row in rows
        if parse_name(text_of(row, names[0])).is_school
        or (numbers and ordinal(text_of(row, numbers[0])) is not None)
    ]
    told = [row for row in rows if row in schools or context_of(row, before.columns, Context()) is not None]
    fits = any(_fits(row, before) for row in schools)
    return replace(before, first=0) if fits and len(told) * 2 > len(rows) else None


def _fits(row: Row, layout: Layout) -> bool:
    """Whether a row has a school, a time or a request where the table has them: one of people has none of these."""
    if parse_name(text_of(row, layout.of(Role.SCHOOL)[0])).is_school:
        return True
    texts = [text_of(row, c) for c in layout.columns if c.role in WHEN_ROLES | ASKED_ROLES]
    return any(map(_says, filter(None, texts)))


def _says(text: str) -> bool:
    return is_tick(text) or read_when(text).month is not None or read_purpose(text) != (None, None)


def rows_of_schools(grid: Grid) -> Sequence[Row]:
    """The numbered rows with a school in a table that begins with them: the rest of the one before, laid out another way."""
    rows = [row for row in grid.rows if not row.is_blank]
    if not rows or not (
        _is_of_school(rows[0]) or len({cell.words for cell in rows[0].cells if cell.words}) < 3
    ):
        return ()
    return tuple(filter(_is_of_school, rows))


def _is_of_school(row: Row) -> bool:
    texts = [cell.words for cell in row.cells if cell.words]
    return (
        len(texts) > 1
        and ordinal(texts[0]) is not None
        and any((name := parse_name(text)).is_school and name.kind is not None for text in texts[1:3])
    )


def row_of_school(line: Line) -> Row | None:
    """A line of running text that is a numbered row with a school, left behind where its table was taken to end."""
    pieces = [piece.strip() for piece in re.split(r"\t|\s{3,}|\|", line.text) if piece.strip()]
    row = Row(tuple(map(Cell, pieces)), line.place)
    return row if len(pieces) > _FEWEST_CELLS and _is_of_school(row) and any(map(_says, pieces[2:])) else None


def rest_of(row: Row, layout: Layout, visit: Visit) -> Visit | None:
    """A row that a page break has cut in two: its rest has neither number nor a school of its own."""
    names, notes = layout.of(Role.SCHOOL), layout.of(Role.NOTE)
    texts = {column.place: text_of(row, column) for column in layout.columns if text_of(row, column)}
    name, note = texts.get(names[0].place, ""), " ".join(texts[c.place] for c in notes if c.place in texts)
    if any(ordinal(text_of(row, column)) is not None for column in layout.of(Role.STT)):
        return None
    half = _is_half(visit.school)
    if parse_name(name).is_school and not (half and name[0].islower()):
        return None
    allowed = {names[0].place, *(column.place for column in notes)}
    if not texts or set(texts) - allowed or any(len(text) > _LONGEST_REST for text in texts.values()):
        return None
    if name and (note or not (half or name[0].islower() or name[0] == "(")):
        return None
    whole = f"{visit.school} {name}".strip()
    return replace(
        visit,
        school=whole,
        kind=parse_name(whole).kind or visit.kind,
        note=f"{visit.note} {note}".strip(),
        raw=f"{visit.raw}\n{row.raw}",
    )


def _is_half(name: str) -> bool:
    """Whether a name says no more than which kind of school it is of."""
    return not parse_name(name).own
