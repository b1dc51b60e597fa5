"""What a school answered, and how far each criterion reaches with it, at the least and at the most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kdcl_xl.law.ladder import Item, Ladder
from kdcl_xl.law.regulation import Question


class Answer(StrEnum):
    """An answer to one line of the sheet "Đánh giá". A line without an answer is not assessed yet."""

    MET = "Đạt"
    UNMET = "Không đạt"
    NOT_APPLICABLE = "Không áp dụng"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers as the engine reads them.

    `states` has True, False or None (not assessed) per question of the ladder; `low` and `high` are the reach of
    each item were every blank unmet, or met. The reach of a criterion is the level before the first one it fails.
    """

    states: tuple[bool | None, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    assessed: bool
    not_applicable_refused: tuple[Question, ...]
    foreign: tuple[Question, ...]

    def questions(self, ladder: Ladder, item: Item, level: int, state: bool | None) -> tuple[Question, ...]:
        """The questions of an item up to a level that are met, unmet or (None) blank."""
        return tuple(
            ladder.questions[place]
            for rung in item.rungs
            if rung.level <= level
            for place in range(rung.start, rung.stop)
            if self.states[place] is state
        )


def read_sheet(answers: Mapping[Question, Answer], ladder: Ladder) -> Sheet:
    """Read the answers against a rule set. Raises TypeError for a value that is no Answer."""
    met, unmet = Answer.MET, Answer.UNMET
    states: dict[Question, bool] = {}
    refused = []
    for question, answer in answers.items():
        if answer is met:
            states[question] = True
        elif answer is unmet:
            states[question] = False
        elif answer is not Answer.NOT_APPLICABLE:
            raise TypeError(f"{question}: {answer!r} is no Answer")
        elif question in ladder.may_not_apply:
            states[question] = True
        elif question in ladder.known:
            refused.append(question)
    row = tuple(map(states.get, ladder.questions))
    foreign = () if answers.keys() <= ladder.known else tuple(q for q in answers if q not in ladder.known)
    low, high = (
        zip(*(_reach(item, row, ladder.top) for item in ladder.items), strict=True)
        if ladder.items
        else ((), ())
    )
    return Sheet(row, low, high, _assessed(row, ladder), tuple(refused), foreign)


def _reach(item: Item, row: tuple[bool | None, ...], top: int) -> tuple[int, int]:
    low = top
    for rung in item.rungs:
        states = row[rung.start : rung.stop]
        if False in states:
            return min(low, rung.level - 1), rung.level - 1
        if low == top and None in states:
            low = rung.level - 1
    return low, top


def _assessed(row: tuple[bool | None, ...], ladder: Ladder) -> bool:
    return any(
        state is not None
        for place in ladder.decisive
        for rung in ladder.items[place].rungs
        for state in row[rung.start : rung.stop]
    )
