"""What a panel found, laid into the office's workbook: comparison, feedback, days of the steps, the level found.

Rows of the school that are there already are brought up to date, what the office wrote in other columns stays; laying the
same workbook in again changes nothing. The panel's workbook never empties a cell of the office's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewRegistration
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.forms.review_results import Comparison, Feedback, Recognised, ReviewProcess
from kdcl_xl.forms.review_team import SchoolOpinion
from kdcl_xl.forms.review_words import CERTIFICATE_OF_KIND
from kdcl_xl.forms.vocabulary import KINDS_ASKED
from kdcl_xl.law.regulation import Recognition, RecognitionKind
from kdcl_xl.review_year.origins import joined_sources, source_id, source_row, sources_in
from kdcl_xl.review_year.school_files import Said, SchoolFile, school_files
from kdcl_xl.review_year.team import TeamBook
from kdcl_xl.review_year.team_opening import STEP_DAYS, file_of
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.snapshot import Submission

R = TypeVar("R", bound=Row)
PROPOSED = "Đề xuất theo mức đánh giá ngoài"
"""How the note begins that the program writes beside a level: for the desk, on no paper."""


@dataclass(slots=True)
class Laid:
    """The office's workbook with the results in it, and what was done."""

    content: Content
    school: str
    compared: int = 0
    feedback: int = 0
    added: int = 0
    """Rows the office's workbook did not have, of all tables."""
    level: int | None = None
    level_in_words: str = ""
    remarks: list[str] = field(default_factory=list)


def lay_in(team: Submission, office: Submission) -> Laid:
    """The content of the office's workbook with the panel's results. Raises LookupError when the school is not in it."""
    book = TeamBook(team)
    school = book.school
    said = Said(school.school_id or team.stamp.school_id, school.name, school.kind, "")
    file = file_of(school_files(office), said)
    if file is None:
        raise LookupError(school.name)
    work = _Work(book, file, office)
    work.comparison()
    work.feedback()
    work.steps()
    work.level()
    work.source()
    return work.laid


