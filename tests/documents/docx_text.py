"""The text of a Word document as a reader meets it, one line a paragraph, tables included."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.oxml.ns import qn


def lines_of(data: bytes) -> list[str]:
    """Paragraphs of the body in order, those in table cells too."""
    body = Document(io.BytesIO(data)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def rows_of(data: bytes) -> list[list[str]]:
    """Every row of every table, as the texts of its cells."""
    document = Document(io.BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def assert_clean(lines: list[str]) -> None:
    """No trace of Python, Jinja or pandas anywhere."""
    text = "\n".join(lines)
    assert not re.search(r"\bNone\b|\bnan\b|\bNaN\b|\{\{|\}\}|\{%|%\}|\bTrue\b|\bFalse\b", text)
