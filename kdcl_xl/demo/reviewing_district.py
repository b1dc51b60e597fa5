"""The year of external review of a Phòng under the circulars of 2018: from its plan to decisions, results and papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kdcl_xl.demo.reviewing_desk import Book, ReviewOffices, issue, working
from kdcl_xl.demo.reviewing_oversight import costs, inspections
from kdcl_xl.demo.reviewing_panel import Assessed, review
from kdcl_xl.demo.reviewing_people import share_out
from kdcl_xl.demo.reviewing_plan import INSPECTED, NUMBER, SURVEY_DAYS, YEAR, Planning, sample_day
from kdcl_xl.demo.schools import SampleSchool, Unit
from kdcl_xl.findings import Mode
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import Inspection, InspectionItem
from kdcl_xl.forms.review_people import CouncilSeat, PanelMember, TrainingLine
from kdcl_xl.forms.review_results import Comparison, DossierReview, Feedback, Recognised, ReviewProcess
from kdcl_xl.forms.review_words import (
    KIND_OF_CERTIFICATE,
    Activity,
    CertificateKind,
    DossierOutcome,
    Meets,
    Reply,
    SeatRole,
)
from kdcl_xl.jobs.review_books import fill_workbook
from kdcl_xl.law.recognition import add_months
from kdcl_xl.law.regulation import Regulation, in_force, load

REVIEWED = "79-Q7-008"
"""The school whose panel is shown at work."""
_BOTH = "79-Q7-009"
"""The school that asks for CQG as well; the province decides on it in May."""
_CQG_DECISION = ("2109/QĐ-UBND", dt.date(2025, 5, 15))
_NO_DOSSIER = ("79-Q7-004", "79-Q7-005")
"""Schools of the plan that never sent their dossier."""
_SUPPLEMENTED = "79-Q7-003"
_BELOW = {"79-Q7-001": "3.5", "79-Q7-006": "5.4"}
"""School → the criterion in which its panel found one level less."""
_REASON = "Minh chứng chưa đủ số liệu của ba năm học liền kề."
_WHOLE = {
    "letters": 2,
    "reports": 2,
    "content": str(Meets.YES),
    "evidence": str(Meets.YES),
    "dates": str(Meets.YES),
}
_FROM_VISIT = {"research_on": -14, "preliminary_on": -7, "official_from": 0, "official_to": SURVEY_DAYS - 1}
_FROM_DECISION = {"draft_on": -49, "sent_on": -42, "answered_on": -32, "final_on": -20}
"""Days of the six steps, from the first day of the official survey and from that of the Sở's decision."""
_WAITING = "Chờ quyết định của Sở"
_PAPERS = (
    "phieu-tham-dinh-ho-so", "bien-ban-tham-dinh-ho-so", "to-trinh-so-dgn", "du-toan-dgn", "bien-ban-kiem-tra",
    "thong-bao-ket-luan-kiem-tra", "bao-cao-theo-doi-cai-tien", "ke-hoach-truong-chuan", "bao-cao-tong-ket-dgn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DistrictFiles:
    """What the Phòng has at the end of the year: its consolidated workbook, and the workbook of the reviewed school."""

    summary: Path
    reviewed: Path


@dataclass(frozen=True, slots=True)
class DistrictBooks:
    """What the Phòng sends up in spring and at the end of the year."""

    in_spring: Path
    spring: dt.date
    """When the last panel had its draft ready and waited for the school's opinion."""
    at_end: Path


def district_year(
    offices: ReviewOffices, unit: Unit, schools: Sequence[SampleSchool], files: DistrictFiles, on: dt.date
) -> DistrictBooks:
    """Write everything below `offices.out`. `schools`: those of the plan, in its order. Raises JobError."""
    folder = offices.out / YEAR / unit.folder
    folder.mkdir(parents=True, exist_ok=True)
    planned = Planning(offices, unit, tuple(schools), folder).planned()
    gathered = folder / "5-so-da-gop-tong-hop.xlsx"
    fill_workbook(gathered, summary=files.summary, base=planned, on=on)
    office = _Office(offices, unit, {one.id: one for one in schools}, folder)
    current = office.panels_decided(gathered, on)
    own = Assessed(files.reviewed, office.steps(Book(current), REVIEWED))
    posted = review(offices, own, current, folder / "doan-danh-gia-ngoai", on)
    offices.finished(posted, on, Mode.DRAFT)
    day = office.last_draft(Book(posted))
    spring = office.spring(posted, day)
    return DistrictBooks(spring, day, office.end(spring, on))


@dataclass(frozen=True, slots=True)
class _Office:
    offices: ReviewOffices
    unit: Unit
    schools: Mapping[str, SampleSchool]
    folder: Path

    def panels_decided(self, source: Path, on: dt.date) -> Path:
        """Dossiers looked through; of schools without one the visit is put off and the panel taken back."""
        book = Book(source)
        for row in book.rows(ScheduledVisit):
            if row.school_id in _NO_DOSSIER:
                row.note = "Hoãn: trường chưa gửi hồ sơ"
        members = book.rows(PanelMember)
        members[:] = [row for row in members if row.school_id not in _NO_DOSSIER]
        secretary = next(row.name for row in book.rows(CouncilSeat) if row.role == SeatRole.SECRETARY)
        for asked in book.rows(ReviewRegistration):
            if asked.school_id in _NO_DOSSIER:
                continue
            one = self.schools[asked.school_id]
            if asked.filed_on is None:  # on paper: its workbook could not be read
                asked.filed_on = working(sample_day(one) - dt.timedelta(days=55))
            book.add(*_dossiers(one, asked.filed_on, secretary), self._decided(book, one, asked.filed_on))
            share_out([row for row in members if row.school_id == one.id], self.rules(book, one))
        path = book.save(self.folder / "6-so-co-ho-so-quyet-dinh-doan.xlsx")
        return self.offices.finished(path, on, Mode.DRAFT)

    def visit(self, book: Book, school_id: str) -> dt.date:
        """The first day of the official survey."""
        row = next(row for row in book.rows(ScheduledVisit) if row.school_id == school_id)
        return row.first or sample_day(self.schools[school_id])

    def rules(self, book: Book, school: SampleSchool) -> Regulation:
        """The rule set of the self-assessment, else that in force at the visit: a circular may change in between."""
        named = next((row.regulation for row in book.rows(Comparison) if row.school_id == school.id), "")
        found = load(named) if named else in_force(self.visit(book, school.id), school.kind)
        if found is None:
            raise ValueError(f"no rule set for {school.kind}")
        return found

    def steps(self, book: Book, school_id: str) -> dict[str, dt.date]:
        """The days of the six steps."""
        row = next(row for row in book.rows(ScheduledVisit) if row.school_id == school_id)
        first = self.visit(book, school_id)
        days = {name: working(first + dt.timedelta(days=n)) for name, n in _FROM_VISIT.items()}
        signed = _signed(self.schools[school_id])
        after = {name: working(signed + dt.timedelta(days=n)) for name, n in _FROM_DECISION.items()}
        return days | {"official_to": row.last or days["official_to"]} | after

    def _decided(self, book: Book, school: SampleSchool, filed: dt.date) -> ReviewProcess:
        """Put to the Sở two weeks after the dossier; the Sở names the panel before it reads."""
        research = self.steps(book, school.id)["research_on"]
        return ReviewProcess(
            school_id=school.id, school=school.name, submitted_on=working(filed + dt.timedelta(days=12)),
            decision=f"{school.number + 300}/QĐ-SGDĐT", decided_on=working(research - dt.timedelta(days=7)), note=_WAITING,
        )  # fmt: skip

    # ---- spring, end of the year

    def last_draft(self, book: Book) -> dt.date:
        """The working day after the last panel had its draft."""
        drafts = (self.steps(book, row.school_id)["draft_on"] for row in book.rows(ReviewProcess))
        return working(max(drafts) + dt.timedelta(days=1))

    def _stepped(self, book: Book, on: dt.date) -> None:
        """The steps of the other panels as far as they have come."""
        for process in book.rows(ReviewProcess):
            process.note = ""
            if process.school_id != REVIEWED:
                for name, day in self.steps(book, process.school_id).items():
                    setattr(process, name, day if day <= on else None)

    def spring(self, source: Path, on: dt.date) -> Path:
        """What the other panels found, and the school that waits for the province."""
        book = Book(source)
        self._stepped(book, on)
        for row in book.rows(Comparison):
            if row.school_id != REVIEWED:
                row.found = row.own
                if row.own and row.criterion == _BELOW.get(row.school_id):
                    row.found, row.reason = row.own - 1, _REASON
        book.add(*self._feedback(book))
        one = self.schools[_BOTH]
        national = Recognised(
            school_id=one.id, school=one.name, certificate=str(CertificateKind.NATIONAL_STANDARD)
        )
        _found_level(national, one, self.rules(book, one))
        book.add(national)
        self._recognised(book, on)
        path = book.save(self.folder / "7-so-sau-danh-gia-ngoai.xlsx")
        return self.offices.finished(path, on, Mode.DRAFT)

    def end(self, source: Path, on: dt.date) -> Path:
        """Decisions, inspections, costs, service records; shares reckoned anew; papers of the year."""
        book = Book(source)
        self._stepped(book, on)
        book.add(*self._service(book))
        self._recognised(book, on)
        for table in (Inspection, InspectionItem):
            book.rows(table).clear()
        book.add(*inspections([*self.schools.values()][INSPECTED], self.unit.name, on, NUMBER))
        for one in (row.school_id for row in book.rows(ReviewProcess)):
            book.add(*costs(self.schools[one], _size(book, one), SURVEY_DAYS))
        draft = book.save(self.folder / "8-so-cuoi-nam.xlsx")
        path = self.folder / f"danh-gia-ngoai_{self.unit.folder}_{YEAR}.xlsx"
        fill_workbook(path, base=draft, on=on)
        self.offices.finished(path, on)
        papers = self.folder / "van-ban"
        made = self.offices.papers(_PAPERS, path, papers, on)
        self.offices.say(f"Năm đánh giá ngoài của {self.unit.name}, {YEAR}", f"{_found(path, DossierReview)} lượt thẩm định hồ sơ, {_found(path, ReviewProcess)} đoàn, {_found(path, Recognised)} quyết định công nhận; {len(made)} văn bản", path.parent)  # fmt: skip
        return path

    def _recognised(self, book: Book, on: dt.date) -> None:
        """Decisions until `on`: of the Sở three months after the visit, of the province on one school."""
        for process in book.rows(ReviewProcess):
            one = self.schools[process.school_id]
            rules, signed = self.rules(book, one), _signed(one)
            own = [row for row in book.rows(Recognised) if row.school_id == one.id]
            if signed <= on and not any(row.certificate == CertificateKind.ACCREDITATION for row in own):
                own.append(Recognised(school_id=one.id, school=one.name, certificate=str(CertificateKind.ACCREDITATION)))  # fmt: skip
                book.add(own[-1])
            for row in own:
                national = row.certificate == CertificateKind.NATIONAL_STANDARD
                number, day = _CQG_DECISION if national else (f"{one.number + 410}/QĐ-SGDĐT", signed)
                if day <= on:
                    _found_level(row, one, rules)
                    issue(row, one, number, day, rules)

    def _feedback(self, book: Book) -> Iterator[Feedback]:
        """Two schools that had something to say on the draft."""
        for one in map(self.schools.__getitem__, _BELOW):
            days = self.steps(book, one.id)
            yield Feedback(
                school_id=one.id, school=one.name, number=1, criterion=_BELOW[one.id], place="Phần II",
                opinion="Nhà trường đề nghị xem lại minh chứng đã gửi bổ sung.", received_on=days["answered_on"],
                reply=str(Reply.PARTLY), reason="Ghi nhận minh chứng; kết quả giữ như dự thảo vì số liệu mới có hai năm học.",
                answered_on=days["final_on"],
            )  # fmt: skip

    def _service(self, book: Book) -> Iterator[TrainingLine]:
        """Who was called to which panel by which decision."""
        decisions = {row.school_id: row for row in book.rows(ReviewProcess)}
        for seat in book.rows(PanelMember):
            process = decisions[seat.school_id]
            yield TrainingLine(
                person=seat.person, name=seat.name, activity=str(Activity.SERVICE), what=f"Đoàn đánh giá ngoài {seat.school}",
                from_day=process.decided_on, to_day=process.final_on, decision=process.decision,
            )  # fmt: skip


def _signed(school: SampleSchool) -> dt.date:
    """When the Sở decides, as the school states it in the years after."""
    return add_months(dt.date.fromisoformat(f"{school.visit}-20"), 3)


def _found_level(row: Recognised, school: SampleSchool, rules: Regulation) -> None:
    """What the panel found, and the grade it stands for."""
    offered = rules.recognition(KIND_OF_CERTIFICATE[row.certificate])
    row.kind, row.ownership = str(school.kind_name), str(school.ownership)
    row.regulation, row.note = rules.id, ""
    row.found = school.level_2024
    row.grade = offered.grade_at(school.level_2024) if offered else None


def _dossiers(school: SampleSchool, filed: dt.date, reviewer: str) -> Iterator[DossierReview]:
    whose = {"school_id": school.id, "school": school.name, "reviewed_by": reviewer}
    done = working(filed + dt.timedelta(days=7))
    if school.id == _SUPPLEMENTED:
        again = working(filed + dt.timedelta(days=8))
        yield DossierReview(
            received_on=filed, reviewed_on=working(filed + dt.timedelta(days=2)), outcome=str(DossierOutcome.SUPPLEMENT),
            to_supplement="Minh chứng tiêu chí 3.4, 3.5 chưa có ngày ban hành; bổ sung biên bản kiểm kê thiết bị.",
            supplement_by=working(filed + dt.timedelta(days=10)), note="Lần 1", **(whose | _WHOLE | {"evidence": str(Meets.NO)}),
        )  # fmt: skip
        yield DossierReview(received_on=again, reviewed_on=working(again + dt.timedelta(days=2)), outcome=str(DossierOutcome.COMPLETE), note="Lần 2", **whose, **_WHOLE)  # fmt: skip
        return
    yield DossierReview(received_on=filed, reviewed_on=done, outcome=str(DossierOutcome.COMPLETE), **whose, **_WHOLE)  # fmt: skip


def _size(book: Book, school_id: str) -> int:
    return sum(row.school_id == school_id for row in book.rows(PanelMember))


def _found(path: Path, table: type[DossierReview | ReviewProcess | Recognised]) -> int:
    return len(Book(path).rows(table))
