"""Meetings of the self-assessment council: giấy mời họp and biên bản."""

from __future__ import annotations

from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Prose
from kdcl_xl.documents.samples import school as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.school_papers.common import SchoolDesk, SchoolPaper
from kdcl_xl.documents.writing_desk import FILL, FILL_LINES
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, AnswerLine, Member, School
from kdcl_xl.forms.vocabulary import CouncilRole
from kdcl_xl.text.names import natural_key

_HOUR = "…… giờ ……, ngày …… tháng …… năm ………"


class Attendant(Context):
    """One member invited; attendance is ticked by hand."""

    name: str
    position: str
    role: str


class CouncilInvitation(SchoolPaper):
    """Giấy mời họp Hội đồng tự đánh giá. Time and place are not in the workbook: they are written by hand."""

    guests: tuple[Attendant, ...]
    time: str
    place: str
    agenda: tuple[str, ...]
    preparation: str


class CriterionOutcome(Context):
    """What the work groups propose for one criterion, and room for the council's decision."""

    code: str
    title: str
    proposed: str


class CouncilMinutes(SchoolPaper):
    """Biên bản họp Hội đồng tự đánh giá: what the groups propose, and room for what was said and decided."""

    opened: str
    place: str
    attendants: tuple[Attendant, ...]
    member_count: str
    presided_by: str
    secretary: str
    agenda: tuple[str, ...]
    outcomes: tuple[CriterionOutcome, ...]
    headline: str
    """The level the program works out from the answers, as a proposal."""
    discussion: Prose
    decisions: Prose
    votes: str
    closed: str


def invitation(source: Source) -> CouncilInvitation:
    """The invitation to all members."""
    desk = SchoolDesk(source)
    return desk.paper(
        CouncilInvitation,
        Kind.INVITATION,
        f"Họp Hội đồng tự đánh giá năm học {desk.year}",
        desk.chair(),
        desk.receivers("Như thành phần mời"),
        guests=_attendants(desk),
        time=desk.blank("thời gian họp", _HOUR),
        place=desk.blank("địa điểm họp"),
        agenda=_agenda(desk),
        preparation=f"Các nhóm công tác chuẩn bị phiếu đánh giá tiêu chí và minh chứng kèm theo; nội dung khác: {desk.blank('nội dung cần chuẩn bị thêm')}",
    )


def minutes(source: Source) -> CouncilMinutes:
    """The minutes, prepared as far as the workbook goes."""
    desk = SchoolDesk(source)
    chair, secretary = desk.holder(CouncilRole.CHAIR), desk.holder(CouncilRole.SECRETARY)
    desk.doubt_levels()
    return desk.paper(
        CouncilMinutes,
        Kind.MINUTES,
        f"Họp Hội đồng tự đánh giá năm học {desk.year}",
        desk.chair(),
        desk.receivers("Các thành viên Hội đồng tự đánh giá"),
        opened=desk.blank("giờ bắt đầu và kết thúc", _HOUR),
        place=desk.blank("địa điểm họp"),
        attendants=_attendants(desk),
        member_count=desk.council_size(),
        presided_by=desk.known(chair, "chủ trì"),
        secretary=desk.known(secretary, "thư ký cuộc họp"),
        agenda=_agenda(desk),
        outcomes=_outcomes(desk),
        headline=desk.source.verdict.headline,
        discussion=desk.blank("ý kiến thảo luận", FILL_LINES),
        decisions=desk.blank("kết luận của Hội đồng", FILL_LINES),
        votes=desk.blank("kết quả biểu quyết", "…… / …… thành viên tán thành"),
        closed=_HOUR,
    )


def _attendants(desk: SchoolDesk) -> tuple[Attendant, ...]:
    rows = tuple(
        Attendant(
            name=row.name,
            position=desk.known(row.position, "chức vụ của thành viên"),
            role=desk.known(row.role, "vai trò trong Hội đồng"),
        )
        for row in desk.council
    )
    return rows or (Attendant(name=desk.blank("danh sách thành viên"), position=FILL, role=FILL),)


def _agenda(desk: SchoolDesk) -> tuple[str, ...]:
    last = "kế hoạch cải tiến chất lượng" if desk.is_2026 else "biện pháp cải tiến chất lượng"
    return (
        "Các nhóm công tác báo cáo kết quả đánh giá từng tiêu chí, minh chứng kèm theo",
        "Thảo luận, thống nhất mức đạt được của từng tiêu chí",
        f"Thông qua báo cáo tự đánh giá và {last}",
    )


def _outcomes(desk: SchoolDesk) -> tuple[CriterionOutcome, ...]:
    codes = sorted((criterion.code for criterion in desk.rules.criteria), key=natural_key)
    criteria = (desk.assessed.criterion(code) for code in codes)
    return tuple(CriterionOutcome(code=c.code, title=c.title, proposed=c.result) for c in criteria)


DOCUMENTS = (
    Document(
        "giay-moi-hop-hoi-dong",
        "Giấy mời họp Hội đồng tự đánh giá",
        Kind.INVITATION,
        SELF_ASSESSMENT,
        (variant("giay-moi-hop-hoi-dong", CouncilInvitation, invitation, samples.ward_school),),
        build=invitation,
        uses=(School, Member),
    ),
    Document(
        "bien-ban-hop-hoi-dong",
        "Biên bản họp Hội đồng tự đánh giá",
        Kind.MINUTES,
        SELF_ASSESSMENT,
        (variant("bien-ban-hop-hoi-dong", CouncilMinutes, minutes, samples.ward_school),),
        build=minutes,
        uses=(School, Member, AnswerLine),
    ),
)
