"""What changed between two versions of one assessment: identity, level, answers, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kdcl_xl.consolidate.codes import answer_words, decoded_figures
from kdcl_xl.consolidate.record import FigureValue, SchoolRecord
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.numbers import vn_figure

_NOTHING = "(trống)"
_MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, in words."""

    what: str
    before: str
    after: str


def changes(before: SchoolRecord, after: SchoolRecord) -> tuple[Change, ...]:
    """Every difference the records show, most important first. Records of two rule sets compare by identity only."""
    found = [*_identity(before, after)]
    if before.key.regulation == after.key.regulation:
        rules = after.rules
        found += [*_answers(before.answers, after.answers, rules), *_figures(before, after, rules)]
    return tuple(found)


def summed_up(found: tuple[Change, ...]) -> str:
    """The changes in one cell, "" for none; the first few and their number when there are many."""
    shown = "; ".join(f"{change.what}: {change.before} → {change.after}" for change in found[:_MOST_SHOWN])
    return f"{shown}; … (tất cả {len(found)})" if len(found) > _MOST_SHOWN else shown


def _identity(before: SchoolRecord, after: SchoolRecord) -> Iterator[Change]:
    pairs = (
        ("Kết quả", before.headline, after.headline),
        ("Tên trường", before.name, after.name),
        ("Loại trường", before.kind, after.kind),
        ("Loại hình", before.ownership, after.ownership),
        ("Cơ quan quản lý", before.unit, after.unit),
        ("Ngày phê duyệt", _day(before.approved_on), _day(after.approved_on)),
        ("Mục đích đăng ký", before.asked.purpose, after.asked.purpose),
    )
    for what, old, new in pairs:
        if old != new:
            yield Change(what, old or _NOTHING, new or _NOTHING)


def _answers(before: str, after: str, rules: Regulation) -> Iterator[Change]:
    for question, old, new in zip(rules.questions, before, after, strict=False):
        if old != new:
            label = "" if question.indicator == "*" else f", {rules.words.indicator} {question.indicator}"
            what = f"Tiêu chí {question.criterion}, {rules.level_word} {question.level}{label}"
            yield Change(what, answer_words(old), answer_words(new))


def _figures(before: SchoolRecord, after: SchoolRecord, rules: Regulation) -> Iterator[Change]:
    old_rows, new_rows = decoded_figures(before.figures, rules), decoded_figures(after.figures, rules)
    for (row, old), (_, new) in zip(old_rows, new_rows, strict=True):
        if old != new:
            yield Change(f"{row.group}: {row.title}", figure_words(old), figure_words(new))


def figure_words(value: FigureValue) -> str:
    """A figure as printed: what is unknown says so."""
    if value is None or value == "":
        return _NOTHING
    return value if isinstance(value, str) else vn_figure(value)


def _day(day: dt.date | None) -> str:
    return vn_date(day) if day else ""
