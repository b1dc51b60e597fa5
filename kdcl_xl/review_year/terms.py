"""The deadlines and numbers in effect: the office's own workbook, over its settings, over the lawful defaults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.law.external_review import Term, review_law
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.snapshot import Submission

BAD_TERM = rule("DGN-001", Severity.ERROR, "Mốc, số lượng của cơ quan ghi đúng dạng")
DAY_MONTH = "ngày/tháng"


@dataclass(frozen=True, slots=True)
class Terms:
    """Term by id, and its value in effect. Raises KeyError for an id that is not in the data."""

    values: Mapping[str, int | str]

    def number(self, term: str) -> int:
        """A whole number, e.g. `number("phan_hoi_ngay")`."""
        return int(self.values[term])

    def day_in(self, term: str, year: int) -> dt.date:
        """The day of a year that a term of "ngày/tháng" names."""
        day, month = str(self.values[term]).split("/")
        return dt.date(year, int(month), int(day))


def term_of(term_id: str) -> Term:
    """The declaration, with its source. Raises LookupError."""
    for term in review_law().terms:
        if term.id == term_id:
            return term
    raise LookupError(term_id)


def default_terms(settings: Settings) -> Terms:
    """What holds where no workbook says otherwise."""
    registration = settings.registration
    own: dict[str, int | str] = {
        "ho_so_truoc_ngay": registration.dossier_days_before_visit,
        "so_cong_van": registration.letters,
        "so_bao_cao": registration.reports,
    }
    shipped = {term.id: term.value for term in review_law().terms}
    return Terms(shipped | own | settings.external_review.terms)


def terms_of(submission: Submission, settings: Settings) -> Terms:
    """What holds for a workbook `danh-gia-ngoai`; a value that cannot be used falls back to the default (see findings)."""
    found = dict(default_terms(settings).values)
    for row in submission.table(ReviewTerm):
        term = next((term for term in review_law().terms if term.id == row.id), None)
        value = parsed(term, row.value) if term else None
        if value is not None:
            found[row.id] = value
    return Terms(found)


def term_findings(submission: Submission) -> Iterator[Finding]:
    """Values of the sheet "Mốc, số lượng" that cannot be used, each with the default that is used instead."""
    for row in submission.table(ReviewTerm):
        term = next((term for term in review_law().terms if term.id == row.id), None)
        if term is None or parsed(term, row.value) is not None:
            continue
        sheet, cell = submission.at(row, "value")
        wanted = (
            "ngày/tháng, ví dụ 15/6" if term.unit == DAY_MONTH else "một số nguyên, ví dụ " + str(term.value)
        )
        yield BAD_TERM.at(sheet, cell, f"“{row.value}” không dùng được cho “{term.title}”; đang dùng mặc định {term.value} {term.unit}.", f"Ghi {wanted}.")  # fmt: skip


def parsed(term: Term, text: str) -> int | str | None:
    """The value a cell means, None when it means none."""
    text = text.strip()
    if term.unit != DAY_MONTH:
        return int(text) if text.isdecimal() else None
    try:
        day, month = (int(part) for part in text.split("/"))
        dt.date(2025, month, day)
    except ValueError:
        return None
    return f"{day}/{month}"
