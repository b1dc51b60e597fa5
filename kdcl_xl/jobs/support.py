"""Settings in effect and the log of what should not have happened."""

from __future__ import annotations

import datetime as dt
import os
import traceback
from collections.abc import Sequence
from pathlib import Path

from kdcl_xl.folders import log_file, settings_file
from kdcl_xl.settings import Settings, load_settings
from kdcl_xl.text.dates import VIETNAM

OFFICE_SETTINGS = "KDCL_THIET_LAP"
"""Environment variable that names the office's settings file (a shared drive)."""


def today() -> dt.date:
    """The day in Viet Nam."""
    return dt.datetime.now(VIETNAM).date()


def effective_settings(files: Sequence[Path]) -> Settings:
    """Built-in values, under the user's file, under the office's, under the files named in the command."""
    layers = [settings_file()]
    if office := os.environ.get(OFFICE_SETTINGS):
        layers.append(Path(office))
    return load_settings([*layers, *files])


def write_log(error: BaseException) -> Path:
    """Append an exception to the log and return its path.

    Frames and line numbers only: messages of exceptions may quote cells, and a log must not hold personal data.
    """
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = "".join(traceback.format_tb(error.__traceback__))
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{type(error).__name__}\n{frames}\n")
    return path


def logged(error: BaseException) -> str:
    """Log an exception; what to say of it behind "lỗi không lường trước"."""
    try:
        return f"; chi tiết kỹ thuật ở {write_log(error)}"
    except OSError:
        return " và không ghi được nhật ký"
