"""No dialogs: for tests and scripts. `KDCL_KHONG_HOP_THOAI` names a file that gets one JSON line for each message,
`KDCL_TRA_LOI` holds the answers to questions as a JSON object."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from .dialogs import CancelledError


class Quiet:
    """What `dialogs.Screen` does, without a user."""

    stop_wanted = False

    def __init__(self, file: str) -> None:
        self._file = Path(file)

    @staticmethod
    def wanted() -> Quiet | None:
        """One, when the environment says so."""
        file = os.environ.get("KDCL_KHONG_HOP_THOAI", "")
        return Quiet(file) if file else None

    def begin(self, label: str) -> None:
        """Nobody to tell."""

    def progress(self, done: int, total: int, text: str) -> None:
        """Nobody to tell."""

    def breathe(self) -> None:
        """Nobody waits."""

    def close(self) -> None:
        """Nothing is open."""

    def ask(self, ask: dict[str, Any]) -> Any:
        """The prepared answer. Raises CancelledError when there is none and one is needed."""
        answers = json.loads(os.environ.get("KDCL_TRA_LOI", "{}"))
        if ask["key"] not in answers and not ask["optional"]:
            raise CancelledError
        return answers.get(ask["key"])

    def tell(
        self, result: str, message: str, lines: Any = (), files: Any = (), *, passing: bool = False
    ) -> None:
        """Write the message down."""
        told = {"result": result, "message": message, "lines": list(lines), "open": list(files)}
        with self._file.open("a", encoding="utf-8") as log:
            log.write(json.dumps(told, ensure_ascii=False) + "\n")
