"""What a port could not do, gathered into sentences for the user: one a sheet and reason, not one a cell."""

from __future__ import annotations

from kdcl_xl.text.lists import some

_NAMED = 5
"""Cells named one by one; more would not be read."""

PROTECTED = (
    "trang đang được bảo vệ nên để nguyên; thầy/cô bỏ bảo vệ trang (Xem lại ▸ Bỏ bảo vệ trang) rồi bấm lại"
)
LOCKED = "ô đang bị khóa nên để nguyên"
THREADED = "ô có cuộc trao đổi của người dùng nên chỉ tô màu, không ghi chú"
FORMULA = "ô có công thức nên để nguyên"
COVERED = "ô nằm trong vùng trộn nên để nguyên; hãy ghi vào ô đầu của vùng"


class LeftOut:
    """Collects; `sentences` in the order in which reasons first came up."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], list[str]] = {}
        self._plain: list[str] = []

    def cell(self, sheet: str, cell: str, reason: str) -> None:
        """One cell was left as it is."""
        cells = self._cells.setdefault((sheet, reason), [])
        if cell not in cells:
            cells.append(cell)

    def sentence(self, text: str) -> None:
        """Anything else, in a whole sentence."""
        if text not in self._plain:
            self._plain.append(text)

    def sentences(self) -> list[str]:
        """For `Applied.left_out`."""
        return [*map(self._sentence, self._cells), *self._plain]

    def _sentence(self, place: tuple[str, str]) -> str:
        sheet, reason = place
        cells = self._cells[place]
        return f"{sheet}!{some(cells, _NAMED, ' và {} ô khác')}: {reason}."
