"""`kdcl cua-so`, and besides it writes where its buttons stand and what it shows: a test that clicks has to know.

Arguments: the file to write to, then those of the command.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from kdcl_xl.cli import main
from kdcl_xl.window import main_window


class Told(main_window.MainWindow):
    """Writes what there is to see, ten times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tell)
        self._timer.start(100)

    def _tell(self) -> None:
        places = [self.places.item(row) for row in range(self.places.count())]
        told = {
            "buttons": {each.button.id: self._middle(each) for each in self.buttons.all if _is_seen(each)},
            "places": {item.text(): self._at(self.places.visualItemRect(item).center()) for item in places},
            "chosen": [item.text() for item in places if item.isSelected()],
            "drop": self._middle(self.result),
            "sentence": self.result.sentence.text(),
            "finding": self._finding(),
            "busy": self.busy,
            "active": self.isActiveWindow(),
        }
        target = Path(sys.argv[1])
        temporary = target.with_suffix(".neu")
        temporary.write_text(json.dumps(told), encoding="utf-8")
        temporary.replace(target)

    def _at(self, place: QPoint) -> list[int]:
        """A place of the list of workbooks on the screen."""
        return self._on_screen(self.places.viewport().mapToGlobal(place))

    def _middle(self, widget: QWidget) -> list[int]:
        return self._on_screen(widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2)))

    def _on_screen(self, at: QPoint) -> list[int]:
        return [round(at.x() * self.devicePixelRatioF()), round(at.y() * self.devicePixelRatioF())]

    def _finding(self) -> str:
        """Where the chosen finding is, "" when none is."""
        index = self.result.findings.currentIndex()
        return str(index.siblingAtColumn(1).data()) if index.isValid() else ""


def _is_seen(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


if __name__ == "__main__":
    main_window.MainWindow = Told  # type: ignore[misc]
    main(["cua-so", *sys.argv[2:]])
