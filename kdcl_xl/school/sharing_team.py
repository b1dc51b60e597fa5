"""A panel's workbook shared out among its members: their criteria, their báo cáo sơ bộ, what they saw at the school."""

from __future__ import annotations

from typing import cast

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_team import (
    REVIEW_TEAM,
    CriterionFinding,
    ExternalAnswer,
    PreliminaryLine,
    ReviewedSchool,
    SurveyLine,
    TeamAssignment,
    TeamMember,
)
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.school.sharing import Identity, Selector, Share, Sharing, Words
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission


def _identity(submission: Submission) -> Identity:
    school = submission.fields(ReviewedSchool)
    return Identity(school.school_id or submission.stamp.school_id, school.name)


def _selector(_submission: Submission, share: Share) -> Selector:
    def mine(table: type[Row], _place: int, row: Row) -> bool:
        if table in (PreliminaryLine, SurveyLine):
            own = share.names(getattr(row, "member"))  # noqa: B009
            # a blank line of a criterion that was given to somebody else meanwhile is nobody's work
            given_away = isinstance(row, PreliminaryLine) and row.criterion not in share.criteria
            return own and not (given_away and row.is_blank())
        return getattr(row, "criterion") in share.criteria  # noqa: B009

    return mine


def _lines(submission: Submission, share: Share) -> list[Row]:
    """A line of the báo cáo sơ bộ for each criterion that has none by this member yet."""
    written = {row.criterion for row in submission.table(PreliminaryLine) if share.names(row.member)}
    titles = submission.edition.rules.by_code
    return [
        PreliminaryLine(criterion=code, title=titles[code].title, member=share.group)
        for code in share.criteria
        if code not in written
    ]


def _prose(content: Content, _rules: Regulation, criteria: tuple[str, ...]) -> tuple[int, int, int]:
    findings = [cast(CriterionFinding, row) for row in content.rows.get(CriterionFinding, [])]
    written = {row.criterion for row in findings if row.criterion in criteria and not row.is_blank()}
    answers = [cast(ExternalAnswer, row) for row in content.rows.get(ExternalAnswer, [])]
    evidence = sum(1 for row in answers if row.criterion in criteria and row.evidence.strip())
    return len(criteria), len(written), evidence


BY_MEMBERS = Sharing(
    form=REVIEW_TEAM,
    tables=(PreliminaryLine, SurveyLine, ExternalAnswer, CriterionFinding),
    free=(SurveyLine,),
    assignment=TeamAssignment,
    group="member",
    people=TeamMember,
    belongs="name",
    words=Words(
        one="thành viên",
        named="họ tên thành viên",
        unknown="không có ở trang Thành viên đoàn",
        done="nhận định {written}/{asked} tiêu chí, ghi minh chứng ở {evidence} chỉ báo",
    ),
    identity=_identity,
    owner=lambda _submission, group: group,
    selector=_selector,
    lines=_lines,
    answers=(ExternalAnswer, "found"),
    prose=_prose,
    writers={SurveyLine: "member"},
    several=True,
)
