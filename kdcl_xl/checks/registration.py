"""DK: registration for external review or recognition (sheet "Đăng ký") against level, law and settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.checks.context import BY_RULE_SET, Context
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.self_assessment import AnswerLine, Registration, School
from kdcl_xl.forms.vocabulary import KINDS_ASKED, Purpose, YesNo
from kdcl_xl.law.recognition import (
    Certificate,
    SchoolFacts,
    Standing,
    State,
    add_months,
    propose,
)
from kdcl_xl.law.regulation import Recognition
from kdcl_xl.law.sourced import softened
from kdcl_xl.settings import BY_OFFICE
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

NO_PURPOSE = rule("DK-001", Severity.ERROR, "Đã chọn mục đích đăng ký", only_when_submitting=True)
NOT_ASKED = rule("DK-002", Severity.WARNING, "Không đăng ký thì không ghi cấp độ, hồ sơ")
NO_GRADE = rule("DK-003", Severity.ERROR, "Đăng ký có ghi cấp độ (mức độ) đề nghị", only_when_submitting=True)
GRADE_UNKNOWN = rule("DK-004", Severity.ERROR, "Cấp độ (mức độ) đề nghị có trong thông tư", law=BY_RULE_SET)
TOO_HIGH = rule(
    "DK-005", Severity.ERROR, "Cấp độ (mức độ) đề nghị không quá mức tự đánh giá", law=BY_RULE_SET
)
NOT_ELIGIBLE = rule("DK-006", Severity.WARNING, "Nhà trường đủ điều kiện để được xem xét", law=BY_RULE_SET)
TOO_LATE = rule("DK-007", Severity.WARNING, "Hồ sơ gửi trước khi giấy cũ hết hạn đủ số tháng quy định", law=BY_RULE_SET)  # fmt: skip
EXPIRED = rule("DK-008", Severity.WARNING, "Trường sắp hết hạn hoặc đã hết hạn công nhận thì đăng ký lại", law=BY_RULE_SET)  # fmt: skip
SHORT_NOTICE = rule("DK-009", Severity.WARNING, "Hồ sơ gửi trước ngày đánh giá đủ số ngày thiết lập")
TOO_SOON = rule("DK-010", Severity.WARNING, "Đề nghị bậc cao hơn sau đủ số năm", law=BY_RULE_SET)
FILED_FIRST = rule("DK-011", Severity.ERROR, "Hồ sơ gửi sau khi báo cáo được phê duyệt")
COPIES = rule("DK-012", Severity.WARNING, "Đủ số bản công văn và báo cáo theo thiết lập", only_when_submitting=True)  # fmt: skip

_PREFIX = {"kdclgd": "accredited", "cqg": "standard"}


def _asked(c: Context) -> list[Recognition]:
    """The certificates asked for; with both, the grade cell means the first (KĐCLGD)."""
    kinds = KINDS_ASKED.get(c.registration.purpose, ())
    return [recognition for recognition in c.rules.recognitions if recognition.kind in kinds]


def _certificate(c: Context, kind: str) -> Certificate | None:
    """The school's last certificate of a kind, as far as the sheet "Trường" tells."""
    signed = getattr(c.school, f"{_PREFIX[kind]}_on")
    grade = getattr(c.school, f"{_PREFIX[kind]}_grade")
    if signed is None or not grade or signed > c.on:
        return None
    return Certificate(grade, signed, c.rules.validity)


