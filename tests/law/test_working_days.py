"""Working days: weekends, holidays by the solar and the lunar calendar, days swapped, what is only expected."""

from __future__ import annotations

import datetime as dt

import pytest

from kdcl_xl.law.working_days import day_off, holiday_data, is_working_day, working_days_after

TET = {2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2030: (2, 2)}
"""The first day of the lunar year in Viet Nam; in 2030 China begins a day later."""
KINGS = {2024: (4, 18), 2025: (4, 7), 2026: (4, 26), 2027: (4, 16)}


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_tet_from_its_eve_to_the_third_day(year: int, day: tuple[int, int]) -> None:
    first = dt.date(year, *day)
    for shift in range(-1, 3):
        off = day_off(first + dt.timedelta(days=shift))
        assert off is not None and off.title == "Tết Nguyên đán"
        assert off.ref == "điểm b khoản 1 Điều 112 Bộ luật Lao động 2019"
    eve = day_off(first - dt.timedelta(days=1))
    assert eve is not None and ("dự kiến" in eve.doubt) is (year > holiday_data().announced_to)


@pytest.mark.parametrize(("year", "day"), KINGS.items())
def test_the_tenth_of_the_third_lunar_month(year: int, day: tuple[int, int]) -> None:
    off = day_off(dt.date(year, *day))
    assert off is not None and off.title == "Giỗ Tổ Hùng Vương" and not off.doubt


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (dt.date(2027, 1, 1), "Tết Dương lịch"),
        (dt.date(2027, 4, 30), "Ngày Chiến thắng 30/4"),
        (dt.date(2026, 5, 1), "Ngày Quốc tế lao động 01/5"),
        (dt.date(2026, 9, 1), "Quốc khánh"),
        (dt.date(2026, 9, 2), "Quốc khánh"),
        (dt.date(2026, 4, 27), "nghỉ bù Giỗ Tổ Hùng Vương"),
        (dt.date(2026, 8, 31), "Ngày nghỉ hoán đổi"),
        (dt.date(2026, 11, 28), "thứ Bảy"),
        (dt.date(2026, 11, 29), "Chủ nhật"),
    ],
)
def test_days_nobody_works(day: dt.date, title: str) -> None:
    off = day_off(day)
    assert off is not None and off.title == title
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        dt.date(2026, 11, 23),
        dt.date(2026, 8, 22),  # a Saturday worked for 31/8/2026
        dt.date(2019, 1, 5),  # a Saturday worked for 31/12 of the year before
        dt.date(2026, 9, 3),
    ],
)
def test_days_of_work(day: dt.date) -> None:
    assert day_off(day) is None


def test_what_is_only_expected_says_so() -> None:
    expected, announced = day_off(dt.date(2027, 9, 3)), day_off(dt.date(2026, 9, 1))
    assert expected is not None and announced is not None
    assert expected.words == "Quốc khánh (dự kiến: chưa đối chiếu thông báo nghỉ năm 2027)"
    assert announced.words == "Quốc khánh"
    culture = day_off(dt.date(2026, 11, 24))
    assert culture is not None and culture.doubt == "chưa đối chiếu"


def test_every_holiday_of_thirty_years_has_its_law() -> None:
    day = dt.date(2021, 1, 1)
    while day.year < 2051:
        off = day_off(day)
        assert off is None or off.doubt != "chưa rõ căn cứ", (day, off)
        assert off is None or off.ref or off.title in ("thứ Bảy", "Chủ nhật"), (day, off)
        day += dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "days", "latest"),
    [
        (dt.date(2027, 3, 1), 10, dt.date(2027, 3, 15)),
        (dt.date(2027, 3, 5), 1, dt.date(2027, 3, 8)),
        (dt.date(2026, 4, 24), 1, dt.date(2026, 4, 28)),
        (dt.date(2026, 8, 21), 1, dt.date(2026, 8, 22)),
        (dt.date(2027, 3, 1), 0, dt.date(2027, 3, 1)),
    ],
)
def test_so_many_working_days_later(day: dt.date, days: int, latest: dt.date) -> None:
    assert working_days_after(day, days) == latest


def test_the_summer_break_is_a_practice_with_its_mark() -> None:
    rest = holiday_data().school_break
    assert rest.holds_on(dt.date(2027, 6, 1)) and rest.holds_on(dt.date(2027, 8, 31))
    assert not rest.holds_on(dt.date(2027, 5, 31)) and not rest.holds_on(dt.date(2027, 9, 1))
    assert rest.confidence == "unverified"
