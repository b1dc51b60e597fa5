"""Draw the icons of the buttons into macros/icons/<icon>-<size>.png. Run with `make macros`.

One dark blue on nothing, shapes told apart without colour. Every icon is drawn on a grid of 32 × 32 units, sixteen times
as large as it is shown, and made smaller: 16 px for small buttons, 26 px for LibreOffice's large ones, 32 px for Excel's.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from kdcl_xl.buttons.registry import buttons  # noqa: E402
from kdcl_xl.workbook.styles import NAVY  # noqa: E402

FOLDER = ROOT / "macros" / "icons"
SIZES = (16, 26, 32)
_UNITS, _SCALE = 32, 16
_LINE = 2.6
_CLEAR = (0, 0, 0, 0)
Point = tuple[float, float]


class Pen:
    """Draws in units of the grid."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (_UNITS * _SCALE,) * 2, _CLEAR)
        self._draw = ImageDraw.Draw(self.image)

    def line(self, *points: Point, width: float = _LINE, clear: bool = False) -> None:
        """A stroke with round ends and corners; `clear` cuts it out of what is filled."""
        ink = _CLEAR if clear else NAVY
        self._draw.line([self._at(p) for p in points], ink, round(width * _SCALE), "curve")
        for x, y in points:
            self.dot(x, y, width / 2, clear=clear)

    def dot(self, x: float, y: float, radius: float, *, clear: bool = False) -> None:
        """A filled circle."""
        corners = [self._at((x - radius, y - radius)), self._at((x + radius, y + radius))]
        self._draw.ellipse(corners, _CLEAR if clear else NAVY)

    def ring(self, x: float, y: float, radius: float, width: float = _LINE) -> None:
        """A circle."""
        corners = [self._at((x - radius, y - radius)), self._at((x + radius, y + radius))]
        self._draw.ellipse(corners, outline=NAVY, width=round(width * _SCALE))

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: float = _LINE) -> None:
        """Part of a circle, clockwise from `start` to `end` degrees, 0 at the right."""
        steps = [math.radians(start + (end - start) * n / 40) for n in range(41)]
        self.line(
            *[(x + radius * math.cos(step), y + radius * math.sin(step)) for step in steps], width=width
        )

    def box(
        self, left: float, top: float, right: float, bottom: float, *, full: bool = False, clear: bool = False
    ) -> None:
        """A rectangle with slightly round corners: an outline, `full`, or cut out."""
        corners, radius = [self._at((left, top)), self._at((right, bottom))], 1.5 * _SCALE
        if full or clear:
            self._draw.rounded_rectangle(corners, radius, _CLEAR if clear else NAVY)
        else:
            self._draw.rounded_rectangle(corners, radius, outline=NAVY, width=round(_LINE * _SCALE))

    def shape(self, points: Sequence[Point], *, clear: bool = False) -> None:
        """A filled polygon."""
        self._draw.polygon([self._at(p) for p in points], _CLEAR if clear else NAVY)

    def arrow_head(self, x: float, y: float, dx: float, dy: float, size: float = 5.0) -> None:
        """A filled triangle whose tip is (x, y) and which points along (dx, dy)."""
        length = math.hypot(dx, dy)
        dx, dy = dx / length, dy / length
        back = (x - dx * size * 1.3, y - dy * size * 1.3)
        self.shape(
            [(x, y), (back[0] - dy * size, back[1] + dx * size), (back[0] + dy * size, back[1] - dx * size)]
        )

    def tick(self, x: float, y: float, size: float, *, width: float = _LINE, clear: bool = False) -> None:
        """A check mark whose lower corner is at (x, y)."""
        self.line((x - size * 0.45, y - size * 0.45), (x, y), (x + size, y - size), width=width, clear=clear)

    @staticmethod
    def _at(point: Point) -> Point:
        return (point[0] * _SCALE, point[1] * _SCALE)


def _check_draft(pen: Pen) -> None:
    pen.box(4, 3, 24, 29)
    pen.line((9, 9.5), (19, 9.5))
    pen.box(12, 12, 32, 30, clear=True)
    pen.tick(17.5, 25.5, 10, width=3.6)


def _check_final(pen: Pen) -> None:
    pen.box(4, 3, 28, 29, full=True)
    pen.line((9, 9), (23, 9), width=2.4, clear=True)
    pen.tick(14, 24, 9, width=3.6, clear=True)


def _clear_marks(pen: Pen) -> None:
    pen.shape([(18.5, 3.5), (29, 14), (18.5, 24.5), (8, 14)])
    pen.line((4.5, 17.5), (14.5, 27.5), width=3)
    pen.line((8.2, 13.8), (4.5, 17.5), width=3)
    pen.line((18.2, 24), (14.5, 27.5), width=3)
    pen.line((14.5, 27.8), (28, 27.8), width=3)


def _next_finding(pen: Pen) -> None:
    pen.shape([(10.5, 2.5), (20.5, 20.5), (0.5, 20.5)])
    pen.line((10.5, 9), (10.5, 13.5), width=2.6, clear=True)
    pen.dot(10.5, 17.4, 1.5, clear=True)
    pen.line((3, 27), (24, 27), width=3)
    pen.arrow_head(31, 27, 1, 0)


def _level(pen: Pen) -> None:
    for left, top in ((3, 21), (10.5, 15), (18, 9), (25.5, 3)):
        pen.box(left, top, left + 5, 29, full=True)


def _restore_format(pen: Pen) -> None:
    pen.box(3, 4, 25, 26)
    pen.box(3, 4, 25, 11, full=True)
    pen.line((3, 18.5), (25, 18.5))
    pen.line((14, 8), (14, 25))
    pen.shape([(12, 32), (13, 22), (27, 8), (32, 8), (32, 14), (20, 32)], clear=True)
    pen.line((29, 11), (22, 20), width=3.4)
    pen.shape([(20.5, 18.5), (24.5, 22.5), (21, 28), (14.5, 29.5), (16.5, 22.5)])


