"""The buttons from the command line: nut. The same registry and the same Plan as in Excel and LibreOffice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kdcl_xl.cli.inputs import the_day
from kdcl_xl.cli.options import AsJson, Day
from kdcl_xl.cli.output import print_json, say
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.text.lists import some

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kdcl_xl.buttons.registry import Ask, Button
    from kdcl_xl.ports.file_port import FilePort
    from kdcl_xl.workbook.plan import Plan

_NAMED = 5
"""Cells of one action that are named."""


def press_button(
    id_: Annotated[
        str, typer.Argument(metavar="[ID]", help="Mã của nút; bỏ trống để xem danh sách các nút.")
    ] = "",
    workbook: Annotated[
        Path | None, typer.Argument(metavar="[TEP]", help="Sổ để bấm nút; chính tệp này không đổi.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--ra",
            metavar="TEP",
            help="Bản sao nhận thay đổi; mặc định <tên sổ>_da-kiem-tra cạnh sổ.",
        ),
    ] = None,
    replies: Annotated[
        list[str] | None,
        typer.Option(
            "--tra-loi", metavar="KHÓA=GIÁ_TRỊ", help="Trả lời câu hỏi của nút; lặp lại để đưa nhiều tệp."
        ),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--xem-truoc", help="Chỉ in những gì nút sẽ đổi trong sổ, chưa đổi.")
    ] = False,
    day: Day = "",
    as_json: AsJson = False,
) -> None:
    """Bấm một nút trên tệp đang đóng: đúng việc của nút trong Excel và LibreOffice."""
    from kdcl_xl.buttons.registry import buttons

    if not id_:
        _list(list(buttons().values()), as_json)
        return
    button = _the_button(id_)
    port = _port(button, workbook, out)
    answers = _answers(button, port, replies or [])
    on = the_day(day)
    plan = _preview(button, port, answers, on) if preview else _press(button, port, answers, on)
    written = "" if port is None or port.written is None else str(port.written)
    data = {"schema": 1, "button": button.id, "written": Path(written).name, **plan.model_dump(mode="json")}
    if plan.result == "failed":
        raise JobError(plan.message, data)
    if as_json:
        print_json(data)
    else:
        say(plan.message, *plan.lines, *(_actions(plan) if preview else ()))
        say(f"Đã ghi {written}." if written else "")
    if plan.result == "found_errors":
        raise typer.Exit(1)


def _list(known: list[Button], as_json: bool) -> None:
    from kdcl_xl.buttons.registry import questions

    if as_json:
        print_json(
            {
                "schema": 1,
                "buttons": [
                    {
                        "id": each.id,
                        "label": each.label,
                        "tip": each.tip,
                        "group": each.group,
                        "needs": str(each.needs),
                        "asks": [_ask_json(ask) for ask in questions(each, None)],
                    }
                    for each in known
                ],
            }
        )
        return
    width = max(len(each.id) for each in known)
    for each in known:
        say(f"{each.id:<{width}}  {each.label}: {each.tip}")
        say(*(f"{'':<{width}}    {_ask_line(ask)}" for ask in questions(each, None)))


def _ask_json(ask: Ask) -> dict[str, Any]:
    return {
        "key": ask.key,
        "kind": str(ask.kind),
        "prompt": ask.prompt,
        "choices": dict(ask.choices),
        "optional": ask.optional,
    }


def _ask_line(ask: Ask) -> str:
    """`--tra-loi cap=…  Tổng hợp cho cấp nào? phong (Phòng, UBND xã), so (Sở)`."""
    choices = ", ".join(f"{value} ({words})" for value, words in ask.choices.items())
    return " ".join(filter(None, (f"--tra-loi {ask.key}=…", ask.prompt, choices)))


def _the_button(id_: str) -> Button:
    from kdcl_xl.buttons.registry import buttons
    from kdcl_xl.text.similar import did_you_mean

    found = buttons().get(id_)
    if found is None:
        guess = did_you_mean(id_, buttons(), code=True)
        raise JobError(f"Không có nút “{id_}”.{guess} Xem danh sách: kdcl nut.")
    return found


def _port(button: Button, workbook: Path | None, out: Path | None) -> FilePort | None:
    from kdcl_xl.buttons.registry import Needs
    from kdcl_xl.ports.file_port import FilePort

    if button.needs is Needs.NOTHING:
        return None
    if workbook is None:
        raise JobError(f"Nút “{button.label}” cần một sổ: kdcl nut {button.id} TEP.xlsx")
    return FilePort(workbook.absolute(), out)


def _answers(button: Button, port: FilePort | None, replies: Iterable[str]) -> Mapping[str, Any]:
    """--tra-loi, checked against the questions of the button for this workbook."""
    from kdcl_xl.buttons.registry import Kind, questions
    from kdcl_xl.ports.port import PortError

    try:
        asks = {ask.key: ask for ask in questions(button, port.snapshot() if port else None)}
    except PortError as error:
        raise JobError(str(error)) from error
    answers: dict[str, Any] = {}
    for reply in replies:
        key, _, value = reply.partition("=")
        ask = asks.get(key.strip())
        if ask is None:
            known = ", ".join(asks) or "không hỏi gì"
            raise JobError(f"Nút “{button.label}” không hỏi “{key.strip()}” (các câu hỏi: {known}).")
        if ask.choices and value not in ask.choices:
            raise JobError(f"“{value}” không có trong các lựa chọn: {_ask_line(ask)}")
        if ask.kind is Kind.FILES:
            answers.setdefault(ask.key, []).append(value)
        else:
            answers[ask.key] = value
    missing = [_ask_line(ask) for ask in asks.values() if not ask.optional and not answers.get(ask.key)]
    if missing:
        raise JobError(f"Cần trả lời: {'; '.join(missing)}")
    return answers


def _press(button: Button, port: FilePort | None, answers: Mapping[str, Any], on: dt.date) -> Plan:
    from kdcl_xl.buttons.press import press

    return press(button.id, port, answers, on=on)


def _preview(button: Button, port: FilePort | None, answers: Mapping[str, Any], on: dt.date) -> Plan:
    from kdcl_xl.buttons.press import Request, think
    from kdcl_xl.buttons.registry import Needs

    if port is None or button.needs is not Needs.VALUES:
        raise JobError(f"Nút “{button.label}” không đổi gì trong sổ nên không có gì để xem trước.")
    return think(Request(button.id, port.snapshot(), None, answers, on))


def _actions(plan: Plan) -> Iterable[str]:
    """What would be done to the workbook, one line an action."""
    from kdcl_xl.workbook import plan as do

    for action in plan.actions:
        if isinstance(action, do.SetValues):
            yield f"  {action.sheet}: ghi {len(action.cells)} ô ({some(action.cells, _NAMED)})"
        elif isinstance(action, do.Fill):
            yield f"  {action.sheet}: đổi màu {len(action.colours)} ô ({some(action.colours, _NAMED)})"
        elif isinstance(action, do.Notes):
            yield f"  {action.sheet}: đổi ghi chú {len(action.texts)} ô ({some(action.texts, _NAMED)})"
        elif isinstance(action, do.PutSheet):
            yield f"  thêm hoặc làm lại trang “{action.name}” ({len(action.rows)} dòng)"
        elif isinstance(action, do.DropSheet):
            yield f"  bỏ trang “{action.name}”"
        elif isinstance(action, do.CopyFormats):
            yield f"  {action.sheet}: chép lại định dạng {len(action.copies)} vùng"
        else:
            yield f"  chuyển tới ô {action.sheet}!{action.cell}"
