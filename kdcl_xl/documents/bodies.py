"""Bodies as letterheads write them: a unit as people type it, spelt out, with its seat, by date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kdcl_xl.documents.letterhead import Letterhead, Signer, day_or_gap
from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.forms.vocabulary import Ownership
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.law.units import (
    UnitLevel,
    UnknownProvince,
    managing_level,
    province_now,
    signer,
    unit_kinds_on,
)
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import tidy

UNKNOWN_BODY = "(CHƯA GHI CƠ QUAN QUẢN LÝ TRỰC TIẾP)"
UNKNOWN_PLACE = "(chưa ghi địa danh)"
UNNAMED_SCHOOL = "(chưa ghi tên trường)"
PRIVATELY_OWNED = (Ownership.PRIVATE, Ownership.COMMUNITY)
"""Schools that print no body above themselves in the letterhead of their own papers."""

LAST_DAY_OF_DISTRICTS = dt.date(2025, 6, 30)
_DISTRICTS = ("quận", "huyện", "thị xã", "thành phố")
_COMMUNES = {"xã": "ubnd_xa", "phường": "ubnd_phuong", "đặc khu": "ubnd_dac_khu"}
_TERRITORY = "|".join((*_DISTRICTS, *_COMMUNES, "tỉnh", "thị trấn"))
_SPELT_OUT = (
    (re.compile(r"\b(?:UBND|[UỦ][yỷ] ban nhân dân|[UỦ][yỷ] ban Nhân dân)(?!\w)", re.IGNORECASE), "Ủy ban nhân dân"),
    (re.compile(r"\bGD ?(?:&|-|–|và)? ?ĐT\b|\bGiáo dục (?:và|-|–|&) Đào tạo\b", re.IGNORECASE), "Giáo dục và Đào tạo"),
    (re.compile(r"\bVH ?(?:-|–|&|và)? ?XH\b|\bVăn hóa ?(?:-|–|và) ?Xã hội\b", re.IGNORECASE), "Văn hóa - Xã hội"),
    (re.compile(r"\bTP\.? ?(?=\w)"), "thành phố "),
)  # fmt: skip
_BODY = re.compile(
    "(?P<title>Ủy ban nhân dân|Phòng Giáo dục và Đào tạo|Phòng Văn hóa - Xã hội|Sở Giáo dục và Đào tạo)"
    r"[ ,-]*(?P<rest>.*)",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"(?P<kind>{_TERRITORY}) (?P<name>.+)", re.IGNORECASE)
_TITLES = {
    "ủy ban nhân dân": "Ủy ban nhân dân",
    "phòng giáo dục và đào tạo": "Phòng Giáo dục và Đào tạo",
    "phòng văn hóa - xã hội": "Phòng Văn hóa - Xã hội",
    "sở giáo dục và đào tạo": "Sở Giáo dục và Đào tạo",
}
_DIVISIONS = {"phong", "phong_vhxh", "so"}
"""Bodies that stand below a UBND and print it above themselves."""
_SYMBOLS = {"phong": ("PGDĐT", "PGDĐT"), "phong_vhxh": ("PVHXH", "PVHXH-GDĐT"), "so": ("SGDĐT", "SGDĐT-QLCL")}
_OF_COMMUNES = ("UBND", "UBND-VHXH")
_OPEN_SYMBOL = ("…", "…")
"""Kind of unit → what we propose after the number of a báo cáo (after "BC-") and of a công văn; offices differ."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A ward, district or province: "phường" and "Tân Mỹ"; `kind` is empty when only a name was written."""

    kind: str = ""
    name: str = ""

    @property
    def full(self) -> str:
        """ "phường Tân Mỹ", "Quận 7"."""
        kind = self.kind.capitalize() if self.name[:1].isdigit() else self.kind
        return f"{kind} {self.name}".strip()

    @property
    def seat(self) -> str:
        """How place and date begin: the name, with its kind where the name is a number (Phường 5)."""
        spoken = self.kind and (self.name[:1].isdigit() or self.kind == "thành phố")
        return f"{self.kind[0].upper()}{self.kind[1:]} {self.name}" if spoken else self.name


@dataclass(frozen=True, slots=True)
class Body:
    """A managing unit spelt out. `kind` is the code of a unit kind (`law.units`), "" when not recognised."""

    title: str
    territory: Territory
    kind: str = ""

    @property
    def full(self) -> str:
        """ "Ủy ban nhân dân phường Tân Mỹ"."""
        return f"{self.title} {self.territory.full}".strip()

    def exists_on(self, on: dt.date) -> bool:
        """Whether units of this kind exist on a day; those not recognised are given the benefit of the doubt."""
        if self.title == "Ủy ban nhân dân" and self.territory.kind in _DISTRICTS and self.kind == "":
            return on <= LAST_DAY_OF_DISTRICTS
        return not self.kind or self.kind in {kind.code for kind in unit_kinds_on(on)}


def territory_of(text: str) -> Territory:
    """A ward or province as typed: "Phường Tân Mỹ", "P. Tân Mỹ", "Tân Mỹ"."""
    text = re.sub(r"^P\. ?(?=\w)", "phường ", re.sub(r"^X\. ?(?=\w)", "xã ", _spelt_out(text)))
    found = _PLACE.fullmatch(text)
    return Territory(found["kind"].lower(), found["name"]) if found else Territory("", text)


