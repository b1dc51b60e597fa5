"""What a document is to the program: a code, a kind, the form it is made from, templates with their models, a builder.

A builder is a function from a `Source` to a context; it invents nothing, and says in `Source.remarks` what the user
should know of what it could not fill.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from pydantic import BaseModel

from kdcl_xl.documents.kinds import Kind
from kdcl_xl.forms.blanks import BLANKS, BlankPeriod
from kdcl_xl.forms.columns import Fields, Row
from kdcl_xl.forms.disclosure import DISCLOSURE, Discloser
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.form import Form
from kdcl_xl.forms.review_team import REVIEW_TEAM, ReviewedSchool
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, School
from kdcl_xl.law.levels import Verdict, assess
from kdcl_xl.settings import Settings
from kdcl_xl.text.normal import slug
from kdcl_xl.workbook.answers import answers_of
from kdcl_xl.workbook.snapshot import Submission

SLUG_LENGTH = 40
"""Longest part of a file name that comes from a name of a body."""
_SCHOOLS: dict[str, type[School] | type[ReviewedSchool] | type[Discloser]] = {
    SELF_ASSESSMENT.id: School,
    REVIEW_TEAM.id: ReviewedSchool,
    DISCLOSURE.id: Discloser,
}
"""Form → the sheet that names the one school a workbook is about; the others are workbooks of offices."""


def file_named(submission: Submission) -> str:
    """ "“so.xlsx” (SHA-256: 0123456789ab…)": which file figures come from, for the note of a paper."""
    digest = f" (SHA-256: {submission.sha256[:12]}…)" if submission.sha256 else ""
    return f"“{submission.file}”{digest}"


def file_part(school_id: str, name: str) -> str:
    """What the papers of a school are named after: its id, else its name."""
    return slug(school_id) or slug(name)[:SLUG_LENGTH] or "truong"


@dataclass
class Source:
    """What documents are made from: a workbook, the day of printing, the settings of the office."""

    submission: Submission
    on: dt.date
    settings: Settings = field(default_factory=Settings)
    remarks: list[str] = field(default_factory=list)
    """Sentences for the user, added by builders: what was left blank, what was proposed."""

    @cached_property
    def verdict(self) -> Verdict:
        """The level of a self-assessment, as far as the answers decide it."""
        return assess(answers_of(self.submission), self.submission.edition.rules)

    @property
    def owner(self) -> str:
        """Whose paper it is, for file names: the school's id or name, else the unit of the workbook."""
        submission = self.submission
        for form, school_of in _SCHOOLS.items():
            if submission.form.id == form:
                school = submission.fields(school_of)
                return file_part(school.school_id, school.name)
        unit = submission.stamp.unit
        if submission.form.id == EXTERNAL_REVIEW.id:
            unit = submission.fields(ReviewPlan).office or unit
        elif submission.form.id == BLANKS.id:
            unit = submission.fields(BlankPeriod).unit
        return slug(unit)[:SLUG_LENGTH] or "don-vi"


@dataclass(frozen=True, slots=True)
class Draft:
    """A document about to be printed: its file name without suffix, and its values."""

    name: str
    context: BaseModel
    of_another: bool = False
    """Whether another body issues it: its own clerk gives number and day, ours only drafts it."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One template of a document: `<template>.docx`, the model it prints, a sample with invented people."""

    template: str
    model: type[BaseModel]
    sample: Callable[[], BaseModel]
    title: str = ""
    """When to use it, where a document has several: the circular."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the catalogue. Exactly one of `build` (one file) and `build_all` (a folder of files) is given.

    The model of the context a builder returns chooses the variant, and so the template.
    """

    code: str
    title: str
    kind: Kind
    form: Form
    variants: tuple[Variant, ...]
    build: Callable[[Source], BaseModel] | None = None
    build_all: Callable[[Source], Iterable[Draft]] | None = None
    uses: tuple[type[Row] | type[Fields], ...] = ()
    """The sheets of the form the builder reads, for the list of documents."""
    from_part: bool = False
    """Whether the part of a work group is enough."""

    def __post_init__(self) -> None:
        """Raises ValueError when it has not exactly one builder."""
        if (self.build is None) == (self.build_all is None):
            raise ValueError(f"{self.code}: one of build and build_all")

    @property
    def several(self) -> bool:
        """Whether it is a folder of files: one for each criterion, each school."""
        return self.build_all is not None

    def drafts(self, source: Source) -> list[Draft]:
        """The documents of this kind that the source gives. Raises UnknownRegulation."""
        if self.build_all is not None:
            return list(_with_names_of_their_own(self.build_all(source)))
        assert self.build is not None  # noqa: S101 (see __post_init__)
        name = f"{self.code}_{source.owner}_{source.submission.edition.school_year}"
        return [Draft(name, self.build(source))]

    def variant_of(self, context: BaseModel) -> Variant:
        """The variant that prints a context. Raises LookupError for a model the document does not list."""
        for variant in self.variants:
            if variant.model is type(context):
                return variant
        raise LookupError(f"{self.code}: {type(context).__name__}")

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets it is made from, in the order of the form."""
        used = {part.table.sheet if issubclass(part, Row) else part.sheet for part in self.uses}
        return tuple(sheet for sheet in self.form.order if sheet in used)


def _with_names_of_their_own(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Papers of one name would lie over each other in the folder and share one number: the second is "…_lan-2"."""
    times: Counter[str] = Counter()
    for draft in drafts:
        times[draft.name] += 1
        again = times[draft.name]
        yield draft if again == 1 else replace(draft, name=f"{draft.name}_lan-{again}")
