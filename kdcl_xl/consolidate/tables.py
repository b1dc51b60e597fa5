"""The rows of every data sheet of the consolidated workbook, in reading order. Each row names its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict

from kdcl_xl.consolidate.changes import changes, summed_up
from kdcl_xl.consolidate.extract import grouped
from kdcl_xl.consolidate.ledger import Posting, reading_order
from kdcl_xl.consolidate.record import FindingGroup, Held, SchoolRecord
from kdcl_xl.consolidate.rollup import SchoolView, rates, stat_lines
from kdcl_xl.consolidate.scopes import deciding, is_part
from kdcl_xl.consolidate.state import IN_TOTALS, Consolidated, yes_no
from kdcl_xl.forms.self_assessment import Registration, School
from kdcl_xl.forms.summary import (
    NO_MEASURE,
    ChangeLine,
    ChoiceLine,
    FindingLine,
    NeedLine,
    Rate,
    RegistrationLine,
    Result,
    RiskLine,
    SourceLine,
    State,
    StatLine,
)
from kdcl_xl.forms.vocabulary import Purpose
from kdcl_xl.law.recognition import Certificate
from kdcl_xl.text.names import natural_key

_SCHOOL_TABLE = School.sheet


# ---- Kết quả theo trường


def results(state: Consolidated) -> Iterator[Result]:
    """One row per assessment that counts or stands apart."""
    views = state.view_of
    for posting in state.shown():
        record, detail = posting.record, state.detail(posting)
        view = views.get(record.key.school_id)
        counted = view if posting.state in IN_TOTALS else None
        yield Result(
            school_id=record.key.school_id,
            name=view.name if view else record.name,
            kind=view.kind if view else record.kind,
            ownership=view.ownership if view else record.ownership,
            unit=view.unit if view else record.unit,
            scope=record.key.scope,
            decides=_decides(record, counted),
            missing="; ".join(counted.missing) if counted else "",
            circular=record.rules.short_title,
            school_year=record.key.school_year,
            counted=state.counting(posting),
            headline=record.headline,
            level_low=record.level_low,
            level_high=record.level_high,
            assessed=yes_no(record.assessed),
            blocked_by=detail.blocked_by,
            gap=detail.gap,
            approved_on=record.approved_on,
            accredited_grade=record.accredited.grade if record.accredited else None,
            accredited_on=record.accredited.signed_on if record.accredited else None,
            accredited_until=_until(record.accredited, record),
            standard_grade=record.standard.grade if record.standard else None,
            standard_on=record.standard.signed_on if record.standard else None,
            standard_until=_until(record.standard, record),
            pupils=record.pupils,
            classes=record.classes,
            teachers=record.teachers,
            land=record.land,
            source=record.origin.source,
        )  # fmt: skip


def _decides(record: SchoolRecord, view: SchoolView | None) -> str:
    """Whether this part gives the school its level; empty for a school assessed as a whole, or still open."""
    if view is None or not is_part(record) or view.low is None or view.low != view.high:
        return ""
    return yes_no(record in deciding(view.records))


def _until(held: Held | None, record: SchoolRecord) -> dt.date | None:
    if held is None or held.signed_on is None:
        return None
    return Certificate(held.grade, held.signed_on, record.rules.validity).expires_on


def statistics(state: Consolidated) -> list[StatLine]:
    """Counts by rule set, then kind, ownership, unit, standard and criterion."""
    return stat_lines(state.views)


def rate_lines(state: Consolidated) -> list[Rate]:
    """Shares against the unit's targets."""
    return rates(state.views, state.settings, state.on, listed=state.schools is not None)


# ---- Cải tiến, Đăng ký, Nguy cơ


def need_lines(state: Consolidated) -> Iterator[NeedLine]:
    """Measures behind failed criteria, of the assessments that count this year."""
    views = state.view_of
    for posting in state.shown():
        if posting.state not in IN_TOTALS:
            continue
        record, view = posting.record, views[posting.record.key.school_id]
        titles = record.rules.by_code
        for need in state.detail(posting).needs:
            yield NeedLine(
                school_id=view.school_id,
                name=view.name,
                unit=view.unit,
                criterion=need.criterion,
                title=titles[need.criterion].title if need.criterion in titles else "",
                state=need.state,
                issue=need.issue,
                measure=need.measure or NO_MEASURE,
                ends_on=need.ends_on,
                budget=need.budget,
                funding=need.funding,
                origin_sheet=need.sheet,
                origin_row=need.row or None,
                source=record.origin.source,
            )


