"""Names of schools, times and requests inside a sentence, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.ticks import read_purpose
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import bare, tidy
from kdcl_xl.text.when import Unit, When, read_when

_UPPER = f"[{''.join(chr(n) for n in range(0x41, 0x1EFA) if chr(n).isupper() and (n < 0x250 or n > 0x1E9F))}]"
"""A capital letter of Vietnamese: a range of code points would hold small ones too."""
_LEVEL = (
    r"(?:MNTT|MNCL|MN|MGTT|MG|TiH|THCS|THPT|TH|PTCS|PTTH|PTDTBT|PTDTNT|DTNT|GDTX|GDNN|TTGDTX|TTGDNN|[Mm]ầm [Nn]on|"
    r"[Mm]ẫu [Gg]iáo|[Tt]iểu [Hh]ọc|[Tt]rung [Hh]ọc (?:[Cc]ơ [Ss]ở|[Pp]hổ [Tt]hông)|[Gg]iáo [Dd]ục (?:[Tt]hường [Xx]uyên|[Nn]ghề [Nn]ghiệp)|"
    r"[Pp]hổ [Tt]hông (?:[Cc]ơ [Ss]ở|[Dd]ân [Tt]ộc (?:[Bb]án|[Nn]ội) [Tt]rú))\b"
)
_LEVELS = rf"{_LEVEL}(?:\s*(?:[&+/,–-]|\bvà\b)?\s*{_LEVEL})*"
_TITLE = r"(?:[Tt]rường|Tr\.|TRƯỜNG|[Tt]rung tâm|TT\.?|[Nn]hà trẻ|[Nn]hóm trẻ)"
_START = re.compile(rf"(?<![\w&])(?:{_TITLE}\s+{_LEVELS}|(?!TT){_TITLE}(?=\s+{_UPPER})|{_LEVELS})")
_SMALL = r"(?:tư thục|công lập|dân lập|ngoài công lập|bán trú|nội trú|thực hành|chuyên|số|xã|phường|thị trấn)"
_STOPS = (
    rf"(?:Tháng\s*[\d(]|Ngày\s*\d|Tuần\s*(?:\d|lễ|thứ|đầu|cuối)|Quý\s*(?:\d|[IVX]+\b)|T\d|HK|KĐ|CQG|Trường\s+{_LEVEL}|"
    r"(?i:Học\s+k[ỳì]|Thời\s+(?:gian|điểm)|Đề\s+nghị|Dự\s+kiến|Đạt\s+(?:chuẩn|kiểm|kđ|cqg|mức|cấp)|Mức\s*(?:độ|\d|[IVX]+\b)|"
    r"(?:Từ|Trước|Sau|Hết|Trong|Khoảng|Sáng|Chiều)\s+(?:ngày|tháng|\d)|(?:Đầu|Giữa|Cuối)\s+(?:tháng|năm|quý)|"
    r"Thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|"
    r"Cấp\s*(?:độ|học|\d)|Công\s+(?:nhận|lập)|Đoàn\s+(?:đánh|đgn|khảo|kiểm|số)))"
)
"""Where a name ends though a capital follows: only with what makes it a time or a request, for schools are called
Trường Chinh, Lê Quý Đôn, Đoàn Thị Điểm and Nguyễn Công Trứ."""
_CAPITAL = rf"(?!{_STOPS}){_UPPER}[\w’']*"
_WORD = rf"(?:{_CAPITAL}|(?<=\s)\d{{1,3}}(?!\d|\s*[/\-–]\s*\d|\.\d)|{_SMALL}(?=\s+(?:\d|{_UPPER})))"
_OWN = re.compile(
    rf"(?:\s+\d{{1,2}}/\d{{1,2}}(?!\s*[/\d]))|(?:\s+{_WORD}|\s+[-–]\s+(?!{_LEVEL}){_CAPITAL}|-{_CAPITAL}|\.(?={_CAPITAL}))+"
)

_SEVERAL = re.compile(r"(?:\b[Cc]ác|(?<![\d/.])\d{1,3}|\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười))\s+$")
_ANOTHER = re.compile(rf"\s*(?:,|\bvà\b)\s*((?!{_LEVEL}){_CAPITAL}(?:\s+{_WORD})*)")
_DIGITS = r"(?:20\d\d(?!\d)|\d{1,2}(?!\d)(?:\s*[/.\-–]\s*\d{1,4}){0,5})"
_NUMBER = rf"(?:{_DIGITS}|[IVX]{{1,4}}\b(?:\s*/\s*20\d\d)?|(?:một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai)?|giêng|chạp)\b)"
_SAID = r"(?:ngày|tháng|thg\.?|tuần(?: lễ)?(?: thứ)?|quý|học k[ỳì]|HK|năm|T(?=\d))"
_ATOM = rf"(?:{_SAID}\s*(?:đầu|cuối|{_NUMBER})|(?<![\w/]){_DIGITS}|\(tháng\s*{_NUMBER}\))"
_LINK = r"(?:\s*(?:,|và|đến(?: hết)?|tới|hoặc|[-–÷]|/)\s*|\s+)"
_LEAD = r"(?:(?:trước|sau|từ|đầu|giữa|cuối|trong|khoảng|chậm nhất|đến hết|hết)\s+)*"
_TIME = re.compile(rf"{_LEAD}{_ATOM}(?:{_LINK}{_ATOM})*", re.I)
_GRADES = re.compile(r"(?:KĐCL(?:GD)?|CQG|chuẩn quốc gia)?\s*(?:cấp độ|mức độ|mức|CĐ|MĐ)\s*[1-4I]+", re.I)
_NOT_TIMES = re.compile(r"(?:cấp độ|mức độ|mức|cấp|CĐ|MĐ)\s*[1-4I]+|\d+\s*trường|\d+\s*(?:người|thành viên|bản|bộ|ngày(?!\s*\d))|điều \d+|số \d+\S*|(?:đợt|lần|đoàn|cụm|nhóm)\s*(?:\d+|[IVX]+)\b", re.I)  # fmt: skip


_BETWEEN_NAMES = re.compile(r"(?:,|;|\s+và\s+)(?![^(]*\))")
_NAME_AND_BRACKET = re.compile(
    rf"((?:{_CAPITAL}|\d{{1,2}}/\d{{1,2}}|\d)(?:\s+{_WORD}|\s+\d)*)\s*(?:\(([^)]*)\))?"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A school where a sentence names it."""

    name: str
    start: int
    end: int
    kind: SchoolKind | None = None
    """Of a name without a level that follows "các trường MN" and another one."""


