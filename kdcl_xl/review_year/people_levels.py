"""Which levels of schooling somebody may judge, from the column "Cấp học đánh giá được" as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kdcl_xl.forms.school_names import kind_of, kinds_in
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.text.normal import match_key

_PARTS = re.compile(r"[;,/+&\n]|\s[-–]\s|\bvà\b", re.I)
_EVERY = {match_key(words) for words in ("mọi cấp", "mọi cấp học", "tất cả", "tất cả các cấp", "các cấp học")}


@dataclass(frozen=True, slots=True)
class Levels:
    """`named`: values of `KindName`; empty means every level. `unread`: the parts that say no level."""

    named: frozenset[str]
    unread: tuple[str, ...] = ()


def levels_in(text: str) -> Levels:
    """ "Mầm non; Tiểu học", "MN, TH", "TiH - THCS" … A part that says nothing is told, never read as "every level"."""
    named: set[str] = set()
    unread: list[str] = []
    for part in (piece.strip() for piece in _PARTS.split(text)):
        alone = kind_of(part)
        found = kinds_in(part) or kinds_in(part.upper()) or ({alone} if alone else set())
        named |= {str(NAME_OF_KIND[kind]) for kind in found}
        if part and not found and match_key(part) not in _EVERY:
            unread.append(part)
    return Levels(frozenset(named), tuple(unread))
