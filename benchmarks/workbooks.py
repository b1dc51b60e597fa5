"""School workbooks of real size (about 1,500 rows, 20,000 cells, 150 KB), thousands of them, built once.

Twenty-five are made by the program itself from the sample schools. The others are those with another school's code,
name and texts, changed inside the zip: the XML stays what a workbook has, and no two files share their longer strings.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

from kdcl_xl.consolidate.spool import program_digest
from kdcl_xl.demo.content import school_content
from kdcl_xl.demo.schools import SampleSchool, schools_in, unit
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.school_list import SCHOOL_LIST, ListedSchool
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Evidence
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.archive import Archive, rewrite
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content

YEAR = "2026-2027"
DISTINCT = 25
ROWS = 1_500
_RULES = {SchoolKind.PRESCHOOL: "tt57_2026_mn", SchoolKind.CONTINUING: "tt57_2026_gdtx"}
_STRINGS = "xl/sharedStrings.xml"
_ITEM = re.compile(rb"(<t(?: [^>]*)?>)([^<]*)(</t>)")
_LONG = 30
"""Bytes from which a text is somebody's own words rather than a code, a number or a word of a list."""


@dataclass(frozen=True, slots=True)
class _Base:
    school: SampleSchool
    edition: Edition
    data: bytes
    printed: frozenset[bytes]
    """Texts of the blank workbook, which every school has in common."""


def prepare(folder: Path, count: int) -> tuple[Path, Path]:
    """The folder of `count` submissions and their official list, made when they are not there yet."""
    mark = f"{program_digest()} {sha256(Path(__file__).read_bytes()).hexdigest()}"
    made, stamp = folder / f"bo-{count}", folder / f"bo-{count}.dau"
    listing = folder / f"danh-muc-{count}.xlsx"
    if stamp.exists() and stamp.read_text() == mark:
        return made, listing
    bases = list(_bases(min(count, DISTINCT)))
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    for number in range(1, count + 1):
        (made / file_name(number)).write_bytes(derived(bases[number % len(bases)], number))
    listing.write_bytes(_school_list(bases, count))
    stamp.write_text(mark)
    return made, listing


def changed_copy(folder: Path, target: Path, every: int) -> list[str]:
    """A copy of the folder where every so-manieth school has sent other texts (0: none); returns the names of those.

    Unchanged files are the same files (hard links), with their times.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    changed = []
    for place, path in enumerate(sorted(folder.iterdir())):
        copy = target / path.name
        if not every or place % every:
            os.link(path, copy)
        else:
            copy.write_bytes(_with_strings(path.read_bytes(), lambda xml: xml.replace(b" (BM", b" (sua, BM")))
            changed.append(path.name)
    return changed


def file_name(number: int) -> str:
    """As a Phòng would store it."""
    return f"{school_code(number)}_tu-danh-gia_{YEAR}_L1.xlsx"


def school_code(number: int) -> str:
    """The code of a benchmark school."""
    return f"BM-{number:05}"


def derived(base: _Base, number: int) -> bytes:
    """The workbook of a base school as that of another school: code, name and every longer text of its own."""
    old_name = escape(base.school.name_in(SchoolYear(YEAR))).encode()
    code = school_code(number).encode()
    own = b" (%b)" % code

    def vary(match: re.Match[bytes]) -> bytes:
        text = match[2]
        if text in base.printed:
            return match[0]
        if text == base.school.id.encode():
            text = code
        elif text == old_name or len(text) > _LONG:
            text += own
        return match[1] + text + match[3]

    return _with_strings(base.data, lambda xml: _ITEM.sub(vary, xml))


def _with_strings(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    archive = Archive(data)
    return rewrite(archive, {_STRINGS: change(archive.read(_STRINGS))})


def _bases(count: int) -> Iterator[_Base]:
    schools = schools_in(SchoolYear(YEAR))
    printed: dict[SchoolKind, frozenset[bytes]] = {}
    for number in range(count):
        school = schools[number % len(schools)]
        edition = edition_of(YEAR, _RULES.get(school.kind, "tt57_2026_pt"), school.kind)
        if school.kind not in printed:
            strings = Archive(build(SELF_ASSESSMENT, edition)).read(_STRINGS)
            printed[school.kind] = frozenset(text for _, text, _ in _ITEM.findall(strings))
        content = school_content(school, edition, seed=number, size=ROWS)
        if number % 5 == 4:
            _spoil(content)
        yield _Base(school, edition, build(SELF_ASSESSMENT, edition, content), printed[school.kind])


def _spoil(content: Content) -> None:
    """What schools forget: here a title, there a box, a date after the end of the year."""
    for place, row in enumerate(content.rows[Evidence]):
        assert isinstance(row, Evidence)
        if place % 60 == 7:
            row.title = ""
        elif place % 60 == 21:
            row.storage = ""


def _school_list(bases: list[_Base], count: int) -> bytes:
    rows = []
    for number in range(1, count + 1):
        school = bases[number % len(bases)].school
        rows.append(
            ListedSchool(
                school_id=school_code(number),
                name=f"{school.name_in(SchoolYear(YEAR))} ({school_code(number)})",
                kind=school.kind_name,
                ownership=school.ownership,
                unit=unit(school.unit_2026).name,
                province="Thành phố Hồ Chí Minh",
                counted=YesNo.YES,
            )
        )
    return build(SCHOOL_LIST, edition_of(YEAR), Content(rows={ListedSchool: list(rows)}))
