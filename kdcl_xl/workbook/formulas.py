"""Cells that hold no plain value: formulas, formulas never calculated, Excel errors.

python-calamine gives '' both for an uncached formula and for an error cell; a count that silently became
blank is the kind of number nobody can trace, so these cells are found in the XML.
"""

from __future__ import annotations

import re

_PLAIN_FORMULA_CELL = re.compile(rb"<c ([^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(<v[^>]*>[^<])?")
"""As nearly every program writes them; with a fixed beginning the search costs a quarter."""
_PREFIXED = re.compile(rb":[cfv][\s/>]")
_FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c ([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v[^>]*>[^<])?"
)
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c ([^<>]*\bt=[\"']e[\"'][^<>]*)>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]+[0-9]+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERROR_TYPE = re.compile(rb"\bt=[\"']e[\"']")


def special_cells(sheet_xml: bytes) -> dict[str, str]:
    """Cell → "formula", "uncached" or "error" of one worksheet part; empty for a sheet of plain values."""
    found: dict[str, str] = {}
    if _FORMULA.search(sheet_xml):
        formula_cell = _FORMULA_CELL if _PREFIXED.search(sheet_xml) else _PLAIN_FORMULA_CELL
        for attributes, value in formula_cell.findall(sheet_xml):
            # A text formula that gives "" has t="str" and an empty <v>; one never calculated has no <v> at all.
            _note(found, attributes, "formula" if value or b't="str"' in attributes else "uncached")
    if _ERROR_TYPE.search(sheet_xml):
        for attributes in _ERROR_CELL.findall(sheet_xml):
            _note(found, attributes, "error")
    return found


def _note(found: dict[str, str], attributes: bytes, kind: str) -> None:
    reference = _REFERENCE.search(attributes)
    if reference:
        found[reference[1].decode()] = kind
