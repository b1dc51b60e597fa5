"""Which rule sets a report of a school year may be written by."""

from __future__ import annotations

from kdcl_xl.law.regulation import Regulation
from kdcl_xl.text.dates import SchoolYear


def serves(rules: Regulation, year: SchoolYear) -> bool:
    """Whether a report of a school year can be by these rules: in force on a day of that year or of the one before.

    The year before, because a report begun under a circular may be finished when it has just ended; the circulars name
    no such term, so that case is for the office to judge.
    """
    ended = rules.valid_to is not None and rules.valid_to < year.first_day.replace(year=year.start - 1)
    return rules.valid_from <= year.last_day and not ended
