"""The time of one row, out of its columns: ticked months, day and month apart, one column, or a start and an end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kdcl_xl.review.columns import Column, Role, is_month_column
from kdcl_xl.review.plan import Cell, Row
from kdcl_xl.review.ticks import is_ditto, is_tick, read_purpose, read_tick
from kdcl_xl.review.visits import Context
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare, nfc, tidy
from kdcl_xl.text.when import BEFORE_THE_VISIT, Unit, When, of_day, read_when

_MONTH_OF_YEAR = re.compile(r"\d{1,2}\s*[/.-]\s*20\d\d")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands above a row: the time its heading names, and the time of the row before, which ditto marks repeat."""

    heading: str
    before: When | None
    leads: bool = False
    """The time stands left of the schools and so groups them: a blank one is that of the row above."""


def around_of(columns: Sequence[Column], context: Context) -> Around:
    """What surrounds a row below this context; a heading ends what the rows above it say."""
    last = context.last if context.last is not None and context.last.section == context.section else None
    times = [column.place for column in columns if column.role is Role.WHEN]
    names = [column.place for column in columns if column.role is Role.SCHOOL]
    leads = len(times) == 1 and bool(names) and times[0] < names[0] and not context.when
    return Around(context.when, last.when if last is not None else None, leads)


def repeated_time(row: Row, columns: Sequence[Column], around: Around) -> tuple[str, ...]:
    """The text of a time that is the one of the row above: in a merged cell, as a ditto mark, or blank in a group."""
    main = main_time(row, columns)
    if main is None or main.place >= len(row.cells) or around.before is None:
        return ()
    cell = row.cells[main.place]
    if (cell.carried and cell.words) or is_ditto(cell.words) or (not cell.words and around.leads):
        return (around.before.text,) if around.before.text else ()
    return ()


def is_dossier_column(column: Column) -> bool:
    """Whether a column of deadlines is about handing in the dossier."""
    words = bare(column.header).lower()
    return (
        column.role is Role.DEADLINE
        and "nghien cuu" not in words
        and re.search(r"ho so|dang ky|\bnop\b|\bgui\b", words) is not None
    )


def deadline_of_row(row: Row, columns: Sequence[Column], school_year: SchoolYear | None) -> When | None:
    """The day the dossier is due, in a column of its own beside the time of the visit."""
    main = main_time(row, columns)
    due = next((c for c in columns if is_dossier_column(c) and c is not main and text_of(row, c)), None)
    return _from_column(row, due, Around("", None), school_year) if due is not None else None


def text_of(row: Row, column: Column) -> str:
    """What a row says in a column, in one line; "" where the row is too short."""
    return row.cells[column.place].words if column.place < len(row.cells) else ""


def main_time(row: Row, columns: Sequence[Column]) -> Column | None:
    """The column of the visit itself: the official survey before the first one, a deadline only when nothing else.

    A blank one gives way only to a column that holds a time: the number of a round ("Đợt I") is none.
    """
    times = sorted((c for c in columns if c.role is Role.WHEN), key=lambda c: -c.rank)
    if not times:
        return next((column for column in columns if column.role is Role.DEADLINE), None)
    if text_of(row, times[0]) and not re.fullmatch(r"\d{1,2}", text_of(row, times[0])):
        return times[0]
    if text_of(row, times[0]) and is_month_column(times[0]):
        return next((c for c in times[1:] if c.rank >= times[0].rank and _is_day_of_visit(row, c)), times[0])
    return next((column for column in times[1:] if _holds_time(row, column)), times[0])


def _is_day_of_visit(row: Row, column: Column) -> bool:
    """Whether a column beside that of the month holds the day of the visit itself."""
    said = re.search(r"danh gia|\bdgn\b|khao sat|don doan|lam viec", bare(column.header).lower())
    return said is not None and read_when(text_of(row, column)).day is not None


def _holds_time(row: Row, column: Column) -> bool:
    when = read_when(text_of(row, column), year=column.year, months=is_month_column(column))
    return when.month is not None or when.unit in (Unit.QUARTER, Unit.TERM)


def until_of(main: Column | None, columns: Sequence[Column]) -> Column | None:
    """The column of the last day that goes with the one of the first: the next one to its right in the same group."""
    if main is None or main.role is not Role.WHEN:
        return None

    def group(column: Column) -> str:
        return column.header.rpartition(" / ")[0]

    return next(
        (c for c in columns if c.role is Role.UNTIL and c.place > main.place and group(c) == group(main)),
        None,
    )


