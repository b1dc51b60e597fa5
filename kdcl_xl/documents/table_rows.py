"""A table as the source of documents: a row a document, a column a field of its model, named as a template names it.

`head.body`, `signer.name`; `missing[1].name` for the first item of a list; a list of texts is one cell with a line
for each. A .json file holds the values of each document as they are. `tep` is the file name wanted.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kdcl_xl.text.dates import parse_date, vn_date
from kdcl_xl.text.normal import nfc
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.read import Refusal, snapshot_of
from kdcl_xl.workbook.snapshot import Snapshot

FILE_COLUMN = "tep"
SUFFIXES = (".csv", ".json", ".xlsx")
_MOST_BYTES = 200_000_000
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_SAID = {
    **dict.fromkeys(("có", "x", "đúng", "true", "1"), True),
    **dict.fromkeys(("không", "sai", "false", "0"), False),
}


class TableProblem(ValueError):  # noqa: N818 (named for what the user reads)
    """The table, or a row of it, cannot be used; the text says where and what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as the user counts (that of the sheet or line), the file name wanted, its values."""

    number: int
    file: str
    values: dict[str, Any]


def read_rows(path: Path, model: type[BaseModel]) -> list[TableRow]:
    """The rows that hold anything. Raises TableProblem for a file or a heading that cannot be used, OSError."""
    if path.stat().st_size > _MOST_BYTES:
        raise TableProblem(f"{path.name}: tệp lớn quá {_MOST_BYTES // 1_000_000} MB.")
    suffix = path.suffix.lower()
    if suffix == ".json":
        return list(_from_json(path))
    if suffix not in SUFFIXES:
        raise TableProblem(f"{path.name}: bảng là tệp .xlsx, .csv hoặc .json.")
    return list(_from_grid(path.name, csv_grid(path) if suffix == ".csv" else _first_grid(path), model))


def row_digest(row: TableRow) -> str:
    """SHA-256 of the values of a row: the other rows of the table may change."""
    canonical = json.dumps(row.values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def context_of(row: TableRow, model: type[BaseModel]) -> BaseModel:
    """The values of one document. Raises TableProblem naming row, field and fault."""
    try:
        return model.model_validate(row.values)
    except ValidationError as error:
        faults = "; ".join(dict.fromkeys(_fault(detail, model) for detail in error.errors()))
        raise TableProblem(f"dòng {row.number}: {faults}") from error


def field_paths(model: type[BaseModel], prefix: str = "", depth: int = 0) -> Iterator[str]:
    """Columns a table for this model may have; of a list its first item stands for all."""
    for name, info in model.model_fields.items():
        kind, item = _kind(info.annotation)
        if kind is not None and depth < 4:
            yield from field_paths(kind, f"{prefix}{name}.", depth + 1)
        elif item is not None and (inner := _kind(item)[0]) is not None and depth < 4:
            yield from field_paths(inner, f"{prefix}{name}[1].", depth + 1)
        else:
            yield f"{prefix}{name}"


def _fault(detail: ErrorDetails, model: type[BaseModel]) -> str:
    place = "".join(
        f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]
    ).lstrip(".")
    if detail["type"] == "missing":
        return f"thiếu «{place}»"
    if detail["type"] == "extra_forbidden":
        near = closest(place, list(field_paths(model)), limit=1)
        return f"không có trường «{place}»" + (f" (ý thầy/cô có phải «{near[0]}»?)" if near else "")
    shown = str(detail.get("input", ""))[:40]
    words = (
        detail["msg"].removeprefix("Value error, ") if detail["type"] == "value_error" else "không đúng kiểu"
    )
    return f"«{place}»: giá trị “{shown}” {words}"


def _from_json(path: Path) -> Iterator[TableRow]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise TableProblem(f"{path.name} không phải JSON (UTF-8) đọc được: {error}.") from error
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise TableProblem(f"{path.name}: cần một danh sách, mỗi phần tử là các giá trị của một văn bản.")
    for number, entry in enumerate(data, 1):
        yield TableRow(number, str(entry.pop(FILE_COLUMN, "")), entry)


def csv_grid(path: Path) -> list[list[Any]]:
    """The cells of a CSV in UTF-8. Raises TableProblem, OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableProblem(
            f"{path.name} không phải UTF-8; trong Excel chọn Lưu dưới dạng “CSV UTF-8”."
        ) from error
    heading = text.split("\n", 1)[0]
    separator = max(";,\t", key=heading.count)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def open_sheets(path: Path) -> Snapshot:
    """The sheets of a workbook, read when asked for. Raises TableProblem, OSError."""
    from kdcl_xl.workbook.guard import inspect

    inspection = inspect(path)
    if inspection.refused:
        raise TableProblem(f"{path.name}: {inspection.refused.message} {inspection.refused.remedy}")
    snapshot = snapshot_of(inspection)
    if isinstance(snapshot, Refusal):
        raise TableProblem(f"{path.name}: {snapshot.finding.message} {snapshot.finding.remedy}")
    return snapshot


