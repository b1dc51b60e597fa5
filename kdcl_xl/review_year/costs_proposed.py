"""Lines for the sheet "Dự toán" that follow from panels, days of survey and the rates an office set. A proposal.

No rate is shipped: provinces set them. What is not known (rate, days, quantity) stays blank, never 0.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from kdcl_xl.forms.review_people import CostLine, PanelMember
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.law.working_days import working_days_in
from kdcl_xl.review_year.scheduling_facts import Visit, YearFacts
from kdcl_xl.settings import Settings
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.snapshot import Submission

SURVEY = "Khảo sát chính thức"
BY_SETTING = "Thiết lập [danh-gia-ngoai.muc-chi]; ghi văn bản quy định mức chi"
_PROPOSED = "Chương trình đề xuất"
_NO_DAYS, _NO_PANEL = "Chưa có ngày khảo sát", "Chưa có đoàn"


def proposed_costs(submission: Submission, settings: Settings, on: dt.date) -> list[CostLine]:
    """What each visit pays for the survey by role, and each other content that has a rate; lines that stand are left out.

    A rate is found by the name of the role ("Trưởng đoàn") or the whole content ("Khảo sát chính thức, trưởng đoàn").
    """
    rates = settings.external_review.rates
    facts = YearFacts(submission, settings, on)
    stands = {(match_key(row.school), match_key(row.what)) for row in submission.table(CostLine)}
    return [
        line
        for visit in facts.visits
        for line in _of_visit(visit, rates)
        if (match_key(line.school), match_key(line.what)) not in stands
    ]


def _of_visit(visit: Visit, rates: Mapping[str, float]) -> Iterator[CostLine]:
    roles = Counter(row.role for row in visit.file.of(PanelMember) if row.role)
    days = working_days_in(visit.span.first, visit.span.last) if visit.span else None
    by_key = {match_key(what): rate for what, rate in rates.items()}
    used = set()
    for role in PanelRole:
        what = f"{SURVEY}, {role.lower()}"
        keys = match_key(what), match_key(role)
        used |= set(keys)
        if roles[role]:
            rate = next((by_key[key] for key in keys if key in by_key), None)
            yield _line(visit, what, "người/ngày", roles[role], days, rate, "" if days else _NO_DAYS)
    for what, rate in rates.items():
        if match_key(what) not in used:
            people = sum(roles.values()) or None
            yield _line(visit, what, "người", people, None, rate, "" if people else _NO_PANEL)


def _line(
    visit: Visit,
    what: str,
    measure: str,
    quantity: int | None,
    days: int | None,
    rate: float | None,
    lacking: str,
) -> CostLine:
    known = quantity is not None and rate is not None and not (days is None and "ngày" in measure)
    return CostLine(
        school=visit.file.name, what=what, measure=measure, quantity=quantity, days=days, rate=rate,
        amount=(quantity or 0) * (days or 1) * (rate or 0) if known else None,
        basis=BY_SETTING if rate is not None else "", note="; ".join(filter(None, (_PROPOSED, lacking))),
    )  # fmt: skip
