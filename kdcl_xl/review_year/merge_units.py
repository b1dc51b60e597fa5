"""The Sở's view: the workbooks `danh-gia-ngoai` of the units as one; every row names its unit, its file, sheet and row.

The Sở's own workbook may lie among them; its certificates overrule those of the units. What a unit sets for itself (Mốc,
số lượng; Đề xuất; Điểm cần xem) stays with it (the Sở's own Mốc, số lượng stay in the Sở's), and so do phone numbers and
whatever else is personal and not needed to call somebody to a panel. Which files count is `units_chosen`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from kdcl_xl.consolidate.schools import SchoolList
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ImportRemark, ReviewPlan, ScheduledVisit
from kdcl_xl.forms.form import header
from kdcl_xl.forms.review_oversight import ReviewSource, ReviewTerm
from kdcl_xl.forms.review_people import Proposal, Reviewer
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.review_words import OfficeLevel
from kdcl_xl.law.units import province_key
from kdcl_xl.review_year.gather import remark
from kdcl_xl.review_year.gather_book import same_value
from kdcl_xl.review_year.gather_schools import Mention, Schools
from kdcl_xl.review_year.missing_units import compare_units, units_of
from kdcl_xl.review_year.near_units import near_units
from kdcl_xl.review_year.origins import joined_sources, place_of, source_row, trace_of
from kdcl_xl.review_year.school_files import TABLES, Said
from kdcl_xl.review_year.targets import fill_shares
from kdcl_xl.review_year.units_chosen import Chooser, UnitFile, UnitState, is_province, office_of
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.cells import shown
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission

CERTIFICATE_DIFFERS = rule(
    "DGT-025", Severity.WARNING, "Đơn vị và Sở ghi giống nhau về một quyết định công nhận"
)
UNREAD_CELLS = rule("DGT-026", Severity.WARNING, "Mọi ô trong sổ của đơn vị đọc được")
OF_ANOTHER = rule("DGT-027", Severity.HINT, "Dòng của đơn vị lấy từ sổ của chính đơn vị")
SAME_CODE = rule("DGT-028", Severity.WARNING, "Mỗi mã người trong một đơn vị là một người")
_SHOWN = 3
"""Unreadable cells named in the message; the rest are counted."""
_OWN_PLAN = ("number", "issued_on", "issuer", "superior", "signer")
"""Of the sheet "Thông tin", what the Sở wrote of its own plan: papers are printed with it."""
_OF_EACH_FILE = frozenset({"office", "source", "note", "school", "school_id"})
"""Columns of a certificate that every file fills in its own way."""
_STAY: frozenset[type[Row]] = frozenset({ReviewTerm, Proposal, ImportRemark, ReviewSource})


@dataclass(frozen=True, slots=True)
class Merged:
    """The Sở's workbook, and an account of every file."""

    school_year: SchoolYear
    content: Content
    files: tuple[UnitFile, ...]
    findings: tuple[Finding, ...]

    def counts(self) -> dict[str, int]:
        """Rows by sheet."""
        return {table.table.sheet: len(rows) for table, rows in self.content.rows.items() if rows}


def merge_units(
    found: Iterable[Submission],
    on: dt.date,
    refused: Sequence[UnitFile] = (),
    *,
    name: str = "",
    listed: SchoolList | None = None,
) -> Merged:
    """Merge; without rows when no file counts. `on` is the day of the figures, `name` the Sở's where no file is its own.

    `listed`: the official list of schools; units of it without a workbook are told.
    """
    chooser = Chooser()
    chosen = chooser.choose(sorted(found, key=lambda one: one.file))
    if not chosen:
        year = SchoolYear.of(on)
        return Merged(year, Content(), (*chooser.files, *refused), tuple(chooser.findings))
    merger = _Merger(chosen)
    content = merger.content(on, name)
    files = (*merger.files, *chooser.files, *refused)
    named = _named(files, merger.without_file)
    findings = (
        *chooser.findings, *merger.findings, *near_units(named, units_of(listed) if listed else ()),
        *(_against(listed, files, name) if listed else ()),
    )  # fmt: skip
    content.rows[ImportRemark] = [remark(finding) for finding in findings]
    content.rows[ImportRemark] += [_refused(one) for one in refused]
    return Merged(chosen[0].edition.school_year, content, files, findings)


def _named(files: Sequence[UnitFile], others: Mapping[str, str]) -> dict[str, list[str]]:
    """Unit → the files that name it so; spellings that count as one are under the first."""
    spelt: dict[str, str] = {}
    named: dict[str, list[str]] = {}
    pairs = [(one.office, one.file) for one in files if one.office and one.state is not UnitState.REFUSED]
    for office, file in (*pairs, *others.items()):
        named.setdefault(spelt.setdefault(match_key(office), office), []).append(file)
    return named


