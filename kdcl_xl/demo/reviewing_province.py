"""The Sở of the sample: units' workbooks as one, decisions and certificates of 2024–2025, the council of TT 57/2026."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kdcl_xl.demo.reviewing_commune import look_at_dossiers, look_through, visit_day
from kdcl_xl.demo.reviewing_desk import Book, Planted, ReviewOffices, before
from kdcl_xl.demo.reviewing_district import DistrictBooks
from kdcl_xl.demo.reviewing_people import council
from kdcl_xl.demo.reviewing_plan import YEAR
from kdcl_xl.demo.schools import Unit, school, unit
from kdcl_xl.findings import Mode
from kdcl_xl.forms.external_review import ReviewRegistration
from kdcl_xl.forms.review_oversight import Target
from kdcl_xl.forms.review_results import Appraisal, Comparison, Recognised
from kdcl_xl.forms.review_words import CertificateKind, Scope, Subject, Verdict
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.jobs.review_boards import expiry_board
from kdcl_xl.jobs.review_books import compare_book, fill_workbook, list_next_year, merge_folder
from kdcl_xl.law.recognition import add_months
from kdcl_xl.law.regulation import load
from kdcl_xl.review_year.certificates import BoardLine, standings
from kdcl_xl.review_year.units_chosen import UnitState
from kdcl_xl.text.dates import SchoolYear

_SPRING_PAPERS = ("quyet-dinh-doan-dgn", "cong-van-dieu-dong", "cong-van-lay-y-kien", "to-trinh-ubnd-cqg")
_SUMMER_PAPERS = ("quyet-dinh-cong-nhan", "giay-chung-nhan-kdclgd", "bang-cong-nhan-cqg", "bao-cao-danh-gia-ngoai", "bao-cao-tong-ket-dgn")  # fmt: skip
_COUNCIL_PAPERS = (
    "quyet-dinh-hoi-dong-tham-dinh", "bien-ban-hop-hoi-dong-tham-dinh", "thong-bao-ket-qua-tham-dinh",
    "quyet-dinh-cong-nhan", "bang-cong-nhan-cqg", "bao-cao-theo-doi-cai-tien", "bao-cao-tong-ket-dgn",
)  # fmt: skip
_LOWERED = {"79-SO-031": "1.1"}
"""School → the criterion in which the council found one level less."""
_SEATS = 7
_SHARES = {Subject.ACCREDITATION: (33.3, 26.7, 45.0), Subject.NATIONAL_STANDARD: (20.0, 13.3, 30.0)}
"""All levels: last year, the year before, the target."""
REFUSED = str(UnitState.REFUSED)


def district_years(offices: ReviewOffices, sent: DistrictBooks, sender: Unit, on: dt.date) -> None:
    """2024–2025: panels named and feedback asked for in spring, certificates and the final report in summer.

    Raises JobError.
    """
    folder = offices.out / YEAR / "so"
    so = unit("so")
    spring, summer = (
        _sent_up(book, folder / f"gui-so-{when}" / sender.folder)
        for book, when in ((sent.in_spring, "giua-nam"), (sent.at_end, "cuoi-nam"))
    )
    first = folder / "1-so-giua-nam.xlsx"
    merge_folder(spring, first, sent.spring, unit=so.name)
    offices.finished(first, sent.spring, Mode.DRAFT)
    made = offices.papers(_SPRING_PAPERS, first, folder / "van-ban", sent.spring)
    last = folder / f"danh-gia-ngoai_so_{YEAR}.xlsx"
    merge_folder(summer, last, on, unit=so.name)
    offices.finished(last, on)
    made += offices.papers(_SUMMER_PAPERS, last, folder / "van-ban", on)
    certificates = len(Book(last).rows(Recognised))
    offices.say(f"{so.name}, {YEAR}", f"{certificates} quyết định công nhận, giấy chứng nhận; {len(made)} văn bản", folder)  # fmt: skip


def _sent_up(book: Path, folder: Path) -> Path:
    """A unit's workbook in the Sở's folder of what came in; that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(book, folder / book.name)
    return folder.parent


@dataclass(frozen=True, slots=True)
class ProvinceFiles:
    """What the Sở has in the year of TT 57: its consolidated workbook, its own schools' folder, what the units sent."""

    summary: Path
    schools: Path
    units: Sequence[Path]
    mistaken: Path | None = None
    """A file that a unit sends by mistake instead of its workbook."""


def council_year(offices: ReviewOffices, year: SchoolYear, files: ProvinceFiles, on: dt.date) -> None:
    """Units' workbooks as one, the council, decisions, boards, next year's list, the final report. Raises JobError."""
    folder, so = offices.out / str(year) / "so", unit("so")
    incoming = folder / "gui-so"
    own = incoming / "so" / f"danh-gia-ngoai_so_{year}.xlsx"
    own.parent.mkdir(parents=True, exist_ok=True)
    fill_workbook(own, summary=files.summary, schools=files.schools, on=on)
    filled = Book(own)
    _keep_own(filled, so.name)
    look_through(filled, year, on)
    look_at_dossiers(filled, so.name, so.name)
    offices.finished(filled.save(own), on)
    for sent in files.units:
        _sent_up(sent, incoming / sent.parent.name)
    if files.mistaken:
        _mistaken(offices, files.mistaken, incoming)
    merged = folder / "1-so-tong-hop.xlsx"
    found = merge_folder(incoming, merged, on, unit=so.name)
    offices.told(merged.name)
    book = Book(merged)
    _council(book, on)
    _trend(book)
    path = book.save(folder / f"danh-gia-ngoai_so_{year}.xlsx")
    offices.finished(path, on)
    _left_by_units(offices, path)
    made = offices.papers(_COUNCIL_PAPERS, path, folder / "van-ban", on)
    taken = sum(not one.why for one in found.merged.files)
    offices.say(f"{so.name} gộp sổ các đơn vị, {year}", f"{taken}/{len(found.merged.files)} tệp được gộp, {len(found.merged.files) - taken} tệp nêu lý do; {len(made)} văn bản", path)  # fmt: skip
    _boards(offices, path, folder, files.summary, on)


