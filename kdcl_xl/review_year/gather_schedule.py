"""What an imported schedule (`nhap-lich`) brings: its lines, what schools ask for in it, the plan's own number and day."""

from __future__ import annotations

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ImportRemark, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.review_year.gather_book import Gift, Offer
from kdcl_xl.review_year.origins import joined_sources, place_of, source_id
from kdcl_xl.workbook.snapshot import Submission

_CELLS = ("number", "issued_on", "school_year", "issuer", "superior", "signer", "source", "digest")


def gift_of_schedule(schedule: Submission) -> Gift:
    """Everything a workbook of `nhap-lich` holds. Rows name their line of the plan; the plan's file is a source."""
    plan = schedule.fields(ReviewPlan)
    gift = Gift(file=schedule.file, cells={name: getattr(plan, name) for name in _CELLS})
    source = source_id(plan.digest)
    if source:
        origin = ReviewSource(
            source=source, file=plan.source, form="Kế hoạch của cơ quan", office=plan.issuer,
            day=plan.issued_on, sha256=plan.digest,
        )  # fmt: skip
        gift.offers.append(Offer(origin, schedule.file))
    for table in (ScheduledVisit, ReviewRegistration, ImportRemark):
        for row in schedule.table(table):
            gift.offers.append(Offer(_traced(row, source), place_of(schedule, row)))
    return gift


def _traced(row: Row, source: str) -> Row:
    """The line of the plan, behind the plan's own mark: "dòng 12" alone could be of any plan."""
    line = getattr(row, "source", "")
    if not source or not isinstance(row, ScheduledVisit | ReviewRegistration) or source in line:
        return row
    return row.model_copy(update={"source": joined_sources(source, line)})
