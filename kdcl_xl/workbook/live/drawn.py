"""Which sheet of which form is drawn by which function. Apart from the package, so that checks do not load XlsxWriter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kdcl_xl.forms.form import Form
from kdcl_xl.forms.self_assessment import GUIDE, RESULTS, SLIP
from kdcl_xl.workbook.drawing import Canvas
from kdcl_xl.workbook.live.guide import draw_guide
from kdcl_xl.workbook.live.results import draw_results
from kdcl_xl.workbook.live.slip import draw_slip
from kdcl_xl.workbook.live.summary import DRAWN_HERE

DRAWN: Mapping[str, Mapping[str, Callable[[Canvas, Any, Form], None]]] = {
    "tu-danh-gia": {GUIDE: draw_guide, RESULTS: draw_results, SLIP: draw_slip},
    "tong-hop-kdcl": DRAWN_HERE,
}
"""Form id → sheet → the function that draws it."""
