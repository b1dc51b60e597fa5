"""Sheets "Các bước" and "Ý kiến phản hồi": six steps in their order, the survey, the school's answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ScheduledVisit
from kdcl_xl.forms.review_results import Feedback, Recognised, ReviewProcess
from kdcl_xl.forms.review_words import Reply
from kdcl_xl.law.working_days import day_off, working_days_after, working_days_in
from kdcl_xl.review_year.checks_kit import ReviewBook, check, days_in_order, label_of, labels_of
from kdcl_xl.review_year.rule_sets import is_team_path
from kdcl_xl.review_year.team_opening import STEP_DAYS
from kdcl_xl.text.dates import vn_date

_STEPS_LAW = "Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT"
ORDER = rule("DGS-060", Severity.ERROR, "Các bước đánh giá ngoài theo thứ tự", law=_STEPS_LAW)
LONG = rule("DGS-061", Severity.HINT, "Khảo sát chính thức không quá số ngày cơ quan đặt")
OUTSIDE = rule("DGS-062", Severity.WARNING, "Khảo sát chính thức trong năm học của sổ")
DAY_OFF = rule("DGS-063", Severity.HINT, "Ngày khảo sát, đánh giá ngoài là ngày làm việc")
SKIPPED = rule("DGS-064", Severity.WARNING, "Không bước nào bị bỏ trống giữa chừng", law=_STEPS_LAW, only_when_submitting=True)  # fmt: skip
LATE_ANSWER = rule("DGS-065", Severity.WARNING, "Trường phản hồi dự thảo báo cáo trong hạn")
UNANSWERED = rule("DGS-067", Severity.WARNING, "Đoàn trả lời mọi ý kiến phản hồi", only_when_submitting=True)
NO_REASON = rule("DGS-068", Severity.WARNING, "Bảo lưu, tiếp thu một phần có giải trình")

LATE_DECISION = rule("DGS-069", Severity.HINT, "Quyết định công nhận trong hạn, từ ngày hoàn thiện báo cáo")

_ORDER = ("submitted_on", "decided_on", *STEP_DAYS)
_NEEDED = frozenset({"decided_on", *STEP_DAYS} - {"answered_on", "final_on"})
"""Steps that leave their day behind; a school need not answer the draft."""


@check(ORDER, reads={ReviewProcess: " ".join(_ORDER)})
def steps_in_order(book: ReviewBook) -> Iterator[Finding]:
    """The days of a row run forward."""
    return days_in_order(book, ORDER, ReviewProcess, _ORDER)


@check(SKIPPED, reads={ReviewProcess: " ".join(_ORDER)})
def no_step_left_out(book: ReviewBook) -> Iterator[Finding]:
    """A blank before a step that has its day."""
    for row in book.rows(ReviewProcess, *_ORDER):
        last = max((place for place, field in enumerate(_ORDER) if getattr(row, field)), default=0)
        blank = [field for field in _ORDER[:last] if field in _NEEDED and getattr(row, field) is None]
        if blank:
            yield SKIPPED.at(*book.at(row, blank[0]), f"“{row.school}” đã có “{label_of(ReviewProcess, _ORDER[last])}” nhưng chưa ghi ngày của {labels_of(ReviewProcess, blank)}.", "Ghi ngày đã làm; bước không làm thì nêu lý do ở cột Ghi chú.")  # fmt: skip


@check(LONG, OUTSIDE, reads={ReviewProcess: "official_from official_to"})
def official_survey(book: ReviewBook) -> Iterator[Finding]:
    """How long the panel stays, and in which school year."""
    most = book.terms.number("khao_sat_ngay")
    for row in book.rows(ReviewProcess, "official_from", "official_to"):
        first, last = row.official_from, row.official_to
        if first and last and first <= last and (days := working_days_in(first, last)) > most:
            yield LONG.at(*book.at(row, "official_to"), f"Khảo sát chính thức “{row.school}” kéo dài {days} ngày làm việc, cơ quan đặt {most}.", "Kiểm tra lại hai ngày; quy định khác thì sửa ở trang Mốc, số lượng.", law=book.terms.source("khao_sat_ngay"))  # fmt: skip
        for field, day in (("official_from", first), ("official_to", last)):
            if day and not book.year.contains(day):
                yield OUTSIDE.at(*book.at(row, field), f"Khảo sát “{row.school}” ngày {vn_date(day)}, ngoài năm học {book.year}.", "Sửa năm; đợt của năm học khác thì ghi ở sổ năm ấy.")  # fmt: skip
                break


@check(DAY_OFF, reads={ReviewProcess: "official_from official_to"})
def survey_on_working_days(book: ReviewBook) -> Iterator[Finding]:
    """A survey that begins or ends on a weekend or a holiday."""
    for row in book.rows(ReviewProcess, "official_from", "official_to"):
        days = {row.official_from: "official_from", row.official_to: "official_to"}
        for day, field in days.items():
            if day is not None:
                yield from _off(book, row, field, row.school, day)


@check(DAY_OFF, reads={ScheduledVisit: "first day"})
def visit_on_a_working_day(book: ReviewBook) -> Iterator[Finding]:
    """The same of the schedule, where it names a day; a month begins on whatever day it does."""
    for row in book.rows(ScheduledVisit, "first", "day"):
        if row.first and row.day is not None:
            yield from _off(book, row, "first", row.school, row.first)


def _off(book: ReviewBook, row: Row, field: str, school: str, day: dt.date) -> Iterator[Finding]:
    off = day_off(day)
    if off is not None:
        yield DAY_OFF.at(*book.at(row, field), f"“{school}”: ngày {vn_date(day)} là {off.words}.", "Chọn ngày làm việc; đúng là đi ngày nghỉ thì để nguyên.", law=off.ref)  # fmt: skip


@check(LATE_ANSWER, reads={ReviewProcess: "sent_on answered_on"})
def answered_in_time(book: ReviewBook) -> Iterator[Finding]:
    """The school's answer within so many working days; a silence is told once the term is over."""
    days = book.terms.number("phan_hoi_ngay")
    for row in book.rows(ReviewProcess, "sent_on", "answered_on", "final_on"):
        if row.sent_on is None or (row.answered_on and row.answered_on < row.sent_on):
            continue
        latest = working_days_after(row.sent_on, days)
        words = f"gửi lấy ý kiến ngày {vn_date(row.sent_on)}, hạn {days} ngày làm việc là {vn_date(latest)}"  # fmt: skip
        if row.answered_on and row.answered_on > latest:
            yield LATE_ANSWER.at(*book.at(row, "answered_on"), f"“{row.school}” phản hồi ngày {vn_date(row.answered_on)}; {words}.", "Kiểm tra lại ngày; nếu đúng thì đoàn quyết định có xét ý kiến gửi muộn hay không.", law=book.terms.source("phan_hoi_ngay"))  # fmt: skip
        elif row.answered_on is None and row.final_on is None and latest < book.on:
            yield LATE_ANSWER.at(*book.at(row, "answered_on"), f"“{row.school}” chưa phản hồi; {words}.", "Đôn đốc trường; trường không có ý kiến thì ghi ở cột Ghi chú và hoàn thiện báo cáo.", law=book.terms.source("phan_hoi_ngay"))  # fmt: skip


