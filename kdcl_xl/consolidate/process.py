"""One file of the folder → one `Entry`: read, checked, levelled, and the 20,000 cells dropped again.

Whatever happens inside one file stays inside its entry: a crash is named, counted, and never ends the run.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from kdcl_xl.checks import examine
from kdcl_xl.consolidate.children import Child, child_of
from kdcl_xl.consolidate.extract import count, grouped, record_of
from kdcl_xl.consolidate.intake import Arrival, content_of
from kdcl_xl.consolidate.record import NO_DETAIL, NO_FINDINGS, Counts, Detail, FindingGroup, SchoolRecord
from kdcl_xl.findings import Finding, Mode, Severity, rule
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.forms.summary import SUMMARY
from kdcl_xl.law.levels import assess
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

CRASHED = rule("TH-013", Severity.ERROR, "Tệp được xử lý trọn vẹn")
PART = rule("TH-016", Severity.ERROR, "Tệp nộp là bản đã ghép, không phải phần của một nhóm công tác")


class Kind(StrEnum):
    """What a file turned out to be."""

    SCHOOL = "school"
    SUMMARY = "summary"
    OTHER = "other"
    """A workbook of ours that is no submission, e.g. the list of schools."""
    REFUSED = "refused"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of one file. `record` and `detail` are set for school workbooks, `child` for consolidated ones."""

    name: str
    sha256: str
    kind: Kind
    school_id: str = ""
    school_year: str = ""
    counts: Counts = NO_FINDINGS
    record: SchoolRecord | None = None
    detail: Detail = NO_DETAIL
    child: Child | None = None
    findings: tuple[FindingGroup, ...] = field(default=())
    """Of a file that is no school workbook: why it was refused, or what is odd about a consolidated workbook."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the result for a file depends on besides the file."""

    settings: Settings
    on: dt.date


def process(arrival: Arrival, terms: Terms) -> Entry:
    """Read one file. Raises nothing: any failure is an entry of kind CRASHED with a code and the place in the program."""
    try:
        return _process(arrival, terms)
    except Exception as error:
        finding = CRASHED.at("", "", f"Chương trình gặp sự cố khi xử lý tệp “{arrival.name}” ({_where(error)}).", "Các tệp khác vẫn được tổng hợp. Thầy/cô gửi tệp này cho người phụ trách chương trình.")  # fmt: skip
        return _refused(arrival, "", finding, Kind.CRASHED)


def _process(arrival: Arrival, terms: Terms) -> Entry:
    outcome = read(content_of(arrival), name=arrival.file_name)
    if isinstance(outcome, Refusal):
        stamp = outcome.stamp
        entry = _refused(arrival, outcome.sha256, outcome.finding, Kind.REFUSED)
        return replace(entry, school_id=stamp.school_id, school_year=stamp.school_year) if stamp else entry
    outcome.file = arrival.name
    if outcome.form is SUMMARY:
        return _summary(arrival, outcome)
    if outcome.form is not SELF_ASSESSMENT:
        return Entry(arrival.name, outcome.sha256, Kind.OTHER)
    if outcome.stamp.part:
        who = outcome.stamp.owner or outcome.stamp.part
        finding = PART.at("", "", f"Tệp là phần của nhóm công tác “{who}”, chưa ghép vào sổ của trường.", "Nhà trường ghép các phần bằng lệnh kdcl ghep rồi nộp sổ đã ghép.")  # fmt: skip
        return _refused(arrival, outcome.sha256, finding, Kind.REFUSED)
    return _school(arrival, outcome, terms)


def _school(arrival: Arrival, submission: Submission, terms: Terms) -> Entry:
    examination = examine(submission, Mode.SUBMIT, terms.settings, terms.on)
    # Without the sheet "Đánh giá" no answer is known: "chưa đánh giá", as for a blank one.
    verdict = examination.verdict or assess({}, submission.edition.rules)
    record, detail = record_of(submission, verdict, examination.findings)
    return Entry(
        arrival.name,
        submission.sha256,
        Kind.SCHOOL,
        record.key.school_id,
        record.key.school_year,
        record.counts,
        record,
        detail,
    )


def _summary(arrival: Arrival, submission: Submission) -> Entry:
    child, findings = child_of(submission)
    return Entry(
        arrival.name,
        submission.sha256,
        Kind.SUMMARY,
        school_year=str(submission.edition.school_year),
        counts=count(findings),
        child=child,
        findings=grouped(findings),
    )


def _refused(arrival: Arrival, sha256: str, finding: Finding, kind: Kind) -> Entry:
    named = replace(finding, file=arrival.name)
    return Entry(arrival.name, sha256, kind, counts=count([named]), findings=grouped([named]))


def _where(error: Exception) -> str:
    """Kind of error and the innermost place in our code: enough to find it, no path of anybody's machine."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "kdcl_xl" in code.co_filename:
            place = f"{Path(code.co_filename).stem}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} tại {place}" if place else type(error).__name__
