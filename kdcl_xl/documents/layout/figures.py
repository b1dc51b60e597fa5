"""Tables: STT columns, totals, and the counts the text states before them. What readers of real plans stumbled over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kdcl_xl.documents.layout.anatomy import is_layout
from kdcl_xl.documents.layout.lines import key_of
from kdcl_xl.documents.layout.paper import Cell, Paragraph, Table
from kdcl_xl.documents.layout.rules import GOOD_ORDER, Trouble, View, layout_rule, quoted
from kdcl_xl.findings import Severity

_SERIAL = {"stt", "tt", "so tt", "so thu tu", "st t"}
_HEADER_ROWS = 3
_COUNTED = r"trường|cơ sở giáo dục|cơ sở|đơn vị|thành viên|đồng chí|ông, bà|ông/bà|thí sinh|học sinh|giáo viên|cá nhân|tập thể|người|minh chứng"  # fmt: skip
_STATED = re.compile(rf"(?i)(?<![\d/.,-])(?P<count>\d{{1,4}})(?:\s*\([^)]*\))?\s+(?P<what>{_COUNTED})\b")
_LISTED = re.compile(r"(?i)danh sách|sau đây|như sau|gồm|cụ thể|theo bảng|có tên|dưới đây")
_ATTACHED = re.compile(r"(?i)danh sách[^.;]{0,20}\b(?:kèm|đính kèm|gửi kèm)\b|\bkèm theo[^.;]{0,30}danh sách")
_PERSONS = re.compile(
    r"(?i)\bgồm (?:có )?(?P<count>\d{1,3})(?:\s*\([^)]*\))?\s+(?:thành viên|đồng chí|ông,? bà|ông/bà|người|cá nhân|cán bộ|giáo viên)\b"
)
_NAMES = {"ho va ten", "ho ten", "ho va ten thanh vien", "ho va ten can bo"}
_PART = re.compile(r"^(?:\d+(?:\.\d+)+\.?|[a-zđ][.)]?|[-+–•*])$")
"""What stands in the column of STT for the parts of a row."""
_TOTAL = re.compile(r"^(tong cong|tong so|cong|tong|tong so chung)$")
_SUBTOTAL = re.compile(r"^(cong|tong)\b")
_WHOLE = re.compile(r"^\d{1,3}(?:\.\d{3})+$|^\d+$")
_NO_SUMS = re.compile(
    r"(?i)tỷ lệ|tỉ lệ|%|bình quân|trung bình|điểm|mức|năm sinh|ngày|số hiệu|điện thoại|mã|stt|^tt$"
)
_PART_OF = re.compile(r"(?i)^\s*[-+–]|trong đó|chia ra")
_TYPES = {
    "mam non": re.compile(r"(?i)\bmầm non\b|\bMN\b|mẫu giáo|\bMG\b"),
    "tieu hoc": re.compile(r"(?i)tiểu học|\bTiH\b|\bTH\b(?!CS|PT)"),
    "trung hoc co so": re.compile(r"(?i)trung học cơ sở|\bTHCS\b"),
    "trung hoc pho thong": re.compile(r"(?i)trung học phổ thông|\bTHPT\b"),
}
_OF_TYPE = re.compile(r"(?i)(?<![\d/.,-])(?P<count>\d{1,3})\s+(?:trường\s+|cơ sở\s+)?(?P<type>mầm non|mẫu giáo|MN|tiểu học|TiH|THCS|trung học cơ sở|THPT|trung học phổ thông)\b")  # fmt: skip


@layout_rule("ND09", Severity.ERROR, "Cột STT liền nhau từ 1", law=GOOD_ORDER, everywhere=True)
def serial_numbers(view: View) -> Iterator[Trouble]:
    """From 1, one by one; they may begin again below the heading of a group."""
    carried: tuple[int, int] | None = None
    for table in view.anatomy.tables:
        found = _serial_column(table)
        if found is None:
            continue
        start, column = found
        last, group, broken = 0, 0, []
        width = len(table.rows[start - 1]) if start else 0
        for row in table.rows[start:]:
            value, place = _serial(row, column)
            if value is None:
                if not _is_below(row, column):
                    last, group = 0, last or group
                continue
            continued = last == 0 and carried is not None and carried == (width, value - 1)
            after_group = last == 0 and value == group + 1  # counted on through the groups of a table
            if value != last + 1 and not (value == 1 and last == 0) and not continued and not after_group:
                broken.append((last, value, place))
            last = value
        carried = (width, last)
        if broken:
            before, after, place = broken[0]
            what = f"Sau STT {before} là {after}" if before else f"STT bắt đầu từ {after}"
            more = f"; còn {len(broken) - 1} chỗ nữa trong bảng này" if len(broken) > 1 else ""
            yield Trouble(place, f"{what}{more}.", "Đánh lại STT cho liền nhau, xem có sót dòng nào không.")


def _serial_column(table: Table) -> tuple[int, int] | None:
    """The first row below the heading and the column of STT."""
    for number, row in enumerate(table.rows[:_HEADER_ROWS], start=1):
        column = 0
        for cell in row:
            if key_of(cell.words) in _SERIAL:
                return number, column
            column += cell.span
    return None


def _at(row: Sequence[Cell], column: int) -> Cell | None:
    position = 0
    for cell in row:
        if position == column:
            return cell
        position += cell.span
    return None


def _serial(row: Sequence[Cell], column: int) -> tuple[int | None, str]:
    cell = _at(row, column)
    if cell is None or cell.continued or not cell.paragraphs:
        return None, ""
    words = (cell.paragraphs[0].label or cell.words).strip(" .)")
    place = cell.paragraphs[0].place
    return (int(words), place) if words.isdigit() and len(words) < 5 else (None, place)


def _is_below(row: Sequence[Cell], column: int) -> bool:
    """Whether the row belongs to the number above: its STT is empty, the cell's above, or a part of it (1.1, a, -)."""
    cell = _at(row, column)
    if cell is None or cell.span != 1 or not cell.paragraphs:
        return False
    shown = (cell.paragraphs[0].label or cell.words).strip()
    return cell.continued or not shown or bool(_PART.match(shown))


