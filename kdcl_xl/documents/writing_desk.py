"""What everybody who writes papers shares: room to fill by hand, doubts and remarks told once, counts in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.letterhead import DAY_TO_FILL
from kdcl_xl.text.dates import vn_long_date
from kdcl_xl.text.numbers import in_words

FILL = "……………………"
"""Printed where the workbook knows nothing and somebody writes by hand."""
FILL_LINES = "\n".join(["…" * 31] * 3)
"""Three lines to write on."""


class WritingDesk:
    """Somebody about to write papers: what their workbook leaves open, what nobody has compared with the law."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.submission, self.on = source.submission, source.on
        self._blanks: dict[str, None] = {}
        self._doubts: dict[str, None] = {}

    def blank(self, what: str, printed: str = FILL) -> str:
        """Room to write by hand; the user is told what for."""
        self._blanks[what] = None
        return printed

    def known(self, text: str, what: str) -> str:
        """The text, or room to write it by hand."""
        return text or self.blank(what)

    def day(self, day: dt.date | None, what: str) -> str:
        """ "ngày 05 tháng 11 năm 2024", or room to write it by hand."""
        return vn_long_date(day) if day else self.blank(what, DAY_TO_FILL)

    def doubt(self, statement: str) -> None:
        """A statement on the paper that nobody has compared with the original."""
        self._doubts[statement[0].lower() + statement[1:]] = None

    @property
    def doubts(self) -> tuple[str, ...]:
        """All of them so far."""
        return tuple(self._doubts)

    def remark(self, sentence: str) -> None:
        """Something the user should know, said once."""
        if sentence not in self.source.remarks:
            self.source.remarks.append(sentence)

    def tell_open(self, writer: str) -> None:
        """Tell the user what `writer` ("cơ quan", "nhà trường") fills by hand, and what to check before signing."""
        if self._blanks:
            self.remark(f"Để chấm “……” cho {writer} điền: {'; '.join(self._blanks)}.")
        if self._doubts:
            self.remark(f"Chưa đối chiếu văn bản gốc, thầy/cô kiểm tra trước khi ký: {'; '.join(self._doubts)}.")  # fmt: skip


def counted(number: int, noun: str) -> str:
    """ "05 (năm) thành viên"."""
    return f"{number:02} ({in_words(number)}) {noun}"


def listed(items: Iterable[str]) -> str:
    """Different items in their order, separated by commas."""
    return ", ".join(dict.fromkeys(item for item in items if item))
