"""Planning a year of external review in the sample: with the solver and without it the same rules are kept."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from kdcl_xl.demo import reviewing_plan
from kdcl_xl.demo.reviewing import note
from kdcl_xl.demo.reviewing_desk import Book, Planted, ReviewOffices
from kdcl_xl.demo.reviewing_plan import NO_SOLVER, Planning
from kdcl_xl.demo.schools import province, unit
from kdcl_xl.forms.external_review import ScheduledVisit
from kdcl_xl.forms.review_people import PanelMember, Reviewer
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.law.working_days import is_working_day
from kdcl_xl.settings import Settings

OF_THE_PLAN = tuple(
    sorted((one for one in province().schools if one.visit), key=lambda one: (one.visit, one.id))
)


@pytest.mark.parametrize("solver", ["ortools", "no_such_module"])
def test_every_school_of_the_plan_gets_a_day_and_a_panel(
    solver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing_plan, "SOLVER", solver)
    offices = ReviewOffices(tmp_path, Settings(), lambda _name: None)
    book = Book(Planning(offices, unit("q7"), OF_THE_PLAN, tmp_path).planned())
    assert [finding.as_line() for made in offices.books for finding in made.findings] == []
    assert offices.remarks == ([] if solver == "ortools" else [NO_SOLVER])
    assert any("10/10 trường" in result for _, result, _ in offices.lines)
    days = {row.school_id: row.first for row in book.rows(ScheduledVisit)}
    assert list(days) == [one.id for one in OF_THE_PLAN]
    for one in OF_THE_PLAN:
        day = days[one.id]
        assert day is not None
        assert is_working_day(day)
        assert f"{day:%Y-%m}" == one.visit
    _panels_keep_the_rules(book, {code: day for code, day in days.items() if day})


def _panels_keep_the_rules(book: Book, days: dict[str, dt.date]) -> None:
    people = {row.code: row for row in book.rows(Reviewer)}
    panels: defaultdict[str, list[PanelMember]] = defaultdict(list)
    visits: defaultdict[str, list[dt.date]] = defaultdict(list)
    for seat in book.rows(PanelMember):
        panels[seat.school_id].append(seat)
        visits[seat.person].append(days[seat.school_id])
        assert people[seat.person].school_id != seat.school_id
    assert set(panels) == set(days)
    for seats in panels.values():
        assert len(seats) == 5
        assert [seat.role for seat in seats].count(str(PanelRole.HEAD)) == 1
        assert any(seat.role == PanelRole.SECRETARY for seat in seats)
    for own in visits.values():
        own.sort()
        assert all((later - earlier).days > 7 for earlier, later in pairwise(own))


def test_what_nobody_planted_is_told_apart(tmp_path: Path) -> None:
    offices = ReviewOffices(tmp_path / "9", Settings(), lambda _name: None)
    folder = offices.out / "q7"
    folder.mkdir(parents=True)
    path = Planning(offices, unit("q7"), OF_THE_PLAN, folder)._plan()
    book = Book(path)
    book.rows(ScheduledVisit)[0].kind = "THPT"
    offices.finished(book.save(folder / "sai-cap.xlsx"), reviewing_plan.ISSUED)
    codes = {finding.code for finding in offices.unplanned}
    assert "DGS-006" in codes
    offices.planted = [Planted("9/q7/sai-cap.xlsx", "Sai cấp học", code) for code in codes]
    assert offices.unplanned == []
    assert "| 9/q7/sai-cap.xlsx | Sai cấp học | DGS-006 |" in note(offices.planted)
