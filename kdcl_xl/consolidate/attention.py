"""What "Tổng quan" asks somebody to deal with, and what these figures cannot know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kdcl_xl.consolidate import tables
from kdcl_xl.consolidate.process import Kind
from kdcl_xl.consolidate.state import IN_TOTALS, Consolidated
from kdcl_xl.forms.summary import State

_STATUS_SHEET = "(trang Tình trạng nộp)"
_NO_UNIT = "đơn vị chưa ghi tên"


def attention(state: Consolidated) -> Iterator[str]:
    """One sentence a matter, the unknown first; nothing for what is in order."""
    yield from unknown(state)
    yield from (f"{number} {words}." for number, words in _matters(state) if number)


def unknown(state: Consolidated) -> Iterator[str]:
    """What nobody can tell for want of an official list, or because the list was put together from those below."""
    if state.schools is None:
        yield "Không có danh mục trường (--danh-muc): chưa biết có bao nhiêu trường, trường nào chưa nộp và mọi tỷ lệ trên tổng số trường; chỉ đếm những trường đã có tệp."
    elif not state.schools.sha256:
        children = [entry.child for entry in state.entries if entry.child]
        without = [child.unit or child.file for child in children if not child.listed]
        more = f", trường của {_listing(without)} (sổ không kèm danh mục)" if without else ""
        known = len(children) - len(without)
        yield f"Danh mục trường ghép từ {known} sổ cấp dưới: chưa biết các trường trực thuộc Sở, trường của đơn vị chưa gửi sổ{more}; mẫu số, số chưa nộp và tỷ lệ không gồm các trường đó. Tổng hợp lại với danh mục của toàn tỉnh (--danh-muc)."


def list_in_words(state: Consolidated) -> str:
    """The list of schools behind the denominators."""
    if state.schools is None:
        return "không có: mẫu số chưa rõ, không biết trường nào chưa nộp"
    outside = len(state.schools.current) - len(state.schools.counted)
    more = f", {outside} cơ sở ngoài mẫu số" if outside else ""
    origin = "" if state.schools.sha256 else " (ghép từ các sổ cấp dưới)"
    return f"{len(state.schools.counted)} trường{more}{origin}"


def _matters(state: Consolidated) -> Iterator[tuple[int, str]]:
    counted = [view for view in state.views if view.counted]
    states = Counter(posting.state for posting in state.ledger.postings)
    missing = sum(v.state in (State.MISSING, State.REFUSED, State.APART) for v in counted)
    waiting = [view for view in counted if view.state is State.CHOOSE]
    here = state.waiting_here
    below = [view for view in waiting if view.school_id not in here]
    refused = sum(entry.kind in (Kind.REFUSED, Kind.CRASHED) for entry in state.entries)
    refused += sum(1 for passed in state.passed_over if passed.finding)
    refused_below, strays = _below(state, State.REFUSED), _below(state, State.UNKNOWN_SCHOOL)
    by_unit = "; ".join(f"{unit} {files} tệp" for unit, files in sorted(refused_below.items()))
    yield missing if state.schools else 0, f"trường chưa nộp được {_STATUS_SHEET}"
    yield (
        len(below),
        f"trường có nhiều bản khác nhau cùng lần nộp, chờ {_listing({view.unit for view in below})} chọn trong sổ tổng hợp của mình",
    )
    yield len(waiting) - len(below), "trường có hai bản khác nhau cùng lần nộp, chờ chọn (trang Chọn bản)"
    yield sum(v.state is State.WITH_ERRORS for v in counted), "trường đã nộp nhưng còn lỗi (trang Lỗi)"
    yield refused, f"tệp không nhận được {_STATUS_SHEET}"
    yield refused_below.total(), f"tệp đơn vị cấp dưới không nhận được: {by_unit} {_STATUS_SHEET}"
    yield states[State.UNKNOWN_SCHOOL] + strays.total(), f"tệp chưa rõ của trường nào {_STATUS_SHEET}"
    yield (
        states[State.APART],
        "tệp tính riêng: năm học khác, bộ tiêu chuẩn cũ hơn hoặc chưa có hiệu lực, khác cách nộp theo cấp học",
    )
    yield (
        sum(bool(view.missing) for view in counted),
        f"trường nộp riêng từng cấp học còn thiếu bản của một cấp {_STATUS_SHEET}",
    )
    yield (
        len(state.risks),
        "dấu hiệu nguy cơ: hết hạn, tụt mức, sĩ số, đất, cơ sở vật chất (trang Hết hạn, nguy cơ)",
    )
    yield _registering(state), "trường đăng ký đánh giá ngoài, công nhận (trang Đăng ký)"
    yield (
        _unsaid(state),
        "trường chưa rõ có đăng ký hay không: Mục đích đăng ký còn trống hoặc ghi khác danh sách (trang Lỗi)",
    )


def _below(state: Consolidated, what: State) -> Counter[str]:
    """Unit → files the workbooks of lower units name that are of no school there."""
    return Counter(
        entry.child.unit or _NO_UNIT
        for entry in state.entries
        if entry.child
        for stray in entry.child.strays
        if stray.state == what
    )


def _registering(state: Consolidated) -> int:
    """Schools, not lines: one assessed level by level may have several."""
    return len({line.school_id for line in tables.registration_lines(state)})


def _unsaid(state: Consolidated) -> int:
    """Schools whose own file says no purpose that can be read; workbooks of units below list only those that register."""
    return len(
        {
            posting.record.key.school_id
            for posting in state.shown()
            if posting.state in IN_TOTALS
            and not posting.record.asked.purpose
            and not posting.record.origin.via
        }
    )


def _listing(units: Iterable[str]) -> str:
    return ", ".join(sorted(filter(None, units))) or "đơn vị cấp dưới"
