"""Check workbooks, mark a copy, say the level."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kdcl_xl.checks import run as run_checks
from kdcl_xl.checks.blanks import blank_findings
from kdcl_xl.checks.disclosure import disclosure_findings
from kdcl_xl.findings import Finding, Mode, Severity, count_errors, in_reading_order
from kdcl_xl.forms.blanks import BLANKS
from kdcl_xl.forms.disclosure import DISCLOSURE
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.review_team import REVIEW_TEAM
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.saving import refuse_onto
from kdcl_xl.law.gap import Gap, Step
from kdcl_xl.law.levels import Verdict, assess, assumptions, what_if
from kdcl_xl.settings import Settings
from kdcl_xl.text.file_names import is_by_product
from kdcl_xl.workbook.answers import answers_of
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

_OTHER_FORMS: Mapping[str, Callable[[Submission, Mode, Settings, dt.date], Iterator[Finding]]] = {
    DISCLOSURE.id: lambda submission, _mode, _settings, on: disclosure_findings(submission, on),
    BLANKS.id: lambda submission, _mode, _settings, _on: blank_findings(submission),
    EXTERNAL_REVIEW.id: lambda submission, mode, settings, on: _of_review(submission, mode, settings, on),
    REVIEW_TEAM.id: lambda submission, mode, settings, on: _of_panel(submission, mode, settings, on),
}
"""Form → what its checks find, beside the reader's own findings."""
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".csv")
"""Looked for in folders: what cannot be read is to be named, not passed over."""


@dataclass(frozen=True, slots=True)
class Given:
    """A workbook to check; `name` tells it from the others (its place below the folder that was given)."""

    path: Path
    name: str


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


def workbooks_in(paths: Iterable[Path], *, leave_out: Path | None = None) -> Iterator[Given]:
    """The workbooks meant by files and folders, each with a name of its own.

    Owner files of programs and the folder `leave_out` (marked copies of an earlier run) are passed over inside
    folders only. Raises JobError for a path that does not exist.
    """
    names: Counter[str] = Counter()
    for path in paths:
        if not path.exists():
            raise JobError(f"Không thấy tệp hoặc thư mục {path}.")
        if leave_out is not None and path.is_dir() and path.resolve().is_relative_to(leave_out.resolve()):
            raise JobError(
                f"Nơi ghi --ra ({leave_out}) trùng với thư mục đang kiểm tra hoặc chứa thư mục ấy; chọn thư mục khác, "
                "ví dụ --ra danh-dau, để bản đánh dấu không lẫn với sổ."
            )
        for found in _inside(path, leave_out) if path.is_dir() else [path]:
            name = found.relative_to(path).as_posix() if path.is_dir() else found.name
            names[name] += 1
            stem, dot, suffix = name.rpartition(".")
            yield Given(found, name if names[name] == 1 else f"{stem} ({names[name]}){dot}{suffix}")


def _inside(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    left = leave_out.resolve() if leave_out is not None else None
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _SPREADSHEETS or is_by_product(path.name) or path.is_dir():
            continue
        if left is None or not path.resolve().is_relative_to(left):
            yield path


def check_file(
    path: Path,
    mode: Mode,
    settings: Settings,
    on: dt.date,
    marked_copy: Path | None = None,
    *,
    name: str = "",
) -> Checked:
    """Check one workbook, called `name` in the findings; write a marked copy to `marked_copy` if given.

    Raises JobError when the marked copy would replace the workbook itself, SaveError when it cannot be written.
    """
    name = name or path.name
    if marked_copy is not None:
        refuse_onto(marked_copy, [path])
    found = read(path)
    if isinstance(found, Refusal):
        return Checked(name, (replace(found.finding, file=name),), refused=True)
    findings = findings_of(found, mode, settings, on, name=name)
    if marked_copy is None:
        return Checked(name, findings)
    from kdcl_xl.jobs.marking import mark_copy
    from kdcl_xl.ports.port import PortError

    try:
        return Checked(name, findings, marked=mark_copy(path, marked_copy, findings, found))
    except PortError as error:
        return Checked(name, (*findings, replace(error.finding, file=name)))


def findings_of(
    submission: Submission, mode: Mode, settings: Settings, on: dt.date, *, name: str = ""
) -> tuple[Finding, ...]:
    """All findings of a workbook, each with the name of its file; beside the self-assessment only the forms in
    `_OTHER_FORMS` have more than the reader's."""
    if submission.form is SELF_ASSESSMENT:
        found = run_checks(submission, mode, settings, on)
    else:
        more = _OTHER_FORMS.get(submission.form.id)
        sheets = submission.form.sheets_of(submission.edition)
        own = more(submission, mode, settings, on) if more else ()
        found = in_reading_order([*submission.findings, *own], sheets)
    return tuple(replace(finding, file=name or submission.file) for finding in found)


def _of_review(submission: Submission, mode: Mode, settings: Settings, on: dt.date) -> Iterator[Finding]:
    from kdcl_xl.review_year.checks import review_findings  # schools check without it

    return review_findings(submission, settings, on, mode)


def _of_panel(submission: Submission, mode: Mode, settings: Settings, on: dt.date) -> Iterator[Finding]:
    from kdcl_xl.review_year.team_checks import team_findings  # schools check without it

    return team_findings(submission, settings, on, mode)


def changes_of(pairs: Iterable[str]) -> dict[str, int]:
    """ "3.2=2" → {"3.2": 2}. Raises JobError for anything else."""
    changes = {}
    for pair in pairs:
        code, _, level = pair.partition("=")
        if not level.strip().isdecimal():
            raise JobError(f"“{pair}” chưa đúng: viết như 3.2=2 (tiêu chí 3.2 đạt Mức 2).")
        changes[code.strip()] = int(level)
    return changes


def verdict_of(submission: Submission, changes: Mapping[str, int] | None = None) -> Verdict:
    """The level of a submission; with `changes`, as if those criteria stood at those levels."""
    answers = answers_of(submission)
    if changes:
        return what_if(answers, changes, submission.edition.rules)
    return assess(answers, submission.edition.rules)


def assumption_line(submission: Submission, changes: Mapping[str, int]) -> str:
    """What a verdict with `changes` takes for granted, "" without any. Raises UnknownCriterion."""
    if not changes:
        return ""
    assumed = "; ".join(assumptions(answers_of(submission), changes, submission.edition.rules))
    return f"Giả định: {assumed}. Kết quả dưới đây là giả định, không phải mức của sổ."


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
    for _step, sentence in improvement_steps(gap, word):
        yield f"  - {sentence}"


def improvement_steps(gap: Gap, word: str) -> Iterator[tuple[Step, str]]:
    """The steps of the smallest improvement, each in words; `word` is what the rule set calls a level."""
    for step in gap.improvements:
        yield step, f"cải tiến tiêu chí {step.criterion} lên {word} {step.level}"
    for step in gap.to_answer:
        yield step, f"đánh giá nốt tiêu chí {step.criterion} ({len(step.unanswered)} chỉ báo còn trống)"
