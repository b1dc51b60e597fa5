"""Sheet "Thẩm định hồ sơ": copies, outcome, what has to be supplemented until when."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_results import DossierReview
from kdcl_xl.forms.review_words import DossierOutcome, Meets
from kdcl_xl.review_year.checks_kit import ReviewBook, check, label_of, labels_of
from kdcl_xl.review_year.checks_registration import FILED_LATE, arrival
from kdcl_xl.text.dates import vn_date

COPIES = rule("DGS-030", Severity.WARNING, "Đủ số bản công văn và báo cáo cơ quan quy định")
CONTRADICTION = rule("DGS-031", Severity.ERROR, "Hồ sơ đủ điều kiện thì không còn mục chưa đạt")
NOT_LOOKED = rule("DGS-032", Severity.WARNING, "Hồ sơ đủ điều kiện khi mọi mục đã được xem", only_when_submitting=True)  # fmt: skip
NO_SUPPLEMENT = rule("DGS-033", Severity.WARNING, "Cần bổ sung thì ghi nội dung và hạn bổ sung")
OVERDUE = rule("DGS-034", Severity.WARNING, "Hồ sơ được bổ sung đúng hạn")
ORDER = rule("DGS-035", Severity.ERROR, "Thẩm định, bổ sung sau ngày nhận hồ sơ")

_PARTS = ("content", "evidence", "dates")
_COPIES = (("letters", "so_cong_van", "công văn"), ("reports", "so_bao_cao", "quyển báo cáo"))


@check(FILED_LATE, reads={ScheduledVisit: "first", DossierReview: "received_on"})
def received_in_time(book: ReviewBook) -> Iterator[Finding]:
    """The first receipt counts where the registration does not say when the dossier was filed."""
    days = book.terms.number("ho_so_truoc_ngay")
    for file, rows in book.by_school(DossierReview, "received_on"):
        visit = arrival(file)
        received = [row for row in rows if row.received_on]
        if visit is None or not received or any(row.filed_on for row in file.of(ReviewRegistration)):
            continue
        first = min(received, key=lambda row: row.received_on or visit[0])
        if first.received_on and (visit[0] - first.received_on).days < days:
            yield FILED_LATE.at(*book.at(first, "received_on"), f"Nhận hồ sơ “{first.school}” ngày {vn_date(first.received_on)}, đón đoàn {visit[1]}: chưa đủ {days} ngày.", "Lùi ngày đánh giá ngoài, hoặc ghi lý do ở cột Ghi chú.", law=book.terms.source("ho_so_truoc_ngay"))  # fmt: skip


@check(COPIES, reads={DossierReview: "letters reports"})
def copies_are_enough(book: ReviewBook) -> Iterator[Finding]:
    """Fewer copies than the office asks for; a blank has not been counted."""
    for field, term, what in _COPIES:
        asked = book.terms.number(term)
        for row in book.rows(DossierReview, field):
            got = getattr(row, field)
            if got is not None and got < asked:
                yield COPIES.at(*book.at(row, field), f"“{row.school}” nộp {got} {what}; cơ quan quy định {asked}.", "Đề nghị trường nộp đủ; số quy định khác thì sửa ở trang Mốc, số lượng.", law=book.terms.source(term))  # fmt: skip


@check(CONTRADICTION, reads={DossierReview: "outcome content evidence dates"})
def outcome_fits_the_parts(book: ReviewBook) -> Iterator[Finding]:
    """ "Đủ điều kiện" beside "Chưa đạt"."""
    for row in book.rows(DossierReview, "outcome", *_PARTS):
        for field in _PARTS:
            if row.outcome == DossierOutcome.COMPLETE and getattr(row, field) == Meets.NO:
                label = label_of(DossierReview, field)
                yield CONTRADICTION.at(*book.at(row, field), f"“{row.school}”: “{label}” ghi “{Meets.NO}” nhưng kết quả là “{DossierOutcome.COMPLETE}”.", f"Đã bổ sung đủ thì chọn “{Meets.YES}”; chưa đủ thì kết quả là “{DossierOutcome.SUPPLEMENT}”.")  # fmt: skip


@check(NOT_LOOKED, reads={DossierReview: "outcome content evidence dates"})
def every_part_was_looked_at(book: ReviewBook) -> Iterator[Finding]:
    """ "Đủ điều kiện" beside a blank: nobody has looked."""
    for row in book.rows(DossierReview, "outcome", *_PARTS):
        blank = [field for field in _PARTS if not getattr(row, field)]
        if row.outcome == DossierOutcome.COMPLETE and blank:
            yield NOT_LOOKED.at(*book.at(row, blank[0]), f"“{row.school}” được ghi “{DossierOutcome.COMPLETE}” nhưng {labels_of(DossierReview, blank)} còn để trống.", f"Chọn {Meets.YES} hoặc {Meets.NO}.")  # fmt: skip


@check(NO_SUPPLEMENT, reads={DossierReview: "outcome to_supplement supplement_by"})
def supplement_is_said(book: ReviewBook) -> Iterator[Finding]:
    """ "Cần bổ sung" without what, or until when."""
    for row in book.rows(DossierReview, "outcome", "to_supplement", "supplement_by"):
        if row.outcome != DossierOutcome.SUPPLEMENT:
            continue
        if not row.to_supplement.strip():
            yield NO_SUPPLEMENT.at(*book.at(row, "to_supplement"), f"“{row.school}” cần bổ sung nhưng chưa ghi bổ sung gì.", "Ghi từng nội dung trường phải bổ sung.")  # fmt: skip
        if row.supplement_by is None:
            yield NO_SUPPLEMENT.at(*book.at(row, "supplement_by"), f"“{row.school}” cần bổ sung nhưng chưa có hạn.", "Ghi hạn bổ sung.")  # fmt: skip


@check(OVERDUE, reads={DossierReview: "received_on outcome supplement_by completed_on"})
def supplement_in_time(book: ReviewBook) -> Iterator[Finding]:
    """A supplement that is late, or came late; a dossier received again since then is another row."""
    fields = ("received_on", "outcome", "supplement_by", "completed_on")
    for _file, rows in book.by_school(DossierReview, *fields):
        for row in rows:
            due, done = row.supplement_by, row.completed_on
            again = any(r.received_on and row.received_on and r.received_on > row.received_on for r in rows)
            if due is None or again:
                continue
            if done is None and row.outcome == DossierOutcome.SUPPLEMENT and due < book.on:
                yield OVERDUE.at(*book.at(row, "supplement_by"), f"“{row.school}” phải bổ sung chậm nhất ngày {vn_date(due)}, đã quá {(book.on - due).days} ngày.", "Đôn đốc trường; đã nhận thì ghi ngày bổ sung xong.")  # fmt: skip
            elif done is not None and done > due:
                yield OVERDUE.at(*book.at(row, "completed_on"), f"“{row.school}” bổ sung xong ngày {vn_date(done)}, sau hạn {vn_date(due)}.", "Kiểm tra lại ngày; nếu đúng thì ghi lý do ở cột Ghi chú.")  # fmt: skip


@check(ORDER, reads={DossierReview: "received_on reviewed_on supplement_by completed_on"})
def dates_follow_the_receipt(book: ReviewBook) -> Iterator[Finding]:
    """Nothing happens to a dossier before it is there."""
    fields = ("reviewed_on", "supplement_by", "completed_on")
    for row in book.rows(DossierReview, "received_on", *fields):
        for field in fields:
            day = getattr(row, field)
            if day and row.received_on and day < row.received_on:
                yield ORDER.at(*book.at(row, field), f"“{label_of(DossierReview, field)}” {vn_date(day)} trước ngày nhận hồ sơ {vn_date(row.received_on)}.", "Sửa lại ngày nào ghi nhầm.")  # fmt: skip
