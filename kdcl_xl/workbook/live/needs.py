"""What stands between the school and its next level, in formulas: counts, one sentence, and lists per criterion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kdcl_xl.law.ladder import Item, Ladder, Must, Pool, Rung
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.workbook.live.grid import Column, Workings, quoted
from kdcl_xl.workbook.live.tally import Answers, LevelCells, Part, School, groups_of, questions_of


@dataclass(frozen=True, slots=True)
class Needs:
    """`unmet` and `blank` list per item what the next level asks of it; the rest is about the school."""

    unmet: Column
    blank: Column
    must_unmet: str
    """How many indicators are unmet in criteria that must reach the next level whatever the others do."""
    must_blank: str
    short: str
    """How many criteria are still missing from the quota or share of the next level."""
    sentence: str


def needs_of(
    grid: Workings, ladder: Ladder, regulation: Regulation, answers: Answers, school: School
) -> Needs:
    """Everything about the next level; at the top, about the top level."""
    top = len(school.levels)
    aim = grid.cell("mức hướng tới", f'=IF({school.target}="",{top},{school.target})')
    asked = [_asked(place, ladder, Must) for place in range(len(ladder.items))]
    any_asked = [_asked(place, ladder, Must | Pool) for place in range(len(ladder.items))]
    must = grid.column("bắt buộc đến mức", (f"={_choose(aim, levels)}" for levels in asked))
    wanted = grid.column("cần đến mức", (f"={_choose(aim, levels)}" for levels in any_asked))
    unmet = grid.column("số không đạt", (_count_unmet(i, must.at(n), answers) for n, i in _numbered(ladder)))
    blank = grid.column("số chưa rõ", (_count_blank(i, must.at(n), answers) for n, i in _numbered(ladder)))
    short = [
        "+".join(f"MAX(0,{part.need}-{part.low})" for part in level.parts if part.choice) or "0"
        for level in school.levels
    ]
    return Needs(
        _lists(grid, ladder, regulation, answers, wanted, "0"),
        _lists(grid, ladder, regulation, answers, wanted, '""'),
        grid.cell("bắt buộc không đạt", f"=SUM({unmet.whole})"),
        grid.cell("bắt buộc chưa rõ", f"=SUM({blank.whole})"),
        grid.cell("thiếu tiêu chí", f"={_choose(aim, short)}"),
        _sentence(grid, regulation, school, aim, unmet, blank),
    )


def _numbered(ladder: Ladder) -> Iterable[tuple[int, Item]]:
    return enumerate(ladder.items)


def _asked(place: int, ladder: Ladder, kind: object) -> list[str]:
    """Per level of the school: the level it asks of one item."""
    return [
        str(
            max(
                (g.level for g in groups_of(demand) if isinstance(g, kind) and place in g.members),  # type: ignore[arg-type]
                default=0,
            )
        )
        for demand in ladder.demands
    ]


def _choose(index: str, values: list[str]) -> str:
    """CHOOSE without the call where all values are the same."""
    if not values or len(set(values)) == 1:
        return values[0] if values else "0"
    return f"CHOOSE({index},{','.join(values)})"


def _count_unmet(item: Item, level: str, answers: Answers) -> str:
    states, levels = (column.span(*questions_of(item)) for column in (answers.state, answers.level))
    return f'=COUNTIFS({states},0,{levels},"<="&{level})'


def _count_blank(item: Item, level: str, answers: Answers) -> str:
    states, levels = (column.span(*questions_of(item)) for column in (answers.state, answers.level))
    known = "".join(f'-COUNTIFS({states},{state},{levels},"<="&{level})' for state in (0, 1))
    return f'=COUNTIF({levels},"<="&{level}){known}'


def _lists(
    grid: Workings, ladder: Ladder, regulation: Regulation, answers: Answers, wanted: Column, state: str
) -> Column:
    """Per item "Mức 1: a, c; Mức 2: b": its indicators of that state, up to the level wanted."""
    owner = [n for n, item in _numbered(ladder) for _ in range(*questions_of(item))]
    labels = grid.column(
        "nhãn",
        (
            f'=IF({answers.state.at(q)}={state},IF({answers.level.at(q)}<={wanted.at(n)},"{question.indicator} ",""),"")'
            for q, (n, question) in enumerate(zip(owner, ladder.questions, strict=True))
        ),
    )
    rungs = [rung for item in ladder.items for rung in item.rungs]
    joined = grid.column("nối", ("=" + _joined(labels, rung.start, rung.stop) for rung in rungs))
    titled = grid.column(
        "theo mức", (f"={_titled(joined.at(n), rung, ladder, regulation)}" for n, rung in enumerate(rungs))
    )
    starts = [0]
    for item in ladder.items:
        starts.append(starts[-1] + len(item.rungs))
    whole = grid.column("cả tiêu chí", ("=" + _joined(titled, a, b) for a, b in pairwise(starts)))
    return grid.column(
        "liệt kê",
        (f'=IF({whole.at(n)}="","",LEFT({whole.at(n)},LEN({whole.at(n)})-2))' for n in range(whole.length)),
    )


def _joined(column: Column, start: int, stop: int) -> str:
    return "&".join(column.at(place) for place in range(start, stop))


def _titled(cell: str, rung: Rung, ladder: Ladder, regulation: Regulation) -> str:
    listed = f'SUBSTITUTE(TRIM({cell})," ",", ")&"; "'
    if not regulation.criteria_have_levels:
        return f'IF({cell}="","",{listed})'
    title = f"{regulation.level_word} {rung.level}"
    if ladder.questions[rung.start].indicator == "*":
        return f'IF({cell}="","","{title}; ")'
    return f'IF({cell}="","","{title}: "&{listed})'


def _sentence(
    grid: Workings, regulation: Regulation, school: School, aim: str, unmet: Column, blank: Column
) -> str:
    """What the next level still needs, e.g. "Để đạt Mức 2 còn cần: 3 tiêu chí bắt buộc đạt Mức 2 (…)."."""
    top = f"Đã ở {regulation.level_word.lower()} cao nhất của bộ tiêu chuẩn."
    if not school.levels:
        return grid.cell(
            "câu", f"Chưa rõ cách xếp {regulation.level_word.lower()} của Thông tư {regulation.number}."
        )
    sentences = grid.column(
        "câu theo mức", ("=" + _of_level(level, regulation, unmet, blank) for level in school.levels)
    )
    chosen = _choose(aim, [sentences.at(n) for n in range(sentences.length)])
    return grid.cell("câu", f'=IF({school.target}="",{quoted(top)},{chosen})')


def _of_level(level: LevelCells, regulation: Regulation, unmet: Column, blank: Column) -> str:
    pieces = [_of_part(part, regulation, unmet, blank) for part in level.parts]
    if level.demand.unknown:
        pieces.append(quoted(f"; đủ căn cứ ({level.demand.unknown})"))
    opening = quoted(f"Để đạt {regulation.level_word} {level.demand.level} còn cần: ")
    return f'{opening}&MID({"&".join(pieces)},3,500)&"."'


def _of_part(part: Part, regulation: Regulation, unmet: Column, blank: Column) -> str:
    at = f" {regulation.level_word} {part.level}" if regulation.criteria_have_levels else ""
    missing = f"({part.need}-{part.low})"
    if part.choice:
        # What is raised for another condition counts here too, so nothing is said to come "on top".
        kind = quoted(f"/{part.members} {part.title} đạt{at} (còn thiếu ")
        text = f'"; đủ "&{part.need}&{kind}&{missing}&")"'
    else:
        counts = (f"SUMIF({part.mark.whole},1,{column.whole})" for column in (unmet, blank))
        text = f'&" {regulation.words.indicator} không đạt, "&'.join(counts)
        text = f'"; "&{missing}&{quoted(f" {part.title} đạt{at} (")}&{text}&" chưa đánh giá)"'
    return f'IF({part.low}>={part.need},"",{text})'
