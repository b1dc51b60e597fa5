"""Báo cáo đánh giá ngoài from the panel's own workbook: the office's template and model, with the prose of the panel."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.documents.document import Document, Source, file_named
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.review_papers import results
from kdcl_xl.documents.review_papers.report_context import (
    ExternalReviewReport,
    ReviewedCriterion,
    ReviewedStandard,
    TeamMember,
)
from kdcl_xl.documents.review_papers.team_desk import TeamDesk
from kdcl_xl.documents.writing_desk import FILL
from kdcl_xl.forms import review_team as form
from kdcl_xl.forms.review_results import Comparison, ReviewProcess
from kdcl_xl.review_year.team_opening import STEP_DAYS
from kdcl_xl.school.sharing import names_in
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key


def report(source: Source) -> ExternalReviewReport:
    """The report as far as the panel has written it; what is not written is printed as such."""
    desk = TeamDesk(source)
    rules, school = desk.rules, desk.school
    prose = {row.section: row.text for row in desk.submission.table(form.TeamPassage)}
    rows = {
        one.code: Comparison(criterion=one.code, own=one.own, found=one.found, reason=one.reason)
        for one in desk.compared
    }
    standards = tuple(_with_prose(desk, prose, results.reviewed_standards(rules, rows)))
    clauses = (clause for clause in rules.clauses if clause.code in rows)
    days = {name: getattr(school, name) for name in STEP_DAYS}
    found = ExternalReviewReport(
        head=desk.head(Kind.REPORT),
        receivers=desk.receivers(desk.name),
        signer=desk.signer(),
        subject=f"Đánh giá ngoài {desk.name}",
        school=desk.name,
        school_word=rules.words.school,
        school_year=desk.year,
        circular=desk.circular,
        decision=desk.decision,
        profile=prose.get(form.PROFILE, ""),
        members=tuple(_members(desk)),
        steps=tuple(results.review_steps(ReviewProcess.model_validate(days))),
        process=prose.get(form.PROCESS, ""),
        standards=standards,
        clauses=tuple(
            _written(desk, results.reviewed_clause(clause.code, clause.title, rows[clause.code]))
            for clause in clauses
        ),
        shares=tuple(results.level_shares(rules, [c for standard in standards for c in standard.criteria])),
        differences=results.differences_in_words(list(rows.values())),
        feedback=tuple(results.replies(desk.submission.table(form.SchoolOpinion))),
        strengths=prose.get(form.STRENGTHS, ""),
        weaknesses=prose.get(form.WEAKNESSES, ""),
        recommendations=prose.get(form.ADVICE, ""),
        level=results.level_words(rules, school.found_level)
        or desk.blank("mức do đoàn kết luận (trang Trường và đoàn)"),
        proposed=desk.found.headline if desk.found.assessed else "",
        source_note=_source_note(desk),
        unverified=desk.found.unverified,
    )
    unwritten = [what for what, text in (("điểm mạnh", found.strengths), ("điểm yếu", found.weaknesses), ("kiến nghị", found.recommendations)) if not text]  # fmt: skip
    if unwritten:
        source.remarks.append(
            f"Trang Lời văn còn trống, Phần III in “(chưa có nội dung)”: {', '.join(unwritten)}."
        )
    desk.tell()
    return found


def _members(desk: TeamDesk) -> Iterator[TeamMember]:
    criteria: dict[str, list[str]] = {}
    for row in desk.submission.table(form.TeamAssignment):
        for name in names_in(row.member):
            criteria.setdefault(match_key(name), []).append(row.criterion)
    for member in desk.members:
        codes = "; ".join(criteria.get(match_key(member.name), ()))
        yield TeamMember(name=member.name, position=member.position, role=member.role, criteria=codes)
    if not desk.members:
        yield TeamMember(name=desk.blank("thành viên đoàn (trang Thành viên đoàn)"), position=FILL, role=FILL)


def _with_prose(
    desk: TeamDesk, prose: dict[str, str], standards: Iterator[ReviewedStandard]
) -> Iterator[ReviewedStandard]:
    for standard in standards:
        yield standard.model_copy(
            update={
                "criteria": tuple(_written(desk, criterion) for criterion in standard.criteria),
                "strengths": prose.get(form.section_of(form.STRENGTHS, standard.code), ""),
                "weaknesses": prose.get(form.section_of(form.WEAKNESSES, standard.code), ""),
            }
        )


def _written(desk: TeamDesk, criterion: ReviewedCriterion) -> ReviewedCriterion:
    row = desk.findings.get(criterion.code)
    if row is None:
        return criterion
    return criterion.model_copy(
        update={
            "description": row.state,
            "strengths": row.strengths,
            "weaknesses": row.weaknesses,
            "recommendation": row.recommendation,
        }
    )


def _source_note(desk: TeamDesk) -> str:
    school, submission = desk.school, desk.submission
    own = (
        f" Kết quả tự đánh giá: tệp “{school.source}”, lần nộp {school.revision or 1}."
        if school.source
        else ""
    )
    return f"Lập từ sổ của đoàn {file_named(submission)}, in ngày {vn_date(desk.on)}.{own}"


DOCUMENTS = (
    Document(
        "bao-cao-dgn-cua-doan",
        "Báo cáo đánh giá ngoài, từ sổ của đoàn (đến 06/7/2026)",
        Kind.REPORT,
        form.REVIEW_TEAM,
        results.DOCUMENTS[0].variants,
        build=report,
        uses=(
            form.ReviewedSchool,
            form.TeamMember,
            form.TeamAssignment,
            form.ExternalAnswer,
            form.CriterionFinding,
            form.TeamPassage,
            form.SchoolOpinion,
        ),
    ),
)
