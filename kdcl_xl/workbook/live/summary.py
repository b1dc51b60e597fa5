"""The drawn sheets of `tong-hop-kdcl`: "Tổng quan", which somebody signs, and the coloured matrix of criteria.

They are written row by row from top to bottom: consolidated workbooks are built in constant memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from kdcl_xl.forms.form import Form
from kdcl_xl.forms.summary import MATRIX, OVERVIEW
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.addresses import a1, absolute
from kdcl_xl.workbook.drawing import Canvas, page
from kdcl_xl.workbook.live.summary_charts import CHART_ROWS, draw_charts
from kdcl_xl.workbook.styles import (
    ERROR_RED,
    FIXED_GREY,
    GOOD_GREEN,
    LINE_GREY,
    MUTED_TEXT,
    NAVY,
    PALE_BLUE,
    WARNING_AMBER,
    lines_of,
)

_FIRST_WIDTH, _NUMBER_WIDTH = 24.0, 9.6
_LARGE_LETTERS = 8
_PRINT_SCALE = 72


@dataclass(frozen=True, slots=True)
class WeakCriterion:
    """A criterion that schools do not meet."""

    regulation: str
    code: str
    title: str
    unmet: int
    assessed: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What "Tổng quan" shows. `kinds`: name of a kind of school → figure → number; `labels`: figure → header."""

    unit: str = ""
    school_year: str = ""
    on: dt.date | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    kinds: Sequence[tuple[str, Mapping[str, int]]] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)
    """Name of a kind ("" for the totals) → figure → the most it may be, or the word to show for a nought."""
    denominators_known: bool = True
    attention: Sequence[str] = ()
    weak: Sequence[WeakCriterion] = ()
    facts: Sequence[tuple[str, str, str]] = ()
    """Label, value and defined name of what the reader of the figures must know: program, settings, rule sets."""
    unverified: Sequence[str] = ()


_TILES = ("schools", "received", "missing", "choose", "accredited", "standard")


def draw_overview(canvas: Canvas, sheet: Any, overview: Overview) -> None:
    """Title, key figures, table by kind with sums, charts, what to deal with, where the figures come from, signatures."""
    last = max(len(overview.labels), 2 * len(_TILES))
    sheet.set_column(0, 0, _FIRST_WIDTH)
    sheet.set_column(1, last, _NUMBER_WIDTH)
    page(sheet, "Tổng hợp kiểm định chất lượng giáo dục", landscape=True)
    # Not "fit to width": Excel would ignore the break before the second page.
    sheet.set_print_scale(_PRINT_SCALE)
    sheet.hide_gridlines(2)
    row = _title(canvas, sheet, overview, last)
    row = _tiles(canvas, sheet, overview, row)
    first, row = _table(canvas, sheet, overview, row + 1)
    if overview.kinds:
        draw_charts(canvas, sheet, overview.labels, overview.kinds, first, row + 1)
        row += CHART_ROWS + 2
    row = _weak(canvas, sheet, overview, row, last)
    if overview.kinds:
        sheet.set_h_pagebreaks([row])
    row = _lines(canvas, sheet, "Việc cần xử lý", overview.attention, row, last)
    row = _facts(canvas, sheet, overview, row, last)
    row = _signatures(canvas, sheet, overview, row, last)
    sheet.print_area(0, 0, row, last)


def _across(canvas: Canvas, sheet: Any, row: int, first: int, last: int, text: str, **look: Any) -> None:
    """Text centred over columns without merging them."""
    style = canvas.styles.of(align="center_across", **look)
    sheet.write_string(row, first, text, style)
    for column in range(first + 1, last + 1):
        sheet.write_blank(row, column, None, style)


