"""The schedule in a plan: which tables hold it, and every school in them with what was written beside its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.between_rows import context_of, is_noted, is_remark, is_repeated_header, is_total
from kdcl_xl.review.columns import ASKED_ROLES, WHEN_ROLES, Role, ordinal
from kdcl_xl.review.cut_tables import carried_on, rest_of, row_of_school, rows_of_schools
from kdcl_xl.review.layouts import Layout, find_layout, headless_layout, is_numbering
from kdcl_xl.review.plan import Grid, Line, Plan, Row
from kdcl_xl.review.prose import visits_in_prose
from kdcl_xl.review.prose_phrases import mentions_in, time_in
from kdcl_xl.review.reshape import upright
from kdcl_xl.review.rows import read_row
from kdcl_xl.review.visits import Context, Visit
from kdcl_xl.review.when_columns import text_of
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare, nfc

_OUR_WORDS = re.compile(r"danh gia ngoai|\bdgn\b|kdcl|kiem dinh|chuan quoc gia|\bcqg\b|khao sat|cong nhan")
_OTHER_WORK = re.compile(r"\bngay thi\b|\bthi sinh\b|phong thi|tap huan|bao cao|tuyen sinh|thi dua")
_NOT_OF_VISITS = re.compile(
    r"kem theo|ban hanh|\bso\s*:?\s*\d|quyet dinh|ket qua|\bda\b|\bhan\b|nop|truoc ngay|tinh den"
)
_SECTION = re.compile(r"\s*(?:(?:[IVX]+|\d{1,2})\s*[.)/-]\s+[^\W\d]|nơi nhận\b)", re.I)
_CAPTION_LINES = 3
_LONGEST_CAPTION = 160
_BLANK_ROWS = 2
_SAYS_NOTHING = "có trường và thời gian nhưng tiêu đề, đầu đề bảng không nói đến đánh giá ngoài"
_NO_HEADER = "có trường và thời gian nhưng không có dòng tiêu đề cột nên không rõ các cột khác"
_TITLE_LINES = 15


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of schools that a table itself states: "Tổng cộng: 10 trường", "II. THCS (03 trường)"."""

    count: int
    kind: SchoolKind | None
    place: str
    text: str
    whole: bool
    """Of the whole table, not of one section."""
    asked: Role | None = None
    """KDCL or CQG: it counts the schools that ask for this."""
    above: tuple[Visit, ...] = ()
    """The schools between it and the heading or total above: it may be the sum of these alone."""
    section: int | None = None
    """Of a heading of a unit or a cluster: the section of the schools below it, which it counts."""


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
    context: Context | None = None
    """What the headings say at its end: it holds on in the next part."""


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of the schedule, and those set aside because others fit better."""

    tables: tuple[Table, ...]
    aside: tuple[Table, ...]
    prose: bool = False
    """It was read from sentences and lists, because no table is a schedule."""
    unsaid: str = ""
    """Why the tables may be of something else, in Vietnamese: the plan speaks of external review, they do not."""
    beside: tuple[Visit, ...] = ()
    """Schools that the running text says are reviewed, and no row of the tables is."""

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All schools in reading order."""
        return tuple(visit for table in self.tables for visit in table.visits)


