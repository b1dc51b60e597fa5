"""A plan read through: its heading, its schedule, and what is odd in it. The shape `--json` prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kdcl_xl.documents.layout.acts import register
from kdcl_xl.findings import Finding
from kdcl_xl.review import odd_rows, odd_text, odd_times
from kdcl_xl.review.heading import Heading, read_heading
from kdcl_xl.review.odd import View
from kdcl_xl.review.plan import Plan, PlanError
from kdcl_xl.review.plan_sources import read_plan
from kdcl_xl.review.schedule_tables import find_schedule
from kdcl_xl.review.visits import Visit

SCHEMA_VERSION = 1
_LOOKS = (*odd_rows.LOOKS, *odd_times.LOOKS, *odd_text.LOOKS)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What an office's plan says of the external reviews of a year."""

    file: str
    sha256: str
    heading: Heading
    visits: tuple[Visit, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """The published shape; null is what the plan does not say."""
        return {
            "schema": SCHEMA_VERSION,
            "document": document_json(self.heading),
            "rows": [row_json(visit) for visit in self.visits],
            "findings": [finding.as_json() for finding in self.findings],
        }

    @property
    def counted(self) -> str:
        """How many schools of which kind, in words."""
        from kdcl_xl.forms.vocabulary import NAME_OF_KIND

        counts = Counter(
            NAME_OF_KIND[visit.kind] if visit.kind else "chưa rõ cấp học" for visit in self.visits
        )
        return ", ".join(f"{count} {name!s}" for name, count in counts.items())


def document_json(heading: Heading) -> dict[str, str | None]:
    """The heading with English keys."""
    return {
        "number": heading.number,
        "issued_on": heading.issued_on.isoformat() if heading.issued_on else None,
        "school_year": str(heading.school_year) if heading.school_year else None,
        "issuer": heading.issuer,
        "signer": heading.signer,
    }


def row_json(visit: Visit) -> dict[str, Any]:
    """A school with English keys."""
    return {
        "stt": visit.stt,
        "school": visit.school,
        "kind": str(visit.kind) if visit.kind else None,
        "when_text": visit.when.text or None,
        "year": visit.when.year,
        "month": visit.when.month,
        "day": visit.when.day,
        "kdcl": visit.kdcl,
        "cqg": visit.cqg,
        "note": visit.note or None,
        "source": visit.place,
    }


def read_schedule(path: Path, *, lead_days: int) -> Schedule:
    """Read the schedule of a plan in any of its files. Raises PlanError when there is none, with what was looked for."""
    return schedule_of(read_plan(path), lead_days=lead_days)


def schedule_of(plan: Plan, *, lead_days: int) -> Schedule:
    """The schedule of a plan that was read. Raises PlanError when it holds none."""
    heading = read_heading(plan)
    found = find_schedule(plan, heading.school_year)
    if not found.visits:
        raise PlanError(
            f"Không thấy lịch đánh giá ngoài trong “{plan.name}”: đã tìm bảng có cột tên trường cùng cột thời gian "
            f"(tháng, ngày, thời hạn) hoặc cột đề nghị KĐCL, CQG, rồi tìm câu, danh sách nêu tên trường cùng lúc đánh giá "
            f"ngoài, trong {_looked_at(plan)}."
        )
    view = View(plan, heading, found, lead_days, register())
    findings = (*plan.findings, *(finding for look in _LOOKS for finding in look(view)))
    named = tuple(replace(finding, file=plan.name) for finding in findings)
    return Schedule(plan.name, plan.sha256, heading, found.visits, named)


def _looked_at(plan: Plan) -> str:
    tables, lines = sum(1 for _ in plan.grids), sum(1 for _ in plan.lines)
    return f"{tables} bảng và {lines} dòng chữ"
