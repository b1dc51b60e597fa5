"""When a school is visited, in every spelling offices use: a day, a month, a span, a week, a deadline, a quarter, a term.

Only what the words say is read. A year that is left out is the one the school year leaves no choice about; a span
gives its first day. What stays open is None.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from kdcl_xl.text.dates import SchoolYear, SchoolYearError
from kdcl_xl.text.normal import bare, tidy
from kdcl_xl.text.when_points import Point, number_of, points_in
from kdcl_xl.text.when_spellings import plainer, two_readings


class Unit(StrEnum):
    """How exact the words are."""

    DAY = "ngày"
    MONTH = "tháng"
    WEEK = "tuần"
    SPAN = "khoảng"
    DEADLINE = "hạn"
    QUARTER = "quý"
    TERM = "học kỳ"
    YEAR = "năm"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says. `first` and `last` bound the days it can mean, None where it sets no bound.

    `problem` says in Vietnamese why (part of) the text was not understood; the three flags say what had to be
    concluded or looked over.
    """

    text: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    unit: Unit = Unit.UNKNOWN
    first: dt.date | None = None
    last: dt.date | None = None
    problem: str = ""
    impossible: bool = False
    """The problem is a day or month that does not exist."""
    year_concluded: bool = False
    short_year: bool = False
    mixed_separators: bool = False


_SCHOOL_YEAR = re.compile(r"(?:nam hoc\s*:?\s*)?(?<![/.\d])((?:19|20)\d\d)\s*[-/]\s*((?:19|20)\d\d)(?!\d)")
_NOT_DATES = re.compile(
    r"""\b\d{1,2}\s*(?:h|gio|g)\s*(?:\d{2})?\b(?:\s*phut)?|\b\d{1,2}:\d{2}(?::\d{2})?\b
      | \bthu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])\b(?!\s*[/.-]\s*\d)|\bchu nhat\b
      | \bdot\s*(?:\d{1,2}|[ivx]+)\b(?!\s*[/.-]\s*\d)|\bnam hoc\b
      | \btrong\s+(?:vong\s+)?\d{1,2}\s*ngay\b|\b\d{1,2}\s*(?:ngay|buoi|tuan|tiet|dot)\b(?!\s*\d)""",
    re.VERBOSE,
)
_NTH = r"(?:\d{1,2}(?!\d|\s*[/.]\s*\d)|i{1,3}\b|iv\b|dau|cuoi|nhat|hai|ba|tu)"
_WEEK = re.compile(rf"\btuan(?:\s+le)?(?:\s+thu)?(?:\s*{_NTH}(?:\s*(?:,|-|va|den)\s*(?:tuan\s*)?{_NTH})*)?")
_NTH_QUARTER = r"(?:iv|i{1,3}|[1-4](?!\d))"
_QUARTER = re.compile(
    rf"\bq(?:uy)?\s*\.?\s*({_NTH_QUARTER})(?:\s*(?:,|-|\+|&|va|den)\s*(?:q(?:uy)?)?\s*\.?\s*({_NTH_QUARTER})(?!\s*-\s*\d{{4}}))?(?![a-z])"
)
_TERM = re.compile(r"\b(?:hk|hoc k[yi])\s*(ii|i|[12]|hai|mot)\b")
_DEADLINE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|khong qua|het ngay|den het|thoi han|han|hoan thanh)\b"
)
_EITHER = re.compile(r"\bhoac\b")
_DAY_COMMA = re.compile(r"(ngay\s*\d\d?)\s*,\s*(?=thang)")
_LUNAR = re.compile(r"\b(?:am lich|a\s*\.?\s*l(?!\w)|thang (?:gieng|chap))")
_LUNAR_NOTE = re.compile(rf"\((?=[^()]*\d)[^()]*{_LUNAR.pattern}[^()]*\)")
"""A lunar day beside the date it explains."""
BEFORE_THE_VISIT = re.compile(r"\b(?:ho so|nop|gui|so bo)\b")
"""Bare words of what comes before the visit, in a cell that may hold the time of both: the dossier, the survey."""
_INSTEAD = re.compile(r"\([^()]*\b(?:thay (?:cho|vi)|lich cu|truoc day|ban dau)\b[^()]*\)")
"""The time a visit was to have before."""
_MOVED = re.compile(
    r"\b(?:khong (?:to chuc|danh gia)|huy|hoan(?! (?:thanh|tat|thien|chinh))|lui|chuyen (?:sang|den|tu|vao)|da (?:dgn|danh gia|to chuc))\b"
)
_LONGEST = 200