def _against(listed: SchoolList, files: Sequence[UnitFile], name: str) -> Iterator[Finding]:
    """The units of this year's workbooks against the list."""
    this_year = [one for one in files if one.state is not UnitState.REFUSED and one.office]
    unnamed = [one.file for one in files if one.state is UnitState.REFUSED and not one.office]
    return compare_units(listed, [*(one.office for one in this_year), name], unnamed)


def _refused(one: UnitFile) -> ImportRemark:
    return ImportRemark(
        severity=str(Severity.ERROR), code="", place=one.file, message=one.why, remedy=one.remedy
    )


def _one_province(written: Iterable[str]) -> str:
    """The fullest spelling where all units write the same province ("TP. Hồ Chí Minh"); "" where they differ."""
    spelt = [province for province in written if province.strip()]
    return max(spelt, key=len) if len(set(map(province_key, spelt))) == 1 else ""


class _Merger:
    def __init__(self, chosen: list[Submission]) -> None:
        self.chosen = chosen
        self.offices = {match_key(office_of(one)) for one in chosen}
        self.schools = Schools()
        self.findings: list[Finding] = []
        self.files: list[UnitFile] = []
        self.without_file: dict[str, str] = {}
        """Units the Sở writes of that have sent nothing → the Sở's file."""
        self.rows: dict[type[Row], list[Row]] = {}
        self._certificates: dict[tuple[object, ...], tuple[Recognised, str]] = {}
        self._people: dict[tuple[str, str], tuple[Reviewer, str]] = {}

    def content(self, on: dt.date, name: str) -> Content:
        """All rows, the Sở's first."""
        units = [(one, list(self._rows_of(one))) for one in self.chosen]
        self.schools.learn(
            Mention(self._said(one, row), place_of(one, original))
            for one, rows in units
            for row, original in rows
            if type(row) in TABLES
        )
        self.findings += self.schools.findings
        for one, rows in units:
            for row, original in rows:
                self._add(one, row, place_of(one, original))
            self.files.append(UnitFile(one.file, UnitState.TAKEN, office_of(one), len(rows)))
        visits = cast("list[ScheduledVisit]", self.rows.get(ScheduledVisit, []))
        for number, visit in enumerate(visits, start=1):
            visit.stt = number
        self.rows[ReviewSource] = list(self._sources())
        own = [row for one in self.chosen if is_province(one) for row in one.table(ReviewTerm)]
        if own:
            self.rows[ReviewTerm] = [row.model_copy(update={"line": 0}) for row in own]
        fill_shares(self.rows, office_of(self.chosen[0]) if is_province(self.chosen[0]) else name, on)
        return Content(self._cells(on, name), self.rows)

    def _cells(self, on: dt.date, name: str) -> dict[str, Any]:
        own = next((one for one in self.chosen if is_province(one)), None)
        plan = own.fields(ReviewPlan) if own else ReviewPlan()
        values: dict[str, Any] = {
            **{field: getattr(plan, field) for field in _OWN_PLAN},
            "office": plan.office or name, "level": str(OfficeLevel.PROVINCE), "as_of": on,
            "school_year": str(self.chosen[0].edition.school_year),
            "province": plan.province or _one_province(one.fields(ReviewPlan).province for one in self.chosen),
        }  # fmt: skip
        return {ReviewPlan.column(field).entry.name: value for field, value in values.items() if value}

    def _rows_of(self, one: Submission) -> Iterator[tuple[Row, Row]]:
        """Rows of a unit as they go up: its name, its place, nothing personal that is not needed; each with its original."""
        office = office_of(one)
        self._tell_unread(one, office)
        left_out: Counter[str] = Counter()
        for table in EXTERNAL_REVIEW.tables_of(one.edition):
            if table in _STAY:
                continue
            for row in one.table(table):
                own = getattr(row, "office", "") if is_province(one) else ""
                if own and match_key(own) != match_key(office):
                    if match_key(own) in self.offices:
                        left_out[own] += 1
                        continue
                    self.without_file.setdefault(own, one.file)
                trace = joined_sources(trace_of(one, row), getattr(row, "source", ""))
                changed = {"office": own or office, "source": trace, **_withheld(row)}
                yield row.model_copy(update={"line": 0, **changed}), row
        for unit, number in left_out.items():
            self.findings.append(replace(OF_ANOTHER.at("", "", f"{number} dòng của {unit} trong sổ của Sở không lấy: đã có sổ của chính đơn vị.", "Không cần làm gì nếu sổ của đơn vị mới hơn."), file=one.file))  # fmt: skip

    def _tell_unread(self, one: Submission, office: str) -> None:
        """Cells that count as blank, the first ones with what stands in them."""
        unread = [finding for finding in one.findings if finding.severity is Severity.ERROR]
        if not unread:
            return
        first = " ".join(f"{finding.place}: {finding.message}" for finding in unread[:_SHOWN])
        more = (
            f" Và {len(unread) - _SHOWN} chỗ nữa (kdcl kiem-tra chỉ từng ô)." if len(unread) > _SHOWN else ""
        )
        self.findings.append(replace(UNREAD_CELLS.at("", "", f"{len(unread)} chỗ trong sổ của {office} không đọc được; các ô ấy tính là trống. {first}{more}", "Báo đơn vị sửa những chỗ ấy rồi gửi lại, sau đó chạy lại lệnh."), file=one.file))  # fmt: skip

    def _add(self, one: Submission, row: Row, place: str) -> None:
        said = self._said(one, row)
        if type(row) in TABLES and (said.name or said.school_id):
            self._complete(one, row, said)
            if isinstance(row, Recognised) and row.decision and self._known_certificate(said, row, place):
                return
        if isinstance(row, Reviewer) and self._known_person(row, place):
            return
        self.rows.setdefault(type(row), []).append(row)

    def _said(self, one: Submission, row: Row) -> Said:
        """How a row names its school. The Sở writes of schools of every unit: its name is not theirs."""
        said = Said.of(row)
        own = is_province(one) and match_key(said.office) == match_key(office_of(one))
        return replace(said, office="") if own else said

    def _complete(self, one: Submission, row: Row, said: Said) -> None:
        """The code of the school where another file knows it; what the Sở writes of a unit's school is of that unit."""
        file = self.schools.file_of(said)
        changed = {
            "school_id": said.school_id or file.school_id,
            "office": said.office or file.office or office_of(one),
        }
        for name, value in changed.items():
            setattr(row, name, value)

    def _known_certificate(self, said: Said, row: Recognised, place: str) -> bool:
        """One decision on one school is one row; the first one, the Sở's where it has one, stays and is completed."""
        key = (id(self.schools.file_of(said)), row.certificate, match_key(row.decision))
        kept, where = self._certificates.setdefault(key, (row, place))
        if kept is row:
            return False
        self._complete_certificate(kept, row, where, place)
        return True

    def _known_person(self, row: Reviewer, place: str) -> bool:
        """One code of one unit is one person. Two people under one code stay two, and are told."""
        key = match_key(row.office), match_key(row.code)
        if not row.code:
            return False
        known, where = self._people.setdefault(key, (row, place))
        if known is row:
            return False
        if not same_value(known.name, row.name):
            self.findings.append(SAME_CODE.at(Reviewer.table.sheet, "", f"Mã {row.code} của {row.office} là hai người: ở {where} và {place}.", "Báo đơn vị đặt lại mã cho một trong hai người; đến lúc ấy sổ này giữ cả hai dòng."))  # fmt: skip
            return False
        return True

    def _complete_certificate(self, kept: Recognised, row: Recognised, here: str, there: str) -> None:
        """Fill the blanks of the row that stays from another one of the same decision, and tell what differs."""
        edition = self.chosen[0].edition
        completed = False
        for column in Recognised.columns:
            name = column.field
            old, new = getattr(kept, name), getattr(row, name)
            if name in _OF_EACH_FILE or new in ("", None):
                continue
            if old in ("", None):
                setattr(kept, name, new)
                completed = True
            elif not same_value(old, new):
                self.findings.append(CERTIFICATE_DIFFERS.at(Recognised.table.sheet, "", f"{row.school}, quyết định {row.decision}, {header(column, edition)}: {here} ghi “{shown(old)}”, {there} ghi “{shown(new)}”.", "Đang lấy giá trị trước; xem lại quyết định và sửa ở sổ ghi sai."))  # fmt: skip
        if completed:
            kept.source = joined_sources(kept.source, row.source)

    def _sources(self) -> Iterator[ReviewSource]:
        """The units' files, then what they name themselves, each once."""
        known: set[str] = set()
        for one in self.chosen:
            row = source_row(one, office_of(one), one.fields(ReviewPlan).as_of)
            known.add(row.source)
            yield row
        for one in self.chosen:
            for row in one.table(ReviewSource):
                if row.source not in known:
                    known.add(row.source)
                    yield row.model_copy(update={"line": 0, "office": row.office or office_of(one)})


def _withheld(row: Row) -> dict[str, str]:
    """Personal columns that nobody above needs, blank: names of reviewers and of panel members are needed."""
    return {c.field: "" for c in row.columns if c.entry.personal and not c.entry.required}
