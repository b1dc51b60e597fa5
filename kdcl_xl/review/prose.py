"""A schedule written as sentences or lists, read where no table is one: "- Tháng 10/2026: Trường TH A, Trường MN B (KĐCL)".

Headings over a list say what every line below them shares. What a line leaves open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.counts import paragraphs
from kdcl_xl.review.plan import Cell, Line, Row
from kdcl_xl.review.prose_phrases import (
    Mention,
    clauses,
    listed_names,
    mentions_in,
    request_in,
    time_in,
    without,
    words_of,
)
from kdcl_xl.review.visits import Context, Visit
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import nfc, tidy
from kdcl_xl.text.when import When

_MARKER = re.compile(
    r"\s*(?:(?P<roman>[IVX]+)\s*[.)/](?=\s)|(?P<digits>\d{1,2}(?:\.\d{1,2})*)(?:\s*[.)/](?=\s|[^\W\d])|\s+(?=(?:Trường|Tr\.|MN|MG|TH|TiH|THCS|THPT|Mầm non|Tiểu học|Trung tâm)\b))|(?P<letter>[a-zđ])\s*[.)/](?=\s)|"
    r"(?P<dash>[-–•*●▪§o\uf0b7\uf0a7\uf0d8])(?=\s)|(?P<plus>\+))\s*"
)
_RANKS = {"roman": 1.0, "digits": 2.0, "letter": 4.0, "dash": 5.0, "plus": 6.0}
_PLAIN = 7.0
_OURS = re.compile(
    r"danh gia ngoai|\bdgn\b|cong nhan|dat chuan|chuan quoc gia|\bcqg\b|\bkdcl(?:gd)?\b|khao sat chinh thuc|tham dinh"
)
_OWN = re.compile(
    r"danh gia ngoai|\bdgn\b|de nghi cong nhan|cong nhan (?:dat|truong|kd|kiem dinh|chuan)|\bcqg\b|chuan quoc gia"
)
_OTHER_WORK = re.compile(
    r"tap huan|hoi nghi|so ket|tong ket|bao cao|\bnop\b|\bgui\b|dang cai|can bo sung|bo sung (?:\d|co so|phong|ho so|minh chung|thiet bi)|xay (?:dung|them|moi)|sua chua|khac phuc|kinh phi|hoan thien|"
    r"truong doan|thanh vien|uy vien|thu ky|dieu dong|"
    r"tham du|phan cong|(?<!de nghi )(?<!de )duoc cong nhan|\bda (?:duoc|dat|cong nhan|hoan thanh|to chuc)|nam truoc|noi nhan|kinh gui|\bluu\b|v/v|can cu|chuyen de|hoi thao|nam 20\d\d da"
)
_OF_THE_PAST = re.compile(
    r"^(?:danh gia |bao cao )?(?:ket qua|tinh hinh|uu diem|han che|ton tai|danh gia chung|thuc trang)|nam hoc truoc|nam qua|con han"
)
_LEADS_ON = re.compile(r"(?:\bdoi voi|\btai|\bcho|\bgom|\bo|\bco|:)(?:\s+cac)?\s*$")
_END = re.compile(r"noi nhan|tm\.|kt\.")
_DETAIL = re.compile(
    r"(?:thời gian|thời điểm|ngày|đề nghị|đăng ký|nội dung|mục đích|hình thức)[^:]{0,30}:", re.I
)
_MOST_OF_A_DETAIL = 14
_MOST_OF_A_HEADING = 30
_MOST_OF_A_NEUTRAL_HEADING = 9


@dataclass(frozen=True, slots=True)
class _Item:
    """A line taken apart: its marker, what follows it, and how deep the marker stands."""

    text: str
    place: str
    rank: float
    number: int | None = None
    opens: bool = False
    """It ends with a colon, so what follows belongs to it."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading says of the lines below it; `about` None is neither of external review nor of anything else."""

    rank: float
    about: bool | None
    when: When | None
    kind: SchoolKind | None
    text: str
    past: bool = False
    """What follows is done already, or is of another year."""


