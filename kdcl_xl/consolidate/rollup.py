"""Totals, by construction: a total is the sum of the tallies of its schools, never a number of its own.

Three-valued throughout: "chưa đánh giá" is neither 0 nor "không đạt", and a share over schools of which some are
unknown is a span.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from typing import NamedTuple

from kdcl_xl.consolidate.record import KIND_ORDER, Held, SchoolRecord
from kdcl_xl.consolidate.schools import Listed
from kdcl_xl.consolidate.scopes import Bounds, deciding, lowest
from kdcl_xl.forms.summary import Dimension, Rate, State, StatLine
from kdcl_xl.forms.vocabulary import KIND_OF_NAME
from kdcl_xl.law.recognition import Certificate, Standing
from kdcl_xl.law.regulation import Regulation, load
from kdcl_xl.settings import Settings
from kdcl_xl.text.names import text_sort_key
from kdcl_xl.text.numbers import vn_number

NO_FIGURE = "chưa có số liệu"
_TOP = 4
_NOT_STATED = "(không ghi)"


@dataclass(frozen=True, slots=True)
class SchoolView:
    """One school as totals see it. `records` are those that count this year: one, or one per level of schooling."""

    school_id: str
    name: str
    kind: str
    ownership: str
    unit: str
    listed: bool
    counted: bool
    state: State
    records: tuple[SchoolRecord, ...] = ()
    missing: tuple[str, ...] = ()
    """Levels of schooling without an assessment, of a school assessed level by level."""

    @classmethod
    def of_listed(
        cls, item: Listed, state: State, records: tuple[SchoolRecord, ...], missing: tuple[str, ...]
    ) -> SchoolView:
        """A school of the official list, under the name it has there."""
        identity = item.school_id, item.name, item.kind, item.ownership, item.unit
        return cls(*identity, True, item.counted, state, records, missing)

    @classmethod
    def of_record(
        cls, first: SchoolRecord, state: State, records: tuple[SchoolRecord, ...], missing: tuple[str, ...]
    ) -> SchoolView:
        """A school no list names, as its (first) workbook names it."""
        identity = first.key.school_id, first.name, first.kind, first.ownership, first.unit
        return cls(*identity, False, True, state, records, missing)

    @property
    def received(self) -> bool:
        """Whether something counts for it."""
        return bool(self.records)

    @property
    def regulation(self) -> str:
        """The rule set of what counts for it (of the part that decides its level), empty when nothing does."""
        return deciding(self.records)[0].key.regulation if self.records else ""

    @property
    def assessed(self) -> bool:
        """Whether anything of it has been assessed."""
        return any(record.assessed for record in self.records)

    @property
    def low(self) -> int | None:
        """The lowest level: of a school assessed per level of schooling, that of its lowest part."""
        return self._bounds[0]

    @property
    def high(self) -> int | None:
        """The highest level it may still have."""
        return self._bounds[1]

    @property
    def _bounds(self) -> Bounds:
        return lowest([(r.level_low, r.level_high) for r in self.records], complete=not self.missing)


class Tally(NamedTuple):
    """Schools by level. Tallies add up field by field (`total`), so totals equal the sum of their parts."""

    schools: int = 0
    unmet: int = 0
    level_1: int = 0
    level_2: int = 0
    level_3: int = 0
    level_4: int = 0
    undecided: int = 0
    unassessed: int = 0
    surely_level_1: int = 0
    """Schools that have level 1 or more however the blanks are filled."""

    @property
    def assessed(self) -> int:
        """Schools of which a level, or a span of levels, is known."""
        return self.schools - self.unassessed

    @property
    def share(self) -> str:
        """Share with level 1 or more among the assessed: "66,7% (2/3)"."""
        if not self.assessed:
            return NO_FIGURE
        return f"{percent(self.surely_level_1, self.assessed)} ({self.surely_level_1}/{self.assessed})"


@cache
def tally_of(assessed: bool, low: int | None, high: int | None) -> Tally:
    """The tally of one school, criterion or standard."""
    if not assessed:
        return Tally(1, unassessed=1)
    if low is None or low != high:
        return Tally(1, undecided=1, surely_level_1=int(bool(low)))
    levels = [0] * _TOP
    if low:
        levels[min(low, _TOP) - 1] = 1
    return Tally(1, int(low == 0), *levels)._replace(surely_level_1=int(low > 0))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum, field by field; the empty one for nothing."""
    columns = list(zip(*tallies, strict=True))
    return Tally(*map(sum, columns)) if columns else Tally()


