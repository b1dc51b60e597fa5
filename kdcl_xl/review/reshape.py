"""Schedules that lie another way in their grid, turned so that every school has a row below one line of headers.

Three kinds are sure to the reader: the same headers twice side by side, a table on its side with the schools across,
and a calendar with a column for each level of schooling. Every row keeps the place it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.review.between_rows import names_level
from kdcl_xl.review.columns import ASKED_ROLES, WHEN_ROLES, Role, role_of
from kdcl_xl.review.plan import Cell, Grid, Row
from kdcl_xl.text.normal import bare

_FEWEST_LEVELS = 2
_SEARCHED_ROWS = 12
_COUNT = re.compile(r"(?:cộng|tổng)?\W*\d+\s*trường", re.I)
_KIND_HEADER, _SCHOOL_HEADER = "Cấp học", "Tên trường"


def upright(grid: Grid) -> Grid:
    """The grid with one school a row; the same grid when it lies so already or in a way nobody can be sure of."""
    for at, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        roles = [role_of(cell.words) for cell in row.cells]
        if (half := _half_of(row, roles)) is not None:
            return replace(grid, rows=(*grid.rows[:at], *_stacked(grid.rows[at:], half)))
        if (levels := _levels_across(row, roles)) and _is_calendar(grid.rows[at + 1 :], levels):
            return replace(grid, rows=(*grid.rows[:at], *_by_school(grid.rows[at:], levels)))
    return _turned(grid) or grid


def _half_of(row: Row, roles: Sequence[Role]) -> int | None:
    """How wide the first of two tables side by side is: every header comes again, in the same order."""
    texts = [bare(cell.words).lower() for cell in row.cells]
    half, odd = divmod(len(texts), 2)
    wanted = set(roles[:half])
    if odd or Role.SCHOOL not in wanted or not wanted & (WHEN_ROLES | ASKED_ROLES):
        return None
    return half if texts[:half] == texts[half:] and len(set(texts)) == half else None


def _stacked(rows: Sequence[Row], half: int) -> Iterator[Row]:
    """The left table down to its end, then the right one."""
    for row in rows:
        yield replace(row, cells=row.cells[:half])
    for row in rows[1:]:
        yield replace(row, cells=row.cells[half:])


def _levels_across(row: Row, roles: Sequence[Role]) -> list[int]:
    """The columns headed by nothing but a level of schooling, where another is of time and none of schools."""
    if Role.SCHOOL in roles or not {Role.WHEN, Role.MONTH} & set(roles):
        return []
    places = [
        n for n, cell in enumerate(row.cells) if len(kinds_in(cell.words)) == 1 and names_level(cell.words)
    ]
    kinds = [kinds_in(row.cells[n].words).pop() for n in places]
    return places if len(places) >= _FEWEST_LEVELS and len(set(kinds)) == len(kinds) else []


def _is_calendar(rows: Sequence[Row], levels: Sequence[int]) -> bool:
    """Whether names stand below the levels: numbers and ticks are counts or requests."""
    texts = [row.cells[n].words for row in rows for n in levels if n < len(row.cells) and row.cells[n].words]
    names = [text for text in texts if len(re.findall(r"[^\W\d_]", text)) > 2]
    return bool(texts) and len(names) * 2 > len(texts)


def _by_school(rows: Sequence[Row], levels: Sequence[int]) -> Iterator[Row]:
    """A row for every name below a level, the level and the name before the other cells of its row."""
    others = [n for n in range(len(rows[0].cells)) if n not in levels]

    def rest(row: Row) -> tuple[Cell, ...]:
        return tuple(row.cells[n] if n < len(row.cells) else Cell() for n in others)

    yield replace(rows[0], cells=(*rest(rows[0]), Cell(_KIND_HEADER), Cell(_SCHOOL_HEADER)))
    for row in rows[1:]:
        for place in levels:
            cell = row.cells[place] if place < len(row.cells) else Cell()
            if len({each.words for each in row.cells}) == 1:
                continue
            for name in _names(cell):
                kind = Cell(rows[0].cells[place].words)
                yield replace(row, cells=(*rest(row), kind, replace(cell, text=name, carried=False)))


def _names(cell: Cell) -> list[str]:
    """The names of a cell, each with what its writer put before it; a dash alone is none."""
    pieces = [piece.strip(" -–•+") for piece in re.split(r"[\n;,]", cell.text)]
    return [
        piece for piece in pieces if re.search(r"[^\W\d_]|\d\s*/\s*\d", piece) and not _COUNT.fullmatch(piece)
    ]


def _turned(grid: Grid) -> Grid | None:
    """A table on its side: its first column holds the headers, the row of the schools reads across."""
    rows = [row for row in grid.rows if not row.is_blank]
    heads = [row.cells[0].words for row in rows if row.cells]
    roles = [role_of(text) for text in heads]
    if roles.count(Role.SCHOOL) != 1 or not set(roles) & (WHEN_ROLES | ASKED_ROLES):
        return None
    names = [cell.words for cell in rows[roles.index(Role.SCHOOL)].cells[1:] if cell.words]
    if len(names) < 2 or not all(parse_name(text).is_school for text in names):
        return None
    width = max(len(row.cells) for row in rows)
    columns = [tuple(row.cells[n] if n < len(row.cells) else Cell() for row in rows) for n in range(width)]
    turned = (
        Row(tuple(replace(cell, carried=False) for cell in column), f"{grid.place}, cột {n}", rows[0].sheet)
        for n, column in enumerate(columns, start=1)
    )
    return replace(grid, rows=tuple(turned))
