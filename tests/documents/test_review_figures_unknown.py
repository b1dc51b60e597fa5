"""What the papers of a year say of figures that nobody wrote, and of workbooks that are not there."""

from __future__ import annotations

import datetime as dt

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.review_papers.results_desk import ResultsDesk
from kdcl_xl.documents.review_papers.yearly_figures import UNSAID, progress_row
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ImportRemark
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.review_year.improvement import ProgressCount
from kdcl_xl.review_year.missing_units import MISSING
from tests.review_year.books import book

ON = dt.date(2027, 6, 10)


def count(*, done: int, unsaid: int, stopped: int = 0) -> ProgressCount:
    return ProgressCount("Xã A", "", "", done + unsaid + stopped, done, 0, 0, 0, stopped, unsaid, 0)


def test_states_that_nobody_wrote_are_no_zeros() -> None:
    row = progress_row(count(done=0, unsaid=3, stopped=1))
    assert (row.done, row.under_way, row.not_started, row.chart) == (UNSAID, UNSAID, UNSAID, None)
    assert (row.measures, row.share) == ("4", "chưa rõ (3/3 chưa ghi tình trạng)")


def test_states_that_somebody_wrote_are_counted() -> None:
    row = progress_row(count(done=1, unsaid=1))
    assert (row.done, row.not_started, row.share) == ("1", "0", "50,0% (1/2, 1 chưa ghi tình trạng)")
    assert row.chart is not None
    assert progress_row(count(done=0, unsaid=0, stopped=2)).done == "0"


def note(*rows: Row) -> str:
    return ResultsDesk(Source(book(*rows, office="Sở Giáo dục và Đào tạo", level="Sở GDĐT"), ON)).source_note


def unit_file(office: str) -> ReviewSource:
    return ReviewSource(source=office, file=f"{office}.xlsx", form=EXTERNAL_REVIEW.title, office=office)


def test_a_merged_workbook_says_of_how_many_units_it_is_and_who_is_missing() -> None:
    missing = ImportRemark(severity="cảnh báo", code=MISSING.code, message="Chưa có sổ của Xã C")
    said = note(unit_file("Xã A"), unit_file("Xã B"), unit_file("XÃ B"), missing)
    assert "gộp từ sổ của 2 đơn vị (trang Nguồn), chưa có sổ của 1 đơn vị (trang Điểm cần xem)" in said
    assert "chưa có sổ" not in note(unit_file("Xã A"), unit_file("Xã B"))


def test_one_office_with_its_workbook_of_last_year_is_not_merged() -> None:
    assert "gộp" not in note(unit_file("Xã A"))
