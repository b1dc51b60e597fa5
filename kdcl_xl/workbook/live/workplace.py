"""What the parts of the sheet "Kết quả" share: where they draw, and the addresses of the workings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kdcl_xl.forms.self_assessment import RESULTS
from kdcl_xl.law.ladder import Ladder, ladder_of
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.workbook.addresses import absolute
from kdcl_xl.workbook.drawing import Canvas
from kdcl_xl.workbook.live.grid import Value, Workings, put
from kdcl_xl.workbook.live.needs import Needs, needs_of
from kdcl_xl.workbook.live.tally import (
    Answers,
    Lines,
    Reach,
    School,
    level_of,
    reach_of,
    read_answers,
    read_lines,
)
from kdcl_xl.workbook.stamp import WORKINGS_SHEET
from kdcl_xl.workbook.styles import (
    ERROR_RED,
    FIXED_GREY,
    GOOD_GREEN,
    LINE_GREY,
    LINE_HEIGHT,
    NAVY,
    PALE_BLUE,
    WARNING_AMBER,
)

WIDTHS = (9, 40, 11, 11, 12, 16, 24, 23, 23)
LAST = len(WIDTHS) - 1


@dataclass(slots=True)
class Workplace:
    """The sheet being drawn and what it draws from."""

    canvas: Canvas
    sheet: Any
    ladder: Ladder
    grid: Workings
    lines: Lines
    answers: Answers
    reach: Reach
    school: School
    needs: Needs
    heights: dict[int, float] = field(default_factory=dict)
    """Points of every row drawn, for the size of the chart."""

    @property
    def rules(self) -> Regulation:
        """The rule set."""
        return self.canvas.edition.rules

    @property
    def level_format(self) -> str:
        """Number format of a level; 0 is a dash, the words beside it say why."""
        return f'"{self.rules.level_word} "0;;"–"' if self.rules.criteria_have_levels else '"Đạt";;"–"'

    def shown(self, **properties: Any) -> Any:
        """A bordered cell that is read; text stands off the border."""
        return self.canvas.styles.shown(**({} if "align" in properties else {"indent": 1}), **properties)

    def height(self, row: int, lines: float = 1) -> None:
        """Give a row room for so many lines."""
        self.heights[row] = lines * LINE_HEIGHT + 3
        self.sheet.set_row(row, self.heights[row])

    def header(self, row: int, titles: tuple[str, ...]) -> None:
        """A dark row of column titles."""
        for position, title in enumerate(titles):
            self.sheet.write_string(row, position, title, self.canvas.styles.header())
        self.height(row, 2)

    def figure(self, row: int, column: int, name: str, formula: str, style: Any) -> None:
        """A formula under a defined name, for the program to compare."""
        put(self.sheet, row, column, formula, style)
        define(self.canvas, name, RESULTS, row, column)

    def write(self, row: int, values: tuple[Value, ...], styles: tuple[Any, ...]) -> None:
        """One row of constants and formulas."""
        for position, (value, style) in enumerate(zip(values, styles, strict=True)):
            put(self.sheet, row, position, value, style)

    def colour_words(self, first: int, last: int, column: int) -> None:
        """Colour cells by the words they begin with, the first match wins. The words stay: colour is never alone."""
        looks = (
            ("Không đạt", {"bg_color": ERROR_RED, "bold": True}),
            ("Không đủ", {"bg_color": ERROR_RED, "bold": True}),
            ("Chưa đánh giá", {"bg_color": FIXED_GREY, "italic": True}),
            ("Chưa", {"bg_color": WARNING_AMBER}),
            ("Từ", {"bg_color": WARNING_AMBER}),
            ("Còn", {"bg_color": WARNING_AMBER}),
            ("Đạt", {"bg_color": GOOD_GREEN}),
            ("Đủ", {"bg_color": GOOD_GREEN}),
        )
        for word, look in looks:
            rule = {
                "type": "text",
                "criteria": "begins with",
                "value": word,
                "format": self.canvas.book.add_format(look),
                "stop_if_true": True,
            }
            self.sheet.conditional_format(first, column, last, column, rule)

    def band(self, row: int, text: str) -> None:
        """A pale row that heads what follows."""
        style = self.canvas.styles.of(
            bold=True, font_color=NAVY, bg_color=PALE_BLUE, top=1, bottom=1, border_color=LINE_GREY
        )
        for position in range(LAST + 1):
            self.sheet.write_string(row, position, text if position == 0 else "", style)
        self.height(row)


def define(canvas: Canvas, name: str, sheet: str, row: int, column: int) -> None:
    """Give one cell a defined name."""
    canvas.book.define_name(name, f"='{sheet}'!{absolute(row, column)}")


def workplace(canvas: Canvas, sheet: Any) -> Workplace:
    """Write the workings on a hidden sheet of their own, so that "Kết quả" holds only what is read."""
    workings = canvas.book.add_worksheet(WORKINGS_SHEET)
    workings.very_hidden()
    grid = Workings(workings, canvas.styles.of(bold=True))
    rules = canvas.edition.rules
    ladder = ladder_of(rules)
    lines = read_lines(grid, canvas.edition)
    answers = read_answers(grid, ladder, lines)
    reach = reach_of(grid, ladder, answers)
    school = level_of(grid, ladder, reach)
    needs = needs_of(grid, ladder, rules, answers, school)
    return Workplace(canvas, sheet, ladder, grid, lines, answers, reach, school, needs)
