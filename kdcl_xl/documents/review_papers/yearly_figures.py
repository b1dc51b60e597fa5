"""Figures of a year as the papers print them: shares with bars, measures, money with what is not known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kdcl_xl.documents.figures import figure
from kdcl_xl.documents.review_papers.yearly_charts import bars
from kdcl_xl.documents.review_papers.yearly_context import MoneyRow, NeedRow, ProgressRow, TargetRow
from kdcl_xl.forms.review_oversight import BuildNeed
from kdcl_xl.forms.review_words import Subject
from kdcl_xl.review_year.improvement import ProgressCount
from kdcl_xl.review_year.targets import TargetLine
from kdcl_xl.text.numbers import vn_number

UNSAID = "(chưa ghi)"
UNDECIDED, NO_TARGET = "Chưa đủ số liệu", "Không có chỉ tiêu"
_FULL = 100


def share_words(share: float | None) -> str | None:
    """ "48,3%"; None for unknown."""
    return None if share is None else f"{vn_number(share, 1)}%"


def target_rows(lines: Iterable[TargetLine], *, countryside: bool) -> Iterator[TargetRow]:
    """The lines of the office itself, nông thôn mới apart; one without any figure says nothing and is left out."""
    for line in lines:
        if line.office or (line.subject == Subject.NEW_COUNTRYSIDE) is not countryside:
            continue
        if line.row is None and line.schools is None:
            continue
        yield TargetRow(
            what=", ".join(filter(None, (line.subject.partition(" (")[0], line.kind or "mọi cấp học"))),
            scope=line.scope,
            before=share_words(line.year_before),
            last=share_words(line.last_year),
            share=line.share,
            target=share_words(line.target),
            verdict=line.verdict or (UNDECIDED if line.target is not None else NO_TARGET),
            chart=bars(line.trend, line.target),
        )


def progress_row(count: ProgressCount) -> ProgressRow:
    """One school or unit."""
    whole = count.measures - count.stopped
    unsaid = bool(whole) and not count.known

    def counted(number: int) -> str:
        return UNSAID if unsaid else str(number)

    return ProgressRow(
        name=count.name,
        measures=str(count.measures),
        done=counted(count.done),
        under_way=counted(count.under_way + count.partly),
        not_started=counted(count.not_started),
        overdue=str(count.overdue),
        share=count.share,
        chart=bars([_FULL * count.done / whole]) if whole and not unsaid else None,
    )


# ---- money, in triệu đồng


def money_words(rows: Sequence[BuildNeed]) -> str:
    """ "3.040 triệu đồng; 1 nhu cầu chưa có số": what is not known is no 0."""
    known = [row.money for row in rows if isinstance(row.money, int | float)]
    unknown = len(rows) - len(known)
    parts = [f"{figure(sum(known))} triệu đồng"] if known else []
    if unknown:
        parts.append(f"{unknown} nhu cầu chưa có số")
    return "; ".join(parts)


def grouped(rows: Iterable[BuildNeed], field: str) -> dict[str, list[BuildNeed]]:
    """Rows by the text of one column; blanks under "(chưa ghi)", at the end."""
    found: dict[str, list[BuildNeed]] = {}
    for row in rows:
        found.setdefault(str(getattr(row, field) or "").strip() or UNSAID, []).append(row)
    if UNSAID in found:
        found[UNSAID] = found.pop(UNSAID)
    return found


def need_rows(rows: Sequence[BuildNeed]) -> Iterator[NeedRow]:
    """Needs by kind."""
    for need, of_kind in grouped(rows, "need").items():
        schools = {row.school_id or row.school for row in of_kind}
        yield NeedRow(need=need, schools=str(len(schools)), lines=str(len(of_kind)), money=money_words(of_kind))  # fmt: skip


def money_rows(rows: Sequence[BuildNeed], field: str) -> Iterator[MoneyRow]:
    """Money by year or by source."""
    for label, of_label in sorted(grouped(rows, field).items(), key=lambda item: (item[0] == UNSAID, item[0])):  # fmt: skip
        yield MoneyRow(label=label, lines=str(len(of_label)), money=money_words(of_label))