def time_of_row(
    row: Row, columns: Sequence[Column], around: Around, school_year: SchoolYear | None
) -> tuple[When, bool]:
    """The time of the visit, and whether it comes from a column of deadlines."""
    ticked = [
        (column, text_of(row, column))
        for column in columns
        if column.role is Role.TICK_MONTH and text_of(row, column)
    ]
    said = [(column, text) for column, text in ticked if read_tick(text)[0] is not False]
    stages = [column for column in columns if column.stage and column.role is not Role.TICK_MONTH]
    if len(stages) > 1 and not said:
        said = [(c, text_of(row, c)) for c in stages if text_of(row, c) and _is_mark(text_of(row, c))]
    if len(said) > 1:  # which of them, or from the first to the last, nobody wrote
        headers = "; ".join(tidy(column.header.replace(" / ", " ")) for column, _text_ in said)
        return replace(
            read_when("", school_year), text=headers, problem=f"Đánh dấu ở {len(said)} cột thời gian."
        ), False
    if said and said[0][0] in stages:
        return _of_stage(said[0][0]), False
    if said:
        return _under_month(*said[0], school_year), False
    if (written := _in_stage(row, stages)) is not None:
        return written, False
    parts = [column for column in columns if column.role in (Role.DAY, Role.MONTH, Role.YEAR)]
    if parts and any(text_of(row, column) for column in parts):
        return _from_parts(row, parts, school_year), False
    main = main_time(row, columns)
    if main is None:
        return _beside_requests(row, columns, school_year) or read_when(around.heading, school_year), False
    until = until_of(main, columns)
    if until is not None and text_of(row, until):
        return _span(row, main, until, around, school_year), False
    return _from_column(row, main, around, school_year), main.role is Role.DEADLINE


def _is_mark(text: str) -> bool:
    return read_tick(text)[0] is True and not when_is_in(text)


def _in_stage(row: Row, stages: Sequence[Column]) -> When | None:
    """The month or day written below the one year it is of, in a plan with a column for each year."""
    filled = [(column, text_of(row, column)) for column in stages if text_of(row, column)]
    if len(stages) < 2 or len(filled) != 1 or filled[0][0].year is None:
        return None
    column, text = filled[0]
    when = read_when(text, year=column.year, months=True)
    return replace(when, text=tidy(f"{text} {column.stage}")) if when.month is not None else None


def _of_stage(column: Column) -> When:
    """The year a mark stands under; a school year is no time of a visit yet, for it lies in two years."""
    when = read_when(column.stage, year=column.year)
    what = "năm" if when.year else "năm học"
    return replace(when, text=column.stage, problem=f"Lộ trình chỉ nêu {what}, chưa có tháng.")


def when_is_in(text: str) -> bool:
    """Whether a cell of a request holds its time: "Tháng 11/2026" below KĐCL."""
    return (
        re.search(r"\d\s*[/.-]\s*\d|tháng", nfc(text), re.I) is not None and read_when(text).month is not None
    )


def _beside_requests(row: Row, columns: Sequence[Column], school_year: SchoolYear | None) -> When | None:
    """The time that stands in the columns of requests; two different ones are left open."""
    said = {
        text_of(row, c): c for c in columns if c.role in (Role.KDCL, Role.CQG) and when_is_in(text_of(row, c))
    }
    if len(said) < 2:
        return next((read_when(text, school_year, year=column.year) for text, column in said.items()), None)
    shown = "; ".join(f"{column.header.rpartition(' / ')[2]}: {text}" for text, column in said.items())
    years = {read_when(text, school_year).year for text in said}
    year = next(iter(years)) if len(years) == 1 else None
    return When(shown, year, problem="KĐCL và CQG ghi hai thời gian khác nhau.")


def _under_month(column: Column, text: str, school_year: SchoolYear | None) -> When:
    """A tick below a month, the days in that month, or a whole date."""
    header = column.header if re.search(r"[^\W\d]|[/.-]", column.header) else f"tháng {column.header}"
    names = column.header.replace(" / ", " ")
    if is_tick(text) or not re.search(r"\d", text) or (column.ones and text == "1"):
        when = read_when(names, school_year, year=column.year, months=True)
        return replace(when, text=tidy(names))
    below = read_when(header.replace(" / ", " "), school_year, year=column.year, months=True)
    own = read_when(text, school_year, year=below.year)
    if own.month is None and below.month is not None:
        own = read_when(f"{text} tháng {below.month}", school_year, year=below.year)
    return replace(own, text=tidy(f"{text} {column.header.rpartition(' / ')[2]}"))


