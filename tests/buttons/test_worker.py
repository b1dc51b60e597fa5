"""The worker: presses over a pipe, as the extension of LibreOffice speaks to it."""

from __future__ import annotations

import io
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kdcl_xl.buttons import registry, worker
from kdcl_xl.buttons.registry import Ask, Button, Kind, Needs, Press
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.marks import RESULT_SHEET
from kdcl_xl.workbook.plan import Plan
from kdcl_xl.workbook.read import snapshot_of
from kdcl_xl.workbook.snapshot import Snapshot
from kdcl_xl.workbook.wire import snapshot_to_json
from tests.checks.samples import EDITIONS

PATIENCE = 60
STOPPED = "Đã dừng theo yêu cầu của thầy/cô; chưa ghi gì."


@pytest.fixture(scope="module")
def blank() -> dict[str, Any]:
    """An empty self-assessment workbook, as a host sends it."""
    content = build(SELF_ASSESSMENT, EDITIONS["tt57"])
    found = snapshot_of(inspect(content, name="Sổ.xlsx"))
    assert isinstance(found, Snapshot)
    return snapshot_to_json(found)


class Talk:
    """A worker process, as a host has it."""

    def __init__(self, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kdcl_xl.buttons.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "KDCL_HOME": str(home)},
        )
        self._answers: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        assert "ready" in self.hear()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put(b"")

    def say(self, request: Mapping[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        line = self._answers.get(timeout=PATIENCE)
        assert line, "the worker ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self.say(request)
        return self.hear()

    def end(self) -> int:
        assert self._process.stdin
        self._process.stdin.close()
        return self._process.wait(PATIENCE)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    running = Talk(tmp_path)
    yield running
    assert running.end() == 0


def test_buttons_are_told_as_the_registry_has_them(talk: Talk) -> None:
    told = talk.ask({"do": "buttons"})["buttons"]
    assert [one["id"] for one in told] == [*registry.buttons()]
    check = next(one for one in told if one["id"] == "kiem-tra")
    assert (check["label"], check["needs"], check["asks"]) == ("Kiểm tra trước khi nộp", "values", [])


def test_presses_one_after_the_other_and_undoing(talk: Talk, blank: dict[str, Any]) -> None:
    answer = talk.ask({"do": "press", "button": "kiem-tra", "snapshot": blank})
    plan = Plan.model_validate(answer["plan"])
    assert plan.result.value == "found_errors"
    assert Path(answer["keep"]).is_absolute()
    applied = {"added_sheets": [RESULT_SHEET], "changes": []}
    assert talk.ask({"do": "applied", "applied": applied}) == {"kept": True}
    marked = {**blank, "grids": {**blank["grids"], RESULT_SHEET: [["KẾT QUẢ KIỂM TRA"]]}}
    undone = talk.ask({"do": "press", "button": "hoan-tac", "snapshot": marked})["plan"]
    assert [(action["do"], action["name"]) for action in undone["actions"]] == [("drop_sheet", RESULT_SHEET)]


def test_whatever_goes_wrong_is_a_plan(talk: Talk, blank: dict[str, Any], tmp_path: Path) -> None:
    for wrong in (
        {"do": "press", "button": "khong-co", "snapshot": blank},
        {"do": "press", "button": "kiem-tra", "snapshot": {"grids": {}}},
        {"do": "press", "button": "kiem-tra"},
    ):
        plan = talk.ask(wrong)["plan"]
        assert plan["result"] == "failed"
        assert "Traceback" not in plan["message"]
        assert str(tmp_path) in plan["message"]  # where the log lies
    assert talk.ask({"do": "applied", "applied": {}}) == {"kept": False}
    assert talk.ask({"do": "press", "button": "thong-tin"})["plan"]["result"] == "done"


def test_late_cancel_stops_nothing(talk: Talk, blank: dict[str, Any]) -> None:
    talk.say({"do": "cancel"})
    assert talk.ask({"do": "press", "button": "kiem-tra", "snapshot": blank})["plan"]["findings"]


# ---- questions and progress, with a button of our own, in this process


def _report(press: Press) -> Plan:
    for number in range(1000):
        press.progress(number, 1000, "một bước")
    return Plan(message=f"Đã làm vào {press.answers['ra']}.")


@pytest.fixture
def own_button(monkeypatch: pytest.MonkeyPatch) -> None:
    asks = (Ask("ra", Kind.FOLDER, "Ghi vào đâu?"), Ask("ten", Kind.TEXT, "Tên?", optional=True))
    made = Button("thu", "Thử", "Thử.", "Thử", "thu", _report, needs=Needs.NOTHING, asks=asks, long=True)
    monkeypatch.setattr(registry, "buttons", lambda: {"thu": made})
    monkeypatch.setattr("kdcl_xl.buttons.press.buttons", lambda: {"thu": made})


class Served:
    """The worker in a thread of this process, on two pipes."""

    def __init__(self) -> None:
        (there, self._in), (self._out, back) = os.pipe(), os.pipe()
        source, out = os.fdopen(there, encoding="utf-8"), os.fdopen(back, "w", encoding="utf-8")
        self._thread = threading.Thread(target=worker.serve, args=(source, out))
        self._thread.start()
        self._answers = os.fdopen(self._out, encoding="utf-8")
        assert "ready" in self.hear()

    def say(self, request: Mapping[str, Any]) -> None:
        os.write(self._in, json.dumps(request).encode() + b"\n")

    def hear(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._answers.readline())
        return answer

    def plan(self) -> dict[str, Any]:
        while "plan" not in (answer := self.hear()):
            assert "progress" in answer
        found: dict[str, Any] = answer["plan"]
        return found

    def hang_up(self) -> None:
        os.close(self._in)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def served(own_button: None) -> Served:
    return Served()


def test_questions_are_asked_and_the_answers_used(served: Served) -> None:
    served.say({"do": "press", "button": "thu"})
    asked = served.hear()["ask"]
    assert [ask["key"] for ask in asked] == ["ra", "ten"]
    words = {"key": "ten", "kind": "text", "prompt": "Tên?"}
    assert asked[1] == {**words, "choices": {}, "optional": True, "default": ""}
    served.say({"do": "answers", "answers": {"ra": "/đây"}})
    assert served.hear() == {"progress": [0, 1000, "một bước"]}
    assert served.plan()["message"] == "Đã làm vào /đây."
    served.hang_up()


def test_cancel_instead_of_an_answer_is_a_stop(served: Served) -> None:
    served.say({"do": "press", "button": "thu"})
    assert served.hear()["ask"]
    served.say({"do": "cancel"})
    assert served.plan()["message"] == STOPPED
    served.say({"do": "press", "button": "thu", "answers": {"ra": "/đây"}})
    assert served.plan()["result"] == "done"
    served.hang_up()


def test_host_that_goes_away_during_a_question_ends_the_worker(served: Served) -> None:
    served.say({"do": "press", "button": "thu"})
    assert served.hear()["ask"]
    served.hang_up()


def test_cancel_stops_the_work_at_its_next_step() -> None:
    line = worker.Line(io.StringIO(), queue.Queue(), threading.Event())
    running = worker._Worker(line)
    running._progress(3, 10, "văn bản")
    assert isinstance(line.out, io.StringIO)
    assert json.loads(line.out.getvalue()) == {"progress": [3, 10, "văn bản"]}
    line.listen(io.StringIO('{"do": "cancel"}\n'))
    with pytest.raises(registry.CancelledError):
        running._progress(4, 10, "văn bản")
