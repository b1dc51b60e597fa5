"""The schedule in a plan: which tables hold it, and every school in them with what was written beside its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.columns import ASKED_ROLES, WHEN_ROLES, Column, Role, columns_of
from kdcl_xl.review.plan import Cell, Grid, Line, Plan, Row
from kdcl_xl.review.rows import Context, Visit, context_of, is_repeated_header, is_total, read_row
from kdcl_xl.review.ticks import read_purpose
from kdcl_xl.review.when import read_when
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare

_OUR_WORDS = re.compile(r"danh gia ngoai|\bdgn\b|kdcl|kiem dinh|chuan quoc gia|\bcqg\b|khao sat|cong nhan")
_MOST_HEADER_ROWS = 3
_SEARCHED_ROWS = 60
_CAPTION_LINES = 3
_LONGEST_CAPTION = 160
_BLANK_ROWS = 2
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


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of schools that a table itself states: "Tổng cộng: 10 trường", "II. THCS (03 trường)"."""

    count: int
    kind: SchoolKind | None
    place: str
    text: str
    whole: bool
    """Of the whole table, not of one section."""


@dataclass
class Table:
    """A table that holds schools with dates or requests."""

    grid: Grid
    layout: Layout
    caption: str
    visits: list[Visit] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)
    """Rows between schools that are neither a school nor a heading."""
    stated: list[Stated] = field(default_factory=list)
    continued: bool = False
    """The second part of a table that a page break has cut."""


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of the schedule, and those set aside because others fit better."""

    tables: tuple[Table, ...]
    aside: tuple[Table, ...]

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All schools in reading order."""
        return tuple(visit for table in self.tables for visit in table.visits)


def find_schedule(plan: Plan, school_year: SchoolYear | None) -> Found:
    """Every table of the schedule. Tables of schools that say nothing of external review give way to those that do."""
    found: list[Table] = []
    caption: list[str] = []
    for block in plan.blocks:
        if isinstance(block, Line):
            if block.text.strip():
                short = len(block.text.strip()) <= _LONGEST_CAPTION
                caption = [*caption, block.text.strip()][-_CAPTION_LINES:] if short else []
            continue
        made = list(_tables(block, " ".join(caption), found[-1] if found else None, school_year))
        found += made
        if any(table.visits for table in made):
            caption = []
    held = [table for table in found if table.visits]
    best = [table for table in held if _is_ours(table, held)]
    chosen = best or held
    return Found(tuple(chosen), tuple(table for table in held if table not in chosen))


def _is_ours(table: Table, held: Sequence[Table]) -> bool:
    """Whether it is about external review: a request, or its headers or caption say so."""
    if table.continued:
        return _is_ours(held[held.index(table) - 1], held) if held.index(table) else True
    asked = any(column.role in ASKED_ROLES for column in table.layout.columns)
    said = _OUR_WORDS.search(f"{table.layout.words} {bare(table.caption).lower()}") is not None
    timed = any(column.role in WHEN_ROLES for column in table.layout.columns)
    return asked or (said and timed)


def _tables(
    grid: Grid, caption: str, before: Table | None, school_year: SchoolYear | None
) -> Iterator[Table]:
    """The tables of one grid: several stand below each other on a worksheet."""
    start, some = 0, False
    while (layout := find_layout(grid, start)) is not None:
        table = Table(grid, layout, caption if not some else _texts(grid, start, layout))
        end = _fill(table, school_year)
        yield table
        some, start = True, max(end, layout.first)
    if not some and before is not None and (layout := _carried_on(grid, before)) is not None:
        table = Table(grid, layout, before.caption, continued=True)
        _fill(table, school_year, before.visits[-1] if before.visits else None)
        yield table


def _texts(grid: Grid, start: int, layout: Layout) -> str:
    """The words between a table and the one above it on the same sheet."""
    between = grid.rows[start : layout.first - len(layout.header)]
    return " ".join(cell.words for row in between for cell in row.cells if cell.words and not cell.carried)


