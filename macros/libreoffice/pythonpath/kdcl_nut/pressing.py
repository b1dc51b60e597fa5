"""A press from beginning to end: look, let the worker think, ask, act, tell."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from .dialogs import CancelledError, Screen
from .interpreter import write_log
from .quiet import Quiet
from .uno_cells import HostError
from .uno_requests import answer as look_or_act
from .worker import Worker, worker

_PATIENCE = 0.7
"""Seconds before the user is shown that something goes on, and may stop it."""
_LAST_WORD = 8.0
"""Seconds a job has to stop by itself."""
_STOPPED = "Đã dừng theo yêu cầu của thầy/cô; chưa ghi gì."
_busy: list[str] = []


def press(context: Any, button: str) -> None:
    """Press a button on the document in front. Never raises."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    doc = desktop.getCurrentComponent()
    screen = Quiet.wanted() or Screen(context, doc)
    if _busy:
        screen.tell(
            "failed",
            f"“{_labels().get(_busy[0], {}).get('label', _busy[0])}” còn đang chạy; thầy/cô chờ xong hoặc bấm Hủy.",
        )
        return
    _busy.append(button)
    try:
        _Press(doc, screen, button).run()
    except CancelledError:
        screen.tell("failed", _STOPPED)
    except HostError as error:
        screen.tell("failed", f"{error.message} {error.remedy}")
    except Exception:
        screen.tell("failed", f"Chương trình gặp lỗi không lường trước. {_logged()}")
    finally:
        _busy.clear()
        screen.close()


def _labels() -> dict[str, dict[str, str]]:
    """Button → label and what it needs, as known when the extension was built."""
    file = Path(__file__).resolve().parent / "buttons.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _logged() -> str:
    try:
        return f"Chi tiết kỹ thuật ở {write_log()}."
    except OSError:
        return "Không ghi được nhật ký."


class _Press:
    def __init__(self, doc: Any, screen: Any, button: str) -> None:
        self._doc, self._screen, self._button = doc, screen, button
        self._stop_asked = 0.0

    def run(self) -> None:
        button = _labels().get(self._button)
        if button is None:
            raise HostError(f"Không có nút “{self._button}”.", "Thầy/cô cài lại phần mở rộng KĐCL.")
        thinker = worker()  # first, so that it starts while we read the sheets
        with tempfile.TemporaryDirectory(prefix="kdcl-") as folder:
            request = {"do": "press", "button": self._button}
            if button["needs"] != "nothing":
                request["snapshot"] = look_or_act(self._doc, "snapshot", {})
            if button["needs"] == "file":
                request["file"] = look_or_act(self._doc, "as_file", {"folder": folder})
            thinker.say(request)
            self._screen.begin(button["label"])
            answer = self._plan(thinker)
        plan = answer["plan"]
        lines = [] if plan["findings"] else list(plan["lines"])
        if plan["actions"]:
            applied = look_or_act(self._doc, "apply", {"plan": plan, "keep": answer["keep"]})
            thinker.say({"do": "applied", "applied": applied})
            while "kept" not in (thinker.hear(0.1) or {}):
                pass
            lines += applied["left_out"]
        only_shown = [action["do"] for action in plan["actions"]] == ["select"]
        self._screen.tell(
            plan["result"], plan["message"], lines, plan["open"], passing=only_shown and not lines
        )

    def _plan(self, thinker: Worker) -> dict[str, Any]:
        """What the worker answers at last; progress and questions on the way."""
        begun = time.monotonic()
        while True:
            answer = thinker.hear(0.02)
            if answer is None:
                self._wait(thinker, time.monotonic() - begun)
            elif "plan" in answer:
                return answer
            elif "progress" in answer:
                self._screen.progress(*answer["progress"])
            elif "ask" in answer:
                thinker.say(self._replies(answer["ask"]))
                begun = time.monotonic()

    def _wait(self, thinker: Worker, passed: float) -> None:
        if passed > _PATIENCE:
            self._screen.breathe()
        if not self._screen.stop_wanted:
            return
        if not self._stop_asked:
            self._stop_asked = time.monotonic()
            thinker.say({"do": "cancel"})
        elif time.monotonic() - self._stop_asked > _LAST_WORD:
            thinker.end()
            raise CancelledError

    def _replies(self, asks: list[dict[str, Any]]) -> dict[str, Any]:
        answers = {}
        self._screen.close()  # a question is no time for “still working”
        try:
            for ask in asks:
                given = self._screen.ask(ask)
                if given:
                    answers[ask["key"]] = given
        except CancelledError:
            return {"do": "cancel"}
        return {"do": "answers", "answers": answers}
