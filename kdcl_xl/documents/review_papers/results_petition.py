"""Tờ trình of the Sở to the Ủy ban nhân dân of the province for CQG, until 06/7/2026 (TT 17, 18, 19/2018/TT-BGDĐT)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Figure
from kdcl_xl.documents.review_papers.desk import ReviewPaper
from kdcl_xl.documents.review_papers.recognition_doubts import doubts_of, why_not_new
from kdcl_xl.documents.review_papers.recognition_obstacles import left_out_for, obstacle
from kdcl_xl.documents.review_papers.results import level_words
from kdcl_xl.documents.review_papers.results_desk import ResultsDesk, grade_words
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import counted
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_results import Appraisal, Comparison, Recognised, ReviewProcess
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.law.external_review import TEAM_PATH, review_law
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.review_year.team_results import PROPOSED
from kdcl_xl.text.dates import vn_date


class ProposedSchool(Context):
    """One school proposed to the province."""

    school: str
    kind: str
    found: Figure = None
    """Level the external review found."""
    grade: str
    """"Mức độ 1"."""
    report: str
    """Day of the báo cáo đánh giá ngoài."""
    note: str = ""


class StandardPetition(ReviewPaper):
    """Tờ trình đề nghị công nhận trường đạt chuẩn quốc gia."""

    addressee: str
    schools: tuple[ProposedSchool, ...]
    count: str
    """"02 (hai) trường"."""


def petitions(source: Source) -> Iterator[Draft]:
    """One tờ trình for all schools whose CQG has no decision yet; none once the Sở recognises by itself."""
    desk = ResultsDesk(source)
    if review_law().path_on(source.on).id != TEAM_PATH:
        desk.remark(
            "Từ 07/7/2026 Sở công nhận trường đạt chuẩn quốc gia qua Hội đồng thẩm định (Thông tư 57/2026/TT-BGDĐT, chưa đối "
            "chiếu): không lập tờ trình Ủy ban nhân dân cấp tỉnh."
        )
        return
    waiting = [(file, row) for file in desk.files for row in file.of(Recognised) if _waits(desk, file, row)]
    if not waiting:
        desk.remark("Trang Kết quả, công nhận không có trường nào lập được tờ trình (đề nghị CQG, chưa có số quyết định).")  # fmt: skip
        return
    name = f"to-trinh-ubnd-cqg_{source.owner}_{desk.year}"
    yield Draft(name, _petition(desk, waiting), of_another=not desk.is_province)
    desk.tell_drafts("tờ trình")
    desk.tell_all()


def _waits(desk: ResultsDesk, file: SchoolFile, row: Recognised) -> bool:
    if row.certificate != CertificateKind.NATIONAL_STANDARD or row.decision or not row.grade:
        return False
    old = why_not_new(row, desk.year.first_day)
    if old:
        desk.remark(f"{file.name}: {row.certificate} {old}; không đưa vào tờ trình.")
        return False
    against = obstacle(desk.submission, file, row, desk.on)
    if against:
        desk.remark(f"{file.name}, {row.certificate}: {left_out_for(desk.submission, row, against)}.")
        return False
    for doubt in doubts_of(desk.submission, file, row, desk.on):
        desk.remark(f"{file.name}: {doubt}; thầy/cô xem lại trước khi trình ký.")
    return True


def _petition(desk: ResultsDesk, waiting: Sequence[tuple[SchoolFile, Recognised]]) -> StandardPetition:
    rules: dict[str, Regulation] = {}
    schools = []
    for file, row in waiting:
        own = desk.rules_2018(row.regulation, file.kind or row.kind)
        if own is not None:
            rules.setdefault(own.number, own)
        process = file.first(ReviewProcess)
        final = process.final_on if process else None
        if final is None:
            desk.remark(f"{file.name}: trang {ReviewProcess.table.sheet} chưa ghi ngày hoàn thiện báo cáo đánh giá ngoài.")  # fmt: skip
        schools.append(
            ProposedSchool(
                school=file.name,
                kind=file.kind or row.kind,
                found=level_words(own, row.found) if own else None,
                grade=grade_words("Mức độ", row.grade),
                report=vn_date(final) if final else "(chưa ghi)",
                note=_said_by_the_office(row.note),
            )
        )
    return desk.issued(
        StandardPetition,
        Kind.SUBMISSION,
        desk.head(desk.so, Kind.SUBMISSION),
        f"Đề nghị công nhận trường đạt chuẩn quốc gia năm học {desk.year}",
        desk.signer_of("to_trinh_cqg", desk.so),
        "Như trên",
        office=desk.so.full,
        grounds=(
            *(desk.circular_ground(own) for own in rules.values()),
            "Căn cứ kết quả đánh giá ngoài của các trường có tên trong danh sách",
        ),
        addressee=desk.provincial.full,
        schools=tuple(schools),
        count=counted(len(schools), "trường"),
    )


def _said_by_the_office(note: str) -> str:
    """The note without what the program wrote there for the desk: that goes to nobody outside."""
    sentences = (sentence for line in note.splitlines() for sentence in line.split(". "))
    own = (sentence for sentence in sentences if not sentence.strip().startswith(PROPOSED))
    return ". ".join(filter(None, map(str.strip, own)))


DOCUMENTS = (
    Document(
        "to-trinh-ubnd-cqg",
        "Tờ trình UBND tỉnh công nhận trường đạt chuẩn quốc gia (đến 06/7/2026)",
        Kind.SUBMISSION,
        EXTERNAL_REVIEW,
        (variant("to-trinh-ubnd-cqg", StandardPetition, petitions, samples.province_2025),),
        build_all=petitions,
        uses=(ReviewPlan, ReviewProcess, Appraisal, Recognised, Comparison),
    ),
)