@layout_rule("ND10", Severity.ERROR, "Số lượng nêu trong lời khớp số dòng của bảng; dòng cộng khớp các dòng trên", law=GOOD_ORDER, everywhere=True)  # fmt: skip
def stated_counts(view: View) -> Iterator[Trouble]:
    """The sentence that introduces a list against its rows; totals against what they add up."""
    previous: Paragraph | None = None
    for block in view.anatomy.content:
        if isinstance(block, Paragraph):
            previous = block if block.words else previous
            continue
        if not is_layout(block):
            yield from _against_rows(previous, block)
        previous = None
    yield from _against_attached(view)
    for table in view.anatomy.tables:  # those of appendices too
        yield from _totals(table)


def _against_rows(before: Paragraph | None, table: Table) -> Iterator[Trouble]:
    found = _serial_column(table)
    if before is None or found is None or not _LISTED.search(before.words):
        return
    start, column = found
    rows = [row for row in table.rows[start:] if _serial(row, column)[0] is not None]
    stated = {int(match["count"]) for match in _STATED.finditer(before.words)}
    of_type = list(_OF_TYPE.finditer(before.words))
    if not rows:
        return
    if len(of_type) > 1 or (of_type and not stated):
        yield from _by_type(before, of_type, rows)
    elif len(stated) == 1 and len(rows) not in stated:
        yield Trouble(
            before.place,
            f"Lời dẫn nêu {stated.pop()} nhưng bảng bên dưới có {len(rows)} dòng: {quoted(before.words)}.",
            "Đếm lại và sửa con số hoặc bổ sung dòng còn thiếu.",
        )


