"""The two sides of the window: workbooks and buttons on the left, what came of a press on the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kdcl_xl.buttons.registry import Button
from kdcl_xl.window.findings_view import FindingsView, Listed
from kdcl_xl.window.look import RESULT_WORDS, banner, icon_of
from kdcl_xl.window.workplaces import Workplace
from kdcl_xl.workbook.plan import Result

KEYS = {
    "kiem-tra-dang-lam": "F5",
    "kiem-tra": "F7",
    "loi-ke-tiep": "F8",
    "hoan-tac": "Ctrl+Z",
    "tro-giup": "F1",
}
"""Keys besides the letters of the labels."""
_HINT = (
    "Kéo sổ (.xlsx) hoặc cả thư mục thả vào đây, hay bấm “Mở tệp…”.\n\n"
    "Sổ trên đĩa không bị sửa: chương trình ghi bản có đánh dấu cạnh sổ.\n"
    "Sổ đang mở trong Excel, LibreOffice thì được đánh dấu ngay tại chỗ và hoàn tác được."
)


class PressButton(QPushButton):
    """A button of the registry. Enter presses it as Space does."""

    def __init__(self, button: Button, label: str) -> None:
        super().__init__(icon_of(button.icon), label)
        self.button = button
        key = KEYS.get(button.id, "")
        self.setProperty("press", True)
        self.setToolTip(f"{button.tip} ({key})" if key else button.tip)
        self.setAccessibleName(button.label)
        self.setAccessibleDescription(button.tip)
        height = self.fontMetrics().height()
        self.setIconSize(QSize(round(height * 1.3), round(height * 1.3)))
        if key:
            self.setShortcut(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter is what people try."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class PlacesList(QListWidget):
    """The workbooks the buttons act upon; several closed files may be chosen at once."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sổ sẽ làm việc")
        self.setAccessibleDescription("Chọn một hay nhiều sổ, rồi bấm nút.")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)

    def add(self, places: Iterable[Workplace], *, choose: bool) -> None:
        """Add those that are not listed yet; with `choose` exactly these are selected."""
        if choose:
            self.clearSelection()
        for place in places:
            item = self._item_of(place) or self._new_item(place)
            if choose:
                item.setSelected(True)
                if len(self.selectedItems()) == 1:
                    self.setCurrentItem(item)
                item.setSelected(True)  # making it the current one may have taken it away again

    def chosen(self) -> tuple[Workplace, ...]:
        """The selected workbooks in the order of the list."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.isSelected())

    def _item_of(self, place: Workplace) -> QListWidgetItem | None:
        items = (self.item(row) for row in range(self.count()))
        return next((item for item in items if item.data(Qt.ItemDataRole.UserRole) == place), None)

    def _new_item(self, place: Workplace) -> QListWidgetItem:
        item = QListWidgetItem(place.name)
        item.setData(Qt.ItemDataRole.UserRole, place)
        item.setToolTip(place.where)
        self.addItem(item)
        return item


class ButtonsPanel(QScrollArea):
    """The buttons in their groups, in the order of the registry."""

    pressed = Signal(object)
    """The Button."""

    def __init__(self, buttons: Sequence[Button], labels: Sequence[str]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        self.all: list[PressButton] = []
        order = list(dict.fromkeys(each.group for each in buttons))
        labelled = sorted(zip(buttons, labels, strict=True), key=lambda pair: order.index(pair[0].group))
        for group, members in groupby(labelled, key=lambda pair: pair[0].group):
            box = QGroupBox(group)
            lines = QVBoxLayout(box)
            lines.setContentsMargins(4, 4, 4, 4)
            lines.setSpacing(2)
            for button, label in members:
                lines.addWidget(self._made(button, label))
            column.addWidget(box)
        column.addStretch(1)
        self.setWidget(inside)
        self.setMinimumWidth(inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())

    def _made(self, button: Button, label: str) -> PressButton:
        made = PressButton(button, label)
        made.clicked.connect(lambda: self.pressed.emit(button))
        self.all.append(made)
        return made


class ResultPanel(QWidget):
    """The last sentence, the findings or the lines behind it, the files made, the progress of the running press."""

    cell_wanted = Signal(object)
    """The Listed whose cell is to be shown."""
    file_wanted = Signal(object)
    """The Path to be opened."""
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sentence = QLabel()
        self.sentence.setObjectName("sentence")
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.findings = FindingsView()
        self.findings.wanted.connect(self.cell_wanted)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("Chi tiết")
        hint = QLabel(_HINT)
        hint.setObjectName("hint")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setWordWrap(True)
        self._pages = QStackedWidget()
        for page in (hint, self.findings, self.lines):
            self._pages.addWidget(page)
        self._files_label = QLabel("&Tệp đã ghi (Enter để mở):")
        self.files = self._files_list()
        self._files_label.setBuddy(self.files)
        self._running = self._progress_line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sentence)
        column.addWidget(self._pages, stretch=1)
        column.addWidget(self._files_label)
        column.addWidget(self.files)
        column.addWidget(self._running)
        self.offer([])
        self.rest()

    def say(self, message: str, result: Result | None = None) -> None:
        """The last sentence; with a result in its colour and its word. Screen readers are told."""
        word = f"{RESULT_WORDS[result]} · " if result else ""
        self.sentence.setText(f"{word}{message}")
        self.sentence.setStyleSheet(banner(result) if result else "")
        self.sentence.setAccessibleName(self.sentence.text())
        QAccessible.updateAccessibility(QAccessibleEvent(self.sentence, QAccessible.Event.Alert))

    def show_findings(self, rows: Sequence[Listed], *, several: bool) -> None:
        """The list of findings; `several` workbooks are named."""
        self.findings.put(rows, several=several)
        self._pages.setCurrentWidget(self.findings)

    def show_lines(self, lines: Sequence[str]) -> None:
        """What a closer look shows."""
        self.lines.setPlainText("\n".join(lines))
        self._pages.setCurrentWidget(self.lines)

    def offer(self, files: Sequence[Path]) -> None:
        """Files that were made, to be opened."""
        self.files.clear()
        for file in files:
            item = QListWidgetItem(f"{file.name}   ·   thư mục {file.parent.name}")
            item.setToolTip(str(file))
            item.setData(Qt.ItemDataRole.UserRole, file)
            self.files.addItem(item)
        for widget in (self.files, self._files_label):
            widget.setVisible(bool(files))
        rows = min(max(len(files), 1), 4)
        self.files.setFixedHeight(round(self.files.fontMetrics().lineSpacing() * (rows + 0.7)) + 6)

    def work(self, done: int, total: int, what: str) -> None:
        """A press is running."""
        self._running.setVisible(True)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._what.setText(what)

    def rest(self) -> None:
        """No press is running."""
        self._running.setVisible(False)
        self.cancel.setEnabled(True)

    def _files_list(self) -> QListWidget:
        files = QListWidget()
        files.setAccessibleName("Tệp đã ghi")
        files.setTextElideMode(Qt.TextElideMode.ElideRight)
        files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        files.itemActivated.connect(lambda item: self.file_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        return files

    def _progress_line(self) -> QWidget:
        line = QWidget()
        self._what = QLabel()
        self._what.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Tiến độ")
        self._bar.setTextVisible(False)
        self.cancel = QPushButton("&Hủy")
        self.cancel.setToolTip("Dừng việc đang làm (Esc)")
        self.cancel.setShortcut("Esc")
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._what, stretch=2)
        row.addWidget(self._bar, stretch=2)
        row.addWidget(self.cancel)
        return line

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._what.setText("Đang dừng…")
        self.cancelled.emit()
