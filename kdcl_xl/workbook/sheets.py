"""XlsxWriter as every workbook of ours uses it: text stays text, no clock, rows that may grow, a stamp."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.stamp import STAMP_SHEET, Stamp
from kdcl_xl.workbook.styles import FONT, HIGHEST, LINE_HEIGHT, SIZE


def new_book(target: str | io.BytesIO, title: str, year: SchoolYear, *, constant_memory: bool = False) -> Any:
    """An XlsxWriter workbook in the house font, the same bytes for the same input.

    `constant_memory`: rows are written out as they come, so each sheet is written from top to bottom.
    """
    book = Workbook(
        target,
        {
            "constant_memory": constant_memory,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE},
        },
    )
    created = dt.datetime(year.start, 9, 5)  # a fixed time instead of the clock's
    book.set_properties({"title": f"{title} {year}", "comments": "kdcl_xl", "created": created})
    return book


def draw_stamp(book: Any, stamp: Stamp) -> None:
    """The very hidden sheet that says what the workbook is."""
    sheet = book.add_worksheet(STAMP_SHEET)
    for row, (key, value) in enumerate(stamp.rows()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet with rows that start at a fitting height and still fit themselves when edited.

    XlsxWriter marks every height given as custom, and Excel then keeps it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._auto_rows: set[int] = set()

    def set_auto_row(self, row: int, lines: int) -> None:
        """Give a row the height of that many lines without fixing it."""
        self.set_row(row, min(HIGHEST, max(1, lines) * LINE_HEIGHT + 3))
        self._auto_rows.add(row)

    def _xml_start_tag(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        if tag == "row" and attributes[0][1] - 1 in self._auto_rows:
            attributes = [item for item in attributes if item[0] != "customHeight"]
        super()._xml_start_tag(tag, attributes)
