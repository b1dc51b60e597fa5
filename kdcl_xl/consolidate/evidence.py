"""Export every row of evidence of the schools that count: a province has hundreds of thousands.

Written by rustpy-xlsxwriter row by row; a sheet holds 1,048,576 rows, so further sheets follow. Values are typed
strings, numbers and dates: text that begins with = + - @ stays text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kdcl_xl.consolidate.content import read_again
from kdcl_xl.consolidate.intake import Arrival
from kdcl_xl.forms.self_assessment import Evidence, School
from kdcl_xl.forms.vocabulary import Sensitivity
from kdcl_xl.workbook.atomic import write_atomically
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.styles import FONT, NAVY, SIZE

ROWS_A_SHEET = 1_048_575
"""Excel's limit less the header."""
_SHEET = "Minh chứng"
_PROPERTIES = "docProps/core.xml"
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_COLUMNS = (
    ("Mã trường", 14.0),
    ("Tên trường", 34.0),
    ("Mã minh chứng", 16.0),
    ("Mã tạm", 9.0),
    ("Tên minh chứng", 48.0),
    ("Số, ký hiệu", 18.0),
    ("Ngày ban hành", 14.0),
    ("Có giá trị đến", 14.0),
    ("Nơi ban hành hoặc người thực hiện", 28.0),
    ("Nơi lưu trữ hoặc đường dẫn", 34.0),
    ("Dùng cho tiêu chí", 16.0),
    ("Mức bảo mật", 12.0),
    ("Ghi chú", 20.0),
    ("Dòng gốc", 9.0),
    ("Nguồn", 15.0),
)
LABELS = tuple(label for label, _ in _COLUMNS)
_DAYS = ("Ngày ban hành", "Có giá trị đến")
_HIDDEN = "(đỏ: chỉ ghi tên trong danh mục của trường)"
EvidenceRow = dict[str, Any]


def evidence_rows(submission: Submission, school_id: str, school_name: str) -> Iterator[EvidenceRow]:
    """The rows of one school. Of "Đỏ" evidence (personal data) only code and name leave the school."""
    source = submission.sha256[:12]
    for row in submission.table(Evidence):
        if row.is_blank():
            continue
        red = row.sensitivity == Sensitivity.PERSONAL
        yield dict(
            zip(
                LABELS,
                (
                    school_id, school_name, row.code, row.draft_id, row.title, row.number, row.issued_on,
                    row.valid_until, "" if red else row.issuer, _HIDDEN if red else row.storage, row.criteria,
                    row.sensitivity, "" if red else row.note, row.line, source,
                ),
                strict=True,
            )
        )  # fmt: skip


def rows_of_files(files: Iterable[tuple[Arrival, str, str]]) -> Iterator[EvidenceRow]:
    """The rows of many files, one file in memory at a time. A file that can no longer be read gives none:
    the consolidation beside this export has said so."""
    for arrival, school_id, school_name in files:
        submission = read_again(arrival)
        if submission is not None:
            yield from evidence_rows(
                submission, school_id or submission.fields(School).school_id, school_name
            )


def export_evidence(
    rows: Iterable[EvidenceRow], out: Path, *, expected: int, rows_a_sheet: int = ROWS_A_SHEET
) -> int:
    """Write the rows to `out`; returns how many. `expected` is at least as many as there are: it opens the sheets.

    Raises SaveError, and ValueError when more rows come than the sheets of `expected` hold.
    """
    counter = _Counter(rows)
    sheets = max(1, -(-expected // rows_a_sheet))
    write_atomically(out, lambda target: _write(iter(counter), target, sheets, rows_a_sheet))
    return counter.count


class _Counter:
    """An iterable that knows how many rows it gave."""

    def __init__(self, rows: Iterable[EvidenceRow]) -> None:
        self._rows, self.count = iter(rows), 0

    def __iter__(self) -> Iterator[EvidenceRow]:
        for row in self._rows:
            self.count += 1
            yield row


def _write(rows: Iterator[EvidenceRow], target: Path, sheets: int, rows_a_sheet: int) -> None:
    from rustpy_xlsxwriter import FastExcel, Format

    # The header comes from the first row, so an empty table needs one blank row.
    stream = chain([next(rows, dict.fromkeys(LABELS))], rows)
    header = Format().set_bold().set_font_name(FONT).set_font_color("#FFFFFF").set_background_color(NAVY)
    header.set_text_wrap().set_align("center")
    body = Format().set_font_name(FONT).set_font_size(SIZE)
    day = Format().set_font_name(FONT).set_font_size(SIZE).set_num_format("dd/mm/yyyy")
    book = FastExcel(str(target))
    for number in range(1, sheets + 1):
        name = _SHEET if number == 1 else f"{_SHEET} {number}"
        book.sheet(
            name,
            islice(stream, rows_a_sheet),
            column_widths=dict(_COLUMNS),
            column_formats={label: day if label in _DAYS else body for label in LABELS},
            header_format=header,
            autofilter=True,
        )
        book.freeze(row=1, col=2, sheet=name)
    book.save()
    _forget_the_clock(target)
    if next(stream, None) is not None:
        raise ValueError(
            f"more evidence rows than expected: sheets for {sheets * rows_a_sheet} rows are full"
        )


def _forget_the_clock(target: Path) -> None:
    """Put a fixed time where the writer puts that of its run: the same rows give the same file.

    The properties stand behind the sheets, so only the end of the file is written again, however long it is.
    """
    with zipfile.ZipFile(target, "a") as archive:
        cut = archive.getinfo(_PROPERTIES).header_offset
        tail = [member for member in archive.infolist() if member.header_offset >= cut]
        parts = [(member.filename, archive.read(member)) for member in tail]
        for member in tail:
            archive.filelist.remove(member)
            del archive.NameToInfo[member.filename]
        archive.start_dir = cut
        for name, data in parts:
            fixed = _TIME.sub(b"1980-01-01T00:00:00Z", data) if name == _PROPERTIES else data
            archive.writestr(zipfile.ZipInfo(name), fixed, zipfile.ZIP_DEFLATED)
