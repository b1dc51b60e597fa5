"""Where the name of a body may break in the narrow left column of a letterhead: before its proper name, never inside it."""

from __future__ import annotations

import re

_ONE_LINE = 27
"""Capitals of 12 pt that fit the left column of a letterhead."""
_ONE_BOLD_LINE = 24
_LONGEST_NAME = 24
"""A proper name longer than a line has to break somewhere: it is left alone."""
_TERRITORY = re.compile(r" (?:XÃ(?! HỘI)|PHƯỜNG|ĐẶC KHU|QUẬN|HUYỆN|THỊ XÃ|THÀNH PHỐ|TỈNH) .{1,24}$")
_KIND_OF_SCHOOL = re.compile(
    r"(?:(?:TRƯỜNG|TRUNG TÂM|MẦM NON|MẪU GIÁO|TIỂU HỌC|TRUNG HỌC|CƠ SỞ|PHỔ THÔNG|THCS|THPT|PTDTNT|PTDTBT|DÂN TỘC|NỘI TRÚ|BÁN TRÚ"
    r"|NHIỀU CẤP HỌC|LIÊN CẤP|CHUYÊN|NĂNG KHIẾU|CÔNG LẬP|TƯ THỤC|DÂN LẬP|SONG NGỮ|QUỐC TẾ|GIÁO DỤC|NGHỀ NGHIỆP|THƯỜNG XUYÊN"
    r"|GDNN|GDTX|GDNN-GDTX|VÀ|-|–|&),?(?: |$))+"
)


def superior_lines(name: str) -> str:
    """The superior body in capitals; too long for one line, it breaks before its ward, district or province."""
    return _unbroken(name, _place(name)) if len(name) > _ONE_LINE else name


def issuer_lines(name: str) -> str:
    """The issuing body, in bold capitals: an office breaks before its place, a school before its proper name."""
    return _unbroken(name, _place(name) or _proper_name(name)) if len(name) > _ONE_BOLD_LINE else name


def _place(name: str) -> int:
    found = _TERRITORY.search(name)
    return found.start() + 1 if found else 0


def _proper_name(name: str) -> int:
    found = _KIND_OF_SCHOOL.match(name)
    return found.end() if found and len(name) - found.end() <= _LONGEST_NAME else 0


def _unbroken(name: str, start: int) -> str:
    return name[:start] + name[start:].replace(" ", "\u00a0") if start else name
