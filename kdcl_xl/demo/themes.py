"""The bank of sentences: what a school writes about, theme by theme, and which criterion is about which theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kdcl_xl.law.regulation import SchoolKind

_FAMILY = {SchoolKind.PRESCHOOL: "mn", SchoolKind.CONTINUING: "gdtx"}
"""Tags of sentences that fit one family of schools only; every other kind is "pt"."""


@dataclass(frozen=True, slots=True)
class Weakness:
    """A weakness with what follows from it in the improvement plan."""

    issue: str
    cause: str
    measure: str
    goal: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Sentences about one subject. In the facts of a level "@2" cites the second document."""

    key: str
    documents: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    """Facts of Mức 1, Mức 2, Mức 3."""
    strengths: tuple[str, ...]
    weaknesses: tuple[Weakness, ...]
    trend: str

    def facts_of(self, level: int, kind: SchoolKind, *, private: bool) -> list[str]:
        """The facts of a level that fit this kind of school; themes of Mức 4 have one level only."""
        tags = {_FAMILY.get(kind, "pt"), "tt" if private else "cl"}
        chosen = self.facts[min(level, len(self.facts)) - 1]
        return [fact for tagged in chosen if (fact := _fitting(tagged, tags))]


def _fitting(tagged: str, tags: set[str]) -> str:
    head, bar, fact = tagged.partition("|")
    if not bar:
        return tagged
    return fact.strip() if tags & set(head.split(",")) else ""


@cache
def themes() -> dict[str, Theme]:
    """Every theme by key."""
    found: dict[str, Theme] = {}
    for part in ("manage", "people", "place", "learning"):
        data: dict[str, Any] = _read(f"themes_{part}.yaml")
        for key, entry in data.items():
            levels = tuple(tuple(entry[name]) for name in ("m1", "m2", "m3") if name in entry)
            weaknesses = tuple(Weakness(*line.split("|")) for line in entry["weak"])
            found[key] = Theme(
                key, tuple(entry["evidence"]), levels, tuple(entry["strong"]), weaknesses, entry["trend"]
            )
    return found


@cache
def themes_of(regulation_id: str, criterion: str) -> tuple[Theme, ...]:
    """What a criterion of a rule set is about. Raises KeyError for a criterion without sample prose."""
    return tuple(themes()[key] for key in _read("rule_sets.yaml")[regulation_id][criterion].split())


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((files("kdcl_xl.demo") / "data" / name).read_text(encoding="utf-8"))
