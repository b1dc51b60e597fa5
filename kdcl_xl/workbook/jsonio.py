"""Content as JSON: what `kdcl nhap` takes and `kdcl doc --json` gives.

    {"cells": {name: value}, "tables": {table: [{column: value}]}}

A column is called as in the workbook (its header), dates are ISO (dd/MM/yyyy is read as well), a figure is a
number or "chưa có", null is a blank. Whatever cannot be taken is a finding with its JSON path: nothing is
dropped or shortened in silence.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from kdcl_xl.findings import Finding, Rule, Severity, rule
from kdcl_xl.forms.columns import Column, Row
from kdcl_xl.forms.form import Edition, Form, columns_of, fill_words, header
from kdcl_xl.text.normal import control_characters, match_key, nfc
from kdcl_xl.text.similar import did_you_mean, listing
from kdcl_xl.workbook.addresses import LONGEST_TEXT, column_letters
from kdcl_xl.workbook.cells import Problem, convert, shown
from kdcl_xl.workbook.content import Content, key_of
from kdcl_xl.workbook.json_schema import SCHEMA_VERSION
from kdcl_xl.workbook.snapshot import Submission, TablePlace

NOT_THIS_SHAPE = rule("NL-001", Severity.ERROR, "Dữ liệu JSON đúng hình dạng đã công bố")
UNKNOWN_NAME = rule("NL-002", Severity.ERROR, "Tên ô, bảng, cột trong JSON có trong mẫu")
VALUE_REFUSED = rule("NL-003", Severity.ERROR, "Giá trị trong JSON đúng kiểu của ô")
OFF_LIST = rule("NL-004", Severity.ERROR, "Giá trị trong JSON thuộc danh sách của mẫu")
UNKNOWN_ROW = rule("NL-005", Severity.WARNING, "Dòng trong JSON khớp dòng có sẵn của mẫu")
PREFILLED = rule("NL-006", Severity.HINT, "Cột do mẫu điền sẵn không lấy từ JSON")
OTHER_EDITION = rule("NL-007", Severity.WARNING, "Dữ liệu JSON thuộc đúng mẫu, bộ tiêu chuẩn và năm học")

_TOP = ("cells", "tables", "schema", "stamp", "addresses")


def content_of(submission: Submission) -> Content:
    """What a workbook holds, ready to be built again. A blank cell is an explicit blank, not a default."""
    cells: dict[str, Any] = {}
    for model, values in submission.values.items():
        for column in model.columns:
            value = getattr(values, column.field)
            cells[column.entry.name] = "" if value is None else value
    rows = {
        table: [row.model_copy(update={"line": 0}) for row in found]
        for table, found in submission.rows.items()
    }
    return Content(cells, rows)


# ---- out


def submission_to_json(submission: Submission) -> dict[str, Any]:
    """The published shape with the address of every value beside it."""
    edition = submission.edition
    return {
        "schema": SCHEMA_VERSION,
        "stamp": asdict(submission.stamp),
        **content_to_json(content_of(submission), submission.form, edition),
        "addresses": {
            "cells": {
                name: f"{sheet}!{cell}"
                for name, (sheet, cell) in submission.name_cells.items()
                if name in {c.entry.name for model in submission.values for c in model.columns}
            },
            "tables": {
                table.table.name: _table_addresses(table, place, submission.rows.get(table, []), edition)
                for table, place in submission.places.items()
            },
        },
    }


def content_to_json(content: Content, form: Form, edition: Edition) -> dict[str, Any]:
    """`{"cells": …, "tables": …}` of a content; every column of the edition stands in every row."""
    columns = {column.entry.name: column for model in form.fields for column in model.columns}
    return {
        "cells": {
            name: _or_null(column, content.cells[name])
            for name, column in columns.items()
            if name in content.cells
        },
        "tables": {
            table.table.name: [
                {header(c, edition): plain(getattr(row, c.field)) for c in columns_of(table, edition)}
                for row in content.rows[table]
            ]
            for table in form.tables_of(edition)
            if table in content.rows
        },
    }


def _or_null(column: Column, value: Any) -> Any:
    """A blank cell is "" for text and null for anything else, as in the rows of a table."""
    return None if value == "" and not column.type.is_text else plain(value)


def plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO, whole numbers without a point."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if isinstance(value, str) else value


def _table_addresses(
    table: type[Row], place: TablePlace, rows: list[Row], edition: Edition
) -> dict[str, Any]:
    return {
        "sheet": place.sheet,
        "header_row": place.header_row + 1,
        "columns": {
            header(column, edition): column_letters(place.columns[column.field])
            for column in columns_of(table, edition)
            if column.field in place.columns
        },
        "rows": [row.line for row in rows],
    }


# ---- in


def content_from_json(data: Any, form: Form, edition: Edition) -> tuple[Content, list[Finding]]:
    """Read the published shape. What is wrong is a finding whose place is the JSON path; the rest is taken."""
    reader = _Reader(form, edition)
    if not isinstance(data, Mapping):
        reader.refuse(NOT_THIS_SHAPE, "$", "Dữ liệu không phải là một đối tượng JSON { … }.", "Ghi theo dạng {\"cells\": {…}, \"tables\": {…}}; xem kdcl mau … --schema.")  # fmt: skip
        return reader.content, reader.findings
    for name in data:
        if name not in _TOP:
            reader.unknown(f"$.{name}", "mục", str(name), _TOP[:2])
    reader.compare_stamp(data.get("stamp"))
    cells = data.get("cells") or {}
    if isinstance(cells, Mapping):
        reader.read_cells(cells)
    else:
        reader.refuse(NOT_THIS_SHAPE, "$.cells", "“cells” phải là đối tượng {tên ô: giá trị}.", "Sửa lại theo kdcl mau … --schema.")  # fmt: skip
    tables = data.get("tables") or {}
    if isinstance(tables, Mapping):
        for name, rows in tables.items():
            reader.read_table(str(name), rows)
    else:
        reader.refuse(NOT_THIS_SHAPE, "$.tables", "“tables” phải là đối tượng {tên bảng: [dòng, …]}.", "Sửa lại theo kdcl mau … --schema.")  # fmt: skip
    return reader.content, reader.findings


class _Reader:
    def __init__(self, form: Form, edition: Edition):
        self.form, self.edition = form, edition
        self.content, self.findings = Content(), list[Finding]()
        self.lists = form.lists_of(edition)

    def refuse(self, why: Rule, path: str, message: str, remedy: str) -> None:
        self.findings.append(why.at(path, "", message, remedy))

    def unknown(self, path: str, what: str, name: str, known: Iterable[str]) -> None:
        known = list(known)
        guess = did_you_mean(name, known)
        self.refuse(UNKNOWN_NAME, path, f"Mẫu không có {what} “{name}”, nên giá trị ở đây chưa được đưa vào.{guess}", f"Dùng một trong: {listing(name, known)}.")  # fmt: skip

    def compare_stamp(self, stamp: Any) -> None:
        if not isinstance(stamp, Mapping):
            return
        regulation = self.edition.regulation.id if self.edition.regulation else ""
        ours = {
            "form": (self.form.id, "mẫu"),
            "regulation": (regulation, "bộ tiêu chuẩn"),
            "school_year": (str(self.edition.school_year), "năm học"),
        }
        for key, (value, label) in ours.items():
            theirs = stamp.get(key)
            if theirs and theirs != value:
                self.refuse(OTHER_EDITION, f"$.stamp.{key}", f"Dữ liệu này lấy từ {label} “{theirs}”, còn tệp đang lập là {label} “{value}”.", "Nếu muốn chuyển dữ liệu năm trước hoặc bộ tiêu chuẩn cũ sang, dùng kdcl nhap … --tu-tep.")  # fmt: skip

    # ---- named cells

    def read_cells(self, cells: Mapping[Any, Any]) -> None:
        columns = {column.entry.name: column for model in self.form.fields for column in model.columns}
        labels = {match_key(header(column, self.edition)): name for name, column in columns.items()}
        for name, raw in cells.items():
            path = f"$.cells.{name}"
            column = columns.get(str(name))
            if column is None:
                meant = labels.get(match_key(str(name)))
                self.unknown(path, "ô", str(name), [meant] if meant else columns)
                continue
            value = self._value(column, raw, path)
            if value is not _REFUSED:
                self.content.cells[str(name)] = "" if value is None else value

    # ---- tables

    def read_table(self, name: str, rows: Any) -> None:
        path = f"$.tables.{name}"
        tables = {table.table.name: table for table in self.form.tables_of(self.edition)}
        table = tables.get(name)
        if table is None:
            if any(other.table.name == name for other in self.form.tables):
                self.refuse(UNKNOWN_NAME, path, f"Bảng “{name}” không có trong bản của bộ tiêu chuẩn này, nên {_count(rows)} chưa được đưa vào.", "Giữ lại dữ liệu này ở tệp nguồn; bỏ bảng khỏi JSON.")  # fmt: skip
            else:
                self.unknown(path, "bảng", name, tables)
            return
        if not isinstance(rows, list):
            self.refuse(NOT_THIS_SHAPE, path, f"Bảng “{name}” phải là danh sách các dòng [ {{…}}, … ].", "Sửa lại theo kdcl mau … --schema.")  # fmt: skip
            return
        read: list[tuple[str, Row]] = []
        for index, raw in enumerate(rows):
            row_path = f"{path}[{index}]"
            if not isinstance(raw, Mapping):
                self.refuse(NOT_THIS_SHAPE, row_path, f"Dòng thứ {index + 1} của bảng “{name}” không phải là đối tượng {{cột: giá trị}}.", "Sửa lại theo kdcl mau … --schema.")  # fmt: skip
                continue
            read.append((row_path, self._row(table, raw, row_path)))
        self.content.rows[table] = [row for _, row in read]
        self._compare_prefill(table, read)

    def _row(self, table: type[Row], raw: Mapping[Any, Any], path: str) -> Row:
        columns = {match_key(header(c, self.edition)): c for c in columns_of(table, self.edition)}
        named = dict(columns)
        for column in columns_of(table, self.edition):
            for alias in column.entry.aliases:
                named.setdefault(match_key(fill_words(alias, self.edition)), column)
        values: dict[str, Any] = {}
        for label, given in raw.items():
            here = f"{path}[{str(label)!r}]"
            column_meant = named.get(match_key(str(label)))
            if column_meant is None:
                self.unknown(here, "cột", str(label), [header(c, self.edition) for c in columns.values()])
            elif column_meant.field in values:
                self.refuse(NOT_THIS_SHAPE, here, f"Cột “{label}” đã có giá trị ở một tên viết khác trong cùng dòng.", "Giữ lại một tên cột.")  # fmt: skip
            else:
                value = self._value(column_meant, given, here)
                if value is not None and value is not _REFUSED:
                    values[column_meant.field] = value
        return table.model_validate(values)

    def _compare_prefill(self, table: type[Row], read: list[tuple[str, Row]]) -> None:
        """Rows that match no prefilled row follow at the end; prefilled texts are the form's, not the file's."""
        prefill = self.form.prefill.get(table)
        if prefill is None:
            return
        keys = [column.field for column in table.columns if column.entry.key]
        waiting = {key_of(row, keys): row for row in prefill(self.edition)}
        known = [" · ".join(map(str, key)) for key in waiting]
        ours = [c for c in table.columns if c.entry.fixed and not c.entry.key]
        differing: dict[str, list[str]] = {}
        for path, row in read:
            blank = waiting.pop(key_of(row, keys), None)
            if blank is None:
                self._unknown_row(path, " · ".join(str(part) for part in key_of(row, keys)), known)
                continue
            for column in ours:
                given = getattr(row, column.field)
                if given and given != getattr(blank, column.field):
                    differing.setdefault(header(column, self.edition), []).append(path)
        for label, paths in differing.items():
            self.refuse(PREFILLED, f"{paths[0]}[{label!r}]", f"Cột “{label}” do mẫu điền sẵn; {len(paths)} dòng có chữ khác trong JSON không được dùng.", "Không cần làm gì nếu chữ của mẫu là đúng.")  # fmt: skip

    def _unknown_row(self, path: str, key: str, known: list[str]) -> None:
        twice = key in known
        guess = "" if twice else did_you_mean(key, known)
        what = f"Dòng “{key}” ghi hai lần" if twice else f"Mẫu không có sẵn dòng “{key}”"
        self.refuse(UNKNOWN_ROW, path, f"{what}; dòng này được đưa vào cuối bảng.{guess}", "Sửa mã của dòng, hoặc bỏ dòng thừa.")  # fmt: skip

    # ---- values

    def _value(self, column: Column, raw: Any, path: str) -> Any:
        """The value of a column, None for a blank, `_REFUSED` with a finding otherwise."""
        if raw is None or raw == "":
            return None
        problem = _unfit(raw)
        if problem:
            self.refuse(VALUE_REFUSED, path, *problem)
            return _REFUSED
        if isinstance(raw, str):
            raw = nfc(raw).replace("\r\n", "\n").replace("\r", "\n")
        value = convert(column, raw)
        if isinstance(value, Problem):
            self.refuse(VALUE_REFUSED, path, value.message, value.remedy)
            return _REFUSED
        return self._listed(column, value, path)

    def _listed(self, column: Column, value: Any, path: str) -> Any:
        options = self.lists.get(column.entry.choices, ()) if column.entry.choices else ()
        if value is None or not options or value in options or column.entry.fixed:
            return value
        same = next((str(option) for option in options if match_key(option) == match_key(str(value))), None)
        if same is not None or column.entry.open_list:
            return value if same is None else same
        guess = did_you_mean(str(value), options)
        label = header(column, self.edition)
        self.refuse(OFF_LIST, path, f"“{shown(value)}” không có trong danh sách của mục “{label}”.{guess}", f"Chọn một trong: {listing(str(value), options)}.")  # fmt: skip
        return _REFUSED


_REFUSED = object()


def _count(rows: Any) -> str:
    return f"{len(rows)} dòng" if isinstance(rows, list) else "dữ liệu"


def _unfit(raw: Any) -> tuple[str, str] | None:
    """Why a JSON value can be in no cell at all: message and remedy."""
    if isinstance(raw, list | Mapping):
        return (
            "Giá trị là danh sách hoặc đối tượng; một ô chỉ nhận một giá trị đơn.",
            "Ghi chữ, số hoặc null.",
        )
    if isinstance(raw, float) and not math.isfinite(raw):
        return "NaN và Infinity không phải là số liệu.", "Ghi số, “chưa có” hoặc null."
    if not isinstance(raw, str):
        return None
    if len(raw) > LONGEST_TEXT:
        return f"Đoạn chữ dài {len(raw)} ký tự, một ô Excel chỉ chứa {LONGEST_TEXT}; không tự cắt bớt.", "Rút gọn, hoặc tách thành nhiều dòng."  # fmt: skip
    odd = control_characters(raw)
    if odd:
        return (
            f"Chữ có ký tự điều khiển ({', '.join(odd)}) mà tệp Excel không chứa được.",
            "Xóa các ký tự này.",
        )
    return None