def percent(part: int, whole: int) -> str:
    """66,7%; "chưa có số liệu" of nothing."""
    return f"{vn_number(100 * part / whole, 1)}%" if whole else NO_FIGURE


# ---- figures that may be unknown


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over schools of which some gave no figure."""

    value: float = 0
    known: int = 0
    unknown: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.value + other.value, self.known + other.known, self.unknown + other.unknown)

    @property
    def words(self) -> str:
        """ "12.345", "12.345 (2 trường chưa có số liệu)" or "chưa có số liệu"."""
        if not self.known:
            return NO_FIGURE
        text = vn_number(self.value, 0)
        return f"{text} ({self.unknown} trường {NO_FIGURE})" if self.unknown else text


def sum_of(values: Iterable[float | str | None]) -> Sum:
    """Add what is known, count what is not; nothing unknown becomes 0."""
    return reduce(
        add,
        (Sum(v, 1) if isinstance(v, int | float) else Sum(unknown=1) for v in values),
        Sum(),
    )


# ---- statistics


def stat_lines(views: Sequence[SchoolView]) -> list[StatLine]:
    """Every line of the sheet "Thống kê": rule set by rule set, counted schools only."""
    lines: list[StatLine] = []
    counted = [view for view in views if view.counted and view.received]
    used = {record.key.regulation for view in counted for record in view.records}
    for regulation in sorted(used, key=newest_first):
        mine = [view for view in counted if view.regulation == regulation]
        records = [r for view in counted for r in view.records if r.key.regulation == regulation]
        lines += _by(mine, regulation, Dimension.ALL, lambda _view: "Tổng số")
        lines += _by(mine, regulation, Dimension.KIND, lambda view: view.kind, KIND_ORDER)
        lines += _by(mine, regulation, Dimension.OWNERSHIP, lambda view: view.ownership)
        lines += _by(mine, regulation, Dimension.UNIT, lambda view: view.unit)
        lines += _by_standard(records, load(regulation))
        lines += _by_criterion(records, load(regulation))
    return lines


def newest_first(regulation: str) -> tuple[int, str]:
    """To sort ids of rule sets: the latest before the others."""
    return -load(regulation).valid_from.toordinal(), regulation


def _by(
    views: Sequence[SchoolView],
    regulation: str,
    dimension: Dimension,
    group: Callable[[SchoolView], str],
    order: Sequence[str] = (),
) -> list[StatLine]:
    groups: dict[str, list[Tally]] = {}
    for view in views:
        tally = tally_of(view.assessed, view.low, view.high)
        groups.setdefault(group(view) or _NOT_STATED, []).append(tally)
    place = {name: number for number, name in enumerate(order)}
    names = sorted(groups, key=lambda name: (place.get(name, len(place)), text_sort_key(name)))
    return [_line(regulation, dimension, name, "", total(groups[name])) for name in names]


def _by_standard(records: Sequence[SchoolRecord], rules: Regulation) -> list[StatLine]:
    return [
        _line(
            rules.id,
            Dimension.STANDARD,
            standard.code,
            standard.title,
            total(
                tally_of(record.assessed, record.standard_low[place], record.standard_high[place])
                for record in records
            ),
        )
        for place, standard in enumerate(rules.standards)
    ]


def _by_criterion(records: Sequence[SchoolRecord], rules: Regulation) -> list[StatLine]:
    spans = question_spans(rules)
    return [
        _line(
            rules.id,
            Dimension.CRITERION,
            code,
            criterion.title,
            total(
                tally_of(answered(record, spans[place]), record.low[place], record.high[place])
                for record in records
            ),
        )
        for place, (code, criterion) in enumerate(rules.by_code.items())
    ]


def question_spans(rules: Regulation) -> list[slice]:
    """Where the letters of each criterion and clause stand in `SchoolRecord.answers`."""
    spans, start = [], 0
    for criterion in rules.by_code.values():
        stop = start + sum(len(level.indicators) for level in criterion.levels)
        spans.append(slice(start, stop))
        start = stop
    return spans


def answered(record: SchoolRecord, span: slice) -> bool:
    """Whether anything of a criterion has been answered."""
    return bool(record.answers[span].strip("."))


def _line(regulation: str, dimension: Dimension, code: str, title: str, tally: Tally) -> StatLine:
    counts = tally._asdict()
    counts.pop("surely_level_1")
    return StatLine(
        circular=load(regulation).short_title,
        dimension=str(dimension),
        code=code,
        title=title,
        share=tally.share,
        **counts,
    )


# ---- rates against targets

EVERY_KIND = "Chung"
ACCREDITED_SHARE, STANDARD_SHARE = "Đạt kiểm định chất lượng giáo dục, còn hạn", "Đạt chuẩn quốc gia, còn hạn"
"""Subjects of the sheet "Tỷ lệ đạt" that certificates tell."""
_EVERY_KIND_CODE = "chung"
"""`EVERY_KIND` in the settings."""


def valid_on(held: Held | None, rules: Regulation, on: dt.date) -> bool | None:
    """Whether a certificate is held and valid on a day; None when its date is not known."""
    if held is None:
        return False
    if held.signed_on is None:
        return None
    standing = Certificate(held.grade, held.signed_on, rules.validity).standing(on)
    return standing not in (Standing.EXPIRED, Standing.NOT_YET)


def rates(views: Sequence[SchoolView], settings: Settings, on: dt.date, *, listed: bool) -> list[Rate]:
    """Certificates and levels per kind of school. `listed`: there is an official list to give denominators."""
    counted = [view for view in views if view.counted]
    kinds = [kind for kind in KIND_ORDER if any(view.kind == kind for view in counted)]
    subjects: list[tuple[str, str, Callable[[SchoolView], bool | None]]] = [
        (ACCREDITED_SHARE, "kdclgd", lambda v: holds(v, "accredited", on)),
        (STANDARD_SHARE, "cqg", lambda v: holds(v, "standard", on)),
        ("Tự đánh giá đạt Mức 1 trở lên", "tu_danh_gia", _surely_level_1),
    ]
    return [
        _rate(
            subject,
            kind,
            [state(view) for view in counted if kind in (EVERY_KIND, view.kind)],
            sum(view.received for view in counted if kind in (EVERY_KIND, view.kind)),
            _target(settings, code, kind),
            listed,
        )
        for subject, code, state in subjects
        for kind in (*kinds, EVERY_KIND)
    ]


def holds(view: SchoolView, which: str, on: dt.date) -> bool | None:
    """True when a record proves it, False when the records deny it, None when nobody knows."""
    if not view.received:
        return None
    states = [valid_on(getattr(record, which), record.rules, on) for record in view.records]
    return True if True in states else None if None in states else False


def _surely_level_1(view: SchoolView) -> bool | None:
    if not view.assessed or view.low is None or view.high is None:
        return None
    return True if view.low else None if view.high else False


def _target(settings: Settings, subject: str, kind: str) -> float | None:
    """A target is set for a kind, or for a subject and kind (`kdclgd_thcs`); a bare kind means chuẩn quốc gia."""
    targets = settings.consolidation.targets
    code = KIND_OF_NAME.get(kind, _EVERY_KIND_CODE)
    named = targets.get(f"{subject}_{code}")
    return targets.get(code) if named is None and subject == "cqg" else named


def _rate(
    subject: str, kind: str, states: list[bool | None], received: int, target: float | None, listed: bool
) -> Rate:
    size, holding, unknown = len(states), states.count(True), states.count(None)
    line = Rate(
        subject=subject,
        kind=kind,
        schools=size if listed else None,
        received=received,
        holding=holding,
        share=NO_FIGURE,
        target="chưa đặt" if target is None else f"{vn_number(target, 1)}%",
    )
    if not listed or not size:
        return line
    span = [percent(holding, size), percent(holding + unknown, size)]
    line.share = span[0] if not unknown else f"từ {span[0]} đến {span[1]}"
    if target is None:
        return line
    needed = math.ceil(round(target * size / 100, 9))
    if holding >= needed:
        line.comparison = "Đạt chỉ tiêu"
    elif holding + unknown < needed:
        line.comparison = "Chưa đạt chỉ tiêu"
    else:
        line.comparison = f"Chưa xác định ({unknown} trường chưa rõ)"
    line.still_needed = max(0, needed - holding)
    return line
