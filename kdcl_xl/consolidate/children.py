"""A consolidated workbook of a lower unit, read back: its schools, with their provenance unchanged.

Nothing in it is believed that can be worked out again: levels come from the answers it carries, totals from its
rows. What it shows differently is a finding with both numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kdcl_xl.consolidate.codes import decoded_answers, decoded_figures
from kdcl_xl.consolidate.extract import derived, detail_of
from kdcl_xl.consolidate.headline import LABELS, cell_name, figures_in_all
from kdcl_xl.consolidate.record import (
    Asked,
    AssessmentKey,
    Counts,
    Detail,
    FindingGroup,
    Held,
    Need,
    Provenance,
    SchoolRecord,
)
from kdcl_xl.consolidate.rollup import SchoolView, stat_lines
from kdcl_xl.consolidate.schools import Listed
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.form import header
from kdcl_xl.forms.summary import (
    Counting,
    FindingLine,
    NeedLine,
    RegistrationLine,
    Result,
    SourceLine,
    State,
    StatLine,
    StatusLine,
)
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.levels import Verdict, assess
from kdcl_xl.law.regulation import UnknownRegulation, load
from kdcl_xl.text.dates import parse_date
from kdcl_xl.workbook.cells import shown as as_shown
from kdcl_xl.workbook.snapshot import Submission

TYPED_OVER = rule("TH-010", Severity.ERROR, "Số tổng hợp bằng số đếm lại từ các dòng của chính sổ")
LEVEL_TYPED_OVER = rule("TH-011", Severity.ERROR, "Mức của trường đúng với các câu trả lời mang theo")
BROKEN_ROW = rule("TH-018", Severity.ERROR, "Dòng kết quả có đủ nguồn để tính lại")

_AGAIN = "Đơn vị lập sổ chạy lại tổng hợp, không gõ số vào sổ; cấp trên dùng số tính lại."
_STATES = frozenset(State)
_COMPARED = (
    "schools",
    "unmet",
    "level_1",
    "level_2",
    "level_3",
    "level_4",
    "undecided",
    "unassessed",
)


@dataclass(frozen=True, slots=True)
class Stray:
    """A file the unit below refused or could assign to no school: named above too, so that none is lost on the way."""

    file: str
    school_id: str
    name: str
    state: str
    why: str
    remedy: str
    school_year: str
    source: str


@dataclass(frozen=True, slots=True)
class Child:
    """What a consolidated workbook brings: the records that count or stand apart in it, and its part of the list."""

    file: str
    sha256: str
    unit: str
    school_year: str
    on: dt.date | None
    records: tuple[tuple[SchoolRecord, Detail], ...]
    listed: tuple[Listed, ...]
    states: tuple[tuple[str, str], ...] = ()
    """School id → its state in that workbook."""
    apart: frozenset[str] = frozenset()
    """Sources of records that stood outside its totals: other years, older circulars, merged schools."""
    strays: tuple[Stray, ...] = ()
    waiting: tuple[Listed, ...] = ()
    """Schools off any list that wait for a choice."""
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """School id → levels of schooling without an assessment, as that workbook says."""


def child_of(submission: Submission) -> tuple[Child, list[Finding]]:
    """The child, and every disagreement between what it shows and what its rows amount to."""
    reader = _Reader(submission)
    records = tuple(reader.records())
    status = submission.table(StatusLine)
    child = Child(
        submission.file,
        submission.sha256,
        submission.stamp.unit,
        str(submission.edition.school_year),
        data_date(submission),
        records,
        tuple(_listed(row) for row in status if row.school_id and row.listed == YesNo.YES),
        tuple((row.school_id, row.state) for row in status if row.school_id and row.state in _STATES),
        frozenset(row.source for row in submission.table(Result) if row.counted == Counting.APART),
        tuple(
            Stray(
                row.file, row.school_id, row.name, row.state, row.why, row.remedy, row.school_year, row.source
            )
            for row in status
            if not row.listed and row.state in (State.UNKNOWN_SCHOOL, State.REFUSED)
        ),
        tuple(_listed(row) for row in status if row.listed == YesNo.NO and row.state == State.CHOOSE),
        tuple(
            (row.school_id, tuple(row.missing.split("; "))) for row in submission.table(Result) if row.missing
        ),
    )
    findings = [*submission.findings, *reader.findings, *_disagreements(submission, child)]
    return child, findings


def _listed(row: StatusLine) -> Listed:
    return Listed(row.school_id, row.name, row.kind, row.ownership, row.unit, row.counted != YesNo.NO)


def data_date(submission: Submission) -> dt.date | None:
    """The day of the figures of a consolidated workbook, as it shows it."""
    shown = submission.shown.get("kq_ngay", "")
    if isinstance(shown, dt.datetime):
        return shown.date()
    if isinstance(shown, dt.date):
        return shown
    return parse_date(str(shown)).value if shown else None


class _Reader:
    """Rows of five sheets joined by source."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.findings: list[Finding] = []
        self.sources = {row.source: row for row in submission.table(SourceLine)}
        self.asked = {row.source: row for row in submission.table(RegistrationLine)}
        self.needs: dict[str, list[Need]] = {}
        for need in submission.table(NeedLine):
            self.needs.setdefault(need.source, []).append(_need(need))
        self.groups: dict[str, list[FindingGroup]] = {}
        for line in submission.table(FindingLine):
            self.groups.setdefault(line.source, []).append(_group(line))

    def records(self) -> Iterator[tuple[SchoolRecord, Detail]]:
        """Every row of results that can be traced and worked out again."""
        for row in self.submission.table(Result):
            found = self._record(row)
            if found is not None:
                record, verdict = found
                needs, groups = self.needs.get(row.source, ()), self.groups.get(row.source, ())
                yield record, detail_of(verdict, tuple(needs), tuple(groups))

    def _record(self, row: Result) -> tuple[SchoolRecord, Verdict] | None:
        source = self.sources.get(row.source)
        if source is None or len(source.sha256) != 64:
            self._broken(row, f"không có dòng nguồn “{row.source}” ở trang Nguồn")
            return None
        try:
            rules = load(source.regulation)
        except UnknownRegulation:
            self._broken(row, f"bộ tiêu chuẩn “{source.regulation or row.circular}” chương trình không biết")
            return None
        answers = decoded_answers(source.answers, rules)
        if answers is None:
            self._broken(row, "câu trả lời mang theo không khớp bộ tiêu chuẩn")
            return None
        verdict = assess(answers, rules)
        figures = {stat.code: value for stat, value in decoded_figures(source.figures, rules)}
        record = SchoolRecord(
            key=AssessmentKey(row.school_id, row.scope, rules.id, row.school_year),
            name=row.name,
            kind=row.kind,
            ownership=row.ownership,
            unit=row.unit,
            province=source.province,
            revision=source.revision or 0,
            approved_on=row.approved_on,
            accredited=_held(row.accredited_grade, row.accredited_on),
            standard=_held(row.standard_grade, row.standard_on),
            asked=self._asked(row.source),
            answers=source.answers,
            figures=source.figures,
            counts=Counts(source.errors or 0, source.warnings or 0, source.hints or 0),
            origin=Provenance(
                source.file,
                source.sha256,
                source.origin_sheet,
                source.origin_row or 0,
                source.template,
                source.via or self.submission.file,
                source.via_sha256 or self.submission.sha256,
            ),
            **derived(verdict, figures),
        )
        self._compare_level(row, record)
        return record, verdict

    def _broken(self, row: Result, why: str) -> None:
        sheet, cell = self.submission.at(row, "source")
        self.findings.append(
            BROKEN_ROW.at(sheet, cell, f"Không dùng được dòng của “{row.name}”: {why}.", _AGAIN)
        )

    def _asked(self, source: str) -> Asked:
        row = self.asked.get(source)
        return Asked(row.purpose, row.grade, row.self_level, row.visit_on, row.filed_on) if row else Asked()

    def _compare_level(self, row: Result, record: SchoolRecord) -> None:
        for column, shown, real in (
            ("level_low", row.level_low, record.level_low),
            ("level_high", row.level_high, record.level_high),
            ("headline", row.headline, record.headline),
        ):
            if shown != real:
                sheet, cell = self.submission.at(row, column)
                finding = LEVEL_TYPED_OVER.at(sheet, cell, f"“{row.name}”: sổ ghi “{_word(shown)}”, tính lại từ câu trả lời là “{_word(real)}”.", _AGAIN)  # fmt: skip
                self.findings.append(finding)