def mentions_in(text: str) -> list[Mention]:
    """The schools a text names with a level or "Trường" and a name of their own, in reading order."""
    found: list[Mention] = []
    position = 0
    while start := _START.search(text, position):
        position = start.end()
        own = _OWN.match(text, start.end())
        if own is None:
            continue
        name = text[start.start() : own.end()]
        if parse_name(name).is_school:
            plural = _SEVERAL.search(text[: start.start()]) is not None
            shown = re.sub(r"^trường\s+", "", tidy(name)) if plural else tidy(name)
            found.append(Mention(shown, start.start(), own.end()))
            if plural:
                found += _others_of(text, found[-1])
            position = found[-1].end
    return found


def _others_of(text: str, first: Mention) -> Iterator[Mention]:
    """The names behind "các trường MN Hoa Sen": commas and "và" between them, and nothing else."""
    position, kind = first.end, parse_name(first.name).kind
    while more := _ANOTHER.match(text, position):
        yield Mention(tidy(more[1]), more.start(1), more.end(), kind)
        position = more.end()


def time_in(text: str, school_year: SchoolYear | None) -> When | None:
    """The first time a text names, in its own words; names of schools are to be left out of the text before."""
    plain = _NOT_TIMES.sub(lambda found: "…" * len(found[0]), text)
    for found in _TIME.finditer(plain):
        words = tidy(found[0]).strip(" ,-–")
        words = words[1:-1] if re.fullmatch(r"\([^()]*\)", words) else words
        when = read_when(words, school_year)
        if when.month is not None or when.impossible or when.unit in (Unit.QUARTER, Unit.TERM):
            return when
    return None


def request_in(text: str) -> tuple[bool | None, bool | None, str]:
    """What a text asks for, and the levels it names."""
    kdcl, cqg = read_purpose(text)
    grades = "; ".join(dict.fromkeys(tidy(found[0]) for found in _GRADES.finditer(text)))
    return kdcl, cqg, grades


def listed_names(text: str) -> list[tuple[str, str]]:
    """Names without a level between commas, each with what stands in brackets behind it: "Hoa Sen (10/2026), Hoa Mai".

    None when any piece is something else.
    """
    pieces = [piece.strip(" .;") for piece in _BETWEEN_NAMES.split(text) if piece.strip(" .;")]
    found = [_NAME_AND_BRACKET.fullmatch(piece) for piece in pieces]
    return [(tidy(match[1]), match[2] or "") for match in found if match] if all(found) else []


def without(text: str, mentions: list[Mention]) -> str:
    """The text with the names of schools blanked, every place kept."""
    for mention in mentions:
        text = text[: mention.start] + "…" * (mention.end - mention.start) + text[mention.end :]
    return text


def words_of(text: str) -> str:
    """Folded, for looking words up."""
    return " ".join(bare(text).lower().split())


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the clauses between semicolons begin and end."""
    begin = 0
    for found in re.finditer(rf";(?![^(]*\))|(?<=[^\d\s]{{3}})\.\s+(?={_UPPER})", text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(text)
