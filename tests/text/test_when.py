"""Times in every spelling offices use."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.when import Unit, of_day, read_when

YEAR = SchoolYear("2024-2025")
D, M, W, S, H, Q, T, Y = (
    Unit.DAY,
    Unit.MONTH,
    Unit.WEEK,
    Unit.SPAN,
    Unit.DEADLINE,
    Unit.QUARTER,
    Unit.TERM,
    Unit.YEAR,
)


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "unit"),
    [
        ("Tháng 01/2025", 2025, 1, None, M), ("11/2024", 2024, 11, None, M), ("11.2024", 2024, 11, None, M),
        ("T11/2024", 2024, 11, None, M), ("Thg11-24", 2024, 11, None, M), ("2024-11", 2024, 11, None, M),
        ("tháng mười một năm 2024", 2024, 11, None, M), ("Tháng X/2024", 2024, 10, None, M),
        ("tháng năm/2025", 2025, 5, None, M), ("đầu tháng 3/2025", 2025, 3, None, M), ("Đợt 1 (10/2024)", 2024, 10, None, M),
        ("Tháng 3/2025 (hồ sơ nộp trước 15/01/2025)", 2025, 3, None, M), ("THÁNG 12 NĂM 2024", 2024, 12, None, M),
        ("năm 2025: tháng 3", 2025, 3, None, M), ("Tháng 10 – năm học 2024-2025", 2024, 10, None, M),
        ("tuần 2 tháng 3 năm 2025", 2025, 3, None, W), ("Tuần thứ hai, tháng 3/2025", 2025, 3, None, W),
        ("Tuần 1-2 tháng 12/2024", 2024, 12, None, W), ("Tuần 2 - T3/2025", 2025, 3, None, W),
        ("05/5/2025", 2025, 5, 5, D), ("05-05-2025", 2025, 5, 5, D), ("2025-05-05", 2025, 5, 5, D),
        ("Ngày 5 tháng 5 năm 2025", 2025, 5, 5, D), ("8h00, thứ Hai, ngày 10/3/2025", 2025, 3, 10, D),
        ("Tháng 3/2025, ngày 10", 2025, 3, 10, D), ("ngày 15, tháng 3 năm 2025", 2025, 3, 15, D),
        ("từ 10 đến 12/3/2025", 2025, 3, 10, S), ("10-12/3/2025", 2025, 3, 10, S), ("10, 11, 12/3/2025", 2025, 3, 10, S),
        ("20-21-22/11/2024", 2024, 11, 20, S), ("28/02 - 02/3/2025", 2025, 2, 28, S), ("14 - 15/11", 2024, 11, 14, S),
        ("ngày 10 và 11 tháng 3 năm 2025", 2025, 3, 10, S), ("Ngày 10 - 12 tháng 3/2025", 2025, 3, 10, S),
        ("Tháng 3/2025 (ngày 10 đến 12)", 2025, 3, 10, S), ("Trong 02 ngày 10, 11/3/2025", 2025, 3, 10, S),
        ("Từ 28/12 đến 05/01/2025", 2024, 12, 28, S), ("Tháng 12, tháng 01/2025", 2024, 12, None, S),
        ("Tháng 10-11/2024", 2024, 10, None, S), ("Tháng 11 và 12 năm 2024", 2024, 11, None, S),
        ("Tháng 10 năm 2024 - Tháng 01 năm 2025", 2024, 10, None, S), ("Sau 15/4/2025", 2025, 4, 15, S),
        ("Trước 15/4/2025", 2025, 4, 15, H), ("Chậm nhất ngày 31 tháng 3 năm 2025", 2025, 3, 31, H),
        ("đến hết ngày 30/4/2025", 2025, 4, 30, H), ("Trước tháng 5/2025", 2025, 5, None, H),
        ("Quý I/2025", 2025, None, None, Q), ("quý 4 năm 2024", 2024, None, None, Q), ("Quý IV", 2024, None, None, Q),
        ("HK II", 2025, None, None, T), ("Học kỳ 1 năm học 2024-2025", None, None, None, T), ("Năm 2025", 2025, None, None, Y),
        ("Tháng 3", 2025, 3, None, M), ("15/11", 2024, 11, 15, D), ("T.9", 2024, 9, None, M), ("Tháng 8", None, 8, None, M),
        ("Đoàn 2, tháng 3/2025", 2025, 3, None, M), ("15/4/25", 2025, 4, 15, D), ("Tháng 3/25", 2025, 3, None, M),
    ],
)  # fmt: skip
def test_spellings(text: str, year: int | None, month: int | None, day: int | None, unit: Unit) -> None:
    when = read_when(text, YEAR)
    assert (when.year, when.month, when.day, when.unit, when.problem) == (year, month, day, unit, "")
    assert when.text == text


@pytest.mark.parametrize("text", ["", "-", "…", "   "])
def test_nothing_is_nothing(text: str) -> None:
    assert read_when(text, YEAR).problem == ""
    assert read_when(text, YEAR).unit is Unit.UNKNOWN


@pytest.mark.parametrize(
    "text", ["chưa xác định", "Theo lịch của Sở", "tuần 30", "45597", "Đoàn 2", "năm học 2024-2025"]
)
def test_what_names_no_time_is_a_problem(text: str) -> None:
    when = read_when(text, YEAR)
    assert (when.year, when.month, when.day) == (None, None, None)
    assert when.problem


@pytest.mark.parametrize(
    ("text", "year", "month", "why"),
    [
        ("31/02/2025", 2025, 2, "Không có ngày 31/02/2025"),
        ("11/25/2024", 2024, None, "Có phải 25/11"),
        ("Tháng 13/2024", 2024, None, "Không có tháng 13"),
        ("32/01/2025", 2025, 1, "Không có ngày 32/01"),
        ("0/0/2025", 2025, None, "Không có tháng 0"),
    ],
)
def test_days_that_do_not_exist(text: str, year: int, month: int | None, why: str) -> None:
    when = read_when(text, YEAR)
    assert (when.year, when.month, when.day, when.impossible) == (year, month, None, True)
    assert why in when.problem


def test_a_year_is_concluded_only_where_the_school_year_leaves_no_choice() -> None:
    assert read_when("Tháng 3", YEAR).year_concluded
    assert not read_when("Tháng 3/2025", YEAR).year_concluded
    assert read_when("Tháng 3").year is None
    assert read_when("Tháng 3", year=2025).year == 2025
    assert read_when("15/4/31", YEAR).year is None  # two digits of a year the plan does not speak of


def test_bounds() -> None:
    assert read_when("Tháng 02/2024").last == dt.date(2024, 2, 29)
    assert read_when("Quý II/2026").first == dt.date(2026, 4, 1)
    assert (read_when("Trước 15/4/2025").first, read_when("Trước 15/4/2025").last) == (
        None,
        dt.date(2025, 4, 15),
    )
    span = read_when("Từ 28/12 đến 05/01/2025")
    assert (span.first, span.last) == (dt.date(2024, 12, 28), dt.date(2025, 1, 5))


def test_numbers_of_a_month_column() -> None:
    assert read_when("10", YEAR, months=True).month == 10
    span = read_when("10-11", YEAR, months=True)
    assert (span.month, span.last) == (10, dt.date(2024, 11, 30))


def test_marks() -> None:
    assert read_when("15.4/2025", YEAR).mixed_separators
    assert read_when("15/4/25", YEAR).short_year


def test_a_date_of_a_spreadsheet() -> None:
    assert of_day("11/2024", dt.date(2024, 11, 1), to_the_day=False).day is None
    assert of_day("01/11/2024", dt.date(2024, 11, 1), to_the_day=True).day == 1


@given(st.text(alphabet="0123456789/.-, thángqúytuầnđếừtrướcTHKI()năm", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never an exception, and never a day that does not exist."""
    when = read_when(text, YEAR)
    if when.day is not None and when.month is not None and when.year is not None:
        assert dt.date(when.year, when.month, when.day)
    assert when.month is None or 1 <= when.month <= 12


