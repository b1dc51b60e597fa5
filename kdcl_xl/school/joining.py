"""Join the parts of those who write a workbook together: `kdcl ghep`.

Three-way, cell by cell, against what each part remembers of its beginning: a cell is taken from a part only
when the group changed it and nobody else did. Whatever is disputed stays as it is and is listed; the order of
the files does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from kdcl_xl.checks.codes import canonical
from kdcl_xl.findings import Severity, rule
from kdcl_xl.forms.columns import Column, Row
from kdcl_xl.forms.form import columns_of, header
from kdcl_xl.forms.self_assessment import Evidence
from kdcl_xl.school.catalogue import same_document
from kdcl_xl.school.citations import draft_key, rewrite, texts_of
from kdcl_xl.school.digest import value_digest
from kdcl_xl.school.joining_refusals import why_not
from kdcl_xl.school.joining_report import (
    Conflict,
    JoinReport,
    Proposal,
    Received,
    Removed,
    Renamed,
    plain_name,
    progress_of,
)
from kdcl_xl.school.parts import base_of, groups_of, keyed, row_key, sharing_of
from kdcl_xl.school.rollover import shown_whole
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.read import Refusal
from kdcl_xl.workbook.snapshot import Submission

TWO_FILES = rule("NHO-014", Severity.WARNING, "Mỗi nhóm gửi một tệp")
TABLE_LOST = rule("NHO-015", Severity.WARNING, "Phần còn đủ các trang đã chia")

_ALIKE = 0.5
"""Share of equal cells from which a row with another key is taken for the same row, edited."""
_DRAFT_NUMBER = re.compile(r"t(\d{1,6})")


def join(base: Submission, parts: Sequence[Submission | Refusal]) -> tuple[Content, JoinReport]:
    """The workbook with everything the groups wrote, and the report. Nothing of the workbook is overwritten.

    Raises KeyError for a form that is not shared out.
    """
    joiner = _Join(base)
    for part in joiner.accepted(parts):
        joiner.take(part)
    joiner.settle()
    report = joiner.report
    groups = groups_of(base)
    arrived = {match_key(received.group) for received in report.received}
    report.missing = [group for group in groups if match_key(group) not in arrived]
    present = [group for group in groups if group not in report.missing]
    report.progress = progress_of(joiner.sharing, joiner.content, base.edition.rules, groups, present)
    return joiner.content, report


@dataclass(slots=True)
class _Disputed:
    """What the parts say about one cell. `origins`: digests of what each saw at first."""

    row: Row
    column: Column
    proposals: list[tuple[Received, Any]] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)


_Origin = dict[str, dict[str, str]]
"""Key → field → digest, of one table of a part."""


class _Join:
    def __init__(self, base: Submission):
        self.sharing = sharing_of(base.form)
        self.base, self.content, self.report = base, content_of(base), JoinReport(self.sharing.words)
        self.report.findings = [
            replace(f, file=base.file) for f in base.findings if f.severity is Severity.ERROR
        ]
        for table in self.sharing.tables:
            if table in base.form.tables_of(base.edition):
                self.content.rows.setdefault(table, [])
        self.disputed: dict[tuple[int, str], _Disputed] = {}
        self.places = {
            id(row): original
            for table, rows in self.content.rows.items()
            for row, original in zip(rows, base.rows.get(table, []), strict=False)
        }
        self.last_draft = 0

    # ---- which parts

    def accepted(self, parts: Sequence[Submission | Refusal]) -> list[Submission]:
        """The parts to join, in an order that does not depend on the one given."""
        seen: dict[str, str] = {}
        kept: list[Submission] = []
        for part in sorted(parts, key=lambda part: (len(part.file), part.file)):
            if part.sha256 in seen:
                self.report.duplicates.append((part.file, seen[part.sha256]))
                continue
            seen[part.sha256] = part.file
            if isinstance(part, Refusal):
                self.report.refused.append(replace(part.finding, file=part.file))
            elif finding := why_not(self.base, part):
                self.report.refused.append(replace(finding, file=part.file))
            else:
                kept.append(part)
        self._mention_two_files(kept)
        drafts = [row.draft_id for submission in (self.base, *kept) for row in submission.table(Evidence)]
        self.last_draft = max(
            (int(m[1]) for draft in drafts if (m := _DRAFT_NUMBER.fullmatch(draft_key(draft)))), default=0
        )
        return sorted(kept, key=lambda part: (part.stamp.part, part.file))

    def _mention_two_files(self, kept: list[Submission]) -> None:
        files: dict[str, list[str]] = {}
        one = self.sharing.words.one
        for part in kept:
            files.setdefault(part.stamp.part, []).append(part.file)
        for group, names in files.items():
            if len(names) > 1:
                again = len({plain_name(name) for name in names}) == 1
                why = "cùng tên gốc nhưng nội dung khác nhau" if again else "nội dung khác nhau"
                self.report.findings.append(TWO_FILES.at("", "", f"{group} gửi {len(names)} tệp, {why}: {', '.join(names)}. Đã ghép tất cả; chỗ khác nhau nằm trong danh sách xung đột.", f"Hỏi {one} tệp nào là bản cuối, bỏ tệp kia rồi ghép lại từ tệp gốc."))  # fmt: skip

    # ---- one part

    def take(self, part: Submission) -> None:
        """Note what a part changed and added; nothing is written yet to rows the workbook has."""
        received = Received(
            part.file, part.stamp.part, part.stamp.owner, base_moved=part.stamp.base != base_of(self.base)
        )
        self.report.received.append(received)
        self.report.findings += [
            replace(f, file=part.file) for f in part.findings if f.severity is Severity.ERROR
        ]
        origins = _origins(part)
        pairs = {
            table: self._paired(origins.get(table.table.name, {}), table, part.rows.get(table, []))
            for table in self.sharing.tables
        }
        new_ids = self._new_ids(part, pairs.get(Evidence, {}), received)
        for table in self.sharing.tables:
            origin = origins.get(table.table.name, {})
            if table not in part.places:
                if origin:
                    self.report.findings.append(replace(TABLE_LOST.at(table.table.sheet, "", f"Phần này không còn trang “{table.table.sheet}”, nên không nhận được gì của trang đó.", "Xin lại tệp còn đủ trang."), file=part.file))  # fmt: skip
                continue
            self._take_table(part, table, origin, pairs[table], new_ids, received)

    def _take_table(
        self,
        part: Submission,
        table: type[Row],
        origin: _Origin,
        pairs: dict[int, str],
        new_ids: dict[str, str],
        received: Received,
    ) -> None:
        ours = self.content.rows.setdefault(table, [])
        own = [row for row in ours if id(row) in self.places]
        at_home = {key: own[place] for place, key in self._paired(origin, table, own).items()}
        by_key = dict(keyed(ours))
        for place, row in enumerate(part.rows.get(table, [])):
            theirs = self._recited(part, row, new_ids)
            key = pairs.get(place)
            if key is not None:
                self._compare(part, row, theirs, at_home.get(key), origin[key], received)
            elif not row.is_blank():
                self._name_writer(theirs, received.group)
                self._add(part, row, theirs, by_key, received)
        for key in origin.keys() - set(pairs.values()):
            self.report.removed.append(Removed(part.file, table.table.sheet, key))

    def _paired(self, origin: _Origin, table: type[Row], rows: Sequence[Row]) -> dict[int, str]:
        return _paired(origin, rows, free=table in self.sharing.free)

    def _compare(
        self,
        part: Submission,
        row: Row,
        theirs: Row,
        ours: Row | None,
        origin: dict[str, str],
        received: Received,
    ) -> None:
        for column in _readable_columns(part, row):
            value = getattr(theirs, column.field)
            before = origin.get(column.field, "")
            if value_digest(value) == before:
                continue
            if ours is None:
                self._lost_row(part, row, column, value)
            else:
                self._propose(ours, column, value, before, received)

    def _name_writer(self, row: Row, group: str) -> None:
        """A row nobody put a name to is of the part it came in: two people seeing the same stay two rows."""
        column = self.sharing.writers.get(type(row))
        if column and not getattr(row, column):
            setattr(row, column, group)

    def _add(
        self, part: Submission, row: Row, theirs: Row, by_key: dict[str, Row], received: Received
    ) -> None:
        """A row the group wrote: a new one, or one that somebody else has added or answered meanwhile."""
        same = by_key.get(row_key(theirs))
        if isinstance(theirs, Evidence):
            known = self.content.rows[Evidence]
            ids = _ids(theirs)
            same = next((r for r in known if ids & _ids(cast(Evidence, r)) and same_document(cast(Evidence, r), theirs)), None)  # fmt: skip
        if same is not None:
            for column in _readable_columns(part, row):
                value = getattr(theirs, column.field)
                if value not in ("", None):
                    self._propose(same, column, value, "", received)
            return
        theirs.line = 0
        self.content.rows[type(row)].append(theirs)
        by_key[row_key(theirs)] = theirs
        received.additions += 1

    def _propose(self, ours: Row, column: Column, value: Any, before: str, received: Received) -> None:
        cell = self.disputed.setdefault((id(ours), column.field), _Disputed(ours, column))
        cell.proposals.append((received, value))
        cell.origins.append(before)

    def _lost_row(self, part: Submission, row: Row, column: Column, value: Any) -> None:
        sheet, cell = part.at(row, column.field)
        self.report.conflicts.append(
            Conflict(
                sheet,
                cell,
                row_key(row),
                header(column, self.base.edition),
                "",
                (Proposal(part.stamp.part, part.file, shown_whole(value)),),
                f"dòng này không còn trong tệp gốc (ô ghi ở đây là ô trong phần của {self.sharing.words.one}).",
            )
        )

    # ---- evidence ids

    def _new_ids(self, part: Submission, pairs: dict[int, str], received: Received) -> dict[str, str]:
        """Ids of the group's new evidence that already name another document → fresh temporary ids."""
        rows = part.table(Evidence)
        kept = set[str]().union(*(_ids(rows[place]) for place in pairs))
        new: dict[str, str] = {}
        for place, row in enumerate(rows):
            if place in pairs:
                continue
            others = [cast(Evidence, r) for r in self.content.rows.get(Evidence, [])]
            draft = draft_key(row.draft_id)
            for key in sorted(_ids(row) - kept - new.keys(), key=lambda key: key != draft):
                if any(key in _ids(other) and not same_document(other, row) for other in others):
                    new[key] = new.get(draft, row.draft_id) if key != draft and draft else self._fresh_draft()
                    self.report.renamed.append(Renamed(received.file, row.title, key, new[key]))
        return new

    def _fresh_draft(self) -> str:
        self.last_draft += 1
        return f"t{self.last_draft}"

    def _recited(self, part: Submission, row: Row, new_ids: dict[str, str]) -> Row:
        """A copy of a row of the part, speaking of evidence by its new ids."""
        new = row.model_copy()
        if not new_ids:
            return new
        if isinstance(new, Evidence):
            if (draft := new_ids.get(draft_key(new.draft_id))) is not None:
                new.draft_id = draft
            if (draft := new_ids.get(canonical(new.code))) is not None:
                new.note = f"{new.note} Mã nhóm đặt: {new.code}.".strip()
                new.code, new.draft_id = "", draft
            return new
        drafts = {draft_key(e.draft_id) for e in part.table(Evidence) if e.draft_id}
        style = self.base.edition.rules.evidence_code.style
        for name, text, listing in texts_of(row):
            setattr(new, name, rewrite(text, new_ids, drafts, style, listing=listing))
        return new

    # ---- the end

    def settle(self) -> None:
        """Write what is undisputed, list what is not."""
        for cell in self.disputed.values():
            ours = getattr(cell.row, cell.column.field)
            current = value_digest(ours)
            asked = [
                (received, value, before)
                for (received, value), before in zip(cell.proposals, cell.origins, strict=True)
                if value_digest(value) != current
            ]
            if not asked:
                continue
            moved = any(before != current for _, _, before in asked)
            if moved or len({value_digest(value) for _, value, _ in asked}) > 1:
                self._conflict(cell, ours, [(received, value) for received, value, _ in asked], moved)
            else:
                setattr(cell.row, cell.column.field, asked[0][1])
                for received, _, _ in asked:
                    received.changes += 1

    def _conflict(
        self, cell: _Disputed, ours: Any, asked: Iterable[tuple[Received, Any]], moved: bool
    ) -> None:
        original = self.places.get(id(cell.row))
        sheet, where = self.base.at(original, cell.column.field) if original else (cell.row.table.sheet, "")
        self.report.conflicts.append(
            Conflict(
                sheet,
                where,
                row_key(cell.row),
                header(cell.column, self.base.edition),
                shown_whole(ours) if ours not in ("", None) else "",
                tuple(Proposal(r.group, r.file, shown_whole(v) if v is not None else "") for r, v in asked),
                "tệp gốc đã đổi ô này sau khi chia."
                if moved and original
                else f"các {self.sharing.words.one} ghi khác nhau.",
            )
        )


