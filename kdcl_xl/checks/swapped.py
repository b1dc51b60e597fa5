"""Dates that fall outside their time only because Excel read month and day the American way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kdcl_xl.text.dates import may_be_swapped, vn_date


def swap_hint(day: dt.date, fits: Callable[[dt.date], bool]) -> str:
    """A question to add to a message, when the date would be in order with month and day exchanged; otherwise ""."""
    if not may_be_swapped(day):
        return ""
    other = day.replace(month=day.day, day=day.month)
    return f" Có phải {vn_date(other)} (ngày và tháng bị đảo)?" if fits(other) else ""
