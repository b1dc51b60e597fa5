"""DM: rows that the blank workbook brings along: none lost, none doubled, none renamed (1.10 is not 1.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from kdcl_xl.checks.context import Context, listed
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.snapshot import Submission

UNKNOWN_ROW = rule("DM-001", Severity.ERROR, "Dòng in sẵn giữ nguyên mã")
DOUBLE_ROW = rule("DM-002", Severity.ERROR, "Mỗi dòng in sẵn chỉ có một lần")
LOST_ROW = rule("DM-003", Severity.ERROR, "Không xóa dòng in sẵn")

Key = tuple[object, ...]


@check(UNKNOWN_ROW, DOUBLE_ROW, LOST_ROW)
def printed_rows(s: Submission, c: Context) -> Iterator[Finding]:
    """Each table against its prefill. A lost row and a stranger beside it are one finding: a changed code."""
    for table in s.rows:
        if table not in SELF_ASSESSMENT.prefill or s.stamp.part:
            continue
        fields = [column.field for column in table.columns if column.entry.key]
        if all(field in s.places[table].columns for field in fields):
            yield from _compare(s, c, table, fields)


def _compare(s: Submission, c: Context, table: type[Row], fields: list[str]) -> Iterator[Finding]:
    wanted = _wanted(s, table, fields)
    rows = s.rows[table]
    keys = _keys(rows, fields)
    if len(keys) == len(wanted) and wanted.keys() == set(keys):
        return
    if not all(c.sound(row, *fields) for row in rows):
        return  # a refused key may be any of the missing rows
    lines: defaultdict[Key, list[Row]] = defaultdict(list)
    for key, row in zip(keys, rows, strict=True):
        lines[key].append(row)
    lost = [key for key in wanted if key not in lines]
    for key, same in lines.items():
        if key not in wanted:
            meant = _meant(key, lost)
            for row in same:
                yield _unknown(s, row, fields, key, meant)
            if meant in lost:
                lost.remove(meant)
        else:
            yield from _doubled(s, same, fields, key, lost)
    if lost:
        names = listed([_named(key) for key in lost])
        yield LOST_ROW.at(*s.top(table, fields[0]), f"Bảng thiếu {len(lost)} dòng in sẵn: {names}.", "Lấy lại các dòng này từ mẫu trống (chèn dòng, gõ đúng mã); thứ tự dòng không quan trọng.")  # fmt: skip


def _keys(rows: list[Row], fields: list[str]) -> list[Key]:
    if len(fields) == 1:
        return list(zip(map(attrgetter(fields[0]), rows), strict=True))
    return list(map(attrgetter(*fields), rows))


def _doubled(
    s: Submission, rows: list[Row], fields: list[str], key: Key, lost: list[Key]
) -> Iterator[Finding]:
    first = s.at(rows[0], fields[0])[1]
    for row in rows[1:]:
        turned = next((k for k in lost if _lost_its_zero(k, key)), None)
        if turned:
            lost.remove(turned)
            yield _unknown(s, row, fields, key, turned)
        else:
            yield DOUBLE_ROW.at(*s.at(row, fields[0]), f"Dòng {_named(key)} đã có ở ô {first}; chương trình chỉ tính dòng đầu.", "Xóa dòng thừa, hoặc sửa lại mã nếu dòng này của mục khác.")  # fmt: skip


def _unknown(s: Submission, row: Row, fields: list[str], key: Key, meant: Key | None) -> Finding:
    place = s.at(row, fields[0])
    if meant is None:
        return UNKNOWN_ROW.at(*place, f"Dòng mang mã {_named(key)}, không có trong mẫu của bộ tiêu chuẩn này.", "Sửa lại mã như mẫu trống; nếu là dòng ghi thêm thì chuyển sang cột Ghi chú.")  # fmt: skip
    zero = " (Excel đã bỏ số 0 ở cuối)" if _lost_its_zero(meant, key) else ""
    return UNKNOWN_ROW.at(*place, f"Dòng này có lẽ là {_named(meant)} nhưng mã đã thành {_named(key)}{zero}.", f"Định dạng ô kiểu Text rồi gõ lại mã {_named(meant)}.")  # fmt: skip


def _meant(key: Key, lost: list[Key]) -> Key | None:
    same_but_first = [k for k in lost if k[1:] == key[1:]]
    names = {_named(k): k for k in same_but_first or lost}
    near = closest(_named(key), names, limit=1)
    return names[near[0]] if near else None


def _lost_its_zero(whole: Key, cut: Key) -> bool:
    """1.10 read as 1.1: the trailing zero of a number is gone."""
    return whole[1:] == cut[1:] and str(whole[0]).rstrip("0") == str(cut[0]) != str(whole[0])


def _named(key: Key) -> str:
    parts = [str(part) for part in key if part not in ("", None)]
    match parts:
        case [code, level, indicator] if level.isdigit():
            return f"{code}, mức {level}" + ("" if indicator == "*" else f", chỉ báo {indicator}")
        case [code, level] if level.isdigit():
            return f"{code}, mức {level}"
    return " · ".join(parts) or "(trống)"


_wanted_keys: dict[tuple[str, type[Row], object], dict[Key, None]] = {}


def _wanted(s: Submission, table: type[Row], fields: list[str]) -> dict[Key, None]:
    """The keys of the prefill; worked out once per rule set and kind, there are hundreds of schools to one."""
    known = (s.edition.rules.id, table, s.edition.kind)
    if known not in _wanted_keys:
        rows = SELF_ASSESSMENT.prefill[table](s.edition)
        _wanted_keys[known] = dict.fromkeys(_keys(rows, fields))
    return _wanted_keys[known]
