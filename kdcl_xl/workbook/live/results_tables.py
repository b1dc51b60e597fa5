"""The three tables of "Kết quả": standards, conditions of each level, criteria."""

from __future__ import annotations

from kdcl_xl.law.ladder import Item
from kdcl_xl.law.regulation import Criterion, CumulativeEngine, PercentageEngine, QuotaEngine
from kdcl_xl.workbook.live import figures
from kdcl_xl.workbook.live.grid import put, quoted
from kdcl_xl.workbook.live.tally import LevelCells, Part, questions_of, step
from kdcl_xl.workbook.live.workplace import WIDTHS, Workplace
from kdcl_xl.workbook.styles import NAVY, lines_of

_LEFT = 5
"""Last column of the two tables beside the chart."""


# ---- standards


def draw_standards(place: Workplace, row: int) -> int:
    """Per standard: how much is assessed, and the level all its criteria share. Returns the next free row."""
    indicator = place.rules.words.indicator
    ends = (
        ("Thấp nhất", "Cao nhất")
        if place.rules.criteria_have_levels
        else ("Tiêu chí đạt", "Tiêu chí chưa rõ")
    )
    titles = ("Tiêu chuẩn", "Tên tiêu chuẩn", f"Số {indicator}", "Đã đánh giá", *ends)
    place.header(row, titles)
    center, text = place.shown(align="center"), place.shown()
    for number, standard in enumerate(place.rules.standards):
        row += 1
        first, last = _questions_of_standard(place, number)
        states = place.answers.state.span(first, last)
        values = (standard.code, standard.title, f"=ROWS({states})", f"=COUNT({states})")
        place.write(row, values, (center, text, center, center))
        if place.rules.criteria_have_levels:
            _draw_shared_level(place, row, number, f"COUNT({states})=0")
        else:
            _draw_counts(place, row, number)
        place.height(row, lines_of(standard.title, WIDTHS[1]))
    return row + 1


def _questions_of_standard(place: Workplace, number: int) -> tuple[int, int]:
    members = place.ladder.standards[number]
    return questions_of(place.ladder.items[members[0]])[0], questions_of(place.ladder.items[members[-1]])[1]


def _draw_shared_level(place: Workplace, row: int, number: int, unknown: str) -> None:
    members = place.ladder.standards[number]
    levels = sorted({rung.level for member in members for rung in place.ladder.items[member].rungs})
    code = place.rules.standards[number].code
    style = place.shown(align="center", num_format=place.level_format)
    ends = (
        (figures.standard_low_of(code), place.reach.low),
        (figures.standard_high_of(code), place.reach.high),
    )
    for column, (name, reach) in enumerate(ends, start=4):
        shared = f"MIN({reach.span(members[0], members[-1] + 1)})"
        place.figure(row, column, name, f'=IF({unknown},"",{step(shared, levels)})', style)


def _draw_counts(place: Workplace, row: int, number: int) -> None:
    members = place.ladder.standards[number]
    low, high = (c.span(members[0], members[-1] + 1) for c in (place.reach.shown_low, place.reach.shown_high))
    style = place.shown(align="center")
    put(place.sheet, row, 4, f'=SUM({low})&"/"&ROWS({low})', style)
    put(place.sheet, row, 5, f"=SUM({high})-SUM({low})", style)


# ---- conditions


def draw_conditions(place: Workplace, row: int) -> int:
    """Per level of the school: each condition with what it needs, what is sure and what is still possible."""
    word = place.rules.level_word
    place.header(row, (word, "Điều kiện", "Cần", "Chắc chắn có", "Có thể có", "Nhận định"))
    first = row + 1
    for level in place.school.levels:
        row = _draw_level(place, row + 1, level)
    if not place.school.levels:
        row += 1
        place.write(
            row, ("", f"Chưa rõ cách xếp {word.lower()}", "", "", "", "Chưa đủ căn cứ"), (place.shown(),) * 6
        )
        place.height(row)
    place.colour_words(first, row, _LEFT)
    return _draw_short(place, row + 1) if figures.has_pool(place.rules) else row + 1


def _draw_short(place: Workplace, row: int) -> int:
    pool = next(part.title for level in place.school.levels for part in level.parts if part.choice)
    title = f"{pool.capitalize()} còn thiếu, {place.rules.level_word.lower()} kế tiếp"
    center, bold = place.shown(align="center"), place.shown(align="center", bold=True)
    place.write(row, ("", title), (center, place.shown(bold=True)))
    short = f'=IF({place.school.target}="","",{place.needs.short})'
    place.figure(row, 2, figures.SHORT, short, bold)
    place.height(row)
    return row + 1


def _draw_level(place: Workplace, row: int, level: LevelCells) -> int:
    word, school = place.rules.level_word, place.school
    bold, center = place.shown(bold=True), place.shown(align="center")
    doubt = "Chưa đủ căn cứ" if level.demand.unknown else "Chưa xác định"
    verdict = f'=IF({school.assessed}=0,"Chưa đánh giá",IF({level.low}=1,"Đạt",IF({level.high}=1,"{doubt}","Không đạt")))'
    engine = place.rules.engine
    reference = f"Theo {engine.ref}" if engine and engine.ref else ""
    styles = (place.shown(bold=True, align="center"), bold, center, center, center, bold)
    place.write(row, (f"{word} {level.demand.level}", reference, "", "", "", verdict), styles)
    place.height(row)
    styles = (center, place.shown(), center, center, center, place.shown())
    for part in level.parts:
        row += 1
        title = _title_of(place, part)
        place.write(row, ("", title, f"={part.need}", *_counts(place, part)), styles)
        place.height(row, lines_of(title, WIDTHS[1]))
    if level.demand.unknown:
        row += 1
        title = level.demand.unknown[0].upper() + level.demand.unknown[1:]
        place.write(row, ("", title, "", "", "", "Chưa đủ căn cứ"), styles)
        place.height(row, lines_of(title, WIDTHS[1]))
    return row


