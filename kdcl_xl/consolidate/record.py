"""What consolidation keeps of one school workbook: small, picklable, and everything traceable to file, sheet, row.

A `Submission` of 20,000 cells becomes a `SchoolRecord` (kept in memory) and a `Detail` (spooled to disk).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern
from typing import NamedTuple, TypeVar, cast

from kdcl_xl.forms.vocabulary import KindName
from kdcl_xl.law.regulation import Regulation, load

FigureValue = float | str | None
"""A number, "chưa có" (the school says it has none) or None (left blank)."""

WHOLE_SCHOOL = "Toàn trường"


class AssessmentKey(NamedTuple):
    """What one assessment is about; two workbooks with the same key are two versions of it."""

    school_id: str
    scope: str
    regulation: str
    school_year: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record comes from. `via` names the consolidated workbook that carried it up, empty when read directly."""

    file: str
    sha256: str
    sheet: str = ""
    row: int = 0
    template: str = ""
    via: str = ""
    via_sha256: str = ""

    @property
    def source(self) -> str:
        """The short id that every row of the summary bears."""
        return self.sha256[:12]


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate the school says it holds."""

    grade: int
    decision: str
    signed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the school registers for. `purpose` is empty when it has not said."""

    purpose: str = ""
    grade: int | None = None
    self_level: int | None = None
    visit_on: dt.date | None = None
    filed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Findings by severity."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0


NO_FINDINGS = Counts()


@dataclass(frozen=True, slots=True)
class SchoolRecord:
    """One assessment of one school.

    `low` and `high` follow the criteria, then the clauses, of the rule set; levels are None when the rule for
    levels is unknown. `answers` has one letter per question of the rule set: 1 đạt, 0 không đạt, n không áp dụng,
    . chưa đánh giá; `figures` holds this year's statistics (see `figures_code`).
    """

    key: AssessmentKey
    name: str
    kind: str
    ownership: str
    unit: str
    province: str
    revision: int
    approved_on: dt.date | None
    level_low: int | None
    level_high: int | None
    assessed: bool
    headline: str
    low: tuple[int, ...]
    high: tuple[int, ...]
    standard_low: tuple[int, ...]
    standard_high: tuple[int, ...]
    accredited: Held | None
    standard: Held | None
    asked: Asked
    pupils: FigureValue
    classes: FigureValue
    teachers: FigureValue
    land: FigureValue
    land_per_pupil: FigureValue
    answers: str
    figures: str
    counts: Counts
    origin: Provenance
    evidence: int = 0
    """Rows of its evidence catalogue."""
    code_as_number: bool = False
    """Whether a code was typed, but as a number, which loses leading zeros: then `key` has none."""

    @property
    def rules(self) -> Regulation:
        """The rule set it was written under."""
        return load(self.key.regulation)

    @property
    def settled(self) -> bool:
        """Whether no completion of the blanks could change the level."""
        return self.assessed and self.level_low is not None and self.level_low == self.level_high


@dataclass(frozen=True, slots=True)
class Need:
    """One measure proposed for a criterion that fails or blocks; `measure` is empty when none is planned."""

    criterion: str
    state: str
    issue: str = ""
    measure: str = ""
    ends_on: dt.date | None = None
    budget: FigureValue = None
    funding: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one code in one file; the sentence is that of the first."""

    code: str
    severity: str
    times: int
    places: str
    message: str
    remedy: str
    law: str


@dataclass(frozen=True, slots=True)
class Detail:
    """The bulky part of a record."""

    blocked_by: str = ""
    gap: str = ""
    needs: tuple[Need, ...] = ()
    findings: tuple[FindingGroup, ...] = ()


NO_DETAIL = Detail()


_T = TypeVar("_T", bound=Hashable)


@lru_cache(maxsize=4096)
def _first_equal(value: Hashable) -> Hashable:
    """The first value equal to this one that came along."""
    return value


def _shared(value: _T) -> _T:
    return cast(_T, _first_equal(value))


def compact(record: SchoolRecord) -> SchoolRecord:
    """The record sharing the words that thousands of schools have in common; memory is what it saves."""
    key, origin = record.key, record.origin
    return replace(
        record,
        key=AssessmentKey(key.school_id, intern(key.scope), intern(key.regulation), intern(key.school_year)),
        kind=intern(record.kind),
        ownership=intern(record.ownership),
        unit=intern(record.unit),
        province=intern(record.province),
        headline=intern(record.headline),
        low=_shared(record.low),
        high=_shared(record.high),
        standard_low=_shared(record.standard_low),
        standard_high=_shared(record.standard_high),
        asked=_shared(record.asked),
        origin=replace(
            origin,
            sheet=intern(origin.sheet),
            template=intern(origin.template),
            via=intern(origin.via),
            via_sha256=intern(origin.via_sha256),
        ),
    )


KIND_ORDER = tuple(str(kind) for kind in KindName)
"""The order in which tables list kinds of schools."""
