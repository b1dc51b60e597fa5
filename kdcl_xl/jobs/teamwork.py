"""Work groups and evidence codes: from the user's workbook to new files, with a report of everything done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kdcl_xl.findings import Finding, Severity, count_errors
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import require_form, self_assessment_of, submission_of
from kdcl_xl.jobs.saving import Saved, refuse_onto, refuse_onto_filled, save, save_built
from kdcl_xl.school.coding import BoxLabel, box_labels, number_evidence
from kdcl_xl.school.coding_report import CodingReport
from kdcl_xl.school.joining import join
from kdcl_xl.school.joining_report import JoinReport
from kdcl_xl.school.parts import sharing_of, split, split_findings
from kdcl_xl.text.lists import some
from kdcl_xl.workbook.atomic import read_settled
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.patch import PatchError, with_values
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

_MOST_NAMED = 5
"""Refused parts named in one line."""
_ON_PAPER = (
    "Phiếu Word để đọc và viết trên giấy; kdcl ghep không ghép được phiếu Word. Nhóm muốn gửi bài về để ghép thì chia "
    "lại không có --word."
)


@dataclass(frozen=True, slots=True)
class Split:
    """The parts written, and criteria or groups that need a look."""

    paths: list[Path]
    findings: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For the screen."""
        return [
            *(finding.as_line() for finding in self.findings),
            *(f"  {path}" for path in self.paths),
            *self.remarks,
            f"Đã chia thành {len(self.paths)} phần.",
        ]

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        return {
            "schema": 1,
            "outputs": [path.name for path in self.paths],
            "findings": [finding.as_json() for finding in self.findings],
        }


