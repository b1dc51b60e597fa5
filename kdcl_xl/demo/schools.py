"""The sample province: which schools there are, what they were called, and to whom they report in which year."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from kdcl_xl.demo.people import sample_phone
from kdcl_xl.forms.school_list import ListedSchool
from kdcl_xl.forms.vocabulary import NAME_OF_KIND, KindName, Ownership, YesNo
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import slug
from kdcl_xl.workbook.content import Content

DISTRICTS_END = dt.date(2025, 6, 30)
"""Last day of the Phòng GDĐT (units.yaml); the sample schools change units the day after."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(_Data):
    """A managing unit: a Phòng GDĐT until 30/6/2025 (`district`), a commune since (`ward`)."""

    id: str
    name: str
    year: int
    district: str = ""
    ward: str = ""

    @property
    def folder(self) -> str:
        """A readable folder name without diacritics."""
        return slug(self.name)


class SampleSchool(_Data):
    """One school of the sample: invented, but for the names and registrations of the ten of Quận 7."""

    id: str
    name: str
    kind: SchoolKind
    founded: int
    classes: int
    size: int
    """Learners a class."""
    area: float
    """m² of land a learner."""
    alias: str = ""
    former: str = ""
    renamed: dt.date | None = None
    private: bool = False
    special: str = ""
    unit_2024: str
    unit_2026: str
    ward_2024: str
    ward_2026: str = ""
    level_2024: int
    level_2026: int
    visit: str = ""
    """Month of the external review of 2024–2025, "2024-10"."""
    purpose: str = ""
    """What the school asked for in 2024–2025."""
    asks_2026: int = 0
    """Grade of CQG it asks for in 2026–2027, 0 for none."""
    standard: tuple[int, dt.date] | None = None
    """Last CQG: grade and day of the decision."""
    counted: bool = True
    closed: dt.date | None = None
    successor: str = ""
    few: bool = False
    """Part of the short demo."""

    @property
    def number(self) -> int:
        """A small number of its own, for sample telephone numbers."""
        return int(self.id[-3:])

    @property
    def phone(self) -> str:
        """A telephone number that is clearly a sample."""
        return sample_phone(self.number)

    @property
    def email(self) -> str:
        """An address under the reserved domain .example."""
        return f"{slug(self.short).replace('-', '')}@truong.example"

    @property
    def short(self) -> str:
        """The name without "Trường"."""
        return self.alias or self.name.removeprefix("Trường ")

    @property
    def kind_name(self) -> KindName:
        """The kind as users read it."""
        return NAME_OF_KIND[self.kind]

    @property
    def ownership(self) -> Ownership:
        """Công lập or Tư thục."""
        return Ownership.PRIVATE if self.private else Ownership.PUBLIC

    def name_in(self, year: SchoolYear) -> str:
        """What it is called at the end of a school year."""
        renamed_later = self.renamed is not None and self.renamed > dt.date(year.end, 6, 30)
        return self.former if renamed_later else self.name

    def unit_in(self, year: SchoolYear) -> Unit:
        """The unit it reports to in a school year."""
        return unit(self.unit_2024 if year.end <= DISTRICTS_END.year else self.unit_2026)

    def ward_in(self, year: SchoolYear) -> str:
        """The ward it stands in."""
        if year.end <= DISTRICTS_END.year:
            return self.ward_2024
        return self.ward_2026 or unit(self.unit_2026).ward or self.ward_2024

    def level_in(self, year: SchoolYear) -> int:
        """The level its self-assessment of that year amounts to."""
        return self.level_2024 if year.end <= DISTRICTS_END.year else self.level_2026

    def open_in(self, year: SchoolYear) -> bool:
        """Whether it existed at the end of the school year."""
        return self.closed is None or self.closed > dt.date(year.end, 6, 30)


class Province(_Data):
    """Everything in `data/schools.yaml`."""

    province: str
    so: str
    schools: tuple[SampleSchool, ...]
    units: tuple[Unit, ...] = Field(default=())


@cache
def province() -> Province:
    """The sample province."""
    text = (files("kdcl_xl.demo") / "data" / "schools.yaml").read_text(encoding="utf-8")
    return Province.model_validate(yaml.safe_load(text))


def unit(unit_id: str) -> Unit:
    """A managing unit by its short id; `so` is the Sở."""
    if unit_id == "so":
        return Unit(id="so", name=province().so, year=0)
    return next(found for found in province().units if found.id == unit_id)


def units_in(year: SchoolYear) -> tuple[Unit, ...]:
    """The units below the Sở in a school year, in the order of the data."""
    era = 2024 if year.end <= DISTRICTS_END.year else 2026
    return tuple(found for found in province().units if found.year == era)


def schools_in(year: SchoolYear, *, full: bool = True) -> tuple[SampleSchool, ...]:
    """The schools that exist in a school year; without `full` only those of the short demo."""
    return tuple(s for s in province().schools if s.open_in(year) and (full or s.few))


def school(school_id: str) -> SampleSchool:
    """A school of the sample by its code."""
    return next(found for found in province().schools if found.id == school_id)


def school_list_content(*, full: bool = True, unit_id: str = "") -> Content:
    """The official list (form `danh-muc-truong`): each name and unit with its span of time.

    `unit_id` keeps the lines of one unit only.
    """
    rows: list[Any] = []
    for one in province().schools:
        if full or one.few:
            rows += [row for key, row in _lines(one) if unit_id in ("", key)]
    return Content(rows={ListedSchool: rows})


def _lines(one: SampleSchool) -> list[tuple[str, ListedSchool]]:
    """A school's dated lines: split where the district ended and where it was renamed."""
    new_era = DISTRICTS_END + dt.timedelta(days=1)
    cuts = [new_era] if one.unit_2024 != one.unit_2026 else []
    if one.renamed:
        cuts.append(one.renamed)
    starts = [None, *sorted(cuts)]
    lines = []
    for place, first in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        last = following - dt.timedelta(days=1) if following else one.closed
        if one.closed and first and first > one.closed:
            continue
        managing = one.unit_2026 if first and first >= new_era else one.unit_2024
        lines.append((managing, _listed(one, unit(managing), first, last)))
    return lines


def _listed(one: SampleSchool, managing: Unit, first: dt.date | None, last: dt.date | None) -> ListedSchool:
    old_name = one.renamed is not None and (first is None or first < one.renamed)
    note = "Đổi tên ngày " + f"{one.renamed:%d/%m/%Y}" if one.renamed and not old_name else ""
    if one.successor and last == one.closed:
        note = "Sáp nhập; dữ liệu mẫu"
    return ListedSchool(
        school_id=one.id,
        name=one.former if old_name else one.name,
        aliases=one.alias,
        kind=one.kind_name,
        ownership=one.ownership,
        unit=managing.name,
        province=province().province,
        counted=YesNo.YES if one.counted else YesNo.NO,
        valid_from=first,
        valid_to=last,
        successor=one.successor if last == one.closed else "",
        address=f"Số {one.number * 3 % 90 + 5} đường số {one.number % 17 + 1}, {one.ward_2026 or managing.ward or one.ward_2024}",
        note=note,
    )
