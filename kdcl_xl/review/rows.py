"""One row of a schedule: number, school, time, request, remark, and the headings between rows that bear on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kdcl_xl.forms.school_names import kinds_in, parse_name, without_item
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.columns import WHEN_ROLES, Column, Role, named_level
from kdcl_xl.review.plan import Cell, Row
from kdcl_xl.review.ticks import is_tick, read_purpose, read_tick
from kdcl_xl.review.when import When, read_when
from kdcl_xl.review.when_columns import Around, main_time, text_of, time_of_row, until_of
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare, nfc, tidy

_NUMBER = re.compile(r"\s*(\d{1,3})\s*[.)]?\s*(?:\.0)?\s*")
_LONGEST_NAME = 120
_TOTAL = re.compile(r"(?:tổng(?:\s+(?:cộng|số))?|cộng)\s*(?:[:(\d]|$|trường|chung|toàn|các)", re.I)


@dataclass(frozen=True, slots=True)
class Visit:
    """A school on the schedule. `kdcl` and `cqg`: None is unknown. Texts are as written, spaces tidied."""

    stt: int | None
    stt_text: str
    school: str
    kind: SchoolKind | None
    kind_said: SchoolKind | None
    """What a column or heading says of the kind."""
    when: When
    kdcl: bool | None
    cqg: bool | None
    grade: str
    note: str
    others: str
    """The other columns with their headers."""
    raw: str
    place: str
    sheet: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    """Addresses in a spreadsheet: ("school", "B14")."""
    odd_ticks: tuple[str, ...] = ()
    """Marks that were not understood, or of which the column is unknown."""
    asked: bool = True
    """Whether its table has columns for a request."""
    from_deadline: bool = False
    section: int = 0
    """Counts the headings above it in its table: numbers may begin again below each."""

    def at(self, what: str) -> str:
        """The address of one of its cells, "" outside spreadsheets."""
        return dict(self.cells).get(what, "")


@dataclass(frozen=True, slots=True)
class Context:
    """What headings above a row say of it."""

    kind: SchoolKind | None = None
    kdcl: bool | None = None
    cqg: bool | None = None
    when: str = ""
    caption: str = ""
    asked: bool = False
    """Whether requests come from headings, because no column holds them."""
    school_year: SchoolYear | None = None
    section: int = 0
    last: Visit | None = None

    def with_purpose(self, text: str) -> Context:
        """The same with the request a heading names, when it names exactly one; the other stays unknown."""
        kdcl, cqg = read_purpose(text)
        if not self.asked or kdcl == cqg:
            return self
        return replace(self, kdcl=kdcl or None, cqg=cqg or None)


def is_repeated_header(row: Row, header: Sequence[Row]) -> bool:
    """Whether a row is one of the header rows again, as at the top of the next page."""

    def key(line: Row) -> list[str]:
        return [bare(cell.words).lower() for cell in line.cells if cell.words]

    return bool(key(row)) and any(key(row) == key(line) for line in header)


def context_of(row: Row, columns: Sequence[Column], context: Context) -> Context | None:
    """The context below a heading or total row, None for every other row."""
    texts = list(dict.fromkeys(cell.words for cell in row.cells if cell.words))
    numbered = next((c for c in columns if c.role is Role.STT), None)
    number = text_of(row, numbered) if numbered is not None else ""
    if is_total(texts):
        return context
    if number and _NUMBER.fullmatch(number):
        return None
    if len(texts) == 2 and re.fullmatch(r"(?:[IVX]{1,5}|[A-Z])[.)]?", texts[0]):
        texts = texts[1:]
    if len(texts) != 1 or len(texts[0]) > _LONGEST_NAME or _is_school(texts[0], row, columns):
        return None
    text = re.sub(r"^\s*(?:[IVX]{1,5}|[A-Z]|\d{1,2})\s*[.)/-]\s*", "", texts[0])
    kinds, when = kinds_in(text), read_when(text, context.school_year)
    purpose = read_purpose(text)
    timed = when.month is not None or (when.year is not None and when.unit.value in ("quý", "học kỳ"))
    if not kinds and not timed and purpose == (None, None):
        return None
    changed = replace(context.with_purpose(text), section=context.section + 1)
    if kinds:
        changed = replace(changed, kind=next(iter(kinds)) if len(kinds) == 1 else None)
    return replace(changed, when=_time_words(text)) if timed else changed


def _time_words(text: str) -> str:
    return tidy(text).strip(" :-–")


def is_total(texts: Sequence[str]) -> bool:
    """ "Tổng cộng: 10 trường", "Cộng": not "Công nhận lại", nor a school that is called Cộng Hòa."""
    return bool(texts) and _TOTAL.match(nfc(texts[0])) is not None


def _is_school(text: str, row: Row, columns: Sequence[Column]) -> bool:
    """Whether the only text of a row is a school in its own column, not a heading over the columns."""
    name = parse_name(re.sub(r"^\s*(?:[IVX]{1,5}|[A-Z])\s*[.)]\s*", "", text))
    alone = sum(1 for cell in row.cells if cell.words) == 1
    place = next((n for n, cell in enumerate(row.cells) if cell.words), 0)
    in_column = any(column.role is Role.SCHOOL and column.place == place for column in columns)
    return name.is_school and alone and in_column and read_when(name.own).month is None


def read_row(
    row: Row, columns: Sequence[Column], context: Context, school_year: SchoolYear | None, *, strict: bool
) -> Iterator[Visit]:
    """The schools of one row, several when its cell lists several; none when it is no row of a school.

    `strict`: the row comes out of running text, so it must have a number or the name of a school.
    """
    names = next((c for c in columns if c.role is Role.SCHOOL), None)
    if names is None or names.place >= len(row.cells):
        return
    cell = row.cells[names.place]
    stt_text = next((text_of(row, c) for c in columns if c.role is Role.STT), "")
    number = _NUMBER.fullmatch(stt_text)
    before = context.last.when if context.last is not None else None
    when, from_deadline = time_of_row(row, columns, Around(context.when, before), school_year)
    read = _Request.of(row, columns, context)
    schools = _schools(cell)
    known = any(parse_name(name).is_school for name in schools)
    if not schools or any(len(name) > _LONGEST_NAME for name in schools):
        return
    marked = read.kdcl or read.cqg or when.month is not None
    if not known and not number and (strict or not marked):
        return
    if (
        strict
        and not known
        and number
        and not marked
        and not any(text_of(row, c) for c in columns if c.role in WHEN_ROLES)
    ):
        return
    kinds = kinds_in(" ".join(text_of(row, c) for c in columns if c.role is Role.KIND))
    said = _one(kinds) or context.kind
    for place, name in enumerate(schools):
        parsed = parse_name(name)
        item = re.match(r"\s*(\d{1,3})\s*[.)]\s+", name) if len(schools) > 1 else None
        yield Visit(
            stt=int(item[1]) if item else (int(number[1]) if number and place == 0 else None),
            stt_text=stt_text,
            school=tidy(without_item(name)),
            kind=parsed.kind or said,
            kind_said=said,
            when=when,
            kdcl=read.kdcl,
            cqg=read.cqg,
            grade=read.grade,
            note=_joined(row, columns, Role.NOTE),
            others=_others(row, columns),
            raw=row.raw,
            place=row.place,
            sheet=row.sheet,
            cells=_addresses(row, columns),
            odd_ticks=read.odd,
            asked=not context.asked,
            from_deadline=from_deadline,
            section=context.section,
        )


def _one(kinds: set[SchoolKind]) -> SchoolKind | None:
    if len(kinds) > 1:
        return SchoolKind.MULTI_LEVEL
    return next(iter(kinds), None)


def _schools(cell: Cell) -> list[str]:
    """The names in a cell: one, whatever its line ends, unless every line begins like a school of its own."""
    lines = [line for line in re.split(r"[\n;]", cell.text) if line.strip()]
    if len(lines) > 1 and all(parse_name(line).is_school for line in lines):
        return lines
    words = cell.words
    return [words] if re.search(r"[^\W\d_]|\d\s*/\s*\d", words) else []


def _joined(row: Row, columns: Sequence[Column], role: Role) -> str:
    texts = (text_of(row, column) for column in columns if column.role is role)
    return tidy("; ".join(dict.fromkeys(text for text in texts if text)))


def _others(row: Row, columns: Sequence[Column]) -> str:
    """What stands in columns that are not ours, and the times besides the one that counts."""
    main = main_time(row, columns)
    read = (main, until_of(main, columns))
    extra = [
        column
        for column in columns
        if column.role is Role.OTHER
        or (column.role in (Role.WHEN, Role.DEADLINE, Role.UNTIL) and column not in read)
    ]
    return "; ".join(f"{column.header}: {text_of(row, column)}" for column in extra if text_of(row, column))


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
        if name and column.place < len(row.cells) and row.cells[column.place].at:
            found.setdefault(name, row.cells[column.place].at)
    return tuple(found.items())


@dataclass(frozen=True, slots=True)
class _Request:
    """What a row asks for."""

    kdcl: bool | None
    cqg: bool | None
    grade: str
    odd: tuple[str, ...]

    @classmethod
    def of(cls, row: Row, columns: Sequence[Column], context: Context) -> _Request:
        """From its ticks, its words, or the headings above it."""
        ticks = {Role.KDCL: context.kdcl, Role.CQG: context.cqg}
        grades: list[str] = []
        odd: list[str] = []
        for column in columns:
            cell = row.cells[column.place] if column.place < len(row.cells) else Cell()
            if column.role in ticks:
                ticks[column.role], grade = _tick(cell, column, ticks[column.role], odd)
                grades += [grade] if grade else []
            elif column.role is Role.PURPOSE and cell.words:
                _purpose(cell, ticks, odd, grades)
            elif column.role is Role.GRADE and cell.words:
                grades.append(tidy(cell.words))
        kdcl, cqg = ticks[Role.KDCL], ticks[Role.CQG]
        if not any(column.role in (Role.KDCL, Role.CQG, Role.PURPOSE) for column in columns) and grades:
            kdcl, cqg = read_purpose(" ".join(grades))
        if not context.asked and kdcl is None and cqg is None:
            kdcl, cqg = read_purpose(_joined(row, columns, Role.NOTE))
        if context.asked and kdcl is None and cqg is None:
            note = read_purpose(_joined(row, columns, Role.NOTE))
            kdcl, cqg = note
        if kdcl is False and cqg is False:
            kdcl = cqg = None
        return cls(kdcl, cqg, "; ".join(dict.fromkeys(grades)), tuple(odd))


def _tick(cell: Cell, column: Column, known: bool | None, odd: list[str]) -> tuple[bool | None, str]:
    if cell.doubtful:
        if cell.words:
            odd.append(cell.words)
        return None, ""
    ticked, grade = read_tick(cell.words)
    if ticked is None:
        odd.append(cell.words)
        return None, ""
    return (ticked or bool(known)), named_level(column, grade)


def _purpose(cell: Cell, ticks: dict[Role, bool | None], odd: list[str], grades: list[str]) -> None:
    kdcl, cqg = read_purpose(cell.words)
    if kdcl is None and cqg is None:
        if not is_tick(cell.words):
            odd.append(cell.words)
        return
    ticks[Role.KDCL], ticks[Role.CQG] = ticks[Role.KDCL] or kdcl, ticks[Role.CQG] or cqg
    if re.search(r"\d|\bI{1,3}\b", cell.words):
        grades.append(tidy(cell.words))
