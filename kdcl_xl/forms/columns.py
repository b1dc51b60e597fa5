"""The column helper: a table is a pydantic model, a column is one line of it.

    class Evidence(Row, table="tbl_minh_chung", sheet="Minh chứng", heading="Danh mục minh chứng"):
        code: Code = column("Mã minh chứng", width=16, key=True)

The type says how Excel shows and guards the cell (`CellType`); the model says what the reader accepts.
A blank text is "", a blank date or number is None: whether it *may* be blank is a check, not a type,
because a school is allowed to save half a workbook.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict
from pydantic import Field as PydanticField


@dataclass(frozen=True, slots=True)
class CellType:
    """How a kind of value stands in a cell."""

    name: Literal["text", "long", "code", "date", "count", "number", "figure"]
    number_format: str
    align: Literal["left", "center", "right"] = "left"
    wrap: bool = True

    @property
    def is_text(self) -> bool:
        """Whether a blank is "" (of any other kind it is None)."""
        return self.name in ("text", "long", "code")


TEXT = CellType("text", "@")
LONG = CellType("long", "@")
CODE = CellType("code", "@", wrap=False)
SHORT = CellType("code", "@", "center", wrap=False)
SHARE = CellType("text", "@", "right", wrap=False)
ORDINAL = CellType("count", "0", "center", wrap=False)
DATE = CellType("date", "dd/mm/yyyy", "center", wrap=False)
COUNT = CellType("count", "#,##0", "right", wrap=False)
YEAR = CellType("count", "0", "right", wrap=False)
NUMBER = CellType("number", "#,##0.##", "right", wrap=False)
FIGURE = CellType("figure", "#,##0.##", "right", wrap=False)

NO_DATA = "chưa có"
"""A figure the school does not have. Neither 0 nor a blank that was forgotten."""


def _refuse_text(value: Any) -> Any:
    if isinstance(value, str):
        raise ValueError("a number typed as text")
    return value


_NOT_TEXT = BeforeValidator(_refuse_text)
"""Python reads "13.824" as thirteen point eight; a school means thirteen thousand. Text is looked at closer."""

Text = Annotated[str, TEXT]
LongText = Annotated[str, LONG]
Code = Annotated[str, CODE]
ShortCode = Annotated[str, SHORT]
"""A code of one or a few characters, centred."""
Share = Annotated[str, SHARE]
"""A percentage in words: "66,7% (2/3)", "từ 25,0% đến 50,0%", "chưa có số liệu"."""
Ordinal = Annotated[int, _NOT_TEXT, PydanticField(ge=0), ORDINAL]
"""A small number that names something (a level) and is never added up."""
VnDate = Annotated[dt.date, Strict(), DATE]
Count = Annotated[int, _NOT_TEXT, PydanticField(ge=0), COUNT]
Year = Annotated[int, _NOT_TEXT, PydanticField(ge=0), YEAR]
"""A year of the calendar: 2001, not 2.001."""
_Plain = Annotated[float, PydanticField(strict=True, ge=0, allow_inf_nan=False)]
Number = Annotated[_Plain, NUMBER]
Figure = Annotated[_Plain | Literal["chưa có"], FIGURE]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a column or a named cell declares besides its type."""

    label: str
    width: float = 16
    key: bool = False
    required: bool = False
    help: str = ""
    choices: str = ""
    """Name of a list: a StrEnum's values or a list of the edition (see `Form.lists`)."""
    options: tuple[str, ...] = ()
    """The values themselves when `choices` is a fixed list."""
    open_list: bool = False
    """The list only suggests; other values are accepted."""
    fixed: bool = False
    """Filled by us (grey), not by the school."""
    years_back: int | None = None
    """A column of a school year: the label is that year, counted back from the workbook's."""
    name: str = ""
    """Named cells: the defined name."""
    group: str = ""
    """Named cells: the heading above it."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the label in use, e.g. of an earlier version."""
    personal: bool = False
    """Personal data: masked in logs, never in lists that leave the unit."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as readers and builders see it: the field's name, its declaration and its cell type."""

    field: str
    entry: Entry
    type: CellType

    @property
    def label(self) -> str:
        """The header; of a year column only known with an edition (`Table.headers`)."""
        return self.entry.label


def column(
    label: str,
    *,
    width: float,
    key: bool = False,
    required: bool = False,
    help: str = "",
    choices: str | type[StrEnum] = "",
    open_list: bool = False,
    fixed: bool = False,
    years_back: int | None = None,
    aliases: tuple[str, ...] = (),
    personal: bool = False,
    default: Any = ...,
) -> Any:
    """Declare one column. `width` is in characters of the body font; `help` is shown when the cell is chosen."""
    name, options = _list(choices)
    entry = Entry(
        label,
        width,
        key,
        required,
        help,
        name,
        options,
        open_list,
        fixed,
        years_back,
        aliases=aliases,
        personal=personal,
    )
    return _field(entry, default)


