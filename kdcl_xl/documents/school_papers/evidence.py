"""Danh mục minh chứng by itself: the annex of the report, with the columns of its circular."""

from __future__ import annotations

from collections.abc import Callable

from kdcl_xl.documents import contexts
from kdcl_xl.documents.bodies import place_and_date
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.evidence import evidence_list, unnumbered
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Signer
from kdcl_xl.documents.samples import school as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.school_papers.common import SchoolDesk
from kdcl_xl.documents.writing_desk import counted
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Evidence, Member, School
from kdcl_xl.forms.vocabulary import CouncilRole, Sensitivity


class EvidenceCatalogue(Context):
    """The catalogue of evidence. A piece with personal data ("Đỏ") is an index entry: no issuer, no place."""

    parent_body: str
    school: str
    school_year: str
    circular: str
    evidence: tuple[contexts.Evidence, ...]
    evidence_count: str
    """"120 (một trăm hai mươi) minh chứng"."""
    personal_note: str = ""
    """How many are index entries; empty when none is."""
    place_date: str
    secretary: str
    signer: Signer


class EvidenceCatalogue2018(EvidenceCatalogue):
    """Danh mục mã minh chứng (CV 5932, 5942/BGDĐT-QLCL): 6 columns, landscape."""


class EvidenceCatalogue2026(EvidenceCatalogue):
    """Danh mục minh chứng (Phụ lục IV TT 57/2026/TT-BGDĐT): 5 columns."""


def catalogue(source: Source) -> EvidenceCatalogue2018 | EvidenceCatalogue2026:
    """The catalogue under the form of the rule set."""
    desk = SchoolDesk(source)
    rows = desk.submission.table(Evidence)
    printed = evidence_list(rows, desk.rules.evidence_code)
    personal = sum(1 for row in rows if row.sensitivity == Sensitivity.PERSONAL and not row.is_blank())
    if drafts := unnumbered(rows):
        source.remarks.append(drafts)
    head, signer = desk.letterhead(Kind.FORM), desk.chair()
    desk.tell()
    made: Callable[..., EvidenceCatalogue2018 | EvidenceCatalogue2026] = (
        EvidenceCatalogue2026 if desk.is_2026 else EvidenceCatalogue2018
    )
    return made(
        parent_body=desk.superior.upper(),  # an annex of the report, whose cover a private school heads alike
        school=desk.name,
        school_year=str(desk.year),
        circular=desk.circular,
        evidence=printed,
        evidence_count=counted(len(printed), "minh chứng"),
        personal_note=(
            f"Trong đó {personal:02} minh chứng có dữ liệu cá nhân chỉ ghi tên vào danh mục, lưu tại trường."
            if personal
            else ""
        ),
        place_date=place_and_date(
            head.place, desk.school.approved_on, (desk.school.approved_on or desk.on).year
        ),
        secretary=desk.holder(CouncilRole.SECRETARY),
        signer=signer,
    )


DOCUMENTS = (
    Document(
        "danh-muc-minh-chung",
        "Danh mục minh chứng",
        Kind.FORM,
        SELF_ASSESSMENT,
        (
            variant(
                "danh-muc-minh-chung-2018",
                EvidenceCatalogue2018,
                catalogue,
                samples.district_school,
                "Danh mục mã minh chứng (Thông tư 17, 18, 19/2018/TT-BGDĐT)",
            ),
            variant(
                "danh-muc-minh-chung-2026",
                EvidenceCatalogue2026,
                catalogue,
                samples.ward_school,
                "Danh mục minh chứng (Phụ lục IV Thông tư 57/2026/TT-BGDĐT)",
            ),
        ),
        build=catalogue,
        uses=(School, Member, Evidence),
    ),
)