def _title(canvas: Canvas, sheet: Any, overview: Overview, last: int) -> int:
    sheet.write_string(0, 0, overview.unit.upper(), canvas.styles.of(bold=True))
    canvas.book.define_name("kq_don_vi", f"='{OVERVIEW}'!$A$1")
    sheet.set_row(2, 26)
    _across(canvas, sheet, 2, 0, last, "TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ VÀ KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC", bold=True, font_size=16, font_color=NAVY)  # fmt: skip
    day = f" · Số liệu đến ngày {vn_date(overview.on)}" if overview.on else ""
    _across(
        canvas, sheet, 3, 0, last, f"Năm học {overview.school_year}{day}", italic=True, font_color=MUTED_TEXT
    )
    return 5


def _tiles(canvas: Canvas, sheet: Any, overview: Overview, row: int) -> int:
    """Six figures one sees from across the table: a number over its label, two columns each."""
    if not overview.totals:
        return row
    sheet.set_row(row, 34)
    sheet.set_row(row + 1, 20)
    columns, others = len(overview.labels), len(_TILES) - 1
    edges = [round(columns * n / others) for n in range(others + 1)]
    places = [(0, 0), *((1 + first, stop) for first, stop in pairwise(edges))]
    unknown = overview.unknown.get("", {})
    shown = {name: _in_words(overview.totals[name], unknown.get(name)) for name in _TILES}
    if not overview.denominators_known:
        shown["schools"], shown["missing"] = "chưa rõ", "chưa rõ"
    for name, (first, stop) in zip(_TILES, places, strict=True):
        size = 22 if len(shown[name]) <= _LARGE_LETTERS else 14
        look = {"bg_color": PALE_BLUE, "font_size": size, "bold": True, "font_color": NAVY}
        _across(canvas, sheet, row, first, stop, shown[name], **look)
    for name, (first, stop) in zip(_TILES, places, strict=True):
        _across(canvas, sheet, row + 1, first, stop, overview.labels[name], bg_color=PALE_BLUE, font_size=11)
    return row + 2


def _in_words(number: int, unknown: int | str | None) -> str:
    """A figure as a card shows it."""
    if isinstance(unknown, str):
        return str(number) if number else unknown
    return str(number) if unknown is None else f"từ {number} đến {unknown}"


def _format(unknown: int | str | None) -> str:
    """The same in a cell that stays a number: sums and the level above go on counting with it."""
    if isinstance(unknown, str):
        return f'#,##0;-#,##0;"{unknown}"'
    return "#,##0" if unknown is None else f'"từ "#,##0" đến {unknown}"'


def _table(canvas: Canvas, sheet: Any, overview: Overview, row: int) -> tuple[int, int]:
    """The table by kind; its last line adds up the others by formula. Returns its first data row and the row after it."""
    styles, names = canvas.styles, list(overview.labels)
    sheet.set_row(row, 50)
    for column, label in enumerate(("Loại trường", *overview.labels.values())):
        sheet.write_string(row, column, label, styles.header())
    first = row + 1
    for offset, (kind, figures) in enumerate(overview.kinds):
        sheet.set_row(first + offset, 19)
        sheet.write_string(first + offset, 0, kind, styles.shown(indent=1))
        for column, name in enumerate(names, start=1):
            number = _format(overview.unknown.get(kind, {}).get(name))
            style = styles.shown(align="center", num_format=number, text_wrap=False, shrink=True)
            sheet.write_number(first + offset, column, figures[name], style)
    total = first + len(overview.kinds)
    bold = {"bold": True, "bg_color": FIXED_GREY}
    sheet.set_row(total, 21)
    sheet.write_string(total, 0, "Cộng", styles.shown(indent=1, **bold))
    for column, name in enumerate(names, start=1):
        value = overview.totals.get(name, 0)
        number = _format(overview.unknown.get("", {}).get(name))
        style = styles.shown(align="center", num_format=number, text_wrap=False, shrink=True, **bold)
        if overview.kinds:
            kinds = f"{a1(first, column)}:{a1(total - 1, column)}"
            sheet.write_formula(total, column, f"=SUM({kinds})", style, value)
        else:
            sheet.write_number(total, column, value, style)
        canvas.book.define_name(f"kq_{name}", f"='{OVERVIEW}'!{absolute(total, column)}")
    return first, total + 1


