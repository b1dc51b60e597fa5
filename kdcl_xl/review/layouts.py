"""Where a schedule begins in a table: its header rows, its columns, and the first row below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.review.columns import (
    ASKED_ROLES,
    WHEN_ROLES,
    Column,
    Role,
    columns_of,
    is_of_others,
    ordinal,
    role_of,
)
from kdcl_xl.review.plan import Cell, Grid, Row
from kdcl_xl.review.ticks import is_tick, read_purpose
from kdcl_xl.review.when_columns import text_of
from kdcl_xl.text.normal import bare
from kdcl_xl.text.when import read_when

_MOST_HEADER_ROWS = 3
_SEARCHED_ROWS = 60
_MOST_OF_A_COLUMN = 0.6
_FEWEST_HEADERS = 2
"""Headers that say what they are for, before the content of the other columns is asked."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a schedule begins in a grid: its columns, its header rows and the first row below."""

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    first: int

    def of(self, role: Role) -> tuple[Column, ...]:
        """The columns of a role, the one of the highest rank first."""
        return tuple(sorted((c for c in self.columns if c.role is role), key=lambda c: -c.rank))

    @property
    def words(self) -> str:
        """Its headers, folded."""
        return bare(" ".join(column.header for column in self.columns)).lower()


def find_layout(grid: Grid, start: int = 0) -> Layout | None:
    """The headers of a schedule at or below a row, None when there are none."""
    for at in range(start, min(start + _SEARCHED_ROWS, len(grid.rows))):
        if not _can_be_header(grid.rows[at]) and not _is_group_over(grid.rows[at : at + 2]):
            continue
        for size in range(min(_MOST_HEADER_ROWS, len(grid.rows) - at), 0, -1):
            header = grid.rows[at : at + size]
            if size > 1 and not _all_headers(header):
                continue
            layout = Layout(tuple(columns_of([row.cells for row in header])), tuple(header), at + size)
            layout = _by_content(layout, grid)
            if _is_schedule(layout, grid):
                return layout
    return None


def headless_layout(grid: Grid) -> Layout | None:
    """The columns of a table without headers, by what stands in them; None unless schools and times or requests do.

    Its first row is a school already: a table of people with their units and days of birth has headers.
    """
    body = [row for row in grid.rows if not row.is_blank]
    if not body or not any(_names_school(cell.words) for cell in body[0].cells):
        return None
    width = max((len(row.cells) for row in body), default=0)
    blank = [Column(place, f"cột {place + 1}", Role.OTHER) for place in range(width)]
    first = next((c for c in blank if _share(body, c, _is_ordinal) >= _MOST_OF_A_COLUMN), None)
    columns = [replace(c, role=Role.STT) if c is first else c for c in blank]
    columns = _told_by_content(columns, body)
    roles = {column.role for column in columns}
    return (
        Layout(tuple(columns), (), 0) if Role.SCHOOL in roles and roles & {Role.WHEN, Role.PURPOSE} else None
    )


def _is_ordinal(text: str) -> bool:
    return ordinal(text) is not None


def _share(body: Sequence[Row], column: Column, fits: Callable[[str], bool]) -> float:
    """How many of the cells that say something say this."""
    texts = [text for row in body if (text := text_of(row, column))]
    return sum(map(fits, texts)) / len(texts) if texts else 0.0


def _can_be_header(row: Row) -> bool:
    """Whether a row has several cells, none of them the number, the school or the date of a body row."""
    if any(cell.words and cell.carried for cell in row.cells):
        return False  # no table begins in the middle of a merged cell
    texts = [cell.words for cell in row.cells if cell.words]
    numbered = bool(texts) and _is_ordinal(texts[0])
    named = any((name := parse_name(text)).is_school and name.kind is not None for text in texts)
    return len(set(texts)) > 1 and not numbered and not named


def _is_group_over(rows: Sequence[Row]) -> bool:
    """Whether a row is nothing but one merged header, as "Tháng" over 10, 11, 12, beside those of number and school below."""
    if len(rows) < 2 or not _can_be_header(rows[1]):
        return False
    over = [n for n, cell in enumerate(rows[0].cells) if cell.words and not cell.carried]
    below = [role_of(cell.words) for cell in rows[1].cells]
    others = {role for n, role in enumerate(below) if n not in over}
    one = len({rows[0].cells[n].words for n in over}) == 1
    return (
        one
        and len(over) > 1
        and Role.SCHOOL in others
        and Role.SCHOOL not in {below[n] for n in over if n < len(below)}
    )


