"""Figures of a school workbook as the reports print them: by table, by school year, staff of today apart.

Unknown stays None all the way ("chưa có số liệu" in print); 0 is printed only where the school wrote 0. A cell with
something unreadable in it ("640 hs") is neither: it stays open for the school to write.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import TypeVar

from kdcl_xl.documents.contexts import FigureRow, StaffTable, YearTable
from kdcl_xl.documents.environment import NO_FIGURE
from kdcl_xl.documents.letterhead import NUMBER_TO_FILL, Figure
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import StatisticRow
from kdcl_xl.law.regulation import Statistic
from kdcl_xl.text.numbers import vn_number
from kdcl_xl.workbook.snapshot import Submission

OTHER_FIGURES = "Số liệu khác của nhà trường"
_YEARS = ("year_0", "year_1", "year_2", "year_3", "year_4")
_STAFF_TOTAL = "gv_tong"
"""The table of figures that holds this row is the one of the staff."""
_NOT_IN_THE_FORM = " (biểu in không có dòng này)"
_STAFF = ("cbql", "gv", "ho_tro")
"""Groups of staff counted by all six columns; managers, teachers, support staff."""
_STAFF_COLUMNS = ("tong", "nu", "dtts", "chua_dat_chuan", "dat_chuan", "tren_chuan")
_MOST_DECIMALS = 6
_YEARS_OF_2026 = 3
_OWN_NUMBER = re.compile(r"^\d+\w?\.\s*")
_AnyTable = TypeVar("_AnyTable", YearTable, StaffTable)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of Phần I in the order of the report, with the school years of their columns."""

    years: tuple[str, ...]
    before_staff: tuple[YearTable, ...]
    staff: tuple[StaffTable, ...]
    after_staff: tuple[YearTable, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One statistic with its values, oldest year first."""

    rule: Statistic
    values: tuple[Figure, ...]

    @property
    def today(self) -> Figure:
        return self.values[-1]


def figure(value: float | str | None, decimals: int = 0) -> Figure:
    """A number as printed: ratios with the decimals of their row, counts as written (12,5 stays 12,5)."""
    if value is None or isinstance(value, str):
        return None
    if decimals:
        return vn_number(value, decimals)
    written = f"{round(value, _MOST_DECIMALS):.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2]
    return vn_number(value, len(written))


def figure_of(submission: Submission, row: Row, field: str, decimals: int = 0) -> Figure:
    """The figure of a cell; dots where the cell holds no figure but something else: to deny it would be untrue."""
    if _refused(submission, row, field):
        return NUMBER_TO_FILL
    return figure(getattr(row, field), decimals)


def tables_of(submission: Submission) -> Tables:
    """Every figure of the sheet "Số liệu", each in one table. Rows unknown to the rule set stand at the end."""
    lines, others = _lines(submission)
    groups = [(title, list(rows)) for title, rows in groupby(lines, key=lambda line: line.rule.group)]
    staff_at = next((place for place, (_, rows) in enumerate(groups) if _of_staff(rows)), len(groups))
    year = str(submission.edition.school_year)
    staff: tuple[StaffTable, ...] = ()
    after = [_year_table(title, rows) for title, rows in groups[staff_at + 1 :]]
    if staff_at < len(groups):
        title, rows = groups[staff_at]
        staff = (_staff_table(f"{title} tại thời điểm tự đánh giá (năm học {year})", rows),)
        after[:0] = _staff_of_earlier_years(title, rows)
    if others:
        after.append(_year_table(OTHER_FIGURES, others))
    tables = Tables(
        tuple(str(submission.edition.school_year.shift(-back)) for back in _years_back(submission)),
        tuple(_year_table(title, rows) for title, rows in groups[:staff_at]),
        staff,
        tuple(after),
    )
    return _numbered(tables) if len(tables.years) == _YEARS_OF_2026 else tables


def open_figures(submission: Submission) -> int:
    """How many cells the tables print as unknown because nobody wrote anything there, not even “chưa có”."""
    years = [_YEARS[back] for back in _years_back(submission)]
    rows = [row for row in submission.table(StatisticRow) if row.code]
    return sum(
        getattr(row, year) is None and not _refused(submission, row, year) for row in rows for year in years
    )


def _numbered(tables: Tables) -> Tables:
    """The tables as "Bảng 1. …": in the form of 2026 "1. …" is a heading of the text between them."""
    numbers = count(1)

    def named(table: _AnyTable) -> _AnyTable:
        title = _OWN_NUMBER.sub("", table.title)
        return table.model_copy(update={"title": f"Bảng {next(numbers)}. {title}"})

    return Tables(
        tables.years,
        tuple(map(named, tables.before_staff)),
        tuple(map(named, tables.staff)),
        tuple(map(named, tables.after_staff)),
    )


def _years_back(submission: Submission) -> range:
    return range(submission.edition.rules.statistics.years - 1, -1, -1)


def _lines(submission: Submission) -> tuple[list[_Line], list[_Line]]:
    """The lines of the rule set in its order, and what the school added."""
    written: dict[str, StatisticRow] = {}
    for row in submission.table(StatisticRow):
        written.setdefault(row.code, row)
    kind = submission.edition.kind
    years = _years_back(submission)
    lines = []
    for rule in submission.edition.rules.statistics.rows:
        applies = not rule.kinds or kind is None or kind in rule.kinds
        given = written.pop(rule.code, None)
        if applies or (given and not given.is_blank()):
            lines.append(_Line(rule, _values(submission, given, rule, years)))
    others = []
    for row in written.values():
        rule = Statistic(code=row.code, title=row.title or row.code, unit=row.measure, group=row.group)
        others.append(_Line(rule, _values(submission, row, rule, years)))
    return lines, others


def _values(
    submission: Submission, row: StatisticRow | None, rule: Statistic, years: Iterable[int]
) -> tuple[Figure, ...]:
    if row is None:
        return tuple(None for _ in years)
    return tuple(figure_of(submission, row, _YEARS[back], rule.decimals) for back in years)


def _refused(submission: Submission, row: Row, field: str) -> bool:
    return bool(submission.unreadable) and not submission.readable(row, field)


def _of_staff(rows: Sequence[_Line]) -> bool:
    return any(line.rule.code == _STAFF_TOTAL for line in rows)


def _year_table(title: str, rows: Sequence[_Line]) -> YearTable:
    usual = Counter(line.rule.unit for line in rows).most_common(1)[0][0]
    return YearTable(
        title=f"{title} (đơn vị: {usual})" if usual else title,
        rows=tuple(
            FigureRow(label=_label(line.rule, usual), values=line.values, total=bool(line.rule.total_of))
            for line in rows
        ),
    )


def _label(rule: Statistic, usual: str) -> str:
    title = printed_title(rule.title)
    return f"{title} ({rule.unit})" if rule.unit and rule.unit != usual else title


def printed_title(title: str) -> str:
    """The name of a figure without what only its writer has to know: which lines the printed form leaves out."""
    return title.removesuffix(_NOT_IN_THE_FORM)


def _staff_table(title: str, rows: Sequence[_Line]) -> StaffTable:
    """One row for each group of staff; posts counted by one figure only go below the table."""
    today = {line.rule.code: line.today for line in rows}
    titles = {line.rule.code: line.rule.title.partition(":")[0] for line in rows}
    columns = {code for group in _STAFF for code in _codes(group)}
    single = [
        f"{line.rule.title}: {line.today or NO_FIGURE}" for line in rows if line.rule.code not in columns
    ]
    return StaffTable(
        title=title,
        rows=tuple(
            FigureRow(label=titles[f"{group}_tong"], values=tuple(map(today.get, _codes(group))))
            for group in _STAFF
            if f"{group}_tong" in today
        ),
        note="; ".join(single) + "." if single else "",
    )


def _codes(group: str) -> list[str]:
    return [f"{group}_{column}" for column in _STAFF_COLUMNS]


def _staff_of_earlier_years(title: str, rows: Sequence[_Line]) -> list[YearTable]:
    """Staff of earlier years, when the school kept it: it cannot be worked out from today's list."""
    kept = [line for line in rows if any(value is not None for value in line.values[:-1])]
    return [_year_table(f"{title} qua các năm học", kept)] if kept else []
