"""Công văn yêu cầu bổ sung: one letter to each school whose accepted file still has errors or warnings.

Only findings on the file that counts are listed: what a school has replaced since needs no mending. The words are those
of the findings, turned to the school; a finding that rests on no article says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from kdcl_xl.documents.bodies import doubts_about, letterhead, signer_of
from kdcl_xl.documents.document import Document, Draft, Source, Variant
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import day_or_gap
from kdcl_xl.documents.office_papers.desk import deadline, letters_to_schools
from kdcl_xl.documents.samples import supplement as sample
from kdcl_xl.documents.summary_rows import circulars_for, counted_schools, data_date, office_of, school_lines
from kdcl_xl.documents.supplement_context import Shortcoming, SupplementLetter
from kdcl_xl.documents.writing_desk import school_word
from kdcl_xl.findings import Severity
from kdcl_xl.forms.summary import SUMMARY, Counting, FindingLine, Result, SourceLine, State, StatusLine
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

WHOLE_WORKBOOK = "Cả sổ"
RULE_OF_THE_FORM = "Quy cách của mẫu sổ"
CHECK_AGAIN = "Kiểm tra lại, sửa trong sổ rồi gửi lại."
_IN_TOTALS = (State.ACCEPTED, State.WITH_ERRORS)
_TO_THE_SCHOOL = (
    ("thầy/cô phụ trách danh mục", "nhà trường báo để cơ quan quản lý"),
    ("Thầy/cô", "Nhà trường"),
    ("thầy/cô", "nhà trường"),
)
"""Findings speak to whoever sits before the workbook; a letter speaks to the school."""


def supplement_letters(
    submission: Submission, on: dt.date, due: dt.date | None = None, *, symbol: str = ""
) -> Iterator[tuple[str, SupplementLetter]]:
    """(Mã trường, letter) for every school whose file counts and has findings, in the order of the list.

    `due`: the day printed as deadline; None leaves room for it. `symbol` stands after the number; empty: one is
    proposed.
    """
    office, year = office_of(submission, on), str(submission.edition.school_year)
    signer, doubts = signer_of(office.body, on)
    schools = counted_schools(submission)
    findings = _by_school(submission)
    for row in school_lines(submission):
        found = findings.get(row.school_id)
        if row.state not in _IN_TOTALS or row.listed == YesNo.NO or not found:
            continue
        yield (
            row.school_id,
            SupplementLetter(
                head=letterhead(office.body, office.province, on, letter=True, symbol=symbol),
                subject=f"bổ sung, hoàn thiện sổ tự đánh giá năm học {year}",
                addressee=row.name or row.school_id,
                school_word=school_word(row.kind),
                basis=f"{circulars_for(row.kind, schools, on)}, {office.body.full} đã kiểm tra sổ tự đánh giá năm học {year} của các cơ sở giáo dục.",
                as_of=vn_date(data_date(submission) or on),
                file=_file(row),
                to_mend=tuple(_shortcomings(found, Severity.ERROR)),
                to_review=tuple(_shortcomings(found, Severity.WARNING)),
                deadline=f"trước {day_or_gap(due, on.year)}",
                next_revision=f"lần nộp {row.revision + 1}" if row.revision else "lần nộp mới",
                unverified=(*doubts, *doubts_about(office.body, on)),
                signer=signer,
            ),
        )


def _file(row: StatusLine) -> str:
    sent = f" (lần nộp {row.revision})" if row.revision else ""
    name = row.file.rpartition("/")[2]  # without the folder or zip the office keeps it in
    return f"tệp “{name}”{sent}" if name else "tệp đã gửi"


def _by_school(submission: Submission) -> Mapping[str, list[FindingLine]]:
    """Mã trường → findings on its files that count: by source; by name in a workbook whose rows bear none."""
    counting = {
        (row.school_id, row.source)
        for row in submission.table(Result)
        if row.counted != Counting.APART and row.source
    }
    files = {(row.school_id, row.file) for row in school_lines(submission) if row.file}
    found: dict[str, list[FindingLine]] = {}
    for row in submission.table(FindingLine):
        key = (row.school_id, row.source)
        if row.school_id and (key in counting if row.source else (row.school_id, row.file) in files):
            found.setdefault(row.school_id, []).append(row)
    return found


def _shortcomings(rows: Iterable[FindingLine], severity: Severity) -> Iterator[Shortcoming]:
    for row in rows:
        if row.severity != severity:
            continue
        times = f" ({row.times} chỗ)" if row.times and row.times > 1 else ""
        yield Shortcoming(
            place=places_in_words(row.places),
            fault=f"{_to_the_school(row.message).rstrip()}{times}",
            remedy=_to_the_school(row.remedy) or CHECK_AGAIN,
            law=row.law or RULE_OF_THE_FORM,
        )


def _to_the_school(text: str) -> str:
    for ours, theirs in _TO_THE_SCHOOL:
        text = text.replace(ours, theirs)
    return text


def places_in_words(places: str) -> str:
    """ "Minh chứng!B14, Minh chứng!B20, Trường" → "Trang Minh chứng: B14, B20; trang Trường"."""
    cells: dict[str, list[str]] = {}
    for place in filter(None, places.rstrip("…").split(", ")):
        sheet, _, cell = place.partition("!")
        cells.setdefault(sheet, []).extend([cell] if cell else [])
    spoken = "; ".join(
        f"trang {sheet}: {', '.join(its)}" if its else f"trang {sheet}" for sheet, its in cells.items()
    )
    if not spoken:
        return WHOLE_WORKBOOK
    return f"{spoken[0].upper()}{spoken[1:]}{' và các ô khác' if places.endswith('…') else ''}"


def letters(source: Source) -> Iterator[Draft]:
    """One letter to each school with something to complete."""
    due = deadline(source, "Hạn bổ sung", "han-bo-sung", source.settings.consolidation.supplement_due)
    found = supplement_letters(source.submission, source.on, due, symbol=source.settings.papers.letter_symbol)
    none = "Không có trường nào còn lỗi hoặc cảnh báo trong tệp đã nhận: không có công văn yêu cầu bổ sung."
    yield from letters_to_schools(source, "cong-van-yeu-cau-bo-sung", found, none)


DOCUMENTS = (
    Document(
        "cong-van-yeu-cau-bo-sung",
        "Công văn yêu cầu bổ sung, mỗi trường còn lỗi một công văn",
        Kind.LETTER,
        SUMMARY,
        (Variant("cong-van-yeu-cau-bo-sung", SupplementLetter, sample.letter),),
        build_all=letters,
        uses=(StatusLine, Result, FindingLine, SourceLine),
    ),
)
