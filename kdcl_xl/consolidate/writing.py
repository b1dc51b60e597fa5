"""Write the consolidated workbook: in constant memory, row after row, the same bytes for the same decisions.

Tables are ranges with filters, not Excel tables: XlsxWriter refuses `add_table` in constant memory, and the level
above finds columns by their headers anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kdcl_xl import __version__
from kdcl_xl.consolidate import tables
from kdcl_xl.consolidate.attention import attention, list_in_words
from kdcl_xl.consolidate.headline import LABELS, figures_by_kind, figures_in_all
from kdcl_xl.consolidate.ledger import Posting
from kdcl_xl.consolidate.rollup import answered, newest_first, question_spans
from kdcl_xl.consolidate.scopes import READING, is_part
from kdcl_xl.consolidate.spool import law_digest
from kdcl_xl.consolidate.state import IN_TOTALS, Consolidated
from kdcl_xl.consolidate.status import status_lines
from kdcl_xl.findings import Severity
from kdcl_xl.forms.columns import Column, Row
from kdcl_xl.forms.form import Edition, header
from kdcl_xl.forms.summary import (
    MATRIX,
    OVERVIEW,
    SUMMARY,
    ChangeLine,
    ChoiceLine,
    Danger,
    Dimension,
    FindingLine,
    NeedLine,
    Rate,
    RegistrationLine,
    Result,
    RiskLine,
    SourceLine,
    State,
    StatLine,
    StatusLine,
)
from kdcl_xl.law.regulation import load, titled
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.atomic import write_atomically
from kdcl_xl.workbook.drawing import HEADER_ROW, Canvas, heading, page
from kdcl_xl.workbook.live.summary import (
    MatrixBlock,
    MatrixLine,
    Overview,
    WeakCriterion,
    draw_matrix,
    draw_overview,
    level_word,
)
from kdcl_xl.workbook.sheets import Sheet, draw_stamp, new_book
from kdcl_xl.workbook.stamp import stamp_of
from kdcl_xl.workbook.styles import (
    ENTRY_YELLOW,
    ERROR_RED,
    GOOD_GREEN,
    LINE_GREY,
    MUTED_TEXT,
    NAVY,
    WARNING_AMBER,
    Styles,
    lines_of,
)

_MOST_WEAK = 6
_ROWS: dict[type[Row], Callable[[Consolidated], Iterable[Row]]] = {
    StatusLine: status_lines,
    Result: tables.results,
    StatLine: tables.statistics,
    Rate: tables.rate_lines,
    NeedLine: tables.need_lines,
    RegistrationLine: tables.registration_lines,
    RiskLine: tables.risk_lines,
    FindingLine: tables.finding_lines,
    ChoiceLine: tables.choice_lines,
    ChangeLine: tables.change_lines,
    SourceLine: tables.source_lines,
}
_COLOURS: dict[str, str] = {
    State.MISSING: ERROR_RED,
    State.REFUSED: ERROR_RED,
    State.CHOOSE: WARNING_AMBER,
    State.UNKNOWN_SCHOOL: ERROR_RED,
    State.WITH_ERRORS: WARNING_AMBER,
    State.APART: WARNING_AMBER,
    State.ACCEPTED: GOOD_GREEN,
    Severity.ERROR: ERROR_RED,
    Severity.WARNING: WARNING_AMBER,
    Danger.EXPIRED: ERROR_RED,
    Danger.REGISTER: WARNING_AMBER,
    Danger.DROPPING: ERROR_RED,
}
"""Words that get a colour besides; the word alone says the same."""
_LAST_PRINTED: dict[type[Row], str] = {
    StatusLine: "warnings",
    Result: "standard_until",
    StatLine: "share",
    NeedLine: "budget",
    RegistrationLine: "filed_on",
    RiskLine: "basis",
    FindingLine: "remedy",
    ChoiceLine: "reason",
    SourceLine: "key",
}
"""What goes on paper; the columns to the right are for the screen and for the level above."""
_COLOURED = {StatusLine: "state", FindingLine: "severity", RiskLine: "danger"}


class _StreamedSheet(Sheet):
    """A sheet that forgets the height of a row once the row is on disk: a province has a hundred thousand rows."""

    def forget(self, row: int) -> None:
        """Drop what is kept about a row that has been written."""
        self.row_info.pop(row, None)
        self.row_sizes.pop(row, None)
        self._auto_rows.discard(row)


def write_summary(state: Consolidated, out: Path) -> Path:
    """Save the workbook; returns the path really written. Raises SaveError."""
    return write_atomically(out, lambda target: _write(state, target), keep_previous=True)


def _write(state: Consolidated, target: Path) -> None:
    year = SchoolYear(state.ledger.school_year or str(SchoolYear.of(state.on)))
    edition = Edition(year)
    book = new_book(str(target), SUMMARY.title, year, constant_memory=True)
    subtitle = " · ".join(
        part for part in (state.unit, f"Năm học {year}", f"số liệu đến {state.on:%d/%m/%Y}") if part
    )
    canvas = Canvas(book, Styles(book), edition, {}, subtitle)
    sheets = {name: book.add_worksheet(name, _StreamedSheet) for name in SUMMARY.order}
    by_sheet = {model.table.sheet: model for model in SUMMARY.tables}
    for name in SUMMARY.order:
        if name in by_sheet:
            model = by_sheet[name]
            technical = _digests(state) if model is SourceLine else ""
            _draw_rows(canvas, sheets[name], model, _ROWS[model](state), technical)
    draw_matrix(canvas, sheets[MATRIX], list(_blocks(state)))
    draw_overview(canvas, sheets[OVERVIEW], _overview(state, year))
    for name, sheet in sheets.items():
        sheet.set_tab_color(NAVY if name in SUMMARY.first_sheets else LINE_GREY)
    sheets[OVERVIEW].activate()
    draw_stamp(book, stamp_of(SUMMARY, edition, unit=state.unit))
    book.close()


# ---- data sheets


def _draw_rows(
    canvas: Canvas, sheet: Any, model: type[Row], rows: Iterable[Row], technical: str = ""
) -> None:
    """One data sheet; `technical` stands in small print above its table."""
    columns = model.columns
    heading(canvas, sheet, model.table.heading, model.table.note)
    if technical:
        sheet.write_string(
            HEADER_ROW - 1, 0, technical, canvas.styles.of(font_color=MUTED_TEXT, font_size=10)
        )
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.entry.width + 1.5)
        sheet.write_string(HEADER_ROW, position, header(column, canvas.edition), canvas.styles.header())
    sheet.set_row(HEADER_ROW, 50)
    writers = [(c.field, *_writer(canvas, sheet, c)) for c in columns]
    wrapped = [(c.field, c.entry.width) for c in columns if _wraps(c)]
    line = HEADER_ROW
    for row in rows:
        line += 1
        values = row.__dict__
        lines = max(
            (lines_of(values[f], width) for f, width in wrapped if len(values[f]) >= width), default=1
        )
        if lines > 1:
            sheet.set_auto_row(line, lines)
        if line > HEADER_ROW + 2:
            sheet.forget(line - 2)  # the row above is written out only when this one begins
        for position, (field, write, style) in enumerate(writers):
            value = values[field]
            if value is None or value == "":
                sheet.write_blank(line, position, None, style)
            elif type(value) is str:  # also in columns of numbers: "chưa có"
                sheet.write_string(line, position, value, style)
            else:
                write(line, position, value, style)
    sheet.autofilter(HEADER_ROW, 0, max(line, HEADER_ROW + 1), len(columns) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, _frozen(columns))
    page(sheet, model.table.heading, landscape=True, repeat=HEADER_ROW)
    sheet.print_area(0, 0, max(line, HEADER_ROW + 1), _last_printed(model))
    if model in _COLOURED:
        _colour(canvas, sheet, model, line)


def _writer(canvas: Canvas, sheet: Any, column: Column) -> tuple[Any, Any]:
    kind = column.type
    style = canvas.styles.shown(
        num_format=kind.number_format,
        align=kind.align,
        valign="top",
        text_wrap=_wraps(column),
        indent=1 if kind.align == "left" else 0,
        **({} if column.entry.fixed else {"bg_color": ENTRY_YELLOW}),
    )
    if kind.name == "date":
        return sheet.write_datetime, style
    if kind.name in ("count", "number", "figure"):
        return sheet.write_number, style
    return sheet.write_string, style


def _wraps(column: Column) -> bool:
    return column.type.wrap and column.entry.width > 12


def _last_printed(model: type[Row]) -> int:
    field = _LAST_PRINTED.get(model, model.columns[-1].field)
    return next(place for place, column in enumerate(model.columns) if column.field == field)


def _frozen(columns: tuple[Column, ...]) -> int:
    return 2 if [column.field for column in columns[:2]] == ["school_id", "name"] else 1


def _colour(canvas: Canvas, sheet: Any, model: type[Row], last: int) -> None:
    field = _COLOURED[model]
    position = next(place for place, column in enumerate(model.columns) if column.field == field)
    for word, colour in _COLOURS.items():
        look = canvas.book.add_format({"bg_color": colour})
        condition = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        sheet.conditional_format(HEADER_ROW + 1, position, max(last, HEADER_ROW + 1), position, condition)


def _digests(state: Consolidated) -> str:
    """What the figures depend on besides the files: by these, two runs can be told apart."""
    listed = (
        f" · danh mục trường SHA-256 {state.schools.sha256}" if state.schools and state.schools.sha256 else ""
    )
    return (
        f"kdcl_xl {__version__} · dữ liệu quy định {law_digest()} · thiết lập {state.settings.digest}{listed}"
    )


# ---- Ma trận tiêu chí


def _blocks(state: Consolidated) -> Iterator[MatrixBlock]:
    by_rules: dict[str, list[Posting]] = {}
    for posting in state.shown():
        if posting.state in IN_TOTALS:
            by_rules.setdefault(posting.record.key.regulation, []).append(posting)
    for regulation in sorted(by_rules, key=newest_first):
        rules = load(regulation)
        yield MatrixBlock(rules.short_title, list(rules.by_code), _matrix_lines(state, by_rules[regulation]))


def _matrix_lines(state: Consolidated, postings: list[Posting]) -> Iterator[MatrixLine]:
    views = state.view_of
    spans = question_spans(postings[0].record.rules)
    for posting in postings:
        record, view = posting.record, views[posting.record.key.school_id]
        words = [
            level_word(low, high, answered=answered(record, span))
            for low, high, span in zip(record.low, record.high, spans, strict=True)
        ]
        name = f"{view.name} (cấp {record.key.scope})" if is_part(record) else view.name
        yield MatrixLine(view.school_id, name, view.kind, record.headline, words, record.origin.source)


# ---- Tổng quan


def _overview(state: Consolidated, year: SchoolYear) -> Overview:
    by_kind, in_all = figures_by_kind(state.views, state.on), figures_in_all(state.views, state.on)
    listed = state.schools is not None
    used = sorted({record.key.regulation for view in state.views for record in view.records})
    per_level = any(len(view.records) > 1 or view.missing for view in state.views)
    return Overview(
        unit=state.unit,
        school_year=str(year),
        on=state.on,
        labels=LABELS,
        kinds=[(figures.kind, figures.named()) for figures in by_kind],
        totals=in_all.named(),
        unknown={"": in_all.unknown(listed=listed)} | {f.kind: f.unknown(listed=listed) for f in by_kind},
        denominators_known=listed,
        attention=list(attention(state)),
        weak=_weak(state),
        facts=[
            ("Số liệu đến ngày", f"{state.on:%d/%m/%Y}", "kq_ngay"),
            ("Cấp tổng hợp", {"phong": "Phòng/UBND xã", "so": "Sở"}[state.level], "kq_cap"),
            ("Danh mục trường", list_in_words(state), "kq_danh_muc"),
            ("Bộ tiêu chuẩn", "; ".join(load(id_).short_title for id_ in used) or "(chưa có bản nào)", ""),
            ("Chương trình", f"kdcl_xl {__version__}; mã kiểm tra dữ liệu ở trang Nguồn", "kq_chuong_trinh"),
        ],
        unverified=[
            f"{load(id_).short_title}: một số nội dung chưa đối chiếu văn bản chính thức; mức tính ra chỉ để tham khảo."
            for id_ in used
            if load(id_).confidence is Confidence.UNVERIFIED
        ]
        + [READING] * per_level,
    )


def _criteria_of(circular: str) -> frozenset[str]:
    """Criteria only: not to meet a clause of the top level is no weakness."""
    return frozenset(criterion.code for criterion in titled(circular).criteria)


def _weak(state: Consolidated) -> list[WeakCriterion]:
    lines = [
        line
        for line in tables.statistics(state)
        if line.dimension == Dimension.CRITERION and line.unmet and line.code in _criteria_of(line.circular)
    ]
    lines.sort(key=lambda line: -(line.unmet or 0))
    return [
        WeakCriterion(
            line.circular,
            line.code,
            line.title,
            line.unmet or 0,
            (line.schools or 0) - (line.unassessed or 0),
        )
        for line in lines[:_MOST_WEAK]
    ]
