"""Quyết định thành lập Hội đồng tự đánh giá with its list, and kế hoạch tự đánh giá."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.checks.codes import canonical, serial_of
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context
from kdcl_xl.documents.samples import school as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.school_papers.common import SchoolDesk, SchoolPaper
from kdcl_xl.documents.writing_desk import FILL, listed
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Assignment, Evidence, Member, School
from kdcl_xl.forms.vocabulary import CouncilRole
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.text.dates import vn_date, vn_long_date
from kdcl_xl.text.names import natural_key


class CouncilMember(Context):
    """One member as the list attached to the decision names them."""

    name: str
    position: str
    role: str
    duty: str


class WorkGroup(Context):
    """A work group: who is in it and what it writes."""

    name: str
    members: str
    criteria: str
    due: str


class CouncilDecision(SchoolPaper):
    """Quyết định thành lập Hội đồng tự đánh giá, with the list of members.

    Điều 9 TT 57/2026/TT-BGDĐT; step 1 of CV 5932, 5942/BGDĐT-QLCL (2018). The list is one of the papers that go with
    the report.
    """

    authority: str
    """Who decides, upper case: "HIỆU TRƯỞNG TRƯỜNG THCS NGUYỄN THỊ LỘ"."""
    members: tuple[CouncilMember, ...]
    member_count: str
    """"05 (năm) thành viên"."""
    groups: tuple[WorkGroup, ...] = ()
    duties: str
    """What the council is to do, one sentence."""

    @property
    def attached_to(self) -> str:
        """The note under the title of the list, without brackets: number and day are those of the decision."""
        return f"Kèm theo Quyết định {self.head.cited} của {self.head_word} {self.school}"


class PlanStep(Context):
    """One line of the timetable."""

    work: str
    time: str
    who: str


class StandardLine(Context):
    """One standard of the rule set with its criteria."""

    code: str
    title: str
    criteria: str
    evidence: str
    """How many pieces of evidence the workbook already lists for it."""


class SelfAssessmentPlan(SchoolPaper):
    """Kế hoạch tự đánh giá (step 2 of CV 5932, 5942/BGDĐT-QLCL; khoản 3 Điều 9 TT 57/2026/TT-BGDĐT)."""

    purpose: str
    scope: str
    circular: str
    indicator_note: str
    """How many standards and criteria there are."""
    standards: tuple[StandardLine, ...]
    member_count: str
    council_text: str
    """Chair, vice chairs and secretary in one sentence."""
    groups: tuple[WorkGroup, ...]
    resources: tuple[str, ...]
    steps: tuple[PlanStep, ...]


def decision(source: Source) -> CouncilDecision:
    """The decision; the law that gives the head the power is left to the school."""
    desk = SchoolDesk(source)
    head = desk.rules.words.head
    members = tuple(_members(desk)) or (_nobody(desk),)
    _check_size(desk)
    return desk.paper(
        CouncilDecision,
        Kind.DECISION,
        f"Về việc thành lập Hội đồng tự đánh giá năm học {desk.year}",
        desk.head(),
        desk.receivers("Như Điều 3", f"{desk.superior} (để báo cáo)"),
        grounds=(
            f"Căn cứ {desk.blank('văn bản quy định chức năng, quyền hạn của nhà trường (Điều lệ hoặc Quy chế)')}",
            desk.circular_ground(),
            f"Theo đề nghị của {desk.blank('người, bộ phận đề nghị thành lập Hội đồng')}",
        ),
        authority=f"{head} {desk.name}".upper(),
        members=members,
        member_count=desk.council_size(),
        groups=tuple(_groups(desk)),
        duties=_duties(desk),
    )


def plan(source: Source) -> SelfAssessmentPlan:
    """The plan; dates the workbook does not know are left to the school."""
    desk = SchoolDesk(source)
    rules, criteria = desk.rules, desk.rules.criteria
    word = rules.words.school.lower()
    groups = tuple(_groups(desk)) or (
        WorkGroup(name=desk.blank("các nhóm công tác"), members=FILL, criteria=FILL, due=FILL),
    )
    return desk.paper(
        SelfAssessmentPlan,
        Kind.PLAN,
        f"Tự đánh giá năm học {desk.year}",
        desk.chair(),
        desk.receivers(f"{desk.superior} (để báo cáo)", "Các thành viên Hội đồng tự đánh giá"),
        grounds=(desk.circular_ground(),),
        purpose=(
            f"Xác định mức đạt được của {word} theo tiêu chuẩn đánh giá; nêu điểm mạnh, hạn chế và việc cần cải tiến; "
            f"báo cáo cơ quan quản lý và công bố để giải trình với xã hội."
        ),
        scope=(
            f"Toàn bộ hoạt động của {word} theo từng tiêu chí, số liệu của {rules.statistics.years:02} năm học tính đến "
            f"năm học {desk.year}."
        ),
        circular=desk.circular,
        indicator_note=f"{len(rules.standards):02} tiêu chuẩn, {len(criteria):02} tiêu chí",
        standards=tuple(_standards(desk)),
        member_count=desk.council_size(),
        council_text=_council_text(desk),
        groups=groups,
        resources=(
            f"Nhân lực: {desk.blank('nhân lực huy động ngoài Hội đồng')}",
            f"Cơ sở vật chất, công nghệ thông tin: {desk.blank('phương tiện cần có')}",
            f"Kinh phí: {desk.blank('kinh phí, nguồn kinh phí của đợt tự đánh giá')}",
        ),
        steps=tuple(_steps_2026(desk) if desk.is_2026 else _steps_2018(desk)),
    )


# ---- people


def _members(desk: SchoolDesk) -> Iterator[CouncilMember]:
    for row in desk.council:
        duty = "; ".join(part for part in (row.group, row.duty) if part)
        yield CouncilMember(
            name=row.name,
            position=desk.known(row.position, "chức vụ của thành viên"),
            role=desk.known(row.role, "vai trò trong Hội đồng"),
            duty=duty,
        )


def _nobody(desk: SchoolDesk) -> CouncilMember:
    return CouncilMember(name=desk.blank("danh sách thành viên"), position=FILL, role=FILL, duty="")


def _groups(desk: SchoolDesk) -> Iterator[WorkGroup]:
    """The groups of the sheets Hội đồng and Phân công, by name."""
    rows = desk.submission.table(Assignment)
    # a group that writes no criterion (the secretaries) is no hole; a school where none does has yet to share the work
    nothing = "–" if any(row.group for row in rows) else desk.blank("tiêu chí giao cho từng nhóm")
    names = {row.group for row in desk.council if row.group} | {row.group for row in rows if row.group}
    for name in sorted(names, key=natural_key):
        mine = [row for row in rows if row.group == name]
        yield WorkGroup(
            name=name,
            members=listed(row.name for row in desk.council if row.group == name)
            or desk.blank("người của từng nhóm"),
            criteria=_criteria_in_words(desk, [row.criterion for row in mine]) or nothing,
            due=_due(desk, mine) if mine else nothing,
        )


def _due(desk: SchoolDesk, rows: list[Assignment]) -> str:
    last = max((row.due for row in rows if row.due), default=None)
    return vn_date(last) if last else desk.blank("hạn hoàn thành của từng nhóm", "…/…/……")


def _criteria_in_words(desk: SchoolDesk, codes: list[str]) -> str:
    """ "Tiêu chuẩn 1, 2; tiêu chí 3.1, 3.3": whole standards by their number."""
    left, whole = set(codes), []
    for standard in desk.rules.standards:
        own = [criterion.code for criterion in standard.criteria]
        if left.issuperset(own):
            whole.append(standard.code)
            left.difference_update(own)
    clauses = [clause.code for clause in desk.rules.clauses if clause.code in left]
    rest = sorted(left.difference(clauses), key=natural_key)
    words = [f"Tiêu chuẩn {', '.join(whole)}"] if whole else []
    words += [f"tiêu chí {', '.join(rest)}"] if rest else []
    if clauses:
        article = clauses[0].partition(".")[0]
        numbers = ", ".join(code.partition(".")[2] for code in clauses)
        words.append(f"khoản {numbers} Điều {article}")
    return "; ".join(words)


def _council_text(desk: SchoolDesk) -> str:
    if not desk.council:
        return f"Chủ tịch: {FILL}; Thư ký: {FILL}."
    parts = []
    for role in (CouncilRole.CHAIR, CouncilRole.VICE_CHAIR, CouncilRole.SECRETARY):
        people = [f"{row.name} ({row.position})" if row.position else row.name for row in desk.council if row.role == role]  # fmt: skip
        if people or role != CouncilRole.VICE_CHAIR:
            parts.append(f"{role}: {', '.join(people) or desk.blank(f'{role} Hội đồng')}")
    return f"{'; '.join(parts)}."


def _check_size(desk: SchoolDesk) -> None:
    """The decision is where too small a council can still be mended: say the number the circular asks for."""
    wanted, number = desk.rules.council, len(desk.council)
    asked = f"ít nhất {wanted.min_members:02} người" if wanted.min_members else ""
    odd = "số lẻ" if wanted.odd else ""
    fits = number >= (wanted.min_members or 0) and (number % 2 == 1 or not wanted.odd)
    if number and not fits:
        unsure = " (chưa đối chiếu)" if wanted.confidence is Confidence.UNVERIFIED else ""
        need = " và ".join(part for part in (asked, odd) if part)
        desk.source.remarks.append(f"Hội đồng có {number:02} người; {wanted.ref} cần {need}{unsure}.")


def _duties(desk: SchoolDesk) -> str:
    due = desk.report_due()
    approval = f" trước {vn_long_date(due)}" if due else ""
    more = "lập kế hoạch cải tiến chất lượng" if desk.is_2026 else "đề xuất biện pháp cải tiến chất lượng"
    return (
        f"Hội đồng tự đánh giá lập và thực hiện kế hoạch tự đánh giá theo {desk.circular}; phân công nhiệm vụ cho từng "
        f"thành viên; thu thập, phân tích minh chứng; đánh giá từng tiêu chí; hoàn thành, phê duyệt báo cáo tự đánh giá"
        f"{approval}; {more}"
    )


# ---- what is assessed, and when


def _standards(desk: SchoolDesk) -> Iterator[StandardLine]:
    evidence = [_cited(desk, row) for row in desk.submission.table(Evidence) if not row.is_blank()]
    for standard in desk.rules.standards:
        codes = {criterion.code for criterion in standard.criteria}
        own = sum(1 for cited in evidence if cited & codes)
        yield StandardLine(
            code=standard.code,
            title=desk.assessed.title(standard.title),
            criteria=f"{len(codes):02}",
            evidence=str(own) if evidence else "……",
        )


def _cited(desk: SchoolDesk, row: Evidence) -> set[str]:
    """The criteria a piece of evidence is for: those written, else the one in its code."""
    if row.criteria:
        return {part.strip() for part in row.criteria.replace(",", ";").split(";")}
    code, pattern = canonical(row.code), desk.rules.evidence_code.pattern
    serial = serial_of(code, pattern) or serial_of(f"[{code}]", pattern)
    return {serial.criterion} if serial else set()


def _steps_2018(desk: SchoolDesk) -> Iterator[PlanStep]:
    """The seven steps of the guidance of 2018; the weeks are the school's own."""
    everyone, groups = "Hội đồng tự đánh giá", "Các nhóm công tác"
    when = desk.blank("thời gian của từng bước (hướng dẫn năm 2018 nêu khoảng 16 tuần)", "……… - ………")
    desk.doubt("tên 07 bước tự đánh giá (CV 5932, 5942/BGDĐT-QLCL)")
    for work, who in (
        ("Thành lập Hội đồng tự đánh giá", desk.rules.words.head),
        ("Xây dựng kế hoạch tự đánh giá", everyone),
        ("Thu thập, xử lý và phân tích các minh chứng", groups),
        ("Đánh giá các mức đạt được của tiêu chí", groups),
        ("Viết báo cáo tự đánh giá", "Nhóm thư ký"),
        ("Công bố báo cáo tự đánh giá", everyone),
        ("Triển khai các hoạt động sau khi hoàn thành báo cáo tự đánh giá", desk.rules.words.school),
    ):
        yield PlanStep(work=work, time=when, who=who)


