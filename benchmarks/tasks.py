"""What the children do: `python -m benchmarks.tasks NAME …`, one JSON object on stdout.

Each task is a whole process, so that its CPU and peak memory can be told apart from everything else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import paper_tasks, planning_tasks

ON = dt.date(2027, 6, 20)


def generate(folder: str, count: str) -> dict[str, Any]:
    """Make the workbooks; say how large they are."""
    from benchmarks.workbooks import prepare

    made, listing = prepare(Path(folder), int(count))
    return {"folder": str(made), "listing": str(listing), **_size_of(sorted(made.iterdir())[:25])}


def _size_of(paths: list[Path]) -> dict[str, Any]:
    from kdcl_xl.workbook.read import Refusal, read

    rows = cells = size = 0
    for path in paths:
        submission = read(path)
        assert not isinstance(submission, Refusal), submission
        rows += sum(len(table) for table in submission.rows.values())
        size += path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            cells += sum(archive.read(n).count(b"<c ") for n in archive.namelist() if "worksheets/" in n)
    return {"rows": rows // len(paths), "cells": cells // len(paths), "kb": size // len(paths) // 1024}


def change(folder: str, target: str, every: str) -> dict[str, Any]:
    """Copy the folder with every so-manieth file changed."""
    from benchmarks.workbooks import changed_copy

    return {"changed": changed_copy(Path(folder), Path(target), int(every))}


def calamine(folder: str) -> dict[str, Any]:
    """The yardstick: python-calamine merely reads every sheet of every file."""
    from python_calamine import CalamineWorkbook

    files = 0
    for path in sorted(Path(folder).iterdir()):
        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        files += 1
    return {"files": files}


def consolidate(folder: str, listing: str, out: str, processes: str, cache: str) -> dict[str, Any]:
    """A whole consolidation. Tells which submissions were opened, and CPU before and after the last one was read."""
    from kdcl_xl.consolidate import run
    from kdcl_xl.settings import Settings

    opened = _watch(Path(folder).resolve())
    read_at = [0.0]

    def progress(done: int, total: int, _name: str) -> None:
        if done == total:
            read_at[0] = time.process_time()

    Path(out).parent.mkdir(parents=True, exist_ok=True)
    if cache != "cache":
        Path(out).unlink(missing_ok=True)  # as the first time: nothing of an earlier run to look at
    begun = time.process_time()
    outcome = run(
        Path(folder), "so", Path(listing), ON, Path(out), Settings(),
        processes=int(processes), progress=progress, cache=cache == "cache",
    )  # fmt: skip
    return {
        "reading": read_at[0] - begun,
        "writing": time.process_time() - read_at[0],
        "opened": sorted(opened),
        "counted": outcome.opened,
        "accepted": outcome.figures.named(),
        "findings": [outcome.errors, outcome.warnings],
        "parts": _parts(outcome.written),
    }


def _watch(folder: Path) -> set[str]:
    """Names of the files below the folder that Python opens from now on."""
    opened: set[str] = set()
    inside = f"{folder}/"

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | Path):
            name = str(
                Path(arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]).absolute()
            )
            if name.startswith(inside):
                opened.add(name.removeprefix(inside))

    sys.addaudithook(hook)
    return opened


def _parts(path: Path) -> dict[str, str]:
    """Digest of each part, a piece at a time: the peak memory told is that of the consolidation."""
    digests = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as stream:
                digests[name] = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    return digests


def stages(folder: str) -> dict[str, Any]:
    """CPU milliseconds a workbook up to each stage of reading, over the first hundred of a folder."""
    import gc

    from kdcl_xl.checks import examine
    from kdcl_xl.findings import Mode
    from kdcl_xl.settings import Settings
    from kdcl_xl.workbook.guard import inspect
    from kdcl_xl.workbook.read import Refusal, read, snapshot_of

    def cells(path: Path) -> None:
        snapshot = snapshot_of(inspect(path))
        assert not isinstance(snapshot, Refusal)
        for sheet in snapshot.grids:
            snapshot.grids[sheet]

    def checked(path: Path) -> None:
        submission = read(path)
        assert not isinstance(submission, Refusal)
        examine(submission, Mode.SUBMIT, Settings(), ON)

    paths = sorted(Path(folder).iterdir())[:100]
    checked(paths[0])
    gc.disable()  # as the consolidation does
    jobs: dict[str, Callable[[Path], object]] = {
        "guard": inspect, "cells": cells, "rows": read, "checks": checked,
    }  # fmt: skip
    spent = {}
    for name, job in jobs.items():
        begun = time.process_time()
        for path in paths:
            job(path)
        spent[name] = 1000 * (time.process_time() - begun) / len(paths)
    return spent


def evidence(source: str, out: str, rows: str, rows_a_sheet: str) -> dict[str, Any]:
    """Export so many rows of evidence. The typed rows of a few workbooks are exported again and again under other
    school codes: reading the files is measured elsewhere."""
    from itertools import count, islice

    from kdcl_xl.consolidate.evidence import EvidenceRow, evidence_rows, export_evidence
    from kdcl_xl.workbook.read import Refusal, read

    submissions = [read(path) for path in sorted(Path(source).iterdir())[:5]]
    filled = [0]

    def stream() -> Any:
        for number in count(1):
            submission = submissions[number % len(submissions)]
            assert not isinstance(submission, Refusal)
            yield from evidence_rows(submission, f"BM-{number:05}", f"Trường số {number}")

    def counted(row: EvidenceRow) -> EvidenceRow:
        filled[0] += sum(value not in ("", None) for value in row.values())
        return row

    for row in islice(stream(), 5_000):
        counted(row)
    begun = time.process_time()
    wanted = int(rows)
    written = export_evidence(
        islice(stream(), wanted), Path(out), expected=wanted, rows_a_sheet=int(rows_a_sheet)
    )
    spent = time.process_time() - begun
    return {
        "rows": written,
        "columns": len(row),
        "cpu": spent,
        "filled": filled[0] / 5_000,
        "sheets": _rows_of(Path(out)),
    }


def _rows_of(path: Path) -> list[int]:
    """Rows of each sheet, counted in the XML a piece at a time."""
    counts = []
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        for name in names:
            found, tail = 0, b""
            with archive.open(name) as stream:
                while piece := stream.read(1 << 20):
                    found += (tail + piece).count(b"<row ")
                    tail = piece[-4:]
            counts.append(found - 1)
    return counts


def blank(copies: str) -> dict[str, Any]:
    """Milliseconds to build a blank self-assessment workbook of two rule sets."""
    from kdcl_xl.forms.registry import edition_of
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.workbook.builder import build

    editions = [
        edition_of("2026-2027", "tt57_2026_pt", "thcs"),
        edition_of("2024-2025", "tt18_2018_tr", "thcs"),
    ]
    return {
        edition.rules.id: _milliseconds(partial(build, SELF_ASSESSMENT, edition), int(copies))
        for edition in editions
    }


def _milliseconds(job: Callable[[], object], copies: int) -> list[float]:
    job()
    times = []
    for _ in range(copies):
        begun = time.process_time()
        job()
        times.append(1000 * (time.process_time() - begun))
    return times


TASKS = (
    {task.__name__: task for task in (generate, change, calamine, consolidate, stages, evidence, blank)}
    | paper_tasks.TASKS
    | planning_tasks.TASKS
)

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
