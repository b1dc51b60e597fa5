"""The look of every workbook: one palette, one font, formats made once per book.

Sober on purpose: it must read in black and white, so colour never stands alone (see the design, "Look").
"""

from __future__ import annotations

import math
from typing import Any

from kdcl_xl.forms.columns import CellType

FONT = "Times New Roman"
SIZE = 12

NAVY = "#1F3864"
PALE_BLUE = "#DCE6F2"
ENTRY_YELLOW = "#FFFBE6"
FIXED_GREY = "#F2F2F2"
LINE_GREY = "#BFBFBF"
ERROR_RED = "#F8CBCB"
WARNING_AMBER = "#FCE4B8"
HINT_BLUE = "#DDEBF7"
GOOD_GREEN = "#E2EFDA"
MUTED_TEXT = "#595959"


LINE_HEIGHT = 16.5
"""Points of one line of Times New Roman 12."""
HIGHEST = 409.0
"""Excel's limit in points; longer prose is read and printed through Word."""


def lines_of(text: str, width: float) -> int:
    """Lines a text takes in a column of that many characters (Times New Roman 12 is a little narrower)."""
    return sum(max(1, math.ceil(len(line) / (width * 1.06))) for line in text.split("\n"))


class Styles:
    """Formats of one XlsxWriter workbook, created when first needed."""

    def __init__(self, book: Any):
        self._book = book
        self._known: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """A format with these XlsxWriter properties on top of the house font."""
        full = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(full)
        return self._known[key]

    def title(self) -> Any:
        """Title of a sheet."""
        return self.of(bold=True, font_size=15, font_color=NAVY)

    def subtitle(self) -> Any:
        """School year and circular under the title."""
        return self.of(font_color=MUTED_TEXT, italic=True)

    def note(self) -> Any:
        """One or two lines of advice."""
        return self.of(font_color=MUTED_TEXT, text_wrap=True, indent=1)

    def header(self) -> Any:
        """Header of a table."""
        return self.of(
            bold=True,
            font_color="#FFFFFF",
            bg_color=NAVY,
            border=1,
            border_color=LINE_GREY,
            align="center",
            text_wrap=True,
        )

    def group(self) -> Any:
        """Heading of a group of single values."""
        return self.of(bold=True, font_color=NAVY, bottom=1, bottom_color=NAVY, font_size=13)

    def label(self) -> Any:
        """Label beside a single value."""
        return self.of(text_wrap=True)

    def entry(self, cell: CellType, *, fixed: bool = False, locked: bool = False, valign: str = "top") -> Any:
        """A cell of that type: yellow where one may type, grey where not."""
        return self.of(
            indent=1 if cell.align == "left" else 0,
            num_format=cell.number_format,
            align=cell.align,
            valign=valign,
            text_wrap=cell.wrap,
            border=1,
            border_color=LINE_GREY,
            bg_color=FIXED_GREY if fixed else ENTRY_YELLOW,
            locked=locked,
        )

    def shown(self, **properties: Any) -> Any:
        """A cell of a table that is read, not typed in."""
        return self.of(**{"border": 1, "border_color": LINE_GREY, "text_wrap": True, **properties})
