"""What everybody who writes papers shares: room to fill by hand, doubts and remarks told once, counts in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.letterhead import DAY_TO_FILL
from kdcl_xl.forms.vocabulary import KindName
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.text.dates import vn_date, vn_long_date
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

    def doubt_circular(self, rules: Regulation) -> None:
        """The same of a circular that was only recalled."""
        if rules.confidence is Confidence.UNVERIFIED:
            self.doubt(f"tên và điều khoản của Thông tư số {rules.number}")

    def ground_of(self, rules: Regulation) -> str:
        """The first, full citation of a circular as a căn cứ: number, day, body, what it is about."""
        self.doubt_circular(rules)
        return f"Căn cứ {cited(rules)} {rules.title[0].lower()}{rules.title[1:]}"

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


class _HasRole(Protocol):
    @property
    def role(self) -> str: ...


R = TypeVar("R", bound=_HasRole)


def by_role(people: Iterable[R], roles: type[StrEnum]) -> list[R]:
    """People in the order of their roles; those of one role as written, those of none of them last."""
    order = {str(role): place for place, role in enumerate(roles)}
    return sorted(people, key=lambda person: order.get(person.role, len(order)))


def cited(rules: Regulation) -> str:
    """ "Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ trưởng Bộ Giáo dục và Đào tạo"."""
    return f"Thông tư số {rules.number} {vn_long_date(rules.issued_on)} của Bộ trưởng Bộ Giáo dục và Đào tạo"


def school_word(kind: str) -> str:
    """How a text calls an institution of a kind."""
    return "Trung tâm" if kind == KindName.CONTINUING else "Nhà trường"


def days_in_words(first: dt.date | None, last: dt.date | None) -> str:
    """ "ngày 12/11/2025", "từ ngày 12/11/2025 đến ngày 14/11/2025"; "" while neither is known."""
    if first and last and first != last:
        return f"từ ngày {vn_date(first)} đến ngày {vn_date(last)}"
    day = first or last
    return f"ngày {vn_date(day)}" if day else ""


def counted(number: int, noun: str) -> str:
    """ "05 (năm) thành viên"."""
    return f"{number:02} ({in_words(number)}) {noun}"


def listed(items: Iterable[str]) -> str:
    """Different items in their order, separated by commas."""
    return ", ".join(dict.fromkeys(item for item in items if item))
