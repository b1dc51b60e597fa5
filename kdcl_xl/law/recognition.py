"""What a level lets a school ask for, and how long a certificate lasts.

The program proposes; councils and the recognising authority conclude. Days are calendar days; a term in months or
years ends on the same day of its last month, or on the last day of that month where it has no such day
(31/8 less five months is 31/3; 29/2/2024 plus five years is 28/2/2029).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kdcl_xl.law.levels import Verdict
from kdcl_xl.law.regulation import Recognition, Regulation, Requirement, Validity
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.text.dates import vn_date


class State(StrEnum):
    """Whether a condition holds. Nobody having said so is not "không"."""

    MET = "đạt"
    UNKNOWN = "chưa rõ"
    UNMET = "không"


class Standing(StrEnum):
    """Where a certificate stands on a day."""

    NOT_YET = "chưa có hiệu lực"
    VALID = "còn hạn"
    EXPIRING = "sắp hết hạn"
    REGISTER = "phải đăng ký"
    EXPIRED = "hết hạn"


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What conditions ask besides the level; None = nobody has said."""

    external_level: int | None = None
    """The level the external review found."""
    completed_cohorts: int | None = None
    years_of_activity: int | None = None
    years_of_data: int | None = None
    """Consecutive school years of self-assessment, improvement results and monitoring data."""
    facilities: bool | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist."""

    text: str
    state: State
    ref: str = ""
    confidence: Confidence = Confidence.FOUND


@dataclass(frozen=True, slots=True)
class Proposal:
    """One kind of certificate a school might ask for. Grades are 0 for none, None when undecidable."""

    recognition: Recognition
    grade_low: int | None
    grade_high: int | None
    checks: tuple[Check, ...]

    @property
    def state(self) -> State:
        """Whether some grade may be proposed now: a known obstacle outweighs what is still unknown."""
        states = {check.state for check in self.checks} | {_level_state(self.grade_low, self.grade_high)}
        return next((state for state in (State.UNMET, State.UNKNOWN) if state in states), State.MET)

    @property
    def sentence(self) -> str:
        """The proposal as one may print it; never a conclusion."""
        title, word = self.recognition.title, self.recognition.grade_word
        missing = "; ".join(check.text for check in self.checks if check.state is self.state)
        grade = self.grade_low or self.grade_high
        asked = f"{title} {word} {grade}" if grade else title
        if self.state is State.MET:
            text = f"Có thể đề nghị: {asked}."
        elif self.state is State.UNMET:
            text = f"Chưa thể đề nghị: {title}. Chưa đạt: {missing or 'mức cần thiết'}."
        else:
            text = (
                f"Chưa rõ có đề nghị được hay không: {asked}. Cần làm rõ: {missing or 'mức của nhà trường'}."
            )
        return f"{text} Chương trình chỉ đề xuất; hội đồng và cơ quan có thẩm quyền kết luận."


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate or decision of recognition that was signed.

    `printed_expiry` is the last day printed on it; it prevails (khoản 2 Điều 27 TT 57/2026 for old certificates).
    """

    grade: int
    signed_on: dt.date
    validity: Validity
    printed_expiry: dt.date | None = None

    @property
    def expires_on(self) -> dt.date:
        """The last day it is valid."""
        return self.printed_expiry or add_months(self.signed_on, 12 * self.validity.years)

    @property
    def register_by(self) -> dt.date | None:
        """The last day to file the next registration; None when the circular names no term."""
        months = self.validity.register_months_before
        return None if months is None else add_months(self.expires_on, -months)

    @property
    def higher_grade_from(self) -> dt.date | None:
        """The first day a higher grade may be asked for; None when no waiting time is known."""
        wait = self.validity.level_up
        return None if wait is None else add_months(self.signed_on, 12 * wait.years)

    def standing(self, on: dt.date, *, notice_months: int = 6) -> Standing:
        """Where it stands on a day; `notice_months` is how early "sắp hết hạn" starts before the next duty."""
        if on < self.signed_on:
            return Standing.NOT_YET
        if on > self.expires_on:
            return Standing.EXPIRED
        if self.register_by and on >= self.register_by:
            return Standing.REGISTER
        duty = self.register_by or self.expires_on
        return Standing.EXPIRING if on >= add_months(duty, -notice_months) else Standing.VALID

    def notice(self, on: dt.date, *, notice_months: int = 6) -> str:
        """The standing as a sentence with its dates, marked when the term itself is unverified."""
        sentence = self._notice(on, notice_months)
        if self.validity.confidence is Confidence.UNVERIFIED and self.printed_expiry is None:
            return f"{sentence} (thời hạn chưa đối chiếu với văn bản chính thức)"
        return sentence

    def _notice(self, on: dt.date, notice_months: int) -> str:
        standing = self.standing(on, notice_months=notice_months)
        due, last = self.register_by, vn_date(self.expires_on)
        match standing:
            case Standing.NOT_YET:
                return f"Chưa có hiệu lực: ký ngày {vn_date(self.signed_on)}."
            case Standing.EXPIRED:
                return f"Hết hạn từ sau ngày {last}."
            case Standing.REGISTER if due and on > due:
                return f"Phải đăng ký ngay: hạn đăng ký {vn_date(due)} đã qua {(on - due).days} ngày, hết hạn ngày {last}."
            case Standing.REGISTER:
                return f"Phải đăng ký: hôm nay là hạn cuối; hết hạn ngày {last}."
        register = f", đăng ký lại chậm nhất ngày {vn_date(due)}" if due else ""
        return f"{str(standing).capitalize()} đến hết ngày {last}{register}."


