"""Shares of schools with a valid recognition, by level and ownership, against the office's targets and the years before.

A school whose certificate or ownership is not known well enough is counted apart, so a share may be a span. Nông thôn mới
counts schools by their facilities (QĐ 1491/QĐ-TTg ngày 08/7/2022): only from its own rows, never from chuẩn quốc gia.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration
from kdcl_xl.forms.review_oversight import Target
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import CertificateKind, Scope, Subject
from kdcl_xl.forms.vocabulary import KindName, Ownership
from kdcl_xl.review_year.certificates import Held
from kdcl_xl.review_year.rule_sets import rules_when_signed
from kdcl_xl.review_year.school_files import TABLES, SchoolFile, files_of, school_files
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.numbers import percent, vn_number
from kdcl_xl.workbook.snapshot import Submission

COUNT_DIFFERS = rule("DGT-040", Severity.WARNING, "Số trường đạt ở trang Chỉ tiêu bằng số đếm từ trang Kết quả, công nhận")  # fmt: skip
TOO_MANY = rule("DGT-041", Severity.ERROR, "Số trường đạt không lớn hơn số trường (mẫu số)")
NO_FIGURE = "chưa có số liệu"
EVERY_KIND = ""
_KINDS: tuple[str, ...] = (EVERY_KIND, *map(str, KindName))
_CERTIFICATE = {
    Subject.ACCREDITATION: CertificateKind.ACCREDITATION,
    Subject.NATIONAL_STANDARD: CertificateKind.NATIONAL_STANDARD,
}
_EPSILON_DIGITS = 9


# ---- one certificate


def ends_on(file: SchoolFile, row: Recognised) -> dt.date | None:
    """The last day of a recognition of a school, None when unknown (see `certificates.Held`)."""
    return Held(file, row, rules_when_signed(file, row)).expiry.on


def valid_on(file: SchoolFile, row: Recognised, on: dt.date) -> bool | None:
    """Whether a recognition holds on a day; None when its dates do not tell."""
    if row.signed_on is not None and on < row.signed_on:
        return False
    last = ends_on(file, row)
    return None if last is None else on <= last


def holds(file: SchoolFile, certificate: CertificateKind, on: dt.date) -> bool | None:
    """Whether a school holds a valid recognition of that kind; None when nobody can tell. No row: it does not."""
    states = [valid_on(file, row, on) for row in file.of(Recognised) if row.certificate == certificate]
    return True if True in states else None if None in states else False


def ownership_of(file: SchoolFile) -> str:
    """Công lập, Tư thục …; "" while no row says so."""
    said: Iterable[Recognised | ReviewRegistration] = (*file.of(ReviewRegistration), *file.of(Recognised))
    return next((row.ownership for row in said if row.ownership), "")


# ---- one line


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One share. `kind` "" is every kind of school, `office` "" the whole workbook.

    `certain` schools surely hold it (None: not counted from certificates), `unclear` more may: their dates or ownership are
    not known, or nothing was heard of them. What the office typed as "Số trường đạt" is `typed`; it prevails.
    """

    subject: str
    kind: str
    scope: str
    office: str = ""
    schools: int | None = None
    certain: int | None = None
    unclear: int = 0
    typed: int | None = None
    target: float | None = None
    last_year: float | None = None
    year_before: float | None = None
    basis: str = ""
    row: Target | None = None

    @property
    def holding(self) -> int | None:
        """Schools that hold it: as typed, else as counted."""
        return self.certain if self.typed is None else self.typed

    @property
    def span(self) -> tuple[float, float] | None:
        """The lowest and highest share in percent; None without a denominator, a count, or when they contradict."""
        if not self.schools or self.holding is None or self.holding > self.schools:
            return None
        most = self.holding + (self.unclear if self.typed is None else 0)
        return 100 * self.holding / self.schools, 100 * min(most, self.schools) / self.schools

    @property
    def percent(self) -> float | None:
        """The share in percent to one decimal, None unless it is one number."""
        span = self.span
        return round(span[0], 1) if span and span[0] == span[1] else None

    @property
    def share(self) -> str:
        """ "66,7% (2/3)", "từ 25,0% đến 50,0%", "chưa có số liệu"."""
        span = self.span
        if span is None or self.schools is None or self.holding is None:
            return NO_FIGURE
        if span[0] == span[1]:
            return f"{percent(self.holding, self.schools)} ({self.holding}/{self.schools})"
        return f"từ {vn_number(span[0], 1)}% đến {vn_number(span[1], 1)}%"

    @property
    def needed(self) -> int | None:
        """How many schools the target means, rounded up."""
        if self.target is None or self.schools is None:
            return None
        return math.ceil(round(self.target * self.schools / 100, _EPSILON_DIGITS))

    @property
    def still_needed(self) -> int | None:
        """Schools still lacking to the target; those that are unclear do not count yet. None when unknown."""
        if self.needed is None or self.holding is None:
            return None
        return max(0, self.needed - self.holding)

    @property
    def verdict(self) -> str:
        """Against the target: đạt, chưa đạt, chưa xác định; "" without one."""
        if self.needed is None or self.holding is None or self.span is None:
            return ""
        if self.holding >= self.needed:
            return "Đạt chỉ tiêu"
        unclear = self.unclear if self.typed is None else 0
        if self.holding + unclear < self.needed:
            return "Chưa đạt chỉ tiêu"
        return f"Chưa xác định ({unclear} trường chưa rõ)"

    @property
    def change(self) -> float | None:
        """Percentage points since last year; None when either is unknown."""
        now = self.percent
        return None if now is None or self.last_year is None else round(now - self.last_year, 1)

    @property
    def trend(self) -> tuple[float | None, float | None, float | None]:
        """Two years ago, last year, now; in percent."""
        return self.year_before, self.last_year, self.percent

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "subject": self.subject, "kind": self.kind, "scope": self.scope, "office": self.office,
            "schools": self.schools, "holding": self.holding, "counted": self.certain, "unclear": self.unclear,
            "percent": self.percent, "share": self.share, "target": self.target, "still_needed": self.still_needed,
            "last_year": self.last_year, "year_before": self.year_before, "change": self.change,
        }  # fmt: skip


