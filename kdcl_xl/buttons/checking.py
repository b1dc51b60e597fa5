"""Check, take the marks away, lead to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Press, button

if TYPE_CHECKING:
    from kdcl_xl.findings import Finding, Mode
    from kdcl_xl.workbook.plan import Action, Plan
    from kdcl_xl.workbook.snapshot import Snapshot

_GROUP = "Kiểm tra"
_UNMARKED = "Bấm “Xóa dấu kiểm tra” để bỏ màu, ghi chú và trang này."


@button(
    "kiem-tra-dang-lam",
    "Kiểm tra (đang làm)",
    "Tô màu và ghi chú từng ô chưa đúng; chưa nhắc những mục còn trống.",
    group=_GROUP,
    icon="kiem-tra",
    in_sheet=True,
)
def check_draft(press: Press) -> Plan:
    """Check while the work goes on."""
    from kdcl_xl.findings import Mode

    return _check(press, Mode.DRAFT)


@button(
    "kiem-tra",
    "Kiểm tra trước khi nộp",
    "Kiểm tra mọi mục, kể cả mục còn trống; từng ô có lỗi được tô màu và ghi cách sửa.",
    group=_GROUP,
    icon="kiem-tra-nop",
    in_sheet=True,
)
def check_before_submission(press: Press) -> Plan:
    """Check everything."""
    from kdcl_xl.findings import Mode

    return _check(press, Mode.SUBMIT)


@button(
    "xoa-dau",
    "Xóa dấu kiểm tra",
    "Bỏ màu, ghi chú và trang “Kết quả kiểm tra” của lần kiểm tra trước; số liệu giữ nguyên.",
    group=_GROUP,
    icon="xoa-dau",
    in_sheet=True,
)
def clear_marks(press: Press) -> Plan:
    """Take every mark away."""
    from kdcl_xl.jobs.marking import ColourBelow
    from kdcl_xl.workbook.anchors import Anchors
    from kdcl_xl.workbook.marks import RESULT_SHEET, remarked
    from kdcl_xl.workbook.plan import DropSheet, Plan
    from kdcl_xl.workbook.read import Refusal, interpreted

    snapshot = press.values
    found = interpreted(snapshot)
    anchors = (
        None if isinstance(found, Refusal) else Anchors(found)
    )  # marks go even where nothing else can be read
    actions = list(remarked(snapshot.desk, {}, ColourBelow(anchors, press.under)))
    if RESULT_SHEET in snapshot.grids:
        actions.append(DropSheet(name=RESULT_SHEET))
    if not actions:
        return Plan(message="Sổ không có dấu kiểm tra nào.")
    return Plan(actions=actions, message=f"Đã bỏ dấu kiểm tra ở {len(snapshot.desk.marks)} ô.")


@button(
    "loi-ke-tiep",
    "Đi tới lỗi kế tiếp",
    "Chuyển tới ô có lỗi kế tiếp của lần kiểm tra gần nhất.",
    group=_GROUP,
    icon="loi-ke-tiep",
)
def next_finding(press: Press) -> Plan:
    """Select the next marked cell after the selection, in reading order; after the last comes the first."""
    from kdcl_xl.workbook.marks import RESULT_SHEET
    from kdcl_xl.workbook.plan import Plan, Result, Select

    snapshot = press.values
    places = sorted(snapshot.desk.marks, key=lambda place: _reading_order(snapshot, place))
    if not places:
        if RESULT_SHEET in snapshot.grids:
            return Plan(
                message=f"Lần kiểm tra gần nhất không đánh dấu ô nào. Trang “{RESULT_SHEET}” liệt kê những điều cần xem."
            )
        return Plan(message="Chưa có ô nào được đánh dấu. Bấm “Kiểm tra” trước.", result=Result.FAILED)
    here = _reading_order(snapshot, snapshot.desk.selection)
    number = next((n for n, place in enumerate(places) if _reading_order(snapshot, place) > here), 0)
    sheet, cell = places[number]
    words = snapshot.desk.marks[sheet, cell].text.replace("\n", " ")
    return Plan(
        actions=[Select(sheet=sheet, cell=cell)],
        message=f"Ô {number + 1}/{len(places)}, {sheet}!{cell}: {words}",
    )


def _check(press: Press, mode: Mode) -> Plan:
    from kdcl_xl.findings import Severity, count_errors, in_reading_order
    from kdcl_xl.jobs.checking import findings_of
    from kdcl_xl.jobs.marking import marking
    from kdcl_xl.jobs.reading import submission_in
    from kdcl_xl.workbook.marks import MOST_MARKS
    from kdcl_xl.workbook.plan import Plan, Result

    snapshot = press.values
    submission = submission_in(snapshot)
    findings = in_reading_order(
        [_in_button_words(f) for f in findings_of(submission, mode, press.settings, press.on)],
        submission.form.sheets_of(submission.edition),
    )
    actions = marking(snapshot, findings, submission, _UNMARKED, press.under)
    numbers = {severity: sum(each.severity is severity for each in findings) for severity in Severity}
    counts = ", ".join(f"{number} {severity}" for severity, number in numbers.items() if number)
    message = (
        f"Kiểm tra xong: {counts}.{_where_to_look(actions)}"
        if findings
        else "Kiểm tra xong: không có lỗi nào."
    )
    if len({(found.sheet, found.cell) for found in findings if found.cell}) > MOST_MARKS:
        message += f" Đánh dấu {MOST_MARKS} ô đầu; trang kết quả liệt kê đủ."
    return Plan(
        actions=actions,
        message=message,
        lines=[finding.as_line() for finding in findings],
        result=Result.FOUND_ERRORS if count_errors(findings) else Result.DONE,
        findings=findings,
    )


def _where_to_look(actions: Sequence[Action]) -> str:
    """Only what is there to be seen: protected sheets take no colour, a workbook with a locked structure no sheet."""
    from kdcl_xl.workbook.marks import RESULT_SHEET
    from kdcl_xl.workbook.plan import Notes, PutSheet

    marked = any(isinstance(action, Notes) and any(action.texts.values()) for action in actions)
    seen = ["các ô được tô màu"] if marked else []
    seen += [f"trang “{RESULT_SHEET}”"] if any(isinstance(action, PutSheet) for action in actions) else []
    return f" Xem {' và '.join(seen)}." if seen else ""


def _in_button_words(finding: Finding) -> Finding:
    from dataclasses import replace

    from kdcl_xl.buttons.words import in_button_words

    return replace(finding, message=in_button_words(finding.message), remedy=in_button_words(finding.remedy))


def _reading_order(snapshot: Snapshot, place: tuple[str, str]) -> tuple[int, int, int]:
    from kdcl_xl.workbook.addresses import parse_a1

    sheet, cell = place
    sheets = list(snapshot.grids)
    row, column = parse_a1(cell) if cell else (-1, -1)
    return (sheets.index(sheet) if sheet in sheets else len(sheets), row, column)
