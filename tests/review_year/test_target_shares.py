"""Shares against targets: unknown stays unknown, nông thôn mới is counted from its own rows only."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kdcl_xl.forms.external_review import ReviewRegistration
from kdcl_xl.forms.review_oversight import Target
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.forms.vocabulary import Ownership
from kdcl_xl.review_year import targets
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.review_year.targets import TargetLine, fill_shares, holds, target_findings, target_lines
from tests.review_year.books import book

ON = dt.date(2026, 11, 22)
CQG, NTM = "CQG", "Nông thôn mới (cơ sở vật chất)"


def held(number: int, **more: Any) -> Recognised:
    given: dict[str, Any] = {
        "school_id": f"07910{number}", "school": f"Trường THCS Số {number}", "kind": "THCS", "certificate": CQG,
        "grade": 1, "decision": f"{number}/QĐ-UBND", "signed_on": dt.date(2024, 5, 10), "ownership": "Công lập",
    }  # fmt: skip
    return Recognised(**(given | more))


def only(lines: list[TargetLine], **wanted: str) -> TargetLine:
    (line,) = [one for one in lines if all(getattr(one, key) == value for key, value in wanted.items())]
    return line


def test_a_share_counts_what_is_valid_on_the_day_and_each_school_once() -> None:
    submission = book(
        held(1),
        held(1, decision="9/QĐ-UBND", signed_on=dt.date(2025, 5, 10), grade=2),
        held(2, signed_on=dt.date(2020, 1, 5)),
        held(3, ownership="Tư thục"),
        Target(subject=CQG, kind="THCS", scope="Tất cả", schools=4, target=75.0, last_year=25.0),
        Target(subject=CQG, kind="THCS", scope="Công lập", schools=3, target=60.0),
    )
    everyone = only(target_lines(submission, ON), kind="THCS", scope="Tất cả")
    assert (everyone.share, everyone.still_needed, everyone.change, everyone.verdict) == (
        "50,0% (2/4)",
        1,
        25.0,
        "Chưa đạt chỉ tiêu",
    )
    public = only(target_lines(submission, ON), kind="THCS", scope="Công lập")
    assert (public.share, public.still_needed) == ("33,3% (1/3)", 1)


def test_a_certificate_without_a_day_or_an_unknown_owner_makes_a_span() -> None:
    submission = book(
        held(1),
        held(2, signed_on=None),
        held(3, ownership=""),
        Target(subject=CQG, scope="Tất cả", schools=4, target=75.0),
        Target(subject=CQG, scope="Công lập", schools=4, target=50.0),
    )
    lines = target_lines(submission, ON)
    everyone = only(lines, scope="Tất cả", kind="")
    assert (everyone.share, everyone.percent) == ("từ 50,0% đến 75,0%", None)
    assert everyone.verdict == "Chưa xác định (1 trường chưa rõ)"
    assert only(lines, scope="Công lập", kind="").share == "từ 25,0% đến 75,0%"


def test_ownership_may_be_known_from_the_registration() -> None:
    submission = book(
        held(1, ownership=""),
        ReviewRegistration(
            school_id="079101", school="THCS Số 1", ownership=str(Ownership.PUBLIC), source="x"
        ),
        Target(subject=CQG, scope="Công lập", schools=4),
    )
    assert only(target_lines(submission, ON), scope="Công lập", kind="").share == "25,0% (1/4)"


def test_new_countryside_is_never_counted_from_certificates() -> None:
    submission = book(held(1), Target(subject=NTM, scope="Công lập", schools=10))
    line = only(target_lines(submission, ON), subject=NTM)
    assert (line.certain, line.share) == (None, "chưa có số liệu")
    typed = book(Target(subject=NTM, scope="Công lập", schools=10, holding=7, target=80.0))
    line = only(target_lines(typed, ON), subject=NTM)
    assert (line.share, line.still_needed) == ("70,0% (7/10)", 1)


def test_without_a_row_the_count_is_shown_and_no_share_is_claimed() -> None:
    line = only(target_lines(book(held(1)), ON), kind="THCS", scope="Tất cả")
    assert (line.holding, line.share, line.still_needed) == (1, "chưa có số liệu", None)


def test_what_the_office_typed_prevails_and_a_difference_is_named() -> None:
    submission = book(held(1), held(2), Target(subject=CQG, scope="Tất cả", schools=4, holding=3))
    assert only(target_lines(submission, ON), kind="", scope="Tất cả").share == "75,0% (3/4)"
    (finding,) = target_findings(submission, ON)
    assert (finding.code, finding.sheet) == ("DGT-040", "Chỉ tiêu")
    assert "ghi 3" in finding.message and "được 2" in finding.message
    agreed = book(held(1), held(2), Target(subject=CQG, scope="Tất cả", schools=4, holding=2))
    assert list(target_findings(agreed, ON)) == []


def test_more_schools_than_there_are_give_no_share() -> None:
    submission = book(Target(subject=NTM, scope="Tất cả", schools=4, holding=5))
    assert only(target_lines(submission, ON), subject=NTM).share == "chưa có số liệu"
    assert [finding.code for finding in target_findings(submission, ON)] == ["DGT-041"]


def test_units_are_added_up_unless_one_of_them_does_not_know() -> None:
    one, two = "UBND phường Tân Mỹ", "UBND xã Nhà Bè"
    rows = [
        held(1, office=one),
        held(2, office=two),
        Target(subject=CQG, scope="Tất cả", schools=4, office=one, target=50.0, last_year=20.0),
    ]
    known = book(
        *rows,
        Target(subject=CQG, scope="Tất cả", schools=6, office=two),
        office="Sở Giáo dục và Đào tạo",
        level="Sở GDĐT",
    )
    lines = target_lines(known, ON)
    assert only(lines, office=one, kind="").share == "25,0% (1/4)"
    total = only(lines, office="", kind="", scope="Tất cả")
    assert (total.share, total.target, total.last_year) == ("20,0% (2/10)", None, None)
    unknown = book(*rows, Target(subject=CQG, scope="Tất cả", office=two), office="Sở Giáo dục và Đào tạo")
    assert (
        only(target_lines(unknown, ON), office="", kind="", scope="Tất cả", subject=CQG).share
        == "chưa có số liệu"
    )


def test_the_computed_columns_are_written_into_rows() -> None:
    row = Target(subject=CQG, kind="THCS", scope="Tất cả", schools=4, target=50.0)
    fill_shares({Target: [row], Recognised: [held(1)]}, "", ON)
    assert (row.share, row.still_needed) == ("25,0% (1/4)", 1)


def test_the_day_that_is_printed_is_enough() -> None:
    known = held(1, signed_on=None, valid_until=dt.date(2027, 1, 1))
    ended = held(2, signed_on=None, valid_until=dt.date(2026, 1, 1))
    line = only(target_lines(book(known, ended), ON), kind="THCS", scope="Tất cả")
    assert (line.certain, line.unclear) == (1, 0)


def test_schools_nobody_has_heard_of_make_a_span() -> None:
    submission = book(held(1), Target(subject=CQG, scope="Tất cả", schools=4, unheard=2, target=50.0))
    line = only(target_lines(submission, ON), kind="", scope="Tất cả")
    assert (line.share, line.percent, line.still_needed) == ("từ 25,0% đến 75,0%", None, 1)
    assert line.verdict == "Chưa xác định (2 trường chưa rõ)"


def test_a_school_is_looked_at_once_however_many_lines_it_counts_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Sở has a line for each level of a hundred units, and 2,500 schools."""
    asked: list[str] = []

    def noted(file: SchoolFile, certificate: CertificateKind, on: dt.date) -> bool | None:
        asked.append(file.name)
        return holds(file, certificate, on)

    monkeypatch.setattr(targets, "holds", noted)
    units = [f"UBND xã Bến {letter}" for letter in "ABCDE"]
    rows = [held(3 * place + n, office=unit) for place, unit in enumerate(units) for n in range(3)]
    lines = [
        Target(subject="CQG", kind=kind, scope=scope, schools=3, office=unit)
        for unit in units
        for kind in ("", "THCS", "Mầm non")
        for scope in ("Tất cả", "Công lập")
    ]
    found = target_lines(book(*rows, *lines, office="Sở GDĐT"), ON)
    assert {line.certain for line in found if line.office and line.kind == "THCS"} == {3}
    assert sorted(asked) == sorted(row.school for row in rows)
