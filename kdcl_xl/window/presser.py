"""Presses in a thread of their own: the window stays alive, long jobs tell their progress and can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from kdcl_xl.buttons.press import failure, press
from kdcl_xl.buttons.registry import Button, CancelledError, Needs, questions
from kdcl_xl.ports.port import Port
from kdcl_xl.window.workplaces import Workplace, remember_copy
from kdcl_xl.workbook.plan import Plan, Result, Select


@dataclass(frozen=True, slots=True)
class Job:
    """One button on the chosen workbooks, one after the other."""

    button: Button
    places: tuple[Workplace, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a press on one workbook. `name` is that of the workbook, "" for buttons that need none."""

    name: str
    place: Workplace | None
    plan: Plan
    copy: Path | None = None
    """The marked copy of a closed file, when the press wrote one."""


class Presser(QObject):
    """Lives in a worker thread. One press at a time; ports are made and used here only (COM demands it)."""

    asks = Signal(object, object)
    """(Job, questions): to be answered before `run`."""
    done = Signal(object)
    """The list of Pressed, one for each workbook that was reached before the end or Hủy."""
    moved = Signal(int, int, str)
    """(done, total, what); a total of 0 means unknown."""
    shown = Signal(object)
    """The Plan of showing a cell: a failure says why."""

    def __init__(self) -> None:
        super().__init__()
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Called from the window's thread; the job stops where it next tells its progress."""
        self._cancelled.set()

    @Slot(object)
    def prepare(self, job: Job) -> None:
        """Find the questions of the button. Those that depend on the workbook look at the first one."""
        self._cancelled.clear()
        snapshot = None
        try:
            if callable(job.button.asks) and job.places and job.button.needs is not Needs.NOTHING:
                snapshot = job.places[0].port().snapshot()
            self.asks.emit(job, questions(job.button, snapshot))
        except Exception as error:
            place = job.places[0] if job.places else None
            self.done.emit([Pressed(place.name if place else "", place, failure(error))])

    @Slot(object)
    def run(self, job: Job) -> None:
        """Press the button on each workbook."""
        self._cancelled.clear()
        if job.button.needs is Needs.NOTHING:
            self.done.emit([Pressed("", None, press(job.button.id, None, job.answers, self._tell))])
            return
        pressed: list[Pressed] = []
        for number, place in enumerate(job.places, start=1):
            if self._cancelled.is_set():
                break
            self.moved.emit(0, 0, f"{job.button.label}: {place.name} ({number}/{len(job.places)})")
            pressed.append(self._press(job, place))
        self.done.emit(pressed)

    @Slot(object, str, str)
    def show_cell(self, place: Workplace, sheet: str, cell: str) -> None:
        """Lead the user to a cell of a workbook that is open in a program."""
        message = f"Đã chuyển tới {sheet}!{cell}."
        try:
            place.port().apply(Plan(actions=[Select(sheet=sheet, cell=cell)], message=message))
            self.shown.emit(Plan(message=message))
        except Exception as error:
            self.shown.emit(failure(error))

    def _press(self, job: Job, place: Workplace) -> Pressed:
        try:
            port: Port = place.port(job.button.id)
        except Exception as error:
            return Pressed(place.name, place, failure(error))
        plan = press(job.button.id, port, job.answers, self._tell)
        return Pressed(place.name, place, plan, remember_copy(port))

    def _tell(self, done: int, total: int, what: str) -> None:
        if self._cancelled.is_set():
            raise CancelledError
        self.moved.emit(done, total, what)


def result_of(pressed: Sequence[Pressed]) -> Result:
    """How several presses ended together: failed when none succeeded, to be corrected when not all did."""
    results = {each.plan.result for each in pressed}
    if len(results) == 1:
        return results.pop()
    return Result.FOUND_ERRORS
