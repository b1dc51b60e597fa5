"""From a Snapshot to a Submission: which form is it, and what do its cells mean."""

from __future__ import annotations

from typing import Any

from kdcl_xl.findings import Severity, rule
from kdcl_xl.forms.columns import Column, Fields
from kdcl_xl.forms.form import Edition, Form, header
from kdcl_xl.text.normal import match_key, nfc
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.rows import RowReader
from kdcl_xl.workbook.snapshot import Snapshot, Submission, value_at
from kdcl_xl.workbook.stamp import Stamp
from kdcl_xl.workbook.structure import header_key, locate
from kdcl_xl.workbook.values import WITHOUT_VALUE, ValueReader

CELL_MISSING = rule("CT-010", Severity.ERROR, "Đủ các ô thông tin của mẫu")


def interpret(snapshot: Snapshot, form: Form, edition: Edition, stamp: Stamp) -> Submission:
    """Read every sheet of the form. All problems are findings; nothing raises, nothing is guessed."""
    submission = Submission(
        snapshot.file, snapshot.sha256, stamp, form, edition, sheets=tuple(snapshot.grids)
    )
    values = ValueReader(submission, form.lists_of(edition))
    reader = _FieldReader(snapshot, submission, values)
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
            submission.rows[table] = RowReader(snapshot, values, table, place).read()
    reader.read_shown()
    return submission


def _left_out(snapshot: Snapshot, stamp: Stamp, sheet: str) -> bool:
    """A part for a work group has only some sheets; a table is not searched elsewhere for want of its own."""
    return bool(stamp.part) and all(match_key(name) != match_key(sheet) for name in snapshot.grids)


class _FieldReader:
    """Named cells and live cells of one snapshot."""

    def __init__(self, snapshot: Snapshot, submission: Submission, values: ValueReader):
        self.snapshot, self.submission, self.values = snapshot, submission, values

    def read_fields(self, model: type[Fields]) -> None:
        """Named cells; where a name was lost, the cell beside its label."""
        found: dict[str, Any] = {}
        labels: dict[str, tuple[str, int, int]] | None = None
        for column in model.columns:
            name = column.entry.name
            spot = self.snapshot.names.get(name)
            if spot is None:
                labels = self._labels(model.sheet) if labels is None else labels
                known = (header(column, self.submission.edition), *column.entry.aliases)
                spot = next((labels[key] for key in map(header_key, known) if key in labels), None)
            if spot is None or spot[0] not in self.snapshot.grids:
                self._missing_cell(model, column)
                continue
            sheet, row, position = spot
            cell = a1(row, position)
            self.submission.name_cells[name] = (sheet, cell)
            value = value_at(self.snapshot.grids[sheet], row, position)
            kind = self.snapshot.formula_cells.get(sheet, {}).get(cell, "")
            if kind in WITHOUT_VALUE:
                self.values.refuse_formula(kind, sheet, cell)
                continue
            if value == "":
                continue
            converted = self.values.converted(
                column, nfc(value) if isinstance(value, str) else value, sheet, cell
            )
            if converted is not None:
                found[column.field] = converted
        blank = {c.field: "" if c.type.is_text else None for c in model.columns}
        fields = model.model_validate(blank | found)
        for column in model.columns:
            if column.entry.choices and column.entry.name in self.submission.name_cells:
                self.values.settle(fields, column, *self.submission.name_cells[column.entry.name])
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
        self.values.refuse(CELL_MISSING.at(model.sheet, "", f"Không thấy ô “{label}”: cả tên ô lẫn nhãn bên trái đều đã mất.", f"Gõ lại nhãn “{label}” ở cột A, giá trị ở cột B; hoặc chép sang mẫu trống."))  # fmt: skip

    # ---- live sheets

    def read_shown(self) -> None:
        """What the live sheets show, for comparison with what the program computes."""
        overwritten = set()
        for name, (sheet, row, position) in self.snapshot.names.items():
            if not name.startswith("kq_") or sheet not in self.snapshot.grids:
                continue
            self.submission.shown[name] = value_at(self.snapshot.grids[sheet], row, position)
            self.submission.name_cells[name] = (sheet, a1(row, position))
            if a1(row, position) not in self.snapshot.formula_cells.get(sheet, {}):
                overwritten.add(name)
        self.submission.overwritten = frozenset(overwritten)
