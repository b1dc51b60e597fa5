"""Báo cáo về phôi văn bằng, chứng chỉ, made of a workbook `phoi-van-bang` (TT 19/2020/TT-BGDĐT, Điều 20).

What does not add up is printed as such beside what was counted: nothing is corrected here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from kdcl_xl.checks.blanks import computed_rest
from kdcl_xl.documents import periodic_law
from kdcl_xl.documents.bodies import body_of, doubts_about, letterhead, signer_of
from kdcl_xl.documents.document import Document, Source, Variant, file_named
from kdcl_xl.documents.figures import figure
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import GAP, Receivers, Signer
from kdcl_xl.documents.office_papers.desk import tell_symbol
from kdcl_xl.documents.periodic_context import BlankColumns, BlankNote, BlankReport, BlankRow
from kdcl_xl.documents.periodic_law import CITED, LAW
from kdcl_xl.documents.samples import periodic as sample
from kdcl_xl.documents.summary_rows import UNKNOWN_UNIT, Office
from kdcl_xl.documents.symbols import school_symbol
from kdcl_xl.forms.blanks import BLANKS, BlankLine, BlankPeriod
from kdcl_xl.text.dates import vn_date

_QUANTITIES = ("opening", "received", "used", "spoiled", "lost", "returned", "remaining")
_SCHOOLS = {"trường": "HIỆU TRƯỞNG", "trung": "GIÁM ĐỐC"}
"""First word of the name of a school or centre → who signs for it."""


def report(source: Source) -> BlankReport:
    """The report of one period."""
    submission, own = source.submission, source.submission.fields(BlankPeriod)
    rows = submission.table(BlankLine)
    body = body_of(own.unit or UNKNOWN_UNIT, own.province, source.on)
    office = Office(body, own.province or (body.territory.full if body.kind == "so" else ""), source.on)
    set_symbol = source.settings.papers.report_symbol
    head = letterhead(body, own.province, source.on, letter=False, symbol=set_symbol or _symbol(own.unit))
    signer, doubts = _signer(own.unit) or signer_of(body, source.on)
    tell_symbol(source, set_symbol, head, "ky-hieu-bao-cao")
    differences = tuple(_differences(rows))
    source.remarks += differences
    source.remarks.append(f"Biểu báo cáo chính thức của {LAW} chưa có trong chương trình; tên cột đặt ở thiết lập [phoi.ten-cot].")  # fmt: skip
    addressee, proposed = periodic_law.addressed(source, office.superior)
    period = f"từ ngày {_day(own.from_day)} đến ngày {_day(own.to_day)}"
    return BlankReport(
        head=head,
        subject="Tình hình quản lý, sử dụng phôi văn bằng, chứng chỉ",
        addressee=addressee,
        basis=f"Thực hiện chế độ báo cáo định kỳ theo {CITED}, {body.full} báo cáo tình hình quản lý, sử dụng phôi văn bằng, "
        f"chứng chỉ {period} như sau:",
        period=period,
        columns=BlankColumns(
            **{name: getattr(source.settings.blanks.headings, name) for name in _QUANTITIES}
        ),
        rows=tuple(_rows(rows)),
        notes=tuple(_notes(rows)),
        differences=differences,
        closing=f"Trên đây là báo cáo tình hình quản lý, sử dụng phôi văn bằng, chứng chỉ {period} của {body.full}",
        source_note=f"Số liệu lấy từ sổ phôi {file_named(submission)}, in ngày {vn_date(source.on)}.",
        unverified=(
            *periodic_law.doubts("Điều 20", "biểu báo cáo phôi", addressee=proposed),
            *doubts,
            *doubts_about(body, source.on),
        ),
        receivers=Receivers(lines=("Như trên",)),
        signer=signer,
    )


def _symbol(unit: str) -> str:
    """Of a school; offices have theirs from the kind of unit."""
    return f"BC-{school_symbol(unit) or '…'}" if _signer(unit) else ""


def _signer(unit: str) -> tuple[Signer, tuple[str, ...]] | None:
    first = unit.split()[0].lower() if unit.split() else ""
    return (Signer(lines=(_SCHOOLS[first],)), ()) if first in _SCHOOLS else None


def _day(day: dt.date | None) -> str:
    return vn_date(day) if day else f"{GAP}/{GAP}/{GAP}"


def _rows(rows: Sequence[BlankLine]) -> Iterator[BlankRow]:
    for row in rows:
        yield BlankRow(
            kind=row.kind or "(không ghi)", **{name: figure(getattr(row, name)) for name in _QUANTITIES}
        )
    if len(rows) > 1:
        yield BlankRow(kind="Cộng", **{name: figure(_sum(rows, name)) for name in _QUANTITIES}, total=True)


def _sum(rows: Sequence[BlankLine], name: str) -> int | None:
    """None while one of the numbers is unknown: half a sum is no sum."""
    values = [getattr(row, name) for row in rows]
    return None if None in values else sum(values)


def _notes(rows: Sequence[BlankLine]) -> Iterator[BlankNote]:
    for row in rows:
        if row.series or row.minutes or row.note:
            yield BlankNote(kind=row.kind, series=row.series, minutes=row.minutes, note=row.note)


def _differences(rows: Sequence[BlankLine]) -> Iterator[str]:
    for row in rows:
        rest = computed_rest(row)
        if rest is not None and row.remaining is not None and rest != row.remaining:
            yield f"“{row.kind}” ghi còn lại {figure(row.remaining)}, tính được {figure(rest)}."


DOCUMENTS = (
    Document(
        "bao-cao-phoi-van-bang",
        "Báo cáo quản lý, sử dụng phôi văn bằng, chứng chỉ",
        Kind.REPORT,
        BLANKS,
        (Variant("bao-cao-phoi-van-bang", BlankReport, sample.blank_report),),
        build=report,
        uses=(BlankPeriod, BlankLine),
    ),
)
