"""Parts for those who write a workbook together: `kdcl chia`.

Work groups of a school, members of a panel: what differs between them stands in `sharing`. A part is a small workbook
with the lines of the group's criteria only. It carries, on a hidden sheet, what each of its cells was when it was made,
so that joining can tell what the group changed (see `joining`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.self_assessment import Evidence
from kdcl_xl.school.citations import draft_key
from kdcl_xl.school.digest import content_digest, value_digest
from kdcl_xl.school.sharing import Share, Sharing
from kdcl_xl.school.sharing_school import BY_GROUPS
from kdcl_xl.school.sharing_team import BY_MEMBERS
from kdcl_xl.text.normal import match_key, slug, tidy
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import plain
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import Stamp, stamp_of

NO_GROUPS = rule("NHO-001", Severity.ERROR, "Tiêu chí được phân công cho nhóm trước khi chia")
UNASSIGNED = rule("NHO-002", Severity.WARNING, "Mọi tiêu chí đều có nhóm viết")
UNKNOWN_GROUP = rule("NHO-003", Severity.WARNING, "Nhóm được phân công có thành viên trong Hội đồng")

_SHARINGS = {sharing.form.id: sharing for sharing in (BY_GROUPS, BY_MEMBERS)}


def sharing_of(form: Form) -> Sharing:
    """How the workbooks of a form are shared out. Raises KeyError for those that are not."""
    return _SHARINGS[form.id]


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


def split(submission: Submission) -> list[Part]:
    """One part per group named in "Phân công", in the order of the criteria. See `split_findings`.

    Raises KeyError for a form that is not shared out.
    """
    sharing, edition, base = sharing_of(submission.form), submission.edition, base_of(submission)
    school_id = sharing.identity(submission).school_id
    parts = []
    for group, criteria in groups_of(submission).items():
        share = Share(group, criteria)
        content = _slice(submission, sharing, share)
        origin = tuple(origin_of(content))
        # These are not of the origin: they are new to the workbook once somebody has written in them.
        for line in sharing.lines(submission, share):
            content.rows[type(line)].append(line)
        owner = sharing.owner(submission, group)
        stamp = replace(
            stamp_of(submission.form, edition),
            unit=submission.stamp.unit,
            school_id=school_id,
            part=group,
            owner=owner,
            base=base,
        )
        name = f"{slug(school_id) or 'truong'}_{slug(group) or 'nhom'}_{edition.school_year}.xlsx"
        parts.append(Part(group, owner, criteria, content, stamp, origin, name))
    return _with_distinct_names(parts)


def split_findings(submission: Submission) -> list[Finding]:
    """What to settle before splitting: criteria without a group, groups that no list of people has."""
    sharing = sharing_of(submission.form)
    table, words, column = sharing.assignment, sharing.words, sharing.group
    named = f"Ghi {words.named} ở cột “{table.column(column).label}”"
    groups = groups_of(submission)
    if not groups:
        return [NO_GROUPS.at(*submission.top(table, column), f"Chưa tiêu chí nào được phân công cho {words.one}, nên không có gì để chia.", f"{named} của trang {table.table.sheet}.")]  # fmt: skip
    lines = submission.rows.get(table, [])
    known_codes = submission.edition.rules.by_code
    open_lines = [
        row for row in lines if _text(row, "criterion") in known_codes and not tidy(_text(row, column))
    ]
    findings = []
    if open_lines:  # one line for all: a workbook just opened has dozens
        codes = ", ".join(_text(row, "criterion") for row in open_lines)
        findings.append(UNASSIGNED.at(*submission.at(open_lines[0], column), f"Tiêu chí {codes} chưa phân công, không nằm trong phần của {words.one} nào.", f"{named}."))  # fmt: skip
    known = {match_key(_text(row, sharing.belongs)) for row in submission.rows.get(sharing.people, [])}
    for group in groups:
        if match_key(group) not in known - {""}:
            line = next(row for row in lines if match_key(group) in map(match_key, sharing.assigned(_text(row, column))))  # fmt: skip
            findings.append(UNKNOWN_GROUP.at(*submission.at(line, column), f"“{group}” (tiêu chí {', '.join(groups[group])}) {words.unknown}.", f"Ghi {words.named} giống nhau ở hai trang."))  # fmt: skip
    return findings


def groups_of(submission: Submission) -> dict[str, tuple[str, ...]]:
    """Group → its criteria. Spellings that differ in case or spaces are one group."""
    sharing = sharing_of(submission.form)
    names: dict[str, str] = {}
    criteria: dict[str, list[str]] = {}
    for row in submission.rows.get(sharing.assignment, []):
        criterion = _text(row, "criterion")
        if criterion not in submission.edition.rules.by_code:
            continue
        for group in sharing.assigned(_text(row, sharing.group)):
            criteria.setdefault(names.setdefault(match_key(group), group), []).append(criterion)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in criteria.items()}


def base_of(submission: Submission) -> str:
    """What a part remembers of the workbook it was cut from: short digest and revision."""
    return f"{content_digest(submission)[:12]}-L{sharing_of(submission.form).identity(submission).revision}"


def _text(row: Row, field_name: str) -> str:
    return str(getattr(row, field_name))


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


def _slice(submission: Submission, sharing: Sharing, share: Share) -> Content:
    mine = sharing.selector(submission, share)
    content = Content()
    for table in sharing.form.tables_of(submission.edition):
        if table in sharing.tables:
            rows = submission.rows.get(table, [])
            content.rows[table] = [
                row.model_copy(update={"line": 0})
                for place, row in enumerate(rows)
                if mine(table, place, row)
            ]
    return content


# ---- keys and origins


def keyed(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
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
