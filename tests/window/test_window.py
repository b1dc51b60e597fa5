"""The window without a screen: buttons, workbooks, answers, results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from kdcl_xl.buttons import press as pressing
from kdcl_xl.buttons.registry import Ask, Button, Kind, Needs, Press, buttons
from kdcl_xl.findings import Finding, Severity
from kdcl_xl.ports.port import PortError
from kdcl_xl.window.look import icon_of, with_mnemonics
from kdcl_xl.window.main_window import MainWindow
from kdcl_xl.window.panels import PressButton
from kdcl_xl.window.questions import QuestionForm
from kdcl_xl.window.workplaces import ClosedFile
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.plan import Applied, Plan, Select
from kdcl_xl.workbook.read import read, snapshot_of
from kdcl_xl.workbook.snapshot import Snapshot
from tests.running import untouched

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "workbooks" / "vi-du_tu-danh-gia_tt57_2026_pt_thcs_2026-2027.xlsx"
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The sample without the name of its school."""
    path = tmp_path / "Hồ sơ" / "Sổ tự đánh giá.xlsx"
    path.parent.mkdir()
    sheet, cell = read(SAMPLE).name_cells["ten_truong"]  # type: ignore[union-attr]
    path.write_bytes(with_values(SAMPLE.read_bytes(), {sheet: {cell: None}}))
    return path


class Live:
    """A workbook as a host would have it open; keeps the plans it was given."""

    name, where, live = "Sổ đang mở", "", True

    def __init__(self, path: Path) -> None:
        self._path = path
        self.plans: list[Plan] = []

    def port(self, _button_id: str = "") -> Live:
        return self

    def snapshot(self) -> Snapshot:
        found = snapshot_of(inspect(self._path))
        assert isinstance(found, Snapshot)
        return found

    def apply(self, plan: Plan) -> Applied:
        self.plans.append(plan)
        return Applied()

    def as_file(self) -> Path:
        return self._path


class Busy(Live):
    """A host whose user is typing in a cell."""

    def snapshot(self) -> Snapshot:
        raise PortError(
            Finding("X", Severity.ERROR, "Excel đang bận sửa một ô.", "Thầy/cô bấm Enter rồi làm lại.")
        )


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Button]]:
    """Add a button of a test to those a press finds."""
    every = dict(buttons())
    monkeypatch.setattr(pressing, "buttons", lambda: every)

    def add(act: Callable[[Press], Plan], **options: Any) -> Button:
        every["thu"] = Button("thu", "Thử…", "Thử một việc.", "Thử", "thu", act, **options)
        return every["thu"]

    yield add


def press(window: MainWindow, until: Until, button_id: str) -> str:
    """Press and wait; the last sentence."""
    made = next(each for each in window.buttons.all if each.button.id == button_id)
    made.click()
    until(lambda: not window.busy)
    return window.result.sentence.text()


def offered(window: MainWindow) -> list[Path]:
    files = window.result.files
    return [files.item(row).data(Qt.ItemDataRole.UserRole) for row in range(files.count())]


def rows(window: MainWindow) -> list[list[str]]:
    model = window.result.findings.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


# ---- what everybody sees


def test_every_button_of_the_registry_is_there_once_and_says_what_it_does(window: MainWindow) -> None:
    assert {each.button.id for each in window.buttons.all} == set(buttons())
    assert len(window.buttons.all) == len(buttons())
    for made in window.buttons.all:
        assert made.accessibleName() == made.button.label
        assert made.button.tip in made.toolTip()
        assert made.text().replace("&", "") == made.button.label
        assert not icon_of(made.button.icon).isNull(), made.button.icon


def test_no_letter_and_no_key_is_given_twice(window: MainWindow) -> None:
    every = window.findChildren(QPushButton)
    keys = [made.shortcut().toString() for made in every if not made.shortcut().isEmpty()]
    letters = [QKeySequence.mnemonic(made.text()).toString() for made in every]
    letters = [letter for letter in letters if letter]
    assert len(set(keys + letters)) == len(set(keys) | set(letters))
    assert len(letters) == len(set(letters))
    assert len(letters) > 15


def test_letters_are_those_of_every_keyboard() -> None:
    assert with_mnemonics(["Đóng gói nộp", "Hoàn tác", "Hủy", "ĐỔI", "hh"]) == [
        "Đóng &gói nộp",
        "&Hoàn tác",
        "Hủ&y",
        "ĐỔ&I",
        "hh",
    ]


def test_enter_and_space_press(window: MainWindow, until: Until) -> None:
    made = next(each for each in window.buttons.all if each.button.id == "thong-tin")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        window.result.say("")
        QTest.keyClick(made, key)
        until(lambda: not window.busy and "phiên bản" in window.result.sentence.text())


def test_f1_helps_without_a_workbook(window: MainWindow, until: Until) -> None:
    helping = next(each for each in window.buttons.all if each.button.id == "tro-giup")
    assert helping.shortcut() == QKeySequence("F1")
    assert press(window, until, "tro-giup").startswith("XONG")
    assert "Kiểm tra trước khi nộp" in window.result.lines.toPlainText()


