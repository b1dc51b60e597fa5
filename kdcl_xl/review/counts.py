"""Numbers of schools that the running text states of the schedule, to be compared with its table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kdcl_xl.forms.school_names import kinds_in
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.plan import Line
from kdcl_xl.review.ticks import read_purpose
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare, nfc, tidy

_TENS = r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi"
_UNITS = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}  # fmt: skip
_UNIT = rf"(?:{'|'.join(_UNITS)})"
_WORDED = rf"(?:{_TENS}(?:\s+{_UNIT})?|mười(?:\s+{_UNIT})?|{_UNIT})"
_COUNT = re.compile(rf"(?<![\d/.,-])(?:(?P<n>\d{{1,3}})|(?<!\w)(?P<w>{_WORDED})(?=\s+(?:trường|đơn vị|cơ sở)))\s*(?:\([^\d)]{{2,20}}\)\s*)?(?:(?:lượt\s+)?(?P<what>trường|đơn vị|cơ sở(?: giáo dục)?)\b|(?P<short>MN|MG|TiH|TH|THCS|THPT|GDTX)\b)", re.I)  # fmt: skip
_OURS = re.compile(
    r"danh gia ngoai|\bdgn\b|doan kiem tra cong nhan|\bcqg\b|chuan quoc gia|kdcl|kiem dinh chat luong"
)
_PLANNED = re.compile(
    r"\b(?:to chuc|du kien|ke hoach|dang ky|de nghi|danh sach|thuc hien|tien hanh|gom|tong so|trong do|phan dau)\b|danh gia ngoai"
)
_OTHERS = re.compile(
    r"\bda\b|hien co|hien nay|toan (?:quan|huyen|tinh|thanh pho|thi xa|phuong|xa|nganh)|nam truoc|nam qua|tren tong so|"
    r"ty le|ti le|%|chi tieu|duy tri|tu danh gia|con lai|moi truong|moi don vi|thanh vien|\d+ nguoi|tap huan|luy ke|hoan thanh"
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|(?<=:)\s*\n|\n")
_YEAR = re.compile(r"(20\d\d)\s*[-–—]\s*(20\d\d)")
_PIECE = 60
_SHORT_LINE = 55
_WIDEST_HARD_LINE = 120
"""Text without a longer line than this was broken into lines by hand or by a program."""
_FULL_LINE = 0.85
_ITEM = re.compile(r"\d{1,2}(?:\.\d+)*[.)]\s|[a-zđ]\)\s|[IVX]+[.)]\s|[-–•+*]\s*\D")


@dataclass(frozen=True, slots=True)
class StatedCount:
    """A number of schools: of one kind, of one request, or of all."""

    count: int
    kind: SchoolKind | None
    kdcl: bool
    cqg: bool
    text: str
    place: str


def stated_counts(lines: Iterable[Line], school_year: SchoolYear | None) -> Iterator[StatedCount]:
    """The numbers of sentences that speak of this year's external reviews; all other numbers are left alone."""
    for line in paragraphs(lines):
        about = False
        for sentence in _SENTENCE.split(nfc(line.text)):
            plain = bare(sentence).lower()
            itself = _OURS.search(plain) is not None
            listed = about and re.match(r"\W*(?:trong do|gom|bao gom|cu the|\d)", plain) is not None
            about = (
                (itself or listed)
                and _PLANNED.search(plain) is not None
                and not _is_of_others(plain, sentence, school_year)
            )
            if about:
                yield from _in_sentence(sentence, line.place)


def _worded(text: str) -> int:
    """A number below a hundred in words: "mười hai", "hai mươi lăm"."""
    words = nfc(text).lower().split()
    if "mươi" in words:
        return 10 * _UNITS[words[0]] + (_UNITS[words[2]] if len(words) > 2 else 0)
    if words[0] == "mười":
        return 10 + (_UNITS[words[1]] if len(words) > 1 else 0)
    return _UNITS[words[0]]


def _is_of_others(plain: str, sentence: str, school_year: SchoolYear | None) -> bool:
    """Whether it counts what is done already, all schools of the place, or those of another year."""
    if _OTHERS.search(plain):
        return True
    years = {int(first) for first, _second in _YEAR.findall(sentence)}
    return school_year is not None and bool(years) and school_year.start not in years


def paragraphs(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines put together that a hard line end cut in the middle of a sentence."""
    every = [Line(tidy(line.text), line.place) for line in lines]
    width = max((len(line.text) for line in every), default=0)
    full = int(width * _FULL_LINE) if width <= _WIDEST_HARD_LINE else width + 1
    held: Line | None = None
    last = Line("")
    for line in every:
        if held is not None and _follows(last, line) and _goes_on(last.text, line.text, full):
            held = Line(f"{held.text} {line.text}", held.place)
        else:
            if held is not None:
                yield held
            held = line
        last = line
    if held is not None:
        yield held


def _goes_on(last: str, text: str, full: int) -> bool:
    """Whether a line is the rest of the one before: that is long and stops short of an end, this begins no item."""
    if len(last) <= _SHORT_LINE or last[-1:] in ".;:!?/" or _ITEM.match(text):
        return False
    return re.match(r"[a-zà-ỹđ(\d]", text) is not None or (len(last) >= full and not text.isupper())


def _follows(last: Line, line: Line) -> bool:
    """Whether nothing stands between two lines, as far as their places tell."""
    before, here = re.fullmatch(r"dòng (\d+)", last.place), re.fullmatch(r"dòng (\d+)", line.place)
    return before is None or here is None or int(here[1]) == int(before[1]) + 1


def _in_sentence(sentence: str, place: str) -> Iterator[StatedCount]:
    found = list(_COUNT.finditer(sentence))
    for n, match in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(sentence)
        after = re.split(r"[,;.:)]| và (?=\d)", sentence[match.end() : end])[0][:_PIECE]
        before = re.split(r"[,;.]", sentence[(found[n - 1].end() if n else 0) : match.start()])[-1]
        kinds = kinds_in(match["short"]) if match["short"] else kinds_in(after)
        if not kinds and before.rstrip().endswith(":"):  # "MN: 01, THCS: 01 trường"
            kinds = kinds_in(before.rpartition(" và ")[2])
        purpose = read_purpose(after)
        if purpose == (None, None):
            purpose = read_purpose(before)
        if purpose == (True, True) or len(kinds) > 1:
            purpose = (None, None)
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        yield StatedCount(
            int(match["n"] or _worded(match["w"])),
            kind,
            purpose[0] is True,
            purpose[1] is True,
            tidy(sentence),
            place,
        )
