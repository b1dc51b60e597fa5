"""Papers of a school about công khai: the forms, and the báo cáo thường niên (TT 09/2024/TT-BGDĐT)."""

from __future__ import annotations

import datetime as dt

from kdcl_xl.documents.bodies import (
    PRIVATELY_OWNED,
    UNKNOWN_BODY,
    UNNAMED_SCHOOL,
    Body,
    doubts_about,
    parent_of_school,
    place_and_date,
    seat_of,
)
from kdcl_xl.documents.disclosure.content import disclosure_content
from kdcl_xl.documents.disclosure_context import AnnualReport, DisclosureForms
from kdcl_xl.documents.document import Document, Source, Variant
from kdcl_xl.documents.environment import NO_FIGURE
from kdcl_xl.documents.figures import figure_of
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Letterhead, Receivers, Signer, proposed_symbol
from kdcl_xl.documents.samples import disclosure as sample
from kdcl_xl.documents.symbols import school_symbol
from kdcl_xl.forms.disclosure import DISCLOSURE, ORIGIN, DisclosedFigure, Discloser, MoneyLine, Publication
from kdcl_xl.forms.vocabulary import KIND_OF_NAME, KindName
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.text.dates import vn_long_date

_USED = (Discloser, DisclosedFigure, MoneyLine, Publication)


def forms(source: Source) -> DisclosureForms:
    """Biểu mẫu công khai I to VII."""
    own = source.submission.fields(Discloser)
    content = disclosure_content(source.submission, source.on)
    _remark(source)
    body = body_above(own, source.on)
    return DisclosureForms(
        parent_body=body.full.upper() if body else UNKNOWN_BODY,
        school=own.name or UNNAMED_SCHOOL,
        place_date=place_and_date(seat_of(own.ward), None, source.on.year),
        content=content,
        signer=_signer(own),
    )


def annual_report(source: Source) -> AnnualReport:
    """Báo cáo thường niên (Điều 14)."""
    own, law = source.submission.fields(Discloser), disclosure_law()
    name, year = own.name or UNNAMED_SCHOOL, str(source.submission.edition.school_year)
    body, symbol = body_above(own, source.on), source.settings.papers.body_symbol
    private = own.ownership in PRIVATELY_OWNED
    if not symbol:
        source.remarks.append(proposed_symbol(f"BC-{school_symbol(own.name) or '…'}", "ky-hieu-don-vi"))
    _remark(source)
    source.remarks.append(f"Công bố báo cáo thường niên dạng PDF và giữ trên trang thông tin ít nhất {law.keep_years} năm ({law.report_ref} Thông tư {law.number}).")  # fmt: skip
    return AnnualReport(
        head=Letterhead(
            parent_body="" if private or body is None else body.full.upper(),
            body=name.upper(),
            symbol=f"BC-{symbol or school_symbol(own.name) or '…'}",
            place=seat_of(own.ward),
            year=source.on.year,
        ),
        school=name,
        subject=f"Thường niên năm học {year}",
        basis=f"Thực hiện {law.report_ref} Thông tư số {law.number} {vn_long_date(law.issued_on)} của Bộ trưởng Bộ Giáo dục và Đào "
        f"tạo, {name} báo cáo thường niên năm học {year} như sau:",
        content=disclosure_content(source.submission, source.on),
        closing=f"Trên đây là báo cáo thường niên năm học {year} của {name}",
        unverified=(*law.doubts, *doubts_about(body, source.on)),
        receivers=Receivers(
            lines=(*((body.full,) if body else ()), "Trang thông tin điện tử của trường"), archive="VT"
        ),
        signer=_signer(own),
    )


def _remark(source: Source) -> None:
    """What is blank, in one sentence: papers print it as such."""
    own = source.submission.fields(Discloser)
    printed = [column for column in own.columns if column.entry.group != ORIGIN]
    blank = [f"“{column.label}”" for column in printed if getattr(own, column.field) in ("", None)]
    if blank:
        source.remarks.append(f"Trang Nhà trường còn trống: {', '.join(blank)}.")
    money = source.submission.table(MoneyLine)
    unknown = sum(figure_of(source.submission, row, "current") is None for row in money)
    if unknown:
        source.remarks.append(f"Trang Thu chi còn {unknown} dòng chưa có số liệu, in là “{NO_FIGURE}”.")
    source.remarks.append(f"Biểu mẫu chính thức của Thông tư {disclosure_law().number} chưa có trong chương trình: {'; '.join(disclosure_law().doubts)} chưa đối chiếu văn bản gốc.")  # fmt: skip


def body_above(own: Discloser, on: dt.date) -> Body | None:
    """The body that manages the school on a day; None when nobody knows."""
    kind = KIND_OF_NAME.get(KindName(own.kind)) if own.kind in tuple(KindName) else None
    return parent_of_school(own.name, own.unit, own.ward, own.province, kind, on)


def _signer(own: Discloser) -> Signer:
    return Signer(lines=("GIÁM ĐỐC" if own.kind == KindName.CONTINUING else "HIỆU TRƯỞNG",), name=own.head)


DOCUMENTS = (
    Document(
        "bieu-mau-cong-khai",
        "Biểu mẫu công khai của nhà trường",
        Kind.FORM,
        DISCLOSURE,
        (Variant("bieu-mau-cong-khai", DisclosureForms, sample.forms),),
        build=forms,
        uses=_USED,
    ),
    Document(
        "bao-cao-thuong-nien",
        "Báo cáo thường niên của nhà trường",
        Kind.REPORT,
        DISCLOSURE,
        (Variant("bao-cao-thuong-nien", AnnualReport, sample.annual_report),),
        build=annual_report,
        uses=_USED,
    ),
)
