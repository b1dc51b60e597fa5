"""Sheet "Theo dõi cải tiến": what is overdue, what is called done without proof, reviews that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_results import ImprovementTrack
from kdcl_xl.forms.vocabulary import Progress
from kdcl_xl.review_year.checks_kit import ReviewBook, check, labels_of
from kdcl_xl.review_year.improvement import is_overdue, reviews_are_due, reviews_in
from kdcl_xl.text.dates import SchoolYear, SchoolYearError, vn_date

OVERDUE = rule("DGS-100", Severity.WARNING, "Giải pháp cải tiến hoàn thành đúng hạn")
NO_PROOF = rule("DGS-101", Severity.WARNING, "Giải pháp hoàn thành có minh chứng và kết quả")
FEW_REVIEWS = rule("DGS-102", Severity.WARNING, "Kế hoạch cải tiến được rà soát đủ số lần trong năm học")
END_FIRST = rule("DGS-103", Severity.ERROR, "Hạn hoàn thành không trước năm học nguồn")
ORDER = rule("DGS-104", Severity.ERROR, "Rà soát lần 2 sau lần 1")


@check(OVERDUE, reads={ImprovementTrack: "ends_on state"})
def done_in_time(book: ReviewBook) -> Iterator[Finding]:
    """Past its day, neither done nor stopped; a day before the year of the plan is another finding."""
    for row in book.rows(ImprovementTrack, "ends_on", "state", "source_year"):
        if row.ends_on and is_overdue(row, book.on) and not _ends_before_its_year(row):
            state = f"“{row.state}”" if row.state else "chưa ghi tình trạng"
            yield OVERDUE.at(*book.at(row, "ends_on"), f"Giải pháp của “{row.school}” phải xong trước {vn_date(row.ends_on)}, đã quá {(book.on - row.ends_on).days} ngày, {state}.", "Đã xong thì sửa Tình trạng; chưa xong thì ghi hạn mới, lý do ở cột Ghi chú.")  # fmt: skip


@check(NO_PROOF, reads={ImprovementTrack: "state evidence result"})
def done_has_proof(book: ReviewBook) -> Iterator[Finding]:
    """ "Hoàn thành" without evidence or result, told at the first blank."""
    for row in book.rows(ImprovementTrack, "state", "evidence", "result"):
        blank = [field for field in ("evidence", "result") if not getattr(row, field).strip()]
        if row.state == Progress.DONE and blank:
            yield NO_PROOF.at(*book.at(row, blank[0]), f"Giải pháp của “{row.school}” ghi “{row.state}” nhưng chưa có {labels_of(ImprovementTrack, blank)}.", "Ghi minh chứng và kết quả, hoặc sửa tình trạng.")  # fmt: skip


@check(FEW_REVIEWS, reads={ImprovementTrack: "review_1_on review_2_on"})
def reviewed_often_enough(book: ReviewBook) -> Iterator[Finding]:
    """Once a school, when the year is over: reviews look at the plan, not at one measure."""
    asked = book.terms.number("ra_soat_lan")
    if not reviews_are_due(book.year, book.terms, book.on):
        return
    for file, rows in book.by_school(ImprovementTrack, "review_1_on", "review_2_on"):
        count = reviews_in(file, book.year)
        if len(rows) == len(file.of(ImprovementTrack)) and count < asked:
            yield FEW_REVIEWS.at(*book.at(rows[0], "review_2_on" if count else "review_1_on"), f"“{file.name}” rà soát kế hoạch cải tiến {count} lần trong năm học {book.year}; cần ít nhất {asked}.", "Đã rà soát thì ghi ngày, nhận xét của từng lần; chưa thì nhắc trường rà soát trước khi hết năm học.", law=book.terms.source("ra_soat_lan"))  # fmt: skip


@check(END_FIRST, reads={ImprovementTrack: "ends_on source_year"})
def ends_after_it_began(book: ReviewBook) -> Iterator[Finding]:
    """A day before the school year the weakness was found in."""
    for row in book.rows(ImprovementTrack, "ends_on", "source_year"):
        if row.ends_on and _ends_before_its_year(row):
            yield END_FIRST.at(*book.at(row, "ends_on"), f"Hoàn thành trước {vn_date(row.ends_on)}, trước khi năm học nguồn {row.source_year} bắt đầu.", "Sửa năm của hạn, hoặc năm học nguồn.")  # fmt: skip


@check(ORDER, reads={ImprovementTrack: "review_1_on review_2_on"})
def reviews_in_order(book: ReviewBook) -> Iterator[Finding]:
    """The second review after the first."""
    for row in book.rows(ImprovementTrack, "review_1_on", "review_2_on"):
        if row.review_1_on and row.review_2_on and row.review_2_on <= row.review_1_on:
            yield ORDER.at(*book.at(row, "review_2_on"), f"Rà soát lần 2 ngày {vn_date(row.review_2_on)}, không sau lần 1 ngày {vn_date(row.review_1_on)}.", "Sửa lại ngày nào ghi nhầm.")  # fmt: skip


def _ends_before_its_year(row: ImprovementTrack) -> bool:
    try:
        year = SchoolYear(row.source_year)
    except SchoolYearError:  # not a school year: nothing to compare with
        return False
    return row.ends_on is not None and row.ends_on < year.first_day