Y2026 = SchoolYear("2026-2027")


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "last"),
    [
        ("15÷17/3/2027", 2027, 3, 15, "2027-03-17"), ("15 → 20/3/2027", 2027, 3, 15, "2027-03-20"),
        ("Nov-26", 2026, 11, None, "2026-11-30"), ("15-Mar-27", 2027, 3, 15, "2027-03-15"),
        ("XI/2026", 2026, 11, None, "2026-11-30"), ("2026/11", 2026, 11, None, "2026-11-30"),
        ("2026/11/15", 2026, 11, 15, "2026-11-15"), ("10, 11/2026", 2026, 10, None, "2026-11-30"),
        ("Tuần 3/10/2026", 2026, 10, None, "2026-10-31"), ("tháng 12 - tháng 1", 2026, 12, None, "2027-01-31"),
        ("từ tháng 11 đến tháng 2", 2026, 11, None, "2027-02-28"), ("Q1/2027", 2027, None, None, "2027-03-31"),
        ("Quý I, II/2027", 2027, None, None, "2027-06-30"), ("Quý I + II/2027", 2027, None, None, "2027-06-30"),
        ("tháng 10 năm 26", 2026, 10, None, "2026-10-31"), ("học kỳ II (tháng 3/2027)", 2027, 3, None, "2027-03-31"),
        ("cuối tháng 3", 2027, 3, None, "2027-03-31"), ("từ 28/02 đến 03/3/2027", 2027, 2, 28, "2027-03-03"),
        ("T11/2026", 2026, 11, None, "2026-11-30"), ("10.2026", 2026, 10, None, "2026-10-31"),
        ("Thg 3-2027", 2027, 3, None, "2027-03-31"), ("Đợt 2 (3, 4/2027)", 2027, 3, None, "2027-04-30"),
    ],
)  # fmt: skip
def test_rarer_spellings(text: str, year: int, month: int | None, day: int | None, last: str) -> None:
    when = read_when(text, Y2026)
    assert (when.year, when.month, when.day, str(when.last), when.problem) == (year, month, day, last, "")
    assert when.text == text


