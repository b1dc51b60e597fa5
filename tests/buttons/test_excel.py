"""What RunPython calls: the whole way from `Book.caller()` to the message box."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from kdcl_xl.buttons import excel, registry
from kdcl_xl.buttons import press as pressing
from kdcl_xl.buttons.registry import Ask, Kind, Needs, Press
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.ports.xlwings_port import XwPort
from kdcl_xl.ports.xlwings_reach import Patience
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.marks import RESULT_SHEET, our_words
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.plan import Plan, Result
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.ports.xw_engine import Engine, installed

MISTAKE = {"Minh chứng": {"E9": "ngày mai"}}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kdcl"
    monkeypatch.setenv("KDCL_HOME", str(folder))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    monkeypatch.setattr(pressing, "today", lambda: CHECKED_ON["tt57"])
    return folder


@pytest.fixture
def engine() -> Iterator[Engine]:
    made, remove = installed()
    yield made
    remove()


@pytest.fixture(scope="module")
def content() -> bytes:
    return with_values(build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57")), MISTAKE)


@pytest.fixture
def book(engine: Engine, content: bytes, tmp_path: Path) -> Iterator[xw.Book]:
    """The workbook that calls us, as `Book.caller()` answers it."""
    path = tmp_path / "Sổ của cô Nguyễn.xlsx"
    path.write_bytes(content)
    opened = xw.engines.active.apps.active.books.open(str(path))
    opened.set_mock_caller()
    yield opened
    del xw.Book._mock_caller


@pytest.fixture
def button(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Registers a button of its own for a test."""

    def make(act: Any, **options: Any) -> str:
        made = registry.Button("thu", "Thử…", "", "Thử", "thu", act, **{"needs": Needs.NOTHING, **options})
        monkeypatch.setattr(registry, "_BUTTONS", {**registry.buttons(), "thu": made})
        registry.buttons.cache_clear()
        return "thu"

    yield make
    monkeypatch.undo()
    registry.buttons.cache_clear()


def told(engine: Engine) -> str:
    [(text, title, _buttons, _mode)] = engine.host.alerts
    assert title == "KĐCL"
    return text


# ---- a press from Book.caller() to the message


def test_check_marks_the_calling_workbook_and_says_so(engine: Engine, book: xw.Book) -> None:
    excel.press("kiem-tra")
    assert our_words(book.sheets["Minh chứng"]["E9"].note.text)
    assert RESULT_SHEET in [sheet.name for sheet in book.sheets]
    first, *lines = told(engine).split("\n")
    assert first.startswith("Kiểm tra xong: ")
    assert any("Minh chứng!E9" in line for line in lines)
    assert engine.host.alerts[0][2:] == ("ok", "info")


def test_undo_is_kept_below_the_home_folder(engine: Engine, book: xw.Book, home: Path) -> None:
    excel.press("kiem-tra")
    assert list((home / "hoan-tac").rglob("*.json"))
    excel.press("hoan-tac")
    assert book.sheets["Minh chứng"]["E9"].note is None
    assert engine.host.alerts[-1][0].startswith("Đã hoàn tác")


def test_saved_workbook_holds_the_marks(engine: Engine, book: xw.Book, tmp_path: Path) -> None:
    excel.press("kiem-tra-dang-lam")
    book.save(str(tmp_path / "lưu.xlsx"))
    saved = openpyxl.load_workbook(tmp_path / "lưu.xlsx")
    assert saved["Minh chứng"]["E9"].comment is not None


def test_many_lines_are_cut_short(engine: Engine, book: xw.Book, button: Any) -> None:
    lines = [f"dòng {number}" for number in range(30)]
    excel.press(button(lambda _press: Plan(message="Xong.", lines=lines)))
    text = told(engine)
    assert "dòng 11" in text
    assert "dòng 12" not in text
    assert text.endswith("… và 18 dòng nữa.")


# ---- what goes wrong


