"""What schools have to publish, where the law says so, and by when (TT 09/2024/TT-BGDĐT): data in `data/cong_khai.yaml`."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from kdcl_xl.law.data_file import law_data
from kdcl_xl.law.sourced import Confidence, LawData
from kdcl_xl.text.dates import day_of_year

MILLIONS = "triệu đồng"


class Section(LawData):
    """One of the eight things to publish, with its article."""

    code: str
    title: str
    ref: str


class MoneyRow(LawData):
    """One line of the sheet of the accountant. `total_of`: codes that add up to it."""

    code: str
    title: str
    unit: str = MILLIONS
    total_of: tuple[str, ...] = ()


class MoneyGroup(LawData):
    """Lines under one heading."""

    title: str
    rows: tuple[MoneyRow, ...]


class Money(LawData):
    """The lines of Điều 5; ours, as the official form was not at hand."""

    confidence: Confidence
    groups: tuple[MoneyGroup, ...]


class DisclosureLaw(LawData):
    """The circular as far as it is known."""

    number: str
    issued_on: dt.date
    title: str
    title_confidence: Confidence
    publish_before: str
    """"30/06": published before this day of the year in which the school year ends."""
    publish_ref: str
    update_working_days: int
    update_ref: str
    report_ref: str
    keep_years: int
    """How long the báo cáo thường niên is kept on the website."""
    confidence: Confidence
    sections: tuple[Section, ...]
    money: Money

    def due(self, year: int) -> dt.date:
        """The day before which things are published in a calendar year."""
        return day_of_year(self.publish_before, year)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What nobody has compared with the original text."""
        found = [f"tên gọi tám nhóm nội dung công khai và thứ tự theo Thông tư {self.number}"]
        if self.money.confidence is Confidence.UNVERIFIED:
            found.append("cách chia các dòng thu, chi theo Điều 5")
        return tuple(found)


@lru_cache(maxsize=1)
def disclosure_law() -> DisclosureLaw:
    """TT 09/2024/TT-BGDĐT."""
    return DisclosureLaw.model_validate(law_data("cong_khai.yaml"))