# ---- all lines


def target_lines(submission: Submission, on: dt.date) -> list[TargetLine]:
    """Every row of the sheet "Chỉ tiêu", the units' rows added up where no row is the office's own, and the shares that
    certificates tell where there is no row at all (those have no denominator)."""
    counts = _counts_of(submission, on)
    stated = [counts.line(row) for row in submission.table(Target) if row.subject]
    lines = [*stated, *added_up(stated)]
    said = {(line.subject, line.kind, line.scope) for line in lines}
    lines += [line for line in counts.without_rows() if (line.subject, line.kind, line.scope) not in said]
    return sorted(lines, key=_order)


def added_up(lines: Sequence[TargetLine]) -> Iterator[TargetLine]:
    """The lines of all units as one, where the workbook has none of its own. A unit's unknown makes the sum unknown;
    targets and earlier shares of units cannot be added."""
    groups: dict[tuple[str, str, str], list[TargetLine]] = {}
    for line in lines:
        groups.setdefault((line.subject, line.kind, line.scope), []).append(line)
    for (subject, kind, scope), group in groups.items():
        if any(not line.office for line in group):
            continue
        yield TargetLine(
            subject,
            kind,
            scope,
            schools=_sum([line.schools for line in group]),
            certain=_sum([line.holding for line in group]),
            unclear=sum(line.unclear for line in group if line.typed is None),
        )


def target_findings(submission: Submission, on: dt.date) -> Iterator[Finding]:
    """Rows of "Chỉ tiêu" that disagree with the certificates, or with themselves."""
    counts = _counts_of(submission, on)
    for row in submission.table(Target):
        if not row.subject:
            continue
        line = counts.line(row)
        sheet, cell = submission.at(row, "holding")
        what = " · ".join(filter(None, (line.subject, line.kind or "mọi cấp học", line.scope, line.office)))
        if line.schools is not None and line.holding is not None and line.holding > line.schools:
            yield TOO_MANY.at(sheet, cell, f"{what}: {line.holding} trường đạt trên {line.schools} trường.", "Xem lại số trường (mẫu số) hoặc số trường đạt; chưa tính tỷ lệ cho dòng này.")  # fmt: skip
        if line.typed is None or line.certain is None:
            continue
        if not line.certain <= line.typed <= line.certain + line.unclear:
            unclear = f" ({line.unclear} trường chưa rõ)" if line.unclear else ""
            yield COUNT_DIFFERS.at(sheet, cell, f"{what}: ghi {line.typed} trường đạt, đếm từ trang {Recognised.table.sheet} ngày {vn_date(on)} được {line.certain}{unclear}.", "Đang dùng số đã ghi. Bổ sung quyết định công nhận còn thiếu, hoặc xóa ô để dùng số đếm.")  # fmt: skip


