"""What schools ask for in their own words ("Thời gian đề nghị", sheet "Đăng ký"), beside what the schedule itself wrote.

A wish, never a must. A line "Trường muốn thời gian" of the sheet "Ràng buộc xếp lịch" says it better and takes its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_people import Constraint
from kdcl_xl.forms.review_words import Wish
from kdcl_xl.forms.vocabulary import Purpose
from kdcl_xl.law.working_days import working_days_after
from kdcl_xl.review_year.requests import Directory
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.review_year.solver import Reason, Span
from kdcl_xl.text.when_asked import AskedTimes, asked_times
from kdcl_xl.workbook.snapshot import Submission

UNREAD = rule("DGX-006", Severity.HINT, "Thời gian trường đề nghị, thời gian ghi trong kế hoạch đọc được thành ngày")  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedTime:
    """When a school would like to be visited: within one of the spans. `said`: its own words; `reason`: with their cell."""

    spans: tuple[Span, ...]
    said: str
    reason: Reason

    def kept(self, visit: Span) -> bool:
        """Whether a visit keeps the wish; one that begins on the day asked for does, however long it takes."""
        return any(span.holds(visit) or span.first == visit.first for span in self.spans)


@dataclass(frozen=True, slots=True)
class Asked:
    """Key of a school → its wish, and what could not be understood."""

    times: Mapping[str, AskedTime] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_asked(
    submission: Submission, directory: Directory, settled: Collection[str], year: Span, days: int
) -> Asked:
    """The wishes of all schools but those `settled` by a line of their own. `days`: how long a visit takes."""
    times: dict[str, AskedTime] = {}
    findings: list[Finding] = []
    for key, file in directory.schools.items():
        if key in settled:
            continue
        spans: list[Span] = []
        said: list[str] = []
        reasons: list[Reason] = []
        for row in _asking(file):
            place = submission.at(row, "when_text")
            read = asked_times(row.when_text, submission.edition.school_year, *year)
            if read.problem:
                findings.append(_unread(place, row, read))
            elif read.spans:
                spans += _for_visits(read, days)
                said.append(row.when_text.strip())
                reasons.append(Reason(f"{file.name} đề nghị “{said[-1]}”", *place))
        if spans:
            times[key] = AskedTime(tuple(spans), " hoặc ".join(said), any_of(reasons))
    return Asked(times, tuple(findings))


def read_written(submission: Submission, row: ScheduledVisit, year: Span, days: int) -> Span | Finding | None:
    """The time a line of the schedule has in words only, with the first day and the last it leaves."""
    read = asked_times(row.when_text, submission.edition.school_year, *year)
    if read.problem:
        return _unread(submission.at(row, "when_text"), row, read)
    spans = _for_visits(read, days)
    return Span(min(s.first for s in spans), max(s.last for s in spans)) if spans else None


def any_of(reasons: Sequence[Reason]) -> Reason:
    """Several lines any of which will do, as one."""
    first = reasons[0]
    return first if len(reasons) == 1 else Reason(" hoặc ".join(one.text for one in reasons), first.sheet)


def _asking(file: SchoolFile) -> Iterator[ReviewRegistration]:
    return (row for row in file.of(ReviewRegistration) if row.purpose != Purpose.NONE)


def _for_visits(read: AskedTimes, days: int) -> list[Span]:
    """The spans; a single day is the one on which the visit begins."""
    spans = [Span(*span) for span in read.spans]
    if not read.day:
        return spans
    first = spans[0].first
    return [Span(first, working_days_after(first, days - 1))]


def _unread(place: tuple[str, str], row: ReviewRegistration | ScheduledVisit, read: AskedTimes) -> Finding:
    return UNREAD.at(*place, f"Chưa hiểu “{row.when_text.strip()}” của “{row.school}” nên không tính khi xếp lịch. {read.problem}", f"Ghi tháng hoặc ngày, ví dụ “tháng 3/2027”, “từ 10 đến 12/3/2027”; hoặc ghi một dòng “{Wish.SCHOOL_WANTS}”, “{Wish.SCHOOL_BUSY}” ở trang {Constraint.table.sheet}.")  # fmt: skip
