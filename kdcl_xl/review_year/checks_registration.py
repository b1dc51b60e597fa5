"""Sheets "Đăng ký" and "Lịch đánh giá ngoài": what schools ask for, under the path and the rule set of the day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.vocabulary import KINDS_ASKED, NAME_OF_KIND, YesNo
from kdcl_xl.law.external_review import ReviewPath
from kdcl_xl.law.regulation import Recognition, SchoolKind
from kdcl_xl.law.sourced import softened
from kdcl_xl.review_year.checks_kit import ReviewBook, check
from kdcl_xl.review_year.rule_sets import is_team_path
from kdcl_xl.review_year.scheduling_facts import day_of
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date

NO_CQG = rule("DGS-010", Severity.ERROR, "GDTX không đăng ký chuẩn quốc gia theo các Thông tư 2018", law="Các Thông tư 17, 18, 19/2018/TT-BGDĐT")  # fmt: skip
NO_KDCL = rule("DGS-011", Severity.WARNING, "Từ 07/7/2026 không đăng ký kiểm định chất lượng giáo dục", law="Thông tư 57/2026/TT-BGDĐT")  # fmt: skip
NO_SUCH_GRADE = rule("DGS-012", Severity.ERROR, "Cấp độ, mức độ đề nghị có trong thông tư")
TOO_HIGH = rule("DGS-013", Severity.WARNING, "Cấp độ, mức độ đề nghị không quá mức tự đánh giá")
NO_PURPOSE = rule("DGS-014", Severity.WARNING, "Có mục đích đăng ký", only_when_submitting=True)
FILED_LATE = rule("DGS-020", Severity.WARNING, "Hồ sơ gửi trước ngày đón đoàn đủ số ngày quy định")
VISIT_OUTSIDE = rule("DGS-021", Severity.WARNING, "Ngày đánh giá ngoài nằm trong năm học của sổ")

_GRADE_RANGES = {"kdclgd": range(1, 5), "cqg": range(1, 3)}
"""Where the school's rule set is unknown: cấp độ 1–4, mức độ 1–2, as in every circular since 2018."""
_WORDS = {"kdclgd": "Cấp độ", "cqg": "Mức độ"}
_GRADE = re.compile(r"(?P<word>cấp\s*độ|mức\s*độ|mức)?\s*(?P<number>\d+)", re.I)


def asked_grades(text: str, purpose: str) -> dict[str, int]:
    """The grades a cell asks for, by kind of certificate: "cấp độ 2, mức độ 1"; a bare number means the first kind."""
    kinds = KINDS_ASKED.get(purpose, ())
    found: dict[str, int] = {}
    for match in _GRADE.finditer(text):
        word = (match["word"] or "").lower()
        kind = "kdclgd" if word.startswith("cấp") else "cqg" if word.endswith("độ") else ""
        kind = kind or next((kind for kind in kinds if kind not in found), "")
        if kind:
            found.setdefault(kind, int(match["number"]))
    return found


def arrival(file: SchoolFile) -> tuple[dt.date, str] | None:
    """The day on which a panel may come at the latest, and how a finding says when; None while no time is set.

    "Tháng 01/2025" is no visit on 1 January: until the day is fixed, the last one of the month may still be chosen.
    """
    visits = [visit for visit in file.of(ScheduledVisit) if visit.first]
    if not visits:
        return None
    visit = min(visits, key=lambda visit: visit.first or dt.date.max)
    days = day_of(visit)
    if days is not None or visit.first is None or visit.last is None:
        first = days.first if days else visit.first or dt.date.max
        return first, f"ngày {vn_date(first)}"
    return visit.last, f"trong khoảng từ {vn_date(visit.first)} đến {vn_date(visit.last)}"


@check(NO_PURPOSE, reads={ReviewRegistration: "purpose"})
def purpose_is_said(book: ReviewBook) -> Iterator[Finding]:
    """A registration without its purpose: unknown, not "không đăng ký"."""
    for row in book.rows(ReviewRegistration, "purpose"):
        if not row.purpose and row.school:
            yield NO_PURPOSE.at(*book.at(row, "purpose"), f"“{row.school}” chưa có mục đích đăng ký.", "Chọn trong danh sách theo công văn của trường.")  # fmt: skip


@check(NO_CQG, NO_KDCL, reads={ReviewRegistration: "purpose filed_on"})
def purpose_exists(book: ReviewBook) -> Iterator[Finding]:
    """What may be asked for depends on the kind of school and the path of the day the dossier was filed."""
    for row in book.rows(ReviewRegistration, "purpose", "filed_on"):
        kinds = KINDS_ASKED.get(row.purpose, ())
        day = row.filed_on or book.day_in_year
        path = book.path_on(day)
        if "cqg" in kinds and is_team_path(path) and book.kind_of(row) is SchoolKind.CONTINUING:
            yield NO_CQG.at(*book.at(row, "purpose"), f"“{row.school}” là {NAME_OF_KIND[SchoolKind.CONTINUING]}: trước ngày 07/7/2026 không có công nhận chuẩn quốc gia.", "Chọn KĐCLGD, hoặc để đến khi đăng ký theo Thông tư 57/2026.")  # fmt: skip
        if "kdclgd" in kinds and not is_team_path(path):
            yield NO_KDCL.at(*book.at(row, "purpose"), f"“{row.school}” đăng ký “{row.purpose}”, hồ sơ {_day_said(row.filed_on, day)}: con đường hiện hành chỉ còn công nhận chuẩn quốc gia.", f"Chọn CQG; trường đã gửi hồ sơ trước ngày {_since(path)} thì ghi đúng Ngày gửi hồ sơ.", law=path.cited())  # fmt: skip


