"""Cells that hold no plain value: formulas, formulas never calculated, Excel errors.

python-calamine gives '' both for an uncached formula and for an error cell; a count that silently became
blank is the kind of number nobody can trace, so these cells are found in the XML.
"""

from __future__ import annotations

import re

_CELL = re.compile(rb'<(?:\w+:)?c ((?:[^>"]|"[^"]*")*?)(?:/>|>(.*?)</(?:\w+:)?c>)', re.S)
_REFERENCE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_ERROR_TYPE = re.compile(rb'\bt="e"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>[^<]|<(?:\w+:)?is[ >]")
_ANY = re.compile(rb'<(?:\w+:)?f[ />]|\bt="e"')


def special_cells(sheet_xml: bytes) -> dict[str, str]:
    """Cell → "formula", "uncached" or "error" of one worksheet part; empty for a sheet of plain values."""
    if not _ANY.search(sheet_xml):
        return {}
    found: dict[str, str] = {}
    for cell in _CELL.finditer(sheet_xml):
        attributes, content = cell.group(1, 2)
        is_error = _ERROR_TYPE.search(attributes)
        if not is_error and (content is None or not _FORMULA.search(content)):
            continue
        reference = _REFERENCE.search(attributes)
        if reference is None:
            continue
        address = reference[1].decode()
        if is_error:
            found[address] = "error"
        else:
            # A text formula that gives "" has t="str" and an empty <v>; one never calculated has no <v> at all.
            cached = _VALUE.search(content) or (b't="str"' in attributes and b"<v" in content)
            found[address] = "formula" if cached else "uncached"
    return found