def _carried_on(grid: Grid, before: Table) -> Layout | None:
    """The layout of the table before, when this one goes on with it on the next page without headers."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    numbers, names = before.layout.of(Role.STT), before.layout.of(Role.SCHOOL)
    if width != len(before.layout.columns) or not names:
        return None
    fits = [
        row
        for row in grid.rows
        if parse_name(_text(row, names[0])).is_school
        or (numbers and _text(row, numbers[0]).rstrip(".").isdigit())
    ]
    return replace(before.layout, first=0) if len(fits) * 2 > len(grid.rows) else None


def find_layout(grid: Grid, start: int = 0) -> Layout | None:
    """The headers of a schedule at or below a row, None when there are none."""
    for at in range(start, min(start + _SEARCHED_ROWS, len(grid.rows))):
        if not _can_be_header(grid.rows[at]):
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


def _can_be_header(row: Row) -> bool:
    """Whether a row has several cells, none of them the number, the school or the date of a body row."""
    texts = [cell.words for cell in row.cells if cell.words]
    numbered = re.fullmatch(r"\d{1,3}\.?", texts[0]) if texts else None
    named = any((name := parse_name(text)).is_school and name.kind is not None for text in texts)
    return len(set(texts)) > 1 and not numbered and not named


def _all_headers(header: Sequence[Row]) -> bool:
    """Whether the lower rows go on with the first: no number, no school, something under a merged or open cell."""
    for row in header[1:]:
        own = [cell.words for cell in row.cells if cell.words and not cell.carried]
        if not own or re.fullmatch(r"\d{1,3}\.?", row.cells[0].words):
            return False
        if any(parse_name(text).is_school or len(text) > 60 for text in own) or _is_numbering(own):
            return False
        roles = {column.role for column in columns_of([row.cells])} - {Role.OTHER}
        if not roles or (len(own) == 1 and len(row.cells) > 2 and len({c.words for c in row.cells}) == 1):
            return False
    return True


def _is_numbering(texts: Sequence[str]) -> bool:
    """The row "(1) (2) (3)" below a header."""
    return all(re.fullmatch(r"\(?\d{1,2}\)?|\(?[A-Z]\)?", text) for text in texts)


def _by_content(layout: Layout, grid: Grid) -> Layout:
    """Columns whose headers say little, by what stands in them: names of schools, requests, times."""
    body = [row for row in grid.rows[layout.first :] if not row.is_blank]
    columns = list(layout.columns)
    if sum(column.role is not Role.OTHER for column in columns) < _FEWEST_HEADERS:
        return layout
    for role, fits in (
        (Role.SCHOOL, _names_school),
        (Role.PURPOSE, _names_purpose),
        (Role.WHEN, _names_time),
    ):
        have = {column.role for column in columns}
        if (
            role in have
            or (role is Role.PURPOSE and have & ASKED_ROLES)
            or (role is Role.WHEN and have & WHEN_ROLES)
        ):
            continue
        shares = {
            n: sum(fits(text) for text in texts) / len(texts)
            for n, column in enumerate(columns)
            if column.role in (Role.OTHER, Role.KIND if role is Role.SCHOOL else Role.OTHER)
            and (texts := [text for row in body if (text := _text(row, column))])
        }
        best = max(shares, key=lambda n: shares[n], default=None)
        if best is not None and shares[best] >= _MOST_OF_A_COLUMN:
            columns[best] = replace(columns[best], role=role)
    return replace(layout, columns=tuple(columns))


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
    body = [row for row in grid.rows[layout.first :] if not row.is_blank and _text(row, names)]
    schools = sum(_holds_school(row.cells[names.place]) for row in body if names.place < len(row.cells))
    if not schools and re.search(r"ho va ten|ho ten", layout.words):
        return False
    return schools * 2 >= len(body) > 0 or (
        said_so and (schools > 0 or (Role.STT in roles and len(body) > 0))
    )


def _holds_school(cell: Cell) -> bool:
    return any(parse_name(line).is_school for line in cell.text.split("\n"))


def _text(row: Row, column: Column) -> str:
    return row.cells[column.place].words if column.place < len(row.cells) else ""


def _fill(table: Table, school_year: SchoolYear | None, before: Visit | None = None) -> int:
    """Read the rows below the header into the table; returns where it ends."""
    grid, layout = table.grid, table.layout
    context = _start_context(table, school_year)
    blank, waiting, at = 0, list[Row](), layout.first
    if before is not None:
        context = replace(context, last=before)
    while at < len(grid.rows):
        row = grid.rows[at]
        at += 1
        if row.is_blank:
            blank += 1
            continue
        if is_repeated_header(row, layout.header) or _is_numbering([c.words for c in row.cells if c.words]):
            continue
        if grid.title and blank >= _BLANK_ROWS and table.visits and not _numbered(row, layout):
            return at - 1
        if find_layout(Grid(grid.rows[at - 1 : at + 12], grid.place)) is not None and _starts_here(
            grid, at - 1
        ):
            return at - 1
        heading = context_of(row, layout.columns, context)
        if heading is not None:
            context = heading
            table.stated += _stated(row, heading)
            continue
        visits = list(read_row(row, layout.columns, context, school_year, strict=grid.loose))
        if visits:
            table.unread += [each for each in waiting if _says_much(each, layout)]
            waiting = []
            table.visits += visits
            context = replace(context, last=visits[-1])
        elif table.visits and (added := _rest_of(row, layout, table.visits[-1])) is not None:
            table.visits[-1] = added
        elif grid.loose and table.visits and not _numbered(row, layout):
            return at - 1
        else:
            waiting.append(row)
        blank = 0
    table.unread += [row for row in waiting if _numbered(row, layout)]
    return at


def _says_much(row: Row, layout: Layout) -> bool:
    """Whether a row that was not understood may be a school: no heading, which is one text across the table."""
    return _numbered(row, layout) or len({cell.words for cell in row.cells if cell.words}) > 1


def _starts_here(grid: Grid, at: int) -> bool:
    layout = find_layout(Grid(grid.rows[at : at + 12], grid.place))
    return layout is not None and layout.first - len(layout.header) == 0


def _numbered(row: Row, layout: Layout) -> bool:
    return any(_text(row, column).rstrip(".").isdigit() for column in layout.of(Role.STT))


def _start_context(table: Table, school_year: SchoolYear | None) -> Context:
    """What the caption and the name of the sheet say of every row."""
    caption = f"{table.caption} {table.grid.title}"
    kinds = kinds_in(table.grid.title) or kinds_in(table.caption)
    return Context(
        kind=next(iter(kinds)) if len(kinds) == 1 else None,
        caption=caption,
        asked=not any(column.role in ASKED_ROLES for column in table.layout.columns),
        school_year=school_year,
    ).with_purpose(caption)


def _rest_of(row: Row, layout: Layout, visit: Visit) -> Visit | None:
    """A row that a page break has cut in two: its rest has neither number nor a school of its own."""
    names, notes = layout.of(Role.SCHOOL), layout.of(Role.NOTE)
    texts = {column.place: _text(row, column) for column in layout.columns if _text(row, column)}
    if _numbered(row, layout) or parse_name(_text(row, names[0])).is_school:
        return None
    allowed = {names[0].place, *(column.place for column in notes)}
    if not texts or set(texts) - allowed or any(len(text) > 60 for text in texts.values()):
        return None
    name, note = texts.get(names[0].place, ""), " ".join(texts[c.place] for c in notes if c.place in texts)
    if name and (note or not name[0].islower()):
        return None
    return replace(
        visit,
        school=f"{visit.school} {name}".strip(),
        note=f"{visit.note} {note}".strip(),
        raw=f"{visit.raw}\n{row.raw}",
    )


def _stated(row: Row, context: Context) -> list[Stated]:
    """The numbers of schools a heading or total row names."""
    text = " ".join(dict.fromkeys(cell.words for cell in row.cells if cell.words))
    total = is_total([text])
    found = re.search(r"(\d{1,3})\s*(?:\([^)]*\)\s*)?(?:trường|đơn vị|cơ sở)", text) or (
        re.search(r"(?<![\d/.])(\d{1,3})(?![\d/.])\D*$", text) if total else None
    )
    if found is None:
        return []
    return [Stated(int(found[1]), None if total else context.kind, row.place, text, total)]
