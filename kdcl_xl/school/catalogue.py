"""The list of evidence and every place that cites it, as numbering, sharing and joining read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kdcl_xl.checks.codes import canonical
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import (
    AnswerLine,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    Passage,
    StandardAnalysis,
)
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.school.citations import citations, draft_key, texts_of, usable_draft_id
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.snapshot import Submission

_CRITERION = re.compile(r"\d{1,2}\.\d{1,2}")
_STANDARD_SECTION = re.compile(r"(?:mo-dau|ket-luan)-(\d+)")
_ORDER_OF_TABLES: tuple[type[Row], ...] = (
    Description,
    CriterionAnalysis,
    AnswerLine,
    Improvement,
    Passage,
    StandardAnalysis,
)


@dataclass(frozen=True, slots=True)
class Use:
    """One citation of a piece of evidence; `criterion` is "" for passages that belong to none."""

    row: Row
    field: str
    key: str
    criterion: str


@dataclass(slots=True)
class Catalogue:
    """The rows of evidence by every key they may be cited with."""

    rows: list[Evidence]
    by_key: dict[str, int] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    clashes: list[tuple[str, int, int]] = field(default_factory=list)
    """(key, first row, other row) where one key names two different documents."""
    repeats: list[tuple[str, int, int]] = field(default_factory=list)
    """The same, for one document listed twice."""

    @classmethod
    def of(cls, rows: list[Evidence]) -> Catalogue:
        """Read the catalogue; two rows with one key are one document only when title and number agree."""
        catalogue = cls(rows)
        for place, row in enumerate(rows):
            for key, draft in ((canonical(row.code), False), (draft_key(row.draft_id), True)):
                usable = usable_draft_id(row.draft_id) if draft else any(c.isdigit() for c in key)
                if not key or not usable:  # a dash or "chưa có" in the column is no code
                    continue
                if draft:
                    catalogue.drafts.add(key)
                first = catalogue.by_key.setdefault(key, place)
                if first != place:
                    same = same_document(rows[first], row)
                    (catalogue.repeats if same else catalogue.clashes).append((key, first, place))
        return catalogue


def same_document(one: Evidence, other: Evidence) -> bool:
    """Whether two rows describe one document: equal title, and equal number and day where both give them."""
    return (
        match_key(one.title) == match_key(other.title)
        and (not one.number or not other.number or match_key(one.number) == match_key(other.number))
        and (not one.issued_on or not other.issued_on or one.issued_on == other.issued_on)
    )


def uses_of(submission: Submission, catalogue: Catalogue, rules: Regulation) -> Iterator[Use]:
    """Every citation, known or not, criterion by criterion in the order of the circular, then by table and row."""
    order = {code: place for place, code in enumerate(rules.by_code)}
    lines: list[tuple[int, int, int, Row]] = []
    for table in submission.rows:
        rank = _ORDER_OF_TABLES.index(table) if table in _ORDER_OF_TABLES else len(_ORDER_OF_TABLES)
        for place, row in enumerate(submission.rows[table]):
            criterion = criterion_of(row, rules)
            general = len(order) if isinstance(row, Passage | StandardAnalysis) or not criterion else 0
            lines.append((order.get(criterion, len(order)) + general, rank, place, row))
    for *_, row in sorted(lines, key=lambda line: line[:3]):
        for name, text, listing in texts_of(row):
            for citation in citations(text, catalogue.drafts, listing=listing):
                yield Use(row, name, citation.key, criterion_of(row, rules))


def criterion_of(row: Row, rules: Regulation) -> str:
    """The criterion a row belongs to; the first one of its standard for rows of a standard; "" for none."""
    if isinstance(row, Description | CriterionAnalysis | AnswerLine | Improvement):
        return row.criterion if row.criterion in rules.by_code else ""
    section = _STANDARD_SECTION.fullmatch(row.section) if isinstance(row, Passage) else None
    code = row.standard if isinstance(row, StandardAnalysis) else section[1] if section else ""
    standard = next((s for s in rules.standards if s.code == code), None)
    return standard.criteria[0].code if standard and standard.criteria else ""


def stated_criteria(row: Evidence, rules: Regulation) -> list[str]:
    """The criteria named in "Dùng cho tiêu chí" that the rule set knows."""
    return [code for code in _CRITERION.findall(row.criteria) if code in rules.by_code]
