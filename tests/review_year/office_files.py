"""What an office has in hand: schools' workbooks, their consolidation, a plan read, last year's workbook; as files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import Improvement
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.consolidate import schools_made as made
from tests.review_year.books import content

YEAR, UNIT = made.YEAR, made.UNIT
ASKED = {
    "dk_muc_dich": "CQG", "dk_muc": 1, "dk_muc_tu_danh_gia": 2, "dk_thoi_gian": dt.date(2027, 3, 15),
    "dk_ngay_gui": dt.date(2027, 1, 10),
}  # fmt: skip
RECOGNISED = {"cqg_muc_do": 1, "cqg_quyet_dinh": "12/QĐ-UBND", "cqg_ngay": dt.date(2023, 5, 10)}


def save(path: Path, *rows: Row, year: str = YEAR, **cells: Any) -> Path:
    """A workbook danh-gia-ngoai as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build(EXTERNAL_REVIEW, edition_of(year), content(*rows, **cells)))
    return path


def opened(path: Path) -> Submission:
    """Read back."""
    found = read(path)
    assert isinstance(found, Submission), found.finding
    assert not [finding for finding in found.findings if finding.severity == "lỗi"], found.findings
    return found


def improvement(criterion: str = "1.1", year: str = YEAR, **more: Any) -> Improvement:
    given: dict[str, Any] = {
        "source_year": year, "criterion": criterion, "issue": "Thiếu phòng học bộ môn", "measure": "Xây 2 phòng bộ môn",
        "starts_on": dt.date(2026, 9, 5), "ends_on": dt.date(2027, 5, 20), "people": "Hiệu trưởng", "budget": 900.0,
        "funding": "Ngân sách", "monitoring": "Hằng tháng",
    }  # fmt: skip
    return Improvement(**(given | more))


def schools(folder: Path) -> Path:
    """Three schools: one asks for recognition, one holds one, one does neither."""
    made.school(folder, "079101", "Trường THCS Nguyễn Hiền", level=1, cells=ASKED, unmet={"1.1": 2}, improvements=[improvement()])  # fmt: skip
    made.school(folder, "079102", "Trường THCS Tân Mỹ", cells=RECOGNISED)
    made.school(folder, "079103", "Trường THCS Phú Thuận", level=2)
    return folder


def summary(tmp_path: Path, folder: Path | None = None) -> Path:
    """The consolidated workbook of the schools."""
    folder = folder or schools(tmp_path / "truong")
    listed = made.school_list(
        tmp_path / "danh-muc.xlsx",
        made.listed("079101", "Trường THCS Nguyễn Hiền"),
        made.listed("079102", "Trường THCS Tân Mỹ"),
        made.listed("079103", "Trường THCS Phú Thuận"),
    )
    out = tmp_path / "tong-hop.xlsx"
    made.consolidate(folder, out, school_list=listed)
    return out
