"""The group `xep-lich`: dates and panels for a year, against reading and writing the same workbook."""

from __future__ import annotations

import tempfile
from functools import partial

from benchmarks.measure import alternately, ratios, spread, task
from benchmarks.report import Line

GROUP, COMMAND = "Xếp lịch, xếp đoàn", "python -m benchmarks xep-lich"


def planning(runs: int) -> list[Line]:
    """Both proposals from file to file. `runs`: 1 for a quick look, at a small size."""
    schools, people = (100, 150) if runs > 1 else (6, 20)
    with tempfile.TemporaryDirectory() as scratch:
        path = f"{scratch}/so.xlsx"
        task("planning_workbook", path, schools, people)
        ours, yardstick = alternately(
            runs,
            partial(task, "plan", path, f"{scratch}/ra"),
            partial(task, "rewrite", path, f"{scratch}/thuoc"),
        )
    told = ours[0].told
    waited, ratio = spread([used.wall for used in ours]), ratios(ours, yardstick)
    same = all({k: u.told[k] for k in ("visits", "seats", "unmet")} == {k: told[k] for k in ("visits", "seats", "unmet")} for u in ours)  # fmt: skip
    dates, panels = (spread([used.told[name] for used in ours]) for name in ("dates", "panels"))
    return [
        Line(
            GROUP,
            f"Xếp ngày cho {schools} trường rồi xếp đoàn từ {people} người, từ tệp đến tệp, kể cả soát lại (thời gian chờ)",
            "< 30 s",
            f"{waited.words('{:.1f}')} s",
            waited.median < 30 and not told["broken"] and same,
            COMMAND,
            f"xếp ngày {dates.words('{:.1f}')} s CPU, xếp đoàn {panels.words('{:.1f}')} s CPU; {told['visits']} trường, "
            f"{told['seats']} chỗ; {told['broken']} điều bắt buộc bị phá, {told['unmet']} mong muốn không giữ được; bộ nhớ "
            f"{spread([used.peak_mb for used in ours]).words('{:.0f}')} MB; CPU gấp {ratio.words('{:.1f}')} lần chỉ đọc, ghi hai lần cùng sổ và nạp bộ giải",
            {
                "wall": waited.values,
                "cpu": [used.cpu for used in ours],
                "yardstick": [used.cpu for used in yardstick],
            },
        )
    ]