def seat_of(ward: str) -> str:
    """Where papers of a school in a ward are dated."""
    return territory_of(ward).seat or UNKNOWN_PLACE


def province_of(text: str, on: dt.date) -> Territory:
    """A province under its name on a day: "tỉnh Bắc Ninh"; as typed when nobody knows it."""
    try:
        spoken = province_now(text).name if on > LAST_DAY_OF_DISTRICTS else text
    except UnknownProvince:
        spoken = text
    return territory_of(spoken)


def body_of(unit: str, province: str, on: dt.date) -> Body:
    """A managing unit as typed, spelt out. A Sở that names no province gets the one given."""
    text = _spelt_out(unit)
    found = _BODY.fullmatch(text)
    if found is None:
        return Body(text, Territory())
    title, rest = _TITLES[found["title"].lower()], found["rest"]
    rest = re.sub(r"^(?:thuộc )?Ủy ban nhân dân ", "", rest, flags=re.IGNORECASE)
    territory = territory_of(rest) if rest else Territory()
    if title == "Sở Giáo dục và Đào tạo":
        return Body(title, territory if rest else province_of(province, on), "so")
    if title == "Phòng Giáo dục và Đào tạo":
        return Body(title, territory, "phong")
    if title == "Phòng Văn hóa - Xã hội":
        return Body(title, territory, "phong_vhxh")
    return Body(
        title, territory, _COMMUNES.get(territory.kind, "ubnd_tinh" if territory.kind == "tỉnh" else "")
    )


def parent_of_school(
    name: str, unit: str, ward: str, province: str, kind: SchoolKind | None, on: dt.date
) -> Body | None:
    """The body above a school: the unit it names, else the one the law of the day gives it; None when unknown.

    The name tells up to where a school of several levels goes: "TH&THCS" is of the commune since 01/7/2025.
    Private schools print it too: it is the body that manages them, not one that owns them.
    """
    if unit:
        body = body_of(unit, province, on)
        if body.kind == "phong_vhxh":  # a division of the Ủy ban, which is the body above its schools
            return Body("Ủy ban nhân dân", body.territory, _COMMUNES.get(body.territory.kind, ""))
        return body
    level = managing_level(kind, on, parse_name(name).highest) if kind else None
    if level is UnitLevel.PROVINCE and province:
        return body_of("Sở Giáo dục và Đào tạo", province, on)
    seat = territory_of(ward)
    if level is UnitLevel.COMMUNE and seat.kind in _COMMUNES:
        return Body("Ủy ban nhân dân", seat, _COMMUNES[seat.kind])
    return None


def doubts_about(body: Body | None, on: dt.date) -> tuple[str, ...]:
    """What a reader must know of the body printed: it no longer, or does not yet, exist on that day."""
    if body is None or body.exists_on(on):
        return ()
    return (
        f"{body.full} không có trong các loại đơn vị quản lý vào ngày {vn_date(on)} (hai cấp từ 01/7/2025)",
    )


def place_and_date(place: str, signed_on: dt.date | None, year: int) -> str:
    """ "Tân Mỹ, ngày 28 tháng 5 năm 2027", with room for day and month while nobody has signed."""
    return f"{place}, {day_or_gap(signed_on, year)}"


def letterhead(body: Body, province: str, on: dt.date, *, letter: bool, symbol: str = "") -> Letterhead:
    """The head of a paper this unit issues: a công văn (`letter`) or a báo cáo. Number and date stay open.

    `symbol` is the one the office uses; without it one is proposed.
    """
    in_communes = body.kind in _COMMUNES.values()
    report, mail = _SYMBOLS.get(body.kind, _OF_COMMUNES if in_communes else _OPEN_SYMBOL)
    return Letterhead(
        parent_body=_above(body),
        body=(body.title if body.kind in _DIVISIONS else body.full).upper(),
        symbol=symbol or (mail if letter else f"BC-{report}"),
        place=(body.territory if body.territory.name else province_of(province, on)).seat or UNKNOWN_PLACE,
        year=on.year,
    )


def _above(body: Body) -> str:
    """The UBND a division belongs to; "" for a UBND itself, and where the territory is not known."""
    if body.kind not in _DIVISIONS or not body.territory.name:
        return ""
    return f"Ủy ban nhân dân {body.territory.full}".upper()


def signer_of(body: Body, on: dt.date, paper: str = "van_ban_thuong") -> tuple[Signer, tuple[str, ...]]:
    """Who signs a paper of the unit (an ordinary one by default), and what about that nobody has checked."""
    known = signer(paper, body.kind, on) if body.kind else None
    if known is None or known.abolished:
        return Signer(lines=("NGƯỜI CÓ THẨM QUYỀN KÝ",)), (f"người ký văn bản của {body.full}",)
    lines: tuple[str, ...] = (known.title.upper(),)
    if known.prefix:
        lines = (f"{known.prefix} ỦY BAN NHÂN DÂN", known.title.upper())
    unsure = known.confidence is Confidence.UNVERIFIED
    return Signer(lines=lines), (f"chức danh ký văn bản của {body.title}",) if unsure else ()


def _spelt_out(text: str) -> str:
    text = tidy(text)
    for pattern, full in _SPELT_OUT:
        text = pattern.sub(full, text)
    return text
