"""Dates are read by explicit rules and never guessed (case 11); school years have one spelling."""

import copy
import datetime as dt
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from kdcl_xl.text.dates import (
    YEARS,
    DateProblem,
    SchoolYear,
    SchoolYearError,
    day_of_year,
    may_be_swapped,
    parse_date,
    vn_date,
    vn_long_date,
)

DAYS = st.dates(dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "27/09/2023",
        "27/9/2023",
        "27-09-2023",
        "27.09.2023",
        " 27 / 9 / 2023\u00a0",
        "ngày 27 tháng 09 năm 2023",
        "Ngày 27 tháng 9 năm 2023",
        "NGÀY 27 THÁNG 09 NĂM 2023",
        "ngày 27/9/2023",
        "nga\u0300y 27 tha\u0301ng 9 năm 2023",
        "2023-09-27",
    ],
)
def test_accepted(text: str) -> None:
    result = parse_date(text)
    assert result.value == dt.date(2023, 9, 27)
    assert (result.problem, result.explanation) == (None, "")


@pytest.mark.parametrize(
    ("text", "problem", "says"),
    [
        ("", DateProblem.EMPTY, "trống"),
        ("31/02/2024", DateProblem.IMPOSSIBLE, "không có trong lịch"),
        ("29/02/2023", DateProblem.IMPOSSIBLE, "không có trong lịch"),
        ("00/05/2023", DateProblem.IMPOSSIBLE, "không có trong lịch"),
        ("2023-02-30", DateProblem.IMPOSSIBLE, "không có trong lịch"),
        ("2023-27-09", DateProblem.MONTH_FIRST, "27/09/2023"),
        ("5/9/26", DateProblem.TWO_DIGIT_YEAR, "bốn chữ số"),
        ("09/27/2023", DateProblem.MONTH_FIRST, "27/09/2023"),
        ("2023-9-5", DateProblem.YEAR_FIRST, "ngày/tháng/năm"),
        ("2023/09/05", DateProblem.YEAR_FIRST, "ngày/tháng/năm"),
        ("tháng 5/2025", DateProblem.INCOMPLETE, "thiếu ngày"),
        ("11/2017", DateProblem.INCOMPLETE, "thiếu ngày"),
        ("Tháng 5 năm 2025", DateProblem.INCOMPLETE, "thiếu ngày"),
        ("45565", DateProblem.NUMBER, "con số"),
        ("2023", DateProblem.NUMBER, "con số"),
        ("27/09-2023", DateProblem.NOT_A_DATE, "ngày/tháng/năm"),
        ("cuối năm học 2017-2018", DateProblem.NOT_A_DATE, "ngày/tháng/năm"),
        ("27/09/20233", DateProblem.YEAR_OUT_OF_RANGE, "20233"),
        ("27/09/1023", DateProblem.YEAR_OUT_OF_RANGE, "1023"),
        ("٢٧/٠٩/٢٠٢٣", DateProblem.NOT_A_DATE, "ngày/tháng/năm"),
    ],
)
def test_refused_with_a_reason(text: str, problem: DateProblem, says: str) -> None:
    result = parse_date(text)
    assert result.value is None
    assert result.problem is problem
    assert says in result.explanation


def test_a_paragraph_is_quoted_in_short() -> None:
    assert len(parse_date("Kế hoạch " * 500).explanation) < 150
    assert parse_date("1/1/" + "9" * 5000).problem is DateProblem.NOT_A_DATE


@given(DAYS)
def test_what_we_print_we_read(day: dt.date) -> None:
    assert parse_date(vn_date(day)).value == day
    assert parse_date(vn_long_date(day)).value == day
    assert parse_date(day.isoformat()).value == day


@given(st.text() | st.from_regex(r"[0-9]{0,5}[/.-][0-9]{0,5}[/.-][0-9]{0,5}", fullmatch=True))
def test_any_text_is_a_date_or_explained(text: str) -> None:
    result = parse_date(text)
    assert (result.value is not None) is (result.problem is None) is (result.explanation == "")


