"""Papers about the đoàn đánh giá ngoài of 2018: its decision, the call of its members, the letter about its draft.

Since 07/7/2026 there is no đoàn; what had begun before is still finished on paper. The day decides, and the user is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.bodies import body_of
from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Receivers
from kdcl_xl.documents.review_papers.desk import OfficeDesk, ReviewPaper, desk_of, paper_name, spelt_school
from kdcl_xl.documents.review_papers.petitions import asked_for
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import by_role, counted
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.forms.review_people import PanelMember, Reviewer
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.law.external_review import TEAM_PATH, review_law
from kdcl_xl.law.working_days import day_off, working_days_after
from kdcl_xl.review_year.scheduling_facts import day_of
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date, vn_long_date
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import match_key

NOT_SET = "Theo lịch của đoàn"
_MOST = 5
_BEGUN = (
    "submitted_on",
    "decided_on",
    "research_on",
    "preliminary_on",
    "official_from",
    "draft_on",
    "sent_on",
)
_OLD_LAW = (
    "Từ 07/7/2026 Thông tư 57/2026/TT-BGDĐT thay đánh giá ngoài bằng đoàn bằng hội đồng thẩm định của Sở (Điều 16, 17, 19, chưa đối "
    "chiếu)"
)


class PanelSeat(Context):
    """One member of a panel."""

    name: str
    position: str
    role: str
    criteria: str


class Step(Context):
    """One of the six steps with its day."""

    title: str
    when: str


class PanelDecision(ReviewPaper):
    """Quyết định thành lập đoàn đánh giá ngoài of one school, by the Sở (TT 17, 18, 19/2018; until 06/7/2026)."""

    authority: str
    school: str
    asks: str
    members: tuple[PanelSeat, ...]
    member_count: str
    steps: tuple[Step, ...]
    duties: str

    @property
    def attached_to(self) -> str:
        """The note under the title of the list, without brackets."""
        return f"Kèm theo Quyết định {self.head.cited} của {self.office}"


class OpinionLetter(ReviewPaper):
    """Công văn lấy ý kiến of one school on the draft of the báo cáo đánh giá ngoài (step 5 of 2018)."""

    school: str
    drafted: str
    """The day the draft was ready."""
    deadline: str
    """"ngày 06 tháng 01 năm 2025 (10 (mười) ngày làm việc kể từ ngày gửi)"."""
    contact: str


class CalledPerson(Context):
    """One person called to one panel."""

    name: str
    position: str
    role: str
    school: str
    when: str


class CallLetter(ReviewPaper):
    """Công văn điều động of the reviewers who work at one place."""

    place: str
    """Where they work."""
    people: tuple[CalledPerson, ...]
    people_count: str
    contact: str


# ---- whether there may be a panel


def begun(file: SchoolFile) -> bool:
    """Whether a step of the school's review was done while the circulars of 2018 were in force."""
    last = review_law().path(TEAM_PATH).valid_to
    days = (getattr(row, name) for row in file.of(ReviewProcess) for name in _BEGUN)
    return any(day is not None and (last is None or day <= last) for day in days)


def _under_2018(desk: OfficeDesk, files: list[SchoolFile], what: str) -> list[SchoolFile]:
    """The schools a paper of the old path may be made for on the day; the others are named, with the law."""
    if desk.by_team:
        return files
    allowed = [file for file in files if begun(file)]
    refused = [file.name for file in files if not begun(file)]
    if refused:
        desk.remark(f"{_OLD_LAW}: không lập {what} cho {some(refused, _MOST, ' và {} trường nữa')}.")
    if allowed:
        desk.remark(f"{_OLD_LAW}; {what} chỉ lập cho trường đã bắt đầu trước ngày đó: {some([f.name for f in allowed], _MOST, ' và {} trường nữa')}.")  # fmt: skip
    return allowed


def _seated(desk: OfficeDesk, file: SchoolFile) -> list[PanelMember]:
    """Its panel, trưởng đoàn first."""
    return by_role((row for row in file.of(PanelMember) if row.name), PanelRole)


# ---- the decision


def panel_decisions(source: Source) -> Iterator[Draft]:
    """One decision for each school that has a panel; only the Sở makes them."""
    desk = desk_of(source)
    paneled = [file for file in desk.files if _seated(desk, file)]
    if not paneled:
        desk.remark("Trang “Đoàn đánh giá ngoài” chưa có thành viên nào: không có quyết định để lập.")
    if paneled and not desk.is_province:
        desk.remark(f"Quyết định thành lập đoàn do Sở ban hành; sổ này của {desk.office} nên không lập.")
        return
    for file in _under_2018(desk, paneled, "quyết định thành lập đoàn"):
        yield Draft(paper_name("quyet-dinh-doan-dgn", file.school_id, file.name), _panel_decision(desk, file))


