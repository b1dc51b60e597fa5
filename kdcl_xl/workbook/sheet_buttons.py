"""Buttons on the guide sheet of a template, and the VBA project behind them.

What a button does is not known here: the macro, or the control that LibreOffice's templates get later, calls a job.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kdcl_xl.workbook.styles import MUTED_TEXT, NAVY, PALE_BLUE, Styles

COLUMN = 3
"""Zero-based column of the buttons: right of what is printed."""
_COLUMN_WIDTH = 36
_LEFT, _TOP = 8, 76
_WIDTH, _HEIGHT, _STEP = 240, 32, 40
_PIXEL_MM = 25.4 / 96


@dataclass(frozen=True, slots=True)
class SheetButton:
    """`id` is that of the registry, `macro` the name of the VBA Sub."""

    id: str
    caption: str
    tip: str
    macro: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stands, in pixels of 1/96 inch from the corner of the heading above the buttons."""

    x: int
    y: int
    width: int
    height: int

    @property
    def millimetres(self) -> tuple[float, float, float, float]:
        """The same in millimetres."""
        x, y, width, height = (
            round(each * _PIXEL_MM, 2) for each in (self.x, self.y, self.width, self.height)
        )
        return x, y, width, height


@dataclass(frozen=True, slots=True)
class SheetButtons:
    """The buttons of a template.

    `needs` tells the user what must be installed, `about_macros` what the file contains. `project` is the
    vbaProject.bin with a document module for every sheet; without it only the place is made ready.
    """

    buttons: tuple[SheetButton, ...]
    needs: str
    about_macros: str
    project: bytes | None = None

    def placed(self) -> Iterator[tuple[SheetButton, Place]]:
        """Every button with its place, from top to bottom."""
        for number, button in enumerate(self.buttons):
            yield button, Place(_LEFT, _TOP + number * _STEP, _WIDTH, _HEIGHT)

    def draw(self, styles: Styles, sheet: Any) -> None:
        """The heading on the first two rows of the guide, and the buttons when there is a project to call."""
        sheet.set_column(COLUMN, COLUMN, _COLUMN_WIDTH)
        sheet.write_string(0, COLUMN, "Nút bấm", styles.of(bold=True, font_color=NAVY, bg_color=PALE_BLUE))
        sheet.write_string(1, COLUMN, self.needs, styles.of(italic=True, font_color=MUTED_TEXT))
        if self.project is None:
            return
        for button, place in self.placed():
            sheet.insert_button(
                0,
                COLUMN,
                {
                    "macro": button.macro,
                    "caption": button.caption,
                    "description": button.tip,
                    "x_offset": place.x,
                    "y_offset": place.y,
                    "width": place.width,
                    "height": place.height,
                },
            )

    def attach(self, book: Any) -> None:
        """Put the project into the XlsxWriter workbook once it has all its sheets. Code names are those of Excel."""
        if self.project is None:
            return
        book.add_vba_project(io.BytesIO(self.project), True)
        book.set_vba_name("ThisWorkbook")
        for number, sheet in enumerate(book.worksheets(), start=1):
            sheet.set_vba_name(f"Sheet{number}")
