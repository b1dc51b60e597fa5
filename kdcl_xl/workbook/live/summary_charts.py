"""The charts of "Tổng quan", drawn from the table by kind above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kdcl_xl.forms.summary import OVERVIEW
from kdcl_xl.workbook.drawing import Canvas

CHART_ROWS = 17
"""Rows of the sheet that the charts cover."""
_FILLS = {
    "level_4": "#1F3864",
    "level_3": "#2F5597",
    "level_2": "#6A8FCF",
    "level_1": "#B4C7E7",
    "unmet": "#C0504D",
    "undecided": "#FFE699",
    "unassessed": "#D9D9D9",
    "received": "#548235",
    "choose": "#FFC000",
    "missing": "#843C0C",
}
"""One colour a figure in every workbook; each bar bears its number, so a black-and-white print can be read too."""
_DARK = ("level_4", "level_3", "unmet", "received", "missing")
"""Fills that want white letters."""


def draw_charts(
    canvas: Canvas,
    sheet: Any,
    labels: Mapping[str, str],
    kinds: Sequence[tuple[str, Mapping[str, int]]],
    first: int,
    row: int,
) -> None:
    """Who has sent and which level was reached, side by side from `row` on.

    `labels` and `kinds` are those of the table by kind, whose first row of data is `first`.
    """
    names, last = list(labels), first + len(kinds) - 1
    width = 24 * 7 + 14 * 72
    for position, (title, series) in enumerate(
        (
            ("Tình hình nộp theo loại trường", ("received", "choose", "missing")),
            ("Kết quả tự đánh giá theo loại trường", ("level_4", "level_3", "level_2", "level_1", "unmet", "undecided", "unassessed")),
        )
    ):  # fmt: skip
        chart = canvas.book.add_chart({"type": "bar" if position == 0 else "column", "subtype": "stacked"})
        used = [name for name in series if any(figures[name] for _, figures in kinds)] or [series[0]]
        for name in used:
            column = names.index(name) + 1
            chart.add_series(
                {
                    "name": [OVERVIEW, first - 1, column],
                    "categories": [OVERVIEW, first, 0, last, 0],
                    "values": [OVERVIEW, first, column, last, column],
                    "fill": {"color": _FILLS[name]},
                    "border": {"color": "#404040", "width": 0.75},
                    "gap": 60,
                    "data_labels": {
                        "value": True,
                        "num_format": "0;;",
                        "font": {
                            "name": "Times New Roman",
                            "size": 10,
                            "color": "#FFFFFF" if name in _DARK else "#000000",
                        },
                    },
                }
            )
        chart.set_title(
            {"name": title, "name_font": {"name": "Times New Roman", "size": 12}, "overlay": False}
        )
        axis = {"num_font": {"name": "Times New Roman", "size": 10}, "major_gridlines": {"visible": False}}
        numbers = {"visible": False, "major_gridlines": {"visible": False}}  # every bar bears its number
        chart.set_x_axis(numbers if position == 0 else axis)
        chart.set_y_axis({**axis, "reverse": True} if position == 0 else numbers)
        chart.set_legend({"position": "bottom", "font": {"name": "Times New Roman", "size": 10}})
        chart.set_size({"width": int(width * 0.495), "height": (CHART_ROWS - 1) * 20})
        sheet.insert_chart(row, 0 if position == 0 else 6, chart, {"x_offset": 4 if position == 0 else 58, "y_offset": 4, "object_position": 3})  # fmt: skip
