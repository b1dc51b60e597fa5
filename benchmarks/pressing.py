"""Press → marks in LibreOffice: the first press after LibreOffice has started, and the next ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, child, spread
from benchmarks.report import Line
from kdcl_xl.demo.bulk import many_workbooks
from kdcl_xl.jobs.libreoffice import install_extension
from kdcl_xl.ports.uno_extension import NOT_YET
from kdcl_xl.ports.uno_office import StartedOffice, bridge_environment, office_python
from kdcl_xl.workbook.patch import with_values

GROUP = "Nút bấm trong LibreOffice"
_COMMAND = "python -m benchmarks nut-bam"
_EVIDENCE, _FIRST = "Minh chứng", 6
_MISTAKES = (("E", "ngày mai"), ("F", "hôm kia"), ("J", "không rõ"), ("A", "MC 9"), ("C", None))
_COLD, _WARM = 1.5, 0.5
"""Seconds aimed at."""
_PATIENCE = 60


def pressing(repeats: int) -> list[Line]:
    """250 rows with ten mistakes, 5,000 rows with a hundred; beside the start of an empty Python process."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ["KDCL_HOME"] = str(folder / "kdcl")
        profile = folder / "LibreOffice"
        install_extension(profile)
        bare = spread([child(sys.executable, "-c", "pass").wall for _ in range(repeats)])
        lines = []
        for rows, mistakes in ((250, 10), (5_000, 100)):
            book = _workbook(folder, rows, mistakes)
            runs = [_pressed(profile, book, folder / "noi.jsonl", repeats) for _ in range(min(3, repeats))]
            marks = runs[0]["marks"]
            cold = spread([run["cold"] for run in runs])
            warm = spread([seconds for run in runs for seconds in run["warm"]])
            told = f"{rows} dòng minh chứng, {marks} ô được đánh dấu"
            beside = f"python -c pass: {bare.words()} s"
            for what, seconds, limit in (("lần đầu", cold, _COLD), ("các lần sau", warm, _WARM)):
                lines.append(
                    Line(
                        GROUP,
                        f"Bấm “Kiểm tra” → ô có màu và ghi chú, {what}; {told}",
                        f"< {limit} s".replace(".", ","),
                        f"{seconds.words()} s",
                        seconds.median < limit,
                        _COMMAND,
                        beside,
                        {"seconds": seconds.values, "bare": bare.values},
                    )
                )
        return lines


def _workbook(folder: Path, rows: int, mistakes: int) -> Path:
    """Mistakes of several kinds, spread over the sheet: of one kind only the first twenty are listed cell by cell."""
    _name, content = next(iter(many_workbooks(1, rows=rows)))
    step = rows * 2 // 3 // mistakes
    wrong = {
        f"{column}{_FIRST + number * step}": text
        for number in range(mistakes)
        for column, text in [_MISTAKES[number % len(_MISTAKES)]]
    }
    path = folder / f"so-{rows}.xlsx"
    path.write_bytes(with_values(content, {_EVIDENCE: wrong}))
    return path


def _pressed(profile: Path, book: Path, told: Path, times: int) -> dict[str, Any]:
    environment = {"KDCL_KHONG_HOP_THOAI": str(told), "KDCL_PYTHON": sys.executable}
    with StartedOffice(profile, environment) as office:
        command = [str(office_python()), str(ROOT / "benchmarks" / "office_presser.py")]
        deadline = time.monotonic() + _PATIENCE
        while True:
            done = subprocess.run(
                [*command, office.connection, str(book), str(times)],
                capture_output=True,
                text=True,
                env=bridge_environment(),
            )
            if done.returncode == 0:
                answer: dict[str, Any] = json.loads(done.stdout)
                return answer
            if done.returncode != NOT_YET or time.monotonic() > deadline:
                raise RuntimeError(done.stderr)
            time.sleep(0.1)
