"""A press from beginning to end: what goes wrong is one sentence, and what was done can be taken back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.buttons import registry
from kdcl_xl.buttons.press import press
from kdcl_xl.buttons.registry import Button, Press, buttons
from kdcl_xl.findings import Finding, Severity
from kdcl_xl.forms.self_assessment import School
from kdcl_xl.ports.port import PortError
from kdcl_xl.settings import SettingsError
from kdcl_xl.workbook.marks import RESULT_SHEET
from kdcl_xl.workbook.plan import Plan, Result
from tests.buttons.open_workbook import ON, OpenWorkbook, workbook
from tests.running import kdcl

_SECRET = "Lê Thị Hoa Sữa 0280000001"


@pytest.fixture
def book(tmp_path: Path) -> OpenWorkbook:
    return OpenWorkbook(workbook(tmp_path / "truong.xlsx"))


@pytest.fixture
def trial() -> Iterator[dict[str, Button]]:
    """The registry with room for a button of the test."""
    registered = buttons()
    assert isinstance(registered, dict)
    before = dict(registered)
    yield registered
    registered.clear()
    registered.update(before)


def _button(act: registry.Act) -> Button:
    return Button("thu", "Thử", "Thử.", "Sổ", "thu", act)


# ---- what goes wrong


def test_a_workbook_of_somebody_else_is_refused_by_every_button(tmp_path: Path) -> None:
    foreign = openpyxl.Workbook()
    foreign.active["A1"] = _SECRET  # type: ignore[index]
    foreign.save(tmp_path / "danh sach.xlsx")
    book = OpenWorkbook(tmp_path / "danh sach.xlsx")
    message = (
        "“danh sach.xlsx” không phải sổ do chương trình tạo. "
        "Lấy mẫu trống do cơ quan quản lý gửi, chép dữ liệu sang (dán giá trị) rồi nộp lại."
    )
    without = {"tong-hop", "tinh-trang", "tro-giup", "thong-tin", "xoa-dau", "loi-ke-tiep"}
    for each in buttons().values():
        if each.id not in without:
            plan = book.press(each.id, phan=str(book.path), van_ban="bao-cao-tu-danh-gia")
            assert (plan.message, plan.result, plan.actions) == (message, Result.FAILED, []), each.id


def test_an_unexpected_error_is_a_sentence_and_a_log_without_personal_data(
    book: OpenWorkbook, trial: dict[str, Button], home: Path
) -> None:
    def broken(_press: Press) -> Plan:
        raise RuntimeError(_SECRET)

    trial["thu"] = _button(broken)
    plan = book.press("thu")
    log = home / "nhat-ky" / "loi.log"
    assert plan.message == (
        f"Chương trình gặp lỗi không lường trước, chưa đổi gì trong sổ. Chi tiết kỹ thuật ở {log}."
    )
    assert (plan.result, plan.lines, plan.actions) == (Result.FAILED, [], [])
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "in broken" in text
    assert "Hoa" not in text
    assert "0280000001" not in text


def test_a_log_that_cannot_be_written_is_said_too(
    book: OpenWorkbook, trial: dict[str, Button], home: Path
) -> None:
    home.write_text("a file where the folder should be")

    def broken(_press: Press) -> Plan:
        raise RuntimeError(_SECRET)

    trial["thu"] = _button(broken)
    assert book.press("thu").message == (
        "Chương trình gặp lỗi không lường trước, chưa đổi gì trong sổ. Không ghi được nhật ký."
    )


def test_a_host_that_breaks_while_writing_is_not_called_untouched(
    book: OpenWorkbook, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def broken(_plan: Plan) -> None:
        raise RuntimeError(_SECRET)

    monkeypatch.setattr(book, "apply", broken)
    assert book.press("kiem-tra").message == (
        "Chương trình gặp lỗi không lường trước khi ghi vào sổ; thầy/cô xem lại sổ. "
        f"Chi tiết kỹ thuật ở {home / 'nhat-ky' / 'loi.log'}."
    )


def test_a_host_out_of_reach_says_why(book: OpenWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding("CG-001", Severity.ERROR, "Excel đang sửa dở một ô.", "Bấm Enter rồi bấm nút lại.")

    def busy() -> None:
        raise PortError(finding)

    monkeypatch.setattr(book, "snapshot", busy)
    plan = book.press("kiem-tra")
    assert (plan.message, plan.result) == (
        "Excel đang sửa dở một ô. Bấm Enter rồi bấm nút lại.",
        Result.FAILED,
    )


def test_settings_that_cannot_be_read_stop_the_press(book: OpenWorkbook, home: Path) -> None:
    settings = home / "thiet-lap" / "thiet-lap.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[tong-hop", encoding="utf-8")
    plan = book.press("kiem-tra")
    assert plan.result is Result.FAILED
    with pytest.raises(SettingsError) as error:
        from kdcl_xl.jobs.support import effective_settings

        effective_settings(())
    assert plan.message == str(error.value)


def test_a_full_disk_costs_the_undo_only(
    book: OpenWorkbook, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    sheet, cell = book.submission().where(School, "name")
    book.put(sheet, cell, None)
    home.mkdir()
    (home / "hoan-tac").write_text("a file where the folder should be")
    plan = book.press("kiem-tra")
    assert plan.result is Result.FOUND_ERRORS
    assert (sheet, cell) in book.marked()
    assert book.press("hoan-tac").message == "Không có bước nào để hoàn tác trên máy này."


def test_an_unknown_button_and_a_button_without_workbook() -> None:
    assert press("khong-co", None).result is Result.FAILED
    assert press("kiem-tra", None).result is Result.FAILED
    assert press("tro-giup", None).result is Result.DONE


# ---- checking and undoing


def test_the_check_finds_what_the_command_finds(book: OpenWorkbook) -> None:
    faulty = openpyxl.load_workbook(book.path)
    faulty["Trường"][book.submission().where(School, "name")[1]] = None
    faulty["Minh chứng"]["C6"] = None
    faulty.save(book.path)
    opened = OpenWorkbook(book.path)
    plan = opened.press("kiem-tra")
    command = kdcl("kiem-tra", book.path, "--ngay", f"{ON}", "--json").json["findings"]
    assert {(f.code, f.sheet, f.cell) for f in plan.findings} == {
        (f["code"], f["sheet"], f["cell"]) for f in command
    }
    assert plan.result is Result.FOUND_ERRORS
    assert plan.message.startswith("Kiểm tra xong: 2 lỗi. ")


def test_undo_takes_a_check_back_and_then_the_one_before(book: OpenWorkbook) -> None:
    sheet, cell = book.submission().where(School, "name")
    book.put(sheet, cell, None)
    book.press("kiem-tra")
    assert (sheet, cell) in book.marked()
    book.put(sheet, cell, "Trường THCS Hoa Sữa")
    book.press("kiem-tra")
    assert (sheet, cell) not in book.marked()
    assert book.press("hoan-tac").message == "Đã hoàn tác “Kiểm tra trước khi nộp”."
    assert (sheet, cell) in book.marked()
    assert book.press("hoan-tac").message == "Đã hoàn tác “Kiểm tra trước khi nộp”."
    assert book.marked() == set()
    assert book.notes == {}
    assert RESULT_SHEET not in book.grids
    last = book.press("hoan-tac")
    assert (last.message, last.result) == ("Không có bước nào để hoàn tác trên máy này.", Result.FAILED)


def test_the_day_of_the_press_is_today_unless_given(
    book: OpenWorkbook, trial: dict[str, Button], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dt.date] = []

    def look(each: Press) -> Plan:
        seen.append(each.on)
        return Plan(message="")

    trial["thu"] = _button(look)
    monkeypatch.setattr("kdcl_xl.buttons.press.today", lambda: dt.date(2027, 1, 2))
    press("thu", book)
    press("thu", book, on=ON)
    assert seen == [dt.date(2027, 1, 2), ON]
