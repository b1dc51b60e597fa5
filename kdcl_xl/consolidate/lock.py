"""Two officers press the button at once on a share: one works, the other is told who holds it and since when.

The lock is the operating system's: it ends with the program that held it, also after a crash, so no lock grows
stale. Who holds it stands in a small file beside it, for people only.
"""

from __future__ import annotations

import datetime as dt
import getpass
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kdcl_xl.consolidate.problems import HeldByAnotherError
from kdcl_xl.text.dates import VIETNAM


def lock_files(output: Path) -> tuple[Path, Path]:
    """The lock beside an output, and the file that says who holds it."""
    return output.with_name(f".{output.name}.khoa"), output.with_name(f".{output.name}.khoa.txt")


@contextmanager
def held(output: Path) -> Iterator[None]:
    """Hold an output while it is made. Raises HeldByAnotherError at once when another program does.

    Where the folder cannot be written at all, nothing is held: saving will say so in its own words.
    """
    path, holder = lock_files(output)
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise HeldByAnotherError(
            f"“{output.name}” đang được tổng hợp bởi {_who(holder)}. Thầy/cô chờ xong rồi chạy lại, "
            "hoặc ghi ra tệp khác."
        ) from error
    except OSError:
        yield
        return
    try:
        holder.write_text(_myself(), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        if os.name != "nt":  # Windows removes it on release, and cannot while it is held
            path.unlink(missing_ok=True)
        lock.release()


def _myself() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's list (containers)
        user = "người dùng không rõ"
    return f"{user}, máy {platform.node() or 'không rõ'}, từ {dt.datetime.now(VIETNAM):%H:%M ngày %d/%m/%Y}"


def _who(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "một máy khác"
    except (OSError, UnicodeDecodeError):
        return "một máy khác"
