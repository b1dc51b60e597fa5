"""One row of a schedule: number, school, time, request, remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kdcl_xl.forms.school_names import kinds_in, parse_name, without_item
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.asked import Request, joined
from kdcl_xl.review.columns import WHEN_ROLES, Column, Role, ordinal
from kdcl_xl.review.plan import Row
from kdcl_xl.review.several import Listed, rows_of, schools_in, times_unpaired
from kdcl_xl.review.ticks import is_ditto, is_tick
from kdcl_xl.review.visits import Context, Visit
from kdcl_xl.review.when_columns import (
    around_of,
    deadline_of_row,
    is_dossier_column,
    main_time,
    repeated_time,
    text_of,
    time_of_row,
    until_of,
)
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import tidy
from kdcl_xl.text.when import When

_ITEM = re.compile(r"\s*(\d{1,3})\s*[.)]\s+")
_LONGEST_NAME = 120


def read_row(
    row: Row, columns: Sequence[Column], context: Context, school_year: SchoolYear | None, *, strict: bool
) -> Iterator[Visit]:
    """The schools of one row, several when its cell lists several; none when it is no row of a school.

    `strict`: the row comes out of running text, so it must have a number or the name of a school.
    """
    names = next((c for c in columns if c.role is Role.SCHOOL), None)
    if names is None or names.place >= len(row.cells):
        return
    if _lies_over(row, names, columns):
        return
    listed = schools_in(row.cells[names.place])
    if not listed.names or any(len(name) > _LONGEST_NAME for name in listed.names):
        return
    read = [_read(each, columns, context, school_year) for each in rows_of(row, listed, names, columns)]
    if not _is_row_of_school(row, columns, listed, read[0], strict=strict):
        return
    if times_unpaired(row, columns, len(listed.names)):
        read = [replace(visit, when=_whose_time(visit.when)) for visit in read]
    for place, (name, visit) in enumerate(zip(listed.names, read, strict=True)):
        yield _named(visit, name, place, listed, context)


def _lies_over(row: Row, names: Column, columns: Sequence[Column]) -> bool:
    """Whether one text lies over the column of schools and that of numbers or times: a remark, a sum, no school."""
    text = text_of(row, names)
    over = [c for c in columns if c.role in (Role.STT, *WHEN_ROLES) and text_of(row, c) == text]
    return bool(text) and bool(over) and ordinal(text) is None


def _whose_time(when: When) -> When:
    """The times of a cell that has several, of which nobody can tell whose each is."""
    return When(when.text, when.year, problem="Ô có nhiều thời gian, không rõ trường nào vào lúc nào.")


def _is_row_of_school(
    row: Row, columns: Sequence[Column], listed: Listed, read: Visit, *, strict: bool
) -> bool:
    """Whether a row names a school, or has a number or a mark beside what may be its name."""
    if any(parse_name(name).is_school for name in listed.names):
        return True
    marked = read.kdcl or read.cqg or read.when.month is not None
    if read.stt is None and (strict or not marked):
        return False
    timed = any(text_of(row, column) for column in columns if column.role in WHEN_ROLES)
    return not strict or bool(marked) or timed


def _read(row: Row, columns: Sequence[Column], context: Context, school_year: SchoolYear | None) -> Visit:
    """A row as a visit that has no name yet."""
    stt_text = next((text_of(row, c) for c in columns if c.role is Role.STT), "")
    around = around_of(columns, context)
    when, from_deadline = time_of_row(row, columns, around, school_year)
    asked = Request.of(row, columns, context)
    return Visit(
        stt=ordinal(stt_text),
        stt_text=stt_text,
        school="",
        kind=None,
        kind_said=_kind_said(row, columns, context),
        when=when,
        kdcl=asked.kdcl,
        cqg=asked.cqg,
        grade=asked.grade,
        note=joined(row, columns, Role.NOTE),
        others=_others(row, columns, context.unit),
        raw=row.raw,
        place=row.place,
        sheet=row.sheet,
        cells=_addresses(row, columns),
        odd_ticks=asked.odd,
        asked=not context.asked,
        from_deadline=from_deadline,
        section=context.section,
        deadline=deadline_of_row(row, columns, school_year),
        repeated=(*repeated_time(row, columns, around), *asked.repeated),
    )


def _named(visit: Visit, name: str, place: int, listed: Listed, context: Context) -> Visit:
    """The visit of one of the schools of a cell."""
    item = _ITEM.match(name) if not visit.stt_text else None
    numbered = listed.numbered and not visit.stt_text
    kind = parse_name(name).kind
    number = int(item[1]) if item else visit.stt if place == 0 or not numbered else None
    return replace(
        visit,
        stt=number,
        school=tidy(without_item(name)),
        kind=kind or visit.kind_said,
        one_of=listed.cell if len(listed.names) > 1 and not numbered else "",
        may_be_several=listed.doubtful,
    )


def _kind_said(row: Row, columns: Sequence[Column], context: Context) -> SchoolKind | None:
    """The kind its column, the level it is ticked under or the heading above it names; ditto marks repeat that of the row above."""
    levels = [c for c in columns if len(kinds_in(_last(c))) == 1 and not parse_name(_last(c)).own]
    ticked = [c for c in levels if is_tick(text_of(row, c))] if len(levels) > 1 else []
    text = " ".join([text_of(row, c) for c in columns if c.role is Role.KIND and c not in levels] + list(map(_last, ticked)))  # fmt: skip
    if is_ditto(text) and context.last is not None:
        return context.last.kind_said
    return _one(kinds_in(text)) or context.kind


def _last(column: Column) -> str:
    return column.header.rpartition(" / ")[2]


def _one(kinds: set[SchoolKind]) -> SchoolKind | None:
    if len(kinds) > 1:
        return SchoolKind.MULTI_LEVEL
    return next(iter(kinds), None)


def _others(row: Row, columns: Sequence[Column], unit: str) -> str:
    """What stands in columns that are not ours, the times besides the one that counts, the unit of the heading."""
    main = main_time(row, columns)
    read = (main, until_of(main, columns))
    extra = [
        column
        for column in columns
        if column.role is Role.OTHER
        or (column.role in (Role.WHEN, Role.DEADLINE, Role.UNTIL) and column not in read)
    ]
    texts = [f"{column.header}: {text_of(row, column)}" for column in extra if text_of(row, column)]
    return "; ".join([*texts, f"Đơn vị: {unit}"] if unit else texts)


def _addresses(row: Row, columns: Sequence[Column]) -> tuple[tuple[str, str], ...]:
    wanted = {
        Role.STT: "stt", Role.SCHOOL: "school", Role.KIND: "kind", Role.KDCL: "kdcl", Role.CQG: "cqg",
        Role.PURPOSE: "kdcl", Role.NOTE: "note", Role.TICK_MONTH: "when", Role.MONTH: "when",
    }  # fmt: skip
    main = main_time(row, columns)
    until = until_of(main, columns)
    found: dict[str, str] = {}
    for column in columns:
        name = "when" if column is main else "until" if column is until else wanted.get(column.role)
        if column is not main and is_dossier_column(column):
            name = "due"
        if name and column.place < len(row.cells) and row.cells[column.place].at:
            found.setdefault(name, row.cells[column.place].at)
    return tuple(found.items())
