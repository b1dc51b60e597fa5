"""The catalogue's entries for what the circulars themselves lay out: báo cáo tự đánh giá and phiếu đánh giá tiêu chí."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents import contexts
from kdcl_xl.documents.document import Document, Draft, Source, Variant
from kdcl_xl.documents.environment import NO_FIGURE
from kdcl_xl.documents.figures import open_figures
from kdcl_xl.documents.from_school import criterion_form, self_assessment_report, unprinted
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.samples import reports
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    Member,
    Passage,
    Registration,
    School,
    StandardAnalysis,
    StatisticRow,
)

_CONTENTS = "Mở bằng Word, bấm Ctrl+A rồi F9 để cập nhật số trang ở mục lục."
_ASSESSED = (AnswerLine, Description, CriterionAnalysis, StandardAnalysis, Improvement, Passage)


def report(source: Source) -> contexts.SelfAssessmentReport2018 | contexts.SelfAssessmentReport2026:
    """The report under the form of its rule set."""
    source.remarks += unprinted(source.submission)
    if open_ := open_figures(source.submission):
        source.remarks.append(f"Trang Số liệu còn {open_} ô để trống, in là “{NO_FIGURE}”: gõ số trước khi ký; thật sự không có số liệu thì ghi “chưa có”.")  # fmt: skip
    source.remarks.append(_CONTENTS)
    return self_assessment_report(source.submission, source.verdict, source.on)


def criterion_forms(source: Source, on: dt.date | None) -> Iterator[Draft]:
    """One phiếu per criterion and clause; `on` as in `criterion_form`."""
    for code in source.submission.edition.rules.by_code:
        form = criterion_form(source.submission, source.verdict, code, on)
        yield Draft(f"phieu_{code}_{source.owner}", form)


DOCUMENTS = (
    Document(
        "bao-cao-tu-danh-gia",
        "Báo cáo tự đánh giá",
        Kind.FORM,
        SELF_ASSESSMENT,
        (
            Variant(
                "bao-cao-tu-danh-gia-2018",
                contexts.SelfAssessmentReport2018,
                reports.report_2018,
                "Báo cáo tự đánh giá (Thông tư 17, 18, 19/2018/TT-BGDĐT)",
            ),
            Variant(
                "bao-cao-tu-danh-gia-2026",
                contexts.SelfAssessmentReport2026,
                reports.report_2026,
                "Báo cáo tự đánh giá (Thông tư 57/2026/TT-BGDĐT)",
            ),
        ),
        build=report,
        uses=(School, *_ASSESSED, Evidence, StatisticRow, Member, Registration),
    ),
    Document(
        "phieu-danh-gia-tieu-chi",
        "Phiếu đánh giá tiêu chí, mỗi tiêu chí một phiếu",
        Kind.FORM,
        SELF_ASSESSMENT,
        (Variant("phieu-danh-gia-tieu-chi", contexts.CriterionForm, reports.criterion_form),),
        build_all=lambda source: criterion_forms(source, source.on),
        uses=(School, *_ASSESSED, Member, Assignment),
        from_part=True,
    ),
)
