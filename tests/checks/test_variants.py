"""The same findings on workbooks that people and other programs have worked on.

Many failing cases share a workbook (see `crowds`), and each workbook is saved again by openpyxl and LibreOffice,
has its columns moved, or has everything pasted over. Cases that need a workbook of their own are left out here.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from kdcl_xl.checks import catalogue_complete
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.drawing import HEADER_ROW
from tests.checks.tables import Case, all_cases, crowds, workbook
from tests.checks.test_cases import examined
from tests.office import Office, office  # noqa: F401 (a fixture)

CROWDS = [crowd for crowd in crowds([case for case in all_cases() if case.fails]) if len(crowd) > 1]
_TABLE_SHEETS = {table.table.sheet for table in SELF_ASSESSMENT.tables}


@cache
def _original(number: int) -> bytes:
    return workbook(*CROWDS[number])


def _codes(data: bytes, crowd: list[Case]) -> Counter[str]:
    return Counter(finding.code for finding in examined(data, crowd[0].edition, crowd[0].mode))


@cache
def _expected(number: int) -> Counter[str]:
    return _codes(_original(number), CROWDS[number])


def saved_by_openpyxl(data: bytes) -> bytes:
    """Loaded and saved: no cached values, no text boxes, other XML."""
    return _rewritten(data, lambda _sheet: None)


def columns_moved(data: bytes) -> bytes:
    """The first two columns of every table put last; two rows inserted above."""
    return _rewritten(data, _move_columns)


def pasted_over(data: bytes) -> bytes:
    """All data pasted over: no formats, no lists, tone marks as macOS writes them. Dates keep a date format."""
    return _rewritten(data, _paste_over)


def _rewritten(data: bytes, change: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        if sheet.title in _TABLE_SHEETS:
            change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _move_columns(sheet: Worksheet) -> None:
    for name in list(sheet.tables):
        del sheet.tables[name]
    width = sheet.max_column
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        cells = [sheet.cell(row, column) for column in range(1, width + 1)]
        values = [(cell.value, cell.number_format) for cell in cells]
        for cell, (value, number_format) in zip(cells, values[2:] + values[:2], strict=True):
            _put(cell, value)
            cell.number_format = number_format
    sheet.insert_rows(1, 2)


def _put(cell: Cell | MergedCell, value: Any) -> None:
    """openpyxl makes formulas and errors of texts that look like them."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _paste_over(sheet: Worksheet) -> None:
    sheet.data_validations.dataValidation = []
    for row in sheet.iter_rows(min_row=HEADER_ROW + 2):
        for cell in row:
            cell.style = "Normal"
            if isinstance(cell.value, dt.date):
                cell.number_format = "d/m/yyyy"
            elif isinstance(cell.value, str):
                _put(cell, unicodedata.normalize("NFD", cell.value))


def test_most_rules_are_tried_on_variants() -> None:
    tried = {case.code for crowd in CROWDS for case in crowd}
    assert len(tried) > 0.85 * len(catalogue_complete())


@pytest.mark.parametrize("number", range(len(CROWDS)))
def test_cases_that_fail_alone_fail_together(number: int) -> None:
    missing = {case.name for case in CROWDS[number] if case.code not in _expected(number)}
    assert not missing


@pytest.mark.parametrize("variant", [saved_by_openpyxl, columns_moved])
@pytest.mark.parametrize("number", range(len(CROWDS)))
def test_same_findings_after(variant: Callable[[bytes], bytes], number: int) -> None:
    assert _codes(variant(_original(number)), CROWDS[number]) == _expected(number)


@pytest.mark.parametrize("number", range(len(CROWDS)))
def test_same_findings_after_pasting_over(number: int) -> None:
    found = _codes(pasted_over(_original(number)), CROWDS[number])
    assert found.pop("CV-002") > 1, "loose tone marks are mentioned once a column"
    expected = _expected(number) - Counter({"CV-002": 99})
    assert found == expected


@pytest.mark.office
def test_same_findings_after_libreoffice(office: Office, tmp_path: Path) -> None:  # noqa: F811
    for number, crowd in enumerate(CROWDS):
        source = tmp_path / f"{number}.xlsx"
        source.write_bytes(_original(number))
        with office.load(source) as document:
            saved = document.save(tmp_path / f"{number}-lo.xlsx")
        assert _codes(saved.read_bytes(), crowd) == _expected(number), [case.name for case in crowd]