def _all_headers(header: Sequence[Row]) -> bool:
    """Whether the lower rows go on with the first: no number, no school, something under a merged or open cell."""
    for size, row in enumerate(header[1:], start=2):
        own = [cell.words for cell in row.cells if cell.words and not cell.carried]
        if not own or re.fullmatch(r"\d{1,3}\.?", row.cells[0].words) or _stands_alone(row, header[0]):
            return False
        if any(
            (parse_name(text).is_school and role_of(text) not in ASKED_ROLES)
            or len(text) > 60
            or is_tick(text)
            for text in own
        ):
            return False
        first = row.cells[0]
        below = {
            column.role
            for column, cell in zip(
                columns_of([line.cells for line in header[:size]]), row.cells, strict=False
            )
            if cell.words and not cell.carried
        }
        if is_numbering(own):
            if (first.words and not first.carried) or not below <= {Role.KDCL, Role.CQG, Role.TICK_MONTH}:
                return False
            continue
        roles = {column.role for column in columns_of([row.cells])} - {Role.OTHER} | (
            below & {Role.TICK_MONTH}
        )
        if not roles or (len(own) == 1 and len(row.cells) > 2 and len({c.words for c in row.cells}) == 1):
            return False
    return True


def _stands_alone(row: Row, first: Row) -> bool:
    """Whether a row holds one text only, below the number or the name: the heading of a group and no header."""
    places = [n for n, cell in enumerate(row.cells) if cell.words and not cell.carried]
    if len(places) != 1 or places[0] >= len(first.cells):
        return False
    return len(row.cells) == 1 or role_of(first.cells[places[0]].words) in (Role.STT, Role.SCHOOL)


def is_numbering(texts: Sequence[str]) -> bool:
    """The row "(1) (2) (3)" below a header."""
    return all(re.fullmatch(r"\(?\d{1,2}\)?|\(?[A-Z]\)?", text) for text in texts)


def _by_content(layout: Layout, grid: Grid) -> Layout:
    """Columns whose headers say little, by what stands in them: names of schools, requests, times."""
    body = [row for row in grid.rows[layout.first :] if not row.is_blank]
    columns = list(layout.columns)
    if sum(column.role is not Role.OTHER for column in columns) < _FEWEST_HEADERS:
        return layout
    columns = _one_of_schools(_told_by_content(columns, body), body)
    months = [column for column in columns if column.role is Role.TICK_MONTH]
    numbers = [column for column in columns if column.role is Role.STT]
    schools = [row for row in body if not numbers or any(_is_ordinal(text_of(row, each)) for each in numbers)]
    if {text_of(row, column) for row in schools for column in months} <= {"", "1"}:
        columns = [replace(column, ones=True) if column in months else column for column in columns]
    return replace(layout, columns=tuple(columns))


def _told_by_content(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """The columns of schools, requests and times among those whose headers do not say."""
    columns = list(columns)
    for role, fits in (
        (Role.SCHOOL, _names_school),
        (Role.PURPOSE, _names_purpose),
        (Role.WHEN, _names_time),
    ):
        have = {column.role for column in columns}
        if (
            role in have
            or (role is Role.PURPOSE and have & ASKED_ROLES)
            or (role is Role.WHEN and have & (WHEN_ROLES - {Role.DEADLINE}))
        ):
            continue
        open_ = (Role.OTHER, Role.KIND if role is Role.SCHOOL else Role.OTHER)
        shares = {
            n: _share(body, column, fits)
            for n, column in enumerate(columns)
            if column.role in open_ and not (role is Role.WHEN and is_of_others(column.header))
        }
        best = max(shares, key=lambda n: shares[n], default=None)
        if best is not None and shares[best] >= _MOST_OF_A_COLUMN:
            columns[best] = replace(columns[best], role=role)
    return columns


def _one_of_schools(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """Of "Đơn vị" beside "Tên trường" the one that holds the schools; the other is the unit they belong to."""
    names = [column for column in columns if column.role is Role.SCHOOL]
    if len(names) < 2:
        return columns
    best = max(names, key=lambda c: (_share(body, c, _names_school), "truong" in bare(c.header).lower()))
    return [replace(c, role=Role.OTHER) if c in names and c is not best else c for c in columns]


def _names_school(text: str) -> bool:
    return parse_name(text).is_school


def _names_purpose(text: str) -> bool:
    return read_purpose(text) != (None, None) and len(text) < 60


def _names_time(text: str) -> bool:
    return len(text) < 40 and read_when(text).month is not None


def _is_schedule(layout: Layout, grid: Grid) -> bool:
    roles = {column.role for column in layout.columns}
    if Role.SCHOOL not in roles or not roles & (WHEN_ROLES | ASKED_ROLES):
        return False
    names = layout.of(Role.SCHOOL)[0]
    said_so = re.search(r"\btruong\b", bare(names.header).lower()) is not None or bool(roles & ASKED_ROLES)
    body = [row for row in grid.rows[layout.first :] if not row.is_blank and text_of(row, names)]
    schools = sum(_holds_school(row.cells[names.place]) for row in body if names.place < len(row.cells))
    if not schools and re.search(r"ho va ten|ho ten", layout.words):
        return False
    told = (
        schools > 0
        or Role.STT in roles
        or any(
            _share(body, column, lambda text: bool(kinds_in(text))) >= _MOST_OF_A_COLUMN
            for column in layout.of(Role.KIND)
        )
    )
    return schools * 2 >= len(body) > 0 or (said_so and told and len(body) > 0)


def _holds_school(cell: Cell) -> bool:
    return any(parse_name(line).is_school for line in cell.text.split("\n"))
