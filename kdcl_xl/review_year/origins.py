"""Where rows come from: the file and line of a row, and a file as a line of the sheet "Nguồn"."""

from __future__ import annotations

import datetime as dt

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.workbook.snapshot import Submission

_SHORT = 12
_BETWEEN = "; "
_IN = " · "


def source_id(sha256: str) -> str:
    """What the column "Nguồn" of a row says of its file, as consolidated workbooks do; "" of no file."""
    return sha256[:_SHORT]


def joined_sources(*sources: str) -> str:
    """Several sources in one cell; blanks are left out."""
    return _BETWEEN.join(filter(None, sources))


def sources_in(cell: str) -> list[str]:
    """The sources a cell names."""
    return cell.split(_BETWEEN)


def files_in(cell: str) -> set[str]:
    """The files a cell names, each as its source id or by its name."""
    return {source.partition(_IN)[0] for source in sources_in(cell)} - {""}


def trace_of(submission: Submission, row: Row) -> str:
    """The row of a file for the column "Nguồn": "tan-my.xlsx · Lịch đánh giá ngoài!A7"; the sheet "Nguồn" lists the file."""
    sheet, cell = submission.at(row, row.columns[0].field)
    return f"{submission.file}{_IN}{sheet}!{cell}"


def place_of(submission: Submission, row: Row) -> str:
    """Where a finding says that a row stands: "TH.xlsx, trang Đăng ký, dòng 7"."""
    return f"{submission.file}, trang {type(row).table.sheet}, dòng {row.line}"


def source_row(
    submission: Submission, office: str = "", day: dt.date | None = None, form: str = ""
) -> ReviewSource:
    """A workbook as a line of the sheet "Nguồn". `day`: of its figures; `form`: where its title does not say enough."""
    return ReviewSource(
        source=source_id(submission.sha256), file=submission.file, form=form or submission.form.title, office=office,
        day=day, sha256=submission.sha256,
    )  # fmt: skip
