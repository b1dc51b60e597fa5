"""Báo cáo thực hiện kế hoạch cải tiến chất lượng: what became of the plan of last year's self-assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kdcl_xl.documents.assessed import UNWRITTEN
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Prose
from kdcl_xl.documents.samples import school as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.school_papers.common import SchoolDesk, SchoolPaper
from kdcl_xl.documents.school_papers.improvement import ReviewLine, cost_in_words
from kdcl_xl.documents.writing_desk import FILL, FILL_LINES, counted, listed
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Improvement, Review, School
from kdcl_xl.forms.vocabulary import ENDED, Progress
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.numbers import percent


class Result(Context):
    """One measure of the plan with what became of it."""

    criterion: str
    content: str
    due: str
    people: str
    progress: str
    outcome: str


class ProgressCount(Context):
    """How many measures stand at one degree of progress."""

    progress: str
    count: str
    share: str


class ImprovementReport(SchoolPaper):
    """Báo cáo thực hiện kế hoạch cải tiến chất lượng (Điều 10 TT 57/2026/TT-BGDĐT; step 7 of the guidance of 2018)."""

    plan_year: str
    """The school year whose self-assessment proposed the plan."""
    measure_count: str
    results: tuple[Result, ...]
    counts: tuple[ProgressCount, ...]
    reviews: tuple[ReviewLine, ...] = ()
    cost: str
    unfinished: str
    """Which measures go on, one sentence."""
    difficulties: Prose
    requests: Prose


def report(source: Source) -> ImprovementReport:
    """What became of the plan of last year's self-assessment."""
    desk = SchoolDesk(source)
    before = str(desk.year.shift(-1))
    rows = [row for row in desk.submission.table(Improvement) if row.source_year == before]
    word = desk.rules.words.school.lower()
    return desk.paper(
        ImprovementReport,
        Kind.REPORT,
        f"Kết quả thực hiện kế hoạch cải tiến chất lượng năm học {desk.year}",
        desk.head(),
        desk.receivers(f"{desk.superior} (để báo cáo)", f"Các tổ, bộ phận của {word}"),
        plan_year=before,
        measure_count=counted(len(rows), "giải pháp")
        if rows
        else f"{desk.blank('các giải pháp của kế hoạch (trang Cải tiến, Năm học nguồn là năm trước)')} giải pháp",
        results=tuple(_result(row) for row in rows)
        or (Result(criterion="……", content=FILL, due=FILL, people=FILL, progress=FILL, outcome=FILL),),
        counts=tuple(_counts(rows)),
        reviews=tuple(map(_review, desk.submission.table(Review))),
        cost=cost_in_words(desk, rows),
        unfinished=_what_goes_on(desk, rows) if rows else desk.blank("việc chuyển sang năm học sau"),
        difficulties=desk.blank("khó khăn, vướng mắc", FILL_LINES),
        requests=desk.blank("đề xuất, kiến nghị", FILL_LINES),
    )


def _review(row: Review) -> ReviewLine:
    return ReviewLine(
        held_on=vn_date(row.held_on) if row.held_on else UNWRITTEN,
        content=row.content or UNWRITTEN,
        result=row.result or UNWRITTEN,
        adjustment=row.adjustment or UNWRITTEN,
        reviewer=row.reviewer or UNWRITTEN,
    )


def _result(row: Improvement) -> Result:
    issue = f"{row.issue}: " if row.issue else ""
    return Result(
        criterion=row.criterion or "……",
        content=f"{issue}{row.measure}" if row.measure else row.issue or UNWRITTEN,
        due=vn_date(row.ends_on) if row.ends_on else UNWRITTEN,
        people=row.people or UNWRITTEN,
        progress=row.progress or UNWRITTEN,
        outcome=row.outcome or FILL,
    )


def _counts(rows: Sequence[Improvement]) -> Iterator[ProgressCount]:
    """Every degree of progress that occurs, in the order of the list; those that say nothing last."""
    found = Counter(row.progress for row in rows)
    for progress in [*map(str, Progress), ""]:
        if found[progress]:
            yield ProgressCount(
                progress=progress or f"{UNWRITTEN.capitalize()} mức độ",
                count=str(found[progress]),
                share=percent(found[progress], len(rows)),
            )


def _what_goes_on(desk: SchoolDesk, rows: Sequence[Improvement]) -> str:
    """What is carried into the next year; what was stopped is not, and of what nobody wrote nothing is known."""
    parts = []
    open_ = [row for row in rows if row.progress and row.progress not in ENDED]
    if open_:
        parts.append(
            f"còn {_named(open_)} chưa hoàn thành{_at(open_)}, tiếp tục thực hiện trong năm học {desk.year.shift(1)}"
        )
    for progress, said in ((Progress.STOPPED, "đã dừng"), ("", "chưa ghi mức độ thực hiện")):
        found = [row for row in rows if row.progress == progress]
        if found:
            parts.append(f"{_named(found)} {said}{_at(found)}")
    if not parts:
        return "Tất cả giải pháp của kế hoạch đã hoàn thành."
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _named(rows: Sequence[Improvement]) -> str:
    return counted(len(rows), "giải pháp")


def _at(rows: Sequence[Improvement]) -> str:
    criteria = listed(row.criterion for row in rows)
    return f" (tiêu chí {criteria})" if criteria else ""


DOCUMENTS = (
    Document(
        "bao-cao-cai-tien",
        "Báo cáo thực hiện kế hoạch cải tiến chất lượng",
        Kind.REPORT,
        SELF_ASSESSMENT,
        (variant("bao-cao-cai-tien", ImprovementReport, report, samples.ward_school),),
        build=report,
        uses=(School, Improvement, Review),
    ),
)
