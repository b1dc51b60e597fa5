"""Take the last press back, help, about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Needs, Press, button

if TYPE_CHECKING:
    from kdcl_xl.buttons.undo import Step
    from kdcl_xl.workbook.anchors import Anchors
    from kdcl_xl.workbook.plan import Action, Plan, Scalar
    from kdcl_xl.workbook.snapshot import Snapshot

_GROUP = "Trợ giúp"


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
    step = shelf_of(snapshot, submission).last()
    if step is None:
        return Plan(message="Không có bước nào để hoàn tác trên máy này.", result=Result.FAILED)
    actions, refused = _back(step, snapshot, Anchors(submission))
    message = f"Đã hoàn tác “{step.label}”."
    if refused:
        message = f"Đã hoàn tác “{step.label}”, trừ {len(refused)} ô đã được sửa hoặc không còn."
    return Plan(actions=actions, message=message, lines=refused)


def _back(step: Step, snapshot: Snapshot, anchors: Anchors) -> tuple[list[Action], list[str]]:
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
        actions.append(result_sheet_again(snapshot_from_json(wire).grids[name]))
    return actions, refused


def _value(snapshot: Snapshot, sheet: str, cell: str) -> Scalar:
    from kdcl_xl.workbook.addresses import parse_a1
    from kdcl_xl.workbook.wire import scalar

    row, column = parse_a1(cell)
    grid = snapshot.grids.get(sheet, [])
    return scalar(grid[row][column]) if row < len(grid) and column < len(grid[row]) else None


@button(
    "tro-giup", "Trợ giúp", "Hướng dẫn sử dụng các nút.", group=_GROUP, icon="tro-giup", needs=Needs.NOTHING
)
def help_page(_press: Press) -> Plan:
    """Where the guide lies, and the buttons in one line each."""
    from kdcl_xl.buttons.registry import buttons
    from kdcl_xl.workbook.plan import Plan

    lines = [f"{each.label}: {each.tip}" for each in buttons().values()]
    return Plan(message="Mỗi nút làm một việc; đưa chuột lên nút để xem lời giải thích.", lines=lines)


@button(
    "thong-tin",
    "Thông tin",
    "Phiên bản chương trình, nơi đặt thiết lập và nhật ký.",
    group=_GROUP,
    icon="thong-tin",
    needs=Needs.NOTHING,
)
def about(press: Press) -> Plan:
    """Version, settings in effect, where the log lies."""
    from importlib.metadata import version

    from kdcl_xl.jobs.support import log_file, settings_folder
    from kdcl_xl.law.regulation import regulation_ids
    from kdcl_xl.workbook.plan import Plan

    number = version("kdcl-xl")
    facts: Mapping[str, str] = {
        "Phiên bản": number,
        "Bộ tiêu chuẩn": ", ".join(regulation_ids()),
        "Thiết lập": str(settings_folder() / "thiet-lap.toml"),
        "Mã thiết lập đang dùng": press.settings.digest,
        "Nhật ký": str(log_file()),
    }
    return Plan(
        message=f"kdcl_xl phiên bản {number}.", lines=[f"{name}: {value}" for name, value in facts.items()]
    )
