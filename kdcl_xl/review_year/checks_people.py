"""Who sits in a panel: not of the visited school, not twice, not in two places, called from the pool and trained."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_people import PanelMember, Reviewer, TrainingLine
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.forms.review_words import Activity, PanelRole
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.review_year.checks_kit import ReviewBook, check
from kdcl_xl.review_year.people_levels import levels_in
from kdcl_xl.review_year.pool import Pool
from kdcl_xl.review_year.scheduling_facts import survey_of
from kdcl_xl.review_year.school_files import SchoolFile, name_key, person_called
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key

OWN_SCHOOL = rule("DGS-043", Severity.ERROR, "Thành viên đoàn không thuộc trường được đánh giá")
SAME_PERSON = rule("DGS-044", Severity.ERROR, "Mỗi người một chỗ trong đoàn")
TWO_PLACES = rule("DGS-045", Severity.ERROR, "Một người không ở hai đoàn cùng ngày")
NOT_LISTED = rule("DGS-046", Severity.WARNING, "Thành viên đoàn có trong trang Nhân sự")
NOT_AVAILABLE = rule("DGS-047", Severity.WARNING, "Thành viên đoàn sẵn sàng trong năm")
UNTRAINED = rule("DGS-048", Severity.WARNING, "Thành viên đoàn đã qua tập huấn")
MAY_NOT_LEAD = rule("DGS-052", Severity.WARNING, "Trưởng đoàn, thư ký là người làm được việc ấy")
LEVELS = rule("DGS-053", Severity.WARNING, "Cấp học đánh giá được ghi bằng tên cấp học")
ORDER = rule("DGS-136", Severity.ERROR, "Tập huấn, điều động: ngày kết thúc không trước ngày bắt đầu")
NO_DECISION = rule("DGS-135", Severity.WARNING, "Tập huấn, điều động có số quyết định hoặc công văn", only_when_submitting=True)  # fmt: skip

_SCHOOL_IN_POSITION = re.compile(r"\b(?:Trường|Trung tâm|MN|MG|TH|THCS|THPT|TTGDTX)\b.*", re.S)
_LEADERS = {PanelRole.HEAD: ("can_lead", "trưởng đoàn"), PanelRole.SECRETARY: ("can_write", "thư ký")}


@check(OWN_SCHOOL, reads={PanelMember: "school_id school person name position", Reviewer: "code name school_id school"})  # fmt: skip
def nobody_reviews_the_own_school(book: ReviewBook) -> Iterator[Finding]:
    """By the pool's mã trường and place of work, or by what the seat itself says."""
    pool = Pool(book.rows(Reviewer, "code", "name", "school_id", "school"))
    for file, members in book.by_school(PanelMember, "person", "name", "position"):
        for member in members:
            reviewer = pool.find(member)
            place = _SCHOOL_IN_POSITION.search(member.position)
            works_here = reviewer is not None and _is_school(file, reviewer.school_id, reviewer.school)
            if works_here or (place and _is_school(file, "", place[0])):
                yield OWN_SCHOOL.at(*book.at(member, "name"), f"{person_called(member.person)} công tác tại chính trường được đánh giá, “{file.name}”.", "Cử người của trường khác, hoặc sửa nơi công tác ở trang Nhân sự.")  # fmt: skip


def _is_school(file: SchoolFile, school_id: str, name: str) -> bool:
    if school_id and file.school_id:
        return school_id.strip() == file.school_id
    here, there = name_key(file.name, file.kind), name_key(name)
    return bool(there[2]) and here[2] == there[2] and (not there[1] or there[1] == (here[1] or there[1]))


@check(SAME_PERSON, reads={PanelMember: "person name position"})
def nobody_sits_twice(book: ReviewBook) -> Iterator[Finding]:
    """One person on two seats of one panel."""
    pool = Pool(book.submission.table(Reviewer))
    for file, members in book.by_school(PanelMember, "person", "name", "position"):
        seats: dict[str, PanelMember] = {}
        for member in members:
            who = pool.identity(member)
            if who and seats.setdefault(who, member) is not member:
                yield SAME_PERSON.at(*book.at(member, "name"), f"{person_called(member.person)} đã có trong đoàn đánh giá “{file.name}” ở dòng {seats[who].line}.", "Xóa một dòng, hoặc sửa mã người.")  # fmt: skip


