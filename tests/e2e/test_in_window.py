"""The real window on a virtual screen, worked with mouse and keyboard."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kdcl_xl.ports.file_port import FilePort, copy_beside
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import read

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "workbooks" / "vi-du_tu-danh-gia_tt57_2026_pt_thcs_2026-2027.xlsx"
PATIENCE = 60


def needed(program: str) -> str:
    found = shutil.which(program)
    assert found, f"{program} is missing: apt-get install xvfb xdotool openbox"
    return found


def until(so: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while not (answer := so()):
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
    return answer


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A virtual screen with a window manager; the environment of programs on it."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        [needed("Xvfb"), "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write_end], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        display = f":{answer.readline().strip()}"
    environment = {
        **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path), "KDCL_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    manager = subprocess.Popen([needed("openbox")], env=environment, stderr=subprocess.DEVNULL)
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Hồ sơ" / "Sổ tự đánh giá.xlsx"
    path.parent.mkdir()
    sheet, cell = read(SAMPLE).name_cells["ten_truong"]  # type: ignore[union-attr]
    path.write_bytes(with_values(SAMPLE.read_bytes(), {sheet: {cell: None}}))
    return path


def test_a_click_marks_the_copy_and_a_key_takes_the_marks_away(
    screen: dict[str, str], book: Path, tmp_path: Path
) -> None:
    told = tmp_path / "cua-so.json"
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "window" / "driver.py"), str(told), str(book)],
        env=screen, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip

    def tells() -> Any:
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        return json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}

    def do(*words: str | int) -> None:
        subprocess.run([needed("xdotool"), *map(str, words)], env=screen, check=True, timeout=PATIENCE)

    before = book.read_bytes()
    try:
        until(lambda: tells().get("active") and "Đã chọn" in tells()["sentence"])
        x, y = tells()["buttons"]["kiem-tra"]
        do("mousemove", x, y, "click", 1)
        until(lambda: "CẦN SỬA" in tells()["sentence"])
        copy = copy_beside(book)
        assert ("Trường", "B6") in FilePort(copy).snapshot().desk.marks
        assert book.read_bytes() == before
        if pictures := os.environ.get("KDCL_HINH"):  # for the guide: tools take the picture from here
            subprocess.run(
                [needed("scrot"), "-o", str(Path(pictures) / "cua-so.png")], env=screen, check=True
            )

        do("key", "ctrl+z")
        until(lambda: "Đã hoàn tác" in tells()["sentence"])
        assert FilePort(copy).snapshot().desk.marks == {}
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)
