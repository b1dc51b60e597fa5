"""Answers to try a rule set with: every boundary we know of, then random ones from a fixed seed."""

import random
from collections.abc import Iterator

from kdcl_xl.law.answers import Answer
from kdcl_xl.law.ladder import Item, Ladder, Pool, ladder_of
from kdcl_xl.law.regulation import Question, Regulation

Sheet = dict[Question, Answer]


def answer_sheets(regulation: Regulation, count: int) -> list[Sheet]:
    """At least `count` different sheets: the boundaries first."""
    rng = random.Random(f"{regulation.id}/2026")
    ladder = ladder_of(regulation)
    sheets = list(_boundaries(ladder, rng))
    while len(sheets) < count:
        sheets.append(_random(ladder, rng))
    return sheets


def _boundaries(ladder: Ladder, rng: random.Random) -> Iterator[Sheet]:
    full = dict.fromkeys(ladder.questions, Answer.MET)
    yield {}
    yield full
    yield dict.fromkeys(ladder.questions, Answer.UNMET)
    yield dict.fromkeys(ladder.questions, Answer.NOT_APPLICABLE)
    yield {q: Answer.MET for q in ladder.questions if q.level == 1}
    for question in ladder.may_not_apply:
        yield full | {question: Answer.NOT_APPLICABLE}
    yield from _around_pools(ladder, rng)
    for question in rng.sample(ladder.questions, min(40, len(ladder.questions))):
        yield full | {question: Answer.UNMET}
        yield {other: answer for other, answer in full.items() if other != question}
        yield {question: Answer.MET}


def _around_pools(ladder: Ladder, rng: random.Random) -> Iterator[Sheet]:
    """As many of a pool as are needed, one more, one less; the others unmet, or blank."""
    for demand in ladder.demands:
        pool = demand.pool
        for difference in (-1, 0, 1) if pool else ():
            for rest in (Answer.UNMET, None):
                yield _pool_sheet(ladder, pool, difference, rest, rng)  # type: ignore[arg-type]


def _pool_sheet(
    ladder: Ladder, pool: Pool, difference: int, rest: Answer | None, rng: random.Random
) -> Sheet:
    sheet = dict.fromkeys(ladder.questions, Answer.MET)
    members = rng.sample(pool.members, len(pool.members))
    for member in members[max(0, min(len(members), pool.need + difference)) :]:
        for question in _questions(ladder, ladder.items[member], pool.level):
            if rest is None:
                del sheet[question]
            else:
                sheet[question] = rest
    return sheet


def _questions(ladder: Ladder, item: Item, level: int) -> list[Question]:
    return [ladder.questions[q] for r in item.rungs if r.level == level for q in range(r.start, r.stop)]


def _random(ladder: Ladder, rng: random.Random) -> Sheet:
    """Criteria that mostly reach one level, some that fail or stay open there, and now and then an odd answer."""
    aim = rng.randint(1, ladder.top)
    spoilt, odd = rng.choice((0.0, 0.02, 0.05, 0.15, 0.4)), rng.choice((0.0, 0.0, 0.01))
    sheet: Sheet = {}
    for question in ladder.questions:
        chance = rng.random()
        if chance < odd:
            sheet[question] = Answer.NOT_APPLICABLE
        elif chance < odd + spoilt:
            if rng.random() < 0.5:
                sheet[question] = Answer.UNMET
        elif question.level <= aim:
            sheet[question] = Answer.MET
        elif rng.random() < 0.5:
            sheet[question] = rng.choice((Answer.MET, Answer.UNMET))
    return sheet