def find_schedule(plan: Plan, school_year: SchoolYear | None) -> Found:
    """Every table of the schedule. Tables of schools that say nothing of external review give way to those that do."""
    found: list[Table] = []
    caption: list[str] = []
    ended = False
    for block in plan.blocks:
        if isinstance(block, Line):
            ended = ended or _SECTION.match(block.text) is not None
            if found and not ended and (lost := row_of_school(block)) is not None:
                found[-1].unread.append(lost)
            elif block.text.strip():
                short = len(block.text.strip()) <= _LONGEST_CAPTION and not mentions_in(block.text)
                caption = [*caption, block.text.strip()][-_CAPTION_LINES:] if short else []
            continue
        ended = False
        made = list(_tables(upright(block), " ".join(caption), found[-1] if found else None, school_year))
        if not made and not caption and found:
            found[-1].unread += rows_of_schools(block)
        found += made
        if any(table.visits for table in made):
            caption = []
    held = [table for table in found if table.visits and not _is_of_other_work(table)]
    best = [table for table in held if _is_ours(table, held)]
    visits = [
        table for table in best if not is_of_deadlines(table) and not is_of_the_past(table, school_year)
    ]
    chosen = visits or best
    told, left = visits_in_prose(list(plan.lines), _title(plan), school_year)
    if told and not chosen:
        table = Table(
            Grid((), " đến ".join(dict.fromkeys((told[0].place, told[-1].place)))),
            Layout((), (), 0),
            "",
            told,
            left,
        )
        return Found((table,), tuple(held), prose=True)
    unsaid = ""
    if not chosen and any(_OUR_WORDS.search(bare(line.text).lower()) for line in plan.lines):
        chosen, unsaid = held, _SAYS_NOTHING
        if not held:
            chosen, unsaid = _headless(plan, school_year), _NO_HEADER
    aside = tuple(table for table in held if table not in chosen)
    return Found(tuple(chosen), aside, unsaid=unsaid, beside=tuple(_beside(told, chosen)))


def _beside(told: Sequence[Visit], tables: Sequence[Table]) -> Iterator[Visit]:
    """Those of the text that are in no row, neither read nor said to be unread. A line may hold a name and more."""
    rows = [visit for table in tables for visit in table.visits]
    unread = {row.place for table in tables for row in table.unread}
    names = {visit.own_name for visit in rows}
    begun = tuple(f"{visit.school} " for visit in rows)
    for visit in told:
        if visit.place not in unread and visit.own_name not in names and not visit.school.startswith(begun):
            yield visit


def _headless(plan: Plan, school_year: SchoolYear | None) -> list[Table]:
    """Tables without a line of headers, read by what stands in their columns."""
    tables: list[Table] = []
    for grid in plan.grids:
        layout = headless_layout(grid)
        if layout is not None:
            table = Table(grid, layout, "")
            _fill(table, school_year)
            tables += [table] if table.visits else []
    return tables


def _is_of_other_work(table: Table) -> bool:
    """Whether its headers are those of an exam, of training or of reports: never a schedule of reviews."""
    words = table.layout.words
    return (
        _OTHER_WORK.search(words) is not None
        and re.search(r"danh gia ngoai|\bdgn\b|ho so|khao sat", words) is None
    )


def _title(plan: Plan) -> str:
    """What stands before the first heading of a plan: its name and what it is about."""
    lines: list[str] = []
    for line in plan.lines:
        if re.match(r"\s*(?:[IVX]+|\d+|[a-z])\s*[.)/]|\s*[-+•]", line.text) or len(lines) > _TITLE_LINES:
            break
        lines.append(line.text)
    return " ".join(lines)


def _is_ours(table: Table, held: Sequence[Table]) -> bool:
    """Whether it is about external review: a request, or its headers or caption say so."""
    if table.continued:
        return _is_ours(held[held.index(table) - 1], held) if held.index(table) else True
    asked = any(column.role in ASKED_ROLES for column in table.layout.columns)
    said = _OUR_WORDS.search(f"{table.layout.words} {bare(table.caption).lower()}") is not None
    timed = any(column.role in WHEN_ROLES for column in table.layout.columns)
    return asked or (said and timed)


def is_of_deadlines(table: Table) -> bool:
    """Whether it only says when dossiers are due: it gives way to the table of the visits."""
    roles = {column.role for column in table.layout.columns}
    return not roles & (ASKED_ROLES | (WHEN_ROLES - {Role.DEADLINE})) and Role.DEADLINE in roles


def is_of_the_past(table: Table, school_year: SchoolYear | None) -> bool:
    """Whether it is called a list of results and no visit is of this year: it gives way to the one of what is to come."""
    years = [(visit.when.year, visit.when.month) for visit in table.visits]
    early = [month is not None and year is not None and school_year is not None and (year, month) < (school_year.start, 7) for year, month in years]  # fmt: skip
    return all(early) and re.search(r"ket qua|\bda\b|nam hoc truoc", bare(table.caption).lower()) is not None


