"""Parts for the work groups of a self-assessment: `kdcl chia`, and the plain data of one criterion's phiếu.

A part is a small workbook with the lines of the group's criteria only. It carries, on a hidden sheet, what each
of its cells was when it was made, so that joining can tell what the group changed (see `joining`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition, Form, columns_of
from kdcl_xl.forms.self_assessment import (
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    Member,
    School,
    StandardAnalysis,
)
from kdcl_xl.law.regulation import Criterion
from kdcl_xl.school.citations import citations, draft_key, texts_of
from kdcl_xl.school.coding import Catalogue, stated_criteria
from kdcl_xl.school.digest import content_digest, value_digest
from kdcl_xl.text.normal import match_key, slug, tidy
from kdcl_xl.workbook.builder import build, stamp_of
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import plain
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import Stamp

NO_GROUPS = rule("NHO-001", Severity.ERROR, "Tiêu chí được phân công cho nhóm trước khi chia")
UNASSIGNED = rule("NHO-002", Severity.WARNING, "Mọi tiêu chí đều có nhóm viết")
UNKNOWN_GROUP = rule("NHO-003", Severity.WARNING, "Nhóm được phân công có thành viên trong Hội đồng")

SHARED: tuple[type[Row], ...] = (
    AnswerLine,
    Description,
    CriterionAnalysis,
    StandardAnalysis,
    Evidence,
    Improvement,
)
"""The tables of a part, in the order of the workbook."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one group gets: its criteria, their lines, and the stamp that says whose part of what it is."""

    group: str
    owner: str
    criteria: tuple[str, ...]
    content: Content
    stamp: Stamp
    origin: tuple[tuple[str, str, str, str], ...]
    file_name: str

    def build(self, form: Form, edition: Edition) -> bytes:
        """The part as a workbook."""
        sheets = {table.table.sheet for table in self.content.rows}
        return build(
            form,
            edition,
            self.content,
            stamp=self.stamp,
            only=tuple(sheet for sheet in form.sheets_of(edition) if sheet in sheets),
            as_given=True,
            origin=self.origin,
        )


def split(submission: Submission, form: Form) -> list[Part]:
    """One part per group named in "Phân công", in the order of the criteria. See `split_findings`."""
    edition = submission.edition
    base = base_of(submission)
    parts = []
    for group, criteria in groups_of(submission).items():
        content = _slice(submission, form, criteria)
        owner = _owner(submission, group)
        stamp = replace(
            stamp_of(form, edition),
            unit=submission.stamp.unit,
            school_id=_school_id(submission),
            part=group,
            owner=owner,
            base=base,
        )
        name = (
            f"{slug(_school_id(submission)) or 'truong'}_{slug(group) or 'nhom'}_{edition.school_year}.xlsx"
        )
        parts.append(Part(group, owner, criteria, content, stamp, tuple(origin_of(content)), name))
    return _with_distinct_names(parts)


def split_findings(submission: Submission) -> list[Finding]:
    """What to settle before splitting: criteria without a group, groups without members."""
    groups = groups_of(submission)
    if not groups:
        return [NO_GROUPS.at(*submission.top(Assignment, "group"), "Chưa tiêu chí nào được phân công cho nhóm, nên không có gì để chia.", "Ghi tên nhóm ở cột “Nhóm công tác” của trang Phân công.")]  # fmt: skip
    findings = [
        UNASSIGNED.at(
            *submission.at(row, "group"),
            f"Tiêu chí {row.criterion} chưa phân công, không nằm trong phần của nhóm nào.",
            "Ghi tên nhóm ở cột “Nhóm công tác”.",
        )
        for row in submission.table(Assignment)
        if row.criterion in submission.edition.rules.by_code and not tidy(row.group)
    ]
    members = {match_key(member.group) for member in submission.table(Member) if member.group}
    for group in groups:
        if match_key(group) not in members:
            line = next(r for r in submission.table(Assignment) if match_key(r.group) == match_key(group))
            findings.append(UNKNOWN_GROUP.at(*submission.at(line, "group"), f"“{group}” không có thành viên nào ở trang Hội đồng.", "Ghi tên nhóm giống nhau ở hai trang."))  # fmt: skip
    return findings


def groups_of(submission: Submission) -> dict[str, tuple[str, ...]]:
    """Group → its criteria. Spellings that differ in case or spaces are one group."""
    names: dict[str, str] = {}
    criteria: dict[str, list[str]] = {}
    for row in submission.table(Assignment):
        group = tidy(row.group)
        if group and row.criterion in submission.edition.rules.by_code:
            name = names.setdefault(match_key(group), group)
            criteria.setdefault(name, []).append(row.criterion)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in criteria.items()}


def base_of(submission: Submission) -> str:
    """What a part remembers of the workbook it was cut from: short digest and revision."""
    return f"{content_digest(submission)[:12]}-L{submission.fields(School).revision or 1}"


def _school_id(submission: Submission) -> str:
    return submission.fields(School).school_id or submission.stamp.school_id


def _owner(submission: Submission, group: str) -> str:
    """Who answers for a group: the first of its members on the council's list, otherwise its first writer."""
    key = match_key(group)
    members = [m.name for m in submission.table(Member) if match_key(m.group) == key and m.name]
    writers = [a.writer for a in submission.table(Assignment) if match_key(a.group) == key and a.writer]
    return next(iter(members or writers), "")


