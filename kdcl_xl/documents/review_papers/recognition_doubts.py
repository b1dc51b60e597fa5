"""What speaks against printing a decision of recognition from a row, said before anybody signs.

The authority concludes; here its rows are held against the criteria compared, the conditions of the circular and what the
council wrote. A recognition of former years that a school only declared is no ground for a new decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.layout.acts import register
from kdcl_xl.documents.review_papers.recognition_obstacles import where_found
from kdcl_xl.forms.review_results import Appraisal, Recognised
from kdcl_xl.forms.review_words import KIND_OF_CERTIFICATE, CertificateKind, Verdict
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law
from kdcl_xl.law.recognition import State
from kdcl_xl.law.regulation import load, regulation_ids
from kdcl_xl.review_year.gather_summary import DECLARED
from kdcl_xl.review_year.proposals import latest_appraisal, proposal_for
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

_SHEET = Recognised.table.sheet


def why_not_new(row: Recognised, first: dt.date) -> str:
    """Why a row without a number asks for no new decision; "" when it may. `first`: the first day of the school year."""
    if row.decision:
        return ""
    if row.signed_on and row.signed_on < first:
        return f"ký ngày {vn_date(row.signed_on)}, từ trước năm học này, sổ chưa ghi số quyết định"
    if DECLARED in row.note.casefold():
        return f"do {DECLARED} (cột Ghi chú), chưa phải kết quả của cơ quan"
    return ""


def doubts_of(book: Submission, file: SchoolFile, row: Recognised, day: dt.date) -> Iterator[str]:
    """Sentences on one row that waits for its decision and has no obstacle, `day` deciding the law."""
    if row.decision or row.certificate not in KIND_OF_CERTIFICATE:
        return
    yield from _on_law_no_longer_in_force(book, row, day)
    found = proposal_for(file, day)
    settled = found.verdict.level_low if found.verdict and found.verdict.settled else None
    if row.found is not None and settled is not None and settled != row.found:
        yield f"ô {book.at(row, 'found')[1]} trang {_SHEET} ghi mức đánh giá ngoài {row.found}, {where_found(book, file, found, row.found)} cho {_level(settled)}"  # fmt: skip
    for offered in found.proposals:
        if offered.recognition.kind != KIND_OF_CERTIFICATE[row.certificate]:
            continue
        if offered.state is State.UNMET:
            yield offered.sentence.rstrip(".")
        elif row.grade and offered.grade_high is not None and row.grade > offered.grade_high:
            yield f"ghi {offered.recognition.grade_word.lower()} {row.grade}, kết quả đánh giá cho cao nhất {offered.grade_high}"
    if row.certificate == CertificateKind.NATIONAL_STANDARD and review_law().path_on(day).id == COUNCIL_PATH:
        yield from _against_the_council(latest_appraisal(file), row)


def _on_law_no_longer_in_force(book: Submission, row: Recognised, day: dt.date) -> Iterator[str]:
    """A căn cứ has to be in force on the day of the decision."""
    act = register().get(load(row.regulation).number.upper()) if row.regulation in regulation_ids() else None
    if act and act.valid_to and act.valid_to < day:
        yield (
            f"ô {book.at(row, 'regulation')[1]} trang {_SHEET} ghi {row.regulation}, nên căn cứ là {act.name} đã "
            f"hết hiệu lực sau ngày {vn_date(act.valid_to)}; quyết định mới dùng bộ đang có hiệu lực, quyết định đã ký thì ghi "
            "số và ngày ký"
        )


def _against_the_council(held: Appraisal | None, row: Recognised) -> Iterator[str]:
    sheet = Appraisal.table.sheet
    if held is None:
        yield f"trang {sheet} chưa có dòng của trường"
    elif held.verdict != Verdict.RECOGNISE:
        yield f"trang {sheet} ghi “{held.verdict}”" if held.verdict else f"trang {sheet} chưa ghi kết luận"
    elif held.grade and row.grade and held.grade != row.grade:
        yield f"hội đồng đề nghị mức độ {held.grade}, trang {_SHEET} ghi {row.grade}"


def _level(level: int) -> str:
    return f"Mức {level}" if level else "không đạt Mức 1"


def proposed_without_row(file: SchoolFile, day: dt.date, first: dt.date) -> str:
    """What is missing where the council proposes a school and no row of the sheet waits for its decision; "" elsewhere."""
    held = latest_appraisal(file)
    if held is None or held.verdict != Verdict.RECOGNISE or review_law().path_on(day).id != COUNCIL_PATH:
        return ""
    for row in file.of(Recognised):
        new = not why_not_new(row, first) and (not row.signed_on or row.signed_on >= first)
        if row.certificate == CertificateKind.NATIONAL_STANDARD and new:
            return ""
    grade = f", {CertificateKind.NATIONAL_STANDARD} mức độ {held.grade}" if held.grade else ""
    return f"hội đồng đề nghị công nhận (trang {Appraisal.table.sheet}) mà trang {_SHEET} chưa có dòng của lần này; thêm một dòng{grade}, để trống số quyết định, rồi lập lại"
