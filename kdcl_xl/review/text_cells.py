"""Text copied out of Word or a web page: every cell of a table on a line of its own.

Word's own text export begins each cell with a tab and ends each row with an empty line; elsewhere only the order of
the lines is left, and which column a tick belongs to may be past telling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.review.cell_lines import NUMBER, group_at, times_joined
from kdcl_xl.review.columns import ASKED_ROLES, WHEN_ROLES, Role, role_of
from kdcl_xl.review.plan import Cell, Grid, Row
from kdcl_xl.review.ticks import is_tick, read_purpose
from kdcl_xl.text.normal import bare
from kdcl_xl.text.when import read_when

_PROSE = 120
_HEADER_LINES = 24
_SAMPLE = 12
_OWN_HEADER = re.compile(
    r"(?:dia chi|dien thoai|hieu truong|ho ten hieu truong|xa|phuong|xa, ?phuong|phuong, ?xa|phuong/xa|xa/phuong|dia ban|"
    r"loai hinh|so lop|so hoc sinh|so hs|email|truong doan|thu ky|nguoi phu trach|nguoi lien he)"
)
"""Headers of columns that are not ours: never the rest of the header above them."""
_Found = tuple[Grid, int] | None


def tabbed_cells(lines: Sequence[str], at: int) -> _Found:
    """Each cell begins with a tab, lines without one go on in it, an empty line ends the row."""
    if (
        not lines[at].startswith("\t")
        or "\t" in lines[at].strip()
        or role_of(lines[at].strip()) not in (Role.STT, Role.SCHOOL)
    ):
        return None
    rows, end = _tab_rows(lines, at)
    numbered = Counter(len(row) for _n, row in rows if row[0].strip().rstrip(".").isdigit())
    if not numbered:
        return None
    width = max(numbered, key=lambda size: (numbered[size], size))
    texts = spread_header([row for _n, row in rows], width)
    if width < 3 or not any(role_of(text.strip()) is Role.SCHOOL for text in texts[0]):
        return None
    made = tuple(Row(tuple(map(Cell, row)), f"dòng {n + 1}") for (n, _), row in zip(rows, texts, strict=True))
    return Grid(made, f"dòng {at + 1}–{end}", loose=True), end


def _tab_rows(lines: Sequence[str], at: int) -> tuple[list[tuple[int, list[str]]], int]:
    rows: list[tuple[int, list[str]]] = []
    current: list[str] = []
    began, blank, end = at, 0, at
    for n in range(at, len(lines) + 1):
        line = lines[n] if n < len(lines) else ""
        if line.startswith("\t"):
            if not current:
                began = n
            current.append(line[1:])
            blank = 0
        elif line.strip() and current:
            if len(line) > _PROSE or re.match(r"\s*\t", line):
                break
            current[-1] += f"\n{line}"
        elif line.strip():
            break
        else:
            blank += 1
            if current and any(cell.strip() for cell in current):
                if any(len(cell) > _PROSE for cell in current):
                    break
                rows.append((began, current))
                end = n
            current = []
            if blank > 3:
                break
    return rows, end


def spread_header(rows: list[list[str]], width: int) -> list[list[str]]:
    """Header rows as wide as the table: a cell that lay over several columns stands above each of them."""
    if (
        len(rows) > 1
        and len(rows[0]) < width <= len(rows[1])
        and not any(c.strip().isdigit() for c in rows[1][:1])
    ):
        below, above, spread = rows[1], list(rows[0]), list[str]()
        runs = [n for n in range(len(below)) if below[n].strip() and (n == 0 or not below[n - 1].strip())]
        for n in range(len(below)):
            inside = below[n].strip() and n not in runs
            more_groups = inside and len(above) > sum(1 for text in below[n:] if not text.strip()) + len(
                [r for r in runs if r > n]
            )
            if above and (not inside or more_groups):
                spread.append(above.pop(0))
            else:
                spread.append(spread[-1] if spread else "")
        rows = [spread, *rows[1:]]
    return rows


def cells_on_lines(lines: Sequence[str], at: int) -> _Found:
    """Nothing but the order of lines: headers, then for each number what stands up to the next."""
    if _every_other_is_blank(lines, at):
        found = _on_lines(lines[at::2], 0)
        return _spread_out(*found, at) if found is not None else None
    return _on_lines(lines, at)


def _every_other_is_blank(lines: Sequence[str], at: int) -> bool:
    """Whether an empty line stands behind each cell, blank ones too, as between the paragraphs of a web page."""
    cells, between = lines[at : at + _SAMPLE : 2], lines[at + 1 : at + _SAMPLE : 2]
    return len(between) > 2 and not any(map(str.strip, between)) and sum(map(bool, map(str.strip, cells))) > 2


def _spread_out(grid: Grid, end: int, at: int) -> tuple[Grid, int]:
    """What was read from every other line, with the places it has in the whole text."""

    def line(number: int) -> int:
        return at + 2 * (number - 1) + 1

    rows = tuple(Row(row.cells, f"dòng {line(int(row.place.removeprefix('dòng ')))}") for row in grid.rows)
    return Grid(rows, f"dòng {at + 1}–{line(end)}", loose=True), at + 2 * end


def _on_lines(lines: Sequence[str], at: int) -> _Found:
    if role_of(lines[at].strip()) not in (Role.STT, Role.SCHOOL) or len(lines[at].strip()) > 30:
        return None
    head, body = _header_on_lines(lines, at)
    roles = [role for role, _text in head]
    if Role.STT not in roles or Role.SCHOOL not in roles or not set(roles) & (WHEN_ROLES | ASKED_ROLES):
        return None
    pieces, end = _rows_on_lines(lines, body, len(head), months=_without_times(roles))
    if not any(not is_group(texts) for _n, texts in pieces):
        return None
    header = Row(tuple(Cell(text) for _role, text in head), f"dòng {at + 1}")
    bodies = _without_row_ends([texts for _n, texts in pieces], len(head))
    blanks_kept = any("" in texts for texts in bodies[:-1])
    bodies = [texts if is_group(texts) else times_joined(texts, roles) for texts in bodies]
    rows = tuple(
        Row(
            (Cell(texts[0]),) if is_group(texts) else _aligned(texts, roles, blanks_kept=blanks_kept),
            f"dòng {n + 1}",
        )
        for (n, _), texts in zip(pieces, bodies, strict=True)
    )
    return Grid((header, *rows), f"dòng {at + 1}–{end}", loose=True), end


def _header_on_lines(lines: Sequence[str], at: int) -> tuple[list[tuple[Role, str]], int]:
    """Roles with their headers, and where the first row begins. A header over two lines is put together."""
    head: list[tuple[Role, str]] = []
    for n in range(at, min(at + _HEADER_LINES, len(lines))):
        text = lines[n].strip()
        if NUMBER.fullmatch(text) or (
            any(role is Role.SCHOOL for role, _text in head)
            and group_at(lines, n, full=True, months=_without_times([role for role, _text in head]))
        ):
            return _without_groups(head), n
        role = role_of(text)
        if not text:
            continue
        if head and role is Role.OTHER and _OWN_HEADER.fullmatch(bare(text).lower()):
            head.append((role, text))
        elif head and (role is Role.OTHER or (role is head[-1][0] and role not in (Role.KDCL, Role.CQG))):
            before = head.pop()
            head.append((before[0], f"{before[1]} {text}"))
        elif head and (joined := role_of(f"{head[-1][1]} {text}")) is head[-1][0] and text[0].islower():
            head.append((joined, f"{head.pop()[1]} {text}"))
        else:
            head.append((role, text))
    return [], at


def _without_groups(head: list[tuple[Role, str]]) -> list[tuple[Role, str]]:
    """ "Đề nghị công nhận" over KĐCL and CQG is no column: the two stand in its place, wherever their line came."""
    split = [item for item in head if item[0] in (Role.KDCL, Role.CQG)]
    groups = [item for item in head if item[0] is Role.PURPOSE]
    if not split or not groups:
        return head
    if head[-len(split) :] != split:
        return [item for item in head if item not in groups]
    place = head.index(groups[0])
    rest = [item for item in head if item not in split]
    return [*rest[:place], *split, *(item for item in rest[place:] if item not in groups)]


def _without_times(roles: Sequence[Role]) -> bool:
    """Whether no column holds a time, so that a month between the rows heads them."""
    return not WHEN_ROLES & set(roles)


def _rows_on_lines(
    lines: Sequence[str], at: int, width: int, *, months: bool
) -> tuple[list[tuple[int, list[str]]], int]:
    rows: list[tuple[int, list[str]]] = []
    n, end = at, at
    while n < len(lines):
        text = lines[n].strip()
        full = not rows or len(rows[-1][1]) >= width
        if (group := group_at(lines, n, full=full, months=months)) is not None:
            rows.append((n, [group[0]]))
            n = group[1]
            continue
        if _begins_row(lines, n, rows):
            rows.append((n, [text]))
            end = n + 1
        elif not rows or _ends_table(lines, n, rows[-1][1], width):
            break
        else:
            rows[-1][1].append(text)
            end = n + 1 if text else end
        n += 1
    return rows, end


def _begins_row(lines: Sequence[str], n: int, rows: list[tuple[int, list[str]]]) -> bool:
    text = lines[n].strip().rstrip(".")
    if not re.fullmatch(r"\d{1,3}", text):
        return False
    following = next((line.strip() for line in lines[n + 1 : n + 3] if line.strip()), "")
    named = (
        bool(re.search(r"[^\W\d]{2}", following))
        and read_when(following).month is None
        and not is_tick(following)
    )
    if parse_name(following).is_school:
        return True
    if not rows or is_group(rows[-1][1]):
        return named and (int(text) == 1 or int(text) <= _last_number(rows) + 3)
    last = _last_number(rows)
    return named and last < int(text) <= last + 3 and len(rows[-1][1]) > 2


def _last_number(rows: list[tuple[int, list[str]]]) -> int:
    return next((int(texts[0].rstrip(".")) for _n, texts in reversed(rows) if not is_group(texts)), 0)


def is_group(texts: Sequence[str]) -> bool:
    """Whether this is the heading of a group: no row, for those begin with their number."""
    return NUMBER.fullmatch(texts[0]) is None


def _ends_table(lines: Sequence[str], n: int, row: list[str], width: int) -> bool:
    text = lines[n].strip()
    if not text:
        rest = [line.strip() for line in lines[n : n + width + 2]]
        going_on = any(re.fullmatch(r"\d{1,3}\.?", line) for line in rest)
        return not going_on and len(row) >= width - 1
    heading = (
        re.match(r"(?:[IVX]+\s*[.)/-]|\d+(?:\.\d+)*[.)])\s+\S|[-–+•]\s*\S{2}|(?i:nơi nhận|trên đây)", text)
        is not None
    )
    return len(text) > _PROSE or heading or len([piece for piece in row if piece]) > width + 3


def _without_row_ends(rows: list[list[str]], width: int) -> list[list[str]]:
    """The rows without the empty line between them, where every one of them ends with one and some are full."""
    inner = [row for row in rows[:-1] if not is_group(row)]
    if inner and all(row[-1] == "" for row in inner) and any(len(row) > width for row in inner):
        return [row[:-1] if row[-1] == "" and not is_group(row) else row for row in rows]
    return rows


def _aligned(texts: list[str], roles: Sequence[Role], *, blanks_kept: bool) -> tuple[Cell, ...]:
    """The pieces of a row under their columns: one for each, or, where blank cells left no trace, by what they say."""
    while len(texts) > len(roles) and not texts[-1]:
        texts = texts[:-1]
    if len(texts) == len(roles) and (_fits(texts, roles) or not _fits_elsewhere(texts, roles)):
        return tuple(map(Cell, texts))
    if blanks_kept and len(texts) == len(roles) - 1 and _fits(texts, roles):
        return tuple(map(Cell, texts))
    said = [text for text in texts if text]
    cells = [""] * len(roles)
    ticks = [
        n for n, role in enumerate(roles) if role in (Role.KDCL, Role.CQG, Role.PURPOSE, Role.TICK_MONTH)
    ]
    marked = [text for text in said if is_tick(text)]
    for text in said:
        place = _column_for(text, roles, cells)
        if place is not None:
            cells[place] = f"{cells[place]}\n{text}".strip()
    sure = len(marked) in (0, len(ticks))
    if sure:
        for place, text in zip(ticks, marked, strict=False):
            cells[place] = text
        return tuple(map(Cell, cells))
    return tuple(
        Cell(" ".join(marked) if n in ticks else text, doubtful=n in ticks) for n, text in enumerate(cells)
    )


def _fits(texts: list[str], roles: Sequence[Role]) -> bool:
    """Whether every piece can stand where it stands."""
    return all(
        (
            role is Role.WHEN
            and (not text or read_when(text).year is not None or read_when(text).month is not None)
        )
        or (role in (Role.KDCL, Role.CQG) and (not text or is_tick(text)))
        or role not in (Role.WHEN, Role.KDCL, Role.CQG)
        for text, role in zip(texts, roles, strict=False)
    )


def _fits_elsewhere(texts: list[str], roles: Sequence[Role]) -> bool:
    """Whether a time stands in a column of no times while the column of the time holds none: the pieces have slipped."""
    times = [n for n, text in enumerate(texts) if text and read_when(text).month is not None]
    place = next((n for n, role in enumerate(roles) if role is Role.WHEN), None)
    return place is not None and bool(texts[place]) and place not in times and bool(times)


def _column_for(text: str, roles: Sequence[Role], cells: list[str]) -> int | None:
    """The column a piece without a place can only mean; ticks are left out."""

    def at(*wanted: Role) -> int | None:
        return next((n for n, role in enumerate(roles) if role in wanted), None)

    if is_tick(text):
        return None
    if not cells[0] and re.fullmatch(r"\d{1,3}\.?", text):
        return at(Role.STT)
    asked = at(Role.PURPOSE)
    if asked is not None and not cells[asked] and read_purpose(text) != (None, None):
        return asked
    when = at(Role.WHEN, Role.DEADLINE)
    if when is not None and not cells[when] and (read_when(text).month or read_when(text).year):
        return when
    school = at(Role.SCHOOL)
    begun = any(cell for n, cell in enumerate(cells) if n not in (0, school))
    if school is not None and not begun:
        return school
    return at(Role.NOTE, Role.OTHER, Role.KIND)
