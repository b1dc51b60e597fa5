"""Before a decision of recognition is signed: old recognitions, what the council wrote, what the criteria give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kdcl_xl.documents.document import Draft, Source
from kdcl_xl.documents.review_papers import certificates, recognition, results, results_petition
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_results import Appraisal, Comparison, Recognised
from kdcl_xl.law.regulation import load
from tests.review_year.books import book

IN_2018, SINCE_2026 = dt.date(2026, 6, 22), dt.date(2027, 6, 22)
SO = {"office": "Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà", "province": "tỉnh Bắc Sơn Hà", "level": "Sở GDĐT"}
LO: dict[str, Any] = {"school_id": "7901", "school": "Trường THCS Nguyễn Thị Lộ"}
PAPERS = (recognition.decisions, certificates.standard_certificates)


def source(*rows: Row, on: dt.date = SINCE_2026) -> Source:
    year = "2025-2026" if on == IN_2018 else "2026-2027"
    return Source(book(*rows, year=year, **SO), on)


def granted(**more: Any) -> Recognised:
    return Recognised(**(LO | {"kind": "THCS", "certificate": "CQG", "grade": 1} | more))


def appraised(**more: Any) -> Appraisal:
    given = {"level": 1, "grade": 1, "verdict": "Đề nghị công nhận", "cohort": "Có", "years_of_data": 3, "facilities": "Có"}  # fmt: skip
    return Appraisal(**(LO | given | more))


def compared(found: int, regulation: str = "tt18_2018_tr") -> list[Comparison]:
    codes = [criterion.code for criterion in load(regulation).criteria]
    return [Comparison(**LO, criterion=code, own=2, found=found, regulation=regulation) for code in codes]


@pytest.mark.parametrize("papers", PAPERS)
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"signed_on": dt.date(2024, 3, 20)}, "ký ngày 20/03/2024, từ trước năm học này"),
        ({"signed_on": dt.date(2026, 9, 20), "note": "nhà trường khai"}, "do nhà trường khai"),
        ({"note": "Nhà trường khai"}, "do nhà trường khai"),
    ],
)
def test_what_a_school_only_declared_is_no_new_recognition(
    papers: Callable[[Source], Iterator[Draft]], more: dict[str, Any], said: str
) -> None:
    made_from = source(granted(**more), appraised())
    assert list(papers(made_from)) == []
    assert any(said in remark for remark in made_from.remarks)


@pytest.mark.parametrize("papers", PAPERS)
@pytest.mark.parametrize(
    "more",
    [{}, {"decision": "9/QĐ-SGDĐT", "signed_on": dt.date(2027, 5, 4), "note": "nhà trường khai"}],
)
def test_what_waits_or_has_its_number_is_printed_without_doubts(
    papers: Callable[[Source], Iterator[Draft]], more: dict[str, Any]
) -> None:
    made_from = source(granted(**more), appraised())
    assert len(list(papers(made_from))) == 1
    assert not any("xem lại trước khi trình" in remark for remark in made_from.remarks)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "chưa có dòng của trường"),
        ([appraised(verdict="")], "chưa ghi kết luận"),
        ([appraised(level=2, grade=2)], "hội đồng đề nghị mức độ 2, trang Kết quả, công nhận ghi 1"),
        ([appraised(years_of_data=2)], "03 năm học liền nhau"),
    ],
)
def test_a_decision_against_the_council_is_said(rows: list[Row], said: str) -> None:
    made_from = source(granted(), *rows)
    assert len(list(recognition.decisions(made_from))) == 1
    assert any(said in remark for remark in made_from.remarks), made_from.remarks


@pytest.mark.parametrize("papers", PAPERS)
def test_a_new_decision_does_not_rest_on_a_circular_that_ended(
    papers: Callable[[Source], Iterator[Draft]],
) -> None:
    made_from = source(granted(regulation="tt18_2018_tr"), appraised())
    assert len(list(papers(made_from))) == 1
    (said,) = [remark for remark in made_from.remarks if "hết hiệu lực sau ngày 06/07/2026" in remark]
    assert "18/2018" in said and "tt18_2018_tr" in said and "xem lại trước khi trình ký" in said
    today = source(granted(regulation="tt57_2026_pt"), appraised())
    assert len(list(papers(today))) == 1
    assert not any("hết hiệu lực" in remark for remark in today.remarks)


def test_the_last_meeting_is_cited() -> None:
    rows = (appraised(met_on=dt.date(2026, 12, 1), verdict="Chưa đề nghị công nhận"), appraised(met_on=dt.date(2027, 5, 5)))  # fmt: skip
    (draft,) = recognition.decisions(source(granted(), *rows))
    assert any("05 tháng 5 năm 2027" in ground for ground in draft.context.grounds)  # type: ignore[attr-defined]


def test_a_school_the_council_proposes_without_a_row_is_named() -> None:
    other = Recognised(school_id="7", school="Trường THCS Khác", kind="THCS", certificate="CQG", grade=1)
    old = granted(decision="1/QĐ-UBND", signed_on=dt.date(2022, 9, 14))
    made_from = source(other, old, appraised(grade=2))
    assert len(list(recognition.decisions(made_from))) == 1
    assert any("Nguyễn Thị Lộ: hội đồng đề nghị công nhận" in remark and "CQG mức độ 2" in remark for remark in made_from.remarks)  # fmt: skip
    has_row = source(other, old, granted(), appraised())
    assert len(list(recognition.decisions(has_row))) == 2
    assert not any("chưa có dòng của lần này" in remark for remark in has_row.remarks)


@pytest.mark.parametrize("papers", [recognition.decisions, results_petition.petitions])
def test_a_level_that_the_criteria_do_not_give_is_said(papers: Callable[[Source], Iterator[Draft]]) -> None:
    wrong = source(granted(found=2), *compared(1), on=IN_2018)
    assert len(list(papers(wrong))) == 1
    assert any("ghi mức đánh giá ngoài 2" in r and "cho Mức 1" in r for r in wrong.remarks), wrong.remarks
    right = source(granted(found=2), *compared(2), on=IN_2018)
    assert len(list(papers(right))) == 1
    assert not any("mức đánh giá ngoài 2" in remark for remark in right.remarks)


def test_notes_of_the_program_and_old_recognitions_stay_out_of_the_petition() -> None:
    note = "Đề xuất theo mức đánh giá ngoài: chưa đủ mức để đề nghị. Trường mới tách."
    old = Recognised(school_id="7", school="Trường THCS Khác", kind="THCS", certificate="CQG", grade=1, signed_on=dt.date(2024, 5, 4))  # fmt: skip
    (draft,) = results_petition.petitions(source(granted(note=note), old, on=IN_2018))
    (row,) = draft.context.schools  # type: ignore[attr-defined]
    assert (row.school, row.note) == (LO["school"], "Trường mới tách.")


def test_a_clause_of_the_top_level_is_met_or_not() -> None:
    clauses = [Comparison(**LO, criterion=code, own=4, found=found, regulation="tt18_2018_tr") for code, found in (("22.1", 0), ("22.2", 4))]  # fmt: skip
    (draft,) = results.reports(source(*compared(3), *clauses, on=IN_2018))
    report: Any = draft.context
    assert [(c.own, c.found, c.difference) for c in report.clauses] == [("Đạt", "Không đạt", ""), ("Đạt", "Đạt", "")]  # fmt: skip
    assert {c.found for standard in report.standards for c in standard.criteria} == {"Mức\u00a03"}
