"""Papers of the Phòng, xã or Sở about dossiers: tổ thẩm định, phiếu and biên bản of each.

Counts of copies are compared with the office's own numbers; whether content, evidence and dates are good is what people
wrote: blank is "chưa xem", never "đạt".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.bodies import place_and_date
from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import DAY_TO_FILL, Context, Receivers, Signer
from kdcl_xl.documents.review_papers.desk import OfficeDesk, ReviewPaper, desk_of, paper_name, spelt_school
from kdcl_xl.documents.review_papers.petitions import ACCREDITED, asked_for
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import FILL, FILL_LINES, by_role, counted
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.forms.review_people import CouncilSeat
from kdcl_xl.forms.review_results import DossierReview
from kdcl_xl.forms.review_words import HEADS_A_BODY, DossierOutcome, SeatRole
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key

NOT_LOOKED_AT = "Chưa xem"
NOT_WRITTEN = "Chưa ghi"
_GROUP = match_key("Tổ thẩm định hồ sơ")
_GROUP_ROLES = {
    str(SeatRole.CHAIR): str(SeatRole.LEADER),
    str(SeatRole.VICE_CHAIR): str(SeatRole.VICE_LEADER),
    str(SeatRole.SECRETARY): "Thư ký",
    str(SeatRole.MEMBER): "Thành viên",
}


class Seat(Context):
    """One member of the group."""

    name: str
    position: str
    role: str
    duty: str


class GroupDecision(ReviewPaper):
    """Quyết định thành lập tổ thẩm định hồ sơ, with its list. The circulars prescribe no such group: custom of offices."""

    authority: str
    members: tuple[Seat, ...]
    member_count: str
    work: str
    """"đánh giá ngoài" or "thẩm định, công nhận đạt chuẩn quốc gia"."""
    duties: str

    @property
    def attached_to(self) -> str:
        """The note under the title of the list, without brackets."""
        return f"Kèm theo Quyết định {self.head.cited} của {self.office}"


class DossierItem(Context):
    """One line of the checklist of a dossier."""

    name: str
    wanted: str
    received: str
    outcome: str


class DossierSlip(Context):
    """Phiếu thẩm định hồ sơ: a working paper of the group, one for each dossier; it carries no number."""

    parent_body: str
    body: str
    school: str
    school_year: str
    purpose: str
    received_on: str
    items: tuple[DossierItem, ...]
    outcome: str
    to_supplement: str
    supplement_by: str
    place_date: str
    reviewer: str
    leader: str


class DossierMinutes(ReviewPaper):
    """Biên bản thẩm định hồ sơ of one school; secretary and leader of the group sign. No form is prescribed."""

    school: str
    held_on: str
    received_on: str
    purpose: str
    members: tuple[Seat, ...]
    items: tuple[DossierItem, ...]
    discussion: str
    outcome: str
    to_supplement: str
    supplement_by: str
    secretary: str


# ---- the group


def _seats(desk: OfficeDesk) -> list[CouncilSeat]:
    """The members of the group that looks through dossiers, its leader first; the council of the Sở is another body."""
    rows = [
        row for row in desk.submission.table(CouncilSeat) if row.name and _GROUP in (match_key(row.body) or _GROUP)
    ]  # fmt: skip
    return by_role(rows, SeatRole)


def _members(desk: OfficeDesk) -> tuple[Seat, ...]:
    rows = tuple(
        Seat(
            name=row.name,
            position=desk.known(row.position, "chức vụ, nơi công tác của thành viên tổ thẩm định"),
            role=_GROUP_ROLES.get(row.role, row.role) or FILL,
            duty=row.duty or "Thẩm định hồ sơ được phân công",
        )
        for row in _seats(desk)
    )
    if rows:
        return rows
    missing = desk.blank("thành viên tổ thẩm định (trang “Hội đồng thẩm định”)")
    return (Seat(name=missing, position=FILL, role=FILL, duty=FILL),)


def _holder(desk: OfficeDesk, *roles: SeatRole) -> str:
    return next((row.name for row in _seats(desk) if row.role in roles), "")


def group_decision(source: Source) -> GroupDecision:
    """The decision; the act that gives the power is left to the office."""
    desk = desk_of(source)
    members = _members(desk)
    signer = desk.signer()
    _check_group(desk)
    desk.doubt_way_through_office()
    size = len(_seats(desk))
    return desk.paper(
        GroupDecision,
        Kind.DECISION,
        f"Về việc thành lập Tổ thẩm định hồ sơ đề nghị {desk.work} năm học {desk.year}",
        signer,
        Receivers(lines=("Như Điều 3", f"{desk.superior} (để báo cáo)")),
        grounds=(
            desk.authority_ground(),
            *desk.circular_grounds(),
            f"Theo đề nghị của {desk.blank('người, bộ phận đề nghị thành lập Tổ')}",
        ),
        authority=desk.authority(signer),
        members=members,
        member_count=counted(size, "thành viên")
        if size
        else f"{desk.blank('số thành viên tổ', '……')} thành viên",
        work=desk.work,
        duties="Tổ thẩm định kiểm tra thành phần, số lượng, nội dung hồ sơ, minh chứng và thời hạn; lập phiếu, biên bản từng hồ sơ; "
        "đề xuất hồ sơ đủ điều kiện trình Sở Giáo dục và Đào tạo hoặc nội dung trường cần bổ sung. Tổ tự giải thể khi hoàn "
        "thành nhiệm vụ của năm học",
    )


def _check_group(desk: OfficeDesk) -> None:
    rows = _seats(desk)
    leaders = sum(1 for row in rows if row.role in HEADS_A_BODY)
    if rows and leaders != 1:
        desk.remark(f"Tổ thẩm định có {leaders} tổ trưởng: cần đúng một người; sửa ở trang “Hội đồng thẩm định”.")  # fmt: skip
    twice = {row.name for row in rows if sum(1 for other in rows if other.name == row.name) > 1}
    if twice:
        desk.remark(f"Tổ thẩm định ghi trùng: {', '.join(sorted(twice))}.")


# ---- one dossier


def _items(desk: OfficeDesk, row: DossierReview) -> tuple[DossierItem, ...]:
    copies = []
    if desk.by_team:
        copies = [
            _copies("Công văn đăng ký", desk.number("so_cong_van"), row.letters, "bản"),
            _copies("Báo cáo tự đánh giá", desk.number("so_bao_cao"), row.reports, "quyển"),
        ]
    else:
        copies = [
            _stated("Văn bản đề nghị công nhận", row.letters, "bản"),
            _stated("Báo cáo tự đánh giá", row.reports, "bản"),
        ]
    return (
        *copies,
        _judged("Nội dung báo cáo", "Đủ tiêu chí, mức tự đánh giá, số liệu khớp", row.content),
        _judged("Minh chứng", "Đủ, đúng mã, có danh mục", row.evidence),
        _judged("Thời hạn, ngày tháng", "Đúng hạn, ngày các văn bản hợp lý", row.dates),
    )


def _copies(name: str, wanted: int, got: int | None, unit: str) -> DossierItem:
    """Counted papers; nothing is said of a number nobody wrote."""
    needed = f"{wanted:02} {unit}"
    if got is None:
        return DossierItem(name=name, wanted=needed, received=NOT_WRITTEN, outcome=NOT_LOOKED_AT)
    outcome = "Đủ" if got >= wanted else f"Thiếu {wanted - got:02} {unit}"
    return DossierItem(name=name, wanted=needed, received=f"{got:02} {unit}", outcome=outcome)


def _stated(name: str, got: int | None, unit: str) -> DossierItem:
    """Counted papers of the new law: how many it wants has not been read."""
    return DossierItem(
        name=name,
        wanted="Theo hướng dẫn của Sở",
        received=NOT_WRITTEN if got is None else f"{got:02} {unit}",
        outcome=NOT_LOOKED_AT if got is None else "Đã nhận",
    )


def _judged(name: str, wanted: str, met: str) -> DossierItem:
    return DossierItem(name=name, wanted=wanted, received="Theo hồ sơ", outcome=met or NOT_LOOKED_AT)


def _dossiers(desk: OfficeDesk) -> list[tuple[SchoolFile, DossierReview]]:
    """Every dossier received, school by school; the user is told when there is none."""
    found = [(file, row) for file in desk.files for row in file.of(DossierReview)]
    if not found:
        desk.remark("Chưa có hồ sơ nào ở trang “Thẩm định hồ sơ”: không có phiếu, biên bản nào để lập.")
    desk.tell_old_requests(
        dict.fromkeys(file.name for file, _ in found if ACCREDITED in asked_for(desk, file))
    )
    return found


def slips(source: Source) -> Iterator[Draft]:
    """One phiếu for each dossier received."""
    desk = desk_of(source)
    head = desk.letterhead(Kind.FORM)
    for file, row in _dossiers(desk):
        slip = DossierSlip(
            parent_body=head.parent_body,
            body=head.body,
            school=spelt_school(row.school),
            school_year=str(desk.year),
            purpose=asked_for(desk, file),
            received_on=_when(row.received_on),
            items=_items(desk, row),
            outcome=row.outcome or "Chưa kết luận",
            to_supplement=_to_supplement(row),
            supplement_by=_supplement_by(row),
            place_date=place_and_date(head.place, None, head.year),
            reviewer=row.reviewed_by,
            leader=_holder(desk, *HEADS_A_BODY),
        )
        yield Draft(paper_name("phieu-tham-dinh-ho-so", file.school_id, file.name), slip)
    desk.tell(Kind.FORM, "")


def minutes(source: Source) -> Iterator[Draft]:
    """One biên bản for each dossier received."""
    desk = desk_of(source)
    for file, row in _dossiers(desk):
        secretary = _holder(desk, SeatRole.SECRETARY)
        paper = desk.paper(
            DossierMinutes,
            Kind.MINUTES,
            f"Thẩm định hồ sơ đề nghị {desk.work} của {spelt_school(row.school)}",
            Signer(lines=("TỔ TRƯỞNG",), name=_holder(desk, *HEADS_A_BODY)),
            Receivers(lines=("Các thành viên Tổ thẩm định", spelt_school(row.school))),
            school=spelt_school(row.school),
            held_on=_when(row.reviewed_on),
            received_on=_when(row.received_on),
            purpose=asked_for(desk, file),
            members=_members(desk),
            items=_items(desk, row),
            discussion=desk.blank("ý kiến thảo luận của Tổ", FILL_LINES),
            outcome=row.outcome or "Chưa kết luận",
            to_supplement=_to_supplement(row),
            supplement_by=_supplement_by(row),
            secretary=desk.known(secretary, "thư ký tổ thẩm định"),
        )
        yield Draft(paper_name("bien-ban-tham-dinh-ho-so", file.school_id, file.name), paper)


def _when(day: dt.date | None) -> str:
    return vn_date(day) if day else DAY_TO_FILL


def _to_supplement(row: DossierReview) -> str:
    return row.to_supplement or ("Không" if row.outcome == DossierOutcome.COMPLETE else FILL)


def _supplement_by(row: DossierReview) -> str:
    """Nothing is left to write where nothing is to be supplemented."""
    nothing = row.outcome == DossierOutcome.COMPLETE and not row.to_supplement and not row.supplement_by
    return "không" if nothing else _when(row.supplement_by)


DOCUMENTS = (
    Document(
        "quyet-dinh-to-tham-dinh",
        "Quyết định thành lập tổ thẩm định hồ sơ",
        Kind.DECISION,
        EXTERNAL_REVIEW,
        (variant("quyet-dinh-to-tham-dinh", GroupDecision, group_decision, samples.district, sign=True),),
        build=group_decision,
        uses=(ReviewPlan, CouncilSeat),
    ),
    Document(
        "phieu-tham-dinh-ho-so",
        "Phiếu thẩm định hồ sơ, mỗi hồ sơ một phiếu",
        Kind.FORM,
        EXTERNAL_REVIEW,
        (variant("phieu-tham-dinh-ho-so", DossierSlip, slips, samples.district),),
        build_all=slips,
        uses=(ReviewPlan, DossierReview, ReviewRegistration, CouncilSeat, ReviewTerm),
    ),
    Document(
        "bien-ban-tham-dinh-ho-so",
        "Biên bản thẩm định hồ sơ, mỗi hồ sơ một biên bản",
        Kind.MINUTES,
        EXTERNAL_REVIEW,
        (variant("bien-ban-tham-dinh-ho-so", DossierMinutes, minutes, samples.district),),
        build_all=minutes,
        uses=(ReviewPlan, DossierReview, ReviewRegistration, CouncilSeat, ReviewTerm),
    ),
)
