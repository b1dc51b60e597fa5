"""Formats, lists and validations back where pasting spoilt them. Values are never touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Press, button

if TYPE_CHECKING:
    from kdcl_xl.forms.columns import Row
    from kdcl_xl.workbook.plan import Action, FormatsCopy, Plan
    from kdcl_xl.workbook.snapshot import Snapshot, Submission, TablePlace


@button(
    "khoi-phuc-dinh-dang",
    "Khôi phục định dạng",
    "Sau khi dán từ nơi khác: trả lại màu, kiểu chữ, danh sách chọn và quy tắc nhập của mẫu; số liệu giữ nguyên.",
    group="Sổ",
    icon="khoi-phuc-dinh-dang",
    in_sheet=True,
)
def restore_formats(press: Press) -> Plan:
    """Copy the formats of a pristine workbook of the same form and edition, column by column wherever they stand."""
    from kdcl_xl.forms.summary import SUMMARY
    from kdcl_xl.jobs.errors import JobError
    from kdcl_xl.jobs.reading import submission_in
    from kdcl_xl.workbook.desk import Can
    from kdcl_xl.workbook.plan import CopyFormats, Plan

    snapshot = press.values
    if Can.FORMATS not in snapshot.desk.can:
        raise JobError(
            "Ở đây chưa chép được định dạng; thầy/cô mở sổ bằng Excel hoặc LibreOffice trên máy rồi bấm lại."
        )
    submission = submission_in(snapshot)
    if submission.form is SUMMARY:
        raise JobError("Sổ tổng hợp do chương trình lập; tổng hợp lại thư mục là có sổ đúng định dạng.")
    blank, path = _pristine(submission)
    copies: dict[str, list[FormatsCopy]] = {}
    for sheet, copy in (*_of_tables(submission, blank), *_of_cells(submission, blank)):
        copies.setdefault(sheet, []).append(copy)
    lines = list(_left_alone(submission, blank, snapshot))
    usable = {sheet: found for sheet, found in copies.items() if sheet not in snapshot.desk.locked}
    if not usable:
        raise JobError(" ".join(["Không có trang nào khôi phục được định dạng.", *lines]))
    actions: list[Action] = [
        CopyFormats(sheet=sheet, workbook=str(path), copies=found) for sheet, found in usable.items()
    ]
    actions += _marks_again(snapshot, usable)
    message = (
        f"Đã khôi phục định dạng, danh sách chọn và quy tắc nhập ở {len(usable)} trang; số liệu giữ nguyên."
    )
    return Plan(actions=actions, message=message, lines=lines)


def _pristine(submission: Submission) -> tuple[Submission, Path]:
    """A blank workbook of the same form and edition, and where it lies. The same file every time."""
    import hashlib

    from kdcl_xl.folders import cache_folder
    from kdcl_xl.workbook.atomic import write_atomically
    from kdcl_xl.workbook.builder import build
    from kdcl_xl.workbook.read import Refusal, read

    data = build(submission.form, submission.edition)
    path = cache_folder() / f"mau-{hashlib.sha256(data).hexdigest()[:16]}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != data:
        write_atomically(path, lambda target: target.write_bytes(data))
    blank = read(data, name=path.name)
    if isinstance(blank, Refusal):
        raise ValueError(f"our own template is refused: {blank.finding.message}")
    return blank, path


def _of_tables(submission: Submission, blank: Submission) -> Iterator[tuple[str, FormatsCopy]]:
    """Header and body of every entry table. The first body row of the template stands for all."""
    for table, place in submission.places.items():
        source = blank.places.get(table)
        if source is None or source.sheet != place.sheet:
            continue
        last = _last_row(submission, blank, table)
        for from_column, to_column, width in _runs(source.columns, place.columns):
            header = (source.header_row, place.header_row, place.header_row)
            body = (source.header_row + 1, place.header_row + 1, last)
            for from_row, first, end in (header, body):
                yield place.sheet, _copy(from_row, from_column, first, end, to_column, width)


def _last_row(submission: Submission, blank: Submission, table: type[Row]) -> int:
    """Zero-based: the last filled row, or the last row the template's table would have here."""
    place, source = submission.places[table], blank.places[table]
    rows = max(1, len(blank.table(table)) + table.table.spare_rows)
    printed = place.header_row + rows
    filled = max((row.line - 1 for row in submission.table(table)), default=0)
    return max(printed, filled, source.header_row + 1)


def _runs(source: dict[str, int], target: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    """(first column there, first column here, width) of columns that stand side by side in both."""
    pairs = sorted((source[field], column) for field, column in target.items() if field in source)
    start = 0
    for at in range(1, len(pairs) + 1):
        if at == len(pairs) or pairs[at] != (pairs[at - 1][0] + 1, pairs[at - 1][1] + 1):
            yield *pairs[start], at - start
            start = at


def _copy(from_row: int, from_column: int, first: int, last: int, to_column: int, width: int) -> FormatsCopy:
    from kdcl_xl.workbook.addresses import a1
    from kdcl_xl.workbook.plan import Area, FormatsCopy

    return FormatsCopy(
        source=Area(first=a1(from_row, from_column), last=a1(from_row, from_column + width - 1)),
        target=Area(first=a1(first, to_column), last=a1(last, to_column + width - 1)),
    )


def _of_cells(submission: Submission, blank: Submission) -> Iterator[tuple[str, FormatsCopy]]:
    """Named entry cells, one by one: each has a list or a rule of its own."""
    from kdcl_xl.workbook.plan import Area, FormatsCopy

    names = [column.entry.name for model in submission.form.fields for column in model.columns]
    for name in names:
        here, there = submission.name_cells.get(name), blank.name_cells.get(name)
        if here and there and here[0] == there[0]:
            source, target = (Area(first=cell, last=cell) for cell in (there[1], here[1]))
            yield here[0], FormatsCopy(source=source, target=target)


def _left_alone(submission: Submission, blank: Submission, snapshot: Snapshot) -> Iterator[str]:
    """Sheets that keep their formats, and what to do about it."""
    for table, source in blank.places.items():
        place: TablePlace | None = submission.places.get(table)
        if place is None:
            yield f"Không thấy bảng của trang “{source.sheet}”; bấm “Kiểm tra” để xem cách lấy lại."
        elif place.sheet != source.sheet:
            yield f"Trang “{place.sheet}” đã đổi tên nên chưa khôi phục; đổi lại thành “{source.sheet}” rồi bấm lại."
    ours = set(submission.form.sheets_of(submission.edition)) - set(submission.form.drawn)
    for sheet in sorted(snapshot.desk.locked & ours):
        yield f"Trang “{sheet}” đang khóa nên để nguyên; bỏ khóa trang rồi bấm lại."


def _marks_again(snapshot: Snapshot, sheets: dict[str, list[FormatsCopy]]) -> Iterator[Action]:
    """The colours of marks, which the formats of the template have covered."""
    from kdcl_xl.workbook.marks import MARK_COLOURS
    from kdcl_xl.workbook.plan import Fill

    colours: dict[str, dict[str, str | None]] = {}
    for (sheet, cell), seen in snapshot.desk.marks.items():
        if sheet in sheets and seen.colour in MARK_COLOURS:
            colours.setdefault(sheet, {})[cell] = seen.colour
    yield from (Fill(sheet=sheet, colours=found) for sheet, found in colours.items())
