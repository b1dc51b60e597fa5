"""What a workbook `danh-gia-ngoai` says about dates, as the plain values of `scheduling`; every rule with its cell."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.forms.review_people import Reviewer
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.forms.review_words import Wish
from kdcl_xl.forms.vocabulary import Purpose, YesNo
from kdcl_xl.law.working_days import holiday_data, is_working_day
from kdcl_xl.review_year.asked_times import Asked, any_of, read_asked, read_written
from kdcl_xl.review_year.requests import Directory, Requests, read_requests
from kdcl_xl.review_year.scheduling import ASKED, DateRule, DatesProblem, Limit, Month, Order, Together
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.review_year.solver import Reason, Span
from kdcl_xl.review_year.terms import term_of, terms_of
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

BACKWARDS = rule("DGX-007", Severity.ERROR, "Lịch đánh giá ngoài có Đến ngày không trước Từ ngày")
LEAD, A_MONTH, SURVEY_DAYS = "ho_so_truoc_ngay", "doan_mot_thang", "khao_sat_ngay"
LEAST, MOST, A_PERSON, REST = "doan_it_nhat", "doan_nhieu_nhat", "dot_mot_nguoi", "nghi_giua_dot_ngay"
_LONGEST_VISIT = 10
"""A span of the plan of more days than this is a time within which, not the visit itself."""
_DAY, _RANGE = "ngày", "khoảng"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of the time of one school's visit. `wanted` is the plan's own time where it names no day."""

    key: str
    file: SchoolFile
    span: Span | None
    wanted: Span | None
    where: tuple[str, str]