@check(NO_KDCL, reads={ScheduledVisit: "kdcl first"})
def visit_exists(book: ReviewBook) -> Iterator[Finding]:
    """The same for a school that stands in the schedule only."""
    for file, visits in book.by_school(ScheduledVisit, "kdcl", "first"):
        if file.of(ReviewRegistration):
            continue
        for row in visits:
            if row.kdcl == YesNo.YES and row.first and not is_team_path(path := book.path_on(row.first)):
                yield NO_KDCL.at(*book.at(row, "kdcl"), f"“{row.school}” được xếp đánh giá KĐCLGD ngày {vn_date(row.first)}: con đường hiện hành chỉ còn công nhận chuẩn quốc gia.", f"Bỏ đề nghị KĐCL; trường đã gửi hồ sơ trước ngày {_since(path)} thì ghi trường ấy vào trang Đăng ký cùng Ngày gửi hồ sơ.", law=path.cited())  # fmt: skip


def _since(path: ReviewPath) -> str:
    return vn_date(path.valid_from) if path.valid_from else ""


def _day_said(filed: dt.date | None, day: dt.date) -> str:
    return f"gửi ngày {vn_date(day)}" if filed else f"chưa ghi ngày gửi (tính theo ngày {vn_date(day)})"


@check(NO_SUCH_GRADE, reads={ReviewRegistration: "purpose grade filed_on"})
def grade_exists(book: ReviewBook) -> Iterator[Finding]:
    """Cấp độ 1–4, mức độ 1–2: whatever the school's rule set has."""
    for row in book.rows(ReviewRegistration, "purpose", "grade", "filed_on"):
        rules = book.rules_of(row, row.filed_on)
        known: dict[str, Recognition] = {r.kind: r for r in rules.recognitions} if rules else {}
        for kind, grade in asked_grades(row.grade, row.purpose).items():
            offered = known.get(kind)
            grades = offered.grades if offered else _GRADE_RANGES[kind]
            if grade not in grades:
                finding = NO_SUCH_GRADE.at(*book.at(row, "grade"), f"“{row.grade}”: không có {_WORDS[kind].lower()} {grade}.", f"Ghi {_WORDS[kind].lower()} từ {min(grades)} đến {max(grades)}.", law=offered.cited(rules.number) if offered and rules else "")  # fmt: skip
                yield softened(finding, offered) if offered else finding


@check(TOO_HIGH, reads={ReviewRegistration: "purpose grade self_level filed_on"})
def grade_fits_the_level(book: ReviewBook) -> Iterator[Finding]:
    """A grade above what the school's own level allows."""
    for row in book.rows(ReviewRegistration, "purpose", "grade", "self_level", "filed_on"):
        rules = book.rules_of(row, row.filed_on)
        if rules is None or row.self_level is None or row.self_level > rules.top_level:
            continue
        for recognition in rules.recognitions:
            grade = asked_grades(row.grade, row.purpose).get(recognition.kind)
            needed = recognition.grades.get(grade) if grade else None
            if needed is not None and needed > row.self_level:
                yield TOO_HIGH.at(*book.at(row, "grade"), f"{recognition.grade_word} {grade} cần đạt {rules.level_word} {needed}; “{row.school}” tự đánh giá {rules.level_word} {row.self_level}{_still(recognition, rules.top_level, row.self_level)}.", "Đối chiếu báo cáo tự đánh giá: ghi nhầm thì sửa Mức tự đánh giá; đúng thì đề nghị trường đăng ký lại thấp hơn.", law=recognition.cited(rules.number))  # fmt: skip


def _still(recognition: Recognition, top: int, level: int) -> str:
    grade = recognition.grade_at(min(level, top))
    return f", cao nhất {recognition.grade_word.lower()} {grade}" if grade else ", chưa đủ để đề nghị"


@check(FILED_LATE, reads={ScheduledVisit: "first", ReviewRegistration: "filed_on"})
def filed_in_time(book: ReviewBook) -> Iterator[Finding]:
    """The dossier comes so many days before the visit: a practice of offices, with its source."""
    days = book.terms.number("ho_so_truoc_ngay")
    for file, rows in book.by_school(ReviewRegistration, "filed_on"):
        visit = arrival(file)
        for row in rows:
            if row.filed_on and visit and (visit[0] - row.filed_on).days < days:
                latest = visit[0] - dt.timedelta(days=days)
                yield FILED_LATE.at(*book.at(row, "filed_on"), f"“{row.school}” gửi hồ sơ ngày {vn_date(row.filed_on)}, đón đoàn {visit[1]}; gửi trước {days} ngày là chậm nhất {vn_date(latest)}.", "Lùi ngày đánh giá ngoài, hoặc ghi lý do ở cột Ghi chú.", law=book.terms.source("ho_so_truoc_ngay"))  # fmt: skip


@check(VISIT_OUTSIDE, reads={ScheduledVisit: "first"})
def visit_in_the_year(book: ReviewBook) -> Iterator[Finding]:
    """A visit of another school year."""
    for row in book.rows(ScheduledVisit, "first"):
        if row.first and not book.year.contains(row.first):
            yield VISIT_OUTSIDE.at(*book.at(row, "first"), f"“{row.school}” được xếp ngày {vn_date(row.first)}, ngoài năm học {book.year}.", "Sửa năm; trường của năm học sau thì chuyển sang sổ năm sau.")  # fmt: skip