def _tables(
    grid: Grid, caption: str, before: Table | None, school_year: SchoolYear | None
) -> Iterator[Table]:
    """The tables of one grid: several stand below each other on a worksheet."""
    start, some = 0, False
    while (layout := find_layout(grid, start)) is not None:
        table = Table(grid, layout, (_texts(grid, layout) if grid.title else "") or ("" if some else caption))
        end = _fill(table, school_year)
        yield table
        some, start = True, max(end, layout.first)
    if not some and before is not None and (layout := carried_on(grid, before.layout)) is not None:
        table = Table(grid, layout, before.caption, continued=True)
        _fill(table, school_year, before)
        yield table


def _texts(grid: Grid, layout: Layout) -> str:
    """The words right above a table on a worksheet, a line each: rows of one text, as titles and headings are."""
    texts: list[str] = []
    for row in reversed(grid.rows[: layout.first - len(layout.header)]):
        said = {cell.words for cell in row.cells if cell.words}
        if len(said) > 1 or len(texts) == _CAPTION_LINES:
            break
        texts += said
    return "\n".join(reversed(texts))


def _fill(table: Table, school_year: SchoolYear | None, before: Table | None = None) -> int:
    """Read the rows below the header into the table; returns where it ends."""
    grid, layout = table.grid, table.layout
    context = before.context if before is not None else None
    context = context or _start_context(table, school_year)
    blank, waiting, at, summed, noted = 0, list[Row](), layout.first, 0, False
    while at < len(grid.rows):
        row = grid.rows[at]
        at += 1
        if row.is_blank:
            blank += 1
            continue
        if is_repeated_header(row, layout.header) or is_numbering([c.words for c in row.cells if c.words]):
            continue
        if table.visits and _ends_above(grid, at - 1, layout, context, blank):
            return at - 1
        if _starts_here(grid, at - 1):
            return at - 1
        blank = 0
        heading = context_of(row, layout.columns, context)
        if heading is not None:
            table.context = context = heading
            above = tuple(table.visits[summed:])
            table.stated += (replace(each, above=above) for each in _stated(row, heading, layout))
            summed = len(table.visits)
            continue
        noted = is_noted(row, layout.columns, above=noted)
        if _is_rest_of_header(row, layout) or (noted and not _is_remark(row, grid)):
            table.unread.append(row)
            continue
        holder = table if table.visits or before is None else before
        added = rest_of(row, layout, holder.visits[-1]) if holder.visits else None
        visits = [] if added else list(read_row(row, layout.columns, context, school_year, strict=grid.loose))
        if added is not None:
            holder.visits[-1] = added
        elif visits:
            table.unread += [each for each in waiting if _says_much(each, layout) or _is_remark(each, grid)]
            waiting = []
            table.visits += visits
            table.context = context = replace(context, last=visits[-1])
        elif (
            grid.loose
            and table.visits
            and not any(_numbered(each, layout) for each in grid.rows[at - 1 : at + 2])
        ):
            return at - 1
        else:
            waiting.append(row)
    table.unread += [row for row in waiting if _numbered(row, layout) or _is_remark(row, grid)]
    return at


def _ends_above(grid: Grid, at: int, layout: Layout, context: Context, blank: int) -> bool:
    """Whether blank rows on a worksheet end the schedule: neither a numbered row follows nor a heading over one."""
    row = grid.rows[at]
    if not grid.title or blank < _BLANK_ROWS or _numbered(row, layout):
        return False
    names = parse_name(text_of(row, layout.of(Role.SCHOOL)[0]))
    if names.is_school and names.kind is not None and len({c.words for c in row.cells if c.words}) > 1:
        return False
    below = next((each for each in grid.rows[at + 1 :] if not each.is_blank), None)
    headed = context_of(row, layout.columns, context) is not None
    return not (headed and below is not None and _numbered(below, layout))


def _is_rest_of_header(row: Row, layout: Layout) -> bool:
    """Whether the header reaches into this row: its cell of schools is merged with the one that says so."""
    names = layout.of(Role.SCHOOL)[0]
    cell = row.cells[names.place] if names.place < len(row.cells) else None
    return cell is not None and cell.carried and cell.words == names.header.rpartition(" / ")[2]


