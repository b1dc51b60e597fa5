"""Marks: the colour and the words a check leaves on a cell, and the sheet that lists them. Pure, the same for every port."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.workbook.desk import Desk, SeenMark
from kdcl_xl.workbook.plan import Action, Fill, Jump, Notes, PutSheet, SheetCell, Tone
from kdcl_xl.workbook.snapshot import CellValue, Grid
from kdcl_xl.workbook.styles import ERROR_RED, HINT_BLUE, WARNING_AMBER

RESULT_SHEET = "Kết quả kiểm tra"
SEPARATOR = "— Kiểm tra —\n"
"""Between what a user wrote in a note and our words below it."""
SEVERITY_COLOURS = {Severity.ERROR: ERROR_RED, Severity.WARNING: WARNING_AMBER, Severity.HINT: HINT_BLUE}
MOST_MARKS = 500
"""More coloured cells than anybody reads; the sheet lists every finding."""

_PLACE = 3
_HEADERS = ("STT", "Mức độ", "Mã", "Trang và ô", "Điều chưa đúng", "Cách sửa", "Căn cứ")
_WIDTHS = [8.0, 15.0, 11.0, 22.0, 60.0, 48.0, 30.0]
_BEGINNINGS = tuple(f"{severity.value.upper()} · " for severity in Severity)


def mark_colour(severity: Severity) -> str:
    """One step of blue beside the palette: nobody sees it, and no template's own fill is taken for a mark."""
    colour = SEVERITY_COLOURS[severity]
    return colour[:-2] + f"{int(colour[-2:], 16) ^ 1:02X}"


MARK_COLOURS = frozenset(mark_colour(severity) for severity in Severity)


def with_words(note: str, ours: str) -> str:
    """The text of a note after our words were written below those of the user."""
    theirs = users_words(note)
    return f"{theirs}\n{SEPARATOR}{ours}" if theirs else ours


def our_words(note: str) -> str | None:
    """Our words in a note, None when it has none."""
    _theirs, separator, ours = note.rpartition(SEPARATOR)
    if separator:
        return ours
    return note if note.startswith(_BEGINNINGS) else None


def users_words(note: str) -> str:
    """What the user wrote in a note, "" when nothing."""
    theirs, separator, _ours = note.rpartition(SEPARATOR)
    if separator:
        return theirs.rstrip("\n")
    return "" if note.startswith(_BEGINNINGS) else note


def marks_of(findings: Sequence[Finding]) -> dict[tuple[str, str], tuple[Severity, str]]:
    """(sheet, cell) → worst severity and all messages there, worst first; at most `MOST_MARKS` cells."""
    order = list(Severity)
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.cell:
            by_cell.setdefault((finding.sheet, finding.cell), []).append(finding)
    marks = {}
    for place, here in list(by_cell.items())[:MOST_MARKS]:
        here.sort(key=lambda finding: order.index(finding.severity))
        words = "\n".join(
            f"{finding.severity.value.upper()} · {finding.code}: {finding.message} {finding.remedy}".rstrip()
            for finding in here
        )
        marks[place] = (here[0].severity, words)
    return marks


def remarked(
    desk: Desk,
    marks: Mapping[tuple[str, str], tuple[Severity, str]],
    below: Callable[[str, str, SeenMark], str | None],
) -> Iterator[Action]:
    """Marks of an earlier check off, these on; a cell with the same mark as before is not touched.

    `below` says which colour a cell gets when its mark goes. Protected sheets take no marks.
    """
    colours: dict[str, dict[str, str | None]] = {}
    texts: dict[str, dict[str, str | None]] = {}
    for (sheet, cell), seen in desk.marks.items():
        if (sheet, cell) in marks or sheet in desk.locked:
            continue
        texts.setdefault(sheet, {})[cell] = None
        if seen.colour in MARK_COLOURS:
            colours.setdefault(sheet, {})[cell] = below(sheet, cell, seen)
    for (sheet, cell), (severity, words) in marks.items():
        here = desk.marks.get((sheet, cell))
        if here is None or here.colour != mark_colour(severity):
            colours.setdefault(sheet, {})[cell] = mark_colour(severity)
        if here is None or here.text != words:
            texts.setdefault(sheet, {})[cell] = words
    yield from (Fill(sheet=sheet, colours=cells) for sheet, cells in colours.items())
    yield from (Notes(sheet=sheet, texts=cells) for sheet, cells in texts.items())


