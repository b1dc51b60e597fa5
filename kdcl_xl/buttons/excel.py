"""What a button in Excel calls: `RunPython "import kdcl_xl.buttons.excel as e; e.press('kiem-tra')"`.

Each press is a process of its own, so everything is imported when needed. Whatever happens ends in one message box of
our words; only when not even Excel can be reached do they go to stderr, which the add-in shows.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from kdcl_xl.buttons.registry import Ask, Button
    from kdcl_xl.ports.xlwings_dialogs import Dialogs
    from kdcl_xl.ports.xlwings_port import XwPort
    from kdcl_xl.workbook.plan import Plan

_MOST_LINES = 12
_MOST_OPENED = 3
"""More files than that are shown as their folder."""
_LONGEST_PROMPT = 250
"""Excel's InputBox takes 255 characters."""
_TRIES = 3
_NEXT_PAGE = "0"


def press(button_id: str) -> None:
    """Press a button on the workbook that called us. Raises SystemExit when Excel could not be told how it ended."""
    from kdcl_xl.buttons.press import failure
    from kdcl_xl.buttons.press import press as press_button
    from kdcl_xl.buttons.registry import buttons
    from kdcl_xl.ports.xlwings_reach import unreachable

    port = _calling_workbook()
    try:
        button = buttons()[button_id]
        plan = press_button(button_id, port, answers(button, port), port.progress if button.long else None)
        if button.long:
            port.end_progress()
    except Exception as error:
        plan = failure(unreachable(error) or error)
    try:
        tell(port.book.app, plan)
    except Exception as error:
        _to_stderr(failure(error), plan)


def answers(button: Button, port: XwPort) -> Mapping[str, Any]:
    """Ask the user what the button needs. Raises CancelledError, and JobError where Excel cannot ask."""
    from kdcl_xl.buttons.registry import CancelledError, questions
    from kdcl_xl.jobs.errors import JobError

    asks = questions(button, port.snapshot() if callable(button.asks) else None)
    if not asks:
        return {}
    dialogs = port.dialogs()
    required = [ask for ask in asks if not ask.optional]
    if not dialogs.available:
        if required:
            raise JobError(
                f"Nút “{button.label.rstrip('…')}” cần hỏi: {required[0].prompt} Excel trên máy này không mở được hộp thoại; "
                "thầy/cô làm việc này ở cửa sổ KĐCL."
            )
        return {}
    found = {}
    for ask in asks:
        answer = _answer(dialogs, ask)
        if answer:
            found[ask.key] = answer
        elif not ask.optional:
            raise CancelledError
    return found


def tell(app: Any, plan: Plan, show: Callable[[str], None] | None = None) -> None:
    """One message box: the sentence, what a closer look shows, and the offer to open what was made."""
    from kdcl_xl.ports.xlwings_dialogs import TITLE
    from kdcl_xl.workbook.plan import Result

    lines = plan.lines[:_MOST_LINES]
    if len(plan.lines) > _MOST_LINES:
        lines.append(f"… và {len(plan.lines) - _MOST_LINES} dòng nữa.")
    text = "\n".join([plan.message, *([""] if lines else []), *lines])
    mode = "critical" if plan.result is Result.FAILED else "info"
    if not plan.open:
        app.alert(text, TITLE, "ok", mode)
        return
    names = "\n".join(Path(made).name for made in plan.open[:_MOST_LINES])
    if app.alert(f"{text}\n\nĐã làm:\n{names}\n\nMở ra xem bây giờ?", TITLE, "yes_no", mode) != "yes":
        return
    few = len(plan.open) <= _MOST_OPENED
    for made in plan.open if few else dict.fromkeys(str(Path(made).parent) for made in plan.open):
        try:
            (show or show_file)(made)
        except OSError:
            app.alert(f"Máy không mở được tệp. Tệp nằm ở:\n{made}", TITLE, "ok", "critical")


def show_file(path: str) -> None:
    """Open a file or folder with the program the system has for it. Raises OSError."""
    start = getattr(os, "startfile", None)
    if start is not None:
        start(path)
    else:
        subprocess.Popen(["open" if sys.platform == "darwin" else "xdg-open", path])  # noqa: S603


def _calling_workbook() -> XwPort:
    from kdcl_xl.buttons.press import failure

    try:
        import xlwings

        from kdcl_xl.folders import undo_folder
        from kdcl_xl.ports.xlwings_port import XwPort
        from kdcl_xl.ports.xlwings_reach import Patience, stop_endless_retries

        stop_endless_retries()
        return XwPort(Patience()(xlwings.Book.caller), undo_folder())
    except Exception as error:
        _to_stderr(failure(error))


def _to_stderr(*plans: Plan) -> NoReturn:
    sys.stderr.write("\n".join(plan.message for plan in plans) + "\n")
    raise SystemExit(1)


def _answer(dialogs: Dialogs, ask: Ask) -> str | list[str] | None:
    from kdcl_xl.buttons.registry import Kind

    if ask.kind is Kind.CHOICE:
        return _choice(dialogs, ask)
    if ask.kind is Kind.TEXT:
        return dialogs.text(ask.prompt[:_LONGEST_PROMPT])
    return {
        Kind.FOLDER: dialogs.folder,
        Kind.FILE: dialogs.file,
        Kind.FILES: dialogs.files,
        Kind.SAVE: dialogs.save_as,
    }[ask.kind](ask.prompt)


def _choice(dialogs: Dialogs, ask: Ask) -> str | None:
    """The value the user typed the number of; long lists page by page."""
    values = list(ask.choices)
    pages = _pages(ask)
    page, wrong = 0, 0
    while wrong < _TRIES:
        typed = dialogs.text(pages[page], "1" if len(pages) == 1 else "")
        if typed is None:
            return None
        if typed == _NEXT_PAGE and len(pages) > 1:
            page = (page + 1) % len(pages)
        elif typed.isdecimal() and 1 <= int(typed) <= len(values):
            return values[int(typed) - 1]
        else:
            wrong += 1
    return None


def _pages(ask: Ask) -> list[str]:
    head = f"{ask.prompt[:120]} Gõ số:"
    foot = f"{_NEXT_PAGE}. (xem tiếp)"
    room = _LONGEST_PROMPT - len(head) - len(foot) - 2
    pages: list[list[str]] = [[]]
    for number, words in enumerate(ask.choices.values(), start=1):
        line = f"{number}. {words}"[:room]
        if pages[-1] and sum(len(each) + 1 for each in pages[-1]) + len(line) > room:
            pages.append([])
        pages[-1].append(line)
    more = [foot] if len(pages) > 1 else []
    return ["\n".join([head, *page, *more]) for page in pages]
