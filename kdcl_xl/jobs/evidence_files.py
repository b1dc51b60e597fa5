"""Evidence against the folder its files lie in: `kdcl minh-chung soat-tep`."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.findings import Finding
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import self_assessment_of
from kdcl_xl.school.coding_findings import check_files


def compare_with_folder(workbook: Path, folder: Path) -> list[Finding]:
    """Evidence without a place, files that are not there, links that cannot be right. Raises JobError."""
    submission = self_assessment_of(workbook)
    if not folder.is_dir():
        raise JobError(f"Không thấy thư mục {folder}.")
    return check_files(submission, folder)