@check(NO_PURPOSE, NOT_ASKED, NO_GRADE)
def purpose(s: Submission, c: Context) -> Iterator[Finding]:
    """Purpose first; without one nothing else should be filled, with one the grade must be."""
    r = c.registration
    if not r.purpose:
        if c.sound_field(Registration, "purpose"):
            yield NO_PURPOSE.at(*s.where(Registration, "purpose"), "Chưa chọn mục đích đăng ký.", f"Chọn trong danh sách; năm nay không đăng ký thì chọn “{Purpose.NONE}”.")  # fmt: skip
        return
    if r.purpose == Purpose.NONE:
        filled = next((f for f in ("grade", "visit_month", "filed_on") if getattr(r, f) is not None), None)
        if filled:
            label = Registration.column(filled).label
            yield NOT_ASKED.at(*s.where(Registration, filled), f"Mục đích là “{Purpose.NONE}” nhưng vẫn ghi “{label}”.", "Xóa ô này, hoặc chọn lại mục đích.")  # fmt: skip
    elif r.grade is None and c.sound_field(Registration, "grade"):
        yield NO_GRADE.at(*s.where(Registration, "grade"), f"Đăng ký {r.purpose} nhưng chưa ghi cấp độ (mức độ) đề nghị.", "Gõ một chữ số.")  # fmt: skip


@check(GRADE_UNKNOWN, TOO_HIGH, reads={AnswerLine: "criterion level indicator result"})
def grade_and_level(s: Submission, c: Context) -> Iterator[Finding]:
    """The grade exists, and the level that it needs is still possible."""
    grade, asked = c.registration.grade, _asked(c)
    if grade is None or not asked:
        return
    recognition, place = asked[0], s.where(Registration, "grade")
    word = recognition.grade_word
    if grade not in recognition.grades:
        span = f"{min(recognition.grades)} đến {max(recognition.grades)}"
        yield GRADE_UNKNOWN.at(*place, f"{recognition.title} không có {word.lower()} {grade}.", f"Gõ từ {span}.", law=c.law(recognition))  # fmt: skip
        return
    high = c.verdict.level_high
    if high is not None and c.verdict.assessed and recognition.grades[grade] > high:
        level = c.rules.level_word
        yield softened(TOO_HIGH.at(*place, f"{word} {grade} cần đạt {level} {recognition.grades[grade]}, nhưng trang Đánh giá cho cao nhất {level} {high}.", f"Đề nghị {word} thấp hơn, hoặc xem lại trang Đánh giá.", law=c.law(recognition)), recognition)  # fmt: skip


@check(NOT_ELIGIBLE)
def conditions(s: Submission, c: Context) -> Iterator[Finding]:
    """Conditions besides the level that the school itself says are not met. What nobody has said stays open."""
    school = c.school
    cohorts = (
        {YesNo.YES: 1, YesNo.NO: 0}.get(YesNo(school.cohort_completed)) if school.cohort_completed else None
    )
    facts = SchoolFacts(
        completed_cohorts=cohorts,
        years_of_activity=school.years_active,
        years_of_data=school.years_assessed,
    )
    kinds = {recognition.kind for recognition in _asked(c)}
    for proposal in propose(c.verdict, facts):
        recognition = proposal.recognition
        if recognition.kind not in kinds:
            continue
        for requirement in recognition.requires:
            line = proposal.checks[requirement.condition - 1]
            if requirement.what in _CELL_OF and line.state is State.UNMET:
                field, why = _CELL_OF[requirement.what]
                yield NOT_ELIGIBLE.at(*s.where(School, field), f"Đăng ký {recognition.title.lower()} nhưng chưa đủ điều kiện: {line.text.lower()} ({why}).", "Kiểm tra lại ô này; nếu đúng, chờ đủ điều kiện rồi đăng ký.", law=c.law(requirement))  # fmt: skip


_CELL_OF = {
    "completed_cohorts": ("cohort_completed", "ở đây ghi chưa có"),
    "years_of_activity": ("years_active", "số năm ở đây chưa đủ"),
    "years_of_data": ("years_assessed", "số năm học ở đây chưa đủ"),
}