def _undo(pen: Pen) -> None:
    pen.arc(17, 18.5, 9, -90, 140, width=3.6)
    pen.line((17, 9.5), (10, 9.5), width=3.6)
    pen.arrow_head(2.5, 9.5, -1, 0, 6.5)


def _next_year(pen: Pen) -> None:
    pen.box(3, 6, 25, 28)
    pen.box(3, 6, 25, 13, full=True)
    pen.line((9, 3), (9, 8), width=3)
    pen.line((19, 3), (19, 8), width=3)
    pen.box(14, 15, 32, 32, clear=True)
    pen.line((8, 22), (24, 22), width=3.2)
    pen.arrow_head(31.5, 22, 1, 0, 5.5)


def _pack(pen: Pen) -> None:
    pen.shape([(4, 12), (8, 4), (24, 4), (28, 12)])
    pen.line((16, 4), (16, 11), width=2.2, clear=True)
    pen.box(4, 13.5, 28, 29, full=True)
    pen.box(11.5, 17, 20.5, 20.5, clear=True)


def _split(pen: Pen) -> None:
    pen.box(1.5, 11, 11.5, 21, full=True)
    for y in (4.5, 16, 27.5):
        pen.line((13, 16), (18, y), (20, y), width=2.2)
        pen.box(22, y - 3.5, 30.5, y + 3.5, full=True)


def _join(pen: Pen) -> None:
    for y in (4.5, 16, 27.5):
        pen.box(1.5, y - 3.5, 10, y + 3.5, full=True)
        pen.line((12, y), (14, y), (18, 16), width=2.2)
    pen.box(20.5, 11, 30.5, 21, full=True)


def _number(pen: Pen) -> None:
    for x in (6.5, 11.5):
        pen.line((x, 3.5), (x - 1.5, 15.5), width=2.2)
    for y in (7, 12):
        pen.line((2.5, y), (13.5, y), width=2.2)
    pen.line((18, 6), (29, 6))
    pen.line((18, 13), (29, 13))
    pen.line((3, 21), (29, 21))
    pen.line((3, 28), (29, 28))


def _page(pen: Pen) -> None:
    pen.line((6, 3.5), (19, 3.5), (26, 10.5), (26, 28.5), (6, 28.5), (6, 3.5))
    pen.shape([(18, 3), (26.5, 11.5), (18, 11.5)])


def _report(pen: Pen) -> None:
    _page(pen)
    for y in (16.5, 23):
        pen.line((11, y), (21, y), width=2.6)


def _export(pen: Pen) -> None:
    _page(pen)
    pen.box(13, 14, 32, 27, clear=True)
    pen.line((12, 20.5), (24, 20.5), width=3.2)
    pen.arrow_head(31.5, 20.5, 1, 0, 5.5)


def _gather(pen: Pen) -> None:
    pen.shape([(2, 5), (12, 5), (15, 8.5), (30, 8.5), (30, 28), (2, 28)])
    pen.line((21, 13), (11, 13), (16.5, 18.5), (11, 24), (21, 24), width=2.4, clear=True)


def _status(pen: Pen) -> None:
    for y, sent in ((6, True), (16, True), (26, False)):
        if sent:
            pen.tick(6, y + 2.5, 6, width=2.8)
        else:
            pen.ring(6.5, y, 3.6, width=2.2)
        pen.line((16.5, y), (29, y), width=3)


def _help(pen: Pen) -> None:
    pen.dot(16, 16, 14)
    angles = [math.radians(180 + 235 * n / 30) for n in range(31)]
    curve = [(16 + 5 * math.cos(angle), 12.5 + 5 * math.sin(angle)) for angle in angles]
    pen.line(*curve, (16, 19.5), width=3, clear=True)
    pen.dot(16, 24.2, 1.9, clear=True)


def _about(pen: Pen) -> None:
    pen.dot(16, 16, 14)
    pen.dot(16, 8.8, 2.1, clear=True)
    pen.line((13.5, 14), (16, 14), (16, 23), width=3, clear=True)
    pen.line((13, 23.3), (19, 23.3), width=2.6, clear=True)


DRAWN: Mapping[str, Callable[[Pen], None]] = {
    "kiem-tra": _check_draft,
    "kiem-tra-nop": _check_final,
    "xoa-dau": _clear_marks,
    "loi-ke-tiep": _next_finding,
    "tinh-muc": _level,
    "khoi-phuc-dinh-dang": _restore_format,
    "hoan-tac": _undo,
    "mo-mau-nam-sau": _next_year,
    "dong-goi": _pack,
    "chia-nhom": _split,
    "ghep-phan": _join,
    "danh-so-minh-chung": _number,
    "lap-bao-cao": _report,
    "xuat-van-ban": _export,
    "tong-hop": _gather,
    "tinh-trang": _status,
    "tro-giup": _help,
    "thong-tin": _about,
}
"""Icon of the registry → how it is drawn."""


def drawn(icon: str, size: int) -> Image.Image:
    """One icon. Raises KeyError for an icon nobody has drawn yet."""
    pen = Pen()
    DRAWN[icon](pen)
    return pen.image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Write every icon the registry names, and remove what it no longer names."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = {f"{b.icon}-{size}.png": (b.icon, size) for b in buttons().values() for size in SIZES}
    for name, (icon, size) in wanted.items():
        drawn(icon, size).save(FOLDER / name, optimize=True)
    for path in FOLDER.glob("*.png"):
        if path.name not in wanted:
            path.unlink()


if __name__ == "__main__":
    main()
