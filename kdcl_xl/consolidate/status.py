"""The sheet "Tình trạng nộp": who has sent, who sent wrong, on one page; every school and every file once."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.consolidate.children import Stray
from kdcl_xl.consolidate.ledger import Posting, reading_order
from kdcl_xl.consolidate.process import Entry, Kind
from kdcl_xl.consolidate.record import SchoolRecord
from kdcl_xl.consolidate.rollup import SchoolView
from kdcl_xl.consolidate.scopes import explained
from kdcl_xl.consolidate.state import IN_TOTALS, Consolidated, yes_no
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.forms.summary import State, StatusLine

_URGENCY = {
    State.MISSING: 0,
    State.REFUSED: 1,
    State.CHOOSE: 2,
    State.APART: 3,
    State.WITH_ERRORS: 4,
    State.ACCEPTED: 5,
}


def status_lines(state: Consolidated) -> Iterator[StatusLine]:
    """Schools first, those that owe something on top; then every file that counts for no school of the list."""
    postings: dict[str, list[Posting]] = {}
    for posting in sorted(state.ledger.postings, key=reading_order):
        postings.setdefault(posting.record.key.school_id, []).append(posting)
    shown: set[int] = set()
    apart = {p.record.key.school_id: p for p in state.ledger.postings if p.state is State.APART}
    waiting_here = state.waiting_here
    for view in sorted(state.views, key=lambda view: (_URGENCY[view.state], not view.counted)):
        main = next((p for p in postings.get(view.school_id, []) if p.state in IN_TOTALS), None)
        if main is not None:
            shown.add(id(main))
        line = _school_line(view, main, chosen_below=view.school_id not in waiting_here)
        if view.state is State.APART and view.school_id in apart:
            line.why, line.remedy = apart[view.school_id].why, apart[view.school_id].remedy
        yield line
    for posting in sorted(state.ledger.postings, key=reading_order):
        if id(posting) not in shown:
            yield _file_line(posting)
    for entry in state.entries:
        yield _entry_line(entry)
        if entry.child is not None:
            yield from (_stray_line(stray, entry) for stray in entry.child.strays)
    for passed in state.passed_over:
        yield StatusLine(
            state=State.REFUSED if passed.finding else State.PASSED_OVER,
            why=passed.why,
            remedy=passed.remedy,
            file=passed.name,
        )


_SCHOOL_WHY = {
    State.MISSING: (
        "Chưa nhận được tệp nào của trường.",
        "Đôn đốc trường nộp (công văn mẫu cong-van-don-doc).",
    ),
    State.REFUSED: (
        "Có tệp của trường nhưng không đọc được; xem dòng của tệp.",
        "Trường sửa tệp rồi nộp lại.",
    ),
    State.CHOOSE: (
        "Nhiều bản khác nhau cùng một lần nộp.",
        "Chọn một bản ở trang Chọn bản rồi tổng hợp lại.",
    ),
}


def _school_line(view: SchoolView, main: Posting | None, *, chosen_below: bool) -> StatusLine:
    why, remedy = _SCHOOL_WHY.get(view.state, ("", ""))
    if view.state is State.CHOOSE and chosen_below:
        unit = view.unit or "Đơn vị cấp dưới"
        remedy = f"{unit} chọn một bản ở trang Chọn bản của sổ tổng hợp của mình, tổng hợp lại rồi gửi lại."
    if not view.counted and view.state is State.MISSING:
        why, remedy = "Cơ sở ngoài mẫu số, chưa gửi tệp.", ""
    line = StatusLine(
        school_id=view.school_id,
        name=view.name,
        kind=view.kind,
        ownership=view.ownership,
        unit=view.unit,
        listed=yes_no(view.listed),
        counted=yes_no(view.counted),
        state=view.state,
        why=why,
        remedy=remedy,
    )
    if main is not None:
        _fill_file(line, main)
        parts = explained(view.records, view.missing)
        said = (finding.message for finding in main.findings)
        notes = [_via(main.record), *dict.fromkeys((parts, *said))]
        if main.previous is not None:
            amount = f"{len(main.changed)} thay đổi" if main.changed else "không đổi câu trả lời, số liệu"
            notes.insert(1, f"Thay cho lần nộp {main.previous.revision}: {amount}.")
        if main.chosen:
            notes.append("Bản do cán bộ chọn.")
        line.why = " ".join(note for note in notes if note)
        line.remedy = " ".join(dict.fromkeys(finding.remedy for finding in main.findings))
        if main.record.counts.errors and not line.remedy:
            line.remedy = "Trường sửa các lỗi ở trang Lỗi rồi nộp lại với số lần nộp cao hơn."
    return line


def _via(record: SchoolRecord) -> str:
    return f"Qua sổ “{record.origin.via}”." if record.origin.via else ""


def _fill_file(line: StatusLine, posting: Posting) -> None:
    record = posting.record
    old = record.origin.template not in ("", SELF_ASSESSMENT.version)
    line.file = record.origin.file
    line.revision = record.revision or None
    line.school_year = record.key.school_year
    line.template = f"{record.origin.template} (cũ)" if old else record.origin.template
    line.errors, line.warnings = record.counts.errors, record.counts.warnings
    line.source = record.origin.source


def _file_line(posting: Posting) -> StatusLine:
    record = posting.record
    line = StatusLine(
        school_id=record.key.school_id,
        name=record.name,
        kind=record.kind,
        ownership=record.ownership,
        unit=record.unit,
        state=posting.state,
        why=" ".join(note for note in (posting.why or f"Phạm vi {record.key.scope}.", _via(record)) if note),
        remedy=posting.remedy,
    )
    _fill_file(line, posting)
    return line


def _stray_line(stray: Stray, entry: Entry) -> StatusLine:
    return StatusLine(
        school_id=stray.school_id,
        name=stray.name,
        unit=entry.child.unit if entry.child else "",
        state=stray.state,
        why=f"{stray.why} Qua sổ “{entry.name}”.".strip(),
        remedy=stray.remedy,
        file=stray.file,
        school_year=stray.school_year,
        source=stray.source,
    )


def _entry_line(entry: Entry) -> StatusLine:
    first = entry.findings[0] if entry.findings else None
    if entry.kind is Kind.SUMMARY:
        state = State.SUMMARY if entry.child is not None else State.PASSED_OVER
        why = (
            "Sổ tổng hợp của đơn vị cấp dưới."
            if entry.child is not None
            else "Sổ tổng hợp, không phải bài nộp của trường."
        )
    elif entry.kind is Kind.OTHER:
        state, why = State.PASSED_OVER, "Sổ của chương trình nhưng không phải bài nộp (danh mục trường…)."
    else:
        state, why = State.REFUSED, first.message if first else ""
    return StatusLine(
        school_id="",
        name=entry.child.unit if entry.child else "",
        state=state,
        why=why,
        remedy=first.remedy if first else "",
        file=entry.name,
        school_year=entry.school_year,
        errors=entry.counts.errors,
        warnings=entry.counts.warnings,
        source=entry.sha256[:12],
    )