def _weak(canvas: Canvas, sheet: Any, overview: Overview, row: int, last: int) -> int:
    if not overview.weak:
        return row
    styles = canvas.styles
    _section(canvas, sheet, row, "Tiêu chí nhiều trường không đạt nhất", last)
    for weak in overview.weak:
        row += 1
        text = f"Tiêu chí {weak.code} — {weak.title}: {weak.unmet}/{weak.assessed} trường đã đánh giá không đạt ({weak.regulation})"
        sheet.write_string(row, 0, text, styles.of())
    return row + 2


def _section(canvas: Canvas, sheet: Any, row: int, text: str, last: int) -> None:
    style = canvas.styles.of(bold=True, font_color=NAVY, bottom=1, bottom_color=NAVY)
    sheet.write_string(row, 0, text, style)
    for column in range(1, last + 1):
        sheet.write_blank(row, column, None, style)


def _lines(canvas: Canvas, sheet: Any, title: str, lines: Sequence[str], row: int, last: int) -> int:
    if not lines:
        return row
    _section(canvas, sheet, row, title, last)
    for line in lines:
        row += 1
        sheet.write_string(row, 0, f"•  {line}", canvas.styles.of())
    return row + 2


def _facts(canvas: Canvas, sheet: Any, overview: Overview, row: int, last: int) -> int:
    if not overview.facts and not overview.unverified:
        return row
    _section(canvas, sheet, row, "Về số liệu này", last)
    small = canvas.styles.of(font_color=MUTED_TEXT, font_size=11)
    for label, value, name in overview.facts:
        row += 1
        sheet.write_string(row, 0, label, small)
        sheet.write_string(row, 1, value, small)
        if name:
            canvas.book.define_name(name, f"='{OVERVIEW}'!$B${row + 1}")
    for note in overview.unverified:
        row += 1
        sheet.write_string(row, 0, "Chưa đối chiếu", small)
        sheet.write_string(row, 1, note, small)
    return row + 2


def _signatures(canvas: Canvas, sheet: Any, overview: Overview, row: int, last: int) -> int:
    half = last // 2
    _across(canvas, sheet, row, 0, half - 1, "NGƯỜI LẬP BIỂU", bold=True)
    _across(canvas, sheet, row, half, last, "THỦ TRƯỞNG ĐƠN VỊ", bold=True)
    _across(canvas, sheet, row + 1, 0, half - 1, "(Ký, ghi rõ họ tên)", italic=True, font_color=MUTED_TEXT)
    _across(
        canvas,
        sheet,
        row + 1,
        half,
        last,
        "(Ký, ghi rõ họ tên, đóng dấu)",
        italic=True,
        font_color=MUTED_TEXT,
    )
    return row + 6