class YearFacts:
    """A workbook on a day, as planning looks at it."""

    def __init__(self, submission: Submission, settings: Settings, on: dt.date):
        self.submission, self.on = submission, on
        self.terms = terms_of(submission, settings)
        self.directory = Directory(submission)

    @cached_property
    def requests(self) -> Requests:
        """The sheet "Ràng buộc xếp lịch"."""
        return read_requests(self.submission, self.directory)

    @cached_property
    def asked(self) -> Asked:
        """The times schools ask for in words, where no line of "Ràng buộc xếp lịch" says it for them."""
        return read_asked(self.submission, self.directory, self._settled, self.year, self.survey_days)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Requests, wishes and times of the schedule that cannot be understood."""
        open_visits = [v for v in self.visits if not (v.span or v.wanted or v.key in self._settled)]
        rows = (row for visit in open_visits for row in visit.file.of(ScheduledVisit))
        written = (self._written(row) for row in rows)
        unread = (found for found in written if isinstance(found, Finding))
        return (*self.requests.findings, *self.asked.findings, *unread, *self._backwards())

    def _backwards(self) -> Iterator[Finding]:
        """A visit that ends before it begins has no day: planning would lay another over what somebody typed."""
        for row in self.submission.table(ScheduledVisit):
            if row.first and row.last and row.last < row.first:
                yield BACKWARDS.at(*self.submission.at(row, "last"), f"“{row.school}”: Đến ngày {vn_date(row.last)} trước Từ ngày {vn_date(row.first)}.", "Sửa lại ngày nào ghi nhầm.")  # fmt: skip

    @property
    def survey_days(self) -> int:
        """How many working days a visit takes."""
        return max(1, self.terms.number(SURVEY_DAYS))

    @cached_property
    def year(self) -> Span:
        """The days of the school year on which schools have pupils."""
        year, rest = self.submission.edition.school_year, holiday_data().school_break
        length = (year.last_day - year.first_day).days + 1
        days = (year.first_day + dt.timedelta(days=n) for n in range(length))
        taught = [day for day in days if not rest.holds_on(day)]
        return Span(taught[0], taught[-1])

    @cached_property
    def visits(self) -> list[Visit]:
        """Of every school that stands in the schedule, or has registered for something."""
        found = (self._visit(key, file) for key, file in self.directory.schools.items())
        return [visit for visit in found if visit is not None]

    def reason(self, term: str, words: str) -> Reason:
        """A number of the sheet "Mốc, số lượng" as a reason; the default's source where nobody typed another."""
        row = next((row for row in self.submission.table(ReviewTerm) if row.id == term), None)
        place = self.submission.at(row, "value") if row is not None else ("", "")
        own = row is not None and str(self.terms.values[term]) != row.default
        source = "" if own else f" [{term_of(term).source}]"
        return Reason(f"{words}{source}", *place)

    def earliest(self, file: SchoolFile) -> tuple[dt.date, Reason] | None:
        """The first day a school may be visited, from the day of its dossier, else of the plan; None: neither is known."""
        days = self.terms.number(LEAD)
        filed = [(row.filed_on, row) for row in file.of(ReviewRegistration) if row.filed_on]
        if filed:
            day, first = min(filed, key=lambda pair: pair[0])
            return self._after(file, day, "hồ sơ gửi", days, self.submission.at(first, "filed_on"))
        plan = self.submission.fields(ReviewPlan)
        if plan.issued_on is None:
            return None
        return self._after(file, plan.issued_on, "kế hoạch ban hành", days, self.submission.where(ReviewPlan, "issued_on"))  # fmt: skip

    def earliest_from_now(self, file: SchoolFile) -> tuple[dt.date, Reason] | None:
        """The same for a date still to be chosen: a dossier nobody has noted cannot have come before today."""
        known = self.earliest(file)
        first = self.on + dt.timedelta(days=self.terms.number(LEAD))
        if any(row.filed_on for row in file.of(ReviewRegistration)) or (known and known[0] >= first):
            return known
        words = f"{file.name}: chưa ghi ngày gửi hồ sơ, tính từ ngày {vn_date(self.on)}, đón đoàn sau ít nhất {self.terms.number(LEAD)} ngày"  # fmt: skip
        return first, self.reason(LEAD, words)

    def _after(
        self, file: SchoolFile, day: dt.date, what: str, days: int, place: tuple[str, str]
    ) -> tuple[dt.date, Reason]:
        words = f"{file.name}: {what} ngày {vn_date(day)}, đón đoàn sau ít nhất {days} ngày"
        return day + dt.timedelta(days=days), Reason(words, *place)

    def _visit(self, key: str, file: SchoolFile) -> Visit | None:
        rows = file.of(ScheduledVisit)
        asked = [row for row in file.of(ReviewRegistration) if row.purpose and row.purpose != Purpose.NONE]
        if not rows and not asked:
            return None
        sheet = self.submission
        for row in file.of(ReviewProcess):
            if row.official_from:
                span = Span(row.official_from, max(row.official_to or row.official_from, row.official_from))
                return Visit(key, file, span, None, sheet.at(row, "official_from"))
        for scheduled in rows:
            span_of = day_of(scheduled)
            if span_of is not None:
                return Visit(key, file, span_of, None, sheet.at(scheduled, "first"))
        place = sheet.at(rows[0], "when_text") if rows else sheet.at(asked[0], "when_text")
        wanted = next((time for row in rows if (time := self._time_of(row)) is not None), None)
        return Visit(key, file, None, wanted, place)

    def _time_of(self, row: ScheduledVisit) -> Span | None:
        if row.first or row.last:
            first, last = row.first or self.year.first, row.last or self.year.last
            return Span(first, last) if first <= last else None
        if row.year and row.month and 1 <= row.month <= 12:
            return month_span((row.year, row.month))
        written = self._written(row)
        return written if isinstance(written, Span) else None

    def _written(self, row: ScheduledVisit) -> Span | Finding | None:
        return read_written(self.submission, row, self.year, self.survey_days)

    @cached_property
    def _settled(self) -> frozenset[str]:
        return frozenset(request.who for request in self.requests.of(Wish.SCHOOL_WANTS))


def day_of(row: ScheduledVisit) -> Span | None:
    """The days of the visit, when the schedule names them; None for a month, a quarter, a deadline …"""
    if row.first is not None:
        last = row.last or row.first
        known = row.unit in ("", _DAY) or (row.unit == _RANGE and (last - row.first).days < _LONGEST_VISIT)
        return Span(row.first, last) if known and last >= row.first else None
    if row.year and row.month and row.day and row.unit in ("", _DAY):
        try:
            day = dt.date(row.year, row.month, row.day)
        except ValueError:  # 31/4: the checks of the form say so
            return None
        return Span(day, day)
    return None


def survey_of(file: SchoolFile) -> Span | None:
    """The official survey as the sheet "Các bước" dates it; one day where only one is written, None without any.

    Days that stand the wrong way round tell nothing: another finding names them.
    """
    process = file.first(ReviewProcess)
    if process is None:
        return None
    first, last = process.official_from or process.official_to, process.official_to or process.official_from
    return Span(first, last) if first and last and first <= last else None


def month_span(month: Month) -> Span:
    """The days of a month."""
    first = dt.date(*month, 1)
    return Span(first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1))


