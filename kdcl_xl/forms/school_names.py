"""The kind of a school from its name as plans write it: MN, MG, TH, TiH, THCS, THPT, TH&THCS, PTDTBT, GDNN-GDTX…"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.text.normal import bare, match_key, nfc

_P, _T, _L, _U, _C = (
    SchoolKind.PRESCHOOL,
    SchoolKind.PRIMARY,
    SchoolKind.LOWER_SECONDARY,
    SchoolKind.UPPER_SECONDARY,
    SchoolKind.CONTINUING,
)
_LEVELS: dict[str, tuple[SchoolKind, ...]] = {
    "mam non": (_P,), "mau giao": (_P,), "nha tre": (_P,), "nhom tre": (_P,), "lop mau giao": (_P,),
    "mn": (_P,), "mg": (_P,), "mntt": (_P,), "mncl": (_P,), "mndl": (_P,), "mgtt": (_P,), "lmg": (_P,), "mnts": (_P,),
    "tieu hoc": (_T,), "th": (_T,), "tih": (_T,), "cap 1": (_T,), "cap i": (_T,),
    "trung hoc co so": (_L,), "thcs": (_L,), "cap 2": (_L,), "cap ii": (_L,),
    "trung hoc pho thong": (_U,), "thpt": (_U,), "ptth": (_U,), "cap 3": (_U,), "cap iii": (_U,),
    "pho thong co so": (_T, _L), "ptcs": (_T, _L), "cap 1 2": (_T, _L), "cap 2 3": (_L, _U), "cap i ii": (_T, _L),
    "cap ii iii": (_L, _U), "cap 1 2 3": (_T, _L, _U), "cap i ii iii": (_T, _L, _U),
    "giao duc thuong xuyen": (_C,), "gdtx": (_C,), "gdnn": (_C,), "ttgdtx": (_C,), "ttgdnn": (_C,), "gdtxhn": (_C,),
    "giao duc nghe nghiep": (_C,), "ttgdnngdtx": (_C,), "bo tuc": (_C,),
}  # fmt: skip
_NEUTRAL = {
    "truong", "tr", "trg", "tu thuc", "dan lap", "cong lap", "ngoai cong lap", "ncl", "tt", "dl", "cl", "ban tru",
    "pho thong dan toc ban tru", "pho thong dan toc noi tru", "ptdtbt", "ptdtnt", "dtbt", "dtnt", "pt", "pho thong",
    "dan toc ban tru", "dan toc noi tru", "va", "lien cap", "chuyen", "trung tam", "doc lap", "noi tru",
    "chat luong cao", "clc", "cap", "nhieu cap hoc", "co nhieu cap hoc",
}  # fmt: skip
_LONGEST_PHRASE = 5
_GENERIC = re.compile(r"(?:các|những|tất cả|toàn|hiệu trưởng|cán bộ|cbql|giáo viên|phòng|sở|đoàn|trưởng|ubnd|hội đồng|tổ|lãnh đạo|chuyên viên|nơi nhận|lưu|tổng|cộng|danh sách|kế hoạch|số|bậc|cấp học|cấp|khối|ngành|kt|tm)\b[.:]?", re.I)  # fmt: skip
_ANYWHERE = re.compile(r"\b(?:mam non|mau giao|nhom tre|mn|mg|tieu hoc|tih|ptcs|thcs|trung hoc co so|thpt|trung hoc pho thong|gdtx|gdnn)\b")  # fmt: skip
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.)]\s+|[-–•+*]\s*)")


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A name taken apart. `own` is the part no other school of the place shares, folded for comparing."""

    kind: SchoolKind | None
    own: str
    titled: bool
    """Whether it begins as names of schools do."""
    levels: frozenset[SchoolKind] = frozenset()
    """Every level of schooling it tells: both of "TH&THCS", which is of the kind "nhiều cấp học"."""

    @property
    def is_school(self) -> bool:
        """Whether it can only be the name of one school: a level or "Trường", and a name of its own."""
        return self.titled and bool(self.own)

    @property
    def highest(self) -> SchoolKind | None:
        """The highest level of schooling it tells, None when it tells none."""
        return next((level for level in (_C, _U, _L, _T, _P) if level in self.levels), None)


@lru_cache(maxsize=4096)
def parse_name(name: str) -> SchoolName:
    """Take a name apart; of several levels of schooling the kind is "nhiều cấp học"."""
    name = without_item(name)
    words = re.findall(r"\w+", nfc(name))
    levels: list[SchoolKind] = []
    place = 0
    while place < len(words):
        size = next((n for n in range(_LONGEST_PHRASE, 0, -1) if _phrase(words, place, n)), 0)
        if not size:
            break
        levels += _LEVELS.get(_folded(words[place : place + size]), ())
        place += size
    own = match_key(" ".join(words[place:]))
    titled = place > 0
    if not levels:
        levels = _levels_inside(name)
    if not levels and re.search(r"lien cap|nhieu cap hoc", _folded(words)):
        return SchoolName(SchoolKind.MULTI_LEVEL, own, titled)
    generic = bool(_GENERIC.match(name.strip()))
    return SchoolName(_kind(levels), "" if generic else own, titled and not generic, frozenset(levels))


def kind_of(name: str) -> SchoolKind | None:
    """The kind of school a name tells, None when it tells none (an international school, a boarding school)."""
    return parse_name(name).kind


def kinds_in(text: str) -> set[SchoolKind]:
    """Every level of schooling a heading or caption speaks of: "II. Trường tiểu học", "Cấp THCS"."""
    if re.search(r"nhieu cap|lien cap", _folded(re.findall(r"\w+", nfc(text)))):
        return {SchoolKind.MULTI_LEVEL}
    return set(_levels_inside(text))


def without_item(text: str) -> str:
    """The text without the number or dash of a list before it."""
    return _ITEM.sub("", text, count=1)


def _phrase(words: list[str], place: int, size: int) -> bool:
    piece = words[place : place + size]
    if len(piece) < size or (piece[0].lower() == "trưởng"):
        return False
    folded = _folded(piece)
    if folded == "th" and not piece[0][0].isupper():
        return False
    return folded in _LEVELS or folded in _NEUTRAL


def _folded(words: list[str]) -> str:
    return bare(" ".join(words)).lower()


def _levels_inside(name: str) -> list[SchoolKind]:
    """Levels written anywhere in a name or heading: "Việt Mỹ (TH-THCS)". Short words count in capitals only."""
    found = [
        level
        for phrase in _ANYWHERE.findall(_folded(re.findall(r"\w+", nfc(name))))
        for level in _LEVELS[phrase]
    ]
    if re.search(r"\bTH\b", name):
        found.append(_T)
    return found


def _kind(levels: list[SchoolKind]) -> SchoolKind | None:
    different = set(levels)
    if _C in different:
        return _C
    if len(different) > 1:
        return SchoolKind.MULTI_LEVEL
    return next(iter(different), None)