@dataclass
class _State:
    school_year: SchoolYear | None
    title_about: bool
    headings: list[_Heading] = field(default_factory=list)
    section: int = 0

    def enter(self, heading: _Heading) -> None:
        self.headings = [*(each for each in self.headings if each.rank < heading.rank), heading]
        self.section += 1

    @property
    def about(self) -> bool:
        said = [each.about for each in self.headings if each.about is not None]
        return said[-1] if said else self.title_about

    @property
    def past(self) -> bool:
        """Whether the lines tell of what is done already."""
        return any(each.past for each in self.headings)

    @property
    def listed(self) -> bool:
        """Whether a heading, not only the title, says that schools to be reviewed follow."""
        return any(each.about for each in self.headings) and self.about

    def context(self) -> Context:
        """What the headings above a line say, the nearest first."""
        context = Context(asked=True, school_year=self.school_year, section=self.section)
        for heading in self.headings:
            context = context.with_purpose(heading.text)
            context = replace(context, kind=heading.kind or context.kind)
        return context

    @property
    def when(self) -> When | None:
        """The time of the nearest heading that has one."""
        return next((each.when for each in reversed(self.headings) if each.when is not None), None)


def visits_in_prose(
    lines: Sequence[Line], title: str, school_year: SchoolYear | None
) -> tuple[list[Visit], list[Row]]:
    """The schools that running text says are reviewed, in reading order, and the lines beside them that were left out:
    they name schools and times, but speak of other work. `title` is what the plan calls itself.
    """
    state = _State(school_year, re.search(r"danh gia ngoai|\bdgn\b", words_of(title)) is not None)
    found: list[Visit] = []
    left: list[Row] = []
    block: _Item | None = None
    items = [_item(line) for line in paragraphs(lines)]
    for n, item in enumerate(items):
        if _END.match(words_of(item.text)):
            state.enter(_Heading(0, False, None, None, ""))
            continue
        visits = list(_visits(item, state))
        if visits:
            found += visits
            block = item if len(visits) == 1 else None
            continue
        if block is not None and _is_below(item, block):
            if (told := _told(found[-1], item, state)) is not None:
                found[-1] = told
                continue
        else:
            block = None
        if (heading := _heading(item, items[n + 1 : n + 2], school_year)) is not None:
            state.enter(heading)
        elif state.about and not state.past and mentions_in(item.text) and time_in(item.text, school_year):
            left.append(Row((Cell(item.text),), item.place))
    asked = any(visit.kdcl is not None or visit.cqg is not None for visit in found)
    return [replace(visit, asked=asked) for visit in found], left


def _is_below(item: _Item, block: _Item) -> bool:
    """Whether a short line belongs to the school above it: a deeper item, or one that says what it is of."""
    deeper = block.rank < item.rank < _PLAIN
    return len(item.text.split()) <= _MOST_OF_A_DETAIL and (deeper or _DETAIL.match(item.text) is not None)


def _told(visit: Visit, item: _Item, state: _State) -> Visit | None:
    """The school with what a line below it says of it: "- Thời gian: ngày 12/11/2024"; None when that is nothing."""
    if mentions_in(item.text) or _OTHER_WORK.search(words_of(item.text)):
        return None
    when = time_in(item.text, state.school_year)
    kdcl, cqg, grade = request_in(item.text)
    if (when is None or visit.when.month is not None) and (kdcl, cqg) == (None, None):
        return None
    if when is not None and visit.when.month is None:
        visit = replace(visit, when=when)
    if (kdcl, cqg) != (None, None) and visit.kdcl is None and visit.cqg is None:
        visit = replace(visit, kdcl=kdcl, cqg=cqg, grade=grade)
    return replace(visit, raw=f"{visit.raw}\n{item.text}")


