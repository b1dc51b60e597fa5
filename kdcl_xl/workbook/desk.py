"""Desk: what a host shows beyond the values of a workbook. Part of a Snapshot, empty for closed files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Can(StrEnum):
    """What a port is able to do; buttons degrade by it."""

    VALUES = "values"
    FILL = "fill"
    NOTES = "notes"
    SHEETS = "sheets"
    FORMATS = "formats"
    SELECT = "select"
    ASK = "ask"
    """Ask the user for a folder, a file, a choice."""
    PROGRESS = "progress"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class SeenMark:
    """A mark of an earlier check as the host shows it: the colour and our words."""

    colour: str | None
    text: str
    under: str | None = None
    """The colour below the mark where the file itself remembers it."""
    known: bool = False
    """Whether `under` is known: None may also mean no colour."""


@dataclass(frozen=True, slots=True)
class Desk:
    """`locked` are protected sheets: they are never unlocked, so they take no marks."""

    host: str = ""
    """Name of the host as users know it: Excel, LibreOffice; "" for a closed file."""
    path: str = ""
    """Where the workbook lies, as the host says it (a path or an address); "" when never saved."""
    can: frozenset[Can] = frozenset(Can)
    marks: Mapping[tuple[str, str], SeenMark] = field(default_factory=dict)
    """(sheet, cell) → mark, for every cell that carries words of ours."""
    locked: frozenset[str] = frozenset()
    structure_locked: bool = False
    """Whether the user has forbidden adding sheets."""
    selection: tuple[str, str] = ("", "")
    """Active sheet and cell."""
