"""Deadlines and numbers of external review and recognition, and the path to a certificate by date.

The data stand in `data/danh_gia_ngoai.yaml`; what an office sets differently lies over them (`review_year.terms`).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from kdcl_xl.law.data_file import from_yaml
from kdcl_xl.law.regulation import Confidence, Sourced

DAY_MONTH = "ngày/tháng"
"""The unit of a term that is a day of every year."""
_COMMON_YEAR = 2025
"""No leap year: 29/2 is not a day of every year."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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
            day, month = (int(part) for part in text.split("/"))
            dt.date(_COMMON_YEAR, month, day)
        except ValueError:
            return None
        return f"{day}/{month}"


class ReviewPath(Sourced):
    """How a school comes to its certificate, for a span of days (both ends included, open where absent)."""

    id: str
    title: str
    valid_from: dt.date | None = Field(default=None, alias="from")
    valid_to: dt.date | None = Field(default=None, alias="to")
    circulars: tuple[str, ...]
    steps: tuple[str, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def holds_on(self, on: dt.date) -> bool:
        """Whether it is the path on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class ReviewLaw(_Data):
    """The file as a whole."""

    terms: tuple[Term, ...]
    paths: tuple[ReviewPath, ...]

    def path_on(self, on: dt.date) -> ReviewPath:
        """The path of a day. Raises LookupError where no path is known."""
        for path in self.paths:
            if path.holds_on(on):
                return path
        raise LookupError(f"no path to recognition on {on}")


TEAM_PATH, COUNCIL_PATH = "doan_2018", "hoi_dong_2026"


@lru_cache(maxsize=1)
def review_law() -> ReviewLaw:
    """Terms and paths as shipped."""
    text = (files("kdcl_xl.law") / "data" / "danh_gia_ngoai.yaml").read_text(encoding="utf-8")
    return ReviewLaw.model_validate(from_yaml(text))
