# ruff: noqa: F811 (fixtures are imported by name)
"""Hard cases 17–24, 37 through `kdcl …`: odd text, disks, locks, paths, no LibreOffice.

The numbers are those of the table of cases the design was built to; finer tests of each stand with its module.
"""

from __future__ import annotations

import errno
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from kdcl_xl.consolidate.lock import held
from kdcl_xl.documents import pdf, pdf_batch
from kdcl_xl.forms.self_assessment import Evidence
from kdcl_xl.workbook import atomic
from tests import test_hard_files, test_hard_values
from tests.consolidate import schools_made as made
from tests.hard_cases import (  # noqa: F401
    DAY,
    MIB,
    Book,
    book,
    check,
    clean,
    edit,
    found,
    gather,
    put,
    refused,
    sheet_values,
)
from tests.office_folder import nobodys_settings  # noqa: F401
from tests.running import kdcl, untouched

# ---- 17, 19: text that is dangerous or odd

DANGEROUS = [
    "=1+1",
    "+84 28 3785 1234",
    "- Tổ văn phòng",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "A & B <C> “D”",
]


def test_text_like_formulas_stays_text(tmp_path: Path) -> None:
    """Row 17: in built, marked, joined, consolidated and exported workbooks."""
    folder = tmp_path / "nộp"
    content = made.content("79100001", "=Trường THCS Hoa Sữa", evidence=0)
    content.rows[Evidence] = [
        Evidence(code=f"MC.1.1.{n:02}", title=title) for n, title in enumerate(DANGEROUS, start=1)
    ]
    path = made.save(folder, "sổ.xlsx", content)
    kdcl("kiem-tra", path, *DAY, "--ra", tmp_path / "đánh dấu")
    kdcl("minh-chung", "danh-so", path, "--ra", tmp_path / "mã.xlsx")
    gather(folder, tmp_path / "tổng hợp.xlsx", "--minh-chung", tmp_path / "minh chứng.xlsx")
    written = [path, tmp_path / "đánh dấu" / "sổ.xlsx", tmp_path / "mã.xlsx", tmp_path / "minh chứng.xlsx"]
    for workbook in written:
        cells = [cell for row in openpyxl.load_workbook(workbook)["Minh chứng"].iter_rows() for cell in row]
        assert [
            cell.value for cell in cells if cell.value in DANGEROUS and cell.data_type == "s"
        ] == DANGEROUS
    results = openpyxl.load_workbook(tmp_path / "tổng hợp.xlsx")["Kết quả theo trường"]
    (name,) = [cell for row in results.iter_rows() for cell in row if cell.value == "=Trường THCS Hoa Sữa"]
    assert name.data_type == "s"


def test_odd_characters_are_printed_and_control_characters_refused(book: Path, tmp_path: Path) -> None:
    """Row 19: & and < reach the Word document; control characters are refused where they would enter."""
    data = tmp_path / "dữ liệu.json"
    data.write_text('{"cells": {"ten_truong": "Trường A & B <C>"}}', encoding="utf-8")
    kdcl("nhap", book, "--du-lieu", data, "--ra", tmp_path / "x.xlsx")
    out = tmp_path / "x.docx"
    assert kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", tmp_path / "x.xlsx", "--ra", out, *DAY).code == 0
    with zipfile.ZipFile(out) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    assert "A &amp; B &lt;C&gt;" in document or "A &amp; B &lt;C&gt;".upper() in document
    assert any("A & B <C>" in text.upper() for text in _texts(out))
    data.write_text('{"cells": {"ten_truong": "Trường\\u0007A"}}', encoding="utf-8")
    answer = kdcl("nhap", book, "--du-lieu", data, "--ra", tmp_path / "y.xlsx")
    assert answer.code == 1
    assert "điều khiển" in answer.out


def _texts(path: Path) -> list[str]:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


# ---- 21, 22, 24: disks, locks, paths