def _against_attached(view: View) -> Iterator[Trouble]:
    """The number in "gồm 09 thành viên (có danh sách kèm theo)" against the one list that follows the signature."""
    inside = {id(block) for block in view.anatomy.content}
    lists = [
        (table, found)
        for table in view.anatomy.tables
        if id(table) not in inside and (found := _serial_column(table)) is not None
    ]
    stated = [p for p in view.texts if _ATTACHED.search(p.words) and _PERSONS.search(p.words)]
    if len(lists) != 1 or len(stated) != 1:
        return
    table, (start, column) = lists[0]
    counts = {int(match["count"]) for match in _PERSONS.finditer(stated[0].words)}
    names = any(key_of(cell.words) in _NAMES for row in table.rows[:start] for cell in row)
    rows = [row for row in table.rows[start:] if _serial(row, column)[0] is not None]
    if names and rows and len(counts) == 1 and len(rows) not in counts:
        yield Trouble(
            stated[0].place,
            f"Lời văn nêu {counts.pop()} người nhưng danh sách kèm theo (bảng {table.number}) có {len(rows)} dòng: {quoted(stated[0].words)}.",
            "Đếm lại và sửa con số hoặc danh sách.",
        )


def _by_type(
    before: Paragraph, stated: Sequence[re.Match[str]], rows: Sequence[Sequence[Cell]]
) -> Iterator[Trouble]:
    """Counts for each kind of school, when every row says its kind."""
    kinds = [
        next((k for k, p in _TYPES.items() if any(p.search(c.words) for c in row[:4])), "") for row in rows
    ]
    if not all(kinds):
        return
    for match in stated:
        kind = next(k for k, p in _TYPES.items() if p.search(match["type"]))
        if kinds.count(kind) != int(match["count"]):
            yield Trouble(
                before.place,
                f"Lời dẫn nêu {match[0]} nhưng bảng bên dưới có {kinds.count(kind)}.",
                "Đếm lại theo loại trường và sửa con số hoặc bảng.",
            )


def _label(row: Sequence[Cell]) -> str:
    """What a row is about: the first of its first cells that is no number."""
    return next((key_of(cell.words) for cell in row[:3] if cell.words and not _WHOLE.match(cell.words)), "")


def _totals(table: Table) -> Iterator[Trouble]:
    """The last row of totals, column by column; nothing is said where groups or parts of rows are mixed in."""
    rows = [
        row
        for row in table.rows
        if sum(cell.span for cell in row) == sum(cell.span for cell in table.rows[0])
    ]
    if len(rows) < 4 or len(rows) != len(table.rows):
        return
    grid = [[cell for cell in row for _ in range(cell.span)] for row in rows]
    labels = [_label(row) for row in grid]
    totals = [n for n, label in enumerate(labels) if _TOTAL.match(label)]
    if totals != [len(grid) - 1] or any(
        _PART_OF.search(cell.words) for row in grid[1:-1] for cell in row[:2]
    ):
        return
    start = next((n for n, row in enumerate(grid) if any(_WHOLE.match(cell.words) for cell in row[1:])), 0)
    for column in range(1, len(grid[0])):
        heading = " ".join(dict.fromkeys(row[column].words for row in grid[: max(start, 1)]))
        values = [row[column].words for row in grid[start:]]
        if _NO_SUMS.search(heading) or not all(_WHOLE.match(value) for value in values) or start == 0:
            continue
        numbers = [int(value.replace(".", "")) for value in values]
        levels = _levels(grid[start:-1])
        sums = [sum(numbers[n] for n in level) for level in levels]
        if numbers[-1] not in (sum(numbers[:-1]), *sums):
            place = grid[-1][column].paragraphs[0].place
            total = f"{sums[0]:,}".replace(",", "." if any("." in value for value in values) else "")
            yield Trouble(
                place,
                f"Dòng cộng ghi {values[-1]}, các dòng trên cộng lại là {total}.",
                "Cộng lại và sửa.",
                doubtful=len(levels) > 1,
            )


def _levels(rows: Sequence[Sequence[Cell]]) -> list[list[int]]:
    """The rows of each level of a table: groups (I, A, no number), what they hold (1, 2), parts of that (1.1).

    Rows with a number of their own come first: they are what a total is expected to add up.
    """
    levels: dict[str, list[int]] = {"1": []}
    for n, row in enumerate(rows):
        first = row[0]
        shown = (first.paragraphs[0].label or first.words).strip(" .)") if first.paragraphs else ""
        subtotal = any(_SUBTOTAL.match(key_of(cell.words)) for cell in row[:3])
        kind = "subtotal" if subtotal else "1" if shown.isdigit() else "1.1" if _PART.match(shown) else "I"
        levels.setdefault(kind, []).append(n)
    return [level for level in levels.values() if level]
