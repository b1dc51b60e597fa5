"""What the columns of a schedule are for, from their headers: one row or several, merged or not, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from kdcl_xl.review.plan import Cell
from kdcl_xl.text.normal import bare, nfc
from kdcl_xl.text.when import Unit, read_when


class Role(Enum):
    """What a column is for."""

    STT = auto()
    SCHOOL = auto()
    KIND = auto()
    WHEN = auto()
    UNTIL = auto()
    DEADLINE = auto()
    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    TICK_MONTH = auto()
    """A column of one month (or quarter), ticked where the visit is."""
    KDCL = auto()
    CQG = auto()
    PURPOSE = auto()
    GRADE = auto()
    NOTE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its header with those above it, its role; among several of a role the highest rank counts."""

    place: int
    header: str
    role: Role
    rank: int = 0
    ones: bool = False
    """Of a month: every mark in the months of its table is a 1, which then is a tick and no day."""

    @property
    def stage(self) -> str:
        """The year or school year that alone is its header, as in a plan of several years; "" for any other."""
        last = self.header.rpartition(" / ")[2]
        said = re.fullmatch(
            r"\s*(?:năm(?: học)?|NH)?\s*(20\d\d(?:\s*[-–—/]\s*(?:20)?\d\d)?)\s*", nfc(last), re.I
        )
        return " ".join(last.split()) if said else ""

    @property
    def year(self) -> int | None:
        """The year its header names: "Thời gian (năm 2025)"."""
        found = re.findall(r"(?<![\d/.-])(20\d\d)(?!\d|\s*[-–/]\s*20\d\d)", self.header)
        return int(found[0]) if len(found) == 1 else None


WHEN_ROLES = {Role.WHEN, Role.DEADLINE, Role.DAY, Role.MONTH, Role.YEAR, Role.TICK_MONTH}
ASKED_ROLES = {Role.KDCL, Role.CQG, Role.PURPOSE, Role.GRADE}
_STT = {"stt", "tt", "so tt", "so thu tu", "s tt", "st t", "thu tu", "no"}
_KDCL = r"\b(?:kd|cncl|kd ?cl|kiem dinh|kd ?cl ?gd|cong nhan cl)\b"
_CQG = r"\b(?:t?c ?qg|t ?c ?q ?g|chuan quoc gia|chuan qg|dat chuan|truong chuan|chuan q g)\b"
_NOT_OURS = (
    r"da cong nhan|da dat|dat nam|nam dat|nam cong nhan|nam duoc|ngay cong nhan|da duoc|quyet dinh|so qd|het han|"
    r"lan truoc|hien trang|hien tai|hien nay|gan nhat|dien thoai|dia chi|hieu truong|ho va ten|ho ten|thanh vien|"
    r"truong doan|thu ky|chuc vu|chuc danh|email|xa phuong|phuong xa|dia ban|so lop|so hs|hoc sinh|loai hinh|"
    r"phu trach|kinh phi|nguoi|so truong|ngay sinh|nhiem vu|phan cong|ket qua|ma truong|don vi cong tac|uy vien|ky ten"
)
_PURPOSE = r"\b(?:de nghi|muc dich|dang ky|cong nhan|hinh thuc|noi dung (?:de nghi|dang ky|danh gia|dgn|kiem dinh|cong nhan)|yeu cau)\b"
_DEADLINE = r"\b(?:han nop|nop ho so|gui ho so|thoi han|han chot|han cuoi|han gui|hoan thanh|nop bao cao|ho so|han dang ky)\b|^han$"
_WHEN = (
    r"\b(?:thoi gian|thoi diem|lich|ngay|thang|du kien|dot|danh gia ngoai|dgn|khao sat|tham dinh|kiem tra)\b"
)
_RANKS = (
    (r"chinh thuc", 6), (r"danh gia ngoai|\bdgn\b|don doan", 5), (r"tu ngay|bat dau|\btu$", 5), (r"so bo", 2),
    (r"nghien cuu ho so|tham dinh|kiem tra", 1), (r"thoi gian|thoi diem|lich|thang|ngay", 4),
)  # fmt: skip
_LONGEST_HEADER = 120


