"""What a school workbook says, apart from how it was saved: to tell a real conflict from the same workbook saved twice."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping

from kdcl_xl.consolidate.intake import Arrival, content_of
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

SheetDigests = Mapping[str, str]
"""Sheet → digest of the values on it."""


def read_again(arrival: Arrival) -> Submission | None:
    """A workbook that has been read before; None when it can no longer be. Raises nothing for bad files."""
    try:
        submission = read(content_of(arrival), name=arrival.file_name)
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, IndexError):
        return None  # a zip taken away, made anew or damaged since it was listed
    return submission if isinstance(submission, Submission) else None


def sheet_digests(arrival: Arrival) -> dict[str, str]:
    """The digests of one workbook; empty when it can no longer be read. Raises nothing for bad files."""
    submission = read_again(arrival)
    if submission is None:
        return {}
    found: dict[str, str] = {}
    for model, fields in submission.values.items():
        found[model.sheet] = _digest(repr(fields))
    for table, rows in submission.rows.items():
        values = [
            [getattr(row, column.field) for column in table.columns] for row in rows if not row.is_blank()
        ]
        found[table.table.sheet] = _digest(repr(values))
    return found


def whole(digests: SheetDigests) -> str:
    """One digest of a workbook; empty for none."""
    return _digest(repr(sorted(digests.items()))) if digests else ""


def differing_sheets(first: SheetDigests, other: SheetDigests) -> list[str]:
    """The sheets whose values differ, in the order of the first workbook."""
    return [sheet for sheet in {**first, **other} if first.get(sheet) != other.get(sheet)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