@check(TWO_PLACES, reads={PanelMember: "person name position", ReviewProcess: "official_from official_to"})
def nobody_is_in_two_places(book: ReviewBook) -> Iterator[Finding]:
    """Official surveys of two panels that share a day and a person."""
    pool = Pool(book.submission.table(Reviewer))
    seats: defaultdict[str, list[tuple[SchoolFile, PanelMember]]] = defaultdict(list)
    for file, members in book.by_school(PanelMember, "person", "name", "position"):
        for who, member in {pool.identity(member): member for member in reversed(members)}.items():
            seats[who].append((file, member))
    for places in seats.values():
        for position, (file, member) in enumerate(places):
            for other, _seat in places[:position]:
                here, there = survey_of(file), survey_of(other)
                if here and there and here.meets(there):
                    day = vn_date(max(here.first, there.first))
                    yield TWO_PLACES.at(*book.at(member, "name"), f"{person_called(member.person)} ở hai đoàn khảo sát cùng ngày {day}: “{other.name}” và “{file.name}”.", "Đổi người, hoặc đổi ngày khảo sát ở trang Các bước.")  # fmt: skip


@check(NOT_LISTED, NOT_AVAILABLE, UNTRAINED, MAY_NOT_LEAD, reads={PanelMember: "person name role", Reviewer: "code name trained available can_lead can_write"})  # fmt: skip
def members_come_from_the_pool(book: ReviewBook) -> Iterator[Finding]:
    """What the sheet "Nhân sự" says of the people of the panels; an empty sheet says nothing of anybody."""
    reviewers = book.rows(Reviewer, "code", "name", "trained", "available", "can_lead", "can_write")
    pool = Pool(reviewers)
    trained = {
        key
        for row in book.submission.table(TrainingLine)
        if row.activity == Activity.TRAINING
        for key in (row.person.strip(), match_key(row.name))
        if key
    }
    for _file, members in book.by_school(PanelMember, "person", "name", "role") if reviewers else ():
        for member in members:
            reviewer = pool.find(member)
            if not pool.all_like(member):
                yield NOT_LISTED.at(*book.at(member, "name"), f"{person_called(member.person)} không có trong trang Nhân sự.", "Thêm người này vào trang Nhân sự, hoặc sửa mã người.")  # fmt: skip
            if reviewer is not None:
                yield from _of_reviewer(book, member, reviewer, trained)


def _of_reviewer(
    book: ReviewBook, member: PanelMember, reviewer: Reviewer, trained: set[str]
) -> Iterator[Finding]:
    if reviewer.available == YesNo.NO:
        yield NOT_AVAILABLE.at(*book.at(member, "name"), f"{person_called(member.person)} ghi không sẵn sàng năm nay (trang Nhân sự, dòng {reviewer.line}).", "Cử người khác; người ấy nhận lời thì sửa cột Sẵn sàng năm nay ở trang Nhân sự.")  # fmt: skip
    if reviewer.trained is None and not trained & {reviewer.code.strip(), match_key(reviewer.name)}:
        yield UNTRAINED.at(*book.at(member, "name"), f"{person_called(member.person)} chưa có năm tập huấn ở trang Nhân sự, cũng chưa có dòng tập huấn nào.", "Ghi năm tập huấn; chưa tập huấn thì cử người khác.")  # fmt: skip
    for role, (field, what) in _LEADERS.items():
        if member.role == role and getattr(reviewer, field) == YesNo.NO:
            yield MAY_NOT_LEAD.at(*book.at(member, "role"), f"{person_called(member.person)} ghi không làm {what} (trang Nhân sự, dòng {reviewer.line}).", "Chọn người khác; người ấy làm được thì sửa ô ấy ở trang Nhân sự.")  # fmt: skip


@check(LEVELS, reads={Reviewer: "kinds"})
def levels_are_named(book: ReviewBook) -> Iterator[Finding]:
    """Words that name no level: a panel could be formed of people who never said they judge that level."""
    for row in book.rows(Reviewer, "kinds"):
        unread = levels_in(row.kinds).unread
        if unread:
            yield LEVELS.at(*book.at(row, "kinds"), f"“{'; '.join(unread)}” không phải tên cấp học, nên khi xếp đoàn không được tính.", "Ghi tên cấp học, cách nhau bằng dấu chấm phẩy, ví dụ: Mầm non; Tiểu học. Mọi cấp thì để trống.")  # fmt: skip


@check(ORDER, NO_DECISION, reads={TrainingLine: "from_day to_day decision"})
def service_record(book: ReviewBook) -> Iterator[Finding]:
    """Training and calls: until when, by which decision."""
    for row in book.rows(TrainingLine, "from_day", "to_day", "decision"):
        if row.from_day and row.to_day and row.to_day < row.from_day:
            yield ORDER.at(*book.at(row, "to_day"), f"Đến ngày {vn_date(row.to_day)} trước từ ngày {vn_date(row.from_day)}.", "Sửa lại ngày nào ghi nhầm.")  # fmt: skip
        if row.activity and not row.decision.strip():
            yield NO_DECISION.at(*book.at(row, "decision"), f"{row.activity} ở dòng này chưa ghi theo quyết định, công văn nào.", "Ghi số, ký hiệu văn bản.")  # fmt: skip
