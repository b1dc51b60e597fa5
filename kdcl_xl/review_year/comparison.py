"""Self-assessment against external review, criterion by criterion: which schools, criteria and units rate themselves above
what panels and councils found.

A difference is a sign to look again, never a judgement. Pairs with a side that nobody has filled in, and criteria of one
school with two rows that disagree, are left out of every share and counted as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kdcl_xl.forms.review_results import Comparison
from kdcl_xl.law.regulation import UnknownRegulation, load
from kdcl_xl.review_year.school_files import SchoolFile, school_files
from kdcl_xl.text.names import natural_key, text_sort_key
from kdcl_xl.text.numbers import percent, vn_number
from kdcl_xl.workbook.snapshot import Submission


@dataclass(frozen=True, slots=True)
class Pair:
    """One criterion of one school. Levels are 0 (Mức 1 not met) and up; None: nobody has said."""

    criterion: str
    title: str
    regulation: str
    own: int | None
    found: int | None
    reason: str = ""
    source: str = ""
    conflict: bool = False
    """Two rows of this criterion say different levels."""
    yes_or_no: bool = False
    """A clause of the top level: met or not. It differs or not, by no number of levels."""

    @property
    def difference(self) -> int | None:
        """Own less found: above 0 when the school rates itself higher. None when a side is unknown."""
        if self.conflict or self.own is None or self.found is None:
            return None
        return self.own - self.found


@dataclass(frozen=True, slots=True)
class Gap:
    """Differences of many pairs together."""

    above: int = 0
    equal: int = 0
    below: int = 0
    unknown: int = 0
    total: int = 0
    """Sum of the differences, in levels."""
    graded: int = 0
    """Compared pairs that have levels: those the mean is of."""

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> Gap:
        """Count pairs."""
        known: list[int] = []
        graded: list[int] = []
        unknown = 0
        for pair in pairs:
            if pair.difference is None:
                unknown += 1
                continue
            known.append(pair.difference)
            if not pair.yes_or_no:
                graded.append(pair.difference)
        above, below = sum(d > 0 for d in known), sum(d < 0 for d in known)
        return cls(above, len(known) - above - below, below, unknown, sum(graded), len(graded))

    @property
    def compared(self) -> int:
        """Pairs with both sides."""
        return self.above + self.equal + self.below

    @property
    def mean(self) -> float | None:
        """Mean difference in levels, to two decimals; None when nothing with levels could be compared."""
        return round(self.total / self.graded, 2) if self.graded else None

    @property
    def share_above(self) -> float | None:
        """Percent of the compared pairs in which the school rated itself higher; None when there are none."""
        return round(100 * self.above / self.compared, 1) if self.compared else None

    @property
    def in_words(self) -> str:
        """ "cao hơn 3/25 (12,0%), thấp hơn 1, chênh trung bình +0,12 mức; 2 tiêu chí chưa đủ hai bên"."""
        parts = []
        if self.compared:
            text = f"cao hơn {self.above}/{self.compared} ({percent(self.above, self.compared)}), thấp hơn {self.below}"
            if self.mean is not None:
                sign = "+" if self.mean > 0 else ""
                text += f", chênh trung bình {sign}{vn_number(self.mean, 2)} mức"
            if self.graded and self.graded < self.compared:
                text += f" ({self.graded} tiêu chí có mức)"
            parts.append(text)
        if self.unknown:
            parts.append(f"{self.unknown} tiêu chí chưa có đủ mức của hai bên")
        return "; ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "compared": self.compared, "above": self.above, "equal": self.equal, "below": self.below,
            "unknown": self.unknown, "percent_above": self.share_above, "mean": self.mean,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchoolComparison:
    """One school under one rule set."""

    school_id: str
    name: str
    kind: str
    office: str
    regulation: str
    pairs: tuple[Pair, ...]
    gap: Gap


@dataclass(frozen=True, slots=True)
class CriterionComparison:
    """One criterion of one rule set over all schools."""

    regulation: str
    criterion: str
    title: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class UnitComparison:
    """The schools of one unit together."""

    office: str
    schools: int
    gap: Gap


@dataclass(frozen=True, slots=True)
class Compared:
    """The sheet "Đối chiếu" as a whole. Schools and units stand with the highest mean difference first."""

    schools: tuple[SchoolComparison, ...]
    criteria: tuple[CriterionComparison, ...]
    units: tuple[UnitComparison, ...]
    gap: Gap

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "schema": 1,
            "all": self.gap.as_json(),
            "schools": [
                {"school_id": s.school_id, "school": s.name, "kind": s.kind, "office": s.office, "regulation": s.regulation, **s.gap.as_json()}
                for s in self.schools
            ],
            "criteria": [
                {"regulation": c.regulation, "criterion": c.criterion, "title": c.title, **c.gap.as_json()}
                for c in self.criteria
            ],
            "units": [{"office": u.office, "schools": u.schools, **u.gap.as_json()} for u in self.units],
        }  # fmt: skip

    def lines(self) -> list[str]:
        """For the screen."""
        if not self.schools:
            return [f"Trang {Comparison.table.sheet} chưa có dòng nào."]
        lines = [f"Tất cả: {self.gap.in_words}."]
        lines += [f"{school.name}: {school.gap.in_words}." for school in self.schools]
        lines += [f"{unit.office} ({unit.schools} trường): {unit.gap.in_words}." for unit in self.units]
        lines += [
            f"Tiêu chí {one.criterion} ({_rules_in_words(one.regulation)}): {one.gap.in_words}."
            for one in self.criteria
            if one.gap.above
        ]
        return [*lines, "Chênh lệch là dấu hiệu để xem lại, không phải kết luận."]


def compare(submission: Submission) -> Compared:
    """Everything the sheet "Đối chiếu" of a workbook `danh-gia-ngoai` tells."""
    schools = [one for file in school_files(submission) for one in _schools(file)]
    return Compared(
        tuple(sorted(schools, key=lambda one: (_highest_first(one.gap), text_sort_key(one.name)))),
        tuple(_criteria(schools)),
        tuple(sorted(_units(schools), key=lambda one: (_highest_first(one.gap), text_sort_key(one.office)))),
        Gap.of(pair for one in schools for pair in one.pairs),
    )


def _schools(file: SchoolFile) -> Iterator[SchoolComparison]:
    """A school reviewed under two rule sets is compared under each."""
    by_rules: dict[str, dict[str, list[Comparison]]] = {}
    for row in file.of(Comparison):
        if row.criterion:
            by_rules.setdefault(row.regulation, {}).setdefault(row.criterion, []).append(row)
    for regulation, criteria in by_rules.items():
        pairs = tuple(_pair(rows) for rows in criteria.values())
        yield SchoolComparison(
            file.school_id, file.name, file.kind, file.office, regulation, pairs, Gap.of(pairs)
        )


def _pair(rows: list[Comparison]) -> Pair:
    """Rows of one criterion fill each other's blanks; two different levels on one side are a conflict."""
    own, found = _levels(row.own for row in rows), _levels(row.found for row in rows)
    first = rows[0]
    return Pair(
        first.criterion,
        next((row.title for row in rows if row.title), ""),
        first.regulation,
        own[0] if len(own) == 1 else None,
        found[0] if len(found) == 1 else None,
        "; ".join(dict.fromkeys(row.reason for row in rows if row.reason)),
        "; ".join(dict.fromkeys(row.source for row in rows if row.source)),
        conflict=len(own) > 1 or len(found) > 1,
        yes_or_no=first.criterion in _clauses(first.regulation),
    )


