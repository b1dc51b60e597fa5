"""What the checks of a workbook `danh-gia-ngoai` share: the workbook as they see it, and how a check is declared.

    @check(NO_SUPPLEMENT, reads={DossierReview: "outcome to_supplement"})
    def supplement_is_said(book: ReviewBook) -> Iterator[Finding]:
        ...

`reads` names tables and the columns a check needs: it stays silent where the reader has already said that one is
missing, and a row with an unreadable cell among them is left out (`ReviewBook.rows`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from kdcl_xl.findings import Finding, Mode, Rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewPlan
from kdcl_xl.law.external_review import ReviewPath, review_law
from kdcl_xl.law.regulation import Regulation, SchoolKind
from kdcl_xl.review_year.rule_sets import kind_named, rules_named
from kdcl_xl.review_year.school_files import SchoolFile, school_files
from kdcl_xl.review_year.terms import Terms, terms_of
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear, vn_date
from kdcl_xl.workbook.snapshot import Submission

R = TypeVar("R", bound=Row)


class ReviewBook:
    """One workbook on one day. What is worked out from the whole workbook is worked out once."""

    def __init__(self, submission: Submission, settings: Settings, on: dt.date):
        self.submission, self.settings, self.on = submission, settings, on

    # ---- rows

    def rows(self, table: type[R], *fields: str) -> list[R]:
        """The rows of a table whose cells of these fields could be read."""
        found = self.submission.table(table)
        if not self.submission.unreadable:
            return found
        return [row for row in found if self.submission.readable(row, *fields)]

    def at(self, row: Row, field: str) -> tuple[str, str]:
        """Sheet and cell of a value."""
        return self.submission.at(row, field)

    @cached_property
    def plan(self) -> ReviewPlan:
        """The single values of the sheet "Thông tin"."""
        return self.submission.fields(ReviewPlan)

    @cached_property
    def files(self) -> list[SchoolFile]:
        """The schools, each with its rows."""
        return school_files(self.submission)

    @cached_property
    def _file_of(self) -> dict[int, SchoolFile]:
        return {id(row): file for file in self.files for rows in file.rows.values() for row in rows}

    def file_of(self, row: Row) -> SchoolFile | None:
        """The school a row belongs to; None where it names none."""
        return self._file_of.get(id(row))

    def by_school(self, table: type[R], *fields: str) -> list[tuple[SchoolFile, list[R]]]:
        """The readable rows of a table, school by school."""
        readable = {id(row) for row in self.rows(table, *fields)}
        groups = [(file, [row for row in file.of(table) if id(row) in readable]) for file in self.files]
        return [(file, rows) for file, rows in groups if rows]

    # ---- days

    @cached_property
    def year(self) -> SchoolYear:
        """The school year of the workbook."""
        return self.submission.edition.school_year

    @cached_property
    def day_in_year(self) -> dt.date:
        """The day of checking, or the nearest one of the school year: what a row without its own day is judged by."""
        return min(max(self.on, self.year.first_day), self.year.last_day)

    # ---- law

    @cached_property
    def terms(self) -> Terms:
        """Deadlines and numbers in effect."""
        return terms_of(self.submission, self.settings)

    def path_on(self, day: dt.date) -> ReviewPath:
        """The path to recognition of a day."""
        return review_law().path_on(day)

    def kind_of(self, row: Row) -> SchoolKind | None:
        """The kind of the school a row belongs to, as far as anything tells it."""
        file = self.file_of(row)
        return kind_named(file.kind) if file else None

    def rules_of(self, row: Row, on: dt.date | None) -> Regulation | None:
        """The rule set a row names, else that in force for its school on a day; None: unknown."""
        return rules_named(
            str(getattr(row, "regulation", "") or ""), self.kind_of(row), on or self.day_in_year
        )


# ---- checks

CheckFunction = Callable[[ReviewBook], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A function, the rules it may report and the columns it needs."""

    function: CheckFunction
    rules: tuple[Rule, ...]
    reads: Mapping[type[Row], tuple[str, ...]]

    def findings(self, book: ReviewBook, mode: Mode) -> Iterator[Finding]:
        """What it finds; while people are still writing, what is merely missing is not held against them."""
        silent = {rule.code for rule in self.rules if mode is Mode.DRAFT and rule.only_when_submitting}
        if len(silent) < len(self.rules) and book.submission.has_columns(self.reads):
            yield from (finding for finding in self.function(book) if finding.code not in silent)


CHECKS: list[Check] = []
"""All checks, in the order their modules are imported."""


def check(*rules: Rule, reads: Mapping[type[Row], str]) -> Callable[[CheckFunction], CheckFunction]:
    """Register a check for these rules. `reads`: table → the fields it needs, separated by spaces."""
    columns = {table: tuple(fields.split()) for table, fields in reads.items()}

    def register(function: CheckFunction) -> CheckFunction:
        CHECKS.append(Check(function, rules, columns))
        return function

    return register


def days_in_order(
    book: ReviewBook, order: Rule, table: type[Row], fields: Sequence[str]
) -> Iterator[Finding]:
    """Each day of a row against the last one before it, so that one slip is told once."""
    for row in book.rows(table, *fields):
        before: tuple[str, dt.date] | None = None
        for field in fields:
            day = getattr(row, field)
            if day is None:
                continue
            if before and day < before[1]:
                yield order.at(*book.at(row, field), f"“{label_of(table, field)}” {vn_date(day)} trước “{label_of(table, before[0])}” {vn_date(before[1])}.", "Sửa lại ngày nào ghi nhầm.")  # fmt: skip
            before = field, day


def label_of(table: type[Row], field: str) -> str:
    """The header of a column."""
    return table.column(field).label


def labels_of(table: type[Row], fields: Sequence[str]) -> str:
    """The headers of columns as a sentence names them: “Số quyết định”, “Số giấy”."""
    return ", ".join(f"“{label_of(table, field)}”" for field in fields)