def _item(line: Line) -> _Item:
    text = nfc(line.text)
    marker = _MARKER.match(text)
    rest = tidy(text[marker.end() :] if marker else text)
    if marker is None:
        return _Item(rest, line.place, _PLAIN, opens=rest.endswith(":"))
    name = str(marker.lastgroup)
    digits = marker["digits"] or ""
    rank = _RANKS[name] + 0.3 * digits.count(".")
    return _Item(rest, line.place, rank, int(digits) if digits.isdigit() else None, rest.endswith(":"))


def _heading(item: _Item, following: Sequence[_Item], school_year: SchoolYear | None) -> _Heading | None:
    """The heading a line is; None for running text."""
    words = words_of(item.text)
    count = len(words.split())
    if (item.rank == _PLAIN and not item.opens) or count > _MOST_OF_A_HEADING or mentions_in(item.text):
        return None
    when, kinds = time_in(item.text, school_year), kinds_in(item.text)
    neutral = re.search(r"\blich\b", words) is not None or (
        count <= _MOST_OF_A_NEUTRAL_HEADING and (when is not None or bool(kinds))
    )
    if item.rank >= _RANKS["dash"] and item.rank < _PLAIN and not (item.opens or neutral):
        return None
    past = _OF_THE_PAST.search(words) is not None or _is_of_another_year(item.text, school_year)
    other = past or _OTHER_WORK.search(words) is not None
    ours = _OURS.search(words) is not None and not other
    about = True if ours else None if (neutral or item.opens) and not other else False
    rank = item.rank
    if rank == _PLAIN:
        rank = (following[0].rank if following else _PLAIN) - 0.5
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    return _Heading(rank, about, when, kind, item.text, past)


def _is_of_another_year(text: str, school_year: SchoolYear | None) -> bool:
    years = {int(first) for first, _second in re.findall(r"(20\d\d)\s*[-–]\s*(20\d\d)", text)}
    return school_year is not None and bool(years) and school_year.start not in years


