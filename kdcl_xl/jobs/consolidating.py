"""Consolidate a folder, and say from a consolidated workbook who has sent what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from kdcl_xl.consolidate import ConsolidationProblem, Outcome, run
from kdcl_xl.consolidate.gather import Progress
from kdcl_xl.findings import Finding
from kdcl_xl.forms.summary import SUMMARY, State, StatusLine
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.progress import on_screen
from kdcl_xl.jobs.reading import form_of
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYearError
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.read import snapshot_of
from kdcl_xl.workbook.snapshot import Snapshot, Submission

_AT_REST = (
    State.ACCEPTED,
    State.WITH_ERRORS,
    State.SUMMARY,
    State.SAME,
    State.COPY,
    State.SUPERSEDED,
    State.PASSED_OVER,
)
"""States not listed one by one on the screen: nothing is asked, or each error stands on the sheet "Lỗi"."""


@dataclass(frozen=True, slots=True)
class Consolidation:
    """The outcome of a run, for the screen and for programs."""

    outcome: Outcome

    @property
    def findings(self) -> tuple[Finding, ...]:
        """About the run itself; those of the schools stand on the sheet "Lỗi"."""
        return self.outcome.notices

    @property
    def errors(self) -> int:
        """Error findings in the files that count."""
        return self.outcome.errors

    def lines(self) -> list[str]:
        """For the screen: figures, states, whatever needs somebody's attention, where the workbook lies."""
        outcome = self.outcome
        lines = [
            f"{outcome.unit or 'Đơn vị'} · năm học {outcome.school_year or 'chưa rõ'} · số liệu ngày {_vietnamese(outcome.data_date)}",
            "; ".join(outcome.shown),
            *_lines_to_see_to(
                (line.state, line.school_id, line.name, line.file, line.why) for line in outcome.lines
            ),
            f"{outcome.errors} lỗi, {outcome.warnings} cảnh báo; đọc {outcome.opened} tệp, {outcome.unchanged} tệp không đổi từ lần trước.",
        ]
        lines += outcome.unknown
        if outcome.evidence_rows is not None:
            lines.append(f"Đã xuất {outcome.evidence_rows} dòng minh chứng.")
        lines += [f"{finding.message} {finding.remedy}" for finding in outcome.notices]
        return [*lines, f"Đã ghi {outcome.written}."]

    def as_json(self) -> dict[str, Any]:
        """The published shape (docs/schema/tong-hop.schema.json)."""
        return self.outcome.as_json()


def consolidate_folder(
    folder: Path,
    level: str,
    schools: Path | None,
    on: dt.date,
    out: Path,
    settings: Settings,
    *,
    processes: int = 1,
    cache: bool = True,
    evidence: Path | None = None,
    show_progress: bool = True,
    progress: Progress | None = None,
) -> Consolidation:
    """Consolidate every submission below `folder` into `out`; `on` is the day of the figures.

    `progress` is told of each file; it may raise to stop the run, then nothing is written. Without one a bar shows
    on a screen. Raises JobError when it cannot start (no folder, no usable list, `out` is somebody's workbook), SaveError.
    """
    if not folder.is_dir():
        raise JobError(f"Không thấy thư mục {folder}.")
    if schools is not None and not schools.is_file():
        raise JobError(f"Không thấy danh mục trường {schools}.")
    for target in (out, evidence):
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
    _refuse_over_a_workbook(out)
    try:
        with on_screen("Đọc sổ", shown=show_progress and progress is None) as bar:
            outcome = run(
                folder, cast(Literal["phong", "so"], level), schools, on, out, settings,
                processes=processes, cache=cache, evidence_out=evidence, progress=progress or bar,
            )  # fmt: skip
    except (ConsolidationProblem, SchoolYearError) as error:
        raise JobError(str(error)) from error
    return Consolidation(outcome)


def _refuse_over_a_workbook(out: Path) -> None:
    """Only an earlier consolidated workbook may be replaced: `--ra` among the schools' files is easily mistyped."""
    if not out.exists():
        return
    inspection = inspect(out)
    snapshot = None if inspection.refused else snapshot_of(inspection)
    stamp = snapshot.stamp if isinstance(snapshot, Snapshot) else None
    if stamp is None or stamp.form != SUMMARY.id:
        raise JobError(f"“{out.name}” đã có và không phải sổ tổng hợp; chọn tên khác cho --ra.")


# ---- who has sent what


@dataclass(frozen=True, slots=True)
class Status:
    """The sheet "Tình trạng nộp" of a consolidated workbook."""

    file: str
    rows: list[StatusLine]

    @property
    def schools(self) -> list[StatusLine]:
        """One line a school."""
        return [row for row in self.rows if row.listed]

    @property
    def files(self) -> list[StatusLine]:
        """One line for each file that counts for no school."""
        return [row for row in self.rows if not row.listed]

    def counts(self) -> list[str]:
        """Schools by state, and files that count for none apart: one school may have sent three of those."""
        schools, files = Counter(row.state for row in self.schools), Counter(row.state for row in self.files)
        apart = [f"Ngoài ra {files.total()} tệp không tính" + _by_state(files)] if files else []
        return [f"{schools.total()} trường" + _by_state(schools), *apart]

    def lines(self) -> list[str]:
        """The counts, then everything that needs somebody's attention."""
        schools, *files = self.counts()
        return [
            f"{self.file}: {schools}",
            *files,
            *_lines_to_see_to((row.state, row.school_id, row.name, row.file, row.why) for row in self.rows),
        ]

    def as_json(self) -> dict[str, Any]:
        """The published shape (docs/schema/tinh-trang.schema.json)."""
        apart = {"schools": self.schools, "files": self.files}
        keys = ("school_id", "name", "state", "why", "remedy", "file", "revision", "errors", "warnings")
        return {
            "schema": 2,
            "states": {kind: dict(Counter(row.state for row in rows)) for kind, rows in apart.items()},
            "lines": {
                kind: [{key: getattr(row, key) for key in keys} for row in rows]
                for kind, rows in apart.items()
            },
        }


def _by_state(counts: Counter[str]) -> str:
    return f" ({'; '.join(f'{state} {count}' for state, count in counts.items())})" if counts else ""


def status_of(summary: Path) -> Status:
    """Who has sent, who has not, what was wrong. Raises JobError when it is no consolidated workbook."""
    return status_in(form_of(summary, SUMMARY))


def status_in(submission: Submission) -> Status:
    """The same of a consolidated workbook that has been read."""
    return Status(submission.file, submission.table(StatusLine))


def _lines_to_see_to(lines: Iterable[tuple[str, str, str, str, str]]) -> Iterator[str]:
    """State, code and name of the school, file and reason of each line that somebody has to deal with, in words."""
    for state, school_id, name, file, why in lines:
        if state not in _AT_REST:
            who = " ".join(word for word in (school_id, name) if word)
            what = " · ".join(word for word in (state, who, file) if word)
            yield f"  {what}: {why}" if why else f"  {what}"


def _vietnamese(day: str) -> str:
    return f"{dt.date.fromisoformat(day):%d/%m/%Y}"