def dates_problem(facts: YearFacts) -> DatesProblem:
    """The dates still open in a workbook, from the day after `facts.on` to the end of the school year."""
    year = facts.year
    first = max(year.first, facts.on + dt.timedelta(days=1))
    days = [first + dt.timedelta(days=n) for n in range(max(0, (year.last - first).days + 1))]
    return DatesProblem(
        visits=tuple(visit.key for visit in facts.visits),
        fixed={visit.key: visit.span for visit in facts.visits if visit.span},
        working=tuple(day for day in days if is_working_day(day)),
        days=facts.survey_days,
        rules=tuple(_rules(facts)),
        limits=tuple(month_limits(facts)),
        orders=tuple(_orders(facts)),
        together=tuple(_together(facts)),
    )


def _rules(facts: YearFacts) -> Iterator[DateRule]:
    known = {visit.key for visit in facts.visits}
    far = facts.year.last + dt.timedelta(days=400)
    for visit in facts.visits:
        earliest = facts.earliest_from_now(visit.file)
        if earliest is not None:
            yield DateRule(earliest[1], (Span(earliest[0], far),), inside=True, visit=visit.key)
        if visit.wanted is not None:
            words = f"Kế hoạch ghi {visit.file.name} vào {visit.wanted.words}"
            yield DateRule(
                Reason(words, *visit.where), (visit.wanted,), inside=True, hard=False, visit=visit.key
            )
        asked = facts.asked.times.get(visit.key)
        if asked is not None and asked.spans != (visit.wanted,):
            yield DateRule(asked.reason, asked.spans, True, False, visit.key, ASKED)
    for request in facts.requests.of(Wish.OFFICE_CLOSED, Wish.SCHOOL_BUSY):
        if request.span and (not request.who or request.who in known):
            yield DateRule(request.reason, (request.span,), False, request.hard, request.who)
    wants: dict[tuple[str, bool], list[tuple[Reason, Span]]] = defaultdict(list)
    for request in facts.requests.of(Wish.SCHOOL_WANTS):
        if request.span and request.who in known:
            wants[request.who, request.hard].append((request.reason, request.span))
    for (key, hard), lines in wants.items():  # several lines of one school: any of the times will do
        reason = any_of([reason for reason, _ in lines])
        yield DateRule(reason, tuple(span for _, span in lines), True, hard, key)


def month_limits(facts: YearFacts) -> Iterator[Limit]:
    """At most so many in each month: the office's own line for that month, for every month, else its number."""
    most = facts.terms.number(A_MONTH)
    for month in _months(facts.year):
        held = Limit(facts.reason(A_MONTH, f"Mỗi tháng nhiều nhất {most} trường"), month, most)
        lines = [
            (bool(request.span), request)
            for request in facts.requests.of(Wish.MONTH_LIMIT)
            if request.span is None or (request.span.first.year, request.span.first.month) == month
        ]
        hard = [line for line in lines if line[1].hard]
        if hard:
            chosen = max(hard, key=lambda line: line[0])[1]
            held = Limit(chosen.reason, month, chosen.number)
        yield held
        yield from (
            Limit(request.reason, month, request.number, hard=False)
            for _, request in lines
            if not request.hard
        )


def _months(year: Span) -> list[Month]:
    months = [(year.first.year, month) for month in range(year.first.month, 13)]
    return months + [(year.last.year, month) for month in range(1, year.last.month + 1)]


def _orders(facts: YearFacts) -> Iterator[Order]:
    known = {visit.key for visit in facts.visits}
    for request in facts.requests.of(Wish.AFTER):
        if {request.who, request.other} <= known:
            yield Order(request.reason, request.who, request.other, request.hard)


def _together(facts: YearFacts) -> Iterator[Together]:
    """As many panels at once as there are people, and people who may lead; an empty sheet says nothing."""
    people = [
        row
        for row in facts.submission.table(Reviewer)
        if (row.code or row.name) and row.available != YesNo.NO
    ]
    if not people:
        return
    least, rest = max(1, facts.terms.number(LEAST)), facts.terms.number(REST)
    sheet = Reviewer.table.sheet
    words = f"{len(people)} người sẵn sàng, mỗi đoàn ít nhất {least} người, nghỉ {rest} ngày giữa hai đợt: cùng lúc nhiều nhất {len(people) // least} đoàn"  # fmt: skip
    yield Together(Reason(f"Trang {sheet}: {words}"), len(people) // least, rest)
    leaders = Counter(row.can_lead for row in people)[YesNo.YES]
    if leaders:
        yield Together(Reason(f"Trang {sheet}: {leaders} người làm trưởng đoàn được, nghỉ {rest} ngày giữa hai đợt: cùng lúc nhiều nhất {leaders} đoàn"), leaders, rest)  # fmt: skip