def test_an_unexpected_error_is_a_sentence_and_a_log(
    engine: Engine, book: xw.Book, button: Any, home: Path
) -> None:
    someone = "Nguyễn Văn An, 0901234567"

    def broken(_press: Press) -> Plan:
        raise RuntimeError(someone)

    excel.press(button(broken))
    log = home / "nhat-ky" / "loi.log"
    text = told(engine)
    assert str(log) in text
    assert "Traceback" not in text
    assert "broken" in log.read_text("utf-8")
    assert "Nguyễn" not in log.read_text("utf-8")
    assert engine.host.alerts[0][3] == "critical"


def test_a_workbook_out_of_reach_is_a_sentence(engine: Engine, book: xw.Book) -> None:
    port = XwPort(book, patient=Patience(sleep=lambda _seconds: None))
    engine.host.busy = 10**6
    plan = pressing.press("kiem-tra", port)
    assert plan.result is Result.FAILED
    assert "Nhấn Enter" in plan.message
    engine.host.busy, engine.host.closed = 0, True
    assert "Sổ đã được đóng" in pressing.press("kiem-tra", port).message


def test_without_a_calling_workbook_the_add_in_reads_stderr(
    capsys: pytest.CaptureFixture[str], engine: Engine
) -> None:
    with pytest.raises(SystemExit) as ended:
        excel.press("kiem-tra")
    assert ended.value.code == 1
    words = capsys.readouterr().err
    assert "Traceback" not in words
    assert "loi.log" in words


def test_words_reach_stderr_when_no_message_box_can_be_shown(
    capsys: pytest.CaptureFixture[str], engine: Engine, book: xw.Book, button: Any, monkeypatch: Any
) -> None:
    def no_box(*_arguments: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(engine.app), "alert", no_box)
    with pytest.raises(SystemExit):
        excel.press(button(lambda _press: Plan(message="Đã đóng gói.")))
    assert "Đã đóng gói." in capsys.readouterr().err


# ---- questions


def asked(button: Any, *asks: Ask, **options: Any) -> tuple[str, list[Any]]:
    seen: list[Any] = []

    def act(press: Press) -> Plan:
        seen.append(dict(press.answers))
        return Plan(message="Xong.")

    return button(act, asks=asks, **options), seen


def test_answers_of_every_kind(engine: Engine, book: xw.Book, button: Any) -> None:
    name, seen = asked(
        button,
        Ask("thu-muc", Kind.FOLDER, "Chọn thư mục."),
        Ask("tep", Kind.FILES, "Chọn tệp."),
        Ask("ra", Kind.SAVE, "Ghi vào đâu?"),
        Ask("cap", Kind.CHOICE, "Cấp nào?", {"phong": "Phòng", "so": "Sở"}),
        Ask("chu", Kind.TEXT, "Ghi chú?", optional=True),
    )
    engine.host.picked = {4: [r"D:\Sổ các trường"], 3: [r"D:\một.xlsx", r"D:\hai.xlsx"]}
    engine.host.save_as = r"D:\tổng hợp.xlsx"
    engine.host.typed = ["2", False]
    excel.press(name)
    assert seen == [
        {
            "thu-muc": r"D:\Sổ các trường", "tep": [r"D:\một.xlsx", r"D:\hai.xlsx"], "ra": r"D:\tổng hợp.xlsx",
            "cap": "so",
        }
    ]  # fmt: skip
    assert told(engine) == "Xong."


def test_passing_over_a_required_question_stops(engine: Engine, book: xw.Book, button: Any) -> None:
    name, seen = asked(button, Ask("thu-muc", Kind.FOLDER, "Chọn thư mục."))
    excel.press(name)
    assert seen == []
    assert "Đã dừng" in told(engine)


@pytest.mark.parametrize(("typed", "chosen"), [(["7", "x", "1"], "phong"), (["9", "9", "9"], None)])
def test_a_number_that_is_not_offered_is_asked_again(
    engine: Engine, book: xw.Book, button: Any, typed: list[object], chosen: str | None
) -> None:
    name, seen = asked(button, Ask("cap", Kind.CHOICE, "Cấp nào?", {"phong": "Phòng", "so": "Sở"}))
    engine.host.typed = typed
    excel.press(name)
    assert seen == ([{"cap": chosen}] if chosen else [])


