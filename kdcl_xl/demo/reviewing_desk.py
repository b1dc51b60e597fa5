"""What the offices of the sample do with a workbook: open it, write in it, save it as the next one, print papers of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from kdcl_xl.demo.content import SEED
from kdcl_xl.demo.schools import SampleSchool, province
from kdcl_xl.findings import Finding, Mode
from kdcl_xl.forms.columns import Fields, Row
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.jobs.checking import check_file
from kdcl_xl.jobs.documents import is_several, make_documents
from kdcl_xl.law.recognition import add_months
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.law.working_days import is_working_day
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

R = TypeVar("R", bound=Row)
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Planted:
    """Something wrong on purpose: in which file, what, and the code or state that must answer it."""

    file: str
    what: str
    answer: str


@dataclass(frozen=True, slots=True)
class FinishedBook:
    """A workbook an office ended with, and the findings of it on its day."""

    path: Path
    on: dt.date
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class ReviewOffices:
    """What the offices wrote under one folder, for the final table and the note of planted faults."""

    out: Path
    settings: Settings
    told: Told
    pdf: bool = False
    books: list[FinishedBook] = field(default_factory=list)
    documents: list[Path] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Rows of the final table: what was done, what came of it, where it lies below `out`."""

    @property
    def unplanned(self) -> list[Finding]:
        """Findings of the workbooks that nobody planted: none, if the sample is what it says."""
        return [
            finding
            for book in self.books
            for finding in book.findings
            if (book.path.relative_to(self.out.parent).as_posix(), finding.code)
            not in {(one.file, one.answer) for one in self.planted}
        ]

    def say(self, what: str, result: str, where: Path) -> None:
        """A row of the final table."""
        self.lines.append((what, result, where.relative_to(self.out).as_posix()))

    def finished(self, path: Path, on: dt.date, mode: Mode = Mode.SUBMIT) -> Path:
        """Check a workbook on its day; workbooks of a year under way in draft mode."""
        found = check_file(path, mode, self.settings, on)
        self.books.append(FinishedBook(path, on, found.findings))
        self.told(path.name)
        return path

    def papers(self, codes: Iterable[str], source: Path, folder: Path, on: dt.date) -> list[Path]:
        """Print papers; those that are several go into a folder of their own. Raises JobError."""
        printed: list[Path] = []
        for code in codes:
            target = folder / code if is_several(code) else folder
            made = make_documents(code, source, target, on, pdf=self.pdf, settings=self.settings)
            printed += made.paths
            self.told(code)
        self.documents += printed
        return printed


class Book:
    """A workbook under an office's hands: rows and cells to write in, saved as a new file."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError for a file that cannot be read."""
        found = read(path)
        if isinstance(found, Refusal):
            raise ValueError(f"{path.name}: {found.finding.message}")
        self.submission: Submission = found
        self.content: Content = content_of(found)

    def rows(self, table: type[R]) -> list[R]:
        """The rows of a table, to be changed in place."""
        return cast("list[R]", self.content.rows.setdefault(table, []))

    def add(self, *rows: Row) -> None:
        """Write further rows."""
        for row in rows:
            self.content.rows.setdefault(type(row), []).append(row)

    def write(self, sheet: type[Fields], **values: Any) -> None:
        """Write single cells."""
        self.content.cells |= {sheet.column(name).entry.name: value for name, value in values.items()}

    def save(self, path: Path) -> Path:
        """As a new workbook of the same form, year and owner."""
        found = self.submission
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(build(found.form, found.edition, self.content, stamp=found.stamp))
        return path


def issue(row: Recognised, school: SampleSchool, decision: str, signed_on: dt.date, rules: Regulation) -> None:  # fmt: skip
    """Fill in a recognition as its authority issues it: decision, number, last day, who signed."""
    national = row.certificate == CertificateKind.NATIONAL_STANDARD
    row.decision, row.signed_on = decision, signed_on
    row.number = f"{school.number:02}/{signed_on.year}/{'BCN-CQG' if national else 'GCN-KĐCLGD'}"
    row.authority = f"UBND {province().province}" if national else province().so
    row.valid_until = add_months(signed_on, 12 * rules.validity.years)


def dice(*about: object) -> random.Random:
    """Chance that is always the same for the same subject."""
    return random.Random("|".join(map(str, (SEED, "danh-gia-ngoai", *about))))  # noqa: S311 (sample data)


def working(day: dt.date) -> dt.date:
    """The day itself or the next one on which offices work."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def before(on: dt.date, days: int) -> dt.date:
    """So many days ago or, where nobody worked, the last working day before."""
    day = on - dt.timedelta(days=days)
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return day
