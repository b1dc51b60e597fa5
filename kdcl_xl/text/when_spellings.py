"""Rarer spellings of a time put in the common one, and those that can be read in two ways."""

from __future__ import annotations

import re

from kdcl_xl.text.when_points import number_of

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_MONTH = re.compile(
    rf"(?:(?<=\d)[\s./-]*|\b)({'|'.join(_ENGLISH)})[a-z]{{0,6}}[\s./-]*'?(?=(?:20)?\d\d(?!\d))"
)
_ROMAN_MONTH = re.compile(r"(?<![\w/.-])(xii|xi|ix|x|viii|vii|vi|v)\s*[/.-]\s*(?=20\d\d)")
_ROMAN_EITHER = re.compile(r"\W*(iv|i{1,3})\s*[/.-]\s*(20\d\d)\W*")
_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)[/.](\d{1,2})(?:[/.](\d{1,2}))?(?![\d/.])")
_WEEK_OF_MONTH = re.compile(
    r"\b(tuan\s*(?:le\s*)?(?:thu\s*)?[1-5])\s*[/.-]\s*(?=\d{1,2}\s*[/.-]\s*(?:19|20)\d\d)"
)
_PAIR = re.compile(r"(\W*(?:tu|ngay|thang)?\s*)(\d{1,2})\s*-\s*(\d{1,2})\s*[/.]\s*(20\d\d)\s*")
_MONTHS_LISTED = re.compile(
    r"(?<![\d/.-])(\d{1,2}(?:\s*(?:,|va|&|\+)\s*\d{1,2})*)\s*(?:,|va|&|\+)\s*(\d{1,2})\s*[/.]\s*(20\d\d)(?!\d)"
)
_OF_SOMETHING_ELSE = re.compile(r"\b(?:ngay|dot|lan|doan|cum|tuan|so|thu)\s*$")
_SHORT_YEAR_SAID = re.compile(r"(?<=\d)\s*nam\s*(?=\d\d(?!\d))")


def plainer(plain: str, *, months: bool) -> str:
    """Folded words with Nov-26, XI/2026, 2026/11/15, tuần 3/10/2026 and "10, 11/2026" as most people write them.

    `months`: a bare number is a month, so "10-11/2026" is two.
    """
    plain = _ENGLISH_MONTH.sub(lambda found: f" thang {_ENGLISH.index(found[1]) + 1}/", plain)
    plain = _ROMAN_MONTH.sub(lambda found: f"thang {number_of(found[1])}/", plain)
    plain = _YEAR_FIRST.sub(lambda found: "-".join(part for part in found.groups() if part), plain)
    plain = _WEEK_OF_MONTH.sub(r"\1 thang ", plain)
    plain = _SHORT_YEAR_SAID.sub("/", plain)
    pair = _PAIR.fullmatch(plain)
    if pair and months and _are_months(pair[2], pair[3]):
        return f"thang {pair[2]} - thang {pair[3]}/{pair[4]}"
    return _MONTHS_LISTED.sub(_listed, plain)


def _listed(found: re.Match[str]) -> str:
    """ "10, 11/2026" is October and November: with days the month would stand apart from the year."""
    numbers = re.findall(r"\d+", found[1])
    if not _are_months(*numbers, found[2]) or _OF_SOMETHING_ELSE.search(found.string[: found.start()]):
        return found[0]
    return f"{', '.join(f'thang {number}' for number in numbers)}, thang {found[2]}/{found[3]}"


def two_readings(plain: str, *, months: bool) -> tuple[int | None, str] | None:
    """The year where both have the same and, in Vietnamese, both readings of what can mean two things: "3-4/2027", "I/2027"."""
    pair = _PAIR.fullmatch(plain)
    if pair and not months and "thang" not in pair[1] and _are_months(pair[2], pair[3]):
        first, last, year = int(pair[2]), int(pair[3]), int(pair[4])
        if "ngay" in pair[1]:
            return None
        shared = year if first < last else None
        return shared, f"Có thể là ngày {first}/{last}/{year} hoặc tháng {first} đến tháng {last}/{year}."
    roman = _ROMAN_EITHER.fullmatch(plain)
    if roman and not months:
        return int(roman[2]), f"Có thể là tháng {number_of(roman[1])} hoặc quý {roman[1].upper()}."
    return None


def _are_months(*numbers: str) -> bool:
    return all(1 <= int(number) <= 12 for number in numbers)