def cell(
    label: str,
    *,
    name: str,
    group: str,
    width: float = 48,
    required: bool = False,
    help: str = "",
    choices: str | type[StrEnum] = "",
    open_list: bool = False,
    aliases: tuple[str, ...] = (),
    personal: bool = False,
    default: Any = ...,
) -> Any:
    """Declare one named cell of a sheet of single values."""
    list_name, options = _list(choices)
    entry = Entry(
        label,
        width,
        required=required,
        help=help,
        choices=list_name,
        options=options,
        open_list=open_list,
        name=name,
        group=group,
        aliases=aliases,
        personal=personal,
    )
    return _field(entry, default)


def _list(choices: str | type[StrEnum]) -> tuple[str, tuple[str, ...]]:
    if isinstance(choices, str):
        return choices, ()
    return f"ds_{choices.__name__.lower()}", tuple(str(member) for member in choices)


def _field(entry: Entry, default: Any) -> Any:
    extra: Any = {"entry": entry}
    return PydanticField(default=None if default is ... else default, json_schema_extra=extra)


class _Declared(BaseModel):
    """Shared by rows and sheets of single values: the declarations, in order."""

    # Built when first used: the defaults are still set below, and no command needs the models of every form.
    model_config = ConfigDict(extra="forbid", defer_build=True)
    columns: ClassVar[tuple[Column, ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        columns: list[Column] = []
        for name, info in cls.model_fields.items():
            extra = info.json_schema_extra
            if isinstance(extra, dict) and isinstance(entry := extra.get("entry"), Entry):
                cell_type = _cell_type(info.annotation, info.metadata)
                if info.default is None and cell_type.is_text:
                    info.default = ""
                columns.append(Column(name, entry, cell_type))
        cls.columns = tuple(columns)

    @classmethod
    def column(cls, field: str) -> Column:
        """The declaration of one field."""
        return next(column for column in cls.columns if column.field == field)


def _cell_type(annotation: Any, metadata: list[Any]) -> CellType:
    for item in metadata:
        if isinstance(item, CellType):
            return item
    if get_origin(annotation) is Annotated:
        return _cell_type(None, list(get_args(annotation)[1:]))
    for argument in get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ():
        try:
            return _cell_type(argument, [])
        except TypeError:
            continue
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return TEXT
    raise TypeError(f"{annotation!r} names no CellType")


@dataclass(frozen=True, slots=True)
class Table:
    """Where a row model stands in the workbook."""

    name: str
    """Name of the Excel table, stable across versions."""
    sheet: str
    heading: str
    note: str = ""
    spare_rows: int = 0
    landscape: bool = True
    tab: Literal["entry", "result", "list"] = "entry"
    aliases: tuple[str, ...] = field(default=())
    """Earlier names of the sheet."""


class Row(_Declared):
    """One line of a table. `line` is its row in the sheet (0 when it does not come from a sheet)."""

    table: ClassVar[Table]
    every_field: ClassVar[set[str]] = set()
    """Names of all fields."""
    line: int = 0

    def __init_subclass__(cls, table: str = "", sheet: str = "", heading: str = "", **kwargs: Any) -> None:
        super().__init_subclass__()
        if table:
            cls.table = Table(table, sheet, heading, **kwargs)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__()
        cls.every_field = set(cls.model_fields)

    @classmethod
    def of_plain(cls, values: dict[str, Any]) -> Self:
        """The row with these values: all fields, each known to be of its type already, which is not proven again.

        The dictionary becomes the row's own. For the reader, which proves the types of whole columns.
        """
        row = cls.__new__(cls)
        put = object.__setattr__
        put(row, "__dict__", values)
        put(row, "__pydantic_fields_set__", cls.every_field)
        put(row, "__pydantic_extra__", None)
        put(row, "__pydantic_private__", None)
        return row

    def is_blank(self) -> bool:
        """Nothing typed by the school in it (prefilled columns do not count)."""
        return all(
            getattr(self, column.field) in ("", None) for column in self.columns if not column.entry.fixed
        )


class Fields(_Declared):
    """A sheet of single values: labels on the left, named cells on the right."""

    sheet: ClassVar[str]
    heading: ClassVar[str]
    advice: ClassVar[str] = ""

    def __init_subclass__(cls, sheet: str = "", heading: str = "", advice: str = "", **kwargs: Any) -> None:
        super().__init_subclass__()
        if sheet:
            cls.sheet, cls.heading, cls.advice = sheet, heading, advice
