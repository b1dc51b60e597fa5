"""A new workbook from last year's: what fits is carried, what does not is listed, nothing vanishes.

The same way leads to a new version of the template and to another circular. Results are never carried into
another school year as answers: each year is assessed anew, last year's result stands in the note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, cast

from kdcl_xl.checks.codes import canonical
from kdcl_xl.forms.columns import Column, Row
from kdcl_xl.forms.form import Edition, Form, columns_of, header
from kdcl_xl.forms.self_assessment import (
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    Passage,
    Review,
    StandardAnalysis,
    StatisticRow,
    Waiver,
)
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.school.citations import draft_key, rewrite, texts_of, usable_draft_id
from kdcl_xl.school.rollover_report import Item, Report
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.cells import shown
from kdcl_xl.workbook.content import Content, key_of
from kdcl_xl.workbook.snapshot import Submission

_OF_THE_SUBMISSION = {
    "lan_nop": "Lần nộp bắt đầu lại từ 1.",
    "ngay_phe_duyet": "Ngày phê duyệt của báo cáo năm trước.",
    "nguoi_lap": "Người lập biểu của lần nộp trước.",
    "so_nam_hoat_dong": "Số năm đổi theo thời gian, cần ghi lại.",
    "so_nam_tu_danh_gia": "Số năm đổi theo thời gian, cần ghi lại.",
}
_REGISTRATION = "Đăng ký của năm trước; năm nay đăng ký lại."
_NEW_YEAR = "Thuộc riêng năm học trước."
_NOT_IN_RULES = "Bộ tiêu chuẩn mới không có mục tương ứng."
_NOT_IN_FORM = "Mẫu mới không có bảng hoặc cột này."
_OFF_LIST = "Không có trong danh sách của mẫu mới."
_OLD_RESULT = re.compile(r"Năm học \d{4}-\d{4}: (?:Đạt|Không đạt|Không áp dụng)\.\s*")
_STANDARD_SECTION = re.compile(r"(mo-dau|ket-luan)-(.+)")


def roll_over(old: Submission, form: Form, edition: Edition) -> tuple[Content, Report]:
    """The content of a new workbook of `edition`, and what became of every old value.

    Into another school year: identity, council, evidence, figures (moved by year), certificates and last
    year's proposed plan, now the plan being carried out; results, registration, reviews and waivers are not.
    Within one year (a new version of the template) everything that fits is carried. Under another circular
    evidence keeps its old code in the note and gets a temporary id, in the citations too.
    """
    roll = _RollOver(old, form, edition)
    roll.cells()
    tables = form.tables_of(edition)
    for table, rows in old.rows.items():
        if table not in tables:
            for row in rows:
                roll.leave_row(row, _NOT_IN_FORM)
            continue
        for row in rows:
            if not row.is_blank():
                _MOVERS.get(table, _RollOver.as_it_is)(roll, row)
    return roll.content, roll.report


class _RollOver:
    def __init__(self, old: Submission, form: Form, edition: Edition):
        self.old, self.form, self.edition = old, form, edition
        self.content = Content()
        self.report = Report(findings=[f for f in old.findings if f.code.startswith("CT-")])
        self.years = edition.school_year.start - old.edition.school_year.start
        self.lists = form.lists_of(edition)
        self.same_circular = _same_circular(old.edition.regulation, edition.regulation)
        self.prefilled = {
            table: {key_of(row, _keys(table)) for row in prefill(edition)}
            for table, prefill in form.prefill.items()
        }
        evidence = old.table(Evidence)
        self.draft_of = {} if self.same_circular else _temporary_ids(evidence)
        self.drafts = {draft_key(row.draft_id) for row in evidence if row.draft_id}
        self.new_ids = {
            key: self.draft_of[id(row)]
            for row in evidence
            if id(row) in self.draft_of
            for key in (canonical(row.code), draft_key(row.draft_id))
            if key
        }
        self.figures = {
            s.code: s.unit for s in (edition.regulation.statistics.rows if edition.regulation else ())
        }

    # ---- named cells

    def cells(self) -> None:
        """Cell by cell, by name."""
        new = {column.entry.name: column for model in self.form.fields for column in model.columns}
        for model, values in self.old.values.items():
            for column in model.columns:
                name, value = column.entry.name, getattr(values, column.field)
                blank = value in ("", None)
                why = "" if blank else self._why_not_cell(name, value, new.get(name))
                if not why:
                    if name in new and (not blank or name not in _OF_THE_SUBMISSION):
                        self.content.cells[name] = "" if blank else value
                    self.report.carried[model.sheet] += not blank
                else:
                    sheet, cell = self.old.where(model, column.field)
                    label = header(column, self.old.edition)
                    self.report.left.append(Item(sheet, cell, "", label, shown_whole(value), "", why))

    def _why_not_cell(self, name: str, value: Any, column: Column | None) -> str:
        if column is None:
            return _NOT_IN_FORM
        if self.years and name in _OF_THE_SUBMISSION:
            return _OF_THE_SUBMISSION[name]
        if self.years and name.startswith("dk_"):
            return _REGISTRATION
        return "" if self._listed(column, value) else _OFF_LIST

    def _listed(self, column: Column, value: Any) -> bool:
        options = self.lists.get(column.entry.choices, ()) if column.entry.choices else ()
        return value == "" or not options or column.entry.open_list or value in options

    # ---- rows

    def as_it_is(self, row: Row) -> None:
        """A row that fits unchanged, but for renamed evidence in its text."""
        self._put_if_fits(row, self._recited(row))

    def only_this_year(self, row: Row) -> None:
        """A row that means nothing in another year."""
        if self.years:
            return self.leave_row(row, _NEW_YEAR)
        return self.as_it_is(row)

    def of_a_criterion(self, row: Row) -> None:
        """Prose and assignment of a criterion that the new rule set has as well."""
        if not self._same_criterion(getattr(row, "criterion")):  # noqa: B009
            return self.leave_row(row, _NOT_IN_RULES)
        new = self._recited(row)
        if self.years and isinstance(new, Assignment):
            new.due = None
        return self._put_if_fits(row, new)

    def of_a_standard(self, row: Row) -> None:
        """Prose of a standard that the new rule set has under the same number and title."""
        section = _STANDARD_SECTION.fullmatch(row.section) if isinstance(row, Passage) else None
        code = row.standard if isinstance(row, StandardAnalysis) else section[2] if section else ""
        if code and not self._same_standard(code):
            return self.leave_row(row, _NOT_IN_RULES)
        return self.as_it_is(row)

    def answer(self, row: AnswerLine) -> None:
        """Last year's result goes into the note; the answer is blank again."""
        if not self.years:
            return self.of_a_criterion(row)
        if not self._same_criterion(row.criterion) or not self._fits(row):
            return self.leave_row(row, _NOT_IN_RULES)
        new = cast(AnswerLine, self._recited(row))
        last = f"Năm học {self.old.edition.school_year}: {row.result}." if row.result else ""
        new.result = ""
        new.note = f"{last} {_OLD_RESULT.sub('', row.note)}".strip()
        return self.put(row, new, "Mỗi năm đánh giá lại; kết quả năm trước ghi ở Ghi chú.")

    def evidence(self, row: Evidence) -> None:
        """Under another circular the old code and criteria move into the note."""
        if self.same_circular:
            return self.put(row, row.model_copy())
        draft, rules = self.draft_of[id(row)], self.old.edition.regulation
        number = f" ({rules.number})" if rules else ""
        notes = [
            row.note,
            f"Mã cũ{number}: {row.code}." if row.code else "",
            f"Tiêu chí cũ{number}: {row.criteria}." if row.criteria else "",
            f"Mã tạm cũ: {row.draft_id}." if row.draft_id and draft != row.draft_id else "",
        ]
        note = " ".join(part for part in notes if part)
        update = {"code": "", "draft_id": draft, "criteria": "", "note": note}
        return self.put(
            row, row.model_copy(update=update), "Thông tư khác: mã cũ ghi ở Ghi chú, dùng mã tạm."
        )

    def improvement(self, row: Improvement) -> None:
        """Last year's proposed plan is the one now being carried out; older plans stay in the old workbook."""
        if row.source_year not in self.lists["ds_nam_nguon"]:
            return self.leave_row(row, f"Kế hoạch của năm học {row.source_year or '(trống)'} không còn là kế hoạch đang thực hiện.")  # fmt: skip
        new = cast(Improvement, self._recited(row))
        if row.criterion and not self._same_criterion(row.criterion):
            rules = self.old.edition.regulation
            number = f", {rules.number}" if rules else ""
            new.criterion, new.issue = "", f"(Tiêu chí {row.criterion}{number}) {row.issue}".strip()
        return self.put(row, new, "Thông tư khác: chọn lại tiêu chí; tiêu chí cũ ghi ở đầu cột.")

    def figures_of(self, row: StatisticRow) -> None:
        """Figures move to the column of their own school year."""
        if row.code not in self.figures or not self._fits(row):
            self.leave_row(row, _NOT_IN_RULES)
            return
        new = StatisticRow(code=row.code, note=row.note)
        span = {column.field for column in columns_of(StatisticRow, self.edition)}
        unit = self.figures[row.code]
        for column in columns_of(StatisticRow, self.old.edition):
            value = getattr(row, column.field)
            if column.entry.years_back is None or value is None:
                continue
            target = f"year_{column.entry.years_back + self.years}"
            if row.measure and match_key(row.measure) != match_key(unit):
                self._leave(row, column, f"Đơn vị tính đã đổi từ “{row.measure}” thành “{unit}”.")
            elif target in span:
                setattr(new, target, value)
                self.report.carried[row.table.sheet] += 1
            else:
                self._leave(row, column, "Năm học nằm ngoài các năm của bảng số liệu mới.")
        self.report.carried[row.table.sheet] += bool(row.note)
        self.content.rows.setdefault(StatisticRow, []).append(new)

    # ---- shared

    def put(self, row: Row, new: Row, why: str = "") -> None:
        """Take the new row in and account for every value of the old one."""
        new.line = 0
        fields = {column.field for column in columns_of(type(row), self.edition)}
        for column in row.columns:
            value = getattr(row, column.field)
            if value in ("", None) or (column.entry.fixed and not column.entry.key):
                continue
            if not column.entry.fixed and not self._listed(column, getattr(new, column.field)):
                setattr(new, column.field, "")
                self._leave(row, column, _OFF_LIST)
            elif column.field in fields and getattr(new, column.field) == value:
                self.report.carried[row.table.sheet] += 1
            elif now := _where_it_went(new, column, str(value)):
                reason = why or "Mã minh chứng trong đoạn đổi thành mã tạm."
                self.report.changed.append(self._item(row, column, now, reason))
            else:
                self._leave(row, column, why or _NEW_YEAR)
        self.content.rows.setdefault(type(row), []).append(new)

    def leave_row(self, row: Row, why: str) -> None:
        """List every value of a row that is not carried."""
        if row.is_blank():
            return
        for column in row.columns:
            if getattr(row, column.field) not in ("", None) and (column.entry.key or not column.entry.fixed):
                self._leave(row, column, why)

    def _put_if_fits(self, row: Row, new: Row) -> None:
        if self._fits(row):
            self.put(row, new)
        else:
            self.leave_row(row, _NOT_IN_RULES)

    def _leave(self, row: Row, column: Column, why: str) -> None:
        self.report.left.append(self._item(row, column, "", why))

    def _item(self, row: Row, column: Column, now: str, why: str) -> Item:
        key = " · ".join(str(part) for part in key_of(row, _keys(type(row))) if part not in ("", None))
        sheet, cell = self.old.at(row, column.field)
        label = header(column, self.old.edition)
        return Item(sheet, cell, key, label, shown_whole(getattr(row, column.field)), now, why)

    def _fits(self, row: Row) -> bool:
        """Whether the new workbook has this line; free tables take any."""
        known = self.prefilled.get(type(row))
        return known is None or key_of(row, _keys(type(row))) in known

    def _recited(self, row: Row) -> Row:
        new = row.model_copy()
        style = self.edition.regulation.evidence_code.style if self.edition.regulation else "H"
        for name, text, listing in texts_of(row):
            setattr(new, name, rewrite(text, self.new_ids, self.drafts, style, listing=listing))
        return new

    def _same_criterion(self, code: str) -> bool:
        old, new = self.old.edition.rules.by_code.get(code), self.edition.rules.by_code.get(code)
        if old is None or new is None:
            return False
        return self.same_circular or match_key(old.title) == match_key(new.title)

    def _same_standard(self, code: str) -> bool:
        titles = {s.code: s.title for s in self.old.edition.rules.standards}
        return any(
            s.code == code and (self.same_circular or match_key(s.title) == match_key(titles.get(code, "")))
            for s in self.edition.rules.standards
        )