def _panel_decision(desk: OfficeDesk, file: SchoolFile) -> PanelDecision:
    members, school = _seated(desk, file), spelt_school(file.name)
    signer = desk.signer("quyet_dinh_doan_dgn")
    _check_panel(desk, file, members)
    kinds = [file.kind] if file.kind else None
    return desk.paper(
        PanelDecision,
        Kind.DECISION,
        f"Về việc thành lập Đoàn đánh giá ngoài {school}",
        signer,
        Receivers(lines=("Như Điều 3", school, "Nơi công tác của thành viên đoàn")),
        grounds=(
            desk.authority_ground(),
            *desk.circular_grounds(kinds),
            desk.plan_ground(),
            f"Theo đề nghị của {desk.blank('người, bộ phận đề nghị thành lập đoàn')}",
        ),
        authority=desk.authority(signer),
        school=school,
        asks=asked_for(desk, file),
        members=tuple(
            PanelSeat(
                name=row.name,
                position=desk.known(row.position, "chức vụ, nơi công tác của thành viên đoàn"),
                role=row.role,
                criteria=row.criteria or "Theo phân công của trưởng đoàn",
            )
            for row in members
        ),
        member_count=counted(len(members), "thành viên"),
        steps=tuple(_steps(desk, file)),
        duties="Đoàn đánh giá ngoài nghiên cứu hồ sơ, khảo sát, lập báo cáo đánh giá ngoài theo quy trình; giữ bí mật thông tin cho đến "
        "khi có kết luận; tự giải thể khi hoàn thành nhiệm vụ",
    )


def _check_panel(desk: OfficeDesk, file: SchoolFile, members: list[PanelMember]) -> None:
    """What the Sở should look at before signing."""
    least, most = desk.number("doan_it_nhat"), desk.number("doan_nhieu_nhat")
    if not least <= len(members) <= most:
        desk.remark(f"Đoàn của {file.name} có {len(members)} người; mốc của cơ quan là {least} đến {most}.")
    for role in (PanelRole.HEAD, PanelRole.SECRETARY):
        holders = sum(1 for row in members if row.role == role)
        if holders != 1:
            desk.remark(f"Đoàn của {file.name} có {holders} {role.lower()}: cần đúng một người.")


def _steps(desk: OfficeDesk, file: SchoolFile) -> Iterator[Step]:
    row = file.first(ReviewProcess) or ReviewProcess()
    survey = _span(row.official_from, row.official_to)
    days = (row.research_on, row.preliminary_on, survey, row.draft_on, row.sent_on, row.final_on)
    for title, day in zip(review_law().path(TEAM_PATH).steps, days, strict=True):
        when = day if isinstance(day, str) else (vn_date(day) if day else NOT_SET)
        yield Step(title=title, when=when)


def _span(first: dt.date | None, last: dt.date | None) -> str:
    if first is None:
        return NOT_SET
    return f"Từ {vn_date(first)} đến {vn_date(last)}" if last and last > first else vn_date(first)


# ---- the draft


def opinion_letters(source: Source) -> Iterator[Draft]:
    """One letter to each school whose draft is ready and that has not answered."""
    desk = desk_of(source)
    ready = [file for file in desk.files if _awaits_opinion(file)]
    if not ready:
        desk.remark("Không có trường nào có dự thảo báo cáo mà chưa phản hồi (trang “Các bước”): không có công văn để lập.")  # fmt: skip
    for file in _under_2018(desk, ready, "công văn lấy ý kiến"):
        yield Draft(paper_name("cong-van-lay-y-kien", file.school_id, file.name), _opinion_letter(desk, file))


def _awaits_opinion(file: SchoolFile) -> bool:
    row = file.first(ReviewProcess)
    return row is not None and row.draft_on is not None and row.answered_on is None


def _opinion_letter(desk: OfficeDesk, file: SchoolFile) -> OpinionLetter:
    row = file.of(ReviewProcess)[0]
    days = desk.number("phan_hoi_ngay")
    sent = row.sent_on or desk.on
    due = working_days_after(sent, days)
    if due < desk.on:
        desk.remark(f"{file.name}: hạn phản hồi {vn_date(due)} đã qua (tính từ ngày gửi {vn_date(sent)}).")
    _tell_expected_holidays(desk, sent, due)
    school = spelt_school(file.name)
    return desk.paper(
        OpinionLetter,
        Kind.LETTER,
        "lấy ý kiến về dự thảo báo cáo đánh giá ngoài",
        desk.signer(),
        Receivers(lines=("Như trên", "Đoàn đánh giá ngoài")),
        school=school,
        drafted=desk.day(row.draft_on, "ngày dự thảo báo cáo"),
        deadline=f"chậm nhất {vn_long_date(due)}, trong {counted(days, 'ngày làm việc')} kể từ ngày gửi",
        contact=desk.known(desk.plan.contact, "người theo dõi, điện thoại"),
    )


def _tell_expected_holidays(desk: OfficeDesk, sent: dt.date, due: dt.date) -> None:
    """Holidays in the term that are only expected so far."""
    span = (sent + dt.timedelta(days=n) for n in range(1, (due - sent).days + 1))
    expected = {off.words: None for day in span if (off := day_off(day)) is not None and off.doubt}
    if expected:
        desk.remark(f"Hạn phản hồi {vn_date(due)} đã trừ {'; '.join(expected)}: thầy/cô kiểm tra lại.")


# ---- the call