def propose(verdict: Verdict, facts: SchoolFacts = SchoolFacts()) -> tuple[Proposal, ...]:
    """What the school may ask for with this verdict: one proposal per kind of certificate of the rule set."""
    return tuple(_proposal(recognition, verdict, facts) for recognition in verdict.regulation.recognitions)


def figures_only_monitor(regulation: Regulation, on: dt.date) -> bool:
    """Whether on that day figures may not be the sole ground of a judgement (khoản 4 Điều 27 TT 57/2026)."""
    period = regulation.figures_monitor_only
    return period is not None and period.first <= on <= period.last


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later (earlier, if negative), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _proposal(recognition: Recognition, verdict: Verdict, facts: SchoolFacts) -> Proposal:
    low = high = None
    if verdict.assessed and verdict.level_low is not None and verdict.level_high is not None:
        # Nobody gets a grade above what the external team found.
        found = verdict.level_high if facts.external_level is None else facts.external_level
        low, high = (recognition.grade_at(min(own, found)) for own in (verdict.level_low, verdict.level_high))
    checks = tuple(
        _check(text, way, recognition, facts, _level_state(low, high)) for text, way in recognition.decided()
    )
    return Proposal(recognition, low, high, checks)


def _check(
    text: str, requirement: Requirement | None, recognition: Recognition, facts: SchoolFacts, level: State
) -> Check:
    if requirement is None:
        return Check(text, State.UNKNOWN, recognition.ref, recognition.confidence)
    state = (
        level if requirement.what == "level" else _figure_state(requirement.what, requirement.at_least, facts)
    )
    return Check(text, state, requirement.ref or recognition.ref, requirement.confidence)


def _figure_state(
    what: Literal["external_level", "completed_cohorts", "years_of_activity", "years_of_data", "facilities"],
    at_least: int,
    facts: SchoolFacts,
) -> State:
    figure: int | None = getattr(facts, what)
    if figure is None:
        return State.UNKNOWN
    return State.MET if figure >= at_least else State.UNMET


def _level_state(low: int | None, high: int | None) -> State:
    if low:
        return State.MET
    return State.UNMET if high == 0 else State.UNKNOWN
