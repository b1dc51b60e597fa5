"""The look of the window: the system's own, and one dark blue. Sizes follow the font, so that 125–200 % stay readable."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QApplication

import kdcl_xl
from kdcl_xl.workbook.plan import Result
from kdcl_xl.workbook.styles import GOOD_GREEN, NAVY, PALE_BLUE, WARNING_AMBER

_SMALLEST_POINTS = 10.0
_BANNERS = {Result.DONE: GOOD_GREEN, Result.FOUND_ERRORS: WARNING_AMBER, Result.FAILED: "#F8CBCB"}
RESULT_WORDS = {Result.DONE: "XONG", Result.FOUND_ERRORS: "CẦN SỬA", Result.FAILED: "CHƯA LÀM ĐƯỢC"}

SHEET = f"""
QLabel#title {{ color: white; background: {NAVY}; font-weight: bold; padding: 8px 12px; }}
QLabel#sentence {{ color: black; background: {PALE_BLUE}; border-left: 5px solid {NAVY}; padding: 8px 10px; }}
QLabel#hint {{ padding: 24px; }}
QPushButton[press="true"] {{ text-align: left; padding: 4px 8px; }}
QGroupBox {{ font-weight: bold; margin-top: 1.3em; padding-top: 2px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 6px; }}
"""


def dress(application: QApplication) -> None:
    """Fonts no smaller than ten points; everything else is the system's."""
    font: QFont = application.font()
    if 0 < font.pointSizeF() < _SMALLEST_POINTS:
        font.setPointSizeF(_SMALLEST_POINTS)
        application.setFont(font)
    application.setStyleSheet(SHEET)


def banner(result: Result) -> str:
    """The style of the sentence after a press that ended so."""
    return f"background: {_BANNERS[result]}"


@cache
def icon_of(name: str) -> QIcon:
    """The icon of a button in every size there is; an empty one where the installation has none."""
    icon = QIcon()
    for file in _icons().glob(f"{name}-[0-9]*.png"):
        icon.addFile(str(file))
    return icon


@cache
def _icons() -> Path:
    package = Path(kdcl_xl.__file__).resolve().parent
    installed = package / "_share" / "macros" / "icons"
    return installed if installed.is_dir() else package.parent / "macros" / "icons"


def with_mnemonics(labels: list[str], taken: str = "") -> list[str]:
    """The labels with `&` before a letter each has for itself; a label whose letters are all taken stays bare.

    Only letters of every keyboard are used: Vietnamese ones are typed in several strokes.
    """
    used = set(taken.lower())
    found = []
    for label in labels:
        words_first = sorted(range(len(label)), key=lambda at: (at > 0 and label[at - 1] != " ", at))
        at = next(
            (
                at
                for at in words_first
                if label[at].isascii() and label[at].isalpha() and label[at].lower() not in used
            ),
            None,
        )
        if at is None:
            found.append(label)
            continue
        used.add(label[at].lower())
        found.append(f"{label[:at]}&{label[at:]}")
    return found