def _word(value: object) -> str:
    return "trống" if value in (None, "") else as_shown(value)


def _held(grade: int | None, signed_on: dt.date | None) -> Held | None:
    return Held(grade, "", signed_on) if grade else None


def _need(row: NeedLine) -> Need:
    return Need(
        row.criterion, row.state, row.issue, row.measure, row.ends_on, row.budget, row.funding,
        row.origin_sheet, row.origin_row or 0,
    )  # fmt: skip


def _group(row: FindingLine) -> FindingGroup:
    return FindingGroup(row.code, row.severity, row.times or 1, row.places, row.message, row.remedy, row.law)


# ---- totals worked out again


def views_of(child: Child, year: str) -> list[SchoolView]:
    """The schools of a child as its own totals saw them."""
    states: dict[str, str] = {}
    for school_id, state in child.states:
        states.setdefault(
            school_id, state
        )  # the school's own line comes first, files that count for none follow
    by_school: dict[str, list[SchoolRecord]] = {}
    for record, _detail in child.records:
        if record.key.school_year == year and record.origin.source not in child.apart:
            by_school.setdefault(record.key.school_id, []).append(record)
    listed = {item.school_id: item for item in child.listed}
    missing = dict(child.missing)
    views = []
    for school_id in dict.fromkeys((*listed, *by_school)):
        records = tuple(by_school.get(school_id, ()))
        item, state = listed.get(school_id), State(states.get(school_id, State.MISSING))
        if state not in (State.ACCEPTED, State.WITH_ERRORS):
            records = ()
        lacking = missing.get(school_id, ())
        if item is not None:
            views.append(SchoolView.of_listed(item, state, records, lacking))
        elif records:
            views.append(SchoolView.of_record(records[0], state, records, lacking))
    views += [
        SchoolView(item.school_id, item.name, item.kind, item.ownership, item.unit, False, True, State.CHOOSE)
        for item in child.waiting
    ]
    return views


