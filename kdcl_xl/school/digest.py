"""The short hash of what a workbook says: over typed values, so saving, sorting or reformatting does not change it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of, plain
from kdcl_xl.workbook.snapshot import Submission


def content_digest(source: Submission | Content) -> str:
    """SHA-256 (hex) of everything typed: named cells and rows, in any order, without prefilled texts and blanks."""
    content = content_of(source) if isinstance(source, Submission) else source
    cells = {name: plain(value) for name, value in content.cells.items() if value not in ("", None)}
    tables = {
        table.table.name: typed
        for table, rows in content.rows.items()
        if (typed := sorted(json.dumps(typed_values(row), ensure_ascii=False) for row in rows if says(row)))
    }
    text = json.dumps({"cells": cells, "tables": tables}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def typed_values(row: Row) -> dict[str, Any]:
    """Field → value of what the school typed in a row, and its key; plain JSON values."""
    return {
        column.field: plain(value)
        for column in row.columns
        if (column.entry.key or not column.entry.fixed)
        and (value := getattr(row, column.field)) not in ("", None)
    }


def says(row: Row) -> bool:
    """Whether a row holds anything beyond what the form prefilled."""
    return not row.is_blank()


def value_digest(value: Any) -> str:
    """Twelve hex digits of one value, "" for a blank: enough to see whether somebody changed it."""
    if value in ("", None):
        return ""
    return hashlib.sha256(json.dumps(plain(value), ensure_ascii=False).encode()).hexdigest()[:12]