# ---- reading a part


def _origins(part: Submission) -> dict[str, _Origin]:
    tables: dict[str, _Origin] = {}
    for line in part.origin:
        if len(line) >= 4:
            table, key, name, digest = line[:4]
            cells = tables.setdefault(table, {}).setdefault(key, {})
            if name:
                cells[name] = digest
    return tables


def _paired(origin: _Origin, rows: Sequence[Row], *, free: bool) -> dict[int, str]:
    """Place of a row → key of the row it was at first: by key, else (free tables) by what they have in common."""
    pairs: dict[int, str] = {}
    for place, (key, _) in enumerate(keyed(rows)):
        if key in origin:
            pairs[place] = key
    left = origin.keys() - set(pairs.values())
    if not free or not left:
        return pairs
    scores = sorted(
        (
            (_alike(origin[key], now), -place, key)
            for place, now in ((p, _digests(row)) for p, row in enumerate(rows) if p not in pairs)
            for key in left
        ),
        reverse=True,
    )
    for score, minus_place, key in scores:
        if score < _ALIKE:
            break
        if key in left and -minus_place not in pairs:
            pairs[-minus_place] = key
            left.remove(key)
    return pairs


def _digests(row: Row) -> dict[str, str]:
    return {
        column.field: digest for column in row.columns if (digest := value_digest(getattr(row, column.field)))
    }


def _alike(origin: dict[str, str], now: dict[str, str]) -> float:
    """Share of the cells filled then or now that are equal."""
    filled = now.keys() | origin.keys()
    equal = sum(1 for name in filled if now.get(name) == origin.get(name))
    return equal / len(filled) if filled else 0.0


def _ids(row: Evidence) -> set[str]:
    return {key for key in (canonical(row.code), draft_key(row.draft_id)) if key}


def _readable_columns(part: Submission, row: Row) -> Iterator[Column]:
    """The columns a part really has for a row: a lost column or a refused value is no wish to clear the cell."""
    place = part.places[type(row)]
    for column in columns_of(type(row), part.edition):
        if not column.entry.fixed and column.field in place.columns and part.readable(row, column.field):
            yield column
