"""Kiểm tra of schools about their quality work: kế hoạch, biên bản and thông báo kết luận of each, what has to follow.

Results are what people wrote: blank is "chưa xem". Requests keep their deadline, and are listed until they are done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import DAY_TO_FILL, Context, Receivers, Signer
from kdcl_xl.documents.review_papers.desk import OfficeDesk, ReviewPaper, desk_of, paper_name, spelt_school
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import FILL, FILL_LINES, counted
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_oversight import Inspection, InspectionItem
from kdcl_xl.forms.review_words import Meets
from kdcl_xl.forms.vocabulary import ENDED
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import match_key

NOT_LOOKED_AT = "Chưa xem"
_TO_WRITE = "(đơn vị ghi)"
_HEAD_OF_TEAM = "Trưởng đoàn"
_MOST = 5


class PlannedInspection(Context):
    """One line of the plan."""

    school: str
    kind: str
    when: str
    team: str


class InspectionPlan(ReviewPaper):
    """Kế hoạch kiểm tra công tác kiểm định chất lượng. No form is prescribed."""

    opening: str
    purpose: tuple[str, ...]
    contents: tuple[str, ...]
    count: str
    inspections: tuple[PlannedInspection, ...]
    duties: tuple[str, ...]
    closing: str


class InspectedItem(Context):
    """One line of the checklist as it was found."""

    name: str
    outcome: str
    remark: str


class FollowUp(Context):
    """What the school has to do, until when, where it stands."""

    request: str
    due: str
    state: str


class InspectionMinutes(ReviewPaper):
    """Biên bản kiểm tra of one school. No form is prescribed."""

    school: str
    held_on: str
    decision: str
    team: tuple[str, ...]
    present: tuple[str, ...]
    items: tuple[InspectedItem, ...]
    good: str
    limits: str
    requests: tuple[FollowUp, ...]
    school_opinion: str
    school_head: str


class InspectionConclusion(ReviewPaper):
    """Thông báo kết luận kiểm tra of one school, with the list of what follows. No form is prescribed."""

    school: str
    held_on: str
    decision: str
    summary: str
    """How many of the contents were met, in words."""
    good: str
    limits: str
    requests: tuple[FollowUp, ...]
    report_back: str


# ---- the plan


def inspection_plan(source: Source) -> InspectionPlan:
    """The plan: schools, days, teams, contents."""
    desk = desk_of(source)
    rows = [(file, row) for file in desk.files for row in file.of(Inspection)]
    if not rows:
        desk.remark("Trang “Kiểm tra” chưa có trường nào: danh sách để trống.")
    contents = tuple(dict.fromkeys(row.item for row in source.submission.table(InspectionItem) if row.item))
    count = len({id(file) for file, _ in rows})
    return desk.paper(
        InspectionPlan,
        Kind.PLAN,
        f"Kiểm tra công tác kiểm định chất lượng giáo dục năm học {desk.year}",
        desk.signer(),
        Receivers(lines=(f"{desk.superior} (để báo cáo)", "Các trường có tên trong kế hoạch")),
        grounds=(desk.authority_ground(), *desk.circular_grounds(), desk.plan_ground()),
        opening=f"{desk.office} lập kế hoạch kiểm tra công tác kiểm định chất lượng giáo dục năm học {desk.year} như sau:",
        purpose=(
            "Nắm tình hình tự đánh giá, cải tiến chất lượng tại trường; giúp trường tháo gỡ vướng mắc.",
            "Kiểm tra đúng nội dung, đúng thời gian đã báo; không yêu cầu trường lập thêm hồ sơ phục vụ đoàn.",
        ),
        contents=contents or EXTERNAL_REVIEW.lists(source.submission.edition)["ds_noi_dung_kiem_tra"],
        count=counted(count, "trường") if count else f"{desk.blank('số trường kiểm tra', '……')} trường",
        inspections=tuple(_planned(desk, file, row) for file, row in rows) or (_nothing_planned(desk),),
        duties=(
            f"{desk.office} thông báo lịch cho trường trước ngày kiểm tra, ra kết luận và theo dõi việc thực hiện kiến nghị.",
            "Đoàn kiểm tra lập biên bản tại trường, chịu trách nhiệm về nhận xét của mình.",
            "Trường chuẩn bị báo cáo, hồ sơ, minh chứng; cử người làm việc với đoàn.",
        ),
        closing=f"{desk.office} đề nghị các đơn vị, cá nhân có liên quan thực hiện",
    )


def _planned(desk: OfficeDesk, file: SchoolFile, row: Inspection) -> PlannedInspection:
    day = row.planned_on or row.held_on
    return PlannedInspection(
        school=file.name,
        kind=file.kind,
        when=vn_date(day) if day else desk.blank("ngày kiểm tra của từng trường", "……"),
        team="; ".join(_people(row.team)) or desk.blank("thành viên đoàn kiểm tra", "……"),
    )


def _nothing_planned(desk: OfficeDesk) -> PlannedInspection:
    return PlannedInspection(school=desk.blank("danh sách trường kiểm tra"), kind="", when=FILL, team=FILL)


# ---- one inspection


def _held(desk: OfficeDesk) -> Iterator[tuple[SchoolFile, Inspection, list[InspectionItem]]]:
    """Every inspection that took place, with its contents; those of a school go to its last inspection."""
    waiting = []
    if not any(file.of(Inspection) for file in desk.files):
        desk.remark("Trang “Kiểm tra” chưa có cuộc kiểm tra nào: không có văn bản để lập.")
    for file in desk.files:
        held = [row for row in file.of(Inspection) if row.held_on]
        if file.of(Inspection) and not held:
            waiting.append(file.name)
        if len(held) > 1:
            desk.remark(
                f"{file.name} có {len(held)} cuộc kiểm tra: nội dung kiểm tra tính cho cuộc gần nhất."
            )
        last = max(held, key=lambda row: row.held_on or dt.date.min, default=None)
        for row in held:
            yield file, row, file.of(InspectionItem) if row is last else []
    if waiting:
        desk.remark(f"Chưa ghi ngày kiểm tra nên chưa lập: {some(waiting, _MOST, ' và {} trường nữa')}.")


def inspection_minutes(source: Source) -> Iterator[Draft]:
    """One biên bản for each inspection that took place."""
    desk = desk_of(source)
    for file, row, items in _held(desk):
        yield Draft(
            paper_name("bien-ban-kiem-tra", file.school_id, file.name), _minutes(desk, file, row, items)
        )


def _minutes(
    desk: OfficeDesk, file: SchoolFile, row: Inspection, items: list[InspectionItem]
) -> InspectionMinutes:
    school = spelt_school(file.name)
    return desk.paper(
        InspectionMinutes,
        Kind.MINUTES,
        f"Kiểm tra công tác kiểm định chất lượng giáo dục tại {school}",
        Signer(lines=("TRƯỞNG ĐOÀN KIỂM TRA",), name=_leader(row.team)),
        Receivers(lines=(desk.office, school)),
        school=school,
        held_on=vn_date(row.held_on) if row.held_on else DAY_TO_FILL,
        decision=_decided(desk, row),
        team=_people(row.team) or (desk.blank("thành viên đoàn kiểm tra"),),
        present=_people(row.present) or (desk.blank("đại diện nhà trường"),),
        items=_checked(items) or (InspectedItem(name=desk.blank("nội dung đã kiểm tra"), outcome="", remark=""),),
        good=row.good or desk.blank("ưu điểm", FILL_LINES),
        limits=row.limits or desk.blank("tồn tại", FILL_LINES),
        requests=_follow_ups(items),
        school_opinion=desk.blank("ý kiến của nhà trường", FILL_LINES),
        school_head=_signs_for_the_school(row.present),
    )  # fmt: skip


def _decided(desk: OfficeDesk, row: Inspection) -> str:
    """ "Kế hoạch số 215/KH-PGDĐT"; what the cell says when it names the kind itself."""
    if not row.decision:
        return desk.blank("số quyết định, kế hoạch kiểm tra")
    kinds = (kind for sign, kind in (("/QĐ", "Quyết định"), ("/KH", "Kế hoạch")) if sign in row.decision)
    kind = next(kinds, "")
    return f"{kind} số {row.decision}" if kind and row.decision[:1].isdigit() else row.decision


def _checked(items: list[InspectionItem]) -> tuple[InspectedItem, ...]:
    ordered = sorted(items, key=lambda item: item.number or len(items) + 1)
    return tuple(InspectedItem(name=i.item, outcome=i.met or NOT_LOOKED_AT, remark=i.remark) for i in ordered)


def _follow_ups(items: list[InspectionItem]) -> tuple[FollowUp, ...]:
    """Requests in the order of their deadline, those without one last."""
    asked = sorted((item for item in items if item.request), key=lambda item: item.due or dt.date.max)
    return tuple(
        FollowUp(request=item.request, due=vn_date(item.due) if item.due else "Chưa ghi hạn", state=_state(item))
        for item in asked
    )  # fmt: skip


def _state(item: InspectionItem) -> str:
    if item.done_on:
        return f"Xong ngày {vn_date(item.done_on)}"
    return item.state or "Chưa ghi"


def _people(text: str) -> tuple[str, ...]:
    """The people of a cell, separated by semicolons."""
    return tuple(person for part in text.split(";") if (person := part.strip()))


def _leader(team: str) -> str:
    """The name of the trưởng đoàn: "Chu Thị Thanh (Trưởng đoàn); …"; "" when nobody is named so."""
    head = match_key(_HEAD_OF_TEAM)
    return _name(next((person for person in _people(team) if head in match_key(person)), ""))


def _signs_for_the_school(present: str) -> str:
    """The name of the one person the school sent; of several nobody knows who signs."""
    people = _people(present)
    return (_name(people[0]) if len(people) == 1 else "") or FILL


def _name(person: str) -> str:
    name = person.partition("(")[0].partition(",")[0].strip()
    for word in (_HEAD_OF_TEAM, "Bà", "Ông", "bà", "ông"):
        name = name.removeprefix(f"{word} ").removeprefix(f"{word}: ").strip()
    return name


# ---- its conclusion


def inspection_conclusions(source: Source) -> Iterator[Draft]:
    """One thông báo for each inspection that took place."""
    desk = desk_of(source)
    for file, row, items in _held(desk):
        yield Draft(
            paper_name("thong-bao-ket-luan-kiem-tra", file.school_id, file.name),
            _conclusion(desk, file, row, items),
        )


def _conclusion(
    desk: OfficeDesk, file: SchoolFile, row: Inspection, items: list[InspectionItem]
) -> InspectionConclusion:
    school = spelt_school(file.name)
    requests = _follow_ups(items)
    late = [i for i in items if i.due and i.due < desk.on and not i.done_on and i.state not in ENDED]
    if late:
        desk.remark(f"{file.name}: {len(late)} kiến nghị đã quá hạn đến ngày {vn_date(desk.on)}.")
    return desk.paper(
        InspectionConclusion,
        Kind.NOTICE,
        f"Kết luận kiểm tra công tác kiểm định chất lượng giáo dục tại {school}",
        desk.signer(),
        Receivers(lines=(school, f"{desk.superior} (để báo cáo)")),
        school=school,
        held_on=vn_date(row.held_on) if row.held_on else DAY_TO_FILL,
        decision=_decided(desk, row),
        summary=_summary(items),
        good=row.good or _TO_WRITE,
        limits=row.limits or _TO_WRITE,
        requests=requests,
        report_back=desk.blank("hạn trường báo cáo kết quả thực hiện", DAY_TO_FILL),
    )


def _summary(items: list[InspectionItem]) -> str:
    if not items:
        return "Nội dung kiểm tra chưa ghi trong sổ"
    met = sum(1 for item in items if item.met == Meets.YES)
    unmet = sum(1 for item in items if item.met == Meets.NO)
    open_ = len(items) - met - unmet
    parts = [f"{counted(met, 'nội dung')} đạt", f"{counted(unmet, 'nội dung')} chưa đạt"]
    parts += [f"{counted(open_, 'nội dung')} chưa kết luận"] if open_ else []
    return f"Đã kiểm tra {counted(len(items), 'nội dung')}: {', '.join(parts)}"


DOCUMENTS = (
    Document(
        "ke-hoach-kiem-tra",
        "Kế hoạch kiểm tra công tác kiểm định chất lượng",
        Kind.PLAN,
        EXTERNAL_REVIEW,
        (variant("ke-hoach-kiem-tra", InspectionPlan, inspection_plan, samples.district, sign=True),),
        build=inspection_plan,
        uses=(ReviewPlan, Inspection, InspectionItem),
    ),
    Document(
        "bien-ban-kiem-tra",
        "Biên bản kiểm tra, mỗi cuộc kiểm tra một biên bản",
        Kind.MINUTES,
        EXTERNAL_REVIEW,
        (variant("bien-ban-kiem-tra", InspectionMinutes, inspection_minutes, samples.district),),
        build_all=inspection_minutes,
        uses=(ReviewPlan, Inspection, InspectionItem),
    ),
    Document(
        "thong-bao-ket-luan-kiem-tra",
        "Thông báo kết luận kiểm tra, mỗi cuộc kiểm tra một thông báo",
        Kind.NOTICE,
        EXTERNAL_REVIEW,
        (variant("thong-bao-ket-luan-kiem-tra", InspectionConclusion, inspection_conclusions, samples.district, sign=True),),
        build_all=inspection_conclusions,
        uses=(ReviewPlan, Inspection, InspectionItem),
    ),
)  # fmt: skip