# ---- the matrix of criteria


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One assessment: identity, its level in words, one short word per criterion, its source."""

    school_id: str
    name: str
    kind: str
    headline: str
    words: Sequence[str]
    source: str


@dataclass(frozen=True, slots=True)
class MatrixBlock:
    """The assessments under one rule set."""

    title: str
    codes: Sequence[str]
    lines: Iterable[MatrixLine]


UNMET, UNASSESSED = "KĐ", "–"
LEGEND = "Mn: đạt Mức n · KĐ: không đạt Mức 1 · – : chưa đánh giá · M1–M2 hoặc KĐ–M1: thấp nhất–cao nhất, còn chỉ báo chưa đánh giá"


def level_word(low: int, high: int, *, answered: bool) -> str:
    """The short word of one criterion; it must do without colour."""
    if not answered:
        return UNASSESSED
    return _word(low) if low == high else f"{_word(low)}–{_word(high)}"


def _word(level: int) -> str:
    return f"M{level}" if level else UNMET


_IDENTITY = (
    ("Mã trường", 13.0),
    ("Tên trường", 32.0),
    ("Loại trường", 12.0),
    ("Kết quả", 20.0),
    ("Nguồn", 15.5),
)


def draw_matrix(canvas: Canvas, sheet: Any, blocks: Sequence[MatrixBlock]) -> None:
    """One block per rule set: schools down, criteria across, a word and a colour in each cell."""
    page(sheet, "Ma trận tiêu chí", landscape=True, repeat=4)
    sheet.write_string(0, 0, "MA TRẬN TIÊU CHÍ", canvas.styles.title())
    sheet.write_string(1, 0, canvas.subtitle, canvas.styles.subtitle())
    sheet.write_string(2, 0, LEGEND, canvas.styles.of(font_color="#7F6000"))
    for column, (_label, width) in enumerate(_IDENTITY):
        sheet.set_column(column, column, width)
    widest = max((len(block.codes) for block in blocks), default=1)
    sheet.set_column(len(_IDENTITY), len(_IDENTITY) + widest - 1, 6.4)
    sheet.freeze_panes(5, 2)
    row = 3
    for place, block in enumerate(blocks):
        row = _block(canvas, sheet, block, row, filtered=place == 0)
    sheet.print_area(0, 0, max(row, 5), len(_IDENTITY) + widest - 1)


def _block(canvas: Canvas, sheet: Any, block: MatrixBlock, row: int, *, filtered: bool) -> int:
    styles = canvas.styles
    sheet.write_string(row, 0, block.title, styles.of(bold=True, font_color=NAVY))
    labels = [*(label for label, _ in _IDENTITY), *block.codes]
    for column, label in enumerate(labels):
        sheet.write_string(row + 1, column, label, styles.header())
    first = row = row + 2
    text = styles.shown()
    looks = {word: _look(canvas, word) for word in (UNMET, UNASSESSED, "M1", "M2", "M3", "M4")}
    open_look = _look(canvas, "M1–M2")
    for line in block.lines:
        identity = (line.school_id, line.name, line.kind, line.headline, line.source)
        sheet.set_auto_row(
            row,
            max(lines_of(value, width - 1.5) for value, (_, width) in zip(identity, _IDENTITY, strict=True)),
        )
        for column, value in enumerate(identity):
            sheet.write_string(row, column, value, text)
        for column, word in enumerate(line.words, start=len(_IDENTITY)):
            sheet.write_string(row, column, word, looks.get(word, open_look))
        row += 1
    if filtered and row > first:
        sheet.autofilter(first - 1, 0, row - 1, len(labels) - 1)
    return row + 2


def _look(canvas: Canvas, word: str) -> Any:
    common: dict[str, Any] = {"border": 1, "border_color": LINE_GREY, "align": "center"}
    if word == UNMET:
        return canvas.styles.of(bg_color=ERROR_RED, bold=True, **common)
    if word == UNASSESSED:
        return canvas.styles.of(font_color=MUTED_TEXT, **common)
    if "–" in word:
        return canvas.styles.of(bg_color=WARNING_AMBER, italic=True, font_size=10, **common)
    return canvas.styles.of(
        bg_color=GOOD_GREEN if word == "M1" else "#C6E0B4", bold=word in ("M3", "M4"), **common
    )


# ---- blank ones, for a workbook built without data


def draw_blank_overview(canvas: Canvas, sheet: Any, _form: Form) -> None:
    """The sheet as `kdcl mau` prints it."""
    draw_overview(canvas, sheet, Overview(school_year=str(canvas.edition.school_year)))


def draw_blank_matrix(canvas: Canvas, sheet: Any, _form: Form) -> None:
    """The sheet as `kdcl mau` prints it."""
    draw_matrix(canvas, sheet, ())


DRAWN_HERE = {OVERVIEW: draw_blank_overview, MATRIX: draw_blank_matrix}
"""For `workbook.live.DRAWN`."""
