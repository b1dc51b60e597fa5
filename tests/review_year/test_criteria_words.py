"""How offices write which criteria a member of a panel looks after."""

from __future__ import annotations

import pytest

from kdcl_xl.law.regulation import load
from kdcl_xl.review_year.criteria_words import criteria_in

RULES = load("tt18_2018_tr")
FIRST = ["1.1", "1.2", "1.3", "1.4", "1.5"]
SECOND = ["2.1", "2.2", "2.3", "2.4"]
FOURTH = ["4.1", "4.2"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1.1; 1.2; 1.10", ["1.1", "1.2", "1.10"]),
        ("TC 1.1-1.5", FIRST),
        ("1.1 – 1.5", FIRST),
        ("Tiêu chí 1.1 đến tiêu chí 1.5", FIRST),
        ("từ 1.9 đến hết 2.1", ["1.9", "1.10", "2.1"]),
        ("Tiêu chuẩn 2", SECOND),
        ("tiêu chuẩn 2, 4", SECOND + FOURTH),
        ("Tiêu chuẩn 2 và 4; 1.5", ["1.5", *SECOND, *FOURTH]),
        ("tiêu chuẩn 2; 4.1", [*SECOND, "4.1"]),
        ("Tiêu chuẩn 4, tiêu chuẩn 2", SECOND + FOURTH),
        ("tiêu chuẩn 1-2", [c.code for s in RULES.standards[:2] for c in s.criteria]),
        ("", []),
        ("Thư ký tổng hợp", []),
    ],
)
def test_what_is_understood(text: str, codes: list[str]) -> None:
    found = criteria_in(text, RULES)
    assert (list(found.codes), found.unknown) == (codes, ())


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("1.5-1.1", [], ("1.5-1.1",)),
        ("1.1; 9.9", ["1.1"], ("9.9",)),
        ("Tiêu chuẩn 2, 9", SECOND, ("tiêu chuẩn 9",)),
        ("TC 3", [], ("3",)),
    ],
)
def test_what_is_not_understood_is_returned(text: str, codes: list[str], unknown: tuple[str, ...]) -> None:
    found = criteria_in(text, RULES)
    assert (list(found.codes), found.unknown) == (codes, unknown)
