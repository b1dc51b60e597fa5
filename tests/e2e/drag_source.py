"""A small window from which the file given can be dragged, as from a file manager."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class OneFile(QLabel):
    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    application = QApplication([])
    label = OneFile("Tệp")
    label.setWindowTitle("keo-tep")
    label.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
    label.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    label.setGeometry(0, 30, 160, 60)
    label.show()
    application.exec()