def call_letters(source: Source) -> Iterator[Draft]:
    """One letter to each place where members of panels work."""
    desk = desk_of(source)
    paneled = _under_2018(desk, [file for file in desk.files if _seated(desk, file)], "công văn điều động")
    people = {row.code: row for row in desk.submission.table(Reviewer)}
    called: dict[str, list[CalledPerson]] = {}
    homeless: dict[str, None] = {}
    own: dict[str, None] = {}
    for file in sorted(paneled, key=_begins):
        for seat in _seated(desk, file):
            reviewer = people.get(seat.person)
            if reviewer is None or not reviewer.school:
                homeless[seat.name] = None
                continue
            if _is_own_office(desk, reviewer):
                own[seat.name] = None
                continue
            called.setdefault(reviewer.school, []).append(_called(desk, file, seat, reviewer))
    if homeless:
        desk.remark(f"Chưa biết nơi công tác, chưa có công văn điều động: {some(homeless, _MOST, ' và {} người nữa')}. Ghi mã người ở trang “Đoàn đánh giá ngoài”, nơi công tác ở trang “Nhân sự”.")  # fmt: skip
    if own:
        desk.remark(f"Người của {desk.office}, không lập công văn gửi chính cơ quan: {some(own, _MOST, ' và {} người nữa')}.")  # fmt: skip
    if not called and not homeless and not own:
        desk.remark("Trang “Đoàn đánh giá ngoài” chưa có ai để điều động: không có công văn để lập.")
    for place, persons in called.items():
        yield Draft(paper_name("cong-van-dieu-dong", place), _call_letter(desk, place, persons))


def _survey(file: SchoolFile) -> tuple[dt.date | None, dt.date | None]:
    """The days of the official survey: of the sheet "Các bước", else those the schedule fixed. A month is no day."""
    row = file.first(ReviewProcess)
    if row is not None and row.official_from:
        return row.official_from, row.official_to
    days = next((span for visit in file.of(ScheduledVisit) if (span := day_of(visit))), None)
    return (days.first, days.last) if days else (None, None)


def _begins(file: SchoolFile) -> dt.date:
    """Schools in the order of their surveys; those without a day come last."""
    return _survey(file)[0] or dt.date.max


def _is_own_office(desk: OfficeDesk, reviewer: Reviewer) -> bool:
    """ "Phòng GDĐT Quận 7" in the workbook of the Phòng Giáo dục và Đào tạo Quận 7."""
    works_at = body_of(reviewer.school, desk.plan.province, desk.on)
    return match_key(works_at.full) == match_key(desk.office)


def _called(desk: OfficeDesk, file: SchoolFile, seat: PanelMember, reviewer: Reviewer) -> CalledPerson:
    when = _span(*_survey(file))
    if when == NOT_SET:
        when = desk.blank("thời gian làm việc của đoàn (trang “Các bước” hoặc “Lịch đánh giá ngoài”)", "……")
    return CalledPerson(
        name=seat.name,
        position=reviewer.position or seat.position,
        role=seat.role,
        school=spelt_school(file.name),
        when=when,
    )


def _call_letter(desk: OfficeDesk, place: str, persons: list[CalledPerson]) -> CallLetter:
    different = {person.name for person in persons}
    return desk.paper(
        CallLetter,
        Kind.LETTER,
        "điều động nhân sự tham gia đoàn đánh giá ngoài",
        desk.signer(),
        Receivers(lines=("Như trên", "Các ông, bà có tên trong danh sách")),
        place=spelt_school(place),
        people=tuple(persons),
        people_count=counted(len(different), "người"),
        contact=desk.known(desk.plan.contact, "người theo dõi, điện thoại"),
    )


_OF_PANELS = (ReviewPlan, PanelMember, ReviewProcess)
DOCUMENTS = (
    Document(
        "quyet-dinh-doan-dgn",
        "Quyết định thành lập đoàn đánh giá ngoài, mỗi trường một quyết định",
        Kind.DECISION,
        EXTERNAL_REVIEW,
        (variant("quyet-dinh-doan-dgn", PanelDecision, panel_decisions, samples.department, sign=True),),
        build_all=panel_decisions,
        uses=(*_OF_PANELS, ReviewRegistration, ReviewTerm),
    ),
    Document(
        "cong-van-lay-y-kien",
        "Công văn lấy ý kiến về dự thảo báo cáo đánh giá ngoài, mỗi trường một công văn",
        Kind.LETTER,
        EXTERNAL_REVIEW,
        (variant("cong-van-lay-y-kien", OpinionLetter, opinion_letters, samples.department, sign=True),),
        build_all=opinion_letters,
        uses=(ReviewPlan, ReviewProcess, ReviewTerm),
    ),
    Document(
        "cong-van-dieu-dong",
        "Công văn điều động nhân sự đánh giá ngoài, mỗi nơi công tác một công văn",
        Kind.LETTER,
        EXTERNAL_REVIEW,
        (variant("cong-van-dieu-dong", CallLetter, call_letters, samples.department, sign=True),),
        build_all=call_letters,
        uses=(*_OF_PANELS, Reviewer, ScheduledVisit),
    ),
)
