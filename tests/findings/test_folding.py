"""One sentence about many rows of a column: one line to read, with every cell."""

from __future__ import annotations

from kdcl_xl.findings import Finding, Severity, folded, screen_lines


def _finding(cell: str, message: str = "Lời văn còn mã tạm t1.", **more: str) -> Finding:
    return Finding("MC-021", Severity.ERROR, message, "Đánh số.", more.pop("sheet", "Mô tả"), cell, **more)


def test_rows_of_a_column_are_one_line_with_their_ranges() -> None:
    cells = ["D6", "D7", "D9", "D12", "D10"]
    (line,) = screen_lines(map(_finding, cells))
    assert line == "lỗi: MC-021 · Mô tả!D6:D7, D9:D10, D12 (5 ô) · Lời văn còn mã tạm t1. Đánh số."


def test_other_columns_sentences_sheets_and_files_stay_apart() -> None:
    every = [
        _finding("D6"),
        _finding("E7"),
        _finding("D8", "Lời văn còn mã tạm t2."),
        _finding("D9", sheet="Lời văn"),
        _finding("D10", file="a.xlsx"),
    ]
    assert folded(every) == every


def test_a_line_stands_where_its_first_cell_stood() -> None:
    folds = folded([_finding("D6"), _finding("D7", "Khác."), _finding("D8")])
    assert [(finding.message, finding.cell) for finding in folds] == [
        ("Lời văn còn mã tạm t1.", "D6, D8 (2 ô)"),
        ("Khác.", "D7"),
    ]


def test_findings_about_a_whole_sheet_are_left_as_they_are() -> None:
    every = [_finding(""), _finding(""), _finding("B2:B9")]
    assert folded(every) == every
