"""Every rule with papers that keep it and papers that break it."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from layout_cases_end import END
from layout_cases_head import HEAD
from layout_cases_office import ITEMS as OFFICIAL
from layout_cases_office import OFFICE
from layout_cases_text import TEXT
from layout_papers import LAWFUL, Paper, build

from kdcl_xl.documents.layout.check import check
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import Confidence, code_of, layout_rules
from kdcl_xl.findings import Finding, Severity

CASES = HEAD | TEXT | END | OFFICIAL
ON = dt.date(2026, 11, 22)


@cache
def found(paper: Paper, office: bool = False) -> list[Finding]:
    return check(read_paper(build(paper), "giay.docx"), ON, office=OFFICE if office else None)


def of(item: str, findings: list[Finding]) -> list[str]:
    return [finding.as_line() for finding in findings if finding.code == code_of(item)]


def cases(lawful: bool) -> list[object]:
    return [
        pytest.param(item, paper, id=f"{item}-{number}")
        for item, both in CASES.items()
        for number, paper in enumerate(both[not lawful])
    ]


@pytest.mark.parametrize(("item", "paper"), cases(lawful=True))
def test_a_paper_that_keeps_the_rule(item: str, paper: Paper) -> None:
    assert of(item, found(paper, item in OFFICIAL)) == []


@pytest.mark.parametrize(("item", "paper"), cases(lawful=False))
def test_a_paper_that_breaks_the_rule(item: str, paper: Paper) -> None:
    lines = of(item, found(paper, item in OFFICIAL))
    assert lines
    assert len(lines) <= 4, "one trouble at many places is one finding"


@pytest.mark.parametrize("name", LAWFUL)
def test_nothing_is_said_against_a_lawful_paper(name: str) -> None:
    assert [finding.as_line() for finding in found(LAWFUL[name])] == []


@pytest.mark.parametrize("item", OFFICIAL)
def test_without_the_register_its_rules_are_silent(item: str) -> None:
    for paper in (*OFFICIAL[item][0], *OFFICIAL[item][1]):
        assert of(item, found(paper)) == []


def test_every_rule_has_its_papers() -> None:
    assert set(CASES) == set(layout_rules())
    assert {item for item, (kept, broken) in CASES.items() if len(kept) < 2 or len(broken) < 2} == set()


def test_every_finding_says_where_what_and_what_to_type() -> None:
    for item, (_kept, broken) in CASES.items():
        for paper in broken:
            for finding in found(paper, item in OFFICIAL):
                assert finding.sheet, (item, finding)
                assert finding.message.endswith("."), finding
                assert finding.remedy.endswith((".", "?", "”")), finding
                assert finding.file == "giay.docx"


def test_what_is_not_sure_is_softened() -> None:
    for layout in layout_rules().values():
        if layout.confidence is not Confidence.HIGH:
            assert layout.rule.severity is not Severity.ERROR
    unread = TEXT["ND04"][1][1]
    assert {f.severity for f in found(unread) if f.code == code_of("ND04")} == {Severity.HINT}
    pressed = TEXT["ND04"][1][0]
    assert {f.severity for f in found(pressed) if f.code == code_of("ND04")} == {Severity.ERROR}
