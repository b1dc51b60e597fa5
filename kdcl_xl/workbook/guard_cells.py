"""How far a sheet reaches, told from the raw bytes of its part.

Every spreadsheet reader allocates the box from A1 to the last cell; one cell at XFD1048576 makes python-calamine
abort the whole process. So the extent must be proven before any reader sees the file, and where a sheet is
malformed or ambiguous the answer errs on the far side. Most sheets are settled by one negative search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.archive import Limits
from kdcl_xl.workbook.package import ATTRIBUTES

_NEAR_CELL = rb' r="(?:[A-Z]|[A-C][A-Z])[0-9]{1,4}"'
_NOT_NEAR = re.compile(rb"<c(?!" + _NEAR_CELL + rb")")
_PREFIXED = re.compile(rb":(?:c|f|row|sheetData)[\s/>]")
_CANONICAL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_TAG = re.compile(rb"<(?:[\w.\-]+:)?(row|c)(?=[\s/>])" + ATTRIBUTES + rb"(>)?")
_POSITION = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{0,8})([0-9]{1,12})\s*[\"']")
_HAS_POSITION = re.compile(rb"\sr\s*=")
_TYPE_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_END_OF_CELL = re.compile(rb"</(?:[\w.\-]+:)?c\s*>")
_FORMULA = re.compile(rb"<(?:[\w.\-]+:)?f[\s/>]")
_PLAIN_FORMULA, _ERROR = re.compile(rb"<f[\s/>]"), re.compile(rb't="e"')
"""A search with a fixed beginning costs a tenth of one with an optional prefix."""
_ANY_TAG = re.compile(rb"<[^<>]*>")
_ITEM = re.compile(rb"<(?:[\w.\-]+:)?si(?=[\s/>])")
_ROW = re.compile(rb"<(?:[\w.\-]+:)?row(?=\s)" + ATTRIBUTES)
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_HIDDEN_MARK = re.compile(rb"hidden=[\"'](?:1|true)[\"']")
_END_OF_ROW = b"</row>"
_WORTH_CUTTING = 2048
"""Bytes of blank rows below which copying the part costs more than reading them."""
_VALUE = re.compile(rb"<(?:[\w.\-]+:)?(?:v|is)[\s>]")
_BLANKS = " \t\r\n\u00a0\u200b\u2060\ufeff"


class MalformedSheetError(Exception):
    """The sheet part is not what any spreadsheet program writes."""


@dataclass(frozen=True, slots=True)
class Box:
    """The cells from A1 to (rows, columns)."""

    rows: int = 0
    columns: int = 0

    @property
    def area(self) -> int:
        """How many cells a reader will allocate."""
        return self.rows * self.columns

    def within(self, limits: Limits) -> bool:
        """Whether a reader can be given such a sheet."""
        return self.rows <= limits.rows and self.columns <= limits.columns and self.area <= limits.area


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    start: int
    end: int
    blank: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What the guard has to know of one sheet.

    `far` names the filled cell that makes the sheet unreadable; `stray` a far blank one, and then `stripped` is
    the part without such cells.
    """

    far: str = ""
    stray: str = ""
    stripped: bytes | None = None


_NEAR = Box(9_999, 104)
"""What `_NEAR_CELL` matches: A1 to CZ9999."""
_WINDOW = 4 * 1024 * 1024
_ROOMY = 1_000_000
"""Below this many cells a box costs little, however empty it is. Every near cell (CZ9999) lies within it."""


def reach(
    xml: bytes, limits: Limits, blank_strings: Callable[[], frozenset[int]], *, prefixed: bool
) -> Reach:
    """Judge one sheet part. `blank_strings` tells (once, when needed) which shared strings look blank.

    `prefixed` is the answer of `is_prefixed`. Raises MalformedSheetError.
    """
    if not prefixed and _surely_near(xml):
        return Reach()
    box, count = _box(xml, prefixed)
    if box.within(limits) and (box.area <= _ROOMY or box.area <= 4 * count):
        return Reach()
    filled, farthest = _filled_box(xml, blank_strings())
    if not filled.within(limits):
        return Reach(far=a1(farthest.row - 1, farthest.column - 1))
    kept = Box(max(filled.rows, _NEAR.rows), max(filled.columns, _NEAR.columns))
    return _without_stray(xml, kept if kept.within(limits) else filled, blank_strings())


def is_prefixed(xml: bytes) -> bool:
    """Whether cells, rows or formulas may be written with a namespace prefix: False is certain."""
    return _PREFIXED.search(xml) is not None


def has_special_cells(xml: bytes) -> bool:
    """Whether a sheet written without prefixes holds formulas or Excel errors."""
    return _PLAIN_FORMULA.search(xml) is not None or _ERROR.search(xml) is not None


def hidden_rows(xml: bytes) -> list[int]:
    """Numbers of hidden rows that hold a value."""
    if not _HIDDEN_MARK.search(xml):
        return []
    rows = list(_ROW.finditer(xml))
    starts = [row.start() for row in rows[1:]] + [len(xml)]
    found = []
    for row, following in zip(rows, starts, strict=True):
        if _HIDDEN.search(row[1]) and _VALUE.search(xml, row.end(), following):
            position = _POSITION.search(row[1])
            if position:
                found.append(int(position[2]))
    return found


