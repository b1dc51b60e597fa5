"""The sheet "Mức đạt (đề xuất)": reasons, what is in the way, the smallest improvement. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kdcl_xl.forms.self_assessment import AnswerLine
from kdcl_xl.jobs.checking import improvement_steps
from kdcl_xl.law.levels import Verdict
from kdcl_xl.law.regulation import Question
from kdcl_xl.workbook.plan import Jump, PutSheet, SheetCell
from kdcl_xl.workbook.snapshot import Grid, Submission
from kdcl_xl.workbook.wire import scalar

LEVEL_SHEET = "Mức đạt (đề xuất)"
_HEADERS = ("STT", "Phần", "Nội dung", "Trang và ô")
_WIDTHS = [6.0, 26.0, 100.0, 20.0]
_PLACE = 3
_CELL = re.compile(r"(.+)!([A-Z]{1,3}\d+)")


def level_sheet(submission: Submission, verdict: Verdict, remarks: Sequence[str]) -> PutSheet:
    """What a verdict comes to, each line with the cell it is about. `remarks` stand above the table."""
    rows: list[list[SheetCell]] = [
        ["MỨC ĐẠT (ĐỀ XUẤT)"],
        [f"{submission.file} · năm học {submission.edition.school_year} · {verdict.regulation.short_title}"],
        [f"Đề xuất: {verdict.headline}. Hội đồng kết luận, chương trình chỉ đề xuất và giải thích."],
    ]
    rows += [[remark] for remark in remarks]
    rows.append(list(_HEADERS))
    header = len(rows)
    cells = _cells_of(submission)
    for number, (part, text, questions) in enumerate(_lines(verdict), start=1):
        rows.append([number, part, text, _jump(questions, cells)])
    return PutSheet(name=LEVEL_SHEET, rows=rows, widths=_WIDTHS, header_row=header, autofilter=False)


def level_sheet_again(grid: Grid, sheets: Iterable[str]) -> PutSheet:
    """The sheet of an earlier press, from its values: undoing brings it back."""
    known = set(sheets)
    rows: list[list[SheetCell]] = []
    header = 0
    for number, values in enumerate(grid, start=1):
        cells: list[SheetCell] = [scalar(value) for value in values]
        if tuple(cells[: len(_HEADERS)]) == _HEADERS:
            header = number
        elif header and len(cells) > _PLACE:
            place = _CELL.fullmatch(str(cells[_PLACE] or ""))
            if place and place[1] in known:
                cells[_PLACE] = Jump(text=place[0], sheet=place[1], cell=place[2])
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(cells)
    return PutSheet(name=LEVEL_SHEET, rows=rows, widths=_WIDTHS, header_row=header, autofilter=False)


def _lines(verdict: Verdict) -> Iterator[tuple[str, str, Sequence[Question]]]:
    """(part, sentence, the answers it is about)."""
    word = verdict.regulation.level_word
    for reason in verdict.reasons:
        yield "Lý do", reason, ()
    for blocker in verdict.blockers:
        about = [Question(blocker.criterion, blocker.level, indicator) for indicator in blocker.indicators]
        yield "Còn vướng", blocker.message, about
    if verdict.gap is not None:
        for step, sentence in improvement_steps(verdict.gap, word):
            yield f"Để đạt {word} {verdict.gap.target}", sentence, (*step.unmet, *step.unanswered)
    for remark in verdict.remarks:
        yield "Lưu ý", remark, ()
    for text in verdict.unverified:
        yield "Chưa đối chiếu văn bản gốc", text, ()


def _cells_of(submission: Submission) -> Mapping[Question, tuple[str, str]]:
    """Question → sheet and cell of its answer, the first where it stands twice."""
    cells: dict[Question, tuple[str, str]] = {}
    for row in submission.table(AnswerLine):
        cells.setdefault(row.question, submission.at(row, "result"))
    return cells


def _jump(questions: Sequence[Question], cells: Mapping[Question, tuple[str, str]]) -> SheetCell:
    place = next((cells[question] for question in questions if question in cells), None)
    return None if place is None else Jump(text=f"{place[0]}!{place[1]}", sheet=place[0], cell=place[1])
