"""A self-assessment workbook → what it already says of the things a school has to publish (TT 09/2024/TT-BGDĐT).

Only carried over, never concluded: the computed level is marked as computed, a figure the school does not have stays
“chưa có”, and what no workbook holds (mission, money) stays blank for the school to write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from kdcl_xl.forms.disclosure import DisclosedFigure, Discloser
from kdcl_xl.forms.self_assessment import Improvement, Passage, Registration, School, StatisticRow
from kdcl_xl.law.levels import assess
from kdcl_xl.law.regulation import Statistic
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.answers import answers_of
from kdcl_xl.workbook.content import Content, cells_of
from kdcl_xl.workbook.snapshot import Submission

_SECTION_OF = {"2": "IV", "3": "III"}
"""First figure of a table of the sheet "Số liệu" → section; all others (classes, learners, results) belong to VII."""
_RESULTS = "VII"


def disclosure_content(submission: Submission) -> Content:
    """The content of a new workbook `cong-khai` for the school year of the self-assessment."""
    school, values = submission.fields(School), dict[str, Any]()
    values |= {
        "name": school.name, "school_id": school.school_id or submission.stamp.school_id, "kind": school.kind,
        "ownership": school.ownership, "unit": school.unit, "province": school.province, "ward": school.ward,
        "address": school.address, "phone": school.phone, "email": school.email, "website": school.website,
        "head": school.head, "founded": school.founded, "history": _passage(submission, "tong-quan"),
        "own_result": _own_result(submission), "accredited": _certificate("Cấp độ", school.accredited_grade, school.accredited_decision, school.accredited_on),
        "standard": _certificate("Mức độ", school.standard_grade, school.standard_decision, school.standard_on),
        "improvement": _improvement(submission), "money_year": submission.edition.school_year.start, "revision": 1,
        "origin": submission.file, "origin_sha256": submission.sha256,
    }  # fmt: skip
    names = {column.field: column.entry.name for column in Discloser.columns}
    cells = cells_of({names[field]: value for field, value in values.items()})
    return Content(cells, {DisclosedFigure: list(_figures(submission))})


def _passage(submission: Submission, section: str) -> str:
    return next((row.text for row in submission.table(Passage) if row.section == section), "")


def _own_result(submission: Submission) -> str:
    """What the council decided where the school wrote it; else what the program computes, saying so."""
    rules, stated = submission.edition.rules, submission.fields(Registration).self_level
    named = f"({rules.short_title}, năm học {submission.edition.school_year})"
    if stated:
        return f"{rules.level_word} {stated} {named}"
    verdict = assess(answers_of(submission), rules)
    return f"{verdict.headline}, mức do chương trình tính {named}" if verdict.assessed else ""


def _certificate(word: str, grade: int | None, decision: str, signed_on: dt.date | None) -> str:
    if not grade:
        return ""
    number, day = (
        f"Quyết định số {decision}" if decision else "",
        f"ngày {vn_date(signed_on)}" if signed_on else "",
    )
    return ", ".join(part for part in (f"{word} {grade}", f"{number} {day}".strip()) if part)


def _improvement(submission: Submission) -> str:
    """The measures of this year's plan, one line each."""
    year = str(submission.edition.school_year)
    rows = [row for row in submission.table(Improvement) if row.source_year == year and row.measure]
    return "\n".join(f"Tiêu chí {row.criterion}: {_first_line(row.measure)}" for row in rows)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _figures(submission: Submission) -> Iterator[DisclosedFigure]:
    """The rows of the rule set that have a figure this year or last; what the school added comes last, in VII."""
    laws = {rule.code: rule for rule in submission.edition.rules.statistics.rows}
    for row in submission.table(StatisticRow):
        if row.year_0 is None and row.year_1 is None:
            continue
        law = laws.get(row.code) or Statistic(
            code=row.code, title=row.title or row.code, unit=row.measure, group=row.group
        )
        yield DisclosedFigure(
            section=_SECTION_OF.get(law.group[:1], _RESULTS),
            code=row.code,
            group=law.group.partition(". ")[2] or law.group,
            title=law.title,
            measure=law.unit,
            previous=row.year_1,
            current=row.year_0,
        )
