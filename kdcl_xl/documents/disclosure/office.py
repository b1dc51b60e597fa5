"""Báo cáo tổng hợp công khai of a Phòng, xã or Sở: who published what, by when. Unknown is never counted as no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from kdcl_xl.documents.bodies import body_of, doubts_about, letterhead, signer_of
from kdcl_xl.documents.disclosure_context import DisclosureReport, OpenSchool, SectionCount
from kdcl_xl.documents.document import Document, Source, Variant, file_named
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Receivers
from kdcl_xl.documents.office_papers.desk import tell_symbol
from kdcl_xl.documents.samples import disclosure as sample
from kdcl_xl.documents.summary_rows import UNKNOWN_UNIT, Office, the_only
from kdcl_xl.forms.disclosure_summary import (
    DISCLOSURE_SUMMARY,
    DisclosureLine,
    DisclosureState,
    UnusedFile,
)
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.text.dates import vn_date, vn_long_date

_UNKNOWN = (DisclosureState.UNSAID, DisclosureState.NO_WORKBOOK)
_NONE = "–"


def report(source: Source) -> DisclosureReport:
    """The yearly report of the office on công khai."""
    submission, law = source.submission, disclosure_law()
    year = submission.edition.school_year
    office = _office(source)
    signer, doubts = signer_of(office.body, source.on)
    own = source.settings.papers.report_symbol
    head = letterhead(office.body, office.province, source.on, letter=False, symbol=own)
    tell_symbol(source, own, head, "ky-hieu-bao-cao")
    rows = [row for row in submission.table(DisclosureLine) if row.counted != YesNo.NO]
    schools = len({row.school_id for row in rows})
    return DisclosureReport(
        head=head,
        subject=f"Tổng hợp công tác công khai của các cơ sở giáo dục năm học {year}",
        addressee=office.superior,
        basis=f"Thực hiện Thông tư số {law.number} {vn_long_date(law.issued_on)} của Bộ trưởng Bộ Giáo dục và Đào tạo, "
        f"{office.body.full} báo cáo tổng hợp công tác công khai của các cơ sở giáo dục năm học {year} như sau:",
        school_year=str(year),
        due=vn_date(law.due(year.end)),
        summary=_in_words(rows, schools),
        counts=tuple(_counts(rows, schools)),
        open_schools=tuple(_open_schools(rows)),
        unused="\n".join(f"Tệp “{row.file}”: {row.why}" for row in submission.table(UnusedFile)),
        closing=f"Trên đây là báo cáo tổng hợp công tác công khai năm học {year} của {office.body.full}",
        source_note=f"Số liệu lấy từ sổ tổng hợp công khai {file_named(submission)}, "
        f"in ngày {vn_date(source.on)}.",
        unverified=(*law.doubts[:1], *doubts, *doubts_about(office.body, source.on)),
        receivers=Receivers(lines=("Như trên", "Các cơ sở giáo dục (để biết)")),
        signer=signer,
    )


def _office(source: Source) -> Office:
    """The unit on the stamp, in the province of its schools where they are all in one."""
    rows = source.submission.table(DisclosureLine)
    province = the_only(row.province for row in rows)
    unit = source.submission.stamp.unit or the_only(row.unit for row in rows) or UNKNOWN_UNIT
    return Office(body_of(unit, province, source.on), province, source.on)


def _in_words(rows: Sequence[DisclosureLine], schools: int) -> str:
    silent = len({row.school_id for row in rows if row.state == DisclosureState.NO_WORKBOOK})
    if not schools:
        return "Chưa có cơ sở giáo dục nào trong danh mục hoặc gửi sổ công khai."
    text = f"Có {schools} cơ sở giáo dục tính vào mẫu số; đã nhận sổ công khai của {schools - silent} cơ sở."
    unknown = (
        f" {silent} cơ sở chưa gửi sổ nên chưa có thông tin; không tính là chưa công khai." if silent else ""
    )
    return text + unknown


def _counts(rows: Sequence[DisclosureLine], schools: int) -> Iterator[SectionCount]:
    for section in disclosure_law().sections:
        states = Counter(row.state for row in rows if row.section == section.code)
        yield _count(section.code, section.title, str(schools), states)
    if rows:
        yield _count(
            "", "Cộng (lượt nội dung)", str(len(rows)), Counter(row.state for row in rows), is_total=True
        )


def _count(
    code: str, title: str, schools: str, states: Counter[str], *, is_total: bool = False
) -> SectionCount:
    return SectionCount(
        section=code,
        title=title,
        schools=schools,
        on_time=str(states[DisclosureState.ON_TIME]),
        late=str(states[DisclosureState.LATE]),
        no_date=str(states[DisclosureState.NO_DATE]),
        not_published=str(states[DisclosureState.NOT_PUBLISHED]),
        unknown=str(sum(states[state] for state in _UNKNOWN)),
        total=is_total,
    )


def _open_schools(rows: Sequence[DisclosureLine]) -> Iterator[OpenSchool]:
    """Schools of which not everything was published in time and dated, in the order of the list."""
    for _, its in groupby(rows, key=lambda row: row.school_id):
        lines = list(its)
        if all(line.state == DisclosureState.ON_TIME for line in lines):
            continue
        first = lines[0]
        updates = [
            f"{line.section}: {line.update}"
            for line in lines
            if "chậm hơn" in line.update or "chưa ghi" in line.update
        ]
        undated = _sections(lines, DisclosureState.NO_DATE)
        notes = [f"Chưa ghi ngày công khai: {undated}"] if undated != _NONE else []
        silent = all(line.state == DisclosureState.NO_WORKBOOK for line in lines)
        yield OpenSchool(
            school=first.name or first.school_id,
            kind=first.kind or "(không ghi)",
            not_published=_sections(lines, DisclosureState.NOT_PUBLISHED),
            late=_sections(lines, DisclosureState.LATE),
            unknown="tất cả" if silent else _sections(lines, *_UNKNOWN),
            note="Chưa gửi sổ công khai" if silent else "; ".join([*notes, *updates]),
        )


def _sections(lines: Sequence[DisclosureLine], *states: DisclosureState) -> str:
    return ", ".join(line.section for line in lines if line.state in states) or _NONE


DOCUMENTS = (
    Document(
        "bao-cao-cong-khai",
        "Báo cáo tổng hợp công tác công khai",
        Kind.REPORT,
        DISCLOSURE_SUMMARY,
        (Variant("bao-cao-cong-khai", DisclosureReport, sample.office_report),),
        build=report,
        uses=(DisclosureLine, UnusedFile),
    ),
)
