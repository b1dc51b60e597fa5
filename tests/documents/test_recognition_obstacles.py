"""No paper of recognition where the workbook itself says that the school does not reach it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kdcl_xl.documents.document import Draft, Source
from kdcl_xl.documents.review_papers import certificates, recognition, results_petition
from kdcl_xl.forms.columns import Row
from tests.documents.test_recognition_doubts import IN_2018, appraised, compared, granted, source

Papers = Callable[[Source], Iterator[Draft]]
ACCREDITED = (recognition.decisions, certificates.accreditation_certificates)
STANDARD = (recognition.decisions, certificates.standard_certificates)


def made(papers: Papers, *rows: Row, **more: Any) -> tuple[int, list[str]]:
    made_from = source(*rows, **more)
    return len(list(papers(made_from))), made_from.remarks


@pytest.mark.parametrize("papers", ACCREDITED)
def test_a_level_outside_that_is_no_level_makes_no_paper(papers: Papers) -> None:
    count, remarks = made(papers, granted(certificate="KĐCLGD", found=0, grade=2), on=IN_2018)
    assert count == 0
    assert any("ô E6 trang Kết quả, công nhận ghi mức đánh giá ngoài 0 (không đạt Mức 1)" in r and "ô F6" in r and "ô G6" in r for r in remarks), remarks  # fmt: skip


@pytest.mark.parametrize("papers", ACCREDITED)
@pytest.mark.parametrize(("found", "count"), [(1, 0), (2, 1), (3, 1), (None, 1)])
def test_the_level_of_the_row_has_to_give_its_grade(papers: Papers, found: int | None, count: int) -> None:
    assert made(papers, granted(certificate="KĐCLGD", found=found, grade=2), on=IN_2018)[0] == count


@pytest.mark.parametrize("papers", [*STANDARD, results_petition.petitions])
def test_criteria_found_too_low_make_no_paper_unless_the_office_wrote_a_level(papers: Papers) -> None:
    count, remarks = made(papers, granted(), *compared(1), on=IN_2018)
    assert count == 0
    assert any("ô F6 trang Đối chiếu và" in r and "cao nhất Mức 1" in r for r in remarks), remarks
    count, remarks = made(papers, granted(found=2), *compared(1), on=IN_2018)
    assert count == 1
    assert any("ô E6 trang Kết quả" in r and "ô F6 trang Đối chiếu và" in r for r in remarks), remarks


@pytest.mark.parametrize("papers", STANDARD)
def test_who_the_council_does_not_propose_gets_no_paper(papers: Papers) -> None:
    count, remarks = made(papers, granted(), appraised(verdict="Chưa đề nghị công nhận"))
    assert count == 0
    assert any("trang Thẩm định công nhận ghi “Chưa đề nghị công nhận”" in r for r in remarks), remarks


@pytest.mark.parametrize("papers", STANDARD)
def test_a_level_of_the_council_too_low_for_the_grade_makes_no_paper(papers: Papers) -> None:
    count, remarks = made(papers, granted(grade=2), appraised(level=1, grade=2))
    assert count == 0
    assert any("ô I6 trang Thẩm định công nhận" in r and "ô F6 trang Kết quả" in r for r in remarks), remarks


@pytest.mark.parametrize("papers", STANDARD)
def test_what_was_signed_all_the_same_is_printed_with_both_cells(papers: Papers) -> None:
    signed = granted(found=0, decision="9/QĐ-UBND", signed_on=dt.date(2026, 5, 4))
    count, remarks = made(papers, signed, on=IN_2018)
    assert count == 1
    assert any("ô G6 trang Kết quả, công nhận đã ghi quyết định 9/QĐ-UBND" in r and "ô E6" in r for r in remarks), remarks  # fmt: skip


def test_a_grade_no_law_knows_makes_no_paper() -> None:
    assert made(recognition.decisions, granted(grade=9), *compared(3), on=IN_2018)[0] == 0


def test_one_school_left_out_leaves_the_others() -> None:
    failing = granted(school_id="7902", school="Trường THCS Khác", found=0)
    assert made(recognition.decisions, failing, granted(found=2), on=IN_2018)[0] == 1
