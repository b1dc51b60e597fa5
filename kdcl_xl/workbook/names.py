"""Defined names of a workbook that mean one cell."""

from __future__ import annotations

import re
from html import unescape

from kdcl_xl.workbook.addresses import parse_a1

_NAME = re.compile(rb"<(?:\w+:)?definedName ([^>]*)>([^<]*)</")
_ATTRIBUTE = re.compile(rb'\bname="([^"]*)"')
_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]#]+))!(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?")


def cell_names(workbook_xml: bytes) -> dict[str, tuple[str, int, int]]:
    """Name → (sheet, zero-based row, column) for names of a single cell; others and broken ones are left out.

    LibreOffice writes a single cell as `$B$5`, some writers as `$B$5:$B$5`; sheet-local print areas begin with _xlnm.
    """
    found: dict[str, tuple[str, int, int]] = {}
    for attributes, target in _NAME.findall(workbook_xml):
        name = _ATTRIBUTE.search(attributes)
        cell = single_cell(unescape(target.decode("utf-8", "replace")))
        if name and cell:
            found[name[1].decode("utf-8", "replace")] = cell
    return found


def single_cell(target: str) -> tuple[str, int, int] | None:
    """`='Minh chứng'!$B$5` → (sheet, zero-based row, column); None for what is not one cell."""
    cell = _CELL.fullmatch(target.lstrip("="))
    if not cell or (cell[4] and cell[4] != cell[3]):
        return None
    return ((cell[1] or cell[2]).replace("''", "'").lstrip("$"), *parse_a1(cell[3]))