def _title_of(place: Workplace, part: Part) -> str:
    if part.share is not None:
        return f"Tiêu chí đạt, trong {part.members} (ít nhất {part.share} %)"
    at = f" {place.rules.level_word} {part.level}" if place.rules.criteria_have_levels else ""
    return f"{part.title[0].upper()}{part.title[1:]} đạt{at}, trong {part.members}"


def _counts(place: Workplace, part: Part) -> tuple[str, str, str]:
    blank = f"{place.school.assessed}=0"
    verdict = f'IF({part.low}>={part.need},"Đủ",IF({part.high}>={part.need},"Còn để ngỏ","Không đủ"))'
    return (
        f'=IF({blank},"",{part.low})',
        f'=IF({blank},"",{part.high})',
        f'=IF({blank},"Chưa đánh giá",{verdict})',
    )


# ---- criteria


def draw_criteria(place: Workplace, row: int) -> int:
    """Per criterion: its level and what the school's next level still asks of it. Returns the last row."""
    rules, word = place.rules, place.rules.level_word.lower()
    place.sheet.write_string(row, 0, "TỪNG TIÊU CHÍ", place.canvas.styles.of(bold=True, font_color=NAVY, font_size=13))  # fmt: skip
    indicator = rules.words.indicator.capitalize()
    row += 1
    titles = (
        "Tiêu chí",
        "Tên tiêu chí",
        _group_title(place),
        "Đã đánh giá",
        "Thấp nhất",
        "Cao nhất",
        "Nhận định",
    )
    place.header(row, (*titles, f"{indicator} không đạt, đến {word} kế tiếp", f"{indicator} chưa đánh giá, đến {word} kế tiếp"))  # fmt: skip
    first = row + 1
    for number, standard in enumerate(rules.standards):
        row += 1
        place.band(row, f"Tiêu chuẩn {standard.code}. {standard.title}")
        for member, criterion in zip(place.ladder.standards[number], standard.criteria, strict=True):
            row += 1
            _draw_criterion(place, row, member, criterion)
    if rules.clauses:
        row += 1
        place.band(row, f"Yêu cầu riêng của {rules.level_word} {rules.top_level}")
        for member, clause in enumerate(rules.clauses, start=len(rules.criteria)):
            row += 1
            _draw_criterion(place, row, member, clause)
    place.colour_words(first, row, 6)
    return row


def _group_title(place: Workplace) -> str:
    if isinstance(place.rules.engine, CumulativeEngine):
        return f"Có {place.rules.level_word.lower()}"
    return "Nhóm"


def _group_of(place: Workplace, criterion: Criterion, item: Item) -> str:
    engine = place.rules.engine
    if isinstance(engine, QuotaEngine):
        return "Bắt buộc" if criterion.mandatory else "Khác"
    if isinstance(engine, PercentageEngine):
        levels = [n for n, codes in engine.required.items() if criterion.code in (codes or ())]
        return f"Bắt buộc ({place.rules.level_word} {', '.join(map(str, levels))})" if levels else ""
    levels = [rung.level for rung in item.rungs]
    return str(levels[0]) if len(levels) == 1 else f"{levels[0]}–{levels[-1]}"


def _draw_criterion(place: Workplace, row: int, member: int, criterion: Criterion) -> None:
    item = place.ladder.items[member]
    answered = place.reach.answered.at(member)
    low, high = place.reach.shown_low.at(member), place.reach.shown_high.at(member)
    start, stop = questions_of(item)
    text, center = place.shown(), place.shown(align="center")
    level = place.shown(align="center", num_format=place.level_format)
    group = _group_of(place, criterion, item)
    place.write(
        row,
        (criterion.code, criterion.title, group, f'={answered}&"/{stop - start}"'),
        (center, text, center, center),
    )
    place.figure(row, 4, figures.low_of(item.code), f'=IF({answered}=0,"",{low})', level)
    place.figure(row, 5, figures.high_of(item.code), f'=IF({answered}=0,"",{high})', level)
    put(place.sheet, row, 6, f"={_verdict_of(place, item, answered, low, high)}", text)
    put(place.sheet, row, 7, f"={place.needs.unmet.at(member)}", text)
    put(place.sheet, row, 8, f"={place.needs.blank.at(member)}", text)
    place.height(
        row, max(lines_of(criterion.title, WIDTHS[1]), lines_of(group, WIDTHS[2]), _longest_list(place, item))
    )


def _verdict_of(place: Workplace, item: Item, answered: str, low: str, high: str) -> str:
    """The state of one criterion in words."""
    word = place.rules.level_word
    if len(item.rungs) == 1:
        settled = f'IF({low}>0,"Đạt","Không đạt")'
        between = '"Chưa đánh giá xong"'
    else:
        settled = f'IF({low}>0,"Đạt {word} "&{low},"Không đạt {word} {item.rungs[0].level}")'
        between = f'IF({low}=0,"Chưa rõ, tối đa {word} "&{high},"Từ {word} "&{low}&" đến {word} "&{high})'
    return f"IF({answered}=0,{quoted('Chưa đánh giá')},IF({low}={high},{settled},{between}))"


def _longest_list(place: Workplace, item: Item) -> int:
    """Lines that the list of all indicators of a criterion would take."""
    pieces = []
    for rung in item.rungs:
        labels = [place.ladder.questions[q].indicator for q in range(rung.start, rung.stop)]
        pieces.append(f"{place.rules.level_word} {rung.level}: {', '.join(labels)}")
    return lines_of("; ".join(pieces), WIDTHS[7]) if place.rules.criteria_have_levels else 1