def _with_distinct_names(parts: list[Part]) -> list[Part]:
    seen: Counter[str] = Counter()
    named = []
    for part in parts:
        seen[part.file_name] += 1
        count = seen[part.file_name]
        name = part.file_name if count == 1 else part.file_name.replace(".xlsx", f"_{count}.xlsx")
        named.append(replace(part, file_name=name))
    return named


# ---- what belongs to a group


def _slice(submission: Submission, form: Form, criteria: tuple[str, ...]) -> Content:
    rules = submission.edition.rules
    standards = {s.code for code in criteria if (s := rules.standard_of(code))}
    evidence = evidence_of(submission, criteria)
    content = Content()
    for table in form.tables_of(submission.edition):
        if table not in SHARED:
            continue
        rows = submission.rows.get(table, [])
        if table is Evidence:
            mine = [row for place, row in enumerate(rows) if place in evidence]
        elif table is StandardAnalysis:
            mine = [row for row in rows if cast(StandardAnalysis, row).standard in standards]
        else:
            mine = [row for row in rows if getattr(row, "criterion") in criteria]  # noqa: B009
        content.rows[table] = [row.model_copy(update={"line": 0}) for row in mine]
    return content


def evidence_of(submission: Submission, criteria: tuple[str, ...]) -> set[int]:
    """Rows of the catalogue that the criteria cite, or that are meant for them."""
    catalogue = Catalogue.of(submission.table(Evidence))
    found = {
        place
        for place, row in enumerate(catalogue.rows)
        if any(code in criteria for code in stated_criteria(row, submission.edition.rules))
    }
    for table in SHARED:
        for row in submission.rows.get(table, []):
            if getattr(row, "criterion", "") not in criteria:
                continue
            for _, text, listing in texts_of(row):
                keys = (c.key for c in citations(text, catalogue.drafts, listing=listing))
                found |= {catalogue.by_key[key] for key in keys if key in catalogue.by_key}
    return found


# ---- keys and origins


def keyed(rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """Rows with a key that is unique within the table: the declared key, and a count where it repeats."""
    seen: Counter[str] = Counter()
    for row in rows:
        key = row_key(row)
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key} #{seen[key]}"), row


def row_key(row: Row) -> str:
    """The key of a row as text; evidence without a code goes by its temporary id, or by its title."""
    if isinstance(row, Evidence):
        return row.code or (f"~{draft_key(row.draft_id)}" if row.draft_id else f"={match_key(row.title)}")
    values = (getattr(row, column.field) for column in row.columns if column.entry.key)
    return "|".join(str(plain(value)) if value is not None else "" for value in values)


def origin_of(content: Content) -> Iterator[tuple[str, str, str, str]]:
    """Table, key, field and digest of every filled cell; a row without any is there with an empty field."""
    for table, rows in content.rows.items():
        for key, row in keyed(rows):
            yield table.table.name, key, "", ""
            for column in row.columns:
                digest = value_digest(getattr(row, column.field))
                if digest and not column.entry.fixed:
                    yield table.table.name, key, column.field, digest


# ---- phiếu of one criterion


def phieu_content(submission: Submission, criterion: str) -> dict[str, Any]:
    """Everything the workbook holds about one criterion (or clause), as plain JSON values.

    For the phiếu đánh giá tiêu chí (Phụ lục 5a, 5b of CV 5932). Raises KeyError for a code the rule set lacks.
    """
    rules = submission.edition.rules
    found = rules.by_code[criterion]
    standard = rules.standard_of(criterion)
    assignment = next((a for a in submission.table(Assignment) if a.criterion == criterion), Assignment())
    analysis = next(
        (a for a in submission.table(CriterionAnalysis) if a.criterion == criterion), CriterionAnalysis()
    )
    evidence = submission.table(Evidence)
    return {
        "school": submission.fields(School).name,
        "school_id": _school_id(submission),
        "school_year": str(submission.edition.school_year),
        "regulation": rules.id,
        "criterion": criterion,
        "title": found.title,
        "standard": {"code": standard.code, "title": standard.title} if standard else None,
        "group": assignment.group,
        "writer": assignment.writer,
        "due": plain(assignment.due),
        "levels": [_level(submission, found, level.level) for level in found.levels],
        "strengths": analysis.strengths,
        "weaknesses": analysis.weaknesses,
        "causes": analysis.causes,
        "improvements": [
            _plain_row(submission, row) for row in submission.table(Improvement) if row.criterion == criterion
        ],
        "evidence": [
            _plain_row(submission, evidence[place]) for place in sorted(evidence_of(submission, (criterion,)))
        ],
    }


def _level(submission: Submission, criterion: Criterion, number: int) -> dict[str, Any]:
    key = (criterion.code, number)
    descriptions = [d.text for d in submission.table(Description) if (d.criterion, d.level) == key]
    lines = {a.indicator: a for a in submission.table(AnswerLine) if (a.criterion, a.level) == key}
    level = criterion.level(number)
    return {
        "level": number,
        "description": "\n".join(text for text in descriptions if text),
        "indicators": [
            {
                "label": indicator.label,
                "requirement": indicator.wording,
                "official_wording": bool(indicator.official),
                "result": line.result if (line := lines.get(indicator.label)) else "",
                "evidence": line.evidence if line else "",
                "note": line.note if line else "",
            }
            for indicator in (level.indicators if level else ())
        ],
    }


def _plain_row(submission: Submission, row: Row) -> dict[str, Any]:
    return {c.field: plain(getattr(row, c.field)) for c in columns_of(type(row), submission.edition)}


__all__ = [
    "Part",
    "base_of",
    "groups_of",
    "keyed",
    "origin_of",
    "phieu_content",
    "row_key",
    "split",
    "split_findings",
]