@pytest.mark.parametrize(
    ("day", "swapped"),
    [((2024, 4, 3), True), ((2024, 4, 4), False), ((2024, 4, 12), True), ((2024, 4, 13), False)],
)
def test_days_that_could_be_months(day: tuple[int, int, int], swapped: bool) -> None:
    assert may_be_swapped(dt.date(*day)) is swapped


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2026, 9, 5), "ngày 05 tháng 9 năm 2026"),
        (dt.date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (dt.date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
        (dt.date(2026, 3, 31), "ngày 31 tháng 3 năm 2026"),
        (dt.date(2026, 12, 9), "ngày 09 tháng 12 năm 2026"),
    ],
)
def test_long_date_of_decree_30(day: dt.date, text: str) -> None:
    assert vn_long_date(day) == text


@pytest.mark.parametrize(
    "text",
    [
        "2026-2027",
        "2026 - 2027",
        "2026–2027",
        "2026 — 2027",
        "2026/2027",
        "năm học 2026-2027",
        "Năm học: 2026 - 2027",
        "NĂM HỌC 2026–2027",
    ],
)
def test_spellings_of_a_school_year(text: str) -> None:
    year = SchoolYear(text)
    assert year == "2026-2027"
    assert (year.start, year.end) == (2026, 2027)


@pytest.mark.parametrize(
    "text", ["", "26-27", "2026-27", "2026", "2026-2028", "2027-2026", "0000-0001", "x 2026-2027"]
)
def test_not_a_school_year(text: str) -> None:
    with pytest.raises(SchoolYearError, match="2026-2027"):
        SchoolYear(text)


def test_shift_and_sort() -> None:
    year = SchoolYear("2026-2027")
    assert [year.shift(n) for n in (-1, 0, 2)] == ["2025-2026", "2026-2027", "2028-2029"]
    assert isinstance(year.shift(1), SchoolYear)
    assert year.shift(-1) < year
    assert SchoolYear.starting(2026) == year


def test_boundary_is_august() -> None:
    year = SchoolYear("2026-2027")
    assert (year.first_day, year.last_day) == (dt.date(2026, 8, 1), dt.date(2027, 7, 31))
    assert not year.contains(dt.date(2026, 7, 31))
    assert year.contains(year.first_day)
    assert year.contains(year.last_day)
    assert not year.contains(dt.date(2027, 8, 1))
    assert SchoolYear.of(dt.date(2026, 8, 1)) == year
    assert not year.contains(dt.date(9999, 12, 31))
    assert not year.contains(dt.date(1, 1, 1))


@given(st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31)))
def test_each_day_lies_in_exactly_one_school_year(day: dt.date) -> None:
    nearby = [SchoolYear.starting(day.year + shift) for shift in range(-2, 3)]
    holding = [year for year in nearby if year.contains(day)]
    assert holding == [SchoolYear.of(day)]


def test_lives_in_models_json_and_pickles() -> None:
    class Model(BaseModel):
        year: SchoolYear

    model = Model.model_validate({"year": "Năm học 2026 - 2027"})
    assert isinstance(model.year, SchoolYear)
    assert model.model_dump_json() == '{"year":"2026-2027"}'
    assert Model.model_validate_json(model.model_dump_json()) == model
    assert Model.model_json_schema()["properties"]["year"]["type"] == "string"
    for twin in (copy.deepcopy(model.year), pickle.loads(pickle.dumps(model.year))):
        assert isinstance(twin, SchoolYear)
        assert twin == model.year
    bad: dict[str, Any] = {"year": "26-27"}
    with pytest.raises(ValidationError, match="không phải năm học"):
        Model.model_validate(bad)


def test_a_day_of_every_year() -> None:
    assert day_of_year("30/6", 2027) == dt.date(2027, 6, 30)
    for text in ("29/2", "31/4", "30-6", "30/6/2027", "cuối tháng"):
        with pytest.raises(ValueError, match=r".+"):
            day_of_year(text, 2027)
