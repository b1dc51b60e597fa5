"""Settings in effect, the folders of this user, and the log of what should not have happened."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path, user_log_path

from kdcl_xl.settings import Settings, load_settings

OFFICE_SETTINGS = "KDCL_THIET_LAP"
"""Environment variable that names the office's settings file (a shared drive)."""
HOME = "KDCL_HOME"
"""Environment variable that names the one folder an installer chose for this user.

Windows hands some paths to Excel in an ANSI page that holds no "ễ": below `C:\\Users\\Nguyễn…` the log and the undo
steps could not be opened, so the installer chooses an ASCII folder.
"""

_PROGRAM = "kdcl_xl"
_VIETNAM = dt.timezone(dt.timedelta(hours=7))


def today() -> dt.date:
    """The day in Viet Nam."""
    return dt.datetime.now(_VIETNAM).date()


def settings_folder() -> Path:
    """Where the user's settings file, own templates and loaded wording lie."""
    return _below_home("thiet-lap") or user_config_path(_PROGRAM)


def undo_folder() -> Path:
    """Where the steps for "Hoàn tác" are kept."""
    return _below_home("hoan-tac") or user_data_path(_PROGRAM) / "hoan-tac"


def log_file() -> Path:
    """The log; it need not exist."""
    return (_below_home("nhat-ky") or user_log_path(_PROGRAM)) / "loi.log"


def cache_folder() -> Path:
    """For files that can be made again: the blank workbooks formats are taken from."""
    return _below_home("mau") or user_cache_path(_PROGRAM)


def _below_home(name: str) -> Path | None:
    home = os.environ.get(HOME)
    return Path(home) / name if home else None


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