_MOVERS: Mapping[type[Row], Callable[[_RollOver, Any], None]] = {
    Assignment: _RollOver.of_a_criterion,
    AnswerLine: _RollOver.answer,
    Description: _RollOver.of_a_criterion,
    CriterionAnalysis: _RollOver.of_a_criterion,
    StandardAnalysis: _RollOver.of_a_standard,
    Passage: _RollOver.of_a_standard,
    Evidence: _RollOver.evidence,
    Improvement: _RollOver.improvement,
    Review: _RollOver.only_this_year,
    StatisticRow: _RollOver.figures_of,
    Waiver: _RollOver.only_this_year,
}
"""How the rows of a table move; those of any other table are taken as they are."""


def shown_whole(value: Any) -> str:
    """A value as the user sees it, at full length."""
    return value if isinstance(value, str) else shown(value)


def _keys(table: type[Row]) -> list[str]:
    return [column.field for column in table.columns if column.entry.key]


def _where_it_went(new: Row, column: Column, value: str) -> str:
    """What now holds an old value: the column itself with renamed codes, or another one that quotes it."""
    now = getattr(new, column.field)
    quoting = next(
        (text for c in new.columns if isinstance(text := getattr(new, c.field), str) and value in text), ""
    )
    return quoting or (str(now) if column.type.name in ("text", "long") and now not in ("", None) else "")


def _same_circular(old: Regulation | None, new: Regulation | None) -> bool:
    """One circular, with or without its amendments."""
    if old is None or new is None:
        return old is new
    return old.number == new.number or old.id.split("+")[0] == new.id.split("+")[0]


def _temporary_ids(rows: list[Evidence]) -> dict[int, str]:
    """Row (by `id`) → its temporary id: the one it has where that is unique, otherwise the next free t1, t2 …"""
    taken: set[str] = set()
    ids: dict[int, str] = {}
    for row in rows:
        key = draft_key(row.draft_id)
        if usable_draft_id(row.draft_id) and key not in taken:
            ids[id(row)] = row.draft_id
            taken.add(key)
    free = (draft for number in count(1) if (draft := f"t{number}") not in taken)
    for row in rows:
        if id(row) not in ids:
            ids[id(row)] = next(free)
    return ids