def read_when(
    text: str, school_year: SchoolYear | None = None, *, year: int | None = None, months: bool = False
) -> When:
    """Read one cell. `year` is what its header says; `months`: a bare number in this column is a month."""
    shown = tidy(text)
    plain = _DAY_COMMA.sub(r"\1 ", re.sub("[–—−‐‑~÷→]", "-", bare(shown).lower()))
    if not re.search(r"[a-z0-9]", plain):
        return When(shown)
    if len(plain) > _LONGEST:
        return When(shown, problem="Ô dài như một đoạn văn, không đọc được thành một thời gian.")
    plain = _LUNAR_NOTE.sub(" ", plain)
    if _LUNAR.search(plain):
        return When(shown, problem="Thời gian ghi theo âm lịch, không tự đổi sang dương lịch.")
    plain = _INSTEAD.sub(" ", plain)
    if _MOVED.search(plain) and re.search(r"\d", plain):
        return When(
            shown, problem="Lời ghi nói đã làm, hoãn hoặc chuyển nên không chắc đợt đánh giá vào lúc nào."
        )
    plain, named_year = _without_school_year(_visit_only(plain))
    if (either := two_readings(plain, months=months)) is not None:
        return When(shown, either[0], problem=either[1])
    plain = plainer(plain, months=months)
    quarter, term, week = _QUARTER.search(plain), _TERM.search(plain), _WEEK.search(plain)
    plain = _NOT_DATES.sub(" ; ", _TERM.sub(" ", _QUARTER.sub(" ", _WEEK.sub(" ", plain))))
    points = points_in(plain, months=months)
    known = _Year(school_year=named_year or school_year, header=year)
    if (quarter or term) and not any(point.month for point in points):
        return _of_part(shown, quarter, term, points, known)
    return _of_points(shown, plain, points, known, week=week is not None)


def of_day(shown: str, day: dt.date, *, to_the_day: bool) -> When:
    """A date of a spreadsheet; without `to_the_day` its format shows a month only."""
    if to_the_day:
        return When(shown, day.year, day.month, day.day, Unit.DAY, day, day)
    return When(
        shown, day.year, day.month, None, Unit.MONTH, day.replace(day=1), month_end(day.year, day.month)
    )


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _visit_only(plain: str) -> str:
    """Without the clauses about the dossier, when another one holds a date."""
    clauses = re.split(r"[();\n]|,\s*(?=[a-z]{2})" if BEFORE_THE_VISIT.search(plain) else r"[();\n]", plain)
    kept = [clause for clause in clauses if not BEFORE_THE_VISIT.search(clause)]
    return " ; ".join(kept) if any(re.search(r"\d", clause) for clause in kept) else " ; ".join(clauses)


def _without_school_year(plain: str) -> tuple[str, SchoolYear | None]:
    found = _SCHOOL_YEAR.search(plain)
    if found is None or int(found[2]) != int(found[1]) + 1:
        return plain, None
    try:
        return plain[: found.start()] + " ; " + plain[found.end() :], SchoolYear(f"{found[1]}-{found[2]}")
    except SchoolYearError:
        return plain, None


@dataclass(frozen=True, slots=True)
class _Year:
    """Where a year comes from that the words leave out."""

    school_year: SchoolYear | None
    header: int | None

    def of(self, month: int | None) -> tuple[int | None, bool]:
        """The year, and whether the school year gave it. August lies in both of its years."""
        if self.header is not None or month is None:
            return self.header, False
        if self.school_year is None or month == 8 or not 1 <= month <= 12:
            return None, False
        return (self.school_year.start if month > 8 else self.school_year.end), True

    def believes(self, year: int) -> bool:
        """Whether two digits can mean this year."""
        return self.school_year is not None and year in (self.school_year.start, self.school_year.end)


def _of_part(
    shown: str, quarter: re.Match[str] | None, term: re.Match[str] | None, points: list[Point], known: _Year
) -> When:
    """A quarter, or a term: only that the second one lies in the second year of the school year is certain."""
    year = next((point.year for point in points if point.year), None)
    if quarter is not None:
        number, until = number_of(quarter[1]), number_of(quarter[2] or quarter[1])
        concluded = False
        if year is None:
            year, concluded = known.of(3 * number) if number != 3 else (known.header, False)
        first = dt.date(year, 3 * number - 2, 1) if year else None
        last = month_end(year, 3 * until) if year else None
        return When(shown, year, None, None, Unit.QUARTER, first, last, year_concluded=concluded)
    second = term is not None and term[1] in ("ii", "2", "hai")
    if year is None and known.school_year is not None and second:
        return When(shown, known.school_year.end, None, None, Unit.TERM, year_concluded=True)
    return When(shown, year, None, None, Unit.TERM)


