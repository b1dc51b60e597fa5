"""The workings behind "Kết quả": the engine of `law.levels`, said once more in formulas.

Both read the same compiled rule set (`law.ladder`), so a new circular needs no new formula; that the two agree is
proved cell by cell in LibreOffice. The functions used are those Excel 2010 and LibreOffice 7.4 share.

COUNTIF and its kin read a criterion "1.1" as a number and then count "1.10" too: codes are therefore only compared by
MATCH on a composed key, never counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kdcl_xl.forms.form import Edition, header
from kdcl_xl.forms.self_assessment import AnswerLine
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.ladder import Demand, Item, Ladder, Must, Pool
from kdcl_xl.workbook.live.grid import Column, Workings

SPARE_LINES = 30
"""Lines a user may insert into the table before the last ones are no longer seen (and "Kết quả" says so)."""
_UNMET, _MET, _NOT_APPLICABLE, _STRANGE = 0, 1, 2, "x"
"""What an answer is in the workings; the first three are places in a list (`read_lines`)."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the table as they stand, in whatever order: key, answer as a number, whether it has a code."""

    key: Column
    value: Column
    used: Column


@dataclass(frozen=True, slots=True)
class Answers:
    """Per question of the circular: its line, what is written there, and what it counts as (1, 0 or "")."""

    line: Column
    written: Column
    state: Column
    level: Column


