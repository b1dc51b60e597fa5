"""Marks of a check: the same for the buttons in an open workbook and for the marked copy of the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kdcl_xl.findings import Finding, in_reading_order
from kdcl_xl.ports.port import PortError
from kdcl_xl.workbook.anchors import Anchors
from kdcl_xl.workbook.atomic import SaveError
from kdcl_xl.workbook.desk import SeenMark
from kdcl_xl.workbook.marks import marks_of, remarked, result_sheet
from kdcl_xl.workbook.plan import Action, Plan
from kdcl_xl.workbook.snapshot import Snapshot, Submission

_IN_A_COPY = "Trang này do chương trình thêm vào bản sao, xóa được."


def mark_copy(path: Path, copy: Path, findings: Sequence[Finding], submission: Submission) -> Path:
    """Write the workbook with marks to `copy`, the user's file itself is not touched; returns the path really written.

    Raises PortError for a workbook that takes no marks, SaveError for a place that takes no file; then nothing was
    written.
    """
    from kdcl_xl.ports.file_port import FilePort  # lxml: checking starts without it

    copy.parent.mkdir(parents=True, exist_ok=True)
    ordered = in_reading_order(findings, submission.form.sheets_of(submission.edition))
    port = FilePort(path, copy, keep=False)
    actions = marking(port.snapshot(), ordered, submission, _IN_A_COPY)
    try:
        port.apply(Plan(actions=actions, message=""))
    except PortError as error:
        if isinstance(
            error.__cause__, SaveError
        ):  # nothing wrong with the workbook: the whole run cannot go on
            raise error.__cause__ from None
        raise
    return port.written or copy


def marking(
    snapshot: Snapshot,
    findings: Sequence[Finding],
    submission: Submission,
    advice: str,
    under: Mapping[tuple[str, str], str | None] | None = None,
) -> list[Action]:
    """Marks of an earlier check off, those of `findings` on, the sheet of results anew.

    Protected sheets take no marks, and a workbook whose structure is locked no sheet. `advice` stands above the list.
    `under`: colours below marks as this machine remembers them.
    """
    desk = snapshot.desk
    markable = [
        found for found in findings if found.sheet in snapshot.grids and found.sheet not in desk.locked
    ]
    actions = list(remarked(desk, marks_of(markable), ColourBelow(Anchors(submission), under or {})))
    if not desk.structure_locked:
        actions.append(result_sheet(submission.file, findings, list(snapshot.grids), advice))
    return actions


class ColourBelow:
    """What the file remembers below a mark, else what this machine remembers, else what the template gives."""

    def __init__(self, anchors: Anchors | None, under: Mapping[tuple[str, str], str | None]) -> None:
        self._anchors, self._under = anchors, under

    def __call__(self, sheet: str, cell: str, seen: SeenMark) -> str | None:
        """The colour the cell gets when its mark goes."""
        if seen.known:
            return seen.under
        if (sheet, cell) in self._under:
            return self._under[sheet, cell]
        return self._anchors.usual_colour(sheet, cell) if self._anchors else None
