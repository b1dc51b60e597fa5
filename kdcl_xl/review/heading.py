"""What a plan says of itself: number, date of issue, school year, the body that issues it and who signs."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kdcl_xl.documents.layout.anatomy import Anatomy, dissect
from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.review.columns import Role, role_of
from kdcl_xl.review.plan import Plan
from kdcl_xl.text.dates import SchoolYear, SchoolYearError
from kdcl_xl.text.normal import bare, nfc, tidy

_NUMBERED = re.compile(r"Số\s*:?\s*(?P<digits>\d{1,6})\s*(?P<symbol>/[\w&Đ/ -]*[\w&])", re.I)
_SYMBOL = re.compile(r"/[A-ZĐ][A-ZĐƯa-z0-9&]*(?:-[A-ZĐƯ0-9&a-z]+)*|/(?:19|20)\d\d/[A-ZĐ][A-ZĐƯ0-9&-]*")
_ATTACHED = re.compile(
    r"kèm\s+theo\s+(?:[^\W\d]+\s+){0,4}(?:số\s*:?\s*)?(?P<number>\d{1,6}\s*/\s*[A-ZĐ][\w&Đ-]*)\s*,?\s*"
    r"(?:ngày\s+(?P<day>\d{1,2})\s*(?:/|-|\.|tháng)\s*(?P<month>\d{1,2})\s*(?:/|-|\.|năm)\s*(?P<year>\d{4}))?"
    r"(?:\s*của\s+(?P<issuer>[^);.\n]{3,90}))?",
    re.I,
)
_YEARS = re.compile(
    r"(?P<said>năm học\s*:?\s*|NH\s*:?\s*)?(?<![\d/])(?P<first>20\d\d)\s*[-–—−/]\s*(?P<second>20\d\d|(?(said)\d\d|(?!)))(?!\d|[/.-]\d)",
    re.I,
)
"""After "năm học" two digits are enough for the second year; alone, 2026-27 may be anything."""
_BODY = re.compile(r"(?:UBND|ỦY BAN|UỶ BAN|SỞ|PHÒNG|BỘ|TRƯỜNG|CỤC|TRUNG TÂM|HỘI ĐỒNG)\b")
_DAY_IN_HEAD = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.I)
_OFFICE = re.compile(
    r"^(?:tm|kt|tl|tuq|q)\b|^(?:pho |quyen )?(?:truong phong|giam doc|chu tich|truong ban|chanh van phong|chuyen vien|nguoi lap)"
)
_SUPERIOR = re.compile(r"(?:UBND|ỦY BAN|UỶ BAN)\b")
_HEAD = 15
_LONGEST_BODY = 80
_TITLES = re.compile(r"^(?:(?:TS|ThS|Ths|CN|PGS|GS|Ông|Bà|Thầy|Cô)\.?\s+)+")
_SIGNED = re.compile(r"^\(?\s*(?:đã ký|ký tên|ký, đóng dấu|ký và ghi rõ họ tên|đã kí)", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """The parts of the heading as they stand; None is what the plan does not say."""

    number: str | None = None
    issued_on: dt.date | None = None
    school_year: SchoolYear | None = None
    issuer: str | None = None
    superior: str | None = None
    signer: str | None = None


def read_heading(plan: Plan) -> Heading:
    """Find the heading of a plan, or of the plan an annex is attached to."""
    anatomy = dissect(plan.paper)
    texts = [tidy(line.text) for line in plan.lines]
    attached = next((found for text in texts for found in [_ATTACHED.search(nfc(text))] if found), None)
    superior, issuer = _bodies(anatomy)
    number, day = _number(anatomy), anatomy.issued_on or _day(anatomy)
    if issuer is None or number is None:
        loose = _Loose.of([*plan.margin, *(p.words for p in plan.paper.paragraphs[:_HEAD])])
        superior, issuer = (superior, issuer) if issuer else (loose.superior, loose.issuer)
        number = number or loose.number
    if attached is not None:
        number = number or re.sub(r"\s", "", attached["number"])
        day = day or _date(attached["year"], attached["month"], attached["day"])
        issuer = issuer or (tidy(attached["issuer"]) if attached["issuer"] else None)
    return Heading(number, day, _school_year(anatomy, texts), issuer, superior, _signer(anatomy))


@dataclass(frozen=True, slots=True)
class _Loose:
    """Number and bodies of a heading that is laid out as no paper is: a letterhead on the page, lines of a spreadsheet."""

    number: str | None
    superior: str | None
    issuer: str | None

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Loose:
        texts = [tidy(line) for line in lines]
        found = next((m for m in map(_NUMBERED.match, map(nfc, texts)) if m), None)
        bodies = [body for text in texts if (body := _body_named(text))]
        last = next(
            (n for n, body in enumerate(bodies) if not _SUPERIOR.match(body.upper())), len(bodies) - 1
        )
        superior = bodies[last - 1] if last > 0 else None
        return cls(_number_in(found) if found else None, superior, bodies[last] if bodies else None)


def _body_named(text: str) -> str:
    """The body a short line names and nothing else: "Đơn vị: Phòng GD&ĐT TP. Đông Phú"."""
    text = re.sub(r"^(?:Đơn vị|Cơ quan)\s*:\s*", "", nfc(text))
    named = _BODY.match(text.upper()) and len(text) < _LONGEST_BODY and not re.search(r"[.;:!?]$|\d", text)
    alone = parse_name(text).is_school or role_of(text) is Role.SCHOOL
    return text if named and not alone else ""


def _number(anatomy: Anatomy) -> str | None:
    """ "1402/KH-GDĐT"; None while the number is blank."""
    if anatomy.number is None:
        return None
    found = _NUMBERED.search(nfc(anatomy.number.text))
    if found is None:
        return None
    return _number_in(found)


def _number_in(found: re.Match[str]) -> str | None:
    symbol = _SYMBOL.match(re.sub(r"\s", "", found["symbol"]))
    return f"{found['digits']}{symbol[0]}" if symbol else None


def _day(anatomy: Anatomy) -> dt.date | None:
    """The date in the head of a paper whose place is not followed by a comma."""
    for line in anatomy.paper.paragraphs[:30]:
        found = _DAY_IN_HEAD.search(line.words)
        if (
            found
            and len(line.words) < 90
            and not re.search(r"căn cứ|thực hiện|\S\s*số\s*:?\s*\d+/", line.words, re.I)
        ):
            return _date(found[3], found[2], found[1])
    return None


def _date(year: str | None, month: str | None, day: str | None) -> dt.date | None:
    if not (year and month and day):
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _bodies(anatomy: Anatomy) -> tuple[str | None, str | None]:
    """The superior body and the issuing one; a name over two lines is put together."""
    names: list[str] = []
    for line in anatomy.bodies:
        text = tidy(line.text)
        if names and not _BODY.match(nfc(text).upper()):
            names[-1] = f"{names[-1]} {text}"
        elif re.search(r"[^\W\d_]{2}", text):
            names.append(text)
    if not names:
        return None, None
    return (names[-2] if len(names) > 1 else None), names[-1]


def _school_year(anatomy: Anatomy, texts: Sequence[str]) -> SchoolYear | None:
    """That of the title; otherwise the one the text names most often."""
    title = [line.text for line in (anatomy.kind, *anatomy.subject) if line is not None]
    cells = [p.words for p in anatomy.paper.paragraphs]
    for source in (title, [text for text in texts[:25] if re.search(r"năm học", text, re.I)], texts, cells):
        counted = Counter(_years(source))
        if counted:
            return max(counted, key=lambda year: counted[year])
    return None


def _years(texts: Iterable[str]) -> Iterable[SchoolYear]:
    for text in texts:
        for found in _YEARS.finditer(nfc(text)):
            try:
                yield SchoolYear(f"{found['first']}-20{found['second'][-2:]}")
            except SchoolYearError:
                continue


def _signer(anatomy: Anatomy) -> str | None:
    """The name under the signature, in capitals or not, with a title or without."""
    if anatomy.signer is not None:
        return _as_name(_TITLES.sub("", tidy(anatomy.signer.text)))
    lines = [
        tidy(piece)
        for p in anatomy.paper.paragraphs
        for piece in re.split(r"[\t\n]+", p.text)
        if piece.strip()
    ]
    start = next((n for n in reversed(range(len(lines))) if _is_office(lines[n])), None)
    if start is None:
        return None
    for text in lines[start + 1 : start + 8]:
        name = _TITLES.sub("", text)
        if _SIGNED.match(text) or _is_office(text):
            continue
        words = name.split()
        if (
            2 <= len(words) <= 6
            and all(word[0].isupper() for word in words)
            and not re.search(r"[\d:;,/]", name)
        ):
            return _as_name(name)
    return None


def _as_name(text: str) -> str:
    return text.title() if text.isupper() else text


def _is_office(text: str) -> bool:
    return (
        text == text.upper()
        and len(text) < 90
        and _OFFICE.match(bare(text).lower().replace(".", " ").strip()) is not None
    )
