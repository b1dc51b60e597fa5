"""A workbook `cong-khai` → everything the school publishes, ready for paper and for the website."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kdcl_xl.checks.disclosure import planned_in_words, publication_state, sum_gaps, update_in_words
from kdcl_xl.documents.contexts import LabelledText
from kdcl_xl.documents.disclosure_context import (
    DisclosedRow,
    DisclosedTable,
    DisclosureContent,
    PublicationRow,
)
from kdcl_xl.documents.document import file_named
from kdcl_xl.documents.figures import figure_of, printed_title
from kdcl_xl.forms.columns import Fields, Row
from kdcl_xl.forms.disclosure import (
    IDENTITY,
    PLANS,
    PORTRAIT,
    QUALITY,
    DisclosedFigure,
    Discloser,
    MoneyLine,
    Publication,
)
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

_OTHER = "Số liệu khác"
UNKNOWN = "chưa ghi"
"""Printed for a short entry nobody has filled in: “chưa có” would say that the school has none."""
_PROSE_APART = ("improvement", "outcome")
"""Fields that stand in a section of their own."""


def disclosure_content(submission: Submission, on: dt.date) -> DisclosureContent:
    """All sections; `on` is the day of printing."""
    own, year = submission.fields(Discloser), submission.edition.school_year
    money = submission.table(MoneyLine)
    reported = own.money_year
    return DisclosureContent(
        school_year=str(year),
        previous_year=str(year.shift(-1)),
        money_year=f"Năm {reported}" if reported else "Năm báo cáo",
        previous_money_year=f"Năm {reported - 1}" if reported else "Năm trước",
        facts=tuple(_labelled(own, IDENTITY, otherwise=UNKNOWN)),
        portrait=tuple(_labelled(own, PORTRAIT)),
        money=tuple(_tables(submission, money, _money_totals())),
        money_notes=tuple(gap.sentence for gap in sum_gaps(money)),
        staff=tuple(_figures(submission, "III")),
        facilities=tuple(_figures(submission, "IV")),
        quality=tuple(_labelled(own, QUALITY, otherwise=UNKNOWN)),
        improvement=own.improvement,
        plans=tuple(_labelled(own, PLANS)),
        results=tuple(_figures(submission, "VII")),
        other_results=own.outcome,
        publications=tuple(_publications(submission, on)),
        source_note=_source(submission, on),
        unverified=disclosure_law().doubts,
    )


def _labelled(own: Fields, group: str, otherwise: str | None = None) -> Iterator[LabelledText]:
    """The entries of a group; `otherwise` stands for a blank one (prose has words of its own for that)."""
    for column in own.columns:
        if column.entry.group != group or column.field in _PROSE_APART:
            continue
        value = getattr(own, column.field)
        yield LabelledText(label=column.label, text=str(value) if value not in ("", None) else otherwise)


def _money_totals() -> frozenset[str]:
    return frozenset(
        row.code for group in disclosure_law().money.groups for row in group.rows if row.total_of
    )


def _figures(submission: Submission, section: str) -> Iterator[DisclosedTable]:
    rows = [row for row in submission.table(DisclosedFigure) if row.section == section]
    rules = frozenset(row.code for row in rows if row.code.endswith("_tong"))
    return _tables(submission, rows, rules)


def _tables(
    submission: Submission, rows: Sequence[DisclosedFigure | MoneyLine], totals: Iterable[str]
) -> Iterator[DisclosedTable]:
    """One table a group, in the order of the sheet; rows without a group at the end."""
    groups = list(dict.fromkeys(row.group for row in rows))
    order = {group: (not group, place) for place, group in enumerate(groups)}
    for group, its in groupby(sorted(rows, key=lambda row: order[row.group]), key=lambda row: row.group):
        yield DisclosedTable(
            title=group or _OTHER,
            rows=tuple(
                DisclosedRow(
                    label=printed_title(row.title) or row.code,
                    unit=row.measure,
                    previous=figure_of(submission, row, "previous"),
                    current=figure_of(submission, row, "current"),
                    total=row.code in totals,
                )
                for row in its
                if not _is_unused(row)
            ),
        )


def _is_unused(row: Row) -> bool:
    """A line without a name and without figures."""
    return not any(
        getattr(row, field) not in ("", None) for field in ("title", "code", "previous", "current")
    )


def _publications(submission: Submission, on: dt.date) -> Iterator[PublicationRow]:
    for row in submission.table(Publication):
        state = publication_state(row, on)
        when = planned_in_words(row, on) or (f"ngày {vn_date(row.published_on)}" if row.published_on else "")
        where = ": ".join(part for part in (row.place, row.address) if part)
        yield PublicationRow(
            section=row.section,
            title=row.title,
            law=row.law,
            due=vn_date(row.due) if row.due else "",
            state=f"{state} ({when})" if when else str(state),
            place=where or "chưa ghi",
            update=update_in_words(row),
        )


def _source(submission: Submission, on: dt.date) -> str:
    own = submission.fields(Discloser)
    first = f", lập từ sổ “{own.origin}” (SHA-256: {own.origin_sha256[:12]}…)" if own.origin else ""
    return f"Số liệu lấy từ sổ công khai {file_named(submission)}{first}, in ngày {vn_date(on)}."
