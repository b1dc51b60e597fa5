"""Saving so that neither a power cut nor an open Excel can cost anybody a workbook.

Always: a temporary file in the same folder, flushed to the disk, then renamed over the old one. The old file is
whole until the new one is.
"""

from __future__ import annotations

import errno
import filecmp
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from kdcl_xl.findings import Finding, Severity, rule

SAVED_BESIDE = rule("TEP-060", Severity.WARNING, "Tệp cần ghi không bị chương trình khác giữ")
CANNOT_SAVE = rule("TEP-061", Severity.ERROR, "Ghi được tệp vào thư mục đã chọn")
LEFTOVER = rule("TEP-062", Severity.WARNING, "Không còn tệp tạm của lần ghi bị ngắt giữa chừng")

_TEMPORARY = ".kdcl-tam-"
_SHARING_ERRORS = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation. Excel, a virus scanner or OneDrive holds the file."""
_ATTEMPTS = 5
_PAUSE = 0.2

_T = TypeVar("_T")


class SaveError(OSError):
    """Nothing was written and nothing was lost. `finding` says why, in words for the user."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.message} {finding.remedy}")
        self.finding = finding


def write_atomically(
    path: Path,
    writer: Callable[[Path], object],
    *,
    keep_previous: bool = False,
    keep_every: bool = False,
    pause: float = _PAUSE,
) -> Path:
    """Save through `writer`, which is given the path of an empty temporary file with the same suffix.

    Returns the path really written: `path`, or a new name beside it when another program keeps holding `path`
    (`saved_beside` tells the user). `keep_previous` leaves the old content as `<name>.bak` in the
    place of an earlier one; `keep_every` leaves each old content under a name of its own (`backups`). `pause` is the
    first wait in seconds between attempts, doubled each time. Raises SaveError; errors of `writer` other than OSError
    pass through. In every failure the old file stays and the temporary one goes.
    """
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        temporary = _temporary_beside(target)
        writer(temporary)
        _flush(temporary)
        if target.exists():
            shutil.copymode(target, temporary)
            if keep_every:
                _keep_as(_next_backup(target), target, pause)
            elif keep_previous:
                _keep_as(_backup(target, 1), target, pause)
        return _rename(temporary, target, pause)
    except SaveError:
        raise
    except OSError as error:
        raise SaveError(_cannot_save(path, error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def backups(path: Path) -> list[Path]:
    """Earlier contents of a file that saves have kept, oldest first: `.bak`, `.2.bak`, `.3.bak` …"""
    kept = _numbered_backups(Path(os.path.realpath(path)))
    return [kept[number] for number in sorted(kept)]


def saved_beside(asked: Path, written: Path) -> Finding | None:
    """What to tell the user when `write_atomically` had to choose another name; None when it had not."""
    if Path(os.path.realpath(asked)) == written:
        return None
    finding = SAVED_BESIDE.at(
        "",
        "",
        f'Tệp "{asked.name}" đang mở hoặc đang bị chương trình khác giữ, nên kết quả được ghi vào "{written.name}" '
        "cùng thư mục.",
        f'Thầy/cô đóng "{asked.name}" rồi làm lại, hoặc dùng luôn tệp mới.',
    )
    return replace(finding, file=asked.name)


def leftovers(folder: Path) -> list[Path]:
    """Temporary files of saves that were cut off, oldest name first. A running save has one too."""
    return sorted(folder.glob(f"{_TEMPORARY}*"))


def leftover_findings(path: Path) -> list[Finding]:
    """Whether an earlier save of `path` was cut off. The file itself is whole; the leftover is not to be trusted."""
    marker = f"{_TEMPORARY}{_digest(path.name)}-"
    return [
        replace(
            LEFTOVER.at(
                "",
                "",
                f'Một lần ghi "{path.name}" trước đây bị ngắt giữa chừng (mất điện, đầy đĩa), còn lại tệp tạm '
                f'"{found.name}".',
                f'"{path.name}" vẫn là bản ghi trọn vẹn gần nhất; thầy/cô xem lại rồi xóa tệp tạm.',
            ),
            file=path.name,
        )
        for found in leftovers(path.parent)
        if found.name.startswith(marker)
    ]


def read_settled(path: Path, *, pause: float = _PAUSE) -> bytes:
    """The content of a file at one moment: read again when it changed under the reading.

    Raises OSError as `open` does, and BlockingIOError when the file never stays still.
    """

    def read() -> bytes:
        before = path.stat()
        content = path.read_bytes()
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise BlockingIOError(errno.EAGAIN, "file is being written", str(path))
        return content

    return _insist(read, pause)


def _temporary_beside(target: Path) -> Path:
    # Opened by hand, not by mkstemp: the new file is to have the ordinary rights of its folder, not 0600.
    name = f"{_TEMPORARY}{_digest(target.name)}-{secrets.token_hex(4)}{target.suffix}"
    temporary = target.with_name(name)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
    return temporary


def _digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:8]


def _backup(target: Path, number: int) -> Path:
    return target.with_name(f"{target.name}.bak" if number == 1 else f"{target.name}.{number}.bak")


def _numbered_backups(target: Path) -> dict[int, Path]:
    pattern = re.compile(rf"{re.escape(target.name)}(?:\.(?P<number>[1-9]\d*))?\.bak")
    matches = ((pattern.fullmatch(found.name), found) for found in target.parent.iterdir())
    return {int(match["number"] or 1): found for match, found in matches if match}


def _next_backup(target: Path) -> Path | None:
    """A name after the newest backup; None when the newest already holds what is there now."""
    kept = _numbered_backups(target)
    if not kept:
        return _backup(target, 1)
    newest = max(kept)
    # By content: a cut-off save may have left the backup and not the new file.
    return None if filecmp.cmp(kept[newest], target, shallow=False) else _backup(target, newest + 1)


def _keep_as(backup: Path | None, target: Path, pause: float) -> None:
    """Copy, then rename: at no moment is there neither the file nor its copy."""
    if backup is None:
        return
    copy = _temporary_beside(target)
    try:
        shutil.copyfile(target, copy)
        _flush(copy)
        _insist(lambda: copy.replace(backup), pause)
    finally:
        copy.unlink(missing_ok=True)


def _rename(temporary: Path, target: Path, pause: float) -> Path:
    try:
        _insist(lambda: temporary.replace(target), pause)
    except OSError as error:
        if not _is_held(error):
            raise
        target = _free_name_beside(target)
        temporary.replace(target)
    _flush_folder(target.parent)
    return target


def _insist(action: Callable[[], _T], pause: float) -> _T:
    for attempt in range(_ATTEMPTS - 1):
        try:
            return action()
        except OSError as error:
            if not _is_held(error):
                raise
            time.sleep(pause * 2**attempt)
    return action()


def _is_held(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _SHARING_ERRORS or isinstance(error, BlockingIOError)


def _free_name_beside(target: Path) -> Path:
    for number in range(1, 1000):
        suffix = "" if number == 1 else f" {number}"
        candidate = target.with_name(f"{target.stem} (bản mới{suffix}){target.suffix}")
        if not candidate.exists():
            return candidate
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_save(path: Path, error: OSError) -> Finding:
    reasons = {
        errno.ENOSPC: ("đĩa đã đầy", "Thầy/cô xóa bớt tệp hoặc chọn ổ đĩa khác rồi làm lại."),
        errno.EDQUOT: ("đã hết dung lượng được cấp", "Thầy/cô xóa bớt tệp hoặc chọn ổ đĩa khác rồi làm lại."),
        errno.EACCES: ("không có quyền ghi", "Thầy/cô chọn thư mục khác, ví dụ Tài liệu (Documents)."),
        errno.EPERM: ("không có quyền ghi", "Thầy/cô chọn thư mục khác, ví dụ Tài liệu (Documents)."),
        errno.EROFS: ("thư mục chỉ cho đọc", "Thầy/cô chọn thư mục khác, ví dụ Tài liệu (Documents)."),
        errno.ENOENT: ("không có thư mục này", "Thầy/cô tạo thư mục hoặc kiểm tra lại đường dẫn."),
        errno.EISDIR: ("đường dẫn là một thư mục", "Thầy/cô ghi thêm tên tệp."),
        errno.ENAMETOOLONG: (
            "đường dẫn quá dài",
            "Thầy/cô đặt tên ngắn hơn hoặc chọn thư mục gần gốc ổ đĩa hơn.",
        ),
    }
    unknown = (error.strerror or str(error), "Thầy/cô thử lại, hoặc chọn thư mục khác.")
    reason, remedy = reasons.get(error.errno or 0, unknown)
    finding = CANNOT_SAVE.at(
        "", "", f'Không ghi được tệp "{path.name}": {reason}. Tệp cũ (nếu có) còn nguyên.', remedy
    )
    return replace(finding, file=path.name)
