"""Where the Python of the package is, and the log of this extension."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

VARIABLE = "KDCL_PYTHON"
HOW_TO_SET = (
    "Thầy/cô chạy lệnh “kdcl cai-libreoffice” một lần, hoặc chọn trình thông dịch ở Công cụ ▸ Tùy chọn ▸ KĐCL ▸ "
    "Chương trình, rồi bấm lại."
)


def settings_folder() -> Path:
    """The same folder as `kdcl_xl.jobs.support.settings_folder`."""
    home = os.environ.get("KDCL_HOME")
    if home:
        return Path(home) / "thiet-lap"
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "kdcl_xl" / "kdcl_xl"
        )
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "kdcl_xl"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "kdcl_xl"


def settings_file() -> Path:
    """Written by `kdcl cai-libreoffice` and by the options page."""
    return settings_folder() / "libreoffice.json"


def interpreter() -> str:
    """The Python that has the package; "" when nobody has said. Never that of LibreOffice itself."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return named
    try:
        return str(json.loads(settings_file().read_text(encoding="utf-8")).get("python", ""))
    except (OSError, ValueError):
        return ""


def set_interpreter(path: str) -> None:
    """Remember it. Raises OSError."""
    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"python": path}, ensure_ascii=False), encoding="utf-8")


def write_log() -> Path:
    """Append where the current exception came from. Frames only: messages may quote cells."""
    path = settings_folder() / "libreoffice.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    kind, _error, trace = sys.exc_info()
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{kind.__name__ if kind else ''}\n{''.join(traceback.format_tb(trace))}\n")
    return path