def split_workbook(workbook: Path, out: Path, *, as_word: bool = False) -> Split:
    """One part per work group or member of a panel into the folder `out`, or one Word phiếu per criterion of a school.

    Raises JobError when no criterion is assigned to anybody, SaveError when a part cannot be written.
    """
    submission = _shared_workbook(workbook)
    if submission.stamp.part:
        raise JobError(f"“{workbook.name}” đã là phần của {submission.stamp.part}; hãy chia từ sổ chung.")
    if as_word:
        require_form(submission, SELF_ASSESSMENT)
        from kdcl_xl.jobs.documents import criterion_forms

        return Split(criterion_forms(submission, out), remarks=[_ON_PAPER])
    findings = split_findings(submission)
    parts = split(submission)
    if not parts:
        raise JobError(" ".join(f"{finding.message} {finding.remedy}" for finding in findings))
    built = [(out / part.file_name, part.build(submission.form, submission.edition)) for part in parts]
    for target, data in built:  # all before any: half a new split beside half an old one helps nobody
        refuse_onto_filled(target, data)
    saved = [save(target, data, sources=[workbook]) for target, data in built]
    return Split([s.path for s in saved], findings, [remark for s in saved for remark in s.remarks])


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined workbook and what joining did, found and left alone."""

    saved: Saved
    report: JoinReport

    @property
    def unsettled(self) -> bool:
        """Whether somebody has to decide something: conflicts, refused parts, errors."""
        report = self.report
        return bool(report.conflicts or report.refused) or count_errors(report.findings) > 0

    def lines(self) -> list[str]:
        """For the screen."""
        return [*self.report.lines(), *self.saved.lines()]

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        return {"schema": 1, "output": self.saved.path.name, **self.report.as_json()}


def join_workbook(workbook: Path, parts: Sequence[Path], out: Path) -> Joined:
    """Join the parts into a new workbook. Raises JobError and SaveError.

    A workbook with cells that cannot be read is refused: the new one would not have them. Nothing is written when
    no part could be joined.
    """
    refuse_onto(out, [workbook, *parts])
    base = _shared_workbook(workbook)
    if base.unreadable:
        places = sorted(f"{sheet}!{cell}" for sheet, cell in base.unreadable)
        raise JobError(
            f"Sổ chung “{workbook.name}” còn {len(places)} ô không đọc được ({some(places, _MOST_NAMED)}), ghép sẽ làm mất các ô ấy. Sửa (xem kdcl kiem-tra) rồi ghép."
        )
    missing = [part for part in parts if not part.exists()]
    if missing:
        raise JobError(f"Không thấy tệp {missing[0]}.")
    content, report = join(base, [_read_part(part) for part in parts])
    if not report.received:
        each = (f"{f.file}: {f.message} {f.remedy}" for f in report.refused)
        why = some(each, _MOST_NAMED, " (và {} tệp nữa)", " ")
        raise JobError(f"Không ghép được phần nào nên không ghi sổ mới. {why}", report.as_json())
    return Joined(save_built(out, base.form, base.edition, content), report)


def _shared_workbook(path: Path) -> Submission:
    """A workbook that several people write: of a school, of a panel. Raises JobError for any other."""
    found = submission_of(path)
    try:
        sharing_of(found.form)
    except KeyError as error:
        raise JobError(f"“{path.name}” là {found.form.title.lower()} ({found.form.id}): sổ này không chia phần. Chia và ghép được sổ tự đánh giá và sổ đoàn đánh giá ngoài.") from error  # fmt: skip
    return found


def _read_part(path: Path) -> Submission | Refusal:
    found = read(path)
    if isinstance(found, Refusal) and path.suffix.lower() == ".docx":
        message = "Đây là phiếu Word, chỉ để đọc và viết trên giấy, không ghép được."
        remedy = "Chép nội dung vào phần Excel (kdcl chia không có --word) rồi ghép phần ấy."
        return replace(found, finding=replace(found.finding, message=message, remedy=remedy, file=path.name))
    return found


@dataclass(frozen=True, slots=True)
class Numbered:
    """The copy with final codes and what was done to it."""

    saved: Saved
    report: CodingReport

    @property
    def findings(self) -> list[Finding]:
        """Broken citations, orphans, codes in dispute."""
        return self.report.findings

    def lines(self) -> list[str]:
        """For the screen."""
        return [*self.report.lines(), *self.saved.lines()]

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        return {"schema": 1, "output": self.saved.path.name, **self.report.as_json()}


def number_workbook(workbook: Path, out: Path, *, renumber: bool = False) -> Numbered:
    """Write a copy of the workbook in which only codes and citations differ.

    Raises JobError when one code names two documents (nothing is written then), SaveError.
    """
    refuse_onto(out, [workbook])
    submission = self_assessment_of(workbook)
    values, report = numbers_for(submission, renumber=renumber)
    try:
        data = with_values(read_settled(workbook), values, name=workbook.name)
    except PatchError as error:
        raise JobError(f"{error.finding.message} {error.finding.remedy}") from error
    return Numbered(save(out, data, sources=[workbook]), report)


def numbers_for(
    submission: Submission, *, renumber: bool = False
) -> tuple[dict[str, dict[str, str]], CodingReport]:
    """The cells that numbering changes, sheet → cell → new text, and what it did.

    Raises JobError when one code names two documents.
    """
    _content, report = number_evidence(submission, renumber=renumber)
    if report.refused:
        errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
        more = f" (và {len(errors) - 1} chỗ nữa)" if len(errors) > 1 else ""
        raise JobError(f"Chưa đánh số được: {errors[0].as_line()}{more}")
    values: dict[str, dict[str, str]] = {}
    for edit in report.edits:
        values.setdefault(edit.sheet, {})[edit.cell] = edit.value
    return values, report


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands on the boxes of evidence."""

    boxes: list[BoxLabel]

    def lines(self) -> list[str]:
        """One block a box, for the screen or to paste into a label."""
        if not self.boxes:
            return [
                "Không có hộp nào: minh chứng chưa có mã chính thức, hoặc bộ tiêu chuẩn không đánh mã theo hộp."
            ]
        lines = []
        for box in self.boxes:
            lines += [
                f"HỘP {box.box}: {'; '.join(box.standards)}",
                f"  Tiêu chí {', '.join(box.criteria)}; {len(box.codes)} minh chứng: {', '.join(box.codes)}",
            ]
        return lines

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        return {"schema": 1, "boxes": [asdict(box) for box in self.boxes]}


def box_labels_of(workbook: Path) -> Labels:
    """The labels of all boxes of a workbook. Raises JobError."""
    submission = self_assessment_of(workbook)
    return Labels(box_labels(content_of(submission), submission.edition.rules))
