"""Fonts and PasteSpecial of the engine of the tests, see `xw_engine`."""

from __future__ import annotations

from copy import copy
from typing import Any

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation
from xlwings import base_classes

from kdcl_xl.ports.blocks import blocks_of

Place = tuple[int, int]
Pairs = list[tuple[Place, Place]]
"""(target, source) cells, from 1."""


def paste_formats(ws: Any, source: Any, pairs: Pairs) -> None:
    """Looks and number formats; values stay."""
    for target, model in pairs:
        cell, other = ws.cell(*target), source.cell(*model)
        for attribute in ("font", "fill", "border", "alignment", "protection"):
            setattr(cell, attribute, copy(getattr(other, attribute)))
        cell.number_format = other.number_format


def paste_validations(ws: Any, source: Any, pairs: Pairs) -> None:
    """Rules of the source take the place of those of the target."""
    targets = {target for target, _model in pairs}
    kept: list[DataValidation] = []
    for rule in ws.data_validations.dataValidation:
        left = [place for place in _places(rule) if place not in targets]
        if left:
            rule.sqref = openpyxl.worksheet.cell_range.MultiCellRange(_addresses(left))
            kept.append(rule)
    for rule in list(source.data_validations.dataValidation):
        models = set(_places(rule))
        here = [target for target, model in pairs if model in models]
        if here:
            pasted = copy(rule)
            pasted.sqref = openpyxl.worksheet.cell_range.MultiCellRange(_addresses(here))
            kept.append(pasted)
    ws.data_validations.dataValidation = kept


def _places(rule: DataValidation) -> list[tuple[int, int]]:
    return [place for area in rule.sqref.ranges for place in area.cells]


def _addresses(places: list[tuple[int, int]]) -> str:
    blocks = blocks_of((row - 1, column - 1) for row, column in places)
    return " ".join(block.address for block in blocks)


class Font(base_classes.Font):
    def __init__(self, area: Any) -> None:
        self._area = area

    name = property(None, lambda self, value: self._area.restyle("font", name=value))
    size = property(None, lambda self, value: self._area.restyle("font", sz=value))
    bold = property(None, lambda self, value: self._area.restyle("font", b=value))
    color = property(
        None, lambda self, value: self._area.restyle("font", color=f"FF{value.removeprefix('#')}")
    )
