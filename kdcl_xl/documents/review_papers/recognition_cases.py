"""Rows of "Kết quả, công nhận" with what the law of their day makes of them: what decisions and certificates are printed from.

Who recognises goes by kind and day: KĐCLGD the Sở and CQG the Ủy ban nhân dân of the province under the circulars of
2018; CQG the Sở since 07/7/2026 (TT 57/2026), which knows no KĐCLGD. Rows of this school year or without a number yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kdcl_xl.documents.bodies import Body
from kdcl_xl.documents.letterhead import Signer
from kdcl_xl.documents.review_papers.recognition_doubts import doubts_of, proposed_without_row, why_not_new
from kdcl_xl.documents.review_papers.recognition_obstacles import (
    left_out_for,
    obstacle,
    signed_all_the_same,
)
from kdcl_xl.documents.review_papers.results_desk import (
    ResultsDesk,
    file_name,
    grade_words,
)
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import KIND_OF_CERTIFICATE, CertificateKind
from kdcl_xl.forms.vocabulary import KindName
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.normal import slug

GRADE_WORD = {CertificateKind.ACCREDITATION: "Cấp độ", CertificateKind.NATIONAL_STANDARD: "Mức độ"}
SIGNED_AS = {CertificateKind.ACCREDITATION: "chung_nhan_kdclgd", CertificateKind.NATIONAL_STANDARD: "cong_nhan_cqg"}  # fmt: skip
"""Kind → the paper it is signed as (codes of `law.units`)."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row with what the law of its day makes of it."""

    file: SchoolFile
    row: Recognised
    kind: CertificateKind
    day: dt.date
    by_council: bool
    rules: Regulation | None
    body: Body

    @property
    def grade(self) -> str:
        """ "Mức độ 1"."""
        return grade_words(GRADE_WORD[self.kind], self.row.grade)

    @property
    def name(self) -> str:
        """What its papers are named after."""
        return f"{file_name(self.file)}_{slug(self.kind)}"

    @property
    def by_committee(self) -> bool:
        """Whether the Ủy ban nhân dân of the province decides, and not the Sở."""
        return self.body.kind == "ubnd_tinh"

    def authority(self, signer: Signer) -> str:
        """Who decides, upper case: the committee as a body, of the Sở its head."""
        deciding = self.body.full if self.by_committee else f"{signer.lines[-1]} {self.body.full}"
        return deciding.upper()


def cases(desk: ResultsDesk, only: CertificateKind | None = None) -> Iterator[Case]:
    """Rows of this school year, or without a number; what cannot be recognised on its day is told and left out.

    `only`: nothing is said of rows of the other kind.
    """
    first = desk.year.first_day
    for file in desk.files:
        for row in file.of(Recognised):
            issued_before = bool(row.decision and row.signed_on and row.signed_on < first)
            if issued_before or (only and row.certificate not in ("", only)):
                continue
            day = row.signed_on or desk.on
            refused = _why_left_out(file, row, day, first)
            if refused:
                desk.remark(f"{file.name}: {refused}.")
                continue
            against = obstacle(desk.submission, file, row, day)
            if against and not row.decision:
                desk.remark(f"{file.name}, {row.certificate}: {left_out_for(desk.submission, row, against)}.")
                continue
            if against:
                desk.remark(f"{file.name}, {row.certificate}: {signed_all_the_same(desk.submission, row, against)}; thầy/cô xem lại.")  # fmt: skip
            for doubt in doubts_of(desk.submission, file, row, day):
                desk.remark(f"{file.name}, {row.certificate}: {doubt}; thầy/cô xem lại trước khi trình ký.")
            yield _case(desk, file, row, day)
        missing = proposed_without_row(file, desk.on, first)
        if missing and only is not CertificateKind.ACCREDITATION:
            desk.remark(f"{file.name}: {missing}.")


def _why_left_out(file: SchoolFile, row: Recognised, day: dt.date, first: dt.date) -> str:
    """Why nothing can be printed from a row on its day; "" when something can. `first`: of the school year."""
    old = why_not_new(row, first)
    if old:
        return f"{row.certificate} {old}; không lập quyết định, giấy chứng nhận mới"
    if row.certificate not in KIND_OF_CERTIFICATE or not row.grade:
        return "chưa rõ loại công nhận hoặc cấp độ, mức độ (trang Kết quả, công nhận); bỏ qua"
    if row.certificate == CertificateKind.NATIONAL_STANDARD and file.kind == KindName.CONTINUING:
        return "trung tâm giáo dục thường xuyên không thuộc diện công nhận chuẩn quốc gia; bỏ qua"
    if row.certificate == CertificateKind.ACCREDITATION and _by_council(day):
        return (
            "Thông tư 57/2026/TT-BGDĐT (từ 07/7/2026) không còn cấp độ kiểm định (chưa đối chiếu); không lập quyết định, giấy "
            "chứng nhận KĐCLGD"
        )
    return ""


def _by_council(day: dt.date) -> bool:
    return review_law().path_on(day).id == COUNCIL_PATH


def _case(desk: ResultsDesk, file: SchoolFile, row: Recognised, day: dt.date) -> Case:
    kind, school_kind, by_council = CertificateKind(row.certificate), file.kind or row.kind, _by_council(day)
    rules_of = desk.rules_of if by_council else desk.rules_2018
    provincial = kind is CertificateKind.NATIONAL_STANDARD and not by_council
    return Case(
        file=file,
        row=row,
        kind=kind,
        day=day,
        by_council=by_council,
        rules=rules_of(row.regulation, school_kind, day),
        body=desk.provincial if provincial else desk.so,
    )


def tell_made(desk: ResultsDesk, found: int, papers: str) -> None:
    """Tell the user what is left open on the papers made, or that there was nothing to make."""
    if found:
        desk.tell_drafts(papers)
        desk.tell_all()
    else:
        desk.remark(
            f"Trang Kết quả, công nhận không có dòng nào lập được (của năm học {desk.year} hoặc chưa có số quyết định): không có {papers}."
        )
