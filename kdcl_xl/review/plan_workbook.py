"""A plan kept in a spreadsheet: every visible sheet is a table; the words around the table stand in cells as well."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kdcl_xl.documents.layout.paper import Paper, Paragraph, Run
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.review.encodings import decoded
from kdcl_xl.review.plan import Block, Cell, Grid, Line, Plan, PlanError, Row
from kdcl_xl.text.lists import some
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.guard import Inspection, inspect
from kdcl_xl.workbook.snapshot import CellValue

HIDDEN = rule("LDG-003", Severity.HINT, "Lịch không nằm ở trang, dòng, cột ẩn")
UNCOMPUTED = rule("LDG-004", Severity.ERROR, "Ô công thức trong lịch đã được tính")
_MOST_ROWS = 5_000


def read_workbook_plan(path: Path) -> Plan:
    """Read a workbook. Raises PlanError with what the guard or the reader says."""
    inspection = inspect(path)
    if inspection.refused:
        raise PlanError(f"{path.name}: {inspection.refused.message} {inspection.refused.remedy}")
    sheets = {name: sheet.state for name, sheet in inspection.sheets.items()}
    findings = [
        replace(
            HIDDEN.at(
                name,
                "",
                f"Trang “{name}” đang ẩn nên không đọc.",
                "Cho hiện trang rồi chạy lại nếu lịch ở đó.",
            ),
            file=path.name,
        )
        for name, state in sheets.items()
        if state != "visible"
    ]
    for name, state in sheets.items():
        cells_ = [cell for cell, what in inspection.special_cells.get(name, {}).items() if what == "uncached"]
        if cells_ and state == "visible":
            words = f"{len(cells_)} ô công thức chưa được tính (từ {cells_[0]}) nên đọc như ô trống."
            findings.append(
                replace(
                    UNCOMPUTED.at(name, cells_[0], words, "Mở bằng Excel, lưu lại rồi chạy lại."),
                    file=path.name,
                )
            )
    book = _book(inspection)
    grids = list(_grids(inspection, _date_formats(book)))
    findings += [replace(finding, file=path.name) for finding in _hidden_parts(book, grids)]
    cells = [cell for grid in grids for row in grid.rows for cell in row.cells]
    read = decoded([cell.text for cell in cells], [cell.at for cell in cells], path.name)
    texts = iter(read.texts)
    grids = [
        replace(
            grid,
            rows=tuple(
                replace(row, cells=tuple(replace(cell, text=next(texts)) for cell in row.cells))
                for row in grid.rows
            ),
        )
        for grid in grids
    ]
    return Plan(
        path.name,
        inspection.sha256,
        tuple(_blocks(grids)),
        _paper(path.name, grids),
        findings=(*findings, *read.findings),
    )


def _grids(inspection: Inspection, formats: dict[tuple[str, str], str]) -> Iterator[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(inspection.open())
        for name, part in inspection.sheets.items():
            if part.state != "visible" or name not in book.sheet_names:
                continue
            sheet = book.get_sheet_by_name(name)
            values: list[list[CellValue]] = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS)
            yield _grid(name, values, sheet.merged_cell_ranges or [], formats)
    except CalamineError as error:
        raise PlanError(f"Không đọc được bảng tính “{inspection.name}” ({error}). Mở bằng Excel, lưu lại thành .xlsx rồi chạy lại.") from error  # fmt: skip


def _grid(name: str, values: list[list[CellValue]], merged: Any, formats: dict[tuple[str, str], str]) -> Grid:
    cells = [
        [_cell(value, a1(r, c), formats.get((name, a1(r, c)), "")) for c, value in enumerate(line)]
        for r, line in enumerate(values)
    ]
    for (top, left), (bottom, right) in merged:
        for r in range(top, min(bottom + 1, len(cells))):
            for c in range(left, min(right + 1, len(cells[r]))):
                if (r, c) != (top, left):
                    cells[r][c] = replace(cells[top][left], carried=r > top, at=a1(r, c))
    rows = tuple(Row(tuple(line), f"trang “{name}”, dòng {r}", name) for r, line in enumerate(cells, start=1))
    return Grid(rows, f"trang “{name}”", title=name)


def _cell(value: CellValue, at: str, number_format: str) -> Cell:
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        to_the_day = not number_format or re.search(r"d", _bare_format(number_format)) is not None
        shown = value.strftime("%d/%m/%Y" if to_the_day else "%m/%Y")
        return Cell(shown, day=value, at=at)
    if isinstance(value, bool):
        return Cell("X" if value else "", at=at)
    if isinstance(value, float):
        return Cell(f"{value:.10g}", at=at)
    return Cell(str(value), at=at)


def _bare_format(number_format: str) -> str:
    """A number format without quoted words, colours and languages: [$-42A], "tháng"."""
    return re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format).lower()


def _book(inspection: Inspection) -> Any:
    """The workbook with its formats and what is hidden in it."""
    import openpyxl

    try:
        return openpyxl.load_workbook(inspection.open(), data_only=True)
    except Exception as error:  # openpyxl raises anything at all on what other programs wrote
        raise PlanError(f"Không đọc được định dạng ngày trong “{inspection.name}” ({type(error).__name__}). Mở bằng Excel, lưu lại thành .xlsx rồi chạy lại.") from error  # fmt: skip


def _date_formats(book: Any) -> dict[tuple[str, str], str]:
    """How date cells are shown: 01/11/2024 in the format mm/yyyy is a month, not a day."""
    return {
        (sheet.title, cell.coordinate): str(cell.number_format)
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=_MOST_ROWS)
        for cell in row
        if getattr(cell, "is_date", False)
    }


def _hidden_parts(book: Any, grids: list[Grid]) -> Iterator[Finding]:
    """Rows a filter hides and columns folded away are read like all others: the user is told which."""
    for grid in grids:
        sheet = book[grid.title]
        rows = [
            n
            for n, row in enumerate(grid.rows, start=1)
            if not row.is_blank and sheet.row_dimensions[n].hidden
        ]
        folded = {
            n
            for each in sheet.column_dimensions.values()
            if each.hidden
            for n in range(each.min, each.max + 1)
        }
        columns = sorted(
            {
                n
                for row in grid.rows
                for n, cell in enumerate(row.cells, start=1)
                if n in folded and cell.words
            }
        )
        letters = [a1(0, n - 1).rstrip("1") for n in columns]
        hidden = [f"dòng {some(map(str, rows), 5)}"] * bool(rows) + [f"cột {some(letters, 5)}"] * bool(
            letters
        )
        if hidden:
            at = f"A{rows[0]}" if rows else f"{letters[0]}1"
            yield HIDDEN.at(grid.title, at, f"Trang “{grid.title}” có {', '.join(hidden)} đang ẩn; vẫn đọc như phần hiện.", "Bỏ lọc, cho hiện lại để đối chiếu; phần không thuộc lịch thì xóa khỏi tệp.")  # fmt: skip


def _blocks(grids: list[Grid]) -> Iterator[Block]:
    """Every sheet as its lines and as a table: the heading of a plan stands in cells above it."""
    for grid in grids:
        for row in grid.rows:
            texts = list(dict.fromkeys(cell.words for cell in row.cells if cell.words and not cell.carried))
            if len(texts) == 1 or any(len(text) > 60 for text in texts):
                yield Line(" ".join(texts), row.place)
        yield grid


def _paper(name: str, grids: list[Grid]) -> Paper:
    """All cells as paragraphs, merged ones once."""
    paragraphs: list[Paragraph] = []
    for grid in grids:
        for row in grid.rows:
            texts = dict.fromkeys(cell.text for cell in row.cells if cell.words and not cell.carried)
            paragraphs += [Paragraph((Run(text),), row.place) for text in texts]
    return Paper(name, tuple(paragraphs), ())
