"""The workbook `danh-gia-ngoai` under construction: rows are offered, never written over.

An offered row that is there already fills blanks; where both sides say something different the workbook keeps what it has
and the difference becomes a finding with both values and both places. Offering the same again changes nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import (
    EXTERNAL_REVIEW,
    ImportRemark,
    ReviewPlan,
    ReviewRegistration,
    ScheduledVisit,
)
from kdcl_xl.forms.form import Edition, header
from kdcl_xl.forms.review_oversight import BuildNeed, InspectionItem, ReviewSource, Target
from kdcl_xl.forms.review_people import Reviewer, TrainingLine
from kdcl_xl.forms.review_results import Comparison, ImprovementTrack, Recognised
from kdcl_xl.review_year.gather_schools import Mention, Schools
from kdcl_xl.review_year.origins import joined_sources
from kdcl_xl.review_year.school_files import TABLES, Said, SchoolFile
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.cells import shown
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.snapshot import Submission

DIFFERS = rule("DGT-001", Severity.WARNING, "Các nguồn ghi giống nhau về một trường")
_NAMES_SHOWN = 5
_SAME_CERTIFICATE_DAYS = 366
"""Two certificates of one grade are years apart: days closer than this are two spellings of one day."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One row for the workbook, and where it comes from, e.g. "TH.xlsx, trang Đăng ký, dòng 7".

    `only`: which fields may be filled or compared where the row is there already; None: all.
    """

    row: Row
    place: str
    only: frozenset[str] | None = None


@dataclass(slots=True)
class Gift:
    """All that one file brings: rows, single values of the sheet "Thông tin", schools it names, its own findings."""

    offers: list[Offer] = field(default_factory=list)
    cells: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


Match = Callable[[Row, Sequence[Row], set[int]], Row | None]


def _first(_new: Row, rows: Sequence[Row], _used: set[int]) -> Row | None:
    return rows[0] if rows else None


def _visit(new: Row, rows: Sequence[Row], used: set[int]) -> Row | None:
    """A school stands twice in a plan that reviews it twice: the row of that line, else of that time, else the next one."""
    free = [row for row in rows if id(row) not in used]
    for name in ("source", "when_text"):
        for row in free:
            if getattr(new, name) and same_value(getattr(row, name), getattr(new, name)):
                return row
    return free[0] if free else None


def _certificate(new: Row, rows: Sequence[Row], _used: set[int]) -> Row | None:
    """By decision where both name it; else by its day and kind, near days of one grade being one certificate."""
    wanted = [row for row in rows if _of(row, "certificate") == _of(new, "certificate")]
    for row in wanted:
        if _of(new, "decision") and same_value(_of(new, "decision"), _of(row, "decision")):
            return row
    rest = [row for row in wanted if not (_of(new, "decision") and _of(row, "decision"))]
    for row in rest:
        if _of(new, "signed_on") and _of(new, "signed_on") == _of(row, "signed_on"):
            return row
    return next((row for row in rest if _one_certificate(new, row)), None)


def _one_certificate(new: Row, row: Row) -> bool:
    days = _of(new, "signed_on"), _of(row, "signed_on")
    if _of(new, "grade") != _of(row, "grade"):
        return False
    if not all(isinstance(day, dt.date) for day in days):
        return True
    return bool(abs((days[0] - days[1]).days) <= _SAME_CERTIFICATE_DAYS)


def _of_unit(new: Row, rows: Sequence[Row], _used: set[int]) -> Row | None:
    """The one of the same unit; a row that names no unit is the workbook's own."""
    unit = _of(new, "office")
    return next((row for row in rows if not (unit and _of(row, "office")) or same_value(unit, _of(row, "office"))), None)  # fmt: skip


def _of(row: Row, name: str) -> Any:
    return getattr(row, name)


@dataclass(frozen=True, slots=True)
class _Habits:
    """How rows of one table meet: those that say the fields `alike` the same may be one, `match` finds which.

    `quiet` fields fill blanks but are not compared, `first` ones come with a new row only.
    """

    alike: tuple[str, ...] = ()
    match: Match = _first
    quiet: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()


_HABITS: dict[type[Row], _Habits] = {
    ReviewRegistration: _Habits(quiet=frozenset({"when_text", "computed", "kind"})),
    ScheduledVisit: _Habits(
        match=_visit,
        first=frozenset({"stt", "year", "month", "day", "unit", "first", "last", "raw", "others", "kind"}),
    ),
    Recognised: _Habits((), _certificate, frozenset({"kind", "ownership"}), frozenset({"note"})),
    ImprovementTrack: _Habits(("source_year", "criterion", "issue", "measure"), first=frozenset({"note"})),
    BuildNeed: _Habits(("criterion", "detail"), first=frozenset({"need", "note"})),
    Comparison: _Habits(("criterion", "regulation"), quiet=frozenset({"title"})),
    InspectionItem: _Habits(("item", "request"), first=frozenset({"number", "note"})),
    Target: _Habits(("subject", "kind", "scope"), _of_unit, first=frozenset({"note"})),
    Reviewer: _Habits(("code",), _of_unit),
    TrainingLine: _Habits(("person", "name", "activity", "what", "from_day"), _of_unit),
    ReviewSource: _Habits(("source",), first=frozenset({"file", "form", "office", "day", "sha256"})),
    ImportRemark: _Habits(("code", "place", "message"), first=frozenset({"severity", "remedy", "law"})),
}  # fmt: skip
_NEVER = frozenset({"school_id", "school", "office", "source", "remark"})
_SOURCE, _JOINED = "source", "remark"
"""Remarks of several sources stand side by side."""


