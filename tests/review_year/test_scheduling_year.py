"""A year planned from a workbook with requests drawn at random: what the solver writes, the checks find nothing in."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kdcl_xl.findings import Severity
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_people import Constraint, Reviewer
from kdcl_xl.forms.review_words import Weight, Wish
from kdcl_xl.jobs.scheduling import form_panels, look_over, schedule_visits
from kdcl_xl.review_year import solver
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from tests.review_year.books import content

ON = dt.date(2026, 11, 22)
SCHOOLS = [f"Trường THCS Số {n}" for n in range(1, 4)]
PEOPLE = [f"NS{n}" for n in range(1, 13)]
_schools, _people = st.sampled_from(SCHOOLS), st.sampled_from(PEOPLE)


@st.composite
def requests(draw: st.DrawFn) -> Constraint:
    wish = draw(st.sampled_from(list(Wish)))
    first = dt.date(2027, 1, 1) + dt.timedelta(days=draw(st.integers(0, 140)))
    last = first + dt.timedelta(days=draw(st.integers(0, 20)))
    pair = {
        Wish.SCHOOL_BUSY: (_schools, st.just("")),
        Wish.SCHOOL_WANTS: (_schools, st.just("")),
        Wish.PERSON_BUSY: (_people, st.just("")),
        Wish.NOT_TOGETHER: (_people, _people),
        Wish.NOT_TO_SCHOOL: (_people, _schools),
        Wish.ON_PANEL: (_people, _schools),
        Wish.AFTER: (_schools, _schools),
    }.get(wish, (st.just(""), st.just("")))
    who, other = draw(pair[0]), draw(pair[1])
    return Constraint(
        wish=wish, who=who, other="" if other == who else other, from_day=first, to_day=last,
        number=draw(st.integers(1, 4)), weight=draw(st.sampled_from(list(Weight))),
    )  # fmt: skip


def _complete(row: Constraint) -> bool:
    return bool(row.other) or row.wish not in (Wish.NOT_TOGETHER, Wish.AFTER)


@given(st.lists(requests().filter(_complete), max_size=8))
@settings(max_examples=6, deadline=None)
def test_a_planned_year_passes_the_checks_or_its_clash_is_named(asked: list[Constraint]) -> None:
    rows: list[Row] = [ScheduledVisit(school=name, kind="THCS", source=name) for name in SCHOOLS]
    rows += [Reviewer(code=code, name=f"Lê Văn {code}", school=SCHOOLS[n % 3], can_lead="Có", can_write="Có", trained=2025) for n, code in enumerate(PEOPLE)]  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch, patch.object(solver, "_STEPS", 1.0):
        start, dated, full = (Path(scratch) / f"{n}.xlsx" for n in range(3))
        start.write_bytes(build(EXTERNAL_REVIEW, edition_of("2026-2027"), content(*rows, *asked)))
        for plan, source, target in ((schedule_visits, start, dated), (form_panels, dated, full)):
            planned = plan(source, target, Settings(), ON)
            if planned.clash:
                assert all(reason.sheet or "Trang" in reason.text or "Mỗi" in reason.text or "Một người" in reason.text for reason in planned.clash)  # fmt: skip
                return
        assert [f for f in look_over(full, Settings(), ON) if f.severity is not Severity.HINT] == []
