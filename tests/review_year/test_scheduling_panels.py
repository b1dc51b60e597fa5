"""Panels by the solver: what any plan keeps, the same plan twice, what clashes when there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.review_year.panels import Apart, Bar, House, Must, Panel, PanelsProblem, Person, Seat
from kdcl_xl.review_year.panels_first import first_draft
from kdcl_xl.review_year.panels_model import plan_panels
from kdcl_xl.review_year.solver import Reason, Span

SIZE, REST, MOST = Reason("Mỗi đoàn 3–4 người"), Reason("Nghỉ 7 ngày"), Reason("Mỗi người nhiều nhất 4 đợt")
HOUSE = House(3, 4, SIZE, 7, REST)
DAY = dt.date(2027, 3, 1)


def person(n: int, **parts: Any) -> Person:
    return Person(
        **{"key": f"N{n}", "most": 4, "most_reason": MOST, "can_lead": True, "can_write": True} | parts
    )


def panel(n: int, day: int, *seats: Seat, level: str = "") -> Panel:
    first = DAY + dt.timedelta(days=day)
    return Panel(f"T{n}", Span(first, first + dt.timedelta(days=2)), level, seats)


def problem(count: int = 3, pool: int = 8, **parts: Any) -> PanelsProblem:
    base = PanelsProblem(
        tuple(panel(n, 14 * n) for n in range(1, count + 1)),
        tuple(person(n) for n in range(1, pool + 1)),
        HOUSE,
    )
    return replace(base, **parts)


def broken(found: PanelsProblem, seats: dict[str, tuple[Seat, ...]]) -> list[str]:
    """What a plan does not keep of the hard rules, told in plain loops. Only what new seats add to."""
    wrong: list[str] = []
    people = {p.key: p for p in found.people}
    full = {p.key: [*p.seats, *seats[p.key]] for p in found.panels}
    for p in found.panels:
        names = [s.person for s in full[p.key] if s.person]
        if len(names) != len(set(names)):
            wrong.append("twice in one panel")
        if not found.house.least <= len(full[p.key]) <= max(found.house.most, len(p.seats)):
            wrong.append("size")
        for role, able in ((PanelRole.HEAD, "can_lead"), (PanelRole.SECRETARY, "can_write")):
            new = [s for s in seats[p.key] if s.role == role]
            if len(new) + sum(s.role == role for s in p.seats) < 1 or len(new) > 1:
                wrong.append(f"{role}")
            wrong += [f"not able: {role}" for s in new if not getattr(people[s.person], able)]
        new_names = {s.person for s in seats[p.key]}
        wrong += [b.reason.text for b in found.bars if b.hard and b.panel == p.key and b.person in new_names]
        wrong += [m.reason.text for m in found.musts if m.hard and m.panel == p.key and m.person not in names]
        wrong += [a.reason.text for a in found.aparts if a.hard and {a.one, a.other} <= set(names) and {a.one, a.other} & new_names]  # fmt: skip
        for q in found.panels:
            gap = (max(p.span.first, q.span.first) - min(p.span.last, q.span.last)).days
            shared = new_names & {s.person for s in full[q.key]}
            if p is not q and gap <= found.house.rest and shared:
                wrong.append("rest")
    for key, one in people.items():
        visits = sum(any(s.person == key for s in full[p.key]) for p in found.panels)
        if visits > one.most and any(s.person == key for new in seats.values() for s in new):
            wrong.append("most")
    return wrong


@st.composite
def problems(draw: st.DrawFn) -> PanelsProblem:
    count, pool = draw(st.integers(1, 4)), draw(st.integers(4, 9))
    who, where = st.integers(1, pool).map(lambda n: f"N{n}"), st.integers(1, count).map(lambda n: f"T{n}")
    people = tuple(
        person(n, most=draw(st.integers(0, 4)), can_lead=draw(st.booleans()), can_write=draw(st.booleans()), home=draw(st.sampled_from("abc")))
        for n in range(1, pool + 1)
    )  # fmt: skip
    seats = [Seat("N1", "Ủy viên")] if draw(st.booleans()) else []
    panels = tuple(
        panel(n, draw(st.integers(0, 60)), *(seats if n == 1 else [])) for n in range(1, count + 1)
    )
    pairs = draw(st.lists(st.tuples(who, where, st.booleans()), max_size=4))
    musts = draw(st.lists(st.tuples(who, where, st.booleans()), max_size=2))
    aparts = draw(st.lists(st.tuples(who, who, st.booleans()).filter(lambda t: t[0] != t[1]), max_size=2))
    return PanelsProblem(
        panels, people, HOUSE,
        tuple(Bar(Reason(f"không {n}"), *pair) for n, pair in enumerate(pairs)),
        tuple(Must(Reason(f"phải {n}"), *pair) for n, pair in enumerate(musts)),
        tuple(Apart(Reason(f"rời {n}"), *pair) for n, pair in enumerate(aparts)),
    )  # fmt: skip


@given(problems())
@settings(max_examples=60, deadline=None)
def test_any_plan_keeps_every_hard_rule(found: PanelsProblem) -> None:
    answer = plan_panels(found)
    assert (answer.clash is None) or bool(answer.clash.reasons)
    if answer.clash is None:
        assert not broken(found, answer.seats)


@given(problems())
@settings(max_examples=15, deadline=None)
def test_the_same_input_gives_the_same_plan(found: PanelsProblem) -> None:
    assert plan_panels(found) == plan_panels(found)


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_first_draft_breaks_no_bar(found: PanelsProblem) -> None:
    draft = first_draft(found)
    musts = {(must.panel, must.person) for must in found.musts}
    barred = {(bar.panel, bar.person) for bar in found.bars if bar.hard} - musts
    assert not {(key, seat.person) for key, seats in draft.items() for seat in seats} & barred


def test_a_panel_has_a_head_a_secretary_and_the_least_members() -> None:
    answer = plan_panels(problem(1))
    assert [seat.role for seat in answer.seats["T1"]] == ["Trưởng đoàn", "Thư ký", "Ủy viên"]


def test_members_fit_the_level_and_the_load_is_even() -> None:
    people = tuple(person(n, levels=frozenset({"Mầm non" if n % 2 else "THCS"})) for n in range(1, 13))
    found = problem(panels=(panel(1, 0, level="Mầm non"), panel(2, 1, level="Mầm non")), people=people)
    chosen = [seat.person for seats in plan_panels(found).seats.values() for seat in seats]
    assert sorted(chosen) == ["N1", "N11", "N3", "N5", "N7", "N9"]


def test_members_come_from_different_schools_where_they_can() -> None:
    people = tuple(person(n, home="a" if n < 4 else f"b{n}") for n in range(1, 7))
    chosen = {seat.person for seat in plan_panels(problem(1, people=people)).seats["T1"]}
    assert len(chosen & {"N1", "N2", "N3"}) <= 1


def test_seats_that_stand_stay() -> None:
    stands = (Seat("N1", "Trưởng đoàn"), Seat("", "Thư ký"))
    answer = plan_panels(problem(panels=(panel(1, 0, *stands),)))
    (new,) = answer.seats["T1"]
    assert new.role == "Ủy viên" and new.person != "N1"


def test_a_wish_is_kept_or_named() -> None:
    wish, vain = Reason("N8 phải ở đoàn đến T1"), Reason("N7 phải ở đoàn đến T2")
    musts = (Must(wish, "N8", "T1", False), Must(vain, "N7", "T2", False))
    answer = plan_panels(problem(2, musts=musts, bars=(Bar(Reason("N7 bận"), "N7", "T2"),)))
    assert "N8" in {seat.person for seat in answer.seats["T1"]}
    assert answer.unmet == (("T2", vain),)


def test_a_must_and_a_bar_clash_and_only_they() -> None:
    must, bar = Must(Reason("phải"), "N1", "T2"), Bar(Reason("bận"), "N1", "T2")
    other = Bar(Reason("người khác bận"), "N2", "T1")
    clash = plan_panels(problem(musts=(must,), bars=(bar, other))).clash
    assert clash is not None
    assert set(clash.reasons) == {must.reason, bar.reason} and clash.about == ("T2",)


def test_one_leader_for_two_panels_at_once() -> None:
    people = tuple(person(n, can_lead=n == 1) for n in range(1, 9))
    clash = plan_panels(problem(panels=(panel(1, 0), panel(2, 1), panel(3, 30)), people=people)).clash
    assert clash is not None
    assert HOUSE.head_reason in clash.reasons
    assert {HOUSE.day_reason, REST} & set(clash.reasons)
    assert clash.about == ("T1", "T2")


def test_a_pool_too_small_is_seen_by_counting() -> None:
    clash = plan_panels(problem(6, people=tuple(person(n) for n in range(1, 5)))).clash
    assert clash is not None and clash.reasons == (SIZE, MOST)
    nobody = plan_panels(problem(1, people=tuple(person(n, can_lead=False) for n in range(1, 5)))).clash
    assert nobody is not None and nobody.reasons == (HOUSE.head_reason,)