def test_tab_leads_from_the_workbooks_through_the_buttons_to_the_results(window: MainWindow) -> None:
    order = []
    widget = window.places.nextInFocusChain()
    while widget is not window.places:
        order.append(widget)
        widget = widget.nextInFocusChain()
    pressed = [order.index(made) for made in window.buttons.all]
    assert pressed == sorted(pressed)
    assert pressed[-1] < order.index(window.result.findings) < order.index(window.result.files)


# ---- closed files


def test_a_closed_file_is_checked_into_a_copy(window: MainWindow, until: Until, book: Path) -> None:
    window.open_paths([book])
    with untouched(book):
        said = press(window, until, "kiem-tra")
    assert said.startswith("CẦN SỬA · Sổ tự đánh giá.xlsx: Kiểm tra xong: 1 lỗi")
    severity, place, message, remedy, _file = rows(window)[0]
    assert (severity, place) == ("lỗi", "Trường!B6")
    assert "Tên trường" in message
    assert remedy
    (copy,) = offered(window)
    marks = ClosedFile(copy).port().snapshot().desk.marks
    assert list(marks) == [("Trường", "B6")]
    assert copy.parent == book.parent

    assert press(window, until, "hoan-tac").startswith("XONG")
    assert ClosedFile(copy).port().snapshot().desk.marks == {}


def test_pressing_again_leaves_no_heap_of_old_copies_but_keeps_what_was_typed(
    window: MainWindow, until: Until, book: Path
) -> None:
    window.open_paths([book])
    for _again in range(3):
        press(window, until, "kiem-tra")
    (copy,) = offered(window)
    assert {path.name for path in book.parent.iterdir()} == {book.name, copy.name}
    typed = with_values(copy.read_bytes(), {"Trường": {"B7": "79100001"}})
    copy.write_bytes(typed)
    press(window, until, "kiem-tra")
    assert copy.with_name(f"{copy.name}.bak").read_bytes() == typed


def test_marks_are_taken_from_the_copy(window: MainWindow, until: Until, book: Path) -> None:
    window.open_paths([book])
    press(window, until, "kiem-tra")
    (copy,) = offered(window)
    assert "Đã bỏ dấu kiểm tra ở 1 ô" in press(window, until, "xoa-dau")
    assert ClosedFile(copy).port().snapshot().desk.marks == {}


def test_a_folder_is_all_its_workbooks(window: MainWindow, until: Until, book: Path) -> None:
    (book.parent / "đạt.xlsx").write_bytes(SAMPLE.read_bytes())
    (book.parent / "cụt.xlsx").write_bytes(SAMPLE.read_bytes()[:9000])
    window.open_paths([book.parent])
    said = press(window, until, "kiem-tra")
    assert said == "CẦN SỬA · 3 sổ: 1 xong, 1 cần sửa, 1 chưa làm được."
    assert not window.result.findings.isColumnHidden(4)
    assert rows(window)[0][4] == book.name
    assert len(offered(window)) == 2
    (book.parent / "ket-qua").mkdir()
    (book.parent / "ket-qua" / "sổ.xlsx").write_bytes(b"")
    window.open_paths([book.parent])
    assert len(window.places.chosen()) == 3  # copies of the check are not workbooks of the school


def test_files_can_be_dropped(window: MainWindow, book: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), action, data, button, none))
    assert window.places.chosen() == (ClosedFile(book),)


def test_what_is_no_workbook_is_said(window: MainWindow, tmp_path: Path) -> None:
    window.open_paths([tmp_path / "không có.xlsx"])
    assert "Không thấy tệp" in window.result.sentence.text()
    (tmp_path / "trống").mkdir()
    window.open_paths([tmp_path / "trống"])
    assert "Không thấy sổ tính nào" in window.result.sentence.text()


def test_without_a_workbook_it_says_what_to_do(window: MainWindow, until: Until) -> None:
    window.places.clearSelection()
    assert "Chưa chọn sổ nào" in press(window, until, "kiem-tra")


# ---- workbooks open in a program


def test_enter_on_a_finding_leads_to_its_cell(window: MainWindow, until: Until, book: Path) -> None:
    live = Live(book)
    window.places.add([live], choose=True)
    press(window, until, "kiem-tra")
    QTest.keyClick(window.result.findings, Qt.Key.Key_Return)
    until(lambda: not window.busy)
    assert live.plans[-1].actions == [Select(sheet="Trường", cell="B6")]
    assert "Trường!B6" in window.result.sentence.text()


def test_a_workbook_out_of_reach_is_one_sentence(window: MainWindow, until: Until, book: Path) -> None:
    window.places.add([Busy(book)], choose=True)
    said = press(window, until, "kiem-tra")
    assert said.startswith("CHƯA LÀM ĐƯỢC")
    assert "Excel đang bận sửa một ô. Thầy/cô bấm Enter rồi làm lại." in said


