"""Lossless edits of a user's workbook: colours, notes, values and a sheet of our own; all else stays byte for byte.

Why not a spreadsheet library: see docs/adr/0003-lossless-patch.md. Every function refuses what the guard refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kdcl_xl.findings import Severity
from kdcl_xl.workbook.addresses import parse_a1
from kdcl_xl.workbook.atomic import read_settled, write_atomically
from kdcl_xl.workbook.guard import Inspection, inspect
from kdcl_xl.workbook.patch_book import UNKNOWN_PLACE, Book, PatchError, insert_in_order, q
from kdcl_xl.workbook.patch_cells import SheetEditor, Value
from kdcl_xl.workbook.patch_notes import Notes
from kdcl_xl.workbook.patch_sheets import AddedSheet, Link, SheetValue, add_sheet, sheets_of_ours
from kdcl_xl.workbook.patch_styles import Stylesheet

__all__ = [
    "AddedSheet",
    "CellMark",
    "Link",
    "PatchError",
    "SheetValue",
    "Value",
    "mark",
    "marked",
    "set_values",
    "with_values",
]

_AFTER_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
               "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellMark:
    """A fill and a note on one cell. The note begins with the severity in words: never by colour alone."""

    sheet: str
    cell: str
    severity: Severity
    text: str

    @property
    def note(self) -> str:
        """What the note says: `LỖI · …`, `CẢNH BÁO · …` or `GỢI Ý · …`."""
        return f"{self.severity.value.upper()} · {self.text}"


def mark(src: Path, dst: Path, marks: Sequence[CellMark], sheets: Sequence[AddedSheet] = ()) -> Path:
    """Write a marked copy of `src` to `dst` (which may be `src`); returns the path really written.

    Raises PatchError (the guard refuses the file, a mark names no cell of it) and SaveError; then nothing is written.
    """
    return _rewrite(src, dst, lambda content, name: marked(content, marks, sheets, name=name))


def set_values(src: Path, dst: Path, values: Mapping[str, Mapping[str, Value]]) -> Path:
    """Write a copy of `src` with these values, sheet → cell → value; returns the path really written.

    Only plain cells: a formula is never overwritten. Raises PatchError and SaveError; then nothing is written.
    """
    return _rewrite(src, dst, lambda content, name: with_values(content, values, name=name))


def marked(
    content: bytes, marks: Sequence[CellMark], sheets: Sequence[AddedSheet] = (), *, name: str = ""
) -> bytes:
    """The workbook with these marks and sheets and none of an earlier run. Raises PatchError."""
    session = _Session(content, name)
    placed: dict[str, list[CellMark]] = {}
    for item in marks:
        session.editor(item.sheet)
        placed.setdefault(item.sheet, []).append(item)
    added_before = sheets_of_ours(session.book)
    for sheet in session.inspection.sheets:
        if sheet in placed or sheet not in added_before:
            session.mark_sheet(sheet, placed.get(sheet, []))
    for added in sheets:
        add_sheet(session.book, session.styles, added, date1904=session.inspection.date1904)
    return session.book.save()


def with_values(content: bytes, values: Mapping[str, Mapping[str, Value]], *, name: str = "") -> bytes:
    """The workbook with these values. Formulas are left to the program that opens it next. Raises PatchError."""
    session = _Session(content, name)
    for sheet, cells in values.items():
        editor = session.editor(sheet)
        for cell, value in cells.items():
            editor.set_value(*session.place(sheet, cell), value)
    if values and session.inspection.special_cells:
        session.recalculate_on_load()
    return session.book.save()


def _rewrite(src: Path, dst: Path, change: Callable[[bytes, str], bytes]) -> Path:
    content = change(read_settled(src), src.name)
    return write_atomically(dst, lambda temporary: temporary.write_bytes(content))


class _Session:
    """One workbook being edited."""

    def __init__(self, content: bytes, name: str) -> None:
        self.inspection: Inspection = inspect(content, name=name)
        if self.inspection.refused is not None:
            raise PatchError(self.inspection.refused)
        self.book = Book(content)
        self.styles = Stylesheet(self.book)
        self._editors: dict[str, SheetEditor] = {}

    def editor(self, sheet: str) -> SheetEditor:
        """The editor of a sheet, by its name."""
        if sheet not in self._editors:
            known = self.inspection.sheets.get(sheet)
            if known is None:
                raise PatchError(
                    UNKNOWN_PLACE.at(
                        sheet,
                        "",
                        f'Tệp không có trang "{sheet}".',
                        "Thầy/cô kiểm tra xem trang có bị đổi tên hay xóa không.",
                    )
                )
            date1904 = self.inspection.date1904
            self._editors[sheet] = SheetEditor(self.book, known.part, sheet, self.styles, date1904=date1904)
        return self._editors[sheet]

    def place(self, sheet: str, cell: str) -> tuple[int, int]:
        """Zero-based row and column of an address."""
        try:
            row, column = parse_a1(cell)
        except ValueError:
            row = column = -1
        if not (0 <= row < 1_048_576 and 0 <= column < 16_384):
            raise PatchError(
                UNKNOWN_PLACE.at(sheet, cell, f'"{cell}" không phải địa chỉ ô.', "Địa chỉ ô có dạng B14.")
            )
        return row, column

    def mark_sheet(self, sheet: str, marks: Iterable[CellMark]) -> None:
        """Old marks off, new marks on. A sheet with neither is not even parsed."""
        grouped: dict[tuple[int, int], list[CellMark]] = {}
        for item in marks:
            row, column = self.editor(sheet).anchor(*self.place(sheet, item.cell))
            grouped.setdefault((row, column), []).append(item)
        if not grouped and not self._may_hold_marks(sheet):
            return
        editor = self.editor(sheet)
        notes = Notes(self.book, editor.part, editor.root)
        notes.remove_ours(editor.unmark())
        severities = list(Severity)
        texts = {}
        for (row, column), items in sorted(grouped.items()):
            items.sort(key=lambda item: severities.index(item.severity))
            editor.set_style(row, column, self.styles.marked(editor.style(row, column), items[0].severity))
            texts[row, column] = "\n".join(item.note for item in items)
        notes.add(texts)

    def _may_hold_marks(self, sheet: str) -> bool:
        part = self.inspection.sheets[sheet].part
        return bool(self.book.target(part, "comments")) or self.styles.has_marks

    def recalculate_on_load(self) -> None:
        """Cached results of formulas are older than the new values now."""
        root = self.book.tree(self.book.part)
        calc = root.find(q("calcPr"))
        if calc is None:
            calc = etree.Element(q("calcPr"))
            insert_in_order(root, calc, _AFTER_CALC)
        calc.set("fullCalcOnLoad", "1")
        self.book.touch(self.book.part)
