"""Rows between the schools of a table: headings that bear on the rows below, sums, remarks, headers once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.review.columns import Column, Role, ordinal
from kdcl_xl.review.plan import Row
from kdcl_xl.review.prose_phrases import mentions_in
from kdcl_xl.review.ticks import read_purpose
from kdcl_xl.review.visits import Context
from kdcl_xl.review.when_columns import text_of
from kdcl_xl.text.normal import bare, nfc, tidy
from kdcl_xl.text.when import read_when

_LONGEST_TEXT = 120
_GROUP_WORD = re.compile(r"^\W*(?:(?:các|cấp|bậc|khối|trường)\s+)*", re.I)
_COUNT = re.compile(
    r"\s*(?:[:(]\s*\d{1,3}\s*(?:trường|đơn vị|cơ sở)?|\s\d{1,3}\s*(?:trường|đơn vị|cơ sở))\W*$", re.I
)
_MARK = re.compile(r"\(?(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/]?")
_LONGEST_HEADING = 9
"""Words, of a heading that names a school: a longer one tells something of it."""
_LEVEL = (
    r"(?:(?:cấp|bậc|khối|trường)\s+)*(?:mầm non|mẫu giáo|tiểu học|trung học|thcs|thpt|gdtx|mn|mg|tih|th)\b"
)
_PART = r"(?:mục|tiểu mục|phần|nhóm|cụm|khối|đợt|khu vực|phường|xã|đặc khu|dồn)"
_TOTAL = re.compile(
    rf"(?:tổng(?:\s+(?:cộng|số))?|cộng)\s*(?:[:(\d]|$|trường|chung|toàn|các|{_PART}\b|[ivx]{{1,5}}\b|[a-h](?!\w)|"
    rf"{_LEVEL}\W*(?:\d|$))",
    re.I,
)


_OWNERS = re.compile(
    r"\s*(?:(?:các|khối|loại hình|trường|cơ sở(?: giáo dục)?)\s+)*(?:công lập|ngoài công lập|tư thục|dân lập)\W*",
    re.I,
)
"""Who keeps the schools below: it says nothing of their kind or time."""
_UNIT = re.compile(
    r"(?:(?:các trường|địa bàn|thuộc|ubnd|uỷ ban nhân dân|ủy ban nhân dân|phòng (?:gd|giáo dục|vh|văn hóa)\S*)\s+)*"
    r"(?:phường|xã|đặc khu|thị trấn|thị xã|thành phố|tp\.?|quận|huyện|cụm|khu vực|phòng gd)\b",
    re.I,
)


def is_repeated_header(row: Row, header: Sequence[Row]) -> bool:
    """Whether a row is one of the header rows again, as at the top of the next page."""

    def key(line: Row) -> list[str]:
        return [bare(cell.words).lower() for cell in line.cells if cell.words]

    return bool(key(row)) and any(key(row) == key(line) for line in header)


def context_of(row: Row, columns: Sequence[Column], context: Context) -> Context | None:
    """The context below a heading or total row, None for every other row."""
    texts = list(dict.fromkeys(cell.words for cell in row.cells if cell.words))
    numbered = next((c for c in columns if c.role is Role.STT), None)
    number = text_of(row, numbered) if numbered is not None else ""
    if is_total(texts):
        return context
    if ordinal(number) is not None and _is_counted_unit(texts[1:]):
        return context.with_unit(tidy(texts[1]))
    if len(texts) > 1 and _MARK.fullmatch(texts[0]) and (ordinal(number) is None or names_level(texts[1])):
        texts = texts[1:]
    elif ordinal(number) is not None:
        return None
    if len(texts) > 1 and names_level(texts[0]) and all(ordinal(text) is not None for text in texts[1:]):
        texts = texts[:1]  # "Mầm non" with how many schools there are
    if len(texts) != 1 or len(texts[0]) > _LONGEST_TEXT or _is_school(texts[0], row, columns):
        return None
    if is_remark(texts[0]) or (len(texts[0].split()) > _LONGEST_HEADING and mentions_in(texts[0])):
        return None
    text = re.sub(r"^\s*(?:[IVX]{1,5}|[A-Z]|\d{1,2})\s*[.)/-]\s*", "", texts[0])
    kinds, when = kinds_in(text), read_when(text, context.school_year)
    purpose = read_purpose(text)
    timed = when.month is not None or (when.year is not None and when.unit.value in ("quý", "học kỳ"))
    if names_owner(text):
        return replace(context, section=context.section + 1)
    if not kinds and not timed and purpose == (None, None):
        return context.with_unit(tidy(text)) if names_unit(text) else None
    changed = replace(context.with_purpose(text), section=context.section + 1)
    if kinds:
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        changed = replace(changed, kind=kind, kind_in_unit=bool(context.unit))
    return replace(changed, when=_time_words(text)) if timed else changed


def is_remark(text: str) -> bool:
    """ "(*) Trường có hai cơ sở", "Lưu ý: …": it speaks of rows and heads none."""
    return re.match(r"\W*\*|\(\d\)\s|(?:ghi chú|lưu ý|chú thích)\b", nfc(text), re.I) is not None


def is_noted(row: Row, columns: Sequence[Column], *, above: bool) -> bool:
    """Whether a row is a remark, or goes on with the remark `above` it: one text and no number, also where it names a school."""
    texts = {cell.words for cell in row.cells if cell.words}
    numbered = any(c.role is Role.STT and ordinal(text_of(row, c)) is not None for c in columns)
    return len(texts) == 1 and not numbered and (above or is_remark(next(iter(texts))))


def names_owner(text: str) -> bool:
    """ "Công lập", "Các trường ngoài công lập": a heading that groups schools by who keeps them."""
    return _OWNERS.fullmatch(nfc(_COUNT.sub("", text))) is not None


def names_unit(text: str) -> bool:
    """ "Phường An Lạc", "Cụm 2": the place whose schools follow."""
    return _UNIT.match(nfc(text)) is not None


def names_level(text: str) -> bool:
    """ "Mầm non", "Cấp THCS", "Trường Tiểu học: 02 trường": a level of schooling and no name of a school."""
    plain = _COUNT.sub("", _GROUP_WORD.sub("", nfc(text)))
    return bool(kinds_in(plain)) and not parse_name(plain).own


def _time_words(text: str) -> str:
    return tidy(text).strip(" :-–")


def is_total(texts: Sequence[str]) -> bool:
    """ "Tổng cộng: 10 trường", "Cộng II", "III | Tổng": not "Công nhận lại", nor a school that is called Cộng Hòa."""
    marked = len(texts) > 1 and _MARK.fullmatch(texts[0]) is not None
    return any(_TOTAL.match(nfc(text)) is not None for text in texts[: 1 + marked])


def _is_counted_unit(texts: Sequence[str]) -> bool:
    """ "1 | Phường An Lạc" with nothing or mere counts behind it: the unit whose schools follow as 1.1, 1.2."""
    return (
        bool(texts)
        and names_unit(texts[0])
        and all(
            re.fullmatch(r"\d{1,3}(?:\s*(?:trường|đơn vị|cơ sở))?", nfc(text), re.I) for text in texts[1:]
        )
    )


def _is_school(text: str, row: Row, columns: Sequence[Column]) -> bool:
    """Whether the only text of a row is a school in its own column, not a heading over the columns."""
    name = parse_name(re.sub(r"^\s*(?:[IVX]{1,5}|[A-Z])\s*[.)]\s*", "", text))
    alone = sum(1 for cell in row.cells if cell.words) == 1
    place = next((n for n, cell in enumerate(row.cells) if cell.words), 0)
    in_column = any(column.role is Role.SCHOOL and column.place == place for column in columns)
    return name.is_school and alone and in_column and read_when(name.own).month is None
