"""Working days of public offices: weekends, public holidays, Tết, days swapped by announcement. One helper for all.

Which day of the calendar a lunar holiday falls on, and the days swapped so far, are of the library `holidays`; whose law
they are and what is only expected stands in `data/ngay_le.yaml`. What an office closes for besides is its own to state.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import ConfigDict, Field

from kdcl_xl.law.data_file import law_data
from kdcl_xl.law.sourced import Confidence, LawData, Sourced
from kdcl_xl.text.dates import day_of_year

if TYPE_CHECKING:
    from holidays.countries.vietnam import Vietnam

_SATURDAY, _SUNDAY = 5, 6
_WEEKEND = {_SATURDAY: "thứ Bảy", _SUNDAY: "Chủ nhật"}


class HolidayLaw(Sourced):
    """One public holiday. `starts`: how the library begins its names; `announced`: its span is set year by year."""

    title: str
    starts: tuple[str, ...]
    announced: bool = False


class SchoolBreak(Sourced):
    """The weeks of each year without pupils, first and last day as "ngày/tháng"."""

    first: str = Field(alias="from")
    last: str = Field(alias="to")

    model_config = ConfigDict(populate_by_name=True)

    def holds_on(self, day: dt.date) -> bool:
        """Whether schools are on holiday; the break lies within one year."""
        return day_of_year(self.first, day.year) <= day <= day_of_year(self.last, day.year)


class HolidayData(LawData):
    """The file as a whole."""

    days: tuple[HolidayLaw, ...]
    announced_to: int
    school_break: SchoolBreak


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why nobody works on a day. `ref` is its law, "" for a weekend; `doubt` says what is only expected."""

    title: str
    ref: str = ""
    doubt: str = ""

    @property
    def words(self) -> str:
        """As a sentence names it: "Giỗ Tổ Hùng Vương", "Tết Nguyên đán (dự kiến, …)"."""
        return f"{self.title} ({self.doubt})" if self.doubt else self.title


@lru_cache(maxsize=1)
def holiday_data() -> HolidayData:
    """Holidays and the break as shipped."""
    return HolidayData.model_validate(law_data("ngay_le.yaml"))


def day_off(day: dt.date) -> DayOff | None:
    """Why a day is no working day, None when it is one. A Saturday worked in exchange is a working day."""
    public = _public_holidays(day.year)
    name = public.get(day)
    if name is not None:
        return _explained(name, day.year)
    if day.weekday() in _WEEKEND and day not in public.weekend_workdays:
        return DayOff(_WEEKEND[day.weekday()])
    return None


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on a day."""
    return day_off(day) is None


def working_days_after(day: dt.date, days: int) -> dt.date:
    """The day so many working days later."""
    while days:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_in(first: dt.date, last: dt.date) -> int:
    """How many working days there are from a day to another, both included."""
    return sum(is_working_day(first + dt.timedelta(days=n)) for n in range((last - first).days + 1))


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> Vietnam:
    from holidays.countries.vietnam import Vietnam  # a tenth of a second: only who counts days pays it

    # The year after as well: a Saturday may be worked for a day off in the other year.
    return Vietnam(years=(year, year + 1), language="vi", expand=False)  # type: ignore[no-untyped-call]


def _explained(name: str, year: int) -> DayOff:
    """The holiday of a name of the library ("Mùng hai Tết…; Ngày …" when two fall together: the first counts)."""
    data = holiday_data()
    law = next((law for law in data.days if name.startswith(law.starts)), None)
    if law is None:
        return DayOff(name, doubt="chưa rõ căn cứ")
    title = f"nghỉ bù {law.title}" if "nghỉ bù" in name else law.title
    if law.announced and year > data.announced_to:
        return DayOff(title, law.ref, f"dự kiến: chưa đối chiếu thông báo nghỉ năm {year}")
    return DayOff(
        title, law.ref, "chưa đối chiếu" if law.confidence is Confidence.UNVERIFIED and law.note else ""
    )
