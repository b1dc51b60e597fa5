"""Tables that a page break has cut: where the next part goes on without headers, and rows of which it tore off the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.review.between_rows import context_of
from kdcl_xl.review.columns import Role, ordinal
from kdcl_xl.review.layouts import Layout
from kdcl_xl.review.plan import Grid, Row
from kdcl_xl.review.visits import Context, Visit
from kdcl_xl.review.when_columns import text_of

_LONGEST_REST = 60


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
    return replace(before, first=0) if schools and len(told) * 2 > len(rows) else None


def rows_of_schools(grid: Grid) -> Sequence[Row]:
    """The numbered rows with a school in a table that begins with them: the rest of the one before, laid out another way."""
    rows = [row for row in grid.rows if not row.is_blank]
    if not rows or not (_is_of_school(rows[0]) or (len(rows) > 1 and _is_of_school(rows[1]))):
        return ()
    return tuple(filter(_is_of_school, rows))


def _is_of_school(row: Row) -> bool:
    texts = [cell.words for cell in row.cells if cell.words]
    return (
        len(texts) > 1
        and ordinal(texts[0]) is not None
        and any((name := parse_name(text)).is_school and name.kind is not None for text in texts[1:3])
    )


def rest_of(row: Row, layout: Layout, visit: Visit) -> Visit | None:
    """A row that a page break has cut in two: its rest has neither number nor a school of its own."""
    names, notes = layout.of(Role.SCHOOL), layout.of(Role.NOTE)
    texts = {column.place: text_of(row, column) for column in layout.columns if text_of(row, column)}
    name, note = texts.get(names[0].place, ""), " ".join(texts[c.place] for c in notes if c.place in texts)
    if any(ordinal(text_of(row, column)) is not None for column in layout.of(Role.STT)):
        return None
    if parse_name(name).is_school and not (name[0].islower() and _is_half(visit.school)):
        return None
    allowed = {names[0].place, *(column.place for column in notes)}
    if not texts or set(texts) - allowed or any(len(text) > _LONGEST_REST for text in texts.values()):
        return None
    if name and (note or not name[0].islower()):
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
