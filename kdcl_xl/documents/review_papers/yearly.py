"""Báo cáo tổng kết of a Phòng, a UBND xã or the Sở on external review, recognition and improvement of a school year.

Every figure comes from `review_year`, which says what it rests on; what nobody wrote is unknown and printed so. Causes and
proposals are left to the office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.review_papers.recognition_cases import GRADE_WORD
from kdcl_xl.documents.review_papers.results_desk import ResultsDesk, grade_words
from kdcl_xl.documents.review_papers.yearly_charts import bars
from kdcl_xl.documents.review_papers.yearly_context import (
    DoneRow,
    ExpiringRow,
    NewRecognition,
    NextSchool,
    OpenRequest,
    RatingRow,
    StandingRow,
    YearReport,
)
from kdcl_xl.documents.review_papers.yearly_figures import (
    UNSAID,
    need_rows,
    progress_row,
    share_words,
    target_rows,
)
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.summary_rows import kinds_in
from kdcl_xl.documents.writing_desk import FILL_LINES
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import BuildNeed, Inspection, InspectionItem, Target
from kdcl_xl.forms.review_results import (
    Appraisal,
    Comparison,
    DossierReview,
    ImprovementTrack,
    Recognised,
    ReviewProcess,
)
from kdcl_xl.forms.review_words import CertificateKind, DossierOutcome
from kdcl_xl.forms.vocabulary import ENDED, Progress, Purpose
from kdcl_xl.law.recognition import Standing
from kdcl_xl.review_year.certificates import BoardLine, board, standings
from kdcl_xl.review_year.comparison import Compared, Gap, compare
from kdcl_xl.review_year.improvement import FollowUp, follow_up
from kdcl_xl.review_year.next_year import Candidate, Why, next_year
from kdcl_xl.review_year.rule_sets import offered_on
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.review_year.targets import target_lines
from kdcl_xl.review_year.terms import terms_of
from kdcl_xl.text.dates import vn_date

_NEAR = (Standing.EXPIRED, Standing.REGISTER, Standing.EXPIRING)
_MOST_CRITERIA = 10
"""Criteria that schools rate higher most often; the others stand in the workbook."""
_UNKNOWN_KIND = "(chưa rõ)"
_REGISTERED = "đã đăng ký"
_NO_REGISTERING = "không còn đăng ký"
"""KĐCLGD since TT 57/2026: its end is told, no day to register."""


def report(source: Source) -> YearReport:
    """The report of the year of a workbook, on the day of printing."""
    desk, on, settings = ResultsDesk(source), source.on, source.settings
    submission = source.submission
    lines = target_lines(submission, on)
    plans = follow_up(submission, on, settings)
    ratings = compare(submission)
    the_board = board(submission, on, settings)
    work = "bảo đảm chất lượng giáo dục, công nhận trường đạt chuẩn quốc gia" if desk.by_council else "kiểm định chất lượng giáo dục, công nhận trường đạt chuẩn quốc gia"  # fmt: skip
    head = desk.head(desk.body, Kind.REPORT)
    signer = desk.signer()
    made = desk.issued(
        YearReport,
        Kind.REPORT,
        head,
        f"Tổng kết công tác {work} năm học {desk.year}",
        signer,
        "Như trên",
        addressee=desk.superior,
        basis=f"{desk.office} báo cáo tổng kết công tác {work} năm học {desk.year} như sau:",
        as_of=vn_date(desk.plan.as_of or on),
        next_year=str(desk.year.shift(1)),
        done=tuple(_done(desk)),
        recognised=tuple(_recognised(desk)),
        standings=tuple(_standings(the_board)),
        expiring=tuple(_expiring(the_board)),
        targets=tuple(target_rows(lines, countryside=False)),
        countryside=tuple(target_rows(lines, countryside=True)),
        progress=tuple(progress_row(count) for count in (plans.units if len(plans.units) > 1 else plans.schools)),
        progress_text=_progress_text(plans),
        inspection_text=_inspections(desk),
        requests=tuple(_requests(desk)),
        rating_text=_rating_text(ratings),
        ratings=tuple(_rating(one.name, one.gap) for one in ratings.schools if one.gap.compared),
        criteria=tuple(_criteria(ratings)),
        needs=tuple(need_rows(submission.table(BuildNeed))),
        candidates=tuple(_candidates(desk)),
        limitations=FILL_LINES,
        proposals=FILL_LINES,
        closing=f"Trên đây là báo cáo tổng kết công tác {work} năm học {desk.year} của {desk.office}",
        source_note=desk.source_note,
        unverified=desk.doubts,
    )  # fmt: skip
    desk.blank("hạn chế, nguyên nhân; đề xuất, kiến nghị")
    if desk.is_province and desk.by_council:
        desk.remark(
            "Báo cáo năm của Sở có Mẫu 7 Thông tư 57/2026/TT-BGDĐT mà chương trình chưa đọc được: bố cục là của chương trình, "
            "thầy/cô đối chiếu mẫu chính thức."
        )
    desk.remark(f"Nơi nhận “Kính gửi: {made.addressee}” là đề xuất; thầy/cô kiểm tra.")
    desk.tell_all()
    return made


# ---- what was done


def _done(desk: ResultsDesk) -> Iterator[DoneRow]:
    kinds = kinds_in(file.kind for file in desk.files)
    for kind in kinds:
        yield _done_row(kind or _UNKNOWN_KIND, [file for file in desk.files if file.kind == kind], desk)
    yield _done_row("Tổng cộng", desk.files, desk, total=True)


def _done_row(label: str, files: Sequence[SchoolFile], desk: ResultsDesk, *, total: bool = False) -> DoneRow:
    news = [row for file in files for row in _of_year(desk, file)]
    return DoneRow(
        kind=label,
        registered=str(sum(1 for file in files if _asks(file))),
        dossiers=str(sum(any(r.outcome == DossierOutcome.COMPLETE for r in f.of(DossierReview)) for f in files)),
        reviewed=str(sum(1 for file in files if _reviewed(file))),
        accredited=str(sum(row.certificate == CertificateKind.ACCREDITATION for row in news)),
        standard=str(sum(row.certificate == CertificateKind.NATIONAL_STANDARD for row in news)),
        total=total,
    )  # fmt: skip


def _asks(file: SchoolFile) -> bool:
    """On the schedule, or registered for something."""
    rows = file.of(ReviewRegistration)
    return bool(file.of(ScheduledVisit)) or any(row.purpose not in ("", Purpose.NONE) for row in rows)


def _reviewed(file: SchoolFile) -> bool:
    return any(row.final_on for row in file.of(ReviewProcess)) or any(r.met_on for r in file.of(Appraisal))


def _of_year(desk: ResultsDesk, file: SchoolFile) -> Iterator[Recognised]:
    """Decisions with a number and a day of this school year."""
    for row in file.of(Recognised):
        if row.decision and row.signed_on and desk.year.contains(row.signed_on):
            yield row


def _what(certificate: str, grade: int | None) -> str:
    if certificate not in GRADE_WORD or not grade:
        return certificate
    return f"{certificate} {grade_words(GRADE_WORD[CertificateKind(certificate)].lower(), grade)}"


def _recognised(desk: ResultsDesk) -> Iterator[NewRecognition]:
    for file in desk.files:
        for row in _of_year(desk, file):
            yield NewRecognition(
                school=file.name,
                kind=file.kind or row.kind or _UNKNOWN_KIND,
                what=_what(row.certificate, row.grade),
                decision=f"{row.decision}, ngày {vn_date(row.signed_on)}" if row.signed_on else row.decision,
                until=vn_date(row.valid_until) if row.valid_until else UNSAID,
            )


# ---- certificates


def _standings(lines: Sequence[BoardLine]) -> Iterator[StandingRow]:
    by_kind = {
        kind: standings(line for line in lines if line.certificate == kind) for kind in CertificateKind
    }
    for word in standings(()):
        accredited = by_kind[CertificateKind.ACCREDITATION][word]
        standard = by_kind[CertificateKind.NATIONAL_STANDARD][word]
        if accredited or standard:
            yield StandingRow(standing=f"{word[0].upper()}{word[1:]}", accredited=str(accredited), standard=str(standard))  # fmt: skip


def _expiring(lines: Sequence[BoardLine]) -> Iterator[ExpiringRow]:
    for line in lines:
        if line.standing in _NEAR and line.expiry.on:
            yield ExpiringRow(
                school=line.school,
                office=line.office,
                what=_what(line.certificate, line.grade),
                until=vn_date(line.expiry.on),
                standing=line.standing_said,
                register_by=vn_date(line.register_by) if line.register_by else _NO_REGISTERING,
            )


# ---- improvement, inspection


def _progress_text(plans: FollowUp) -> str:
    total = plans.total
    if not total.measures:
        return "Sổ chưa ghi giải pháp cải tiến nào."
    text = f"Có {total.measures} giải pháp cải tiến của {len(plans.schools)} trường; hoàn thành {total.share}, quá hạn {total.overdue}."
    if plans.reviews_missing:
        text += f" Có {len(plans.reviews_missing)} trường chưa đủ số lần rà soát trong năm học."
    return text


def _inspections(desk: ResultsDesk) -> str:
    rows = desk.submission.table(Inspection)
    if not rows:
        return "Sổ chưa ghi cuộc kiểm tra nào."
    held = sum(1 for row in rows if row.held_on)
    concluded = sum(1 for row in rows if row.concluded_on)
    items = [row for row in desk.submission.table(InspectionItem) if row.request]
    done = sum(1 for row in items if row.done_on or row.state == Progress.DONE)
    return f"Đã kiểm tra {held}/{len(rows)} cuộc theo kế hoạch, ra kết luận {concluded} cuộc; {len(items)} yêu cầu sau kiểm tra, đã xong {done}."


def _requests(desk: ResultsDesk) -> Iterator[OpenRequest]:
    for row in desk.submission.table(InspectionItem):
        if row.request and not row.done_on and row.state not in ENDED:
            late = row.due is not None and row.due < desk.on
            due = vn_date(row.due) if row.due else UNSAID
            yield OpenRequest(school=row.school, request=row.request, due=f"{due}, quá hạn" if late else due)


# ---- self-assessment against external review


def _rating(name: str, gap: Gap) -> RatingRow:
    return RatingRow(
        name=name,
        compared=str(gap.compared),
        above=str(gap.above),
        below=str(gap.below),
        share=share_words(gap.share_above),
        chart=bars([gap.share_above]),
    )


def _rating_text(ratings: Compared) -> str:
    if not ratings.schools:
        return "Trang Đối chiếu chưa có dòng nào."
    compared = [one for one in ratings.schools if one.gap.compared]
    if not compared:
        return (
            "Chưa trường nào có cả mức tự đánh giá và mức đánh giá ngoài của một tiêu chí: chưa so sánh được."
        )
    gap = Gap.of(pair for one in compared for pair in one.pairs)
    left = len(ratings.schools) - len(compared)
    words = gap.in_words + (f"; {left} trường chưa có mức đánh giá ngoài để so sánh" if left else "")
    return f"So với đánh giá ngoài, tự đánh giá của {len(compared)} trường: {words}. Chênh lệch là dấu hiệu để xem lại, không phải kết luận."  # fmt: skip


def _criteria(ratings: Compared) -> Iterator[RatingRow]:
    often = [one for one in ratings.criteria if one.gap.above]
    for one in sorted(often, key=lambda one: -one.gap.above)[:_MOST_CRITERIA]:
        yield _rating(f"{one.criterion} {one.title}".strip(), one.gap)


def _candidates(desk: ResultsDesk) -> Iterator[NextSchool]:
    terms = terms_of(desk.submission, desk.source.settings)
    first = desk.year.shift(1).first_day
    for one in next_year(desk.submission, desk.on, terms):
        can_ask = [kind for kind in one.certificates if offered_on(kind, first)]
        yield NextSchool(
            school=one.name,
            kind=one.kind or _UNKNOWN_KIND,
            office=one.office,
            asks=", ".join(map(str, can_ask or one.certificates)),
            why=one.why,
            register_by=_when_to_register(one),
        )


def _when_to_register(one: Candidate) -> str:
    whys = {reason.why for reason in one.reasons}
    if one.register_by:
        return vn_date(one.register_by)
    if Why.REGISTERED in whys:
        return _REGISTERED
    return _NO_REGISTERING if whys <= {Why.EXPIRED, Why.ENDING} else UNSAID


DOCUMENTS = (
    Document(
        "bao-cao-tong-ket-dgn",
        "Báo cáo tổng kết năm học về đánh giá ngoài, công nhận, cải tiến",
        Kind.REPORT,
        EXTERNAL_REVIEW,
        (variant("bao-cao-tong-ket-dgn", YearReport, report, samples.province_2027),),
        build=report,
        uses=(
            ReviewPlan, ScheduledVisit, ReviewRegistration, DossierReview, ReviewProcess, Appraisal, Recognised, Comparison,
            ImprovementTrack, Inspection, InspectionItem, Target, BuildNeed,
        ),
    ),
)  # fmt: skip
