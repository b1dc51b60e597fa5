"""A worksheet whose rows may grow: XlsxWriter marks every given height as custom, and Excel then keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from kdcl_xl.workbook.styles import HIGHEST, LINE_HEIGHT


class Sheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter's worksheet with rows that start at a fitting height and still fit themselves when edited."""

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
