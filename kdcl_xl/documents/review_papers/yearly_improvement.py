"""Báo cáo theo dõi thực hiện kế hoạch cải tiến of an office: share done per school and unit, what is overdue, issues over years."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.review_papers.results_desk import ResultsDesk
from kdcl_xl.documents.review_papers.yearly_context import (
    ImprovementFollowUp,
    LateRow,
    MissingReview,
    ThreadRow,
)
from kdcl_xl.documents.review_papers.yearly_figures import UNSAID, progress_row
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import FILL_LINES
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.forms.review_results import ImprovementTrack
from kdcl_xl.review_year.improvement import FollowUp, Thread, follow_up, reviews_are_asked
from kdcl_xl.text.dates import vn_date


def report(source: Source) -> ImprovementFollowUp:
    """Where all improvement plans of the workbook stand on the day of printing."""
    desk = ResultsDesk(source)
    plans = follow_up(source.submission, source.on, source.settings)
    what = f"thực hiện kế hoạch cải tiến chất lượng của các trường năm học {desk.year}"
    made = desk.issued(
        ImprovementFollowUp,
        Kind.REPORT,
        desk.head(desk.body, Kind.REPORT),
        f"Theo dõi {what}",
        desk.signer(),
        "Như trên",
        addressee=desk.superior,
        basis=_basis(desk, plans, what),
        as_of=vn_date(desk.plan.as_of or source.on),
        units=tuple(progress_row(count) for count in plans.units) if len(plans.units) > 1 else (),
        schools=tuple(progress_row(count) for count in plans.schools),
        overdue=tuple(_overdue(plans)),
        reviews_missing=tuple(
            MissingReview(school=one.school, reviews=f"{one.reviews}/{one.asked} lần")
            for one in plans.reviews_missing
        ),
        reviews_text=_reviews(desk, plans),
        threads=tuple(_thread(thread) for thread in plans.threads if not thread.closed),
        proposals=FILL_LINES,
        closing=f"Trên đây là báo cáo theo dõi {what} của {desk.office}",
        source_note=desk.source_note,
        unverified=desk.doubts,
    )
    desk.blank("đề xuất, kiến nghị")
    if not plans.schools:
        desk.remark("Trang Theo dõi cải tiến chưa có dòng nào: báo cáo in không có số liệu.")
    desk.tell_all()
    return made


def _basis(desk: ResultsDesk, plans: FollowUp, what: str) -> str:
    total = plans.total
    if not total.measures:
        return f"{desk.office} báo cáo theo dõi {what}: sổ theo dõi chưa ghi giải pháp nào."
    return (
        f"{desk.office} báo cáo theo dõi {what}: {total.measures} giải pháp của {len(plans.schools)} trường, hoàn thành "
        f"{total.share}, quá hạn {total.overdue}."
    )


def _overdue(plans: FollowUp) -> Iterator[LateRow]:
    for late in plans.overdue:
        yield LateRow(
            school=late.file.name,
            criterion=late.row.criterion or UNSAID,
            measure=late.row.measure,
            due=vn_date(late.row.ends_on) if late.row.ends_on else UNSAID,
            days=str(late.days),
            state=late.row.state or UNSAID,
        )


def _reviews(desk: ResultsDesk, plans: FollowUp) -> str:
    if not reviews_are_asked(desk.year):
        return "Quy định của năm học này không đặt số lần rà soát; không đếm."
    asked = desk.number("ra_soat_lan")
    if plans.reviews_missing:
        return f"Các trường chưa đủ {asked:02} lần rà soát trong năm học:"
    return f"Chưa ghi nhận trường nào thiếu số lần rà soát ({asked:02} lần mỗi năm học) đến ngày báo cáo."


def _thread(thread: Thread) -> ThreadRow:
    last = thread.steps[-1]
    return ThreadRow(
        school=thread.school,
        criterion=thread.criterion or UNSAID,
        issue=thread.issue,
        years=", ".join(thread.years) or UNSAID,
        measure=last.measure,
        evidence=last.evidence or UNSAID,
        result=last.result or last.state or UNSAID,
    )


DOCUMENTS = (
    Document(
        "bao-cao-theo-doi-cai-tien",
        "Báo cáo theo dõi cải tiến chất lượng của các trường",
        Kind.REPORT,
        EXTERNAL_REVIEW,
        (variant("bao-cao-theo-doi-cai-tien", ImprovementFollowUp, report, samples.province_2027),),
        build=report,
        uses=(ReviewPlan, ImprovementTrack, ReviewTerm),
    ),
)
