"""Managing units, who signs what, and provinces: all of it by date (districts ended on 30/6/2025).

The data stand in `data/units.yaml` and `data/provinces.yaml`; this module only looks them up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import TypeVar

from kdcl_xl.law.data_file import law_data
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.law.sourced import Confidence, Dated, LawData
from kdcl_xl.text.normal import slug


class UnitLevel(StrEnum):
    """Levels of administration (value = code in our files)."""

    SCHOOL = "truong"
    COMMUNE = "xa"
    DISTRICT = "huyen"
    PROVINCE = "tinh"


class UnitKind(Dated):
    """A kind of managing unit: Sở, Phòng GDĐT, UBND phường …"""

    code: str
    title: str
    level: UnitLevel


class Signer(Dated):
    """Who signs one kind of paper of one kind of unit.

    `prefix` is "TM." where the head signs for a collective body. `abolished`: nobody signs it any more, see `note`.
    """

    paper: str
    unit: str
    body: str = ""
    title: str = ""
    prefix: str = ""
    abolished: bool = False


class _Managed(Dated):
    schools: tuple[SchoolKind, ...]
    level: UnitLevel
    by_highest: bool = False


class _Units(LawData):
    kinds: tuple[UnitKind, ...]
    managed: tuple[_Managed, ...]
    signers: tuple[Signer, ...]


class Province(LawData):
    """A province or city of today."""

    code: str
    name: str
    wards: int
    """How many communes, wards and special zones it has had since 01/7/2025."""


class LegacyProvince(LawData):
    """One of the 63 provinces until 30/6/2025; `now` is the code of the province it belongs to since."""

    code: str
    name: str
    now: str
    aliases: tuple[str, ...] = ()


class _Provinces(LawData):
    confidence: Confidence
    now_from: dt.date
    now: tuple[Province, ...]
    legacy_to: dt.date
    legacy: tuple[LegacyProvince, ...]


class UnknownProvince(LookupError):  # noqa: N818 (its message is read by users, its name by nobody else)
    """No province of that code or name, now or before. The message is Vietnamese."""


def provinces() -> tuple[Province, ...]:
    """The 34 provinces and cities since 01/7/2025, by code."""
    return _provinces().now


def legacy_provinces() -> tuple[LegacyProvince, ...]:
    """The 63 provinces and cities until 30/6/2025, by code."""
    return _provinces().legacy


def province_names(first_day: dt.date) -> tuple[str, ...]:
    """The provinces a workbook of the school year beginning on a day may name: before 01/7/2025 those of then as well."""
    now = tuple(province.name for province in provinces())
    then = (
        tuple(province.name for province in legacy_provinces()) if first_day < _provinces().now_from else ()
    )
    return tuple(dict.fromkeys((*now, *then)))


def province_now(code_or_name: str) -> Province:
    """The province of today for a code (two digits, or the three a CCCD begins with) or a name, old or new.

    "Tỉnh", "Thành phố", "TP.", case, tone marks, hyphens and blanks do not matter. Raises UnknownProvince.
    """
    found = _now_by_name().get(province_key(code_or_name))
    if found is None:
        raise UnknownProvince(f"Không có tỉnh, thành phố nào có mã hoặc tên “{code_or_name}”.")
    return found


def province_key(name: str) -> str:
    """What all spellings of one name share: no marks, blanks, signs, no word for its kind. No two provinces have the same."""
    words = slug(name).split("-")
    for kind in (["thanh", "pho"], ["tinh"], ["tp"]):
        if words[: len(kind)] == kind:
            words = words[len(kind) :]
            break
    return "".join(words)


def unit_kinds_on(on: dt.date) -> tuple[UnitKind, ...]:
    """The kinds of units that exist on a day."""
    return tuple(kind for kind in _units().kinds if kind.holds_on(on))


def managing_level(kind: SchoolKind, on: dt.date, highest: SchoolKind | None = None) -> UnitLevel:
    """The level of the unit a school reports to on a day.

    `highest` is the highest schooling of a school with several levels; where the law of the day goes by it (since
    01/7/2025), an unknown one means the Sở. Raises LookupError for a kind or a day the data do not know.
    """
    row = _in_force([row for row in _units().managed if kind in row.schools], on)
    if row is None:
        raise LookupError(f"no managing level for {kind} on {on}")
    if row.by_highest and highest not in (None, kind):
        return managing_level(highest, on)
    return row.level


def signer(paper: str, unit_kind: str, on: dt.date) -> Signer | None:
    """Who signs a kind of paper of a kind of unit on a day; None: not known to us ("chưa đủ căn cứ").

    The codes are those of `papers()` and `UnitKind.code`; any other code raises LookupError.
    """
    if paper not in papers():
        raise LookupError(f"unknown kind of paper: {paper}")
    if unit_kind not in {kind.code for kind in _units().kinds}:
        raise LookupError(f"unknown kind of unit: {unit_kind}")
    return _in_force([row for row in _units().signers if row.paper == paper and row.unit == unit_kind], on)


@cache
def papers() -> tuple[str, ...]:
    """The codes of the papers whose signers are known."""
    return tuple(sorted({row.paper for row in _units().signers}))


_Row = TypeVar("_Row", bound=Dated)


def _in_force(rows: Iterable[_Row], on: dt.date) -> _Row | None:
    return next((row for row in rows if row.holds_on(on)), None)


@cache
def _units() -> _Units:
    return _Units.model_validate(law_data("units.yaml"))


@cache
def _provinces() -> _Provinces:
    return _Provinces.model_validate(law_data("provinces.yaml"))


@cache
def _now_by_name() -> dict[str, Province]:
    """Every code, name and alias, folded, of all provinces old and new. A clash is a mistake in the data."""
    now = {province.code: province for province in provinces()}
    index: dict[str, Province] = {}
    for code, target, names in (
        *((p.code, p, (p.name,)) for p in provinces()),
        *((p.code, now[p.now], (p.name, *p.aliases)) for p in legacy_provinces()),
    ):
        for key in (code, f"0{code}", *map(province_key, names)):
            if index.setdefault(key, target) != target:
                raise ValueError(f"provinces.yaml: {key} means two provinces")
    return index
