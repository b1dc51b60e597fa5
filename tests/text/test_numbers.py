"""Numbers in words, with decimal comma, in Roman capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.text.numbers import MAX_IN_WORDS, in_words, money_in_words, percent, roman, vn_figure, vn_number


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1205, "một nghìn hai trăm linh năm"),
        (10_010, "mười nghìn không trăm mười"),
        (1_000_005, "một triệu không trăm linh năm"),
        (21_000_000, "hai mươi mốt triệu"),
        (10**9, "một tỷ"),
        (10**9 + 15_000, "một tỷ không trăm mười lăm nghìn"),
        (1_005 * 10**9, "một nghìn không trăm linh năm tỷ"),
        (10**12 + 24, "một nghìn tỷ không trăm hai mươi tư"),
        (MAX_IN_WORDS, "một triệu tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_in_words(n: int, words: str) -> None:
    assert in_words(n) == words


def read_back(words: str) -> int:
    """A reader of number words written independently of the writer: units are multiplied as they come."""
    digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    values = {word: value for value, word in enumerate(digits)} | {"mốt": 1, "tư": 4, "lăm": 5, "mười": 10}
    total = billions = group = 0
    for word in words.split():
        if word == "mươi":
            group += group % 10 * 9
        elif word == "trăm":
            group *= 100
        elif word in ("nghìn", "triệu"):
            total, group = total + group * {"nghìn": 10**3, "triệu": 10**6}[word], 0
        elif word == "tỷ":
            billions, total, group = (total + group) * 10**9, 0, 0
        elif word != "linh":
            group += values[word]
    return billions + total + group


@given(st.integers(0, MAX_IN_WORDS))
def test_words_can_be_read_back(n: int) -> None:
    assert read_back(in_words(n)) == n


@pytest.mark.parametrize("n", [MAX_IN_WORDS + 1, -MAX_IN_WORDS - 1])
def test_too_large_for_words(n: int) -> None:
    with pytest.raises(ValueError, match="too large"):
        in_words(n)


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (1_500_000, "Một triệu năm trăm nghìn đồng chẵn"),
        (1_500_500, "Một triệu năm trăm nghìn năm trăm đồng"),
        (0, "Không đồng"),
    ],
)
def test_money(dong: int, words: str) -> None:
    assert money_in_words(dong) == words


@pytest.mark.parametrize(
    ("x", "decimals", "text"),
    [
        (0, 0, "0"),
        (1234, 0, "1.234"),
        (1234567.891, 2, "1.234.567,89"),
        (2.675, 2, "2,68"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.4, 0, "0"),
        (-0.04, 1, "0,0"),
        (Decimal("8.25"), 1, "8,3"),
        (7, 2, "7,00"),
        (1e22, 0, "10.000.000.000.000.000.000.000"),
    ],
)
def test_vn_number(x: int | float | Decimal, decimals: int, text: str) -> None:
    assert vn_number(x, decimals) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=2))
def test_vn_number_can_be_read_back(x: Decimal) -> None:
    assert Decimal(vn_number(x, 2).replace(".", "").replace(",", ".")) == x


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_every_float_can_be_printed(x: float, decimals: int) -> None:
    read = Decimal(vn_number(x, decimals).replace(".", "").replace(",", "."))
    assert abs(read - Decimal(str(x))) <= Decimal(1).scaleb(-decimals) / 2


@pytest.mark.parametrize("x", [float("nan"), float("inf"), Decimal("NaN")])
def test_the_unknown_is_not_printed_as_a_number(x: float | Decimal) -> None:
    with pytest.raises(ValueError, match="printed"):
        vn_number(x)


def test_percent() -> None:
    assert percent(1, 8) == "12,5%"
    assert percent(2, 3, 2) == "66,67%"
    assert percent(0.5) == "50,0%"
    assert percent(0, 7, 0) == "0%"
    with pytest.raises(ZeroDivisionError):
        percent(0, 0)


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")],
)
def test_roman(n: int, text: str) -> None:
    assert roman(n) == text


@pytest.mark.parametrize("n", [0, -1, 4000])
def test_no_roman_numeral(n: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        roman(n)


@pytest.mark.parametrize(
    ("x", "text"), [(1234.0, "1.234"), (1234.5, "1.234,50"), (-3, "-3"), (0.125, "0,13")]
)
def test_only_broken_figures_have_decimals(x: float, text: str) -> None:
    assert vn_figure(x) == text
