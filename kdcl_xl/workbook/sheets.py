"""A worksheet whose rows may grow: XlsxWriter marks every given height as custom, and Excel then keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

LINE_HEIGHT = 16.5
"""Points of one line of Times New Roman 12."""
HIGHEST = 409.0
"""Excel's limit in points; longer prose is read and printed through Word."""


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
