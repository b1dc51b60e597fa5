"""Markdown cases of a workbook `danh-gia-ngoai`: the language of `tests/checks/tables.py` over `review_samples`.

    ## DGS-033 sai · 2024 · cùng DGS-030
    Why, in a sentence.
    Thẩm định hồ sơ
    | dòng | Hạn bổ sung |
    | 2    | (trống)     |

Options: the ground (`2024`: panels and KĐCLGD; `2026`, the default: council), `đang làm`, `cùng` codes, `ngày dd/mm/yyyy`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kdcl_xl.findings import Mode
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content, with_prefill
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission
from tests.checks.tables import Edit, _apply_to_cells, _apply_to_rows
from tests.review_year.review_samples import GROUNDS, sample

CASES = Path(__file__).with_name("cases")
_HEADING = re.compile(r"## (?P<code>DGS-\d{3}) (?P<verdict>sai|đúng)(?P<options>.*)")


@dataclass(slots=True)
class ReviewCase:
    """One section of a case file."""

    code: str
    fails: bool
    ground: str
    mode: Mode
    on: dt.date
    also: frozenset[str]
    name: str
    edits: list[Edit] = field(default_factory=list)

    @property
    def expected(self) -> set[str]:
        """The codes this workbook must give, and no others."""
        return {self.code, *self.also} if self.fails else set(self.also)


@cache
def review_cases() -> tuple[ReviewCase, ...]:
    """Every case, in order."""
    return tuple(
        case
        for path in sorted(CASES.glob("*.md"))
        for case in _cases(path.stem, path.read_text(encoding="utf-8"))
    )


def _cases(stem: str, text: str) -> Iterator[ReviewCase]:
    case: ReviewCase | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            if case:
                yield case
            case = _case(line, f"{stem}-{number}")
        elif case and line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(cell and set(cell) <= {"-", ":"} for cell in cells):
                case.edits[-1].rows.append(cells)
        elif case and line.strip() in EXTERNAL_REVIEW.order:
            case.edits.append(Edit(line.strip()))
    if case:
        yield case


def _case(line: str, place: str) -> ReviewCase:
    match = _HEADING.fullmatch(line.strip())
    assert match, f"{place}: {line}"
    options = [option.strip() for option in match["options"].split("·") if option.strip()]
    ground, mode, also, on = "2026", Mode.SUBMIT, frozenset[str](), None
    for option in options:
        word, _, rest = option.partition(" ")
        if option in GROUNDS:
            ground = option
        elif option == "đang làm":
            mode = Mode.DRAFT
        elif word == "cùng":
            also = frozenset(rest.split(", "))
        else:
            assert word == "ngày", f"{place}: {option}"
            on = dt.datetime.strptime(rest, "%d/%m/%Y").date()
    name = f"{match['code']}-{'sai' if match['verdict'] == 'sai' else 'dung'}-{place}"
    return ReviewCase(
        match["code"], match["verdict"] == "sai", ground, mode, on or GROUNDS[ground].on, also, name
    )


def content_of(case: ReviewCase) -> Content:
    """The clean workbook with the edits of a case."""
    edition, content = GROUNDS[case.ground].edition, sample(case.ground)
    for table in EXTERNAL_REVIEW.tables_of(edition):
        rows = with_prefill(EXTERNAL_REVIEW, table, edition, content.rows.get(table, []))
        content.rows[table] = rows
        original = [(row, row.model_copy()) for row in rows]
        for edit in case.edits:
            if edit.sheet == table.table.sheet:
                _apply_to_rows(rows, original, edit, table, edition)
    for edit in case.edits:
        for model in EXTERNAL_REVIEW.fields:
            if edit.sheet == model.sheet:
                _apply_to_cells(content, edit, model, edition)
    return content


def review_workbook(case: ReviewCase) -> bytes:
    """The real workbook of a case."""
    return build(EXTERNAL_REVIEW, GROUNDS[case.ground].edition, content_of(case), as_given=True)


def clean(ground: str, mode: Mode = Mode.SUBMIT) -> ReviewCase:
    """The case that edits nothing."""
    return ReviewCase("DGS-001", False, ground, mode, GROUNDS[ground].on, frozenset(), f"clean-{ground}")


def review_submission(data: bytes) -> Submission:
    """The workbook read back by the real reader."""
    found = read(data, name="dgn.xlsx")
    assert not isinstance(found, Refusal), found
    return found
