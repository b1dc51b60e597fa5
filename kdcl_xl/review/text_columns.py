"""Tables whose columns are kept apart by spaces alone, as on a typewriter or in text taken out of a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.review.columns import ASKED_ROLES, WHEN_ROLES, Role, role_of
from kdcl_xl.review.plan import Cell, Grid, Row

_CHUNK = re.compile(r"\S+(?: \S+)*")
_GAP = 4
_GROUP = re.compile(
    r"(?:[IVX]+|[A-Z])\s*[.)]|(?:cụm|nhóm|đợt|khối|cấp|tổng(?: cộng| số)?|cộng|phường|xã)\b", re.I
)
_ROW = re.compile(r"\s*\(?\d{1,3}[.)/]?\s+\S")
_HEADER_LINES = 4
_Found = tuple[Grid, int] | None
_Column = tuple[int, int]


def spaced_table(lines: Sequence[str], at: int) -> _Found:
    """A header of at least three pieces with wide gaps, then rows under it."""
    if "\t" in lines[at].strip():
        return None
    chunks = _chunks(lines[at])
    roles = {role_of(text) for _s, _e, text in chunks}
    if len(chunks) < 3 or Role.SCHOOL not in roles or not roles & (WHEN_ROLES | ASKED_ROLES):
        return None
    body, end = _body(lines, at)
    if not body:
        return None
    head = range(at, min(min(body), at + _HEADER_LINES))
    columns = _columns([lines[n] for n in body], [lines[n] for n in head])
    heads = [
        Row(tuple(map(Cell, _header_cells(lines[n], columns))), f"dòng {n + 1}")
        for n in head
        if lines[n].strip()
    ]
    rows = _rows(lines, min(body), end, columns)
    return Grid((*heads, *rows), f"dòng {at + 1}–{end}", loose=True), end


def _chunks(line: str) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), found[0]) for found in _CHUNK.finditer(line.expandtabs())]


def _body(lines: Sequence[str], at: int) -> tuple[list[int], int]:
    """The numbered lines below the header, and where the table ends."""
    body: list[int] = []
    end = at + 1
    for n in range(at + 1, len(lines)):
        if _ROW.match(lines[n]) and (len(_chunks(lines[n])) > 2 or _name_goes_on(lines, n)):
            body.append(n)
            end = n + 1
        elif n - (body[-1] if body else at) > (_GAP if body else _HEADER_LINES + 1):
            break
    while body and end < len(lines) and _goes_on(lines[end]):
        end += 1
    return body, end


def _name_goes_on(lines: Sequence[str], n: int) -> bool:
    """Whether a line holds but a number and the beginning of a name, the rest of the row standing below it."""
    texts = [text for _s, _e, text in _numbers_apart(lines[n])]
    below = lines[n + 1] if n + 1 < len(lines) else ""
    return (
        len(texts) == 2
        and parse_name(texts[1]).titled
        and below.startswith("   ")
        and len(_chunks(below)) > 1
        and _ROW.match(below) is None
    )


def _goes_on(line: str) -> bool:
    """The rest of a last row: pushed in, and short."""
    return (
        line.startswith("   ")
        and bool(line.strip())
        and len(line.strip()) < 60
        and not re.match(r"\s*[IVX]+\.", line)
    )


def _columns(body: Sequence[str], head: Sequence[str]) -> list[_Column]:
    """From where to where each column reaches: what no row writes in stands between two of them."""
    width = max(len(line.expandtabs()) for line in (*body, *head)) + 1
    taken = [False] * width
    lowest = next((line for line in reversed(head) if line.strip()), "")
    for line in (*body, lowest):
        for start, end, _text in _numbers_apart(line):
            taken[start:end] = [True] * (end - start)
    columns: list[_Column] = []
    began: int | None = None
    for n, full in enumerate([*taken, False]):
        if full and began is None:
            began = n
        elif not full and began is not None:
            columns.append((began, n))
            began = None
    return _and_heads(columns, head)


def _numbers_apart(line: str) -> list[tuple[int, int, str]]:
    """Chunks, the number of the row apart from the name one space behind it."""
    chunks = _chunks(line)
    found = re.match(r"(\(?\d{1,3}[.)/]?) (\S.*)", chunks[0][2]) if chunks else None
    if found is None:
        return chunks
    start = chunks[0][0]
    return [
        (start, start + len(found[1]), found[1]),
        (start + found.start(2), chunks[0][1], found[2]),
        *chunks[1:],
    ]


def _and_heads(columns: list[_Column], head: Sequence[str]) -> list[_Column]:
    """Columns that only the header shows, because no row fills them."""
    for line in head:
        for start, end, _text in _chunks(line):
            if not any(a < end and start < b for a, b in columns):
                columns.append((start, end))
    return sorted(columns)


def _header_cells(line: str, columns: list[_Column]) -> list[str]:
    """A header stands above every column it reaches over, at least above the nearest."""
    cells = [""] * len(columns)
    for start, end, text in _chunks(line):
        over = [n for n, (a, b) in enumerate(columns) if a < end and start < b]
        for n in over or [_nearest(columns, start, end)]:
            cells[n] = f"{cells[n]} {text}".strip()
    return cells


def _rows(lines: Sequence[str], first: int, end: int, columns: list[_Column]) -> list[Row]:
    rows: list[Row] = []
    for n in range(first, end):
        chunks = _numbers_apart(lines[n])
        if not chunks or re.fullmatch(r"\s*-?\s*\d{1,3}\s*-?\s*", lines[n]):  # the number of a page
            continue
        cells = [""] * len(columns)
        for start, stop, text in chunks:
            place = _nearest(columns, start, stop)
            cells[place] = f"{cells[place]} {text}".strip()
        if rows and not cells[0] and len(chunks) < len(columns) and _is_rest(rows[-1], cells):
            joined = (f"{old.text}\n{new}".strip() for old, new in zip(rows[-1].cells, cells, strict=True))
            rows[-1] = Row(tuple(map(Cell, joined)), rows[-1].place)
        else:
            rows.append(Row(tuple(map(Cell, cells)), f"dòng {n + 1}"))
    return rows


def _is_rest(row: Row, cells: list[str]) -> bool:
    """Whether a line without a number goes on with the row above: only under cells that hold something."""
    text = " ".join(cells).strip()
    if not any(cell.words for cell in row.cells[2:]) and row.cells[0].words and not _GROUP.match(text):
        return True  # a number and the beginning of a name: all the rest stands below
    return all(row.cells[n].text for n, cell in enumerate(cells) if cell) and not _GROUP.match(text)


def _nearest(columns: list[_Column], start: int, end: int) -> int:
    def apart(column: _Column) -> tuple[int, int]:
        overlap = min(column[1], end) - max(column[0], start)
        return -overlap, abs(column[0] - start)

    return min(range(len(columns)), key=lambda n: apart(columns[n]))
