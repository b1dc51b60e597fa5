"""May a template take the compiled path, or must plain docxtpl make the document?

The compiled path joins strings; it never parses its result. So it is taken only when the template itself
proves that every outcome is well-formed XML and that docxtpl's repairs of the tree (grid columns, drawing
ids) would change nothing.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from jinja2 import nodes

_CELL_TAGS = re.compile(r"\{[{%]-?\s*(?:tc\s|colspan\s|cellbg\s|vm\s*%|hm\s*%)")
_TOKEN = re.compile(
    r"\{\{.*?\}\}|\{#.*?#\}|\{%[-+]?\s*(?P<word>\w+)(?P<rest>.*?)%\}|<(?P<close>/?)(?P<name>[\w:]+)[^>]*?(?P<empty>/?)>",
    re.DOTALL,
)
_MARKUP = {"safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr"}
_BLOCKS = {"if", "for", "macro", "call", "filter", "with", "autoescape"}


@dataclass(slots=True)
class _Branch:
    """What one branch of a block closes of its surroundings, and opens again."""

    closed: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def close(self, name: str) -> bool:
        if self.opened:
            return self.opened.pop() == name
        self.closed.append(name)
        return True

    @property
    def harmless(self) -> bool:
        """Left out or repeated, it leaves the nesting as it was, and the cells of a row as many."""
        return self.closed == self.opened[::-1] and "w:tc" not in self.closed


def why_plain(raw_text: str, patched: str, root: Any) -> str:
    """The reason why this part needs plain docxtpl; empty when it may be compiled."""
    if _CELL_TAGS.search(raw_text):
        return "cell tags (tc, colspan, cellbg, vm, hm)"
    if re.search(r"\{%[-+]?\s*raw\b", patched):
        return "raw blocks"
    if not _branches_harmless(patched):
        return "a block whose branches do not nest in the XML, or repeated drawings"
    if not all(_grid_fits(table) for table in root.iter(qn("w:tbl"))):
        return "a table whose rows differ from its grid"
    return ""


def may_break(tree: nodes.Template) -> bool:
    """Whether a filter of this part may reach text that is already XML: `{% filter upper %}` makes &AMP; of &amp;."""
    captured = (nodes.FilterBlock, nodes.AssignBlock, nodes.Macro, nodes.CallBlock)
    filters = (found.name in _MARKUP for found in tree.find_all(nodes.Filter))
    return next(tree.find_all(captured), None) is not None or any(filters)


def check(xml: bytes) -> None:
    """Raise ValueError when what was printed is no XML. docxtpl itself would drop the text it cannot read."""
    try:
        ElementTree.fromstring(xml)  # noqa: S314 (our own output, from a template read without entities)
    except ElementTree.ParseError as error:
        raise ValueError(
            "một bộ lọc (upper, title, truncate, safe…) làm hỏng chữ đã định dạng; đặt bộ lọc ngay sau tên trường"
        ) from error


def _branches_harmless(patched: str) -> bool:
    frames = [_Branch()]
    for token in _TOKEN.finditer(patched):
        word, name = token["word"], token["name"]
        if name:
            if name == "wp:docPr" and len(frames) > 1:
                return False
            if token["close"]:
                if not frames[-1].close(name):
                    return False
            elif not token["empty"]:
                frames[-1].opened.append(name)
        elif word in _BLOCKS or (word == "set" and "=" not in token["rest"]):
            frames.append(_Branch())
        elif word in ("else", "elif"):
            if not frames[-1].harmless:
                return False
            frames[-1] = _Branch()
        elif word and word.startswith("end"):
            if len(frames) == 1 or not frames[-1].harmless:
                return False
            closed = frames.pop().closed
            if not all(frames[-1].close(name) for name in closed):
                return False
            frames[-1].opened.extend(reversed(closed))
    return len(frames) == 1 and not frames[0].opened and not frames[0].closed


def _grid_fits(table: Any) -> bool:
    """Every row fills the grid, and the first one is always printed."""
    columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
    rows = table.findall(qn("w:tr"))
    widths = {sum(_span(cell) for cell in row.findall(qn("w:tc"))) for row in rows if not _is_row_tag(row)}
    return bool(rows) and not _is_row_tag(rows[0]) and widths == {columns}


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _is_row_tag(row: Any) -> bool:
    text = "".join(part.text or "" for part in row.iter(qn("w:t")))
    return re.search(r"\{[{%#]-?tr\s", text) is not None
