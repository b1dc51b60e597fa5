"""The one page that says what a check of a workbook found."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kdcl_xl.documents.result_page import CheckedWorkbook, result_page
from kdcl_xl.findings import Finding, Severity
from tests.documents.docx_text import page_text
from tests.office import Office, office  # noqa: F401

ON = dt.date(2027, 6, 10)


def finding(number: int, words: int) -> Finding:
    severity = list(Severity)[number % 3]
    text = f"Điều thứ {number} " + "chưa đúng vì thiếu số liệu " * words
    return Finding(
        f"TH-{number:03}",
        severity,
        text,
        "Thầy/cô điền đủ rồi lưu lại.",
        "Cơ sở vật chất",
        f"C{number + 5}",
        "TT 57/2026",
    )


@pytest.mark.office
@pytest.mark.parametrize(("count", "words"), [(0, 0), (5, 2), (300, 1), (60, 3), (60, 30), (2, 400)])
def test_the_page_is_one_page(office: Office, tmp_path: Path, count: int, words: int) -> None:  # noqa: F811
    about = CheckedWorkbook(
        "Phường Hoa Ban/Trường THCS Nguyễn Thị Minh Khai/" + "Sổ tự đánh giá năm học 2026-2027 bản sửa lần 3 " * 2 + ".xlsx",
        ON, "trước khi nộp", "Trường Trung học cơ sở Nguyễn Thị Minh Khai", "2026-2027", "Thông tư 57/2026", 3, "ab" * 32,
        "Sổ tự đánh giá năm học 2026-2027 bản sửa lần 3_da-kiem-tra.xlsx",
    )  # fmt: skip
    path = tmp_path / "phieu.docx"
    path.write_bytes(result_page(about, [finding(number, words) for number in range(count)]))
    with office.load(path) as document:
        pdf = document.pdf(tmp_path / "phieu.pdf")
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in info
    assert "(A4)" in info


def test_the_page_shows_the_worst_first_and_counts_the_rest() -> None:
    about = CheckedWorkbook("so.xlsx", ON, "trước khi nộp", marked_copy="so_da-kiem-tra.xlsx")
    words = page_text(result_page(about, [finding(number, 3) for number in range(60)]))
    rows = [line for line in words.split("\n") if line in set(Severity)]
    assert 10 <= len(rows) < 60
    assert rows == ["lỗi"] * min(len(rows), 20) + ["cảnh báo"] * (len(rows) - 20)
    assert f"Còn {60 - len(rows)} điều nữa" in words
    same = result_page(about, [])
    assert same == result_page(replace(about), [])
    assert "không có lỗi nào" in page_text(same)
