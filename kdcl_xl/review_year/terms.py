"""The deadlines and numbers in effect: the office's own workbook, over its settings, over the lawful defaults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.law.external_review import Term, review_law
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.snapshot import Submission

BAD_TERM = rule("DGS-001", Severity.ERROR, "Mốc, số lượng của cơ quan ghi đúng dạng")
OWN_NUMBER = "Theo quy định của cơ quan, trang Mốc, số lượng hoặc thiết lập"
"""Cited for a value the office set itself: the default's article does not say it."""
SET_ELSEWHERE = rule("DGS-002", Severity.HINT, "Mốc, số lượng in trên sổ là giá trị đang dùng")


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

    def source(self, term: str) -> str:
        """Where the value in effect comes from: the default's source, or the office that set another."""
        declared = term_of(term)
        return declared.source if self.values[term] == declared.value else OWN_NUMBER


def term_of(term_id: str) -> Term:
    """The declaration, with its source. Raises LookupError."""
    for term in review_law().terms:
        if term.id == term_id:
            return term
    raise LookupError(term_id)


def default_terms(settings: Settings) -> Terms:
    """What holds where no workbook says otherwise."""
    registration = settings.dossier
    own: dict[str, int | str] = {
        "ho_so_truoc_ngay": registration.dossier_days_before_visit,
        "so_cong_van": registration.letters,
        "so_bao_cao": registration.reports,
    }
    shipped = {term.id: term.value for term in review_law().terms}
    return Terms(shipped | own | settings.external_review.terms)


def terms_of(submission: Submission, settings: Settings) -> Terms:
    """What holds for a workbook `danh-gia-ngoai`: a value typed in it, else the settings, else the lawful default.

    A row that still shows the default was not typed by anybody; one that cannot be used changes nothing (see findings).
    """
    found = dict(default_terms(settings).values)
    for _row, term, value in _rows(submission):
        if value is not None and value != term.value:
            found[term.id] = value
    return Terms(found)


def term_rows(settings: Settings, last_year: Submission | None = None) -> list[Row]:
    """The rows of the sheet "Mốc, số lượng" of a new workbook: what the office typed last year, else these settings."""
    in_effect = default_terms(settings).values
    typed = {
        term.id: (str(value), row.own_paper)
        for row, term, value in (_rows(last_year) if last_year else ())
        if value is not None and value != term.value
    }
    rows: list[Row] = []
    for term in review_law().terms:
        value, paper = typed.get(term.id, (str(in_effect[term.id]), ""))
        rows.append(
            ReviewTerm(
                id=term.id, title=term.title, value=value, unit=term.unit, default=str(term.value), source=term.source,
                own_paper=paper, remark=term.note,
            )
        )  # fmt: skip
    return rows


def term_findings(submission: Submission, settings: Settings) -> Iterator[Finding]:
    """Values of the sheet that cannot be used, or that the settings overrule: each with the value used instead."""
    in_effect = default_terms(settings).values
    for row, term, value in _rows(submission):
        sheet, cell = submission.at(row, "value")
        if value is None:
            yield BAD_TERM.at(sheet, cell, f"“{row.value}” không dùng được cho “{term.title}”; đang dùng {in_effect[term.id]} {term.unit}.", f"Ghi {term.wanted}.")  # fmt: skip
        elif value == term.value != in_effect[term.id]:
            yield SET_ELSEWHERE.at(sheet, cell, f"“{term.title}” trên sổ là {row.value}, đang dùng {in_effect[term.id]} theo thiết lập [danh-gia-ngoai.moc] hoặc [dang-ky].", f"Ghi {in_effect[term.id]} vào ô này, hoặc bỏ mục ấy trong tệp thiết lập.")  # fmt: skip


def _rows(submission: Submission) -> Iterator[tuple[ReviewTerm, Term, int | str | None]]:
    by_id = {term.id: term for term in review_law().terms}
    for row in submission.table(ReviewTerm):
        if row.id in by_id:
            yield row, by_id[row.id], by_id[row.id].read(row.value)
