"""The workbook `danh-gia-ngoai`: fill it from what the office has, merge the units', compare, list next year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kdcl_xl.findings import Finding, screen_lines
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.forms.summary import SUMMARY
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import form_of, whole_form_of
from kdcl_xl.jobs.saving import Saved, not_ours, refuse_onto, save_new
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

if TYPE_CHECKING:
    from kdcl_xl.consolidate.schools import SchoolList
    from kdcl_xl.review_year.comparison import Compared
    from kdcl_xl.review_year.gather import Gathered
    from kdcl_xl.review_year.merge_units import Merged
    from kdcl_xl.review_year.next_year import Candidate
    from kdcl_xl.review_year.units_chosen import UnitFile


_PLANS = {".docx", ".txt", ".doc", ".pdf"}
"""Files a schedule is imported from, none that it is imported into."""


# ---- fill


@dataclass(frozen=True, slots=True)
class Filled:
    """The workbook written, what was added to which sheet, and what is to be looked at."""

    gathered: Gathered
    saved: Saved
    remarks: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Values that differ, schools that are doubtful, files that could not be read."""
        return self.gathered.findings

    def lines(self) -> list[str]:
        """For the screen."""
        return [
            *(self.gathered.changes or ("Không có gì mới để thêm.",)),
            *self.remarks,
            *screen_lines(self.findings, of_many_files=True),
            *self.saved.lines(),
        ]


def fill_workbook(
    out: Path,
    *,
    summary: Path | None = None,
    schedule: Path | None = None,
    last_year: Path | None = None,
    schools: Path | None = None,
    base: Path | None = None,
    on: dt.date | None = None,
    settings: Settings | None = None,
) -> Filled:
    """A new workbook from what the office has; or its current one (`base`) with what it lacks, as a new file.

    `on`: the day of the figures, by default that of the consolidated workbook. A new workbook shows the deadlines and
    numbers of last year's, else of the settings; a current one keeps its own. Raises JobError and SaveError.
    """
    from kdcl_xl.review_year.gather import GatherError, Sources, gather
    from kdcl_xl.review_year.terms import term_rows

    given = [path for path in (summary, schedule, last_year, base) if path]
    refuse_onto(out, given)
    current = whole_form_of(base, EXTERNAL_REVIEW) if base else None
    books, unread = _schools(schools, out)
    sources = Sources(
        form_of(summary, SUMMARY) if summary else None,
        _schedule(schedule) if schedule else None,
        form_of(last_year, EXTERNAL_REVIEW) if last_year else None,
        books,
        current,
        on,
    )
    try:
        gathered = gather(sources, unread)
    except GatherError as error:
        raise JobError(str(error)) from error
    remarks = tuple(not_ours(current)) if current else ()
    if current is None:
        gathered.content.rows[ReviewTerm] = term_rows(settings or Settings(), sources.last_year)
    office = str(gathered.content.cells.get(ReviewPlan.column("office").entry.name, ""))
    return Filled(gathered, _write(out, gathered.edition, gathered.content, given, office), remarks)


def _schedule(path: Path) -> Submission:
    """The imported schedule. Raises JobError; a plan as the office wrote it has to be read first."""
    if path.suffix.lower() in _PLANS:
        raise JobError(f"“{path.name}” là kế hoạch, chưa phải lịch đã nhập. Chạy kdcl danh-gia-ngoai nhap-lich {path.name} --ra lich.xlsx, rồi dùng --lich lich.xlsx.")  # fmt: skip
    return form_of(path, EXTERNAL_REVIEW)


def _schools(folder: Path | None, out: Path) -> tuple[list[Submission], list[Finding]]:
    """The self-assessment workbooks of a folder, and what could not be read among the others."""
    if folder is None:
        return [], []
    books: list[Submission] = []
    findings: list[Finding] = []
    for name, found in _workbooks(folder, out):
        if isinstance(found, Refusal):
            findings.append(replace(found.finding, file=name))
        elif found.form is SELF_ASSESSMENT and not found.stamp.part:
            books.append(found)
    return books, findings


