"""The formulas of "Kết quả" give what the engine gives, in real LibreOffice; and the comparison can fail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from kdcl_xl.forms.form import Edition, headers
from kdcl_xl.forms.self_assessment import RESULTS, SELF_ASSESSMENT, AnswerLine
from kdcl_xl.law import load, regulation_ids
from kdcl_xl.law.gap import BlockerKind
from kdcl_xl.law.levels import assess
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.addresses import a1, column_letters
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.drawing import HEADER_ROW
from kdcl_xl.workbook.live.figures import figures_of
from kdcl_xl.workbook.live.workplace import WORKINGS_SHEET
from tests.office import Document, Office, office
from tests.workbook.answer_sheets import Sheet, answer_sheets

__all__ = ["office"]
pytestmark = pytest.mark.office
ENTRY = AnswerLine.table.sheet
FIRST = HEADER_ROW + 1


@dataclass
class Opened:
    """One template, open in LibreOffice."""

    document: Document
    regulation: Regulation

    def __post_init__(self) -> None:
        self.edition = edition_of(self.regulation)
        self.column = list(headers(AnswerLine, self.edition)).index("result")
        self.names = {n: p for n, p in self.document.names().items() if p[0] == RESULTS}
        last = max(row for _sheet, row, _column in self.names.values())
        self.shown_area = f"A1:{a1(last, 8)}"

    def differences(self, sheets: Sequence[Sheet]) -> list[str]:
        """Where a named figure is not what the engine says, one line each."""
        area = f"{a1(FIRST, self.column)}:{a1(FIRST + len(self.regulation.questions) - 1, self.column)}"
        blocks = [[[str(sheet.get(q, ""))] for q in self.regulation.questions] for sheet in sheets]
        shown = self.document.try_blocks(ENTRY, area, blocks, RESULTS, self.shown_area)
        return [
            f"{name} of sheet {number}: shown {grid[row][column]!r}, engine {expected!r}"
            for number, (sheet, grid) in enumerate(zip(sheets, shown, strict=True))
            for name, expected in figures_of(assess(sheet, self.regulation)).items()
            for _sheet, row, column in [self.names[name]]
            if grid[row][column] != expected
        ]


def edition_of(regulation: Regulation) -> Edition:
    return Edition(SchoolYear("2026-2027"), regulation, regulation.applies_to[0])


def opened(office: Office, folder: Path, regulation_id: str) -> Opened:
    regulation = load(regulation_id)
    path = folder / "tu-danh-gia.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, edition_of(regulation)))
    return Opened(office.load(path), regulation)


@pytest.mark.parametrize("regulation_id", regulation_ids())
def test_formulas_equal_the_engine(office: Office, tmp_path: Path, regulation_id: str) -> None:
    book = opened(office, tmp_path, regulation_id)
    sheets = answer_sheets(book.regulation, 320)
    with book.document:
        assert set(figures_of(assess({}, book.regulation))) == {n for n in book.names if n.startswith("kq_")}
        assert book.differences(sheets) == []


def test_lists_name_what_the_next_level_needs(office: Office, tmp_path: Path) -> None:
    """Columns H and I against the blockers, for the 2018 circulars where every criterion must reach the level."""
    book = opened(office, tmp_path, "tt18_2018_tr")
    with book.document as document:
        for sheet in answer_sheets(book.regulation, 340)[-20:]:
            verdict = assess(sheet, book.regulation)
            book.differences([sheet])
            grid = document.read(RESULTS, book.shown_area)
            for column, kind in ((7, BlockerKind.UNMET), (8, BlockerKind.UNANSWERED)):
                shown = {
                    str(row[0]): str(row[column]) for row in grid if str(row[0]) in book.regulation.by_code
                }
                listed: dict[str, list[str]] = {}
                for blocker in verdict.blockers:
                    if blocker.kind is kind:
                        labels = ": " + ", ".join(blocker.indicators) if blocker.indicators != ("*",) else ""
                        listed.setdefault(blocker.criterion, []).append(f"Mức {blocker.level}{labels}")
                assert {code: "; ".join(texts) for code, texts in listed.items()} == {
                    code: text for code, text in shown.items() if text
                }


def test_a_rule_set_without_a_rule_for_levels(office: Office, tmp_path: Path) -> None:
    known = load("tt57_2026_pt")
    fields = {name: getattr(known, name) for name in type(known).model_fields}
    regulation = Regulation.model_validate(fields | {"engine": None})
    path = tmp_path / "tu-danh-gia.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, edition_of(regulation)))
    book = Opened(office.load(path), regulation)
    with book.document:
        assert book.differences(answer_sheets(regulation, 60)) == []


MUTATIONS = {
    "quota of others 5 → 4": ("tt57_2026_pt", "cần cho mức 1", 1, None, "4"),
    "required list ignored": ("tt42_2012_th", "chắc là mức 2", 0, r"AND\(.*\)", "TRUE()"),
    "share off by one": ("tt42_2012_tr", "cần cho mức 1", 0, None, "21"),
    "unknown list taken as met": ("tt42_2012_tr", "chắc là mức 2", 0, None, "=1"),
    "unmet counted as open": ("tt18_2018_tr", "tầm cao", 0, r">0", ">1"),
    "a blank counted as met": ("tt18_2018_tr", "tầm thấp", 0, r"<3", "<2"),
    "not applicable allowed anywhere": ("tt57_2026_mn", "tính là", 0, r"=2[;,]\"\"", "=2;1"),
    "clauses of Mức 4 forgotten": ("tt17_2018_th", "nhóm 2", -1, None, "0"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_wrong_formula_is_caught(office: Office, tmp_path: Path, name: str) -> None:
    regulation_id, title, offset, pattern, replacement = MUTATIONS[name]
    book = opened(office, tmp_path, regulation_id)
    with book.document as document:
        column = document.read(WORKINGS_SHEET, "A1:CZ1")[0].index(title)
        letters = column_letters(column)
        cells = [row[0] for row in document.read(WORKINGS_SHEET, f"{letters}1:{letters}400")]
        length = max(row for row, value in enumerate(cells) if value != "")
        cell = f"{letters}{(length if offset < 0 else 1 + offset) + 1}"
        old = document.formula(WORKINGS_SHEET, cell)
        new = replacement if pattern is None else re.sub(pattern, replacement, old)
        assert new != old
        document.set_formula(WORKINGS_SHEET, cell, new)
        assert book.differences(answer_sheets(book.regulation, 160)) != []


def test_columns_may_be_moved_and_lines_sorted(office: Office, tmp_path: Path) -> None:
    """Structured references follow the table, and every line is found by its codes."""
    book = opened(office, tmp_path, "tt18_2018_tr")
    sheet = answer_sheets(book.regulation, 200)[-1]
    expected = figures_of(assess(sheet, book.regulation))
    fields = list(headers(AnswerLine, book.edition))
    with book.document as document:
        rows = [
            [
                {
                    "criterion": q.criterion,
                    "level": q.level,
                    "indicator": q.indicator,
                    "result": str(sheet.get(q, "")),
                }.get(f, "")
                for f in fields
            ]
            for q in reversed(book.regulation.questions)
        ]
        document.write(ENTRY, f"A{FIRST + 1}:{a1(FIRST + len(rows) - 1, len(fields) - 1)}", rows)
        document.insert_column(ENTRY, 1)
        document.recalculate()
        grid = document.read(RESULTS, book.shown_area)
        assert {name: grid[row][column] for name, (_, row, column) in book.names.items()} == expected


def test_what_cannot_be_counted_is_said(office: Office, tmp_path: Path) -> None:
    """A word off the list, a forbidden "Không áp dụng", a lost and a strange line: counted as not assessed, and told."""
    book = opened(office, tmp_path, "tt57_2026_pt")
    with book.document as document:
        result = column_letters(book.column)
        document.write(
            ENTRY,
            f"{result}{FIRST + 1}:{result}{FIRST + 4}",
            [["Dat"], ["Không áp dụng"], [" đạt "], ["Đạt"]],
        )
        document.write(ENTRY, f"A{FIRST + 4}", [["9.9"]])
        document.recalculate()
        texts = [str(row[0]) for row in document.read(RESULTS, "A1:A20")]
        warning = next(text for text in texts if text.startswith("Cần xem lại"))
        for part in ("1 ô Kết quả", "1 chỗ chọn “Không áp dụng”", "1 dòng thừa", "1 dòng của mẫu không còn"):
            assert part in warning
        _sheet, row, column = book.names["kq_da_danh_gia"]
        assert document.read(RESULTS, a1(row, column)) == [[1.0]]


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_survives_saving_by_libreoffice(office: Office, tmp_path: Path, suffix: str) -> None:
    book = opened(office, tmp_path, "tt57_2026_gdtx")
    with book.document as document:
        saved = document.save(tmp_path / f"luu.{suffix}")
    again = Opened(office.load(saved), book.regulation)
    with again.document:
        assert again.differences(answer_sheets(book.regulation, 60)) == []
