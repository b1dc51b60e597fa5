"""The schools to schedule next year, each with its reasons and the latest day to register.

A school is named when its recognition ends so that it has to register again by the end of next school year, when it has
registered and has neither a result nor a visit to come, or when it was never recognised although its self-assessed level allows a request.
The office decides; a certificate whose end nobody knows is named as well, as something to clear up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import CERTIFICATE_OF_KIND, KIND_OF_CERTIFICATE, CertificateKind
from kdcl_xl.forms.summary import Counting, Result
from kdcl_xl.forms.vocabulary import KINDS_ASKED, YesNo
from kdcl_xl.law.recognition import add_months
from kdcl_xl.law.regulation import in_force
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.review_year.origins import joined_sources, source_row
from kdcl_xl.review_year.rule_sets import kind_named, offered_on
from kdcl_xl.review_year.school_files import TABLES, SchoolFile, files_of
from kdcl_xl.review_year.targets import ends_on
from kdcl_xl.review_year.terms import Terms
from kdcl_xl.text.dates import SchoolYear, vn_date
from kdcl_xl.text.names import text_sort_key
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission


class Why(StrEnum):
    """Why a school is on the list."""

    EXPIRED = "Công nhận đã hết hạn"
    ENDING = "Đến hạn đăng ký lại"
    REGISTERED = "Đã đăng ký, chưa có kết quả"
    NEVER = "Chưa được công nhận, mức tự đánh giá cho phép"
    UNCLEAR = "Chưa rõ thời hạn công nhận"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `register_by` is the last day to register for it, None when none follows from what is known."""

    why: Why
    certificate: CertificateKind
    text: str
    register_by: dt.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One school of the list."""

    school_id: str
    name: str
    kind: str
    office: str
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def register_by(self) -> dt.date | None:
        """The first of the last days to register."""
        return min((reason.register_by for reason in self.reasons if reason.register_by), default=None)

    @property
    def certificates(self) -> tuple[CertificateKind, ...]:
        """What the school would ask for."""
        return tuple(kind for kind in CertificateKind if any(r.certificate is kind for r in self.reasons))

    @property
    def why(self) -> str:
        """All reasons in one line."""
        return "; ".join(reason.text for reason in self.reasons)

    @property
    def source(self) -> str:
        """Where the reasons come from."""
        return "; ".join(dict.fromkeys(reason.source for reason in self.reasons if reason.source))

    def overdue(self, on: dt.date) -> bool:
        """Whether the day to register has passed."""
        return self.register_by is not None and self.register_by < on

    def as_json(self, on: dt.date) -> dict[str, Any]:
        """The published shape."""
        return {
            "school_id": self.school_id, "school": self.name, "kind": self.kind, "office": self.office,
            "certificates": [str(kind) for kind in self.certificates],
            "register_by": self.register_by.isoformat() if self.register_by else None, "overdue": self.overdue(on),
            "reasons": [
                {"why": str(r.why), "certificate": str(r.certificate), "text": r.text,
                 "register_by": r.register_by.isoformat() if r.register_by else None, "source": r.source}
                for r in self.reasons
            ],
        }  # fmt: skip


def next_year(
    submission: Submission, on: dt.date, terms: Terms, summary: Submission | None = None
) -> list[Candidate]:
    """The list for the school year after the workbook's, those who must register first at the top.

    `summary`: a consolidated workbook `tong-hop-kdcl`; it tells the level of schools that registered for nothing.
    """
    tables: dict[type[Row], list[Row]] = {table: list(submission.table(table)) for table in TABLES}
    tables[ReviewRegistration] += _levels(summary)
    year = submission.edition.school_year.shift(1)
    finder = _Finder(on, terms, submission.edition.school_year, year)
    found = [
        Candidate(file.school_id, file.name, file.kind, file.office, reasons)
        for file in files_of(tables)
        if (reasons := tuple(finder.reasons(file)))
    ]
    return sorted(found, key=_order)


def content_of_next_year(candidates: Iterable[Candidate], submission: Submission, on: dt.date) -> Content:
    """The list as a workbook `danh-gia-ngoai` of next year: the sheet "Lịch đánh giá ngoài" without dates."""
    origin = source_row(submission, day=on)
    visits = [
        _visit(number, candidate, origin.source, submission.edition.school_year.shift(1))
        for number, candidate in enumerate(candidates, start=1)
    ]
    carried = [row for row in submission.table(ReviewSource) if row.source != origin.source]
    return Content(rows={ScheduledVisit: list(visits), ReviewSource: [origin, *carried]})


def _visit(number: int, candidate: Candidate, source: str, year: SchoolYear) -> ScheduledVisit:
    """A certificate nobody can ask for that year is not ticked; the note says why the school is on the list."""
    due = candidate.register_by
    can = {kind for kind in candidate.certificates if offered_on(kind, year.first_day)}
    asked = {kind: str(YesNo.YES) if kind in can else "" for kind in CertificateKind}
    return ScheduledVisit(
        stt=number,
        school_id=candidate.school_id,
        school=candidate.name,
        kind=candidate.kind,
        kdcl=asked[CertificateKind.ACCREDITATION],
        cqg=asked[CertificateKind.NATIONAL_STANDARD],
        note=f"{candidate.why}.",
        others=f"Đăng ký chậm nhất ngày {vn_date(due)}" if due else "",
        source=joined_sources(source, candidate.source),
        office=candidate.office,
    )


def _levels(summary: Submission | None) -> list[Row]:
    """What a consolidated workbook knows of every school's level, in the shape of registrations without a purpose."""
    if summary is None:
        return []
    return [
        ReviewRegistration(
            school_id=row.school_id,
            school=row.name,
            kind=row.kind,
            ownership=row.ownership,
            office=row.unit,
            self_level=row.level_low,
            source=row.source,
        )
        for row in summary.table(Result)
        if row.counted == Counting.IN
    ]


