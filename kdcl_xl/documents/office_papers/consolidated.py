"""Papers of an office made from its consolidated workbook: báo cáo tổng hợp, công văn đôn đốc."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.documents.document import Document, Draft, Source, Variant
from kdcl_xl.documents.from_summary import WRITTEN_BY_OFFICE, accreditation_summary, reminder_letters
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.office_contexts import AccreditationSummary, ReminderLetter
from kdcl_xl.documents.office_papers.desk import deadline, letters_to_schools, tell_symbol
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


def summary(source: Source) -> AccreditationSummary:
    """The yearly report of the office."""
    own = source.settings.papers.report_symbol
    context = accreditation_summary(source.submission, source.on, symbol=own)
    tell_symbol(source, own, context.head, "ky-hieu-bao-cao")
    source.remarks.append(f"Cơ quan viết trước khi ký, văn bản in “{WRITTEN_BY_OFFICE}”: đề xuất, kiến nghị.")
    return context


def reminders(source: Source) -> Iterator[Draft]:
    """One letter to each school that has sent nothing usable."""
    due = deadline(source, "Hạn nộp", "han-nop", source.settings.consolidation.report_due)
    letters = reminder_letters(source.submission, source.on, due, symbol=source.settings.papers.letter_symbol)
    none = (
        "Không có trường nào cần đôn đốc theo sổ tổng hợp này; sổ lập không có danh mục trường (--danh-muc) thì chưa "
        "biết trường nào chưa nộp."
    )
    yield from letters_to_schools(source, "cong-van-don-doc", letters, none)


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
