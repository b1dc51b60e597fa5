"""Shared by the tests of the sample province: one school of each kind, and a school year for each rule set."""

from __future__ import annotations

import datetime as dt

from kdcl_xl.checks import run
from kdcl_xl.demo.schools import SampleSchool, province
from kdcl_xl.findings import Finding, Mode
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.law.regulation import SchoolKind, load, regulation_ids
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

ON = dt.date(2027, 6, 10)
YEAR_OF = {"2026": "2026-2027", "2012": "2016-2017", "2014": "2016-2017", "2018": "2023-2024"}
EVERY_SET = [
    (regulation, kind, level)
    for regulation in regulation_ids()
    for kind in load(regulation).applies_to
    for level in range(load(regulation).top_level + 1)
]


def edition(regulation: str, kind: SchoolKind) -> Edition:
    """An edition in a school year at whose end the rule set was in force."""
    year = "2025-2026" if regulation.endswith("tt22_2024") else YEAR_OF[regulation.split("_")[1]]
    return edition_of(year, regulation, kind)


def school_of(kind: SchoolKind) -> SampleSchool:
    return next(school for school in province().schools if school.kind == kind and school.counted)


def workbook(school: SampleSchool, made_for: Edition, content: Content) -> bytes:
    return build(
        SELF_ASSESSMENT, made_for, content, stamp=stamp_of(SELF_ASSESSMENT, made_for, school_id=school.id)
    )


def submission(data: bytes) -> Submission:
    found = read(data, name="so.xlsx")
    assert not isinstance(found, Refusal), found.finding.as_line()
    return found


def findings(data: bytes, on: dt.date = ON) -> list[Finding]:
    return run(submission(data), Mode.SUBMIT, Settings(), on)
