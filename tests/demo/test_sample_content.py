"""The sample workbooks are clean, consistent, of real length, and the same every time."""

from __future__ import annotations

import datetime as dt
import re
from statistics import mean

import pytest

from kdcl_xl.demo.content import school_content
from kdcl_xl.demo.schools import province, school
from kdcl_xl.demo.themes import themes_of
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import Description, Evidence, Member
from kdcl_xl.law.levels import assess
from kdcl_xl.law.regulation import SchoolKind, load, regulation_ids
from kdcl_xl.text.normal import is_nfc
from kdcl_xl.workbook.answers import answers_of
from tests.demo.samples import EVERY_SET, ON, edition, findings, school_of, submission, workbook

_PERCENTAGE_SETS = ("tt42_2012_tr", "tt42_2012_th", "tt25_2014_mn")


@pytest.mark.parametrize(("regulation", "kind", "level"), EVERY_SET)
def test_clean_workbook_has_no_finding(regulation: str, kind: SchoolKind, level: int) -> None:
    made_for = edition(regulation, kind)
    content = school_content(school_of(kind), made_for, target_level=level)
    data = workbook(school_of(kind), made_for, content)
    on = dt.date(made_for.school_year.end, 6, 30)
    assert [finding.as_line() for finding in findings(data, on)] == []
    verdict = assess(answers_of(submission(data)), made_for.rules)
    if regulation not in _PERCENTAGE_SETS or level <= 1:
        assert (verdict.level_low, verdict.assessed) == (level, True)


@pytest.mark.parametrize("one", province().schools, ids=lambda one: one.id)
def test_every_school_of_the_province_is_clean(one) -> None:
    rules = {SchoolKind.PRESCHOOL: "tt57_2026_mn", SchoolKind.CONTINUING: "tt57_2026_gdtx"}
    made_for = edition_of("2026-2027", rules.get(one.kind, "tt57_2026_pt"), one.kind)
    data = workbook(one, made_for, school_content(one, made_for, on=ON))
    assert [finding.as_line() for finding in findings(data)] == []


def test_content_depends_on_its_seed_only() -> None:
    made_for = edition("tt57_2026_pt", SchoolKind.LOWER_SECONDARY)
    one = school("79-Q7-009")
    first = workbook(one, made_for, school_content(one, made_for, seed=1))
    assert first == workbook(one, made_for, school_content(one, made_for, seed=1))
    assert first != workbook(one, made_for, school_content(one, made_for, seed=2))


def test_report_written_early_in_the_year_is_clean_too() -> None:
    """Results of a school year that has hardly begun are "chưa có", and no evidence is younger than the report."""
    one, on = school("79-BS-013"), dt.date(2026, 11, 22)
    made_for = edition_of("2026-2027", "tt57_2026_pt", one.kind)
    content = school_content(one, made_for, on=on)
    assert content.cells["ngay_phe_duyet"] == on
    assert [finding.as_line() for finding in findings(workbook(one, made_for, content), on)] == []


@pytest.mark.parametrize("regulation", regulation_ids())
def test_every_criterion_has_prose(regulation: str) -> None:
    rules = load(regulation)
    for kind in rules.applies_to:
        for criterion in rules.by_code.values():
            for theme in themes_of(regulation, criterion.code):
                assert len(theme.facts_of(1, kind, private=False)) >= 4, (criterion.code, theme.key)


def test_descriptions_are_of_real_length_and_cite_their_catalogue() -> None:
    one = school("79-BS-011")
    content = school_content(one, edition("tt19_2018_mn", one.kind), target_level=4)
    texts = [row.text for row in content.rows[Description] if isinstance(row, Description)]
    words = [len(text.split()) for text in texts]
    assert min(words) >= 40
    assert 80 <= mean(words) <= 250
    assert max(words) <= 330
    codes = {row.code for row in content.rows[Evidence] if isinstance(row, Evidence)}
    cited = set(re.findall(r"\[H\d[^\]]*\]", " ".join(texts)))
    assert cited == codes
    assert 60 <= len(codes) <= 260
    assert all(is_nfc(text) for text in texts)


def test_prose_states_the_figures_of_the_tables() -> None:
    one = school("79-Q7-008")
    made_for = edition("tt57_2026_pt", one.kind)
    read = submission(workbook(one, made_for, school_content(one, made_for)))
    figures = {row.code: row.year_0 for row in read.table(read.form.tables[10])}  # type: ignore[attr-defined]
    text = " ".join(row.text for row in read.table(Description))
    assert f"{figures['gv_tong']:.0f} giáo viên" in text


def test_citation_of_one_document_under_two_criteria_keeps_its_code() -> None:
    """TT 42/2012 has several criteria on one subject: the document is listed once and names both."""
    one = school("79-Q7-008")
    content = school_content(one, edition("tt42_2012_tr", one.kind), target_level=3)
    shared = [row for row in content.rows[Evidence] if isinstance(row, Evidence) and ";" in row.criteria]
    titles = [row.title for row in content.rows[Evidence] if isinstance(row, Evidence)]
    assert shared
    assert len(titles) == len(set(titles))


def test_council_is_odd_with_one_chair_and_one_secretary() -> None:
    for one in province().schools[:10]:
        made_for = edition_of(
            "2026-2027", "tt57_2026_mn" if one.kind == "mam_non" else "tt57_2026_pt", one.kind
        )
        people = [row for row in school_content(one, made_for).rows[Member] if isinstance(row, Member)]
        roles = [row.role for row in people]
        assert len(people) in (7, 9, 11)
        assert roles.count("Chủ tịch") == roles.count("Thư ký") == 1


def test_size_gives_so_many_rows() -> None:
    one = school("79-Q7-009")
    content = school_content(one, edition("tt57_2026_pt", one.kind), size=1500)
    assert sum(len(rows) for rows in content.rows.values()) == 1500
