"""Times people ask for, in their own words."""

from __future__ import annotations

import datetime as dt

import pytest

from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.when_asked import AskedTimes, asked_times

FIRST, LAST = dt.date(2026, 8, 16), dt.date(2027, 5, 31)


def read(text: str) -> AskedTimes:
    return asked_times(text, SchoolYear("2026-2027"), FIRST, LAST)


def spans(*texts: str) -> tuple[tuple[dt.date, dt.date], ...]:
    """ "3/1-3/31": months and days of the school year 2026-2027."""
    days = [[tuple(map(int, day.split("/"))) for day in text.split("-")] for text in texts]
    made = [tuple(dt.date(2026 if month > 7 else 2027, month, day) for month, day in pair) for pair in days]
    return tuple((first, last) for first, last in made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tháng 3", ("3/1-3/31",)),
        ("Dự kiến tháng 03/2027", ("3/1-3/31",)),
        ("tuần 2 tháng 3", ("3/1-3/31",)),
        ("tháng 3 hoặc tháng 5", ("3/1-3/31", "5/1-5/31")),
        ("Tháng 11 hay tháng 3/2027", ("11/1-11/30", "3/1-3/31")),
        ("tháng 3 hoặc 4", ("3/1-4/30",)),
        ("Tháng 3/2027; Tháng 5/2027", ("3/1-3/31", "5/1-5/31")),
        ("từ 10 đến 12/3", ("3/10-3/12",)),
        ("Quý I/2027", ("1/1-3/31",)),
        ("trước 15/4", ("8/16-4/15",)),
        ("không quá 15/4", ("8/16-4/15",)),
        ("sau 15/4", ("4/16-5/31",)),
        ("từ tháng 4 trở đi", ("4/1-5/31",)),
        ("Sau tháng 3", ("4/1-5/31",)),
        ("nộp hồ sơ trước 15/1; đón đoàn tháng 3", ("3/1-3/31",)),
        ("đánh giá ngoài tháng 12", ("12/1-12/31",)),
    ],
)
def test_the_days_that_will_do(text: str, expected: tuple[str, ...]) -> None:
    assert read(text) == AskedTimes(spans(*expected))


def test_one_day_is_told_from_a_span() -> None:
    assert read("Ngày 15/3/2027") == AskedTimes(spans("3/15-3/15"), day=True)
    assert not read("10 hoặc 12/3/2027").day


@pytest.mark.parametrize(
    "text", ["", " – ", "Theo sự sắp xếp của Phòng", "theo kế hoạch của Sở", "bất kỳ", "Tùy Phòng"]
)
def test_who_leaves_it_to_others_asks_for_nothing(text: str) -> None:
    assert read(text) == AskedTimes()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("tránh tuần thi 10/5", "tránh"),
        ("Tháng 3 (trừ 8/3)", "trừ"),
        ("không đón được tháng 12", "không"),
        ("ngoài tháng 12", "ngoài"),
        ("HK II", "Học kỳ"),
        ("tháng 8", "năm nào"),
        ("sau Tết", "Không đọc được"),
        ("15/13", "tháng 13"),
        ("3-4/2027", "Có thể"),
        ("tháng 9/2025", "ngoài năm học 2026-2027"),
    ],
)
def test_what_is_not_surely_a_time_is_told(text: str, word: str) -> None:
    found = read(text)
    assert found.spans == () and word in found.problem