def registration_lines(state: Consolidated) -> Iterator[RegistrationLine]:
    """Who asks for what, of the assessments that count this year."""
    views = state.view_of
    for posting in state.shown():
        record = posting.record
        asked = record.asked
        if posting.state not in IN_TOTALS or asked.purpose in ("", Purpose.NONE):
            continue
        view = views[record.key.school_id]
        yield RegistrationLine(
            school_id=view.school_id,
            name=view.name,
            kind=view.kind,
            unit=view.unit,
            purpose=asked.purpose,
            grade=asked.grade,
            self_level=asked.self_level,
            computed=record.headline,
            remark=_registration_remark(record),
            visit_on=asked.visit_on,
            filed_on=asked.filed_on,
            origin_sheet=Registration.sheet,
            source=record.origin.source,
        )


def _registration_remark(record: SchoolRecord) -> str:
    asked, word = record.asked, record.rules.level_word.lower()
    if asked.self_level is not None and record.settled and asked.self_level != record.level_low:
        return f"Trường ghi {word} {asked.self_level}, từ các chỉ báo tính được: {record.headline.lower()}."
    if not record.settled:
        return "Chưa xác định được mức: còn chỉ báo chưa đánh giá."
    return ""


def risk_lines(state: Consolidated) -> Iterator[RiskLine]:
    """Risks in the order they were sorted."""
    for risk in state.risks:
        yield RiskLine(
            school_id=risk.view.school_id,
            name=risk.view.name,
            kind=risk.view.kind,
            unit=risk.view.unit,
            danger=risk.danger,
            detail=risk.detail,
            due=risk.due,
            basis=risk.basis,
            source=risk.record.origin.source,
        )


# ---- Lỗi, Chọn bản, Thay đổi, Nguồn


def finding_lines(state: Consolidated) -> Iterator[FindingLine]:
    """Findings of every file: those of consolidation, then those inside the workbook."""
    for posting in sorted(state.ledger.postings, key=reading_order):
        if posting.state in (State.SAME, State.COPY, State.SUPERSEDED, State.REJECTED):
            continue
        record = posting.record
        # The unit below may have said the same of this file already.
        groups = dict.fromkeys((*grouped(posting.findings), *state.detail(posting).findings))
        for group in groups:
            line = _finding_line(group, record.origin.file, record.origin.source)
            line.school_id, line.name = record.key.school_id, record.name
            yield line
    for entry in state.entries:
        yield from (_finding_line(group, entry.name, entry.sha256[:12]) for group in entry.findings)
    for passed in state.passed_over:
        if passed.finding is not None:
            yield from (_finding_line(group, passed.name, "") for group in grouped([passed.finding]))


def _finding_line(group: FindingGroup, file: str, source: str) -> FindingLine:
    return FindingLine(file=file, source=source, **asdict(group))


def choice_lines(state: Consolidated) -> Iterator[ChoiceLine]:
    """Files of one revision that differ, side by side; marks of the run before are carried over."""
    groups: dict[str, list[Posting]] = {}
    for posting in sorted(state.ledger.postings, key=reading_order):
        if posting.rivals:
            groups.setdefault(posting.rivals, []).append(posting)
    for group in groups.values():
        first = group[0].record
        for posting in group:
            record = posting.record
            mark, officer, reason = state.previous_choices.get(record.origin.source, ("", "", ""))
            difference = "" if record is first else summed_up(changes(first, record))
            sheets = state.sheets_that_differ.get(record.origin.source, "")
            yield ChoiceLine(
                school_id=record.key.school_id,
                name=record.name,
                scope=record.key.scope,
                circular=record.rules.short_title,
                school_year=record.key.school_year,
                revision=record.revision,
                file=record.origin.file,
                result=record.headline,
                difference="; ".join(text for text in (difference, sheets) if text),
                source=record.origin.source,
                chosen=mark,
                chosen_by=officer,
                reason=reason,
            )


def change_lines(state: Consolidated) -> Iterator[ChangeLine]:
    """What a newer revision changed."""
    for posting in sorted(state.ledger.postings, key=lambda p: natural_key(p.record.key.school_id)):
        if posting.previous is None:
            continue
        for change in posting.changed:
            yield ChangeLine(
                school_id=posting.record.key.school_id,
                name=posting.record.name,
                revisions=f"{posting.previous.revision} → {posting.record.revision}",
                what=change.what,
                before=change.before,
                after=change.after,
                source_before=posting.previous.origin.source,
                source=posting.record.origin.source,
            )


def source_lines(state: Consolidated) -> Iterator[SourceLine]:
    """Where every assessment of the results comes from, with what the level above needs to work it out again."""
    for posting in state.shown():
        record = posting.record
        origin = record.origin
        yield SourceLine(
            source=origin.source,
            file=origin.file,
            sha256=origin.sha256,
            origin_table=_SCHOOL_TABLE,
            key=" · ".join(record.key),
            origin_sheet=origin.sheet,
            origin_row=origin.row or None,
            revision=record.revision or None,
            template=origin.template,
            via=origin.via,
            via_sha256=origin.via_sha256,
            province=record.province,
            errors=record.counts.errors,
            warnings=record.counts.warnings,
            hints=record.counts.hints,
            regulation=record.key.regulation,
            answers=record.answers,
            figures=record.figures,
        )