def colours_by_anchor(
    colours: Mapping[str, str | None], anchor: Callable[[str], str]
) -> dict[str, str | None]:
    """Colours by the cell that shows them: of marks that meet on a merged cell the worst, otherwise the last."""
    worst_first = [mark_colour(severity) for severity in Severity]
    found: dict[str, str | None] = {}
    for cell, colour in colours.items():
        shown = anchor(cell)
        earlier = found.get(shown)
        both = earlier in MARK_COLOURS and colour in MARK_COLOURS
        found[shown] = min(str(earlier), str(colour), key=worst_first.index) if both else colour
    return found


def texts_by_anchor(texts: Mapping[str, str | None], anchor: Callable[[str], str]) -> dict[str, str | None]:
    """Our words by the cell that shows them: those that meet on a merged cell one below the other."""
    found: dict[str, str | None] = {}
    for cell, words in texts.items():
        shown = anchor(cell)
        found[shown] = "\n".join(part for part in (found.get(shown), words) if part) or None
    return found


def result_sheet(file: str, findings: Sequence[Finding], sheets: Sequence[str], advice: str) -> PutSheet:
    """The sheet that lists every finding and leads to its cell. `sheets` are those of the workbook."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    summary = ", ".join(f"{count} {severity}" for severity, count in counts.items())
    rows: list[list[SheetCell]] = [
        ["KẾT QUẢ KIỂM TRA"],
        [f"Tệp {file} · {summary if findings else 'không có lỗi nào'}"],
        [f"Bấm vào ô ở cột “Trang và ô” để tới chỗ cần sửa. {advice}"],
        list(_HEADERS),
    ]
    for number, finding in enumerate(findings, start=1):
        place: SheetCell = finding.place or "Cả tệp"
        if finding.sheet in sheets:
            place = Jump(text=finding.place, sheet=finding.sheet, cell=finding.cell or "A1")
        rows.append(
            [number, Tone(severity=finding.severity), finding.code, place, finding.message, finding.remedy, finding.law]
        )  # fmt: skip
    return PutSheet(name=RESULT_SHEET, rows=rows, widths=_WIDTHS, header_row=len(rows) - len(findings))


def listed_places(grids: Mapping[str, Grid]) -> Iterator[tuple[str, str]]:
    """(sheet, cell) of each finding on the result sheet of an earlier check: where marks are to be looked for.

    A port that cannot list the notes of a sheet looks here. Rows moved since are found by `our_words` alone.
    """
    for row in grids.get(RESULT_SHEET, []):
        place = _text(row, _PLACE)
        sheet, mark, cell = place.rpartition("!")
        if mark and sheet in grids:
            yield sheet, cell


def result_sheet_again(grid: Grid) -> PutSheet:
    """The result sheet of an earlier check, from its values: undoing a check brings it back."""
    words = {severity.value.upper(): severity for severity in Severity}  # as every port writes them
    rows: list[list[SheetCell]] = []
    header_row = 0
    for number, row in enumerate(grid, start=1):
        cells: list[SheetCell] = [_plain(value) for value in row]
        if tuple(cells[: len(_HEADERS)]) == _HEADERS:
            header_row = number
        elif header_row:
            cells[1] = Tone(severity=words[str(row[1])]) if row[1] in words else cells[1]
            sheet, mark, cell = _text(row, _PLACE).rpartition("!")
            cells[_PLACE] = Jump(text=_text(row, _PLACE), sheet=sheet, cell=cell) if mark else cells[_PLACE]
        while cells and cells[-1] in ("", None):
            cells.pop()
        rows.append(cells)
    return PutSheet(name=RESULT_SHEET, rows=rows, widths=_WIDTHS, header_row=header_row)


def _text(row: Sequence[CellValue], column: int) -> str:
    return str(row[column]) if column < len(row) else ""


def _plain(value: CellValue) -> SheetCell:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | bool | int | float) else str(value)
