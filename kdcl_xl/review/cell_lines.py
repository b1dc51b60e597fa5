"""Lines between and inside the rows of a table whose cells stand on lines of their own: headings of groups, times cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kdcl_xl.review.between_rows import names_level, names_owner, names_unit
from kdcl_xl.review.columns import Role
from kdcl_xl.review.ticks import is_tick
from kdcl_xl.text.normal import nfc
from kdcl_xl.text.when import Unit, read_when

NUMBER = re.compile(r"\d{1,3}\.?")
_MARK = re.compile(r"(?:[IVX]{1,5}|[A-H])\s*[.)/-]?")
_MARKED = re.compile(r"(?:(?:[IVX]{1,5}|[A-H])\s*[.)/-]\s*)?(.+)")
_LONGEST = 60
_TIME_BEGINS = re.compile(
    r"(?:tuần|ngày|từ|đầu|cuối|giữa|trong|thứ|sáng|chiều|tháng|dự kiến|trước|đến|\d)", re.I
)
_TIME_GOES_ON = re.compile(r"(?:tháng|năm|đến|và|ngày|-|–|\(|\d.*20\d\d|20\d\d)", re.I)


def group_at(lines: Sequence[str], n: int, *, full: bool, months: bool) -> tuple[str, int] | None:
    """The heading of a group here, "II" and "Tiểu học" on two lines or on one, and where the numbered row below begins.

    `full`: the row above has all its cells, so that an X or V is no tick of it. `months`: no column holds times, so that
    a month heads a group as well.
    """
    text = lines[n].strip()
    rest = [line.strip() for line in lines[n + 1 : n + 2]]
    end = n + 1
    if _MARK.fullmatch(text) and rest and (full or not is_tick(text)):
        text, end = f"{text.rstrip('.)/- ')}. {rest[0]}", n + 2
    found = _MARKED.fullmatch(text)
    if (
        found is None
        or len(text) > _LONGEST
        or not (_names_group(found[1]) or (months and _is_month(found[1])))
    ):
        return None
    while end < len(lines) and not lines[end].strip():
        end += 1
    return (text, end) if end < len(lines) and NUMBER.fullmatch(lines[end].strip()) else None


def _names_group(text: str) -> bool:
    return names_level(text) or names_unit(text) or names_owner(text)


def _is_month(text: str) -> bool:
    when = read_when(text)
    return when.month is not None or when.unit is Unit.QUARTER


def times_joined(texts: list[str], roles: Sequence[Role]) -> list[str]:
    """The pieces of a row, the lines of its one time put together: "Tuần 2", "tháng 11/2026"."""
    times = [n for n, role in enumerate(roles) if role in (Role.WHEN, Role.DEADLINE)]
    if len(times) != 1 or roles[times[0]] is Role.DEADLINE:
        return texts
    for n in range(2, len(texts) - 1):
        one, two = nfc(texts[n]), nfc(texts[n + 1])
        first, whole = read_when(one), read_when(f"{one} {two}")
        cut = first.month is None or first.year is None
        if cut and _TIME_BEGINS.match(one) and _TIME_GOES_ON.match(two) and whole.month and not whole.problem:
            return [*texts[:n], f"{texts[n]}\n{texts[n + 1]}", *texts[n + 2 :]]
    return texts
