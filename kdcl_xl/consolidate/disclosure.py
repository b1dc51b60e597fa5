"""Workbooks `cong-khai` of many schools → who published what, by when. Pure: files were read elsewhere.

A school is found by its code on the list, as in consolidation. Of several workbooks the highest "Lần lập" counts; two
that claim the same one and differ count for nobody until the school says which: nothing is chosen silently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from kdcl_xl.checks.disclosure import planned_in_words, publication_state, update_in_words
from kdcl_xl.consolidate.schools import Listed, SchoolList
from kdcl_xl.forms.disclosure import Discloser, Publication
from kdcl_xl.forms.disclosure_summary import DisclosureLine, DisclosureState, UnusedFile
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission


def disclosure_summary(
    submissions: Iterable[Submission],
    schools: SchoolList | None,
    year: SchoolYear,
    on: dt.date,
    unused: Iterable[UnusedFile] = (),
) -> Content:
    """Eight lines for every school of the list, or of those that sent when there is none; files that do not count.

    `on`: the day of the figures; what is to be published later is not published. `unused`: files somebody else has already put aside.
    """
    sent: dict[str, list[Submission]] = {}
    aside = list(unused)
    for submission in submissions:
        school_id = submission.fields(Discloser).school_id.strip()
        reason = _why_not(submission, school_id, schools, year)
        if reason:
            aside.append(UnusedFile(file=submission.file, why=reason[0], remedy=reason[1]))
        else:
            sent.setdefault(school_id, []).append(submission)
    lines: list[DisclosureLine] = []
    for listed in schools.current.values() if schools else _of(sent):
        chosen, others = _chosen(sent.get(listed.school_id, []))
        aside += others
        lines += _lines(listed, chosen, year, on)
    return Content(rows={DisclosureLine: list(lines), UnusedFile: list(aside)})


def _why_not(
    submission: Submission, school_id: str, schools: SchoolList | None, year: SchoolYear
) -> tuple[str, str] | None:
    if submission.edition.school_year != year:
        return (
            f"Sổ công khai của năm học {submission.edition.school_year}, đang tổng hợp năm học {year}.",
            "Gửi sổ của đúng năm học.",
        )
    if not school_id:
        return "Tệp không ghi mã trường.", "Ghi mã trường theo danh mục rồi gửi lại."
    if schools is not None and school_id not in schools.current:
        return (
            f"Mã trường “{school_id}” không có trong danh mục vào ngày số liệu.",
            "Sửa mã theo danh mục, hoặc bổ sung trường vào danh mục.",
        )
    return None


def _of(sent: dict[str, list[Submission]]) -> Iterator[Listed]:
    for school_id, found in sorted(sent.items()):
        own = found[0].fields(Discloser)
        yield Listed(school_id, own.name, own.kind, own.ownership, own.unit, province=own.province)


def _chosen(found: Sequence[Submission]) -> tuple[Submission | None, list[UnusedFile]]:
    """The workbook that counts, and why the others do not."""
    if not found:
        return None, []
    revisions = [one.fields(Discloser).revision or 0 for one in found]
    newest = max(revisions)
    best = [one for one, revision in zip(found, revisions, strict=True) if revision == newest]
    aside = [
        UnusedFile(file=one.file, why=f"Đã có bản mới hơn (lần lập {newest}).")
        for one, revision in zip(found, revisions, strict=True)
        if revision < newest
    ]
    if len({one.sha256 for one in best}) > 1:
        aside += [
            UnusedFile(
                file=one.file,
                why=f"Trường gửi {len(best)} bản khác nhau cùng ghi lần lập {newest}; chưa bản nào được tính.",
                remedy="Nhà trường ghi lần lập lớn hơn vào bản đúng rồi gửi lại.",
            )
            for one in best
        ]
        return None, aside
    return best[0], aside + [UnusedFile(file=one.file, why="Trùng tệp đã nhận.") for one in best[1:]]


def _lines(
    listed: Listed, chosen: Submission | None, year: SchoolYear, on: dt.date
) -> Iterator[DisclosureLine]:
    rows = {row.section: row for row in chosen.table(Publication)} if chosen else {}
    law = disclosure_law()
    for section in law.sections:
        row = rows.get(section.code)
        line = DisclosureLine(
            school_id=listed.school_id,
            name=listed.name,
            kind=listed.kind,
            ownership=listed.ownership,
            unit=listed.unit,
            province=listed.province,
            counted=YesNo.YES if listed.counted else YesNo.NO,
            section=section.code,
            title=section.title,
            due=law.due(year.end),
            state=DisclosureState.UNSAID if chosen else DisclosureState.NO_WORKBOOK,
        )
        if chosen:
            line.file, line.source = chosen.file, chosen.sha256[:12]
        if row:
            planned = planned_in_words(row, on)
            line.state, line.published_on = publication_state(row, on), None if planned else row.published_on
            line.place, line.address = row.place, row.address
            line.update = "; ".join(filter(None, (planned, update_in_words(row))))
        yield line