# ---- questions, long jobs


def test_questions_are_asked_and_giving_up_does_nothing(
    window: MainWindow, until: Until, added: Callable[..., Button]
) -> None:
    given: list[object] = []

    def act(pressed: Press) -> Plan:
        given.append(pressed.answers["noi"])
        return Plan(message="Đã ghi.", open=["/a/b.xlsx"])

    ask = Ask("noi", Kind.FOLDER, "Thư mục")
    made = added(act, needs=Needs.NOTHING, asks=(ask,))
    window.press(made)
    until(lambda: not window.busy)
    assert (window.result.sentence.text(), given) == ("Đã thôi, chưa làm gì.", [])
    asked: list[Sequence[Ask]] = []
    window._asker = lambda _parent, _title, asks, _start: asked.append(asks) or {"noi": "/a"}
    window.press(made)
    until(lambda: not window.busy)
    assert (given, asked) == (["/a"], [(ask,)])
    assert offered(window) == [Path("/a/b.xlsx")]


def test_a_long_job_shows_its_progress_and_can_be_cancelled(
    window: MainWindow, until: Until, added: Callable[..., Button]
) -> None:
    def act(pressed: Press) -> Plan:
        for number in range(10**9):
            pressed.progress(number % 100, 100, "Đọc sổ")
        raise AssertionError

    window.press(added(act, needs=Needs.NOTHING, long=True))
    until(lambda: window.result.cancel.isVisible() and window.result._bar.maximum() == 100)
    assert not window.buttons.isEnabled()
    window.result.cancel.click()
    until(lambda: not window.busy)
    assert window.result.sentence.text() == "CHƯA LÀM ĐƯỢC · Đã dừng theo yêu cầu của thầy/cô; chưa ghi gì."
    assert not window.result.cancel.isVisible()


def test_the_unforeseen_is_one_sentence(
    window: MainWindow, until: Until, added: Callable[..., Button]
) -> None:
    def act(_pressed: Press) -> Plan:
        raise ZeroDivisionError("Nguyễn Thị Bí Mật")

    window.press(added(act, needs=Needs.NOTHING))
    until(lambda: not window.busy)
    assert "không lường trước" in window.result.sentence.text()
    assert "Bí Mật" not in window.result.sentence.text()


def test_the_form_wants_what_is_required(window: MainWindow) -> None:
    asks = (
        Ask("cap", Kind.CHOICE, "Cấp", {"phong": "Phòng", "so": "Sở"}),
        Ask("neu", Kind.TEXT, "Thử"),
        Ask("tep", Kind.FILES, "Phần của các nhóm"),
        Ask("ds", Kind.FILE, "Danh mục", optional=True),
    )
    form = QuestionForm(window, "Tổng hợp…", asks, Path.home())
    assert form.windowTitle() == "Tổng hợp"
    from PySide6.QtWidgets import QLineEdit

    go = next(each for each in form.findChildren(QPushButton) if each.text() == "&Làm")
    text, files, _school_list = form.findChildren(QLineEdit)
    assert not go.isEnabled()
    text.setText("3.2=2")
    assert not go.isEnabled()
    files.setText("/a/Nhóm 1.xlsx; /a/Nhóm 2.xlsx")
    assert go.isEnabled()
    assert form.answers() == {"cap": "phong", "neu": "3.2=2", "tep": ["/a/Nhóm 1.xlsx", "/a/Nhóm 2.xlsx"]}


def test_a_choice_with_a_default_cannot_be_left_unsaid(window: MainWindow) -> None:
    choices = {"co": "Đóng gói bản nháp", "khong": "Dừng lại để sửa"}
    asks = (Ask("ban-nhap", Kind.CHOICE, "Sổ còn 1 lỗi.", choices, optional=True, default="khong"),)
    form = QuestionForm(window, "Đóng gói nộp", asks, Path.home())
    from PySide6.QtWidgets import QComboBox, QLabel

    (offered,) = form.findChildren(QComboBox)
    assert [offered.itemText(number) for number in range(offered.count())] == list(choices.values())
    assert form.answers() == {"ban-nhap": "khong"}
    assert "Sổ còn 1 lỗi." in [label.text() for label in form.findChildren(QLabel)]


def test_the_window_closes_while_a_job_runs(
    window: MainWindow, until: Until, added: Callable[..., Button]
) -> None:
    started: list[bool] = []

    def act(pressed: Press) -> Plan:
        while True:
            started.append(True)
            pressed.progress(0, 0, "Đọc sổ")

    window.press(added(act, needs=Needs.NOTHING))
    until(lambda: bool(started))
    window.close()
    assert window._thread.isFinished()


def test_a_press_button_is_as_wide_as_its_words(window: MainWindow) -> None:
    """At a large font nothing is cut."""
    for made in window.findChildren(PressButton):
        assert made.width() >= made.sizeHint().width(), made.text()
