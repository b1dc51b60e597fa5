"""A year of external review to plan: an invented Sở's workbook, both proposals, and the yardstick."""

from __future__ import annotations

import datetime as dt
import random
import time
from pathlib import Path
from typing import Any

ON = dt.date(2026, 9, 10)
_KINDS = ("Mầm non", "Tiểu học", "THCS", "THPT")


def workbook(path: str, schools: str, people: str) -> dict[str, Any]:
    """Schools with months their plan names, a pool with days off and posts at these schools, requests of every kind."""
    from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
    from kdcl_xl.forms.registry import edition_of
    from kdcl_xl.workbook.builder import build
    from kdcl_xl.workbook.content import Content

    dice = random.Random(2026)
    rows = [
        *_visits(dice, int(schools)),
        *_pool(dice, int(schools), int(people)),
        *_requests(dice, int(schools), int(people)),
    ]
    tables: dict[Any, list[Any]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    content = Content({ReviewPlan.column("issued_on").entry.name: dt.date(2026, 9, 4)}, tables)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(build(EXTERNAL_REVIEW, edition_of("2026-2027"), content))
    return {"rows": len(rows)}


def plan(path: str, out: str) -> dict[str, Any]:
    """Both steps from file to file; how many rules the result breaks, looked over by the checks."""
    from kdcl_xl.findings import Severity
    from kdcl_xl.jobs.scheduling import form_panels, look_over, schedule_visits
    from kdcl_xl.settings import Settings

    begun = time.process_time()
    dated, full = Path(out) / "lich.xlsx", Path(out) / "doan.xlsx"
    first = schedule_visits(Path(path), dated, Settings(), ON)
    between = time.process_time()
    second = form_panels(dated, full, Settings(), ON)
    ended = time.process_time()
    found = look_over(full, Settings(), ON)
    return {
        "dates": between - begun,
        "panels": ended - between,
        "visits": len(first.assignments),
        "seats": len(second.assignments),
        "unmet": len(first.unmet) + len(second.unmet),
        "broken": sum(finding.severity is not Severity.HINT for finding in found),
    }


def rewrite(path: str, out: str) -> dict[str, Any]:
    """The yardstick: read the workbook, load the solver, write the workbook, twice, and plan nothing."""
    from kdcl_xl.jobs.reading import submission_of
    from kdcl_xl.jobs.saving import save_built
    from kdcl_xl.review_year.solver import load
    from kdcl_xl.workbook.jsonio import content_of

    load()
    for name in ("1.xlsx", "2.xlsx"):
        found = submission_of(Path(path))
        save_built(Path(out) / name, found.form, found.edition, content_of(found))
    return {}


def _visits(dice: random.Random, schools: int) -> list[Any]:
    from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit

    rows: list[Any] = []
    for n in range(schools):
        year, month = dice.choice(
            [(2026, 11), (2026, 12), (2027, 1), (2027, 3), (2027, 3), (2027, 4), (2027, 5)]
        )
        first = dt.date(year, month, 1)
        last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        name, kind = _school(n)
        rows.append(ScheduledVisit(stt=n + 1, school_id=f"79{n:04}", school=name, kind=kind, when_text=f"Tháng {month}/{year}", year=year, month=month, unit="tháng", first=first, last=last, source=f"dòng {n}"))  # fmt: skip
        filed = dt.date(2026, 9, 1) + dt.timedelta(days=dice.randrange(60)) if n % 3 else None
        rows.append(ReviewRegistration(school_id=f"79{n:04}", school=name, kind=kind, purpose="CQG", filed_on=filed, source=f"dòng {n}"))  # fmt: skip
    return rows


def _school(n: int) -> tuple[str, str]:
    kind = _KINDS[n % len(_KINDS)]
    return f"Trường {kind} Số {n}", kind


def _pool(dice: random.Random, schools: int, people: int) -> list[Any]:
    from kdcl_xl.forms.review_people import Reviewer

    return [
        Reviewer(
            code=f"NS{n:03}", name=f"Nguyễn Văn {n}", position="Hiệu trưởng", school=_school(n % schools)[0],
            kinds="; ".join(dice.sample(_KINDS, 2)) if n % 3 else "", trained=2024 if n % 10 else None,
            can_lead="Có" if n % 3 == 0 else "Không", can_write="Có" if n % 2 else "Không",
        )
        for n in range(people)
    ]  # fmt: skip


def _requests(dice: random.Random, schools: int, people: int) -> list[Any]:
    from kdcl_xl.forms.review_people import Constraint
    from kdcl_xl.forms.review_words import Wish

    rows = [Constraint(wish=Wish.MONTH_LIMIT, number=max(4, schools // 6))]
    for n in range(0, people, 5):
        first = dt.date(2026, 11, 1) + dt.timedelta(days=dice.randrange(180))
        rows.append(Constraint(wish=Wish.PERSON_BUSY, who=f"NS{n:03}", from_day=first, to_day=first + dt.timedelta(days=14)))  # fmt: skip
    for n in range(0, schools, 7):
        first = dt.date(2026, 12, 1) + dt.timedelta(days=dice.randrange(120))
        rows.append(Constraint(wish=Wish.SCHOOL_BUSY, who=_school(n)[0], from_day=first, to_day=first + dt.timedelta(days=9)))  # fmt: skip
    for n in range(1, people - 1, 25):
        rows.append(Constraint(wish=Wish.NOT_TOGETHER, who=f"NS{n:03}", other=f"NS{n + 1:03}"))
    return [*rows, Constraint(wish=Wish.AFTER, who=_school(0)[0], other=_school(1)[0])]


TASKS = {"planning_workbook": workbook, "plan": plan, "rewrite": rewrite}