@check(TOO_LATE, TOO_SOON)
def since_last_time(s: Submission, c: Context) -> Iterator[Finding]:
    """Against the last certificate: early enough before it ends, late enough for a higher grade."""
    filed = c.registration.filed_on or c.on
    for recognition in _asked(c):
        held = _certificate(c, recognition.kind)
        if held is None:
            continue
        place = s.where(Registration, "filed_on")
        due = held.register_by
        if due and due < filed:
            months = c.rules.validity.register_months_before
            yield TOO_LATE.at(*place, f"{recognition.title}: lần công nhận trước hết hạn ngày {vn_date(held.expires_on)}; hồ sơ gửi ngày {vn_date(filed)}, sau hạn {vn_date(due)} (trước khi hết hạn {months} tháng).", "Gửi ngay và nêu lý do gửi muộn trong công văn; kiểm tra lại ngày ký ở trang Trường.", law=c.law(c.rules.validity))  # fmt: skip
        first, law = _higher_from(held, c)
        if recognition is _asked(c)[0] and (c.registration.grade or 0) > held.grade and filed < first:
            yield TOO_SOON.at(*place, f"Đang giữ {recognition.grade_word} {held.grade} từ {vn_date(held.signed_on)}; đề nghị {recognition.grade_word} {c.registration.grade} sớm nhất từ {vn_date(first)}.", "Chờ đủ thời gian, hoặc đề nghị lại bậc đang giữ.", law=law)  # fmt: skip


def _higher_from(held: Certificate, c: Context) -> tuple[dt.date, str]:
    """The circular's waiting time where it is known, otherwise the office's setting."""
    wait = c.rules.validity.level_up
    if wait is not None and held.higher_grade_from is not None:
        return held.higher_grade_from, c.law(wait)
    years = c.settings.registration.years_between_grades
    return add_months(held.signed_on, 12 * years), BY_OFFICE


@check(EXPIRED)
def must_register(s: Submission, c: Context) -> Iterator[Finding]:
    """A certificate at its end while the school asks for nothing."""
    if c.registration.purpose != Purpose.NONE:
        return
    for recognition in c.rules.recognitions:
        held = _certificate(c, recognition.kind)
        if held and held.standing(c.on) in (Standing.REGISTER, Standing.EXPIRED):
            yield EXPIRED.at(*s.where(Registration, "purpose"), f"{recognition.title}: {_as_clause(held.notice(c.on))} Năm nay chưa đăng ký lại.", "Chọn mục đích đăng ký, hoặc ghi lý do ở trang Giải trình.", law=c.law(c.rules.validity))  # fmt: skip


def _as_clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


@check(SHORT_NOTICE, FILED_FIRST, COPIES)
def dossier(s: Submission, c: Context) -> Iterator[Finding]:
    """Days before the visit and numbers of copies are practice: they come from the office's settings."""
    r, limits = c.registration, c.settings.dossier
    if not _asked(c):
        return
    if r.filed_on and c.approved and r.filed_on < c.approved:
        yield FILED_FIRST.at(*s.where(Registration, "filed_on"), f"Hồ sơ gửi ngày {vn_date(r.filed_on)}, trước ngày phê duyệt báo cáo {vn_date(c.approved)}.", "Kiểm tra lại hai ngày: báo cáo phải được phê duyệt rồi mới gửi.")  # fmt: skip
    if r.filed_on and r.visit_month:
        days = (r.visit_month - r.filed_on).days
        if days < limits.dossier_days_before_visit:
            yield SHORT_NOTICE.at(*s.where(Registration, "visit_month"), f"Đề nghị đánh giá ngày {vn_date(r.visit_month)}, chỉ cách ngày gửi hồ sơ {days} ngày; cần {limits.dossier_days_before_visit} ngày.", f"Lùi thời gian đề nghị đến sau ngày {vn_date(r.filed_on + dt.timedelta(days=limits.dossier_days_before_visit))}, hoặc gửi hồ sơ sớm hơn.", law=BY_OFFICE)  # fmt: skip
    for field, label, least in (("letters", "công văn đăng ký", limits.letters), ("reports", "báo cáo tự đánh giá", limits.reports)):  # fmt: skip
        count = getattr(r, field)
        if count is not None and count < least:
            yield COPIES.at(*s.where(Registration, field), f"Gửi {count} bản {label}, ít hơn {least}.", f"Gửi đủ {least} bản.", law=BY_OFFICE)  # fmt: skip
