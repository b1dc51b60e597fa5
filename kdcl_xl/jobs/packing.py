"""Check a workbook and put it into the folder of submissions under its official name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.findings import Finding, Mode, Severity
from kdcl_xl.forms.self_assessment import School
from kdcl_xl.jobs.checking import findings_of
from kdcl_xl.jobs.reading import self_assessment_of
from kdcl_xl.jobs.saving import refuse_onto
from kdcl_xl.school.digest import content_digest
from kdcl_xl.school.packing import pack, package_name
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission


@dataclass(frozen=True, slots=True)
class Packed:
    """`path` is None when packing was refused; the findings are what stands in the way of a clean submission."""

    sentence: str
    findings: tuple[Finding, ...]
    path: Path | None
    sha256: str = ""
    digest: str = ""
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """With English keys. `digest` is the short hash on the slip."""
        return {
            "schema": 1,
            "output": self.path.name if self.path else None,
            "sha256": self.sha256,
            "digest": self.digest,
            "findings": [finding.as_json() for finding in self.findings],
        }


def pack_file(workbook: Path, out: Path, settings: Settings, on: dt.date, *, draft: bool = False) -> Packed:
    """Check as before submission, then pack into the folder `out`; with `draft` also a workbook with errors.

    Raises JobError when the file is no self-assessment workbook, SaveError when nothing can be written.
    """
    submission = self_assessment_of(workbook)
    target = out / package_name(submission, draft=draft)
    refuse_onto(target, [workbook])
    remarks = _about_earlier(target, submission)
    findings = findings_of(submission, Mode.SUBMIT, settings, on)
    packed = pack(workbook, out, submission, findings, draft=draft)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    return Packed(
        packed.sentence,
        (*errors, *packed.findings),
        packed.path,
        packed.sha256,
        packed.digest,
        remarks if packed.path else (),
    )


def _about_earlier(target: Path, submission: Submission) -> tuple[str, ...]:
    """Two packages of one revision that differ: the office can count neither until somebody chooses."""
    earlier = read(target) if target.exists() else None
    if not isinstance(earlier, Submission) or content_digest(earlier) == content_digest(submission):
        return ()
    revision = submission.fields(School).revision or 1
    return (
        f"Trước đây đã đóng gói lần nộp {revision} với nội dung khác; bản ấy được giữ lại với đuôi .bak. "
        f"Nếu bản ấy đã gửi đi, thầy/cô ghi “Lần nộp” là {revision + 1} rồi đóng gói lại.",
    )