def test_result_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 21: a result that Excel holds is written beside, under a clear name, and the user is told."""
    folder, out = tmp_path / "nộp", tmp_path / "tổng hợp.xlsx"
    made.school(folder, "79100001", "Trường THCS Hoa Sữa")
    gather(folder, out)
    before, rename = out.read_bytes(), Path.replace

    def held(self: Path, target: str | Path) -> Path:
        if Path(target) == out:
            error = PermissionError(errno.EACCES, "held", str(target))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(atomic, "_PAUSE", 0.0)
    monkeypatch.setattr(atomic.time, "sleep", lambda _seconds: None)
    outcome = gather(folder, out, "--khong-cache")
    assert outcome["output"] == "tổng hợp (bản mới).xlsx"
    assert [notice["code"] for notice in outcome["notices"]] == ["TEP-060"]
    assert (tmp_path / outcome["output"]).exists()
    assert out.read_bytes() == before


def test_power_cut_and_full_disk(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 22: a full disk leaves the old file whole and no litter; the leftover of a cut save is mentioned."""
    folder, out = tmp_path / "nộp", tmp_path / "tổng hợp.xlsx"
    made.school(folder, "79100001", "Trường THCS Hoa Sữa")
    gather(folder, out)
    left = out.with_name(f".kdcl-tam-{atomic._digest(out.name)}-0011aabb.xlsx")
    left.write_bytes(b"PK")
    assert "TEP-062" in [notice["code"] for notice in gather(folder, out)["notices"]]
    left.unlink()

    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic, "_flush", full)
    with untouched(book, out):
        answer = kdcl("nhap", book, "--du-lieu", _json(tmp_path), "--ra", tmp_path / "đầy đĩa.xlsx")
        summary = kdcl("tong-hop", folder, "--cap", "phong", *DAY, "--ra", out)
    assert "đĩa đã đầy" in answer.reason
    assert "đĩa đã đầy" in summary.reason
    assert not list(tmp_path.glob(".kdcl-tam-*"))
    assert not (tmp_path / "đầy đĩa.xlsx").exists()


def _json(folder: Path) -> Path:
    path = folder / "dữ liệu.json"
    path.write_text('{"cells": {}}', encoding="utf-8")
    return path


def test_two_officers_at_once(tmp_path: Path) -> None:
    """Row 23: the second to write one summary is told who holds it; nothing of the first is touched."""
    folder, out = tmp_path / "nộp", tmp_path / "tổng hợp.xlsx"
    made.school(folder, "79100001", "Trường THCS Hoa Sữa")
    gather(folder, out)
    command = ("tong-hop", folder, "--cap", "phong", *DAY, "--ra", out)
    with held(out), untouched(out):
        reason = kdcl(*command).reason
    assert "đang được tổng hợp" in reason
    assert "từ " in reason
    assert kdcl(*command).code in (0, 1)


def test_long_vietnamese_path(clean: bytes, tmp_path: Path) -> None:
    """Row 24: more than 260 characters, Vietnamese letters, spaces: read and written."""
    folder = tmp_path
    while len(str(folder)) < 280:
        folder = folder / "Trường Trung học cơ sở và Trung học phổ thông"
    folder.mkdir(parents=True)
    path = folder / "Sổ tự đánh giá năm học 2026-2027.xlsx"
    path.write_bytes(clean)
    assert check(path, "--ra", folder / "đã đánh dấu").code == 0
    assert (folder / "đã đánh dấu" / path.name).exists()
    assert kdcl("dong-goi", path, *DAY, "--ra", folder / "gói").code == 0


def test_read_only_share(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 24: a share that cannot be written is a named refusal."""

    def read_only(path: Path) -> Path:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(atomic, "_temporary_beside", read_only)
    reason = kdcl("mau", "danh-muc-truong", "--ra", tmp_path / "x.xlsx").reason
    assert "chỉ cho đọc" in reason
    assert "x.xlsx" in reason


# ---- 37: LibreOffice absent or hanging


def test_without_libreoffice_the_word_file_is_there(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 37: no LibreOffice: the .docx is made, the PDF is reported apart."""
    for module in (pdf, pdf_batch):  # the batch holds the function under its own name once it is loaded
        monkeypatch.setattr(module, "find_libreoffice", lambda: None)
    out = tmp_path / "báo cáo.docx"
    answer = kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", book, "--ra", out, "--pdf", *DAY)
    assert answer.code == 0, answer
    assert "không có LibreOffice" in answer.out
    assert out.exists()
    assert not out.with_suffix(".pdf").exists()


def test_a_hanging_libreoffice_is_given_up(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 37: a LibreOffice that hangs is stopped in time and the .docx stays."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: program)
    monkeypatch.setattr(pdf, "_START_SECONDS", 0.5)
    monkeypatch.setattr(pdf, "_SECONDS_EACH", 0.5)
    out, started = tmp_path / "báo cáo.docx", time.monotonic()
    answer = kdcl("van-ban", "bao-cao-tu-danh-gia", "--tu", book, "--ra", out, "--pdf", *DAY)
    assert answer.code == 0, answer
    assert "không trả lời" in answer.out
    assert out.exists()
    assert time.monotonic() - started < 30


def test_the_table_of_cases_is_covered() -> None:
    """Every row that belongs to these commands has a test that names it."""
    rows = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 21, 22, 23, 24, 33, 34, 35, 37}
    modules = (test_hard_files, test_hard_values, sys.modules[__name__])
    tests = [value for module in modules for name, value in vars(module).items() if name.startswith("test_")]
    texts = [test.__doc__ or "" for test in tests]
    named = {int(text.split("Row ")[1].split(":")[0]) for text in texts if text.startswith("Row ")}
    assert rows <= named