@pytest.mark.parametrize(
    ("text", "year", "words"),
    [
        ("3-4/2027", 2027, "ngày 3/4/2027 hoặc tháng 3 đến tháng 4/2027"),
        ("12-01/2027", None, "hoặc tháng 12 đến tháng 1/2027"),
        ("I/2027", 2027, "tháng 1 hoặc quý I"),
        ("tháng 10 năm 24", None, "không rõ năm nào"),
        ("tháng 3 hoặc 4/2027", 2027, "chưa chọn thời gian nào"),
        ("tháng 12/2026 hoặc tháng 1/2027", None, "chưa chọn thời gian nào"),
    ],
)
def test_what_can_be_read_two_ways_is_left_open(text: str, year: int | None, words: str) -> None:
    when = read_when(text, Y2026)
    assert (when.year, when.day, when.first, when.last) == (year, None, None, None)
    assert words in when.problem


@pytest.mark.parametrize(
    "text",
    ["Lùi từ tháng 12/2026 sang tháng 3/2027", "Không tổ chức (chuyển sang 11/2027)", "Đã ĐGN tháng 5/2026"],
)
def test_a_visit_that_was_moved_has_no_time_yet(text: str) -> None:
    when = read_when(text, Y2026)
    assert (when.month, when.first) == (None, None)
    assert "không chắc" in when.problem


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18/3/2027 (thay cho 15/01/2027)", "2027-03-18"),
        ("Nộp hồ sơ trước 15/01/2027, đón đoàn 18/3/2027", "2027-03-18"),
        ("Sơ bộ 02/3/2027; chính thức 18/3/2027", "2027-03-18"),
        ("Hoàn thành trước 18/3/2027", "2027-03-18"),
    ],
)
def test_the_day_of_the_visit_among_others(text: str, day: str) -> None:
    assert (str(read_when(text, Y2026).last), read_when(text, Y2026).problem) == (day, "")


def test_a_year_beside_numbers_that_say_nothing_is_a_problem() -> None:
    assert read_when("12//2026").problem == "Chỉ đọc được năm."
    assert read_when("năm 2027").problem == ""


@pytest.mark.parametrize("text", ["Thái Bình", "TX Bình Long", "TBA", "Tam Kỳ", "TV"])
def test_a_word_that_begins_with_t_is_no_month(text: str) -> None:
    assert read_when(text, Y2026).month is None


def test_two_numbers_in_a_column_of_months_are_months() -> None:
    span = read_when("10-11/2026", Y2026, months=True)
    assert (span.month, span.last, span.problem) == (10, dt.date(2026, 11, 30), "")


def test_lunar_days_are_not_taken_for_solar_ones() -> None:
    for text in ("Ngày 10/10 âm lịch", "10/10 (ÂL)", "tháng Giêng năm 2025", "sau rằm tháng Chạp"):
        when = read_when(text, YEAR)
        assert (when.month, when.first) == (None, None)
        assert "âm lịch" in when.problem
    assert read_when("12/02/2025 (tức 15/01 âm lịch)", YEAR).first == dt.date(2025, 2, 12)
