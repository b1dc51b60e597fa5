"""The level of a school: the lowest and the highest one over all ways to complete what is still blank.

The program proposes and explains; the council concludes (Đ27k4 TT 57/2026 and the self-assessment guides).
All three engines are monotone, so the two extreme completions (every blank unmet, every blank met) bound them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from kdcl_xl.law.answers import Answer, Sheet, read_sheet
from kdcl_xl.law.gap import (
    Blocker,
    BlockerKind,
    Gap,
    blockers,
    cited,
    describe,
    named,
    smallest,
    unknown_rule,
)
from kdcl_xl.law.ladder import Demand, Ladder, ladder_of
from kdcl_xl.law.regulation import Question, Regulation
from kdcl_xl.law.sourced import Confidence, Sourced

__all__ = [
    "Answer",
    "Bounds",
    "UnknownCriterion",
    "Verdict",
    "assess",
    "assumptions",
    "headline",
    "smallest_improvements",
    "what_if",
]


class Bounds(NamedTuple):
    """Lowest and highest level of a criterion, clause or standard; 0 = no level."""

    code: str
    low: int
    high: int


class UnknownCriterion(LookupError):  # noqa: N818 (its message is read by users, its name by nobody else)
    """A criterion the rule set does not have. The message is Vietnamese: users type these codes."""


@dataclass(frozen=True)
class Verdict:
    """What the answers amount to under one rule set.

    `level_low` and `level_high` are 0 for "no level", and None when the rule for levels itself is unknown.
    `assessed` is False as long as no mandatory criterion (no criterion, where none is mandatory) has an answer:
    such a school is "chưa đánh giá", whatever the arithmetic says. Everything else is worked out when asked for.
    """

    regulation: Regulation = field(repr=False)
    level_low: int | None
    level_high: int | None
    assessed: bool
    criteria: tuple[Bounds, ...] = field(repr=False)
    clauses: tuple[Bounds, ...] = field(repr=False)
    sheet: Sheet = field(repr=False)

    @property
    def settled(self) -> bool:
        """Whether no completion of the blanks, and no missing part of the law, could change the level."""
        return self.assessed and self.level_low is not None and self.level_low == self.level_high

    @property
    def headline(self) -> str:
        """The proposal in a few words: "Đạt Mức 2", "Từ Mức 1 đến Mức 2 …", "Chưa đánh giá"."""
        return headline(self.regulation.level_word, self.level_low, self.level_high, assessed=self.assessed)

    @cached_property
    def standards(self) -> tuple[Bounds, ...]:
        """A standard is at a level when all its criteria are; criteria without that level do not block."""
        ladder = self._ladder
        rows = zip(self.regulation.standards, ladder.standards, strict=True)
        return tuple(
            Bounds(
                standard.code,
                *(_shared(members, reaches, ladder) for reaches in (self.sheet.low, self.sheet.high)),
            )
            for standard, members in rows
        )

    @cached_property
    def blockers(self) -> tuple[Blocker, ...]:
        """What stops the level after `level_low`; empty at the top."""
        if self.level_low is None:
            message = f"Chưa đủ căn cứ: {self._why_undecided}."
            return (Blocker(BlockerKind.UNKNOWN_RULE, "", 0, (), (), message),)
        demand = self._next
        return blockers(demand, self._ladder, self.sheet, self.regulation) if demand else ()

    @cached_property
    def gap(self) -> Gap | None:
        """The smallest set of improvements for the level after `level_low`; None at the top or when unknown."""
        demand = self._next
        return smallest(self._ladder, self.sheet, demand.level, self.regulation) if demand else None

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Why this level and not the next, one sentence each."""
        if self.level_low is None:
            return (f"Chưa đủ căn cứ: {self._why_undecided}.",)
        word, ref = self.regulation.level_word, cited(self.regulation)
        sentences = []
        for demand in self._ladder.demands:
            parts = "; ".join(describe(demand, self.sheet.low, self.regulation))
            if demand.level == self.level_low:
                sentences.append(f"Đạt {word} {demand.level}: {parts}{ref}.")
            elif demand.level == self.level_low + 1:
                possible = demand.met_by(self.sheet.high)
                state = "Chưa xác định được" if possible else "Không đạt"
                sentences.append(f"{state} {word} {demand.level}: {parts}{ref}.")
        return tuple(sentences)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What was read differently from how it was typed, and what the law leaves open."""
        return tuple(_remarks(self, self._ladder))

    @cached_property
    def unverified(self) -> tuple[str, ...]:
        """The statements of law behind this verdict that nobody has checked against an official text."""
        return tuple(_unverified(self.regulation))

    def as_json(self) -> dict[str, Any]:
        """The published shape, with English keys (see docs/schema)."""

        def bounds(rows: Sequence[Bounds]) -> list[dict[str, Any]]:
            return [row._asdict() for row in rows]

        return {
            "regulation": self.regulation.id,
            "level_low": self.level_low,
            "level_high": self.level_high,
            "settled": self.settled,
            "criteria": bounds((*self.criteria, *self.clauses)),
            "standards": bounds(self.standards),
            "blockers": [blocker.as_json() for blocker in self.blockers],
            "gap": self.gap.as_json() if self.gap else None,
            "recognition": _recognition(self),
            "unverified": list(self.unverified),
            "remarks": list(self.remarks),
        }

    @property
    def _ladder(self) -> Ladder:
        return ladder_of(self.regulation)

    @property
    def _next(self) -> Demand | None:
        if self.level_low is None or self.level_low >= self._ladder.top:
            return None
        return self._ladder.demands[self.level_low]

    @property
    def _why_undecided(self) -> str:
        if not self.regulation.criteria:
            return "bộ tiêu chuẩn chưa có tiêu chí nào"
        return f"chưa rõ cách xếp {self.regulation.level_word.lower()} của Thông tư {self.regulation.number}"


def headline(word: str, low: int | None, high: int | None, *, assessed: bool) -> str:
    """A span of levels in a few words; `word` is what the rule set calls a level."""
    if low is None:
        return f"Chưa đủ căn cứ để xác định {word.lower()}"
    if not assessed:
        return "Chưa đánh giá"
    if low == high:
        return f"Đạt {word} {low}" if low else f"Không đạt {word.lower()} nào"
    if not low:
        return f"Chưa xác định: cao nhất có thể là {word} {high}"
    return f"Từ {word} {low} đến {word} {high}, chưa xác định"


def assess(answers: Mapping[Question, Answer], regulation: Regulation) -> Verdict:
    """The level of a school by its answers; a missing key is "chưa đánh giá".

    "Không áp dụng" counts as met where the circular says "(nếu có)" (`Criterion.may_not_apply`), elsewhere as no
    answer, with a remark. A level above an unmet one does not count. Raises TypeError for a value that is no
    Answer, InconsistentRegulation for a rule set that contradicts itself.
    """
    ladder = ladder_of(regulation)
    sheet = read_sheet(answers, ladder)
    rows = tuple(
        Bounds(item.code, item.shown[low], item.shown[high])
        for item, low, high in zip(ladder.items, sheet.low, sheet.high, strict=True)
    )
    low = high = None
    if ladder.demands:
        low = _highest([demand for demand in ladder.demands if not demand.unknown], sheet.low)
        high = _highest(ladder.demands, sheet.high)
    return Verdict(
        regulation, low, high, sheet.assessed, rows[: ladder.criteria], rows[ladder.criteria :], sheet
    )


def what_if(
    answers: Mapping[Question, Answer], changes: Mapping[str, int], regulation: Regulation
) -> Verdict:
    """The verdict if each criterion of `changes` stood at the level given ("nếu 3.2 đạt Mức 2 thì …").

    A criterion that reaches more is lowered: everything above becomes unmet. Any other meets everything up to the
    level. Raises UnknownCriterion for a code, or a level, that the rule set does not have.
    """
    new = dict(answers)
    reached = {row.code: row.low for row in _reached(answers, regulation)}
    for code, level in changes.items():
        criterion = regulation.by_code.get(code)
        if criterion is None:
            raise UnknownCriterion(f"Bộ tiêu chuẩn {regulation.id} không có tiêu chí {code}.")
        if not 0 <= level <= ladder_of(regulation).top:
            raise UnknownCriterion(f"Tiêu chí {code} không có {regulation.level_word} {level}.")
        for asked in criterion.levels:
            lowered = asked.level > level and reached[code] > level
            if lowered or asked.level <= level:
                answer = Answer.UNMET if lowered else Answer.MET
                new |= {Question(code, asked.level, i.label): answer for i in asked.indicators}
    return assess(new, regulation)


def assumptions(
    answers: Mapping[Question, Answer], changes: Mapping[str, int], regulation: Regulation
) -> Iterator[str]:
    """What `what_if` takes for granted, in words: "tiêu chí 1.3 chỉ đạt Mức 0". `changes` are those it accepts."""
    reached = {row.code: row.low for row in _reached(answers, regulation)}
    after = {row.code: row.low for row in _reached_in(what_if(answers, changes, regulation))}
    for code, level in changes.items():
        unit = named(code, regulation)
        only = "chỉ " if level < reached[code] else ""
        if after[code] == reached[code]:
            yield f"{unit[0].lower()}{unit[1:]} giữ như trong sổ"
        else:
            yield f"{unit[0].lower()}{unit[1:]} {only}đạt {regulation.level_word} {level}"


def _reached_in(verdict: Verdict) -> tuple[Bounds, ...]:
    return (*verdict.criteria, *verdict.clauses)


def _reached(answers: Mapping[Question, Answer], regulation: Regulation) -> tuple[Bounds, ...]:
    return _reached_in(assess(answers, regulation))


def smallest_improvements(
    answers: Mapping[Question, Answer], regulation: Regulation, target: int
) -> Gap | None:
    """The smallest set of improvements with which the school reaches at least `target`.

    Empty when it already does; None when the rule from that level up is unknown. Raises ValueError for a level the
    rule set does not have.
    """
    ladder = ladder_of(regulation)
    if not ladder.demands:
        return None
    if not 1 <= target <= ladder.top:
        raise ValueError(f"Bộ tiêu chuẩn {regulation.id} không có {regulation.level_word} {target}.")
    return smallest(ladder, read_sheet(answers, ladder), target, regulation)


def _highest(demands: Sequence[Demand], reaches: Sequence[int]) -> int:
    return next((demand.level for demand in reversed(demands) if demand.met_by(reaches)), 0)


def _shared(members: Sequence[int], reaches: Sequence[int], ladder: Ladder) -> int:
    """The level all members reach: the lowest reach, shown as the highest level a member has up to there."""
    reach = min((reaches[member] for member in members), default=0)
    return max((ladder.items[member].shown[reach] for member in members), default=0)


def _recognition(verdict: Verdict) -> list[dict[str, Any]]:
    low, high = verdict.level_low, verdict.level_high
    return [
        {
            "kind": recognition.kind,
            "title": recognition.title,
            "grade_word": recognition.grade_word,
            "low": None if low is None else recognition.grade_at(low),
            "high": None if high is None else recognition.grade_at(high),
        }
        for recognition in verdict.regulation.recognitions
    ]


def _remarks(verdict: Verdict, ladder: Ladder) -> Iterator[str]:
    sheet, regulation = verdict.sheet, verdict.regulation
    if sheet.foreign:
        lines = "; ".join(_line(question, regulation) for question in sheet.foreign)
        yield f"Bỏ qua {len(sheet.foreign)} câu trả lời không có trong bộ tiêu chuẩn: {lines}."
    for question in sheet.not_applicable_refused:
        yield (
            f"{_line(question, regulation)}: không được chọn “{Answer.NOT_APPLICABLE}” vì nội dung này không có "
            "cụm từ “(nếu có)”; coi như chưa đánh giá."
        )
    yield from _levels_that_do_not_count(verdict, ladder)
    if verdict.level_low is None:
        yield f"Chưa đủ căn cứ: {verdict._why_undecided}."
        return
    for demand in ladder.demands:
        if demand.unknown and demand.level > verdict.level_low and demand.met_by(sheet.high):
            yield unknown_rule(demand, regulation).message


def _levels_that_do_not_count(verdict: Verdict, ladder: Ladder) -> Iterator[str]:
    sheet, regulation = verdict.sheet, verdict.regulation
    word = regulation.level_word
    for item, high in zip(ladder.items, sheet.high, strict=True):
        for rung in item.rungs:
            if rung.level > high + 1 and all(sheet.states[rung.start : rung.stop]):
                yield (
                    f"{named(item.code, regulation)} ghi đạt {word} {rung.level} nhưng {word} {high + 1} không đạt: "
                    f"không tính {word} {rung.level}."
                )
    reached = min(sheet.high[: ladder.criteria], default=0)
    early = [row.code for row in verdict.clauses if row.low and reached < row.low - 1]
    if early:
        level = regulation.clauses[0].levels[-1].level
        yield (
            f"{', '.join(named(code, regulation) for code in early)} ghi “{Answer.MET}” nhưng chưa phải mọi tiêu chí "
            f"đạt {word} {level - 1}: chưa xét {word} {level}."
        )


def _line(question: Question, regulation: Regulation) -> str:
    text = f"{named(question.criterion, regulation)}, {regulation.level_word} {question.level}"
    if question.indicator == "*":
        return text
    return f"{text}, {regulation.words.indicator} {question.indicator}"


def _unverified(regulation: Regulation) -> Iterator[str]:
    if regulation.confidence is Confidence.UNVERIFIED:
        yield f"Nội dung bộ tiêu chuẩn (Thông tư {regulation.number}): chưa đối chiếu với văn bản chính thức."
    sources: list[tuple[str, Sourced]] = []
    if regulation.engine:
        sources.append((f"Cách xếp {regulation.level_word.lower()}", regulation.engine))
    for recognition in regulation.recognitions:
        sources.append((recognition.title, recognition))
    for title, source in sources:
        if source.confidence is Confidence.UNVERIFIED:
            ref = f" ({source.ref})" if source.ref else ""
            yield f"{title}{ref}: chưa đối chiếu với văn bản chính thức."
