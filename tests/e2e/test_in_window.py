"""The companion window on a virtual screen, worked with mouse and keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kdcl_xl.ports.file_port import FilePort, copy_beside
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import read
from tests.e2e.calc import Calc
from tests.e2e.companion import Companion
from tests.screen import Screen

pytestmark = [pytest.mark.screen, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "workbooks" / "vi-du_tu-danh-gia_tt57_2026_pt_thcs_2026-2027.xlsx"
PLAIN = ROOT / "workbooks" / "templates" / "tu-danh-gia_tt57_2026_pt_thcs.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Without the name of the school, and with a code that holds blanks."""
    path = tmp_path / "Hồ sơ" / "Sổ tự đánh giá.xlsx"
    path.parent.mkdir()
    sheet, _cell = read(SAMPLE).name_cells["ten_truong"]  # type: ignore[union-attr]
    path.write_bytes(with_values(SAMPLE.read_bytes(), {sheet: {"B6": None, "B7": "79 Q7 009"}}))
    return path


def test_dropped_file_is_marked_in_a_copy_walked_through_and_unmarked(
    screen: Screen, book: Path, tmp_path: Path
) -> None:
    before = book.read_bytes()
    window = Companion(screen, tmp_path)
    window.drop(book)

    window.press("kiem-tra")
    window.says("CẦN SỬA")
    copy = copy_beside(book)
    assert {("Trường", "B6"), ("Trường", "B7")} <= FilePort(copy).snapshot().desk.marks.keys()
    assert book.read_bytes() == before
    assert window.tells()["finding"] == "Trường!B6"
    screen.keys("F8")
    screen.until(lambda: window.tells()["finding"] == "Trường!B7", "the next finding")

    screen.keys("ctrl+z")
    window.says("Đã hoàn tác")
    assert FilePort(copy).snapshot().desk.marks == {}


@pytest.mark.office
def test_workbook_open_in_libreoffice_is_marked_from_outside(
    screen: Screen, home: Path, tmp_path: Path
) -> None:
    calc = Calc(screen, home, Path(shutil.copy(PLAIN, tmp_path)))
    calc.type("Trường", "B7", "79 Q7 009")
    window = Companion(screen, home)
    screen.until(lambda: window.choose("LibreOffice"), "LibreOffice to be chosen")
    window.press("kiem-tra-dang-lam")
    window.says("CẦN SỬA")
    assert set(calc.notes()) == {("Trường", "B7")}
    window.press("loi-ke-tiep")
    screen.until(lambda: calc.look("front") == ["Trường", "B7"], "the finding selected in LibreOffice")
    assert window.tells()["finding"] == "Trường!B7", "the list is still there"
    window.press("hoan-tac")
    window.says("Đã hoàn tác")
    assert calc.notes() == {}
