"""Tables in plain text: between bars, on tabs, on spaces, or with every cell on a line of its own.

The last is what text copied out of Word looks like. Only what begins with the headers of a schedule is taken for a
table; everything else stays running text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.review.between_rows import names_unit
from kdcl_xl.review.columns import ASKED_ROLES, WHEN_ROLES, Role, role_of
from kdcl_xl.review.plan import Block, Cell, Grid, Line, Row
from kdcl_xl.review.text_cells import cells_on_lines, spread_header, tabbed_cells
from kdcl_xl.review.text_columns import spaced_table
from kdcl_xl.review.text_lines import run_together
from kdcl_xl.review.ticks import read_purpose
from kdcl_xl.text.normal import nfc
from kdcl_xl.text.when import read_when

_BARS = re.compile("[│┃║¦]")
_RULE = re.compile(r"[\s|+=:_\-─━┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═]*")
_LONGEST_RECORD = 8
"""Lines of a record of a CSV file whose cells hold line ends."""
_GAP = 4
"""Blank lines, page numbers: how many lines a page break may put into a table."""
_Found = tuple[Grid, int] | None


def blocks_of(lines: Sequence[str]) -> Iterator[Block]:
    """The lines of a text as running lines and tables, in order; `place` counts lines from 1."""
    parsers: tuple[Callable[[Sequence[str], int], _Found], ...] = (
        _barred, tabbed_cells, _tabbed, _separated, spaced_table, cells_on_lines, run_together,
    )  # fmt: skip
    at = 0
    while at < len(lines):
        found = (
            next((found for parse in parsers if (found := parse(lines, at))), None)
            if lines[at].strip()
            else None
        )
        if found is None:
            yield Line(lines[at], f"dòng {at + 1}")
            at += 1
        else:
            yield found[0]
            at = max(found[1], at + 1)


def _barred(lines: Sequence[str], at: int) -> _Found:
    """ "| 1 | MN Hoa Sen | 11/2024 |", Markdown or boxes; a cell over several lines ends at the next rule."""
    if _bars(lines[at]) < 2 or at + 1 >= len(lines):
        return None
    end, groups, rules = at, [list[int]()], 0
    while end < len(lines) and (_bars(lines[end]) >= 2 or _is_rule(lines[end]) or _goes_on(lines, end)):
        if _bars(lines[end]) >= 2 and not _is_rule(lines[end]):
            groups[-1].append(end)
        elif _is_rule(lines[end]) and groups[-1]:
            rules += 1
            groups.append([])
        end += 1
    members = [group for group in groups if group]
    boxed = rules > 2 and any(len(group) > 1 for group in members)
    rows = [
        _bar_row(lines, group) for group in (members if boxed else [[n] for group in members for n in group])
    ]
    if len(rows) < 2:
        return None
    return Grid(tuple(rows), f"dòng {at + 1}–{end}", loose=True), end


def _bars(line: str) -> int:
    return _BARS.sub("|", line).count("|")


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and _RULE.fullmatch(line) is not None


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """A blank line or page number between two rows."""
    return len(lines[at].strip()) < 12 and any(_bars(line) >= 2 for line in lines[at + 1 : at + _GAP])


def _bar_row(lines: Sequence[str], group: Sequence[int]) -> Row:
    pieces = [_BARS.sub("|", lines[n]).strip().removeprefix("|").removesuffix("|").split("|") for n in group]
    width = max(map(len, pieces))
    texts = ["\n".join(p[c].strip() for p in pieces if c < len(p) and p[c].strip()) for c in range(width)]
    return Row(tuple(map(Cell, texts)), f"dòng {group[0] + 1}")


def _tabbed(lines: Sequence[str], at: int) -> _Found:
    """A row on a line, its cells between tabs: what Excel and Word put on the clipboard."""
    if not is_header([piece.strip() for piece in lines[at].split("\t")]):
        return None
    width = _usual_width(lines[at : at + 300])
    if width < 3:
        return None
    rows: list[tuple[int, list[str]]] = []
    end = at
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            if not any(_is_body(later, width) for later in lines[end + 1 : end + _GAP]):
                break
        elif (
            rows
            and "\t" in line.strip()
            and len(rows[-1][1]) < width
            and not line.startswith("\t")
            and not _is_body(line, width)
        ):
            _continue(rows[-1][1], line.split("\t"))
        elif "\t" in line.strip("\n") and line.strip("\t "):
            rows.append((end, line.split("\t")))
        elif rows and len(rows[-1][1]) < width:
            _continue(rows[-1][1], [line])
        elif (
            any("\t" in later for later in lines[end + 1 : end + 3])
            and len(line) < 100
            and not _is_section(line)
        ):
            rows.append((end, [line]))
        else:
            break
        end += 1
    texts = spread_header([[_unquoted(piece.strip()) for piece in row] for _n, row in rows], width)
    made = tuple(Row(tuple(map(Cell, row)), f"dòng {n + 1}") for (n, _), row in zip(rows, texts, strict=True))
    return Grid(made, f"dòng {at + 1}–{end}", loose=True), end


def _is_section(line: str) -> bool:
    """ "IV. Tổ chức thực hiện": a heading of the text that says nothing of rows below it."""
    text = nfc(line)
    return re.match(r"\s*[IVX]+\s*[.)/-]\s+\S", text) is not None and not (
        kinds_in(text)
        or names_unit(text.split(maxsplit=1)[1])
        or read_purpose(text) != (None, None)
        or read_when(text).month
    )


def _separated(lines: Sequence[str], at: int) -> _Found:
    """Rows of a CSV file: semicolons as Vietnamese Excel writes them, or commas."""
    for sign in ";,":
        head = _pieces(lines[at], sign)
        if len(head) < 3 or not is_header(head) or any(parse_name(piece).is_school for piece in head):
            continue
        rows, end = [Row(tuple(map(Cell, head)), f"dòng {at + 1}")], at + 1
        while end < len(lines):
            size = _lines_of_record(lines, end)
            pieces = _pieces("\n".join(lines[end : end + size]), sign)
            if len(pieces) != len(head):
                break
            rows.append(Row(tuple(map(Cell, pieces)), f"dòng {end + 1}"))
            end += size
        if len(rows) > 1:
            return Grid(tuple(rows), f"dòng {at + 1}–{end}", loose=True), end
    return None


def _pieces(record: str, sign: str) -> list[str]:
    return [piece.strip() for piece in next(csv.reader(record.splitlines(keepends=True), delimiter=sign), [])]


def _lines_of_record(lines: Sequence[str], at: int) -> int:
    """How many lines a record takes: one, unless quotation marks stay open at its end."""
    marks = 0
    for size, line in enumerate(lines[at : at + _LONGEST_RECORD], start=1):
        marks += line.count('"')
        if marks % 2 == 0:
            return size
    return 1


def _unquoted(text: str) -> str:
    """A cell without the quotation marks Excel puts around it; a mark alone says "as above"."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == '"' else text


def _continue(row: list[str], pieces: list[str]) -> None:
    row[-1] = f"{row[-1]}\n{pieces[0]}"
    row += pieces[1:]


def _is_body(line: str, width: int) -> bool:
    return re.match(r'\s*"?\(?\d{1,3}[.)/]?"?\t', line) is not None and abs(line.count("\t") + 1 - width) <= 2


def _usual_width(lines: Sequence[str]) -> int:
    """The number of cells most numbered rows have."""
    counts = Counter(line.count("\t") + 1 for line in lines if re.match(r"\s*\(?\d{1,3}[.)/]?\t", line))
    return max(counts, key=lambda width: (counts[width], width)) if counts else lines[0].count("\t") + 1


def is_header(pieces: Sequence[str]) -> bool:
    """Whether these cells begin a schedule: a column of schools and one of time or request, or the number column."""
    roles = {role_of(piece) for piece in pieces if piece}
    return Role.SCHOOL in roles and bool(roles & (WHEN_ROLES | ASKED_ROLES | {Role.STT}))
