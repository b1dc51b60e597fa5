"""Dates by the solver: what any plan keeps, the same plan twice, what clashes when there is none."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kdcl_xl.law.working_days import is_working_day
from kdcl_xl.review_year.scheduling import (
    DateRule,
    DatesAnswer,
    DatesProblem,
    Limit,
    Order,
    Together,
    plan_dates,
)
from kdcl_xl.review_year.solver import Reason, SolverMissingError, Span, smallest

FIRST, LAST = dt.date(2027, 3, 1), dt.date(2027, 5, 14)
WORKING = tuple(
    day for n in range((LAST - FIRST).days + 1) if is_working_day(day := FIRST + dt.timedelta(days=n))
)
KEYS = tuple(f"T{n}" for n in range(1, 9))
MONTHS = ((2027, 3), (2027, 4), (2027, 5))


def problem(visits: int = 5, **parts: Any) -> DatesProblem:
    return DatesProblem(KEYS[:visits], parts.pop("fixed", {}), WORKING, parts.pop("days", 3), **parts)


def span(first: tuple[int, int], last: tuple[int, int]) -> Span:
    return Span(dt.date(2027, *first), dt.date(2027, *last))


def broken(found: DatesProblem, dates: dict[str, Span]) -> list[str]:
    """What a plan does not keep of the hard rules, told in plain loops."""
    every, wrong = found.fixed | dates, []
    for key in found.free:
        first, last = dates[key]
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        used = [day for day in days if day in found.working]
        if len(used) != found.days or used[0] != first or used[-1] != last:
            wrong.append(f"{key}: not {found.days} working days")
        for rule in found.rules:
            if rule.hard and rule.visit in ("", key):
                inside = any(s.first <= first and last <= s.last for s in rule.spans)
                touches = any(s.first <= day <= s.last for s in rule.spans for day in days)
                if (rule.inside and not inside) or (not rule.inside and touches):
                    wrong.append(f"{key}: {rule.reason.text}")
    for limit in found.limits:
        begun = [k for k, s in every.items() if (s.first.year, s.first.month) == limit.month]
        if limit.hard and len(begun) > limit.most and set(begun) & set(dates):
            wrong.append(limit.reason.text)
    for order in found.orders:
        if order.hard and every[order.later].first <= every[order.earlier].last:
            wrong.append(order.reason.text)
    for bound in found.together:
        for day in found.working:
            busy = [s for s in every.values() if s.first <= day <= s.last + dt.timedelta(days=bound.rest)]
            if len(busy) > bound.most:
                wrong.append(bound.reason.text)
    return wrong


def _spans() -> st.SearchStrategy[Span]:
    days = st.integers(0, (LAST - FIRST).days)
    return st.tuples(days, st.integers(0, 30)).map(
        lambda p: Span(FIRST + dt.timedelta(days=p[0]), FIRST + dt.timedelta(days=p[0] + p[1]))
    )


@st.composite
def problems(draw: st.DrawFn) -> DatesProblem:
    visits = draw(st.integers(1, 6))
    keys = st.sampled_from(KEYS[:visits])
    rules = [
        DateRule(Reason(f"quy tắc {n}"), tuple(spans), inside, hard, key)
        for n, (spans, inside, hard, key) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.lists(_spans(), min_size=1, max_size=2), st.booleans(), st.booleans(), keys | st.just("")),
                    max_size=5,
                )
            )
        )
    ]  # fmt: skip
    limits = [Limit(Reason(f"tháng {m}"), m, draw(st.integers(0, 4)), draw(st.booleans())) for m in MONTHS]
    pairs = (
        draw(st.lists(st.tuples(keys, keys).filter(lambda p: p[0] != p[1]), max_size=2)) if visits > 1 else []
    )
    orders = [Order(Reason(f"sau {n}"), a, b, draw(st.booleans())) for n, (a, b) in enumerate(pairs)]
    return problem(
        visits,
        days=draw(st.integers(1, 4)),
        rules=tuple(rules),
        limits=tuple(limits),
        orders=tuple(orders),
        together=(Together(Reason("cùng lúc"), draw(st.integers(1, 4)), draw(st.integers(0, 7))),),
    )


@given(problems())
@settings(max_examples=60, deadline=None)
def test_any_plan_keeps_every_hard_rule_and_any_clash_is_one(found: DatesProblem) -> None:
    answer = plan_dates(found)
    if answer.clash is None:
        assert set(answer.dates) == set(found.free)
        assert not broken(found, answer.dates)
    else:
        assert answer.clash.about and set(answer.clash.about) <= set(found.free)
        named = set(answer.clash.reasons)
        alone = DatesProblem(
            found.visits, found.fixed, found.working, found.days,
            tuple(r for r in found.rules if r.reason in named), tuple(x for x in found.limits if x.reason in named),
            tuple(o for o in found.orders if o.reason in named), tuple(t for t in found.together if t.reason in named),
        )  # fmt: skip
        assert plan_dates(alone).clash is not None


@given(problems())
@settings(max_examples=15, deadline=None)
def test_the_same_input_gives_the_same_plan(found: DatesProblem) -> None:
    assert plan_dates(found) == plan_dates(found)


def test_wishes_are_kept_where_they_can_be_and_named_where_not() -> None:
    wants = DateRule(Reason("T1 muốn tháng 4"), (span((4, 1), (4, 30)),), True, False, "T1")
    vain = DateRule(Reason("T2 muốn 30/4"), (span((4, 30), (4, 30)),), True, False, "T2")
    answer = plan_dates(problem(rules=(wants, vain)))
    assert wants.allows(answer.dates["T1"])
    assert answer.unmet == (("T2", vain.reason),)


def test_a_wish_that_cannot_be_kept_is_missed_by_little() -> None:
    vain = DateRule(Reason("T1 muốn 12/4–13/4"), (span((4, 12), (4, 13)),), True, False, "T1")
    first = plan_dates(problem(1, rules=(vain,))).dates["T1"].first
    assert abs((first - dt.date(2027, 4, 12)).days) <= 7


def test_visits_spread_over_the_months() -> None:
    answer = plan_dates(problem(6))
    begun = [found.first.month for found in answer.dates.values()]
    assert {month: begun.count(month) for month in (3, 4, 5)} == {3: 2, 4: 2, 5: 2}


def test_dates_that_stand_stay_and_count() -> None:
    stands = {key: span((4, 5), (4, 7)) for key in ("T1", "T2")}
    limit = Limit(Reason("Tháng 4/2027 nhiều nhất 2 trường"), (2027, 4), 2)
    answer = plan_dates(problem(5, fixed=stands, limits=(limit,)))
    assert set(answer.dates) == {"T3", "T4", "T5"}
    assert all(found.first.month != 4 for found in answer.dates.values())


def test_too_many_dates_that_stand_are_no_clash_of_the_others() -> None:
    stands = {key: span((4, 5), (4, 7)) for key in ("T1", "T2", "T3")}
    answer = plan_dates(problem(4, fixed=stands, limits=(Limit(Reason("x"), (2027, 4), 1),)))
    assert answer.clash is None and answer.dates["T4"].first.month != 4


def test_a_full_month_and_schools_that_want_it_are_named_and_nothing_else() -> None:
    wants = tuple(
        DateRule(Reason(f"{key} chỉ đón được 5–9/4", "Ràng buộc xếp lịch", f"A{n}"), (span((4, 5), (4, 9)),), True, True, key)
        for n, key in enumerate(KEYS[:3], 6)
    )  # fmt: skip
    full = Limit(Reason("Mỗi tháng nhiều nhất 2 trường", "Mốc, số lượng", "C9"), (2027, 4), 2)
    bystander = DateRule(Reason("T5 không đón được 03/5"), (span((5, 3), (5, 3)),), False, True, "T5")
    answer = plan_dates(problem(5, rules=(*wants, bystander), limits=(full,)))
    assert answer == DatesAnswer({}, clash=answer.clash)
    assert answer.clash is not None
    assert set(answer.clash.reasons) == {*(rule.reason for rule in wants), full.reason}
    assert answer.clash.about == ("T1", "T2", "T3")
    assert "Mỗi tháng nhiều nhất 2 trường (ô C9, trang Mốc, số lượng)" in [
        r.words for r in answer.clash.reasons
    ]


def test_more_schools_than_the_months_hold_clash_with_the_number_alone() -> None:
    number = Reason("Mỗi tháng nhiều nhất 2 trường")
    busy = DateRule(Reason("T1 bận 01/3"), (span((3, 1), (3, 1)),), False, True, "T1")
    answer = plan_dates(problem(7, rules=(busy,), limits=tuple(Limit(number, m, 2) for m in MONTHS)))
    assert answer.clash is not None and answer.clash.reasons == (number,)


def test_orders_that_turn_in_a_circle_are_named() -> None:
    circle = tuple(Order(Reason(f"{a} sau {b}"), a, b) for a, b in (("T1", "T2"), ("T2", "T3"), ("T3", "T1")))
    answer = plan_dates(problem(4, orders=circle))
    assert answer.clash is not None
    assert set(answer.clash.reasons) == {order.reason for order in circle}
    assert answer.clash.about == ("T1", "T2", "T3")


def test_smallest_keeps_what_is_needed_and_no_more() -> None:
    assert smallest("abcdefgh", lambda some: {"b", "g"} <= set(some)) == ("b", "g")
    assert smallest("abc", lambda some: True) == ()
    assert smallest("", lambda some: True) == ()


def test_without_the_extra_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("ortools"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SolverMissingError, match=r"pip install kdcl_xl\[xep-lich\]"):
        plan_dates(problem(1))
