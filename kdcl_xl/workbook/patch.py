"""Lossless edits of a user's workbook: one session over its parts; what is not asked for stays byte for byte.

Why not a spreadsheet library: see docs/adr/0003-lossless-patch.md. Every session refuses what the guard refuses.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from kdcl_xl.workbook.addresses import LAST_COLUMN, LAST_ROW, parse_a1
from kdcl_xl.workbook.guard import Inspection, inspect
from kdcl_xl.workbook.patch_book import R_ID, UNKNOWN_PLACE, Book, Element, PatchError, insert_in_order, q
from kdcl_xl.workbook.patch_cells import SheetEditor, Value
from kdcl_xl.workbook.patch_notes import Notes
from kdcl_xl.workbook.patch_styles import Stylesheet

__all__ = ["PatchError", "Session", "Value", "with_values"]

_AFTER_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
               "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


def with_values(content: bytes, values: Mapping[str, Mapping[str, Value]], *, name: str = "") -> bytes:
    """The workbook with these values, sheet → cell → value. Only plain cells: a formula is never overwritten.

    Formulas are left to the program that opens it next. Raises PatchError; then nothing was done.
    """
    session = Session(inspect(content, name=name), content)
    for sheet, cells in values.items():
        editor = session.editor(sheet)
        for cell, value in cells.items():
            editor.set_value(*session.place(sheet, cell), value)
    if values:
        session.recalculate_on_load()
    return session.book.save()


class Session:
    """One workbook being edited."""

    def __init__(self, inspection: Inspection, content: bytes) -> None:
        """Raises PatchError for what the guard refuses and for Strict Open XML."""
        if inspection.refused is not None:
            raise PatchError(inspection.refused)
        self.inspection = inspection
        self.book = Book(content)
        self.styles = Stylesheet(self.book)
        self._editors: dict[str, tuple[SheetEditor, Notes]] = {}

    @property
    def sheets(self) -> list[Element]:
        """The entries of the workbook's sheets, in order."""
        return self.book.tree(self.book.part).findall(f"{q('sheets')}/{q('sheet')}")

    @property
    def structure_locked(self) -> bool:
        """Whether the user has forbidden adding and removing sheets."""
        found = self.book.tree(self.book.part).find(q("workbookProtection"))
        return found is not None and found.get("lockStructure", "0") in ("1", "true")

    def editor(self, sheet: str) -> SheetEditor:
        """The editor of a worksheet, by its name. Raises PatchError."""
        return self._opened(sheet)[0]

    def notes(self, sheet: str) -> Notes:
        """The notes of a worksheet. Raises PatchError."""
        return self._opened(sheet)[1]

    def forget(self, sheet: str) -> None:
        """The sheet was written anew or dropped."""
        self._editors.pop(sheet, None)

    def part(self, sheet: str) -> str:
        """The part of a worksheet. Raises PatchError."""
        for element in self.sheets:
            if element.get("name") == sheet:
                part = self.book.target_by_id(self.book.part, element.get(R_ID, ""))
                if self.book.target_kind(self.book.part, element.get(R_ID, "")) == "worksheet":
                    return part
        raise PatchError(
            UNKNOWN_PLACE.at(
                sheet,
                "",
                f'Tệp không có trang "{sheet}".',
                "Thầy/cô kiểm tra xem trang có bị đổi tên hay xóa không.",
            )
        )

    def place(self, sheet: str, cell: str) -> tuple[int, int]:
        """Zero-based row and column of an address. Raises PatchError."""
        try:
            row, column = parse_a1(cell)
        except ValueError:
            row = column = -1
        if not (0 <= row <= LAST_ROW and 0 <= column <= LAST_COLUMN):
            raise PatchError(
                UNKNOWN_PLACE.at(sheet, cell, f'"{cell}" không phải địa chỉ ô.', "Địa chỉ ô có dạng B14.")
            )
        return row, column

    def recalculate_on_load(self) -> None:
        """Cached results of formulas are older than the new values now."""
        if not self.inspection.special_cells:
            return
        root = self.book.tree(self.book.part)
        calc = root.find(q("calcPr"))
        if calc is None:
            calc = etree.Element(q("calcPr"))
            insert_in_order(root, calc, _AFTER_CALC)
        calc.set("fullCalcOnLoad", "1")
        self.book.touch(self.book.part)

    def _opened(self, sheet: str) -> tuple[SheetEditor, Notes]:
        if sheet not in self._editors:
            part = self.part(sheet)
            date1904 = self.inspection.date1904
            editor = SheetEditor(self.book, part, sheet, self.styles, date1904=date1904)
            self._editors[sheet] = editor, Notes(self.book, part, editor.root)
        return self._editors[sheet]
