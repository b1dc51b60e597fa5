"""Cells of LibreOffice Calc: addresses, colours, notes, number formats. Stdlib only, see `uno_sheets`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

SEPARATOR = "— Kiểm tra —\n"
BEGINNINGS = ("LỖI · ", "CẢNH BÁO · ", "GỢI Ý · ")
MARK_COLOURS = ("#F8CBCA", "#FCE4B9", "#DDEBF6")
"""Colours of marks, the worst first."""
TONES = {"lỗi": "#F8CBCB", "cảnh báo": "#FCE4B8", "gợi ý": "#DDEBF7"}
"""Severity → its colour on a sheet of ours."""
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383

NOTE_FLAG, FORMULA_FLAG = 8, 16
"""com.sun.star.sheet.CellFlags."""

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_LOGICAL = 1024


class HostError(Exception):
    """The workbook cannot be worked on as it stands; nothing was changed. Two Vietnamese sentences: cause, remedy."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message, self.remedy = message, remedy


class Applied:
    """What was done, in the words of `workbook.plan.Applied`."""

    def __init__(self) -> None:
        self.changes: list[dict[str, Any]] = []
        self.added_sheets: list[str] = []
        self.replaced_sheets: list[str] = []
        self.formats_before: list[dict[str, Any]] = []
        self.left_out: list[str] = []

    def changed(self, sheet: str, place: tuple[int, int], what: str, before: Any, after: Any) -> None:
        """One thing of one cell."""
        change = {"sheet": sheet, "cell": a1(*place), "what": what, "before": before, "after": after}
        self.changes.append(change)

    def as_json(self) -> dict[str, Any]:
        """For the wire."""
        return dict(vars(self))


# ---- addresses and words


def a1(row: int, column: int) -> str:
    """Zero-based row and column → `B14`."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def parse_a1(address: str) -> tuple[int, int]:
    """`B14` → (13, 1). Raises ValueError for anything else."""
    match = _A1.fullmatch(address)
    if not match:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def our_words(note: str) -> str | None:
    """Our words in a note, None when it has none."""
    _theirs, separator, ours = note.rpartition(SEPARATOR)
    if separator:
        return ours
    return note if note.startswith(BEGINNINGS) else None


def users_words(note: str) -> str:
    """What the user wrote in a note, "" when nothing."""
    theirs, separator, _ours = note.rpartition(SEPARATOR)
    if separator:
        return theirs.rstrip("\n")
    return "" if note.startswith(BEGINNINGS) else note


def colour_of(cells: Any) -> str | None:
    """The hard colour of a cell as `#RRGGBB`, None for none."""
    number = cells.CellBackColor
    return None if number is None or number < 0 else f"#{number:06X}"


def notes_of(sheet: Any) -> dict[tuple[int, int], Any]:
    """(row, column) → note."""
    notes = sheet.Annotations
    found = {}
    for number in range(notes.Count):
        note = notes.getByIndex(number)
        at = note.Position
        found[at.Row, at.Column] = note
    return found


def note_text(note: Any) -> str:
    """The words of a note. LibreOffice 25 knows those of an .xlsx only once the note's shape was asked for."""
    return str(note.String or note.AnnotationShape.String)


def cells_of(addresses: Any) -> Iterator[tuple[int, int]]:
    """(row, column) of every cell of some ranges."""
    for part in addresses:
        for row in range(part.StartRow, part.EndRow + 1):
            for column in range(part.StartColumn, part.EndColumn + 1):
                yield row, column


# ---- many cells, number formats


def ranges_of(doc: Any, sheet: Any, places: list[tuple[int, int]]) -> Any:
    """Many cells as one object: a property set on it is one call."""
    ranges = doc.createInstance("com.sun.star.sheet.SheetCellRanges")
    parts = [
        sheet.getCellRangeByPosition(left, top, right, bottom).RangeAddress
        for top, left, bottom, right in blocks(places)
    ]
    ranges.addRangeAddresses(tuple(parts), False)
    return ranges


def serial(moment: dict[str, Any], epoch: datetime) -> float:
    """The number of a day or a moment."""
    passed = datetime.fromisoformat(moment["moment"]) - epoch
    return passed.days + passed.seconds / 86_400


def date_format(doc: Any, moment: str) -> int:
    """dd/mm/yyyy, with the time when there is one."""
    code = "DD/MM/YYYY" if moment[11:19] in ("", "00:00:00") else "DD/MM/YYYY HH:MM"
    locale = english()
    key = int(doc.NumberFormats.queryKey(code, locale, False))
    return key if key >= 0 else int(doc.NumberFormats.addNew(code, locale))


def logical_format(doc: Any) -> int:
    """TRUE and FALSE."""
    return int(doc.NumberFormats.getStandardFormat(_LOGICAL, english()))


def english() -> Any:
    """The locale whose format codes we write."""
    import uno

    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "en", "US"
    return locale


def property_value(name: str, value: Any) -> Any:
    """A named argument of UNO."""
    import uno

    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def blocks(places: Collection[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Rectangles (top, left, bottom, right) that hold exactly these cells: runs of a row, joined downwards."""
    by_row: dict[int, list[int]] = {}
    for row, column in places:
        by_row.setdefault(row, []).append(column)
    rows_of_run: dict[tuple[int, int], list[int]] = {}
    for row in sorted(by_row):
        for run in _runs(sorted(set(by_row[row]))):
            rows_of_run.setdefault(run, []).append(row)
    for (left, right), rows in rows_of_run.items():
        for top, bottom in _runs(rows):
            yield top, left, bottom, right


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours. `numbers` rise."""
    start = previous = numbers[0]
    for number in numbers[1:]:
        if number != previous + 1:
            yield start, previous
            start = number
        previous = number
    yield start, previous
