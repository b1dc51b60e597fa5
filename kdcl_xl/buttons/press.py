"""A press from beginning to end: look at the workbook, think, act, remember. Whatever goes wrong is one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kdcl_xl.buttons.places import results_folder
from kdcl_xl.buttons.registry import Button, CancelledError, Needs, Press, buttons, questions
from kdcl_xl.buttons.undo import UndoShelf, snapshot_after, step_of, workbook_id
from kdcl_xl.buttons.words import in_button_words
from kdcl_xl.folders import undo_folder
from kdcl_xl.jobs.errors import JobError, file_words
from kdcl_xl.jobs.support import effective_settings, today, write_log
from kdcl_xl.ports.port import Port, PortError
from kdcl_xl.settings import SettingsError
from kdcl_xl.workbook.anchors import Anchors
from kdcl_xl.workbook.plan import Applied, Plan, Result, What
from kdcl_xl.workbook.read import interpreted
from kdcl_xl.workbook.snapshot import Snapshot, Submission

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What a host knows when a button is pressed; `answers` are those to the questions of the button."""

    button: str
    snapshot: Snapshot | None = None
    file: Path | None = None
    answers: Mapping[str, Any] | None = None
    on: dt.date | None = None
    """Default: today in Viet Nam."""


def press(
    button_id: str,
    port: Port | None,
    answers: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    *,
    on: dt.date | None = None,
) -> Plan:
    """Press a button on the workbook behind a port. Never raises: a failure is a Plan that says so.

    `port` may be None for buttons that need no workbook. `progress` is told how far the job is and may raise
    CancelledError; the workbook is not touched then.
    """
    try:
        needed = buttons()[button_id].needs
        if port is None and needed is not Needs.NOTHING:
            raise ValueError(f"{button_id} was pressed without a workbook")
        snapshot = port.snapshot() if port and needed is not Needs.NOTHING else None
        file = port.as_file() if port and needed is Needs.FILE else None
    except Exception as error:
        return failure(error)
    request = Request(button_id, snapshot, file, answers, on)
    plan = think(request, progress)
    if not plan.actions or port is None:
        return plan
    try:
        if progress is not None:
            progress(0, 0, "Ghi vào sổ")
        applied = port.apply(plan)
        remember(request, applied)
    except Exception as error:
        return failure(error, acting=True)
    return plan.model_copy(
        update={"lines": [*plan.lines, *(in_button_words(line) for line in applied.left_out)]}
    )


def think(request: Request, progress: Progress | None = None) -> Plan:
    """The Plan of a press. Pure but for files that jobs write. Never raises: a failure is a Plan that says so."""
    try:
        button = buttons()[request.button]
        plan = button.act(_press(button, request, progress))
    except Exception as error:
        return failure(error)
    lines = [in_button_words(line) for line in plan.lines]
    return plan.model_copy(update={"message": in_button_words(plan.message), "lines": lines})


def remember(request: Request, applied: Applied) -> None:
    """Keep what a press changed, for "Hoàn tác"; undoing forgets instead. A full disk only costs the undo."""
    if request.snapshot is None:
        return
    button = buttons()[request.button]
    submission = _submission(request.snapshot)
    shelf = shelf_of(_lying_at(request.snapshot, applied.place), submission)
    if request.button == "hoan-tac":
        shelf.forget_last()
        for copied in applied.formats_before:  # nobody will undo the undoing
            Path(copied.workbook).unlink(missing_ok=True)
        return
    if submission is not None and any(change.what is What.VALUE for change in applied.changes):
        submission = _submission(snapshot_after(request.snapshot, applied))
    anchors = Anchors(submission) if submission else None
    step = step_of(button.id, button.label, applied, request.snapshot, anchors)
    if step.changes or step.added_sheets or step.replaced_sheets or step.formats_before:
        try:
            shelf.keep(step)
        except OSError as error:
            write_log(error)


def _lying_at(snapshot: Snapshot, place: str) -> Snapshot:
    """Steps belong to the workbook that was changed, which may be a copy of the one that was seen."""
    return replace(snapshot, desk=replace(snapshot.desk, path=place)) if place else snapshot


def failure(error: Exception, *, acting: bool = False) -> Plan:
    """What the user reads when a press could not be done: our own words, never a traceback.

    `acting`: the host was already at work on the Plan.
    """
    if isinstance(error, CancelledError):
        return _failed("Đã dừng theo yêu cầu của thầy/cô; chưa ghi gì.")
    if isinstance(error, JobError | PortError | SettingsError):
        return _failed(str(error))
    if isinstance(error, OSError) and not acting:
        return _failed(file_words(error))
    try:
        where = f"Chi tiết kỹ thuật ở {write_log(error)}."
    except OSError:
        where = "Không ghi được nhật ký."
    if acting:
        return _failed(f"Chương trình gặp lỗi không lường trước khi ghi vào sổ; thầy/cô xem lại sổ. {where}")
    return _failed(f"Chương trình gặp lỗi không lường trước, chưa đổi gì trong sổ. {where}")


def _failed(message: str) -> Plan:
    return Plan(message=" ".join(in_button_words(message).split("\n")), result=Result.FAILED)


def shelf_of(snapshot: Snapshot, submission: Submission | None) -> UndoShelf:
    """Where the steps of a workbook are kept on this machine."""
    return UndoShelf(undo_folder() / workbook_id(snapshot, submission))


def _press(button: Button, request: Request, progress: Progress | None) -> Press:
    snapshot = request.snapshot
    under: Mapping[tuple[str, str], str | None] = {}
    if snapshot is not None and snapshot.desk.marks:
        submission = _submission(snapshot)
        if submission is not None:
            under = shelf_of(snapshot, submission).under(Anchors(submission))
    chosen = Press(
        settings=effective_settings(()),
        on=request.on or today(),
        snapshot=snapshot,
        file=request.file,
        folder=results_folder(snapshot.desk.path if snapshot else ""),
        answers=request.answers or {},
        under=under,
    )
    if progress is not None:
        chosen = replace(chosen, progress=progress)
    asks = questions(button, snapshot)
    missing = [ask for ask in asks if not ask.optional and not chosen.answers.get(ask.key)]
    if missing:
        raise JobError(f"Chưa chọn: {missing[0].prompt}")
    return chosen


def _submission(snapshot: Snapshot) -> Submission | None:
    found = interpreted(snapshot)
    return found if isinstance(found, Submission) else None
