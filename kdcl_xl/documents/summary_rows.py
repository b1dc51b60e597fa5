"""Rows of a consolidated workbook as papers need them: who writes, which schools are listed, which results count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kdcl_xl.consolidate.record import KIND_ORDER
from kdcl_xl.consolidate.rollup import Tally, tally_of
from kdcl_xl.consolidate.scopes import lowest
from kdcl_xl.documents.assessed import unchecked_law
from kdcl_xl.documents.bodies import Body, body_of, province_of
from kdcl_xl.documents.writing_desk import cited
from kdcl_xl.forms.summary import Counting, Result, SourceLine, StatusLine
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.levels import assess
from kdcl_xl.law.regulation import Regulation, titled
from kdcl_xl.text.dates import parse_date
from kdcl_xl.text.names import natural_key
from kdcl_xl.workbook.snapshot import Submission

UNKNOWN_UNIT = "(chưa ghi đơn vị lập sổ)"


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the unit on the stamp, else the only unit of the schools, else the Sở of their province."""

    body: Body
    province: str
    on: dt.date

    @property
    def superior(self) -> str:
        """Whom it reports to."""
        province = province_of(self.province, self.on).full
        if self.body.kind == "so":
            return f"Ủy ban nhân dân {province}".strip()
        return f"Sở Giáo dục và Đào tạo {province}".strip()


@dataclass(frozen=True, slots=True)
class CountedSchool:
    """All assessments of one school that count; the rule set is that of the part that decides its level."""

    kind: str
    rules: Regulation
    rows: tuple[Result, ...]

    @property
    def tally(self) -> Tally:
        """Its level, that of its lowest part."""
        assessed = any(row.assessed == YesNo.YES for row in self.rows)
        complete = not any(row.missing for row in self.rows)
        return tally_of(
            assessed, *lowest([(r.level_low, r.level_high) for r in self.rows], complete=complete)
        )


def the_only(names: Iterable[str]) -> str:
    """The one name that stands in all rows that have one; "" when there are several, or none."""
    found = set(names) - {""}
    return found.pop() if len(found) == 1 else ""


def office_of(submission: Submission, on: dt.date) -> Office:
    """The unit that made the workbook."""
    province = the_only(row.province for row in submission.table(SourceLine))
    units = {row.unit for row in school_lines(submission) if row.unit}
    several = "Sở Giáo dục và Đào tạo" if len(units) > 1 else UNKNOWN_UNIT
    return Office(body_of(submission.stamp.unit or the_only(units) or several, province, on), province, on)


def circulars(schools: Sequence[CountedSchool]) -> str:
    """How a paper begins: "Thực hiện Thông tư số …", naming the circulars of the results with their day.

    Without their trích yếu, which nobody has compared with the original.
    """
    issued = {school.rules.number: school.rules for school in schools}
    if not issued:
        return "Thực hiện công tác tự đánh giá, bảo đảm chất lượng giáo dục"
    return f"Thực hiện {'; '.join(cited(issued[number]) for number in sorted(issued, key=natural_key))}"


def circulars_for(kind: str, schools: Sequence[CountedSchool], on: dt.date) -> str:
    """How a letter to one school begins: the circulars its kind of school is assessed under, in force on that day.

    A workbook under a circular that came later is a fault of that workbook, and no basis of a letter. While no school
    of the kind has a result, the circulars of the others.
    """
    in_force = [school for school in schools if school.rules.valid_from <= on]
    return circulars([school for school in in_force if school.kind == kind] or in_force)


def unverified(schools: Sequence[CountedSchool]) -> Iterator[str]:
    """What nobody has checked about the rule sets of the results."""
    for rules in {school.rules.id: school.rules for school in schools}.values():
        yield from unchecked_law(assess({}, rules))


def data_date(submission: Submission) -> dt.date | None:
    """The day of the data as the first sheet shows it."""
    shown = submission.shown.get("kq_ngay", "")
    if isinstance(shown, dt.datetime):
        return shown.date()
    return shown if isinstance(shown, dt.date) else parse_date(str(shown)).value


def school_lines(submission: Submission) -> list[StatusLine]:
    """One line per school; lines of files that count for none say nothing about a list."""
    return [row for row in submission.table(StatusLine) if row.listed]


def has_list(submission: Submission) -> bool:
    """Whether there was an official list: without one nobody knows who is missing."""
    return any(row.listed == YesNo.YES for row in school_lines(submission))


def files_of(submission: Submission) -> dict[str, list[StatusLine]]:
    """Mã trường → its files that do not count."""
    found: dict[str, list[StatusLine]] = {}
    for row in submission.table(StatusLine):
        if not row.listed and row.school_id:
            found.setdefault(row.school_id, []).append(row)
    return found


def counted_schools(submission: Submission) -> list[CountedSchool]:
    """The schools whose results count, with all their rows."""
    grouped: dict[str, list[Result]] = {}
    for row in submission.table(Result):
        if row.counted == Counting.IN:
            grouped.setdefault(row.school_id, []).append(row)
    found = []
    for rows in grouped.values():
        top = min((row.level_high for row in rows if row.level_high is not None), default=None)
        first = next(row for row in rows if row.level_high == top)
        found.append(CountedSchool(first.kind, titled(first.circular), tuple(rows)))
    return found


def is_2026(rules: Regulation) -> bool:
    """Whether the levels of a rule set are those of TT 57/2026: two, with analysis per standard."""
    return rules.top_level == 2 and rules.analysis_by == "standard"


def kinds_in(kinds: Iterable[str]) -> list[str]:
    """The kinds that occur, in the order all tables use."""
    found = set(kinds)
    return [kind for kind in KIND_ORDER if kind in found] + sorted(found - set(KIND_ORDER))
