"""The figures of the first sheet: computed from schools, printed as named cells, compared again by the level above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kdcl_xl.consolidate.record import KIND_ORDER
from kdcl_xl.consolidate.rollup import EVERY_KIND, NO_FIGURE, SchoolView, Tally, holds, tally_of, total
from kdcl_xl.forms.summary import State

NOT_KNOWN = "chưa rõ"
_CERTIFICATES = ("accredited", "standard")
_LEVELS = ("unmet", "level_1", "level_2", "level_3", "level_4", "undecided", "unassessed")
_RECEIVED = (State.ACCEPTED, State.WITH_ERRORS)


@dataclass(frozen=True, slots=True)
class KindFigures:
    """One line of the first sheet: how many schools of a kind, how many sent, at which level."""

    kind: str
    schools: int
    received: int
    with_errors: int
    choose: int
    missing: int
    levels: Tally
    accredited: int
    standard: int
    accredited_open: int = 0
    """Schools of which nobody knows whether they hold the certificate."""
    standard_open: int = 0

    @classmethod
    def of(cls, kind: str, views: Sequence[SchoolView], on: dt.date) -> KindFigures:
        """Counted schools of one kind; every figure is a count of these schools."""
        received = [view for view in views if view.received]
        return cls(
            kind,
            len(views),
            len(received),
            sum(view.state is State.WITH_ERRORS for view in views),
            sum(view.state is State.CHOOSE for view in views),
            sum(view.state not in (*_RECEIVED, State.CHOOSE) for view in views),
            total(tally_of(view.assessed, view.low, view.high) for view in received),
            *(sum(holds(view, which, on) is True for view in views) for which in _CERTIFICATES),
            *(sum(holds(view, which, on) is None for view in views) for which in _CERTIFICATES),
        )

    def unknown(self, *, listed: bool) -> dict[str, int | str]:
        """Figure → what its number hides: the most it may be, or the word for a nought nobody has counted.

        `listed`: there is an official list, so schools that sent nothing are known.
        """
        found: dict[str, int | str] = {} if listed else {"missing": NOT_KNOWN}
        if not self.received:
            return found | dict.fromkeys((*_LEVELS, *_CERTIFICATES), NO_FIGURE)
        for which, sure, open_ in (
            ("accredited", self.accredited, self.accredited_open),
            ("standard", self.standard, self.standard_open),
        ):
            if open_:
                found[which] = sure + open_
        return found

    def named(self) -> dict[str, int]:
        """Name of the figure → number, as the cells of the line of totals are named."""
        levels = self.levels
        return {
            "schools": self.schools,
            "received": self.received,
            "with_errors": self.with_errors,
            "choose": self.choose,
            "missing": self.missing,
            "unmet": levels.unmet,
            "level_1": levels.level_1,
            "level_2": levels.level_2,
            "level_3": levels.level_3,
            "level_4": levels.level_4,
            "undecided": levels.undecided,
            "unassessed": levels.unassessed,
            "accredited": self.accredited,
            "standard": self.standard,
        }


LABELS = {
    "schools": "Số trường",
    "received": "Đã nhận",
    "with_errors": "trong đó còn lỗi",
    "choose": "Chờ chọn bản",
    "missing": "Chưa nộp",
    "unmet": "Không đạt",
    "level_1": "Mức 1",
    "level_2": "Mức 2",
    "level_3": "Mức 3",
    "level_4": "Mức 4",
    "undecided": "Chưa xác định",
    "unassessed": "Chưa đánh giá",
    "accredited": "KĐCLGD còn hạn",
    "standard": "Chuẩn quốc gia còn hạn",
}
"""Figure → its header on the first sheet."""


def cell_name(figure: str) -> str:
    """The defined name of a figure in the line of totals."""
    return f"kq_{figure}"


def figures_by_kind(views: Sequence[SchoolView], on: dt.date) -> list[KindFigures]:
    """One line per kind that occurs among the counted schools; kinds off the list come last."""
    counted = [view for view in views if view.counted]
    others = sorted({view.kind for view in counted} - set(KIND_ORDER))
    return [
        KindFigures.of(kind or "(không ghi)", [view for view in counted if view.kind == kind], on)
        for kind in (*KIND_ORDER, *others)
        if any(view.kind == kind for view in counted)
    ]


def figures_in_all(views: Sequence[SchoolView], on: dt.date) -> KindFigures:
    """The line of totals."""
    return KindFigures.of(EVERY_KIND, [view for view in views if view.counted], on)
