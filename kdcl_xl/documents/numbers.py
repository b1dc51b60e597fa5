"""The register of numbers given to papers: one series a year for each body and kind, from 01, none given twice.

Điều 15 NĐ 30/2020/NĐ-CP: numbers run continuously from 01 on 01/01 to 31/12. A number belongs to a paper: printing the
paper again gives it again. The văn thư keeps the true register; this one only keeps our own papers from colliding.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import tidy

MOST_GAPS = 12
"""Numbers nobody has, named one by one."""


class NumberProblem(ValueError):  # noqa: N818 (its message is read by users, its name by nobody else)
    """A number that cannot be given, or a register that cannot be read. The message is Vietnamese."""


class Given(BaseModel):
    """One number given to one paper."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int
    body: str
    series: str
    """Abbreviation of the kind; "CV" for công văn."""
    number: int
    symbol: str
    paper: str
    """What the paper is called among ours: document, school or unit, school year."""
    issued_on: dt.date | None = None

    @property
    def written(self) -> str:
        """ "05/KH-THCSNH"."""
        return f"{self.number:02}/{self.symbol}"


_ENTRIES = TypeAdapter(tuple[Given, ...])


class NumberRegister:
    """All numbers given so far, and what is remarkable about those just given (`remarks`)."""

    def __init__(self, entries: Iterable[Given] = ()) -> None:
        self.entries = list(entries)
        self.remarks: list[str] = []

    @staticmethod
    def read(path: Path) -> NumberRegister:
        """The register in a file; an empty one when there is none. Raises NumberProblem, OSError."""
        if not path.exists():
            return NumberRegister()
        try:
            return NumberRegister(_ENTRIES.validate_json(path.read_bytes()))
        except ValidationError as error:
            raise NumberProblem(
                f"Sổ số văn bản “{path.name}” không đọc được; khôi phục bản cũ (.bak) hoặc dùng --so N."
            ) from error

    def as_bytes(self) -> bytes:
        """The file, in order of body, series, year and number."""
        rows = [entry.model_dump(mode="json") for entry in sorted(self.entries, key=_order)]
        return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()

    def give(self, paper: Given, wanted: int | None = None) -> Given:
        """A number for a paper (its own `number` is not read): `wanted`, else the one it has, else the next.

        Raises NumberProblem when `wanted` was given to another paper. Gaps and days out of order are remarks.
        """
        series = [e for e in self.entries if _series(e) == _series(paper)]
        own = next((e for e in series if e.paper == paper.paper), None)
        number = wanted or (own.number if own else max((e.number for e in series), default=0) + 1)
        holder = next((e for e in series if e.number == number), None)
        if holder is not None and holder.paper != paper.paper:
            raise NumberProblem(
                f"Số {holder.written} năm {holder.year} đã cấp cho “{holder.paper}”. "
                f"Số tiếp theo của loại này: {max(e.number for e in series) + 1:02}."
            )
        given = paper.model_copy(update={"number": number})
        if own is not None:
            self.entries.remove(own)
            self.remarks.append(
                f"“{paper.paper}” đã có số {own.written}; in lại với số ấy{_other_day(own, given)}."
                if own.number == number
                else f"“{paper.paper}” đổi từ số {own.written} sang {given.written}."
            )
        self.entries.append(given)
        self.remarks += _out_of_order(given, series)
        return given

    def gaps(self, like: Given) -> tuple[int, ...]:
        """Numbers of a series and year that no paper of ours has, below the highest given."""
        taken = {entry.number for entry in self.entries if _series(entry) == _series(like)}
        return tuple(number for number in range(1, max(taken, default=0)) if number not in taken)

    def lines(self) -> list[str]:
        """The register for people, gaps named after each series."""
        lines, last = [], None
        for entry in sorted(self.entries, key=_order):
            if last is not None and _series(last) != _series(entry):
                lines += self._gap_line(last)
            signed = f"ngày {vn_date(entry.issued_on)}" if entry.issued_on else "chưa ghi ngày"
            lines.append(f"{entry.year}  {entry.written:<20} {signed:<15} {entry.body}: {entry.paper}")
            last = entry
        return [*lines, *(self._gap_line(last) if last else ())] or ["Chưa cấp số nào."]

    def _gap_line(self, like: Given) -> list[str]:
        missing = self.gaps(like)
        shown = some((f"{number:02}" for number in missing), MOST_GAPS, " và {} số nữa")
        return [f"      Chưa dùng: {shown}."] if missing else []


def _other_day(own: Given, given: Given) -> str:
    """A number has one day: that of an earlier print stands in the papers already sent."""
    if own.issued_on in (None, given.issued_on):
        return ""
    then = f", ngày {vn_date(own.issued_on)} đổi thành"
    return f"{then} {vn_date(given.issued_on)}" if given.issued_on else f"{then} để trống"


def _series(entry: Given) -> tuple[int, str, str]:
    return entry.year, tidy(entry.body), entry.series


def _order(entry: Given) -> tuple[str, int, str, int]:
    return entry.body, entry.year, entry.series, entry.number


def _out_of_order(given: Given, others: Sequence[Given]) -> list[str]:
    """A lower number with a later day, or a higher one with an earlier day (one series runs with the calendar)."""
    day = given.issued_on
    return [
        f"Số {given.written} ghi ngày {vn_date(day)}, còn số {other.written} ghi ngày {vn_date(other.issued_on)}: "
        "số và ngày không cùng thứ tự."
        for other in others
        if day and other.issued_on and other.paper != given.paper
        if (given.number < other.number) != (day <= other.issued_on) and day != other.issued_on
    ][:1]
