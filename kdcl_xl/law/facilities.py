"""Criteria on land, rooms and equipment of a school that holds a national standard: which stay below what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kdcl_xl.law.regulation import Regulation, load
from kdcl_xl.text.normal import match_key

_FACILITIES = match_key("cơ sở vật chất")


@dataclass(frozen=True, slots=True)
class Short:
    """One criterion with the level it has and the level the held grade asks of the school."""

    code: str
    title: str
    level: int
    needed: int


@lru_cache(maxsize=32)
def facility_criteria(regulation: str) -> tuple[str, ...]:
    """The criteria of a rule set that speak of land, rooms and equipment: their own title or their standard's says so.

    Raises UnknownRegulation.
    """
    return tuple(
        criterion.code
        for standard in load(regulation).standards
        for criterion in standard.criteria
        if _FACILITIES in match_key(f"{standard.title} {criterion.title}")
    )


def facilities_short(rules: Regulation, grade: int, levels: Mapping[str, int]) -> tuple[Short, ...]:
    """Facility criteria below the level that a grade of the national standard asks. A criterion not in `levels` is unknown.

    A criterion without that level is held against its own highest one. A signal: what the whole school reaches is for
    `law.levels` to say.
    """
    offered = rules.recognition("cqg")
    asked = offered.grades.get(grade) if offered else None
    if asked is None:
        return ()
    found = []
    for code in facility_criteria(rules.id):
        criterion = rules.by_code[code]
        needed = min(asked, max(level.level for level in criterion.levels))
        if code in levels and levels[code] < needed:
            found.append(Short(code, criterion.title, levels[code], needed))
    return tuple(found)


def said_short(short: Short, level_word: str) -> str:
    """ "3.1 (Khuôn viên …): chưa đạt Mức 1, cần Mức 2"."""
    now = f"{level_word} {short.level}" if short.level else f"chưa đạt {level_word} 1"
    return f"{short.code} ({short.title}): {now}, cần {level_word} {short.needed}"
