"""Which units of the official list of schools the Sở has no workbook `danh-gia-ngoai` of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kdcl_xl.consolidate.schools import SchoolList
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.review_year.near_units import alike
from kdcl_xl.text.names import text_sort_key
from kdcl_xl.text.normal import match_key

MISSING = rule("DGT-029", Severity.WARNING, "Mỗi đơn vị trong danh mục trường đã gửi sổ đánh giá ngoài")
UNLISTED = rule("DGT-030", Severity.WARNING, "Tên đơn vị trong sổ đúng như danh mục trường")


def units_of(schools: SchoolList) -> dict[str, int]:
    """Unit → how many schools of the list it has on the day, independent nursery groups left out."""
    found: dict[str, int] = {}
    names: dict[str, str] = {}
    for school in schools.current.values():
        if school.unit and school.counted:
            name = names.setdefault(match_key(school.unit), school.unit)
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda item: text_sort_key(item[0])))


def compare_units(schools: SchoolList, offices: Iterable[str], unnamed: Sequence[str]) -> Iterator[Finding]:
    """Units without a workbook, and workbooks of units that are not on the list.

    `offices`: units of the workbooks that arrived, counted or waiting. `unnamed`: files that could not be opened, so nobody
    knows whose they are: a missing unit may be behind one of them.
    """
    arrived = {match_key(office): office for office in offices if office}
    listed = units_of(schools)
    perhaps = f" Tệp chưa rõ của ai: {', '.join(unnamed)}." if unnamed else ""
    for unit, number in listed.items():
        if match_key(unit) not in arrived:
            yield MISSING.at("", "", f"Chưa có sổ của {unit} ({number} trường trong danh mục): số liệu của các trường ấy chưa biết, không phải bằng 0.{perhaps}", "Đôn đốc đơn vị gửi sổ, hoặc gửi lại tệp hỏng.")  # fmt: skip
    known = {match_key(unit) for unit in listed}
    for key, office in arrived.items():
        if key not in known:
            near = [f"“{unit}”" for unit in listed if alike(office, unit)]
            guess = f" Danh mục có {' và '.join(near)} gần giống." if near else ""
            yield UNLISTED.at("", "", f"Đơn vị “{office}” không có trong danh mục trường.{guess}", "Sửa tên đơn vị ở trang Thông tin của sổ, hoặc ở danh mục.")  # fmt: skip
