"""Workbooks `danh-gia-ngoai` as tests need them: built and read back."""

from __future__ import annotations

from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission


def content(*rows: Row, **cells: Any) -> Content:
    """Rows by table, cells by the names of `ReviewPlan`'s fields."""
    tables: dict[type[Row], list[Row]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    return Content({ReviewPlan.column(name).entry.name: value for name, value in cells.items()}, tables)


def book(*rows: Row, year: str = "2026-2027", **cells: Any) -> Submission:
    """The workbook with these rows, read back from its file."""
    found = read(build(EXTERNAL_REVIEW, edition_of(year), content(*rows, **cells)), name="dgn.xlsx")
    assert isinstance(found, Submission)
    return found
