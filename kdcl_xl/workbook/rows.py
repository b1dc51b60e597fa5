"""The rows of a table: looked through column by column, and cell by cell only in the lines where something is odd.

A school types ten thousand cells and nearly all are plainly right, so what a line costs is one pydantic call.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import columns_of, header
from kdcl_xl.text.normal import is_nfc, nfc
from kdcl_xl.workbook.addresses import a1, parse_a1
from kdcl_xl.workbook.snapshot import CellValue, Snapshot, TablePlace
from kdcl_xl.workbook.values import WITHOUT_VALUE, ValueReader

_LINES_THAT_END_A_TABLE = 200
"""So many blank rows end a table: a stray mark far below is not data (and is mentioned by the guard)."""
_DAY_OR_NONE = {dt.date, type(None)}

Cells = tuple[CellValue, ...]


class RowReader:
    """Reads one table of one snapshot; make a new one for each table."""

    def __init__(self, snapshot: Snapshot, values: ValueReader, table: type[Row], place: TablePlace):
        self.values, self.submission, self.table, self.place = values, values.submission, table, place
        self.grid = snapshot.grids[place.sheet]
        self.by_field = {column.field: column for column in columns_of(table, self.submission.edition)}
        self.columns = [self.by_field[field] for field in place.columns]
        self.listed = {
            field: column
            for field, column in self.by_field.items()
            if column.entry.choices and not column.entry.fixed and field in place.columns
        }
        special = snapshot.formula_cells.get(place.sheet, {})
        self.broken = {cell: kind for cell, kind in special.items() if kind in WITHOUT_VALUE}
        self.pure_text: set[str] = set()
        """Fields whose cells all hold text."""
        self.broken_lines = {parse_a1(cell)[0] for cell in self.broken}

    def read(self) -> list[Row]:
        """The rows down to the last filled one. All problems are findings; nothing raises."""
        numbers, lines = self._filled()
        if not lines:
            return []
        columns = list(zip(*lines, strict=True))
        odd = self._odd(numbers, lines, columns)
        values = self._values(numbers, columns)
        # What pydantic would prove of each value is known of whole columns already.
        make = self.table.of_plain if self._are_plain(values) else _validator(self.table)
        rows: list[Row] = []
        for place, line in enumerate(zip(*values.values(), strict=True)):
            row: Row | None
            try:
                row = self._closely(numbers[place], lines[place]) if place in odd else make(dict(zip(values, line)))  # noqa: B905  # fmt: skip
            except ValidationError:
                row = self._closely(numbers[place], lines[place])
            if row is not None:
                rows.append(row)
        return rows

    # ---- the whole table

    def _filled(self) -> tuple[list[int], list[Cells]]:
        """Zero-based numbers and cells of the lines that hold something."""
        positions = list(self.place.columns.values())
        pick = cast(Callable[[Sequence[CellValue]], Cells], itemgetter(*positions))
        width, blank = max(positions) + 1, ("",) * len(positions)
        numbers: list[int] = []
        lines: list[Cells] = []
        blank_run = 0
        for number in range(self.place.header_row + 1, len(self.grid)):
            line = self.grid[number]
            cells = pick(line if len(line) >= width else [*line, *[""] * width])
            if cells == blank:
                blank_run += 1
                if blank_run > _LINES_THAT_END_A_TABLE:
                    break
                if number not in self.broken_lines:
                    continue
            else:
                blank_run = 0
            numbers.append(number)
            lines.append(cells)
        return numbers, lines

    def _odd(self, numbers: list[int], lines: list[Cells], columns: list[Cells]) -> set[int]:
        """Places in the list of lines that must be looked at cell by cell."""
        odd = {
            place
            for place, value in enumerate(columns[0])
            if type(value) is str and not value.strip() and _is_blank(lines[place])
        }
        if self.broken_lines:
            odd.update(place for place, number in enumerate(numbers) if number in self.broken_lines)
        for column, cells in zip(self.columns, columns, strict=True):
            try:
                text = "\n".join(cast(tuple[str, ...], cells))
                self.pure_text.add(column.field)
            except TypeError:
                text = "\n".join([value for value in cells if type(value) is str])
            if not is_nfc(text):
                text = nfc(text)
                odd.update(p for p, value in enumerate(cells) if type(value) is str and not is_nfc(value))
            if column.type.is_text and not column.entry.fixed and not column.entry.options:
                self.submission.texts.append(text)
            if column.field in self.listed:
                strange = set(cells) - self.values.options.get(column.entry.choices, frozenset()) - {""}
                odd.update(p for p, value in enumerate(cells) if value in strange)
        return odd

    def _values(self, numbers: list[int], columns: list[Cells]) -> dict[str, Sequence[Any]]:
        """Field → its values down the table, of every field of the model."""
        defaults = {name: info.default for name, info in self.table.model_fields.items()}
        values: dict[str, Sequence[Any]] = {
            name: (default,) * len(numbers) for name, default in defaults.items()
        }
        for column, cells in zip(self.columns, columns, strict=True):
            blank = defaults[column.field]
            if column.type.name == "date":
                values[column.field] = [blank if value == "" else _day(value) for value in cells]
            elif blank != "":
                values[column.field] = [blank if value == "" else value for value in cells]
            else:
                values[column.field] = cells
        values["line"] = [number + 1 for number in numbers]
        return values

    def _are_plain(self, values: dict[str, Sequence[Any]]) -> bool:
        """Whether the table has columns of texts and dates only, and nothing but texts and dates in them."""
        for column in self.columns:
            if column.type.name == "date":
                if not _DAY_OR_NONE.issuperset(map(type, values[column.field])):
                    return False
            elif (
                column.field not in self.pure_text
                or self.table.model_fields[column.field].annotation is not str
            ):
                return False
        return True

    # ---- one line where something is odd

    def _closely(self, number: int, cells: Cells) -> Row | None:
        """The row, cell by cell; None when nothing is left of it."""
        values: dict[str, Any] = {
            name: value for name, value in zip(self.place.columns, cells, strict=True) if value != ""
        }
        for column in self.columns:
            if column.type.name == "date" and column.field in values:
                values[column.field] = _day(values[column.field])
        if number in self.broken_lines:
            self._drop_broken(values, number)
        self._normalise(values, number)
        if all(type(value) is str and not value.strip() for value in values.values()):
            return None
        values["line"] = number + 1
        try:
            row = self.table.model_validate(values)
        except ValidationError as error:
            row = self.table.model_validate(self._repaired(values, error, number))
        for field, column in self.listed.items():
            self.values.settle(row, column, self.place.sheet, self._cell(number, field))
        return row

    def _drop_broken(self, values: dict[str, Any], number: int) -> None:
        for field in self.place.columns:
            cell = self._cell(number, field)
            if cell in self.broken:
                values.pop(field, None)
                self.values.refuse_formula(self.broken[cell], self.place.sheet, cell)

    def _normalise(self, values: dict[str, Any], number: int) -> None:
        for field, value in values.items():
            if type(value) is str and not is_nfc(value):
                values[field] = nfc(value)
                label = header(self.by_field[field], self.submission.edition)
                cells = self.submission.odd_unicode.setdefault((self.place.sheet, label), [])
                cells.append(self._cell(number, field))

    def _repaired(self, values: dict[str, Any], error: ValidationError, number: int) -> dict[str, Any]:
        """The line without what pydantic refused, converted where the rules of `cells` allow it."""
        kept = dict(values)
        for field in {str(problem["loc"][0]) for problem in error.errors(include_url=False)}:
            cell = self._cell(number, field)
            value = self.values.converted(self.by_field[field], kept.pop(field), self.place.sheet, cell)
            if value is not None:
                kept[field] = value
        return kept

    def _cell(self, number: int, field: str) -> str:
        return a1(number, self.place.columns[field])


@cache
def _validator(table: type[Row]) -> Callable[[dict[str, Any]], Row]:
    """What `model_validate` calls, without the call around it."""
    return TypeAdapter(table).validator.validate_python


def _is_blank(cells: Cells) -> bool:
    return all(type(value) is str and not value.strip() for value in cells)


def _day(value: Any) -> Any:
    """The time of day means nothing in a date."""
    return value.date() if isinstance(value, dt.datetime) else value
