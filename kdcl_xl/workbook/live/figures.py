"""The figures the live sheets show under a defined name, and what each must be by the engine."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.law.gap import BlockerKind
from kdcl_xl.law.ladder import count_at, ladder_of
from kdcl_xl.law.levels import Verdict
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.workbook.live.tally import questions_of

LOW, HIGH, VERDICT = "kq_muc_thap", "kq_muc_cao", "kq_ket_luan"
ANSWERED, TOTAL = "kq_da_danh_gia", "kq_tong"
TARGET, MUST_UNMET, MUST_BLANK, SHORT = "kq_muc_ke_tiep", "kq_khong_dat", "kq_chua_danh_gia", "kq_con_thieu"

Figure = str | int
"""A number, or "" where nothing has been assessed yet or the law is unknown: neither is 0."""


def low_of(code: str) -> str:
    """Defined name of the lowest level of a criterion or clause: 1.10 → `kq_thap_1_10`."""
    return f"kq_thap_{code.replace('.', '_')}"


def high_of(code: str) -> str:
    """Defined name of its highest level."""
    return f"kq_cao_{code.replace('.', '_')}"


def standard_low_of(code: str) -> str:
    """Defined name of the lowest level of a standard."""
    return f"kq_tc_thap_{code}"


def standard_high_of(code: str) -> str:
    """Defined name of its highest level."""
    return f"kq_tc_cao_{code}"


def has_pool(regulation: Regulation) -> bool:
    """Whether some level asks for a number of criteria of choice (quota, share)."""
    return any(demand.pool for demand in ladder_of(regulation).demands)


def figures_of(verdict: Verdict) -> dict[str, Figure]:
    """What every named figure must show for these answers; the formulas are compared with it."""
    return dict(_of_school(verdict)) | dict(_of_criteria(verdict)) | dict(_of_standards(verdict))


def _of_school(verdict: Verdict) -> Iterator[tuple[str, Figure]]:
    for name, level in ((LOW, verdict.level_low), (HIGH, verdict.level_high)):
        yield name, level if verdict.assessed and level is not None else ""
    yield VERDICT, verdict.headline
    yield ANSWERED, sum(state is not None for state in verdict.sheet.states)
    yield TOTAL, len(verdict.sheet.states)
    yield from _of_target(verdict)


def _of_target(verdict: Verdict) -> Iterator[tuple[str, Figure]]:
    ladder, low = ladder_of(verdict.regulation), verdict.level_low
    if low is None or low >= len(ladder.demands):
        yield from ((TARGET, ""), (MUST_UNMET, ""), (MUST_BLANK, ""))
        if has_pool(verdict.regulation):
            yield SHORT, ""
        return
    yield TARGET, low + 1
    for name, kind in ((MUST_UNMET, BlockerKind.UNMET), (MUST_BLANK, BlockerKind.UNANSWERED)):
        yield name, sum(len(b.indicators) for b in verdict.blockers if b.kind is kind)
    if has_pool(verdict.regulation):
        pool = ladder.demands[low].pool
        yield SHORT, max(0, pool.need - count_at(verdict.sheet.low, pool.members, pool.level)) if pool else 0


def _of_criteria(verdict: Verdict) -> Iterator[tuple[str, Figure]]:
    ladder = ladder_of(verdict.regulation)
    for item, bounds in zip(ladder.items, (*verdict.criteria, *verdict.clauses), strict=True):
        known = any(state is not None for state in verdict.sheet.states[slice(*questions_of(item))])
        yield low_of(item.code), bounds.low if known else ""
        yield high_of(item.code), bounds.high if known else ""


def _of_standards(verdict: Verdict) -> Iterator[tuple[str, Figure]]:
    if not verdict.regulation.criteria_have_levels:
        return
    ladder = ladder_of(verdict.regulation)
    for bounds, members in zip(verdict.standards, ladder.standards, strict=True):
        known = any(
            state is not None
            for member in members
            for state in verdict.sheet.states[slice(*questions_of(ladder.items[member]))]
        )
        yield standard_low_of(bounds.code), bounds.low if known else ""
        yield standard_high_of(bounds.code), bounds.high if known else ""
