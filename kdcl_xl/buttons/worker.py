"""`python -m kdcl_xl.buttons.worker`: presses for a host that cannot load us itself, as JSON lines over a pipe.

    host → {"do": "buttons"}                                   worker → {"buttons": [...]}
    host → {"do": "press", "button", "snapshot", "file"}       worker → {"progress": [done, total, text]}, …
                                                               worker → {"ask": [...]} when there are questions
    host → {"do": "answers", "answers": {...}}                 worker → {"plan": {...}, "keep": folder}, always
    host → {"do": "applied", "applied": {...}}                 worker → {"kept": true}: what was done can be undone
    host → {"do": "cancel"} at any time of a press

`answers` may come with the press; a failure is a plan as well. `keep` is for copies that undoing needs. The first line out
is {"ready": version}; then the worker loads what a press needs, while the host still reads the workbook. It lives until
its stdin ends.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kdcl_xl.buttons.press import Request
    from kdcl_xl.buttons.registry import Ask, Button
    from kdcl_xl.workbook.plan import Plan


@dataclass
class Line:
    """Requests in, answers out, and whether the user wants to stop."""

    out: IO[str]
    requests: queue.Queue[Mapping[str, Any] | None]
    stop: threading.Event

    def say(self, answer: Mapping[str, Any]) -> None:
        """One answer."""
        self.out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        self.out.flush()

    def listen(self, source: IO[str]) -> None:
        """Read requests until the host is gone. A cancel does not wait its turn."""
        for text in source:
            request = json.loads(text)
            if request["do"] == "cancel":
                self.stop.set()
            self.requests.put(request)
        self.stop.set()
        self.requests.put(None)


def main() -> None:
    """Serve until stdin ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # whatever a library prints must not come between the answers
    source = os.fdopen(os.dup(0), encoding="utf-8")
    serve(source, out)


def serve(source: IO[str], out: IO[str]) -> None:
    """Answer requests from `source` on `out` until it ends."""
    from kdcl_xl import __version__

    line = Line(out, queue.Queue(), threading.Event())
    threading.Thread(target=line.listen, args=(source,), daemon=True).start()
    line.say({"ready": __version__})
    worker = _Worker(line)
    warm_up()
    request = line.requests.get()
    while request is not None:
        worker.do(request)
        request = line.requests.get()


def warm_up() -> None:
    """Load what every check needs: half a second on an old machine, which the user then does not wait for."""
    from importlib import import_module

    for module in ("buttons.press", "jobs.checking", "workbook.anchors", "workbook.marks", "forms.summary"):
        import_module(f"kdcl_xl.{module}")


class _Worker:
    """The requests. One press at a time: what was pressed last is what `applied` speaks of."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._pressed: Request | None = None

    def do(self, request: Mapping[str, Any]) -> None:
        known: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "buttons": self._buttons,
            "press": self._press,
            "applied": self._applied,
        }
        act = known.get(request["do"])
        if act is not None:  # a cancel that came too late needs no answer
            act(request)

    def _buttons(self, _request: Mapping[str, Any]) -> None:
        from kdcl_xl.buttons.registry import buttons

        self._line.say({"buttons": [button_as_json(button) for button in buttons().values()]})

    def _press(self, given: Mapping[str, Any]) -> None:
        from kdcl_xl.buttons.press import failure

        self._line.stop.clear()
        self._pressed = None
        try:
            plan = self._thought(given)
        except Exception as error:
            plan = failure(error)
        from kdcl_xl.folders import undo_folder

        self._line.say({"plan": plan.model_dump(mode="json"), "keep": str(undo_folder() / "dinh-dang")})

    def _thought(self, given: Mapping[str, Any]) -> Plan:
        from kdcl_xl.buttons.press import Request, think
        from kdcl_xl.workbook.wire import snapshot_from_json

        wire, file = given.get("snapshot"), given.get("file")
        request = Request(
            given["button"],
            snapshot_from_json(wire) if wire else None,
            Path(file) if file else None,
            given.get("answers"),
        )
        if request.answers is None:
            request = replace(request, answers=self._asked(request))
        plan = think(request, self._progress)
        self._pressed = request if plan.actions else None
        return plan

    def _asked(self, request: Request) -> Mapping[str, Any]:
        from kdcl_xl.buttons.registry import CancelledError, buttons, questions

        asks = questions(buttons()[request.button], request.snapshot)
        if not asks:
            return {}
        self._line.say({"ask": [ask_as_json(ask) for ask in asks]})
        reply = self._line.requests.get()
        if reply is None:  # the host is gone: whoever waits for the next press is to hear it too
            self._line.requests.put(None)
        if reply is None or reply["do"] != "answers":
            raise CancelledError
        answers: Mapping[str, Any] = reply["answers"]
        return answers

    def _progress(self, done: int, total: int, what: str) -> None:
        from kdcl_xl.buttons.registry import CancelledError

        if self._line.stop.is_set():
            raise CancelledError
        self._line.say({"progress": [done, total, what]})

    def _applied(self, given: Mapping[str, Any]) -> None:
        from kdcl_xl.buttons.press import remember
        from kdcl_xl.jobs.support import write_log
        from kdcl_xl.workbook.plan import Applied

        kept = self._pressed is not None
        try:
            if self._pressed is not None:
                remember(self._pressed, Applied.model_validate(given["applied"]))
        except Exception as error:  # the workbook is changed already; only undoing is lost
            write_log(error)
            kept = False
        self._pressed = None
        self._line.say({"kept": kept})


def button_as_json(button: Button) -> dict[str, Any]:
    """A button as a host without our package shows it. `asks` is null where they depend on the workbook."""
    return {
        "id": button.id,
        "label": button.label,
        "tip": button.tip,
        "group": button.group,
        "icon": button.icon,
        "needs": button.needs.value,
        "long": button.long,
        "asks": None if callable(button.asks) else [ask_as_json(ask) for ask in button.asks],
    }


def ask_as_json(ask: Ask) -> dict[str, Any]:
    """One question."""
    return {
        "key": ask.key,
        "kind": ask.kind.value,
        "prompt": ask.prompt,
        "choices": dict(ask.choices),
        "optional": ask.optional,
        "default": ask.default,
    }


if __name__ == "__main__":
    main()
