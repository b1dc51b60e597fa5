"""A workbook `danh-gia-ngoai` filled from what the office already has: consolidated workbook, schedule, last year, schools.

Order of trust: the office's current workbook, its record of decisions of last year, what schools sent, the plan, the rest of
last year. Each file must be of the school year it is given for; a school's of another year is told and left out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.external_review import ImportRemark, ReviewPlan
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.review_results import ImprovementTrack
from kdcl_xl.review_year.gather_against_summary import not_counted, only_needs
from kdcl_xl.review_year.gather_book import Book, Gift
from kdcl_xl.review_year.gather_last_year import gift_of_last_year, recognitions_of_last_year
from kdcl_xl.review_year.gather_schedule import gift_of_schedule
from kdcl_xl.review_year.gather_schools_books import chosen_workbooks, gift_of_school
from kdcl_xl.review_year.gather_summary import gift_of_summary
from kdcl_xl.review_year.targets import fill_shares
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission

_OFFICE = ("office", "level", "province", "contact")
"""What says whose workbook it is."""


OTHER_YEAR = rule("DGT-006", Severity.ERROR, "Sổ của trường thuộc năm học đang lập sổ đánh giá ngoài")


class GatherError(ValueError):
    """The files do not go together; the message is one Vietnamese line for the user."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the office has, all read; None where there is none. `base`: its current workbook, to which only is added."""

    summary: Submission | None = None
    schedule: Submission | None = None
    last_year: Submission | None = None
    schools: Sequence[Submission] = ()
    base: Submission | None = None
    on: dt.date | None = None
    """The day of the figures; by default that of the consolidated workbook."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The content of the new workbook, what was added to the base, and what is to be looked at."""

    edition: Edition
    content: Content
    changes: tuple[str, ...]
    findings: tuple[Finding, ...]


def gather(sources: Sources, findings: Sequence[Finding] = ()) -> Gathered:
    """Fill the workbook. `findings` are those of reading the files. Raises GatherError.

    A new workbook keeps its findings on the sheet "Điểm cần xem"; one that is there already only gets what it lacks.
    """
    year = _school_year(sources)
    edition = sources.base.edition if sources.base else Edition(year)
    gifts, read = _gifts(sources, year)
    book = Book(edition, sources.base)
    book.begin(gifts)
    for gift in gifts:
        book.take(gift)
    content = book.finish()
    _compute(content)
    found = (*findings, *read, *book.findings)
    if sources.base is None:
        content.rows.setdefault(ImportRemark, []).extend(remark(finding) for finding in found)
    return Gathered(edition, content, tuple(book.lines()), found)


def _compute(content: Content) -> None:
    day, office = (content.cells.get(ReviewPlan.column(name).entry.name) for name in ("as_of", "office"))
    if isinstance(day, dt.date):
        fill_shares(content.rows, str(office or ""), day)


def remark(finding: Finding) -> ImportRemark:
    """A finding as a row of the sheet "Điểm cần xem"."""
    return ImportRemark(
        severity=str(finding.severity),
        code=finding.code,
        place=" · ".join(filter(None, (finding.file, finding.place))),
        message=finding.message,
        remedy=finding.remedy,
        law=finding.law,
    )


def _gifts(sources: Sources, year: SchoolYear) -> tuple[list[Gift], list[Finding]]:
    chosen, findings = chosen_workbooks(one for one in sources.schools if one.edition.school_year == year)
    findings += [_left_out(one, year) for one in sources.schools if one.edition.school_year != year]
    gifts = [Gift(cells={"as_of": sources.on}, file="lựa chọn --ngay")] if sources.on else []
    if sources.last_year:
        gifts.append(recognitions_of_last_year(sources.last_year))
    if sources.summary:
        findings += not_counted(chosen, sources.summary)
        if not sources.schools and not (sources.base and sources.base.table(ImprovementTrack)):
            findings.append(only_needs(sources.summary))
        gift = gift_of_summary(sources.summary)
        if sources.on:
            gift.cells.pop("as_of")
        gifts.append(gift)
    gifts += [gift_of_school(one) for one in chosen]
    if sources.schedule:
        gifts.append(gift_of_schedule(sources.schedule))
    if sources.last_year:
        gifts.append(gift_of_last_year(sources.last_year))
    named = sources.base is not None and sources.base.fields(ReviewPlan).office
    whose = sources.schedule or sources.last_year
    if whose and not (named or sources.summary):
        gifts.append(_same_office(whose))
    return gifts, findings


def _left_out(one: Submission, year: SchoolYear) -> Finding:
    """One school that sent another year's workbook does not stop the office."""
    said = f"“{one.file}” là sổ của năm học {one.edition.school_year}, đang lập sổ năm học {year}: chưa lấy gì từ tệp này."
    return replace(OTHER_YEAR.at("", "", said, "Trường gửi sổ của đúng năm học."), file=one.file)


def _same_office(found: Submission) -> Gift:
    """Whose workbook it is, where nothing else of this year says so."""
    plan = found.fields(ReviewPlan)
    return Gift(cells={name: getattr(plan, name) for name in _OFFICE if getattr(plan, name)}, file=found.file)


def _school_year(sources: Sources) -> SchoolYear:
    """The school year of the workbook, of schools alone that of most. The office's own files must fit it."""
    given = [one for one in (sources.base, sources.summary, sources.schedule) if one]
    last = sources.last_year
    if given:
        year = given[0].edition.school_year
    elif sources.schools:
        years = Counter(one.edition.school_year for one in sources.schools)
        year = max(years, key=lambda each: (years[each], each))
    elif last:
        year = last.edition.school_year.shift(1)
    else:
        raise GatherError("Chưa có nguồn nào: cần ít nhất sổ tổng hợp, lịch đã nhập, sổ của trường, sổ hiện có hoặc sổ năm trước.")  # fmt: skip
    for one, what in ((sources.summary, "sổ tổng hợp"), (sources.schedule, "lịch")):
        if one and one.edition.school_year != year:
            raise GatherError(_other_year(one, year, what))
    if last and last.edition.school_year != year.shift(-1):
        raise GatherError(
            f"“{last.file}” là sổ năm học {last.edition.school_year}; --nam-truoc của năm học {year} phải là sổ năm học {year.shift(-1)}. "
            f"Chưa có sổ ấy thì mở nó từ sổ cũ: kdcl danh-gia-ngoai lap --nam-truoc {last.file} --ra TEP, rồi dùng tệp vừa ghi."
        )
    return year


def _other_year(one: Submission, year: SchoolYear, what: str) -> str:
    return f"“{one.file}” ({what}) là của năm học {one.edition.school_year}, sổ đánh giá ngoài đang lập là của năm học {year}. Chọn đúng tệp của năm học ấy."