@dataclass(frozen=True, slots=True)
class _Finder:
    on: dt.date
    terms: Terms
    this_year: SchoolYear
    year: SchoolYear

    def reasons(self, file: SchoolFile) -> Iterator[Reason]:
        """All reasons of one school."""
        asked = dict(self._asked(file))
        for certificate in CertificateKind:
            held = [row for row in file.of(Recognised) if row.certificate == certificate]
            again = self._again(file, certificate, held)
            if again is not None:
                yield again
            if certificate in asked and not any(self._this_year(row) for row in held):
                yield from self._registered(file, certificate, asked[certificate])
            elif not held:
                yield from self._first(file, certificate)

    def _again(self, file: SchoolFile, certificate: CertificateKind, held: list[Recognised]) -> Reason | None:
        """The recognition that lasts longest, when it ends or has ended. A newer one may lack its dates."""
        if not held:
            return None
        ends = [(last, row) for row in held if (last := ends_on(file, row))]
        if any(self._register_by(end) > self.year.last_day for end, _row in ends):
            return None
        undated = [row for row in held if ends_on(file, row) is None]
        if undated:
            text = f"Chưa rõ thời hạn của {_named(undated[0])}: ghi ngày ký, ngày có giá trị đến"
            return Reason(Why.UNCLEAR, certificate, text, None, undated[0].source)
        expires_on, row = max(ends, key=lambda pair: pair[0])
        due = self._register_by(expires_on)
        register_by = due if offered_on(certificate, max(self.on, due)) else None
        doubt = self._doubt(certificate)
        if expires_on < self.on:
            text = f"{_named(row)} hết hạn sau ngày {vn_date(expires_on)}{doubt}"
            return Reason(Why.EXPIRED, certificate, text, register_by, row.source)
        again = f", đăng ký lại chậm nhất ngày {vn_date(register_by)}" if register_by else ""
        text = f"{_named(row)} có giá trị đến ngày {vn_date(expires_on)}{again}{doubt}"
        return Reason(Why.ENDING, certificate, text, register_by, row.source)

    def _register_by(self, expires_on: dt.date) -> dt.date:
        return add_months(expires_on, -self.terms.number("dang_ky_lai_thang"))

    def _doubt(self, certificate: CertificateKind) -> str:
        """The circulars of 2018 end on 06/7/2026; nothing that was read tells what becomes of their KĐCLGD."""
        if offered_on(certificate, self.year.first_day):
            return ""
        return " (chứng nhận KĐCLGD theo Thông tư 57/2026: chưa rõ, cần hỏi cơ quan có thẩm quyền)"

    def _asked(self, file: SchoolFile) -> Iterator[tuple[CertificateKind, ReviewRegistration]]:
        for row in file.of(ReviewRegistration):
            for kind in KINDS_ASKED.get(row.purpose, ()):
                yield CERTIFICATE_OF_KIND[kind], row

    def _registered(
        self, file: SchoolFile, certificate: CertificateKind, row: ReviewRegistration
    ) -> Iterator[Reason]:
        """Unless a visit is still to come this year. It has registered: there is no day to register by."""
        if any(visit.first and visit.first > self.on for visit in file.of(ScheduledVisit)):
            return
        text = f"Đã đăng ký {certificate} năm học {self.this_year}, chưa có quyết định công nhận"
        yield Reason(Why.REGISTERED, certificate, text, None, row.source)

    def _first(self, file: SchoolFile, certificate: CertificateKind) -> Iterator[Reason]:
        """Never recognised so: whether the law in force next year lets its level ask."""
        rows = [row for row in file.of(ReviewRegistration) if row.self_level is not None]
        kind = kind_named(file.kind)
        if not rows or kind is None:
            return
        rules = in_force(max(self.on, self.year.first_day), kind)
        recognition = rules.recognition(KIND_OF_CERTIFICATE[certificate]) if rules else None
        level, row = rows[0].self_level or 0, rows[0]
        grade = recognition.grade_at(level) if recognition else 0
        if recognition and grade:
            doubt = " (điều kiện chưa đối chiếu)" if recognition.confidence is Confidence.UNVERIFIED else ""
            text = f"Chưa được công nhận {certificate}; tự đánh giá Mức {level}, có thể đề nghị {recognition.grade_word.lower()} {grade}{doubt}"
            yield Reason(Why.NEVER, certificate, text, None, row.source)

    def _this_year(self, row: Recognised) -> bool:
        return row.signed_on is not None and row.signed_on >= self.this_year.first_day


def _named(row: Recognised) -> str:
    word = "cấp độ" if row.certificate == CertificateKind.ACCREDITATION else "mức độ"
    grade = f" {word} {row.grade}" if row.grade else ""
    decision = f" (QĐ {row.decision})" if row.decision else ""
    return f"{row.certificate}{grade}{decision}"


def _order(candidate: Candidate) -> tuple[dt.date, Any, Any]:
    return (
        candidate.register_by or dt.date.max,
        text_sort_key(candidate.office),
        text_sort_key(candidate.name),
    )
