"""The marked copy: colours and notes in the user's own workbook, and a sheet that leads to each cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kdcl_xl.findings import Finding, Severity, in_reading_order
from kdcl_xl.workbook.patch import AddedSheet, CellMark, Link, SheetValue, mark
from kdcl_xl.workbook.snapshot import Submission

RESULT_SHEET = "Kết quả kiểm tra"
_HEADERS: tuple[SheetValue, ...] = (
    "STT",
    "Mức độ",
    "Mã",
    "Trang và ô",
    "Điều chưa đúng",
    "Cách sửa",
    "Căn cứ",
)
_WIDTHS = (6, 12, 10, 22, 62, 48, 30)
_MOST_MARKS = 500
"""More coloured cells than anybody reads; the sheet lists every finding."""


def mark_copy(path: Path, copy: Path, findings: Sequence[Finding], submission: Submission) -> Path:
    """Write the workbook with marks to `copy`; the user's file itself is not touched. Raises PatchError, SaveError."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    ordered = in_reading_order(findings, submission.form.sheets_of(submission.edition))
    sheets = set(submission.sheets)
    marks = _marks([finding for finding in ordered if finding.cell and finding.sheet in sheets])
    return mark(path, copy, marks, [_result_sheet(submission, ordered, sheets)])


def _marks(findings: Sequence[Finding]) -> list[CellMark]:
    """One mark a cell, in the colour of its worst finding, with all its messages."""
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_cell.setdefault((finding.sheet, finding.cell), []).append(finding)
    order = list(Severity)
    return [
        CellMark(
            sheet,
            cell,
            min((finding.severity for finding in here), key=order.index),
            "\n".join(f"{finding.code}: {finding.message} {finding.remedy}".strip() for finding in here),
        )
        for (sheet, cell), here in list(by_cell.items())[:_MOST_MARKS]
    ]


def _result_sheet(submission: Submission, findings: Sequence[Finding], sheets: set[str]) -> AddedSheet:
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    summary = ", ".join(f"{count} {severity}" for severity, count in counts.items())
    rows: list[tuple[SheetValue, ...]] = [
        ("KẾT QUẢ KIỂM TRA",),
        (f"Tệp {submission.file} · {summary if findings else 'không có lỗi nào'}",),
        (
            "Bấm vào ô ở cột “Trang và ô” để tới chỗ cần sửa. Trang này do chương trình thêm vào bản sao, xóa được.",
        ),
        _HEADERS,
    ]
    for number, finding in enumerate(findings, start=1):
        reachable = finding.sheet in sheets
        place: SheetValue = (
            Link(finding.place, finding.sheet, finding.cell or "A1")
            if reachable
            else finding.place or "Cả tệp"
        )
        rows.append(
            (number, finding.severity, finding.code, place, finding.message, finding.remedy, finding.law)
        )
    return AddedSheet(RESULT_SHEET, rows, widths=_WIDTHS, header_row=len(rows) - len(findings))
