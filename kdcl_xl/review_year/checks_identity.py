"""Whose workbook, which school: office, one row where one is meant, code, name and kind of school, days to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import Inspection, InspectionItem
from kdcl_xl.forms.review_results import (
    Appraisal,
    DossierReview,
    Feedback,
    ImprovementTrack,
    Recognised,
    ReviewProcess,
)
from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.review_year.checks_kit import ReviewBook, check, label_of
from kdcl_xl.review_year.school_files import TABLES, SchoolFile, name_key
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import perhaps
from kdcl_xl.text.normal import bare, match_key

NO_OFFICE = rule("DGS-003", Severity.ERROR, "Có tên và cấp của đơn vị lập sổ", only_when_submitting=True)
TWICE = rule("DGS-004", Severity.WARNING, "Mỗi trường một dòng ở bảng chỉ có một dòng cho mỗi trường")
CODE_AND_NAME = rule("DGS-005", Severity.WARNING, "Một mã trường đi với một tên trường")
ALMOST = rule("DGS-008", Severity.WARNING, "Một trường ghi cùng tên ở các trang")
KIND_AND_NAME = rule("DGS-006", Severity.WARNING, "Cấp học khớp với tên trường")
FUTURE = rule("DGS-007", Severity.WARNING, "Ngày của việc đã làm không sau ngày kiểm tra")

_ONE_ROW: tuple[type[Row], ...] = (ReviewRegistration, ReviewProcess)
_KINDED: tuple[type[Row], ...] = (ScheduledVisit, ReviewRegistration, Recognised)
_DONE: dict[type[Row], tuple[str, ...]] = {
    ReviewRegistration: ("filed_on",),
    DossierReview: ("received_on", "reviewed_on", "completed_on"),
    # Not the days of the official survey: the decision on the panel names them in advance.
    ReviewProcess: ("submitted_on", "decided_on", "research_on", "preliminary_on", "draft_on", "sent_on", "answered_on", "final_on"),
    Feedback: ("received_on", "answered_on"),
    Appraisal: ("received_on", "visited_on", "met_on", "notified_on"),
    ImprovementTrack: ("review_1_on", "review_2_on"),
    Inspection: ("held_on", "concluded_on"),
    InspectionItem: ("done_on",),
}  # fmt: skip
"""Columns that tell what has happened."""


@check(NO_OFFICE, reads={})
def office_is_named(book: ReviewBook) -> Iterator[Finding]:
    """Office and its level: papers, paths and who signs hang on them."""
    for field, why in (("office", "Gõ tên cơ quan, ví dụ UBND phường Tân Mỹ."), ("level", "Chọn cấp trong danh sách.")):  # fmt: skip
        place = book.submission.where(ReviewPlan, field)
        if place[1] and not getattr(book.plan, field) and place not in book.submission.unreadable:
            yield NO_OFFICE.at(*place, f"Chưa ghi “{ReviewPlan.column(field).label}”.", why)


@check(TWICE, reads={})
def one_row_a_school(book: ReviewBook) -> Iterator[Finding]:
    """The second row of a school where one is meant, and the second visit for the same recognition."""
    for table in _ONE_ROW:
        for _file, rows in book.by_school(table):
            for row in rows[1:]:
                yield _twice(book, row, rows[0])
    for _file, visits in book.by_school(ScheduledVisit):
        for position, visit in enumerate(visits):
            same = [v for v in visits[:position] if (v.kdcl, v.cqg, v.first) == (visit.kdcl, visit.cqg, visit.first)]  # fmt: skip
            if same:
                yield _twice(book, visit, same[0])


def _twice(book: ReviewBook, row: Row, first: Row) -> Finding:
    return TWICE.at(*book.at(row, "school"), f"“{getattr(row, 'school', '')}” đã có ở dòng {first.line} của bảng này.", "Gộp hai dòng thành một, hoặc sửa tên, mã trường nếu là trường khác.")  # fmt: skip


@check(CODE_AND_NAME, reads={})
def code_and_name_agree(book: ReviewBook) -> Iterator[Finding]:
    """One code with two names; one name in one unit and level with two codes. Told once a pair, at its first row."""
    names: dict[str, tuple[str, str]] = {}
    codes: dict[tuple[str, str, str], str] = {}
    told: set[tuple[str, str]] = set()
    for table in TABLES:
        for row in book.rows(table, "school_id", "school"):
            code, name = (str(getattr(row, field, "")).strip() for field in ("school_id", "school"))
            if not (code and name) or (code, match_key(name)) in told:
                continue
            key = name_key(name, str(getattr(row, "kind", "")), str(getattr(row, "office", "")))
            own, first = names.setdefault(code, (key[2], name))
            if own != key[2]:
                told.add((code, match_key(name)))
                yield CODE_AND_NAME.at(*book.at(row, "school_id"), f"Mã {code} ở đây là “{name}”, ở dòng khác là “{first}”.", "Sửa mã trường, hoặc ghi cùng một tên.")  # fmt: skip
            elif codes.setdefault(key, code) != code:
                told.add((code, match_key(name)))
                yield CODE_AND_NAME.at(*book.at(row, "school_id"), f"“{name}” ở đây có mã {code}, ở dòng khác có mã {codes[key]}.", "Sửa mã cho giống nhau; hai trường cùng tên, cùng cấp học thì ghi rõ đơn vị ở tên.")  # fmt: skip


@check(ALMOST, reads={})
def nearly_the_same_school(book: ReviewBook) -> Iterator[Finding]:
    """Rows without a code, of a name that only lacks the marks or the level of another: they are joined to no school."""
    by_letters: defaultdict[str, list[SchoolFile]] = defaultdict(list)
    for file in book.files:
        by_letters[_letters(file)].append(file)
    for file in book.files:
        if file.school_id or not _letters(file):
            continue
        like = [other.name for other in by_letters[_letters(file)] if _is_almost(file, other)]
        if like:
            first = next(row for table in TABLES for row in file.of(table))
            guess = perhaps(f"“{name}”" for name in dict.fromkeys(like))
            yield ALMOST.at(*book.at(first, "school"), f"“{file.name}” không ghép được với trường nào của sổ, nên các trang khác không thấy dòng này.{guess}", "Ghi tên như ở trang Đăng ký, hoặc ghi mã trường; đúng là trường khác thì ghi mã của trường ấy.")  # fmt: skip


def _letters(file: SchoolFile) -> str:
    """The school's own name without marks: only schools that share it can be almost the same."""
    return bare(name_key(file.name, file.kind)[2])


