"""The actions of a Plan carried out on a closed workbook, in one session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import singledispatchmethod
from pathlib import Path

from kdcl_xl.text.normal import printable
from kdcl_xl.workbook import left_out as words
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.atomic import read_settled
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.left_out import LeftOut
from kdcl_xl.workbook.marks import colours_by_anchor, our_words, texts_by_anchor
from kdcl_xl.workbook.patch import PatchError, Session, Value
from kdcl_xl.workbook.patch_cells import SheetEditor
from kdcl_xl.workbook.patch_desk import is_protected
from kdcl_xl.workbook.patch_formats import copy_formats, inverse
from kdcl_xl.workbook.patch_sheets import drop_sheet, put_sheet, sheets_of_ours
from kdcl_xl.workbook.patch_view import is_hidden, select
from kdcl_xl.workbook.plan import (
    Action,
    Applied,
    Change,
    CopyFormats,
    DropSheet,
    Fill,
    Moment,
    Notes,
    PutSheet,
    Scalar,
    Select,
    SetValues,
    What,
)
from kdcl_xl.workbook.read import Refusal, snapshot_of
from kdcl_xl.workbook.snapshot import Grid, value_at
from kdcl_xl.workbook.wire import scalar


def carry_out(session: Session, actions: Iterable[Action], keep: Callable[[], Path]) -> Applied:
    """Do what can be done, in order. `keep` puts a copy of the workbook as it was somewhere, for undoing formats."""
    work = _Work(session, keep)
    for action in actions:
        work.do(action)
    return work.applied()


class _Work:
    def __init__(self, session: Session, keep: Callable[[], Path]) -> None:
        self._session, self._keep = session, keep
        self._left = LeftOut()
        self._changes: list[Change] = []
        self._added: list[str] = []
        self._replaced: list[str] = []
        self._formats: list[CopyFormats] = []
        self._written: dict[tuple[str, str], Scalar] = {}
        self._grids: Mapping[str, Grid] | None = None

    def applied(self) -> Applied:
        if any(change.what is What.VALUE for change in self._changes):
            self._session.recalculate_on_load()
        return Applied(
            changes=self._changes,
            added_sheets=self._added,
            replaced_sheets=self._replaced,
            formats_before=self._formats,
            left_out=self._left.sentences(),
        )

    @singledispatchmethod
    def do(self, action: Action) -> None:
        raise TypeError(f"no such action: {action!r}")

    @do.register
    def _(self, action: SetValues) -> None:
        editor = self._editor(action.sheet)
        for cell, value in action.cells.items() if editor else ():
            place = self._place(action.sheet, cell)
            if editor is None or place is None:
                continue
            before = self._value(action.sheet, *place)
            if type(before) is type(value) and before == value:
                continue
            if editor.is_locked(*place):
                self._left.cell(action.sheet, cell, words.LOCKED)
            elif editor.anchor(*place) != place:
                self._left.cell(action.sheet, cell, words.COVERED)
            elif editor.has_formula(*place):
                self._left.cell(action.sheet, cell, words.FORMULA)
            elif self._put(editor, place, value):
                self._written[action.sheet, a1(*place)] = value
                self._change(action.sheet, place, What.VALUE, before, value)

    @do.register
    def _(self, action: Fill) -> None:
        editor = self._markable(action.sheet, action.colours)
        if editor is None:
            return
        colours = colours_by_anchor(self._known(action.sheet, action.colours), self._anchor(action.sheet))
        for cell, colour in colours.items():
            place = self._session.place(action.sheet, cell)
            old = editor.style(*place)
            new = self._session.styles.filled(old, colour)
            if new != old:
                before = self._session.styles.shown(old)
                editor.set_style(*place, new)
                self._change(action.sheet, place, What.FILL, before, colour)

    @do.register
    def _(self, action: Notes) -> None:
        if self._markable(action.sheet, action.texts) is None:
            return
        notes = self._session.notes(action.sheet)
        standing, threaded = notes.texts(), notes.threaded()
        texts = texts_by_anchor(self._known(action.sheet, action.texts), self._anchor(action.sheet))
        new: dict[tuple[int, int], str | None] = {}
        for cell, text in texts.items():
            place = self._session.place(action.sheet, cell)
            if place not in threaded:
                new[place] = None if text is None else printable(text)
                self._change(action.sheet, place, What.NOTE, our_words(standing.get(place, "")), new[place])
            elif text is not None:
                self._left.cell(action.sheet, cell, words.THREADED)
        notes.put(new)

    @do.register
    def _(self, action: PutSheet) -> None:
        session = self._session
        ours = action.name in sheets_of_ours(session.book)
        if not ours and session.structure_locked:
            self._left.sentence(
                f"Cấu trúc sổ đang được bảo vệ nên không thêm trang “{action.name}”; bỏ bảo vệ (Xem lại ▸ Bảo vệ sổ) rồi bấm lại."
            )
        elif ours and is_protected(session, action.name):
            self._left.sentence(f"Trang “{action.name}” đang được bảo vệ nên để nguyên.")
        else:
            date1904 = session.inspection.date1904
            name, replaced = put_sheet(session.book, session.styles, action, date1904=date1904)
            session.forget(name)
            (self._replaced if replaced else self._added).append(name)

    @do.register
    def _(self, action: DropSheet) -> None:
        session = self._session
        if action.name not in sheets_of_ours(session.book):
            self._left.sentence(f"Trang “{action.name}” không phải trang do chương trình thêm nên để nguyên.")
        elif session.structure_locked:
            self._left.sentence(f"Cấu trúc sổ đang được bảo vệ nên không bỏ được trang “{action.name}”.")
        else:
            drop_sheet(session.book, action.name)
            session.forget(action.name)

    @do.register
    def _(self, action: CopyFormats) -> None:
        if self._markable(action.sheet, [each.target.first for each in action.copies]) is None:
            return
        source = Path(action.workbook)
        try:
            content = read_settled(source)
            model = Session(inspect(content, name=source.name), content)
            copy_formats(model, self._session, action.sheet, action.copies)
        except (OSError, PatchError, ValueError) as error:
            self._left.sentence(f"Trang “{action.sheet}”: không lấy được định dạng từ {source.name}: {error}")
            return
        self._formats.append(
            CopyFormats(sheet=action.sheet, workbook=str(self._keep()), copies=inverse(action.copies))
        )

    @do.register
    def _(self, action: Select) -> None:
        place = self._place(action.sheet, action.cell) if self._editor(action.sheet) else None
        if place is None:
            return
        if is_hidden(self._session, action.sheet):
            self._left.sentence(f"Trang “{action.sheet}” đang ẩn nên không chuyển tới ô {action.cell}.")
        else:
            select(self._session, action.sheet, *place)

    def _editor(self, sheet: str) -> SheetEditor | None:
        try:
            return self._session.editor(sheet)
        except PatchError as error:
            self._left.sentence(str(error))
            return None

    def _markable(self, sheet: str, cells: Iterable[str]) -> SheetEditor | None:
        """The editor of a sheet whose look may be changed; what is left out is noted."""
        editor = self._editor(sheet)
        if editor is None or not editor.protected:
            return editor
        for cell in cells:
            self._left.cell(sheet, cell, words.PROTECTED)
        return None

    def _place(self, sheet: str, cell: str) -> tuple[int, int] | None:
        try:
            return self._session.place(sheet, cell)
        except PatchError as error:
            self._left.sentence(str(error))
            return None

    def _known(self, sheet: str, cells: Mapping[str, str | None]) -> dict[str, str | None]:
        return {cell: value for cell, value in cells.items() if self._place(sheet, cell) is not None}

    def _anchor(self, sheet: str) -> Callable[[str], str]:
        editor = self._session.editor(sheet)
        return lambda cell: a1(*editor.anchor(*self._session.place(sheet, cell)))

    def _put(self, editor: SheetEditor, place: tuple[int, int], value: Scalar) -> bool:
        try:
            editor.set_value(*place, _stored(value))
        except PatchError as error:
            self._left.sentence(str(error))
            return False
        return True

    def _change(self, sheet: str, place: tuple[int, int], what: What, before: Scalar, after: Scalar) -> None:
        if before != after or type(before) is not type(after):
            self._changes.append(Change(sheet=sheet, cell=a1(*place), what=what, before=before, after=after))

    def _value(self, sheet: str, row: int, column: int) -> Scalar:
        cell = a1(row, column)
        if (sheet, cell) in self._written:
            return self._written[sheet, cell]
        if self._grids is None:
            found = snapshot_of(self._session.inspection)
            if isinstance(found, Refusal):
                raise PatchError(found.finding)
            self._grids = found.grids
        grid = self._grids.get(sheet, [])
        value = scalar(value_at(grid, row, column))
        return int(value) if isinstance(value, float) and value.is_integer() else value


def _stored(value: Scalar) -> Value:
    return value.value if isinstance(value, Moment) else value
