"""The workbook `danh-gia-ngoai` of a schedule that was read."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.forms.external_review import ImportRemark, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.forms.vocabulary import NAME_OF_KIND, Purpose, YesNo
from kdcl_xl.review.office import office_of
from kdcl_xl.review.schedule import Schedule
from kdcl_xl.review.visits import Visit
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.content import Content

_PURPOSES = {
    (True, True): Purpose.BOTH,
    (True, False): Purpose.ACCREDITATION,
    (True, None): Purpose.ACCREDITATION,
    (False, True): Purpose.NATIONAL_STANDARD,
    (None, True): Purpose.NATIONAL_STANDARD,
}


def edition_of_schedule(schedule: Schedule, chosen: SchoolYear | None = None) -> Edition | None:
    """The edition to fill: the school year that was chosen, the plan's own, or that of its date or first visit."""
    heading = schedule.heading
    if chosen or heading.school_year:
        return Edition(chosen or SchoolYear(str(heading.school_year)))
    days = [heading.issued_on, *(visit.when.first or visit.when.last for visit in schedule.visits)]
    known = next((day for day in days if day is not None), None)
    return Edition(SchoolYear.of(known)) if known else None


def content_of_schedule(schedule: Schedule) -> Content:
    """Everything the plan says, beside what was understood of it."""
    heading = schedule.heading
    office, level = office_of(heading)
    cells = {
        "office": office or None, "level": str(level) if level else None,
        "number": heading.number, "issued_on": heading.issued_on, "issuer": heading.issuer, "superior": heading.superior,
        "signer": heading.signer, "source": schedule.file, "digest": schedule.sha256,
        "school_year": str(heading.school_year) if heading.school_year else None,
    }  # fmt: skip
    named = {
        ReviewPlan.column(field).entry.name: value for field, value in cells.items() if value is not None
    }
    return Content(
        named,
        {
            ScheduledVisit: [_visit(visit) for visit in schedule.visits],
            ReviewRegistration: list(_registrations(schedule)),
            ImportRemark: [
                ImportRemark(
                    severity=str(f.severity),
                    code=f.code,
                    place=f.place,
                    message=f.message,
                    remedy=f.remedy,
                    law=f.law,
                )
                for f in schedule.findings
            ],
        },
    )


def _visit(visit: Visit) -> ScheduledVisit:
    when = visit.when
    return ScheduledVisit(
        stt=visit.stt,
        school=visit.school,
        kind=str(NAME_OF_KIND[visit.kind]) if visit.kind else "",
        when_text=when.text,
        year=when.year,
        month=when.month,
        day=when.day,
        unit=str(when.unit),
        first=when.first,
        last=when.last,
        kdcl=_yes_no(visit.kdcl),
        cqg=_yes_no(visit.cqg),
        grade=visit.grade,
        note=visit.note,
        others=visit.others,
        source=visit.place,
        raw=visit.raw,
    )


def _yes_no(value: bool | None) -> str:
    return "" if value is None else str(YesNo.YES if value else YesNo.NO)


def _registrations(schedule: Schedule) -> Iterator[ReviewRegistration]:
    """One line a school: a school that asks in two tables for two recognitions asks for both."""
    groups: dict[tuple[object, str], list[Visit]] = {}
    for visit in schedule.visits:
        groups.setdefault((visit.kind, parse_name(visit.school).own or visit.school), []).append(visit)
    for visits in groups.values():
        first = visits[0]
        asked = tuple(
            True if True in values else (False if False in values else None)
            for values in ([visit.kdcl for visit in visits], [visit.cqg for visit in visits])
        )
        purpose = _PURPOSES.get((asked[0], asked[1]))
        yield ReviewRegistration(
            school=first.school,
            kind=str(NAME_OF_KIND[first.kind]) if first.kind else "",
            purpose=str(purpose) if purpose else "",
            grade="; ".join(dict.fromkeys(visit.grade for visit in visits if visit.grade)),
            when_text="; ".join(dict.fromkeys(visit.when.text for visit in visits if visit.when.text)),
            note="; ".join(dict.fromkeys(visit.note for visit in visits if visit.note)),
            source="; ".join(visit.place for visit in visits),
        )