def _steps_2026(desk: SchoolDesk) -> Iterator[PlanStep]:
    """The work TT 57/2026 asks for; only the approval of the report has a day of the circular."""
    everyone, groups = "Hội đồng tự đánh giá", "Các nhóm công tác"
    when = desk.blank("thời gian của từng việc", "……… - ………")
    due = desk.report_due()
    reviews = desk.rules.improvement.reviews_per_year
    yield PlanStep(work="Thành lập Hội đồng, phân công nhiệm vụ", time=when, who=desk.rules.words.head)
    yield PlanStep(work="Thu thập minh chứng, lập danh mục minh chứng", time=when, who=groups)
    yield PlanStep(work="Đánh giá từng tiêu chí theo mức", time=when, who=groups)
    yield PlanStep(work="Viết, góp ý, thông qua báo cáo tự đánh giá", time=when, who=everyone)
    yield PlanStep(
        work="Phê duyệt báo cáo tự đánh giá",
        time=f"Trước {vn_date(due)}" if due else when,
        who=f"Chủ tịch {everyone}",
    )
    yield PlanStep(work="Lập kế hoạch cải tiến chất lượng", time=when, who=everyone)
    if reviews:
        yield PlanStep(
            work=f"Rà soát việc cải tiến (ít nhất {reviews:02} lần trong năm học)", time=when, who=everyone
        )


DOCUMENTS = (
    Document(
        "quyet-dinh-hoi-dong-tdg",
        "Quyết định thành lập Hội đồng tự đánh giá, kèm danh sách",
        Kind.DECISION,
        SELF_ASSESSMENT,
        (variant("quyet-dinh-hoi-dong-tdg", CouncilDecision, decision, samples.ward_school),),
        build=decision,
        uses=(School, Member, Assignment),
    ),
    Document(
        "ke-hoach-tu-danh-gia",
        "Kế hoạch tự đánh giá",
        Kind.PLAN,
        SELF_ASSESSMENT,
        (variant("ke-hoach-tu-danh-gia", SelfAssessmentPlan, plan, samples.district_school),),
        build=plan,
        uses=(School, Member, Assignment, Evidence),
    ),
)