def fill_shares(tables: Mapping[type[Row], Sequence[Row]], office: str, on: dt.date) -> None:
    """Write the two computed columns of the sheet "Chỉ tiêu", Tỷ lệ hiện nay and Còn thiếu, of rows not yet in a file."""
    counts = _Counts(files_of({table: tables.get(table, ()) for table in TABLES}), office, on)
    for row in tables.get(Target, ()):
        if isinstance(row, Target) and row.subject:
            line = counts.line(row)
            row.share, row.still_needed = line.share, line.still_needed


def _counts_of(submission: Submission, on: dt.date) -> _Counts:
    return _Counts(school_files(submission), submission.fields(ReviewPlan).office, on)


class _Counts:
    """The schools of a workbook, counted for one row after another."""

    def __init__(self, files: list[SchoolFile], office: str, on: dt.date) -> None:
        self.files, self.own, self.on = files, match_key(office), on
        self._by_unit: defaultdict[str, list[SchoolFile]] = defaultdict(list)
        for file in files:
            self._by_unit[match_key(file.office)].append(file)
        self._known: dict[tuple[int, CertificateKind], bool | None] = {}
        """(id of a school's file, kind) → whether it holds one: asked by every line the school counts in."""

    def line(self, row: Target) -> TargetLine:
        """A row of the sheet, with what the certificates say."""
        office = "" if match_key(row.office) in ("", self.own) else row.office
        line = TargetLine(
            row.subject, row.kind, row.scope or str(Scope.ALL), office, row.schools, unclear=row.unheard or 0,
            typed=row.holding, target=_known(row.target), last_year=_known(row.last_year),
            year_before=_known(row.year_before), basis=row.basis, row=row,
        )  # fmt: skip
        return self.counted(line)

    def counted(self, line: TargetLine) -> TargetLine:
        """The same line with `certain` and `unclear`; nông thôn mới cannot be counted from certificates."""
        certificate = _CERTIFICATE.get(Subject(line.subject)) if line.subject in set(Subject) else None
        if certificate is None:
            return line
        states = [self._state(file, certificate, line.scope) for file in self._of(line)]
        return replace(line, certain=states.count(True), unclear=line.unclear + states.count(None))

    def without_rows(self) -> Iterator[TargetLine]:
        """What certificates tell of every kind of school named in them, without a denominator."""
        held = {
            (str(row.certificate), kind)
            for file in self.files
            for row in file.of(Recognised)
            for kind in (EVERY_KIND, file.kind)
        }
        for subject, certificate in _CERTIFICATE.items():
            kinds = sorted({kind for name, kind in held if name == certificate}, key=_place)
            for kind in kinds:
                for scope in Scope:
                    yield self.counted(TargetLine(str(subject), kind, str(scope)))

    def _of(self, line: TargetLine) -> Iterator[SchoolFile]:
        files = self._by_unit.get(match_key(line.office), []) if line.office else self.files
        return (file for file in files if line.kind in (EVERY_KIND, file.kind))

    def _state(self, file: SchoolFile, certificate: CertificateKind, scope: str) -> bool | None:
        key = id(file), certificate
        if key not in self._known:
            self._known[key] = holds(file, certificate, self.on)
        state = self._known[key]
        if state is False or scope != Scope.PUBLIC:
            return state
        ownership = ownership_of(file)
        if not ownership:
            return None
        return state if ownership == Ownership.PUBLIC else False


def _known(value: float | str | None) -> float | None:
    """A figure; "chưa có" and a blank are none."""
    return value if isinstance(value, int | float) else None


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _place(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _order(line: TargetLine) -> tuple[int, int, str, str]:
    subjects = [str(subject) for subject in Subject]
    place = subjects.index(line.subject) if line.subject in subjects else len(subjects)
    return place, _place(line.kind), line.scope, line.office