class _Work:
    def __init__(self, book: TeamBook, file: SchoolFile, office: Submission) -> None:
        self.book, self.file, self.content = book, file, content_of(office)
        self.added: dict[type[Row], list[Row]] = {}
        self.copy_of = {
            id(old): new
            for table, rows in office.rows.items()
            for old, new in zip(rows, self.content.rows.get(table, ()), strict=True)
        }
        """id of a row the office's workbook has → the same row in the new content."""
        self.laid = Laid(self.content, file.name, level=book.level, level_in_words=book.level_in_words)
        self.source_id = source_id(book.submission.sha256)
        self.whose = {
            "school_id": file.school_id or book.school.school_id or book.submission.stamp.school_id,
            "school": file.name,
        }
        self.origin = {"office": file.office, "source": self.source_id}

    def comparison(self) -> None:
        """One row a criterion. Levels an earlier panel's workbook brought are taken back when the panel did so."""
        sources = cast("list[ReviewSource]", self.content.rows.get(ReviewSource, []))
        panels = {row.source for row in sources if row.form == self.book.submission.form.title}
        for one in self.book.compared:
            key = {"criterion": one.code, "regulation": self.book.rules.id}
            levels = {"own": one.own, "found": one.found}
            row = self._find(Comparison, key)
            if row is not None and row.source in panels:
                row.own, row.found = one.own, one.found
            values = {"title": one.title, "reason": one.reason, **levels, **self.origin}
            self._put(Comparison, key, values)
            self.laid.compared += 1

    def feedback(self) -> None:
        """One row an opinion of the school; those without a number get one that no other has."""
        rows = self.book.submission.table(SchoolOpinion)
        taken = {row.number for row in rows if row.number is not None}
        free = (number for number in range(1, len(rows) + len(taken) + 2) if number not in taken)
        for row in rows:
            number = row.number if row.number is not None else next(free)
            values = {c.field: getattr(row, c.field) for c in row.columns if c.field != "number"}
            values["source"] = self.source_id
            self._put(Feedback, {"number": number}, values)
            self.laid.feedback += 1

    def steps(self) -> None:
        """Days and decision into the blanks of the office's row; a day that differs is said, not changed."""
        school = self.book.school
        told = {name: getattr(school, name) for name in ("decision", "decided_on", *STEP_DAYS)}
        told = {name: value for name, value in told.items() if value not in ("", None)}
        if not told:
            return
        row = next(self._rows(ReviewProcess), None)
        if row is None:
            self._add(ReviewProcess.model_validate({**self.whose, **told, **self.origin}))
            return
        filled = False
        for name, value in told.items():
            theirs = getattr(row, name)
            if theirs in ("", None):
                setattr(row, name, value)
                filled = True
            elif theirs != value:
                label = ReviewProcess.column(name).label
                self.laid.remarks.append(f"Trang Các bước giữ “{label}”: {_said(theirs)}; sổ của đoàn ghi {_said(value)}.")  # fmt: skip
        if filled and self.source_id not in row.source:
            row.source = joined_sources(row.source, self.source_id)

    def level(self) -> None:
        """A row for each certificate asked for, without a decision yet; the grade is left to the authority.

        A level the panel has not concluded is a proposal: it stands in the note, and no paper can say that the panel
        came to it.
        """
        level = self.book.level
        if level is None:
            self.laid.remarks.append(f"Chưa ghi mức đánh giá ngoài: đoàn chưa ghi mức kết luận và các chỉ báo chưa quyết định được ({self.book.found.headline.lower()}).")  # fmt: skip
            return
        if self.book.school.found_level is None:
            self.laid.remarks.append(f"Mức đánh giá ngoài để trống: đoàn chưa ghi mức kết luận (trang Trường và đoàn); chương trình tính từ trang Phiếu đánh giá được {self.book.level_in_words}, ghi ở cột Ghi chú.")  # fmt: skip
        asked = self._asked()
        if not asked:
            self.laid.remarks.append("Chưa ghi dòng kết quả: chưa rõ trường đăng ký KĐCLGD hay CQG (trang Đăng ký của sổ cơ quan, hoặc ô Mục đích đăng ký của sổ đoàn).")  # fmt: skip
        for recognition in self.book.rules.recognitions:
            if recognition.kind in asked:
                self._certificate(recognition, level)

    def _asked(self) -> tuple[RecognitionKind, ...]:
        told = [row.purpose for row in self.file.of(ReviewRegistration) if row.purpose]
        purpose = next(iter(told), self.book.school.purpose)
        return KINDS_ASKED.get(purpose, ())

    def _certificate(self, recognition: Recognition, level: int) -> None:
        kind, regulation = CERTIFICATE_OF_KIND[recognition.kind], self.book.rules.id
        rows = [row for row in self._rows(Recognised) if row.certificate == kind]
        open_rows = [row for row in rows if not row.decision and row.signed_on is None]
        if not open_rows and any(row.regulation == regulation and row.found == level for row in rows):
            return  # decided meanwhile
        grade = recognition.grade_at(level)
        proposal = f"{recognition.grade_word.lower()} {grade}" if grade else "chưa đủ mức để đề nghị"
        concluded = self.book.school.found_level
        if concluded is None:
            proposal = f"{self.book.level_in_words}, {proposal}; đoàn chưa ghi mức kết luận"
        values = {
            "kind": self.file.kind or self.book.school.kind,
            **({} if concluded is None else {"found": concluded}),
            "regulation": regulation,
            "note": f"{PROPOSED}: {proposal}.",
            **self.origin,
        }
        if open_rows:
            _update(open_rows[0], values)
        else:
            self._add(Recognised.model_validate({**self.whose, "certificate": str(kind), **values}))

    def source(self) -> None:
        """The panel's workbook among the files behind the rows; one that no row names any more leaves the list."""
        school = self.book.school
        team = self.book.submission
        rows = cast("list[ReviewSource]", self.content.rows.setdefault(ReviewSource, []))
        named = {
            source
            for table, found in self.content.rows.items()
            if table is not ReviewSource
            for row in found
            for source in sources_in(getattr(row, "source", ""))
        }
        rows[:] = [row for row in rows if row.form != team.form.title or row.source in named]
        if self.source_id not in {row.source for row in rows}:
            rows.append(source_row(team, school.unit or self.file.office, school.final_on or school.draft_on))

    # ---- rows of this school

    def _rows(self, table: type[R]) -> Iterator[R]:
        """The school's rows in the new content: those the office's workbook has, then those added."""
        yield from cast("list[R]", [self.copy_of[id(row)] for row in self.file.of(table)])
        yield from cast("list[R]", self.added.get(table, []))

    def _find(self, table: type[R], key: dict[str, Any]) -> R | None:
        same = (
            row
            for row in self._rows(table)
            if all(getattr(row, name) in (value, "") for name, value in key.items())
        )
        return next(same, None)

    def _put(self, table: type[R], key: dict[str, Any], values: dict[str, Any]) -> None:
        """Bring the row with this key up to date, or add one."""
        row = self._find(table, key)
        if row is not None:
            _update(row, {**key, **values})
        else:
            self._add(table.model_validate({**self.whose, **key, **_known(table, values)}))

    def _add(self, row: Row) -> None:
        self.content.rows.setdefault(type(row), []).append(row)
        self.added.setdefault(type(row), []).append(row)
        self.laid.added += 1


def _update(row: Row, values: dict[str, Any]) -> None:
    """Write what is known; a blank of the panel's empties nothing."""
    for name, value in _known(type(row), values).items():
        if value not in ("", None):
            setattr(row, name, value)


def _known(table: type[Row], values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in table.model_fields and name != "line"}


def _said(value: Any) -> str:
    return vn_date(value) if isinstance(value, dt.date) else str(value)
