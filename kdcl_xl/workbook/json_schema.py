"""The JSON Schema of the shape in `jsonio`, for one form and edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kdcl_xl.forms.columns import NO_DATA, Column, Row
from kdcl_xl.forms.form import Edition, Form, columns_of, fill_words, header
from kdcl_xl.workbook.addresses import LONGEST_TEXT

SCHEMA_VERSION = 1


def json_schema(form: Form, edition: Edition) -> dict[str, Any]:
    """JSON Schema (2020-12) of the shape for one form and edition."""
    lists = form.lists_of(edition)
    cells = {c.entry.name: _property(c, edition, lists) for model in form.fields for c in model.columns}
    tables = {table.table.name: _table_schema(table, edition, lists) for table in form.tables_of(edition)}
    rules = f", {edition.regulation.short_title}" if edition.regulation else ""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{form.title} – {edition.school_year}{rules}",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA_VERSION},
            "stamp": {"type": "object", "additionalProperties": {"type": "string"}},
            "cells": {"type": "object", "additionalProperties": False, "properties": cells},
            "tables": {"type": "object", "additionalProperties": False, "properties": tables},
            "addresses": {"type": "object"},
        },
    }


def _table_schema(table: type[Row], edition: Edition, lists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    properties = {header(c, edition): _property(c, edition, lists) for c in columns_of(table, edition)}
    return {
        "title": table.table.heading,
        "description": f"Trang “{table.table.sheet}”. {table.table.note}".strip(),
        "type": "array",
        "items": {"type": "object", "additionalProperties": False, "properties": properties},
    }


def _property(column: Column, edition: Edition, lists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    entry, kind = column.entry, column.type.name
    shape: dict[str, Any]
    options = lists.get(entry.choices, ()) if entry.choices else ()
    if options and not entry.open_list and not entry.fixed:
        shape = {"enum": [*map(str, options), "", None]}
    elif kind == "date":
        pattern = r"^(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})$"
        shape = {"type": ["string", "null"], "pattern": f"{pattern}|^$"}
    elif kind == "count":
        shape = {"type": ["integer", "null"], "minimum": 0}
    elif kind == "number":
        shape = {"type": ["number", "null"], "minimum": 0}
    elif kind == "figure":
        shape = {"anyOf": [{"type": "number", "minimum": 0}, {"enum": [NO_DATA, None]}]}
    else:
        shape = {"type": ["string", "null"], "maxLength": LONGEST_TEXT}
    shape["title"] = header(column, edition)
    help_text = fill_words(entry.help, edition)
    return shape | ({"description": help_text} if help_text else {})