def columns_of(rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """The columns under these header rows, the top one first."""
    width = max((len(row) for row in rows), default=0)
    stacks = [_stack(rows, place) for place in range(width)]
    columns = [_column(place, stack) for place, stack in enumerate(stacks)]
    return _one_of_day_month_year(columns)


def _stack(rows: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """The headers above a column, different ones only; an open space right of a group belongs to the group."""
    stack: list[str] = []
    for level, row in enumerate(rows):
        text = _at(row, place)
        if not text and any(_at(lower, place) for lower in rows[level + 1 :]):
            left = next((n for n in range(place - 1, -1, -1) if _at(row, n)), None)
            if left is not None and any(_at(lower, left) for lower in rows[level + 1 :]):
                text = _at(row, left)
        if text and (not stack or text != stack[-1]):
            stack.append(text)
    return stack


def _at(row: Sequence[Cell], place: int) -> str:
    return row[place].words if place < len(row) else ""


def _column(place: int, stack: list[str]) -> Column:
    header = " / ".join(stack)
    if not stack or len(header) > 2 * _LONGEST_HEADER:
        return Column(place, header, Role.OTHER)
    role = role_of(stack[-1], stack[:-1])
    if role is Role.OTHER and len(stack) > 1:
        whole = role_of(stack[-2], stack[:-2])
        role = (
            whole
            if whole in (Role.WHEN, Role.KDCL, Role.CQG, Role.NOTE) and not is_of_others(stack[-1])
            else role
        )
    elif role in (Role.GRADE, Role.PURPOSE) or (role is Role.OTHER and _is_level(stack[-1])):
        role = _asked_above(stack) or role
    key = _key(header)
    rank = (
        0
        if re.match(r"dot\b", _key(stack[-1]))
        else next((rank for words, rank in _RANKS if re.search(words, key)), 3)
    )
    return Column(place, header, role, rank)


def _asked_above(stack: list[str]) -> Role | None:
    """The recognition a level belongs to: "Cấp độ" below "KĐCLGD" is a request for KĐCL, "Mức độ" below "CQG" for CQG.

    Below a group that names both, a "cấp độ" is of KĐCL and a "mức độ" of CQG, as the circulars use the words.
    """
    own = _key(" ".join(stack[-2:]) if _is_level(stack[-1]) else stack[-1])
    for upper in map(_key, reversed(stack[:-1])):
        kdcl, cqg = re.search(_KDCL, upper), re.search(_CQG, upper)
        if kdcl and cqg:
            return Role.KDCL if "cap do" in own else Role.CQG if "muc do" in own else None
        if kdcl or cqg:
            return Role.KDCL if kdcl else Role.CQG
    return None


def _is_level(text: str) -> bool:
    return re.fullmatch(r"\s*(?:\d|[IVX]{1,3})\s*", text) is not None


def level_of(column: Column) -> str:
    """The one level a column of ticks is for: "2" of "KĐCLGD cấp độ / 2", "" where it is for any."""
    found = re.search(
        r"(?:^|\b(?:cap do|muc do|muc|cd|md) ?)(\d|i{1,3}|iv)$", _key(column.header.rpartition("/")[2])
    )
    return found[1].upper() if found else ""


def named_level(column: Column, level: str) -> str:
    """A level with what it is a level of: a bare "2" is "KĐCL cấp độ 2" or "CQG mức độ 2", in its header's words.

    A bare 1 below a header that speaks of no level is a tick, as programs write yes and no.
    """
    alone = re.fullmatch(r"(?:mức\s+)?(?:\d|[IVX]{1,3})", nfc(level), re.I)
    if alone is None:
        return level
    words = ("cấp độ", "mức độ", "mức")
    word = next((w for w in words if re.search(rf"\b{bare(w)}\b", _key(column.header))), "")
    if level == "1" and not word:
        return ""
    of = "KĐCL" if column.role is Role.KDCL else "CQG"
    return " ".join(filter(None, (of, "" if " " in level else word, level)))


def ordinal(text: str) -> int | None:
    """The number in a column of numbers: "3", "03.", "3/", "(3)"; None for anything else."""
    found = re.fullmatch(r"\s*\(?(\d{1,3})\s*[.)/:]?\)?\s*(?:\.0)?\s*", text)
    return int(found[1]) if found else None


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", bare(text).lower()))


def is_of_others(text: str) -> bool:
    """Whether a header says that its column is not of this schedule: of the past, of people, of places."""
    return re.search(rf"\b(?:{_NOT_OURS})\b", _key(text)) is not None


def role_of(text: str, above: Sequence[str] = ()) -> Role:
    """The role of one header, under those above it."""
    return _role_of(text, tuple(above))


@lru_cache(maxsize=8192)  # every line of a text is asked whether it begins a table, by each kind of table
def _role_of(text: str, above: tuple[str, ...]) -> Role:
    key = _key(text)
    if not key or len(text) > _LONGEST_HEADER:
        return Role.OTHER
    if key in _STT or text.strip() in ("#",):
        return Role.STT
    if re.match(r"(?:ghi chu|nhan xet|luu y|ghi|chu thich)\b", key):
        return Role.NOTE
    if _is_month(text, above):
        return Role.TICK_MONTH
    if nfc(text).strip().lower() in ("từ", "đến"):
        return Role.WHEN if key == "tu" else Role.UNTIL
    if key in ("ngay", "thang", "nam"):
        return {"ngay": Role.DAY, "thang": Role.MONTH, "nam": Role.YEAR}[key]
    if is_of_others(text) or any(is_of_others(upper) for upper in above):
        return Role.OTHER
    return _by_words(key, text)


def _by_words(key: str, text: str) -> Role:
    for_kdcl, for_cqg = re.search(_KDCL, key), re.search(_CQG, key)
    if re.search(r"\bden ngay\b|ket thuc", key) and not re.search(r"\btu\b", key):
        return Role.UNTIL
    if re.search(_DEADLINE, key) and "nghien cuu ho so" not in key:
        return Role.DEADLINE
    if re.search(r"thoi gian|thoi diem|\blich\b|\bthang\b|\bngay\b|\bdot\b|\bbat dau\b", key):
        said = re.search(r"thoi gian|thoi diem|\blich\b", key) is not None
        return Role.WHEN if said or read_when(text).month is None else Role.OTHER
    if for_kdcl and for_cqg:
        return Role.PURPOSE
    if for_cqg and re.match(r"truong (?:dat )?(?:chuan|cqg)", key):
        return Role.CQG
    if re.search(r"\bten (?:truong|don vi|co so|cac truong)|^truong\b|^(?:don vi|co so giao duc|nha truong|cac truong|ten cs?gd|csgd|co so|truong hoc)\b", key) and "trưởng" not in text.lower():  # fmt: skip
        return Role.SCHOOL
    if re.search(r"cap hoc|bac hoc|loai truong|nganh hoc|^cap$|^bac$|^khoi$|loai hinh truong", key):
        return Role.KIND
    if for_kdcl or for_cqg:
        return Role.KDCL if for_kdcl else Role.CQG
    if re.search(r"\bmuc\b|cap do|muc do", key):
        return Role.GRADE
    if re.search(_PURPOSE, key):
        return Role.PURPOSE
    if re.search(_WHEN, key):
        return Role.OTHER if re.search(r"\blan\b", key) else Role.WHEN
    return Role.SCHOOL if re.search(r"\bdon vi\b", key) and "phoi hop" not in key else Role.OTHER


def _is_month(text: str, above: Sequence[str]) -> bool:
    """Whether the header is itself a time: "Tháng 10", "T3/2025", "Quý I", or "10" under "Tháng"."""
    if len(text) > 45:
        return False
    bare_number = re.fullmatch(r"\s*\d{1,2}\s*", text) is not None
    if bare_number:
        return any(re.search(r"\bthang\b", _key(upper)) for upper in above) and 1 <= int(text) <= 12
    if re.fullmatch(r"tuan (?:le )?(?:thu )?(?:\d|i{1,3}|iv)", _key(text)):
        return any(_is_month(upper, ()) for upper in above)
    if re.search(r"\b(?:nam hoc|han|truoc|nop|gui)\b", _key(text)):
        return False
    when = read_when(text)
    if len(text) > 25 or re.search(r"\b(?:thoi gian|ngay)\b", _key(text)):
        return when.unit is Unit.MONTH and re.search(r"\bthang\b", _key(text)) is not None
    return (when.month is not None and when.day is None) or when.unit in (Unit.QUARTER, Unit.TERM)


def _one_of_day_month_year(columns: list[Column]) -> list[Column]:
    """ "Ngày", "Tháng" or "Năm" alone is simply when; two or three of them are put together."""
    parts = [column for column in columns if column.role in (Role.DAY, Role.MONTH, Role.YEAR)]
    has_month = any(column.role is Role.MONTH for column in parts)
    if len(parts) > 1 and has_month:
        return columns
    return [
        Column(
            column.place,
            column.header,
            Role.WHEN if column.role is not Role.YEAR else Role.OTHER,
            column.rank,
        )
        if column in parts
        else column
        for column in columns
    ]


def is_month_column(column: Column) -> bool:
    """Whether a bare number in the column is a month."""
    return _key(column.header.rpartition("/")[2]) in ("thang", "thang nam") or column.role is Role.MONTH
