"""A school of several levels of schooling that assesses each of them apart: one level for the whole school.

The lowest level of its parts counts for the school (an unverified reading of TT 57/2026, therefore a setting).
Three-valued: a part nobody has assessed, or that has not come, leaves the whole anywhere from nothing to the lowest
of the parts that are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kdcl_xl.consolidate.codes import decoded_figures
from kdcl_xl.consolidate.record import WHOLE_SCHOOL, SchoolRecord
from kdcl_xl.forms.vocabulary import NAME_OF_KIND, AssessedLevel
from kdcl_xl.law.levels import headline
from kdcl_xl.law.regulation import SchoolKind

READING = "Trường nhiều cấp học nộp mỗi cấp một bản, mức của trường là mức thấp nhất của các cấp (thiết lập của đơn vị): cách hiểu Thông tư 57/2026 chưa đối chiếu văn bản chính thức."
ANOTHER = "một cấp học khác"
"""A part that must exist, for a school of several levels has two at least, though nothing says which."""

_ORDER = [str(level) for level in AssessedLevel]
Bounds = tuple[int | None, int | None]


def lowest(parts: Sequence[Bounds], *, complete: bool = True) -> Bounds:
    """The span of the lowest of several spans. A level that is not known may be any; so may a part that is missing."""
    highs = [high for _, high in parts if high is not None]
    lows = [low for low, _ in parts if low is not None]
    if not highs:
        return None, None
    return (min(lows) if complete and len(lows) == len(parts) else 0), min(highs)


def is_part(record: SchoolRecord) -> bool:
    """Whether it assesses one level of schooling only."""
    return record.key.scope != WHOLE_SCHOOL


def missing_scopes(received: Iterable[SchoolRecord], others: Iterable[str] = ()) -> tuple[str, ...]:
    """The levels of schooling of a school without an assessment that counts; none for one assessed as a whole.

    Known from its own figures (grades with pupils or classes) and from `others`: scopes of files that wait for a
    choice, or that the unit below says are missing.
    """
    parts = [record for record in received if is_part(record)]
    if not parts:
        return ()
    here = {record.key.scope for record in parts}
    known = {scope for record in parts for scope in _scopes_with_figures(record)} | {*others} - {ANOTHER}
    missing = sorted(known - here - {WHOLE_SCHOOL}, key=in_order)
    return tuple(missing) or (() if len(here) > 1 else (ANOTHER,))


def _scopes_with_figures(record: SchoolRecord) -> set[str]:
    """Rows that belong to one level of schooling alone (besides schools of several) and count somebody."""
    found = set()
    for row, value in decoded_figures(record.figures, record.rules):
        kinds = set(row.kinds) - {SchoolKind.MULTI_LEVEL}
        if len(kinds) == 1 and isinstance(value, int | float) and value > 0:
            found.add(str(NAME_OF_KIND[kinds.pop()]))
    return found & set(_ORDER)


def in_order(scope: str) -> tuple[int, str]:
    """Levels of schooling from the lowest grade up."""
    return (_ORDER.index(scope) if scope in _ORDER else len(_ORDER)), scope


def deciding(records: Sequence[SchoolRecord]) -> tuple[SchoolRecord, ...]:
    """The parts that keep the whole school as low as it is at most; all of them while no level is known."""
    _, top = lowest([(record.level_low, record.level_high) for record in records])
    return tuple(record for record in records if record.level_high == top)


def explained(records: Sequence[SchoolRecord], missing: Sequence[str]) -> str:
    """What each level of schooling came to and what follows for the school; empty for one assessed as a whole."""
    parts = sorted((r for r in records if is_part(r)), key=lambda record: in_order(record.key.scope))
    if not parts or (len(parts) == 1 and not missing):
        return ""
    listed = "; ".join(f"{record.key.scope}: {_small(record.headline)}" for record in parts)
    low, high = lowest([(r.level_low, r.level_high) for r in parts], complete=not missing)
    whole = headline(parts[0].rules.level_word, low, high, assessed=any(r.assessed for r in parts))
    settled = high is not None and low == high
    by = ", ".join(record.key.scope for record in deciding(parts)) if settled else ""
    reason = f", do cấp {by}" if by else ""
    text = f"Nộp riêng từng cấp học ({listed}). Cả trường lấy mức thấp nhất: {_small(whole)}{reason}."
    return f"{text} Chưa có bản được tính của {_levels(missing)}." if missing else text


def _levels(missing: Sequence[str]) -> str:
    return ", ".join(scope if scope == ANOTHER else f"cấp {scope}" for scope in missing)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
