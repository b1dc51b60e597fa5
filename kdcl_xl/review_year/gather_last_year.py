"""What last year's workbook `danh-gia-ngoai` leaves to this year.

The pool of reviewers with their service, recognitions, measures and inspection requests that are not finished, and the
shares that become "năm trước". A newer value in this year's workbook stands without a remark: it is later, not different.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kdcl_xl.findings import Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewPlan
from kdcl_xl.forms.review_oversight import InspectionItem, ReviewSource, Target
from kdcl_xl.forms.review_people import PanelMember, Reviewer, TrainingLine
from kdcl_xl.forms.review_results import ImprovementTrack, Recognised
from kdcl_xl.forms.vocabulary import ENDED
from kdcl_xl.review_year.gather_book import Gift, Offer
from kdcl_xl.review_year.origins import files_in, place_of, source_id, source_row
from kdcl_xl.review_year.school_files import TABLES, SchoolFile, school_files
from kdcl_xl.review_year.targets import TargetLine, target_lines, valid_on
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.snapshot import Submission

UNCLEAR_SHARE = rule("DGT-010", Severity.HINT, "Tỷ lệ của năm trước tính được từ sổ năm trước")
_NO_REVIEWS: dict[str, object] = {"review_1_on": None, "review_1": "", "review_2_on": None, "review_2": ""}
"""Reviews are counted per school year: those of last year are not this year's two."""
_NOTHING: frozenset[str] = frozenset()
_AS_IT_WAS: Mapping[str, object] = {}


def recognitions_of_last_year(last: Submission) -> Gift:
    """The office's own record of decisions: trusted before what schools declare."""
    reader = _Reader(last)
    return reader.with_sources(Gift([reader.origin, *reader.recognised()], file=last.file))


def gift_of_last_year(last: Submission) -> Gift:
    """Everything else that goes on: older than what anybody says this year."""
    reader = _Reader(last)
    gift = Gift([reader.origin], file=last.file)
    for rows in (reader.reviewers(), reader.service(), reader.improvements(), reader.requests()):
        gift.offers += rows
    reader.targets(gift)
    return reader.with_sources(gift)


class _Reader:
    def __init__(self, last: Submission) -> None:
        self.last = last
        plan = last.fields(ReviewPlan)
        self.office = plan.office
        self.year = last.edition.school_year
        self.day = plan.as_of or self.year.last_day
        self.source = source_id(last.sha256)
        self.known = {name for row in last.table(ReviewSource) for name in (row.source, row.file)}

    @property
    def origin(self) -> Offer:
        """Last year's workbook as a source."""
        row = source_row(self.last, self.office, self.day, f"{self.last.form.title} năm học {self.year}")
        return Offer(row, self.last.file)

    def with_sources(self, gift: Gift) -> Gift:
        """The gift with the files its rows name."""
        used = {name for offer in gift.offers for name in files_in(getattr(offer.row, "source", ""))}
        gift.offers += [Offer(row, place_of(self.last, row)) for row in self.last.table(ReviewSource) if {row.source, row.file} & used]  # fmt: skip
        return gift

    def _carried(
        self, row: Row, changed: Mapping[str, object] = _AS_IT_WAS, only: frozenset[str] | None = _NOTHING
    ) -> Offer:
        """A row as it was, with its own source where last year's workbook knows the file behind it, else that workbook."""
        own = getattr(row, "source", "")
        source = own if files_in(own) & self.known else self.source
        office = getattr(row, "office", "") or ("" if type(row) in TABLES else self.office)
        update = {"source": source, "office": office, **changed}
        return Offer(row.model_copy(update=update), place_of(self.last, row), only)

    def reviewers(self) -> Iterator[Offer]:
        """Everyone of the pool; who sat on panels has served as many times more."""
        seats = _Seats(self.last.table(PanelMember))
        for person in self.last.table(Reviewer):
            panels = {(seat.school_id, match_key(seat.school)) for seat in seats.of(person)}
            changed: dict[str, object] = {"most": None, "available": ""}  # said for one year only
            if person.served is not None:
                changed["served"] = person.served + len(panels)
            elif panels:
                # Adding to an unknown number would make it look known.
                changed["note"] = "; ".join(filter(None, (person.note, f"năm học {self.year}: {len(panels)} đoàn; số lần trước đó chưa ghi")))  # fmt: skip
            yield self._carried(person, changed, frozenset({"served"}))

    def service(self) -> Iterator[Offer]:
        """Trainings and calls so far."""
        for line in self.last.table(TrainingLine):
            yield self._carried(line)

    def recognised(self) -> Iterator[Offer]:
        """What still holds, or may; of those that ended the last one, so that a school is not taken for a new one."""
        for file in school_files(self.last):
            for row in file.of(Recognised):
                if valid_on(file, row, self.day) is not False or _is_last(row, file):
                    yield self._carried(row, only=None)

    def improvements(self) -> Iterator[Offer]:
        """Measures that nobody has finished or stopped."""
        for row in self.last.table(ImprovementTrack):
            if row.state not in ENDED:
                yield self._carried(row, _NO_REVIEWS | {"note": row.note or f"từ năm học {self.year}"})

    def requests(self) -> Iterator[Offer]:
        """Requests of inspections that nobody has fulfilled."""
        for row in self.last.table(InspectionItem):
            if row.request and row.done_on is None and row.state not in ENDED:
                yield self._carried(row)

    def targets(self, gift: Gift) -> None:
        """Last year's share becomes "năm trước", the one before "hai năm trước"; targets are set anew each year."""
        for line in target_lines(self.last, self.day):
            if line.row is None:
                continue
            now = line.percent
            if now is None and line.schools:
                gift.findings.append(UNCLEAR_SHARE.at("", "", f"{_named(line)}: tỷ lệ năm học {self.year} trong {self.last.file} là “{line.share}” nên không chuyển thành một số.", "Ghi tay cột Tỷ lệ năm trước nếu đã có số chính thức."))  # fmt: skip
            row = Target(
                subject=line.subject, kind=line.kind, scope=line.row.scope, last_year=now, year_before=line.last_year,
                office=line.row.office or self.office, source=self.source,
            )  # fmt: skip
            gift.offers.append(
                Offer(row, place_of(self.last, line.row), frozenset({"last_year", "year_before"}))
            )


class _Seats:
    """The seats of all panels by whom they name."""

    def __init__(self, seats: Iterable[PanelMember]) -> None:
        self._by: defaultdict[tuple[str, str], list[PanelMember]] = defaultdict(list)
        for seat in seats:
            self._by[("code", seat.person) if seat.person else ("name", match_key(seat.name))].append(seat)

    def of(self, person: Reviewer) -> Iterator[PanelMember]:
        """By code within a unit; by name only where the seat has no code."""
        keys = ("code", person.code), ("name", match_key(person.name))
        for seat in (seat for key in keys for seat in self._by.get(key, ())):
            if not (seat.office and person.office) or match_key(seat.office) == match_key(person.office):
                yield seat


def _is_last(row: Recognised, file: SchoolFile) -> bool:
    """Whether no later recognition of its kind is known."""
    days = [other.signed_on for other in file.of(Recognised) if other.certificate == row.certificate and other.signed_on]  # fmt: skip
    return row.signed_on is None or row.signed_on == max(days)


def _named(line: TargetLine) -> str:
    return " · ".join(filter(None, (line.subject, line.kind or "mọi cấp học", line.scope)))
