"""One cell that names several schools: told apart only where every piece can but be a school."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.review.columns import Column, Role
from kdcl_xl.review.plan import Cell, Row
from kdcl_xl.review.ticks import read_purpose
from kdcl_xl.text.normal import nfc
from kdcl_xl.text.when import Unit, read_when

_COUNTED = re.compile(r"\s*\d{1,2}\s+trường\s*(?::\s*(?P<listed>\S[^:]*)|\((?P<bracketed>[^()]+)\)\s*)", re.I)
_NUMBERED = re.compile(r"\s*\d{1,3}\s*[.)]\s+")
_BETWEEN = re.compile(r"\s*[,;+\n]\s*|\s+và\s+|\s+-\s+(?=Trường\b)")
_PLACES = re.compile(
    r"(?:xã|phường|thị trấn|thị xã|huyện|quận|thôn|ấp|bản|khu|khóm|tổ|tp|thành phố|tỉnh|cơ sở|điểm|phân hiệu|cs|kp|đường|số|cụm)\b",
    re.I,
)


_HALVES = {
    "dân tộc",
    "phổ thông dân tộc",
    "dân tộc bán",
    "dân tộc nội",
    "trung học",
    "trung học cơ",
    "trung học phổ",
}
"""What is left of a name whose line ended inside the words for its kind of school."""
_ADDRESS = re.compile(
    r"\s*\(?(?:(?:địa chỉ|đ/c|đc|điện thoại|đt|email|số)\b\s*[:.]?\s*\S*\d|\d+[\w/-]*,?\s+[A-ZĐ]\w+\s+\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The schools of a cell. `doubtful`: it may name two, yet is left as one."""

    names: tuple[str, ...]
    cell: str
    numbered: bool = False
    """Every name has a number of its own."""
    doubtful: bool = False


def schools_in(cell: Cell) -> Listed:
    """The names in a cell: one, whatever its line ends, unless every piece begins like a school of its own."""
    cell = Cell(_without_count(_without_address(cell.text)))
    words = cell.words
    shown = "; ".join(" ".join(line.split()) for line in cell.text.split("\n") if line.strip())
    if not re.search(r"[^\W\d_]|\d\s*/\s*\d", words):
        return Listed((), words)
    for pieces in (_pieces(r"[\n;]", cell.text), _grouped(cell.text), _pieces(_BETWEEN.pattern, nfc(words))):
        if len(pieces) > 1 and all(map(_begins_school, pieces)):
            return Listed(tuple(pieces), shown, all(_NUMBERED.match(piece) for piece in pieces))
    return Listed((words,), words, doubtful=_may_be_two(nfc(words)))


def _begins_school(piece: str) -> bool:
    """Whether a piece is a school by itself: not "bán trú Tiểu học Nậm Cắn", the rest of the line above, nor that line."""
    name = parse_name(piece)
    return name.is_school and not nfc(piece)[0].islower() and name.own not in _HALVES


def _without_address(text: str) -> str:
    """The lines of a name before the one of its address; the row keeps the whole cell."""
    lines = text.split("\n")
    last = next((n for n, line in enumerate(lines) if n and _ADDRESS.match(nfc(line))), len(lines))
    return "\n".join(lines[:last]) if parse_name(" ".join(lines[:last])).is_school else text


def _without_count(text: str) -> str:
    """ "02 trường: MN A, TH B", "01 trường (THCS C)": the schools alone."""
    found = _COUNTED.fullmatch(nfc(text))
    return text if found is None else found["listed"] or found["bracketed"]


def _pieces(pattern: str, text: str) -> list[str]:
    return [piece.strip() for piece in re.split(pattern, text) if piece.strip()]


def _grouped(text: str) -> list[str]:
    """Lines put to the school above them, as "(điểm chính)", when they begin no school themselves."""
    groups: list[str] = []
    for line in text.split("\n"):
        name = parse_name(line)
        begins = name.is_school and (name.kind is not None or re.match(r"\W*Trường\b", nfc(line)) is not None)
        if begins or not groups:
            groups.append(line)
        else:
            groups[-1] += f" {line}"
    return groups


def _may_be_two(words: str) -> bool:
    """ "THCS Nguyễn Trãi và Lê Lai", "Hoa Đào, Hoa Mận": not a place after the name, nor two levels of one school."""
    pieces = [piece.strip() for piece in _BETWEEN.split(re.sub(r"\([^)]*\)", "", words)) if piece.strip()]
    if len(pieces) < 2 or not parse_name(pieces[0]).own:
        return False
    return all(
        piece[0].isupper() and not piece.isupper() and _PLACES.match(piece) is None and len(piece.split()) < 7
        for piece in pieces[1:]
    )


def rows_of(row: Row, listed: Listed, names: Column, columns: Sequence[Column]) -> Iterator[Row]:
    """The row once for each of its schools, with its own line of the cells that have as many lines as schools.

    A number below a request counts the schools of the cell that ask for it, and does not say which.
    """
    count = len(listed.names)
    if count == 1:
        yield row
        return
    split = {column.place: lines for column in columns if (lines := _lines_for(row, column, count))}
    for n, name in enumerate(listed.names):
        cells = list(row.cells)
        cells[names.place] = replace(cells[names.place], text=name)
        for place, lines in split.items():
            cells[place] = replace(cells[place], text=lines[n], day=None)
        for column in columns:
            if column.role in (Role.KDCL, Role.CQG) and column.place < len(cells):
                counted = re.fullmatch(r"[1-9]\d?", cells[column.place].words) is not None
                cells[column.place] = replace(cells[column.place], doubtful=counted)
        yield replace(row, cells=tuple(cells))


def _lines_for(row: Row, column: Column, count: int) -> list[str]:
    """The lines of a cell that belong to one school each."""
    if column.place >= len(row.cells) or column.role not in (Role.WHEN, Role.UNTIL, Role.DEADLINE, Role.PURPOSE, Role.GRADE):  # fmt: skip
        return []
    lines = _pieces(r"[\n;]", row.cells[column.place].text)
    if len(lines) != count:
        return []
    fits = _is_time if column.role in (Role.WHEN, Role.UNTIL, Role.DEADLINE) else _is_request
    return lines if all(map(fits, lines)) else []


def times_unpaired(row: Row, columns: Sequence[Column], count: int) -> bool:
    """Whether the cell of times of several schools holds several, yet not one for each."""
    times = [row.cells[c.place].text for c in columns if c.role is Role.WHEN and c.place < len(row.cells)]
    listed = [_pieces(r"[\n;]", text) for text in times]
    return count > 1 and any(1 < len(lines) != count and all(map(_is_time, lines)) for lines in listed)


def _is_time(text: str) -> bool:
    when = read_when(text)
    joins_on = re.match(r"\s*(?:đến|tới|[-–])", nfc(text), re.I) or re.search(
        r"(?:từ|đến|[-–])\s*$", nfc(text), re.I
    )
    return not joins_on and (when.month is not None or when.unit in (Unit.QUARTER, Unit.TERM))


def _is_request(text: str) -> bool:
    return read_purpose(text) != (None, None)
