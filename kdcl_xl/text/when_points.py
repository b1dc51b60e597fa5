"""The dates in a text, however they are put: 10/3/2025, 10-12/3, tháng 3, T11/2024, 11/2024, and numbers between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Point:
    """A date, or a part of one; `start` and `end` are its place in the text."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    lone: int | None = None
    """A number of which only its neighbours tell whether it is a day or a month."""
    short: bool = False
    mixed: bool = False
    dash: int = 0
    """Where the second number of "10-12" begins: a date, or a span of days."""
    worded: bool = False


WORDS = {
    "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
_NAMED = r"muoi\s(?:mot|hai)|mot|gieng|hai|ba|tu|bon|nam(?=\s*(?:[/.-]|nam\b))|sau|bay|tam|chin|muoi|chap|viii|vii|vi|v|iv|ix|iii|ii|i|xii|xi|x"
_MONTH = rf"(?:\d{{1,2}}(?!\d)|(?:{_NAMED})\b)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_SAID = r"(?:thang|thg|\bt(?=\W*\d))\s*\.?\s*"
"""A lone "t" only before digits: "T3" is March, "Thái" no February, "TX" no October."""


def _tail(name: str) -> str:
    return rf"(?:\s*[/.,-]?\s*(?:nam\s*)?(?P<y{name}>{_YEAR})|\s*[/.-]\s*(?P<z{name}>1[3-9]|[2-9]\d)(?!\d|\s*[/.]))?"


_POINT = re.compile(
    rf"""(?<!\d)(?:
      (?P<yi>{_YEAR})-(?P<mi>\d\d?)(?:-(?P<di>\d\d?))?(?!\d)
    | (?P<d1>\d\d?)\s*(?P<s1>[/.-])\s*(?P<m1>\d\d?)\s*
      (?:(?P<s2>[/.-])\s*(?P<y1>{_YEAR})|(?P=s1)\s*(?P<z1>\d\d))(?!\d|\s*[/.]\s*\d)
    | (?P<d2>\d\d?)\s*{_SAID}(?P<m2>{_MONTH}){_tail("2")}
    | {_SAID}(?P<m3>{_MONTH}){_tail("3")}
    | (?P<m4>\d\d?)\s*[/.-]\s*(?:nam\s*)?(?P<y4>{_YEAR})
    | (?P<d5>\d\d?)\s*(?P<s5>[/.-])\s*(?P<m5>\d\d?)(?!\d|\s*[/.]\s*\d)
    | (?P<y6>{_YEAR})
    | (?P<n7>\d\d?)(?!\d)
    )""",
    re.VERBOSE,
)
_CONNECTED = re.compile(r"[\s,;&+-]*(?:(?:va|den|toi|hoac|het|-)\s*)*(?:ngay)?\s*")
_OPENS = re.compile(r"(?:^|\b(?:ngay|tu|den|toi|va|trong|khoang|hoac)|[,;:(&+-])\s*$")


def points_in(plain: str, *, months: bool) -> list[Point]:
    """The dates of a text without marks and capitals, in reading order; parts the words leave out are None.

    `months`: a bare number is a month.
    """
    return _settled(list(_points(plain)), plain, months)


def number_of(word: str) -> int:
    """A number in digits, in words or in Roman digits."""
    return WORDS.get(word) or int(word)


def _points(plain: str) -> Iterator[Point]:
    for found in _POINT.finditer(plain):
        got, start, end = found.groupdict(), found.start(), found.end()

        def number(name: str, got: dict[str, str | None] = got) -> int | None:
            word = got[name]
            return None if word is None else number_of(" ".join(word.split()))

        if got["mi"]:
            yield Point(start, end, number("di"), number("mi"), number("yi"))
        elif got["d1"]:
            year, short = _full_year(number("y1"), number("z1"))
            mixed = got["s2"] is not None and got["s1"] != got["s2"]
            yield Point(start, end, number("d1"), number("m1"), year, short=short, mixed=mixed)
        elif got["d2"]:
            year, short = _full_year(number("y2"), number("z2"))
            yield Point(start, end, number("d2"), number("m2"), year, short=short, worded=True)
        elif got["m3"]:
            year, short = _full_year(number("y3"), number("z3"))
            yield Point(start, end, None, number("m3"), year, short=short, worded=True)
        elif got["m4"]:
            yield Point(start, end, None, number("m4"), number("y4"))
        elif got["d5"]:
            dash = found.start("m5") if got["s5"] == "-" else 0
            yield Point(start, end, number("d5"), number("m5"), dash=dash)
        elif got["y6"]:
            yield Point(start, end, year=number("y6"))
        else:
            yield Point(start, end, lone=number("n7"))


def _full_year(year: int | None, short: int | None) -> tuple[int | None, bool]:
    return (year, False) if short is None else (2000 + short, True)


def _settled(points: list[Point], plain: str, months: bool) -> list[Point]:
    """Bare numbers become days or months of their neighbours, or are dropped; years join the points before them."""
    after: Point | None = None
    settled: list[Point] = []
    for point in reversed(_split_dashes(points, plain, months)):
        if point.lone is not None and after is not None and after.lone is None:
            point = _before(point, after, plain, months)
            if point.end == after.end:  # "12" became part of "tháng 3/2025"
                settled.pop(0)
        settled.insert(0, point)
        after = point
    done: list[Point] = []
    for point in settled:
        if point.lone is not None:
            point = _after(point, done[-1] if done else None, plain, months)
        if point.lone is None:
            done.append(point)
    return _joined(done)


def _before(point: Point, after: Point, plain: str, months: bool) -> Point:
    """A bare number before a date: its day, "10 và 12/3", or with `months` its month, "10, 11/2024"."""
    gap = plain[point.end : after.start]
    if not _CONNECTED.fullmatch(gap) or not _OPENS.search(plain[: point.start]):
        return point
    if after.day is not None:
        return _as(point, "day")
    if after.worded and not gap.strip():
        return replace(after, start=point.start, day=point.lone)
    return _as(point, "month") if months and after.month is not None else point


def _after(point: Point, before: Point | None, plain: str, months: bool) -> Point:
    """A bare number after a date: "tháng 3/2025, ngày 10", "tháng 11 và 12", or with `months` alone."""
    if before is None or (before.month is None and before.day is None):
        return _as(point, "month") if months else point
    gap = plain[before.end : point.start]
    if re.search(r"ngay\s*$", gap):
        return _as(point, "day")
    if not _CONNECTED.fullmatch(gap.replace("(", "").replace(":", "")):
        return point
    if before.day is not None:
        return _as(point, "day")
    return _as(point, "month") if before.year is None else point


def _as(point: Point, unit: str) -> Point:
    number = point.lone
    return replace(point, lone=None, day=number) if unit == "day" else replace(point, lone=None, month=number)


def _split_dashes(points: list[Point], plain: str, months: bool) -> list[Point]:
    """ "10-12" beside a month of its own, or before a full date, is the tenth to the twelfth."""
    worded = any(point.month is not None and point.worded for point in points)
    split: list[Point] = []
    for place, point in enumerate(points):
        after = points[place + 1] if place + 1 < len(points) else None
        chained = (
            after is not None
            and after.day is not None
            and _CONNECTED.fullmatch(plain[point.end : after.start])
        )
        if point.dash and (worded or chained or months):
            split.append(Point(point.start, point.dash - 1, lone=point.day))
            split.append(Point(point.dash, point.end, lone=point.month))
        else:
            split.append(point)
    return split


def _joined(points: list[Point]) -> list[Point]:
    """A month or day followed by its year in words; a month followed by days in it."""
    joined: list[Point] = []
    for point in points:
        last = joined[-1] if joined else None
        if (
            last is not None
            and point.day is None
            and point.month is None
            and last.year is None
            and last.month is not None
        ):
            joined[-1] = replace(last, year=point.year)
        elif last is not None and point.day is not None and point.month is None and last.month is not None:
            inherited = replace(point, month=last.month, year=last.year, short=last.short)
            if last.day is None:
                joined[-1] = inherited
            else:
                joined.append(inherited)
        else:
            joined.append(point)
    months = [point for point in joined if point.month is not None or point.day is not None]
    if months and len(months) < len(joined):  # a year before the months it belongs to: "năm 2025: tháng 3"
        year = next(point.year for point in joined if point.month is None and point.day is None)
        return [point if point.year else replace(point, year=year) for point in months]
    return joined
