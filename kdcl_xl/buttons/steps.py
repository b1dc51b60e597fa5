"""Take the last press back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Press, button

if TYPE_CHECKING:
    from kdcl_xl.buttons.undo import Step
    from kdcl_xl.workbook.anchors import Anchors
    from kdcl_xl.workbook.plan import Action, Plan, Scalar
    from kdcl_xl.workbook.snapshot import Snapshot


@button(
    "hoan-tac",
    "Hoàn tác",
    "Trả lại những gì lần bấm gần nhất đã đổi trong sổ; ô thầy/cô đã sửa sau đó thì để nguyên.",
    group="Sổ",
    icon="hoan-tac",
    in_sheet=True,
)
def undo(press: Press) -> Plan:
    """Undo the newest press on this workbook; cells changed since are left alone and named."""
    from kdcl_xl.buttons.press import shelf_of
    from kdcl_xl.jobs.reading import submission_in
    from kdcl_xl.workbook.anchors import Anchors
    from kdcl_xl.workbook.plan import Plan, Result

    snapshot = press.values
    submission = submission_in(snapshot)
    shelf = shelf_of(snapshot, submission)
    step = shelf.last()
    if step is None:
        return Plan(message="Không có bước nào để hoàn tác trên máy này.", result=Result.FAILED)
    actions, refused = _back(step, snapshot, Anchors(submission))
    message = f"Đã hoàn tác “{step.label}”."
    if refused:
        message = f"Đã hoàn tác “{step.label}”, trừ {len(refused)} ô đã được sửa hoặc không còn."
    if not actions:  # nothing for the host to do, so nobody else would forget the step
        shelf.forget_last()
    return Plan(actions=actions, message=message, lines=refused)


def _back(step: Step, snapshot: Snapshot, anchors: Anchors) -> tuple[list[Action], list[str]]:
    from kdcl_xl.buttons.level_sheet import LEVEL_SHEET, level_sheet_again
    from kdcl_xl.buttons.undo import values_equal
    from kdcl_xl.workbook.marks import result_sheet_again
    from kdcl_xl.workbook.plan import DropSheet, Fill, Notes, SetValues, What
    from kdcl_xl.workbook.wire import snapshot_from_json

    values: dict[str, dict[str, Scalar]] = {}
    colours: dict[str, dict[str, str | None]] = {}
    texts: dict[str, dict[str, str | None]] = {}
    refused = []
    for anchor, change in step.changes:
        place = anchors.find(anchor)
        if place is None:
            refused.append(f"{anchor.sheet}!{anchor.cell}: dòng hoặc cột này không còn.")
            continue
        sheet, cell = place
        seen = snapshot.desk.marks.get(place)
        if change.what is What.VALUE:
            if values_equal(_value(snapshot, sheet, cell), change.after):
                values.setdefault(sheet, {})[cell] = change.before
            else:
                refused.append(f"{sheet}!{cell}: đã được sửa sau đó nên để nguyên.")
        elif change.what is What.FILL:
            # Without our words on the cell the colour is somebody's else by now.
            if change.after is None or seen is None or seen.colour == change.after:
                colours.setdefault(sheet, {})[cell] = None if change.before is None else str(change.before)
        elif (seen.text if seen else None) == change.after:
            texts.setdefault(sheet, {})[cell] = None if change.before is None else str(change.before)
    actions: list[Action] = [SetValues(sheet=sheet, cells=cells) for sheet, cells in values.items()]
    actions += [Fill(sheet=sheet, colours=cells) for sheet, cells in colours.items()]
    actions += [Notes(sheet=sheet, texts=cells) for sheet, cells in texts.items()]
    actions += [DropSheet(name=name) for name in step.added_sheets if name in snapshot.grids]
    actions += step.formats_before
    for name, grid in step.replaced_sheets.items():
        wire = {"file": "", "grids": {name: grid}, "names": {}}
        old = snapshot_from_json(wire).grids[name]
        actions.append(
            level_sheet_again(old, snapshot.grids) if name == LEVEL_SHEET else result_sheet_again(old)
        )
    return actions, refused


def _value(snapshot: Snapshot, sheet: str, cell: str) -> Scalar:
    from kdcl_xl.workbook.addresses import parse_a1
    from kdcl_xl.workbook.snapshot import value_at
    from kdcl_xl.workbook.wire import scalar

    row, column = parse_a1(cell)
    return scalar(value_at(snapshot.grids.get(sheet, []), row, column))