def _visits(item: _Item, state: _State) -> Iterator[Visit]:
    """The schools of one line."""
    mentions = mentions_in(item.text)
    if not mentions:
        yield from _bare_names(item, state)
        return
    read = _Line(item, state, mentions)
    if not read.is_schedule():
        return
    numbered = item.number is not None and len(mentions) == 1 and item.text.startswith(mentions[0].name)
    for visit in read.visits():
        yield replace(visit, stt=item.number, stt_text=str(item.number)) if numbered else visit


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that names schools: what stands before the first, and behind each up to the next."""

    item: _Item
    state: _State
    mentions: list[Mention]

    def is_schedule(self) -> bool:
        """Whether it says that these schools are reviewed, not that one of them does something else."""
        first = self.mentions[0]
        end = next(end for _begin, end in clauses(self.item.text) if end >= first.end)
        words = words_of(without(self.item.text, self.mentions)[:end])
        if _OTHER_WORK.search(words) or self.state.past:
            return False
        own = _OWN.search(words) is not None
        before = self.item.text[: first.start].strip()
        begins = not before or before.endswith(":") or self.item.rank < _PLAIN
        timed = time_in(without(self.item.text, self.mentions), self.state.school_year) is not None
        if begins and self.state.about:
            return timed or self.state.when is not None or own or self.state.listed
        return timed and (own or self.state.listed)

    def visits(self) -> Iterator[Visit]:
        """Group by group: what stands before its schools holds for all of them, what stands behind one for it."""
        head: When | None = None
        for begin, end in clauses(self.item.text):
            for before, group, stop in self._groups(begin, end):
                head = time_in(before, self.state.school_year) or head
                yield from self._of_group(group, before, head, stop, end)

    def _groups(self, begin: int, end: int) -> Iterator[tuple[str, list[Mention], int]]:
        """The schools of a clause with the words before them; "và tháng 3/2027 đối với" begins another group."""
        blank = without(self.item.text, self.mentions)
        group: list[Mention] = []
        before, since = "", begin
        for each in self.mentions:
            if not begin <= each.start < end:
                continue
            gap = blank[since : each.start]
            if not group:
                before = gap
            elif _leads_on(gap, self.state.school_year):
                own = re.match(r"\s*\([^)]*\)", gap)
                stop = since + (own.end() if own else 0)
                yield before, group, stop
                before, group = blank[stop : each.start], []
            group.append(each)
            since = each.end
        if group:
            yield before, group, end

    def _of_group(
        self, group: list[Mention], before: str, head: When | None, stop: int, end: int
    ) -> Iterator[Visit]:
        blank = without(self.item.text, self.mentions)
        starts = [each.start for each in group[1:]] + [stop]
        tails = [blank[each.end : start] for each, start in zip(group, starts, strict=True)]
        shared = _shared_tail(tails)
        for each, tail in zip(group, tails, strict=True):
            said = tail if _says(tail, self.state.school_year) else shared
            note = self._note(end) if each is group[-1] else ""
            yield _visit(each, self.item, self.state, (before, said), head, note=note)

    def _note(self, end: int) -> str:
        """What follows the last school of the line behind a semicolon."""
        later = any(mention.start >= end for mention in self.mentions)
        return "" if later else tidy(self.item.text[end:].strip(" ;."))


def _leads_on(gap: str, school_year: SchoolYear | None) -> bool:
    """Whether the words between two schools speak of the second: "và trong tháng 3 đối với", ", tháng 11 "."""
    if _LEADS_ON.search(words_of(gap)):
        return True
    last = re.split(r"[,;)]|\bvà\b", gap)[-1]
    return time_in(last, school_year) is not None and len(last) < len(gap)


def _shared_tail(tails: list[str]) -> str:
    """What stands behind the last of several schools and speaks of all: not what is in brackets, which is its own."""
    last = tails[-1].strip()
    return "" if len(tails) > 1 and last.startswith("(") else last


def _says(tail: str, school_year: SchoolYear | None) -> bool:
    return time_in(tail, school_year) is not None or request_in(tail)[:2] != (None, None)


def _visit(
    mention: Mention, item: _Item, state: _State, texts: tuple[str, str], head: When | None, *, note: str = ""
) -> Visit:
    before, behind = texts
    context = state.context()
    when = time_in(behind, state.school_year) or head or state.when or When()
    kdcl, cqg, grade = request_in(behind)
    if kdcl is None and cqg is None:
        kdcl, cqg, grade = request_in(before)
    if kdcl is None and cqg is None:
        kdcl, cqg = context.kdcl, context.cqg
    own = parse_name(mention.name).kind or mention.kind
    return Visit(
        stt=None,
        stt_text="",
        school=mention.name,
        kind=own or context.kind,
        kind_said=context.kind,
        when=when,
        kdcl=kdcl,
        cqg=cqg,
        grade=grade,
        note=note,
        others="",
        raw=item.text,
        place=item.place,
        section=state.section,
    )


def _bare_names(item: _Item, state: _State) -> Iterator[Visit]:
    """ "Mầm non (03 trường): Hoa Sen, Hoa Mai": names behind the one level they share, in a list that is ours."""
    level, colon, rest = item.text.partition(":")
    kinds = kinds_in(level)
    above = state.context().kind
    if not colon and above is not None and state.listed and _RANKS["dash"] <= item.rank < _PLAIN:
        level, colon, rest, kinds = "", ":", item.text, {above}
    if (
        not colon
        or len(kinds) != 1
        or not state.about
        or state.past
        or len(level.split()) > _MOST_OF_A_NEUTRAL_HEADING
    ):
        return
    names = listed_names(rest)
    said = any(_says(bracket, state.school_year) for _name, bracket in names)
    if not (state.listed or said or state.when):
        return
    for name, bracket in names:
        mention = Mention(name, 0, 0, next(iter(kinds)))
        visit = _visit(mention, item, state, (level, bracket), time_in(level, state.school_year))
        yield replace(visit, kind_said=mention.kind)
