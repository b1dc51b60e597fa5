"""Plans carried out on the bytes of a workbook, for the tests of lossless edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kdcl_xl.findings import Severity
from kdcl_xl.workbook.desk import SeenMark
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.marks import remarked
from kdcl_xl.workbook.patch import Session
from kdcl_xl.workbook.patch_desk import desk_of
from kdcl_xl.workbook.patch_plan import carry_out
from kdcl_xl.workbook.plan import Action, Applied, PutSheet


class Mark(NamedTuple):
    sheet: str
    cell: str
    severity: Severity
    text: str


def carried_out(content: bytes, *actions: Action, keep: Path | None = None) -> tuple[bytes, Applied]:
    """The workbook after these actions, and what was done."""
    session = Session(inspect(content), content)

    def kept() -> Path:
        assert keep is not None, "this plan was not to touch formats"
        keep.write_bytes(content)
        return keep

    applied = carry_out(session, actions, kept)
    return session.book.save(), applied


def patched(content: bytes, *actions: Action) -> bytes:
    """The workbook after these actions, of which nothing may be left out."""
    after, applied = carried_out(content, *actions)
    assert applied.left_out == []
    return after


def marked(content: bytes, marks: Iterable[Mark], sheets: Sequence[PutSheet] = ()) -> bytes:
    """The workbook with these marks and none of an earlier run: what checking does to a file."""
    by_cell: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        by_cell.setdefault((mark.sheet, mark.cell), []).append(mark)
    order = list(Severity)
    wanted = {}
    for place, here in by_cell.items():
        here.sort(key=lambda mark: order.index(mark.severity))
        words = "\n".join(f"{mark.severity.value.upper()} · {mark.text}" for mark in here)
        wanted[place] = (here[0].severity, words)
    desk = desk_of(Session(inspect(content), content), "")
    return patched(content, *remarked(desk, wanted, _remembered), *sheets)


def _remembered(_sheet: str, _cell: str, seen: SeenMark) -> str | None:
    return seen.under
