"""Carrying out a Plan on a workbook open in LibreOffice Calc. Stdlib only, see `uno_sheets`.

Traps met here: `setDataArray` removes the notes of its cells and cannot be undone; undoing an added sheet of a hidden
document crashes LibreOffice 7.4, so nothing is recorded there; adding a sheet makes it the active one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .uno_cells import (
    FORMULA_FLAG,
    LAST_COLUMN,
    LAST_ROW,
    MARK_COLOURS,
    NOTE_FLAG,
    SEPARATOR,
    Applied,
    HostError,
    a1,
    blocks,
    cells_of,
    colour_of,
    date_format,
    logical_format,
    note_text,
    notes_of,
    our_words,
    parse_a1,
    ranges_of,
    serial,
    users_words,
)
from .uno_formats import Formats
from .uno_result import drop_sheet, put_sheet
from .uno_sheets import Reader, is_seen, is_workbook

_STANDARD = 0
_SHOWN = 5


def apply(doc: Any, plan: dict[str, Any], keep: str) -> dict[str, Any]:
    """Carry out a Plan; returns Applied. `keep`: folder for the copy that brings formats back.

    Raises HostError when the workbook takes no changes at all, then nothing was changed.
    """
    if not is_workbook(doc):
        raise HostError("Sổ đã đóng.", "Thầy/cô mở lại sổ rồi bấm lại nút này.")
    if doc.isReadonly():
        raise HostError(
            "Sổ đang mở ở chế độ chỉ đọc nên không ghi được gì.",
            "Thầy/cô đóng sổ ở máy khác, hoặc bấm Chỉnh sửa tài liệu, rồi bấm lại nút này.",
        )
    applied = Applied()
    with _OneStep(doc) as step:
        worker = _Worker(doc, applied, keep, recorded=step.recorded)
        try:
            for action in plan["actions"]:
                worker.do(action)
        finally:
            worker.close()
    return applied.as_json()


class _OneStep:
    """One step for Ctrl+Z where a user sees the document, the screen still and nothing calculated until it is done.

    What a failure left half done is taken back. A class on purpose: `contextlib` sets attributes of the exceptions that
    pass, and those of UNO do not bear it.
    """

    def __init__(self, doc: Any) -> None:
        self._doc, self._manager = doc, doc.UndoManager
        self.recorded = is_seen(doc)

    def __enter__(self) -> _OneStep:
        self._doc.lockControllers()
        self._doc.addActionLock()
        self._calculating = self._doc.isAutomaticCalculationEnabled()
        self._doc.enableAutomaticCalculation(False)
        self._steps = len(self._manager.getAllUndoActionTitles())
        if self.recorded:
            self._manager.enterUndoContext("KĐCL")
        else:
            self._doc.IsUndoEnabled = False
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        if self.recorded:
            self._manager.leaveUndoContext()
            if kind is not None and len(self._manager.getAllUndoActionTitles()) > self._steps:
                self._manager.undo()
        else:
            self._doc.IsUndoEnabled = True
        self._doc.enableAutomaticCalculation(self._calculating)
        self._doc.removeActionLock()
        self._doc.unlockControllers()


class _Worker:
    """The actions of one plan."""

    def __init__(self, doc: Any, applied: Applied, keep: str, *, recorded: bool) -> None:
        self._doc, self._applied, self._recorded = doc, applied, recorded
        self._other_formats = Formats(doc, keep, applied)
        self._reader = Reader(doc)
        self._merged: dict[str, bool] = {}
        self._acts: dict[str, Callable[[dict[str, Any]], None]] = {
            "values": self._values,
            "fill": self._fill,
            "notes": self._notes,
            "sheet": lambda action: put_sheet(doc, action, applied),
            "drop_sheet": lambda action: drop_sheet(doc, action["name"], applied),
            "formats": self._formats,
            "select": self._select,
        }

    def do(self, action: dict[str, Any]) -> None:
        self._acts[action["do"]](action)

    def close(self) -> None:
        self._other_formats.close()

    # ---- what is in the way

    def _sheet(self, name: str, what: str, *, written: bool = True) -> Any | None:
        if not self._doc.Sheets.hasByName(name):
            self._applied.left_out.append(f"Sổ không còn trang “{name}” nên không {what}.")
            return None
        sheet = self._doc.Sheets.getByName(name)
        if written and sheet.isProtected():
            self._applied.left_out.append(
                f"Trang “{name}” đang khóa nên không {what}; chương trình không tự mở khóa."
            )
            return None
        return sheet

    def _places(self, cells: dict[str, Any]) -> dict[tuple[int, int], Any]:
        places = {parse_a1(cell): given for cell, given in cells.items()}
        return {(r, c): given for (r, c), given in places.items() if r <= LAST_ROW and c <= LAST_COLUMN}

    def _anchor(self, sheet: Any, place: tuple[int, int]) -> tuple[int, int]:
        """The first cell of the merged area that covers a cell; the cell itself when none does."""
        name = sheet.Name
        if name not in self._merged:
            self._merged[name] = bool(sheet.IsMerged)
        if not self._merged[name]:
            return place
        cursor = sheet.createCursorByRange(sheet.getCellByPosition(place[1], place[0]))
        cursor.collapseToMergedArea()
        at = cursor.RangeAddress
        return at.StartRow, at.StartColumn

    # ---- values

    def _values(self, action: dict[str, Any]) -> None:
        sheet = self._sheet(action["sheet"], "ghi được vào đó")
        if sheet is None:
            return
        places = self._places(action["cells"])
        covered = [place for place in places if self._anchor(sheet, place) != place]
        self._say(sheet.Name, covered, "nằm trong ô gộp")
        for place in covered:
            del places[place]
        formulas = []
        notes = notes_of(sheet)
        for top, left, bottom, right in blocks(places):
            area = sheet.getCellRangeByPosition(left, top, right, bottom)
            found = set(cells_of(area.queryContentCells(FORMULA_FLAG).RangeAddresses))
            formulas += sorted(found)
            before = self._reader.rows(area)
            wanted = {
                (row, column): places[row, column]
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            }
            kept = {place: before[place[0] - top][place[1] - left] for place in wanted}
            changed = {p: v for p, v in wanted.items() if p not in found and not _same(kept[p], v)}
            self._write(
                sheet, area, changed, whole=len(changed) == len(wanted) and not notes.keys() & wanted.keys()
            )
            for place, value in changed.items():
                self._dress(sheet.getCellByPosition(place[1], place[0]), kept[place], value)
                self._applied.changed(
                    sheet.Name, place, "value", None if kept[place] == "" else kept[place], value
                )
        self._say(sheet.Name, formulas, "đang chứa công thức")

    def _write(self, sheet: Any, area: Any, values: dict[tuple[int, int], Any], *, whole: bool) -> None:
        """In one block where nobody could undo it and no note is lost."""
        if whole and not self._recorded:
            top = area.RangeAddress
            area.setDataArray(
                tuple(
                    tuple(
                        self._number_or_text(values[row, column])
                        for column in range(top.StartColumn, top.EndColumn + 1)
                    )
                    for row in range(top.StartRow, top.EndRow + 1)
                )
            )
            return
        for (row, column), value in values.items():
            cell = sheet.getCellByPosition(column, row)
            plain = self._number_or_text(value)
            if isinstance(plain, float):
                cell.setValue(plain)
            else:
                cell.setString(plain)

    def _number_or_text(self, value: Any) -> float | str:
        if isinstance(value, dict):
            return serial(value, self._reader.epoch)
        return "" if value is None else value if isinstance(value, str) else float(value)

    def _dress(self, cell: Any, before: Any, value: Any) -> None:
        """Days and truth values are nothing but numbers without their format; a number must not look like them."""
        if isinstance(value, bool):
            cell.NumberFormat = logical_format(self._doc)
        elif isinstance(value, dict):
            if not self._reader.is_date(cell):
                cell.NumberFormat = date_format(self._doc, value["moment"])
        elif isinstance(before, bool):
            cell.NumberFormat = _STANDARD

    # ---- marks

    def _fill(self, action: dict[str, Any]) -> None:
        sheet = self._sheet(action["sheet"], "tô màu được")
        if sheet is None:
            return
        wanted: dict[tuple[int, int], str | None] = {}
        for place, colour in self._places(action["colours"]).items():
            anchor = self._anchor(sheet, place)
            wanted[anchor] = _worse(wanted.get(anchor), colour)
        by_colour: dict[str | None, list[tuple[int, int]]] = {}
        for place, colour in wanted.items():
            before = colour_of(sheet.getCellByPosition(place[1], place[0]))
            if before != colour:
                by_colour.setdefault(colour, []).append(place)
                self._applied.changed(sheet.Name, place, "fill", before, colour)
        for colour, places in by_colour.items():
            ranges_of(self._doc, sheet, places).CellBackColor = -1 if colour is None else int(colour[1:], 16)

    def _notes(self, action: dict[str, Any]) -> None:
        sheet = self._sheet(action["sheet"], "ghi chú được")
        if sheet is None:
            return
        wanted: dict[tuple[int, int], str | None] = {}
        for place, words in self._places(action["texts"]).items():
            anchor = self._anchor(sheet, place)
            wanted[anchor] = "\n".join(part for part in (wanted.get(anchor), words) if part) or None
        existing = notes_of(sheet)
        gone: list[tuple[int, int]] = []
        added: dict[tuple[int, int], str] = {}
        for place, ours in wanted.items():
            note = existing.get(place)
            text = note_text(note) if note is not None else ""
            before, theirs = our_words(text), users_words(text)
            if before == ours:
                continue
            self._applied.changed(sheet.Name, place, "note", before, ours)
            if note is not None and theirs:  # kept as the user's own note, with author and date
                note.setString(theirs if ours is None else f"{theirs}\n{SEPARATOR}{ours}")
                continue
            if note is not None:
                gone.append(place)
            if ours is not None:
                added[place] = ours
        if gone:
            ranges_of(self._doc, sheet, gone).clearContents(NOTE_FLAG)
        notes = sheet.Annotations
        for (row, column), words in added.items():
            notes.insertNew(sheet.getCellByPosition(column, row).CellAddress, words)

    # ---- the rest

    def _formats(self, action: dict[str, Any]) -> None:
        sheet = self._sheet(action["sheet"], "khôi phục định dạng được")
        if sheet is not None:
            self._other_formats.copy(sheet, action)

    def _select(self, action: dict[str, Any]) -> None:
        sheet = self._sheet(action["sheet"], "chuyển tới được", written=False)
        controller = self._doc.CurrentController
        if sheet is None or controller is None:
            return
        if not sheet.IsVisible:
            if self._doc.isProtected():
                self._applied.left_out.append(
                    f"Trang “{sheet.Name}” đang ẩn và sổ khóa cấu trúc nên không hiện được."
                )
                return
            sheet.IsVisible = True
        controller.setActiveSheet(sheet)
        cell = sheet.getCellRangeByName(action["cell"])
        controller.select(cell)
        if not cell.Rows.IsVisible:
            self._applied.left_out.append(
                f"Ô {sheet.Name}!{action['cell']} nằm trong dòng đang ẩn hoặc bị lọc; thầy/cô bỏ lọc để thấy."
            )

    def _say(self, sheet: str, places: list[tuple[int, int]], why: str) -> None:
        if places:
            some = ", ".join(a1(*place) for place in places[:_SHOWN])
            more = f" và {len(places) - _SHOWN} ô khác" if len(places) > _SHOWN else ""
            self._applied.left_out.append(f"Trang “{sheet}”: ô {some}{more} {why} nên để nguyên.")


def _same(before: Any, wanted: Any) -> bool:
    if isinstance(before, bool) is not isinstance(wanted, bool):
        return False
    return bool(before == ("" if wanted is None else wanted))


def _worse(one: str | None, other: str | None) -> str | None:
    if one in MARK_COLOURS and other in MARK_COLOURS:
        return min(one, other, key=MARK_COLOURS.index)
    return other