def require_calculated(snapshot: Snapshot, sheet: str) -> None:
    """Raises TableProblem for a sheet with a formula nobody has calculated, or that failed."""
    for cell, what in snapshot.formula_cells.get(sheet, {}).items():
        if what != "formula":
            raise TableProblem(
                f"{snapshot.file}, ô {cell}: công thức chưa được tính hoặc báo lỗi; mở bằng Excel và lưu lại."
            )


def _first_grid(path: Path) -> list[list[Any]]:
    snapshot = open_sheets(path)
    sheet = next(iter(snapshot.grids))
    require_calculated(snapshot, sheet)
    return snapshot.grids[sheet]


def _from_grid(name: str, grid: Sequence[Sequence[Any]], model: type[BaseModel]) -> Iterator[TableRow]:
    top = next((at for at, row in enumerate(grid) if any(str(cell).strip() for cell in row)), None)
    if top is None:
        raise TableProblem(f"{name}: bảng trống.")
    heading = [nfc(str(cell)).strip() for cell in grid[top]]
    kinds = [_column_kind(title, model) if title and title != FILE_COLUMN else None for title in heading]
    unknown = [t for t, kind in zip(heading, kinds, strict=True) if t and t != FILE_COLUMN and kind is None]
    if unknown:
        raise TableProblem(f"{name}: " + "; ".join(_unknown_column(title, model) for title in unknown) + ".")
    doubled = sorted({title for title in heading if title and heading.count(title) > 1})
    if doubled:
        raise TableProblem(f"{name}: cột lặp lại: {', '.join(doubled)}.")
    for number, row in enumerate(grid[top + 1 :], top + 2):
        filled = {
            title: (cell, kind)
            for title, cell, kind in zip(heading, row, kinds, strict=False)
            if title and str(cell).strip()
        }
        if filled:
            file = str(filled.pop(FILE_COLUMN, ("", None))[0]).strip()
            yield TableRow(
                number, file, _nested({t: _value(cell, kind) for t, (cell, kind) in filled.items()})
            )


def _unknown_column(title: str, model: type[BaseModel]) -> str:
    near = closest(title, list(field_paths(model)))
    guess = f" (gần nhất: {', '.join(near)})" if near else ""
    return f"cột “{title}” không phải trường của văn bản này{guess}"


def _column_kind(title: str, model: type[BaseModel]) -> Any:
    """The annotation a column fills, None when the model has no such field."""
    kind: Any = model
    for name, index in _STEP.findall(title):
        owner, item = _kind(kind)
        if index:
            kind = item
        elif owner is not None and name in owner.model_fields:
            kind = owner.model_fields[name].annotation
        else:
            return None
        if kind is None:
            return None
    return None if _kind(kind)[0] is not None else kind


def _kind(annotation: Any) -> tuple[type[BaseModel] | None, Any]:
    """(the model an annotation means, the annotation of its items when it is a list)."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _kind(arguments[0])
    if origin in (typing.Union, types.UnionType):
        kinds = [argument for argument in arguments if argument is not type(None)]
        return _kind(kinds[0]) if len(kinds) == 1 else (None, None)
    if isinstance(annotation, type) and origin is None and issubclass(annotation, BaseModel):
        return annotation, None
    if isinstance(origin, type) and issubclass(origin, Sequence) and arguments:
        return None, arguments[0]
    return None, None


def _value(cell: Any, kind: Any) -> Any:
    """A cell as its field takes it; what cannot be is left for the model to refuse."""
    if _kind(kind)[1] is not None:
        return [line.strip() for line in str(_printed(cell)).splitlines() if line.strip()]
    plain = [a for a in typing.get_args(kind) if a is not type(None)] or [kind]
    if plain[0] is dt.date:
        read = parse_date(str(_printed(cell))).value
        return read if read is not None else cell
    if plain[0] is bool:
        return _SAID.get(str(_printed(cell)).strip().lower(), cell)
    return _printed(cell)


def _printed(cell: Any) -> str:
    if isinstance(cell, dt.datetime | dt.date):
        return vn_date(cell.date() if isinstance(cell, dt.datetime) else cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return nfc(str(cell)).strip()


def _nested(flat: dict[str, Any]) -> dict[str, Any]:
    root: dict[Any, Any] = {}
    for path, value in flat.items():
        steps = [int(index) if index else name for name, index in _STEP.findall(path)]
        here = root
        for step in steps[:-1]:
            here = here.setdefault(step, {})
        here[steps[-1]] = value
    nested: dict[str, Any] = _listed(root)
    return nested


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_listed(value[key]) for key in sorted(value)]
    return {key: _listed(inner) for key, inner in value.items()}
