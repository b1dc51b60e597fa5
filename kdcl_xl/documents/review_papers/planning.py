"""Kế hoạch công tác kiểm định chất lượng giáo dục of a school year, with the schedule of the schools."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Receivers
from kdcl_xl.documents.review_papers.desk import OfficeDesk, ReviewPaper, desk_of
from kdcl_xl.documents.review_papers.planning_text import Task, duties, purpose, tasks
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import counted
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import Inspection, ReviewTerm, Target
from kdcl_xl.forms.review_people import Reviewer
from kdcl_xl.forms.vocabulary import KindName, YesNo
from kdcl_xl.text.dates import SchoolYear, vn_date
from kdcl_xl.text.lists import some

NOT_SAID = "chưa rõ"
"""Printed for a request nobody has decided: a blank cell would say no."""
_MOST = 5
_SEPTEMBER = 9
_ZERO_BEFORE = (1, 2)
"""Months that are written with a zero before them (Phụ lục I NĐ 30/2020)."""


class ScheduleLine(Context):
    """One school of the schedule."""

    number: str
    school: str
    kind: str
    when: str
    kdcl: str
    """"X", blank for no, "chưa rõ"."""
    cqg: str
    note: str


class ReviewYearPlan(ReviewPaper):
    """Kế hoạch công tác kiểm định chất lượng giáo dục of a Phòng, UBND xã or Sở. No form is prescribed."""

    opening: str
    purpose: tuple[str, ...]
    tasks: tuple[Task, ...]
    schedule_title: str
    schedule_text: tuple[str, ...]
    """How many schools, of which kinds, asking for what: figures and words."""
    when_word: str
    """How the column of times is headed."""
    asks_kdcl: bool
    """Whether the column KĐCL is printed: since TT 57/2026 only where a school still asks for it."""
    lines: tuple[ScheduleLine, ...]
    duties: tuple[str, ...]
    closing: str


def year_plan(source: Source) -> ReviewYearPlan:
    """The plan of the year; what only the office knows is left to it."""
    desk = desk_of(source)
    visits = [row for row in source.submission.table(ScheduledVisit) if row.school]
    _tell_about(desk, visits)
    return desk.paper(
        ReviewYearPlan,
        Kind.PLAN,
        f"Công tác kiểm định chất lượng giáo dục năm học {desk.year}",
        desk.signer(),
        Receivers(lines=(f"{desk.superior} (để báo cáo)", "Các cơ sở giáo dục có tên trong kế hoạch")),
        grounds=tuple(_grounds(desk)),
        opening=f"{desk.office} lập kế hoạch công tác kiểm định chất lượng giáo dục năm học {desk.year} như sau:",
        purpose=purpose(desk),
        tasks=tasks(desk),
        schedule_title=f"Lịch {desk.work} năm học {desk.year}",
        schedule_text=tuple(_counts(desk, visits)),
        when_word="THỜI GIAN THẨM ĐỊNH" if desk.by_council else "THỜI GIAN ĐÁNH GIÁ NGOÀI",
        asks_kdcl=not desk.by_council or any(row.kdcl == YesNo.YES for row in visits),
        lines=tuple(_lines(desk, visits)),
        duties=duties(desk),
        closing=f"{desk.office} đề nghị các cơ sở giáo dục tổ chức thực hiện; có vướng mắc thì báo về để được hướng dẫn",
    )


def _grounds(desk: OfficeDesk) -> Iterator[str]:
    yield from desk.circular_grounds()
    if not desk.is_province:
        yield f"Căn cứ {desk.blank('hướng dẫn nhiệm vụ năm học của Sở về kiểm định chất lượng giáo dục')}"
    else:
        yield f"Căn cứ {desk.blank('hướng dẫn nhiệm vụ năm học của Bộ về quản lý chất lượng')}"


# ---- the schedule


def _lines(desk: OfficeDesk, visits: Sequence[ScheduledVisit]) -> Iterator[ScheduleLine]:
    """Numbers as the workbook has them; when some are missing, all are given anew."""
    renumber = any(row.stt is None for row in visits)
    for place, row in enumerate(visits, start=1):
        yield ScheduleLine(
            number=str(place if renumber else row.stt),
            school=row.school,
            kind=row.kind,
            when=time_of(row, desk.year),
            kdcl=_mark(row.kdcl),
            cqg=_mark(row.cqg),
            note="; ".join(filter(None, (row.grade, row.note))),
        )


def _mark(asked: str) -> str:
    return {str(YesNo.YES): "X", str(YesNo.NO): ""}.get(asked, NOT_SAID)


def time_of(row: ScheduledVisit, year: SchoolYear) -> str:
    """When: as the plan wrote it while year, month and day still say the same, else from these. "" while unknown."""
    if row.when_text and _agrees(row, year):
        return row.when_text
    if row.first and row.last and row.first < row.last and row.day:
        return f"từ {vn_date(row.first)} đến {vn_date(row.last)}"
    if row.month is None:
        return f"Năm {row.year}" if row.year else ""
    if row.day:
        return f"{row.day:02}/{row.month:02}" + (f"/{row.year}" if row.year else "")
    month = f"{row.month:02}" if row.month in _ZERO_BEFORE else str(row.month)
    return f"Tháng {month}" + (f"/{row.year}" if row.year else "")


def _agrees(row: ScheduledVisit, year: SchoolYear) -> bool:
    """Whether the words name the day, month and year of the row; a month without a year gets that of the school year."""
    numbers = [int(number) for number in re.findall(r"\d+", row.when_text)]
    years = [number for number in numbers if number > 1000]
    parts = Counter(part for part in (row.month, row.day) if part is not None)
    named = parts <= Counter(numbers)  # "Tháng 3" names no third of March
    if years or row.year is None or row.month is None:
        return named and (row.year is None or not years or row.year in years)
    return named and row.year == (year.start if row.month >= _SEPTEMBER else year.end)


def _counts(desk: OfficeDesk, visits: Sequence[ScheduledVisit]) -> Iterator[str]:
    """How many schools in words; the tasks of section II speak of other numbers, these are those of the table."""
    if not visits:
        yield f"Chưa có trường nào trong lịch {desk.work}: {desk.blank('lịch của các trường')}."
        return
    kinds = Counter(row.kind for row in visits)
    each = [
        f"{counted(kinds[kind], 'trường')} {_kind_word(kind)}" for kind in map(str, KindName) if kinds[kind]
    ]
    if kinds[""]:
        each.append(f"{counted(kinds[''], 'trường')} chưa rõ cấp học")
    yield f"Năm học {desk.year} có {counted(len(visits), 'trường')} trong lịch {desk.work}, gồm: {'; '.join(each)}."
    asked = [
        f"{counted(number, 'trường')} đề nghị {what}"
        for number, what in (
            (sum(1 for row in visits if row.kdcl == YesNo.YES), "công nhận đạt kiểm định chất lượng giáo dục (KĐCL)"),
            (sum(1 for row in visits if row.cqg == YesNo.YES), "công nhận đạt chuẩn quốc gia (CQG)"),
        )
        if number
    ]  # fmt: skip
    if asked:
        yield (
            f"Trong đó {'; '.join(asked)}. Trường đề nghị cả hai được tính ở cả hai."
            if len(asked) > 1
            else f"Trong đó {asked[0]}."
        )


def _kind_word(kind: str) -> str:
    if kind in (KindName.LOWER_SECONDARY, KindName.UPPER_SECONDARY):
        return kind
    return {KindName.MULTI_LEVEL: "có nhiều cấp học", KindName.CONTINUING: "(trung tâm) giáo dục thường xuyên"}.get(
        KindName(kind), kind.lower()
    )  # fmt: skip


def _tell_about(desk: OfficeDesk, visits: Sequence[ScheduledVisit]) -> None:
    """What of the schedule the officer should look at before signing; nothing is corrected here."""
    numbers = [row.stt for row in visits]
    if visits and None not in numbers and numbers != list(range(1, len(visits) + 1)):
        desk.remark(f"Cột STT của lịch không liên tục ({some(map(str, numbers), 20)}): in như trong sổ, sửa ở trang “Lịch đánh giá ngoài”.")  # fmt: skip
    open_ = [row.school for row in visits if not row.kdcl and not row.cqg]
    if open_:
        desk.remark(f"Chưa ghi trường đề nghị KĐCL hay CQG, in “{NOT_SAID}”: {some(open_, _MOST, ' và {} trường nữa')}.")  # fmt: skip
    timeless = [row.school for row in visits if not time_of(row, desk.year)]
    if timeless:
        desk.remark(f"Chưa có thời gian: {some(timeless, _MOST, ' và {} trường nữa')}.")
    desk.tell_old_requests(row.school for row in visits if row.kdcl == YesNo.YES)
    continuing = [row.school for row in visits if row.kind == KindName.CONTINUING and row.cqg == YesNo.YES]
    if continuing:
        desk.remark(f"Trung tâm giáo dục thường xuyên không có công nhận chuẩn quốc gia: {some(continuing, _MOST)}. Thầy/cô xem lại cột CQG.")  # fmt: skip


DOCUMENTS = (
    Document(
        "ke-hoach-kdcl",
        "Kế hoạch công tác kiểm định chất lượng giáo dục năm học",
        Kind.PLAN,
        EXTERNAL_REVIEW,
        (variant("ke-hoach-kdcl", ReviewYearPlan, year_plan, samples.ward, sign=True),),
        build=year_plan,
        uses=(ReviewPlan, ScheduledVisit, ReviewRegistration, Reviewer, Inspection, Target, ReviewTerm),
    ),
)
