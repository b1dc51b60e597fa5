"""A Snapshot as JSON, for hosts that run our code in another process (LibreOffice) and for logs without values."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from kdcl_xl.workbook.desk import Can, Desk, SeenMark
from kdcl_xl.workbook.plan import Moment, Scalar
from kdcl_xl.workbook.snapshot import CellValue, Grid, Snapshot


def snapshot_to_json(snapshot: Snapshot) -> dict[str, Any]:
    """Values and desk; a date is {"moment": ISO}."""
    desk = snapshot.desk
    return {
        "file": snapshot.file,
        "grids": {sheet: [[_out(v) for v in row] for row in grid] for sheet, grid in snapshot.grids.items()},
        "names": {name: list(place) for name, place in snapshot.names.items()},
        "formula_cells": {sheet: dict(cells) for sheet, cells in snapshot.formula_cells.items()},
        "desk": {
            "host": desk.host,
            "path": desk.path,
            "can": sorted(desk.can),
            "marks": [[*place, mark.colour, mark.text] for place, mark in desk.marks.items()],
            "locked": sorted(desk.locked),
            "structure_locked": desk.structure_locked,
            "selection": list(desk.selection),
        },
    }


def snapshot_from_json(data: Mapping[str, Any]) -> Snapshot:
    """The Snapshot that `snapshot_to_json` or a host's shim wrote. Raises KeyError and ValueError for anything else."""
    desk = data.get("desk", {})
    return Snapshot(
        file=data["file"],
        sha256=_digest(data["grids"]),
        grids={sheet: [[_in(v) for v in row] for row in grid] for sheet, grid in data["grids"].items()},
        names={name: (str(at[0]), int(at[1]), int(at[2])) for name, at in data["names"].items()},
        formula_cells=data.get("formula_cells", {}),
        desk=Desk(
            host=desk.get("host", ""),
            path=desk.get("path", ""),
            can=frozenset(Can(word) for word in desk.get("can", ())),
            marks={(sheet, cell): SeenMark(colour, text) for sheet, cell, colour, text in desk.get("marks", ())},
            locked=frozenset(desk.get("locked", ())),
            structure_locked=bool(desk.get("structure_locked")),
            selection=_pair(desk.get("selection", ("", ""))),
        ),
    )  # fmt: skip


def values_digest(grids: Mapping[str, Grid]) -> str:
    """SHA-256 of the values of an open workbook, which has no bytes of its own."""
    return _digest({sheet: [[_out(v) for v in row] for row in grid] for sheet, grid in grids.items()})


def scalar(value: CellValue) -> Scalar:
    """The value of a cell as a Plan says it."""
    if isinstance(value, dt.datetime):
        return Moment(moment=value)
    if isinstance(value, dt.date):
        return Moment(moment=dt.datetime.combine(value, dt.time()))
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return None if value == "" else value


def plain(value: Scalar) -> CellValue:
    """The value of a Plan as a grid holds it; the other way round than `scalar`."""
    if isinstance(value, Moment):
        return value.value
    return "" if value is None else value


def _digest(grids: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(grids, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _out(value: CellValue) -> Any:
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"moment": dt.datetime.combine(value, dt.time()).isoformat()}
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return value


def _in(value: Any) -> CellValue:
    if isinstance(value, dict):
        return Moment(moment=dt.datetime.fromisoformat(value["moment"])).value
    if value is None:
        return ""
    plain: CellValue = value
    return plain


def _pair(value: Any) -> tuple[str, str]:
    first, second = value
    return str(first), str(second)
