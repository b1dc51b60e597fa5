"""Tờ trình of a Phòng or xã to the Sở: which schools it asks to have reviewed, and where their dossiers stand."""

from __future__ import annotations

from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Receivers
from kdcl_xl.documents.review_papers.desk import OfficeDesk, ReviewPaper, desk_of
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import counted
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_results import DossierReview, ReviewProcess
from kdcl_xl.forms.review_words import DossierOutcome
from kdcl_xl.forms.vocabulary import Purpose, YesNo
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import some

ACCREDITED = "đạt kiểm định chất lượng giáo dục"
_MOST = 5


class ProposedSchool(Context):
    """One school of the tờ trình."""

    school: str
    kind: str
    asks: str
    level: str
    dossier: str


class DepartmentPetition(ReviewPaper):
    """Tờ trình đề nghị Sở tổ chức đánh giá ngoài (2018), since 07/7/2026 thẩm định công nhận.

    The steps at the office are its own order of work: no form is prescribed.
    """

    addressee: str
    opening: str
    asked: str
    """What the Sở is asked to do."""
    ready: tuple[ProposedSchool, ...]
    waiting: tuple[ProposedSchool, ...]
    closing: str


def asked_for(desk: OfficeDesk, file: SchoolFile) -> str:
    """ "công nhận đạt kiểm định chất lượng giáo dục, đạt chuẩn quốc gia mức độ 1"; room to write when nothing is said."""
    registered = file.first(ReviewRegistration)
    visit = file.first(ScheduledVisit)
    purposes = []
    if registered is not None and registered.purpose:
        both = registered.purpose == Purpose.BOTH
        purposes += [ACCREDITED] if both or registered.purpose == Purpose.ACCREDITATION else []
        purposes += ["đạt chuẩn quốc gia"] if both or registered.purpose == Purpose.NATIONAL_STANDARD else []
    elif visit is not None:
        purposes += [ACCREDITED] if visit.kdcl == YesNo.YES else []
        purposes += ["đạt chuẩn quốc gia"] if visit.cqg == YesNo.YES else []
    if not purposes:
        return desk.blank("nội dung đề nghị của trường (trang Đăng ký)")
    grade = (registered.grade if registered else "") or (visit.grade if visit else "")
    return f"công nhận {', '.join(purposes)}" + (f" ({_grade_words(grade, purposes)})" if grade else "")


def _grade_words(grade: str, purposes: list[str]) -> str:
    """A bare number means the first kind asked for, as the checks read it; words stay as they were written."""
    if not grade.strip().isdecimal():
        return grade
    return f"{'cấp độ' if ACCREDITED in purposes else 'mức độ'} {grade.strip()}"


def petition(source: Source) -> DepartmentPetition:
    """To the Sở: schools whose dossier is complete, then those still mending theirs."""
    desk = desk_of(source)
    ready, waiting = _by_state(desk)
    desk.doubt_way_through_office()
    if desk.is_province:
        desk.remark("Sổ này của Sở: tờ trình đề nghị Sở là văn bản của Phòng, xã. Thầy/cô xem lại nơi nhận trước khi dùng.")  # fmt: skip
    if not ready:
        desk.remark("Chưa có hồ sơ nào kết luận “Đủ điều kiện” ở trang “Thẩm định hồ sơ”: danh sách đề nghị để trống.")  # fmt: skip
    _tell_under_way(desk, ready)
    desk.tell_old_requests(school.school for school in (*ready, *waiting) if ACCREDITED in school.asks)
    what = "thẩm định, công nhận đạt chuẩn quốc gia" if desk.by_council else "tổ chức đánh giá ngoài"
    return desk.paper(
        DepartmentPetition,
        Kind.SUBMISSION,
        f"Đề nghị {what} năm học {desk.year}",
        desk.signer("to_trinh_danh_gia_ngoai"),
        Receivers(lines=("Như trên", "Các trường có tên trong danh sách")),
        grounds=(*desk.circular_grounds(), desk.plan_ground()),
        addressee=desk.superior,
        opening=f"{desk.office} đã thẩm định hồ sơ đăng ký của các trường; đến nay {counted(len(ready), 'trường')} có hồ sơ đủ điều "
        "kiện."
        if ready
        else f"{desk.office} đã tiếp nhận hồ sơ đăng ký của các trường.",
        asked=f"{what} đối với các trường sau",
        ready=tuple(ready) or (ProposedSchool(school=desk.blank("trường có hồ sơ đủ điều kiện"), kind="", asks="", level="", dossier=""),),
        waiting=tuple(waiting),
        closing=f"{desk.office} kính trình {desk.superior} xem xét, quyết định",
    )  # fmt: skip


def _by_state(desk: OfficeDesk) -> tuple[list[ProposedSchool], list[ProposedSchool]]:
    ready: list[ProposedSchool] = []
    waiting: list[ProposedSchool] = []
    for file in desk.files:
        registered = file.first(ReviewRegistration)
        dossiers = file.of(DossierReview)
        if registered is None and not dossiers:
            continue
        if registered is not None and registered.purpose == Purpose.NONE:
            continue
        last = dossiers[-1] if dossiers else None
        school = ProposedSchool(
            school=file.name,
            kind=file.kind,
            asks=_capital(asked_for(desk, file)),
            level=_level(registered.self_level if registered else None),
            dossier=_state(last),
        )
        (ready if last is not None and last.outcome == DossierOutcome.COMPLETE else waiting).append(school)
    return ready, waiting


def _level(level: int | None) -> str:
    if level is None:
        return "Chưa ghi"
    return f"Mức {level}" if level else "Không đạt Mức 1"


def _tell_under_way(desk: OfficeDesk, ready: list[ProposedSchool]) -> None:
    """Schools of an earlier petition: a second one of the year must not ask for them again unseen."""
    asked = {school.school for school in ready}
    begun = [
        file.name
        for file in desk.files
        if file.name in asked and any(row.decision or row.official_from for row in file.of(ReviewProcess))
    ]
    if begun:
        desk.remark(f"Đã có quyết định đoàn hoặc ngày khảo sát ở trang “Các bước”, vẫn còn trong danh sách đề nghị: {some(begun, _MOST, ' và {} trường nữa')}. Tờ trình đợt sau thì bỏ các trường ấy trước khi ký.")  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _state(row: DossierReview | None) -> str:
    if row is None:
        return "Chưa nhận hồ sơ"
    on = f" ngày {vn_date(row.reviewed_on)}" if row.reviewed_on else ""
    if row.outcome == DossierOutcome.SUPPLEMENT and row.completed_on:
        return f"Bổ sung xong ngày {vn_date(row.completed_on)}, chưa kết luận lại"
    return f"{row.outcome}{on}" if row.outcome else "Đã nhận, chưa kết luận"


DOCUMENTS = (
    Document(
        "to-trinh-so-dgn",
        "Tờ trình đề nghị Sở tổ chức đánh giá ngoài hoặc thẩm định công nhận",
        Kind.SUBMISSION,
        EXTERNAL_REVIEW,
        (variant("to-trinh-so-dgn", DepartmentPetition, petition, samples.district, sign=True),),
        build=petition,
        uses=(ReviewPlan, ReviewRegistration, DossierReview, ReviewProcess),
    ),
)
