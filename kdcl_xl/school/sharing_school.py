"""A self-assessment shared out among work groups: criteria with their lines, and the evidence they cite."""

from __future__ import annotations

from typing import cast

from kdcl_xl.checks.codes import canonical
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
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
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.school.catalogue import Catalogue, stated_criteria
from kdcl_xl.school.citations import citations, draft_key, texts_of
from kdcl_xl.school.sharing import Identity, Selector, Share, Sharing, Words, no_lines
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission

_TABLES: tuple[type[Row], ...] = (
    AnswerLine,
    Description,
    CriterionAnalysis,
    StandardAnalysis,
    Evidence,
    Improvement,
)


def evidence_of(submission: Submission, criteria: tuple[str, ...]) -> set[int]:
    """Rows of the catalogue that the criteria cite, or that are meant for them."""
    catalogue = Catalogue.of(submission.table(Evidence))
    found = {
        place
        for place, row in enumerate(catalogue.rows)
        if any(code in criteria for code in stated_criteria(row, submission.edition.rules))
    }
    for table in _TABLES:
        for row in submission.rows.get(table, []):
            if getattr(row, "criterion", "") not in criteria:
                continue
            for _, text, listing in texts_of(row):
                keys = (c.key for c in citations(text, catalogue.drafts, listing=listing))
                found |= {catalogue.by_key[key] for key in keys if key in catalogue.by_key}
    return found


def _identity(submission: Submission) -> Identity:
    school = submission.fields(School)
    return Identity(school.school_id or submission.stamp.school_id, school.name, school.revision or 1)


def _owner(submission: Submission, group: str) -> str:
    """The first of its members on the council's list, otherwise its first writer."""
    key = match_key(group)
    members = [m.name for m in submission.table(Member) if match_key(m.group) == key and m.name]
    writers = [a.writer for a in submission.table(Assignment) if match_key(a.group) == key and a.writer]
    return next(iter(members or writers), "")


def _selector(submission: Submission, share: Share) -> Selector:
    rules = submission.edition.rules
    standards = {s.code for code in share.criteria if (s := rules.standard_of(code))}
    evidence = evidence_of(submission, share.criteria)

    def mine(table: type[Row], place: int, row: Row) -> bool:
        if table is Evidence:
            return place in evidence
        if table is StandardAnalysis:
            return cast(StandardAnalysis, row).standard in standards
        return getattr(row, "criterion") in share.criteria  # noqa: B009

    return mine


def _prose(content: Content, rules: Regulation, criteria: tuple[str, ...]) -> tuple[int, int, int]:
    levels = {(code, level.level) for code in criteria for level in rules.by_code[code].levels}
    texts = [cast(Description, row) for row in content.rows.get(Description, [])]
    described = {(row.criterion, row.level) for row in texts if row.text.strip()} & levels
    mine = [row for row in content.rows.get(AnswerLine, []) if cast(AnswerLine, row).criterion in criteria]
    mine += [row for row in texts if row.criterion in criteria]
    return len(levels), len(described), len(_cited(content, mine))


def _cited(content: Content, rows: list[Row]) -> set[int]:
    catalogue = [cast(Evidence, row) for row in content.rows.get(Evidence, [])]
    drafts = {draft_key(row.draft_id) for row in catalogue if row.draft_id}
    names = {canonical(row.code): place for place, row in enumerate(catalogue) if row.code}
    names |= {draft_key(row.draft_id): place for place, row in enumerate(catalogue) if row.draft_id}
    return {
        names[citation.key]
        for row in rows
        for _, text, listing in texts_of(row)
        for citation in citations(text, drafts, listing=listing)
        if citation.key in names
    }


BY_GROUPS = Sharing(
    form=SELF_ASSESSMENT,
    tables=_TABLES,
    free=(Evidence, Improvement),
    assignment=Assignment,
    group="group",
    people=Member,
    belongs="group",
    words=Words(
        one="nhóm",
        named="tên nhóm",
        unknown="không có thành viên nào ở trang Hội đồng",
        done="mô tả {written}/{asked} mức, dẫn {evidence} minh chứng",
    ),
    identity=_identity,
    owner=_owner,
    selector=_selector,
    lines=no_lines,
    answers=(AnswerLine, "result"),
    prose=_prose,
)
