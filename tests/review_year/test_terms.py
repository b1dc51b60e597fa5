"""Deadlines and numbers: whose value is in effect, and what is said of one that cannot be used."""

from __future__ import annotations

import datetime as dt

import pytest

from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.law.external_review import COUNCIL_PATH, TEAM_PATH, review_law
from kdcl_xl.law.regulation import Confidence
from kdcl_xl.review_year.terms import default_terms, parsed, term_findings, term_of, term_rows, terms_of
from kdcl_xl.settings import Settings
from tests.review_year.books import book

OWN = Settings.model_validate({"danh-gia-ngoai": {"moc": {"doan_it_nhat": 3, "phe_duyet_truoc": "10/6"}}})


def _term(term: str, value: str) -> ReviewTerm:
    return ReviewTerm(id=term, value=value)


def test_a_blank_workbook_holds_the_lawful_defaults() -> None:
    submission = book()
    terms = terms_of(submission, Settings())
    assert (terms.number("ho_so_truoc_ngay"), terms.number("doan_nhieu_nhat")) == (45, 7)
    assert terms.day_in("phe_duyet_truoc", 2027) == dt.date(2027, 6, 15)
    assert [row.source for row in submission.table(ReviewTerm)] == [
        term.source for term in review_law().terms
    ]
    assert not list(term_findings(submission, Settings()))


def test_settings_lie_over_the_defaults_and_the_workbook_over_the_settings() -> None:
    assert terms_of(book(), OWN).number("doan_it_nhat") == 3
    assert terms_of(book(_term("doan_it_nhat", "6")), OWN).number("doan_it_nhat") == 6
    registration = Settings.model_validate({"dang-ky": {"ho-so-truoc-ngay": 30}})
    assert default_terms(registration).number("ho_so_truoc_ngay") == 30


def test_settings_that_the_sheet_does_not_show_are_named_with_their_cell() -> None:
    (first, second) = term_findings(book(), OWN)
    assert first.code == second.code == "DGS-002"
    assert first.sheet == "Mốc, số lượng" and first.cell
    assert "đang dùng 3 theo thiết lập" in first.message
    shown = book(*term_rows(OWN))
    assert not list(term_findings(shown, OWN))


@pytest.mark.parametrize(
    ("term", "typed", "wanted"),
    [
        ("doan_it_nhat", "năm", "một số nguyên, ví dụ 5"),
        ("phe_duyet_truoc", "31/2", "ngày/tháng, ví dụ 15/6"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_the_default_stays(
    term: str, typed: str, wanted: str
) -> None:
    submission = book(_term(term, typed))
    (finding,) = term_findings(submission, Settings())
    assert (finding.code, finding.sheet) == ("DGS-001", "Mốc, số lượng")
    assert typed in finding.message and wanted in finding.remedy
    assert terms_of(submission, Settings()).values[term] == term_of(term).value


def test_days_and_months_are_read_as_people_write_them() -> None:
    assert parsed(term_of("phe_duyet_truoc"), " 05/06 ") == "5/6"
    assert parsed(term_of("phe_duyet_truoc"), "15") is None
    assert parsed(term_of("doan_it_nhat"), "-1") is None


def test_the_path_to_recognition_changes_on_7_july_2026() -> None:
    law = review_law()
    assert law.path_on(dt.date(2026, 7, 6)).id == TEAM_PATH
    assert law.path_on(dt.date(2026, 7, 7)).id == COUNCIL_PATH
    assert len(law.path_on(dt.date(2025, 1, 1)).steps) == 6


def test_what_nobody_compared_says_so() -> None:
    for term in review_law().terms:
        assert ("chưa đối chiếu" in term.source) is (term.confidence is Confidence.UNVERIFIED)
    with pytest.raises(LookupError):
        term_of("khong_co")
