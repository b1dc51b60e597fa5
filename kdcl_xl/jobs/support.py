"""Settings in effect and the log of what should not have happened."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from kdcl_xl.folders import HOME, cache_folder, log_file, settings_folder, undo_folder
from kdcl_xl.settings import Settings, load_settings

__all__ = [
    "HOME",
    "cache_folder",
    "effective_settings",
    "log_file",
    "settings_folder",
    "today",
    "undo_folder",
    "write_log",
]
OFFICE_SETTINGS = "KDCL_THIET_LAP"
"""Environment variable that names the office's settings file (a shared drive)."""
_VIETNAM = dt.timezone(dt.timedelta(hours=7))


def today() -> dt.date:
    """The day in Viet Nam."""
    return dt.datetime.now(_VIETNAM).date()


def effective_settings(files: Sequence[Path]) -> Settings:
    """Built-in values, under the user's file, under the office's, under the files named in the command."""
    layers = [settings_folder() / "thiet-lap.toml"]
    if office := os.environ.get(OFFICE_SETTINGS):
        layers.append(Path(office))
    return load_settings([*layers, *files])


def write_log() -> Path:
    """Append the current exception to the log and return its path.

    Frames and line numbers only: messages of exceptions may quote cells, and a log must not hold personal data.
    """
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    kind, _error, trace = sys.exc_info()
    frames = "".join(traceback.format_tb(trace))
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{kind.__name__ if kind else ''}\n{frames}\n")
    return path
