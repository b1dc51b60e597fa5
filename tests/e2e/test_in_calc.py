"""LibreOffice Calc with our extension, worked as a secretary works it: typing, clicking, reading."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kdcl_xl.workbook.marks import RESULT_SHEET
from tests.e2e.calc import Calc, trust
from tests.screen import Screen

pytestmark = [pytest.mark.screen, pytest.mark.office, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "workbooks" / "templates"
WITH_BUTTONS = TEMPLATES / "macro" / "tu-danh-gia_tt57_2026_pt_thcs.ots"
WITH_MACROS = TEMPLATES / "macro" / "tu-danh-gia_tt57_2026_pt_thcs.xlsm"
PLAIN = TEMPLATES / "tu-danh-gia_tt57_2026_pt_thcs.xlsx"
SAMPLES = tuple(sorted((ROOT / "workbooks").glob("vi-du_tu-danh-gia_*_2026-2027.xlsx")))
CODE, PHONE = ("Trường", "B7"), ("Trường", "B22")


def copied(source: Path, folder: Path, name: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(source, folder / (name or source.name)))


def test_errors_typed_into_the_template_are_marked_corrected_and_gone(
    screen: Screen, home: Path, tmp_path: Path
) -> None:
    calc = Calc(screen, home, copied(WITH_BUTTONS, tmp_path))
    assert RESULT_SHEET not in calc.look("sheets")
    plain = calc.look("colour", *CODE)
    calc.type("Trường", "B6", "Trường THCS Nguyễn Hiền")
    calc.type(*CODE, "79 Q7 009")
    calc.type(*PHONE, "12ab")

    calc.press_tool("kiem-tra-dang-lam")
    calc.dismiss()
    found = calc.notes()
    assert set(found) == {CODE, PHONE}
    assert "TR-002" in found[CODE]
    assert "TR-005" in found[PHONE]
    assert plain not in {calc.look("colour", *CODE), calc.look("colour", *PHONE)}
    told = "\n".join(" ".join(row) for row in calc.look("texts", RESULT_SHEET))
    assert "TR-002" in told
    assert "“79 Q7 009”" in told

    calc.type(*CODE, "79-Q7-009")
    calc.type(*PHONE, "028 37850000")
    calc.press_in_sheet("kiem-tra-dang-lam")
    calc.dismiss()
    assert calc.notes() == {}
    assert {calc.look("colour", *CODE), calc.look("colour", *PHONE)} == {plain}

    calc.press_in_sheet("hoan-tac")
    calc.dismiss()
    assert set(calc.notes()) == {CODE, PHONE}
    assert calc.look("text", *CODE) == "79-Q7-009", "undoing a check leaves what was typed since"


def test_plain_workbook_is_marked_saved_and_given_back(screen: Screen, home: Path, tmp_path: Path) -> None:
    book = copied(PLAIN, tmp_path / "Hồ sơ của thầy Hải", "Sổ tự đánh giá.xlsx")
    calc = Calc(screen, home, book)
    calc.type(*CODE, "79 Q7 009")
    calc.press_tool("kiem-tra-dang-lam")
    calc.dismiss()
    calc.save()
    marked = load_workbook(book)
    assert "TR-002" in marked[CODE[0]][CODE[1]].comment.text
    assert (
        marked[CODE[0]][CODE[1]].fill.fgColor.rgb != load_workbook(PLAIN)[CODE[0]][CODE[1]].fill.fgColor.rgb
    )
    assert RESULT_SHEET in marked.sheetnames

    calc.press_tool("hoan-tac")
    calc.dismiss()
    calc.save()
    given_back = load_workbook(book)
    assert given_back[CODE[0]][CODE[1]].value == "79 Q7 009"
    assert given_back[CODE[0]][CODE[1]].comment is None
    assert RESULT_SHEET not in given_back.sheetnames


def test_the_excel_template_with_macros_works_in_libreoffice_from_a_trusted_folder(
    screen: Screen, home: Path, tmp_path: Path
) -> None:
    trust(home, tmp_path / "so")
    calc = Calc(screen, home, copied(WITH_MACROS, tmp_path / "so"))
    calc.type(*CODE, "79 Q7 009")
    calc.press_in_sheet("kiem-tra-dang-lam")
    calc.dismiss()
    assert "TR-002" in calc.notes()[CODE]
    calc.press_in_sheet("xoa-dau")
    calc.dismiss()
    assert calc.notes() == {}


def test_next_finding_is_led_to(screen: Screen, home: Path, tmp_path: Path) -> None:
    calc = Calc(screen, home, copied(PLAIN, tmp_path))
    calc.type(*CODE, "79 Q7 009")
    calc.type(*PHONE, "12ab")
    calc.press_tool("kiem-tra-dang-lam")
    calc.dismiss()
    calc.go_to("Đánh giá", "A1")
    for place in (CODE, PHONE, CODE):
        calc.press_tool("loi-ke-tiep")
        screen.until(lambda place=place: calc.look("front") == list(place), f"{place} selected")


def test_report_is_written_beside_the_workbook_and_opened(screen: Screen, home: Path, tmp_path: Path) -> None:
    calc = Calc(screen, home, copied(SAMPLES[-1], tmp_path / "so"))
    calc.press_in_menu("lap-bao-cao")
    calc.dismiss()  # “Mở ngay?”
    (report,) = screen.until(lambda: [*(tmp_path / "so").glob("*.docx")], "the report")
    screen.until(lambda: report.name in calc.look("titles"), "the report open in Writer")
    screen.window(f"{report.name} .* LibreOffice Writer")


def test_folder_is_consolidated(screen: Screen, home: Path, tmp_path: Path) -> None:
    sent = tmp_path / "Các trường nộp"
    books = [copied(sample, sent) for sample in SAMPLES]
    calc = Calc(screen, home, books[0])
    calc.consolidate()
    calc.dismiss()  # “Mở ngay?”
    summary = tmp_path / "tong-hop_phong_cac-truong-nop.xlsx"
    screen.until(lambda: summary.name in calc.look("titles"), "the consolidated workbook open")
    rows = load_workbook(summary, read_only=True)["Tình trạng nộp"].iter_rows(values_only=True)
    names = {cell for row in rows for cell in row}
    assert {"Trường THCS Nguyễn Hiền", "Trường Mầm non Khủng Long Nhỏ"} <= names
    names = {row[1].value for row in load_workbook(summary, read_only=True)["Nguồn"].iter_rows(max_col=2)}
    assert names


def test_long_job_shows_how_far_it_is_and_can_be_stopped(screen: Screen, home: Path, tmp_path: Path) -> None:
    sent = tmp_path / "nop"
    for number in range(900):  # each one different, so that all are read: time enough to stop it
        with zipfile.ZipFile(copied(SAMPLES[-1], sent, f"truong-{number:03}.xlsx"), "a") as book:
            book.comment = str(number).encode()
    calc = Calc(screen, home, sent / "truong-000.xlsx")
    calc.consolidate()
    progress = screen.window("^Tổng hợp thư mục…$")
    screen.settle()
    screen.click_in(progress, 0.5, 0.75)
    calc.dismiss()
    assert not [*tmp_path.glob("tong-hop_*")]
    calc.press_tool("kiem-tra-dang-lam")  # and the buttons work again
    calc.dismiss()
