"""The questions of a button as dialogs: the system's own for one file or folder, one form for anything more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kdcl_xl.buttons.registry import Ask, Kind

_WORKBOOKS = "Sổ Excel (*.xlsx *.xlsm);;Mọi tệp (*)"
_ON_DISK = (Kind.FOLDER, Kind.FILE, Kind.FILES, Kind.SAVE)
_BETWEEN = "; "
"""Between several files in one line of text; no file name on Windows may hold a quote, so a semicolon is rare."""

Answers = dict[str, Any]


def ask_user(parent: QWidget, title: str, asks: Sequence[Ask], start: Path) -> Answers | None:
    """The answers by key, None when the user gave up. `start` is the folder that dialogs open in."""
    if len(asks) == 1 and asks[0].kind in _ON_DISK and not asks[0].optional:
        chosen = choose_on_disk(parent, asks[0], start)
        return {asks[0].key: chosen} if chosen else None
    form = QuestionForm(parent, title, asks, start)
    return form.answers() if form.exec() == QDialog.DialogCode.Accepted else None


def choose_on_disk(parent: QWidget, ask: Ask, start: Path) -> str | list[str]:
    """The system's dialog for files and folders; empty when the user gave up."""
    place = str(start)
    if ask.kind is Kind.FOLDER:
        return QFileDialog.getExistingDirectory(parent, ask.prompt, place)
    if ask.kind is Kind.FILES:
        return QFileDialog.getOpenFileNames(parent, ask.prompt, place, _WORKBOOKS)[0]
    if ask.kind is Kind.SAVE:
        return QFileDialog.getSaveFileName(parent, ask.prompt, place)[0]
    return QFileDialog.getOpenFileName(parent, ask.prompt, place, _WORKBOOKS)[0]


class QuestionForm(QDialog):
    """All questions on one page. "Làm" is enabled when every required one is answered."""

    def __init__(self, parent: QWidget, title: str, asks: Sequence[Ask], start: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(title.rstrip("…"))
        self._asks, self._start = asks, start
        self._read: dict[str, Callable[[], Any]] = {}
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._box = QDialogButtonBox()
        self._go = self._box.addButton("&Làm", QDialogButtonBox.ButtonRole.AcceptRole)
        self._box.addButton("&Hủy", QDialogButtonBox.ButtonRole.RejectRole)
        self._box.accepted.connect(self.accept)
        self._box.rejected.connect(self.reject)
        for ask in asks:
            words = f"{ask.prompt} (không bắt buộc)" if ask.optional and not ask.default else ask.prompt
            label, field = QLabel(words), self._field(ask)
            label.setWordWrap(True)
            label.setBuddy(field)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)
        self._see_whether_complete()

    def answers(self) -> Answers:
        """What was answered; questions passed over are left out."""
        read = {ask.key: self._read[ask.key]() for ask in self._asks}
        return {key: value for key, value in read.items() if value}

    def _field(self, ask: Ask) -> QWidget:
        if ask.kind is Kind.CHOICE:
            return self._choice(ask)
        line = QLineEdit()
        line.setAccessibleName(ask.prompt)
        line.textChanged.connect(self._see_whether_complete)
        if ask.kind is Kind.FILES:
            self._read[ask.key] = lambda: [part for part in line.text().split(_BETWEEN) if part.strip()]
        else:
            self._read[ask.key] = lambda: line.text().strip()
        return line if ask.kind is Kind.TEXT else self._on_disk(ask, line)

    def _choice(self, ask: Ask) -> QWidget:
        choice = QComboBox()
        choice.setAccessibleName(ask.prompt)
        if ask.optional and not ask.default:
            choice.addItem("(không chọn)", "")
        for value, words in ask.choices.items():
            choice.addItem(words, value)
        choice.setCurrentIndex(max(0, choice.findData(ask.default)))
        self._read[ask.key] = choice.currentData
        return choice

    def _on_disk(self, ask: Ask, line: QLineEdit) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        browse = QPushButton("Chọn…")
        browse.setAccessibleName(f"Chọn: {ask.prompt}")
        browse.setAutoDefault(False)

        def chosen() -> None:
            found = choose_on_disk(self, ask, self._start)
            if found:
                line.setText(found if isinstance(found, str) else _BETWEEN.join(found))

        browse.clicked.connect(chosen)
        layout.addWidget(line)
        layout.addWidget(browse)
        row.setFocusProxy(line)
        return row

    def _see_whether_complete(self) -> None:
        self._go.setEnabled(
            all(ask.optional or self._read[ask.key]() for ask in self._asks if ask.key in self._read)
        )