def _workbooks(folder: Path, out: Path) -> Iterator[tuple[str, Submission | Refusal]]:
    """Every workbook below a folder, also in zip files; lock files and the output are passed over."""
    from zipfile import BadZipFile

    from kdcl_xl.consolidate.intake import content_of, survey
    from kdcl_xl.workbook.read import UNREADABLE

    if not folder.is_dir():
        raise JobError(f"Không thấy thư mục {folder}.")
    taken = survey(folder, output=out)
    for arrival in taken.arrivals:
        try:
            yield arrival.name, read(content_of(arrival), name=arrival.name)
        except (OSError, BadZipFile) as error:
            finding = UNREADABLE.at("", "", f"Không mở được “{arrival.name}” ({type(error).__name__}).", "Kiểm tra tệp rồi gửi lại.")  # fmt: skip
            yield arrival.name, Refusal(arrival.name, "", finding)
    for passed in taken.passed_over:
        if passed.finding is not None:
            yield passed.name, Refusal(passed.name, "", passed.finding)


def _write(
    out: Path, edition: Edition, content: Content, sources: list[Path], unit: str = "", advice: str = ""
) -> Saved:
    stamp = stamp_of(EXTERNAL_REVIEW, edition, unit=unit)
    return save_new(out, EXTERNAL_REVIEW, edition, content, sources=sources, stamp=stamp, advice=advice)


# ---- the Sở's view


@dataclass(frozen=True, slots=True)
class MergedBook:
    """The workbooks of the units as one; `saved` is None when no file counted."""

    merged: Merged
    saved: Saved | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """About files, schools and certificates."""
        return self.merged.findings

    @property
    def refused(self) -> bool:
        """Whether a file does not count until somebody does something."""
        from kdcl_xl.review_year.units_chosen import UnitState

        return any(one.state in (UnitState.REFUSED, UnitState.WAITING) for one in self.merged.files)

    def lines(self) -> list[str]:
        """For the screen: every file, what it came to, what is to be looked at."""
        files = [
            f"  {one.state} · {one.file}"
            + (f" · {one.office}" if one.office else "")
            + (f" · {one.rows} dòng" if one.rows else "")
            + (f": {one.why} {one.remedy}".rstrip() if one.why else "")
            for one in self.merged.files
        ]
        rows = [f"{sheet} {number}" for sheet, number in self.merged.counts().items()]
        said = {(one.file, one.why) for one in self.merged.files}
        findings = [one for one in self.findings if (one.file, one.message) not in said]
        return [
            f"Năm học {self.merged.school_year}: {len(self.merged.files)} tệp.",
            *files,
            f"Số dòng: {'; '.join(rows)}." if rows else "Chưa có tệp nào được tính nên chưa ghi sổ.",
            *screen_lines(findings),
            *self._nameless(),
            *(self.saved.lines() if self.saved else ()),
        ]

    def _nameless(self) -> Iterator[str]:
        """Without the name of the Sở its papers would be headed by nobody, and addressed to itself."""
        cells = self.merged.content.cells
        if self.saved is None or cells.get(ReviewPlan.column("office").entry.name):
            return
        province = str(cells.get(ReviewPlan.column("province").entry.name, "…"))
        yield f"Chưa biết tên Sở nên văn bản lập từ sổ này sẽ trống tên cơ quan: ghi ô Đơn vị ở trang Thông tin, hoặc gộp lại với --don-vi “Sở Giáo dục và Đào tạo {province}”."

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "schema": 1,
            "school_year": str(self.merged.school_year),
            "files": [one.as_json() for one in self.merged.files],
            "rows": self.merged.counts(),
            "findings": [finding.as_json() for finding in self.findings],
            "output": self.saved.path.name if self.saved else None,
        }


