"""What batches are made of in the tests: workbooks of schools, and a table with a letter a row."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from tests.documents.school_workbooks import content_2026

EDITION = edition_of("2026-2027", "tt57_2026_pt", "thcs")
REPORT, LETTER = "bao-cao-tu-danh-gia", "cong-van-don-doc"
DAY = ("--ngay", "20/06/2027")


def workbook(path: Path, school_id: str, **cells: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build(SELF_ASSESSMENT, EDITION, content_2026(ma_truong=school_id, **cells)))
    return path


def table(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def letter_row(school: str, **more: str) -> dict[str, str]:
    return {
        "head.body": "PHÒNG VĂN HÓA - XÃ HỘI",
        "head.symbol": "PVHXH",
        "head.place": "Khê Hạ",
        "head.year": "2027",
        "signer.lines": "TRƯỞNG PHÒNG",
        "subject": "nộp báo cáo",
        "addressee": school,
        "basis": "Thực hiện Kế hoạch số 27/KH-UBND;",
        "as_of": "20/6/2027",
        "missing[1].name": "Sổ tự đánh giá",
        "missing[2].name": "Báo cáo",
        "deadline": "trước ngày 30 tháng 6 năm 2027",
    } | more
