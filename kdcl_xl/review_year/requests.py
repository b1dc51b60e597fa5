"""The sheet "Ràng buộc xếp lịch" read: which school or person each line means, and what cannot be understood.

Schools and people are named by code or by name. A line that cannot be understood is a finding, and no plan is proposed
while a mandatory one is: leaving it out in silence would break what the office asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_people import Constraint, Reviewer
from kdcl_xl.forms.review_words import Weight, Wish
from kdcl_xl.review_year.school_files import SchoolFile, name_key, school_files
from kdcl_xl.review_year.solver import Reason, Span
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import perhaps
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.snapshot import Submission

UNKNOWN = rule("DGX-001", Severity.ERROR, "Ràng buộc nêu đúng trường, người có trong sổ")
SEVERAL = rule("DGX-002", Severity.ERROR, "Ràng buộc nêu đúng một trường, một người")
REVERSED = rule("DGX-003", Severity.ERROR, "Ràng buộc có Đến ngày không trước Từ ngày")
INCOMPLETE = rule("DGX-004", Severity.ERROR, "Ràng buộc có đủ các cột mà loại ấy cần")
SAME_TWICE = rule("DGX-005", Severity.ERROR, "Ràng buộc giữa hai đối tượng nêu hai đối tượng khác nhau")


class Subject(Enum):
    """What a column of a line names. The value is how a finding calls it."""

    SCHOOL = "trường"
    PERSON = "người"


@dataclass(frozen=True, slots=True)
class _Shape:
    who: Subject | None = None
    other: Subject | None = None
    days: bool = False
    number: bool = False


_SHAPES = {
    Wish.OFFICE_CLOSED: _Shape(days=True),
    Wish.SCHOOL_BUSY: _Shape(Subject.SCHOOL, days=True),
    Wish.SCHOOL_WANTS: _Shape(Subject.SCHOOL, days=True),
    Wish.PERSON_BUSY: _Shape(Subject.PERSON, days=True),
    Wish.NOT_TOGETHER: _Shape(Subject.PERSON, Subject.PERSON),
    Wish.NOT_TO_SCHOOL: _Shape(Subject.PERSON, Subject.SCHOOL),
    Wish.ON_PANEL: _Shape(Subject.PERSON, Subject.SCHOOL),
    Wish.AFTER: _Shape(Subject.SCHOOL, Subject.SCHOOL),
    Wish.MONTH_LIMIT: _Shape(number=True),
}


@dataclass(frozen=True, slots=True)
class Request:
    """One line that was understood. `who`, `other`: keys of `Directory`; `reason` says it with its cell."""

    wish: Wish
    reason: Reason
    hard: bool
    who: str = ""
    other: str = ""
    span: Span | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Requests:
    """The sheet: what is asked, and what could not be understood."""

    asked: tuple[Request, ...]
    findings: tuple[Finding, ...]

    def of(self, *wishes: Wish) -> Iterator[Request]:
        """The lines of these kinds, in the order of the sheet."""
        return (request for request in self.asked if request.wish in wishes)


class Directory:
    """Schools and people of a workbook by key ("T1", "N1" …, in the order of the workbook), and whom a text means."""

    def __init__(self, submission: Submission):
        files = school_files(submission)
        self.schools: dict[str, SchoolFile] = {f"T{i}": file for i, file in enumerate(files, 1)}
        people = [row for row in submission.table(Reviewer) if row.code or row.name]
        self.people: dict[str, Reviewer] = {f"N{i}": row for i, row in enumerate(people, 1)}
        self._by: dict[tuple[Subject, str], list[str]] = defaultdict(list)
        self._by_own_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """The part of a name that is a school's own → (kind, key) of the schools that share it."""
        for key, file in self.schools.items():
            self._learn(Subject.SCHOOL, key, file.school_id, file.name)
            _, kind, own = name_key(file.name, file.kind)
            self._by_own_name[own].append((kind, key))
        for key, row in self.people.items():
            self._learn(Subject.PERSON, key, row.code, row.name)

    def find(self, subject: Subject, text: str) -> list[str]:
        """Whom a code or a name means: nobody, one, or several of the same name."""
        found = self._by.get((subject, match_key(text)), [])
        return found if found or subject is Subject.PERSON else self.schools_named(text)

    def schools_named(self, name: str, school_id: str = "") -> list[str]:
        """Schools by mã trường, else by kind and own name as far as the text tells them, whatever their unit."""
        coded = self._by.get((Subject.SCHOOL, match_key(school_id)), []) if school_id else []
        if coded:
            return coded
        _, kind, own = name_key(name)
        same = self._by_own_name.get(own, []) if own else []
        return [key for its_kind, key in same if kind in ("", its_kind)]

    def name(self, key: str) -> str:
        """How a sentence calls a school or a person: people by their code, as names are personal."""
        if key in self.schools:
            return self.schools[key].name
        row = self.people[key]
        return row.code or row.name

    def full_name(self, key: str) -> str:
        """A person by name and code: for the sheets of the office's own workbook, where the names stand anyway."""
        row = self.people[key]
        return f"{row.name} ({row.code})" if row.name and row.code else row.name or row.code

    def names(self, subject: Subject) -> list[str]:
        """Every code and name that would be understood."""
        if subject is Subject.SCHOOL:
            return [text for file in self.schools.values() for text in (file.school_id, file.name) if text]
        return [text for row in self.people.values() for text in (row.code, row.name) if text]

    def _learn(self, subject: Subject, key: str, *texts: str) -> None:
        for text in dict.fromkeys(match_key(text) for text in texts if text.strip()):
            self._by[subject, text].append(key)