def _of_points(shown: str, plain: str, points: list[Point], known: _Year, *, week: bool) -> When:
    if not points:
        return When(shown, problem="Không đọc được thành thời gian.")
    points, trouble = [_month_and_year(point, known) for point in points], ""
    seen = When(shown, mixed_separators=any(p.mixed for p in points), short_year=any(p.short for p in points))
    if any(point.short and point.year is not None and not known.believes(point.year) for point in points):
        trouble = "Năm ghi hai chữ số nên không rõ năm nào."
        points = [replace(p, year=None) if p.short and not known.believes(p.year or 0) else p for p in points]
    points, concluded = _with_years(points, known)
    first = points[0]
    wrong = next((message for point in points if (message := _impossible(point))), "")
    if wrong:
        sound = first.month if first.month and 1 <= first.month <= 12 else None
        return replace(seen, year=first.year, month=sound, problem=wrong, impossible=True)
    if len(points) > 1 and _EITHER.search(plain):
        return _either(replace(seen, year_concluded=concluded), points)
    unit = _unit(first, points, plain, week)
    if unit is Unit.YEAR and re.search(r"\d", plain.replace(str(first.year), "")):
        trouble = trouble or "Chỉ đọc được năm."
    begins, ends = _bounds(first, points[-1])
    if unit is Unit.DEADLINE:
        begins = None
    return replace(
        seen,
        year=first.year,
        month=first.month,
        day=first.day,
        unit=unit,
        first=begins,
        last=ends,
        problem=trouble,
        year_concluded=concluded,
    )


def _either(seen: When, points: list[Point]) -> When:
    """Two times of which one is still to be chosen: only what both have in common is known."""
    years, months = {point.year for point in points}, {point.month for point in points}
    year = years.pop() if len(years) == 1 else None
    month = months.pop() if len(months) == 1 and year is not None else None
    return replace(seen, year=year, month=month, problem="Ghi hai thời gian, chưa chọn thời gian nào.")


def _month_and_year(point: Point, known: _Year) -> Point:
    """ "11/24" is no day and month: a month with the last two digits of its year."""
    if point.year is None and point.day is not None and point.month is not None and point.month > 12:
        year = 2000 + point.month
        if known.believes(year) and 1 <= point.day <= 12:
            return replace(point, day=None, month=point.day, year=year, short=True)
    return point


def _with_years(points: list[Point], known: _Year) -> tuple[list[Point], bool]:
    """Days take month and year from the right, the rest from the school year; a span never runs backwards."""
    filled: list[Point] = []
    for point in reversed(points):
        after = filled[0] if filled else None
        if after is not None:
            month = point.month if point.month is not None else after.month
            year = point.year if point.year is not None else after.year
            if point.year is None and year is not None and (month or 0) > (after.month or 0):
                year -= 1
            point = replace(point, month=month, year=year)
        filled.insert(0, point)
    concluded = False
    for place, point in enumerate(filled):
        if point.year is None and place and filled[place - 1].year is not None:
            filled[place] = replace(point, year=_year_after(filled[place - 1], point))
        elif point.year is None and not point.short:
            year, from_school_year = known.of(point.month)
            concluded |= year is not None and from_school_year
            filled[place] = replace(point, year=year)
    return filled, concluded


def _year_after(before: Point, point: Point) -> int | None:
    """The year of a month that follows one whose year is known: "tháng 12 - tháng 1" goes over New Year."""
    over = before.year is not None and (before.month or 0) > 8 > (point.month or 12)
    return before.year + 1 if over and before.year is not None else before.year


def _impossible(point: Point) -> str:
    day, month, year = point.day, point.month, point.year or 2024
    if month is not None and not 1 <= month <= 12:
        swapped = day is not None and 1 <= day <= 12 and 1 <= month <= 31
        guess = f" Có phải {month:02}/{day:02} (ngày trước, tháng sau)?" if swapped else ""
        return f"Không có tháng {month}.{guess}"
    if day is not None and month is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        named = f"{day:02}/{month:02}" + (f"/{point.year}" if point.year else "")
        return f"Không có ngày {named} trong lịch."
    return ""


def _unit(first: Point, points: list[Point], plain: str, week: bool) -> Unit:
    several = len(points) > 1 and (points[-1].day, points[-1].month) != (first.day, first.month)
    late = _DEADLINE.search(plain) is not None or (
        re.match(r"\W*den\b", plain) is not None and len(points) == 1
    )
    if late and not several:
        return Unit.DEADLINE
    if several or re.search(r"\b(?:sau|tu)\s+(?:ngay\s*)?\d", plain):
        return Unit.SPAN
    if week and first.day is None:
        return Unit.WEEK
    if first.day is not None:
        return Unit.DAY
    return Unit.MONTH if first.month is not None else Unit.YEAR


def _bounds(first: Point, last: Point) -> tuple[dt.date | None, dt.date | None]:
    if first.year is None or last.year is None:
        return None, None
    begins = dt.date(first.year, first.month or 1, first.day or 1)
    if last.day is not None:
        return begins, dt.date(last.year, last.month or 12, last.day)
    return begins, month_end(last.year, last.month or 12)
