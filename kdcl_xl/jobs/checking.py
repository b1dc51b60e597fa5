"""Check workbooks, mark a copy, say the level, pack a submission."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kdcl_xl.checks import run as run_checks
from kdcl_xl.findings import Finding, Mode, Severity, count_errors
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.law.levels import Verdict, assess, what_if
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.answers import answers_of
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

OWNER_FILE = "~$"


@dataclass(frozen=True, slots=True)
class Checked:
    """One checked workbook: its findings in reading order, the marked copy if one was written."""

    file: str
    findings: tuple[Finding, ...]
    refused: bool = False
    marked: Path | None = None

    @property
    def sentence(self) -> str:
        """What happened, in one sentence."""
        if self.refused:
            return "không đọc được."
        errors = count_errors(self.findings)
        warnings = sum(1 for finding in self.findings if finding.severity is Severity.WARNING)
        where = f" Bản có đánh dấu: {self.marked}." if self.marked else ""
        if not self.findings:
            return f"không có lỗi nào.{where}"
        return f"{errors} lỗi, {warnings} cảnh báo, {len(self.findings) - errors - warnings} gợi ý.{where}"


def workbooks_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The workbooks meant by files and folders; Excel's owner files are passed over inside folders only."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".xlsx", ".xlsm"))
            yield from (p for p in inside if not p.name.startswith(OWNER_FILE))
        else:
            yield path


def check_file(path: Path, mode: Mode, settings: Settings, on: dt.date, out: Path | None = None) -> Checked:
    """Check one workbook; with `out`, write a marked copy into that folder."""
    found = read(path)
    if isinstance(found, Refusal):
        return Checked(path.name, (replace(found.finding, file=path.name),), refused=True)
    findings = findings_of(found, mode, settings, on)
    marked = None
    if out is not None:
        from kdcl_xl.jobs.marking import mark_copy

        marked = mark_copy(path, out, findings, found)
    return Checked(path.name, findings, marked=marked)


def findings_of(submission: Submission, mode: Mode, settings: Settings, on: dt.date) -> tuple[Finding, ...]:
    """All findings of a workbook, each with the name of its file; forms other than the self-assessment have
    only the reader's."""
    assessed = submission.form is SELF_ASSESSMENT
    found = run_checks(submission, mode, settings, on) if assessed else submission.findings
    return tuple(replace(finding, file=submission.file) for finding in found)


def verdict_of(submission: Submission, changes: Mapping[str, int] | None = None) -> Verdict:
    """The level of a submission; with `changes`, as if those criteria reached those levels."""
    answers = answers_of(submission)
    if changes:
        return what_if(answers, changes, submission.edition.rules)
    return assess(answers, submission.edition.rules)


def level_lines(verdict: Verdict) -> list[str]:
    """The verdict in sentences, for people."""
    lines = [f"Đề xuất: {verdict.headline}. Hội đồng kết luận, chương trình chỉ đề xuất."]
    lines += [f"  - {reason}" for reason in verdict.reasons]
    if verdict.gap is not None:
        lines += _gap_lines(verdict)
    lines += [f"  ! {remark}" for remark in verdict.remarks]
    lines += [f"  (chưa đối chiếu văn bản gốc) {text}" for text in verdict.unverified]
    return lines


def _gap_lines(verdict: Verdict) -> Iterator[str]:
    gap, word = verdict.gap, verdict.regulation.level_word
    if gap is None:
        return
    yield f"Để đạt {word} {gap.target} (tập nhỏ nhất):"
    for step in gap.improvements:
        yield f"  - cải tiến tiêu chí {step.criterion} lên {word} {step.level}"
    for step in gap.to_answer:
        yield f"  - đánh giá nốt tiêu chí {step.criterion} ({len(step.unanswered)} chỉ báo còn trống)"
