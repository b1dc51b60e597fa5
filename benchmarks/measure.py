"""Run a child process to its end and say what it cost; medians of several runs, ratios against a yardstick."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What one child cost, its own children included: CPU (user + system) and wall in seconds, memory in MB.

    `peak_mb` is that of the largest single process. `told` is what the child printed as JSON.
    """

    cpu: float
    wall: float
    peak_mb: float
    told: dict[str, Any] = field(default_factory=dict)


def child(*command: str) -> Usage:
    """Run a command. Raises RuntimeError with its error output when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=_environment()
    )
    assert process.stdout and process.stderr
    out, trouble = process.stdout.read(), process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{trouble.decode('utf-8', 'replace')}")
    told = json.loads(out) if out.startswith(b"{") else {}
    return Usage(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * _MAXRSS_UNIT / 2**20, told)


def _environment() -> dict[str, str]:
    """Modules are kept compiled, as installing does: a machine that forbids it would measure the compiler each time."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def task(name: str, *arguments: object) -> Usage:
    """Run one task of `benchmarks.tasks` in a process of its own."""
    return child(sys.executable, "-m", "benchmarks.tasks", name, *map(str, arguments))


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, smallest and largest of several values."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    def words(self, form: str = "{:.2f}") -> str:
        """As printed: 2,31 (2,20–2,45)."""
        middle, low, high = (form.format(v) for v in (self.median, min(self.values), max(self.values)))
        return f"{middle} ({low}–{high})".replace(".", ",")


def spread(values: Sequence[float]) -> Spread:
    """Of at least one value."""
    return Spread(tuple(values))


def alternately(runs: int, *jobs: Callable[[], Usage]) -> list[list[Usage]]:
    """Each job so many times, turn by turn, so that a busy minute of the machine falls on all of them."""
    rounds = [[job() for job in jobs] for _ in range(runs)]
    return [list(column) for column in zip(*rounds, strict=True)]


def ratios(ours: Sequence[Usage], yardstick: Sequence[Usage], what: str = "cpu") -> Spread:
    """Ours over the yardstick of the same round."""
    return spread([getattr(a, what) / getattr(b, what) for a, b in zip(ours, yardstick, strict=True)])
