"""Word files for the tests: a plan's head, text, tables with merged cells, and its end, made with python-docx."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx


def new() -> Any:
    """An empty document."""
    return docx.Document()


def head(document: Any, superior: str, issuer: str, number: str, place_date: str) -> None:
    """The two columns of a paper's head, in a table without lines."""
    table = document.add_table(rows=2, cols=2)
    put(table.cell(0, 0), f"{superior}\n{issuer}")
    put(table.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    put(table.cell(1, 0), number)
    put(table.cell(1, 1), place_date)


def text(document: Any, *paragraphs: str) -> None:
    """Paragraphs of running text."""
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)


def table(
    document: Any, rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> Any:
    """A table with lines; `merged` are (top, left, bottom, right), the text of the first cell stays."""
    made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    made.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value:
                put(made.cell(r, c), value)
    for top, left, bottom, right in merged:
        kept = rows[top][left]
        cell = made.cell(top, left).merge(made.cell(bottom, right))
        for extra in cell.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        put(cell, kept)
    return made


def put(cell: Any, value: str) -> None:
    """Text into a cell, one paragraph a line."""
    first, *more = value.split("\n")
    cell.paragraphs[0].text = first
    for line in more:
        cell.add_paragraph(line)


def end(document: Any, office: str, name: str) -> None:
    """Recipients and signature side by side."""
    made = document.add_table(rows=1, cols=2)
    put(made.cell(0, 0), "Nơi nhận:\n- Các trường;\n- Lưu: VT.")
    put(made.cell(0, 1), f"{office}\n\n\n{name}")


def saved(document: Any) -> bytes:
    """The file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
