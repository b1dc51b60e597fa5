"""Numbers as Vietnamese documents print them: decimal comma, dots for thousands, words, Roman numerals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal

MAX_IN_WORDS = 10**15
"""Largest number `in_words` writes out: một triệu tỷ."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_WIDE = Context(prec=400)
"""Room for every float and its decimals."""
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def in_words(n: int) -> str:
    """A whole number in lower-case words: 1.205 → "một nghìn hai trăm linh năm".

    The words of official papers: nghìn, linh, tỷ. After mươi: mốt, lăm and "tư" (hai mươi tư); "bốn"
    everywhere else (mười bốn, linh bốn). Raises ValueError beyond ±MAX_IN_WORDS.
    """
    if abs(n) > MAX_IN_WORDS:
        raise ValueError(f"{n} is too large to be written in words")
    if n == 0:
        return _DIGITS[0]
    return " ".join((["âm"] if n < 0 else []) + _words(abs(n), filled=False))


def money_in_words(dong: int) -> str:
    """An amount in đồng as receipts write it: 1.500.000 → "Một triệu năm trăm nghìn đồng chẵn".

    "chẵn" closes amounts of whole thousands, to which nothing can be added by hand.
    """
    even = " chẵn" if dong and dong % 1000 == 0 else ""
    words = in_words(dong)
    return f"{words[0].upper()}{words[1:]} đồng{even}"


def vn_number(x: Number, decimals: int = 0) -> str:
    """1234567.891 → "1.234.567,89" (decimals=2). Halves are rounded away from zero, as taught at school.

    A float counts as the decimal it is shown as (2.675 → 2,68). Raises ValueError for NaN and infinity:
    what is unknown must be printed in words.
    """
    exact = Decimal(str(x))
    if not exact.is_finite():
        raise ValueError(f"{x} is not a number that can be printed")
    rounded = _round(exact, decimals)
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def vn_figure(x: Number) -> str:
    """1234.5 → "1.234,50", 1234.0 → "1.234": a whole number without decimals, any other with two."""
    return vn_number(x, 0 if float(x).is_integer() else 2)


def percent(part: Number, whole: Number = 1, decimals: int = 1) -> str:
    """Part of a whole: percent(1, 8) → "12,5%", percent(0.5) → "50,0%".

    Raises ZeroDivisionError when the whole is 0: nothing of nothing is unknown, not 0%.
    """
    divisor = Decimal(str(whole))
    if divisor == 0:
        raise ZeroDivisionError("share of an empty whole")
    return f"{vn_number(Decimal(str(part)) * 100 / divisor, decimals)}%"


def roman(n: int) -> str:
    """1..3999 in Roman capitals, as headings are numbered. Raises ValueError outside."""
    if not 1 <= n <= 3999:
        raise ValueError(f"{n} has no Roman numeral")
    letters = []
    for value, letter in _ROMAN:
        count, n = divmod(n, value)
        letters.append(letter * count)
    return "".join(letters)


def _round(exact: Decimal, decimals: int) -> Decimal:
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return rounded or abs(rounded)  # never "-0"


def _words(n: int, *, filled: bool) -> list[str]:
    """Words of a positive number. `filled`: something stands before it, so a missing hundred is spoken."""
    high, low = divmod(n, _BILLION)
    words = [*_words(high, filled=filled), "tỷ"] if high else []
    for unit, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = low // unit % 1000
        if group:
            words += _group(group, filled=filled or bool(words))
            words += [name] if name else []
    return words


def _group(n: int, *, filled: bool) -> list[str]:
    """Words of 1..999."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or filled else []
    if not tens:
        return words + (["linh"] if words and ones else []) + ([_DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_ones_after_tens(tens, ones)] if ones else [])


def _ones_after_tens(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]
