"""When somebody asks to be visited, in their own words: the spans of days any of which will do.

A wish is read less boldly than a plan: words that exclude a time ("tránh tuần 10/5") or leave it to others are no wish for
that time.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare, tidy
from kdcl_xl.text.when import Unit, When, read_when

_EITHER = re.compile(r"[;\n]|\bhoac\b|\bhay\b")
_OR = re.compile(r"\bho(?:ặc|ac)\b", re.I)
_OF_THE_DOSSIER = re.compile(r"\b(?:ho so|nop|gui)\b")
_EXCLUDED = re.compile(
    r"\b(?:trừ|tru|tránh|tranh(?!\s+thu)|đừng|bận)\b|\b(?:không|khong)\b(?!\s+(?:quá|qua|muộn|muon|chậm|cham|trễ|tre|sớm|som)\b)"
    r"|(?<!giá )(?<!gia )\b(?:ngoài|ngoai)\b",
    re.I,
)
_LEFT_OPEN = re.compile(
    r"\b(?:bat ky|bat cu|luc nao cung|khi nao cung|tuy|theo (?:su )?(?:ke hoach|sap xep|bo tri|phan cong|lich))\b"
)
_OPEN_END = re.compile(r"^\W*(?:du kien\W*|de nghi\W*|khoang\W*)?(?P<word>tu|sau)\b(?!.*\b(?:den|toi)\b)")


@dataclass(frozen=True, slots=True)
class AskedTimes:
    """First and last days, both included, in the order of the text; none when no time is asked for.

    `problem` says in Vietnamese why the words were not understood. `day`: the words name one day.
    """

    spans: tuple[tuple[dt.date, dt.date], ...] = ()
    problem: str = ""
    day: bool = False


def asked_times(text: str, school_year: SchoolYear, first: dt.date, last: dt.date) -> AskedTimes:
    """Read one cell; `first` and `last` are where a time without a beginning or an end begins and ends."""
    shown = tidy(text, keep_lines=True)
    plain = re.sub("[–—−]", "-", bare(shown).lower())
    if not re.search(r"[a-z0-9]", plain) or (not re.search(r"\d", plain) and _LEFT_OPEN.search(plain)):
        return AskedTimes()
    if excluded := _EXCLUDED.search(shown):
        return AskedTimes(problem=f"Có chữ “{excluded[0]}” nên không chắc là thời gian đón được.")
    parts = [part for part in _EITHER.split(plain) if part.strip()]
    parts = [part for part in parts if not _OF_THE_DOSSIER.search(part)] or parts
    each = [_bounds(part, read_when(part, school_year), first, last) for part in parts]
    spans = tuple(span for span in each if span is not None)
    whole = read_when(
        _OR.sub(",", shown), school_year
    )  # any of the times will do, none is still to be chosen
    if len(parts) == 1 or len(spans) < len(parts):  # "tháng 3 hoặc 4": the parts lean on each other
        one = _bounds(parts[0] if len(parts) == 1 else plain, whole, first, last)
        if one is None:
            return AskedTimes(problem=whole.problem or _unbounded(whole))
        spans = (one,)
    if all(until < first or since > last for since, until in spans):
        return AskedTimes(problem=f"Thời gian ấy nằm ngoài năm học {school_year}.")
    return AskedTimes(spans, day=whole.unit is Unit.DAY and len(spans) == 1)


def _bounds(plain: str, when: When, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days a part means; "từ tháng 3", "sau 15/4" run to the end, a deadline begins with the year."""
    if when.problem or when.last is None:
        return None
    since, until = when.first or first, when.last
    open_end = _OPEN_END.search(plain)
    if open_end and (when.unit is not Unit.SPAN or since == until):
        since = since if open_end["word"] == "tu" else until + dt.timedelta(days=1)
        until = max(since, last)
    return (since, until) if since <= until else None


def _unbounded(when: When) -> str:
    if when.unit is Unit.TERM:
        return "Học kỳ không có ngày đầu, ngày cuối chung cho mọi nơi."
    return "Không rõ năm nào." if when.month else "Không rõ từ ngày nào đến ngày nào."
