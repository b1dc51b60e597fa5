"""The Excel port: a workbook open in Excel, through the BSD part of xlwings and its public interface.

What that interface lacks (protection, window, page, picking files) is asked of Excel's own object model where the engine
has it, and gone without where it has not.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from kdcl_xl.ports import xlwings_reading as reading
from kdcl_xl.ports.xlwings_cells import fill, set_values, write_notes
from kdcl_xl.ports.xlwings_dialogs import Dialogs
from kdcl_xl.ports.xlwings_formats import copy_formats
from kdcl_xl.ports.xlwings_reach import (
    Patience,
    StoppedError,
    port_error,
    stop_endless_retries,
    trouble_of,
    unreachable,
)
from kdcl_xl.ports.xlwings_sheets import drop_sheet, put_sheet
from kdcl_xl.ports.xlwings_work import Work
from kdcl_xl.workbook.desk import Can, Desk
from kdcl_xl.workbook.plan import Action, Applied, Plan, Select
from kdcl_xl.workbook.snapshot import Snapshot
from kdcl_xl.workbook.wire import values_digest

T = TypeVar("T")

_HIDDEN = 0
_EVERYWHERE = {Can.FILL, Can.NOTES, Can.SHEETS, Can.SELECT}
_DESKTOP = {Can.VALUES, Can.FORMATS, Can.PROGRESS}


class XwPort:
    """A workbook open in Excel.

    `book` is an `xlwings.Book`; `folder` takes the copies that undoing formats needs (default: the temporary folder).
    """

    def __init__(self, book: Any, folder: Path | None = None, patient: Patience | None = None) -> None:
        self.book = book
        self._folder = folder or Path(tempfile.gettempdir())
        self._patient = patient or Patience()
        stop_endless_retries()

    def snapshot(self) -> Snapshot:
        """All values with their addresses, and what Excel shows beside them. Raises PortError."""
        with _reached():
            sheets = self._patient(lambda: [(sheet.name, sheet) for sheet in self.book.sheets])
            contents = {name: reading.sheet_content(sheet, self._patient) for name, sheet in sheets}
            grids = {name: content.grid for name, content in contents.items()}
            return Snapshot(
                file=self._patient(lambda: self.book.name),
                sha256=values_digest(grids),
                grids=grids,
                names=reading.single_cell_names(self.book, self._patient),
                formula_cells={
                    name: content.special for name, content in contents.items() if content.special
                },
                desk=Desk(
                    host="Excel",
                    path=self._path(),
                    can=self._can(),
                    marks=reading.marks_of_book(self.book, grids, self._patient),
                    locked=reading.locked_sheets(self.book, self._patient),
                    structure_locked=self._patient.native(self.book, "ProtectStructure") is True,
                    selection=self._patient(lambda: reading.selection_of(self.book)),
                ),
            )

    def apply(self, plan: Plan) -> Applied:
        """Carry out the actions; whatever a protected sheet refuses is left out. Raises PortError, then nothing changed."""
        work = Work(self.book, self._patient, self._folder)
        with _reached(), self._quiet(work):
            for number, action in enumerate(plan.actions):
                try:
                    self._do(work, action)
                except StoppedError:
                    if not work.touched:
                        raise
                    # Undoing must know what was done, so from here on the rest is only left out.
                    work.left.sentence(
                        f"Excel bận giữa chừng: còn {len(plan.actions) - number} việc chưa làm xong. Nhấn Enter để thôi sửa "
                        "ô rồi bấm lại nút này."
                    )
                    break
        return work.applied()

    def as_file(self) -> Path:
        """The workbook on disk: saved where it lies. Raises PortError."""
        with _reached():
            path = self._path()
            if not path:
                raise port_error("Sổ chưa được lưu lần nào.", "Lưu sổ vào một thư mục trên máy rồi bấm lại.")
            if "://" in path:
                raise port_error(
                    "Sổ đang nằm trên OneDrive hoặc SharePoint, chương trình không đọc được tệp ở đó.",
                    "Chọn Tệp ▸ Lưu một bản sao (Save a Copy) vào một thư mục trên máy, mở bản ấy rồi bấm lại.",
                )
            file = Path(path)
            if self._patient.native(self.book, "Saved") is True and file.is_file():
                return file
            if self._patient.native(self.book, "ReadOnly") is True or not self._patient.attempt(
                self.book.save
            ):
                raise port_error(
                    "Excel không lưu được sổ: sổ đang mở ở chế độ chỉ đọc, người khác đang mở, hoặc ổ đĩa không cho ghi.",
                    "Chọn Tệp ▸ Lưu thành (F12) để lưu sang tệp khác, rồi bấm lại.",
                )
            return file

    def dialogs(self) -> Dialogs:
        """Questions to the user."""
        return Dialogs(self.book, self._patient)

    def progress(self, done: int, total: int, what: str) -> None:
        """Show how far a long job is, on Excel's status bar. Not shown while Excel is busy: the job goes on."""
        share = f" {done}/{total}" if total else ""
        self._status(f"KĐCL: {what}{share}")

    def end_progress(self) -> None:
        """Give the status bar back to Excel."""
        self._status(False)

    def _status(self, shown: str | bool) -> None:
        try:
            self.book.app.status_bar = shown
        except Exception as error:
            if trouble_of(error) is None:
                raise

    def _do(self, work: Work, action: Action) -> None:
        acts: dict[str, Callable[[Work, Any], None]] = {
            "values": set_values,
            "fill": fill,
            "notes": write_notes,
            "sheet": put_sheet,
            "drop_sheet": drop_sheet,
            "formats": copy_formats,
            "select": _select,
        }
        acts[action.do](work, action)

    def _path(self) -> str:
        """Path or address; "" when never saved. xlwings' own answer looks for a local copy of an address, which may be old."""
        name: str = self._patient(lambda: self.book.name)
        full = self._patient.native(self.book, "FullName")
        if not isinstance(full, str):
            full = str(self._patient(lambda: self.book.fullname))
        return "" if full == name else full

    def _can(self) -> frozenset[Can]:
        can = set(_EVERYWHERE)
        if self._patient(lambda: self.book.app.engine.type) == "desktop":
            can |= _DESKTOP
        if self.dialogs().available:
            can.add(Can.ASK)
        return frozenset(can)

    @contextmanager
    def _quiet(self, work: Work) -> Iterator[None]:
        """Screen still, and the sheet the user was on shown again. Setting it also proves that Excel takes orders."""
        active = self._patient(lambda: self.book.sheets.active.name)
        updating: list[bool] = []

        def stop_drawing() -> None:
            app = self.book.app
            updating[:] = [app.screen_updating]
            app.screen_updating = False

        self._patient.attempt(stop_drawing)
        try:
            yield
        finally:
            moved = (work.added or work.replaced or work.formats_before) and not work.selected
            self._restore(work, active if moved else "", updating)

    def _restore(self, work: Work, active: str, updating: list[bool]) -> None:
        def back_to_sheet() -> None:
            if active in [sheet.name for sheet in self.book.sheets]:
                self.book.sheets[active].activate()

        def draw_again() -> None:
            for shown in updating:
                self.book.app.screen_updating = shown

        try:
            self._patient.attempt(back_to_sheet)
            self._patient.attempt(draw_again)
        except StoppedError:  # what was done must still be answered, or it could not be undone
            work.left.sentence("Excel chưa vẽ lại màn hình: nhấn Enter để thôi sửa ô.")


@contextmanager
def _reached() -> Iterator[None]:
    """Errors of reaching Excel as PortError."""
    try:
        yield
    except Exception as error:
        told = unreachable(error)
        if told is None:
            raise
        raise told from error


def _select(work: Work, action: Select) -> None:
    """Show a cell; a hidden sheet is shown, a very hidden one is not the user's to see."""
    sheet = work.sheet(action.sheet)
    if sheet is None:
        work.left.sentence(f"Sổ không còn trang “{action.sheet}”.")
        return

    def show() -> None:
        if sheet.visible in (False, _HIDDEN):
            sheet.visible = True
        sheet.activate()
        sheet.range(action.cell).select()

    work.selected = work.patient.attempt(show)
    if not work.selected:
        work.left.sentence(
            f"Chưa chuyển tới được ô {action.sheet}!{action.cell}: trang đang ẩn và cấu trúc sổ bị khóa, hoặc Excel đang ở cửa "
            "sổ khác."
        )
