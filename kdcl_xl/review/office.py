"""Whose workbook an imported schedule becomes: the office its plan was issued by, where the letterhead leaves no doubt."""

from __future__ import annotations

import datetime as dt
import re

from kdcl_xl.documents.bodies import Body, Territory, body_of
from kdcl_xl.forms.review_words import OfficeLevel
from kdcl_xl.review.heading import Heading
from kdcl_xl.text.normal import bare, tidy

_LEVELS = {
    "phong": OfficeLevel.DISTRICT,
    "so": OfficeLevel.PROVINCE,
    "ubnd_xa": OfficeLevel.COMMUNE,
    "ubnd_phuong": OfficeLevel.COMMUNE,
    "ubnd_dac_khu": OfficeLevel.COMMUNE,
}
_SEATS = {
    OfficeLevel.DISTRICT: ("", "quận", "huyện", "thị xã", "thành phố"),
    OfficeLevel.PROVINCE: ("", "tỉnh", "thành phố"),
    OfficeLevel.COMMUNE: ("xã", "phường", "đặc khu"),
}
_ROMAN = re.compile(r"[IVXLC]+")
_VOWEL = re.compile(r"[aeiouy]", re.I)
_ANY_DAY = dt.date(2025, 7, 1)
"""Without a province nothing here depends on the day."""


def office_of(heading: Heading) -> tuple[str, OfficeLevel | None]:
    """The office as people write it ("Phòng Giáo dục và Đào tạo Quận 7", "UBND phường Tân An") and its level.

    "" and None are what the letterhead does not say clearly: an office without its place, a place whose capitals do not
    tell how it is written.
    """
    if not heading.issuer:
        return "", None
    issuer = _body(heading.issuer)
    above = _body(heading.superior).territory if heading.superior else Territory()
    seat = issuer.territory if issuer.territory.name else above
    level = _LEVELS.get(issuer.kind)
    if issuer.kind == "phong_vhxh" and seat.kind in _SEATS[OfficeLevel.COMMUNE]:
        level = OfficeLevel.COMMUNE
    if level is None or (seat.name and seat.kind not in _SEATS[level]):
        return "", None
    place = _written(seat)
    title = issuer.title.replace("Ủy ban nhân dân", "UBND")
    return (f"{title} {place}" if place else ""), level


def _body(text: str) -> Body:
    return body_of(tidy(text), "", _ANY_DAY)


def _written(seat: Territory) -> str:
    """ "quận Tân Lập" of "QUẬN TÂN LẬP"; "" where it is no name of a place or its capitals are a guess."""
    words = seat.name.split()
    if not words or seat.name.lower() in {kind for kinds in _SEATS.values() for kind in kinds}:
        return ""
    if seat.name == seat.name.upper():
        if not all(word.isdecimal() or _sure(word) for word in words):
            return ""
        words = [word.capitalize() for word in words]
    return Territory(seat.kind, " ".join(words)).full


def _sure(word: str) -> bool:
    """Whether a word in capitals can only be a capital and small letters: no M'DRẮK, no TP., no II."""
    return len(word) > 1 and word.isalpha() and not _ROMAN.fullmatch(word) and bool(_VOWEL.search(bare(word)))
