"""Start the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kdcl_xl.jobs.errors import JobError

_NO_TOOLKIT = (
    "Cửa sổ cần phần hiển thị PySide6 mà bản cài này chưa có. Cài thêm: pip install kdcl-xl[cua-so]. "
    "Trong khi chờ, dùng kdcl kiem-tra TEP hoặc kdcl theo-doi THU_MUC."
)
_NO_DISPLAY = (
    "Máy này không có màn hình đồ họa (hoặc thiếu thư viện hiển thị) nên không mở được cửa sổ. "
    "Dùng kdcl kiem-tra TEP hoặc kdcl theo-doi THU_MUC."
)


def run(paths: Sequence[Path]) -> int:
    """Show the window until it is closed; the exit code of the toolkit. Raises JobError where it cannot be shown."""
    if sys.platform == "linux" and not _has_display():
        raise JobError(_NO_DISPLAY)
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        # A missing system library (libEGL, libxcb) shows as ImportError as well.
        installed = isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("PySide6")
        raise JobError(_NO_TOOLKIT if installed else _NO_DISPLAY) from error
    from kdcl_xl.window.look import dress
    from kdcl_xl.window.main_window import MainWindow

    application = QApplication([])
    application.setApplicationName("kdcl_xl")
    dress(application)
    window = MainWindow()
    window.show()
    if paths:
        window.open_paths(paths)
    return application.exec()


def _has_display() -> bool:
    """Qt ends the whole process when it finds none, so it is not asked."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