@dataclass(frozen=True, slots=True)
class Reach:
    """Per criterion or clause: answered indicators, the reach as the engine knows it, the level to show."""

    answered: Column
    low: Column
    high: Column
    shown_low: Column
    shown_high: Column


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a level: how many members must reach `level`; how many do, at the least and at the most."""

    title: str
    level: int
    members: int
    choice: bool
    """Whether any of the members will do (quota, share), or all of them must."""
    share: int | None
    mark: Column
    """1 beside every member."""
    need: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class LevelCells:
    """The conditions of one level of the school; `low` and `high` hold 1 where they are met."""

    demand: Demand
    parts: tuple[Part, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class School:
    """The school as a whole. `target` is the level after the lowest one, "" at the top."""

    levels: tuple[LevelCells, ...]
    assessed: str
    low: str
    high: str
    target: str


def read_lines(grid: Workings, edition: Edition) -> Lines:
    """Each line of the table on "Đánh giá" (structured references: columns may be moved, lines sorted)."""

    def cell(field: str, line: int) -> str:
        return f"INDEX({AnswerLine.table.name}[{header(AnswerLine.column(field), edition)}],{line})"

    def key(line: int) -> str:
        criterion, level, indicator = (cell(name, line) for name in ("criterion", "level", "indicator"))
        # MATCH reads * as a wildcard.
        return f'=IFERROR(TRIM({criterion})&"|"&TRIM({level})&"|"&SUBSTITUTE(TRIM({indicator}),"*","-"),"")'

    words = ",".join(f'"{word}"' for word in (Answer.UNMET, Answer.MET, Answer.NOT_APPLICABLE))

    def value(line: int) -> str:
        text = f"TRIM({cell('result', line)})"
        # A line that the table does not have gives an error here too, and counts as blank.
        return f'=IFERROR(MATCH({text},{{{words}}},0)-1,IF(IFERROR({text},"")="","","{_STRANGE}"))'

    lines = range(1, len(edition.rules.questions) + SPARE_LINES + 1)
    keys = grid.column("khóa dòng", map(key, lines))
    values = grid.column("giá trị dòng", map(value, lines))
    used = (f'=IF(OR({keys.at(i)}="",{keys.at(i)}="||"),0,1)' for i in range(keys.length))
    return Lines(keys, values, grid.column("dòng có mã", used))


def read_answers(grid: Workings, ladder: Ladder, lines: Lines) -> Answers:
    """The answer to every question of the circular."""
    questions, places = ladder.questions, range(len(ladder.questions))
    keys = grid.column(
        "khóa", (f"{q.criterion}|{q.level}|{q.indicator.replace('*', '-')}" for q in questions)
    )
    level = grid.column("mức", (q.level for q in questions))
    line = grid.column("dòng số", (f'=IFERROR(MATCH({keys.at(i)},{lines.key.whole},0),"")' for i in places))
    written = grid.column(
        "đã ghi", (f'=IF({line.at(i)}="","",INDEX({lines.value.whole},{line.at(i)}))' for i in places)
    )

    def state(place: int) -> str:
        cell = written.at(place)
        not_applicable = str(_MET) if questions[place] in ladder.may_not_apply else '""'
        return f'=IF({cell}={_NOT_APPLICABLE},{not_applicable},IF({cell}="{_STRANGE}","",{cell}))'

    return Answers(line, written, grid.column("tính là", map(state, places)), level)


def questions_of(item: Item) -> tuple[int, int]:
    """Where the questions of an item start and stop in the ladder."""
    return item.rungs[0].start, item.rungs[-1].stop


def reach_of(grid: Workings, ladder: Ladder, answers: Answers) -> Reach:
    """How far each criterion gets: up to the level before the first one that is not met (or is unmet)."""

    def reach(item: Item, *, stops: str) -> str:
        formula = str(ladder.top)
        for rung in reversed(item.rungs):
            states = answers.state.span(rung.start, rung.stop)
            test = stops.format(states=states, asked=rung.stop - rung.start)
            formula = f"IF({test},{rung.level - 1},{formula})"
        return f"={formula}"

    items = ladder.items
    answered = grid.column("đã đánh giá", (f"=COUNT({answers.state.span(*questions_of(i))})" for i in items))
    low = grid.column("tầm thấp", (reach(i, stops=f"COUNTIF({{states}},{_MET})<{{asked}}") for i in items))
    high = grid.column("tầm cao", (reach(i, stops=f"COUNTIF({{states}},{_UNMET})>0") for i in items))
    shown_low, shown_high = (
        grid.column(
            title, (f"={step(ends.at(n), [r.level for r in item.rungs])}" for n, item in enumerate(items))
        )
        for title, ends in (("mức thấp", low), ("mức cao", high))
    )
    return Reach(answered, low, high, shown_low, shown_high)


def step(cell: str, levels: Iterable[int]) -> str:
    """The highest of the ascending `levels` that is not above the cell, 0 for none."""
    tests, previous = [], 0
    for level in levels:
        tests.append(f"IF({cell}<{level},{previous},")
        previous = level
    return "".join(tests) + str(previous) + ")" * len(tests)


def level_of(grid: Workings, ladder: Ladder, reach: Reach) -> School:
    """The level of the school, at the least and at the most, condition by condition."""
    marks: dict[tuple[int, ...], Column] = {}

    def mark(members: tuple[int, ...]) -> Column:
        if members not in marks:
            ones = (int(place in members) for place in range(len(ladder.items)))
            marks[members] = grid.column(f"nhóm {len(marks) + 1}", ones)
        return marks[members]

    decisive = mark(ladder.decisive)
    marked = [[mark(group.members) for group in groups_of(demand)] for demand in ladder.demands]
    levels = tuple(
        _level(grid, demand, columns, reach) for demand, columns in zip(ladder.demands, marked, strict=True)
    )
    assessed = grid.cell("có đánh giá", f"=IF(SUMIF({decisive.whole},1,{reach.answered.whole})>0,1,0)")
    low = grid.cell("trường thấp", _highest((level.demand.level, level.low) for level in levels))
    high = grid.cell("trường cao", _highest((level.demand.level, level.high) for level in levels))
    target = grid.cell("mức kế tiếp", f'=IF({low}>={len(levels)},"",{low}+1)')
    return School(levels, assessed, low, high, target)


def groups_of(demand: Demand) -> tuple[Must | Pool, ...]:
    """All conditions of a level, those without choice first."""
    return (*demand.musts, demand.pool) if demand.pool else demand.musts


def _level(grid: Workings, demand: Demand, marks: Sequence[Column], reach: Reach) -> LevelCells:
    groups = groups_of(demand)
    needs = [group.need if isinstance(group, Pool) else len(group.members) for group in groups]
    need = grid.column(f"cần cho mức {demand.level}", needs)
    low, high = (
        grid.column(
            f"{title} mức {demand.level}",
            (
                f'=COUNTIFS({mark.whole},1,{reaches.whole},">={group.level}")'
                for group, mark in zip(groups, marks, strict=True)
            ),
        )
        for title, reaches in (("chắc đạt", reach.low), ("có thể đạt", reach.high))
    )
    parts = tuple(
        Part(
            group.title,
            group.level,
            len(group.members),
            isinstance(group, Pool),
            group.share if isinstance(group, Pool) else None,
            marks[place],
            need.at(place),
            low.at(place),
            high.at(place),
        )
        for place, group in enumerate(groups)
    )
    sure = "=0" if demand.unknown else _all_hold((part.low, part.need) for part in parts)
    return LevelCells(
        demand,
        parts,
        grid.cell(f"chắc là mức {demand.level}", sure),
        grid.cell(f"có thể là mức {demand.level}", _all_hold((part.high, part.need) for part in parts)),
    )


def _all_hold(counts: Iterable[tuple[str, str]]) -> str:
    tests = [f"{count}>={need}" for count, need in counts]
    return f"=IF(AND({','.join(tests)}),1,0)" if tests else "=1"


def _highest(levels: Iterable[tuple[int, str]]) -> str:
    return "=MAX(0" + "".join(f",{level}*{holds}" for level, holds in levels) + ")"
