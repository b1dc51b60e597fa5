"""The text of a Word document as a reader meets it, one line a paragraph, tables included."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn


def lines_of(data: bytes) -> list[str]:
    """Paragraphs of the body in order, those in table cells too."""
    body = Document(io.BytesIO(data)).element.body
    return [text_of(paragraph) for paragraph in body.iter(qn("w:p"))]


def page_text(document: Path | bytes) -> str:
    """All of it."""
    return "\n".join(lines_of(document if isinstance(document, bytes) else document.read_bytes()))


def text_of(paragraph: Any) -> str:
    """The text of one paragraph; a hyphen that never ends a line is a hyphen."""
    pieces = paragraph.iter(qn("w:t"), qn("w:noBreakHyphen"))
    return "".join("-" if piece.tag == qn("w:noBreakHyphen") else piece.text or "" for piece in pieces)


def rows_of(data: bytes) -> list[list[str]]:
    """Every row of every table, as the texts of its cells."""
    document = Document(io.BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def assert_clean(lines: list[str]) -> None:
    """No trace of Python, Jinja or pandas anywhere."""
    text = "\n".join(lines)
    assert not re.search(r"\bNone\b|\bnan\b|\bNaN\b|\{\{|\}\}|\{%|%\}|\bTrue\b|\bFalse\b", text)
