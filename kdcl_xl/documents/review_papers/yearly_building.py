"""Kế hoạch xây dựng trường đạt chuẩn quốc gia: what each school lacks by failed criterion, money, sources, years.

Unknown amounts are counted as such and never added as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.figures import figure
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.review_papers.results_desk import ResultsDesk
from kdcl_xl.documents.review_papers.yearly_context import BuildingPlan, GoalRow, NeedLine
from kdcl_xl.documents.review_papers.yearly_figures import (
    UNSAID,
    money_rows,
    money_words,
    need_rows,
    target_rows,
)
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import FILL_LINES
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_oversight import BuildNeed, Target
from kdcl_xl.forms.review_words import Subject
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.review_year.targets import target_lines
from kdcl_xl.text.names import natural_key

_SHORT_UNIT = 2


def plan(source: Source) -> BuildingPlan:
    """The plan from the sheet of needs, with the shares of chuẩn quốc gia it starts from."""
    desk, submission = ResultsDesk(source), source.submission
    rows = submission.table(BuildNeed)
    lines = [
        line for line in target_lines(submission, source.on) if line.subject == Subject.NATIONAL_STANDARD
    ]
    signer = desk.signer()
    made = desk.issued(
        BuildingPlan,
        Kind.PLAN,
        desk.head(desk.body, Kind.PLAN),
        f"Xây dựng trường đạt chuẩn quốc gia từ năm học {desk.year.shift(1)}",
        signer,
        f"{desk.superior} (để báo cáo)",
        "Các trường có tên trong Kế hoạch (để thực hiện)",
        grounds=desk.circular_grounds(),
        basis=f"{desk.office} xây dựng kế hoạch như sau:",
        purposes=(
            "Xác định từng trường còn thiếu gì theo tiêu chí chưa đạt, kinh phí, nguồn và năm thực hiện",
            "Làm căn cứ bố trí vốn, giao việc và kiểm tra việc thực hiện hằng năm",
        ),
        shares=tuple(target_rows(lines, countryside=False)),
        goals=tuple(_goals(desk.files)),
        needs=tuple(need_rows(rows)),
        years=tuple(money_rows(rows, "year")),
        funding=tuple(money_rows(rows, "funding")),
        lines=tuple(_lines(desk.files)),
        duties=FILL_LINES,
        source_note=desk.source_note,
        unverified=desk.doubts,
    )
    desk.blank("phân công thực hiện")
    if not rows:
        desk.remark("Trang Nhu cầu trường chuẩn chưa có dòng nào: kế hoạch in không có nhu cầu.")
    desk.tell_all()
    return made


def _goals(files: Sequence[SchoolFile]) -> Iterator[GoalRow]:
    for file in files:
        rows = file.of(BuildNeed)
        if rows:
            yield GoalRow(
                school=file.name,
                office=file.office,
                goal="; ".join(dict.fromkeys(row.goal for row in rows if row.goal)) or UNSAID,
                criteria=", ".join(sorted({row.criterion for row in rows if row.criterion}, key=natural_key)),
                money=money_words(rows),
            )


def _lines(files: Sequence[SchoolFile]) -> Iterator[NeedLine]:
    for file in files:
        for place, row in enumerate(sorted(file.of(BuildNeed), key=lambda row: natural_key(row.criterion))):
            yield NeedLine(
                school=file.name,
                criterion=row.criterion or UNSAID,
                need=row.need,
                detail=row.detail,
                required=_amount(row.required_amount, row.measure),
                has=_amount(row.has, row.measure),
                lacking=_amount(_lacking(row), row.measure),
                money=figure(row.money),
                funding=row.funding or UNSAID,
                year=row.year or UNSAID,
                first=place == 0,
            )


def _lacking(row: BuildNeed) -> float | str | None:
    """As written; left blank, what follows from the two columns before it."""
    if (
        row.lacking is None
        and isinstance(row.required_amount, int | float)
        and isinstance(row.has, int | float)
    ):
        return max(row.required_amount - row.has, 0.0)
    return row.lacking


def _amount(value: float | str | None, measure: str) -> str | None:
    """ "1.550 m²"; None for unknown. Only a short unit stays on the line of its number: the columns are narrow."""
    written = figure(value)
    gap = "\u00a0" if len(measure) <= _SHORT_UNIT else " "
    return f"{written}{gap}{measure}".strip() if written is not None else None


DOCUMENTS = (
    Document(
        "ke-hoach-truong-chuan",
        "Kế hoạch xây dựng trường đạt chuẩn quốc gia",
        Kind.PLAN,
        EXTERNAL_REVIEW,
        (variant("ke-hoach-truong-chuan", BuildingPlan, plan, samples.province_2027),),
        build=plan,
        uses=(ReviewPlan, Target, BuildNeed),
    ),
)
