"""`kdcl cua-so`, and besides it writes where its buttons stand: a test that clicks has to know.

Arguments: the file to write to, then those of the command.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication

from kdcl_xl.cli import main
from kdcl_xl.window import main_window


class Told(main_window.MainWindow):
    """Writes the centre of each visible button, and the last sentence, ten times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tell)
        self._timer.start(100)

    def _tell(self) -> None:
        centres = {}
        for made in self.buttons.all:
            at = made.mapToGlobal(QPoint(made.width() // 2, made.height() // 2))
            ratio = self.devicePixelRatioF()
            if not made.visibleRegion().isEmpty():
                centres[made.button.id] = [round(at.x() * ratio), round(at.y() * ratio)]
        told = {"buttons": centres, "sentence": self.result.sentence.text(), "active": self.isActiveWindow(),
                "focus": type(QApplication.focusWidget()).__name__}  # fmt: skip
        target = Path(sys.argv[1])
        temporary = target.with_suffix(".neu")
        temporary.write_text(json.dumps(told), encoding="utf-8")
        temporary.replace(target)


if __name__ == "__main__":
    main_window.MainWindow = Told  # type: ignore[misc]
    main(["cua-so", *sys.argv[2:]])
