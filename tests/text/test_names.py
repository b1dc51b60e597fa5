"""The order of lists: as ICU sorts Vietnamese, codes by their numbers."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.text.names import natural_key, text_sort_key

# Sorted by Intl.Collator("vi") of ICU 78.2; random Vietnamese strings, punctuation, digits, foreign letters.
ICU_ORDER = (Path(__file__).parent / "icu_vi_order.txt").read_text(encoding="utf-8").splitlines()


def shuffled(lines: list[str]) -> list[str]:
    return random.Random(3).sample(lines, len(lines))


def test_sorts_as_icu_does() -> None:
    assert len(ICU_ORDER) > 150
    assert sorted(shuffled(ICU_ORDER), key=text_sort_key) == ICU_ORDER


def test_letters_then_tones_then_case() -> None:
    words = [
        "ma",
        "Ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mai",
        "măn",
        "mân",
        "mo",
        "mô",
        "mơ",
        "mu",
        "mư",
        "my",
    ]
    assert sorted(shuffled(words), key=text_sort_key) == words


@given(st.text(), st.text())
def test_the_order_is_total(one: str, other: str) -> None:
    assert (text_sort_key(one) == text_sort_key(other)) == (text_sort_key(one)[3] == text_sort_key(other)[3])
    assert (natural_key(one) == natural_key(other)) == (one == other)


@pytest.mark.parametrize(
    "codes",
    [
        ["1", "1.01", "1.1", "1.2", "1.9", "1.10", "2.1"],
        ["H1-1.1-01", "H1-1.1-02", "H1-1.1-10", "H1-1.2-01", "H2-1.1-01", "H10-1.1-01"],
        ["Mức 1", "Mức 2", "Mức 10"],
        ["9", "9" * 5000, "1" + "0" * 5000, "a"],
    ],
)
def test_codes_are_sorted_by_their_numbers(codes: list[str]) -> None:
    assert sorted(shuffled(codes), key=natural_key) == codes
