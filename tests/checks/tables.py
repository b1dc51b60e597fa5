"""Markdown tables into real workbooks: the language of the cases in `cases/*.md`.

    ## MC-001 sai · tt18 · cùng MC-008
    Why, in a sentence.
    Minh chứng
    | dòng | Mã minh chứng |
    | 3    | H1-1.1-1      |

A case is an edit of the clean sample of one rule set. A sheet of single values takes `| label | value |`; a
table takes a header row, then lines that address a row: by its key columns, by `dòng` = its number among the
rows of the sample, `+` (a new row; `+11`: eleven), `xóa N` (without row N), `tất cả` (every row). A blank cell changes nothing, `(trống)` empties.
`{cũ}` is the old value, `{x90:abc}` repeats, `{u:000B}` is that character, `{rời:chữ}` has loose tone marks.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from kdcl_xl.findings import Mode
from kdcl_xl.forms.columns import Column, Fields, Row
from kdcl_xl.forms.form import Edition, columns_of, header
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content, with_prefill
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission
from tests.checks.samples import EDITIONS, sample

# The builder would put lost rows back; a user who has deleted one sends the workbook without it.
_AS_GIVEN = replace(SELF_ASSESSMENT, prefill={})
CASES = Path(__file__).with_name("cases")
Original = list[tuple[Row, Row]]
"""The rows of the sample and how they looked before any case: cases address rows by that."""
_HEADING = re.compile(r"## (?P<code>[A-Z]{2}-\d{3}) (?P<verdict>sai|đúng)(?P<options>.*)")
_TOKEN = re.compile(r"\{(x\d+|u|rời):([^{}]*)\}")


@dataclass(slots=True)
class Edit:
    """One Markdown table: the sheet and its rows of cells."""

    sheet: str
    rows: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """One section of a case file."""

    code: str
    fails: bool
    edition: str
    mode: Mode
    also: frozenset[str]
    alone: bool
    typed_over: dict[str, str]
    stale: dict[str, str]
    edits: list[Edit]
    name: str

    @property
    def expected(self) -> set[str]:
        """The codes this workbook must give, and no others."""
        return {self.code, *self.also} if self.fails else set(self.also)


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every family, in order."""
    return tuple(case for path in sorted(CASES.glob("*.md")) for case in _cases(path.read_text("utf-8")))


def _cases(text: str) -> Iterator[Case]:
    case: Case | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            if case:
                yield case
            case = _case(line, number)
        elif case and line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(set(cell) <= {"-", ":"} and cell for cell in cells):
                case.edits[-1].rows.append(cells)
        elif case and line.strip() in SELF_ASSESSMENT.order:
            case.edits.append(Edit(line.strip()))
    if case:
        yield case


def _case(line: str, number: int) -> Case:
    match = _HEADING.fullmatch(line.strip())
    assert match, f"line {number}: {line}"
    options = [option.strip() for option in match["options"].split("·") if option.strip()]
    also = {code for o in options if o.startswith("cùng ") for code in o.removeprefix("cùng ").split(", ")}
    over = dict(o.removeprefix("gõ đè ").split("=") for o in options if o.startswith("gõ đè "))
    stale = dict(o.removeprefix("hiện ").split("=") for o in options if o.startswith("hiện "))
    known = {*EDITIONS, "đang làm", "riêng"}
    assert all(o in known or o.startswith(("cùng ", "gõ đè ", "hiện ")) for o in options), f"{number}: {line}"
    return Case(
        match["code"],
        match["verdict"] == "sai",
        next((option for option in options if option in EDITIONS), "tt57"),
        Mode.DRAFT if "đang làm" in options else Mode.SUBMIT,
        frozenset(also),
        "riêng" in options or bool(over or stale),
        over,
        stale,
        [],
        f"{match['code']}-{match['verdict']}-{number}",
    )


# ---- many cases in one workbook


def crowds(cases: Sequence[Case]) -> list[list[Case]]:
    """Cases put together so that few workbooks hold them all; none of a crowd touches a cell of another."""
    groups: list[tuple[list[Case], set[str]]] = []
    for case in cases:
        touched = set(_touched(case))
        for members, taken in groups:
            same = (members[0].edition, members[0].mode) == (case.edition, case.mode)
            if same and not case.alone and not members[0].alone and not taken & touched:
                members.append(case)
                taken |= touched
                break
        else:
            groups.append(([case], touched))
    return [members for members, _ in groups]


def _touched(case: Case) -> Iterator[str]:
    """What a case needs for itself: cells; and the figures, dates and lists that other findings depend on."""
    for edit in case.edits:
        if edit.sheet == "Trường":
            yield from (f"{edit.sheet}/{label}" for label, _ in edit.rows)
            continue
        if edit.sheet in ("Hội đồng", "Phân công", "Giải trình", "Đăng ký"):
            yield edit.sheet
            continue
        labels, *lines = edit.rows
        keys = [
            n
            for n, label in enumerate(labels)
            if label in ("dòng", "Mã", "Tiêu chí", "Tiêu chuẩn", "Mức", "Mục")
        ]
        for line in lines:
            row = "/".join(line[n] for n in keys if n < 2 or labels[n] == "Mức")
            yield edit.sheet if row == "tất cả" else f"{edit.sheet}/{row}"


