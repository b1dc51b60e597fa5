"""Where the program lives on a Windows PC: a folder whose path is plain ASCII.

VBA and the command interpreter hand paths around in the PC's ANSI code page, and no ANSI page holds all Vietnamese
letters: a program below `C:\\Users\\Nguyễn Văn An` could be installed but not called from Excel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PureWindowsPath

HOME_VARIABLE = "KDCL_HOME"
_SAFE = re.compile(r"[A-Za-z]:\\[A-Za-z0-9 ._()~\\-]+")
"""No &, ^, %, ! or quotes either: they mean something to cmd.exe."""


class NoHomeError(Exception):
    """No folder can be used; the text is for the user."""


def is_safe(folder: str) -> bool:
    """Whether Excel can call a program below this folder: a local drive, ASCII letters, nothing cmd.exe would read."""
    return _SAFE.fullmatch(folder) is not None


def choose_home(
    environment: Mapping[str, str], writable: Callable[[str], bool], *, wanted: str = ""
) -> PureWindowsPath:
    """The folder to install into: the one asked for, that of an earlier installation, else the first usable one.

    `writable` says whether the user may write there. Raises NoHomeError when the folder asked for, or every one,
    cannot be used.
    """
    if wanted:
        folder = str(PureWindowsPath(wanted))
        if not is_safe(folder):
            raise NoHomeError(
                f"Không cài vào “{folder}” được: đường dẫn phải ở ổ đĩa của máy và chỉ gồm chữ không dấu, số, dấu cách, "
                r"dấu chấm, gạch ngang. Ví dụ: C:\kdcl"
            )
        if not writable(folder):
            raise NoHomeError(f"Không ghi được vào “{folder}”. Chọn thư mục khác bằng /thu-muc.")
        return PureWindowsPath(folder)
    tried = []
    for folder in _candidates(environment):
        if is_safe(folder) and writable(folder):
            return PureWindowsPath(folder)
        tried.append(folder)
    raise NoHomeError(
        f"Không có chỗ cài: đã thử {', '.join(tried)}. Nhờ người quản trị tạo thư mục, ví dụ C:\\kdcl, cho tài khoản này ghi, "
        r"rồi chạy lại với /thu-muc C:\kdcl"
    )


def _candidates(environment: Mapping[str, str]) -> Iterator[str]:
    if earlier := environment.get(HOME_VARIABLE):
        yield earlier
    if local := environment.get("LOCALAPPDATA"):
        yield rf"{local}\kdcl"
    # Below ProgramData only who made a folder may change it; in C:\Users\Public everybody could plant a program.
    user = re.sub(r"[^A-Za-z0-9]", "", environment.get("USERNAME", "")) or "nguoi-dung"
    shared = environment.get("PROGRAMDATA", r"C:\ProgramData")
    yield rf"{shared}\kdcl-{user}"
