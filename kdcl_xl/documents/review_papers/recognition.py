"""Quyết định công nhận, giấy chứng nhận KĐCLGD, bằng công nhận chuẩn quốc gia, one for each row of "Kết quả, công nhận".

Who recognises goes by kind and day: KĐCLGD the Sở and CQG the Ủy ban nhân dân of the province under the circulars of
2018; CQG the Sở since 07/7/2026 (TT 57/2026), which knows no KĐCLGD. Rows of this school year or without a number yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kdcl_xl.documents.bodies import Body
from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import DAY_TO_FILL, Context, Signer
from kdcl_xl.documents.review_papers.desk import ReviewPaper
from kdcl_xl.documents.review_papers.recognition_doubts import doubts_of, proposed_without_row, why_not_new
from kdcl_xl.documents.review_papers.results_desk import (
    UNBROKEN,
    ResultsDesk,
    file_name,
    grade_words,
)
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import school_word
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_results import Appraisal, Comparison, Recognised, ReviewProcess
from kdcl_xl.forms.review_words import KIND_OF_CERTIFICATE, CertificateKind
from kdcl_xl.forms.vocabulary import KindName
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law
from kdcl_xl.law.recognition import add_months
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.review_year.proposals import latest_appraisal
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date, vn_long_date
from kdcl_xl.text.normal import slug

GRADE_WORD = {CertificateKind.ACCREDITATION: "Cấp độ", CertificateKind.NATIONAL_STANDARD: "Mức độ"}
_WHAT = {
    CertificateKind.ACCREDITATION: "đạt kiểm định chất lượng giáo dục",
    CertificateKind.NATIONAL_STANDARD: "đạt chuẩn quốc gia",
}
_PAPER = {CertificateKind.ACCREDITATION: "chung_nhan_kdclgd", CertificateKind.NATIONAL_STANDARD: "cong_nhan_cqg"}  # fmt: skip
OWN_FORM = "Mẫu của chương trình, đối chiếu mẫu chính thức của Bộ Giáo dục và Đào tạo trước khi cấp."
"""Said of certificates, on their face, in the properties of the file and to the user."""


class RecognitionDecision(ReviewPaper):
    """What all decisions of recognition share."""

    school: str
    school_word: str
    authority: str
    """Who decides, upper case: "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BẮC SƠN HÀ"."""
    content: str
    """What Điều 1 does: "Công nhận Trường … đạt chuẩn quốc gia Mức độ 1"."""
    term: str
    """How long it lasts, one sentence."""
    executors: str
    """Who carries it out (last article)."""


class AccreditationDecision(RecognitionDecision):
    """Quyết định cấp giấy chứng nhận KĐCLGD of the Sở, until 06/7/2026 (Điều 34 TT 17, 18, 19/2018/TT-BGDĐT)."""


class ProvincialDecision(RecognitionDecision):
    """Quyết định công nhận đạt chuẩn quốc gia of the province, until 06/7/2026, on the tờ trình of the Sở."""


class StandardDecision(RecognitionDecision):
    """Quyết định công nhận đạt chuẩn quốc gia of the Sở since 07/7/2026 (Điều 16, 19 TT 57/2026, not compared)."""


class Certificate(Context):
    """A certificate: its official layout is not in the program, so it says on its face that it is our own."""

    authority: str
    """Who certifies, upper case."""
    school: str
    address: str = ""
    """The unit and the province the school lies in."""
    grade: str
    """"Cấp độ 2"."""
    decision: str
    """"Quyết định số 944/QĐ-SGDĐT ngày 20 tháng 11 năm 2022"."""
    valid_until: str
    """"ngày 20 tháng 11 năm 2027"."""
    number: str
    place_date: str
    signer: Signer
    note: str = OWN_FORM


class AccreditationCertificate(Certificate):
    """Giấy chứng nhận đạt kiểm định chất lượng giáo dục (2018)."""


class StandardCertificate(Certificate):
    """Bằng công nhận đạt chuẩn quốc gia."""


@dataclass(frozen=True, slots=True)
class _Case:
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
        return grade_words(GRADE_WORD[self.kind], self.row.grade)

    @property
    def name(self) -> str:
        return f"{file_name(self.file)}_{slug(self.kind)}"


def cases(desk: ResultsDesk, only: CertificateKind | None = None) -> Iterator[_Case]:
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
            for doubt in doubts_of(file, row, day):
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


def _case(desk: ResultsDesk, file: SchoolFile, row: Recognised, day: dt.date) -> _Case:
    kind, school_kind, by_council = CertificateKind(row.certificate), file.kind or row.kind, _by_council(day)
    rules_of = desk.rules_of if by_council else desk.rules_2018
    provincial = kind is CertificateKind.NATIONAL_STANDARD and not by_council
    return _Case(
        file=file,
        row=row,
        kind=kind,
        day=day,
        by_council=by_council,
        rules=rules_of(row.regulation, school_kind, day),
        body=desk.provincial if provincial else desk.so,
    )


# ---- decisions


def decisions(source: Source) -> Iterator[Draft]:
    """One decision for each row."""
    desk, found = ResultsDesk(source), 0
    for case in cases(desk):
        found += 1
        of_another = not (desk.is_province and case.body.kind == "so")
        if of_another and desk.is_province and not case.row.decision:
            desk.remark(f"Quyết định của {case.body.full}: bản in là dự thảo để trình.")
        yield Draft(f"quyet-dinh-cong-nhan_{case.name}", _decision(desk, case), of_another)
    _tell(desk, found, "quyết định công nhận")


def _decision(desk: ResultsDesk, case: _Case) -> RecognitionDecision:
    row, school = case.row, case.file.name
    signer = desk.signer_of(_PAPER[case.kind], case.body, case.day)
    what = f"{_WHAT[case.kind]} {case.grade}"
    accredits = case.kind is CertificateKind.ACCREDITATION
    model = (
        AccreditationDecision if accredits else StandardDecision if case.by_council else ProvincialDecision
    )
    content = f"Cấp Giấy chứng nhận trường {what} cho {school}" if accredits else f"Công nhận {school} {what}"
    committee = case.body.kind == "ubnd_tinh"
    receivers = ["Như Điều 3", *([f"Ủy ban nhân dân {desk.territory.full} (để báo cáo)"] if not committee else [])]  # fmt: skip
    subject = f"Về việc {content[0].lower()}{content[1:]}"
    return desk.issued(
        model,
        Kind.DECISION,
        desk.head(case.body, Kind.DECISION, paper=row.decision, signed_on=row.signed_on),
        subject.replace(_WHAT[CertificateKind.NATIONAL_STANDARD], UNBROKEN),
        signer,
        *receivers,
        grounds=tuple(_grounds(desk, case)),
        school=school,
        school_word=school_word(case.file.kind),
        authority=case.body.full.upper() if committee else f"{signer.lines[-1]} {case.body.full}".upper(),
        content=content,
        term=_term(desk, case),
        executors=_executors(desk, case, committee=committee),
    )


def _grounds(desk: ResultsDesk, case: _Case) -> Iterator[str]:
    yield desk.powers_ground(case.body)
    yield desk.circular_ground(case.rules)
    if case.by_council:
        council = latest_appraisal(case.file)
        day = desk.day(council.met_on if council else None, "ngày họp Hội đồng thẩm định")
        yield f"Căn cứ Biên bản họp Hội đồng thẩm định {day}"
        yield f"Theo đề nghị của {desk.blank('phòng, bộ phận trình của Sở')}"
        return
    process = case.file.first(ReviewProcess)
    day = desk.day(process.final_on if process else None, "ngày hoàn thiện báo cáo đánh giá ngoài")
    yield f"Căn cứ Báo cáo đánh giá ngoài {day} của Đoàn đánh giá ngoài {case.file.name}"
    if case.kind is CertificateKind.NATIONAL_STANDARD:
        yield f"Theo đề nghị của Giám đốc {desk.so.full} tại {desk.cited('Tờ trình', '', None, 'tờ trình của Sở')}"  # fmt: skip
    else:
        yield f"Theo đề nghị của {desk.blank('phòng, bộ phận trình của Sở')}"


def _term(desk: ResultsDesk, case: _Case) -> str:
    paper = "Giấy chứng nhận" if case.kind is CertificateKind.ACCREDITATION else "Bằng công nhận"
    if case.row.valid_until:
        return f"{paper} có giá trị đến hết {vn_long_date(case.row.valid_until)}"
    years = case.rules.validity.years if case.rules else None
    if years is None:
        return f"{paper} có giá trị đến hết {desk.day(None, 'ngày hết giá trị')}"
    return f"{paper} có giá trị {years:02} năm kể từ ngày ký Quyết định này"


def _executors(desk: ResultsDesk, case: _Case, *, committee: bool) -> str:
    people = ["Chánh Văn phòng"]
    people += [f"Giám đốc {desk.so.full}"] if committee else ["Trưởng các phòng thuộc Sở"]
    head = case.rules.words.head if case.rules else "Người đứng đầu"
    people += [f"{head} {case.file.name}", "các cơ quan, cá nhân có liên quan"]
    return ", ".join(people)


def _tell(desk: ResultsDesk, found: int, papers: str) -> None:
    if found:
        desk.tell_drafts(papers)
        desk.tell_all()
    else:
        desk.remark(
            f"Trang Kết quả, công nhận không có dòng nào của năm học {desk.year} hoặc chưa có số quyết định: không có {papers}."
        )


# ---- certificates


def accreditation_certificates(source: Source) -> Iterator[Draft]:
    """One giấy chứng nhận KĐCLGD for each row that has one."""
    yield from _certificates(source, CertificateKind.ACCREDITATION, "giay-chung-nhan-kdclgd")


def standard_certificates(source: Source) -> Iterator[Draft]:
    """One bằng công nhận chuẩn quốc gia for each row that has one."""
    yield from _certificates(source, CertificateKind.NATIONAL_STANDARD, "bang-cong-nhan-cqg")


def _certificates(source: Source, kind: CertificateKind, code: str) -> Iterator[Draft]:
    desk, found = ResultsDesk(source), 0
    for case in cases(desk, kind):
        found += 1
        yield Draft(f"{code}_{case.name}", _certificate(desk, case))
    if found:
        desk.remark(f"{OWN_FORM} Xóa dòng ghi chú ở cuối trang khi đã đối chiếu.")
    _tell(desk, found, "giấy chứng nhận" if kind is CertificateKind.ACCREDITATION else "bằng công nhận")


def _certificate(desk: ResultsDesk, case: _Case) -> Certificate:
    row, body = case.row, case.body
    model = AccreditationCertificate if case.kind is CertificateKind.ACCREDITATION else StandardCertificate
    signer = desk.signer_of(_PAPER[case.kind], body, case.day)
    head = signer.lines[-1]
    unit = case.file.office
    place = ", ".join(filter(None, (_place_of(unit), desk.territory.full)))
    day = vn_long_date(row.signed_on) if row.signed_on else DAY_TO_FILL
    return model(
        authority=body.full.upper() if body.kind == "ubnd_tinh" else f"{head} {body.full}".upper(),
        school=case.file.name,
        address=place,
        grade=case.grade,
        decision=desk.cited("Quyết định", row.decision, row.signed_on, "quyết định công nhận"),
        valid_until=_until(desk, case),
        number=desk.known(row.number, "số giấy chứng nhận, bằng"),
        place_date=f"{desk.territory.seat or '…………'}, {day}",
        signer=signer,
    )


def _place_of(unit: str) -> str:
    """ "UBND xã Khê Hạ" → "Xã Khê Hạ"."""
    for word in ("xã ", "phường ", "đặc khu ", "huyện ", "quận "):
        at = unit.lower().find(word)
        if at >= 0:
            return f"{unit[at].upper()}{unit[at + 1 :]}"
    return ""


def _until(desk: ResultsDesk, case: _Case) -> str:
    """The last day, as printed or as the years of the circular give it from the day of signing."""
    row = case.row
    if row.valid_until:
        return vn_long_date(row.valid_until)
    if row.signed_on and case.rules:
        last = add_months(row.signed_on, 12 * case.rules.validity.years)
        desk.remark(
            f"{case.file.name}: “Có giá trị đến” tính {case.rules.validity.years} năm từ ngày ký là {vn_date(last)}; thầy/cô kiểm tra."
        )
        return vn_long_date(last)
    return desk.day(None, "ngày hết giá trị")


_USES = (ReviewPlan, ReviewProcess, Appraisal, Recognised, Comparison)


DOCUMENTS = (
    Document(
        "quyet-dinh-cong-nhan",
        "Quyết định công nhận, mỗi trường một quyết định",
        Kind.DECISION,
        EXTERNAL_REVIEW,
        (
            variant("quyet-dinh-cong-nhan-cqg-2026", StandardDecision, decisions, samples.province_2027, "chuẩn quốc gia, Thông tư 57/2026, Sở ban hành"),
            variant("quyet-dinh-cong-nhan-cqg-2018", ProvincialDecision, decisions, samples.province_2025, "chuẩn quốc gia, các Thông tư 17, 18, 19/2018, UBND tỉnh ban hành"),
            variant("quyet-dinh-cong-nhan-kdclgd", AccreditationDecision, decisions, samples.province_2025, "KĐCLGD, các Thông tư 17, 18, 19/2018, Sở ban hành"),
        ),
        build_all=decisions,
        uses=_USES,
    ),
    Document(
        "giay-chung-nhan-kdclgd",
        "Giấy chứng nhận kiểm định chất lượng giáo dục (đến 06/7/2026)",
        Kind.FORM,
        EXTERNAL_REVIEW,
        (variant("giay-chung-nhan-kdclgd", AccreditationCertificate, accreditation_certificates, samples.province_2025, at=-1),),
        build_all=accreditation_certificates,
        uses=(ReviewPlan, Recognised),
    ),
    Document(
        "bang-cong-nhan-cqg",
        "Bằng công nhận trường đạt chuẩn quốc gia",
        Kind.FORM,
        EXTERNAL_REVIEW,
        (variant("bang-cong-nhan-cqg", StandardCertificate, standard_certificates, samples.province_2027, at=-1),),
        build_all=standard_certificates,
        uses=(ReviewPlan, Recognised),
    ),
)  # fmt: skip