def _disagreements(submission: Submission, child: Child) -> Iterator[Finding]:
    if not submission.has(StatusLine) or not submission.has(Result):
        return  # the reader has said that a sheet is missing: totals without it would only repeat that
    views = views_of(child, child.school_year)
    if child.on is not None:
        yield from _headline(submission, views, child.on)
    if submission.has(StatLine):
        yield from _statistics(submission, views)


def _headline(submission: Submission, views: list[SchoolView], on: dt.date) -> Iterator[Finding]:
    for figure, real in figures_in_all(views, on).named().items():
        name = cell_name(figure)
        shown = submission.shown.get(name)
        # A sum that lost its cached value (saved by another program) is unknown, not typed over.
        uncached = shown == "" and name not in submission.overwritten
        if shown is None or uncached or _same(shown, real):
            continue
        sheet, cell = submission.name_cells[name]
        yield TYPED_OVER.at(sheet, cell, f"{LABELS[figure].capitalize()}: sổ ghi {_word(shown)}, cộng lại từ các dòng là {real}.", _AGAIN)  # fmt: skip


def _same(shown: object, real: int) -> bool:
    return isinstance(shown, int | float) and shown == real


def _statistics(submission: Submission, views: list[SchoolView]) -> Iterator[Finding]:
    shown = {(row.circular, row.dimension, row.code): row for row in submission.table(StatLine)}
    for real in stat_lines(views):
        row = shown.pop((real.circular, real.dimension, real.code), None)
        if row is None:
            sheet, cell = submission.top(StatLine)
            yield TYPED_OVER.at(sheet, cell, f"Thiếu dòng “{real.dimension} {real.code}” ({real.schools} trường).", _AGAIN)  # fmt: skip
            continue
        for column in _COMPARED:
            if getattr(row, column) != getattr(real, column):
                label = header(StatLine.column(column), submission.edition)
                sheet, cell = submission.at(row, column)
                yield TYPED_OVER.at(sheet, cell, f"{row.dimension} {row.code}, {label.lower()}: sổ ghi {_word(getattr(row, column))}, cộng lại từ các dòng là {getattr(real, column)}.", _AGAIN)  # fmt: skip
    for row in shown.values():
        sheet, cell = submission.at(row, "code")
        yield TYPED_OVER.at(
            sheet, cell, f"Dòng “{row.dimension} {row.code}” không có trường nào đứng sau.", _AGAIN
        )


def from_child(record: SchoolRecord, file: str, sha256: str) -> SchoolRecord:
    """The record with the consolidated workbook it came through, unless an earlier one is already named."""
    if record.origin.via:
        return record
    return replace(record, origin=replace(record.origin, via=file, via_sha256=sha256))
