"""The expiry board: where every certificate stands on a day, and which grade may be asked for next, and when.

The day printed on a certificate prevails over signature plus five years. Of one school and one kind of certificate
only the newest in force counts; an older one is superseded and left out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import KIND_OF_CERTIFICATE
from kdcl_xl.law.external_review import review_law
from kdcl_xl.law.recognition import Certificate, Standing, add_months
from kdcl_xl.law.regulation import Recognition, Regulation, SchoolKind, Validity, in_force
from kdcl_xl.law.sourced import UNVERIFIED, Confidence
from kdcl_xl.review_year.rule_sets import kind_named, offered_on, rules_when_signed
from kdcl_xl.review_year.school_files import SchoolFile, school_files
from kdcl_xl.review_year.terms import Terms, terms_of
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.names import text_sort_key
from kdcl_xl.workbook.snapshot import Submission

UNKNOWN = "chưa rõ hạn"
_URGENCY = (
    Standing.EXPIRED,
    Standing.REGISTER,
    Standing.EXPIRING,
    None,
    Standing.VALID,
    Standing.NOT_YET,
)
"""The order of the board; None: no day of expiry is known."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """The last day a certificate is valid and where that day comes from; `on` is None when nothing tells it."""

    on: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The grade above, and the first day it may be asked for. `grade` None: there is none; `note` says why or under what."""

    grade: int | None
    earliest: dt.date | None
    note: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One certificate that counts. `standing` is None while no day of expiry is known."""

    school_id: str
    school: str
    kind: str
    office: str
    certificate: str
    grade: int | None
    decision: str
    signed_on: dt.date | None
    expiry: Expiry
    standing: Standing | None
    register_by: dt.date | None
    next: NextGrade
    remark: str
    row: int
    source: str

    @property
    def standing_said(self) -> str:
        """The standing in words."""
        return str(self.standing) if self.standing else UNKNOWN


@dataclass(frozen=True, slots=True)
class Held:
    """One row of the sheet "Kết quả, công nhận" with the rule set it was granted under (None: unknown)."""

    file: SchoolFile
    row: Recognised
    rules: Regulation | None

    @property
    def expiry(self) -> Expiry:
        """The printed day, else signature plus the years of the circular, else unknown."""
        row = self.row
        if row.valid_until:
            return Expiry(row.valid_until, "ngày in trên giấy")
        if row.signed_on is None or self.rules is None:
            return Expiry(None, UNKNOWN)
        validity = self.rules.validity
        doubt = f", {UNVERIFIED}" if validity.confidence is Confidence.UNVERIFIED else ""
        day = Certificate(row.grade or 0, row.signed_on, validity).expires_on
        return Expiry(day, f"tính: ngày ký cộng {validity.years} năm{doubt}")


def held_certificates(submission: Submission) -> list[Held]:
    """Every row that names a school, in the order of schools."""
    return [
        Held(file, row, rules_when_signed(file, row))
        for file in school_files(submission)
        for row in file.of(Recognised)
    ]


def counting(held: Iterable[Held], on: dt.date) -> list[Held]:
    """Those that are not superseded: of one school and kind, the newest signed so far, and any still to come."""
    every = list(held)
    newest: dict[tuple[int, str], dt.date] = {}
    for one in every:
        signed = one.row.signed_on
        if signed and signed <= on:
            key = (id(one.file), one.row.certificate)
            newest[key] = max(signed, newest.get(key, signed))
    return [
        one
        for one in every
        if one.row.signed_on is None
        or one.row.signed_on > on
        or one.row.signed_on == newest[id(one.file), one.row.certificate]
    ]


def standing(
    expires_on: dt.date | None, signed_on: dt.date | None, on: dt.date, terms: Terms
) -> Standing | None:
    """Where a certificate stands: both months are counted back from its last day (terms of the office)."""
    if signed_on and on < signed_on:
        return Standing.NOT_YET
    if expires_on is None:
        return None
    if on > expires_on:
        return Standing.EXPIRED
    if on >= add_months(expires_on, -terms.number("dang_ky_lai_thang")):
        return Standing.REGISTER
    if on >= add_months(expires_on, -terms.number("sap_het_han_thang")):
        return Standing.EXPIRING
    return Standing.VALID


def board(submission: Submission, on: dt.date, settings: Settings) -> tuple[BoardLine, ...]:
    """The certificates that count, most urgent first, then by last day, unit and name."""
    terms = terms_of(submission, settings)
    lines = [_line(one, on, terms, settings) for one in counting(held_certificates(submission), on)]
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                _URGENCY.index(line.standing),
                line.expiry.on or dt.date.max,
                text_sort_key(line.office),
                text_sort_key(line.school),
                line.row,
            ),
        )
    )


def standings(lines: Iterable[BoardLine]) -> dict[str, int]:
    """How many certificates stand where, in the order of the board, zeros included."""
    counts = Counter(line.standing_said for line in lines)
    return {word: counts[word] for word in (str(each) if each else UNKNOWN for each in _URGENCY)}


def basis_of(terms: Terms, on: dt.date) -> tuple[str, ...]:
    """What the board was computed from, one sentence each; the reader sees what nobody has compared."""
    path = review_law().path_on(on)
    return (
        f"Ngày tính: {vn_date(on)}.",
        f"Sắp hết hạn: còn không quá {terms.number('sap_het_han_thang')} tháng ({terms.source('sap_het_han_thang')}).",
        f"Phải đăng ký: còn không quá {terms.number('dang_ky_lai_thang')} tháng ({terms.source('dang_ky_lai_thang')}).",
        f"Con đường hiện hành: {path.title} ({path.cited()}).",
    )


def _line(one: Held, on: dt.date, terms: Terms, settings: Settings) -> BoardLine:
    row, file, expiry = one.row, one.file, one.expiry
    now = standing(expiry.on, row.signed_on, on, terms)
    due = add_months(expiry.on, -terms.number("dang_ky_lai_thang")) if expiry.on else None
    if not offered_on(row.certificate, on):
        now, due = Standing.EXPIRING if now is Standing.REGISTER else now, None
    kind = row.kind or file.kind
    return BoardLine(
        school_id=file.school_id,
        school=row.school or file.name,
        kind=kind,
        office=row.office or file.office,
        certificate=row.certificate,
        grade=row.grade,
        decision=row.decision,
        signed_on=row.signed_on,
        expiry=expiry,
        standing=now,
        register_by=due,
        next=next_grade(row, kind_named(kind), on, settings),
        remark=_remark(one, now, on),
        row=row.line,
        source=row.source,
    )


def next_grade(row: Recognised, kind: SchoolKind | None, on: dt.date, settings: Settings) -> NextGrade:
    """The grade above under the path and the rule set of the day; who holds the highest, or nothing known, has none."""
    code = KIND_OF_CERTIFICATE.get(row.certificate)
    if not offered_on(row.certificate, on):
        return NextGrade(None, None, "Con đường hiện hành không còn cấp độ KĐCLGD")
    rules = in_force(on, kind) if kind else None
    offered = rules.recognition(code) if rules and code else None
    if rules is None or offered is None or row.grade is None:
        return NextGrade(None, None, "Chưa rõ bộ tiêu chuẩn, cấp học hoặc bậc đang giữ")
    higher = min((grade for grade in offered.grades if grade > row.grade), default=None)
    if higher is None:
        return NextGrade(None, None, "Đang giữ bậc cao nhất")
    return _from_when(row, offered, higher, rules.validity, settings)


def _from_when(
    row: Recognised, offered: Recognition, higher: int, validity: Validity, settings: Settings
) -> NextGrade:
    needed = f"cần {_needs(offered, higher)}"
    if row.signed_on is None:
        return NextGrade(higher, None, f"{needed}; chưa có ngày ký để tính")
    held = Certificate(row.grade or 0, row.signed_on, validity)
    wait = validity.level_up
    if wait is None or held.higher_grade_from is None:
        years = settings.registration.years_between_grades
        return NextGrade(higher, add_months(row.signed_on, 12 * years), f"{needed}; sau {years} năm theo thiết lập của cơ quan")  # fmt: skip
    granted = ", cơ quan có thẩm quyền có thể xem xét" if wait.discretionary else ""
    doubt = f" ({UNVERIFIED})" if wait.confidence is Confidence.UNVERIFIED else ""
    return NextGrade(higher, held.higher_grade_from, f"{needed}; sau ít nhất {wait.years} năm{granted}{doubt}")  # fmt: skip


def _needs(offered: Recognition, grade: int) -> str:
    return f"trường đạt Mức {offered.grades[grade]}"


def _remark(one: Held, now: Standing | None, on: dt.date) -> str:
    """What a reader must know of this line besides its dates."""
    said = []
    if now is None:
        said.append(
            "Chưa có ngày ký, ngày hết hạn hoặc chưa rõ bộ tiêu chuẩn: ghi “Có giá trị đến” theo giấy"
        )
    if not offered_on(one.row.certificate, on):
        said.append("Từ 07/7/2026 không đăng ký lại KĐCLGD; giá trị của chứng nhận đã cấp chưa rõ trong tư liệu, cần hỏi cơ quan có thẩm quyền")  # fmt: skip
    return "; ".join(said)
