"""What was done, kept on disk for "Hoàn tác": each press is a process of its own, so nothing else would remember it.

One folder a workbook; cells are kept by table and key, so that they are found after rows were sorted or inserted.
The newest press is undone first. Only this machine reads these files; they hold values of the workbook, so they lie
with the user's own data and the oldest are thrown away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel

from kdcl_xl.workbook.addresses import parse_a1
from kdcl_xl.workbook.anchors import Anchor, Anchors
from kdcl_xl.workbook.atomic import write_atomically
from kdcl_xl.workbook.plan import Applied, Change, CopyFormats, Scalar, What
from kdcl_xl.workbook.snapshot import Snapshot, Submission
from kdcl_xl.workbook.wire import plain, snapshot_to_json

MOST_STEPS = 20


class Step(BaseModel):
    """One press: what changed, and the sheet of results that was replaced."""

    button: str
    label: str
    changes: list[tuple[Anchor, Change]]
    added_sheets: list[str] = []
    replaced_sheets: dict[str, list[list[object]]] = {}
    """Name → values before."""
    formats_before: list[CopyFormats] = []


def workbook_id(snapshot: Snapshot, submission: Submission | None) -> str:
    """Sixteen hex digits that name a workbook on this machine: where it lies, and what its stamp says."""
    stamp = submission.stamp if submission else None
    words = [snapshot.desk.host, snapshot.desk.path or snapshot.file]
    if stamp:
        words += [stamp.form, stamp.regulation, stamp.school_year, stamp.school_id, stamp.part]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


class UndoShelf:
    """The steps of one workbook, oldest first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, step: Step) -> None:
        """Add a step; the oldest make room. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        files = self._files()
        number = int(files[-1].stem) + 1 if files else 1
        target = self._folder / f"{number:06}.json"
        write_atomically(target, lambda path: path.write_text(step.model_dump_json(), encoding="utf-8"))
        for old in self._files()[:-MOST_STEPS]:
            self._drop(old)

    def last(self) -> Step | None:
        """The newest step, None when there is none. A damaged file counts as none."""
        files = self._files()
        if not files:
            return None
        try:
            return Step.model_validate_json(files[-1].read_bytes())
        except ValueError:
            files[-1].unlink()
            return None

    def forget_last(self) -> None:
        """The newest step has been undone."""
        files = self._files()
        if files:
            self._drop(files[-1])

    def under(self, anchors: Anchors) -> dict[tuple[str, str], str | None]:
        """(sheet, cell) now → colour that lay below the mark put there."""
        from kdcl_xl.workbook.marks import MARK_COLOURS

        found: dict[tuple[str, str], str | None] = {}
        for anchor, change in self._changes():
            if (
                change.what is What.FILL
                and change.after in MARK_COLOURS
                and change.before not in MARK_COLOURS
            ):
                place = anchors.find(anchor)
                if place:
                    found[place] = None if change.before is None else str(change.before)
        return found

    def _changes(self) -> Iterator[tuple[Anchor, Change]]:
        for path in self._files():
            try:
                yield from Step.model_validate_json(path.read_bytes()).changes
            except ValueError:
                continue  # damaged: the template's colour serves

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []

    def _drop(self, path: Path) -> None:
        try:
            kept = {copied.workbook for copied in Step.model_validate_json(path.read_bytes()).formats_before}
        except ValueError:
            kept = set()
        for copy in kept:
            Path(copy).unlink(missing_ok=True)
        path.unlink(missing_ok=True)


def step_of(button: str, label: str, applied: Applied, snapshot: Snapshot, anchors: Anchors | None) -> Step:
    """What to keep of a press. `snapshot` is from before it, `anchors` from after it."""
    wire = snapshot_to_json(snapshot)["grids"] if applied.replaced_sheets else {}
    return Step(
        button=button,
        label=label,
        changes=[
            (
                anchors.of(change.sheet, change.cell)
                if anchors
                else Anchor(sheet=change.sheet, cell=change.cell),
                change,
            )
            for change in applied.changes
        ],
        added_sheets=applied.added_sheets,
        replaced_sheets={name: wire[name] for name in applied.replaced_sheets if name in wire},
        formats_before=applied.formats_before,
    )


def snapshot_after(snapshot: Snapshot, applied: Applied) -> Snapshot:
    """The workbook once values were set: a row whose key was changed is to be found by its new key."""
    grids = dict(snapshot.grids)
    for sheet in {change.sheet for change in applied.changes if change.what is What.VALUE}:
        grids[sheet] = [list(row) for row in grids.get(sheet, [])]
    for change in applied.changes:
        if change.what is What.VALUE:
            row, column = parse_a1(change.cell)
            grid = grids[change.sheet]
            grid += [[] for _ in range(row + 1 - len(grid))]
            grid[row] += [""] * (column + 1 - len(grid[row]))
            grid[row][column] = plain(change.after)
    return replace(snapshot, grids=grids)


def values_equal(one: Scalar, other: Scalar) -> bool:
    """Whether two values of a cell are the same to a user: 3 and 3.0 are, blank and "" are."""
    return (one in (None, "") and other in (None, "")) or one == other