def _is_almost(file: SchoolFile, other: SchoolFile) -> bool:
    """Of two schools of the same letters: the other is better known, and neither level nor unit tells them apart."""
    (unit, kind, _), (its_unit, its_kind, _) = (
        name_key(one.name, one.kind, one.office) for one in (file, other)
    )
    better_known = bool(other.school_id) or len(other.rows) > len(file.rows)
    told_apart = (kind and its_kind and kind != its_kind) or (unit and its_unit and unit != its_unit)
    return other is not file and better_known and not told_apart


@check(KIND_AND_NAME, reads={})
def kind_fits_the_name(book: ReviewBook) -> Iterator[Finding]:
    """A name that tells its level ("TH Kim Đồng") beside another level."""
    for table in _KINDED:
        for row in book.rows(table, "school", "kind"):
            name, kind = str(getattr(row, "school", "")), str(getattr(row, "kind", ""))
            told = parse_name(name).kind if name else None
            if kind and told and str(NAME_OF_KIND[told]) != kind:
                yield KIND_AND_NAME.at(*book.at(row, "kind"), f"Cấp học ghi “{kind}”, tên “{name}” là {NAME_OF_KIND[told]}.", "Chọn lại cấp học, hoặc sửa tên trường.")  # fmt: skip


@check(FUTURE, reads={})
def done_is_not_to_come(book: ReviewBook) -> Iterator[Finding]:
    """A day still to come where the column tells what has been done."""
    for table, fields in _DONE.items():
        for field in fields:
            for row in book.rows(table, field):
                day = getattr(row, field)
                if day and day > book.on:
                    yield FUTURE.at(*book.at(row, field), f"“{label_of(table, field)}” là {vn_date(day)}, sau ngày kiểm tra {vn_date(book.on)}.", "Việc chưa làm thì để trống; gõ nhầm thì sửa lại ngày.")  # fmt: skip