def _is_remark(row: Row, grid: Grid) -> bool:
    """One text across a table that is neither heading nor total: "(*) Trường có hai cơ sở". Said, for it may bear on rows.

    Below a table on a sheet or in running text stands much else: there only what is marked as a remark.
    """
    text = next((cell.words for cell in row.cells if cell.words), "")
    return is_remark(text) or (not grid.title and not grid.loose and len(text.split()) > 2)


def _says_much(row: Row, layout: Layout) -> bool:
    """Whether a row that was not understood may be a school: no heading, which is one text across the table."""
    return _numbered(row, layout) or len({cell.words for cell in row.cells if cell.words}) > 1


def _starts_here(grid: Grid, at: int) -> bool:
    """Whether the headers of another schedule stand in this row."""
    layout = find_layout(Grid(grid.rows[at : at + 12], grid.place))
    return layout is not None and layout.first - len(layout.header) == 0


def _numbered(row: Row, layout: Layout) -> bool:
    return any(ordinal(text_of(row, column)) is not None for column in layout.of(Role.STT))


_COUNTED = re.compile(r"(?:\btrong đó\b|\b(?:có|gồm|tổng số|tổng cộng):?\s+\d)[^.;\n]*", re.I)
"""Of "có 06 trường, trong đó 02 trường mầm non": what counts schools is no heading over all of them."""


def _start_context(table: Table, school_year: SchoolYear | None) -> Context:
    """What the caption and the name of the sheet say of every row."""
    caption = f"{table.caption} {table.grid.title}"
    lines = _COUNTED.sub(" ", nfc(table.caption)).split("\n")
    kinds = kinds_in(table.grid.title) or next(filter(None, map(kinds_in, reversed(lines))), set())
    return Context(
        when=_time_over(table, school_year),
        kind=next(iter(kinds)) if len(kinds) == 1 else None,
        caption=caption,
        asked=not any(column.role in ASKED_ROLES for column in table.layout.columns),
        school_year=school_year,
    ).with_purpose(caption)


def _time_over(table: Table, school_year: SchoolYear | None) -> str:
    """The one time the headers, the caption or the name of the sheet give for all schools of a table without times."""
    if any(column.role in WHEN_ROLES or column.stage for column in table.layout.columns):
        return ""
    headers = " ; ".join(dict.fromkeys(column.header for column in table.layout.columns))
    for text in (headers, re.sub(r"\([^)]*\)", " ", table.caption), table.grid.title):
        if (
            _NOT_OF_VISITS.search(bare(text).lower()) is None
            and (when := time_in(text, school_year)) is not None
        ):
            return when.text
    return ""


def _stated(row: Row, context: Context, layout: Layout) -> Iterator[Stated]:
    """The numbers of schools a heading or total row names; below the columns of requests, how many ask."""
    texts = list(dict.fromkeys(cell.words for cell in row.cells if cell.words))
    text, total = " ".join(texts), is_total(texts)
    found = re.search(r"(\d{1,3})\s*(?:\([^)]*\)\s*)?(?:trường|đơn vị|cơ sở)", text)
    if found is None and total:
        names = layout.of(Role.SCHOOL)
        found = re.search(r"(?<![\d/.])(\d{1,3})(?![\d/.])\D*$", texts[0]) or (
            re.fullmatch(r"(\d{1,3})", text_of(row, names[0])) if names else None
        )
    named = kinds_in(text) if total else set()
    kind = (next(iter(named)) if len(named) == 1 else None) if total else context.kind
    if found is not None:
        counted = None if total or kinds_in(text) else context.section
        yield Stated(int(found[1]), kind, row.place, text, total, section=counted)
    for column in (*layout.of(Role.KDCL), *layout.of(Role.CQG)) if total else ():
        count = re.fullmatch(r"\d{1,3}", text_of(row, column))
        if count and len(layout.of(column.role)) == 1:
            yield Stated(int(count[0]), kind, row.place, text, total, column.role)
