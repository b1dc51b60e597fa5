"""Deadlines and numbers of external review and recognition, and the path to a certificate by date.

The data stand in `data/danh_gia_ngoai.yaml`; what an office sets differently lies over them (`review_year.terms`).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from kdcl_xl.law.data_file import law_data
from kdcl_xl.law.sourced import Confidence, Dated, LawData, Sourced
from kdcl_xl.text.dates import day_of_year

DAY_MONTH = "ngày/tháng"
"""The unit of a term that is a day of every year."""
_COMMON_YEAR = 2025
"""No leap year: 29/2 is not a day of every year."""


class Term(Sourced):
    """One deadline or number. `value` is a whole number of `unit`, or a day and month ("15/6") of unit "ngày/tháng"."""

    id: str
    title: str
    unit: str
    value: int | str

    @property
    def source(self) -> str:
        """Where it comes from, as one may print it."""
        doubt = "chưa đối chiếu" if self.confidence is Confidence.UNVERIFIED else ""
        return "; ".join(filter(None, (self.ref or "Thông lệ", doubt)))

    @property
    def wanted(self) -> str:
        """What a value has to look like, with an example."""
        shape = "ngày/tháng" if self.unit == DAY_MONTH else "một số nguyên"
        return f"{shape}, ví dụ {self.value}"

    def read(self, text: str) -> int | str | None:
        """The value a text means, None when it means none."""
        text = text.strip()
        if self.unit != DAY_MONTH:
            return int(text) if text.isdecimal() else None
        try:
            day = day_of_year(text, _COMMON_YEAR)
        except ValueError:
            return None
        return f"{day.day}/{day.month}"


class ReviewPath(Dated):
    """How a school comes to its certificate, for a span of days."""

    id: str
    title: str
    circulars: tuple[str, ...]
    steps: tuple[str, ...]


class ReviewLaw(LawData):
    """The file as a whole."""

    terms: tuple[Term, ...]
    paths: tuple[ReviewPath, ...]

    def path_on(self, on: dt.date) -> ReviewPath:
        """The path of a day. Raises LookupError where no path is known."""
        for path in self.paths:
            if path.holds_on(on):
                return path
        raise LookupError(f"no path to recognition on {on}")

    def path(self, identity: str) -> ReviewPath:
        """The path of an id (`TEAM_PATH`, `COUNCIL_PATH`). Raises LookupError."""
        for path in self.paths:
            if path.id == identity:
                return path
        raise LookupError(identity)


TEAM_PATH, COUNCIL_PATH = "doan_2018", "hoi_dong_2026"


@lru_cache(maxsize=1)
def review_law() -> ReviewLaw:
    """Terms and paths as shipped."""
    return ReviewLaw.model_validate(law_data("danh_gia_ngoai.yaml"))