def same_value(one: Any, other: Any) -> bool:
    """Whether two cells say the same; spelling of names and codes apart from case, spaces and marks of punctuation."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    return match_key(value) if isinstance(value, str) else value


def _blank(value: Any) -> bool:
    return value in ("", None)


def _same_grade(one: str, other: str) -> bool:
    """ "2" and "Cấp độ 2" ask for the same."""
    left, right = set(re.findall(r"\d+", one)), set(re.findall(r"\d+", other))
    return bool(left and right) and (left <= right or right <= left)


@dataclass(slots=True)
class Change:
    """What became of one sheet: schools or codes of new rows, and cells that were blank."""

    added: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)

    def in_words(self, sheet: str) -> str:
        """One line for the screen."""
        parts = []
        if self.added:
            names = some(dict.fromkeys(name for name in self.added if name), _NAMES_SHOWN, " và {} nữa")
            parts.append(f"thêm {len(self.added)} dòng{f' ({names})' if names else ''}")
        if self.filled:
            parts.append(
                f"điền {len(self.filled)} ô trống ({some(self.filled, _NAMES_SHOWN, ' và {} ô nữa')})"
            )
        return f"{sheet}: {'; '.join(parts)}."


class Book:
    """A workbook being filled. `base` is the office's current one; its rows stay as they are."""

    def __init__(self, edition: Edition, base: Submission | None = None) -> None:
        self.edition, self.base = edition, base
        self.content = content_of(base) if base else Content()
        self.schools = Schools()
        self.findings: list[Finding] = []
        self.changes: dict[str, Change] = {}
        self._rows: dict[tuple[object, ...], list[Row]] = {}
        self._places: dict[int, str] = {}
        self._cells: dict[int, Row] = {}
        """id of a row here → the row of the base it is a copy of: for its cells."""
        self._used: set[int] = set()

    def begin(self, gifts: Sequence[Gift]) -> None:
        """Learn the schools of the base and of all gifts, before any row is placed."""
        own = [
            Mention(Said.of(row), f"sổ hiện có, trang {table.table.sheet}")
            for table in TABLES
            for row in self.content.rows.get(table, [])
        ]
        offered = [
            Mention(Said.of(offer.row), offer.place)
            for gift in gifts
            for offer in gift.offers
            if type(offer.row) in TABLES
        ]
        self.schools.learn([*own, *(mention for gift in gifts for mention in gift.mentions), *offered])
        for table, rows in self.content.rows.items():
            originals = self.base.rows.get(table, []) if self.base else []
            for row, original in zip(rows, originals, strict=True):
                self._cells[id(row)] = original
                self._rows.setdefault(self._group(row), []).append(row)

    def take(self, gift: Gift) -> None:
        """Place everything one file brings."""
        self._used = set()
        self.findings += gift.findings
        for name, value in gift.cells.items():
            self._cell(name, value, gift.file)
        for offer in gift.offers:
            self._offer(offer)

    def finish(self) -> Content:
        """The whole content, once every gift was taken: rows of the base learn their school's code and unit."""
        for table in TABLES:
            for row in self.content.rows.get(table, []):
                if _of(row, "school") or _of(row, "school_id"):
                    self._complete(row)
        self.findings[:0] = self.schools.findings
        return self.content

    # ---- one row

    def _group(self, row: Row) -> tuple[object, ...]:
        """Rows among which another one of the same thing is looked for."""
        habits = _HABITS.get(type(row), _Habits())
        alike = tuple(_plain(_of(row, name)) for name in habits.alike)
        if type(row) not in TABLES:
            return type(row), *alike
        said = Said.of(row)
        return type(row), id(self.schools.file_of(said)) if said.name or said.school_id else 0, *alike

    def _offer(self, offer: Offer) -> None:
        table, group = type(offer.row), self._rows.setdefault(self._group(offer.row), [])
        found = _HABITS[table].match(offer.row, group, self._used)
        if found is None:
            row = offer.row.model_copy(update={"line": 0, **self._school_of(offer.row)})
            self.content.rows.setdefault(table, []).append(row)
            group.append(row)
            self._places[id(row)] = offer.place
            self._change(table).added.append(_name(row))
            found = row
        else:
            self._meet(found, offer)
        self._used.add(id(found))

    def _school_of(self, row: Row) -> dict[str, Any]:
        """What is known of the school of a new row: its name as first met, its code, kind and unit."""
        if type(row) not in TABLES:
            return {}
        file = self.schools.file_of(Said.of(row))
        known = {"school_id": file.school_id, "school": file.name, "kind": file.kind, "office": file.office}
        own = {name for name in known if name in type(row).model_fields}
        return {name: value for name, value in known.items() if name in own and (name == "school" or not _of(row, name))}  # fmt: skip

    def _meet(self, row: Row, offer: Offer) -> None:
        """Fill what is blank, name what differs."""
        habits, filled = _HABITS[type(row)], False
        for column in type(row).columns:
            name, new = column.field, getattr(offer.row, column.field)
            old = getattr(row, name)
            if _blank(new) or name in habits.first or (offer.only is not None and name not in offer.only):
                continue
            if name == _JOINED:
                filled |= self._join(row, name, new)
            elif name in _NEVER:
                continue
            elif _blank(old):
                setattr(row, name, new)
                filled = True
                self._filled(row, name)
            elif name not in habits.quiet and not self._agree(name, old, new):
                self._differs(row, name, old, offer, new)
        if filled:
            self._trace(row, offer.row)

    def _agree(self, name: str, old: Any, new: Any) -> bool:
        if name == "grade" and isinstance(old, str) and isinstance(new, str) and _same_grade(old, new):
            return True
        return same_value(old, new)

    def _join(self, row: Row, name: str, new: str) -> bool:
        pieces = [
            piece for piece in new.split("\n") if piece and match_key(piece) not in match_key(_of(row, name))
        ]
        if pieces:
            setattr(row, name, "\n".join(filter(None, (_of(row, name), *pieces))))
            self._filled(row, name)
        return bool(pieces)

    def _trace(self, row: Row, offered: Row) -> None:
        """A row that was completed from another file names that file too."""
        known, new = getattr(row, _SOURCE, ""), getattr(offered, _SOURCE, "")
        if new and new not in known:
            setattr(row, _SOURCE, joined_sources(known, new))

    def _differs(self, row: Row, name: str, old: Any, offer: Offer, new: Any) -> None:
        original = self._cells.get(id(row))
        sheet, cell = type(row).table.sheet, ""
        if original is not None and self.base is not None:
            sheet, cell = self.base.at(original, name)
        here = f"sổ hiện có (ô {cell})" if cell else self._places.get(id(row), "sổ này")
        self.findings.append(DIFFERS.at(sheet, cell, f"{_title(row)}, {self._label(row, name)}: {here} ghi “{shown(old)}”, {offer.place} ghi “{shown(new)}”.", "Đang giữ giá trị trước; xem lại hai chỗ và sửa ô nếu giá trị sau đúng."))  # fmt: skip

    def _complete(self, row: Row) -> None:
        file: SchoolFile = self.schools.file_of(Said.of(row))
        for name, value in (("school_id", file.school_id), ("office", file.office)):
            if value and name in type(row).model_fields and not _of(row, name):
                setattr(row, name, value)
                self._filled(row, name)

    # ---- one named cell

    def _cell(self, field_name: str, value: Any, file: str) -> None:
        if _blank(value):
            return
        column = ReviewPlan.column(field_name)
        old = self.content.cells.get(column.entry.name)
        if _blank(old):
            self.content.cells[column.entry.name] = value
            if self.base is not None:
                self.changes.setdefault(ReviewPlan.sheet, Change()).filled.append(column.entry.label)
        elif not same_value(old, value):
            sheet, cell = self.base.where(ReviewPlan, field_name) if self.base else (ReviewPlan.sheet, "")
            self.findings.append(DIFFERS.at(sheet, cell, f"{column.entry.label}: sổ này ghi “{shown(old)}”, {file} ghi “{shown(value)}”.", "Đang giữ giá trị trước; sửa ô nếu giá trị sau đúng."))  # fmt: skip

    def _filled(self, row: Row, name: str) -> None:
        """Note a cell of the base; a row that is new anyway is mentioned once."""
        if id(row) in self._cells:
            self._change(type(row)).filled.append(f"{_title(row)}: {self._label(row, name)}")

    def _change(self, table: type[Row]) -> Change:
        return self.changes.setdefault(table.table.sheet, Change())

    def _label(self, row: Row, name: str) -> str:
        return header(type(row).column(name), self.edition)

    def lines(self) -> list[str]:
        """What was added, sheet by sheet, in the order of the workbook."""
        order = {sheet: place for place, sheet in enumerate(EXTERNAL_REVIEW.order)}
        return [self.changes[sheet].in_words(sheet) for sheet in sorted(self.changes, key=lambda s: order[s])]


def _title(row: Row) -> str:
    """What a row is about, for a sentence."""
    return f"{_name(row)} {getattr(row, 'criterion', '')}".strip()


def _name(row: Row) -> str:
    """The school, person or thing of a row."""
    parts = [str(getattr(row, name, "")) for name in ("school", "code", "subject", "file")]
    return next((part for part in parts if part), "")
