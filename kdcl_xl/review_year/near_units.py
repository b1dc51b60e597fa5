"""Units of several workbooks whose names are nearly alike: told, never joined. Which is right is for the office to decide."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.text.normal import bare, match_key

NEAR_UNITS = rule("DGT-031", Severity.WARNING, "Mỗi đơn vị chỉ có một cách ghi tên trong các tệp được gộp")
_SHORTEST = 3
"""Letters of a word in which one may have been left out."""
_TITLE = re.compile(
    r"(?P<so>so\s+)?(?:phong\s+)?(?:giao duc (?:va )?dao tao|gd (?:va )?dt|gddt|van hoa (?:va )?xa hoi|vh xh|vhxh)\s*"
    r"|(?:uy ban nhan dan|ubnd)\s*"
)
_SHORT_KINDS = {"p": "phuong", "x": "xa", "q": "quan", "h": "huyen", "tt": "thi tran", "tx": "thi xa", "tp": "thanh pho"}  # fmt: skip
_KIND = re.compile(
    rf"(phuong|xa|dac khu|thi tran|quan|huyen|thi xa|thanh pho|tinh|{'|'.join(_SHORT_KINDS)})\b\s*"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """What remains of a unit's name without marks, titles and short forms."""

    kind: str
    own: str

    @classmethod
    def of(cls, unit: str) -> _Name:
        text, kind = bare(match_key(unit)), ""
        while (title := _TITLE.match(text)) is not None:
            text, kind = text[title.end() :], "tinh" if title["so"] else kind
        if (found := _KIND.match(text)) is not None:
            text, kind = text[found.end() :], kind or _SHORT_KINDS.get(found[1], found[1])
        return cls(kind, text.replace("y", "i"))

    def near(self, other: _Name) -> bool:
        """Whether both may mean one unit. Phường 1 is not phường 11, and phường Tân Mỹ not xã Tân Mỹ."""
        if not self.own or not other.own or (self.kind and other.kind and self.kind != other.kind):
            return False
        if re.findall(r"\d+", self.own) != re.findall(r"\d+", other.own):
            return False
        mine, theirs = self.own.split(), other.own.split()
        if "".join(mine) == "".join(theirs):
            return True
        unlike = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
        return len(mine) == len(theirs) and len(unlike) == 1 and _is_slip(*unlike[0])


def _is_slip(one: str, other: str) -> bool:
    """Whether a letter of a word was left out: "thuan" and "thun". Another first letter is another word: "an", "tan"."""
    short, long = sorted((one, other), key=len)
    left_out = {long[:place] + long[place + 1 :] for place in range(1, len(long))}
    return len(short) >= _SHORTEST and short in left_out


def near_units(named: Mapping[str, Sequence[str]], listed: Collection[str] = ()) -> Iterator[Finding]:
    """Units that are nearly of one name. `named`: unit → files that name it so; `listed`: units the official list knows.

    Two units of the list are two, however alike.
    """
    known = {match_key(unit) for unit in listed}
    groups: list[list[str]] = []
    for unit in named:
        alike = (group for group in groups if any(_are_near(unit, other, known) for other in group))
        group = next(alike, None)
        if group is None:
            groups.append([unit])
        else:
            group.append(unit)
    for group in groups:
        if len(group) > 1:
            names = " và ".join(f"“{unit}” ({', '.join(named[unit])})" for unit in group)
            yield NEAR_UNITS.at("", "", f"Tên đơn vị gần giống nhau: {names}. Chưa gộp, đang coi là {len(group)} đơn vị.", "Nếu là một đơn vị: sửa ô Đơn vị ở trang Thông tin của các sổ cho giống nhau (tên khác trong sổ của Sở: sửa cột Đơn vị) rồi gộp lại. Nếu đúng là những đơn vị khác nhau thì không cần làm gì.")  # fmt: skip


def _are_near(one: str, other: str, known: Collection[str]) -> bool:
    return not (match_key(one) in known and match_key(other) in known) and alike(one, other)


def alike(one: str, other: str) -> bool:
    """Whether two names of units may mean the same unit."""
    return _name(one).near(_name(other))


@lru_cache(maxsize=4096)
def _name(unit: str) -> _Name:
    """Every unit is held against every other one."""
    return _Name.of(unit)