@check(LATE_DECISION, reads={ReviewProcess: "final_on note", Recognised: "signed_on"})
def decided_in_time(book: ReviewBook) -> Iterator[Finding]:
    """The first decision after the report: late, or not there once the term is over and no note says why."""
    days = book.terms.number("quyet_dinh_ngay")
    for file, rows in book.by_school(ReviewProcess, "final_on", "note"):
        for row in rows:
            done = row.final_on
            if done is None or row.note.strip() or not is_team_path(book.path_on(done)):
                continue
            signed = min((one.signed_on for one in file.of(Recognised) if one.signed_on and one.signed_on >= done), default=None)  # fmt: skip
            latest = working_days_after(done, days)
            if (signed or book.on) > latest:
                what = (
                    f"quyết định công nhận ký ngày {vn_date(signed)}"
                    if signed
                    else "chưa có quyết định công nhận"
                )
                yield LATE_DECISION.at(*book.at(row, "final_on"), f"“{row.school}” hoàn thiện báo cáo ngày {vn_date(done)}, {what}; hạn {days} ngày làm việc là {vn_date(latest)}.", "Kiểm tra lại ngày; có lý do, hoặc trường không được công nhận, thì ghi ở cột Ghi chú của trang này.", law=book.terms.source("quyet_dinh_ngay"))  # fmt: skip


@check(UNANSWERED, reads={Feedback: "opinion reply"})
def every_opinion_answered(book: ReviewBook) -> Iterator[Finding]:
    """An opinion of the school without the panel's reply."""
    for row in book.rows(Feedback, "opinion", "reply"):
        if row.opinion.strip() and not row.reply:
            yield UNANSWERED.at(*book.at(row, "reply"), f"Ý kiến của “{row.school}” chưa được đoàn trả lời.", "Chọn Tiếp thu, Tiếp thu một phần hoặc Bảo lưu.")  # fmt: skip


@check(NO_REASON, reads={Feedback: "reply reason"})
def reasons_are_given(book: ReviewBook) -> Iterator[Finding]:
    """What the panel does not take over it explains."""
    for row in book.rows(Feedback, "reply", "reason"):
        if row.reply in (Reply.KEPT, Reply.PARTLY) and not row.reason.strip():
            yield NO_REASON.at(*book.at(row, "reason"), f"Đoàn ghi “{row.reply}” ý kiến của “{row.school}” nhưng chưa giải trình.", "Ghi lý do, minh chứng của đoàn.")  # fmt: skip
