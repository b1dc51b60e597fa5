"""`kdcl tong-hop`: from a folder to one consolidated workbook.

survey → entries (read, checked, levelled; or unchanged) → ledger (which file counts) → schools → sheets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from kdcl_xl.consolidate.attention import unknown
from kdcl_xl.consolidate.children import Child, from_child
from kdcl_xl.consolidate.choices import choices_in
from kdcl_xl.consolidate.content import SheetDigests, differing_sheets, sheet_digests, whole
from kdcl_xl.consolidate.evidence import export_evidence, rows_of_files
from kdcl_xl.consolidate.gather import Progress, gather
from kdcl_xl.consolidate.headline import figures_by_kind, figures_in_all
from kdcl_xl.consolidate.intake import Arrival, Intake, cache_path, survey
from kdcl_xl.consolidate.ledger import Filed, Ledger, rivals, settle
from kdcl_xl.consolidate.lock import held
from kdcl_xl.consolidate.outcome import FileLine, Outcome
from kdcl_xl.consolidate.problems import ConsolidationProblem
from kdcl_xl.consolidate.process import Entry, Kind, Terms
from kdcl_xl.consolidate.record import NO_FINDINGS, SchoolRecord, compact
from kdcl_xl.consolidate.risk import risks
from kdcl_xl.consolidate.schools import Listed, SchoolList, listed_of
from kdcl_xl.consolidate.spool import Cache, Spool, law_digest
from kdcl_xl.consolidate.state import IN_TOTALS, Consolidated, views_of
from kdcl_xl.consolidate.status import status_lines
from kdcl_xl.consolidate.writing import write_summary
from kdcl_xl.findings import Severity
from kdcl_xl.forms.school_list import SCHOOL_LIST, ListedSchool
from kdcl_xl.forms.summary import State
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.atomic import leftover_findings, saved_beside
from kdcl_xl.workbook.read import Refusal, read

Level = Literal["phong", "so"]
_NOTHING_SENT = (
    "Thư mục “{folder}” không có tệp nào của các trường, cũng không có danh mục trường để biết ai chưa nộp, nên không có gì để "
    "tổng hợp. Xem lại đã chọn đúng thư mục chưa, hoặc đưa thêm danh mục trường."
)


@dataclass(slots=True)
class _Batch:
    """What came out of the folder, before anything is decided."""

    filed: list[Filed] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    others: list[Entry] = field(default_factory=list)
    arrivals: dict[int, Arrival] = field(default_factory=dict)
    """Place in the spool → the file."""


def run(
    folder: Path,
    level: Level,
    school_list: Path | None,
    on: dt.date,
    out: Path,
    settings: Settings,
    *,
    processes: int = 1,
    progress: Progress | None = None,
    cache: bool = True,
    evidence_out: Path | None = None,
    unit: str = "",
    school_year: str = "",
    choices_from: Path | None = None,
) -> Outcome:
    """Consolidate every submission below `folder` into `out`.

    `school_list` is a workbook `danh-muc-truong`; without one no denominator is known (at level `so` the lists the
    lower units carried up serve instead). `on` is the day of the figures. `unit` names the consolidating unit, by
    default the only managing unit of the list. `school_year` is by default the one most schools wrote for.
    Officers' choices are read from the sheet "Chọn bản" of `choices_from`, by default of the `out` of the run before.
    `cache=False` reads every file anew.

    Raises ConsolidationProblem (no folder, nothing in it and no list, no usable list, output held by another), SchoolYearError
    and SaveError, each with a message for the user.
    """
    job = _Job(
        level,
        read_school_list(school_list, on) if school_list else None,
        Terms(settings, on),
        unit,
        str(SchoolYear(school_year)) if school_year else "",
        choices_from or out,
    )
    with held(out):
        notices = leftover_findings(out)
        known, spool = Cache(cache_path(out) if cache else None, job.terms), Spool()
        try:
            intake = survey(folder, output=out)
            if job.schools is None and not intake.arrivals:
                raise ConsolidationProblem(_NOTHING_SENT.format(folder=folder.name))
            entries = gather(intake.arrivals, job.terms, known, spool, processes=processes, progress=progress)
            batch = _collect(entries, level)
            state = _decided(job, batch, intake, spool)
            written = write_summary(state, out)
            rows = _export_evidence(state, batch, evidence_out) if evidence_out else None
            known.close()
            if cache:
                spool.save(cache_path(out), job.terms)
            beside = saved_beside(out, written)
            outcome = _outcome(state, written, known, len(intake.arrivals), rows)
            return replace(outcome, notices=(*notices, *([beside] if beside else [])))
        finally:
            known.close()
            spool.close()


@dataclass(frozen=True, slots=True)
class _Job:
    """What was asked for."""

    level: Level
    schools: SchoolList | None
    terms: Terms
    unit: str
    school_year: str
    choices_from: Path


def _decided(job: _Job, batch: _Batch, intake: Intake, spool: Spool) -> Consolidated:
    """Which file counts, for which school, and what follows from it."""
    schools = job.schools
    if schools is None and job.level == "so":
        schools = _list_from_below(batch.children, job.terms.on)
    marks = choices_in(job.choices_from)
    digests = _rival_digests(batch)
    ledger = settle(
        batch.filed,
        schools,
        school_year=job.school_year,
        choices={source: reason for source, (mark, _, reason) in marks.items() if mark},
        same_content={source: whole(found) for source, found in digests.items() if found},
        per_level=job.terms.settings.consolidation.per_level,
        missing_below={id_: scopes for child in batch.children for id_, scopes in child.missing},
    )
    state = _consolidated(job, schools, ledger, batch, spool)
    state.passed_over = list(intake.passed_over)
    state.previous_choices = marks
    state.sheets_that_differ = _differences(ledger, digests)
    return state


def read_school_list(path: Path, on: dt.date) -> SchoolList:
    """The official list on a day, from its workbook. Raises ConsolidationProblem when it cannot be used."""
    submission = read(path)
    if isinstance(submission, Refusal):
        raise ConsolidationProblem(f"Không dùng được danh mục trường: {submission.finding.message}")
    if submission.form is not SCHOOL_LIST:
        raise ConsolidationProblem(f"Tệp “{path.name}” không phải danh mục trường (mẫu {SCHOOL_LIST.id}).")
    errors = [finding for finding in submission.findings if finding.severity is Severity.ERROR]
    if errors:
        raise ConsolidationProblem(f"Danh mục trường “{path.name}” có lỗi: {errors[0].as_line()}")
    rows = [listed_of(row) for row in submission.table(ListedSchool) if row.school_id.strip()]
    if not rows:
        raise ConsolidationProblem(f"Danh mục trường “{path.name}” chưa có trường nào.")
    return SchoolList.of(rows, on, submission.sha256)


def _collect(entries: Iterator[tuple[int, Arrival, Entry]], level: Level) -> _Batch:
    batch = _Batch()
    for place, arrival, entry in entries:
        batch.arrivals[place] = arrival
        if entry.kind is Kind.SCHOOL and entry.record is not None:
            batch.filed.append(Filed(compact(entry.record), place))
        elif entry.kind is Kind.SUMMARY and entry.child is not None and level == "so":
            batch.others.append(replace(entry, child=_without_details(entry.child)))
            batch.children.append(_without_details(entry.child))
            for within, (record, _detail) in enumerate(entry.child.records):
                carried = from_child(record, entry.name, entry.sha256)
                batch.filed.append(Filed(compact(carried), place, within))
        else:
            # At level "phong" the consolidated workbook of another unit is no submission.
            kept = (
                replace(entry, child=None, findings=(), counts=NO_FINDINGS)
                if entry.kind is Kind.SUMMARY
                else entry
            )
            batch.others.append(kept)
    return batch


def _without_details(child: Child) -> Child:
    return replace(child, records=())


def _list_from_below(children: Sequence[Child], on: dt.date) -> SchoolList | None:
    listed: dict[str, Listed] = {}
    for child in children:
        for item in child.listed:
            listed.setdefault(item.school_id, item)
    return SchoolList.of(listed.values(), on) if listed else None


def _rival_digests(batch: _Batch) -> dict[str, SheetDigests]:
    """Source → what the file says, for files that share the highest revision: the only ones opened a second time."""
    return {
        item.record.origin.source: sheet_digests(batch.arrivals[item.place])
        for group in rivals(batch.filed)
        for item in group
        if item.within < 0
    }


def _differences(ledger: Ledger, digests: dict[str, SheetDigests]) -> dict[str, str]:
    first: dict[str, SheetDigests] = {}
    found: dict[str, str] = {}
    for posting in ledger.postings:
        source = posting.record.origin.source
        if not posting.rivals or source not in digests:
            continue
        base = first.setdefault(posting.rivals, digests[source])
        sheets = differing_sheets(base, digests[source])
        if sheets:
            found[source] = f"khác ở trang {', '.join(sheets)}"
    return found


def _consolidated(
    job: _Job, schools: SchoolList | None, ledger: Ledger, batch: _Batch, spool: Spool
) -> Consolidated:
    settings, on = job.terms.settings, job.terms.on
    below = [pair for child in batch.children for pair in child.states]
    views = views_of(ledger, schools, batch.others, below)
    earlier: dict[str, list[SchoolRecord]] = {}
    for posting in ledger.postings:
        if posting.state is State.APART:
            earlier.setdefault(posting.record.key.school_id, []).append(posting.record)
    return Consolidated(
        job.level,
        job.unit or _unit_of(schools, job.level),
        on,
        settings,
        schools,
        ledger,
        batch.others,
        [],
        views,
        risks(views, earlier, settings, on),
        spool,
    )


def _unit_of(schools: SchoolList | None, level: Level) -> str:
    """The name to print when nobody gave one: the only unit (Sở: the only province) of the list."""
    if schools is None:
        return ""
    names = {listed.unit if level == "phong" else listed.province for listed in schools.current.values()}
    if len(names) != 1:
        return ""
    (name,) = names
    return name if level == "phong" or not name else f"Sở Giáo dục và Đào tạo {name}"


def _export_evidence(state: Consolidated, batch: _Batch, out: Path) -> int:
    chosen = [p for p in state.shown() if p.state in IN_TOTALS and p.filed.within < 0]
    files = [(batch.arrivals[p.filed.place], p.record.key.school_id, p.record.name) for p in chosen]
    return export_evidence(rows_of_files(files), out, expected=sum(p.record.evidence for p in chosen))


def _outcome(
    state: Consolidated, written: Path, known: Cache, files: int, evidence_rows: int | None
) -> Outcome:
    lines = tuple(
        FileLine(line.school_id, line.name, line.file, line.state, line.why, bool(line.listed))
        for line in status_lines(state)
    )
    errors, warnings = _counted(state)
    return Outcome(
        level=state.level,
        unit=state.unit,
        school_year=state.ledger.school_year,
        data_date=state.on.isoformat(),
        written=written,
        denominators_known=state.schools is not None,
        figures=figures_in_all(state.views, state.on),
        by_kind=tuple(figures_by_kind(state.views, state.on)),
        lines=lines,
        unknown=tuple(unknown(state)),
        errors=errors,
        warnings=warnings,
        opened=known.opened,
        unchanged=files - known.opened,
        evidence_rows=evidence_rows,
        settings_digest=state.settings.digest,
        law_digest=law_digest(),
    )


def _counted(state: Consolidated) -> tuple[int, int]:
    """Findings of the files that count, are refused or wait; those of replaced files are nobody's business now."""
    errors = warnings = 0
    for posting in state.ledger.postings:
        if posting.state in (State.SAME, State.COPY, State.SUPERSEDED, State.REJECTED):
            continue
        own = [finding.severity for finding in posting.findings]
        errors += posting.record.counts.errors + own.count(Severity.ERROR)
        warnings += posting.record.counts.warnings + own.count(Severity.WARNING)
    for entry in state.entries:
        errors += entry.counts.errors
        warnings += entry.counts.warnings
    errors += sum(1 for passed in state.passed_over if passed.finding is not None)
    return errors, warnings


__all__ = ["Level", "run"]
