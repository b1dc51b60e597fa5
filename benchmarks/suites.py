"""What is measured and against which target. Each suite runs its children and returns lines."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.measure import Spread, Usage, alternately, child, ratios, spread, task
from benchmarks.paper_suite import papers
from benchmarks.planning_suite import planning
from benchmarks.report import Line

_HELP = ("-c", "from kdcl_xl.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure: schools, and how often each size is run."""

    data: Path
    sizes: tuple[int, ...] = (200, 1_000, 2_500)
    runs: tuple[int, ...] = (5, 3, 2)
    evidence_rows: int = 750_000
    second_sheet_at: int = 1_048_575
    repeats: int = 15

    @classmethod
    def quick(cls, data: Path) -> Plan:
        """Whether the harness works, in seconds; its numbers mean nothing."""
        return cls(data, (5,), (1,), 3_000, 2_000, 1)

    def folder(self, size: int) -> tuple[str, str]:
        """The submissions and the official list of one size, made on first use."""
        made = task("generate", self.data, size).told
        return made["folder"], made["listing"]


# ---- consolidation


def consolidation(plan: Plan) -> list[Line]:
    """CPU and memory of a whole consolidation, at every size, against python-calamine reading the same files."""
    lines, a_school, peaks = [], {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        for size, runs in zip(plan.sizes, plan.runs, strict=True):
            folder, listing = plan.folder(size)
            out = f"{scratch}/{size}/tong-hop.xlsx"
            ours, yardstick = alternately(
                runs,
                partial(task, "consolidate", folder, listing, out, 1, "no"),
                partial(task, "calamine", folder),
            )
            lines.append(_cpu_line(size, ours, yardstick))
            a_school[size] = spread([1000 * used.cpu / size for used in ours])
            peaks[size] = spread([used.peak_mb for used in ours])
    small, large = plan.sizes[0], plan.sizes[-1]
    lines.append(_stages(task("stages", plan.folder(small)[0]).told))
    return [*lines, _memory(peaks, small, large), *_growth(peaks, a_school, small, large)]


def _cpu_line(size: int, ours: Sequence[Usage], yardstick: Sequence[Usage]) -> Line:
    ratio = ratios(ours, yardstick)
    reading = spread([1000 * used.told["reading"] / size for used in ours]).median
    writing = spread([1000 * used.told["writing"] / size for used in ours]).median
    calamine = spread([1000 * used.cpu / size for used in yardstick]).median
    return Line(
        "Tổng hợp",
        f"CPU tổng hợp trọn vẹn {size} trường / CPU python-calamine chỉ đọc",
        "≤ 2,5 lần",
        f"{ratio.words()} lần",
        ratio.median <= 2.5,
        "python -m benchmarks tong-hop",
        f"một trường: python-calamine {_n(calamine)} ms; đọc, kiểm tra, tính mức {_n(reading)} ms; lập và ghi sổ "
        f"tổng hợp {_n(writing)} ms; {ours[0].told['findings'][0]} lỗi, {ours[0].told['findings'][1]} cảnh báo",
        {"ratio": ratio.values, "cpu": [used.cpu for used in ours], "yardstick": [u.cpu for u in yardstick]},
    )


def _stages(told: dict[str, float]) -> Line:
    guard, cells, rows, checks = (told[name] for name in ("guard", "cells", "rows", "checks"))
    parts = (
        ("xét tệp có an toàn", guard),
        ("python-calamine đọc mọi trang", cells - guard),
        ("hiểu cột, dòng, kiểu", rows - cells),
        ("kiểm tra", checks - rows),
    )
    return Line(
        "Tổng hợp",
        "CPU đọc và kiểm tra một sổ, theo công đoạn",
        "",
        f"{_n(checks)} ms",
        None,
        "python -m benchmarks tong-hop",
        "; ".join(f"{what} {_n(spent)} ms" for what, spent in parts),
        dict(told),
    )


def _memory(peaks: dict[int, Spread], small: int, large: int) -> Line:
    peak = peaks[large]
    return Line(
        "Tổng hợp",
        f"Bộ nhớ cao nhất khi tổng hợp {large} trường",
        "≤ 200 MB",
        f"{peak.words('{:.0f}')} MB",
        peak.median <= 200,
        "python -m benchmarks tong-hop",
        f"{small} trường: {peaks[small].words('{:.0f}')} MB",
        {"mb": {size: found.values for size, found in peaks.items()}},
    )


def _growth(peaks: dict[int, Spread], a_school: dict[int, Spread], small: int, large: int) -> list[Line]:
    lines = []
    for what, limit, values, unit in (
        ("Bộ nhớ cao nhất", 20, peaks, "MB"),
        ("CPU cho một trường", 15, a_school, "ms"),
    ):
        more = 100 * (values[large].median / values[small].median - 1)
        lines.append(
            Line(
                "Tổng hợp",
                f"{what}: {large} trường so với {small}",
                f"chênh ≤ {limit} %",
                f"{more:+.0f} %",
                abs(more) <= limit,
                "python -m benchmarks tong-hop",
                f"{values[small].words('{:.1f}')} → {values[large].words('{:.1f}')} {unit}",
                {str(size): found.values for size, found in values.items()},
            )
        )
    return lines


# ---- two processes


def parallel(plan: Plan) -> list[Line]:
    """Wall time of one process and of two, at the middle size."""
    place = len(plan.sizes) // 2
    size, runs = plan.sizes[place], plan.runs[place]
    folder, listing = plan.folder(size)
    with tempfile.TemporaryDirectory() as scratch:
        one, two = alternately(
            runs,
            lambda: task("consolidate", folder, listing, f"{scratch}/1/tong-hop.xlsx", 1, "no"),
            lambda: task("consolidate", folder, listing, f"{scratch}/2/tong-hop.xlsx", 2, "no"),
        )
    gain = ratios(one, two, "wall")
    same = one[0].told["parts"] == two[0].told["parts"]
    return [
        Line(
            "Hai tiến trình",
            f"Thời gian chờ tổng hợp {size} trường: một tiến trình / hai tiến trình",
            "≥ 1,7 lần",
            f"{gain.words()} lần",
            gain.median >= 1.7 and same,
            "python -m benchmarks hai-tien-trinh",
            f"{_n(spread([u.wall for u in one]).median)} s → {_n(spread([u.wall for u in two]).median)} s; "
            f"sổ tổng hợp {'giống nhau từng phần' if same else 'KHÁC NHAU'}",
            {"ratio": gain.values, "same": same},
        )
    ]


# ---- second run


def second_run(plan: Plan) -> list[Line]:
    """The second run, 1 % changed, against the first; and its result against a full run of the changed folder."""
    size = plan.sizes[-1]
    folder, listing = plan.folder(size)
    with tempfile.TemporaryDirectory(dir=plan.data) as scratch:
        changed_folder = f"{scratch}/thu-muc"
        out, full_out = f"{scratch}/mot/tong-hop.xlsx", f"{scratch}/hai/tong-hop.xlsx"
        task("change", folder, changed_folder, 0)  # links only
        first = task("consolidate", changed_folder, listing, out, 1, "cache")
        changed = task("change", folder, changed_folder, 100).told["changed"]
        second = task("consolidate", changed_folder, listing, out, 1, "cache")
        full = task("consolidate", changed_folder, listing, full_out, 1, "no")
    share = 100 * second.told["reading"] / first.told["reading"]
    only = second.told["opened"] == sorted(changed)
    same = second.told["parts"] == full.told["parts"]
    differs = first.told["parts"] != full.told["parts"]
    command = "python -m benchmarks lan-hai"
    group = "Tổng hợp lần hai, 1 % số tệp đổi"
    return [
        Line(
            group,
            f"Đọc và kiểm tra {size} trường: lần hai / lần đầu (CPU)",
            "≤ 3 %",
            f"{_n(share)} %",
            share <= 3,
            command,
            f"{_n(first.told['reading'])} s → {_n(second.told['reading'])} s",
            {"percent": share},
        ),
        Line(
            group,
            "Tệp không đổi mà bị mở (đếm mọi lần mở tệp bằng audit hook)",
            "0",
            str(len(set(second.told["opened"]) - set(changed))),
            only,
            command,
            f"mở {len(second.told['opened'])} tệp, đúng {len(changed)} tệp đã đổi; lần đầu mở {len(first.told['opened'])}",
        ),
        Line(
            group,
            "Kết quả giống hệt chạy lại toàn bộ",
            "giống từng phần của sổ",
            "giống" if same else "khác",
            same and differs,
            command,
            "sổ lần đầu thì khác, nên phép so sánh có nghĩa"
            if differs
            else "sổ lần đầu cũng giống: phép so sánh vô nghĩa",
        ),
        Line(
            group,
            "Lập và ghi sổ tổng hợp",
            "",
            f"{_n(second.told['writing'])} s CPU",
            None,
            command,
            f"lần đầu {_n(first.told['writing'])} s; bộ nhớ cao nhất lần đầu {first.peak_mb:.0f} MB, lần hai {second.peak_mb:.0f} MB",
            {"first_mb": first.peak_mb, "second_mb": second.peak_mb},
        ),
    ]


# ---- evidence


def evidence(plan: Plan) -> list[Line]:
    """The evidence of a province; and one run beyond the rows of a sheet."""
    folder, _ = plan.folder(plan.sizes[0])
    with tempfile.TemporaryDirectory() as scratch:
        out, rows, limit = f"{scratch}/minh-chung.xlsx", plan.evidence_rows, plan.second_sheet_at
        used = [task("evidence", folder, out, rows, limit * 100) for _ in range(3 if rows > 10_000 else 1)]
        more = limit + limit // 20
        spilled = task("evidence", folder, out, more, limit).told
    told = used[0].told
    cell = spread([1e6 * u.told["cpu"] / (rows * told["columns"]) for u in used])
    filled = spread([1e6 * u.told["cpu"] / (rows * told["filled"]) for u in used])
    peak = spread([u.peak_mb for u in used])
    command = "python -m benchmarks minh-chung"
    return [
        Line("Xuất minh chứng", f"CPU một ô, {_whole(rows)} dòng × {told['columns']} cột", "≤ 1,5 µs", f"{cell.words()} µs", cell.median <= 1.5, command, f"chỉ tính ô có chữ hoặc số ({_n(told['filled'])} ô một dòng): {filled.words()} µs", {"cell": cell.values, "filled": filled.values}),
        Line("Xuất minh chứng", "Bộ nhớ cao nhất", "≤ 150 MB", f"{peak.words('{:.0f}')} MB", peak.median <= 150, command, "", {"mb": peak.values}),
        Line("Xuất minh chứng", f"{_whole(more)} dòng sang trang tiếp theo", f"{_whole(limit)} dòng một trang", " + ".join(map(_whole, spilled["sheets"])), spilled["sheets"] == [limit, more - limit], command, "", {"sheets": spilled["sheets"]}),
    ]  # fmt: skip


# ---- start-up


def startup(plan: Plan) -> list[Line]:
    """Cold processes, against an empty Python process."""
    folder, _ = plan.folder(plan.sizes[0])
    workbook = str(sorted(Path(folder).iterdir())[0])
    jobs = (
        lambda: child(sys.executable, "-c", "pass"),
        lambda: child(sys.executable, *_HELP, "--help"),
        lambda: child(sys.executable, *_HELP, "kiem-tra", workbook, "--ngay", "2027-06-20"),
    )
    alternately(1, *jobs)  # modules are compiled once, when installed
    nothing, helped, checked = alternately(plan.repeats, *jobs)
    command = "python -m benchmarks khoi-dong"
    lines = []
    for what, used, limit in (
        ("kdcl --help", helped, 15),
        ("kdcl kiem-tra một sổ, tiến trình mới", checked, 40),
    ):
        ratio = ratios(used, nothing)
        wall = ratios(used, nothing, "wall")
        lines.append(
            Line(
                "Khởi động",
                f"{what} / python -c pass (CPU)",
                f"≤ {limit} lần",
                f"{ratio.words('{:.1f}')} lần",
                ratio.median <= limit,
                command,
                f"{_n(1000 * spread([u.cpu for u in used]).median)} ms so với {_n(1000 * spread([u.cpu for u in nothing]).median)} ms; "
                f"theo thời gian chờ {wall.words('{:.1f}')} lần",
                {"cpu": ratio.values, "wall": wall.values},
            )
        )
    return lines


# ---- documents and blank workbooks


def documents(plan: Plan) -> list[Line]:
    """Documents against docxtpl used plainly, batches; and blank workbooks."""
    return [*papers(plan.repeats), *_blank(plan)]


def _blank(plan: Plan) -> list[Line]:
    return [
        Line(
            "Sổ trống",
            f"Dựng một sổ tự đánh giá trống, {rules}",
            "",
            f"{spread(times).words('{:.0f}')} ms CPU",
            None,
            "python -m benchmarks van-ban",
            values={"ms": times},
        )
        for rules, times in task("blank", min(plan.repeats, 10)).told.items()
    ]


# ---- buttons


def presses(plan: Plan) -> list[Line]:
    """A button pressed in LibreOffice, until the marks are there."""
    from benchmarks.pressing import pressing  # only this group needs LibreOffice

    return pressing(min(plan.repeats, 5))


def _n(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


SUITES: dict[str, Callable[[Plan], list[Line]]] = {
    "tong-hop": consolidation,
    "hai-tien-trinh": parallel,
    "lan-hai": second_run,
    "minh-chung": evidence,
    "khoi-dong": startup,
    "van-ban": documents,
    "nut-bam": presses,
    "xep-lich": lambda plan: planning(min(plan.repeats, 3)),
}
"""Name on the command line → suite."""
