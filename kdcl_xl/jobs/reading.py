"""The workbook a job starts from, or the sentence that says why it cannot."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.findings import count_errors
from kdcl_xl.forms.form import Form
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.text.lists import some
from kdcl_xl.workbook.read import NO_STAMP, Refusal, interpreted, read
from kdcl_xl.workbook.snapshot import Snapshot, Submission

_MOST_NAMED = 5


def submission_of(path: Path) -> Submission:
    """Read any workbook of ours. Raises JobError with cause and remedy."""
    if not path.exists():
        raise JobError(f"Không thấy tệp {path}.")
    found = read(path)
    if isinstance(found, Refusal):
        raise JobError(refusal_words(found))
    return found


def submission_in(snapshot: Snapshot) -> Submission:
    """What an open workbook says. Raises JobError with cause and remedy."""
    found = interpreted(snapshot)
    if isinstance(found, Refusal):
        raise JobError(refusal_words(found))
    return found


def refusal_words(refusal: Refusal) -> str:
    """Why a file was not read, with its name, in one line."""
    finding = refusal.finding
    if finding.code == NO_STAMP.code:
        return f"“{refusal.file}” không phải sổ do chương trình tạo. {finding.remedy}"
    named = finding.message if refusal.file in finding.message else f"{refusal.file}: {finding.message}"
    return f"{named} {finding.remedy}"


def form_of(path: Path, form: Form) -> Submission:
    """Read a workbook of one form. Raises JobError also when it is another one."""
    return require_form(submission_of(path), form)


def require_form(found: Submission, form: Form) -> Submission:
    """The same submission. Raises JobError when it is of another form."""
    if found.form is not form:
        raise JobError(
            f"“{found.file}” là {found.form.title.lower()} ({found.form.id}); lệnh này cần {form.title.lower()} ({form.id})."
        )
    return found


def whole_form_of(path: Path, form: Form) -> Submission:
    """As `form_of`, of a workbook that goes on as a new file. Raises JobError also for cells that would be lost there."""
    found = form_of(path, form)
    if found.unreadable:
        places = some(sorted(f"{sheet}!{cell}" for sheet, cell in found.unreadable), _MOST_NAMED)
        raise JobError(
            f"“{found.file}” có {len(found.unreadable)} ô không đọc được ({places}), chép sang tệp mới sẽ mất. "
            "Sửa các ô ấy (kdcl kiem-tra chỉ từng ô) rồi chạy lại."
        )
    return found


def form_in(snapshot: Snapshot, form: Form) -> Submission:
    """What an open workbook of one form says. Raises JobError also when it is another one."""
    return require_form(submission_in(snapshot), form)


def self_assessment_of(path: Path) -> Submission:
    """Read a self-assessment workbook. Raises JobError."""
    return form_of(path, SELF_ASSESSMENT)


def unread_remark(submission: Submission) -> str:
    """What to tell the user when cells could not be read; "" when all could.

    Only these bear on the level. Whatever else the checks would find is not looked for, and the sentence says so.
    """
    errors = count_errors(submission.findings)
    return (
        f"{errors} chỗ trong sổ không đọc được (sai cấu trúc, kiểu ô, danh sách…), các ô ấy tính là chưa có. "
        "Lệnh này không kiểm tra nội dung: chạy kdcl kiem-tra để xem từng ô và các lỗi khác."
        if errors
        else ""
    )
