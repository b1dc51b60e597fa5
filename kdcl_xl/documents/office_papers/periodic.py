"""Báo cáo định kỳ on KĐCLGD and chuẩn quốc gia, made of a consolidated workbook (TT 19/2020/TT-BGDĐT, Điều 21).

Certificates are those the schools state; a school that sent nothing is unknown, a blank is “không ghi”, never “không có”.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kdcl_xl.consolidate.rollup import Tally
from kdcl_xl.documents import periodic_law
from kdcl_xl.documents.bodies import doubts_about, letterhead, signer_of
from kdcl_xl.documents.document import Document, Source, Variant, file_named
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Receivers
from kdcl_xl.documents.office_papers.desk import tell_symbol
from kdcl_xl.documents.periodic_context import AssessedRow, ExpiringSchool, HoldingRow, PeriodicReport
from kdcl_xl.documents.periodic_law import CITED, LAW
from kdcl_xl.documents.samples import periodic as sample
from kdcl_xl.documents.summary_rows import (
    CountedSchool,
    counted_schools,
    data_date,
    has_list,
    kinds_in,
    office_of,
    school_lines,
)
from kdcl_xl.forms.summary import (
    SUMMARY,
    Danger,
    RegistrationLine,
    Result,
    RiskLine,
    State,
    StatusLine,
)
from kdcl_xl.forms.vocabulary import Purpose, YesNo
from kdcl_xl.text.dates import SchoolYear, vn_date
from kdcl_xl.text.numbers import percent
from kdcl_xl.workbook.snapshot import Submission

_NAMELESS = "(không ghi)"
_TOTAL = "Tổng cộng"
_EXPIRY = (Danger.EXPIRED, Danger.REGISTER, Danger.EXPIRING)


@dataclass(frozen=True, slots=True)
class _Held:
    """One certificate as a school states it."""

    grade: int | None
    signed_on: dt.date | None
    until: dt.date | None


def periodic_report(source: Source) -> PeriodicReport:
    """The report made of the consolidated workbook of a Phòng, xã or Sở."""
    submission, on, symbol = source.submission, source.on, source.settings.papers.report_symbol
    office, year = office_of(submission, on), submission.edition.school_year
    addressee, proposed = periodic_law.addressed(source, office.superior)
    signer, doubts = signer_of(office.body, on)
    day = data_date(submission) or on
    schools = counted_schools(submission)
    return PeriodicReport(
        head=letterhead(office.body, office.province, on, letter=False, symbol=symbol),
        subject=f"Kiểm định chất lượng giáo dục và công nhận trường đạt chuẩn quốc gia năm học {year}",
        addressee=addressee,
        basis=f"Thực hiện chế độ báo cáo định kỳ theo {CITED}, {office.body.full} báo cáo công tác kiểm định chất lượng giáo "
        f"dục và công nhận trường đạt chuẩn quốc gia năm học {year} như sau:",
        school_year=str(year),
        as_of=vn_date(day),
        assessed=tuple(_assessed(submission)),
        accredited=tuple(_holdings(schools, day, year, _accredited)),
        standard=tuple(_holdings(schools, day, year, _standard)),
        expiring=tuple(_expiring(submission)),
        asked=_asked(submission),
        closing=f"Trên đây là báo cáo kiểm định chất lượng giáo dục và công nhận trường đạt chuẩn quốc gia năm học {year} của "
        f"{office.body.full}",
        source_note=f"Số liệu đến ngày {vn_date(day)}, lấy từ sổ tổng hợp {file_named(submission)}, "
        f"in ngày {vn_date(on)}. Cấp độ, mức độ là do nhà trường khai trong sổ tự đánh giá.",
        unverified=(
            *periodic_law.doubts("Điều 21", "biểu báo cáo", addressee=proposed),
            *doubts,
            *doubts_about(office.body, on),
        ),
        receivers=Receivers(lines=("Như trên",)),
        signer=signer,
    )


# ---- self-assessment


def _assessed(submission: Submission) -> Iterator[AssessedRow]:
    lines = [row for row in school_lines(submission) if row.counted != YesNo.NO]
    results = counted_schools(submission)
    known = has_list(submission)
    for kind in kinds_in(row.kind for row in lines):
        of_kind = [school.tally for school in results if school.kind == kind]
        yield _assessed_row(kind or _NAMELESS, [r for r in lines if r.kind == kind], of_kind, known=known)
    yield _assessed_row(_TOTAL, lines, [school.tally for school in results], known=known, is_total=True)


def _assessed_row(
    kind: str, lines: Sequence[StatusLine], tallies: Sequence[Tally], *, known: bool, is_total: bool = False
) -> AssessedRow:
    received = sum(1 for row in lines if row.state not in (State.MISSING, State.APART))
    assessed = sum(tally.assessed for tally in tallies)
    return AssessedRow(
        kind=kind,
        schools=str(len(lines)) if known else None,
        received=str(received),
        assessed=str(assessed),
        unassessed=str(len(tallies) - assessed),
        rate=percent(assessed, len(lines)) if known and lines else None,
        total=is_total,
    )


# ---- certificates


def _accredited(row: Result) -> _Held:
    return _Held(row.accredited_grade, row.accredited_on, row.accredited_until)


def _standard(row: Result) -> _Held:
    return _Held(row.standard_grade, row.standard_on, row.standard_until)


def _holdings(
    schools: Sequence[CountedSchool], day: dt.date, year: SchoolYear, of: Callable[[Result], _Held]
) -> Iterator[HoldingRow]:
    for kind in kinds_in(school.kind for school in schools):
        stated = [_stated(school.rows, of) for school in schools if school.kind == kind]
        yield _holding(kind or _NAMELESS, stated, day, year)
    if schools:
        stated = [_stated(school.rows, of) for school in schools]
        yield _holding(_TOTAL, stated, day, year, is_total=True)


def _stated(rows: Iterable[Result], of: Callable[[Result], _Held]) -> _Held:
    """The certificate of a school that sent one workbook per level: the first it states."""
    return next((held for held in map(of, rows) if held.grade), _Held(None, None, None))


def _holding(
    kind: str, stated: Sequence[_Held], day: dt.date, year: SchoolYear, *, is_total: bool = False
) -> HoldingRow:
    held = [one for one in stated if one.grade]
    valid = [one for one in held if one.until is not None and one.until >= day]
    grades = Counter(one.grade for one in valid)
    return HoldingRow(
        kind=kind,
        received=str(len(stated)),
        grade_1=str(grades[1]),
        grade_2=str(grades[2]),
        grade_3=str(grades[3]),
        grade_4=str(grades[4]),
        valid=str(len(valid)),
        expired=str(sum(1 for one in held if one.until is not None and one.until < day)),
        undated=str(sum(1 for one in held if one.until is None)),
        unstated=str(len(stated) - len(held)),
        new=str(sum(1 for one in held if one.signed_on and year.contains(one.signed_on))),
        total=is_total,
    )


def _expiring(submission: Submission) -> Iterator[ExpiringSchool]:
    for row in submission.table(RiskLine):
        if row.danger in _EXPIRY:
            yield ExpiringSchool(
                school=row.name or row.school_id,
                kind=row.kind or _NAMELESS,
                danger=f"{row.danger}: {row.detail}" if row.detail else row.danger,
                due=vn_date(row.due) if row.due else "chưa rõ",
            )


def _asked(submission: Submission) -> str:
    """How many ask for what, in one sentence."""
    asked = Counter(
        row.purpose for row in submission.table(RegistrationLine) if row.purpose not in ("", Purpose.NONE)
    )
    if not asked:
        return "Trong kỳ báo cáo chưa có cơ sở giáo dục đăng ký đánh giá ngoài hoặc đề nghị công nhận."
    named = "; ".join(f"{purpose}: {count} cơ sở" for purpose, count in sorted(asked.items()))
    return f"Có {asked.total()} cơ sở giáo dục đăng ký đánh giá ngoài hoặc đề nghị công nhận ({named})."


def report(source: Source) -> PeriodicReport:
    """The builder of the catalogue."""
    context = periodic_report(source)
    tell_symbol(source, source.settings.papers.report_symbol, context.head, "ky-hieu-bao-cao")
    source.remarks.append(f"Biểu báo cáo chính thức của {LAW} chưa có trong chương trình; sửa cột trong mẫu Word của đơn vị nếu cần.")  # fmt: skip
    return context


DOCUMENTS = (
    Document(
        "bao-cao-dinh-ky-kdcl",
        "Báo cáo định kỳ kiểm định chất lượng, chuẩn quốc gia",
        Kind.REPORT,
        SUMMARY,
        (Variant("bao-cao-dinh-ky-kdcl", PeriodicReport, sample.periodic_report),),
        build=report,
        uses=(StatusLine, Result, RegistrationLine, RiskLine),
    ),
)
