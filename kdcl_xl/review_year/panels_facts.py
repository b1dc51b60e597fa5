"""What a workbook `danh-gia-ngoai` says about people and panels, as the plain values of `panels`; every rule with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kdcl_xl.forms.review_people import PanelMember, Reviewer
from kdcl_xl.forms.review_words import PanelRole, Wish
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.review_year.panels import Apart, Bar, House, Must, Panel, PanelsProblem, Person, Seat
from kdcl_xl.review_year.people_levels import levels_in
from kdcl_xl.review_year.pool import meant_by
from kdcl_xl.review_year.requests import Subject
from kdcl_xl.review_year.scheduling_facts import A_PERSON, LEAST, MOST, REST, YearFacts
from kdcl_xl.review_year.solver import Reason, Span
from kdcl_xl.text.normal import match_key


def panels_problem(facts: YearFacts, dates: Mapping[str, Span]) -> PanelsProblem:
    """The seats still open for the visits of these dates (by school key)."""
    by_key = {visit.key: visit for visit in facts.visits}
    panels = tuple(
        Panel(key, dates[key], by_key[key].file.kind, tuple(_seats(facts, key)))
        for key in by_key
        if key in dates
    )
    people = tuple(_people(facts))
    return PanelsProblem(
        panels,
        people,
        house(facts),
        tuple(_bars(facts, panels, people)),
        tuple(_musts(facts, panels)),
        tuple(Apart(r.reason, r.who, r.other, r.hard) for r in facts.requests.of(Wish.NOT_TOGETHER)),
    )


def house(facts: YearFacts) -> House:
    """The numbers of the sheet "Mốc, số lượng" for panels."""
    least, most, rest = (facts.terms.number(term) for term in (LEAST, MOST, REST))
    return House(
        least,
        max(least, most),
        facts.reason(LEAST, f"Mỗi đoàn ít nhất {least}, nhiều nhất {max(least, most)} người"),
        rest,
        facts.reason(REST, f"Một người nghỉ ít nhất {rest} ngày giữa hai đợt"),
    )


def person_key(facts: YearFacts, member: PanelMember) -> str:
    """Who of the pool sits in a seat: by code, else by a name only one person has; "" for nobody of the pool."""
    text = member.person or member.name
    found = facts.directory.find(Subject.PERSON, text) if text else []
    meant = meant_by(member, [facts.directory.people[key] for key in found])
    return next((key for key in found if facts.directory.people[key] is meant), "")


def home_keys(facts: YearFacts, row: Reviewer) -> list[str]:
    """The schools a person may work at, as the pool names it."""
    return facts.directory.schools_named(row.school, row.school_id)


def _seats(facts: YearFacts, key: str) -> Iterator[Seat]:
    for member in facts.directory.schools[key].of(PanelMember):
        role = member.role if member.role in set(PanelRole) else str(PanelRole.MEMBER)
        yield Seat(person_key(facts, member), role)


def _people(facts: YearFacts) -> Iterator[Person]:
    common = facts.terms.number(A_PERSON)
    words = f"Mỗi người nhiều nhất {common} đợt trong năm học"
    for key, row in facts.directory.people.items():
        if row.available == YesNo.NO:
            continue
        own = Reason(
            f"{facts.directory.name(key)} nhiều nhất {row.most} đợt", *facts.submission.at(row, "most")
        )
        yield Person(
            key,
            common if row.most is None else row.most,
            facts.reason(A_PERSON, words) if row.most is None else own,
            _levels(row.kinds),
            can_lead=row.can_lead == YesNo.YES,
            can_write=row.can_write == YesNo.YES,
            trained=row.trained is not None,
            home=match_key(row.school_id or row.school),
        )


def _levels(text: str) -> frozenset[str]:
    """Words that name no level are no "every level": the person then counts as named for none that is visited."""
    levels = levels_in(text)
    return levels.named or frozenset(levels.unread)


def _bars(facts: YearFacts, panels: tuple[Panel, ...], people: tuple[Person, ...]) -> Iterator[Bar]:
    """Own school and the lines of the sheet; a person who is not available is not in the pool at all."""
    spans = {panel.key: panel.span for panel in panels}
    for person in people:
        row = facts.directory.people[person.key]
        words = f"{facts.directory.name(person.key)} công tác tại trường được đánh giá"
        reason = Reason(words, *facts.submission.at(row, "school"))
        yield from (Bar(reason, person.key, key) for key in home_keys(facts, row) if key in spans)
    for request in facts.requests.of(Wish.PERSON_BUSY):
        for key, span in spans.items():
            if request.span and request.span.meets(span):
                yield Bar(request.reason, request.who, key, request.hard)
    for request in facts.requests.of(Wish.NOT_TO_SCHOOL):
        if request.other in spans:
            yield Bar(request.reason, request.who, request.other, request.hard)


def _musts(facts: YearFacts, panels: tuple[Panel, ...]) -> Iterator[Must]:
    known = {panel.key for panel in panels}
    for request in facts.requests.of(Wish.ON_PANEL):
        if request.other in known:
            yield Must(request.reason, request.who, request.other, request.hard)
