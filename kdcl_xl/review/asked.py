"""What a row asks for: from its ticks, its words, the row above it or the headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kdcl_xl.review.columns import Column, Role, level_of, named_level
from kdcl_xl.review.plan import Cell, Row
from kdcl_xl.review.ticks import is_ditto, is_tick, read_purpose, read_tick
from kdcl_xl.review.visits import Context, Visit
from kdcl_xl.review.when_columns import text_of, when_is_in
from kdcl_xl.text.normal import tidy

_ASKING = (Role.KDCL, Role.CQG, Role.PURPOSE, Role.GRADE)


def joined(row: Row, columns: Sequence[Column], role: Role) -> str:
    """All that stands in the columns of a role."""
    texts = (text_of(row, column) for column in columns if column.role is role)
    return tidy("; ".join(dict.fromkeys(text for text in texts if text)))


@dataclass(frozen=True, slots=True)
class Request:
    """What a row asks for."""

    kdcl: bool | None
    cqg: bool | None
    grade: str
    odd: tuple[str, ...]
    repeated: tuple[str, ...] = ()
    """Texts that stand in a merged cell or are ditto marks, so that the row above has the request."""

    @classmethod
    def of(cls, row: Row, columns: Sequence[Column], context: Context) -> Request:
        """From its ticks, its words, or the headings above it."""
        ticks = {Role.KDCL: context.kdcl, Role.CQG: context.cqg}
        grades: list[str] = []
        odd: list[str] = []
        repeated: list[str] = []
        for column in columns:
            cell = row.cells[column.place] if column.place < len(row.cells) else Cell()
            if column.role in _ASKING and is_ditto(cell.words) and context.last is not None:
                _repeat(column.role, context.last, ticks, grades)
                repeated.append(cell.words)
                continue
            if column.role in (*ticks, Role.PURPOSE) and cell.carried and cell.words:
                repeated.append(cell.words)
            if column.role in ticks:
                ticks[column.role], grade = _tick(cell, column, ticks[column.role], odd)
                grades += [grade] if grade else []
            elif column.role is Role.PURPOSE and cell.words:
                _purpose(cell, ticks, odd, grades)
            elif column.role is Role.GRADE and cell.words:
                grades.append(tidy(cell.words))
        kdcl, cqg = ticks[Role.KDCL], ticks[Role.CQG]
        if not any(column.role in (Role.KDCL, Role.CQG, Role.PURPOSE) for column in columns) and grades:
            kdcl, cqg = read_purpose(" ".join(grades))
        if not context.asked and kdcl is None and cqg is None:
            kdcl, cqg = read_purpose(joined(row, columns, Role.NOTE))
        if context.asked and kdcl is None and cqg is None:
            note = read_purpose(joined(row, columns, Role.NOTE))
            kdcl, cqg = note
        if kdcl is False and cqg is False:
            kdcl = cqg = None
        return cls(kdcl, cqg, "; ".join(dict.fromkeys(grades)), tuple(odd), tuple(repeated))


def _repeat(role: Role, above: Visit, ticks: dict[Role, bool | None], grades: list[str]) -> None:
    """A ditto mark in one column of requests, or in the one column that names both."""
    for each, value in ((Role.KDCL, above.kdcl), (Role.CQG, above.cqg)):
        if role in (each, Role.PURPOSE):
            ticks[each] = value or ticks[each]
    if role in (Role.PURPOSE, Role.GRADE) and above.grade:
        grades.append(above.grade)


def _tick(cell: Cell, column: Column, known: bool | None, odd: list[str]) -> tuple[bool | None, str]:
    if cell.doubtful:
        if cell.words:
            odd.append(cell.words)
        return None, ""
    if when_is_in(cell.words):
        return True, ""
    ticked, grade = read_tick(cell.words)
    if ticked is None:
        odd.append(cell.words)
        return None, ""
    level = grade or (level_of(column) if ticked else "")
    return (ticked or bool(known)), named_level(column, level)


def _purpose(cell: Cell, ticks: dict[Role, bool | None], odd: list[str], grades: list[str]) -> None:
    kdcl, cqg = read_purpose(cell.words)
    if kdcl is None and cqg is None:
        if not is_tick(cell.words):
            odd.append(cell.words)
        return
    ticks[Role.KDCL], ticks[Role.CQG] = ticks[Role.KDCL] or kdcl, ticks[Role.CQG] or cqg
    if re.search(r"\d|\bI{1,3}\b", cell.words):
        grades.append(tidy(cell.words))
