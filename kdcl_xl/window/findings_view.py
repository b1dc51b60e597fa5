"""The list of findings: severity as colour and word, where, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kdcl_xl.findings import Finding
from kdcl_xl.window.workplaces import Workplace
from kdcl_xl.workbook.marks import SEVERITY_COLOURS

_HEADERS = ("Mức độ", "Trang và ô", "Điều chưa đúng", "Cách sửa", "Sổ")
_FILE = 4
_MOST_FITTED = 400
"""Rows whose height follows their text; fitting thousands takes seconds."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding and the workbook it is about."""

    finding: Finding
    place: Workplace | None


class FindingsModel(QAbstractTableModel):
    """Findings as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Listed] = ()

    def put(self, rows: Sequence[Listed]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def at(self, row: int) -> Listed:
        """The finding of a row."""
        return self._rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt's."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt's."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """Qt's."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _HEADERS[section] if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = 0) -> Any:
        """Qt's. The colour of a severity always comes with its word, and with black text also on a dark desktop."""
        finding = self._rows[index.row()].finding
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADERS[index.column()]}: {self._text(index)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if index.column() == 0 and role == Qt.ItemDataRole.BackgroundRole:
            return QColor(SEVERITY_COLOURS[finding.severity])
        if index.column() == 0 and role == Qt.ItemDataRole.ForegroundRole:
            return QColor("#000000")
        return None

    def _text(self, index: _Index) -> str:
        listed = self._rows[index.row()]
        finding = listed.finding
        remedy = f"{finding.remedy} ({finding.law})" if finding.law else finding.remedy
        file = listed.place.name if listed.place else finding.file
        return (finding.severity.value, finding.place or "Cả tệp", finding.message, remedy, file)[
            index.column()
        ]


class FindingsView(QTableView):
    """Enter or a double click asks to be led to the cell."""

    wanted = Signal(object)
    """The Listed to be shown in its workbook."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = FindingsModel(self)
        self.setModel(self._findings)
        self.setAccessibleName("Danh sách điều chưa đúng")
        self.setAccessibleDescription("Bấm Enter ở một dòng để tới ô ấy trong sổ.")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().setVisible(False)
        self.doubleClicked.connect(self._ask)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def put(self, rows: Sequence[Listed], *, several: bool = False) -> None:
        """Show these findings, the first one selected; `several` workbooks are named."""
        self._findings.put(rows)
        self.setColumnHidden(_FILE, not several)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((0, 12), (1, 18), (_FILE, 20)):
            self.setColumnWidth(column, letters * letter)
        if rows:
            self.selectRow(0)
        self._fit()

    def next(self) -> None:
        """Select the next finding; after the last comes the first."""
        if count := self._findings.rowCount():
            self.selectRow((self.currentIndex().row() + 1) % count)
            self.setFocus()

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        """Narrower columns need higher rows."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter leads to the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _ask(self, index: QModelIndex) -> None:
        self.wanted.emit(self._findings.at(index.row()))

    def _fit(self) -> None:
        if self._findings.rowCount() <= _MOST_FITTED:
            self.resizeRowsToContents()
            air = self.fontMetrics().lineSpacing() // 3
            for row in range(self._findings.rowCount()):
                self.setRowHeight(row, self.rowHeight(row) + air)
        else:
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() * 3)
