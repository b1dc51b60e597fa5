"""The sheet "Số liệu" as checks need it: rows by code, school years as columns."""

from __future__ import annotations

from dataclasses import dataclass

from kdcl_xl.forms.form import header
from kdcl_xl.forms.self_assessment import StatisticRow
from kdcl_xl.workbook.snapshot import Submission

Figures = dict[str, float | str | None]


@dataclass(frozen=True, slots=True)
class FigureYear:
    """One column of the table: code → figure, "chưa có" or None."""

    field: str
    label: str
    figures: Figures

    def number(self, code: str) -> float | None:
        """The figure, None when blank or "chưa có"."""
        value = self.figures.get(code)
        return value if isinstance(value, float | int) else None


class FigureSheet:
    """All figures of a submission. `years` run from the oldest to the school year of the workbook."""

    def __init__(self, submission: Submission):
        self._submission = submission
        self.rows: dict[str, StatisticRow] = {}
        for row in submission.table(StatisticRow):
            self.rows.setdefault(row.code, row)
        rules = submission.edition.rules.statistics
        self.known = {stat.code: stat for stat in rules.rows if stat.code in self.rows}
        self.years: list[FigureYear] = []
        place = submission.places.get(StatisticRow)
        for back in reversed(range(rules.years)):
            field = f"year_{back}"
            if place is not None and field in place.columns:
                label = header(StatisticRow.column(field), submission.edition)
                figures: Figures = {code: getattr(row, field) for code, row in self.rows.items()}
                self.years.append(FigureYear(field, label, figures))

    def at(self, code: str, year: FigureYear) -> tuple[str, str]:
        """The cell of one figure."""
        return self._submission.at(self.rows[code], year.field)

    def sound(self, code: str, year: FigureYear) -> bool:
        """Whether the figure was not refused by the reader."""
        return not self._submission.unreadable or self.at(code, year) not in self._submission.unreadable

    def all_sound(self, codes: list[str], year: FigureYear) -> bool:
        """Whether none of these figures was refused by the reader."""
        return not self._submission.unreadable or all(self.sound(code, year) for code in codes)

    def title(self, code: str) -> str:
        """The row's title as printed."""
        return self.known[code].title
