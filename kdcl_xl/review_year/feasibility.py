"""Whether a schedule and its panels can be carried out as they stand: what the checks of single sheets do not see.

Written apart from the solver, row by row, so that each can be held against the other. Days off of a first day, dossiers
filed late, people at their own school or in two surveys stand with the checks of the form (`checks_*`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.external_review import ReviewRegistration
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_words import Wish
from kdcl_xl.law.working_days import day_off, holiday_data
from kdcl_xl.review_year.panels_facts import person_key
from kdcl_xl.review_year.requests import Request
from kdcl_xl.review_year.scheduling_facts import (
    A_MONTH,
    A_PERSON,
    LEAD,
    REST,
    Visit,
    YearFacts,
    month_limits,
)
from kdcl_xl.review_year.school_files import person_called
from kdcl_xl.review_year.solver import Span
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

LEAD_TIME = rule(
    "DGX-010", Severity.WARNING, "Đợt đánh giá ngoài sau ngày ban hành kế hoạch đủ số ngày gửi hồ sơ"
)
HOLIDAY_INSIDE = rule("DGX-011", Severity.WARNING, "Trong đợt đánh giá ngoài không có ngày lễ, Tết")
SCHOOL_BREAK = rule("DGX-012", Severity.WARNING, "Đợt đánh giá ngoài không rơi vào kỳ nghỉ hè")
MONTH_FULL = rule("DGX-013", Severity.WARNING, "Mỗi tháng không quá số trường cơ quan đặt")
BROKEN = rule("DGX-014", Severity.ERROR, "Lịch và đoàn giữ mọi ràng buộc bắt buộc")
WISH_BROKEN = rule("DGX-015", Severity.HINT, "Lịch và đoàn giữ mong muốn đã ghi")
TWO_VISITS = rule("DGX-020", Severity.ERROR, "Một người không ở hai đoàn có đợt trùng ngày")
NO_REST = rule("DGX-021", Severity.WARNING, "Một người nghỉ đủ ngày giữa hai đợt")
TOO_MANY = rule("DGX-022", Severity.WARNING, "Một người không quá số đợt trong năm học")
_LONG = 20
"""Days of a span beyond which it is no visit but a time within which."""


class _Dated(NamedTuple):
    """A visit whose days are known."""

    visit: Visit
    span: Span


def schedule_findings(submission: Submission, settings: Settings, on: dt.date) -> Iterator[Finding]:
    """What cannot be carried out, or should not, in the schedule and the panels of a workbook; see the module."""
    facts = YearFacts(submission, settings, on)
    yield from facts.findings
    dated = [_Dated(visit, visit.span) for visit in facts.visits if visit.span]
    for item in dated:
        yield from _time(facts, *item)
    yield from _months(facts, dated)
    yield from _date_wishes(facts, dated)
    yield from _people(facts)
    yield from _people_wishes(facts)


def _time(facts: YearFacts, visit: Visit, span: Span) -> Iterator[Finding]:
    first, last = span
    if not any(row.filed_on for row in visit.file.of(ReviewRegistration)):
        earliest = facts.earliest(visit.file)
        if earliest is not None and first < earliest[0]:
            yield LEAD_TIME.at(*visit.where, f"“{visit.file.name}” được xếp ngày {vn_date(first)}, sớm hơn {vn_date(earliest[0])}. {earliest[1].words}.", "Lùi ngày đánh giá ngoài; trường đã gửi hồ sơ thì ghi Ngày gửi hồ sơ ở trang Đăng ký.", law=facts.terms.source(LEAD))  # fmt: skip
    rest = holiday_data().school_break
    if rest.holds_on(first) or rest.holds_on(last):
        yield SCHOOL_BREAK.at(*visit.where, f"“{visit.file.name}” được xếp {span.words}, trong kỳ nghỉ hè ({rest.first}–{rest.last}).", "Chọn ngày trường có học sinh; khung năm học của tỉnh khác thì để nguyên.", law=rest.note)  # fmt: skip
    for shift in range(1, min((last - first).days, _LONG) + 1):
        day = first + dt.timedelta(days=shift)
        off = day_off(day)
        if off is not None and (off.ref or day == last):
            yield HOLIDAY_INSIDE.at(*visit.where, f"Đợt đánh giá “{visit.file.name}” có ngày {vn_date(day)} là {off.words}.", "Đổi ngày, hoặc để nguyên nếu đoàn không làm việc ngày ấy.", law=off.ref)  # fmt: skip
            return


def _months(facts: YearFacts, dated: list[_Dated]) -> Iterator[Finding]:
    begun: dict[tuple[int, int], list[Visit]] = defaultdict(list)
    for visit, span in sorted(dated, key=lambda item: item.span):
        begun[span.first.year, span.first.month].append(visit)
    for limit in month_limits(facts):
        visits = begun[limit.month]
        if len(visits) > limit.most:
            said = MONTH_FULL if limit.hard else WISH_BROKEN
            yield said.at(*visits[limit.most].where, f"Tháng {limit.month[1]}/{limit.month[0]} có {len(visits)} trường. {limit.reason.words}.", "Dời bớt sang tháng khác; nhận được nhiều hơn thì sửa số ở trang Mốc, số lượng hoặc dòng ràng buộc của tháng.", law=facts.terms.source(A_MONTH) if limit.hard else "")  # fmt: skip


def _date_wishes(facts: YearFacts, dated: list[_Dated]) -> Iterator[Finding]:
    by_key = {item.visit.key: item for item in dated}
    for request in facts.requests.of(Wish.OFFICE_CLOSED, Wish.SCHOOL_BUSY):
        for visit, span in dated:
            if request.span and request.who in ("", visit.key) and request.span.meets(span):
                yield _broken(request, visit, f"“{visit.file.name}” được xếp {span.words}")
    for request in facts.requests.of(Wish.AFTER):
        later, earlier = by_key.get(request.who), by_key.get(request.other)
        if later and earlier and later.span.first <= earlier.span.last:
            yield _broken(request, later.visit, f"“{later.visit.file.name}” được xếp {later.span.words}, “{earlier.visit.file.name}” {earlier.span.words}")  # fmt: skip
    wanted: dict[tuple[str, bool], list[Request]] = defaultdict(list)
    for request in facts.requests.of(Wish.SCHOOL_WANTS):
        if request.who in by_key:
            wanted[request.who, request.hard].append(request)
    for (key, _hard), requests in wanted.items():
        visit, span = by_key[key]
        if not any(request.span.holds(span) for request in requests if request.span):
            yield _broken(requests[0], visit, f"“{visit.file.name}” được xếp {span.words}")
    for key, asked in facts.asked.times.items():
        if key in by_key and not asked.kept(by_key[key].span):
            visit, span = by_key[key]
            yield WISH_BROKEN.at(*visit.where, f"“{visit.file.name}” được xếp {span.words}. {asked.reason.words}.", "Đổi ngày; trường đã đồng ý ngày này thì sửa Thời gian đề nghị ở trang Đăng ký.")  # fmt: skip


def _broken(request: Request, visit: Visit, what: str) -> Finding:
    said = BROKEN if request.hard else WISH_BROKEN
    return said.at(*visit.where, f"{what}. {request.reason.words}.", "Đổi ngày, hoặc sửa dòng ràng buộc.")


def _people(facts: YearFacts) -> Iterator[Finding]:
    served: dict[str, list[tuple[Visit, PanelMember]]] = defaultdict(list)
    for visit in facts.visits:
        for member in visit.file.of(PanelMember):
            key = person_key(facts, member)
            if key and not any(known is visit for known, _ in served[key]):
                served[key].append((visit, member))
    for key, visits in served.items():
        yield from _load(facts, key, visits)
        dated = [(visit.span, visit, member) for visit, member in visits if visit.span]
        dated.sort(key=lambda item: item[0])
        for (span, visit, _), (next_span, next_visit, member) in pairwise(dated):
            yield from _near(facts, key, _Dated(visit, span), _Dated(next_visit, next_span), member)


def _load(facts: YearFacts, key: str, visits: list[tuple[Visit, PanelMember]]) -> Iterator[Finding]:
    own = facts.directory.people[key].most
    most = facts.terms.number(A_PERSON) if own is None else own
    if len(visits) > most:
        place = facts.submission.at(visits[most][1], "name")
        yield TOO_MANY.at(*place, f"{person_called(facts.directory.people[key].code)} ở {len(visits)} đoàn, nhiều nhất {most} đợt.", "Cử người khác, hoặc sửa Số đợt tối đa năm nay ở trang Nhân sự.", law=facts.terms.source(A_PERSON) if own is None else "")  # fmt: skip


def _near(
    facts: YearFacts, key: str, before: _Dated, after: _Dated, member: PanelMember
) -> Iterator[Finding]:
    place, rest = facts.submission.at(member, "name"), facts.terms.number(REST)
    both = " và ".join(f"“{item.visit.file.name}” ({item.span.words})" for item in (before, after))
    between = (after.span.first - before.span.last).days
    if between <= 0:
        yield TWO_VISITS.at(*place, f"{person_called(facts.directory.people[key].code)} ở hai đoàn có đợt trùng ngày: {both}.", "Đổi người, hoặc đổi ngày một đợt.")  # fmt: skip
    elif between <= rest:
        yield NO_REST.at(*place, f"{person_called(facts.directory.people[key].code)} ở hai đoàn cách nhau {between - 1} ngày: {both}; cần nghỉ {rest} ngày.", "Đổi người, hoặc giãn hai đợt.", law=facts.terms.source(REST))  # fmt: skip


def _people_wishes(facts: YearFacts) -> Iterator[Finding]:
    for visit in facts.visits:
        members = {person_key(facts, m): m for m in visit.file.of(PanelMember)}
        for request in facts.requests.asked:
            member, what = members.get(request.who), ""
            if request.wish is Wish.PERSON_BUSY and member and visit.span and request.span:
                what = f"được xếp {visit.span.words}" if request.span.meets(visit.span) else ""
            elif request.wish is Wish.NOT_TOGETHER and member and request.other in members:
                what = "có cả hai người"
            elif request.wish is Wish.NOT_TO_SCHOOL and member and request.other == visit.key:
                what = "có người ấy"
            elif request.wish is Wish.ON_PANEL and request.other == visit.key and members and not member:
                what, member = "chưa có người ấy", next(iter(members.values()))
            if what and member:
                said = BROKEN if request.hard else WISH_BROKEN
                yield said.at(*facts.submission.at(member, "name"), f"Đoàn đánh giá “{visit.file.name}” {what}. {request.reason.words}.", "Đổi người, đổi ngày, hoặc sửa dòng ràng buộc.")  # fmt: skip
