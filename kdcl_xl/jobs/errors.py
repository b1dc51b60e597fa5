"""What a job says when it cannot be done."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Any


class JobError(Exception):
    """The job could not be done. The text is Vietnamese, for the user: what is wrong and what to do instead.

    `data` is what --json prints besides the text.
    """

    def __init__(self, message: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.data = data or {}


_CAUSES = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "không có quyền đọc hoặc ghi",
    errno.EROFS: "nơi ghi chỉ cho đọc",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EISDIR: "đây là một thư mục",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.ENAMETOOLONG: "đường dẫn quá dài",
}


def file_words(error: OSError) -> str:
    """Why a file could not be read or written, for the user; our own errors (SaveError) say it themselves."""
    if error.errno is None:
        return str(error)
    place = f" “{error.filename}”" if error.filename else ""
    return f"Không đọc hoặc ghi được tệp{place}: {_CAUSES.get(error.errno, error.strerror)}."
