"""What an office keeps about its own papers: numbers given, people allowed to sign, the place name of its seat.

Rules that need it apply only to the parts that were given (`rules.View.office`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kdcl_xl.documents.layout.lines import key_of
from kdcl_xl.text.dates import vn_date

_DENSE = 0.8
"""Share of 01 … highest that is there when all kinds of papers run in one series."""
_WORDS = (
    ("thcs", "trung hoc co so"), ("thpt", "trung hoc pho thong"), ("th", "tieu hoc"), ("mn", "mam non"),
    ("ubnd", "uy ban nhan dan"), ("gddt", "giao duc va dao tao"), ("vhxh", "van hoa xa hoi"), ("tp", "thanh pho"),
)  # fmt: skip
_LETTER = "CV"


@dataclass(frozen=True, slots=True)
class Registered:
    """One number given. Days that the register does not say are None; `series` "" follows the symbol."""

    number: int
    symbol: str
    year: int
    issued_on: dt.date | None = None
    subject: str = ""
    signed_on: dt.date | None = None
    sent_on: dt.date | None = None
    signer: str = ""
    series: str = ""
    body: str = ""
    """Whose number it is, where a register holds those of several bodies."""

    @property
    def written(self) -> str:
        """ "05/KH-THCSNH"."""
        return f"{self.number:02}/{self.symbol}"

    @property
    def shown(self) -> str:
        """The number with what tells it from another of the same."""
        day = f" ngày {vn_date(self.issued_on)}" if self.issued_on else ""
        about = f" (“{self.subject}”)" if self.subject else ""
        return f"{self.written}{day}{about}"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody allowed to sign, in one office, within a term. None: open at that end."""

    name: str
    office: str
    since: dt.date | None = None
    until: dt.date | None = None

    def in_office(self, day: dt.date) -> bool:
        """Whether the term holds on a day."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    @property
    def term(self) -> str:
        """ "Phó Trưởng phòng, từ ngày 01/07/2025 đến ngày 30/06/2026"."""
        since = f" từ ngày {vn_date(self.since)}" if self.since else ""
        until = f" đến ngày {vn_date(self.until)}" if self.until else ""
        return f"{self.office}{since}{until}".strip()


@dataclass(frozen=True, slots=True)
class Seat:
    """The name of the place of the office within a time. None: open at that end."""

    place: str
    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it was called so on a day."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class OfficeRegister:
    """The parts that were given, () for those that were not. `remarks` say what in the files could not be read."""

    numbers: tuple[Registered, ...] = ()
    officers: tuple[Officer, ...] = ()
    seats: tuple[Seat, ...] = ()
    body: str = ""
    """Whose register it is: papers of other bodies are not compared. "" compares all."""
    one_series: bool | None = None
    """Whether all kinds of papers run in one series; None: seen from the numbers."""
    remarks: tuple[str, ...] = field(default=())

    @staticmethod
    def joined(parts: Sequence[OfficeRegister]) -> OfficeRegister:
        """Several files as one register; of body and series the first that says anything counts."""
        said = [part.one_series for part in parts if part.one_series is not None]
        return OfficeRegister(
            tuple(one for part in parts for one in part.numbers),
            tuple(one for part in parts for one in part.officers),
            tuple(one for part in parts for one in part.seats),
            next((part.body for part in parts if part.body), ""),
            said[0] if said else None,
            tuple(remark for part in parts for remark in part.remarks),
        )

    @property
    def summary(self) -> str:
        """What it holds, in one sentence."""
        places = ", ".join(dict.fromkeys(seat.place for seat in self.seats))
        held = [
            f"{len(self.numbers)} số văn bản" if self.numbers else "",
            f"{len(self.officers)} người ký" if self.officers else "",
            f"địa danh {places}" if places else "",
        ]
        return f"Sổ đăng ký: {', '.join(part for part in held if part)}."

    def speaks_of(self, bodies: Iterable[str]) -> bool:
        """Whether papers of these bodies (superior, then own) are those of the register."""
        return _names(self.body, bodies)

    def numbers_of(self, bodies: Iterable[str], year: int | None = None) -> list[Registered]:
        """The numbers of these bodies (superior, then own), of all years or one."""
        bodies = tuple(bodies)
        return [one for one in self.numbers if year in (None, one.year) and _names(one.body, bodies)]

    def in_series(self, paper: Registered, bodies: Iterable[str]) -> list[Registered]:
        """The numbers of the year that run in one series with a paper's, by number."""
        of_year = self.numbers_of(bodies, paper.year)
        one_series = self.one_series if self.one_series is not None else _run_together(of_year)
        wanted = {_series(one, one_series) for one in of_year if _same_paper(one, paper)}
        wanted = wanted or {_series(paper, one_series)}
        return sorted(
            (one for one in of_year if _series(one, one_series) in wanted), key=lambda one: one.number
        )


def _same_paper(one: Registered, other: Registered) -> bool:
    return one.number == other.number and one.symbol.upper() == other.symbol.upper()


def _series(one: Registered, one_series: bool) -> str:
    if one.series:
        return key_of(one.series)
    return "" if one_series else kind_in_symbol(one.symbol)


def kind_in_symbol(symbol: str) -> str:
    """KH of "KH-PVHXH"; "CV" for a công văn, whose symbol begins with the body."""
    from kdcl_xl.documents.layout.anatomy import KINDS

    head = symbol.split("-")[0].split("/")[0].upper()
    return head if head in {code.upper() for code in KINDS.values()} else _LETTER


def _run_together(numbers: Sequence[Registered]) -> bool:
    """Whether kinds share one series: no number twice under two kinds, and hardly any number missing."""
    kinds: dict[int, set[str]] = {}
    for one in numbers:
        kinds.setdefault(one.number, set()).add(kind_in_symbol(one.symbol))
    several = len({kind for of_number in kinds.values() for kind in of_number}) > 1
    return several and all(len(each) == 1 for each in kinds.values()) and len(kinds) >= _DENSE * max(kinds)


def _names(body: str, bodies: Iterable[str]) -> bool:
    """Whether a body is among those a paper prints; "" is among all. A register writes "Trường X (UBND xã Y)"."""
    printed = spelt_out(" ".join(bodies))
    return all(spelt_out(part) in printed for part in body.replace(")", "").split("(") if part.strip())


def spelt_out(text: str) -> str:
    """A name for comparing: no case, no marks, usual abbreviations spelt out, spaces at both ends."""
    words = dict(_WORDS)
    key = key_of(text).replace("gd dt", "gddt").replace("vh xh", "vhxh")
    return f" {' '.join(words.get(word, word) for word in key.split())} "