def _mistaken(offices: ReviewOffices, source: Path, incoming: Path) -> None:
    target = incoming / source.parent.name / f"danh-gia-ngoai_{source.parent.name}.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    name = target.relative_to(offices.out.parent).as_posix()
    offices.planted.append(Planted(name, "Gửi nhầm sổ tổng hợp thay cho sổ đánh giá ngoài", REFUSED))


def _keep_own(book: Book, office: str) -> None:
    """What the consolidated workbook tells of the units' schools comes with the units' own workbooks."""
    for rows in book.content.rows.values():
        rows[:] = [row for row in rows if getattr(row, "office", "") in ("", office)]


def _left_by_units(offices: ReviewOffices, path: Path) -> None:
    """What was planted in a unit's workbook comes up with it."""
    name = path.relative_to(offices.out.parent).as_posix()
    told = [one for one in offices.planted if one.answer != REFUSED]
    offices.planted += [Planted(name, f"{one.what} (đi theo sổ của đơn vị)", one.answer) for one in told]


def _council(book: Book, on: dt.date) -> None:
    """The council looks at every school whose dossier is there, and the Sở decides."""
    book.add(*council(unit("so").name))
    asking = [row for row in book.rows(ReviewRegistration) if row.filed_on]
    for place, asked in enumerate(asking):
        level = _compared(book, asked, asked.self_level or 0)
        appraisal = _appraisal(asked, level, place, on)
        book.add(appraisal)
        if appraisal.verdict == Verdict.RECOGNISE:
            book.add(_decision(book, asked, level, place, on))


def _trend(book: Book) -> None:
    """Shares of the years before, from the Sở's reports; what the shares of single levels were nobody kept."""
    for target in book.rows(Target):
        if not target.kind and target.subject in _SHARES and target.scope == Scope.ALL:
            target.last_year, target.year_before, target.target = _SHARES[Subject(target.subject)]
            target.basis = "Kế hoạch năm học của Sở (giả định)"


def _compared(book: Book, asked: ReviewRegistration, own_level: int) -> int:
    """Levels the council found, criterion by criterion; the level they amount to."""
    lowered = False
    for row in book.rows(Comparison):
        if row.school_id != asked.school_id:
            continue
        row.found = row.own
        if row.own and row.criterion == _LOWERED.get(row.school_id):
            row.found, row.reason, lowered = row.own - 1, "Dữ liệu theo dõi mới có của hai năm học.", True
    return own_level - 1 if lowered else own_level


def _appraisal(asked: ReviewRegistration, level: int, place: int, on: dt.date) -> Appraisal:
    visited = min(visit_day(asked), before(on, 9))
    return Appraisal(
        school_id=asked.school_id, school=asked.school, received_on=asked.filed_on, visited_on=visited, met_on=before(on, 6),
        seats=_SEATS, present=_SEATS - place % 2, votes=_SEATS - place % 2, level=level, grade=level or None,
        cohort=str(YesNo.YES), years_of_data=5, facilities=str(YesNo.YES),
        verdict=str(Verdict.RECOGNISE if level else Verdict.NOT_YET), reasons="Giữ vững các tiêu chí; thực hiện kế hoạch cải tiến.",
        notice=f"{120 + place}/TB-SGDĐT", notified_on=before(on, 3),
    )  # fmt: skip


def _decision(book: Book, asked: ReviewRegistration, level: int, place: int, on: dt.date) -> Recognised:
    rules = load(next(row.regulation for row in book.rows(Comparison) if row.school_id == asked.school_id))
    national, signed = rules.recognition("cqg"), before(on, 1)
    return Recognised(
        school_id=asked.school_id, school=asked.school, kind=asked.kind, certificate=str(CertificateKind.NATIONAL_STANDARD),
        found=level, grade=national.grade_at(level) if national else None,
        decision=f"{910 + place}/QĐ-SGDĐT", signed_on=signed, valid_until=add_months(signed, 12 * rules.validity.years),
        number=f"{school(asked.school_id).number:02}/{signed.year}/BCN-CQG", authority=unit("so").name, regulation=rules.id,
        ownership=asked.ownership, office=asked.office,
    )  # fmt: skip


def _boards(offices: ReviewOffices, book: Path, folder: Path, summary: Path, on: dt.date) -> None:
    """Certificates that end, who over-rates itself, whom to schedule next year."""
    board = expiry_board(book, on, offices.settings, folder / "bang-han-cong-nhan.xlsx", summary)
    compared = compare_book(book)
    following = list_next_year(
        book, on, offices.settings, summary=summary, out=folder / "danh-sach-nam-sau.xlsx"
    )
    offices.finished(folder / "danh-sach-nam-sau.xlsx", on, Mode.DRAFT)
    words = "; ".join(_boarded(board.lines_of_board))
    offices.say("Bảng hạn công nhận (bang-han)", f"{words}; {len(board.risk.schools)} trường có nguy cơ mất chuẩn", folder / "bang-han-cong-nhan.xlsx")  # fmt: skip
    offices.say("So sánh, danh sách năm sau", f"{compared.lines()[0]} {len(following.candidates)} trường cần xếp lịch năm học {following.school_year}", folder / "danh-sach-nam-sau.xlsx")  # fmt: skip


def _boarded(lines: Sequence[BoardLine]) -> Iterator[str]:
    yield from (f"{count} {word}" for word, count in standings(lines).items() if count)
