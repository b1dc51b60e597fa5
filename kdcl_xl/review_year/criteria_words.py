"""Which criteria a cell like "TC 1.1-1.5; tiêu chuẩn 2; 3.4" names. What is not understood is returned, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kdcl_xl.law.regulation import Regulation
from kdcl_xl.text.normal import nfc

_DASHES = str.maketrans("–—−", "---")
_SPAN = r"(?:\s*-\s*|\s+(?:đến|tới)\s+(?:hết\s+)?)"
_CODES = re.compile(rf"(\d+\.\d+)(?:{_SPAN}(?:tiêu chí\s+)?(\d+\.\d+))?")
_STANDARDS = re.compile(
    rf"tiêu\s+chuẩn\s*:?\s*(\d+(?![.\d])(?:(?:{_SPAN}|\s*[,;]\s*|\s+và\s+)\d+(?![.\d]))*)", re.IGNORECASE
)
_NUMBERS = re.compile(rf"(\d+)(?:{_SPAN}(\d+))?")
_LEFT = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class NamedCriteria:
    """Codes in the order of the rule set, and the bits with numbers that name nothing in it."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


def criteria_in(text: str, rules: Regulation) -> NamedCriteria:
    """Single criteria, spans of them (1.1-1.5, 1.1 đến 1.5), whole standards (tiêu chuẩn 2; tiêu chuẩn 3, 4 và 5)."""
    rest = nfc(text).translate(_DASHES)
    found: set[str] = set()
    unknown: list[str] = []

    def standards(match: re.Match[str]) -> str:
        for first, last in _pairs(_NUMBERS, match[1]):
            for number in range(int(first), int(last) + 1):
                codes = {c.code for s in rules.standards if s.code == str(number) for c in s.criteria}
                found.update(codes)
                if not codes:
                    unknown.append(f"tiêu chuẩn {number}")
        return " "

    def codes(match: re.Match[str]) -> str:
        named = _span(match[1], match[2] or match[1], list(rules.by_code))
        found.update(named)
        if not named:
            unknown.append(match[0])
        return " "

    rest = _CODES.sub(codes, _STANDARDS.sub(standards, rest))
    unknown += _LEFT.findall(rest)
    return NamedCriteria(tuple(code for code in rules.by_code if code in found), tuple(unknown))


def _pairs(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    for match in pattern.finditer(text):
        yield match[1], match[2] or match[1]


def _span(first: str, last: str, order: list[str]) -> list[str]:
    """All codes from one to another; none when either is unknown or they stand the wrong way round."""
    if first not in order or last not in order:
        return []
    return order[order.index(first) : order.index(last) + 1]
