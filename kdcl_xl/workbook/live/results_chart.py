"""The chart of "Kết quả". What is sure is solid and what is still open hatched: it reads the same in grey."""

from __future__ import annotations

from typing import Any

from kdcl_xl.workbook.live.grid import Column
from kdcl_xl.workbook.live.workplace import WIDTHS, Workplace
from kdcl_xl.workbook.styles import FONT, LINE_GREY, NAVY

_SURE = {"fill": {"color": NAVY}, "border": {"color": NAVY}}
_OPEN = {"pattern": {"pattern": "light_upward_diagonal", "fg_color": NAVY, "bg_color": "#FFFFFF"}, "border": {"color": NAVY}}  # fmt: skip
_FAILED = {"fill": {"color": LINE_GREY}, "border": {"color": "#7F7F7F"}}
_COLUMN = 6
"""The chart stands on the columns from here on."""


def draw_chart(place: Workplace, top: int, bottom: int) -> None:
    """Level per criterion; under 2012 criteria met per standard. It fills the rows `top` to `bottom`, excluded."""
    chart = place.canvas.book.add_chart({"type": "bar", "subtype": "stacked"})
    font = {
        "name": FONT,
        "size": 7 if place.rules.criteria_have_levels and len(place.ladder.items) > 20 else 9,
    }
    if place.rules.criteria_have_levels:
        _levels(place, chart, font)
        title = f"{place.rules.level_word} của từng tiêu chí"
    else:
        _shares(place, chart, font)
        title = "Số tiêu chí đạt theo tiêu chuẩn"
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12, "bold": True, "color": NAVY}, "overlay": False})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    chart.set_chartarea({"border": {"color": LINE_GREY}})
    chart.show_hidden_data()
    pixels = sum(width * 7 + 5 for width in WIDTHS[_COLUMN:])
    height = sum(place.heights.get(row, 15.0) for row in range(top, bottom)) * 4 / 3
    chart.set_size({"width": pixels - 14, "height": height - 4})
    place.sheet.insert_chart(
        top,
        _COLUMN,
        chart,
        {"x_offset": 12, "y_offset": 2, "object_position": 2, "description": title},
    )


def _levels(place: Workplace, chart: Any, font: dict[str, Any]) -> None:
    reach, grid, items = place.reach, place.grid, place.ladder.items
    codes = grid.column("mã", (item.code for item in items))
    places = range(len(items))
    solid = grid.column("chắc chắn", (f"={reach.shown_low.at(i)}" for i in places))
    still_open = grid.column("để ngỏ", (f"={reach.shown_high.at(i)}-{reach.shown_low.at(i)}" for i in places))
    _series(chart, codes, solid, "Chắc chắn đạt", _SURE)
    _series(chart, codes, still_open, "Còn để ngỏ (chưa đánh giá xong)", _OPEN)
    chart.set_y_axis({"reverse": True, "num_font": font, "interval_unit": 1, "major_tick_mark": "none", "line": {"color": LINE_GREY}})  # fmt: skip
    axis = {
        "min": 0,
        "max": place.ladder.top,
        "major_unit": 1,
        "num_format": f'"{place.rules.level_word} "0;;"0"',
    }
    chart.set_x_axis(
        {**axis, "num_font": font, "major_gridlines": {"visible": True, "line": {"color": LINE_GREY}}}
    )


def _shares(place: Workplace, chart: Any, font: dict[str, Any]) -> None:
    grid, reach = place.grid, place.reach
    spans = [(members[0], members[-1] + 1) for members in place.ladder.standards]
    codes = grid.column("mã", (f"Tiêu chuẩn {standard.code}" for standard in place.rules.standards))
    met = grid.column("đạt", (f"=SUM({reach.shown_low.span(*span)})" for span in spans))
    still_open = grid.column(
        "chưa rõ", (f"=SUM({reach.shown_high.span(*span)})-{met.at(n)}" for n, span in enumerate(spans))
    )
    failed = grid.column("không đạt", (f"=COUNTIF({reach.shown_high.span(*span)},0)" for span in spans))
    _series(chart, codes, met, "Đạt", _SURE)
    _series(chart, codes, still_open, "Chưa đánh giá xong", _OPEN)
    _series(chart, codes, failed, "Không đạt", _FAILED)
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": LINE_GREY}})
    chart.set_x_axis({"min": 0, "num_format": "0", "num_font": font, "major_gridlines": {"visible": True, "line": {"color": LINE_GREY}}})  # fmt: skip


def _series(chart: Any, names: Column, values: Column, title: str, look: dict[str, Any]) -> None:
    chart.add_series(
        {"name": title, "categories": f"={names.whole}", "values": f"={values.whole}", "gap": 40, **look}
    )
