"""September of a Phòng: the plan of the year in a workbook and in Word, days and panels for its visits (2018 path)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kdcl_xl.demo.people import person
from kdcl_xl.demo.reviewing_desk import Book, ReviewOffices, dice, working
from kdcl_xl.demo.reviewing_oversight import inspections
from kdcl_xl.demo.reviewing_people import group_for_dossiers, pool, seat_by_hand
from kdcl_xl.demo.schools import SampleSchool, Unit, province
from kdcl_xl.findings import Mode
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import Target
from kdcl_xl.forms.review_people import Constraint, Reviewer, TrainingLine
from kdcl_xl.forms.review_words import Activity, OfficeLevel, Weight, Wish
from kdcl_xl.forms.vocabulary import Purpose, YesNo
from kdcl_xl.jobs.external_review import import_schedule
from kdcl_xl.jobs.scheduling import form_panels, schedule_visits
from kdcl_xl.workbook.builder import build_to
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.stamp import stamp_of

YEAR = "2024-2025"
ISSUED, PLANNED = dt.date(2024, 9, 4), dt.date(2024, 9, 6)
_EARLIEST = ISSUED + dt.timedelta(days=45)
"""Visits begin no sooner: the schools have this time for their dossiers."""
INSPECTED = slice(5, 8)
"""Which schools of the plan are inspected."""
NUMBER = "86/KH-PGDĐT"
SURVEY_DAYS = 3
SOLVER = "ortools"
NO_SOLVER = "Chưa cài phần thêm xep-lich (OR-Tools) nên ngày và đoàn đánh giá ngoài lấy từ dữ liệu mẫu. Cài thêm: pip install 'kdcl-xl[xep-lich]'."
_SUITS_UNTIL = 10
"""Days after the one a school would like best that suit it as well."""


@dataclass(frozen=True, slots=True)
class Planning:
    """A Phòng that plans the reviews of its schools (in the order of the plan) into a folder."""

    offices: ReviewOffices
    unit: Unit
    schools: tuple[SampleSchool, ...]
    folder: Path

    def planned(self) -> Path:
        """The workbook with a day and a panel for every visit. Raises JobError."""
        return self._panels(self._days(self._plan()))

    def _plan(self) -> Path:
        """The workbook of the plan, the plan in Word, and the same plan read back from Word."""
        path = self.folder / "1-so-ke-hoach.xlsx"
        edition = edition_of(YEAR)
        stamp = stamp_of(EXTERNAL_REVIEW, edition, unit=self.unit.name)
        build_to(path, EXTERNAL_REVIEW, edition, self._content(), stamp=stamp)
        self.offices.finished(path, ISSUED, Mode.DRAFT)
        papers = self.folder / "van-ban"
        printed = self.offices.papers(("ke-hoach-kdcl", "quyet-dinh-to-tham-dinh", "ke-hoach-kiem-tra"), path, papers, ISSUED)[0]  # fmt: skip
        again = self.folder / "2-lich-doc-lai-tu-word.xlsx"
        read = import_schedule(printed, again, self.offices.settings).schedule
        asked = [(row.school, row.when_text) for row in Book(path).rows(ScheduledVisit)]
        same = sum((visit.school, visit.when.text) in asked for visit in read.visits)
        self.offices.finished(again, ISSUED, Mode.DRAFT)
        self.offices.say(f"Kế hoạch của {self.unit.name}, {YEAR}", f"in ra Word rồi nhap-lich đọc lại: {same}/{len(asked)} trường đúng như sổ", papers)  # fmt: skip
        return path

    def _content(self) -> Content:
        head = person(dice("truong-phong", self.unit.id), "Trưởng phòng")
        cells = {
            "office": self.unit.name, "level": str(OfficeLevel.DISTRICT), "province": province().province,
            "number": NUMBER, "issued_on": ISSUED, "school_year": YEAR, "issuer": self.unit.name, "signer": head.name,
            "contact": "Chuyên viên phụ trách kiểm định, điện thoại 0900 000 400",
        }  # fmt: skip
        people = pool(self.schools, self.unit.name)
        visits = [_visit(place, one) for place, one in enumerate(self.schools, start=1)]
        rows: list[Row] = [
            *visits,
            *(_asked(one, row) for one, row in zip(self.schools, visits, strict=True)),
            *people,
            *(_trained(row) for row in people[::6]),
            *_wishes(self.schools, people),
            Target(subject="KĐCLGD", scope="Tất cả", target=70.0, last_year=40.0, year_before=30.0, basis="Kế hoạch năm học (giả định)"),
            *group_for_dossiers(self.unit.name, self.unit.name),
            *inspections(self.schools[INSPECTED], self.unit.name, dt.date(2025, 6, 10), NUMBER, held=False),
        ]  # fmt: skip
        content = Content({ReviewPlan.column(name).entry.name: value for name, value in cells.items()})
        for row in rows:
            content.rows.setdefault(type(row), []).append(row)
        return content

    def _days(self, source: Path) -> Path:
        """A day for every visit: from the solver, else one in the month of the plan."""
        target = self.folder / "3-so-co-ngay.xlsx"
        if find_spec(SOLVER):
            done = schedule_visits(source, target, self.offices.settings, PLANNED)
            self.offices.say("Xếp lịch (xep-lich)", f"{len(done.assignments)} trường có ngày, {len(done.unmet)} mong muốn không giữ được", target)  # fmt: skip
        else:
            self.offices.remarks.append(NO_SOLVER)
            book = Book(source)
            months: Counter[str] = Counter()
            for row, one in zip(book.rows(ScheduledVisit), self.schools, strict=True):
                _set_day(row, sample_day(one, months[one.visit]))
                months[one.visit] += 1
            book.save(target)
        return self.offices.finished(target, PLANNED, Mode.DRAFT)

    def _panels(self, source: Path) -> Path:
        target = self.folder / "4-so-co-doan.xlsx"
        if find_spec(SOLVER):
            done = form_panels(source, target, self.offices.settings, PLANNED)
            self.offices.say("Xếp đoàn (xep-doan)", f"{len(done.assignments)} lượt người cho {len(self.schools)} đoàn, {len(done.unmet)} mong muốn không giữ được", target)  # fmt: skip
        else:
            book = Book(source)
            taken: dict[str, list[dt.date]] = {}
            for row, one in zip(book.rows(ScheduledVisit), self.schools, strict=True):
                day = row.first or sample_day(one)
                book.add(*seat_by_hand(one, day, book.rows(Reviewer), taken))
            self.offices.say("Đoàn đánh giá ngoài", f"{len(self.schools)} đoàn lấy từ dữ liệu mẫu", target)
            book.save(target)
        return self.offices.finished(target, PLANNED, Mode.DRAFT)


def sample_day(school: SampleSchool, earlier: int = 0) -> dt.date:
    """A Tuesday of the month of the plan; every other of `earlier` visits of that month a week later."""
    middle = max(dt.date.fromisoformat(f"{school.visit}-12"), _EARLIEST)
    first = middle + dt.timedelta(days=7 * (earlier % 2))
    return first + dt.timedelta(days=(1 - first.weekday()) % 7)


def _set_day(row: ScheduledVisit, day: dt.date) -> None:
    row.first, row.last = day, day + dt.timedelta(days=SURVEY_DAYS - 1)
    row.unit, row.year, row.month, row.day = "ngày", day.year, day.month, day.day


def _visit(place: int, school: SampleSchool) -> ScheduledVisit:
    """A line of the plan: only the month is known."""
    year, month = (int(part) for part in school.visit.split("-"))
    first = dt.date(year, month, 1)
    both = Purpose(school.purpose) is Purpose.BOTH
    return ScheduledVisit(
        stt=place, school_id=school.id, school=school.name, kind=str(school.kind_name),
        when_text=f"Tháng {month:02}/{year}" if month < 3 else f"Tháng {month}/{year}", year=year, month=month, unit="tháng",
        first=first, last=(first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1), kdcl=str(YesNo.YES),
        cqg=str(YesNo.YES if both else YesNo.NO), source="Kế hoạch",
    )  # fmt: skip


def _asked(school: SampleSchool, visit: ScheduledVisit) -> ReviewRegistration:
    return ReviewRegistration(
        school_id=school.id, school=school.name, kind=str(school.kind_name), purpose=school.purpose,
        when_text=visit.when_text, ownership=str(school.ownership), source="Kế hoạch",
    )  # fmt: skip


def _trained(reviewer: Reviewer) -> TrainingLine:
    return TrainingLine(
        person=reviewer.code, name=reviewer.name, activity=str(Activity.TRAINING), what="Nghiệp vụ đánh giá ngoài",
        from_day=dt.date(2024, 8, 14), to_day=dt.date(2024, 8, 16), decision="2210/SGDĐT-KTQLCL", result="Hoàn thành",
    )  # fmt: skip


def _wishes(schools: Sequence[SampleSchool], people: Sequence[Reviewer]) -> Iterator[Constraint]:
    """What the Phòng wrote down before it made the schedule."""
    hard, soft = str(Weight.HARD), str(Weight.SOFT)
    yield Constraint(wish=str(Wish.OFFICE_CLOSED), from_day=dt.date(2024, 11, 20), weight=hard, note="Ngày Nhà giáo Việt Nam")  # fmt: skip
    yield Constraint(wish=str(Wish.MONTH_LIMIT), number=3, weight=hard)
    for one in schools:
        day = sample_day(one)
        yield Constraint(wish=str(Wish.SCHOOL_WANTS), who=one.name, from_day=working(day), to_day=day + dt.timedelta(days=_SUITS_UNTIL), weight=soft)  # fmt: skip
    yield Constraint(wish=str(Wish.AFTER), who=schools[1].name, other=schools[0].name, weight=soft)
    yield Constraint(wish=str(Wish.PERSON_BUSY), who=people[0].code, from_day=dt.date(2025, 1, 6), to_day=dt.date(2025, 1, 17), weight=hard)  # fmt: skip
    yield Constraint(wish=str(Wish.NOT_TOGETHER), who=people[0].code, other=people[5].code, weight=soft)
