"""Giấy chứng nhận KĐCLGD and bằng công nhận chuẩn quốc gia, one for each row of "Kết quả, công nhận"."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import DAY_TO_FILL, Context, Signer
from kdcl_xl.documents.review_papers.recognition_cases import SIGNED_AS, Case, cases, tell_made
from kdcl_xl.documents.review_papers.results_desk import (
    ResultsDesk,
)
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.law.recognition import add_months
from kdcl_xl.text.dates import vn_date, vn_long_date

OWN_FORM = "Mẫu của chương trình, đối chiếu mẫu chính thức của Bộ Giáo dục và Đào tạo trước khi cấp."
"""Said of certificates, on their face, in the properties of the file and to the user."""


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
    tell_made(desk, found, "giấy chứng nhận" if kind is CertificateKind.ACCREDITATION else "bằng công nhận")


def _certificate(desk: ResultsDesk, case: Case) -> Certificate:
    row = case.row
    model = AccreditationCertificate if case.kind is CertificateKind.ACCREDITATION else StandardCertificate
    signer = desk.signer_of(SIGNED_AS[case.kind], case.body, case.day)
    day = vn_long_date(row.signed_on) if row.signed_on else DAY_TO_FILL
    return model(
        authority=case.authority(signer),
        school=case.file.name,
        address=", ".join(filter(None, (_place_of(case.file.office), desk.territory.full))),
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


def _until(desk: ResultsDesk, case: Case) -> str:
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


DOCUMENTS = (
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
