"""Deadlines and numbers: whose value is in effect, and what is said of one that cannot be used."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.law.external_review import COUNCIL_PATH, TEAM_PATH, review_law
from kdcl_xl.law.regulation import load
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.review_year.terms import OWN_NUMBER, default_terms, term_findings, term_of, term_rows, terms_of
from kdcl_xl.settings import Settings, SettingsError, load_settings
from kdcl_xl.workbook.cells import convert
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


def test_a_number_typed_as_a_number_is_read() -> None:
    """It is no code: nothing is lost when Excel keeps 6 as a number."""
    assert convert(ReviewTerm.column("value"), 6) == "6"


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
    assert term_of("phe_duyet_truoc").read(" 05/06 ") == "5/6"
    assert term_of("phe_duyet_truoc").read("15") is None
    assert term_of("doan_it_nhat").read("-1") is None


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


# ---- one number, one value: office and schools


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"phan_hoi": 3}, "không có mốc “phan_hoi”"),
        ({"phan_hoi_ngay": "mười"}, "“mười” không dùng được cho phan_hoi_ngay; ghi một số nguyên"),
        ({"phan_hoi_ngay": -4}, "“-4” không dùng được"),
        ({"phe_duyet_truoc": "31/2"}, "ghi ngày/tháng, ví dụ 15/6"),
    ],
)
def test_settings_that_would_change_nothing_are_refused_by_name(
    tmp_path: Path, terms: dict[str, int | str], told: str
) -> None:
    code, value = next(iter(terms.items()))
    written = tmp_path / "thiet-lap.toml"
    written.write_text(f"[danh-gia-ngoai.moc]\n{code} = {value!r}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(told)):
        load_settings([written])


def test_the_schools_checks_count_by_the_numbers_of_the_office() -> None:
    own = Settings.model_validate(
        {
            "dang-ky": {"so-bao-cao": 3},
            "danh-gia-ngoai": {"moc": {"ho_so_truoc_ngay": 30, "so_cong_van": "4"}},
        }
    )
    assert (own.dossier.dossier_days_before_visit, own.dossier.letters, own.dossier.reports) == (30, 4, 3)
    assert default_terms(own).number("so_bao_cao") == 3
    assert Settings().dossier == Settings().registration


def test_the_rule_set_takes_the_offices_dates_and_says_whose_they_are() -> None:
    moc = {"dang_ky_lai_thang": 7, "phe_duyet_truoc": "10/6", "ra_soat_lan": 3}
    own = Settings.model_validate({"danh-gia-ngoai": {"moc": moc}})
    rules = own.in_effect(load("tt57_2026_pt"))
    assert rules.validity.register_months_before == 7 and "thiết lập" in rules.validity.ref
    assert (rules.council.report_due, rules.improvement.reviews_per_year) == ("10/6", 3)
    assert rules.validity.years == load("tt57_2026_pt").validity.years
    older = own.in_effect(load("tt18_2018_tr"))
    assert older.council.report_due == "" and older.improvement.reviews_per_year == 0  # no such duty then
    assert Settings().in_effect(older) is older


def test_an_own_number_is_not_cited_as_the_circulars() -> None:
    own = Settings.model_validate({"danh-gia-ngoai": {"moc": {"dang_ky_lai_thang": 7}}})
    assert default_terms(own).source("dang_ky_lai_thang") == OWN_NUMBER
    assert "Điều 35" in default_terms(Settings()).source("dang_ky_lai_thang")


def test_a_new_workbook_shows_what_the_office_typed_last_year_else_its_settings() -> None:
    last = book(ReviewTerm(id="doan_nhieu_nhat", value="9", own_paper="KH 12/KH-PGDĐT"), year="2025-2026")
    rows = {row.id: row for row in term_rows(OWN, last) if isinstance(row, ReviewTerm)}
    assert (rows["doan_nhieu_nhat"].value, rows["doan_nhieu_nhat"].own_paper) == ("9", "KH 12/KH-PGDĐT")
    assert rows["doan_it_nhat"].value == "3" and rows["phan_hoi_ngay"].value == "10"
