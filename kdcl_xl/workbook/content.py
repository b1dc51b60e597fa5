"""Content: what goes into a new workbook. The JSON shape of `kdcl nhap` and `kdcl doc --json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition, Form


@dataclass(slots=True)
class Content:
    """Values by defined name, and rows by table model."""

    cells: dict[str, Any] = field(default_factory=dict)
    rows: dict[type[Row], list[Row]] = field(default_factory=dict)


def with_prefill(form: Form, table: type[Row], edition: Edition, given: list[Row]) -> list[Row]:
    """The prefilled rows of a table with the given values laid over them, matched by key.

    Rows whose key is not prefilled follow at the end: nothing vanishes. A fixed column that the form itself leaves
    blank (the school's own answer in a panel's workbook) keeps the given value.
    """
    prefill = form.prefill.get(table)
    if prefill is None:
        return list(given)
    keys = [column.field for column in table.columns if column.entry.key]
    waiting: dict[tuple[Any, ...], list[Row]] = {}
    for row in given:
        waiting.setdefault(key_of(row, keys), []).append(row)
    merged: list[Row] = []
    for blank in prefill(edition):
        same = waiting.get(key_of(blank, keys))
        if not same:
            merged.append(blank)
            continue
        row = same.pop(0)
        fixed = {c.field: getattr(blank, c.field) for c in table.columns if c.entry.fixed}
        known = {name: value for name, value in fixed.items() if value not in ("", None)}
        merged.append(row.model_copy(update={"line": 0, **known}))
    merged.extend(row for rows in waiting.values() for row in rows)
    return merged


def key_of(row: Row, keys: list[str]) -> tuple[Any, ...]:
    """The key of a row as a tuple."""
    return tuple(getattr(row, key) for key in keys)


def cells_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only the cells that hold something."""
    return {name: value for name, value in values.items() if value not in ("", None)}
