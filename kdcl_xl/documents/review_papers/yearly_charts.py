"""Bars beside the figures of a table, drawn as PNG pixel by pixel: no library, the same bytes for the same figures.

Words and figures stay in the cells of the table; length and place tell the rest, so a black-and-white print loses nothing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import cache

from kdcl_xl.documents.environment import NO_FIGURE
from kdcl_xl.documents.pictures import Picture
from kdcl_xl.text.numbers import vn_number

_PIXELS_PER_MM = 12
_WIDTH_MM = 36
_WIDTH = _WIDTH_MM * _PIXELS_PER_MM
_PALETTE = ((255, 255, 255), (232, 232, 232), (190, 200, 218), (128, 148, 188), (31, 56, 100), (0, 0, 0))
_PAPER, _TRACK, _OLD, _RECENT, _NOW, _MARK = range(6)
_SHADES = {1: (_NOW,), 2: (_RECENT, _NOW), 3: (_OLD, _RECENT, _NOW)}
_BAR, _GAP, _HALF_MARK, _HALO = 18, 4, 4, 4
_FULL = 100.0


def bars(shares: Sequence[float | None], target: float | None = None) -> Picture | None:
    """One to three bars of 0–100 %, the oldest above and lightest, the newest below and darkest; a black line at `target`.

    None when nothing is known. An unknown share leaves its track empty. Raises KeyError for more than three.
    """
    if all(share is None for share in shares) and target is None:
        return None
    words = [NO_FIGURE if share is None else f"{vn_number(share, 1)}%" for share in shares]
    goal = f"; chỉ tiêu {vn_number(target, 1)}%" if target is not None else ""
    return Picture(_drawn(tuple(shares), target), _WIDTH_MM, f"Thanh tỷ lệ: {', '.join(words)}{goal}")


@cache
def _drawn(shares: tuple[float | None, ...], target: float | None) -> bytes:
    empty = bytes([_PAPER]) * _WIDTH
    rows = [empty] * _GAP
    for share, shade in zip(shares, _SHADES[len(shares)], strict=True):
        rows += [_bar(share, shade)] * _BAR + [empty] * _GAP
    if target is not None:
        rows = [_marked(row, _place(target)) for row in rows]
    return _png(rows)


def _place(share: float) -> int:
    return round(_WIDTH * min(max(share, 0.0), _FULL) / _FULL)


def _bar(share: float | None, shade: int) -> bytes:
    filled = 0 if share is None else _place(share)
    return bytes([shade]) * filled + bytes([_TRACK]) * (_WIDTH - filled)


def _marked(row: bytes, place: int) -> bytes:
    """The row with the mark of the target, white on both sides so that it shows on the darkest bar."""
    place = min(max(place, _HALF_MARK), _WIDTH - _HALF_MARK)
    pixels = bytearray(row)
    outer = slice(max(place - _HALF_MARK - _HALO, 0), min(place + _HALF_MARK + _HALO, _WIDTH))
    inner = slice(place - _HALF_MARK, place + _HALF_MARK)
    pixels[outer] = bytes([_PAPER]) * (outer.stop - outer.start)
    pixels[inner] = bytes([_MARK]) * (inner.stop - inner.start)
    return bytes(pixels)


def _png(rows: Sequence[bytes]) -> bytes:
    """A palette PNG (ISO/IEC 15948), one byte a pixel."""
    header = struct.pack(">IIBBBBB", _WIDTH, len(rows), 8, 3, 0, 0, 0)
    palette = bytes(value for colour in _PALETTE for value in colour)
    pixels = zlib.compress(b"".join(b"\x00" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
