"""What a colour element of an existing workbook looks like: plain, from the theme with a tint, or by number."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from functools import cached_property

from lxml import etree

from kdcl_xl.workbook.patch_book import Book, Element, q

_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")  # fmt: skip
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFFICE_THEME = ("FFFFFF", "000000", "E7E6E6", "44546A", "5B9BD5", "ED7D31", "A5A5A5", "FFC000", "4472C4", "70AD47", "0563C1", "954F72")  # fmt: skip
_EIGHT = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_NUMBERED = (
    *_EIGHT, *_EIGHT,
    "800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
    "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
    "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
    "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
    "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
"""ECMA-376 part 1, 18.8.27."""


class Palette:
    """The colours of one workbook."""

    def __init__(self, book: Book, styles: Element) -> None:
        self._book, self._styles = book, styles

    def rgb(self, colour: Element) -> str | None:
        """`#RRGGBB`; None for the colours of the system (automatic)."""
        plain = colour.get("rgb")
        if plain is None and colour.get("theme") is not None:
            plain = self._theme[int(colour.get("theme", "0")) % len(_THEME_ORDER)]
        elif plain is None and colour.get("indexed", "").isdigit():
            number = int(colour.get("indexed", "0"))
            plain = self._numbered[number] if number < len(self._numbered) else None
        if plain is None or len(plain) < 6:
            return None
        return _tinted(plain[-6:].upper(), float(colour.get("tint", "0")))

    @cached_property
    def _theme(self) -> tuple[str, ...]:
        part = self._book.target(self._book.part, "theme")
        scheme = self._book.tree(part).find(f".//{_DRAWING}clrScheme") if part else None
        if scheme is None:
            return _OFFICE_THEME
        found = {
            etree.QName(item).localname: item[0] for item in scheme if isinstance(item.tag, str) and len(item)
        }
        return tuple(
            str(found[name].get("lastClr") or found[name].get("val", usual)) if name in found else usual
            for name, usual in zip(_THEME_ORDER, _OFFICE_THEME, strict=True)
        )

    @cached_property
    def _numbered(self) -> tuple[str, ...]:
        own = [item.get("rgb", "") for item in self._styles.iterfind(f"{q('colors')}/{q('indexedColors')}/{q('rgbColor')}")]  # fmt: skip
        return (*own, *_NUMBERED[len(own) :])


def _tinted(rgb: str, tint: float) -> str:
    """ECMA-376 part 1, 18.3.1.15: darker below 0, lighter above."""
    if not tint:
        return f"#{rgb}"
    hue, light, saturation = rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "#" + "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, saturation))
