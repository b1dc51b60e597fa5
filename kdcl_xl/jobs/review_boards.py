"""What a workbook `danh-gia-ngoai` amounts to on a day: the expiry board, and the improvement plans followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.summary import SUMMARY, RiskLine
from kdcl_xl.jobs.reading import form_of, unread_remark
from kdcl_xl.jobs.saving import Saved, save
from kdcl_xl.review_year.at_risk import AtRisk, RiskReport, at_risk
from kdcl_xl.review_year.certificates import BoardLine, basis_of, board, standings
from kdcl_xl.review_year.improvement import FollowUp, ProgressCount, Thread, follow_up
from kdcl_xl.review_year.terms import terms_of
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date

SCHEMA = 1
_MOST_LATE = 20


@dataclass(frozen=True, slots=True)
class ExpiryBoard:
    """The board of a day, the schools that may lose CQG, what both were computed from."""

    on: dt.date
    lines_of_board: tuple[BoardLine, ...]
    risk: RiskReport
    basis: tuple[str, ...]
    unread: str
    saved: Saved | None

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "schema": SCHEMA,
            "date": self.on,
            "standings": [
                {"standing": word, "count": count} for word, count in standings(self.lines_of_board).items()
            ],
            "certificates": [_certificate(line) for line in self.lines_of_board],
            "at_risk": [_losing(one) for one in self.risk.schools],
            "risks_of_other_schools": len(self.risk.unmatched),
            "computed_from": [*self.basis, *self.risk.computed_from],
            "remarks": [self.unread] if self.unread else [],
        }

    def lines(self) -> list[str]:
        """For the screen: one block a standing, then who may lose CQG, then what it rests on."""
        said = [self.unread] if self.unread else []
        for word, count in standings(self.lines_of_board).items():
            if count:
                said.append(f"{word[0].upper()}{word[1:]}: {count}")
                said += [f"  - {_said(line)}" for line in self.lines_of_board if line.standing_said == word]
        said += ["Chưa có công nhận nào ở trang Kết quả, công nhận."] if not self.lines_of_board else []
        if self.risk.schools:
            said.append(f"Nguy cơ mất chuẩn quốc gia: {len(self.risk.schools)} trường")
            said += [f"  - {one.school}: {' '.join(r.detail for r in one.reasons)}" for one in self.risk.schools]  # fmt: skip
        if self.risk.unmatched:
            said.append(f"{len(self.risk.unmatched)} dòng nguy cơ của trường không giữ chuẩn quốc gia ở sổ này, không kể trên.")  # fmt: skip
        said += [*self.basis, *(f"Nguy cơ: {text}." for text in self.risk.computed_from)]
        return [*said, *(self.saved.lines() if self.saved else ())]


def expiry_board(
    source: Path, on: dt.date, settings: Settings, out: Path | None = None, summary: Path | None = None
) -> ExpiryBoard:
    """The board of a workbook; `summary`: a consolidated workbook whose risk lines are looked at as well.

    Writes it to `out` unless that is None. Raises JobError and SaveError.
    """
    submission = form_of(source, EXTERNAL_REVIEW)
    risks = form_of(summary, SUMMARY).table(RiskLine) if summary else None
    lines = board(submission, on, settings)
    risk = at_risk(submission, on, settings, risks)
    basis = basis_of(terms_of(submission, settings), on)
    saved = None
    if out is not None:
        # XlsxWriter: a board on the screen does without it.
        from kdcl_xl.review_year.certificates_sheet import board_workbook

        office = submission.fields(ReviewPlan).office
        subtitle = " · ".join(filter(None, (office, f"Tính đến ngày {vn_date(on)}")))
        data = board_workbook(lines, risk, basis, submission.edition, subtitle)
        saved = save(out, data, sources=[source, *([summary] if summary else [])])
    return ExpiryBoard(on, lines, risk, basis, unread_remark(submission), saved)


def _certificate(line: BoardLine) -> dict[str, Any]:
    return {
        "school_id": line.school_id, "school": line.school, "kind": line.kind, "office": line.office,
        "certificate": line.certificate, "grade": line.grade, "decision": line.decision, "signed_on": line.signed_on,
        "expires_on": line.expiry.on, "expiry_source": line.expiry.source, "standing": line.standing_said,
        "register_by": line.register_by, "next_grade": line.next.grade, "next_from": line.next.earliest,
        "next_note": line.next.note, "remark": line.remark, "row": line.row, "source": line.source,
    }  # fmt: skip


def _losing(one: AtRisk) -> dict[str, Any]:
    return {
        "school_id": one.school_id, "school": one.school, "kind": one.kind, "office": one.office, "grade": one.grade,
        "expires_on": one.expires_on,
        "reasons": [
            {"what": reason.what, "detail": reason.detail, "basis": reason.basis, "source": reason.source}
            for reason in one.reasons
        ],
    }  # fmt: skip


def _said(line: BoardLine) -> str:
    grade = f" {line.grade}" if line.grade is not None else ""
    last = f"đến hết ngày {vn_date(line.expiry.on)} ({line.expiry.source})" if line.expiry.on else line.expiry.source  # fmt: skip
    parts = [f"{line.school}, {line.certificate}{grade}, {last}"]
    if line.next.grade is not None:
        when = f" từ ngày {vn_date(line.next.earliest)}" if line.next.earliest else ""
        parts.append(f"bậc {line.next.grade}{when}: {line.next.note}")
    return "; ".join(filter(None, (*parts, line.remark)))


@dataclass(frozen=True, slots=True)
class Followed:
    """The improvement plans of a workbook on a day."""

    on: dt.date
    found: FollowUp
    unread: str

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        found = self.found
        return {
            "schema": SCHEMA,
            "date": self.on,
            "total": _progress(found.total),
            "schools": [_progress(count) for count in found.schools],
            "units": [_progress(count) for count in found.units],
            "overdue": [
                {
                    "school_id": late.file.school_id, "school": late.file.name, "office": late.file.office,
                    "criterion": late.row.criterion, "measure": late.row.measure, "due": late.row.ends_on,
                    "days": late.days, "state": late.row.state, "row": late.row.line, "source": late.row.source,
                }
                for late in found.overdue
            ],
            "issues": [_issue(thread) for thread in found.threads],
            "reviews_missing": [
                {
                    "school_id": one.school_id, "school": one.school, "office": one.office,
                    "reviews": one.reviews, "asked": one.asked,
                }
                for one in found.reviews_missing
            ],
            "computed_from": list(found.basis),
            "remarks": [self.unread] if self.unread else [],
        }  # fmt: skip

    def lines(self) -> list[str]:
        """For the screen."""
        return [line for line in (self.unread, *self._lines()) if line]

    def _lines(self) -> Iterator[str]:
        found = self.found
        if not found.schools:
            yield "Chưa có giải pháp nào ở trang Theo dõi cải tiến."
            return
        yield f"Hoàn thành {found.total.share}; quá hạn {found.total.overdue}."
        units = found.units if len(found.units) > 1 else ()
        for title, counts in (("Theo đơn vị", units), ("Theo trường", found.schools)):
            if not counts:
                continue
            yield f"{title}:"
            yield from (f"  - {count.name}: {count.share}, quá hạn {count.overdue}" for count in counts)
        if found.overdue:
            yield f"Quá hạn ({len(found.overdue)}):"
            for late in found.overdue[:_MOST_LATE]:
                due = vn_date(late.row.ends_on) if late.row.ends_on else ""
                yield f"  - {late.file.name}, tiêu chí {late.row.criterion}: {late.row.measure} (hạn {due}, quá {late.days} ngày)"  # fmt: skip
            if len(found.overdue) > _MOST_LATE:
                yield f"  - … và {len(found.overdue) - _MOST_LATE} giải pháp nữa (đủ trong --json)"
        again = [thread for thread in found.threads if len(thread.years) > 1 and not thread.closed]
        if again:
            yield f"Vấn đề kéo dài nhiều năm ({len(again)}):"
            yield from (f"  - {one.school}, tiêu chí {one.criterion}: {one.issue} ({', '.join(one.years)})" for one in again)  # fmt: skip
        if found.reviews_missing:
            yield "Thiếu lần rà soát:"
            yield from (f"  - {one.school}: {one.reviews}/{one.asked} lần" for one in found.reviews_missing)
        yield from found.basis


def improvement_follow_up(source: Path, on: dt.date, settings: Settings) -> Followed:
    """What the sheet "Theo dõi cải tiến" of a workbook amounts to. Raises JobError."""
    submission = form_of(source, EXTERNAL_REVIEW)
    return Followed(on, follow_up(submission, on, settings), unread_remark(submission))


def _progress(count: ProgressCount) -> dict[str, Any]:
    return {
        "name": count.name, "school_id": count.school_id, "office": count.office, "measures": count.measures,
        "done": count.done, "partly": count.partly, "under_way": count.under_way, "not_started": count.not_started,
        "stopped": count.stopped, "unsaid": count.unsaid, "overdue": count.overdue, "share": count.share,
    }  # fmt: skip


def _issue(thread: Thread) -> dict[str, Any]:
    return {
        "school_id": thread.school_id, "school": thread.school, "office": thread.office,
        "criterion": thread.criterion, "issue": thread.issue, "years": list(thread.years), "closed": thread.closed,
        "steps": [
            {
                "source_year": row.source_year, "measure": row.measure, "due": row.ends_on, "state": row.state,
                "evidence": row.evidence, "result": row.result, "row": row.line, "source": row.source,
            }
            for row in thread.steps
        ],
    }  # fmt: skip
