"""The year of a ward under TT 57/2026: dossiers, improvement, inspections, targets, needs; and the papers of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from kdcl_xl.demo.people import person
from kdcl_xl.demo.reviewing_desk import Book, Planted, ReviewOffices, dice, issue, working
from kdcl_xl.demo.reviewing_oversight import building_needs, inspections
from kdcl_xl.demo.reviewing_people import group_for_dossiers
from kdcl_xl.demo.schools import Unit, province, school
from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import Target
from kdcl_xl.forms.review_people import CouncilSeat
from kdcl_xl.forms.review_results import DossierReview, ImprovementTrack, Recognised
from kdcl_xl.forms.review_words import CertificateKind, DossierOutcome, Meets, Scope, SeatRole, Subject
from kdcl_xl.forms.vocabulary import Purpose, YesNo
from kdcl_xl.jobs.review_boards import improvement_follow_up
from kdcl_xl.jobs.review_books import fill_workbook
from kdcl_xl.law.regulation import in_force
from kdcl_xl.review_year.improvement import is_overdue
from kdcl_xl.text.dates import SchoolYear, vn_date

_INSPECTED = ("79-BS-013", "79-BS-011", "79-BS-014")
_LATE_SCHOOL = "79-BS-013"
"""The school whose last request of an inspection is not done in time, on purpose."""
_LACKING = "79-BS-014"
_OLDER = {
    "79-BS-014": (CertificateKind.ACCREDITATION, dt.date(2022, 11, 18)),
    "79-DL-022": (CertificateKind.NATIONAL_STANDARD, dt.date(2022, 5, 10)),
}
"""Recognitions that schools did not state and their offices know: grade 1, signed on that day."""
_PLAN = "31/KH-UBND"
"""The number of its plan for the year."""
_PLAN_PAPERS = ("ke-hoach-kdcl", "quyet-dinh-to-tham-dinh")
_PAPERS = (
    "phieu-tham-dinh-ho-so", "bien-ban-tham-dinh-ho-so", "to-trinh-so-dgn", "ke-hoach-kiem-tra", "bien-ban-kiem-tra",
    "thong-bao-ket-luan-kiem-tra", "bao-cao-theo-doi-cai-tien", "ke-hoach-truong-chuan", "bao-cao-tong-ket-dgn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommuneFiles:
    """What a ward has: its consolidated workbook, the folder of its schools' workbooks."""

    summary: Path
    schools: Path


def commune_book(offices: ReviewOffices, unit: Unit, year: SchoolYear, files: CommuneFiles, on: dt.date) -> Path:  # fmt: skip
    """The workbook `danh-gia-ngoai` of a ward that does little: as `lap` fills it, looked through once. Raises JobError."""
    folder = offices.out / str(year) / unit.folder
    folder.mkdir(parents=True, exist_ok=True)
    lap = folder / "1-so-lap-tu-tong-hop.xlsx"
    fill_workbook(lap, summary=files.summary, schools=files.schools, on=on)
    book = Book(lap)
    look_through(book, year, on)
    return offices.finished(book.save(folder / f"danh-gia-ngoai_{unit.folder}_{year}.xlsx"), on)


def look_through(book: Book, year: SchoolYear, on: dt.date, *, leave: int = 0) -> list[str]:
    """What every office does with a workbook `lap` has filled; the schools whose late measures it did not settle.

    Rows of workbooks that strangers sent are struck out, recognitions completed, measures that are late given a new day,
    but for the first `leave` of them.
    """
    known = {one.id for one in province().schools}
    for rows in book.content.rows.values():
        rows[:] = [row for row in rows if getattr(row, "school_id", "") in {"", *known}]
    present = {getattr(row, "school_id", "") for rows in book.content.rows.values() for row in rows}
    for code in sorted(present & set(_OLDER)):
        kind, signed = _OLDER[code]
        book.add(Recognised(school_id=code, school=school(code).name, kind=str(school(code).kind_name), certificate=str(kind), grade=1, signed_on=signed, ownership=str(school(code).ownership)))  # fmt: skip
    for recognised in book.rows(Recognised):
        _complete(recognised)
    for asked in book.rows(ReviewRegistration):
        if asked.filed_on and asked.filed_on > on:
            asked.filed_on = None  # still to come
    late = [row for row in book.rows(ImprovementTrack) if is_overdue(row, on)]
    for row in late[leave:]:
        row.ends_on = working(max(on, dt.date(year.end, 10, 29)))
        row.note = "Gia hạn theo biên bản làm việc với trường"
    return [row.school for row in late[:leave]]


