"""An xlwings engine over openpyxl, for tests only: Excel's ways where they can hurt, and failures on demand.

It does as Excel does, not as openpyxl does: "1.10" typed into a plain cell becomes a number and "'1.10" does not, a block
written over hidden rows misses them, a covered cell of a merged area takes nothing, errors come as numbers, numbers as
floats, protected sheets and a locked structure raise a COM error, and so does everything while a cell is being edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.workbook.defined_name import DefinedName
from python_calamine import CalamineWorkbook
from xlwings import base_classes

from tests.ports.xw_host import ERROR_NUMBERS, Host, quoted, refused
from tests.ports.xw_range import Range
from tests.ports.xw_sheet import Sheet

NAME = "excel-trong-thu-nghiem"


class Engine:
    """What `xw.Engine(impl=…)` takes."""

    name = NAME

    def __init__(self) -> None:
        self.host = Host()
        self.app = App(self)
        self.apps = Apps(self.app)

    @property
    def type(self) -> str:
        return "remote" if self.host.is_remote else "desktop"

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Any, _dates: Any, empty_as: Any, numbers: Any, err_to_str: bool) -> Any:
        texts = {number: text for text, number in ERROR_NUMBERS.items() if text != "#SPILL!"}

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if type(value) is int and value in texts:
                return texts[value] if err_to_str else None
            return numbers(value) if numbers and isinstance(value, float) else value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, app: App) -> None:
        self._app = app

    def __iter__(self) -> Iterator[App]:
        return iter([self._app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self._app

    def keys(self) -> list[int]:
        return [self._app.pid]


class App(base_classes.App):
    pid = 1

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.host = engine.host
        self._books = Books(self)
        self.selected: Range | None = None
        self.clipboard: Range | None = None
        self.window = SimpleNamespace()

    @property
    def api(self) -> Any:
        self.host.call()
        if not self.host.has_native:
            return SimpleNamespace()
        return SimpleNamespace(
            ActiveWindow=self.window,
            FileDialog=self._file_dialog,
            InputBox=lambda *_words: self.host.typed.pop(0),
            GetSaveAsFilename=lambda *_words: self.host.save_as,
        )

    def _file_dialog(self, kind: int) -> Any:
        found = self.host.picked.get(kind, [])
        items = SimpleNamespace(Count=len(found), Item=lambda number: found[number - 1])
        return SimpleNamespace(Show=lambda: -1 if found else 0, SelectedItems=items)

    @property
    def books(self) -> Books:
        self.host.call()
        return self._books

    @property
    def selection(self) -> Range | None:
        self.host.call()
        return self.selected

    @property
    def screen_updating(self) -> bool:
        self.host.read()
        return self.host.screen[-1] if self.host.screen else True

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self.host.read()
        self.host.screen.append(value)

    display_alerts = True
    cut_copy_mode: object = None

    @property
    def enable_events(self) -> bool:
        return self.host.events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self.host.call()
        self.host.events = value

    @property
    def status_bar(self) -> object:
        return self.host.status[-1] if self.host.status else False

    @status_bar.setter
    def status_bar(self, value: object) -> None:
        self.host.call()
        self.host.status.append(value)

    def activate(self, steal_focus: bool = False) -> None:
        self.host.call()

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        self.host.alerts.append((prompt, title, buttons, mode))
        return self.host.alert_answer


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app
        self.open_books: list[Book] = []

    @property
    def active(self) -> Book:
        return self.open_books[-1]

    def __call__(self, name_or_index: int | str) -> Book:
        if isinstance(name_or_index, int):
            return self.open_books[name_or_index - 1]
        for book in self.open_books:
            if book.file.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.open_books)

    def __iter__(self) -> Iterator[Book]:
        return iter(self.open_books)

    def open(self, fullname: str, *arguments: Any) -> Book:
        self.app.host.call()
        book = Book(self.app, Path(fullname), read_only=bool(arguments[1]))
        self.open_books.append(book)
        return book


class Book(base_classes.Book):
    def __init__(self, app: App, file: Path, *, read_only: bool = False) -> None:
        self._app, self.file, self.host = app, file, app.host
        self.wb = openpyxl.load_workbook(file, rich_text=False)
        self._shown: dict[str, list[list[Any]]] = {}
        self.read_only = read_only
        self.saved = True
        self.address = str(file)

    @property
    def api(self) -> Any:
        self.host.call()
        if not self.host.has_native:
            return SimpleNamespace()
        security = self.wb.security
        return SimpleNamespace(
            FullName=self.address,
            ProtectStructure=bool(security and security.lockStructure),
            Saved=self.saved,
            ReadOnly=self.read_only,
            SaveCopyAs=lambda path: self.wb.save(path),
        )

    @property
    def name(self) -> str:
        self.host.call()
        return self.file.name

    @property
    def fullname(self) -> str:
        self.host.call()
        return self.address

    @property
    def app(self) -> App:
        self.host.call()
        return self._app

    @property
    def sheets(self) -> Sheets:
        self.host.call()
        return Sheets(self)

    @property
    def names(self) -> Names:
        self.host.call()
        return Names(self)

    def activate(self) -> None:
        self.host.call()

    def close(self) -> None:
        self._app._books.open_books.remove(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self.host.call()
        if self.read_only and path is None:
            raise refused("cannot access read-only document")
        self.wb.save(path or self.file)
        self.saved = True

    def result_of(self, sheet: str, row: int, column: int) -> Any:
        """What a formula showed when the file was last saved; rows and columns from 1."""
        if not self._shown:
            shown = CalamineWorkbook.from_path(str(self.file))
            self._shown = {
                name: shown.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in shown.sheet_names
            }
        grid = self._shown.get(sheet, [])
        return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None

    def locked_structure(self) -> bool:
        return bool(self.wb.security and self.wb.security.lockStructure)


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.wb.active)

    def __call__(self, name_or_index: int | str) -> Sheet:
        wb = self.book.wb
        return Sheet(
            self.book,
            wb.worksheets[name_or_index - 1] if isinstance(name_or_index, int) else wb[name_or_index],
        )

    def __len__(self) -> int:
        return len(self.book.wb.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, ws) for ws in self.book.wb.worksheets])

    def add(self, before: Sheet | None, after: Sheet | None, name: str | None = None) -> Sheet:
        self.book.host.write()
        if self.book.locked_structure():
            raise refused("Workbook is protected.")
        wb = self.book.wb
        place = wb.index(before.ws) if before else wb.index(after.ws) + 1 if after else 0
        ws = wb.create_sheet(name, place)
        wb.active = ws
        self.book.saved = False
        return Sheet(self.book, ws)


class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        self.book = book

    def _all(self) -> list[Name]:
        wb = self.book.wb
        local = [(ws, name) for ws in wb.worksheets for name in ws.defined_names.values()]
        return [Name(self.book, n, None) for n in wb.defined_names.values()] + [
            Name(self.book, n, ws) for ws, n in local
        ]

    def __call__(self, name_or_index: int | str) -> Name:
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        return next(name for name in self._all() if name.name == name_or_index)

    def __len__(self) -> int:
        return len(self._all())

    def contains(self, name_or_index: int | str) -> bool:
        return any(name.name == name_or_index for name in self._all())

    def add(self, name: str, refers_to: str) -> Name:
        self.book.host.write()
        made = DefinedName(name, attr_text=refers_to.removeprefix("="))
        self.book.wb.defined_names[name] = made
        return Name(self.book, made, None)


class Name(base_classes.Name):
    def __init__(self, book: Book, name: DefinedName, sheet: Any) -> None:
        self._book, self._name, self._sheet = book, name, sheet

    @property
    def api(self) -> Any:
        return _NameApi(self._name)

    @property
    def name(self) -> str:
        self._book.host.call()
        return f"{quoted(self._sheet.title)}!{self._name.name}" if self._sheet else str(self._name.name)

    @property
    def refers_to(self) -> str:
        self._book.host.call()
        return f"={self._name.attr_text}"

    def delete(self) -> None:
        self._book.host.write()
        del self._book.wb.defined_names[self._name.name]


class _NameApi:
    def __init__(self, name: DefinedName) -> None:
        self._name = name

    @property
    def Visible(self) -> bool:
        return not self._name.hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:
        self._name.hidden = not value


def installed() -> tuple[Engine, Callable[[], None]]:
    """An engine of its own made the active one of xlwings, and what takes it away again."""
    engine = Engine()
    wrapped = xw.Engine(impl=engine)
    before = xw.engines.active
    xw.engines.add(wrapped)
    wrapped.activate()

    def remove() -> None:
        xw.engines.engines.remove(wrapped)
        del xw.engines.engines_by_name[NAME]
        xw.engines.active = before

    return engine, remove
