"""The improvement plans followed: how much is done, what is overdue, which reviews are missing, one issue over the years."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kdcl_xl.forms.review_results import ImprovementTrack
from kdcl_xl.forms.vocabulary import ENDED, Progress
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law
from kdcl_xl.review_year.school_files import SchoolFile, school_files
from kdcl_xl.review_year.terms import Terms, terms_of
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.names import natural_key
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.numbers import percent
from kdcl_xl.workbook.snapshot import Submission

_COUNTED = ("measures", "done", "partly", "under_way", "not_started", "stopped", "unsaid", "overdue")


@dataclass(frozen=True, slots=True)
class ProgressCount:
    """Measures of one school or unit by state. What was stopped is in no share; a blank state is unknown, not "chưa làm"."""

    name: str
    school_id: str
    office: str
    measures: int
    done: int
    partly: int
    under_way: int
    not_started: int
    stopped: int
    unsaid: int
    overdue: int

    @property
    def known(self) -> bool:
        """Whether somebody has written the state of any measure: without one, none done is not known either."""
        return self.unsaid < self.measures - self.stopped

    @property
    def share(self) -> str:
        """Done of those not stopped: "66,7% (2/3)"; "chưa có giải pháp" where none is left, "chưa rõ" where no state is."""
        whole = self.measures - self.stopped
        if not whole:
            return "chưa có giải pháp"
        if not self.known:
            return f"chưa rõ ({self.unsaid}/{whole} chưa ghi tình trạng)"
        unsaid = f", {self.unsaid} chưa ghi tình trạng" if self.unsaid else ""
        return f"{percent(self.done, whole)} ({self.done}/{whole}{unsaid})"


@dataclass(frozen=True, slots=True)
class Late:
    """One measure past its day and not done."""

    file: SchoolFile
    row: ImprovementTrack
    days: int


@dataclass(frozen=True, slots=True)
class ReviewsMissing:
    """A school whose plan of the year was looked over fewer times than asked."""

    school_id: str
    school: str
    office: str
    reviews: int
    asked: int


@dataclass(frozen=True, slots=True)
class Thread:
    """One issue of one school over the years: weakness → measure → evidence → result, oldest first."""

    school_id: str
    school: str
    office: str
    criterion: str
    issue: str
    steps: tuple[ImprovementTrack, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The school years it was written down in, once each."""
        return tuple(dict.fromkeys(row.source_year for row in self.steps if row.source_year))

    @property
    def closed(self) -> bool:
        """Whether its last word is "Hoàn thành" with a result."""
        last = self.steps[-1]
        return last.state == Progress.DONE and bool(last.result.strip())


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All of it: schools and units in the order of the workbook, what is overdue with the longest first."""

    schools: tuple[ProgressCount, ...]
    units: tuple[ProgressCount, ...]
    overdue: tuple[Late, ...]
    threads: tuple[Thread, ...]
    reviews_missing: tuple[ReviewsMissing, ...]
    basis: tuple[str, ...]

    @property
    def total(self) -> ProgressCount:
        """All measures together."""
        return added("Tất cả", self.schools)


def follow_up(submission: Submission, on: dt.date, settings: Settings) -> FollowUp:
    """What the sheet "Theo dõi cải tiến" amounts to on a day."""
    files = [file for file in school_files(submission) if file.of(ImprovementTrack)]
    terms = terms_of(submission, settings)
    schools = tuple(_count(file, on) for file in files)
    late = [
        Late(file, row, (on - row.ends_on).days)
        for file in files
        for row in file.of(ImprovementTrack)
        if row.ends_on and is_overdue(row, on)
    ]
    year = submission.edition.school_year
    asked = terms.number("ra_soat_lan")
    reviewed = reviews_are_due(year, terms, on)
    missing = tuple(
        ReviewsMissing(file.school_id, file.name, file.office, count, asked)
        for file in files
        if reviewed and (count := reviews_in(file, year)) < asked
    )
    return FollowUp(
        schools,
        tuple(_units(schools)),
        tuple(sorted(late, key=lambda one: -one.days)),
        tuple(thread for file in files for thread in threads_of(file)),
        missing,
        _basis(year, terms, reviewed),
    )


def is_overdue(row: ImprovementTrack, on: dt.date) -> bool:
    """Past its day and neither done nor stopped."""
    return row.ends_on is not None and row.ends_on < on and row.state not in ENDED


def reviews_are_asked(year: SchoolYear) -> bool:
    """Whether the circular of that school year asks for reviews (Điều 10 TT 57/2026: years that end under it)."""
    path = review_law().path(COUNCIL_PATH)
    return path.valid_from is None or year.end > path.valid_from.year


def reviews_are_due(year: SchoolYear, terms: Terms, on: dt.date) -> bool:
    """Whether the reviews of a school year should all have been held: it asks for them, and its report is due."""
    return reviews_are_asked(year) and on > terms.day_in("bao_cao_cai_tien_truoc", year.end)


def reviews_in(file: SchoolFile, year: SchoolYear) -> int:
    """How many different days of a school year its measures were looked over."""
    days = {
        day
        for row in file.of(ImprovementTrack)
        for day in (row.review_1_on, row.review_2_on)
        if day and year.contains(day)
    }
    return len(days)


def threads_of(file: SchoolFile) -> list[Thread]:
    """Rows of one criterion and one issue, whatever the year; a row without an issue follows its measure."""
    found: dict[tuple[str, str], list[ImprovementTrack]] = {}
    for row in file.of(ImprovementTrack):
        found.setdefault((row.criterion, match_key(row.issue or row.measure)), []).append(row)
    ordered = sorted(found.items(), key=lambda item: natural_key(item[0][0]))
    return [
        Thread(
            file.school_id, file.name, file.office, criterion, rows[0].issue or rows[0].measure,
            tuple(sorted(rows, key=lambda row: (row.source_year, row.line))),
        )
        for (criterion, _key), rows in ordered
    ]  # fmt: skip


def added(name: str, counts: Iterable[ProgressCount], office: str = "") -> ProgressCount:
    """The sum of several counts."""
    every = list(counts)
    sums = {field: sum(getattr(count, field) for count in every) for field in _COUNTED}
    return ProgressCount(name, "", office, **sums)


def _count(file: SchoolFile, on: dt.date) -> ProgressCount:
    rows = file.of(ImprovementTrack)
    states = Counter(row.state for row in rows)
    return ProgressCount(
        file.name, file.school_id, file.office, len(rows),
        done=states[Progress.DONE], partly=states[Progress.PARTLY], under_way=states[Progress.UNDER_WAY],
        not_started=states[Progress.NOT_STARTED], stopped=states[Progress.STOPPED], unsaid=states[""],
        overdue=sum(is_overdue(row, on) for row in rows),
    )  # fmt: skip


def _units(schools: Iterable[ProgressCount]) -> list[ProgressCount]:
    by_unit: dict[str, list[ProgressCount]] = {}
    for count in schools:
        by_unit.setdefault(count.office, []).append(count)
    return [added(office or "Chưa ghi đơn vị", counts, office) for office, counts in by_unit.items()]


def _basis(year: SchoolYear, terms: Terms, reviewed: bool) -> tuple[str, ...]:
    share = "Tỷ lệ: số giải pháp hoàn thành trên số giải pháp không dừng; ô Tình trạng để trống là chưa rõ."
    if not reviews_are_asked(year):
        return (share, f"Năm học {year} theo quy định trước Thông tư 57/2026: không đếm lần rà soát.")
    when = "" if reviewed else " Chưa đến cuối năm học nên chưa kết luận."
    return (
        share,
        f"Rà soát: mỗi năm học ít nhất {terms.number('ra_soat_lan')} lần ({terms.source('ra_soat_lan')}).{when}",
    )
