"""Dates as Vietnamese offices write them, and school years.

Only the day-month-year order is read, and ISO when it cannot be anything else. What is not certain is
refused with a sentence that says what to type; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kdcl_xl.text.lists import perhaps, shortened
from kdcl_xl.text.normal import tidy

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

YEARS = range(1900, 2101)
"""Years a school may write; outside lies a slip of the finger."""

_NUMERIC = re.compile(r"(?:ngày )?([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,6})", re.IGNORECASE)
_WORDED = re.compile(r"ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{1,6})", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_FIRST = re.compile(r"[0-9]{4} ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]{1,2}")
_MONTH_ONLY = re.compile(
    r"(?:tháng )?[0-9]{1,2} ?[/.-] ?[0-9]{4}|tháng [0-9]{1,2} năm [0-9]{4}", re.IGNORECASE
)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
FIRST_MONTH = 8
"""School years run from its first day; see `SchoolYear.contains`."""
VIETNAM = dt.timezone(dt.timedelta(hours=7))
_QUOTED = 40
"""Characters of a text that messages repeat."""
_HOW = "Đề nghị ghi theo ngày/tháng/năm, ví dụ 05/09/2026."


class DateProblem(StrEnum):
    """Why a text is not accepted as a date."""

    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    NUMBER = "number"
    """Digits only: Excel's serial number, or a year."""
    INCOMPLETE = "incomplete"
    """A month and a year without a day."""
    TWO_DIGIT_YEAR = "two_digit_year"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"
    IMPOSSIBLE = "impossible"
    """No such day in the calendar: 31/02/2024."""
    YEAR_OUT_OF_RANGE = "year_out_of_range"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date, or the reason why there is none, with Vietnamese words for the user."""

    value: dt.date | None = None
    problem: DateProblem | None = None
    quoted: str = ""
    """The text as messages repeat it."""
    cause: str = ""
    """What is wrong, to stand behind the text: "thiếu ngày."."""
    remedy: str = ""
    """How dates are written; "" where the cause says what to do."""

    @property
    def explanation(self) -> str:
        """Text, cause and remedy in one piece; "" for a date."""
        text = f'"{self.quoted}"' if self.quoted else ""
        return " ".join(filter(None, (text, self.cause, self.remedy)))


def parse_date(text: str) -> ParsedDate:
    """Read 5/9/2026, 05-09-2026, 05.09.2026, "ngày 05 tháng 9 năm 2026" or 2026-09-05.

    Years need four digits. The month never comes first; a text that only makes sense so is refused.
    """
    text = tidy(text)
    if not text:
        return ParsedDate(None, DateProblem.EMPTY, cause="Ô ngày đang để trống.")
    if found := _ISO.fullmatch(text):
        return _calendar_day(text, int(found[3]), int(found[2]), found[1])
    if found := _NUMERIC.fullmatch(text):
        return _calendar_day(text, int(found[1]), int(found[3]), found[4])
    if found := _WORDED.fullmatch(text):
        return _calendar_day(text, int(found[1]), int(found[2]), found[3])
    return _not_a_date(text)


def may_be_swapped(day: dt.date) -> bool:
    """Whether day and month could have been exchanged without anyone noticing: 03/04, but not 04/04."""
    return day.day <= 12 and day.day != day.month


def vn_date(day: dt.date) -> str:
    """05/09/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def vn_long_date(day: dt.date) -> str:
    """ "ngày 05 tháng 9 năm 2026": a zero only before days under 10 and months 1, 2 (NĐ 30/2020, Phụ lục I)."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def day_of_year(day_month: str, year: int) -> dt.date:
    """ "30/6" in a year. Raises ValueError for anything that is no day of that year."""
    day, month = day_month.split("/")
    return dt.date(year, int(month), int(day))


def _calendar_day(text: str, day: int, month: int, year: str) -> ParsedDate:
    if len(year) == 2:
        cause = "ghi năm hai chữ số nên không rõ thế kỷ. Đề nghị ghi đủ bốn chữ số của năm."
        return ParsedDate(None, DateProblem.TWO_DIGIT_YEAR, text, cause)
    if len(year) != 4 or int(year) not in YEARS:
        cause = f"ghi năm {year}, nằm ngoài khoảng {YEARS[0]}–{YEARS[-1]}. Đề nghị kiểm tra lại năm."
        return ParsedDate(None, DateProblem.YEAR_OUT_OF_RANGE, text, cause)
    if month > 12 and _exists(month, day, int(year)):
        guess = perhaps([f"{month:02}/{day:02}/{year}"])
        return ParsedDate(None, DateProblem.MONTH_FIRST, text, f"không có tháng {month}.{guess}", _HOW)
    if not _exists(day, month, int(year)):
        cause = "không có trong lịch. Đề nghị kiểm tra lại ngày và tháng."
        return ParsedDate(None, DateProblem.IMPOSSIBLE, text, cause)
    return ParsedDate(dt.date(int(year), month, day))


def _not_a_date(text: str) -> ParsedDate:
    # Enough to recognise it: a whole paragraph may stand where a date was asked for.
    text = shortened(text, _QUOTED)
    problem, cause = DateProblem.NOT_A_DATE, "không đọc được thành ngày."
    if _YEAR_FIRST.fullmatch(text):
        problem, cause = DateProblem.YEAR_FIRST, "ghi năm trước nên không rõ ngày và tháng."
    elif _MONTH_ONLY.fullmatch(text):
        problem, cause = DateProblem.INCOMPLETE, "thiếu ngày."
    elif _NUMBER.fullmatch(text):
        problem, cause = DateProblem.NUMBER, "là một con số, chưa phải ngày."
    return ParsedDate(None, problem, text, cause, _HOW)


def _exists(day: int, month: int, year: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


class SchoolYearError(ValueError):
    """The text names no school year; the message is Vietnamese and meant for the user."""


class SchoolYear(str):
    """A school year, always spelt "2026-2027". It is a string: it compares, sorts and serialises as one.

    Also reads "2026 - 2027", "2026–2027", "2026/2027" and "năm học 2026-2027". Raises SchoolYearError for
    anything else, "26-27" included: two digits are a guess. Pydantic models may use it as a field type.
    """

    __slots__ = ()
    _PATTERN = re.compile(r"(?:năm học:? )?([0-9]{4}) ?[-–—−/] ?([0-9]{4})", re.IGNORECASE)

    def __new__(cls, text: str) -> SchoolYear:
        """Read a school year; see the class."""
        found = cls._PATTERN.fullmatch(tidy(text))
        if not found:
            raise SchoolYearError(
                f'"{shortened(text, _QUOTED)}" không phải năm học. Đề nghị ghi đủ hai năm, ví dụ 2026-2027.'
            )
        start, end = int(found[1]), int(found[2])
        if end != start + 1 or start not in YEARS:
            raise SchoolYearError(f'"{text}" không phải hai năm liền nhau. Đề nghị ghi như 2026-2027.')
        return super().__new__(cls, f"{start}-{end}")

    @classmethod
    def starting(cls, year: int) -> SchoolYear:
        """The school year that begins in this calendar year."""
        return cls(f"{year}-{year + 1}")

    @classmethod
    def of(cls, day: dt.date) -> SchoolYear:
        """The school year a day belongs to; see `contains` for the boundary."""
        return cls.starting(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @property
    def start(self) -> int:
        """The first calendar year: 2026."""
        return int(self[:4])

    @property
    def end(self) -> int:
        """The second calendar year: 2027."""
        return int(self[5:])

    def shift(self, years: int) -> SchoolYear:
        """The school year so many years later (earlier when negative)."""
        return SchoolYear.starting(self.start + years)

    @property
    def first_day(self) -> dt.date:
        """1 August; see `contains`."""
        return dt.date(self.start, FIRST_MONTH, 1)

    @property
    def last_day(self) -> dt.date:
        """31 July of the next calendar year; see `contains`."""
        return dt.date(self.end, FIRST_MONTH, 1) - dt.timedelta(days=1)

    @property
    def lessons_end(self) -> dt.date:
        """31 May: lessons are over by then every year. The day of what a school finished without dating it."""
        return dt.date(self.end, 5, 31)

    def contains(self, day: dt.date) -> bool:
        """Whether the day lies in this school year.

        It runs from 1 August to 31 July: work done in August (plans, councils, enrolment) counts for the new year.
        The circulars name no such boundary: it is a convention.
        """
        return self.first_day <= day <= self.last_day

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
