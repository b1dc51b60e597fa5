"""The schools' own workbooks beside the consolidated one: which of them it did not count, and what it lacks without them.

Nothing is left out for that: a school may have sent a file after the consolidation. But nobody takes in a school that is on no
list, or a version that was replaced, without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kdcl_xl.consolidate.children import data_date
from kdcl_xl.consolidate.schools import Listed, SchoolList
from kdcl_xl.consolidate.state import IN_TOTALS
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_results import ImprovementTrack
from kdcl_xl.forms.self_assessment import School
from kdcl_xl.forms.summary import NO_MEASURE, NeedLine, StatusLine
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.review_year.origins import source_id
from kdcl_xl.workbook.snapshot import Submission

NOT_COUNTED = rule("DGT-011", Severity.WARNING, "Sổ của trường được lấy là bản sổ tổng hợp đã tính")
ONLY_NEEDS = rule("DGT-012", Severity.HINT, "Theo dõi cải tiến có đủ giải pháp của các trường")


def not_counted(schools: Iterable[Submission], summary: Submission) -> Iterator[Finding]:
    """A finding for each workbook that the consolidation did not count, or whose school is not on its list."""
    status = summary.table(StatusLine)
    counted = {row.source for row in status if row.state in IN_TOTALS}
    fates = {row.source: row for row in status if row.source and row.source not in counted}
    listed = _list(summary, status)
    for one in schools:
        school, source = one.fields(School), source_id(one.sha256)
        if source in fates:
            why, remedy = fates[source].why, fates[source].remedy
        elif source in counted or listed is None or school.school_id in ("", *listed.current):
            continue
        else:
            unknown = listed.unknown(school.school_id, school.name)
            why, remedy = unknown.message, unknown.remedy
        name = school.name or school.school_id or "chưa ghi tên trường"
        said = f"“{one.file}” ({name}), theo sổ tổng hợp “{summary.file}”: {why} Vẫn lấy giải pháp cải tiến, công nhận trong tệp này."
        yield replace(NOT_COUNTED.at("", "", said, remedy), file=one.file)


def only_needs(summary: Submission) -> Finding:
    """How little of the schools' plans a consolidated workbook carries, and how to get the rest."""
    needs = summary.table(NeedLine)
    measures = sum(bool(row.measure) and row.measure != NO_MEASURE for row in needs)
    sheet = ImprovementTrack.table.sheet
    said = (
        f"Từ sổ tổng hợp “{summary.file}”, trang {sheet} chỉ có {measures} giải pháp: sổ ấy chỉ mang giải pháp đề xuất trong năm học cho tiêu chí "
        f"đang chặn mức tiếp theo ({len(needs)} dòng nhu cầu, {measures} dòng có giải pháp), không mang giải pháp khác, giải pháp "
        "của năm trước và tình trạng thực hiện."
    )
    return ONLY_NEEDS.at("", "", said, "Lập lại với thư mục sổ tự đánh giá các trường (--truong THU_MUC) để lấy mọi giải pháp.")  # fmt: skip


def _list(summary: Submission, status: Sequence[StatusLine]) -> SchoolList | None:
    """The official list as the consolidated workbook carries it; None when it was made without one."""
    day = data_date(summary)
    rows = [row for row in status if row.listed == YesNo.YES and row.school_id]
    if day is None or not rows:
        return None
    return SchoolList.of(
        (Listed(row.school_id, row.name, row.kind, row.ownership, row.unit) for row in rows), day
    )