def read_requests(submission: Submission, directory: Directory) -> Requests:
    """The lines of the sheet in their order; a blank line asks for nothing."""
    asked: list[Request] = []
    findings: list[Finding] = []
    for row in submission.table(Constraint):
        if row.wish not in set(Wish):
            continue  # nothing chosen, or off the list: the reader says so
        problems = list(_problems(submission, directory, row))
        findings += problems
        if not problems:
            asked.append(_request(submission, directory, row))
    return Requests(tuple(asked), tuple(findings))


def _problems(submission: Submission, directory: Directory, row: Constraint) -> Iterator[Finding]:
    shape = _SHAPES[Wish(row.wish)]
    for field, subject in (("who", shape.who), ("other", shape.other)):
        if subject is not None:
            yield from _unknown(submission, directory, row, field, subject)
    if shape.days and row.from_day is None:
        yield INCOMPLETE.at(*submission.at(row, "from_day"), f"“{row.wish}” chưa có Từ ngày.", "Ghi Từ ngày, và Đến ngày nếu hơn một ngày.")  # fmt: skip
    if shape.number and row.number is None:
        yield INCOMPLETE.at(*submission.at(row, "number"), f"“{row.wish}” chưa có số.", "Ghi số nhiều nhất ở cột Số.")  # fmt: skip
    if row.from_day and row.to_day and row.to_day < row.from_day:
        yield REVERSED.at(*submission.at(row, "to_day"), f"Đến ngày {vn_date(row.to_day)} trước Từ ngày {vn_date(row.from_day)}.", "Đổi lại hai ngày, hoặc sửa năm.")  # fmt: skip
    if shape.who and shape.who is shape.other:
        first, second = (directory.find(shape.who, text) for text in (row.who, row.other))
        if len(first) == 1 and first == second:
            yield SAME_TWICE.at(*submission.at(row, "other"), f"“{row.wish}” nêu cùng một {shape.who.value} ở hai cột.", "Sửa một trong hai cột.")  # fmt: skip


def _unknown(
    submission: Submission, directory: Directory, row: Constraint, field: str, subject: Subject
) -> Iterator[Finding]:
    text = str(getattr(row, field)).strip()
    label = Constraint.column(field).label
    if not text:
        yield INCOMPLETE.at(*submission.at(row, field), f"“{row.wish}” cần một {subject.value} ở cột {label}; ô này đang trống.", f"Ghi tên hoặc mã {subject.value}.")  # fmt: skip
        return
    found = directory.find(subject, text)
    if not found:
        near = closest(text, directory.names(subject))
        guess = perhaps(f"“{name}”" for name in near)
        yield UNKNOWN.at(*submission.at(row, field), f"Không có {subject.value} nào tên hoặc mã “{text}” trong sổ.", f"Ghi tên hoặc mã đúng như ở trang {'Lịch đánh giá ngoài' if subject is Subject.SCHOOL else 'Nhân sự'}.{guess}")  # fmt: skip
    elif len(found) > 1:
        yield SEVERAL.at(*submission.at(row, field), f"“{text}” là tên của {len(found)} {subject.value} trong sổ.", f"Ghi mã {subject.value} thay cho tên.")  # fmt: skip


def _request(submission: Submission, directory: Directory, row: Constraint) -> Request:
    wish = Wish(row.wish)
    shape = _SHAPES[wish]
    who = directory.find(shape.who, row.who)[0] if shape.who else ""
    other = directory.find(shape.other, row.other)[0] if shape.other else ""
    span = Span(row.from_day, row.to_day or row.from_day) if row.from_day else None
    names = [directory.name(key) for key in (who, other) if key]
    reason = Reason(_words(wish, names, span, row.number or 0), *submission.at(row, "wish"))
    return Request(wish, reason, row.weight != Weight.SOFT, who, other, span, row.number or 0)


def _words(wish: Wish, names: Sequence[str], span: Span | None, number: int) -> str:
    days = span.words if span else ""
    match wish:
        case Wish.OFFICE_CLOSED:
            return f"Cơ quan không đi {days}"
        case Wish.SCHOOL_BUSY:
            return f"{names[0]} không đón được {days}"
        case Wish.SCHOOL_WANTS:
            return f"{names[0]} muốn đón đoàn trong {days}"
        case Wish.PERSON_BUSY:
            return f"{names[0]} bận {days}"
        case Wish.NOT_TOGETHER:
            return f"{names[0]} và {names[1]} không cùng đoàn"
        case Wish.NOT_TO_SCHOOL:
            return f"{names[0]} không đến {names[1]}"
        case Wish.ON_PANEL:
            return f"{names[0]} phải ở đoàn đến {names[1]}"
        case Wish.AFTER:
            return f"{names[0]} đi sau {names[1]}"
        case Wish.MONTH_LIMIT:
            month = f"Tháng {span.first.month}/{span.first.year}" if span else "Mỗi tháng"
            return f"{month} nhiều nhất {number} trường"