def _from_parts(row: Row, parts: Sequence[Column], school_year: SchoolYear | None) -> When:
    """Day, month and year in columns of their own."""
    order = {Role.DAY: ("ngày", 0), Role.MONTH: ("tháng", 1), Role.YEAR: ("năm", 2)}
    texts = []
    for column in sorted(parts, key=lambda c: order[c.role][1]):
        text, word = text_of(row, column), order[column.role][0]
        if text:
            whole = re.search(r"[^\W\d]|\d[/.-]\d", text) and not _MONTH_OF_YEAR.fullmatch(text)
            texts.append(text if whole else f"{word} {text}")
    return read_when(" ".join(texts), school_year, months=True)


def _from_column(row: Row, column: Column, around: Around, school_year: SchoolYear | None) -> When:
    cell = row.cells[column.place] if column.place < len(row.cells) else Cell()
    text = cell.words
    if around.before is not None and (is_ditto(text) or (not text and around.leads)):
        return around.before
    if not text:
        return read_when(around.heading, school_year)
    if cell.day is not None:
        return of_day(text, cell.day, to_the_day=len(text) > 7 and not is_month_column(column))
    apart = (
        re.sub(r"[ \t]*\n[ \t]*", " ; ", cell.text.strip())
        if BEFORE_THE_VISIT.search(bare(text).lower())
        else text
    )
    when = read_when(apart, school_year, year=column.year, months=is_month_column(column))
    when = replace(when, text=text)
    if _is_of_two_visits(cell.text):
        return When(text, problem="Ô ghi hai thời gian cho KĐCL và CQG.")
    if when.month is None and when.year is None and re.fullmatch(r"\d{5}", text):
        return replace(when, problem="Ô là số sê-ri của Excel, đã mất định dạng ngày.")
    if is_tick(text) and around.heading:
        return read_when(around.heading, school_year)
    return when


def _is_of_two_visits(text: str) -> bool:
    """ "Tháng 10 (KĐCL); tháng 3 (CQG)": a time of its own for each of the two."""
    said = {
        read_purpose(piece)
        for piece in re.split(r"[;,\n]|\bvà\b", nfc(text))
        if read_when(piece).month is not None
    }
    return {(True, False), (False, True)} <= said


def _span(row: Row, main: Column, until: Column, around: Around, school_year: SchoolYear | None) -> When:
    """From the day in one column to the day in another, as written, even when the second comes first."""
    start_text, end_text = text_of(row, main), text_of(row, until)
    start = _from_column(row, main, around, school_year)
    end = _from_column(row, until, Around("", around.before), school_year)
    if is_ditto(start_text) and is_ditto(end_text):
        return start
    shown = f"{start_text} đến {end_text}".strip()
    if not start_text:
        return replace(
            start, text=shown, day=None, first=None, last=end.last, unit=Unit.DEADLINE,
            problem=end.problem or "Chưa ghi ngày bắt đầu.", impossible=end.impossible,
        )  # fmt: skip
    if start.impossible or end.impossible:
        wrong = start if start.impossible else end
        return replace(start, text=shown, last=end.last, problem=wrong.problem, impossible=True)
    if start.first is None or end.last is None:  # "10" to "12/3/2025": either may lean on the other
        whole = read_when(shown, school_year, year=main.year)
        if whole.unit is Unit.SPAN and re.search(r"\d", start_text) and re.search(r"\d", end_text):
            return whole
        unread, what = (end_text, "kết thúc") if end.last is None else (start_text, "bắt đầu")
        problem = f"Ngày {what} “{unread}” không đọc được thành ngày."
        return replace(start, text=shown, last=end.last, problem=problem)
    return replace(
        start,
        text=shown,
        last=end.last,
        unit=start.unit if start.last == end.last else Unit.SPAN,
        problem=start.problem or end.problem,
        year_concluded=start.year_concluded or end.year_concluded,
        short_year=start.short_year or end.short_year,
        mixed_separators=start.mixed_separators or end.mixed_separators,
    )