def without_blank_end(xml: bytes) -> bytes:
    """A sheet written without prefixes, less the rows after its last value or formula: the spare rows of tables.

    For readers of values only: heights and styles of those rows go with them.
    """
    end = xml.rfind(b"</sheetData")
    last = xml.rfind(b"<v", 0, end)
    for mark in (b"<f", b"<is"):
        last = max(last, xml.rfind(mark, max(last, 0), end))
    cut = xml.find(_END_OF_ROW, last, end) + len(_END_OF_ROW) if last >= 0 else end
    return xml[:cut] + xml[end:] if end - cut > _WORTH_CUTTING and cut >= len(_END_OF_ROW) else xml


def blank_items(shared_strings: bytes) -> frozenset[int]:
    """Indexes of shared strings that show nothing: empty, spaces, no-break spaces."""
    starts = [match.start() for match in _ITEM.finditer(shared_strings)] + [len(shared_strings)]
    return frozenset(
        index
        for index in range(len(starts) - 1)
        if _looks_blank(shared_strings[starts[index] : starts[index + 1]])
    )


def _surely_near(xml: bytes) -> bool:
    """Whether every cell is written in the ordinary way and lies within CZ9999."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    return start >= 0 and end >= 0 and _NOT_NEAR.search(xml, start, end) is None


def _box(xml: bytes, prefixed: bool) -> tuple[Box, int]:
    """The box of all cells, filled or not, and how many there are."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    rows = columns = count = 0
    if start >= 0 and end >= 0 and not prefixed:
        for references in _canonical(xml):
            count += len(references)
            rows = max(rows, max(int(row) for _, row in references))
            columns = max(
                columns, max(_number(letters) for letters in {letters for letters, _ in references})
            )
        if count == xml.count(b"<c", start, end):
            return Box(rows, columns), count
    rows = columns = count = 0
    for row, column, _ in _tags(xml):
        rows, columns, count = max(rows, row), max(columns, column), count + 1
    return Box(rows, columns), count


def _canonical(xml: bytes) -> Iterator[list[tuple[bytes, bytes]]]:
    """Column letters and row digits of cells written in the ordinary way, some megabytes of XML at a time."""
    start = 0
    while 0 <= start < len(xml):
        end = xml.find(b"<c ", start + _WINDOW)
        references = _CANONICAL.findall(xml, start, end if end >= 0 else len(xml))
        if references:
            yield references
        start = end


def _filled_box(xml: bytes, blank_strings: frozenset[int]) -> tuple[Box, _Cell]:
    rows = columns = 0
    farthest = _Cell(0, 0, 0, 0, blank=True)
    for cell in _cells(xml, blank_strings):
        if cell.blank:
            continue
        if cell.row > rows or cell.column > columns:
            # Rows weigh 1/64 of columns: the proportions of a whole sheet, 1,048,576 × 16,384.
            if max(cell.row, cell.column * 64) > max(farthest.row, farthest.column * 64):
                farthest = cell
            rows, columns = max(rows, cell.row), max(columns, cell.column)
    return Box(rows, columns), farthest


def _without_stray(xml: bytes, box: Box, blank_strings: frozenset[int]) -> Reach:
    kept: list[bytes] = []
    position = 0
    stray = ""
    for cell in _cells(xml, blank_strings):
        if cell.row > box.rows or cell.column > box.columns:
            kept.append(xml[position : cell.start])
            position = cell.end
            stray = a1(cell.row - 1, cell.column - 1)
    kept.append(xml[position:])
    return Reach(stray=stray, stripped=b"".join(kept)) if stray else Reach()


def _cells(xml: bytes, blank_strings: frozenset[int]) -> Iterator[_Cell]:
    closed = 0
    for row, column, tag in _tags(xml):
        if tag.start() < closed:  # a cell within a cell
            raise MalformedSheetError
        attributes = tag[2]
        if attributes.endswith(b"/"):
            yield _Cell(row, column, tag.start(), tag.end(), blank=True)
            continue
        close = _END_OF_CELL.search(xml, tag.end())
        if close is None:
            raise MalformedSheetError
        closed = close.end()
        content = xml[tag.end() : close.start()]
        blank = not _FORMULA.search(content) and _looks_blank(content)
        if not blank and _TYPE_SHARED.search(attributes):
            index = _ANY_TAG.sub(b"", content).strip()
            blank = index.isdigit() and int(index) in blank_strings
        yield _Cell(row, column, tag.start(), closed, blank)


def _tags(xml: bytes) -> Iterator[tuple[int, int, re.Match[bytes]]]:
    """Row, column (from 1) and opening tag of each cell; positions left out are counted as readers count them."""
    row = column = 0
    for tag in _TAG.finditer(xml):
        if tag[3] is None:
            raise MalformedSheetError
        position = _POSITION.search(tag[2])
        if position is None and _HAS_POSITION.search(tag[2]):
            raise MalformedSheetError
        if tag[1] == b"row":
            row, column = int(position[2]) if position else row + 1, 0
        elif position is None:
            column += 1
            yield row, column, tag
        else:
            column = _number(position[1].upper())
            row = int(position[2])
            yield row, column, tag


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _looks_blank(content: bytes) -> bool:
    if b"<!" in content:  # CDATA: no spreadsheet writes it; taken as content
        return False
    text = _ANY_TAG.sub(b"", content).strip()
    return not text or not unescape(text.decode("utf-8", "replace")).strip(_BLANKS)
