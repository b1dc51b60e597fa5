"""Find tables and named cells in a workbook that people have worked on: by header, in any order, on any sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition, columns_of, fill_words, header
from kdcl_xl.text.normal import match_key, tidy
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.snapshot import Grid, Snapshot, TablePlace
from kdcl_xl.workbook.stamp import LISTS_SHEET, STAMP_SHEET

SHEET_MISSING = rule("CT-001", Severity.ERROR, "Đủ các trang của mẫu")
SHEET_RENAMED = rule("CT-002", Severity.HINT, "Tên trang giữ như mẫu")
HEADER_MISSING = rule("CT-003", Severity.ERROR, "Bảng có dòng tiêu đề cột")
COLUMN_MISSING = rule("CT-004", Severity.ERROR, "Đủ các cột của mẫu")
COLUMN_UNKNOWN = rule("CT-005", Severity.HINT, "Cột lạ không được đọc")
COLUMN_TWICE = rule("CT-006", Severity.ERROR, "Mỗi tiêu đề cột chỉ xuất hiện một lần")

header_key = lru_cache(maxsize=8192)(match_key)
"""`match_key` remembered: headers, labels and sheet names are the same in every school's file."""

_tidied = lru_cache(maxsize=8192)(tidy)

_HEADER_WITHIN = 25
"""Rows from the top searched for a header: a few inserted lines above a table must not matter."""


@dataclass(slots=True)
class _Header:
    sheet: str
    row: int
    score: int


def locate(
    snapshot: Snapshot, table: type[Row], edition: Edition, *, others: frozenset[str] = frozenset()
) -> tuple[TablePlace | None, list[Finding]]:
    """Where a table stands and what is odd about its sheet and header row.

    `others`: keys of the sheet names of other tables, which share columns ("Tiêu chí") but are not this one.
    """
    labels = _labels(table, edition)
    own = _sheet_named(snapshot, table)
    candidates = (
        [own]
        if own
        else [
            name
            for name in snapshot.grids
            if name not in (STAMP_SHEET, LISTS_SHEET) and header_key(name) not in others
        ]
    )
    best = max(
        (found for name in candidates if (found := _best_header(name, snapshot.grids[name], labels))),
        key=lambda found: found.score,
        default=None,
    )
    needed = max(2, (len(columns_of(table, edition)) + 1) // 2)
    if best is None or best.score < needed:
        return None, [_not_found(table, own)]
    findings = [] if own else [_renamed(table, best.sheet)]
    place, odd = _columns(snapshot.grids[best.sheet], best, table, labels, edition)
    return place, findings + odd


@lru_cache(maxsize=1024)
def _labels(table: type[Row], edition: Edition) -> dict[str, str]:
    """Key of each header, and of its other spellings → field."""
    columns = columns_of(table, edition)
    labels = {header_key(header(column, edition)): column.field for column in columns}
    for column in columns:
        for alias in column.entry.aliases:
            labels.setdefault(header_key(fill_words(alias, edition)), column.field)
    return labels


def _sheet_named(snapshot: Snapshot, table: type[Row]) -> str:
    wanted = {header_key(name) for name in (table.table.sheet, *table.table.aliases)}
    return next((name for name in snapshot.grids if header_key(name) in wanted), "")


def _best_header(sheet: str, grid: Grid, labels: dict[str, str]) -> _Header | None:
    best, everything = None, len(set(labels.values()))
    for index, row in enumerate(grid[:_HEADER_WITHIN]):
        score = len(
            {labels[key] for value in row if isinstance(value, str) and (key := header_key(value)) in labels}
        )
        if score and (best is None or score > best.score):
            best = _Header(sheet, index, score)
            if score == everything:
                break
    return best


def _not_found(table: type[Row], own: str) -> Finding:
    title = table.table.heading.capitalize()
    if own:
        return HEADER_MISSING.at(own, "A1", f"Không thấy dòng tiêu đề của bảng “{title}”: phần lớn tiêu đề cột đã bị xóa hoặc đổi tên.", "Chép lại dòng tiêu đề từ mẫu trống, giữ nguyên dữ liệu bên dưới.")  # fmt: skip
    return SHEET_MISSING.at(table.table.sheet, "", f"Không thấy trang “{table.table.sheet}” (bảng {title}).", "Lấy lại trang này từ mẫu trống hoặc từ bản trước rồi nộp lại.")  # fmt: skip


def _renamed(table: type[Row], sheet: str) -> Finding:
    return SHEET_RENAMED.at(sheet, "", f"Trang “{table.table.sheet}” đã đổi tên thành “{sheet}”; vẫn đọc được theo tiêu đề cột.", f"Nên đổi lại tên trang là “{table.table.sheet}”.")  # fmt: skip


def _columns(
    grid: Grid, found: _Header, table: type[Row], labels: dict[str, str], edition: Edition
) -> tuple[TablePlace, list[Finding]]:
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    strangers: list[tuple[int, str]] = []
    for position, value in enumerate(grid[found.row]):
        text = _tidied(str(value)) if value != "" else ""
        if not text:
            continue
        field_name = labels.get(header_key(text))
        if field_name is None:
            strangers.append((position, text))
        elif field_name in columns:
            first = a1(found.row, columns[field_name])
            findings.append(COLUMN_TWICE.at(found.sheet, a1(found.row, position), f"Tiêu đề “{text}” đã có ở ô {first}; không biết cột nào đúng, chỉ đọc cột đầu.", "Xóa hoặc đổi tên cột thừa."))  # fmt: skip
        else:
            columns[field_name] = position
    missing = {c.field: header(c, edition) for c in columns_of(table, edition) if c.field not in columns}
    findings += _missing_and_unknown(found, missing, strangers)
    return TablePlace(found.sheet, found.row, columns), findings


def _missing_and_unknown(
    found: _Header, missing: dict[str, str], strangers: list[tuple[int, str]]
) -> Iterator[Finding]:
    """A missing header with a similar stranger is one finding (renamed), not two."""
    unexplained = dict(strangers)
    for label in missing.values():
        similar = closest(label, list(unexplained.values()), limit=1)
        if similar:
            position = next(p for p, text in unexplained.items() if text == similar[0])
            del unexplained[position]
            yield COLUMN_MISSING.at(found.sheet, a1(found.row, position), f"Tiêu đề cột “{label}” đã bị đổi thành “{similar[0]}”, nên cột này không được đọc.", f"Gõ lại tiêu đề là “{label}”.")  # fmt: skip
        else:
            yield COLUMN_MISSING.at(found.sheet, a1(found.row, 0), f"Thiếu cột “{label}”.", f"Chèn lại cột có tiêu đề “{label}” (vị trí nào cũng được).")  # fmt: skip
    for position, text in unexplained.items():
        yield COLUMN_UNKNOWN.at(found.sheet, a1(found.row, position), f"Cột “{text}” không có trong mẫu nên không được đọc.", "Nếu là ghi chép riêng thì cứ để; nếu là dữ liệu cần nộp, chuyển vào cột của mẫu.")  # fmt: skip
