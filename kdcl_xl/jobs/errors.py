"""What a job says when it cannot be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class JobError(Exception):
    """The job could not be done. The text is Vietnamese, for the user: what is wrong and what to do instead.

    `data` is what --json prints besides the text.
    """

    def __init__(self, message: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.data = data or {}
