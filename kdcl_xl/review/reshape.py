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
        if (halves := _halves_of(row, roles)) is not None:
            titles = _titles_over(grid.rows[at - 1], halves) if at else ()
            above = grid.rows[: at - 1 if titles else at]
            return replace(grid, rows=(*above, *_stacked(grid.rows[at:], halves, titles)))
        if (levels := _levels_across(row, roles)) and _is_calendar(grid.rows[at + 1 :], levels):
            return replace(grid, rows=(*grid.rows[:at], *_by_school(grid.rows[at:], levels)))
    return _turned(grid) or grid


def _halves_of(row: Row, roles: Sequence[Role]) -> tuple[list[int], list[int]] | None:
    """The columns of two tables side by side: every header comes again, in the same order; open columns may part them."""
    texts = {n: bare(cell.words).lower() for n, cell in enumerate(row.cells) if cell.words}
    half, odd = divmod(len(texts), 2)
    left, right = list(texts)[:half], list(texts)[half:]
    wanted = {roles[n] for n in left}
    if odd or Role.SCHOOL not in wanted or not wanted & (WHEN_ROLES | ASKED_ROLES):
        return None
    if [texts[n] for n in left] != [texts[n] for n in right] or len({texts[n] for n in left}) != half:
        return None
    if [n - left[0] for n in left] == [n - right[0] for n in right]:  # what has no header is kept as well
        return list(range(left[0], right[0])), list(range(right[0], len(row.cells)))
    return left, right


def _part(row: Row, places: Sequence[int]) -> Row:
    return replace(row, cells=tuple(row.cells[n] if n < len(row.cells) else Cell() for n in places))


def _titles_over(row: Row, halves: tuple[list[int], list[int]]) -> tuple[str, ...]:
    """What stands over the left table and over the right one, where each has a title of its own."""
    titles = [{cell.words for cell in _part(row, half).cells if cell.words} for half in halves]
    own = all(len(each) == 1 for each in titles) and titles[0] != titles[1]
    return tuple(each.pop() for each in titles) if own else ()


def _stacked(
    rows: Sequence[Row], halves: tuple[list[int], list[int]], titles: Sequence[str]
) -> Iterator[Row]:
    """The left table down to its end, then the right one, each below its title."""
    yield _part(rows[0], halves[0])
    for n, half in enumerate(halves):
        if titles:
            headed = (cell.words for cell in _part(rows[0], half).cells)
            yield replace(rows[1], cells=tuple(Cell(titles[n] if words else "") for words in headed))
        yield from (_part(row, half) for row in rows[1:])


def _levels_across(row: Row, roles: Sequence[Role]) -> list[int]:
    """The columns headed by nothing but a level of schooling, where another is of time and none of schools."""
    places = [
        n for n, cell in enumerate(row.cells) if len(kinds_in(cell.words)) == 1 and names_level(cell.words)
    ]
    others = {role for n, role in enumerate(roles) if n not in places}
    if Role.SCHOOL in others or not {Role.WHEN, Role.MONTH} & others:
        return []
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
