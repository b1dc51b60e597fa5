"""Split a workbook among those who write it (`kdcl chia`) and join what comes back (`kdcl ghep`)."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.school.joining import join
from kdcl_xl.school.joining_report import JoinReport
from kdcl_xl.school.parts import Part, groups_of, phieu_content, split, split_findings
from kdcl_xl.workbook.atomic import write_atomically
from kdcl_xl.workbook.snapshot import Submission

__all__ = [
    "JoinReport",
    "Part",
    "groups_of",
    "join",
    "phieu_content",
    "split",
    "split_findings",
    "write_parts",
]


def write_parts(submission: Submission, folder: Path) -> list[Path]:
    """Write one workbook per group into `folder`; returns the paths really written, in the order of the groups.

    Empty when no criterion is assigned: `split_findings` says so in words. Raises SaveError.
    """
    parts = split(submission, submission.form)
    if parts:
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for part in parts:
        data = part.build(submission.form, submission.edition)
        written.append(
            write_atomically(folder / part.file_name, lambda target, data=data: target.write_bytes(data))  # type: ignore[misc]
        )
    return written
