"""`python -m benchmarks [--nhanh] [TÊN…]`: measure, print, and write RESULTS.md and results.json."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import machine, save
from benchmarks.suites import SUITES, Plan

_HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, also when a target is missed: a measurement is no test."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Đo tốc độ và bộ nhớ.")
    parser.add_argument("ten", nargs="*", metavar="TÊN", help=f"Chỉ đo phần này: {', '.join(SUITES)}.")
    parser.add_argument(
        "--nhanh", action="store_true", help="Vài trường, vài giây: chỉ xem bộ đo có chạy không."
    )
    parser.add_argument("--ra", type=Path, help="Thư mục ghi RESULTS.md và results.json.")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.ten if name not in SUITES]
    if unknown:
        parser.error(f"không có phần “{unknown[0]}”; các phần: {', '.join(SUITES)}")
    names = chosen.ten or list(SUITES)
    # A quick run leaves nothing behind and never writes over real results.
    out = chosen.ra or (None if chosen.nhanh else _HERE)
    if chosen.nhanh:
        with tempfile.TemporaryDirectory() as scratch:
            _measure(names, Plan.quick(Path(scratch)), out)
    else:
        _measure(names, Plan(_HERE / "du-lieu"), out)
    return 0


def _measure(names: Sequence[str], plan: Plan, out: Path | None) -> None:
    for name in names:
        where = machine()
        lines = SUITES[name](plan)
        for line in lines:
            met = {True: "đạt", False: "KHÔNG ĐẠT", None: ""}[line.met]
            target = f" (mục tiêu {line.target}) {met}" if line.target else ""
            print(f"{line.what}: {line.measured}{target}", flush=True)
            if line.note:
                print(f"    {line.note}", flush=True)
        if out is not None:
            save(lines, where, out)


if __name__ == "__main__":
    sys.exit(main())
