"""The workbook danh-gia-ngoai as people see it: every header whole, no table without a place, the law by year."""

from __future__ import annotations

import io
from textwrap import wrap

import openpyxl
import pytest

from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.form import columns_of
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_results import Appraisal
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.styles import LINE_HEIGHT


def test_every_table_has_a_place_in_the_order_of_sheets() -> None:
    assert {table.table.sheet for table in EXTERNAL_REVIEW.tables} <= set(EXTERNAL_REVIEW.order)
    assert len(set(EXTERNAL_REVIEW.order)) == len(EXTERNAL_REVIEW.order)


@pytest.mark.parametrize(("year", "there"), [("2024-2025", False), ("2025-2026", True), ("2026-2027", True)])
def test_the_council_of_the_new_law_stands_only_in_years_that_reach_it(year: str, there: bool) -> None:
    assert (Appraisal in EXTERNAL_REVIEW.tables_of(edition_of(year))) is there


def test_long_headers_have_room_for_all_their_lines() -> None:
    edition = edition_of("2026-2027")
    book = openpyxl.load_workbook(io.BytesIO(build(EXTERNAL_REVIEW, edition)))
    three_lines = 0
    for table in EXTERNAL_REVIEW.tables_of(edition):
        height = book[table.table.sheet].row_dimensions[5].height
        for column in columns_of(table, edition):
            lines = len(wrap(column.label, int(column.entry.width * 1.1)))
            three_lines += lines > 2
            assert height >= lines * LINE_HEIGHT, (table.__name__, column.label)
    assert three_lines


@pytest.mark.parametrize("sheet", ["Lịch đánh giá ngoài", "Đăng ký", "Kết quả, công nhận", "Các bước"])
def test_the_name_of_the_school_stays_in_sight(sheet: str) -> None:
    """On the second page, and when the sheet is scrolled to its last column."""
    book = openpyxl.load_workbook(io.BytesIO(build(EXTERNAL_REVIEW, edition_of("2026-2027"))))
    page = book[sheet]
    (place,) = [cell for cell in page[5] if cell.value in ("Trường", "Trường *")]
    assert str(page.freeze_panes).removesuffix("6") > place.column_letter
    assert str(page.print_title_cols).replace("$", "") == f"A:{place.column_letter}"
