"""One school's report as it is really written: parts for the work groups, joined again, evidence numbered last."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from kdcl_xl.demo.content import school_content
from kdcl_xl.demo.schools import SampleSchool
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    CriterionAnalysis,
    Description,
    Evidence,
    StandardAnalysis,
)
from kdcl_xl.school.coding import number_evidence
from kdcl_xl.school.joining import join
from kdcl_xl.school.parts import Part, split
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content, key_of
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

WRITTEN_BY_GROUPS: tuple[type[Row], ...] = (AnswerLine, Description, CriterionAnalysis, StandardAnalysis)
_SECRETARY_WROTE = (
    "Nhà trường có kế hoạch phát triển và kế hoạch năm học; thư ký ghi tạm để nhớ, chờ nhóm 1 viết đầy đủ số liệu và "
    "minh chứng cho phần này."
)


@dataclass(slots=True)
class Teamwork:
    """What the example came to."""

    base: Path
    parts: list[Path] = field(default_factory=list)
    joined: Path | None = None
    numbered: Path | None = None
    conflicts: int = 0
    coded: int = 0
    texts_changed: int = 0


def write_together(school: SampleSchool, edition: Edition, on: dt.date, folder: Path) -> Teamwork:
    """Split the workbook of a school, let every group write its part, join, number the evidence.

    The secretary has meanwhile typed into the common workbook: that cell is a conflict and is not overwritten; the
    school then takes the group's text. Files stand in `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    finished = with_draft_ids(school_content(school, edition, on=on))
    common = _unwritten(finished)
    result = Teamwork(folder / "0-so-chung.xlsx")
    base = _saved(result.base, common, school, edition)
    returned = [_returned(part, finished, edition, folder, result) for part in split(base)]
    typed = _saved(folder / "1-so-chung-thu-ky-ghi-them.xlsx", _secretary(common), school, edition)
    _, report = join(typed, returned)
    result.conflicts = len(report.conflicts)
    content, _ = join(base, returned)
    result.joined = folder / "2-so-da-ghep.xlsx"
    joined = _saved(result.joined, content, school, edition)
    numbered, coding = number_evidence(joined)
    result.coded, result.texts_changed = len(coding.coded), coding.texts_changed
    result.numbered = folder / "3-so-da-danh-so-minh-chung.xlsx"
    _saved(result.numbered, numbered, school, edition)
    return result


def with_draft_ids(content: Content) -> Content:
    """The same content before numbering: evidence has temporary ids t1, t2 … and prose cites those."""
    rows = [row for row in content.rows[Evidence] if isinstance(row, Evidence)]
    drafts = {row.code.strip("[]"): f"t{number}" for number, row in enumerate(rows, start=1)}
    codes = re.compile("|".join(sorted(map(re.escape, drafts), key=len, reverse=True)))

    def cited(text: str) -> str:
        return codes.sub(lambda found: drafts[found[0]], text)

    changed = dict(content.rows)
    changed[Evidence] = [
        row.model_copy(update={"code": "", "draft_id": drafts[row.code.strip("[]")], "criteria": _used_for(row)})
        for row in rows
    ]  # fmt: skip
    for table, name in ((Description, "text"), (AnswerLine, "evidence")):
        changed[table] = [row.model_copy(update={name: cited(getattr(row, name))}) for row in content.rows[table]]  # fmt: skip
    return Content(dict(content.cells), changed)


def _used_for(row: Evidence) -> str:
    """The criterion in the code, and those it is cited under besides."""
    numbers = re.findall(r"\d+", row.code)
    own = ".".join(str(int(number)) for number in numbers[-3:-1])
    return row.criteria or own


def _unwritten(finished: Content) -> Content:
    """What the head of the school hands out: everything but what the groups write."""
    return Content(
        dict(finished.cells), {t: rows for t, rows in finished.rows.items() if t not in WRITTEN_BY_GROUPS}
    )


def _secretary(common: Content) -> Content:
    first = Description(criterion="1.1", level=1, text=_SECRETARY_WROTE)
    return Content(dict(common.cells), {**common.rows, Description: [first]})


def _returned(
    part: Part, finished: Content, edition: Edition, folder: Path, result: Teamwork
) -> Submission | Refusal:
    """A part as a group sends it back by Zalo, with "(1)" in its name."""
    written: dict[type[Row], list[Row]] = dict(part.content.rows)
    for table in WRITTEN_BY_GROUPS:
        if table in written:
            written[table] = _filled(table, written[table], finished.rows.get(table, []))
    filled = replace(part, content=Content(dict(part.content.cells), written))
    path = folder / part.file_name.replace(".xlsx", " (1).xlsx")
    path.write_bytes(filled.build(SELF_ASSESSMENT, edition))
    result.parts.append(path)
    return read(path)


def _filled(table: type[Row], blank: list[Row], finished: list[Row]) -> list[Row]:
    """The group's own lines with what it writes; lines of other groups are not in its part."""
    keys = [column.field for column in table.columns if column.entry.key]
    known = {key_of(row, keys): row for row in finished}
    fixed = {column.field for column in table.columns if column.entry.fixed}
    rows = []
    for row in blank:
        mine = known.get(key_of(row, keys))
        values = (
            {name: value for name, value in mine.model_dump().items() if name not in fixed} if mine else {}
        )
        rows.append(row.model_copy(update=values | {"line": 0}))
    return rows


def _saved(path: Path, content: Content, school: SampleSchool, edition: Edition) -> Submission:
    unit = school.unit_in(edition.school_year).name
    data = build(
        SELF_ASSESSMENT,
        edition,
        content,
        stamp=stamp_of(SELF_ASSESSMENT, edition, unit=unit, school_id=school.id),
    )
    path.write_bytes(data)
    submission = read(path)
    if isinstance(submission, Refusal):
        raise ValueError(submission.finding.message)
    return submission