# ---- from cases to workbooks


def content_of(*cases: Case) -> Content:
    """The sample with the edits of these cases laid over it."""
    edition = EDITIONS[cases[0].edition]
    content = _filled(sample(cases[0].edition), edition)
    sheets = {t.table.sheet: [(row, row.model_copy()) for row in rows] for t, rows in content.rows.items()}
    for case in cases:
        for edit in case.edits:
            _apply(content, edit, edition, sheets.get(edit.sheet, []))
    return content


def workbook(*cases: Case, live: bool = True) -> bytes:
    """The real workbook of these cases, every sheet visible; without the live sheets it is made twice as fast."""
    edition = EDITIONS[cases[0].edition]
    entry = tuple(name for name in SELF_ASSESSMENT.order if name not in SELF_ASSESSMENT.drawn)
    return build(
        _AS_GIVEN, edition, content_of(*cases), show=SELF_ASSESSMENT.order, only=() if live else entry
    )


def submission_of(data: bytes, name: str = "so.xlsx") -> Submission:
    """The workbook read back by the real reader."""
    found = read(data, name=name)
    assert not isinstance(found, Refusal), found
    return found


def _filled(content: Content, edition: Edition) -> Content:
    """With the prefilled rows, so that a case can address (or lose) every row of the sheet."""
    for table in SELF_ASSESSMENT.tables_of(edition):
        content.rows[table] = with_prefill(SELF_ASSESSMENT, table, edition, content.rows.get(table, []))
    return content


def _apply(content: Content, edit: Edit, edition: Edition, original: Original) -> None:
    for model in SELF_ASSESSMENT.fields:
        if model.sheet == edit.sheet:
            _apply_to_cells(content, edit, model, edition)
            return
    table = next(t for t in SELF_ASSESSMENT.tables_of(edition) if t.table.sheet == edit.sheet)
    _apply_to_rows(content.rows[table], original, edit, table, edition)


def _apply_to_cells(content: Content, edit: Edit, model: type[Fields], edition: Edition) -> None:
    columns = {header(column, edition): column for column in model.columns}
    for label, text in edit.rows:
        column = columns[label]
        name = column.entry.name
        value = _value(text, column, content.cells.get(name, ""))
        # A default of the form fills a None; what is emptied on purpose must be written as blank.
        content.cells[name] = "" if value is None else value


def _apply_to_rows(
    rows: list[Row], original: Original, edit: Edit, table: type[Row], edition: Edition
) -> None:
    columns = {header(column, edition): column for column in columns_of(table, edition)}
    labels, *lines = edit.rows
    for line in lines:
        assert len(line) == len(labels), f"{edit.sheet}: {line}"
        cells = dict(zip(labels, line, strict=True))
        where = cells.pop("dòng", "")
        for row in _meant(rows, original, where, cells, columns, table):
            if where.startswith("xóa"):
                rows[:] = [kept for kept in rows if kept is not row]
                continue
            for label, text in cells.items():
                if text:
                    column = columns[label]
                    setattr(row, column.field, _value(text, column, getattr(row, column.field)))


def _meant(
    rows: list[Row],
    original: Original,
    where: str,
    cells: dict[str, str],
    columns: dict[str, Column],
    table: type[Row],
) -> list[Row]:
    if where.startswith("+"):
        new: list[Row] = [table() for _ in range(int(where[1:] or 1))]
        rows += new
        return new
    if where == "tất cả":
        return [row for row, _ in original]
    if where:
        return [original[int(where.removeprefix("xóa")) - 1][0]]
    keys = {columns[label].field: text for label, text in cells.items() if columns[label].entry.key}
    found = [row for row, old in original if all(str(getattr(old, f)) == text for f, text in keys.items())]
    assert keys and len(found) == 1, f"{table.__name__}: {len(found)} rows for {keys}"
    for label in [label for label, column in columns.items() if column.field in keys]:
        del cells[label]
    return found


def _value(text: str, column: Column, old: Any) -> Any:
    if text == "(trống)":
        return "" if column.type.name in ("text", "long", "code") else None
    text = _TOKEN.sub(_expanded, text.replace("{cũ}", str(old)).replace("\\|", "|"))
    match column.type.name:
        case "date":
            return dt.datetime.strptime(text, "%d/%m/%Y").date()
        case "count":
            return int(text)
        case "figure" | "number":
            return float(text.replace(",", ".")) if re.fullmatch(r"[\d,.]+", text) else text
    return text


def _expanded(match: re.Match[str]) -> str:
    kind, text = match[1], match[2]
    if kind == "u":
        return chr(int(text, 16))
    if kind == "rời":
        return loose(text)
    return text * int(kind[1:])


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def loose(text: str) -> str:
    """The hybrid form of Windows-1258 keyboards: composed vowels, loose tones."""
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in _TONES)
        rest = "".join(mark for mark in parts if mark not in _TONES)
        out.append(unicodedata.normalize("NFC", rest) + tones if tones else letter)
    return "".join(out)
