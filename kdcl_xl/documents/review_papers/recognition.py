"""Quyết định công nhận, one for each row of "Kết quả, công nhận"."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.review_papers.desk import ReviewPaper
from kdcl_xl.documents.review_papers.recognition_cases import SIGNED_AS, Case, cases, tell_made
from kdcl_xl.documents.review_papers.results_desk import (
    UNBROKEN,
    ResultsDesk,
)
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import school_word
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_results import Appraisal, Comparison, Recognised, ReviewProcess
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.review_year.proposals import latest_appraisal
from kdcl_xl.text.dates import vn_long_date

_WHAT = {
    CertificateKind.ACCREDITATION: "đạt kiểm định chất lượng giáo dục",
    CertificateKind.NATIONAL_STANDARD: "đạt chuẩn quốc gia",
}


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


def decisions(source: Source) -> Iterator[Draft]:
    """One decision for each row."""
    desk, found = ResultsDesk(source), 0
    for case in cases(desk):
        found += 1
        of_another = not (desk.is_province and case.body.kind == "so")
        if of_another and desk.is_province and not case.row.decision:
            desk.remark(f"Quyết định của {case.body.full}: bản in là dự thảo để trình.")
        yield Draft(f"quyet-dinh-cong-nhan_{case.name}", _decision(desk, case), of_another)
    tell_made(desk, found, "quyết định công nhận")


def _decision(desk: ResultsDesk, case: Case) -> RecognitionDecision:
    row, school = case.row, case.file.name
    signer = desk.signer_of(SIGNED_AS[case.kind], case.body, case.day)
    what = f"{_WHAT[case.kind]} {case.grade}"
    accredits = case.kind is CertificateKind.ACCREDITATION
    model = (
        AccreditationDecision if accredits else StandardDecision if case.by_council else ProvincialDecision
    )
    content = f"Cấp Giấy chứng nhận trường {what} cho {school}" if accredits else f"Công nhận {school} {what}"
    receivers = ["Như Điều 3"]
    if not case.by_committee:
        receivers.append(f"Ủy ban nhân dân {desk.territory.full} (để báo cáo)")
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
        authority=case.authority(signer),
        content=content,
        term=_term(desk, case),
        executors=_executors(desk, case),
    )


def _grounds(desk: ResultsDesk, case: Case) -> Iterator[str]:
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


def _term(desk: ResultsDesk, case: Case) -> str:
    paper = "Giấy chứng nhận" if case.kind is CertificateKind.ACCREDITATION else "Bằng công nhận"
    if case.row.valid_until:
        return f"{paper} có giá trị đến hết {vn_long_date(case.row.valid_until)}"
    years = case.rules.validity.years if case.rules else None
    if years is None:
        return f"{paper} có giá trị đến hết {desk.day(None, 'ngày hết giá trị')}"
    return f"{paper} có giá trị {years:02} năm kể từ ngày ký Quyết định này"


def _executors(desk: ResultsDesk, case: Case) -> str:
    people = ["Chánh Văn phòng"]
    people += [f"Giám đốc {desk.so.full}"] if case.by_committee else ["Trưởng các phòng thuộc Sở"]
    head = case.rules.words.head if case.rules else "Người đứng đầu"
    people += [f"{head} {case.file.name}", "các cơ quan, cá nhân có liên quan"]
    return ", ".join(people)


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
)  # fmt: skip