def merge_folder(
    folder: Path, out: Path, on: dt.date, *, unit: str = "", school_list: Path | None = None
) -> MergedBook:
    """Merge the workbooks of the units below a folder; other files are named, none stops the others.

    `unit`: the name of the Sở, where none of the files is its own. `school_list`: the official list of schools, to tell
    which units have sent nothing.

    Raises JobError (no folder, `out` is somebody's workbook) and SaveError.
    """
    from kdcl_xl.review_year.merge_units import merge_units

    found: list[Submission] = []
    aside: list[UnitFile] = []
    for name, one in _workbooks(folder, out):
        refusal = _not_a_review_book(name, one)
        if refusal is not None:
            aside.append(refusal)
        elif isinstance(one, Submission):
            found.append(one)
    if not found and not aside:
        raise JobError(f"Thư mục {folder} không có tệp nào để tổng hợp.")
    merged = merge_units(found, on, aside, name=unit, listed=_listed(school_list, on))
    if not merged.content.rows:
        return MergedBook(merged, None)
    office = str(merged.content.cells.get(ReviewPlan.column("office").entry.name, ""))
    keep = f"Muốn mang theo những dòng Sở tự thêm trong tệp cũ thì chép tệp ấy vào thư mục “{folder.name}” rồi gộp lại."
    return MergedBook(merged, _write(out, Edition(merged.school_year), merged.content, [], office, keep))


def _listed(path: Path | None, on: dt.date) -> SchoolList | None:
    """The official list of schools on a day. Raises JobError."""
    if path is None:
        return None
    from kdcl_xl.consolidate.schools import SchoolList, listed_of
    from kdcl_xl.forms.school_list import SCHOOL_LIST, ListedSchool

    found = form_of(path, SCHOOL_LIST)
    return SchoolList.of(map(listed_of, found.table(ListedSchool)), on, found.sha256)


def _not_a_review_book(name: str, found: Submission | Refusal) -> UnitFile | None:
    from kdcl_xl.review_year.units_chosen import UnitFile, UnitState

    if isinstance(found, Refusal):
        return UnitFile(name, UnitState.REFUSED, why=found.finding.message, remedy=found.finding.remedy)
    if found.form is not EXTERNAL_REVIEW:
        return UnitFile(name, UnitState.REFUSED, why=f"Là {found.form.title.lower()}, không phải sổ đánh giá ngoài.", remedy="Đơn vị gửi sổ danh-gia-ngoai.")  # fmt: skip
    return None


# ---- compare, next year


def compare_book(path: Path) -> Compared:
    """Self-assessment against external review of one workbook. Raises JobError."""
    from kdcl_xl.review_year.comparison import compare

    return compare(form_of(path, EXTERNAL_REVIEW))


@dataclass(frozen=True, slots=True)
class NextYear:
    """The list, and the workbook written, None when none was asked for."""

    candidates: tuple[Candidate, ...]
    on: dt.date
    school_year: str
    saved: Saved | None

    def lines(self) -> list[str]:
        """For the screen."""
        lines = [f"Năm học {self.school_year}: {len(self.candidates)} trường cần xếp lịch hoặc làm rõ (tính đến ngày {vn_date(self.on)})."]  # fmt: skip
        for one in self.candidates:
            due = f", đăng ký chậm nhất {vn_date(one.register_by)}" if one.register_by else ""
            late = " (đã quá hạn)" if one.overdue(self.on) else ""
            office = f" · {one.office}" if one.office else ""
            lines.append(f"  {one.name}{office}{due}{late}: {one.why}.")
        return [*lines, *(self.saved.lines() if self.saved else ())]

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "schema": 1,
            "school_year": self.school_year,
            "date": self.on.isoformat(),
            "schools": [one.as_json(self.on) for one in self.candidates],
        }


def list_next_year(
    path: Path, on: dt.date, settings: Settings, *, summary: Path | None = None, out: Path | None = None
) -> NextYear:
    """Whom to schedule in the school year after that of the workbook. Raises JobError and SaveError."""
    from kdcl_xl.review_year.next_year import content_of_next_year, next_year
    from kdcl_xl.review_year.terms import terms_of

    book = form_of(path, EXTERNAL_REVIEW)
    consolidated = form_of(summary, SUMMARY) if summary else None
    candidates = tuple(next_year(book, on, terms_of(book, settings), consolidated))
    year = book.edition.school_year.shift(1)
    saved = None
    if out is not None:
        sources = [one for one in (path, summary) if one]
        refuse_onto(out, sources)
        content = content_of_next_year(candidates, book, on)
        plan = book.fields(ReviewPlan)
        for name in ("office", "level", "province"):
            content.cells[ReviewPlan.column(name).entry.name] = getattr(plan, name)
        content.cells[ReviewPlan.column("school_year").entry.name] = str(year)
        saved = _write(out, Edition(year), content, sources, plan.office)
    return NextYear(candidates, on, str(year), saved)
