"""The folders of this user: settings, undo steps, log, cache."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path, user_log_path

HOME = "KDCL_HOME"
"""Environment variable that names the one folder an installer chose for this user.

Windows hands some paths to Excel in an ANSI page that holds no "ễ": below `C:\\Users\\Nguyễn…` the log and the undo
steps could not be opened, so the installer chooses an ASCII folder.
"""

_PROGRAM = "kdcl_xl"


def settings_folder() -> Path:
    """Where the user's settings file, own templates and loaded wording lie."""
    return _below_home("thiet-lap") or user_config_path(_PROGRAM)


def settings_file() -> Path:
    """The settings of this user; it need not exist."""
    return settings_folder() / "thiet-lap.toml"


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