def _complete(row: Recognised) -> None:
    """What schools leave out of their last recognition: its numbers, its last day and who signed it."""
    one = school(row.school_id)
    national = row.certificate == CertificateKind.NATIONAL_STANDARD
    rules = in_force(row.signed_on, one.kind) if row.signed_on else None
    if row.signed_on is None or rules is None:
        return
    decision = row.decision or (
        f"{one.number + 2100}/QĐ-UBND" if national else f"{one.number + 410}/QĐ-SGDĐT"
    )
    issue(row, one, decision, row.signed_on, rules)


def commune_year(offices: ReviewOffices, unit: Unit, year: SchoolYear, files: CommuneFiles, on: dt.date) -> Path:  # fmt: skip
    """The workbook of a ward that works with it, and its papers. Raises JobError."""
    folder = offices.out / str(year) / unit.folder
    folder.mkdir(parents=True, exist_ok=True)
    lap = folder / "1-so-lap-tu-tong-hop.xlsx"
    filled = fill_workbook(lap, summary=files.summary, schools=files.schools, on=on)
    offices.told(lap.name)
    book = Book(lap)
    late = look_through(book, year, on, leave=1)
    _plan(book, unit, year)
    look_at_dossiers(book, unit.name, f"Phòng Văn hóa - Xã hội {unit.ward}")
    book.add(*inspections([school(one) for one in _INSPECTED], unit.name, on, _PLAN, late=_LATE_SCHOOL))  # fmt: skip
    book.add(*building_needs(school(_LACKING), year.end + 1))
    path = book.save(folder / f"danh-gia-ngoai_{unit.folder}_{year}.xlsx")
    offices.finished(path, on)
    name = path.relative_to(offices.out.parent).as_posix()
    offices.planted += [
        *(Planted(name, f"Giải pháp cải tiến của {one} quá hạn mà chưa xong", "DGS-100") for one in late),
        Planted(name, f"Kiến nghị sau kiểm tra với {school(_LATE_SCHOOL).name} quá hạn", "DGS-113"),
    ]
    made = offices.papers(_PLAN_PAPERS, path, folder / "van-ban", min(on, dt.date(year.start, 9, 10)))
    made += offices.papers(_PAPERS, path, folder / "van-ban", on)
    found = improvement_follow_up(path, on, offices.settings).found
    offices.say(f"Sổ đánh giá ngoài của {unit.name}, {year}", f"{len(filled.gathered.changes)} trang tự điền; cải tiến: {found.total.share}, {found.total.overdue} quá hạn; {len(made)} văn bản", folder)  # fmt: skip
    return path


def _plan(book: Book, unit: Unit, year: SchoolYear) -> None:
    """The plan of the year, with the school that asks for recognition; targets with what they rest on."""
    chair = person(dice("chu-tich", unit.id), "Chủ tịch")
    book.write(
        ReviewPlan, number=_PLAN, issued_on=dt.date(year.start, 9, 10), issuer=unit.name, signer=chair.name,
        contact="Công chức phụ trách giáo dục, điện thoại 0900 000 450",
    )  # fmt: skip
    asking = [row for row in book.rows(ReviewRegistration) if row.purpose not in ("", Purpose.NONE)]
    for place, asked in enumerate(asking, start=1):
        day = visit_day(asked)
        book.add(
            ScheduledVisit(
                stt=place, school_id=asked.school_id, school=asked.school, kind=asked.kind, when_text=vn_date(day),
                year=day.year, month=day.month, day=day.day, unit="ngày", first=day, last=day, kdcl=str(YesNo.NO),
                cqg=str(YesNo.YES), grade=asked.grade, source="Trang Đăng ký",
            )
        )  # fmt: skip
    for target in book.rows(Target):
        if target.subject == Subject.NATIONAL_STANDARD:
            target.basis = "Nghị quyết của HĐND phường (giả định)"
            if not target.kind and target.scope == Scope.ALL:
                target.target, target.last_year, target.year_before = 60.0, 50.0, 50.0


def visit_day(asked: ReviewRegistration) -> dt.date:
    """The day a school asked for ("01/06/2027"), or the next working day. Raises ValueError for other words."""
    return working(dt.datetime.strptime(asked.when_text, "%d/%m/%Y").date())


def look_at_dossiers(book: Book, office: str, place: str) -> None:
    """Tổ thẩm định hồ sơ of an office, and what it found in the dossiers that came in."""
    book.add(*group_for_dossiers(office, place))
    reader = next(row.name for row in book.rows(CouncilSeat) if row.role == SeatRole.SECRETARY)
    for asked in book.rows(ReviewRegistration):
        if asked.filed_on:
            book.add(
                DossierReview(
                    school_id=asked.school_id, school=asked.school, received_on=asked.filed_on, letters=2, reports=2,
                    content=str(Meets.YES), evidence=str(Meets.YES), dates=str(Meets.YES), reviewed_by=reader,
                    reviewed_on=working(asked.filed_on + dt.timedelta(days=7)), outcome=str(DossierOutcome.COMPLETE),
                )
            )  # fmt: skip
