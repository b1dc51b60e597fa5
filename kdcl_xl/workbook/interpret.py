"""From a Snapshot to a Submission: which form is it, and what do its cells mean."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Column, Fields, Row
from kdcl_xl.forms.form import Edition, Form, columns_of, header
from kdcl_xl.text.normal import match_key, nfc
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.cells import Problem, convert, shown
from kdcl_xl.workbook.snapshot import CellValue, Snapshot, Submission, TablePlace
from kdcl_xl.workbook.stamp import Stamp
from kdcl_xl.workbook.structure import header_key, locate

CELL_MISSING = rule("CT-010", Severity.ERROR, "Đủ các ô thông tin của mẫu")
NOT_IN_LIST = rule("CT-011", Severity.ERROR, "Giá trị thuộc danh sách của mẫu")
VALUE_KIND = rule("CT-012", Severity.ERROR, "Giá trị đúng kiểu của ô")
CODE_AS_NUMBER = rule("CT-013", Severity.ERROR, "Mã được ghi ở dạng chữ")
DATE_UNREADABLE = rule("CT-014", Severity.ERROR, "Ngày đọc được, dạng dd/mm/yyyy")
NUMBER_UNREADABLE = rule("CT-015", Severity.ERROR, "Số đọc được, không âm")
FORMULA_UNCACHED = rule("CT-016", Severity.ERROR, "Ô công thức đã được tính trước khi nộp")
FORMULA_ERROR = rule("CT-017", Severity.ERROR, "Ô không mang giá trị lỗi của Excel")
NEAR_LIST = rule("CT-018", Severity.WARNING, "Giá trị viết đúng như danh sách của mẫu")

_RULE_OF_PROBLEM = {
    "kind": VALUE_KIND,
    "code-as-number": CODE_AS_NUMBER,
    "date": DATE_UNREADABLE,
    "number": NUMBER_UNREADABLE,
}
_FOREIGN_D = str.maketrans("Ðð", "Đđ")
"""Eth looks like đ on screen and comes from fonts and converters of other languages."""
_LINES_THAT_END_A_TABLE = 200
"""So many blank rows end a table: a stray mark far below is not data (and is mentioned by the guard)."""


def interpret(snapshot: Snapshot, form: Form, edition: Edition, stamp: Stamp) -> Submission:
    """Read every sheet of the form. All problems are findings; nothing raises, nothing is guessed."""
    submission = Submission(
        snapshot.file, snapshot.sha256, stamp, form, edition, sheets=tuple(snapshot.grids)
    )
    reader = _Reader(snapshot, submission, form.lists_of(edition))
    for fields in form.fields:
        if not _left_out(snapshot, stamp, fields.sheet):
            reader.read_fields(fields)
    for table in form.tables_of(edition):
        if _left_out(snapshot, stamp, table.table.sheet):
            continue
        others = frozenset(
            header_key(t.table.sheet) for t in form.tables if t.table.sheet != table.table.sheet
        )
        place, findings = locate(snapshot, table, edition, others=others)
        submission.findings += findings
        if place:
            submission.places[table] = place
            reader.read_table(table, place)
    reader.read_shown()
    return submission


def _left_out(snapshot: Snapshot, stamp: Stamp, sheet: str) -> bool:
    """A part for a work group has only some sheets; a table is not searched elsewhere for want of its own."""
    return bool(stamp.part) and all(match_key(name) != match_key(sheet) for name in snapshot.grids)


class _Reader:
    def __init__(self, snapshot: Snapshot, submission: Submission, lists: dict[str, tuple[str, ...]]):
        self.snapshot, self.submission = snapshot, submission
        self.options = {name: frozenset(values) for name, values in lists.items()}
        self.lists = lists

    # ---- tables

    def read_table(self, table: type[Row], place: TablePlace) -> None:
        """Rows down to the last filled one. A row is one pydantic call; only refused rows are looked at closer."""
        columns = columns_of(table, self.submission.edition)
        by_field = {column.field: column for column in columns}
        mapped = [(name, position) for name, position in place.columns.items()]
        dates = [(n, p) for n, p in mapped if by_field[n].type.name == "date"]
        listed = [c for c in columns if c.entry.choices and c.field in place.columns]
        special = self.snapshot.formula_cells.get(place.sheet, {})
        rows: list[Row] = []
        blank_run = 0
        grid = self.snapshot.grids[place.sheet]
        for index in range(place.header_row + 1, len(grid)):
            values = self._values(grid[index], mapped, dates)
            if not values:
                blank_run += 1
                if blank_run > _LINES_THAT_END_A_TABLE:
                    break
                if not special:
                    continue
            else:
                blank_run = 0
            if special:
                self._drop_special(values, place, index, mapped, special)
                if not values:
                    continue
            row = self._row(table, values, place, index, by_field)
            if row is None:
                continue
            for column in listed:
                self._check_listed(row, column, place.sheet, index, place.columns[column.field])
            rows.append(row)
        self.submission.rows[table] = rows

    @staticmethod
    def _values(
        line: list[CellValue], mapped: list[tuple[str, int]], dates: list[tuple[str, int]]
    ) -> dict[str, Any]:
        width = len(line)
        values: dict[str, Any] = {n: v for n, p in mapped if p < width and (v := line[p]) != ""}
        for name, _position in dates:
            value = values.get(name)
            if isinstance(value, dt.datetime):  # the time of day means nothing here
                values[name] = value.date()
        return values

    def _row(
        self,
        table: type[Row],
        values: dict[str, Any],
        place: TablePlace,
        index: int,
        by_field: dict[str, Column],
    ) -> Row | None:
        text = "".join([v for v in values.values() if type(v) is str])
        if not unicodedata.is_normalized("NFC", text):
            self._normalise(values, place, index, by_field)
        if not text.strip() and all(type(v) is str for v in values.values()):
            return None
        values["line"] = index + 1
        try:
            return table.model_validate(values)
        except ValidationError as error:
            return table.model_validate(self._repair(values, error, place, index, by_field))

    def _normalise(
        self, values: dict[str, Any], place: TablePlace, index: int, by_field: dict[str, Column]
    ) -> None:
        for name, value in values.items():
            if type(value) is str and not unicodedata.is_normalized("NFC", value):
                values[name] = nfc(value)
                label = header(by_field[name], self.submission.edition)
                cell = a1(index, place.columns[name])
                self.submission.odd_unicode.setdefault((place.sheet, label), []).append(cell)

    def _repair(
        self,
        values: dict[str, Any],
        error: ValidationError,
        place: TablePlace,
        index: int,
        by_field: dict[str, Column],
    ) -> dict[str, Any]:
        """The row without what pydantic refused, converted where the rules of `cells` allow it."""
        kept = dict(values)
        for name in {str(problem["loc"][0]) for problem in error.errors(include_url=False)}:
            cell = a1(index, place.columns[name])
            value = self._converted(by_field[name], kept.pop(name), place.sheet, cell)
            if value is not None:
                kept[name] = value
        return kept

    def _converted(self, column: Column, value: Any, sheet: str, cell: str) -> Any:
        """The converted value, None when blank or refused (with a finding)."""
        converted = convert(column, value)
        if isinstance(converted, Problem):
            self._refuse(
                _RULE_OF_PROBLEM[converted.kind].at(sheet, cell, converted.message, converted.remedy)
            )
            return None
        return converted

    def _refuse(self, finding: Finding) -> None:
        self.submission.findings.append(finding)
        self.submission.unreadable.add((finding.sheet, finding.cell))

    def _drop_special(
        self,
        values: dict[str, Any],
        place: TablePlace,
        index: int,
        mapped: Iterable[tuple[str, int]],
        special: Mapping[str, str],
    ) -> None:
        for name, position in mapped:
            cell = a1(index, position)
            if special.get(cell) == "uncached":
                values.pop(name, None)
                self._refuse(FORMULA_UNCACHED.at(place.sheet, cell, "Ô công thức chưa được tính nên chưa có giá trị.", "Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nộp; tốt hơn: dán giá trị thay công thức."))  # fmt: skip
            elif special.get(cell) == "error":
                values.pop(name, None)
                self._refuse(FORMULA_ERROR.at(place.sheet, cell, "Ô đang mang giá trị lỗi của Excel (#REF!, #N/A, #DIV/0!…).", "Sửa công thức hoặc gõ lại giá trị."))  # fmt: skip

    def _check_listed(self, row: Row, column: Column, sheet: str, index: int, position: int) -> None:
        """A value off the list is refused; another spelling of a listed value is read as that value."""
        if not column.entry.fixed:
            self._settle(row, column, sheet, a1(index, position))

    def _settle(self, holder: Row | Fields, column: Column, sheet: str, cell: str) -> None:
        entry, value = column.entry, getattr(holder, column.field)
        if not value or value in self.options.get(entry.choices, ()):
            return
        same = _loose(self.lists.get(entry.choices, ())).get(match_key(str(value).translate(_FOREIGN_D)))
        if same:
            setattr(holder, column.field, same)
            if str(value).casefold() != same.casefold():
                self.submission.findings.append(NEAR_LIST.at(sheet, cell, f"Ô ghi “{shown(value)}”, không đúng hẳn với danh sách; chương trình hiểu là “{same}”, nhưng công thức của sổ thì không.", f"Chọn lại “{same}” trong danh sách thả xuống."))  # fmt: skip
        elif not entry.open_list:
            self._off_list(column, value, sheet, cell)
            setattr(holder, column.field, "")

    def _off_list(self, column: Column, value: Any, sheet: str, cell: str) -> None:
        options = [str(option) for option in self.lists.get(column.entry.choices, ())]
        near = closest(str(value), options, limit=1)
        listing = ", ".join(options[:8]) + ("…" if len(options) > 8 else "")
        guess = f" Ý thầy/cô có phải “{near[0]}”?" if near else ""
        label = header(column, self.submission.edition)
        self._refuse(NOT_IN_LIST.at(sheet, cell, f"“{shown(value)}” không có trong danh sách của mục “{label}”.{guess}", f"Chọn một trong: {listing}."))  # fmt: skip

    # ---- named cells

    def read_fields(self, model: type[Fields]) -> None:
        """Named cells; where a name was lost, the cell beside its label."""
        values: dict[str, Any] = {}
        labels: dict[str, tuple[str, int, int]] | None = None
        for column in model.columns:
            name = column.entry.name
            spot = self.snapshot.names.get(name)
            if spot is None:
                labels = self._labels(model.sheet) if labels is None else labels
                spot = labels.get(header_key(header(column, self.submission.edition)))
            if spot is None or spot[0] not in self.snapshot.grids:
                self._missing_cell(model, column)
                continue
            sheet, row, position = spot
            cell = a1(row, position)
            self.submission.name_cells[name] = (sheet, cell)
            value = _value_at(self.snapshot.grids[sheet], row, position)
            if self.snapshot.formula_cells.get(sheet, {}).get(cell) in ("uncached", "error"):
                self._refuse(FORMULA_UNCACHED.at(sheet, cell, "Ô công thức chưa được tính nên chưa có giá trị.", "Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nộp; tốt hơn: gõ giá trị thay công thức."))  # fmt: skip
                continue
            if value == "":
                continue
            converted = self._converted(column, nfc(value) if isinstance(value, str) else value, sheet, cell)
            if converted is not None:
                values[column.field] = converted
        blank = {c.field: "" if c.type.name in ("text", "long", "code") else None for c in model.columns}
        fields = model.model_validate(blank | values)
        for column in model.columns:
            if column.entry.choices and column.entry.name in self.submission.name_cells:
                self._settle(fields, column, *self.submission.name_cells[column.entry.name])
        self.submission.values[model] = fields

    def _labels(self, sheet: str) -> dict[str, tuple[str, int, int]]:
        own = next((name for name in self.snapshot.grids if header_key(name) == header_key(sheet)), "")
        if not own:
            return {}
        return {
            header_key(value.rstrip(" *")): (own, row, position + 1)
            for row, line in enumerate(self.snapshot.grids[own])
            for position, value in enumerate(line[:3])
            if isinstance(value, str) and value
        }

    def _missing_cell(self, model: type[Fields], column: Column) -> None:
        label = header(column, self.submission.edition)
        self._refuse(CELL_MISSING.at(model.sheet, "", f"Không thấy ô “{label}”: cả tên ô lẫn nhãn bên trái đều đã mất.", f"Gõ lại nhãn “{label}” ở cột A, giá trị ở cột B; hoặc chép sang mẫu trống."))  # fmt: skip

    # ---- live sheets

    def read_shown(self) -> None:
        """What the live sheets show, for comparison with what the program computes."""
        overwritten = set()
        for name, (sheet, row, position) in self.snapshot.names.items():
            if not name.startswith("kq_") or sheet not in self.snapshot.grids:
                continue
            self.submission.shown[name] = _value_at(self.snapshot.grids[sheet], row, position)
            self.submission.name_cells[name] = (sheet, a1(row, position))
            if a1(row, position) not in self.snapshot.formula_cells.get(sheet, {}):
                overwritten.add(name)
        self.submission.overwritten = frozenset(overwritten)


@cache
def _loose(options: tuple[str, ...]) -> dict[str, str]:
    """The options of a list by their loose spelling."""
    return {match_key(option): str(option) for option in options}


def _value_at(grid: list[list[CellValue]], row: int, column: int) -> CellValue:
    if row >= len(grid) or column >= len(grid[row]):
        return ""
    return grid[row][column]


__all__ = ["Submission", "interpret"]
