"""Thousands of school workbooks of realistic size, quickly: a few are built, the others are copies under other codes.

Only for benchmarks. A copy differs from its model by school code, name and "Lần nộp", so no two files are alike.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

from kdcl_xl.demo.content import school_content
from kdcl_xl.demo.schools import SampleSchool, school
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.stamp import stamp_of

ROWS = 1500
"""Rows of a workbook of realistic size: about 20,000 cells, 150 KB."""
DAY = dt.date(2027, 6, 10)
YEAR = "2026-2027"
_MODELS = (
    ("79-Q7-009", "tt57_2026_pt"),
    ("79-BS-013", "tt57_2026_pt"),
    ("79-BS-011", "tt57_2026_mn"),
    ("79-Q7-008", "tt57_2026_pt"),
)
_CODE, _NAME = "79-ZZ-000000", "Trường mẫu số 000000"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


def many_workbooks(count: int, *, rows: int = ROWS) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of so many workbooks, the same every time, a few milliseconds each."""
    models = [_Model(school(school_id), rules, rows) for school_id, rules in _MODELS]
    for number in range(1, count + 1):
        code = _code(number)
        yield f"{code}_tu-danh-gia_{YEAR}_L1.xlsx", models[number % len(models)].copy(number)


class _Model:
    """One built workbook whose code and name stand in the shared strings, ready to be replaced."""

    def __init__(self, model: SampleSchool, rules: str, rows: int):
        edition = edition_of(YEAR, rules, model.kind)
        content = school_content(model, edition, on=DAY, size=rows)
        content.cells |= {"ma_truong": _CODE, "ten_truong": _NAME}
        unit = model.unit_in(edition.school_year).name
        stamp = stamp_of(SELF_ASSESSMENT, edition, unit=unit, school_id=_CODE)
        data = build(SELF_ASSESSMENT, edition, content, stamp=stamp)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = [(part.filename, archive.read(part)) for part in archive.infolist()]

    def copy(self, number: int) -> bytes:
        """The workbook of school `number`."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            for name, content in self._parts:
                if name == "xl/sharedStrings.xml":
                    content = content.replace(_CODE.encode(), _code(number).encode())
                    content = content.replace(_NAME.encode(), _name(number).encode())
                archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def _code(number: int) -> str:
    return f"79-ZZ-{number:06}"


def _name(number: int) -> str:
    return f"Trường mẫu số {number:06}"
