"""Questions to the user through Excel's own dialogs, where the engine has them (Windows)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kdcl_xl.ports.xlwings_reach import Patience

_FILE_PICKER, _FOLDER_PICKER = 3, 4
_CHOSEN = -1
TITLE = "KĐCL"


@dataclass(frozen=True)
class Dialogs:
    """Each question answers None when the user passes it over."""

    book: Any
    patient: Patience

    @property
    def available(self) -> bool:
        """Whether this Excel can be told to ask."""
        app = self.book.app
        return all(self.patient.native(app, name) is not None for name in ("FileDialog", "InputBox"))

    def folder(self, prompt: str) -> str | None:
        """A folder."""
        chosen = self._picked(_FOLDER_PICKER, prompt, many=False)
        return chosen[0] if chosen else None

    def file(self, prompt: str) -> str | None:
        """One file that exists."""
        chosen = self._picked(_FILE_PICKER, prompt, many=False)
        return chosen[0] if chosen else None

    def files(self, prompt: str) -> list[str] | None:
        """Files that exist."""
        return self._picked(_FILE_PICKER, prompt, many=True) or None

    def save_as(self, prompt: str) -> str | None:
        """A file to be written."""
        chosen = self.book.app.api.GetSaveAsFilename("", "Excel (*.xlsx), *.xlsx", 1, prompt)
        return chosen if isinstance(chosen, str) else None

    def text(self, prompt: str, default: str = "") -> str | None:
        """A line of text."""
        answer = self.book.app.api.InputBox(prompt, TITLE, default)
        return answer.strip() if isinstance(answer, str) and answer.strip() else None

    def _picked(self, kind: int, prompt: str, *, many: bool) -> list[str]:
        dialog = self.book.app.api.FileDialog(kind)
        dialog.Title = prompt
        dialog.AllowMultiSelect = many
        if dialog.Show() != _CHOSEN:
            return []
        items = dialog.SelectedItems
        return [str(items.Item(number)) for number in range(1, items.Count + 1)]
