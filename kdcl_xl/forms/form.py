"""A form: the declarations of one kind of workbook, and an edition of it for one rule set and school year."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kdcl_xl.forms.columns import Column, Fields, Row
from kdcl_xl.law.regulation import Regulation, SchoolKind
from kdcl_xl.text.dates import SchoolYear

_NO_STANDARD = "Bộ tiêu chuẩn cho trung tâm không xét đạt chuẩn quốc gia: để trống."


@dataclass(frozen=True, eq=False)
class Edition:
    """What a blank workbook is printed for: rule set, school year and kind of school.

    `regulation` is None for forms that do not depend on a circular (the official list of schools). Compared by
    identity, so that what follows from an edition is worked out once (see `registry.edition_of`).
    """

    school_year: SchoolYear
    regulation: Regulation | None = None
    kind: SchoolKind | None = None

    @property
    def rules(self) -> Regulation:
        """The rule set, for forms that have one."""
        if self.regulation is None:
            raise ValueError("this form is printed without a rule set")
        return self.regulation


Prefill = Callable[[Edition], list[Row]]
Lists = Callable[[Edition], Mapping[str, tuple[str, ...]]]


def _no_lists(_edition: Edition) -> Mapping[str, tuple[str, ...]]:
    return {}


@dataclass(frozen=True, eq=False)
class Form:
    """The declarations of one kind of workbook; `order` names its sheets as the user meets them.

    Sheets that are neither `fields` nor `tables` are live or printed sheets that the builder draws
    (`workbook/live/`). Only `first_sheets` are visible in a blank workbook.
    """

    id: str
    version: str
    title: str
    fields: tuple[type[Fields], ...]
    tables: tuple[type[Row], ...]
    order: tuple[str, ...]
    first_sheets: tuple[str, ...]
    prefill: Mapping[type[Row], Prefill] = field(default_factory=dict)
    lists: Lists = _no_lists
    preset: Callable[[Edition], Mapping[str, str]] = lambda _edition: {}
    """Named cells a blank workbook already holds, e.g. the kind of school it was printed for."""
    needs_rules: bool = True
    """Whether an edition needs a rule set (the list of schools does not)."""
    drawn: tuple[str, ...] = ()
    """Sheets without entry cells: guide, live results, slip."""
    applies: Callable[[type[Row], Edition], bool] = lambda _table, _edition: True
    """Whether a table belongs to an edition (Mức 4, reviews of TT 57 …)."""

    def tables_of(self, edition: Edition) -> tuple[type[Row], ...]:
        """The tables this edition has."""
        return tuple(table for table in self.tables if self.applies(table, edition))

    def sheets_of(self, edition: Edition) -> tuple[str, ...]:
        """The sheets this edition has, in order."""
        left_out = {table.table.sheet for table in self.tables} - {
            table.table.sheet for table in self.tables_of(edition)
        }
        return tuple(sheet for sheet in self.order if sheet not in left_out)

    def lists_of(self, edition: Edition) -> dict[str, tuple[str, ...]]:
        """Every drop-down list of the edition: the fixed ones of the columns and those the rule set gives."""
        fixed = {
            column.entry.choices: column.entry.options
            for declared in (*self.fields, *self.tables)
            for column in declared.columns
            if column.entry.options
        }
        return fixed | dict(self.lists(edition))

    @lru_cache(maxsize=256)  # noqa: B019 (forms live as long as the program)
    def digest(self, edition: Edition) -> str:
        """SHA-256 (16 hex digits) of the logical structure: names and headers, not XML."""
        lines = [self.id, self.version]
        lines += [f"{f.sheet}!{c.entry.name}" for f in self.fields for c in f.columns]
        lines += [
            f"{table.table.name}|{'|'.join(headers(table, edition).values())}"
            for table in self.tables_of(edition)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@lru_cache(maxsize=1024)
def columns_of(table: type[Row], edition: Edition) -> tuple[Column, ...]:
    """The columns a table has in an edition: years beyond the rule set's span are left out."""
    span = edition.regulation.statistics.years if edition.regulation else 0
    return tuple(
        column
        for column in table.columns
        if column.entry.years_back is None or column.entry.years_back < span
    )


def headers(table: type[Row], edition: Edition) -> dict[str, str]:
    """Field → header text of a table in an edition, in order."""
    return {column.field: header(column, edition) for column in columns_of(table, edition)}


def header(column: Column, edition: Edition) -> str:
    """The header text of one column: a school year for the columns of years."""
    if column.entry.years_back is None:
        return fill_words(column.entry.label, edition)
    return str(edition.school_year.shift(-column.entry.years_back))


def fill_words(text: str, edition: Edition) -> str:
    """Put the words of the rule set into a label or a help text: {head}, {learners}, {evidence_example}.

    {school} is "nhà trường" or "trung tâm", {institution} "trường" or "trung tâm"; {name_example} an invented name;
    {standard_hint} what a centre writes where the recognition of national standard is asked after, else nothing.
    """
    if "{" not in text or edition.regulation is None:
        return text
    rules = edition.regulation
    centre = rules.applies_to == (SchoolKind.CONTINUING,)
    school = rules.words.school.lower()
    return text.format(
        head=rules.words.head.lower(),
        learners=rules.words.learners,
        school=school,
        institution=school.removeprefix("nhà "),
        name_example="Trung tâm GDTX Nguyễn Hiền" if centre else "Trường THCS Nguyễn Hiền",
        standard_hint=_NO_STANDARD if centre else "",
        evidence_example=rules.evidence_code.example,
    )
