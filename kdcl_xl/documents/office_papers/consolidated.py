"""Papers of an office made from its consolidated workbook: báo cáo tổng hợp, công văn đôn đốc."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.document import SLUG_LENGTH, Document, Draft, Source, Variant
from kdcl_xl.documents.from_summary import accreditation_summary, reminder_letters
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import proposed_symbol
from kdcl_xl.documents.office_contexts import AccreditationSummary, ReminderLetter
from kdcl_xl.documents.samples import office
from kdcl_xl.forms.summary import (
    SUMMARY,
    FindingLine,
    NeedLine,
    RegistrationLine,
    Result,
    RiskLine,
    SourceLine,
    StatLine,
    StatusLine,
)
from kdcl_xl.text.dates import parse_date
from kdcl_xl.text.normal import slug


def summary(source: Source) -> AccreditationSummary:
    """The yearly report of the office."""
    own = source.settings.papers.report_symbol
    context = accreditation_summary(source.submission, source.on, symbol=own)
    if not own:
        source.remarks.append(proposed_symbol(context.head.symbol, "ky-hieu-bao-cao"))
    return context


def reminders(source: Source) -> Iterator[Draft]:
    """One letter to each school that has sent nothing usable."""
    due = deadline(source)
    own = source.settings.papers.letter_symbol
    letters = reminder_letters(source.submission, source.on, due, symbol=own)
    if letters and not own:
        source.remarks.append(proposed_symbol(letters[0][1].head.symbol, "ky-hieu-cong-van"))
    if not letters:
        source.remarks.append(
            "Không có trường nào cần đôn đốc theo sổ tổng hợp này; sổ lập không có danh mục trường (--danh-muc) thì chưa biết trường nào chưa nộp."
        )
    for school, letter in letters:
        name = f"cong-van-don-doc_{slug(school)}_{slug(letter.addressee)[:SLUG_LENGTH]}"
        yield Draft(name, letter)


def deadline(source: Source) -> dt.date | None:
    """The deadline of the settings while it lies ahead; otherwise the officer writes one by hand, and is told so."""
    due = parse_date(source.settings.consolidation.report_due).value
    if due is not None and due >= source.on:
        return due
    source.remarks.append(
        "Hạn nộp để trống trong công văn: thiết lập [tong-hop] han-nop chưa ghi hoặc đã qua."
    )
    return None


DOCUMENTS = (
    Document(
        "bao-cao-tong-hop-kdcl",
        "Báo cáo tổng hợp kết quả tự đánh giá",
        Kind.REPORT,
        SUMMARY,
        (Variant("bao-cao-tong-hop-kdcl", AccreditationSummary, office.summary),),
        build=summary,
        uses=(StatusLine, Result, StatLine, NeedLine, RegistrationLine, RiskLine, FindingLine, SourceLine),
    ),
    Document(
        "cong-van-don-doc",
        "Công văn đôn đốc, mỗi trường chưa nộp một công văn",
        Kind.LETTER,
        SUMMARY,
        (Variant("cong-van-don-doc", ReminderLetter, office.reminder),),
        build_all=reminders,
        uses=(StatusLine, Result, SourceLine),
    ),
)