def test_long_lists_come_in_pages_that_excel_can_show(engine: Engine, book: xw.Book, button: Any) -> None:
    choices = {f"mau-{n}": f"Văn bản số {n} theo mẫu của Bộ" for n in range(1, 21)}
    ask = Ask("mau", Kind.CHOICE, "Làm văn bản nào?", choices)
    pages = excel._pages(ask)
    assert all(len(page) <= 255 for page in pages)
    assert sum(page.count("Văn bản số") for page in pages) == 20
    name, seen = asked(button, ask)
    engine.host.typed = ["0", "17"]
    excel.press(name)
    assert seen == [{"mau": "mau-17"}]


def test_where_excel_cannot_ask_it_says_what_to_do(engine: Engine, book: xw.Book, button: Any) -> None:
    name, seen = asked(button, Ask("thu-muc", Kind.FOLDER, "Chọn thư mục."))
    engine.host.has_native = False
    excel.press(name)
    assert seen == []
    assert "cửa sổ KĐCL" in told(engine)


def test_optional_questions_are_not_needed(engine: Engine, book: xw.Book, button: Any) -> None:
    name, seen = asked(button, Ask("neu", Kind.TEXT, "Thử?", optional=True))
    engine.host.has_native = False
    excel.press(name)
    assert seen == [{}]


def test_questions_may_depend_on_the_workbook(engine: Engine, book: xw.Book, button: Any) -> None:
    def asks(snapshot: Any) -> tuple[Ask, ...]:
        return (Ask("trang", Kind.CHOICE, "Trang?", {name: name for name in snapshot.grids}),)

    seen: list[Any] = []

    def act(press: Press) -> Plan:
        seen.append(press.answers["trang"])
        return Plan(message="Xong.")

    engine.host.typed = ["1"]
    excel.press(button(act, asks=asks, needs=Needs.VALUES))
    assert seen == [book.sheets[0].name]


# ---- files made, progress


@pytest.mark.parametrize(("answer", "opened"), [("yes", ["báo cáo.docx"]), ("no", [])])
def test_files_made_are_offered(
    engine: Engine,
    book: xw.Book,
    button: Any,
    tmp_path: Path,
    monkeypatch: Any,
    answer: str,
    opened: list[str],
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(excel, "show_file", shown.append)
    engine.host.alert_answer = answer
    made = str(tmp_path / "báo cáo.docx")
    excel.press(button(lambda _press: Plan(message="Đã lập báo cáo.", open=[made])))
    assert "báo cáo.docx" in told(engine)
    assert engine.host.alerts[0][2] == "yes_no"
    assert [Path(path).name for path in shown] == opened


def test_many_files_are_shown_as_their_folder(
    engine: Engine, book: xw.Book, button: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(excel, "show_file", shown.append)
    engine.host.alert_answer = "yes"
    made = [str(tmp_path / f"{number}.docx") for number in range(9)]
    excel.press(button(lambda _press: Plan(message="Xong.", open=made)))
    assert shown == [str(tmp_path)]


def test_a_file_that_cannot_be_opened_is_named(
    engine: Engine, book: xw.Book, button: Any, monkeypatch: Any
) -> None:
    def fails(_path: str) -> None:
        raise OSError

    monkeypatch.setattr(excel, "show_file", fails)
    engine.host.alert_answer = "yes"
    excel.press(button(lambda _press: Plan(message="Xong.", open=["/tmp/a.docx"])))
    assert "/tmp/a.docx" in engine.host.alerts[-1][0]


def test_long_jobs_show_how_far_they_are_and_give_the_status_bar_back(
    engine: Engine, book: xw.Book, button: Any
) -> None:
    def act(press: Press) -> Plan:
        press.progress(3, 40, "Đọc sổ các trường")
        engine.host.busy = 1  # the user edits a cell meanwhile: the job goes on
        press.progress(4, 40, "Đọc sổ các trường")
        return Plan(message="Xong.")

    excel.press(button(act, long=True))
    assert engine.host.status == ["KĐCL: Đọc sổ các trường 3/40", False]
    assert told(engine) == "Xong."


def test_the_module_itself_loads_nothing_heavy() -> None:
    code = (
        "import sys, kdcl_xl.buttons.excel; "
        "print({'xlwings', 'pandas', 'pydantic', 'openpyxl'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
