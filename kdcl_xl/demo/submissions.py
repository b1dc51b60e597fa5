"""Who sends what: every school one clean workbook, but for those with a deliberate fault."""

from __future__ import annotations

from dataclasses import dataclass

from kdcl_xl.demo.faults import FAULTS
from kdcl_xl.forms.summary import State


@dataclass(frozen=True, slots=True)
class Submitted:
    """One file a school sends. `faults` are keys of FAULTS; the other fields are faults of the folder."""

    faults: tuple[str, ...] = ()
    revision: int = 1
    suffix: str = ""
    """What Zalo or Windows appended to the name: " (1)"."""
    zipped: bool = False
    last_year: bool = False
    said: str = ""
    answer: str = ""

    @property
    def title(self) -> str:
        """What is wrong on purpose, in words; "" when nothing is."""
        return "; ".join([FAULTS[key].title for key in self.faults] + ([self.said] if self.said else []))

    @property
    def expected(self) -> str:
        """The findings or states that must answer it."""
        return ", ".join([FAULTS[key].expected for key in self.faults] + ([self.answer] if self.answer else []))  # fmt: skip


_NOTHING: list[Submitted] = []
_2026: dict[str, list[Submitted]] = {
    "79-Q7-001": [
        Submitted(),
        Submitted(suffix=" (1)", said="Gửi hai lần cùng một tệp, tên thêm “(1)”", answer=State.SAME),
    ],
    "79-Q7-002": [Submitted(("mot-ma-hai-tai-lieu",))],
    "79-Q7-003": [Submitted(("unicode-lai",))],
    "79-Q7-004": [Submitted(("dan-dinh-dang",))],
    "79-Q7-005": _NOTHING,
    "79-Q7-006": [Submitted(("lan-nop-truoc",)), Submitted(revision=2)],
    "79-Q7-007": [Submitted(("doi-ten-cot",))],
    "79-Q7-008": [Submitted(), Submitted(("cung-lan-nop",), suffix="_sua")],
    "79-Q7-009": [Submitted(("go-de-cong-thuc",))],
    "79-Q7-010": [Submitted(("ma-thanh-so",))],
    "79-BS-011": [Submitted(zipped=True)],
    "79-BS-012": [Submitted(("csv-doi-duoi",))],
    "79-BS-013": [Submitted(("ma-minh-chung-sai",), zipped=True)],
    "79-BS-014": [Submitted(("muc-2-tren-muc-1",))],
    "79-DL-021": [Submitted(("dat-mat-khau",))],
    "79-DL-022": [
        Submitted(("mau-cu", "so-khong-the-bang-0")),
        Submitted(("truong-la",), suffix="_ban-khac"),
    ],
    "79-DL-023": [Submitted(said="Trường đã sáp nhập vẫn gửi sổ", answer=f"TH-003, {State.CLOSED}")],
    "79-DL-024": [Submitted(("ngay-khong-co",))],
    "79-SO-032": [
        Submitted(last_year=True, said="Nộp nhầm sổ của năm học trước", answer=f"TH-008, {State.APART}")
    ],
    "79-SO-033": [Submitted(("tep-rong",), suffix="_loi"), Submitted()],
}
_2024: dict[str, list[Submitted]] = {
    "79-Q7-003": [Submitted(("unicode-lai",))],
    "79-Q7-004": _NOTHING,
    "79-Q7-005": _NOTHING,
    "79-Q7-006": [Submitted(("ma-minh-chung-sai",))],
    "79-Q7-010": [Submitted(("excel-cu",))],
    "79-BS-014": [Submitted(("so-khong-the-bang-0",))],
}

STILL_SENDING = ("79-DL-023",)
"""Schools that have been merged and send a workbook all the same."""


def planned(school_id: str, *, historic: bool) -> list[Submitted]:
    """What a school sends in 2024–2025 (`historic`) or in the current school year; nothing when it is late."""
    return (_2024 if historic else _2026).get(school_id, [Submitted()])
