"""Declarations: types, headers, digests."""

import datetime as dt

import pytest
from pydantic import ValidationError

from kdcl_xl.forms.columns import Code, Count, Figure, Row, Text, VnDate, column
from kdcl_xl.forms.form import Edition, columns_of, fill_words, header, headers
from kdcl_xl.forms.registry import FORMS, edition_of
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    CriterionAnalysis,
    School,
    StandardAnalysis,
    StatisticRow,
)
from kdcl_xl.law.regulation import load, regulation_ids
from kdcl_xl.text.dates import SchoolYear


class Sample(Row, table="tbl_mau", sheet="Mẫu", heading="MẪU"):
    """One row of everything."""

    code: Code = column("Mã", width=8, key=True)
    title: Text = column("Tên", width=20, required=True)
    day: VnDate | None = column("Ngày", width=12)
    count: Count | None = column("Số", width=8)
    figure: Figure | None = column("Số liệu", width=8)


def test_blank_row_is_blank() -> None:
    row = Sample()
    assert (row.code, row.title, row.day, row.count, row.figure) == ("", "", None, None, None)
    assert row.is_blank()


def test_straight_values() -> None:
    row = Sample.model_validate({"day": dt.date(2026, 9, 5), "count": 3.0, "figure": "chưa có"})
    assert row.count == 3
    assert row.figure == "chưa có"
    assert not row.is_blank()


@pytest.mark.parametrize(
    "bad",
    [
        {"code": 1.1},
        {"day": 46000.0},
        {"day": "05/09/2026"},
        {"count": -1},
        {"count": 1.5},
        {"figure": "nhiều"},
    ],
)
def test_what_needs_a_closer_look_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Sample.model_validate(bad)


def test_year_columns_follow_the_rule_set() -> None:
    year = SchoolYear("2026-2027")
    three = Edition(year, load("tt57_2026_pt"))
    five = Edition(year, load("tt18_2018_tr"))
    assert [h for h in headers(StatisticRow, three).values() if "-20" in h] == [
        "2024-2025",
        "2025-2026",
        "2026-2027",
    ]
    assert len(columns_of(StatisticRow, five)) - len(columns_of(StatisticRow, three)) == 2


def test_words_of_the_rule_set_stand_in_labels() -> None:
    head = School.column("head")
    assert header(head, Edition(SchoolYear("2026-2027"), load("tt57_2026_gdtx"))) == "Họ và tên giám đốc"


def test_analysis_is_per_criterion_or_per_standard() -> None:
    for regulation_id in regulation_ids():
        edition = edition_of("2026-2027", regulation_id)
        tables = SELF_ASSESSMENT.tables_of(edition)
        assert (CriterionAnalysis in tables) != (StandardAnalysis in tables)


def test_every_question_is_prefilled_once() -> None:
    for regulation_id in regulation_ids():
        edition = edition_of("2026-2027", regulation_id)
        rows = SELF_ASSESSMENT.prefill[AnswerLine](edition)
        assert [row.question for row in rows] == list(edition.rules.questions)  # type: ignore[attr-defined]


def test_defined_names_and_table_names_are_unique() -> None:
    for form in FORMS.values():
        names = [c.entry.name for f in form.fields for c in f.columns]
        tables = {t.table.name for t in form.tables}
        assert len(names) == len(set(names))
        assert not tables & set(names)


def test_digest_changes_with_structure_only() -> None:
    a = SELF_ASSESSMENT.digest(edition_of("2026-2027", "tt57_2026_pt"))
    assert a == SELF_ASSESSMENT.digest(edition_of("2026-2027", "tt57_2026_pt"))
    assert a != SELF_ASSESSMENT.digest(edition_of("2026-2027", "tt18_2018_tr"))


def test_a_centre_reads_its_own_words_and_no_question_that_is_not_its_own() -> None:
    centre, school = (
        edition_of("2026-2027", "tt57_2026_gdtx", "gdtx"),
        edition_of("2026-2027", "tt57_2026_pt", "thcs"),
    )
    name, standard = School.column("name"), School.column("standard_grade")
    assert (header(name, centre), header(name, school)) == ("Tên trung tâm", "Tên trường")
    assert "Trung tâm GDTX" in fill_words(name.entry.help, centre)
    assert "Trường THCS" in fill_words(name.entry.help, school)
    assert fill_words(standard.entry.help, centre).endswith("để trống.")
    assert fill_words(standard.entry.help, school) == ""


@pytest.mark.parametrize("regulation", regulation_ids())
def test_every_word_of_a_label_or_a_help_is_known(regulation: str) -> None:
    edition = edition_of("2026-2027", regulation)
    declared = (*SELF_ASSESSMENT.fields, *SELF_ASSESSMENT.tables)
    for column_ in (each for part in declared for each in part.columns):
        for text in (column_.entry.label, column_.entry.help, *column_.entry.aliases):
            assert "{" not in fill_words(text, edition)
