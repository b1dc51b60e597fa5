"""External review: read an office's schedule into the workbook `danh-gia-ngoai`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.findings import Finding, screen_lines
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ImportRemark
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.saving import Saved, save_new
from kdcl_xl.review.plan import PlanError
from kdcl_xl.review.schedule import Schedule, read_schedule
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear, SchoolYearError, vn_date


@dataclass(frozen=True, slots=True)
class Imported:
    """The schedule as it was read, and the workbook written, None when none was asked for."""

    schedule: Schedule
    saved: Saved | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is odd in the plan."""
        return self.schedule.findings

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return self.schedule.as_json()

    def lines(self) -> list[str]:
        """For the screen."""
        heading = self.schedule.heading
        said = [
            f"Kế hoạch {heading.number}" if heading.number else "Kế hoạch chưa có số",
            f"ngày {vn_date(heading.issued_on)}" if heading.issued_on else "chưa có ngày",
            f"năm học {heading.school_year}" if heading.school_year else "không rõ năm học",
        ]
        schools = f"Đã đọc {len(self.schedule.visits)} trường: {self.schedule.counted}."
        written = self.saved.lines() if self.saved else ()
        return [f"{', '.join(said)}.", schools, *screen_lines(self.findings), *written]


def import_schedule(plan: Path, out: Path | None, settings: Settings, school_year: str = "") -> Imported:
    """Read the schedule of a plan; write the workbook unless `out` is None. Raises JobError and SaveError.

    `school_year` is for plans that name none; the plan's own is kept beside it as written.
    """
    try:
        schedule = read_schedule(plan, lead_days=settings.dossier.dossier_days_before_visit)
    except PlanError as error:
        raise JobError(str(error)) from error
    if out is None:
        return Imported(schedule, None)
    return Imported(schedule, _write(schedule, plan, out, _chosen(school_year), settings))


def _chosen(school_year: str) -> SchoolYear | None:
    try:
        return SchoolYear(school_year) if school_year else None
    except SchoolYearError as error:
        raise JobError(str(error)) from error


def _write(schedule: Schedule, plan: Path, out: Path, chosen: SchoolYear | None, settings: Settings) -> Saved:
    from kdcl_xl.review.workbook import content_of_schedule, edition_of_schedule
    from kdcl_xl.review_year.terms import term_rows

    edition = edition_of_schedule(schedule, chosen)
    if edition is None:
        raise JobError(
            "Kế hoạch không nêu năm học và không có ngày nào để suy ra. Thêm --nam-hoc, ví dụ --nam-hoc 2026-2027."
        )
    remarks = (ImportRemark.table.sheet,) if schedule.findings else ()
    content = content_of_schedule(schedule)
    content.rows[ReviewTerm] = term_rows(settings)
    return save_new(out, EXTERNAL_REVIEW, edition, content, sources=[plan], show=remarks)
