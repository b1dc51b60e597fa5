"""What officers marked on the sheet "Chọn bản" of a consolidated workbook: which of two contents counts."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.summary import SUMMARY, ChoiceLine
from kdcl_xl.text.normal import tidy
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.read import Refusal, snapshot_of
from kdcl_xl.workbook.structure import locate

Marks = dict[str, tuple[str, str, str]]
"""Source → mark, officer, reason."""


def choices_in(path: Path) -> Marks:
    """The marks of a workbook; none when there is no such file or it is not a consolidated workbook.

    Only this one sheet is parsed: the workbook of a province holds a hundred thousand other rows.
    """
    if not path.exists():
        return {}
    inspection = inspect(path)
    snapshot = None if inspection.refused else snapshot_of(inspection)
    if snapshot is None or isinstance(snapshot, Refusal):
        return {}
    stamp = snapshot.stamp
    if stamp is None or stamp.form != SUMMARY.id or ChoiceLine.table.sheet not in snapshot.grids:
        return {}
    try:
        edition = edition_of(stamp.school_year)
    except ValueError:  # a stamp that was tampered with
        return {}
    place, _findings = locate(snapshot, ChoiceLine, edition)
    if place is None:
        return {}
    wanted = [place.columns.get(name, -1) for name in ("source", "chosen", "chosen_by", "reason")]
    marks: Marks = {}
    for line in snapshot.grids[place.sheet][place.header_row + 1 :]:
        source, mark, officer, reason = (
            tidy(str(line[column])) if 0 <= column < len(line) else "" for column in wanted
        )
        if source and (mark or officer or reason):
            marks[source] = mark, officer, reason
    return marks
