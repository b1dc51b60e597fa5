"""Công khai: the workbook of a school from its self-assessment, a page for its website, the office's summary."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from kdcl_xl.consolidate import ConsolidationProblem
from kdcl_xl.consolidate.disclosure import disclosure_summary
from kdcl_xl.consolidate.pipeline import read_school_list
from kdcl_xl.documents.disclosure.web import disclosure_page
from kdcl_xl.forms.disclosure import DISCLOSURE, DisclosedFigure
from kdcl_xl.forms.disclosure_summary import DISCLOSURE_SUMMARY, DisclosureLine, DisclosureState, UnusedFile
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.jobs.checking import workbooks_in
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import form_of, self_assessment_of
from kdcl_xl.jobs.saving import Saved, save, save_new
from kdcl_xl.school.disclosure import disclosure_content
from kdcl_xl.text.dates import SchoolYear, SchoolYearError
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A new workbook `cong-khai`."""

    saved: Saved
    figures: int

    def lines(self) -> list[str]:
        """For the screen."""
        return [
            f"Đã ghi {self.saved.path}: {self.figures} dòng số liệu lấy từ sổ tự đánh giá.",
            "Còn lại: kế toán ghi trang Thu chi; nhà trường viết phần giới thiệu, kế hoạch; ghi trang Công khai cả năm.",
            *self.saved.remarks,
        ]


def open_disclosure(source: Path, out: Path) -> Opened:
    """The workbook `cong-khai` of a school, filled from its self-assessment; never over one somebody has written in.

    Raises JobError and SaveError.
    """
    found = self_assessment_of(source)
    if found.stamp.part:
        raise JobError(
            f"“{source.name}” là phần của một nhóm công tác; lập sổ công khai từ sổ chung của trường."
        )
    edition = edition_of(str(found.edition.school_year))
    content = disclosure_content(found)
    stamp = stamp_of(DISCLOSURE, edition, unit=found.stamp.unit, school_id=found.stamp.school_id)
    saved = save_new(out, DISCLOSURE, edition, content, sources=[source], stamp=stamp)
    return Opened(saved, len(content.rows[DisclosedFigure]))


def make_page(source: Path, out: Path, on: dt.date) -> Saved:
    """One .html for the website of the school. Raises JobError and SaveError."""
    if out.suffix.lower() not in (".html", ".htm"):
        raise JobError(f"“{out.name}”: trang web ghi ra tệp .html, ví dụ --ra {out.stem}.html.")
    return save(out, disclosure_page(form_of(source, DISCLOSURE), on), sources=[source])


@dataclass(frozen=True, slots=True)
class Summarised:
    """Who published what."""

    saved: Saved
    rows: list[DisclosureLine]
    unused: list[UnusedFile]

    def lines(self) -> list[str]:
        """For the screen: schools heard of and not heard of, files put aside."""
        schools = {row.school_id for row in self.rows}
        silent = {row.school_id for row in self.rows if row.state == DisclosureState.NO_WORKBOOK}
        counts = [
            f"{state}: {number}"
            for state in DisclosureState
            if (number := sum(1 for row in self.rows if row.state == state))
        ]
        return [
            f"{len(schools)} trường; đã nhận sổ công khai của {len(schools - silent)} trường.",
            f"Lượt nội dung: {'; '.join(counts) or 'không có'}.",
            *(f"  Không tính {row.file}: {row.why} {row.remedy}".rstrip() for row in self.unused),
            *self.saved.lines(),
        ]


def summarise_disclosure(
    folder: Path, schools: Path | None, on: dt.date, out: Path, *, unit: str = "", year: str = ""
) -> Summarised:
    """The workbook `tong-hop-cong-khai` of every workbook `cong-khai` below a folder; `on` is the day of the list.

    `year`: the school year, by default that of the day. Other files are named, not passed over. Raises JobError,
    SaveError.
    """
    from kdcl_xl.workbook.builder import build

    if not folder.is_dir():
        raise JobError(f"Không thấy thư mục {folder}.")
    try:
        school_year = SchoolYear(year) if year else SchoolYear.of(on)
        listed = read_school_list(schools, on) if schools else None
    except (SchoolYearError, ConsolidationProblem) as error:
        raise JobError(str(error)) from error
    except FileNotFoundError as error:
        raise JobError(f"Không thấy danh mục trường {schools}.") from error
    found: list[Submission] = []
    aside: list[UnusedFile] = []
    for given in workbooks_in([folder]):
        if any(
            known is not None and known.exists() and given.path.samefile(known) for known in (schools, out)
        ):
            continue
        one = read(given.path)
        if isinstance(one, Refusal):
            aside.append(UnusedFile(file=given.name, why=one.finding.message, remedy=one.finding.remedy))
        elif one.form is not DISCLOSURE:
            aside.append(
                UnusedFile(file=given.name, why=f"Là {one.form.title.lower()}, không phải sổ công khai.")
            )
        else:
            found.append(one)
    content = disclosure_summary(found, listed, school_year, on, aside)
    edition = edition_of(str(school_year))
    stamp = stamp_of(DISCLOSURE_SUMMARY, edition, unit=unit)
    rows = [row for row in content.rows[DisclosureLine] if isinstance(row, DisclosureLine)]
    unused = [row for row in content.rows[UnusedFile] if isinstance(row, UnusedFile)]
    saved = save(out, build(DISCLOSURE_SUMMARY, edition, content, stamp=stamp))
    return Summarised(saved, rows, unused)
