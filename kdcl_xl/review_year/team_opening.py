"""A new panel's workbook: from the school's self-assessment, and what the office's workbook knows of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.forms.review_team import (
    ExternalAnswer,
    PreliminaryLine,
    ReviewedSchool,
    TeamAssignment,
    TeamMember,
)
from kdcl_xl.forms.self_assessment import AnswerLine, Registration, School
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.review_year.criteria_words import criteria_in
from kdcl_xl.review_year.school_files import Said, SchoolFile
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission

STEP_DAYS = (
    "research_on",
    "preliminary_on",
    "official_from",
    "official_to",
    "draft_on",
    "sent_on",
    "answered_on",
    "final_on",
)
"""Days of the six steps, named alike in the panel's workbook and in the office's."""


def file_of(files: Sequence[SchoolFile], said: Said) -> SchoolFile | None:
    """The school of the office's workbook by its code, else the only one of its kind and name; None: not there."""
    same_id = [file for file in files if said.school_id and file.school_id == said.school_id]
    named = [
        file
        for file in files
        if Said(file.school_id, file.name, file.kind).key[1:] == said.key[1:]
        and not (said.school_id and file.school_id)
    ]
    return next((group[0] for group in (same_id, named) if len(group) == 1), None)


def team_content(school: Submission, panel: SchoolFile | None) -> Content:
    """The cells and rows of the new workbook. `panel`: the school in the office's workbook, if it was given."""
    rules = school.edition.rules
    members = panel.of(PanelMember) if panel else []
    names = _names_by_criterion(members, rules)
    rows: dict[type[Row], list[Row]] = {
        TeamMember: [
            TeamMember(name=row.name, position=row.position, role=row.role, note=row.note) for row in members
        ],
        TeamAssignment: [
            TeamAssignment(criterion=code, title=criterion.title, member="; ".join(names.get(code, ())))
            for code, criterion in rules.by_code.items()
        ],
        PreliminaryLine: [
            PreliminaryLine(criterion=code, title=criterion.title, member=name)
            for code, criterion in rules.by_code.items()
            for name in names.get(code, ())
        ],
        ExternalAnswer: _answers(school),
    }
    return Content({**_school_cells(school), **(_panel_cells(panel) if panel else {})}, rows)


def _school_cells(school: Submission) -> dict[str, Any]:
    own, asked = school.fields(School), school.fields(Registration)
    kind = own.kind or (NAME_OF_KIND[school.edition.kind] if school.edition.kind else "")
    values = {
        "name": own.name,
        "school_id": own.school_id or school.stamp.school_id,
        "kind": kind,
        "unit": own.unit,
        "province": own.province,
        "ward": own.ward,
        "head": own.head,
        "purpose": asked.purpose,
        "self_level": asked.self_level,
        "source": school.file,
        "digest": school.sha256,
        "revision": own.revision or 1,
    }
    return _cells(values)


def _panel_cells(panel: SchoolFile) -> dict[str, Any]:
    process = panel.first(ReviewProcess)
    if process is None:
        return {}
    return _cells({name: getattr(process, name) for name in ("decision", "decided_on", *STEP_DAYS)})


def _cells(values: dict[str, Any]) -> dict[str, Any]:
    return {
        ReviewedSchool.column(name).entry.name: value
        for name, value in values.items()
        if value not in ("", None)
    }


def _names_by_criterion(members: Sequence[PanelMember], rules: Regulation) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for row in members:
        for code in criteria_in(row.criteria, rules).codes if row.name else ():
            if row.name not in names.setdefault(code, []):
                names[code].append(row.name)
    return names


def not_understood(panel: SchoolFile, rules: Regulation) -> list[str]:
    """Sentences on what the office wrote under "Tiêu chí phụ trách" that names no criterion of the rule set."""
    label = PanelMember.column("criteria").label
    return [
        f"“{label}” của {row.name} có chỗ không hiểu: {', '.join(unknown)} (đang ghi “{row.criteria}”); xem lại trang Phân công."
        for row in panel.of(PanelMember)
        if (unknown := criteria_in(row.criteria, rules).unknown)
    ]


def _answers(school: Submission) -> list[Row]:
    """Every question, with what the school answered; of a line that stands twice the first counts."""
    given: dict[Any, AnswerLine] = {}
    for row in school.table(AnswerLine):
        given.setdefault(row.question, row)
    rules = school.edition.rules
    rows: list[Row] = []
    for question in rules.questions:
        criterion, own = rules.by_code[question.criterion], given.get(question)
        rows.append(
            ExternalAnswer(
                criterion=question.criterion,
                title=criterion.title,
                level=question.level,
                indicator=question.indicator,
                own=own.result if own else "",
                own_evidence=own.evidence if own else "",
            )
        )
    return rows