def _rules_in_words(regulation: str) -> str:
    """ "Thông tư 18/2018, trường THCS…"; the id itself of one the program does not have."""
    try:
        return load(regulation).short_title if regulation else "chưa rõ bộ tiêu chuẩn"
    except UnknownRegulation:
        return regulation


def _clauses(regulation: str) -> frozenset[str]:
    """Codes of the clauses of a rule set (khoản 1–6 Điều 22); none of one the program does not have."""
    try:
        return frozenset(clause.code for clause in load(regulation).clauses)
    except UnknownRegulation:
        return frozenset()


def _levels(values: Iterable[int | None]) -> list[int]:
    return list(dict.fromkeys(value for value in values if value is not None))


def _criteria(schools: list[SchoolComparison]) -> Iterator[CriterionComparison]:
    groups: dict[tuple[str, str], list[Pair]] = {}
    for school in schools:
        for pair in school.pairs:
            groups.setdefault((pair.regulation, pair.criterion), []).append(pair)
    for regulation, criterion in sorted(groups, key=lambda key: (key[0], natural_key(key[1]))):
        pairs = groups[regulation, criterion]
        title = next((pair.title for pair in pairs if pair.title), "")
        yield CriterionComparison(regulation, criterion, title, Gap.of(pairs))


def _units(schools: list[SchoolComparison]) -> Iterator[UnitComparison]:
    groups: dict[str, list[SchoolComparison]] = {}
    for school in schools:
        if school.office:
            groups.setdefault(school.office, []).append(school)
    for office, members in groups.items():
        named = {(one.school_id, one.name) for one in members}
        yield UnitComparison(office, len(named), Gap.of(pair for one in members for pair in one.pairs))


def _highest_first(gap: Gap) -> float:
    return float("inf") if gap.mean is None else -gap.mean
